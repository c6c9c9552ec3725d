//! Blocks: only records that share a key are compared. Keys are 64-bit digests; they are made anew
//! in each of several passes over the records, each pass keeping those of its own remainder, so that
//! the memory for keys has a limit whatever the number of records.

use super::sound::{fnv, initials, units};
use super::words::is_han;

/// How much is held and compared at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Keys in memory at a time; 12 bytes each. One block is always held whole.
    pub keys: usize,
    /// Records of a block that are all compared with each other. In a larger block each is compared
    /// with its next neighbours only, `block - 1` of them, in the order of the records.
    pub block: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            keys: 4_000_000,
            block: 200,
        }
    }
}

/// What blocking did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Blocks {
    /// Keys made.
    pub keys: u64,
    /// Passes over the records.
    pub passes: u64,
    /// Blocks of two records or more.
    pub blocks: u64,
    /// Records of the largest block.
    pub largest: usize,
    /// Blocks of more records than are all compared with each other.
    pub over_large: u64,
    /// Pairs of those blocks that were not compared in them.
    pub left_out: u64,
}

/// A pair of records that share a key, and the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What they share.
    pub key: u64,
    /// The first record.
    pub a: u32,
    /// The second record, later than the first.
    pub b: u32,
}

impl Blocks {
    /// Gives every pair of records that share a key, once for each key that they share. `keys` makes
    /// the keys of a record, each once.
    pub(super) fn stream(
        records: u32,
        limits: Limits,
        keys: impl Fn(u32, &mut Vec<u64>),
        mut pair: impl FnMut(Block),
    ) -> Blocks {
        let mut report = Blocks::default();
        let mut buffer = Vec::new();
        for record in 0..records {
            buffer.clear();
            keys(record, &mut buffer);
            report.keys += buffer.len() as u64;
        }
        report.passes = report.keys.div_ceil(limits.keys.max(1) as u64).max(1);
        let mut held: Vec<(u64, u32)> = Vec::new();
        for pass in 0..report.passes {
            held.clear();
            for record in 0..records {
                buffer.clear();
                keys(record, &mut buffer);
                let own = buffer.iter().filter(|k| *k % report.passes == pass);
                held.extend(own.map(|k| (*k, record)));
            }
            held.sort_unstable();
            for block in held.chunk_by(|x, y| x.0 == y.0).filter(|b| b.len() > 1) {
                report.compare(block, limits, &mut pair);
            }
        }
        report
    }

    fn compare(&mut self, block: &[(u64, u32)], limits: Limits, pair: &mut impl FnMut(Block)) {
        self.blocks += 1;
        self.largest = self.largest.max(block.len());
        let size = limits.block.max(2);
        let mut given = 0;
        for (i, (key, a)) in block.iter().enumerate() {
            let near = if block.len() > size {
                &block[i + 1..block.len().min(i + size)]
            } else {
                &block[i + 1..]
            };
            for (_, b) in near {
                given += 1;
                pair(Block {
                    key: *key,
                    a: *a,
                    b: *b,
                });
            }
        }
        if block.len() > size {
            self.over_large += 1;
            let all = block.len() as u64;
            self.left_out += all * (all - 1) / 2 - given;
        }
    }
}

