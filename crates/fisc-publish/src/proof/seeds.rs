//! Salts from one key by a tree of seeds (GGM): each seed gives its two children by HMAC-SHA256, a
//! leaf is the salt of a cell. Giving away a seed gives away the salts under it and no other, so
//! that whole tables, rows and runs of cells are shown by few seeds.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::ops::Range;

/// Of a node, or the salt of a cell.
pub type Seed = [u8; 32];

/// HMAC-SHA256 (RFC 2104) over the parts one after the other.
pub fn hmac(key: &[u8], parts: &[&[u8]]) -> Seed {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// The shape of a table's tree: cells in a row, rows in the table, each filled up to a power of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    rows: u64,
    columns: u64,
    column_bits: u32,
    bits: u32,
}

impl Shape {
    /// Nothing where the places cannot be numbered in 62 bits.
    pub fn of(rows: usize, columns: usize) -> Option<Shape> {
        let bits = |n: u64| n.max(1).next_power_of_two().trailing_zeros();
        let (rows, columns) = (u64::try_from(rows).ok()?, u64::try_from(columns).ok()?);
        if rows > 1 << 40 || columns > 1 << 16 {
            return None;
        }
        let column_bits = bits(columns);
        Some(Shape {
            rows,
            columns,
            column_bits,
            bits: bits(rows) + column_bits,
        })
    }

    /// Where the salt of a cell lies.
    pub fn leaf(&self, row: u64, column: u64) -> u64 {
        (row << self.column_bits) | column
    }

    /// The leaves of a row.
    pub fn row(&self, row: u64) -> Range<u64> {
        self.leaf(row, 0)..self.leaf(row + 1, 0)
    }

    /// The salts of all cells, row by row.
    pub fn salts(&self, root: &Seed) -> Vec<Vec<Seed>> {
        let mut rows = Vec::new();
        for row in 0..self.rows {
            let at = down(root, row, self.bits - self.column_bits);
            let cell = |column| down(&at, column, self.column_bits);
            rows.push((0..self.columns).map(cell).collect());
        }
        rows
    }

    /// The seeds that give every salt but the withheld ones (ranges of leaves in order, apart from
    /// each other), from left to right.
    pub fn cover(&self, root: &Seed, withheld: &[Range<u64>]) -> Vec<Seed> {
        let mut out = Vec::new();
        self.covered(*root, 0, 0, withheld, &mut out);
        out
    }

    fn covered(
        &self,
        seed: Seed,
        level: u32,
        index: u64,
        withheld: &[Range<u64>],
        out: &mut Vec<Seed>,
    ) {
        let span = self.bits - level;
        let (from, to) = (index << span, (index + 1) << span);
        let first = withheld.partition_point(|w| w.end <= from);
        let last = withheld.partition_point(|w| w.start < to);
        let Some(inside) = withheld.get(first..last).filter(|w| !w.is_empty()) else {
            if self.holds_a_cell(from, to) {
                out.push(seed);
            }
            return;
        };
        if inside[0].start <= from && inside[0].end >= to {
            return;
        }
        for bit in 0..2_u8 {
            let child = hmac(&seed, &[&[bit]]);
            self.covered(child, level + 1, index * 2 + u64::from(bit), inside, out);
        }
    }

    /// Whether any of these leaves is that of a cell; the others fill the tree up.
    fn holds_a_cell(&self, from: u64, to: u64) -> bool {
        let (row, column) = (
            from >> self.column_bits,
            from & ((1 << self.column_bits) - 1),
        );
        let below = to - from < 1 << self.column_bits;
        row < self.rows && self.columns > 0 && (!below || column < self.columns)
    }
}

/// The node that `steps` bits of `index`, the highest first, lead to.
fn down(from: &Seed, index: u64, steps: u32) -> Seed {
    (0..steps).rev().fold(*from, |seed, bit| {
        hmac(&seed, &[&[u8::from(index >> bit & 1 == 1)]])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use fisc_model::digest::hex;

    /// RFC 4231, tests 1 and 2.
    #[test]
    fn published_vectors() {
        assert_eq!(
            hex(&hmac(&[0x0b; 20], &[b"Hi ", b"There"])),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
        assert_eq!(
            hex(&hmac(b"Jefe", &[b"what do ya want for nothing?"])),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn what_is_shown_whole_takes_one_seed() {
        let shape = Shape::of(10_000, 30).expect("small");
        let root = [7; 32];
        assert_eq!(shape.cover(&root, &[]), [root]);
        // One row withheld: no more seeds than the tree is high.
        assert!(shape.cover(&root, &[shape.row(4711)]).len() <= 14);
        let all = std::iter::once(0..1 << shape.bits).collect::<Vec<_>>();
        assert!(shape.cover(&root, &all).is_empty());
        assert!(Shape::of(usize::MAX, 1).is_none());
    }
}
