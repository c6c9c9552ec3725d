//! The sample province from the sources to the package: every seed is found, every decoy stays
//! quiet, the background is clean, and the result does not depend on how the work is split.

use crate::program::{ends_with, ok};
use fisc_model::digest::{base_key, occurrence_key};
use fisc_model::lead::Lead;
use fisc_model::run::{Outcome, Run};
use fisc_model::schema::{self, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

pub fn leads(folder: &Path) -> Vec<Lead> {
    let text = fs::read_to_string(folder.join("leads/leads.jsonl")).expect("leads");
    text.lines()
        .map(|l| serde_json::from_str(l).expect("a lead"))
        .collect()
}

fn run_report(folder: &Path) -> Run {
    serde_json::from_slice(&fs::read(folder.join("leads/run.json")).expect("a report"))
        .expect("a run")
}

/// The ledger's keys that a row named in a truth file by its business key may have. A repeat is
/// named `#2`; which of the rows is the second is decided by their content's digest, so any of the
/// repeats will do.
pub fn keys(table: &Table, readable: &str) -> Vec<String> {
    let (parts, repeated) = match readable.rsplit_once('#') {
        Some((parts, n)) if n.parse::<u64>().is_ok() => (parts, true),
        _ => (readable, false),
    };
    let split: Vec<&str> = if table.business_key.len() == 1 {
        vec![parts]
    } else {
        parts.split('/').collect()
    };
    if split.len() != table.business_key.len() {
        return Vec::new();
    }
    let split: Vec<Option<&str>> = split
        .into_iter()
        .map(|p| (!p.is_empty()).then_some(p))
        .collect();
    let base = base_key(&table.name, &split);
    (1..=if repeated { 3 } else { 1 })
        .map(|n| occurrence_key(&base, n))
        .collect()
}

#[test]
fn the_sample_province_is_found_out_exactly() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path().join("province");
    let path = folder.to_str().expect("UTF-8");
    let shown = ok(&["demo", path, "--partitions", "1"]);
    assert!(shown.contains("package:"), "{shown}");
    let run = run_report(&folder);
    let mut problems = Vec::new();
    for m in &run.methods {
        if matches!(
            m.outcome,
            Outcome::Failed | Outcome::Skipped | Outcome::Clean
        ) {
            problems.push(format!(
                "{} {:?}: {}",
                m.code,
                m.outcome,
                m.reason.as_ref().map_or("", |r| &r.en)
            ));
        }
    }
    let found = leads(&folder);
    problems.extend(against_truth(&folder, &found));
    assert!(
        problems.is_empty(),
        "{} problems\n{}",
        problems.len(),
        problems.join("\n")
    );

    // The same at other numbers of partitions.
    let first = fs::read(folder.join("leads/leads.jsonl")).expect("leads");
    for partitions in ["2", "7"] {
        ok(&["-C", path, "check", "--partitions", partitions]);
        let again = fs::read(folder.join("leads/leads.jsonl")).expect("leads");
        assert!(first == again, "leads differ at {partitions} partitions");
    }

    ok(&["verify", folder.join("package").to_str().expect("UTF-8")]);
    let totals = folder.join("package/data/totals.csv");
    let mut changed = fs::read(&totals).expect("totals");
    changed.extend_from_slice(b"x,1\n");
    fs::write(&totals, changed).expect("writable");
    ends_with(
        1,
        &["verify", folder.join("package").to_str().expect("UTF-8")],
    );
}

/// Seeds found exactly, decoys quiet, and no lead of a method rests on a row of the background.
fn against_truth(folder: &Path, found: &[Lead]) -> Vec<String> {
    let mut evidence: BTreeMap<&str, BTreeMap<&str, (String, &str)>> = BTreeMap::new();
    let mut tables: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for lead in found {
        for e in &lead.evidence {
            let rows = evidence.entry(&lead.method).or_default();
            rows.insert(&e.key, (e.amount.to_string(), &lead.subject));
            tables.entry(&lead.method).or_default().insert(&e.table);
        }
    }
    let mut problems = Vec::new();
    let mut reader = csv::Reader::from_path(folder.join("truth.csv")).expect("the truth");
    let mut seeded: BTreeSet<(String, String)> = BTreeSet::new();
    for record in reader.deserialize::<BTreeMap<String, String>>() {
        let line = record.expect("a line of the truth");
        let (method, readable) = (line["method"].as_str(), line["key"].as_str());
        let candidates: BTreeSet<String> = schema::tables()
            .iter()
            .flat_map(|t| keys(t, readable))
            .collect();
        let hit = evidence
            .get(method)
            .and_then(|rows| rows.iter().find(|(k, _)| candidates.contains(**k)));
        match (line["kind"].as_str(), hit) {
            ("seed", None) => problems.push(format!("{method}: seed {readable} not found")),
            ("seed", Some((k, (amount, subject)))) => {
                seeded.insert((method.to_string(), (*k).to_string()));
                if *amount != line["amount"] || *subject != line["subject"] {
                    problems.push(format!(
                        "{method}: seed {readable} has {subject} {amount}, truth says {} {}",
                        line["subject"], line["amount"]
                    ));
                }
            }
            (_, Some(_)) => problems.push(format!(
                "{method}: decoy {readable} flagged ({})",
                line["note"]
            )),
            _ => {}
        }
    }
    for lead in found {
        for e in &lead.evidence {
            if !seeded.contains(&(lead.method.clone(), e.key.clone())) {
                problems.push(format!(
                    "{}: {} row {} of {} is flagged and no seed of it: {}",
                    lead.method, e.table, e.row, e.source, lead.narrative.en
                ));
            }
        }
    }
    problems
}
