//! Every comparison, key, condition and parameter of every method.sql is held by a case, or
//! listed with the reason why no ledger can tell. FISC_MUTANTS=EXE-003 looks at one method alone.

use fisc_catalogue::Catalogue;
use fisc_engine::Settings;
use fisc_methods::{Method, mutants};
use std::collections::BTreeMap;

#[test]
fn every_mutant_is_noticed_or_listed() {
    let catalogue = Catalogue::embedded();
    let temp = tempfile::tempdir().expect("a folder");
    let settings = Settings {
        partitions: 1,
        memory: 256 << 20,
        disk: 1 << 30,
        temp: temp.path().to_path_buf(),
        calendars: BTreeMap::new(),
    };
    let only = std::env::var("FISC_MUTANTS").ok();
    let methods = Method::read_all(&catalogue).expect("valid method folders");
    let methods: Vec<&Method> = methods
        .iter()
        .filter(|m| only.as_ref().is_none_or(|code| *code == m.meta.code))
        .collect();
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let reports = mutants::test_all(&catalogue, &methods, jobs, &settings).expect("whole methods");
    let mut problems = Vec::new();
    for report in &reports {
        assert!(report.mutants() > 0, "{}: nothing to change", report.folder);
        for s in &report.survivors {
            problems.push(format!("{}:{} {}", report.folder, s.line, s.name));
        }
        for stale in &report.stale {
            problems.push(format!("{}/mutants.toml: {stale}", report.folder));
        }
    }
    assert!(
        problems.is_empty(),
        "{} problems; fisc methods test CODE --mutants says what to do\n{}",
        problems.len(),
        problems.join("\n")
    );
    assert!(
        only.is_some() || !mutants::too_many_listed(&reports),
        "more than {} % of the mutants are listed as equivalent",
        mutants::MOST_LISTED
    );
}
