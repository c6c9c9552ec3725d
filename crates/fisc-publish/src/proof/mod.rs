//! Selective proof: a release commits to every cell of its tables, so that a package may show some
//! of them, prove that they are what was signed, and tell nothing about the others. The format
//! stands in `docs/formats/package.md`.
//!
//! A commitment binds because SHA-256 does and hides because its salt cannot be known: a salt is
//! derived from the release's key, which never leaves the office, and only the seeds of what is
//! shown are given away.

mod seeds;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fisc_record::log::{Hash, Tree, leaf_hash};
use seeds::{Seed, Shape, hmac};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use zeroize::Zeroizing;

/// What a table's proof says it is.
pub const FORMAT: &str = "urn:fisc:proof:v1";
const RELEASE: &[u8] = b"fisc/release-key/v1\0";
const SALTS: &[u8] = b"fisc/salts/v1\0";
const CELL: &[u8] = b"fisc/cell/v1\0";
const ROW: &[u8] = b"fisc/row/v1\0";
const TABLE: &[u8] = b"fisc/table/v1\0";

/// The secret of a release: whoever has it can open every cell. 32 bytes from the system's chance,
/// kept as long as somebody may have to prove more than was published.
#[derive(Clone)]
pub struct ReleaseKey(Zeroizing<[u8; 32]>);

impl ReleaseKey {
    /// The key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> ReleaseKey {
        ReleaseKey(Zeroizing::new(bytes))
    }

    /// The key of one content under a seed that stays with the office: what is prepared again
    /// unchanged is the same to the byte, and anything else has another key, so that no two
    /// releases, and no two drafts of one, share a salt.
    #[must_use]
    pub fn of_content(seed: &[u8; 32], content: &[&[u8]]) -> ReleaseKey {
        let digests: Vec<u8> = content.iter().flat_map(Sha256::digest).collect();
        ReleaseKey(Zeroizing::new(hmac(seed, &[RELEASE, &framed(&digests)])))
    }

    fn of_table(&self, name: &str) -> Seed {
        hmac(&self.0[..], &[SALTS, &framed(name.as_bytes())])
    }
}

impl fmt::Debug for ReleaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReleaseKey(…)")
    }
}

/// A table as it is committed to: cells as they stand in its CSV file, unquoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Unique in the release.
    pub name: String,
    /// Unique in the table.
    pub columns: Vec<String>,
    /// As many cells in each as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// What of a table is not shown, by its place in the whole table, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mask {
    /// Rows that are not shown at all.
    pub rows: BTreeSet<u64>,
    /// Row and column of further cells.
    pub cells: BTreeSet<(u64, u64)>,
}

/// Why nothing was committed to or proved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Not a table.
    #[error("table {table}: row {row} has {cells} cells for {columns} columns")]
    Ragged {
        /// Which.
        table: String,
        /// From 0.
        row: usize,
        /// How many.
        cells: usize,
        /// For how many.
        columns: usize,
    },
    /// A name that stands twice.
    #[error("table {table}: {name} stands there twice; names must differ")]
    Twice {
        /// Which.
        table: String,
        /// The table's or a column's name.
        name: String,
    },
    /// More than can be numbered.
    #[error("table {0}: more than 2^40 rows or 2^16 columns")]
    TooLarge(String),
    /// Something outside the table.
    #[error("table {table}: there is no row {row}, column {column} to withhold")]
    Outside {
        /// Which.
        table: String,
        /// From 0.
        row: u64,
        /// From 0.
        column: u64,
    },
    /// What is shown is not a part of what is signed.
    #[error(
        "table {table}: the row “{row}” that is to be shown is not in the table that is signed"
    )]
    Stranger {
        /// Which.
        table: String,
        /// Its first cell.
        row: String,
    },
}

/// What stands for a table in the release: see [`release_root`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableRoot {
    /// In order.
    pub columns: Vec<String>,
    /// How many, withheld ones included.
    pub rows: u64,
    /// The RFC 6962 root over the rows, in lower-case hex.
    pub root: String,
}

/// A table's proof, as it stands in the package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableProof {
    /// Always [`FORMAT`].
    pub format: &'static str,
    /// The table's name.
    pub table: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// How many rows the whole table has.
    pub rows: u64,
    /// From left to right, in base64.
    pub seeds: Vec<String>,
    /// Row, column, commitment in base64; in order.
    pub withheld_cells: Vec<(u64, u64, String)>,
    /// Row, the row's hash in base64; in order.
    pub withheld_rows: Vec<(u64, String)>,
}

/// A part after its length in eight bytes, big-endian: no two lists of parts give the same bytes.
fn framed(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u64).to_be_bytes(), bytes].concat()
}

/// The commitment to a cell.
fn cell(table: &str, row: u64, column: &str, salt: &Seed, value: &str) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(CELL);
    digest.update(framed(table.as_bytes()));
    digest.update(row.to_be_bytes());
    digest.update(framed(column.as_bytes()));
    digest.update(framed(salt));
    digest.update(framed(value.as_bytes()));
    digest.finalize().into()
}

/// What stands for a row in its table's tree.
fn row_hash(table: &str, row: u64, cells: &[[u8; 32]]) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(ROW);
    digest.update(framed(table.as_bytes()));
    digest.update(row.to_be_bytes());
    digest.update((cells.len() as u64).to_be_bytes());
    cells.iter().for_each(|c| digest.update(c));
    digest.finalize().into()
}

/// Commitments to a table: of each cell, of each row.
struct Commitments {
    cells: Vec<Vec<[u8; 32]>>,
    rows: Vec<[u8; 32]>,
}

