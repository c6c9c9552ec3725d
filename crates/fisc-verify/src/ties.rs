//! The numbers against each other: what one table says must follow from another.
//!
//! One total cannot be recomputed from sums: the amount that takes each evidence row once. It
//! follows from the leads, which a draft does not hold; only its form is checked here.

use crate::report::Check;
use crate::tables::{Row, Tables, number, text};
use std::collections::{BTreeMap, BTreeSet};

const METHODS: &str = "data/methods.csv";
const EXCLUSIONS: &str = "data/exclusions.csv";
const SUBJECTS: &str = "data/subjects.csv";
const TOTALS: &str = "data/totals.csv";
const PARAMETERS: &str = "data/parameters.csv";
const COVERAGE: &str = "data/coverage.csv";
const NOT_SHOWN: &str = "(not shown)";

/// The totals of a draft and whether each is a number of currency units.
pub const MEASURES: [(&str, bool); 10] = [
    ("ledger_rows", false),
    ("methods", false),
    ("methods_run", false),
    ("leads", false),
    ("evidence_rows", false),
    ("distinct_evidence_rows", false),
    ("amount_each_row_once", true),
    ("amount_all_methods", true),
    ("amount_breach", true),
    ("amount_to_verify", true),
];

/// The checks of the tables against each other.
pub fn check(tables: Option<&Tables>, currency: Option<&str>) -> Vec<Check> {
    let mut checks = vec![
        Check::new(
            "each method: tested + left out = population, by reason",
            "各方法：已测试 + 已排除 = 总体，并与排除原因相符",
        ),
        Check::new(
            "each method: its outcome fits its numbers, and what was not run is listed with the reason",
            "各方法：执行结果与数字相符，未执行的方法均列明原因",
        ),
        Check::new("the totals follow from the methods", "合计与各方法相符"),
        Check::new(
            "the leads by subject add up to all leads",
            "各对象疑点之和等于疑点总数",
        ),
    ];
    let Some(tables) = tables else {
        for check in &mut checks {
            check.problem(
                "data/",
                "not checked, because a table does not read",
                "因有表无法读取，未检查",
            );
        }
        return checks;
    };
    let [populations, outcomes, totals, subjects] = &mut checks[..] else {
        return checks;
    };
    check_populations(tables, populations);
    check_outcomes(tables, outcomes);
    check_totals(tables, currency, totals);
    check_subjects(tables, subjects);
    checks
}

fn count(row: &Row, column: &str) -> i128 {
    number(row, column).unwrap_or_default()
}

fn sum<'a>(rows: impl IntoIterator<Item = &'a Row>, column: &str) -> i128 {
    rows.into_iter().map(|row| count(row, column)).sum()
}

fn is_run(method: &Row) -> bool {
    matches!(text(method, "outcome"), "leads" | "clean")
}

/// A number for people: an amount has its decimals.
fn shown(n: i128, amount: bool) -> String {
    if amount {
        fisc_model::Money(n).to_string()
    } else {
        n.to_string()
    }
}

fn equal(
    check: &mut Check,
    at: &str,
    what: (&str, &str),
    found: i128,
    expected: i128,
    amount: bool,
) {
    if found != expected {
        let (found, expected) = (shown(found, amount), shown(expected, amount));
        check.problem(
            at,
            format!("{} is {found}, the tables give {expected}", what.0),
            format!("{}为 {found}，按各表应为 {expected}", what.1),
        );
    }
}

