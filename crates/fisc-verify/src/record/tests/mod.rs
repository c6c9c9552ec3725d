//! What the verifier finds, in records written by the writer's own crate.

mod refused;
mod tampered;
#[path = "../../../tests/record/writer.rs"]
mod writer;

use crate::Files;
use crate::record::{Given, verify};

/// What does not hold, a line each.
fn problems(files: &Files, given: &Given) -> Vec<String> {
    let report = verify(files, given).expect("a record");
    let all = report.checks.iter().flat_map(|c| &c.problems);
    all.map(|p| {
        assert!(!p.what.zh.is_empty() && p.what.zh != p.what.en);
        format!("{}: {}", p.at, p.what.en)
    })
    .collect()
}

fn holds(files: &Files) {
    assert_eq!(problems(files, &Given::default()), Vec::<String>::new());
}