impl Table {
    fn shape(&self) -> Result<Shape, ProofError> {
        let mut seen = BTreeSet::new();
        if let Some(name) = self.columns.iter().find(|c| !seen.insert(*c)) {
            return Err(ProofError::Twice {
                table: self.name.clone(),
                name: name.clone(),
            });
        }
        for (row, cells) in self.rows.iter().enumerate() {
            if cells.len() != self.columns.len() {
                return Err(ProofError::Ragged {
                    table: self.name.clone(),
                    row,
                    cells: cells.len(),
                    columns: self.columns.len(),
                });
            }
        }
        Shape::of(self.rows.len(), self.columns.len())
            .ok_or_else(|| ProofError::TooLarge(self.name.clone()))
    }

    fn commitments(&self, key: &ReleaseKey) -> Result<Commitments, ProofError> {
        let salts = self.shape()?.salts(&key.of_table(&self.name));
        let (mut cells, mut rows) = (Vec::new(), Vec::new());
        for (row, (values, salts)) in (0..).zip(self.rows.iter().zip(&salts)) {
            let of_row: Vec<[u8; 32]> = self
                .columns
                .iter()
                .zip(salts)
                .zip(values)
                .map(|((column, salt), value)| cell(&self.name, row, column, salt, value))
                .collect();
            rows.push(row_hash(&self.name, row, &of_row));
            cells.push(of_row);
        }
        Ok(Commitments { cells, rows })
    }

    /// Commits to the table.
    ///
    /// # Errors
    /// It is no table: see [`ProofError`].
    pub fn commit(&self, key: &ReleaseKey) -> Result<TableRoot, ProofError> {
        let mut tree = Tree::new();
        tree.extend(self.commitments(key)?.rows.iter().map(|r| leaf_hash(r)));
        Ok(TableRoot {
            columns: self.columns.clone(),
            rows: self.rows.len() as u64,
            root: tree.root().to_hex(),
        })
    }

    /// The proof of everything that the mask does not withhold.
    ///
    /// # Errors
    /// The mask names what is not there: see [`ProofError`].
    pub fn prove(&self, key: &ReleaseKey, mask: &Mask) -> Result<TableProof, ProofError> {
        let shape = self.shape()?;
        let Commitments { cells, rows } = self.commitments(key)?;
        let outside = |row, column| ProofError::Outside {
            table: self.name.clone(),
            row,
            column,
        };
        let place = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let mut withheld: Vec<Range<u64>> = Vec::new();
        let mut withheld_rows = Vec::new();
        for &row in &mask.rows {
            let hash = rows.get(place(row)).ok_or_else(|| outside(row, 0))?;
            withheld.push(shape.row(row));
            withheld_rows.push((row, STANDARD.encode(hash)));
        }
        let mut withheld_cells = Vec::new();
        for &(row, column) in mask
            .cells
            .iter()
            .filter(|(row, _)| !mask.rows.contains(row))
        {
            let of_row = cells.get(place(row));
            let hash = of_row.and_then(|r| r.get(place(column)));
            let hash = hash.ok_or_else(|| outside(row, column))?;
            let leaf = shape.leaf(row, column);
            withheld.push(leaf..leaf + 1);
            withheld_cells.push((row, column, STANDARD.encode(hash)));
        }
        withheld.sort_by_key(|w| w.start);
        let seeds = shape.cover(&key.of_table(&self.name), &joined(withheld));
        Ok(TableProof {
            format: FORMAT,
            table: self.name.clone(),
            columns: self.columns.clone(),
            rows: self.rows.len() as u64,
            seeds: seeds.iter().map(|s| STANDARD.encode(s)).collect(),
            withheld_cells,
            withheld_rows,
        })
    }

    /// What must be withheld so that only `shown` is: rows are known by the cells of the columns
    /// `key`, each row once; cells that differ are withheld.
    ///
    /// # Errors
    /// A row of `shown` is not one of this table, or not in its order.
    pub fn mask(&self, shown: &Table, key: &[usize]) -> Result<Mask, ProofError> {
        let id = |row: &[String]| -> Vec<String> {
            key.iter().filter_map(|k| row.get(*k).cloned()).collect()
        };
        let mut mask = Mask::default();
        let mut rest = shown.rows.iter().peekable();
        for (n, row) in (0..).zip(&self.rows) {
            match rest.next_if(|s| id(s) == id(row)) {
                None => {
                    mask.rows.insert(n);
                }
                Some(s) => {
                    let differ = (0..).zip(row.iter().zip(s)).filter(|(_, (a, b))| a != b);
                    mask.cells.extend(differ.map(|(c, _)| (n, c)));
                }
            }
        }
        match rest.next() {
            None => Ok(mask),
            Some(stranger) => Err(ProofError::Stranger {
                table: self.name.clone(),
                row: stranger.first().cloned().unwrap_or_default(),
            }),
        }
    }
}

/// Ranges that touch become one: a node under two of them is withheld whole.
fn joined(ranges: Vec<Range<u64>>) -> Vec<Range<u64>> {
    let mut out: Vec<Range<u64>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => out.push(range),
        }
    }
    out
}

/// The root over the tables of a release, in the order of their names.
#[must_use]
pub fn release_root(tables: &BTreeMap<String, TableRoot>) -> Hash {
    let mut tree = Tree::new();
    for (name, table) in tables {
        let mut leaf = TABLE.to_vec();
        leaf.extend(framed(name.as_bytes()));
        leaf.extend((table.columns.len() as u64).to_be_bytes());
        for column in &table.columns {
            leaf.extend(framed(column.as_bytes()));
        }
        leaf.extend(table.rows.to_be_bytes());
        leaf.extend(framed(table.root.as_bytes()));
        tree.push(leaf_hash(&leaf));
    }
    tree.root()
}
