//! Records to ledger rows: drop rules, identity and the account of what became of each record. Runs over slices of a chunk in parallel; what comes out is in the order of rows.

use crate::cell::Row;
use crate::chunk::{Chunk, Kind};
use crate::frame::{Builder, Value};
use crate::plan::{Origin, Plan};
use crate::reject::Fault;
use fisc_model::Money;
use fisc_model::digest::{base_key, short_digest};
use polars::prelude::{DataFrame, PolarsResult};
use std::collections::BTreeMap;
use std::ops::Range;

/// The built-in rule for records whose cells are all empty.
pub(crate) const BLANK: &str = "blank";

/// What became of some records. Slices of a chunk are added up in order.
#[derive(Default)]
pub(crate) struct Tally {
    pub read: u64,
    pub loaded: u64,
    pub control: u64,
    /// By rule, those kept as control totals included.
    pub dropped: BTreeMap<String, u64>,
    /// Rows whose amounts were in another currency.
    pub converted: u64,
    pub rounded: u64,
    /// Kept − exact, in units of 10^-18.
    pub difference: i128,
    pub amount: Money,
}

impl Tally {
    /// Adds what became of further records.
    pub fn add(&mut self, other: &Tally) {
        self.read += other.read;
        self.loaded += other.loaded;
        self.control += other.control;
        for (rule, n) in &other.dropped {
            *self.dropped.entry(rule.clone()).or_default() += n;
        }
        self.converted += other.converted;
        self.rounded += other.rounded;
        self.difference += other.difference;
        self.amount = self.amount + other.amount;
    }

    fn round(&mut self, difference: Option<i128>) {
        if let Some(difference) = difference {
            self.rounded += 1;
            self.difference += difference;
        }
    }
}

/// A record that is rejected, with its place.
pub(crate) struct Reject {
    pub row: i64,
    pub line: Option<u64>,
    pub byte: Option<u64>,
    pub fault: Fault,
}

/// A control total found among the records.
pub(crate) struct ControlRow {
    pub row: i64,
    pub group_key: String,
    pub amount: i128,
}

/// A slice of a chunk, done.
pub(crate) struct Part {
    pub frame: DataFrame,
    pub rejects: Vec<Reject>,
    pub controls: Vec<ControlRow>,
    pub tally: Tally,
}

/// The source's identity, which goes into every row.
#[derive(Clone, Copy)]
pub(crate) struct Stamp<'a> {
    pub source: &'a str,
    pub ordinal: u32,
}

/// Maps the records `range` of a chunk.
pub(crate) fn transform(
    plan: &Plan,
    chunk: &Chunk,
    range: Range<usize>,
    stamp: Stamp<'_>,
) -> PolarsResult<Part> {
    let mut builder = Builder::new(plan.table, range.len());
    let mut row = Row::new(plan.table.columns.len());
    let (mut rejects, mut controls) = (Vec::new(), Vec::new());
    let mut tally = Tally::default();
    let keys: Vec<usize> = plan
        .table
        .business_key
        .iter()
        .filter_map(|k| plan.table.position(k))
        .collect();
    let amount = crate::frame::amount_position(plan.table);
    for record in range {
        let place = &chunk.places[record];
        tally.read += 1;
        let outcome = match (&place.fault, place.dropped) {
            (Some(fault), _) => Err(fault.as_ref().clone()),
            (None, Some(rule)) => Ok(Outcome::Dropped(rule)),
            (None, None) => plan.record(chunk, record, &mut row),
        };
        match outcome {
            Ok(Outcome::Dropped(rule)) => {
                *tally.dropped.entry(rule.to_string()).or_default() += 1;
            }
            Ok(Outcome::Control(rule, total, difference)) => {
                tally.control += 1;
                tally.round(difference);
                *tally.dropped.entry(rule.to_string()).or_default() += 1;
                controls.push(total);
            }
            Ok(Outcome::Row) => {
                tally.loaded += 1;
                tally.converted += u64::from(row.rate.is_some());
                tally.round(row.difference);
                if let Some((Value::Scaled(v), _)) = amount.map(|i| &row.values[i]) {
                    tally.amount = tally.amount + Money(*v);
                }
                let canonical: Vec<Option<&str>> = row.canonical();
                let digest = short_digest(&canonical);
                let business: Vec<Option<&str>> = keys.iter().map(|k| canonical[*k]).collect();
                let base = base_key(&plan.table.name, &business);
                for (i, (value, range)) in row.values.iter().enumerate() {
                    let text = range.clone().map(|r| &row.text[r]);
                    builder.push(i, *value, text);
                }
                builder.push_provenance(&base, &digest, stamp, place.row);
            }
            Err(fault) => {
                rejects.push(Reject {
                    row: place.row,
                    line: place.line,
                    byte: place.byte,
                    fault,
                });
            }
        }
    }
    Ok(Part {
        frame: builder.finish()?,
        rejects,
        controls,
        tally,
    })
}

/// What a record is.
enum Outcome<'p> {
    Row,
    Dropped(&'p str),
    Control(&'p str, ControlRow, Option<i128>),
}

impl Plan {
    fn record<'p>(
        &'p self,
        chunk: &Chunk,
        record: usize,
        row: &mut Row,
    ) -> Result<Outcome<'p>, Fault> {
        if (0..chunk.width(record)).all(|c| chunk.cell(record, c).0.is_empty()) {
            return Ok(Outcome::Dropped(BLANK));
        }
        for drop in &self.drops {
            if !drop
                .tests
                .iter()
                .all(|t| t.holds(chunk.cell(record, t.column).0))
            {
                continue;
            }
            let Some((key, amount)) = &drop.control else {
                return Ok(Outcome::Dropped(&drop.name));
            };
            let (text, kind) = chunk.cell(record, *amount);
            let (amount_kept, difference) = self
                .exact(text, kind, self.scale)
                .and_then(|e| e.at_scale(2, self.excess, kind == Kind::Float))
                .map_err(|reason| Fault {
                    reason,
                    column: self.header[*amount].clone(),
                    value: text.to_string(),
                    expected: "the amount of a control total".to_string(),
                    message: format!("the rule {:?} keeps this row as a control total, but its amount cannot be read", drop.name),
                })?;
            let group_key = self.fill(key, chunk, record).unwrap_or_default();
            let total = ControlRow {
                row: chunk.places[record].row,
                group_key,
                amount: amount_kept,
            };
            return Ok(Outcome::Control(&drop.name, total, difference));
        }
        row.clear();
        if let Some(currency) = &self.currency {
            row.rate = currency.rate(self, chunk, record)?;
        }
        for field in &self.fields {
            self.field(field, chunk, record, row)?;
        }
        if self
            .fields
            .iter()
            .any(|f| matches!(f.origin, Origin::Content))
        {
            let id = short_digest(&row.canonical());
            for field in self
                .fields
                .iter()
                .filter(|f| matches!(f.origin, Origin::Content))
            {
                row.set(field.position, Value::Text, |t| t.push_str(&id));
            }
        }
        Ok(Outcome::Row)
    }
}
