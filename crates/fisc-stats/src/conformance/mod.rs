//! The conformance report: published tables and vectors of audit statistics, each cell recomputed
//! through the public functions of this crate and compared with what is printed. It goes into
//! packages, so that whoever doubts a sample or a digit test can see what the program's statistics
//! were held against, cell by cell, and compute it again.
//!
//! The published values stand as data in `tables/`. A cell agrees when what is computed, rounded to
//! the digits that are printed, is what is printed. Where it is not, a reason is given that was looked
//! into: a rule of the whole table (printed tables of limits round up), or a note at this very cell
//! that holds only for this very computed value. Anything else differs, and is an error.

mod attributes;
mod digits;
mod ledgers;
mod monetary;
mod names;
mod sheet;
#[cfg(test)]
mod tests;

pub use ledgers::Ledgers;

use serde::Serialize;
use std::collections::BTreeMap;

/// The version of the report's form.
pub const SCHEMA_VERSION: u32 = 1;

/// What came of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Computed and rounded to the printed digits it is what is printed.
    Agrees,
    /// It is not, for a reason that was looked into.
    Explained,
    /// It is not, and nobody knows why: an error in the program, or in the table as it stands here.
    Differs,
}

/// Why a printed value is not the computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The table rounds up, so that a limit is never too low: what is printed is the next printable
    /// value above the computed one.
    RoundedUp,
    /// The printed plan misses its confidence by a little: with the printed sample the chance of
    /// accepting a population at the tolerable rate is above the risk. One item more is needed.
    MissesConfidence,
    /// The printed value is that of the column beside it.
    Misprint,
    /// The last printed digit is not that of the exact value.
    LastDigit,
}

impl Reason {
    /// All of them.
    pub const ALL: [Reason; 4] = [
        Reason::RoundedUp,
        Reason::MissesConfidence,
        Reason::Misprint,
        Reason::LastDigit,
    ];

    /// Its name in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Reason::RoundedUp => "rounded-up",
            Reason::MissesConfidence => "misses-confidence",
            Reason::Misprint => "misprint",
            Reason::LastDigit => "last-digit",
        }
    }

    /// What it means, in English, for a report that is read without the program.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Reason::RoundedUp => {
                "the table rounds up: the printed value is the next printable one above the computed one"
            }
            Reason::MissesConfidence => {
                "the printed sample misses its confidence by a little; one item more is needed"
            }
            Reason::Misprint => "misprint: the printed value is that of the column beside it",
            Reason::LastDigit => "the last printed digit is not that of the exact value",
        }
    }
}

/// A published value and the computed one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Where it stands in its table: the name of each axis with its value.
    pub at: BTreeMap<&'static str, String>,
    /// As printed.
    pub published: String,
    /// As computed, to 12 significant digits; the error where nothing could be.
    pub computed: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Why it is explained.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

/// How many cells came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// All of them.
    pub cells: usize,
    /// Those that agree.
    pub agree: usize,
    /// Those that are explained.
    pub explained: usize,
    /// Those that differ.
    pub differ: usize,
}

impl Count {
    fn add(&mut self, outcome: Outcome) {
        self.cells += 1;
        match outcome {
            Outcome::Agrees => self.agree += 1,
            Outcome::Explained => self.explained += 1,
            Outcome::Differs => self.differ += 1,
        }
    }
}

/// A published table or group of vectors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// A short name that stays.
    pub id: &'static str,
    /// What it is of.
    pub title: &'static str,
    /// Where it was published, and where it was read.
    pub source: &'static str,
    /// The functions of this crate that it was recomputed with.
    pub functions: &'static str,
    /// How its cells came out.
    #[serde(flatten)]
    pub count: Count,
    /// Every cell, in the order of the table.
    pub values: Vec<Cell>,
}

/// A reason, what it means, and for how many cells it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Given {
    /// For how many cells.
    pub cells: usize,
    /// What it means.
    pub meaning: &'static str,
}

/// The conformance report. The same program gives the same report on every machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The version of this form.
    pub schema_version: u32,
    /// The version of the program.
    pub version: &'static str,
    /// How all cells came out.
    #[serde(flatten)]
    pub count: Count,
    /// The reasons that were given.
    pub reasons: BTreeMap<&'static str, Given>,
    /// Vectors that were not recomputed because the data they need were not given.
    pub not_computed: Vec<&'static str>,
    /// The tables.
    pub tables: Vec<Table>,
}

impl Report {
    /// The report as a file: JSON, two spaces deep, ending with a line feed.
    ///
    /// # Errors
    /// None that a report can cause.
    pub fn json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// Recomputes everything that is published; `ledgers` for the vectors of real ledgers, which are not
/// part of the program.
#[must_use]
pub fn report(ledgers: Option<&Ledgers>) -> Report {
    let mut sheets = attributes::sheets();
    sheets.extend(monetary::sheets());
    sheets.extend(digits::sheets());
    sheets.extend(names::sheets());
    let mut not_computed = Vec::new();
    match ledgers {
        Some(ledgers) => sheets.push(ledgers::sheet(ledgers)),
        None => not_computed.push(ledgers::ID),
    }
    let mut count = Count::default();
    let mut reasons = BTreeMap::new();
    let tables: Vec<Table> = sheets.into_iter().map(sheet::Sheet::table).collect();
    for cell in tables.iter().flat_map(|t| &t.values) {
        count.add(cell.outcome);
        if let Some(reason) = cell.reason {
            let given = reasons.entry(reason.name()).or_insert(Given {
                cells: 0,
                meaning: reason.meaning(),
            });
            given.cells += 1;
        }
    }
    Report {
        schema_version: SCHEMA_VERSION,
        version: env!("CARGO_PKG_VERSION"),
        count,
        reasons,
        not_computed,
        tables,
    }
}
