//! `fisc trace` end to end: what the methods find in the sample province stands at the same receipts
//! of the traces with the same amounts and days, what is innocent stays quiet, and sums tie to the
//! ledger. And real transfers, where `FISC_REAL_DATA` names the folder that holds them.

use crate::program::ok;
use fisc_model::Money;
use fisc_model::lead::Lead;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn money(value: &Value) -> Money {
    let text = value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no amount"));
    Money::parse(text).expect("an amount")
}

/// Rows of a question to the ledger.
fn rows(folder: &str, sql: &str) -> Vec<BTreeMap<String, Value>> {
    let text = ok(&["-C", folder, "sql", sql, "--format", "json"]);
    let all: Value = serde_json::from_str(&text).expect("json");
    serde_json::from_value(all["rows"].clone()).expect("rows")
}

fn one(folder: &str, sql: &str) -> Money {
    let rows = rows(folder, sql);
    let value = rows[0].values().next().expect("a value");
    if value.is_null() {
        Money::ZERO
    } else {
        money(value)
    }
}

fn trace(folder: &str, of: &[&str]) -> Value {
    let mut args = vec!["-C", folder, "trace"];
    args.extend_from_slice(of);
    args.extend_from_slice(&["--format", "json"]);
    serde_json::from_str(&ok(&args)).expect("json")
}

/// All programs of the ledger, traced one by one.
fn one_by_one(folder: &str) -> Vec<Value> {
    let programs = rows(
        folder,
        "SELECT DISTINCT program_code FROM transfer ORDER BY program_code",
    );
    let code =
        |row: &BTreeMap<String, Value>| row["program_code"].as_str().expect("a code").to_string();
    programs
        .iter()
        .map(code)
        .map(|p| trace(folder, &["--program", &p]))
        .collect()
}

/// Differences of a kind, by number of the transfer.
fn differences(traces: &[Value], kind: &str) -> BTreeMap<String, (Money, Option<i64>)> {
    let all = traces
        .iter()
        .flat_map(|t| t["differences"].as_array().expect("a list"));
    let of_kind = all.filter(|d| d["kind"] == kind);
    of_kind
        .map(|d| {
            let id = d["transfer_id"].as_str().expect("a number").to_string();
            (id, (money(&d["amount"]), d["days"].as_i64()))
        })
        .collect()
}

/// A row of the truth: lead, key, amount, days.
type Seed = (String, String, Money, Option<i64>);

/// Seeds (with amount and days) and decoys of a method, by the key of their row.
fn truth(folder: &Path) -> (Vec<Seed>, BTreeSet<String>) {
    let text = fs::read_to_string(folder.join("province/truth.csv")).expect("a truth");
    let (mut seeds, mut decoys) = (Vec::new(), BTreeSet::new());
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[0] == "seed" {
            let amount = Money::parse(cells[4]).expect("an amount");
            seeds.push((
                cells[1].into(),
                cells[3].into(),
                amount,
                cells[5].parse().ok(),
            ));
        } else {
            decoys.insert(cells[3].to_string());
        }
    }
    (seeds, decoys)
}

#[test]
fn the_sample_province_is_traced_exactly() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path().join("province");
    let path = folder.to_str().expect("UTF-8");
    ok(&["demo", path]);
    let traces = [trace(path, &["--all"])];
    let methods = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../methods");

    // Each seed at its receipt, with its amount and days; no decoy.
    let late = differences(&traces, "late");
    let (seeds, decoys) = truth(&methods.join("trf-001-issued-late"));
    assert!(!seeds.is_empty());
    for (_, key, amount, days) in seeds {
        assert_eq!(late.get(&key), Some(&(amount, days)), "{key} issued late");
    }
    assert!(decoys.iter().all(|key| !late.contains_key(key)), "{late:?}");
    let retained = differences(&traces, "retained");
    let (seeds, decoys) = truth(&methods.join("trf-002-retained"));
    for (_, key, amount, _) in seeds {
        let found = retained.get(&key).expect("retained");
        assert_eq!(found.0, amount, "{key} retained");
        assert!(found.1.is_some_and(|days| days > 60), "{key}: {found:?}");
    }
    assert!(
        decoys.iter().all(|key| !retained.contains_key(key)),
        "{retained:?}"
    );
    // TRF-003 is about the upper transfer; its evidence is what was passed on.
    let excess = differences(&traces, "excess");
    let (seeds, _) = truth(&methods.join("trf-003-passed-on-more-than-received"));
    for (lead, _, amount, _) in seeds {
        assert_eq!(excess.get(&lead), Some(&(amount, None)), "{lead} excess");
    }

    // What the methods say of the whole ledger is what the traces say, nothing more or less.
    let leads = fs::read_to_string(folder.join("leads/leads.jsonl")).expect("leads");
    let leads: Vec<Lead> = leads
        .lines()
        .map(|l| serde_json::from_str(l).expect("a lead"))
        .collect();
    for (method, found) in [
        ("TRF-001", &late),
        ("TRF-002", &retained),
        ("TRF-003", &excess),
    ] {
        let mut said: Vec<Money> = leads
            .iter()
            .filter(|l| l.method == method)
            .map(|l| l.amount)
            .collect();
        let mut named: Vec<Money> = found.values().map(|(amount, _)| *amount).collect();
        said.sort();
        named.sort();
        assert_eq!(named, said, "{method}");
    }
    ties(path, &traces);
    let programs = one_by_one(path);
    ties(path, &programs);
    for kind in ["late", "retained", "excess", "unspent", "over_spent"] {
        assert_eq!(
            differences(&programs, kind),
            differences(&traces, kind),
            "{kind}"
        );
    }

    // Without being asked for it, no natural person is named.
    let persons = rows(
        path,
        "SELECT DISTINCT person_name, person_id FROM grant_payment WHERE person_name IS NOT NULL",
    );
    assert!(!persons.is_empty());
    let shown: String = traces.iter().map(ToString::to_string).collect();
    for person in persons {
        for value in person.values() {
            let value = format!("\"{}\"", value.as_str().expect("a text"));
            assert!(!shown.contains(&value), "{value}");
        }
    }
    pages(path);
}

