//! Killed at any moment: what was acknowledged is there, and nothing is there by halves.

use crate::child::{acknowledged, start};
use crate::{place, what};
use fisc_record::log::{Tree, leaf_hash};
use fisc_record::{Checkpoint, checkpoint};
use fisc_store::{Log, Store};
use std::io::Read;
use std::time::Duration;

const KILLS: u64 = 200;
const THREADS: u64 = 2;
/// Longest life of a process: long enough to start, recover and write dozens of entries.
const LONGEST: u64 = 160_000;

/// A number that looks like chance and is the same in every run (SplitMix64).
fn scatter(n: u64) -> u64 {
    let mut z = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[test]
fn killed_at_two_hundred_moments_nothing_acknowledged_is_lost() {
    let (_folder, path) = place();
    drop(Store::create(&path).expect("a file"));
    let (mut known, mut sure, mut unsaid) = (0, 0, 0);
    let mut tree = Tree::new();
    for kill in 1..=KILLS {
        let mut child = start(&path, &kill.to_string(), THREADS, 0);
        std::thread::sleep(Duration::from_micros(scatter(kill) % LONGEST));
        child.kill().expect("it runs");
        let mut output = String::new();
        let mut stdout = child.stdout.take().expect("a pipe");
        stdout.read_to_string(&mut output).expect("UTF-8");
        child.wait().expect("it ends");

        // Opening compares sizes, hashes and checkpoint.
        let store = Store::open(&path).unwrap_or_else(|e| panic!("kill {kill}: {e}"));
        let new = store.entries(Log::Record, known).expect("whole entries");
        let said = acknowledged(&output);
        for (position, id) in &said {
            let at = usize::try_from(position - known).expect("a new one");
            assert_eq!(what(&new[at]), *id, "kill {kill}: entry {position}");
        }
        // What each thread was told last may not have reached us; no more than that.
        let silent = new.len() - said.len();
        assert!(
            silent as u64 <= THREADS,
            "kill {kill}: {silent} entries nobody was told of"
        );
        for entry in &new {
            tree.push(leaf_hash(&entry.to_bytes().expect("an entry")));
        }
        let size = store.size(Log::Record).expect("a size");
        assert_eq!(store.root(Log::Record, size).expect("a root"), tree.root());
        known = size;
        sure += said.len();
        unsaid += silent;
    }
    let store = Store::open(&path).expect("the file");
    store.check().expect("nothing is damaged");
    let origin = checkpoint::origin(crate::ENGAGEMENT, "record").expect("a name");
    let note = store
        .checkpoint(Log::Record)
        .expect("a file")
        .expect("a note");
    let last = Checkpoint::verify(&note, &origin, &crate::log_key().public()).expect("signed");
    assert_eq!((last.size, last.root), (known, tree.root()));
    assert!(
        sure > 1_000,
        "only {sure} acknowledged, {unsaid} more written: too few to tell"
    );
}
