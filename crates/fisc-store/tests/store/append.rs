//! One transaction an entry: judged, hashed, signed, or not there.

use crate::{ENGAGEMENT, append, entry, log_key, place, what};
use fisc_record::log::{self, Tree, leaf_hash};
use fisc_record::{Checkpoint, Hash, checkpoint};
use fisc_store::{Log, Store, StoreError};

#[test]
fn a_receipt_proves_the_entry_and_each_checkpoint_the_one_before() {
    let (_folder, path) = place();
    let mut store = Store::create(&path).expect("a file");
    let origin = checkpoint::origin(ENGAGEMENT, "record").expect("a name");
    let mut tree = Tree::new();
    let mut before = (0, Hash::EMPTY);
    for n in 0..70_u64 {
        let bytes = entry(&n.to_string()).to_bytes().expect("an entry");
        let receipt = append(&mut store, Log::Record, &n.to_string()).expect("a receipt");
        tree.push(leaf_hash(&bytes));
        let said = receipt.verify(&bytes, &origin, &log_key().public());
        let said = said.expect("the proof holds");
        assert_eq!(
            (receipt.index, said.size, said.root),
            (n, n + 1, tree.root())
        );
        let proof = store
            .consistency(Log::Record, before.0, said.size)
            .expect("a proof");
        assert!(log::verify_consistency(
            before.0, before.1, said.size, said.root, &proof
        ));
        before = (said.size, said.root);
    }
    for n in 0..70 {
        let receipt = store.receipt(Log::Record, n).expect("a receipt");
        let bytes = &store.entry_bytes(Log::Record, n).expect("entries")[0];
        let said = receipt.verify(bytes, &origin, &log_key().public());
        assert_eq!(said.expect("the proof holds").size, 70);
        let old = store
            .checkpoint_at(Log::Record, n + 1)
            .expect("a file")
            .expect("kept");
        let old = Checkpoint::verify(&old, &origin, &log_key().public()).expect("signed");
        assert_eq!(store.root(Log::Record, n + 1).expect("a root"), old.root);
    }
    store.check().expect("nothing is damaged");
    let missing = store.receipt(Log::Record, 70).expect_err("beyond the end");
    assert!(missing.to_string().contains("asked for 70"), "{missing}");
}

#[test]
fn a_judge_sees_what_it_judges_and_its_no_leaves_nothing() {
    #[derive(Debug)]
    enum Judged {
        No,
        Store(StoreError),
    }
    impl From<StoreError> for Judged {
        fn from(error: StoreError) -> Judged {
            Judged::Store(error)
        }
    }
    let (_folder, path) = place();
    let mut store = Store::create(&path).expect("a file");
    append(&mut store, Log::Record, "first").expect("a receipt");
    let key = log_key();
    let refused = store.append(Log::Record, ENGAGEMENT, &key, |file| {
        assert_eq!(file.size(Log::Record)?, 1);
        assert_eq!(what(&file.entries(Log::Record, 0)?[0]), "first");
        file.receipt(Log::Record, 0)?;
        Err(Judged::No)
    });
    assert!(matches!(refused, Err(Judged::No)), "{refused:?}");
    assert_eq!(store.size(Log::Record).expect("a size"), 1);
    let bad = store.append(Log::Record, "an engagement", &key, |_| {
        Ok::<_, Judged>(entry("unsigned"))
    });
    assert!(
        matches!(bad, Err(Judged::Store(StoreError::Sign(_)))),
        "{bad:?}"
    );
    let long = append(&mut store, Log::Record, &"x".repeat(70_000));
    assert!(matches!(long, Err(StoreError::Entry(_))), "{long:?}");
    assert_eq!(store.size(Log::Record).expect("a size"), 1);
    append(&mut store, Log::Record, "second").expect("the lock is free again");
    store.check().expect("nothing is damaged");
}

