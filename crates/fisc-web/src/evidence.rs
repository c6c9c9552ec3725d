//! The content of the rows that leads rest on. The desk links no engine: whoever serves it hands in
//! a closure that reads rows by their keys, and the columns follow from the vocabulary of the ledger.

use fisc_model::lead::{Evidence, Lead, evidence_digest};
use std::collections::BTreeMap;

/// Rows read for one page at most; what is beyond is counted, and named by its keys.
pub const MOST: usize = 50;

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The digest of its content.
    pub digest: String,
    /// In the order of the table's columns; empty where the ledger has nothing.
    pub values: Vec<String>,
}

/// Rows by table and key. A key that the ledger does not hold any more is missing.
pub type Rows = BTreeMap<(String, String), Row>;

/// Why no rows can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The folder holds no ledger: the record may be looked at without it.
    NoLedger,
    /// The ledger is there and could not be read, for this reason.
    Failed(String),
}

/// Reads the rows of these tables with these keys, of one state of the ledger.
pub type Reader = Box<dyn Fn(&BTreeMap<String, Vec<String>>) -> Result<Rows, Unread> + Send + Sync>;

/// The keys that a page asks for: of each lead in turn, up to [`MOST`].
#[must_use]
pub fn keys(leads: &[Lead]) -> BTreeMap<String, Vec<String>> {
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for e in leads.iter().flat_map(|l| &l.evidence).take(MOST) {
        let of = keys.entry(e.table.clone()).or_default();
        if !of.contains(&e.key) {
            of.push(e.key.clone());
        }
    }
    keys
}

/// Whether the rows are those that the lead was made from; nothing where the page has not asked for
/// all of them.
#[must_use]
pub fn unchanged(lead: &Lead, asked: &BTreeMap<String, Vec<String>>, rows: &Rows) -> Option<bool> {
    let asked_for = |e: &Evidence| asked.get(&e.table).is_some_and(|k| k.contains(&e.key));
    if !lead.evidence.iter().all(asked_for) {
        return None;
    }
    let with_content = |e: &Evidence| {
        let row = rows.get(&(e.table.clone(), e.key.clone()))?;
        Some(Evidence {
            digest: row.digest.clone(),
            ..e.clone()
        })
    };
    let Some(now) = lead
        .evidence
        .iter()
        .map(with_content)
        .collect::<Option<Vec<_>>>()
    else {
        return Some(false);
    };
    Some(evidence_digest(&now) == lead.evidence_digest)
}
