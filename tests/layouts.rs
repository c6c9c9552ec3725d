//! The same province in two foreign layouts, through the shipped mappings: for every method whose
//! tables the layout has, the same subject, amount, days and evidence keys.

use crate::program::ok;
use fisc_model::lead::Lead;
use fisc_model::run::{Outcome, Run};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

type Told = (String, String, String, Option<i64>, Vec<(String, String)>);

fn run(folder: &Path) -> Run {
    let bytes = fs::read(folder.join("leads/run.json")).expect("a report");
    serde_json::from_slice(&bytes).expect("a run")
}

/// The leads that rest only on tables which this layout has a source for.
fn told(folder: &Path, tables: &BTreeSet<String>) -> BTreeSet<Told> {
    let text = fs::read_to_string(folder.join("leads/leads.jsonl")).expect("leads");
    text.lines()
        .map(|l| serde_json::from_str::<Lead>(l).expect("a lead"))
        .filter(|l| l.evidence.iter().all(|e| tables.contains(&e.table)))
        .map(|l| {
            let keys = l.evidence.into_iter().map(|e| (e.table, e.key)).collect();
            (l.method, l.subject, l.amount.to_string(), l.days, keys)
        })
        .collect()
}

fn sources(folder: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(folder.join("fisc.toml")).expect("fisc.toml");
    let engagement = fisc_model::engagement::Engagement::parse(&text).expect("an engagement");
    engagement.sources.into_iter().map(|s| s.table).collect()
}

#[test]
fn foreign_layouts_give_the_same_leads() {
    let temp = tempfile::tempdir().expect("a folder");
    let at = |name: &str| temp.path().join(name);
    let path = |name: &str| at(name).to_str().expect("UTF-8").to_string();
    ok(&["demo", &path("canonical"), "--rows", "2000"]);
    for (layout, at_least) in [("integrated", 20), ("books", 2)] {
        ok(&["demo", &path(layout), "--rows", "2000", "--layout", layout]);
        let (folder, report) = (at(layout), run(&at(layout)));
        let tables = sources(&folder);
        let ran: BTreeSet<&str> = report
            .methods
            .iter()
            .filter(|m| m.outcome != Outcome::Skipped)
            .map(|m| m.code.as_str())
            .collect();
        assert!(ran.len() >= at_least, "{layout}: only {ran:?} ran");
        for m in report
            .methods
            .iter()
            .filter(|m| m.outcome == Outcome::Skipped)
        {
            assert!(
                m.reason.is_some(),
                "{layout}: {} skipped without a reason",
                m.code
            );
        }
        let mut expected = told(&at("canonical"), &tables);
        expected.retain(|lead| ran.contains(lead.0.as_str()));
        assert_eq!(told(&folder, &tables), expected, "{layout}");
    }
}