/// Sums at every level tie to the ledger.
fn ties(path: &str, traces: &[Value]) {
    let (mut received, mut spent, mut repeated) = (Money::ZERO, Money::ZERO, Money::ZERO);
    for t in traces {
        repeated = money(&t["repeated"]["amount"]);
        let mut levels: BTreeMap<&str, Money> = BTreeMap::new();
        let receipts = t["receipts"].as_array().expect("a list");
        for name in [
            "received",
            "passed_on",
            "allotted",
            "recovered",
            "rest",
            "spent",
            "granted",
        ] {
            let of = |list: &Value| -> Money {
                list.as_array()
                    .expect("a list")
                    .iter()
                    .map(|r| money(&r[name]))
                    .sum()
            };
            assert_eq!(
                of(&t["levels"]),
                of(&t["receipts"]),
                "{name} of {}",
                t["start"]
            );
            levels.insert(name, of(&t["levels"]));
        }
        received = received + levels["received"];
        spent = spent + levels["spent"];
        for r in receipts {
            let m = |name: &str| money(&r[name]);
            assert_eq!(
                m("received") + m("came_back") + m("excess") + m("over_allotted"),
                m("passed_on") + m("to_unknown") + m("allotted") + m("recovered") + m("rest"),
                "{r}"
            );
        }
        let payees: Money = t["recipients"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|p| p["kind"] != "person")
            .map(|p| money(&p["amount"]))
            .sum();
        assert_eq!(payees, levels["spent"], "last recipients of {}", t["start"]);
    }
    let all = one(path, "SELECT SUM(amount) AS amount FROM transfer");
    assert_eq!(received + repeated, all, "transfers");
    // A return counts where its payment is tied; a payment that the status alone calls returned is none.
    let paid = "WITH original AS (SELECT payment_id, MIN(line_id) AS line_id, MIN(transfer_id) AS transfer_id \
                FROM payment GROUP BY payment_id), \
                back AS (SELECT original_payment_id FROM payment WHERE amount < 0 GROUP BY original_payment_id), \
                line AS (SELECT line_id, MIN(transfer_id) AS transfer_id FROM budget_line GROUP BY line_id), \
                known AS (SELECT transfer_id FROM transfer GROUP BY transfer_id) \
                SELECT SUM(CAST(CASE WHEN p.amount > 0 AND p.status IN ('returned', 'reversed') \
                AND b.original_payment_id IS NULL THEN 0 ELSE p.amount END AS DECIMAL(18,2))) AS amount \
                FROM payment p LEFT JOIN back b ON b.original_payment_id = p.payment_id \
                LEFT JOIN original o ON o.payment_id = p.original_payment_id AND p.amount < 0 \
                LEFT JOIN line l ON l.line_id = COALESCE(o.line_id, p.line_id) \
                JOIN known t ON t.transfer_id = COALESCE(o.transfer_id, p.transfer_id, l.transfer_id)";
    assert_eq!(spent, one(path, paid), "payments");
}

