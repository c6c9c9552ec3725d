//! Duplicate payments in a real ledger, from the sources to the leads: 45,489 payments and 21,025
//! card rows of one council. The figures were computed from the files by other means. The data is
//! not part of the repository: FISC_REAL_DATA names the folder that holds it.

#![cfg(unix)] // a symbolic link leads to it

use crate::program::ok;
use fisc_model::Money;
use fisc_model::lead::Lead;
use fisc_model::run::Run;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const NAME: &str = "uk-calderdale-2020-22";

fn money(text: &str) -> Money {
    Money::parse(text).expect("an amount")
}

/// A query's rows as text, without its header.
fn rows(folder: &str, sql: &str) -> Vec<Vec<String>> {
    let csv = ok(&["-C", folder, "sql", sql, "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let fields = |r: csv::StringRecord| r.iter().map(String::from).collect();
    let records = reader.records().map(|r| fields(r.expect("a row")));
    records.collect()
}

#[test]
#[allow(clippy::print_stderr)] // a skipped test says so
fn repeated_invoices_of_a_council_are_found_to_the_penny() {
    let data = std::env::var_os("FISC_REAL_DATA").map(|d| Path::new(&d).join(NAME));
    let Some(data) = data.filter(|d| d.is_dir()) else {
        eprintln!("skipped: FISC_REAL_DATA does not name a folder with {NAME}");
        return;
    };
    let temp = tempfile::tempdir().expect("a folder");
    let engagement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/real");
    for file in ["fisc.toml", "mapping.toml", "card.toml"] {
        fs::copy(engagement.join(NAME).join(file), temp.path().join(file)).expect("copied");
    }
    std::os::unix::fs::symlink(data, temp.path().join("data")).expect("linked");
    let folder = temp.path().to_str().expect("UTF-8");
    ok(&["-C", folder, "load"]);
    ok(&["-C", folder, "check"]);

    let text = fs::read_to_string(temp.path().join("leads/leads.jsonl")).expect("leads");
    let all = text
        .lines()
        .map(|l| serde_json::from_str(l).expect("a lead"));
    // Card rows have no invoice number and are compared by purpose.
    let leads: Vec<Lead> = all
        .filter(|l: &Lead| l.method == "EXE-009" && l.details["matched_by"] == "invoice")
        .collect();
    assert_eq!(leads.len(), 2_153, "groups");
    let at_issue: Money = leads.iter().map(|l| l.amount).sum();
    assert_eq!(at_issue, money("4644358.21"));

    // A lead is named by its earliest row, which has no share of the amount; the others repeat it.
    let first: BTreeSet<&str> = leads.iter().map(|l| l.lead_key.as_str()).collect();
    let evidence = leads.iter().flat_map(|l| &l.evidence);
    let repeats: BTreeSet<&str> = evidence
        .filter(|e| e.amount > Money::ZERO)
        .map(|e| e.key.as_str())
        .collect();
    assert_eq!((repeats.len(), first.len()), (6_834, 2_153));
    let sql = "SELECT key, payee_id, invoice_no, amount, payment_id FROM payment \
               WHERE invoice_no IS NOT NULL";
    let ledger: BTreeMap<String, Vec<String>> = rows(folder, sql)
        .into_iter()
        .map(|mut r| (r.remove(0), r))
        .collect();
    assert_eq!(ledger.len(), 45_489, "payments");
    let flagged: BTreeSet<&str> = first.union(&repeats).copied().collect();
    assert_eq!(flagged.len(), 8_987, "rows");
    let total: Money = flagged.iter().map(|k| money(&ledger[*k][2])).sum();
    assert_eq!(total, money("7470231.00"));
    let pairs: BTreeSet<&[String]> = flagged.iter().map(|k| &ledger[*k][..2]).collect();
    assert_eq!(pairs.len(), 1_248, "supplier and invoice");
    for lead in &leads {
        let like = &ledger[&lead.lead_key];
        assert!(!like[0].is_empty() && !like[1].is_empty() && money(&like[2]) > Money::ZERO);
        for e in &lead.evidence {
            let row = &ledger[&e.key];
            assert_eq!(row[..3], like[..3], "{}", lead.lead_id);
            assert!(
                row[3] != like[3] || e.key == lead.lead_key,
                "{}: one reference twice",
                lead.lead_id
            );
        }
    }

    let run = fs::read(temp.path().join("leads/run.json")).expect("a report");
    let run: Run = serde_json::from_slice(&run).expect("a run");
    let method = run.methods.iter().find(|m| m.code == "EXE-009");
    let population = method
        .and_then(|m| m.population.as_ref())
        .expect("what was tested");
    let positive = rows(folder, "SELECT COUNT(*) AS n FROM payment WHERE amount > 0");
    assert_eq!(population.rows.to_string(), positive[0][0]);
    assert_eq!((population.rows, population.tested), (64_548, 64_540));
    let excluded: Vec<(&str, u64)> = population
        .excluded
        .iter()
        .filter(|e| e.rows > 0)
        .map(|e| (e.reason.en.as_str(), e.rows))
        .collect();
    assert_eq!(excluded, [("neither invoice number nor purpose", 8)]);
    assert!(population.excluded.iter().all(|e| !e.reason.zh.is_empty()));
}
