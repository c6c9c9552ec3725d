//! Nothing of a record changes unnoticed: no byte, no file, no end, no beginning.

use super::writer::{Writer, key, lead};
use super::{holds, problems};
use crate::record::{CHECKPOINT, Given, checkpoint, tree};
use crate::{Files, record};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use fisc_record::Algorithm;
use proptest::prelude::*;
use sha2::Sha256;

/// The whole verification for each byte of a megabyte would take hours, so what it works out for a
/// changed byte is worked out here for that byte alone. In an entry: the record passes only if the
/// root over the entries, the changed one in its place, is the checkpoint's, and that is what an
/// inclusion proof says. In an entry's length: only if as many entries come out, each with its leaf
/// in the tree. In the checkpoint and the tiles: the checks themselves. That the whole verification
/// makes these checks is what `the_whole_verification_notices` tests, byte by byte at random.
#[test]
fn every_changed_byte_of_a_thousand_entries_is_noticed() {
    let writer = Writer::with_entries(1000);
    let files = writer.files();
    holds(&files);
    let log = tree::read(&files);
    let roots = tree::roots(&log.entries);
    let mut whole = MemoryBackedTree::<Sha256, &[u8]>::new();
    log.entries.iter().for_each(|entry| whole.push(entry));
    let top = whole.root();
    let mut changed_bytes = 0;

    for (path, bytes) in files.iter().filter(|(p, _)| p.starts_with("tile/entries/")) {
        let first: usize = path["tile/entries/".len()..][..3]
            .parse::<usize>()
            .expect("a number")
            * 256;
        let mut bundle = bytes.clone();
        let mut at = 0;
        for (index, entry) in log.entries.iter().enumerate().skip(first).take(256) {
            for byte in at..at + 2 {
                let bit = 1 << (byte % 8);
                bundle[byte] ^= bit;
                let mut found = Vec::new();
                tree::unpack(&bundle, &mut found);
                let same = |(i, e): (usize, &&[u8])| included(&whole, &top, first + i, e);
                assert!(
                    found.len() != (log.entries.len() - first).min(256)
                        || !found.iter().enumerate().all(same),
                    "{path}, byte {byte}"
                );
                bundle[byte] ^= bit;
                changed_bytes += 1;
            }
            let proof = whole.prove_inclusion(index);
            let mut changed = entry.to_vec();
            assert!(top.verify_inclusion(entry, index as u64, &proof).is_ok());
            for byte in 0..changed.len() {
                let bit = 1 << (byte % 8);
                changed[byte] ^= bit;
                let passes = top.verify_inclusion(&changed, index as u64, &proof).is_ok();
                assert!(!passes, "entry {index}, byte {byte}");
                changed[byte] ^= bit;
                changed_bytes += 1;
            }
            at += 2 + entry.len();
        }
        assert_eq!(at, bundle.len());
    }

    let expected = tree::expected(&log.entries);
    for (path, bytes) in files
        .iter()
        .filter(|(p, _)| !p.starts_with("tile/entries/"))
    {
        if path != CHECKPOINT {
            // Files are compared with these as a whole.
            assert_eq!(&expected[path], bytes);
            changed_bytes += bytes.len();
        }
    }

    let origin = checkpoint::origin(&writer.engagement, "record");
    let key = record::key::Key::parse(&writer.log_key.public().to_string()).expect("a key");
    let note = &files[CHECKPOINT];
    for at in 0..note.len() {
        for bit in 0..8 {
            let mut changed = note.clone();
            changed[at] ^= 1 << bit;
            let (mut check, found) = checkpoint::check(&changed, "", Some(&origin), Some(&key));
            if let Some(found) = found {
                tree::compare(&mut check, "", &found, &roots, true);
            }
            let changed = String::from_utf8_lossy(&changed);
            assert!(
                !check.problems.is_empty(),
                "byte {at}, bit {bit}: {changed}"
            );
        }
    }
    changed_bytes += note.len();
    assert_eq!(changed_bytes, files.values().map(Vec::len).sum::<usize>());
}

fn included(
    tree: &MemoryBackedTree<Sha256, &[u8]>,
    top: &ct_merkle::RootHash<Sha256>,
    index: usize,
    entry: &[u8],
) -> bool {
    index < tree.items().len() && {
        let proof = tree.prove_inclusion(index);
        top.verify_inclusion(&entry, index as u64, &proof).is_ok()
    }
}

#[test]
fn the_whole_verification_notices() {
    let files = Writer::with_entries(300).files();
    let places: Vec<(&String, usize)> = files
        .iter()
        .flat_map(|(p, b)| (0..b.len()).map(move |i| (p, i)))
        .collect();
    // A fixed walk through all places, some in each file.
    let mut at = 0;
    for step in 0..60_usize {
        at = (at + 48_271 * (step + 1)) % places.len();
        let (path, byte) = places[at];
        let mut changed = files.clone();
        changed.get_mut(path).expect("there")[byte] ^= 1 << (step % 8);
        assert_ne!(
            problems(&changed, &Given::default()),
            Vec::<String>::new(),
            "{path}, {byte}"
        );
    }
    for (path, bytes) in &files {
        for byte in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = files.clone();
            changed.get_mut(path).expect("there")[byte] ^= 1;
            assert_ne!(
                problems(&changed, &Given::default()),
                Vec::<String>::new(),
                "{path}, {byte}"
            );
        }
    }
}