/// The drawing and the page, and the way back.
fn pages(path: &str) {
    let program = rows(
        path,
        "SELECT program_code, COUNT(*) AS n FROM transfer GROUP BY program_code ORDER BY n DESC, program_code LIMIT 1",
    );
    let program = program[0]["program_code"].as_str().expect("a code");
    let svg = ok(&["-C", path, "trace", "--program", program, "--format", "svg"]);
    assert!(
        svg.starts_with("<svg ") && svg.contains("class=\"band\""),
        "{svg}"
    );
    let page = ok(&[
        "-C",
        path,
        "--lang",
        "zh",
        "trace",
        "--program",
        program,
        "--format",
        "html",
    ]);
    assert!(page.contains("<svg") && page.contains("<table>") && !page.contains("<script"));
    let paid = rows(
        path,
        "SELECT payee_id, SUM(amount) AS amount FROM payment WHERE payee_id IS NOT NULL \
         GROUP BY payee_id ORDER BY amount DESC, payee_id LIMIT 3",
    );
    for row in &paid {
        let back = trace(path, &["--payee", row["payee_id"].as_str().expect("an id")]);
        let from: Money = back["from"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|f| money(&f["amount"]))
            .sum();
        assert_eq!(from, money(&back["paid"]), "{back}");
    }
    let person = rows(
        path,
        "SELECT person_id, SUM(amount) AS amount FROM grant_payment GROUP BY person_id ORDER BY amount DESC, person_id LIMIT 1",
    );
    let id = person[0]["person_id"].as_str().expect("an id");
    let back = trace(path, &["--person", id]);
    assert!(!back.to_string().contains(id), "{back}");
    assert_eq!(money(&back["paid"]), money(&person[0]["amount"]));
}

