//! What people do in a browser and what they do on the command line is the same record: the acts of
//! the browser's test (`crates/fisc-web/tests/desk/whole.rs` keeps them in `tests/same_record/`) are
//! signed again, one by one, with the program, and the record then holds the same.

use crate::program::ok;
use fisc_record::key::{Algorithm, SecretKey};
use fisc_record::keyfile;
use fisc_store::{Log, Store};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A passphrase whose keys are worth no work.
const PASSPHRASE: &str = "correct horse battery";

/// The digests of files that an act brings.
fn files(act: &Value, found: &mut Vec<String>) {
    match act {
        Value::Object(map) => {
            found.extend(map.get("sha256").and_then(Value::as_str).map(String::from));
            map.values().for_each(|v| files(v, found));
        }
        Value::Array(all) => all.iter().for_each(|v| files(v, found)),
        _ => {}
    }
}

/// Seals the key whose public part is this; the keys of the browser's test are of small seeds.
fn seal(folder: &Path, person: &str, public: &str) {
    let key = (0..=u8::MAX)
        .map(|n| SecretKey::from_seed(Algorithm::Ed25519, &[n; 32]).expect("a seed"))
        .find(|key| key.public().to_string() == public)
        .expect("a small seed");
    let sealed = keyfile::seal(&key, PASSPHRASE, 2).expect("sealed");
    fs::write(folder.join(format!("{person}.key")), sealed.as_bytes()).expect("written");
}

#[test]
fn the_browser_and_the_command_line_make_the_same_record() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/same_record");
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    let toml = "[engagement]\nid = \"e-1\"\ntitle = \"2025 <预算>执行审计\"\nfiscal_year = 2025\n\
                currency = \"CNY\"\npacks = [\"cn\"]\n";
    fs::write(folder.join("fisc.toml"), toml).expect("written");
    fs::create_dir(folder.join("leads")).expect("made");
    fs::copy(kept.join("leads.jsonl"), folder.join("leads/leads.jsonl")).expect("copied");
    fs::write(folder.join("passphrase"), PASSPHRASE).expect("written");

    let acts = fs::read_to_string(kept.join("acts.jsonl")).expect("acts");
    let (mut texts, mut expected) = (BTreeMap::new(), Vec::new());
    for line in acts.lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        match line["file"].as_str() {
            Some(sha256) => {
                let text = line["text"].as_str().expect("a text").to_string();
                texts.insert(sha256.to_string(), text);
            }
            None => expected.push(line),
        }
    }
    let at = folder.to_str().expect("UTF-8");
    let with = |person: &str, arguments: &[&str]| {
        let key = format!("{person}.key");
        let mut all = vec!["-C", at, "review"];
        all.extend(arguments);
        all.extend(["--key", &key, "--passphrase-file", "passphrase"]);
        ok(&all)
    };
    for (number, line) in expected.iter().enumerate() {
        let (person, act) = (line["person"].as_str().expect("a person"), &line["act"]);
        if let (Some(key), "open") = (
            act["key"].as_str(),
            act["kind"].as_str().unwrap_or_default(),
        ) {
            seal(folder, person, key);
            let (name, unit) = (act["name"].as_str(), act["unit"].as_str());
            let (name, unit) = (name.expect("a name"), unit.expect("a unit"));
            with(person, &["init", person, "--name", name, "--unit", unit]);
            continue;
        }
        if act["kind"] == "enrol_person" {
            let (id, key) = (act["id"].as_str(), act["key"].as_str());
            seal(folder, id.expect("an id"), key.expect("a key"));
        }
        let file = format!("act-{number}.json");
        fs::write(folder.join(&file), act.to_string()).expect("written");
        let mut digests = Vec::new();
        files(act, &mut digests);
        let mut arguments = vec!["sign".to_string(), file, "--as".into(), person.into()];
        for sha256 in digests {
            fs::write(folder.join(&sha256), &texts[&sha256]).expect("written");
            arguments.extend(["--attach".to_string(), sha256]);
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        with(person, &arguments);
    }

    let store = Store::open(&folder.join("fisc.db")).expect("the record");
    let mut made = Vec::new();
    for entry in store.entries(Log::Record, 0).expect("entries") {
        let statement: Value = serde_json::from_slice(&entry.envelope.payload).expect("JSON");
        let deed = &statement["predicate"];
        made.push(json!({ "person": deed["person"], "act": deed["act"] }));
    }
    made[0]["act"]["log_key"] = json!("LOG");
    assert_eq!(made.len(), expected.len());
    for (number, (made, expected)) in made.iter().zip(&expected).enumerate() {
        assert_eq!(made, expected, "entry {number}");
    }
}
