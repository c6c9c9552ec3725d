//! A record of a thousand entries with receipts and proofs, the same each time. Where
//! `FISC_INTEROP` names a folder it is written there, for `tests/interop/run` to have it verified
//! by other people's implementations.

#[path = "record/writer.rs"]
mod writer;

use fisc_record::log::{consistency, inclusion, root, verify_consistency};
use fisc_record::proof::EXTENSION;
use fisc_record::{Algorithm, Proof, note};
use fisc_verify::record::{Given, verify};
use std::collections::BTreeMap;
use std::path::Path;
use writer::{Writer, key, lead};

const SIZE: u64 = 1000;

fn files() -> BTreeMap<String, Vec<u8>> {
    let writer = Writer::with_entries(1000);
    let public = writer.log_key.public();
    let mut files: BTreeMap<String, Vec<u8>> = writer
        .files()
        .into_iter()
        .map(|(path, bytes)| (format!("record/{path}"), bytes))
        .collect();
    let report = verify(&writer.files(), &Given::default()).expect("a record");
    assert!(report.is_ok());
    files.insert(
        "verifier-key".into(),
        note::verifier_key(&writer.origin(), &public).into_bytes(),
    );
    for index in (0..SIZE).step_by(37).chain([SIZE - 1]) {
        let receipt = Proof {
            index,
            hashes: inclusion(&writer.tree, index, SIZE).expect("in it"),
            checkpoint: writer.checkpoint(),
        };
        let entry = &writer.entries[index as usize];
        assert!(receipt.verify(entry, &writer.origin(), &public).is_ok());
        let path = format!("receipts/{index}.{EXTENSION}");
        files.insert(path, receipt.to_string().into_bytes());
    }
    for old in [1, 2, 3, 255, 256, 257, 511, 512, 700, 999, 1000] {
        let proof = consistency(&writer.tree, old, SIZE).expect("in it");
        let before = root(&writer.tree, old).expect("in it");
        assert!(verify_consistency(
            old,
            before,
            SIZE,
            writer.tree.root(),
            &proof
        ));
        let lines: String = proof.iter().map(|hash| format!("{hash}\n")).collect();
        files.insert(
            format!("consistency/{old}"),
            format!("{before}\n{lines}").into_bytes(),
        );
    }
    files
}

/// A small record all in SM2, for OpenSSL.
fn sm2() -> BTreeMap<String, Vec<u8>> {
    let mut writer = Writer::opened(key(Algorithm::Sm2, 9));
    writer.sign("liu-yang", lead(1));
    let report = verify(&writer.files(), &Given::default()).expect("a record");
    assert!(report.is_ok());
    let files = writer.files().into_iter();
    files
        .map(|(path, bytes)| (format!("record-sm2/{path}"), bytes))
        .collect()
}

#[test]
fn a_record_for_other_implementations() {
    let mut all = files();
    all.extend(sm2());
    assert!(all.len() > 50);
    if let Some(folder) = std::env::var_os("FISC_INTEROP") {
        for (path, bytes) in all {
            let path = Path::new(&folder).join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, bytes).expect("written");
        }
    }
}
