//! Every case of every method. FISC_UPDATE=1 rewrites expected.csv, to be reviewed in the diff.

use fisc_catalogue::Catalogue;
use fisc_engine::Settings;
use fisc_methods::method::{HEADINGS, HEADINGS_ZH};
use fisc_methods::{Lint, Method, cases};
use std::collections::BTreeMap;
use std::path::Path;

fn settings(temp: &Path) -> Settings {
    Settings {
        partitions: 2,
        threads: 2,
        memory: 256 << 20,
        disk: 1 << 30,
        temp: temp.to_path_buf(),
        calendars: BTreeMap::new(),
    }
}

#[test]
fn every_method_flags_and_stays_quiet_as_its_cases_say() {
    let catalogue = Catalogue::embedded();
    let temp = tempfile::tempdir().expect("a folder");
    let update = std::env::var_os("FISC_UPDATE").is_some();
    let mut problems = Vec::new();
    for method in Method::read_all(&catalogue).expect("valid method folders") {
        let names = cases::names(&catalogue, &method);
        for kind in ["flags-", "quiet-"] {
            if !names.iter().any(|n| n.starts_with(kind)) {
                problems.push(format!("methods/{}: no {kind} case", method.folder));
            }
        }
        for name in names {
            let result = cases::run(&catalogue, &method, &name, None, &settings(temp.path()));
            let empty = !result.actual.lines().skip(1).any(|l| !l.is_empty());
            let named_right = name.starts_with("quiet-") == empty;
            if let Some(problem) = result.problem {
                problems.push(format!(
                    "methods/{}/cases/{name}:\n{problem}",
                    method.folder
                ));
                if update && !result.actual.is_empty() {
                    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../methods");
                    let file = root
                        .join(&method.folder)
                        .join("cases")
                        .join(&name)
                        .join("expected.csv");
                    std::fs::write(file, result.actual).expect("a writable tree");
                }
            } else if !named_right {
                problems.push(format!(
                    "methods/{}/cases/{name}: flags or stays quiet against its name",
                    method.folder
                ));
            }
        }
    }
    assert!(
        problems.is_empty(),
        "{} problems\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn methods_and_views_keep_the_dialect() {
    let catalogue = Catalogue::embedded();
    let temp = tempfile::tempdir().expect("a folder");
    let mut lint = Lint::new(&catalogue, &settings(temp.path())).expect("a session");
    let mut problems = Vec::new();
    for method in Method::read_all(&catalogue).expect("valid method folders") {
        if let Err(e) = lint.method(&method) {
            problems.push(format!("{}: {e}", method.folder));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_waiver_counts_and_must_waive_something() {
    let catalogue = Catalogue::embedded();
    let temp = tempfile::tempdir().expect("a folder");
    let mut lint = Lint::new(&catalogue, &settings(temp.path())).expect("a session");
    let methods = Method::read_all(&catalogue).expect("valid method folders");
    let of = |code: &str| methods.iter().find(|m| m.meta.code == code).cloned();
    let mut waiving = of("EXE-011").expect("it waives repeated-cte");
    lint.method(&waiving).expect("the waiver counts");
    let waivers = std::mem::take(&mut waiving.meta.waivers);
    let error = lint.method(&waiving).expect_err("no waiver").to_string();
    assert!(error.contains("method.sql line 8"), "{error}");
    let mut keeping = of("EXE-003").expect("it keeps all rules");
    keeping.meta.waivers = waivers;
    let error = lint
        .method(&keeping)
        .expect_err("nothing to waive")
        .to_string();
    assert!(error.contains("repeated-cte waives nothing"), "{error}");
}

#[test]
fn a_statistic_names_a_test_and_its_values() {
    let folder = "exe-003-payment-before-release";
    let file = format!("methods/{folder}/method.toml");
    let embedded = Catalogue::embedded();
    let toml = embedded.text(&file).expect("a method");
    for (table, reason) in [
        ("[statistic]\ntest = \"benford\"", "`digits`, `break`"),
        ("[statistic]\ntest = \"digits\"", "place"),
        (
            "[statistic]\ntest = \"digits\"\nplace = \"fourth\"",
            "`first`",
        ),
        (
            "[statistic]\ntest = \"digits\"\nplace = \"first\"",
            "the test takes: rows, excess, z",
        ),
        ("[[statistic]]\ntest = \"break\"", "statistic"),
    ] {
        let mut catalogue = Catalogue::embedded();
        catalogue.insert(file.clone(), format!("{toml}\n{table}\n").into_bytes());
        let error = Method::read(&catalogue, folder).expect_err(table);
        assert!(error.message.contains(reason), "{error}");
    }
}

#[test]
fn rows_of_days_without_law_are_not_judged() {
    let mut catalogue = Catalogue::embedded();
    let temp = tempfile::tempdir().expect("a folder");
    let folder = "trf-001-issued-late";
    let file = "packs/cn/parameters.toml";
    let toml = catalogue.text(file).expect("the pack's values").to_string();
    let case = format!("methods/{folder}/cases/ended");
    let transfer = "transfer_id,fiscal_year,from_gov,to_gov,program_code,kind,batch,issued_on,amount\n\
                    T1,2025,000000,990000,G1,general,annual,2025-06-01,100.00\n\
                    T2,2025,000000,990000,G1,special,annual,2025-08-01,100.00\n";
    for (name, text) in [
        ("transfer.csv", transfer),
        (
            "government.csv",
            "gov_code,name,level\n000000,C,central\n990000,P,province\n",
        ),
        (
            "legal_event.csv",
            "gov_code,kind,occurred_on\n000000,budget_approved,2025-03-11\n",
        ),
        ("case.toml", "packs = [\"cn\"]\n"),
    ] {
        catalogue.insert(format!("{case}/{name}"), text.as_bytes().to_vec());
    }
    let flagged = |catalogue: &Catalogue| {
        let method = Method::read(catalogue, folder).expect("a method");
        let result = cases::run(catalogue, &method, "ended", None, &settings(temp.path()));
        assert!(!result.actual.is_empty(), "{:?}", result.problem);
        let keys = result.actual.lines().skip(1).map(|l| l.split(',').next());
        keys.flatten().map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(flagged(&catalogue), ["T1", "T2"]);
    let marker = "name = \"general_days\"\n";
    let ended = toml.replacen(
        marker,
        &format!("{marker}effective_to = \"2025-06-30\"\n"),
        1,
    );
    assert_ne!(ended, toml);
    catalogue.insert(file.into(), ended.into_bytes());
    assert_eq!(
        flagged(&catalogue),
        ["T1"],
        "the last day in force binds, later days do not"
    );
}

#[test]
fn readmes_have_their_headings() {
    let catalogue = Catalogue::embedded();
    let mut problems = Vec::new();
    for method in Method::read_all(&catalogue).expect("valid method folders") {
        let code = &method.meta.code;
        for (text, headings, name) in [
            (&method.readme, HEADINGS, &method.meta.name.en),
            (&method.readme_zh, HEADINGS_ZH, &method.meta.name.zh),
        ] {
            let mut found = text.lines().filter_map(|l| l.strip_prefix("## "));
            let first = text.lines().next().unwrap_or_default();
            if first != format!("# {code} · {name}") {
                problems.push(format!("{}: first line is {first:?}", method.folder));
            }
            if !headings.iter().all(|h| found.next() == Some(*h)) {
                problems.push(format!("{}: headings are not {headings:?}", method.folder));
            }
        }
        if code.split_once('-').is_none_or(|(_, n)| n.len() != 3) {
            problems.push(format!("{code} is no code"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
