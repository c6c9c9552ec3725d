//! The shape of the workspace: floors point down, the heavy engines have one door each, files open
//! with their reason.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

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