/// Spreads the bits of a digest (the finaliser of splitmix64), so that remainders are even.
fn spread(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The keys of a stem: its units, its units without one of each, and (of Han characters, four or
/// more) its pinyin initials. Stems that are one mistake apart share a key: whatever differs is left
/// out of both.
pub(super) fn name_keys(stem: &str, out: &mut Vec<u64>) {
    let units = units(stem);
    let join = |without: Option<usize>| {
        let kept = units
            .iter()
            .enumerate()
            .filter(|(i, _)| Some(*i) != without);
        spread(kept.fold(0, |h: u64, (_, u)| {
            (h.rotate_left(5) ^ u).wrapping_mul(0x0100_0000_01b3)
        }))
    };
    let from = out.len();
    out.push(join(None));
    // Without one of two or three there is too little left to go by.
    if units.len() > 3 {
        out.extend((0..units.len()).map(|i| join(Some(i))));
        if stem.chars().any(is_han) {
            out.push(spread(fnv(initials(stem).as_bytes()) ^ 1));
        }
    }
    out[from..].sort_unstable();
    let mut kept = from;
    for i in from..out.len() {
        if i == from || out[i] != out[kept - 1] {
            out[kept] = out[i];
            kept += 1;
        }
    }
    out.truncate(kept);
}

/// The key of an account or identifier: its last eight digits and letters in sorted order, so that
/// numbers with other leading zeros, spaces or two digits exchanged share it. `kind` keeps keys of
/// different fields apart.
#[must_use]
pub fn tail_key(kind: u64, number: &str) -> Option<u64> {
    let mut tail: Vec<char> = number.chars().filter(|c| c.is_alphanumeric()).collect();
    if tail.is_empty() {
        return None;
    }
    tail.drain(..tail.len().saturating_sub(8));
    tail.sort_unstable();
    let text: String = tail.into_iter().collect();
    Some(spread(
        fnv(text.as_bytes()) ^ kind.wrapping_mul(0x9e37_79b9_7f4a_7c15),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn share(a: &str, b: &str) -> bool {
        let (mut x, mut y) = (Vec::new(), Vec::new());
        name_keys(a, &mut x);
        name_keys(b, &mut y);
        x.iter().any(|k| y.contains(k))
    }

    #[test]
    fn one_mistake_shares_a_key() {
        for (a, b) in [
            ("甲乙科技发展", "甲乙科技展发"),
            ("甲乙科技发展", "甲丁科技发展"),
            ("甲乙科技发展", "甲乙科技"),
            ("华兴物业", "华星物业"),
            ("blackwoodprinting", "blakcwoodprinting"),
            ("blackwoodprinting", "blackwoodprintin"),
        ] {
            let found = share(a, b);
            assert!(
                found || a.chars().count() > b.chars().count() + 1,
                "{a} {b}"
            );
        }
        assert!(!share("甲乙科技发展", "甲丁科技实业"));
        assert!(!share("甲乙", "甲丙"), "two characters say too little");
        assert_eq!(tail_key(1, "6222 0012 3456"), tail_key(1, "622200124356"));
        assert_ne!(tail_key(1, "12345678"), tail_key(2, "12345678"));
        assert_eq!(tail_key(1, " - "), None);
    }

    proptest! {
        /// The same pairs whatever is held at a time, and all that share a key.
        #[test]
        fn memory_changes_no_pair(keys in prop::collection::vec(prop::collection::btree_set(0u64..40, 0..4), 0..60), held in 1usize..50) {
            let run = |limit: usize| {
                let mut pairs = BTreeSet::new();
                let limits = Limits { keys: limit, block: 100 };
                let records = u32::try_from(keys.len()).expect("few");
                let report = Blocks::stream(records, limits, |r, out| out.extend(&keys[r as usize]), |b| {
                    pairs.insert((b.key, b.a, b.b));
                });
                prop_assert_eq!(report.left_out, 0);
                Ok(pairs)
            };
            let all = run(1_000)?;
            prop_assert_eq!(&run(held)?, &all);
            for a in 0..keys.len() {
                for b in a + 1..keys.len() {
                    for key in keys[a].intersection(&keys[b]) {
                        prop_assert!(all.contains(&(*key, u32::try_from(a).unwrap(), u32::try_from(b).unwrap())));
                    }
                }
            }
        }

        /// What a large block leaves out is counted.
        #[test]
        fn nothing_is_left_out_unsaid(size in 2u32..80, block in 2usize..90) {
            let mut given = 0u64;
            let report = Blocks::stream(size, Limits { keys: 10, block }, |_, out| out.push(7), |_| given += 1);
            prop_assert_eq!(given + report.left_out, u64::from(size) * u64::from(size - 1) / 2);
            prop_assert_eq!(report.over_large, u64::from(size as usize > block));
            prop_assert_eq!(report.largest, size as usize);
        }
    }
}
