//! The log as files (C2SP tlog-tiles): hashes in tiles of 256, entries in bundles of 256. What is
//! full never changes, so a copy of a log is brought up to date by its last files.

use crate::entry::LONGEST;
use crate::log::{Hash, Node, Nodes};

/// How many hashes or entries a full file holds.
pub const WIDTH: u64 = 256;
/// Levels of the tree from one level of tiles to the next.
const HEIGHT: u8 = 8;

/// A tile of hashes, or a bundle of entries where it is of level 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    /// Of tiles: level 1 holds the roots of full tiles of level 0.
    pub level: u8,
    /// From the left, from 0.
    pub index: u64,
    /// How many hashes it holds, from 1 to 256.
    pub width: u64,
}

impl Tile {
    /// Where its hashes stand.
    #[must_use]
    pub fn path(&self) -> String {
        format!("tile/{}/{}", self.level, self.place())
    }

    /// Where the entries stand whose hashes it holds; for tiles of level 0.
    #[must_use]
    pub fn bundle_path(&self) -> String {
        format!("tile/entries/{}", self.place())
    }

    /// Digits by three, all but the last three after an x: no folder has the name of a file.
    fn place(&self) -> String {
        let mut place = format!("{:03}", self.index % 1000);
        let mut rest = self.index / 1000;
        while rest > 0 {
            place = format!("x{:03}/{place}", rest % 1000);
            rest /= 1000;
        }
        if self.width < WIDTH {
            place.push_str(&format!(".p/{}", self.width));
        }
        place
    }

    /// Its hashes, one after the other.
    ///
    /// # Errors
    /// Those of `nodes`.
    pub fn bytes<N: Nodes>(&self, nodes: &N) -> Result<Vec<u8>, N::Error> {
        let mut bytes = Vec::new();
        for i in 0..self.width {
            let node = Node {
                level: self.level * HEIGHT,
                index: self.index * WIDTH + i,
            };
            bytes.extend(nodes.node(node)?.0);
        }
        Ok(bytes)
    }
}

/// All tiles of a log of this size; those of level 0 are its bundles too.
#[must_use]
pub fn tiles(size: u64) -> Vec<Tile> {
    let mut tiles = Vec::new();
    let (mut level, mut hashes) = (0, size);
    while hashes > 0 {
        tiles.extend((0..hashes.div_ceil(WIDTH)).map(|index| Tile {
            level,
            index,
            width: WIDTH.min(hashes - index * WIDTH),
        }));
        level += 1;
        hashes /= WIDTH;
    }
    tiles
}

/// The hash of a complete subtree, from the hashes that tiles hold: for stores that keep nothing
/// else.
///
/// # Errors
/// Those of `read`, which gives a hash of a level that is a multiple of 8.
pub fn node<E>(node: Node, read: &mut impl FnMut(Node) -> Result<Hash, E>) -> Result<Hash, E> {
    if node.level.is_multiple_of(HEIGHT) {
        return read(node);
    }
    let child = |index| Node {
        level: node.level - 1,
        index,
    };
    let left = self::node(child(node.index * 2), read)?;
    let right = self::node(child(node.index * 2 + 1), read)?;
    Ok(crate::log::node_hash(left, right))
}

/// Entries as a bundle: each after its length in two bytes.
///
/// # Errors
/// The length of an entry that is too long.
pub fn pack<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, usize> {
    let mut bytes = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| entry.len())?;
        debug_assert!(usize::from(length) <= LONGEST);
        bytes.extend(length.to_be_bytes());
        bytes.extend(entry);
    }
    Ok(bytes)
}

/// The entries of a bundle; none if it is cut off.
#[must_use]
pub fn unpack(bundle: &[u8]) -> Option<Vec<&[u8]>> {
    let mut entries = Vec::new();
    let mut rest = bundle;
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk()?;
        let (entry, after) = after.split_at_checked(u16::from_be_bytes(*length).into())?;
        entries.push(entry);
        rest = after;
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{Tree, leaf_hash, root};
    use proptest::prelude::*;

    /// The examples of the specification.
    #[test]
    fn published_examples() {
        let path = |index, width| {
            Tile {
                level: 0,
                index,
                width,
            }
            .path()
        };
        assert_eq!(path(1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(path(0, 255), "tile/0/000.p/255");
        let count = |size, level, partial: bool| {
            let of_level = |t: &&Tile| t.level == level && (t.width < WIDTH) == partial;
            tiles(size)
                .iter()
                .filter(of_level)
                .map(|t| t.width)
                .collect::<Vec<_>>()
        };
        assert_eq!(count(70_000, 0, false).len(), 273);
        assert_eq!(count(70_000, 0, true), [112]);
        assert_eq!(count(70_000, 1, false).len(), 1);
        assert_eq!(count(70_000, 1, true), [17]);
        assert_eq!(count(70_000, 2, true), [1]);
        assert_eq!(tiles(70_000).len(), 273 + 1 + 1 + 1 + 1);
        assert_eq!(tiles(256).len(), 2);
        assert_eq!(tiles(0), []);
    }

    struct FromTiles<'a>(&'a Tree);

    impl Nodes for FromTiles<'_> {
        type Error = crate::log::OutOfRange;

        fn node(&self, node: Node) -> Result<Hash, Self::Error> {
            super::node(node, &mut |n| {
                assert!(n.level.is_multiple_of(8), "only tiles are kept");
                self.0.node(n)
            })
        }
    }

    #[test]
    fn tiles_are_enough_for_the_root() {
        let mut tree = Tree::new();
        for size in 0..600_u64 {
            assert_eq!(root(&FromTiles(&tree), size), Ok(tree.root()), "{size}");
            tree.push(leaf_hash(&size.to_be_bytes()));
        }
        let bytes: usize = tiles(600)
            .iter()
            .map(|t| t.bytes(&tree).expect("in it").len())
            .sum();
        assert_eq!(bytes, (600 + 2) * 32);
    }

    proptest! {
        #[test]
        fn bundles_read_back(entries in prop::collection::vec(any::<Vec<u8>>(), 0..20)) {
            let bundle = pack(entries.iter().map(Vec::as_slice)).expect("short");
            prop_assert_eq!(unpack(&bundle).expect("a bundle"), entries);
            for cut in 0..bundle.len() {
                if let Some(fewer) = unpack(&bundle[..cut]) {
                    prop_assert_ne!(pack(fewer).expect("short"), bundle.clone());
                }
            }
        }
    }

    #[test]
    fn what_is_too_long_is_refused() {
        assert_eq!(pack([vec![0; 65_536].as_slice()]), Err(65_536));
        assert!(pack([vec![0; 65_535].as_slice()]).is_ok());
        assert_eq!(unpack(&[0, 2, 1]), None);
        assert_eq!(unpack(&[0]), None);
    }
}
