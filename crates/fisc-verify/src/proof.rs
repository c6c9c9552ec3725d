//! Selective proof: whether the cells that a package shows are those that were signed. What
//! `docs/formats/package.md` specifies is worked out here from what is shown, and shares nothing
//! with the writer but that page.

use crate::record::{base64, tree};
use crate::report::{Words, quoted};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

const FORMAT: &str = "urn:fisc:proof:v1";

/// A table as a package shows it: withheld rows left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The cells, unquoted.
    pub rows: Vec<Vec<String>>,
}

/// What the release says of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableRoot {
    /// In order.
    pub columns: Vec<String>,
    /// How many, withheld ones included.
    pub rows: u64,
    /// Over the rows, in lower-case hex.
    pub root: String,
}

/// A table's proof that has been worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// What the cells and the withheld commitments give.
    pub root: TableRoot,
    /// Places in [`Shown`] (row, column) whose text proves nothing.
    pub withheld: BTreeSet<(usize, usize)>,
    /// How many rows are not shown.
    pub withheld_rows: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProof {
    format: String,
    table: String,
    columns: Vec<String>,
    rows: u64,
    seeds: Vec<String>,
    withheld_cells: Vec<(u64, u64, String)>,
    withheld_rows: Vec<(u64, String)>,
}

fn wrong<T>(en: impl Into<String>, zh: impl Into<String>) -> Result<T, Words> {
    Err(Words {
        en: en.into(),
        zh: zh.into(),
    })
}

/// Works out what table the shown cells and the proof are of. Whether that is the signed one is for
/// the caller to compare.
///
/// # Errors
/// The proof is not of its form, or not one of this table.
pub fn open(name: &str, shown: &Shown, proof: &[u8]) -> Result<Proved, Words> {
    let raw: RawProof = match serde_json::from_slice(proof) {
        Ok(raw) => raw,
        Err(e) => return wrong(format!("does not read: {e}"), format!("无法读取：{e}")),
    };
    if !serde_jcs::to_vec(&raw).is_ok_and(|form| form == proof) || raw.format != FORMAT {
        return wrong(
            format!("is not canonical JSON of {FORMAT}"),
            format!("不是 {FORMAT} 的规范 JSON"),
        );
    }
    if raw.table != name || raw.columns != shown.columns || raw.columns.is_empty() {
        return wrong(
            format!(
                "is the proof of the table {} with other columns",
                quoted(&raw.table)
            ),
            format!("是表{}的证明，表名或列名不符", quoted(&raw.table)),
        );
    }
    // Before anything is worked out: nothing is larger than the files that were given.
    let rows = shown.rows.len() + raw.withheld_rows.len();
    if raw.rows != rows as u64 {
        return wrong(
            format!("is of {} rows; shown and withheld are {rows}", raw.rows),
            format!("对应 {} 行；所示与未公开的共 {rows} 行", raw.rows),
        );
    }
    let held = Held::read(&raw, rows)?;
    let tree = Salts::new(rows, raw.columns.len(), &held, &raw);
    let salts = tree.read(&raw.seeds)?;
    let mut next = shown.rows.iter().enumerate();
    let (mut hashes, mut withheld) = (Vec::new(), BTreeSet::new());
    for row in 0..rows {
        if let Some(hash) = held.rows.get(&row) {
            hashes.push(*hash);
            continue;
        }
        // As many are left as there are rows that are not withheld.
        let Some((at, cells)) = next.next() else {
            break;
        };
        let mut of_row = Vec::new();
        for (column, (label, value)) in raw.columns.iter().zip(cells).enumerate() {
            if let Some(hash) = held.cells.get(&(row, column)) {
                withheld.insert((at, column));
                of_row.push(*hash);
            } else if let Some(salt) = salts.get(&(row, column)) {
                of_row.push(cell(name, row, label, salt, value));
            }
        }
        hashes.push(row_hash(name, row, &of_row));
    }
    let leaves: Vec<&[u8]> = hashes.iter().map(<[u8; 32]>::as_slice).collect();
    Ok(Proved {
        root: TableRoot {
            columns: raw.columns,
            rows: raw.rows,
            root: fisc_model::digest::hex(&tree::over(&leaves)),
        },
        withheld,
        withheld_rows: held.rows.len(),
    })
}

/// The root over the tables of a release.
#[must_use]
pub fn release_root(tables: &BTreeMap<String, TableRoot>) -> String {
    let leaves: Vec<Vec<u8>> = tables
        .iter()
        .map(|(name, table)| {
            let mut leaf = b"fisc/table/v1\0".to_vec();
            put(&mut leaf, name.as_bytes());
            leaf.extend((table.columns.len() as u64).to_be_bytes());
            table
                .columns
                .iter()
                .for_each(|c| put(&mut leaf, c.as_bytes()));
            leaf.extend(table.rows.to_be_bytes());
            put(&mut leaf, table.root.as_bytes());
            leaf
        })
        .collect();
    let leaves: Vec<&[u8]> = leaves.iter().map(Vec::as_slice).collect();
    fisc_model::digest::hex(&tree::over(&leaves))
}

/// What is withheld, by its place in the whole table.
struct Held {
    rows: BTreeMap<usize, [u8; 32]>,
    cells: BTreeMap<(usize, usize), [u8; 32]>,
}