fn check_populations(tables: &Tables, check: &mut Check) {
    let mut left_out: BTreeMap<&str, i128> = BTreeMap::new();
    for row in tables.rows(EXCLUSIONS) {
        *left_out.entry(text(row, "method")).or_default() += count(row, "rows");
    }
    let mut codes = BTreeSet::new();
    for method in tables.rows(METHODS) {
        let code = text(method, "code");
        let at = format!("{METHODS}, {code}");
        if !codes.insert(code) {
            check.problem(&at, "stands there twice", "重复");
        }
        let parts = ["population", "tested", "excluded"].map(|column| number(method, column));
        match parts {
            [Some(population), Some(tested), Some(excluded)] => {
                if tested + excluded != population {
                    check.problem(&at, format!("tested {tested} + left out {excluded} is not the population {population}"), format!("已测试 {tested} + 已排除 {excluded} 不等于总体 {population}"));
                }
                let by_reason = left_out.get(code).copied().unwrap_or_default();
                equal(
                    check,
                    &at,
                    ("rows left out", "已排除行数"),
                    excluded,
                    by_reason,
                    false,
                );
            }
            [None, None, None] if !left_out.contains_key(code) => {}
            _ => check.problem(
                &at,
                "population, tested and left out must stand together",
                "总体、已测试、已排除须同时列出",
            ),
        }
    }
    for path in [EXCLUSIONS, PARAMETERS] {
        for row in tables.rows(path) {
            let code = text(row, "method");
            if !codes.contains(code) {
                check.problem(
                    &format!("{path}, {code}"),
                    "is no method of data/methods.csv",
                    "不是 data/methods.csv 中的方法",
                );
            }
        }
    }
}

fn check_outcomes(tables: &Tables, check: &mut Check) {
    for method in tables.rows(METHODS) {
        let at = format!("{METHODS}, {}", text(method, "code"));
        let (leads, evidence) = (count(method, "leads"), count(method, "evidence"));
        let outcome = text(method, "outcome");
        if (outcome == "leads") != (leads > 0) || (leads == 0 && evidence > 0) {
            check.problem(
                &at,
                format!("outcome {outcome} does not fit {leads} leads on {evidence} rows"),
                format!("执行结果 {outcome} 与疑点 {leads} 个、证据 {evidence} 行不符"),
            );
        }
        if evidence < leads {
            check.problem(
                &at,
                format!("{leads} leads cannot rest on {evidence} rows"),
                format!("疑点 {leads} 个不可能只有证据 {evidence} 行"),
            );
        }
        let expects_amount = is_run(method) && text(method, "result") != "indicator";
        if number(method, "amount").is_some() != expects_amount {
            check.problem(
                &at,
                "has an amount exactly if it was run and is no indicator",
                "已执行且非风险提示类的方法才有金额",
            );
        }
        if leads == 0 && count(method, "amount") != 0 {
            check.problem(&at, "has an amount without a lead", "无疑点却有金额");
        }
    }
    // The list of what was not run repeats these columns, so it must be exactly this.
    let line = |row: &Row, code: &str| {
        [
            code,
            "name_en",
            "name_zh",
            "outcome",
            "reason_en",
            "reason_zh",
        ]
        .map(|c| text(row, c).to_string())
    };
    let not_run = tables
        .rows(METHODS)
        .iter()
        .filter(|m| !is_run(m))
        .map(|m| line(m, "code"));
    let listed: BTreeSet<_> = tables
        .rows(COVERAGE)
        .iter()
        .map(|row| line(row, "method"))
        .collect();
    let expected: BTreeSet<_> = not_run.collect();
    for row in expected.difference(&listed) {
        check.problem(
            COVERAGE,
            format!(
                "{} was not run and is not listed as in data/methods.csv",
                row[0]
            ),
            format!("{} 未执行，但所列与 data/methods.csv 不符", row[0]),
        );
    }
    for row in listed.difference(&expected) {
        check.problem(
            COVERAGE,
            format!("{} is listed otherwise than in data/methods.csv", row[0]),
            format!("{} 所列与 data/methods.csv 不符", row[0]),
        );
    }
    if listed.len() != tables.rows(COVERAGE).len() {
        check.problem(COVERAGE, "a method is listed twice", "有方法重复列出");
    }
}