#[test]
fn a_statement_is_taken_once_in_whichever_log() {
    let (_folder, path) = place();
    let mut store = Store::create(&path).expect("a file");
    append(&mut store, Log::Record, "a").expect("a receipt");
    append(&mut store, Log::Referrals, "b").expect("a receipt");
    for log in Log::ALL {
        for (what, first, position) in [("a", Log::Record, 0), ("b", Log::Referrals, 0)] {
            let again = append(&mut store, log, what).expect_err("it is there");
            let StoreError::Replayed { log, position: at } = again else {
                panic!("{again}");
            };
            assert_eq!((log, at), (first, position));
        }
    }
    // The same statement signed by somebody else is the same statement.
    let other = fisc_record::SecretKey::generate(fisc_record::Algorithm::Sm2).expect("a key");
    let mut signed = entry("a");
    signed.envelope = fisc_record::Envelope::sign(signed.envelope.payload, &other);
    let key = log_key();
    let again = store.append(Log::Record, ENGAGEMENT, &key, |_| {
        Ok::<_, StoreError>(signed)
    });
    assert!(
        matches!(again, Err(StoreError::Replayed { .. })),
        "{again:?}"
    );
    assert_eq!(store.size(Log::Record).expect("a size"), 1);
}

#[test]
fn the_logs_know_nothing_of_each_other() {
    let (_folder, path) = place();
    let mut store = Store::create(&path).expect("a file");
    append(&mut store, Log::Record, "a").expect("a receipt");
    let alone = store.files(Log::Record).expect("files");
    for n in 0..3 {
        append(&mut store, Log::Referrals, &format!("secret {n}")).expect("a receipt");
    }
    store
        .put_attachment(Log::Referrals, b"secret")
        .expect("kept");
    assert_eq!(store.files(Log::Record).expect("files"), alone);
    assert_eq!(store.size(Log::Record).expect("a size"), 1);
    assert_eq!(store.attachments(Log::Record).expect("digests"), [""; 0]);
    assert_eq!(store.files(Log::Referrals).expect("files").len(), 3);
}

#[test]
fn an_export_holds_what_the_file_holds() {
    let (_folder, path) = place();
    let mut store = Store::create(&path).expect("a file");
    assert!(store.files(Log::Record).expect("files").is_empty());
    for n in 0..300 {
        append(&mut store, Log::Record, &n.to_string()).expect("a receipt");
    }
    let files = store.files(Log::Record).expect("files");
    let note = store
        .checkpoint(Log::Record)
        .expect("a file")
        .expect("a note");
    assert_eq!(files["checkpoint"], note.to_string().into_bytes());
    let mut entries = Vec::new();
    for name in ["tile/entries/000", "tile/entries/001.p/44"] {
        let bundle = fisc_record::tile::unpack(&files[name]).expect("a bundle");
        entries.extend(bundle.into_iter().map(<[u8]>::to_vec));
    }
    assert_eq!(entries, store.entry_bytes(Log::Record, 0).expect("entries"));
    let hashes: Vec<u8> = entries.iter().flat_map(|e| leaf_hash(e).0).collect();
    assert_eq!(
        [&files["tile/0/000"][..], &files["tile/0/001.p/44"]].concat(),
        hashes
    );
}

#[test]
fn attachments_are_found_by_what_they_are() {
    let (_folder, path) = place();
    let mut store = Store::create(&path).expect("a file");
    let digest = store.put_attachment(Log::Record, b"abc").expect("kept");
    assert_eq!(digest, fisc_model::digest::sha256_hex(b"abc"));
    assert_eq!(
        store
            .put_attachment(Log::Record, b"abc")
            .expect("kept once"),
        digest
    );
    let back = store.attachment(Log::Record, &digest).expect("a file");
    assert_eq!(back.as_deref(), Some(b"abc".as_slice()));
    assert!(store.has_attachment(Log::Record, &digest).expect("a file"));
    assert!(
        !store
            .has_attachment(Log::Referrals, &digest)
            .expect("a file")
    );
    assert_eq!(store.attachment(Log::Record, "../x").expect("a file"), None);
    assert_eq!(store.attachments(Log::Record).expect("digests"), [digest]);
    store
        .put_attachment(Log::Record, b"")
        .expect("empty files exist");
}