impl Held {
    fn read(raw: &RawProof, rows: usize) -> Result<Held, Words> {
        let hash = |text: &str| base64(text).and_then(|b| <[u8; 32]>::try_from(b).ok());
        let place = |n: u64, end: usize| usize::try_from(n).ok().filter(|n| *n < end);
        let bad = || {
            wrong(
                "names a withheld place twice, out of order, outside the table or without a hash",
                "未公开处重复、未排序、超出表格或缺少哈希",
            )
        };
        let mut held = Held {
            rows: BTreeMap::new(),
            cells: BTreeMap::new(),
        };
        let mut last = None;
        for (row, text) in &raw.withheld_rows {
            let (Some(row), Some(hash)) = (place(*row, rows), hash(text)) else {
                return bad();
            };
            if last >= Some(row) {
                return bad();
            }
            last = Some(row);
            held.rows.insert(row, hash);
        }
        let mut last = None;
        for (row, column, text) in &raw.withheld_cells {
            let column = place(*column, raw.columns.len());
            let (Some(row), Some(column), Some(hash)) = (place(*row, rows), column, hash(text))
            else {
                return bad();
            };
            if last >= Some((row, column)) || held.rows.contains_key(&row) {
                return bad();
            }
            last = Some((row, column));
            held.cells.insert((row, column), hash);
        }
        Ok(held)
    }
}

/// The tree of salts of a table.
struct Salts {
    rows: usize,
    columns: usize,
    column_bits: u32,
    bits: u32,
    /// Leaves without a salt, in order.
    held: Vec<u64>,
}

type Found = BTreeMap<(usize, usize), [u8; 32]>;

impl Salts {
    fn new(rows: usize, columns: usize, held: &Held, raw: &RawProof) -> Salts {
        let bits = |n: usize| n.max(1).next_power_of_two().trailing_zeros();
        let column_bits = bits(columns);
        let leaf = |row: usize, column: usize| ((row as u64) << column_bits) | column as u64;
        let mut leaves: Vec<u64> = held.cells.keys().map(|(r, c)| leaf(*r, *c)).collect();
        for row in held.rows.keys() {
            leaves.extend((0..raw.columns.len()).map(|c| leaf(*row, c)));
        }
        leaves.sort_unstable();
        Salts {
            rows,
            columns,
            column_bits,
            bits: bits(rows) + column_bits,
            held: leaves,
        }
    }

    fn read(&self, seeds: &[String]) -> Result<Found, Words> {
        let mut given = seeds
            .iter()
            .map(|s| base64(s).and_then(|b| <[u8; 32]>::try_from(b).ok()));
        let mut found = Found::new();
        let enough = self.walk(0, 0, &mut given, &mut found).is_some();
        if enough && given.next().is_none() {
            Ok(found)
        } else {
            wrong(
                "does not have exactly the seeds that what is shown needs",
                "种子与所示内容所需的不完全一致",
            )
        }
    }

    /// The place of a leaf, if a cell is there.
    fn cell(&self, leaf: u64) -> Option<(usize, usize)> {
        let row = usize::try_from(leaf >> self.column_bits).ok()?;
        let column = usize::try_from(leaf & ((1 << self.column_bits) - 1)).ok()?;
        (row < self.rows && column < self.columns).then_some((row, column))
    }

    /// From left to right: a seed where nothing under a node is withheld.
    fn walk(
        &self,
        level: u32,
        index: u64,
        given: &mut impl Iterator<Item = Option<[u8; 32]>>,
        found: &mut Found,
    ) -> Option<()> {
        let span = self.bits - level;
        let (from, to) = (index << span, (index + 1) << span);
        // Cells fill a row, and rows a table, from the left: the first leaf tells of all.
        if self.cell(from).is_none() {
            return Some(());
        }
        let before = |end: u64| self.held.partition_point(|leaf| *leaf < end);
        if before(from) == before(to) {
            self.unfold(given.next()??, level, index, found);
            return Some(());
        }
        if level == self.bits {
            return Some(());
        }
        self.walk(level + 1, index * 2, given, found)?;
        self.walk(level + 1, index * 2 + 1, given, found)
    }

    fn unfold(&self, seed: [u8; 32], level: u32, index: u64, found: &mut Found) {
        let Some(place) = self.cell(index << (self.bits - level)) else {
            return;
        };
        if level == self.bits {
            found.insert(place, seed);
            return;
        }
        for bit in 0..2_u8 {
            // A key of HMAC may have any length.
            let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&seed) else {
                return;
            };
            mac.update(&[bit]);
            let child = mac.finalize().into_bytes().into();
            self.unfold(child, level + 1, index * 2 + u64::from(bit), found);
        }
    }
}

/// Length in eight bytes, then the bytes.
fn put(to: &mut Vec<u8>, bytes: &[u8]) {
    to.extend((bytes.len() as u64).to_be_bytes());
    to.extend(bytes);
}

fn cell(table: &str, row: usize, column: &str, salt: &[u8; 32], value: &str) -> [u8; 32] {
    let mut bytes = b"fisc/cell/v1\0".to_vec();
    put(&mut bytes, table.as_bytes());
    bytes.extend((row as u64).to_be_bytes());
    for part in [column.as_bytes(), salt, value.as_bytes()] {
        put(&mut bytes, part);
    }
    Sha256::digest(&bytes).into()
}

fn row_hash(table: &str, row: usize, cells: &[[u8; 32]]) -> [u8; 32] {
    let mut bytes = b"fisc/row/v1\0".to_vec();
    put(&mut bytes, table.as_bytes());
    bytes.extend((row as u64).to_be_bytes());
    bytes.extend((cells.len() as u64).to_be_bytes());
    cells.iter().for_each(|c| bytes.extend(c));
    Sha256::digest(&bytes).into()
}
