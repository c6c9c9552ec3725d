//! Little memory makes a run slower, not different: it spills, and says so.

use crate::program::ok;
use fisc_model::run::{Outcome, Run};
use std::fs;
use std::path::Path;

/// One method at a time: how much each has then does not depend on what else is running.
fn check(path: &str, memory: &str) -> (Run, Vec<u8>) {
    ok(&["-C", path, "check", "--memory", memory, "--jobs", "1"]);
    let leads = Path::new(path).join("leads");
    let run = fs::read(leads.join("run.json")).expect("a report");
    (
        serde_json::from_slice(&run).expect("a run"),
        fs::read(leads.join("leads.jsonl")).expect("leads"),
    )
}

#[test]
fn a_run_short_of_memory_spills_and_finds_the_same() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path().join("province");
    let path = folder.to_str().expect("UTF-8");
    ok(&["demo", path, "--no-run", "--rows", "150000"]);
    ok(&["-C", path, "load", "--memory", "256"]);
    // A third of what its largest sorts need: they spill wherever this runs.
    let (little, with_little) = check(path, "64");
    assert!(little.spilled_bytes > 0, "nothing was spilled");
    let failed: Vec<_> = little
        .methods
        .iter()
        .filter(|m| m.outcome == Outcome::Failed)
        .map(|m| (&m.code, &m.reason))
        .collect();
    assert!(failed.is_empty(), "{failed:?}");
    let (enough, with_enough) = check(path, "4096");
    assert_eq!(enough.spilled_bytes, 0, "4 GiB are enough for this");
    assert!(with_little == with_enough, "the leads differ");
}
