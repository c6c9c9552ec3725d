//! Inclusion and consistency in an RFC 6962 log, by the algorithms of RFC 9162 §2.1.3.2 and
//! §2.1.4.2. ct-merkle is not used here: it stops the program where a proof does not fit a size.

use sha2::{Digest, Sha256};

/// A hash of the log.
pub type Hash = [u8; 32];

/// Of an entry.
pub fn leaf(entry: &[u8]) -> Hash {
    Sha256::new()
        .chain_update([0])
        .chain_update(entry)
        .finalize()
        .into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let digest = Sha256::new().chain_update([1]);
    digest
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// Whether the entry is the one of this number in a log of this size and root.
pub fn included(entry: &[u8], index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last, mut hash) = (index, size - 1, leaf(entry));
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            hash = node(sibling, &hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// Whether a log of this size and root goes on from one of the older size and root.
pub fn goes_on(old: u64, old_root: &Hash, size: u64, root: &Hash, proof: &[Hash]) -> bool {
    if old == size {
        return old_root == root && proof.is_empty();
    }
    if old == 0 {
        return proof.is_empty();
    }
    if old > size {
        return false;
    }
    let mut rest = proof.iter();
    let first = if old.is_power_of_two() {
        Some(old_root)
    } else {
        rest.next()
    };
    let Some(first) = first else { return false };
    let (mut place, mut last) = (old - 1, size - 1);
    while place & 1 == 1 {
        place >>= 1;
        last >>= 1;
    }
    let (mut before, mut after) = (*first, *first);
    for hash in rest {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            before = node(hash, &before);
            after = node(hash, &after);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            after = node(&after, hash);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && before == *old_root && after == *root
}

#[cfg(test)]
mod tests {
    use super::*;
    use fisc_record::log::{Tree, consistency, inclusion, leaf_hash};

    /// All proofs of all sizes up to 40, and each with a hash changed, missing or one too many.
    #[test]
    fn every_proof_holds_and_no_other() {
        let entry = |n: u64| n.to_be_bytes();
        let (mut tree, mut roots) = (Tree::new(), vec![Tree::new().root().0]);
        for size in 1..40_u64 {
            tree.push(leaf_hash(&entry(size - 1)));
            roots.push(tree.root().0);
            let root = &tree.root().0;
            for n in 0..size {
                let proof: Vec<Hash> = inclusion(&tree, n, size)
                    .expect("in it")
                    .iter()
                    .map(|h| h.0)
                    .collect();
                assert!(included(&entry(n), n, size, &proof, root));
                assert!(!included(&entry(n + 1), n, size, &proof, root));
                assert!(!included(&entry(n), n + 1, size, &proof, root));
                assert!(proof.is_empty() || !included(&entry(n), n, size, &proof[1..], root));
                assert!(!included(
                    &entry(n),
                    n,
                    size,
                    &[proof, vec![[0; 32]]].concat(),
                    root
                ));
                let old = &roots[n as usize];
                let proof: Vec<Hash> = consistency(&tree, n, size)
                    .expect("in it")
                    .iter()
                    .map(|h| h.0)
                    .collect();
                assert!(goes_on(n, old, size, root, &proof), "{n} {size}");
                assert!(n == 0 || !goes_on(n, &[1; 32], size, root, &proof));
                assert!(n == 0 || !goes_on(n, old, size, &[1; 32], &proof));
                assert!(!goes_on(
                    n,
                    old,
                    size,
                    root,
                    &[proof, vec![[0; 32]]].concat()
                ));
            }
        }
        assert!(!included(b"", 0, 0, &[], &roots[0]) && !goes_on(3, &roots[3], 2, &roots[2], &[]));
    }
}
