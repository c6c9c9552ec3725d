//! Fifty writers on one file: processes and threads in them.

use crate::child::{acknowledged, start};
use crate::{place, what};
use fisc_store::{Log, Store};
use std::collections::BTreeSet;

const PROCESSES: u64 = 10;
const THREADS: u64 = 5;
const EACH: u64 = 6;

#[test]
fn fifty_writers_lose_no_update() {
    let (_folder, path) = place();
    drop(Store::create(&path).expect("a file"));
    let children: Vec<_> = (0..PROCESSES)
        .map(|p| start(&path, &p.to_string(), THREADS, EACH))
        .collect();
    let mut said = Vec::new();
    for child in children {
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "a writer failed");
        said.extend(acknowledged(&String::from_utf8_lossy(&output.stdout)));
    }
    let store = Store::open(&path).expect("the file");
    let entries = store.entries(Log::Record, 0).expect("entries");
    assert_eq!(entries.len() as u64, PROCESSES * THREADS * EACH);
    said.sort();
    let there: Vec<(u64, String)> = (0..).zip(entries.iter().map(what)).collect();
    assert_eq!(said, there, "every receipt names the place of its entry");
    let ids: BTreeSet<&str> = there
        .iter()
        .filter_map(|(_, w)| Some(w.split_once(':')?.1))
        .collect();
    for p in 0..PROCESSES {
        for t in 0..THREADS {
            for n in 0..EACH {
                assert!(ids.contains(format!("{p}-{t}-{n}").as_str()), "{p}-{t}-{n}");
            }
        }
    }
    // Each writer judged the state that its entry came after.
    for (position, what) in &there {
        assert!(
            what.starts_with(&format!("{position}:")),
            "{what} at {position}"
        );
    }
    store.check().expect("nothing is damaged");
}
