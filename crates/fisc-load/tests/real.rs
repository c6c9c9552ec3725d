//! The real ledgers below tests/real, each against its expected.toml. The data is not part of the
//! repository: FISC_REAL_DATA names the folder that holds it.

mod common;

use fisc_load::{FileReport, LoadError};
use fisc_model::Money;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// Words of the refusal, where nothing may be loaded.
    refused: Option<String>,
    #[serde(default)]
    table: Vec<ExpectedTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedTable {
    name: String,
    /// A pattern of sources; all of the table when left out.
    files: Option<String>,
    loaded: u64,
    #[serde(default)]
    dropped: u64,
    #[serde(default)]
    control: u64,
    #[serde(default)]
    rejected: u64,
    #[serde(default)]
    rounded: u64,
    rounding_difference: Option<String>,
    amount: Option<Money>,
}

#[test]
#[allow(clippy::print_stderr)] // a skipped test says so
fn real_ledgers_load_to_the_cent() {
    let Some(data) = std::env::var_os("FISC_REAL_DATA") else {
        eprintln!("skipped: FISC_REAL_DATA does not name the folder of the real ledgers");
        return;
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/real");
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .expect("tests/real")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.is_dir())
        .collect();
    names.sort();
    let mut wrong = Vec::new();
    for engagement in names {
        let name = engagement
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let source = Path::new(&data).join(&name);
        if !source.is_dir() {
            eprintln!("skipped: no data for {name}");
            continue;
        }
        let begun = std::time::Instant::now();
        if let Err(what) = check(&engagement, &source) {
            wrong.push(format!("{name}:\n{what}"));
        }
        eprintln!("{name}: {:.1} s", begun.elapsed().as_secs_f64());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(engagement: &Path, data: &Path) -> Result<(), String> {
    let dir = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(engagement).expect("a folder") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, dir.path().join(path.file_name().expect("a name"))).expect("copied");
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(data, dir.path().join("data")).expect("linked");
    let staging = dir.path().join("staging");
    std::fs::create_dir(&staging).expect("created");
    let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).expect(name);
    let expected: Expected = toml::from_str(&read("expected.toml")).expect("an expected.toml");
    let result = common::load_folder(
        dir.path(),
        &read("fisc.toml"),
        &staging,
        fisc_load::CHUNK_ROWS,
        &BTreeMap::new(),
    );
    let report = match (result, &expected.refused) {
        (Ok(report), None) => report,
        (Err(LoadError::Refused(all)), Some(words)) => {
            return match all.iter().all(|r| r.message.contains(words)) {
                true => Ok(()),
                false => Err(format!("refused otherwise: {all:?}")),
            };
        }
        (other, _) => return Err(format!("{other:?}")),
    };
    let mut wrong = String::new();
    for e in &expected.table {
        let glob = e
            .files
            .as_ref()
            .map(|f| glob::Pattern::new(f).expect("a pattern"));
        let files: Vec<&FileReport> = report
            .files
            .iter()
            .filter(|f| f.table == e.name && glob.as_ref().is_none_or(|g| g.matches(&f.source)))
            .collect();
        let sum = |get: fn(&FileReport) -> u64| files.iter().map(|f| get(f)).sum::<u64>();
        let amount: Money = files.iter().filter_map(|f| f.amount).sum();
        let mut differ = |what: &str, found: String, expected: String| {
            if found != expected {
                wrong += &format!("  {} {what}: {found}, expected {expected}\n", e.name);
            }
        };
        differ(
            "loaded",
            sum(|f| f.loaded).to_string(),
            e.loaded.to_string(),
        );
        differ(
            "dropped",
            sum(|f| f.dropped).to_string(),
            e.dropped.to_string(),
        );
        differ(
            "control",
            sum(|f| f.control).to_string(),
            e.control.to_string(),
        );
        differ(
            "rejected",
            sum(|f| f.rejected).to_string(),
            e.rejected.to_string(),
        );
        differ(
            "rounded",
            sum(|f| f.rounded).to_string(),
            e.rounded.to_string(),
        );
        if let Some(expected) = e.amount {
            differ("amount", amount.to_string(), expected.to_string());
        }
        if let (Some(expected), [file]) = (&e.rounding_difference, files.as_slice()) {
            differ(
                "rounding_difference",
                file.rounding_difference.clone(),
                expected.clone(),
            );
        }
        for f in &files {
            if f.read != f.loaded + f.dropped + f.control + f.rejected {
                wrong += &format!("  {}: does not add up\n", f.source);
            }
        }
    }
    let rejects = common::csv_rows(&staging.join("rejects.csv"));
    let rejected: u64 = report.files.iter().map(|f| f.rejected).sum();
    if rejects.len() as u64 != rejected {
        wrong += &format!(
            "  rejects.csv has {} rows, {rejected} were rejected\n",
            rejects.len()
        );
    }
    if wrong.is_empty() {
        return Ok(());
    }
    for r in rejects.iter().take(40) {
        wrong += &format!("  {r:?}\n");
    }
    Err(wrong)
}
