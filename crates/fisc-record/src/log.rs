//! The mathematics of an append-only log (RFC 6962, section 2.1): the tree over its entries, and
//! proofs that an entry is in it and that a log only grew.
//!
//! Only hashes of complete subtrees are kept; they never change. Whoever keeps them implements
//! [`Nodes`]; [`Tree`] keeps them in memory. This is our own two hundred lines and not a crate:
//! those there are panic on sizes and proofs that do not fit, or ask for a URL parser.

use crate::text::{from_base64, to_base64, to_hex};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// A hash of the tree. Its text is base64, as in checkpoints and proofs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The root of a log without entries.
    pub const EMPTY: Hash = Hash([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9,
        0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52,
        0xb8, 0x55,
    ]);

    /// Lower-case hex.
    #[must_use]
    pub fn to_hex(&self) -> String {
        to_hex(&self.0)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_base64(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Not the base64 of 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash is the base64 of 32 bytes")]
pub struct NotAHash;

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Hash, NotAHash> {
        let bytes = from_base64(text).ok_or(NotAHash)?;
        bytes.try_into().map(Hash).map_err(|_| NotAHash)
    }
}

/// The hash of an entry.
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Hash(
        Sha256::new()
            .chain_update([0])
            .chain_update(entry)
            .finalize()
            .into(),
    )
}

/// The hash of two subtrees.
#[must_use]
pub fn node_hash(left: Hash, right: Hash) -> Hash {
    let both = Sha256::new()
        .chain_update([1])
        .chain_update(left.0)
        .chain_update(right.0);
    Hash(both.finalize().into())
}

/// A complete subtree: the `index`-th of those over 2^`level` entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// 0 for an entry.
    pub level: u8,
    /// From the left, from 0.
    pub index: u64,
}

/// What was asked for is not in a log of this size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such entry or size in the log: asked for {asked}, it has {size}")]
pub struct OutOfRange {
    /// The entry or size.
    pub asked: u64,
    /// The log's size.
    pub size: u64,
}

/// Whoever keeps the hashes of complete subtrees.
pub trait Nodes {
    /// Why one was not found.
    type Error: From<OutOfRange>;

    /// The hash of a complete subtree.
    ///
    /// # Errors
    /// It is not kept.
    fn node(&self, node: Node) -> Result<Hash, Self::Error>;
}

/// What is to be kept when an entry is appended to a log of `size` entries: its hash and those of
/// the subtrees it completes, from the leaf up.
///
/// # Errors
/// Those of `nodes`.
pub fn append<N: Nodes>(nodes: &N, size: u64, leaf: Hash) -> Result<Vec<(Node, Hash)>, N::Error> {
    let (mut level, mut index, mut hash) = (0, size, leaf);
    let mut new = vec![(Node { level, index }, hash)];
    while index & 1 == 1 {
        let left = nodes.node(Node {
            level,
            index: index - 1,
        })?;
        hash = node_hash(left, hash);
        level += 1;
        index >>= 1;
        new.push((Node { level, index }, hash));
    }
    Ok(new)
}

/// The root of the log's first `size` entries.
///
/// # Errors
/// Those of `nodes`.
pub fn root<N: Nodes>(nodes: &N, size: u64) -> Result<Hash, N::Error> {
    if size == 0 {
        return Ok(Hash::EMPTY);
    }
    subtree(nodes, 0, size)
}

