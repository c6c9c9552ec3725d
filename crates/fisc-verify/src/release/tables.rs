//! The tables of a release: each is the signed one, as far as it is shown, and the numbers tie.

use crate::Files;
use crate::proof::{self, Shown};
use crate::release::document::{Counted, Document, is_excerpt};
use crate::report::{Check, Words, quoted};
use std::collections::BTreeMap;

/// Begins the marker of a cell that is withheld whole.
pub const MARK: char = '█';

/// The tables as they are shown, by name.
pub type Tables = BTreeMap<String, Shown>;

/// Whether every shown cell is the signed one; also what is shown, and how much is withheld.
pub fn proved(document: &Document, files: &Files) -> (Check, Tables, Option<Words>) {
    let mut check = Check::new(
        "every cell that is shown is the one that was signed, in its row and column",
        "所示各单元格均为签署时的内容，行列位置一致",
    )
    .of("proof");
    let mut tables = Tables::new();
    let (mut cells, mut rows) = (0, 0);
    for (name, signed) in &document.tables {
        let (csv, at) = (format!("data/{name}.csv"), format!("proof/{name}.json"));
        let (Some(bytes), Some(of)) = (files.get(&csv), files.get(&at)) else {
            if !is_excerpt(files) {
                let missing = if files.contains_key(&csv) { &at } else { &csv };
                check.problem(missing, "is missing", "缺少该文件");
            }
            continue;
        };
        let shown = match read(bytes) {
            Ok(shown) => shown,
            Err(what) => {
                check.problem(&csv, what.en, what.zh);
                continue;
            }
        };
        match proof::open(name, &shown, of) {
            Err(what) => check.problem(&at, what.en, what.zh),
            Ok(found) if found.root != *signed => check.problem(
                &csv,
                "a cell, a row or the order of rows is not the signed one: with its proof it does not give the root of the release",
                "单元格、行或行序与签署时不同：与其证明推算不出公布稿的根哈希",
            ),
            Ok(found) => {
                cells += found.withheld.len();
                rows += found.withheld_rows;
                let approved = document.files.get(&csv) == Some(&crate::sums::sha256(bytes));
                let text = |(r, c): &(usize, usize)| shown.rows.get(*r).and_then(|row| row.get(*c));
                let filled = found.withheld.iter().filter(|place| {
                    !approved && !text(place).is_some_and(|t| t.starts_with(MARK))
                });
                for (row, column) in filled {
                    check.problem(
                        &format!("{csv}, row {}, column {}", row + 1, column + 1),
                        "is withheld and yet holds a text that nobody signed",
                        "该单元格未公开，却填有无人签署的内容",
                    );
                }
            }
        }
        tables.insert(name.clone(), shown);
    }
    let fact = (cells + rows > 0).then(|| Words {
        en: format!("withheld: {cells} cells and {rows} rows; what they hold was signed too and is not shown"),
        zh: format!("未公开：单元格 {cells} 个、行 {rows} 行；其内容同样经过签署，但未显示"),
    });
    (check, tables, fact)
}

fn read(bytes: &[u8]) -> Result<Shown, Words> {
    let failed = |e: csv::Error| Words {
        en: format!("does not read: {e}"),
        zh: format!("无法读取：{e}"),
    };
    let mut reader = csv::Reader::from_reader(bytes);
    let columns = reader
        .headers()
        .map_err(failed)?
        .iter()
        .map(String::from)
        .collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        rows.push(record.map_err(failed)?.iter().map(String::from).collect());
    }
    Ok(Shown { columns, rows })
}

/// A row by the names of its columns.
pub fn by_name(table: &Shown) -> impl Iterator<Item = BTreeMap<&str, &str>> {
    table.rows.iter().map(|row| {
        let names = table.columns.iter().map(String::as_str);
        names.zip(row.iter().map(String::as_str)).collect()
    })
}

