//! The program on records, run as its users run it.

#[path = "record/writer.rs"]
mod writer;

use fisc_record::Algorithm;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use writer::{OWNER, Writer, key, key_of, lead};

fn write(files: &BTreeMap<String, Vec<u8>>, folder: &Path) -> String {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        std::fs::write(path, bytes).expect("written");
    }
    folder.to_str().expect("text").to_string()
}

fn run(args: &[&str]) -> (Option<i32>, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_fisc-verify"))
        .args(args)
        .output()
        .expect("it starts");
    let text = [done.stdout, done.stderr].concat();
    (
        done.status.code(),
        String::from_utf8_lossy(&text).into_owned(),
    )
}

#[test]
fn a_record_is_verified() {
    let scratch = tempfile::tempdir().expect("a folder");
    let at = |name: &str| -> PathBuf { scratch.path().join(name) };
    let mut writer = Writer::with_entries(20);
    let record = write(&writer.files(), &at("record"));
    let (code, text) = run(&["--record", &record]);
    assert!(
        code == Some(0) && text.contains("The record holds together."),
        "{text}"
    );
    assert!(text.contains(&key_of(OWNER).public().to_string()), "{text}");
    let (code, text) = run(&["--lang=zh", &format!("--record={record}")]);
    assert!(code == Some(0) && text.contains("记录核验通过"), "{text}");

    // With what is known from elsewhere.
    let log = writer.log_key.public();
    let (code, text) = run(&["--record", &record, "--log-key", &log.to_string()]);
    assert_eq!(code, Some(0), "{text}");
    let (code, text) = run(&["--record", &record, "--owner-key", &log.id()]);
    assert!(code == Some(1) && text.contains("owner's key is"), "{text}");
    let kept = at("kept");
    std::fs::write(&kept, writer.checkpoint().to_string()).expect("written");
    let kept = kept.to_str().expect("text");
    writer.sign("wang-fang", lead(999));
    let longer = write(&writer.files(), &at("longer"));
    let against = |record: &str| run(&["--record", record, "--against", kept]);
    assert_eq!(against(&longer).0, Some(0));
    let shorter = write(&Writer::with_entries(19).files(), &at("shorter"));
    assert_eq!(run(&["--record", &shorter]).0, Some(0));
    let (code, text) = against(&shorter);
    assert!(
        code == Some(1) && text.contains("is of 20 entries; there are 19"),
        "{text}"
    );

    // Changed.
    std::fs::remove_file(at("longer/tile/0/000.p/21")).expect("removed");
    let (code, text) = run(&["--record", &longer]);
    assert!(
        code == Some(1) && text.contains("tile/0/000.p/21: is missing"),
        "{text}"
    );
}

#[test]
fn a_log_of_referrals_is_verified_with_its_record() {
    let scratch = tempfile::tempdir().expect("a folder");
    let main = Writer::with_entries(9);
    let mut referrals = Writer::empty(key(Algorithm::Ed25519, 9));
    (referrals.log_name, referrals.now) = ("referrals", main.now);
    referrals.sign("wang-fang", lead(1));
    let record = write(&main.files(), &scratch.path().join("record"));
    let folder = write(&referrals.files(), &scratch.path().join("referrals"));
    let (code, text) = run(&["--record", &folder, "--with", &record]);
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(run(&["--record", &folder]).0, Some(1));
}

#[test]
fn usage() {
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = scratch.path().to_str().expect("text");
    let (code, text) = run(&["--record", folder]);
    assert!(code == Some(3) && text.contains("not a record"), "{text}");
    for args in [
        &["--record"][..],
        &["--record", folder, folder],
        &["--record", folder, "--record", folder],
        &["--against", folder, folder],
        &["--log-key"],
    ] {
        let (code, text) = run(args);
        assert!(
            code == Some(2) && text.contains("用法错误"),
            "{args:?}: {text}"
        );
    }
}
