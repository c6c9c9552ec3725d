//! Every comparison, key, condition and parameter of every method.sql is held by a case, or
//! listed with the reason why no ledger can tell. FISC_MUTANTS=EXE-003 looks at one method alone.

use fisc_catalogue::Catalogue;
use fisc_engine::Settings;
use fisc_methods::{Method, mutants};
use std::collections::BTreeMap;
use std::path::Path;

fn settings(temp: &Path) -> Settings {
    Settings {
        partitions: 1,
        threads: 1,
        memory: 256 << 20,
        disk: 1 << 30,
        temp: temp.to_path_buf(),
        calendars: BTreeMap::new(),
    }
}

#[test]
fn every_mutant_is_noticed_or_listed() {
    let catalogue = Catalogue::embedded();
    let temp = tempfile::tempdir().expect("a folder");
    let settings = settings(temp.path());
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

/// A method with one case that leaves the limit itself untried.
fn one_method(list: &str) -> (Catalogue, Method) {
    let mut catalogue = Catalogue::default();
    let mut file = |path: &str, text: &str| {
        let path = format!("methods/exe-900-large-payment/{path}");
        catalogue.insert(path, text.as_bytes().to_vec());
    };
    file(
        "method.toml",
        r#"
code = "EXE-900"
name = { en = "Large payment", zh = "大额支付" }
objective = { en = "Find large payments.", zh = "检查大额支付。" }
marks = ["transaction"]
result = "indicator"
severity = "low"
confidence = "low"
evidence = "payment"
subject_kind = "org"
since = "0.1.0"
parameters.limit = { type = "money", source = "judgement", default = "100", unit = "CNY", description = { en = "limit", zh = "限额" } }
narrative = { en = "{amount}", zh = "{amount}" }
advice = { en = "Look at it.", zh = "查看。" }
"#,
    );
    file(
        "method.sql",
        "SELECT p.key AS lead_key, p.org_code AS subject, p.key AS key, p.amount AS amount\nFROM payment p\nWHERE p.amount > $limit\n  AND p.org_code = 'O1'",
    );
    file("README.md", "");
    file("README.zh.md", "");
    file(
        "cases/flags-large/payment.csv",
        "payment_id,org_code,amount\nP1,O1,200.00\nP2,O1,50.00\nP3,O2,300.00\n",
    );
    file(
        "cases/flags-large/expected.csv",
        "lead,subject,key,amount,days\nP1,O1,P1,200.00,\n",
    );
    file("mutants.toml", list);
    let method = Method::read(&catalogue, "exe-900-large-payment").expect("a method");
    (catalogue, method)
}

fn test_one(list: &str) -> Result<mutants::Report, String> {
    let temp = tempfile::tempdir().expect("a folder");
    let (catalogue, method) = one_method(list);
    let settings = settings(temp.path());
    mutants::test(&catalogue, &method, &settings).map_err(|e| e.to_string())
}

#[test]
fn a_place_that_no_case_tries_is_shown() {
    let report = test_one("").expect("a whole method");
    let survivors: Vec<(u64, &str)> = report
        .survivors
        .iter()
        .map(|s| (s.line, s.name.as_str()))
        .collect();
    assert_eq!(
        survivors,
        [
            (3, "p.amount > $limit → p.amount >= $limit"),
            (3, "$limit → raised"),
            (3, "$limit → lowered"),
        ]
    );
    assert_eq!((report.killed, report.invalid), (3, 0));
}

#[test]
fn a_list_that_holds_no_more_is_stale() {
    let entry = |mutant: &str, reason: &str| {
        format!("[[equivalent]]\nmutant = \"{mutant}\"\nreason = \"{reason}\"\n")
    };
    let list = [
        entry("$limit → raised", "no ledger can tell"),
        entry("p.amount > $limit → TRUE", "wrong"),
        entry("p.amount > $floor → TRUE", "gone"),
    ];
    let report = test_one(&list.concat()).expect("a whole method");
    assert_eq!((report.listed, report.survivors.len()), (1, 2));
    let [killed, gone] = report.stale.as_slice() else {
        panic!("{:?}", report.stale);
    };
    assert!(killed.contains("flags-large fails"), "{killed}");
    assert!(gone.contains("no such mutant"), "{gone}");
    let error = test_one(&entry("$limit → raised", " ")).expect_err("no reason");
    assert!(error.contains("no reason"), "{error}");
}
