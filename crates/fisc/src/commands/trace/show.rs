//! A trace as it is shown: tables and drawings for people, one object for programs.

use crate::error::Failure;
use crate::output;
use crate::texts::{self, t};
use fisc_publish::flows::{self, Band, Drawing, Sheet, Table};
use std::collections::BTreeMap;

/// Bands that can be told apart in a drawing.
pub const MOST_BANDS: usize = 24;

/// A trace, ready to be shown.
pub struct Shown {
    pub title: String,
    pub about: Vec<String>,
    pub drawings: Vec<Drawing>,
    pub tables: Vec<Table>,
    /// The same for programs; empty where it is not asked for.
    pub json: String,
}

impl Shown {
    pub fn table(&self) -> Result<String, Failure> {
        let mut out = Vec::new();
        let mut line = |text: &str| {
            out.extend_from_slice(output::harmless(text).as_bytes());
            out.push(b'\n');
        };
        line(&self.title);
        for text in &self.about {
            line(text);
        }
        for table in self.tables.iter().filter(|t| !t.rows.is_empty()) {
            out.push(b'\n');
            out.extend_from_slice(output::harmless(&table.title).as_bytes());
            out.push(b'\n');
            output::table(&table.columns, &table.rows, &table.numbers, &mut out)?;
            if !table.note.is_empty() {
                out.extend_from_slice(output::harmless(&table.note).as_bytes());
                out.push(b'\n');
            }
        }
        String::from_utf8(out).map_err(|e| Failure::Failed(e.to_string()))
    }

    /// The first drawing: the paper trail, or the way back.
    pub fn svg(&self) -> String {
        self.drawings.first().map(flows::svg).unwrap_or_default()
    }

    pub fn html(&self, engagement: &str) -> String {
        let mut about = vec![engagement.to_string()];
        about.extend(self.about.iter().cloned());
        flows::page(&Sheet {
            lang: texts::lang(),
            title: self.title.clone(),
            banner: t!("trace-banner"),
            about,
            drawings: self.drawings.clone(),
            tables: self
                .tables
                .iter()
                .filter(|t| !t.rows.is_empty())
                .cloned()
                .collect(),
        })
    }
}

/// A table with at most so many rows; what is left out is said, and not made.
pub fn table(
    title: String,
    columns: &str,
    numbers: &[usize],
    rows: impl ExactSizeIterator<Item = Vec<String>>,
    most: usize,
    note: String,
) -> Table {
    let columns = texts::parts(columns);
    let all = rows.len();
    let rows: Vec<Vec<String>> = rows.take(most).collect();
    let mut notes = Vec::new();
    if all > rows.len() {
        notes.push(t!("trace-more", shown = rows.len(), all = all));
    }
    if !note.is_empty() {
        notes.push(note);
    }
    Table {
        title,
        numbers: (0..columns.len()).map(|at| numbers.contains(&at)).collect(),
        columns,
        rows,
        note: notes.join(" "),
    }
}

/// Bands between the same bodies summed, the largest first.
pub fn bands(all: impl IntoIterator<Item = (String, String, fisc_model::Money)>) -> Vec<Band> {
    let mut sums: BTreeMap<(String, String), fisc_model::Money> = BTreeMap::new();
    for (from, to, amount) in all {
        let sum = sums.entry((from, to)).or_default();
        *sum = *sum + amount;
    }
    let mut bands: Vec<Band> = sums
        .into_iter()
        .filter(|(_, amount)| amount.0 > 0)
        .map(|((from, to), amount)| Band { from, to, amount })
        .collect();
    bands.sort_by(|a, b| b.amount.cmp(&a.amount).then_with(|| a.cmp(b)));
    bands
}
