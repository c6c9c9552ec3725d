//! The file of a selection: everything that a third party needs to draw the same items from the same
//! population, and what was drawn.

use crate::error::Failure;
use crate::texts::t;
use fisc_model::Money;
use fisc_stats::sampling::select::GENERATOR;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

/// Version of the form.
const VERSION: u32 = 1;

/// The whole file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// The version of this form.
    pub schema_version: u32,
    /// The engagement's id.
    pub engagement: String,
    /// What was asked for.
    pub ask: Ask,
    /// The rows that could be drawn.
    pub population: Population,
    /// How random numbers were made of the seed, in words.
    pub generator: String,
    /// Items examined because a method found them: the stratum of which nothing is left out.
    pub exceptions: Vec<Item>,
    /// With monetary units, items as large as an interval: examined in any case.
    pub certain: Vec<Item>,
    /// What was drawn: whole items in the order in which they were drawn, monetary units in the
    /// population's.
    pub drawn: Vec<Item>,
    /// Monetary units drawn for; nothing for whole items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<u64>,
}

/// What was asked for: with the same ledger it gives the same file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// A table of the ledger.
    pub table: String,
    /// Which of its rows, as SQL.
    #[serde(rename = "where")]
    pub filter: String,
    /// The column of the book value.
    pub amount: String,
    /// How items are chosen: interval, cell, random or sieve.
    pub way: String,
    /// Whole items to draw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u64>,
    /// The interval, for monetary units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Money>,
    /// Any text.
    pub seed: String,
    /// Methods whose leads are examined whole.
    pub exceptions: Vec<String>,
}

/// The rows that could be drawn, by which it is known whether it is the same ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Their order.
    pub order: String,
    /// How many, the exceptions left out.
    pub rows: u64,
    /// Their book value.
    pub amount: Money,
    /// SHA-256 over a line `key,amount` for each.
    pub digest: String,
}

/// An item to examine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The row's key.
    pub key: String,
    /// The source file it was loaded from.
    pub source: String,
    /// The record's number there.
    pub row: i64,
    /// Its book value.
    pub amount: Money,
    /// How many of its monetary units were drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hits: Option<u64>,
}

impl Selection {
    /// An empty one.
    pub fn new(engagement: &str, ask: Ask, population: Population) -> Selection {
        Selection {
            schema_version: VERSION,
            engagement: engagement.to_string(),
            ask,
            population,
            generator: GENERATOR.to_string(),
            exceptions: Vec::new(),
            certain: Vec::new(),
            drawn: Vec::new(),
            units: None,
        }
    }

    /// As bytes, the same for the same selection.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes =
            serde_json::to_vec_pretty(self).map_err(|e| Failure::Failed(e.to_string()))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Reads a file.
    pub fn read(path: &Path) -> Result<(Selection, Vec<u8>), Failure> {
        let bytes = fs::read(path).map_err(Failure::given(path))?;
        let wrong =
            |error: String| Failure::Input(t!("sample-file", path = path.display(), error = error));
        let selection: Selection =
            serde_json::from_slice(&bytes).map_err(|e| wrong(e.to_string()))?;
        if selection.schema_version != VERSION {
            return Err(wrong(format!(
                "schema_version {}",
                selection.schema_version
            )));
        }
        Ok((selection, bytes))
    }
}