fn check_totals(tables: &Tables, currency: Option<&str>, check: &mut Check) {
    let methods = tables.rows(METHODS);
    let rows = tables.rows(TOTALS);
    let of_kind = |kind: &'static str| methods.iter().filter(move |m| text(m, "result") == kind);
    for (measure, amount) in MEASURES {
        let mut found = rows.iter().filter(|row| text(row, "measure") == measure);
        let (Some(row), None) = (found.next(), found.next()) else {
            check.problem(
                TOTALS,
                format!("{measure} must stand there once"),
                format!("{measure} 须列出一次"),
            );
            continue;
        };
        let at = format!("{TOTALS}, {measure}");
        if text(row, "value").contains('.') != amount
            || (amount && currency != Some(text(row, "unit")))
        {
            check.problem(
                &at,
                "its form or unit is not that of this total",
                "形式或单位与该合计不符",
            );
        }
        let value = count(row, "value");
        let expected = match measure {
            "methods" => methods.len() as i128,
            "methods_run" => methods.iter().filter(|m| is_run(m)).count() as i128,
            "leads" => sum(methods, "leads"),
            "evidence_rows" => sum(methods, "evidence"),
            "amount_all_methods" => sum(methods, "amount"),
            "amount_breach" => sum(of_kind("breach"), "amount"),
            "amount_to_verify" => sum(of_kind("to_verify"), "amount"),
            "distinct_evidence_rows" => {
                let all = sum(methods, "evidence");
                if value > all || (value == 0) != (all == 0) {
                    check.problem(
                        &at,
                        format!("{value} distinct rows do not fit {all} rows"),
                        format!("不重复行数 {value} 与行数 {all} 不符"),
                    );
                }
                continue;
            }
            _ => continue,
        };
        equal(check, &at, ("the total", "合计"), value, expected, amount);
    }
    for row in rows {
        let measure = text(row, "measure");
        if !MEASURES.iter().any(|(name, _)| *name == measure) {
            check.problem(
                &format!("{TOTALS}, {measure}"),
                "a draft has no such total",
                "草稿不含此合计",
            );
        }
    }
}

fn check_subjects(tables: &Tables, check: &mut Check) {
    const LEVELS: [(&str, &str); 4] = [
        ("high", "leads_high"),
        ("medium", "leads_medium"),
        ("low", "leads_low"),
        ("info", "leads_info"),
    ];
    let methods = tables.rows(METHODS);
    let rows = tables.rows(SUBJECTS);
    let mut seen = BTreeSet::new();
    for row in rows {
        let (kind, subject) = (text(row, "kind"), text(row, "subject"));
        let at = format!("{SUBJECTS}, {kind} {subject}");
        if !seen.insert((kind, subject)) {
            check.problem(&at, "stands there twice", "重复");
        }
        let by_level = LEVELS.iter().map(|(_, column)| count(row, column)).sum();
        equal(
            check,
            &at,
            ("leads", "疑点数"),
            count(row, "leads"),
            by_level,
            false,
        );
        let named = !(subject.is_empty() && text(row, "name").is_empty());
        if kind == NOT_SHOWN
            && (named || text(row, "reason_en").is_empty() || text(row, "reason_zh").is_empty())
        {
            check.problem(
                &at,
                "must name nobody and give the reason",
                "不得列名，且须说明原因",
            );
        }
    }
    if !seen.contains(&(NOT_SHOWN, "")) {
        check.problem(
            SUBJECTS,
            format!("the row {NOT_SHOWN} is missing"),
            format!("缺少 {NOT_SHOWN} 行"),
        );
    }
    for (level, column) in LEVELS {
        let of_level = methods.iter().filter(|m| text(m, "severity") == level);
        equal(
            check,
            SUBJECTS,
            (column, column),
            sum(rows, column),
            sum(of_level, "leads"),
            false,
        );
    }
    equal(
        check,
        SUBJECTS,
        ("leads", "疑点数"),
        sum(rows, "leads"),
        sum(methods, "leads"),
        false,
    );
    equal(
        check,
        SUBJECTS,
        ("amount", "金额"),
        sum(rows, "amount"),
        sum(methods, "amount"),
        true,
    );
}