/// Whether the numbers follow from each other.
pub fn tie(document: &Document, tables: &Tables) -> Check {
    let mut check = Check::new(
        "the totals follow from the findings, and what is withheld is counted as approved",
        "合计与审计发现相符，未公开内容的数量与批准时一致",
    )
    .of("totals");
    let cell = |row: &BTreeMap<&str, &str>, name: &str| {
        row.get(name).copied().unwrap_or_default().to_string()
    };
    if let Some(withheld) = tables.get("withheld") {
        let mut counted: BTreeMap<(String, String), u64> = BTreeMap::new();
        for row in by_name(withheld) {
            let n = counted
                .entry((cell(&row, "scope"), cell(&row, "reason")))
                .or_default();
            *n = n.saturating_add(cell(&row, "count").parse().unwrap_or_default());
        }
        let mut approved: BTreeMap<(String, String), u64> = BTreeMap::new();
        for Counted {
            scope,
            reason,
            count,
        } in &document.withheld
        {
            *approved.entry((scope.clone(), reason.clone())).or_default() += *count;
        }
        if counted != approved {
            check.problem(
                "data/withheld.csv",
                "lists other counts than were approved",
                "所列数量与批准时不符",
            );
        }
    }
    let Some(findings) = tables.get("findings") else {
        check.unproved("the findings are not in this excerpt", "此摘录不含审计发现");
        return check;
    };
    let mut sums: BTreeMap<String, i128> = BTreeMap::new();
    let mut auditees = std::collections::BTreeSet::new();
    let (mut ids, mut hidden) = (Vec::new(), false);
    for row in by_name(findings) {
        let (id, amount) = (cell(&row, "id"), cell(&row, "amount"));
        auditees.insert(cell(&row, "auditee"));
        let at = format!("data/findings.csv, {}", quoted(&id));
        let signed = document.findings.get(&id);
        let same = signed.is_some_and(|f| {
            f.version.to_string() == cell(&row, "version") && f.digest == cell(&row, "digest")
        });
        if !same {
            check.problem(
                &at,
                "is not, in this version, among the findings of the release document",
                "公布稿中没有该版本的审计发现",
            );
        }
        if [&amount, &cell(&row, "auditee"), &cell(&row, "amount_kind")]
            .iter()
            .any(|t| t.starts_with(MARK))
        {
            hidden = true;
        } else if let Ok(amount) = fisc_model::Money::parse(&amount) {
            let sum = sums.entry(cell(&row, "amount_kind")).or_default();
            *sum = sum.saturating_add(amount.0);
        } else {
            check.problem(&at, "its amount is no amount", "金额不是数");
        }
        ids.push(id);
    }
    for id in document.findings.keys().filter(|id| !ids.contains(id)) {
        check.problem(
            "data/findings.csv",
            format!("{} was approved and is not in it", quoted(id)),
            format!("缺少已批准的{}", quoted(id)),
        );
    }
    let Some(totals) = tables.get("totals") else {
        return check;
    };
    if hidden {
        check.unproved(
            "an amount is withheld, so the totals cannot be added up from what is shown",
            "有金额未公开，无法由所示内容核加合计",
        );
        return check;
    }
    let mut expected = BTreeMap::from([
        ("findings".to_string(), findings.rows.len().to_string()),
        ("auditees".to_string(), auditees.len().to_string()),
    ]);
    for (kind, sum) in sums.iter().filter(|(kind, _)| *kind != "none") {
        expected.insert(
            format!("amount_{kind}"),
            fisc_model::Money(*sum).to_string(),
        );
    }
    let found: BTreeMap<String, String> = by_name(totals)
        .map(|row| (cell(&row, "measure"), cell(&row, "value")))
        .collect();
    for (measure, value) in &expected {
        if found.get(measure) != Some(value) {
            check.problem(
                &format!("data/totals.csv, {measure}"),
                format!("should be {value}: that is what the findings give"),
                format!("应为 {value}：由审计发现得出"),
            );
        }
    }
    if found.len() != expected.len() || totals.rows.len() != found.len() {
        check.problem("data/totals.csv", "has a total too many", "有多余的合计");
    }
    check
}
