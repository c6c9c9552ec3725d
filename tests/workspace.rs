//! The shape of the workspace: floors point down, the heavy engines have one door each, files open
//! with their reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn manifests() -> BTreeMap<String, toml::Table> {
    let folder = root().join("crates");
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("crates/") {
        let path = entry.expect("an entry").path().join("Cargo.toml");
        let text = fs::read_to_string(&path).expect("a manifest");
        let table: toml::Table = text.parse().expect("TOML");
        all.insert(
            table["package"]["name"]
                .as_str()
                .expect("a name")
                .to_string(),
            table,
        );
    }
    all
}

fn floor(manifest: &toml::Table) -> i64 {
    manifest["package"]["metadata"]["fisc"]["floor"]
        .as_integer()
        .expect("a floor")
}

#[test]
fn every_dependency_points_down() {
    let all = manifests();
    for (name, manifest) in &all {
        let Some(dependencies) = manifest.get("dependencies").and_then(|d| d.as_table()) else {
            continue;
        };
        for dependency in dependencies.keys() {
            if let Some(other) = all.get(dependency) {
                assert!(
                    floor(other) < floor(manifest),
                    "{name} → {dependency} does not point down"
                );
            }
        }
    }
}

#[test]
fn each_engine_has_one_door() {
    for (heavy, door) in [("polars", "fisc-load"), ("datafusion", "fisc-engine")] {
        for (name, manifest) in manifests() {
            let linked = manifest
                .get("dependencies")
                .is_some_and(|d| d.get(heavy).is_some());
            assert_eq!(linked, name == door, "{heavy} in {name}");
        }
    }
}

#[test]
fn every_file_says_why_it_exists() {
    fn visit(folder: &Path, problems: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && !path.ends_with("target") {
                visit(&path, problems);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).expect("UTF-8");
                if !text.starts_with("//!") {
                    problems.push(format!("{}: does not open with //!", path.display()));
                }
                if text.lines().count() > 600 {
                    problems.push(format!("{}: over 600 lines", path.display()));
                }
            }
        }
    }
    let mut problems = Vec::new();
    visit(&root().join("crates"), &mut problems);
    visit(&root().join("tests"), &mut problems);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn no_crate_has_features() {
    for (name, manifest) in manifests() {
        assert!(
            manifest.get("features").is_none(),
            "{name}: a feature makes a second version of the product"
        );
    }
}

/// It shares the vocabulary and nothing else: an error of the writer must not be its own.
#[test]
fn the_verifier_stands_alone() {
    let all = manifests();
    let dependencies = all["fisc-verify"]["dependencies"]
        .as_table()
        .expect("a table");
    let ours: Vec<&String> = dependencies
        .keys()
        .filter(|d| all.contains_key(*d))
        .collect();
    assert_eq!(ours, ["fisc-model"]);
}

#[test]
fn core_crates_touch_nothing_outside() {
    fn visit(folder: &Path, problems: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                visit(&path, problems);
                continue;
            }
            if path.ends_with("fisc-review/src/office.rs") || path.ends_with("office/log_key.rs") {
                continue;
            }
            let text = fs::read_to_string(&path).expect("UTF-8");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code = code.split("#[test]").next().unwrap_or_default();
            for outside in [
                "std::fs",
                "std::env",
                "std::net",
                "std::process",
                "std::time",
                "Utc::now",
                "Local::now",
                "stdout",
                "stderr",
                "println!",
            ] {
                if code.contains(outside) {
                    problems.push(format!("{}: {outside}", path.display()));
                }
            }
        }
    }
    let mut problems = Vec::new();
    for name in [
        "fisc-model",
        "fisc-catalogue",
        "fisc-i18n",
        "fisc-sample",
        "fisc-public",
        "fisc-publish",
        "fisc-record",
        "fisc-flow",
        "fisc-risk",
        "fisc-stats",
    ] {
        visit(&root().join("crates").join(name).join("src"), &mut problems);
    }
    // A paper can be made again from what the record holds, and whoever folds a record anywhere
    // comes to the same case; the office is the door to the files.
    visit(&root().join("crates/fisc-review/src"), &mut problems);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// ARCHITECTURE.md says of each invariant which test holds it: `file`: `test`, `test`; `file`: ….
#[test]
fn every_invariant_names_its_test() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let table = text
        .split("| invariant | held by |")
        .nth(1)
        .expect("the table");
    let rows = table.lines().skip(2).take_while(|l| l.starts_with('|'));
    let mut problems = Vec::new();
    let mut count = 0;
    for row in rows {
        count += 1;
        let held = row.split(" | ").nth(1).unwrap_or_default();
        let (mut source, mut found) = (String::new(), 0);
        for name in held.split('`').skip(1).step_by(2) {
            if name.contains('/') || name.contains('.') {
                match fs::read_to_string(root().join(name)) {
                    Ok(text) => source = text,
                    Err(e) => problems.push(format!("{name}: {e}")),
                }
                found += usize::from(name.ends_with(".py"));
            } else if name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                let test = format!("fn {name}(");
                let at = source.find(&test);
                let before = at.map_or("", |at| &source[..at]);
                // Between the attribute and the name stand at most doc comments.
                if before
                    .rfind("#[test]")
                    .is_some_and(|t| !before[t..].contains("fn "))
                {
                    found += 1;
                } else {
                    problems.push(format!("no test {name}: {row}"));
                }
            }
        }
        if found == 0 {
            problems.push(format!("nothing holds it: {row}"));
        }
    }
    assert!(count > 15, "the table is gone");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Cargo chooses features for what it builds at once. Where the tests' crates turned on one more
/// feature of anything below an engine, the program after the tests would compile both engines again.
#[test]
fn the_program_and_the_tests_share_what_is_heavy() {
    let tree = |arguments: &[&str]| -> BTreeMap<String, BTreeSet<String>> {
        let out = Command::new(env!("CARGO"))
            .current_dir(root())
            .args(["tree", "--locked", "--prefix", "none"])
            .args(["-f", "{p}|{f}"])
            .args(arguments)
            .output()
            .expect("cargo runs");
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
        let mut packages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let text = String::from_utf8(out.stdout).expect("UTF-8");
        for line in text.lines().filter(|l| !l.is_empty()) {
            let line = line.trim_end_matches(" (*)");
            let (package, features) = line.split_once('|').expect("a package and its features");
            let features = features.trim_end_matches(" (*)").to_string();
            packages
                .entry(package.to_string())
                .or_default()
                .insert(features);
        }
        packages
    };
    let program = tree(&["-p", "fisc", "-e", "normal,build"]);
    let everything = tree(&["--workspace"]);
    assert!(program.keys().any(|p| p.starts_with("datafusion ")));
    for (package, features) in &program {
        assert_eq!(
            Some(features),
            everything.get(package),
            "{package}: name the features that the tests turn on in crates/fisc-web/Cargo.toml too"
        );
    }
}
