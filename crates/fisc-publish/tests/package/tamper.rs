//! What a dishonest or unlucky hand may do to a package, and that the verifier names it.

use crate::fixture::fixture;
use fisc_model::digest::sha256_hex;
use fisc_publish::Package;
use fisc_verify::{Report, verify};

fn at(report: &Report) -> Vec<String> {
    let problems = report.checks.iter().flat_map(|c| &c.problems);
    problems
        .map(|p| format!("{}: {}", p.at, p.what.en))
        .collect()
}

fn found(package: &Package) -> Vec<String> {
    at(&verify(package).expect("a package"))
}

/// Makes the checksums and the description true again after a change, as a forger would.
fn reseal(package: &mut Package) {
    let mut description = String::from_utf8(package["datapackage.json"].clone()).expect("text");
    let mut out = String::new();
    let mut path = String::new();
    for line in description.lines() {
        let bytes = package.get(&path);
        let indent = &line[..line.len() - line.trim_start().len()];
        match (line.trim().split_once(": "), bytes) {
            (Some(("\"path\"", value)), _) => {
                path = value.trim_matches(['"', ',']).to_string();
                out.push_str(line);
            }
            (Some(("\"bytes\"", _)), Some(bytes)) => {
                out.push_str(&format!("{indent}\"bytes\": {},", bytes.len()))
            }
            (Some(("\"hash\"", _)), Some(bytes)) => {
                out.push_str(&format!(
                    "{indent}\"hash\": \"sha256:{}\",",
                    sha256_hex(bytes)
                ));
            }
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    description = out;
    package.insert("datapackage.json".into(), description.into_bytes());
    package.remove("SHA256SUMS");
    let sums: String = package
        .iter()
        .map(|(path, bytes)| format!("{}  {path}\n", sha256_hex(bytes)))
        .collect();
    package.insert("SHA256SUMS".into(), sums.into_bytes());
}

fn replace(package: &mut Package, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(package[path].clone()).expect("text");
    assert!(text.contains(from), "{path} has no {from}: {text}");
    package.insert(path.into(), text.replacen(from, to, 1).into_bytes());
}

#[test]
fn a_flipped_bit_is_named_in_every_file_at_every_place() {
    let package = fixture().draft();
    for (path, bytes) in &package {
        for place in (0..bytes.len()).step_by(97).chain([0, bytes.len() - 1]) {
            let mut changed = package.clone();
            changed.get_mut(path).expect("a file")[place] ^= 1;
            let found = found(&changed);
            // A digit of a listed digest is named by the file that it no longer fits.
            let named = |p: &String| p.starts_with(path.as_str()) || path == "SHA256SUMS";
            assert!(found.iter().any(named), "{path} at {place}: {found:?}");
        }
    }
}

#[test]
fn a_removed_file_is_named() {
    let package = fixture().draft();
    for path in package.keys() {
        let mut changed = package.clone();
        changed.remove(path);
        let found = found(&changed);
        assert!(
            found
                .iter()
                .any(|p| p.starts_with(path.as_str()) && p.contains("missing")),
            "{path}: {found:?}"
        );
    }
}

#[test]
fn an_added_file_is_named() {
    for path in [
        "data/extra.csv",
        "leads.jsonl",
        ".hidden",
        "a/b/c",
        "../out",
    ] {
        let mut package = fixture().draft();
        package.insert(path.into(), Vec::new());
        assert!(
            found(&package).iter().any(|p| p.starts_with(path)),
            "{path}"
        );
    }
}

#[test]
fn swapped_lines_and_swapped_files_are_named() {
    let package = fixture().draft();
    for (path, bytes) in &package {
        let text = String::from_utf8(bytes.clone()).expect("text");
        let mut lines: Vec<_> = text.split_inclusive('\n').collect();
        if lines.len() < 2 {
            continue;
        }
        lines.swap(0, 1);
        let mut changed = package.clone();
        changed.insert(path.clone(), lines.concat().into_bytes());
        let found = found(&changed);
        assert!(
            found.iter().any(|p| p.starts_with(path.as_str())),
            "{path}: {found:?}"
        );
    }
    let mut changed = package.clone();
    changed.insert("index.html".into(), package["index.en.html"].clone());
    assert!(found(&changed).iter().any(|p| p.starts_with("index.html")));
}

/// A forger who also renews every checksum is held by what the numbers say.
#[test]
fn forged_numbers_do_not_tie() {
    for (path, from, to, expected) in [
        (
            "data/methods.csv",
            ",27001,",
            ",27002,",
            "data/methods.csv, EXE-003: tested 27002",
        ),
        (
            "data/methods.csv",
            "1620334.51",
            "1620334.50",
            "data/totals.csv, amount_breach",
        ),
        (
            "data/methods.csv",
            ",3,4,",
            ",2,4,",
            "data/totals.csv, leads: the total is 6, the tables give 5",
        ),
        (
            "data/methods.csv",
            ",medium,leads,",
            ",medium,clean,",
            "does not fit",
        ),
        (
            "data/methods.csv",
            "indicator",
            "to_verify",
            "has an amount exactly if",
        ),
        (
            "data/methods.csv",
            "skipped",
            "clean",
            "PRC-004 is listed otherwise",
        ),
        (
            "data/methods.csv",
            "CTL-001",
            "DAT-001",
            "stands there twice",
        ),
        (
            "data/exclusions.csv",
            ",22\n",
            ",23\n",
            "data/methods.csv, EXE-003: rows left out",
        ),
        (
            "data/exclusions.csv",
            "EXE-003",
            "EXE-999",
            "is no method of",
        ),
        (
            "data/subjects.csv",
            "1,0,0,1,",
            "1,0,0,2,",
            "data/subjects.csv",
        ),
        (
            "data/subjects.csv",
            "(not shown),,",
            "(not shown),,A",
            "must name nobody",
        ),
        (
            "data/subjects.csv",
            "(not shown)",
            "org",
            "the row (not shown) is missing",
        ),
        (
            "data/totals.csv",
            "leads,6,",
            "leads,7,",
            "data/totals.csv, leads",
        ),
        (
            "data/totals.csv",
            "leads,6,",
            "leads,06,",
            "is not a whole number",
        ),
        (
            "data/totals.csv",
            "distinct_evidence_rows,7",
            "distinct_evidence_rows,70",
            "do not fit",
        ),
        (
            "data/totals.csv",
            "methods_run,5",
            "methods_run,7",
            "data/totals.csv, methods_run",
        ),
        (
            "data/totals.csv",
            "amount_each_row_once,1700334.51",
            "amount_each_row_once,1.00",
            "index.html: does not state amount_each_row_once",
        ),
        ("data/totals.csv", ",CNY,", ",USD,", "form or unit"),
        (
            "data/totals.csv",
            "methods_run",
            "methods_ran",
            "methods_run must stand there once",
        ),
        ("data/coverage.csv", "no bids", "few bids", "PRC-004"),
        (
            "data/parameters.csv",
            "2019-01-01",
            "1 January",
            "is not a day",
        ),
        (
            "data/parameters.csv",
            "days,pack,0",
            "days,pack,=0",
            "begins like a formula",
        ),
        (
            "datapackage.json",
            "\"status\": \"internal draft\"",
            "\"status\": \"final\"",
            "status is “final”",
        ),
        (
            "datapackage.json",
            "\"package_format\": 1",
            "\"package_format\": 2",
            "this verifier knows 1",
        ),
        (
            "datapackage.json",
            "\"type\": \"integer\"",
            "\"type\": \"string\"",
            "the fields are not",
        ),
        (
            "datapackage.json",
            "data/totals.csv",
            "../totals.csv",
            "a draft has no such table",
        ),
        (
            "index.en.html",
            "not for publication",
            "for publication",
            "does not say",
        ),
        ("index.html", "不得对外公开", "", "does not say"),
        (
            "index.html",
            "<main>",
            "<main><script>1</script>",
            "holds <script",
        ),
        (
            "index.html",
            "default-src 'none'",
            "default-src *",
            "does not forbid",
        ),
        (
            "index.en.html",
            ">1,700,334.51<",
            ">9.00<",
            "does not state amount_each_row_once",
        ),
    ] {
        let mut package = fixture().draft();
        replace(&mut package, path, from, to);
        reseal(&mut package);
        let found = found(&package);
        assert!(
            found.iter().any(|p| p.contains(expected)),
            "{path}: {from} → {to}: {found:#?}"
        );
    }
}

#[test]
fn resealing_alone_changes_nothing() {
    let package = fixture().draft();
    let mut resealed = package.clone();
    reseal(&mut resealed);
    assert_eq!(resealed, package);
}