#[test]
fn files_are_neither_missing_nor_too_many_nor_swapped() {
    let files = Writer::with_entries(300).files();
    let no = Given::default();
    for path in files.keys() {
        let mut fewer = files.clone();
        fewer.remove(path);
        if path == CHECKPOINT {
            assert!(record::verify(&fewer, &no).is_err());
        } else {
            assert_ne!(problems(&fewer, &no), Vec::<String>::new(), "{path}");
        }
        let mut longer = files.clone();
        longer.get_mut(path).expect("there").push(0);
        assert_ne!(problems(&longer, &no), Vec::<String>::new(), "{path}");
    }
    for more in [
        "tile/entries/002.p/1",
        "tile/2/000.p/1",
        "notes.txt",
        "tile/0/000.p/12",
    ] {
        let mut files = files.clone();
        files.insert(more.into(), Vec::new());
        let found = problems(&files, &no);
        assert!(
            found.iter().any(|p| p.contains("does not belong")),
            "{more}: {found:?}"
        );
    }
    let mut swapped = files.clone();
    let first = files["tile/entries/000"].clone();
    let second = swapped
        .insert("tile/entries/001.p/44".into(), first)
        .expect("there");
    swapped.insert("tile/entries/000".into(), second);
    assert_ne!(problems(&swapped, &no), Vec::<String>::new());
}

fn against(writer: &Writer) -> Given {
    Given {
        against: Some(writer.checkpoint().to_string().into_bytes()),
        ..Given::default()
    }
}

#[test]
fn a_cut_record_does_not_fit_its_checkpoint() {
    let files = Writer::with_entries(60).files();
    let mut cut = Writer::with_entries(59).files();
    cut.insert(CHECKPOINT.into(), files[CHECKPOINT].clone());
    let found = problems(&cut, &Given::default());
    assert_eq!(found, ["checkpoint: is of 60 entries; there are 59"]);
}

#[test]
fn a_record_goes_on_from_every_checkpoint_of_its_own() {
    let files = Writer::with_entries(40).files();
    for size in 1..=40 {
        let older = Writer::with_entries(size.max(5));
        assert_eq!(
            problems(&files, &against(&older)),
            Vec::<String>::new(),
            "{size}"
        );
    }
}

/// Whoever keeps the log's key can sign a shorter or another log; whoever kept a checkpoint sees it.
#[test]
fn a_rolled_back_or_rewritten_record_is_noticed_against_an_older_checkpoint() {
    let kept = Writer::with_entries(50);
    let shorter = Writer::with_entries(49).files();
    holds(&shorter);
    assert_eq!(
        problems(&shorter, &against(&kept)),
        ["--against: is of 50 entries; there are 49"]
    );
    let mut other = Writer::with_entries(49);
    other.sign("wang-fang", lead(7777));
    other.sign("wang-fang", lead(7778));
    holds(&other.files());
    let found = problems(&other.files(), &against(&kept));
    assert!(
        found.len() == 1 && found[0].contains("root is not that of the first 50"),
        "{found:?}"
    );
}

/// Even where nobody kept a checkpoint: each signature vouches for the record before it.
#[test]
fn a_log_that_rewrites_its_past_contradicts_its_signers() {
    let honest = Writer::with_entries(30);
    let mut rewritten = Writer::opened(key(Algorithm::Ed25519, 9));
    rewritten.sign("wang-fang", lead(7777));
    for entry in &honest.entries[6..] {
        rewritten.append(entry.clone());
    }
    let found = problems(&rewritten.files(), &Given::default());
    assert_eq!(found.len(), 24, "each of the signers after it: {found:?}");
    assert!(
        found
            .iter()
            .all(|p| p.contains("had another record before them"))
    );
}

#[test]
fn an_older_checkpoint_of_another_log_or_key_is_refused() {
    let files = Writer::with_entries(10).files();
    let mut other = Writer::with_entries(10);
    other.engagement = "qingshan-2024".into();
    let found = problems(&files, &against(&other));
    assert!(
        found.iter().any(|p| p.contains("is one of another log")),
        "{found:?}"
    );
    let mut other = Writer::with_entries(10);
    other.log_key = key(Algorithm::Ed25519, 8);
    let found = problems(&files, &against(&other));
    assert_eq!(found, ["--against: is not signed with the log's key"]);
    let nothing = Given {
        against: Some(b"x".to_vec()),
        ..Given::default()
    };
    assert_eq!(
        problems(&files, &nothing),
        ["--against: is not a checkpoint with one signature"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_content_of_any_file_is_a_panic_or_passes(
        file in 0..6_usize, at in any::<prop::sample::Index>(), new in prop::collection::vec(any::<u8>(), 0..9), cut in 0..9_usize
    ) {
        let files = small();
        let path = files.keys().nth(file % files.len()).expect("there").clone();
        let mut changed = files.clone();
        let bytes = changed.get_mut(&path).expect("there");
        let at = at.index(bytes.len());
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, new);
        if changed != *files {
            prop_assert_ne!(problems(&changed, &Given::default()), Vec::<String>::new());
        }
    }
}

fn small() -> &'static Files {
    static SMALL: std::sync::OnceLock<Files> = std::sync::OnceLock::new();
    SMALL.get_or_init(|| Writer::with_entries(7).files())
}