/// That the entry is in the log of `size` entries: hashes from its sibling up.
///
/// # Errors
/// It is not, or those of `nodes`.
pub fn inclusion<N: Nodes>(nodes: &N, index: u64, size: u64) -> Result<Vec<Hash>, N::Error> {
    if index >= size {
        return Err(OutOfRange { asked: index, size }.into());
    }
    let (mut from, mut to) = (0, size);
    let mut proof = Vec::new();
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            proof.push(subtree(nodes, middle, to)?);
            to = middle;
        } else {
            proof.push(subtree(nodes, from, middle)?);
            from = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// That the log of `size` entries begins with the log of `old` entries.
///
/// # Errors
/// `old` is larger, or those of `nodes`.
pub fn consistency<N: Nodes>(nodes: &N, old: u64, size: u64) -> Result<Vec<Hash>, N::Error> {
    if old > size {
        return Err(OutOfRange { asked: old, size }.into());
    }
    let (mut from, mut to) = (0, size);
    let mut proof = Vec::new();
    if old == 0 || old == size {
        return Ok(proof);
    }
    // Down to the largest subtree that ends where the old log ended.
    while old < to {
        let middle = from + split(to - from);
        if old <= middle {
            proof.push(subtree(nodes, middle, to)?);
            to = middle;
        } else {
            proof.push(subtree(nodes, from, middle)?);
            from = middle;
        }
    }
    // From 0 it is the old log itself, whose root the verifier has.
    if from > 0 {
        proof.push(subtree(nodes, from, to)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Whether the proof shows that the entry with this hash is at `index` in the log with this root.
#[must_use]
pub fn verify_inclusion(leaf: Hash, index: u64, size: u64, proof: &[Hash], root: Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(*sibling, hash);
            // Where the tree ends here, levels without a sibling have no hash of their own.
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(hash, *sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && hash == root
}

/// Whether the proof shows that the log with this root begins with the old one.
#[must_use]
pub fn verify_consistency(old: u64, old_root: Hash, size: u64, root: Hash, proof: &[Hash]) -> bool {
    if old > size {
        return false;
    }
    if old == 0 || old == size {
        let same = if old == 0 { Hash::EMPTY } else { root };
        return proof.is_empty() && old_root == same;
    }
    let mut proof = proof.iter().copied();
    let start = if old.is_power_of_two() {
        Some(old_root)
    } else {
        proof.next()
    };
    let Some(start) = start else {
        return false;
    };
    let (mut node, mut last) = (old - 1, size - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut before, mut after) = (start, start);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            before = node_hash(sibling, before);
            after = node_hash(sibling, after);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            after = node_hash(after, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && before == old_root && after == root
}

/// The largest power of two below `n`, for `n` over 1: where a tree over `n` entries parts.
fn split(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}

/// The hash over the entries `from..to`; `from` is a multiple of every complete part of it.
fn subtree<N: Nodes>(nodes: &N, from: u64, to: u64) -> Result<Hash, N::Error> {
    let count = to - from;
    if count.is_power_of_two() {
        // The logarithm of a u64 is below 64.
        let level = count.ilog2() as u8;
        return nodes.node(Node {
            level,
            index: from >> level,
        });
    }
    let middle = from + split(count);
    Ok(node_hash(
        subtree(nodes, from, middle)?,
        subtree(nodes, middle, to)?,
    ))
}

/// A log's tree in memory.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// Without entries.
    #[must_use]
    pub fn new() -> Tree {
        Tree::default()
    }

    /// How many entries it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Appends an entry by its hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(hash);
            if row.len() % 2 == 1 {
                return;
            }
            hash = node_hash(row[row.len() - 2], hash);
        }
    }

    /// Its root.
    #[must_use]
    pub fn root(&self) -> Hash {
        // From the right: the complete subtrees over the last entries come first.
        let ends = self.levels.iter().filter(|row| row.len() % 2 == 1);
        ends.filter_map(|row| row.last().copied())
            .reduce(|right, left| node_hash(left, right))
            .unwrap_or(Hash::EMPTY)
    }
}

impl Extend<Hash> for Tree {
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, leaves: T) {
        leaves.into_iter().for_each(|leaf| self.push(leaf));
    }
}

impl Nodes for Tree {
    type Error = OutOfRange;

    fn node(&self, node: Node) -> Result<Hash, OutOfRange> {
        let row = self.levels.get(usize::from(node.level));
        let index = usize::try_from(node.index).unwrap_or(usize::MAX);
        row.and_then(|row| row.get(index))
            .copied()
            .ok_or(OutOfRange {
                asked: node
                    .index
                    .saturating_add(1)
                    .saturating_mul(1 << node.level.min(63)),
                size: self.size(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Entries and roots of the reference implementation of Certificate Transparency.
    const ENTRIES: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    fn tree(size: usize) -> Tree {
        let mut tree = Tree::new();
        tree.extend(ENTRIES[..size].iter().map(|entry| leaf_hash(entry)));
        tree
    }

    #[test]
    fn published_roots() {
        for (size, expected) in ROOTS.iter().enumerate() {
            assert_eq!(&tree(size).root().to_hex(), expected, "{size}");
            assert_eq!(
                root(&tree(8), size as u64).expect("in it").to_hex(),
                *expected
            );
        }
    }

    /// The paths of the same tests: (entry, size, hashes).
    #[test]
    fn published_proofs() {
        let hexes = |proof: Vec<Hash>| proof.iter().map(Hash::to_hex).collect::<Vec<_>>();
        let whole = tree(8);
        assert_eq!(
            hexes(inclusion(&whole, 0, 1).expect("in it")),
            Vec::<String>::new()
        );
        assert_eq!(
            hexes(inclusion(&whole, 0, 8).expect("in it")),
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]
        );
        assert_eq!(
            hexes(consistency(&whole, 6, 8).expect("in it")),
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        );
    }

    fn numbered(size: u64) -> Tree {
        let mut tree = Tree::new();
        tree.extend((0..size).map(|i| leaf_hash(&i.to_be_bytes())));
        tree
    }

    #[test]
    fn every_proof_up_to_seventy_verifies_and_no_other() {
        let whole = numbered(70);
        for size in 1..=70 {
            let top = root(&whole, size).expect("in it");
            for index in 0..size {
                let leaf = leaf_hash(&index.to_be_bytes());
                let proof = inclusion(&whole, index, size).expect("in it");
                assert!(
                    verify_inclusion(leaf, index, size, &proof, top),
                    "{index} of {size}"
                );
                assert!(!verify_inclusion(leaf, index + 1, size, &proof, top));
                assert!(!verify_inclusion(leaf_hash(b"x"), index, size, &proof, top));
                let longer = [proof.clone(), vec![top]].concat();
                assert!(!verify_inclusion(leaf, index, size, &longer, top));
                if let Some((_, shorter)) = proof.split_last() {
                    assert!(!verify_inclusion(leaf, index, size, shorter, top));
                }
            }
            for old in 0..=size {
                let before = root(&whole, old).expect("in it");
                let proof = consistency(&whole, old, size).expect("in it");
                assert!(
                    verify_consistency(old, before, size, top, &proof),
                    "{old} in {size}"
                );
                for i in 0..proof.len() {
                    let mut other = proof.clone();
                    other[i] = leaf_hash(b"x");
                    assert!(!verify_consistency(old, before, size, top, &other));
                }
                let longer = [proof.clone(), vec![top]].concat();
                assert!(!verify_consistency(old, before, size, top, &longer));
                if old > 0 {
                    assert!(!verify_consistency(old, leaf_hash(b"x"), size, top, &proof));
                    assert!(!verify_consistency(
                        old,
                        before,
                        size,
                        leaf_hash(b"x"),
                        &proof
                    ));
                }
            }
        }
    }

    #[test]
    fn what_is_not_in_the_log_is_an_error() {
        let whole = numbered(5);
        assert_eq!(
            inclusion(&whole, 5, 5),
            Err(OutOfRange { asked: 5, size: 5 })
        );
        assert!(inclusion(&whole, 4, 6).is_err());
        assert!(consistency(&whole, 6, 5).is_err());
        assert!(root(&whole, 6).is_err());
        assert!(root(&whole, u64::MAX).is_err());
        assert!(!verify_consistency(6, Hash::EMPTY, 5, Hash::EMPTY, &[]));
        assert!(!verify_inclusion(Hash::EMPTY, 0, 0, &[], Hash::EMPTY));
    }

    #[test]
    fn what_append_keeps_is_what_the_tree_keeps() {
        let mut kept = Tree::new();
        for size in 0..40 {
            let leaf = leaf_hash(&[size as u8]);
            let new = append(&kept, size, leaf).expect("in it");
            kept.push(leaf);
            for (node, hash) in new {
                assert_eq!(kept.node(node), Ok(hash), "{node:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_proof_is_a_panic(
            a in any::<u64>(), b in any::<u64>(), proof in prop::collection::vec(any::<[u8; 32]>(), 0..70)
        ) {
            let proof: Vec<Hash> = proof.into_iter().map(Hash).collect();
            prop_assert!(!verify_inclusion(Hash::EMPTY, a, b, &proof, Hash::EMPTY) || b == 1);
            let _ = verify_consistency(a, Hash::EMPTY, b, Hash::EMPTY, &proof);
        }
    }
}