/// A real engagement of tests/real, loaded; nothing where its data is not here.
#[allow(clippy::print_stderr)] // a skipped test says so
fn real(name: &str, folder: &Path, change: &dyn Fn(String) -> String) -> Option<()> {
    let data = std::env::var_os("FISC_REAL_DATA").map(|data| Path::new(&data).join(name));
    let Some(data) = data.filter(|data| data.is_dir()) else {
        eprintln!("skipped: FISC_REAL_DATA does not name the folder that holds {name}");
        return None;
    };
    let engagement = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/real")
        .join(name);
    for file in ["fisc.toml", "mapping.toml"] {
        let text = fs::read_to_string(engagement.join(file)).expect("a file");
        fs::write(folder.join(file), change(text)).expect("written");
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(data, folder.join("data")).expect("linked");
    ok(&["-C", folder.to_str().expect("UTF-8"), "load"]);
    Some(())
}

/// 9,514 transactions of five publishers: those in dollars in one engagement, those in euros in another;
/// and one publisher's, row by row, against somebody else's flattening of the same file.
#[test]
fn aid_activities_load_per_currency_and_are_traced() {
    let mut loaded = 0;
    for (currency, rows_of) in [("USD", 9_489), ("EUR", 25)] {
        let temp = tempfile::tempdir().expect("a folder");
        let change = |text: String| {
            text.replace("currency = \"USD\"", &format!("currency = \"{currency}\""))
        };
        let Some(()) = real("iati-activities", temp.path(), &change) else {
            return;
        };
        let path = temp.path().to_str().expect("UTF-8");
        let count = rows(path, "SELECT COUNT(*) AS n FROM transfer")[0]["n"]
            .as_i64()
            .expect("a number");
        assert_eq!(count, rows_of, "{currency}");
        loaded += count;
        let all = trace(path, &["--all"]);
        let levels = all["levels"].as_array().expect("a list");
        let received: Money = levels.iter().map(|l| money(&l["received"])).sum();
        let repeated = money(&all["repeated"]["amount"]);
        assert_eq!(
            received + repeated,
            one(path, "SELECT SUM(amount) AS amount FROM transfer")
        );
        if currency == "USD" {
            as_flattened(
                path,
                &temp.path().join("data/csv_usaid-798_transactions.csv"),
            );
        }
    }
    assert_eq!(loaded, 9_514);
}

fn as_flattened(path: &str, csv: &Path) {
    let mut expected: Vec<[String; 6]> = Vec::new();
    let mut reader = csv::Reader::from_path(csv).expect("the flattening");
    let head = reader.headers().expect("a header").clone();
    let at = |name: &str| head.iter().position(|h| h == name).expect("a column");
    let columns = [
        "activity_identifier",
        "transaction_ref",
        "transaction_type",
        "transaction_date",
        "value",
        "receiver_org_name",
    ];
    let columns = columns.map(at);
    for row in reader.records() {
        let row = row.expect("a row");
        let mut cells = columns.map(|at| row[at].trim().to_string());
        cells[4] = Money::parse(&cells[4]).expect("an amount").to_string();
        expected.push(cells);
    }
    let sql = "SELECT program_code, document_no, kind, CAST(issued_on AS TEXT) AS issued_on, amount, to_gov \
               FROM transfer WHERE source_file LIKE '%usaid-798.xml'";
    let mut found: Vec<[String; 6]> = Vec::new();
    for row in rows(path, sql) {
        let names = [
            "program_code",
            "document_no",
            "kind",
            "issued_on",
            "amount",
            "to_gov",
        ];
        found.push(names.map(|name| match &row[name] {
            Value::Null => String::new(),
            value => value.as_str().expect("a text").to_string(),
        }));
    }
    assert_eq!(expected.len(), 622);
    expected.sort();
    found.sort();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
}

/// The federal transfers of Mexico: the printed totals of fund R28 differ from the sums of the states in
/// 61 months, because one state's rows have a brace too many in the fund's name. (A state has two spellings
/// as well, Michoacán and Michoacan, in another fund, where it moves no total.)
#[test]
fn the_months_that_do_not_tie_and_the_alias_behind_them() {
    let temp = tempfile::tempdir().expect("a folder");
    let Some(()) = real("mx-federal-transfers", temp.path(), &|text| text) else {
        return;
    };
    let path = temp.path().to_str().expect("UTF-8");
    // Group keys are "Total: FUND YEAR MONTH"; transfers are of the first day of their month.
    let sums = rows(
        path,
        "SELECT program_code, EXTRACT(YEAR FROM issued_on) AS y, EXTRACT(MONTH FROM issued_on) AS m, \
         SUM(amount) AS amount FROM transfer GROUP BY program_code, EXTRACT(YEAR FROM issued_on), EXTRACT(MONTH FROM issued_on)",
    );
    let months = [
        "Enero",
        "Febrero",
        "Marzo",
        "Abril",
        "Mayo",
        "Junio",
        "Julio",
        "Agosto",
        "Septiembre",
        "Octubre",
        "Noviembre",
        "Diciembre",
    ];
    let mut by_key: BTreeMap<String, Money> = BTreeMap::new();
    for row in &sums {
        let number = |name: &str| {
            row[name]
                .to_string()
                .trim_matches('"')
                .parse::<usize>()
                .expect("a number")
        };
        let fund = row["program_code"].as_str().expect("a fund");
        let key = format!("Total: {fund} {} {}", number("y"), months[number("m") - 1]);
        by_key.insert(key, money(&row["amount"]));
    }
    let totals = rows(
        path,
        "SELECT group_key, amount FROM control_total WHERE table_name = 'transfer'",
    );
    assert_eq!(totals.len(), 2_257);
    let mut off: BTreeMap<String, Vec<Money>> = BTreeMap::new();
    for row in &totals {
        let key = row["group_key"].as_str().expect("a key");
        let missing = money(&row["amount"]) - by_key.get(key).copied().unwrap_or_default();
        // More than a thousand pesos: sources are rounded to thousands.
        if missing.abs() > Money(100_000) {
            let fund = key
                .trim_start_matches("Total: ")
                .rsplitn(3, ' ')
                .last()
                .expect("a fund");
            off.entry(fund.to_string()).or_default().push(missing);
        }
    }
    let funds: Vec<(&str, usize)> = off
        .iter()
        .map(|(fund, months)| (fund.as_str(), months.len()))
        .collect();
    assert_eq!(funds.len(), 1, "{funds:?}");
    assert!(
        funds[0].0.ends_with("(R28)") && funds[0].1 == 61,
        "{funds:?}"
    );

    // What is missing stands under another spelling of the fund: the function that finds spellings names
    // it, and its trace has the state and the amounts.
    let alike = |column: &str| -> Vec<(String, String)> {
        let sql = format!(
            "SELECT a.name AS one, b.name AS other FROM (SELECT DISTINCT {column} AS name FROM transfer) a \
             JOIN (SELECT DISTINCT {column} AS name FROM transfer) b ON a.name < b.name \
             WHERE name_similarity(a.name, b.name) > 0.95"
        );
        let text = |value: &Value| value.as_str().expect("a name").to_string();
        rows(path, &sql)
            .iter()
            .map(|r| (text(&r["one"]), text(&r["other"])))
            .collect()
    };
    let fund = format!("{}}}", funds[0].0);
    let funds_alike = alike("program_code");
    assert!(
        funds_alike.contains(&(funds[0].0.to_string(), fund.clone())),
        "{funds_alike:?}"
    );
    let states_alike = alike("to_gov");
    assert!(
        states_alike.contains(&("Michoacan".into(), "Michoacán".into())),
        "{states_alike:?}"
    );
    let found = trace(path, &["--program", &fund]);
    let receipts = found["receipts"].as_array().expect("a list");
    assert!(receipts.iter().all(|r| r["to_gov"] == "Tlaxcala"));
    let mut amounts: Vec<Money> = receipts.iter().map(|r| money(&r["received"])).collect();
    let mut missing: Vec<Money> = off.values().flatten().copied().collect();
    amounts.sort();
    missing.sort();
    let apart = amounts
        .iter()
        .zip(&missing)
        .map(|(a, b)| (*a - *b).abs())
        .max();
    assert_eq!(amounts.len(), 61);
    assert!(apart <= Some(Money(100_000)), "{apart:?}");
}
