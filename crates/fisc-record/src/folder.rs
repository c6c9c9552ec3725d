//! A log as a folder of files: what is handed to whoever is to verify it.

use crate::log::{Tree, leaf_hash};
use crate::note::Note;
use crate::tile::{self, WIDTH};
use std::collections::BTreeMap;

/// Where the checkpoint stands.
pub const CHECKPOINT: &str = "checkpoint";

/// The files by their paths, with `/` between folders: the checkpoint, the tiles and the bundles of
/// a log of these entries, and nothing else.
///
/// # Errors
/// The length of an entry that is too long.
///
/// # Panics
/// Never: a tree holds every hash of the tiles of its size.
pub fn files<E: AsRef<[u8]>>(
    entries: &[E],
    checkpoint: &Note,
) -> Result<BTreeMap<String, Vec<u8>>, usize> {
    let mut tree = Tree::new();
    tree.extend(entries.iter().map(|entry| leaf_hash(entry.as_ref())));
    let mut files = BTreeMap::new();
    files.insert(CHECKPOINT.to_string(), checkpoint.to_string().into_bytes());
    for tile in tile::tiles(tree.size()) {
        let hashes = tile.bytes(&tree);
        let hashes = hashes.expect("a tree holds every hash of the tiles of its size");
        files.insert(tile.path(), hashes);
    }
    for (index, bundle) in entries.chunks(WIDTH as usize).enumerate() {
        let tile = tile::Tile {
            level: 0,
            index: index as u64,
            width: bundle.len() as u64,
        };
        let bytes = tile::pack(bundle.iter().map(AsRef::as_ref))?;
        files.insert(tile.bundle_path(), bytes);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::Checkpoint;
    use crate::key::{Algorithm, SecretKey};
    use crate::log::Hash;

    #[test]
    fn the_files_of_three_hundred_entries() {
        let key = SecretKey::from_seed(Algorithm::Ed25519, &[9; 32]).expect("a seed");
        let checkpoint = Checkpoint {
            origin: "fisc/e/record".into(),
            size: 300,
            root: Hash::EMPTY,
        };
        let entries: Vec<Vec<u8>> = (0..300_u16).map(|i| i.to_be_bytes().to_vec()).collect();
        let files = files(&entries, &checkpoint.sign(&key).expect("a note")).expect("short");
        let paths: Vec<(&str, usize)> = files.iter().map(|(p, b)| (p.as_str(), b.len())).collect();
        assert_eq!(
            paths[1..],
            [
                ("tile/0/000", 256 * 32),
                ("tile/0/001.p/44", 44 * 32),
                ("tile/1/000.p/1", 32),
                ("tile/entries/000", 256 * 4),
                ("tile/entries/001.p/44", 44 * 4),
            ]
        );
        assert_eq!(paths[0].0, CHECKPOINT);
    }
}
