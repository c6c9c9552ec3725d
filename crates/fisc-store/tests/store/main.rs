//! The file as its users meet it: appended to, killed, shared, damaged.

mod append;
mod book;
mod child;
mod desk;
mod file;
mod killed;
mod register;
mod writers;

use chrono::DateTime;
use fisc_record::{Algorithm, Entry, Envelope, SecretKey, canonical};
use fisc_store::{Log, Receipt, Store, StoreError};
use serde_json::json;
use std::path::PathBuf;

/// What the logs of these tests belong to.
const ENGAGEMENT: &str = "county-2025";

/// The key of the logs.
fn log_key() -> SecretKey {
    SecretKey::from_seed(Algorithm::Ed25519, &[1; 32]).expect("a seed")
}

/// An entry about anything; the file does not look inside.
fn entry(what: &str) -> Entry {
    let key = SecretKey::from_seed(Algorithm::Ed25519, &[2; 32]).expect("a seed");
    let payload = canonical::to_vec(&json!({ "what": what })).expect("JSON");
    let received = DateTime::from_timestamp(1_769_846_400, 0).expect("a time");
    Entry::new(Envelope::sign(payload, &key), received)
}

/// What an entry is about.
fn what(entry: &Entry) -> String {
    let payload: serde_json::Value = serde_json::from_slice(&entry.envelope.payload).expect("JSON");
    payload["what"].as_str().expect("a text").to_string()
}

fn append(store: &mut Store, log: Log, what: &str) -> Result<Receipt, StoreError> {
    store.append(log, ENGAGEMENT, &log_key(), |_| Ok(entry(what)))
}

/// A folder and the file's name in it.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("fisc.db");
    (folder, path)
}
