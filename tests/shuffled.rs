//! The order of rows in a source says nothing: turned around, the province gives the same leads but
//! for where the rows stand.

use crate::program::ok;
use fisc_model::lead::Lead;
use std::fs;
use std::path::Path;

/// The leads without what names the place of a row or the run.
fn told(folder: &Path) -> Vec<Lead> {
    let text = fs::read_to_string(folder.join("leads/leads.jsonl")).expect("leads");
    let lead = |line: &str| {
        let mut lead: Lead = serde_json::from_str(line).expect("a lead");
        lead.run_id.clear();
        for e in &mut lead.evidence {
            e.source.clear();
            e.row = 0;
        }
        lead
    };
    text.lines().map(lead).collect()
}

fn turn_around(file: &Path) {
    let mut reader = csv::Reader::from_path(file).expect("a source");
    let header = reader.headers().expect("a header").clone();
    let mut rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    rows.reverse();
    let mut writer = csv::Writer::from_path(file).expect("writable");
    writer.write_record(&header).expect("writable");
    for row in rows {
        writer.write_record(&row).expect("writable");
    }
    writer.flush().expect("writable");
}

#[test]
fn turned_around_sources_give_the_same_leads() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path().join("p");
    let path = folder.to_str().expect("UTF-8");
    ok(&["demo", path, "--rows", "2000"]);
    let before = told(&folder);
    assert!(!before.is_empty());
    for entry in fs::read_dir(folder.join("sources")).expect("sources") {
        turn_around(&entry.expect("an entry").path());
    }
    ok(&["run", path]);
    assert_eq!(told(&folder), before);
}
