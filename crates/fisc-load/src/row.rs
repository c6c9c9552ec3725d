//! Records to ledger rows: drop rules, mapping, typing, identity and the account of what became of
//! each record. Runs over slices of a chunk in parallel; what comes out is in the order of rows.

use crate::chunk::{Chunk, Kind, trim};
use crate::day::{self, DateFormat};
use crate::frame::{Builder, Value};
use crate::mapping::{DatePart, Otherwise};
use crate::number::{self, Exact, scaled_text};
use crate::plan::{Field, Origin, Piece, Plan, Sign, Template};
use crate::reject::{Fault, Reason};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use fisc_model::Money;
use fisc_model::digest::{base_key, short_digest};
use fisc_model::schema::Type;
use polars::prelude::{DataFrame, PolarsResult};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
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

/// One row under construction: canonical texts lie in `text`, so that a row allocates nothing.
struct Row {
    text: String,
    values: Vec<(Value, Option<Range<usize>>)>,
    difference: Option<i128>,
}

/// A value, or why there is none.
type CellResult<T> = Result<T, Reason>;

/// Maps the records `range` of a chunk.
pub(crate) fn transform(
    plan: &Plan,
    chunk: &Chunk,
    range: Range<usize>,
    stamp: Stamp<'_>,
) -> PolarsResult<Part> {
    let mut builder = Builder::new(plan.table, range.len());
    let mut row = Row {
        text: String::new(),
        values: vec![(Value::Null, None); plan.table.columns.len()],
        difference: None,
    };
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
        let outcome = match &place.fault {
            Some(fault) => Err(fault.as_ref().clone()),
            None => plan.record(chunk, record, &mut row),
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

impl Row {
    fn clear(&mut self) {
        self.text.clear();
        self.values.fill((Value::Null, None));
        self.difference = None;
    }

    fn canonical(&self) -> Vec<Option<&str>> {
        self.values
            .iter()
            .map(|(_, r)| r.clone().map(|r| &self.text[r]))
            .collect()
    }

    fn set(&mut self, position: usize, value: Value, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        self.values[position] = (value, Some(start..self.text.len()));
    }
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
        if let Some((at, own)) = &self.currency {
            let found = chunk.cell(record, *at).0;
            if !found.is_empty() && !found.eq_ignore_ascii_case(own) {
                return Err(Fault {
                    reason: Reason::OtherCurrency,
                    column: self.header[*at].clone(),
                    value: found.to_string(),
                    expected: own.clone(),
                    message: "an engagement has one currency; convert the amount in the source, or load it into an engagement of its own".to_string(),
                });
            }
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

    fn field(
        &self,
        field: &Field,
        chunk: &Chunk,
        record: usize,
        row: &mut Row,
    ) -> Result<(), Fault> {
        if matches!(field.origin, Origin::Content) {
            return Ok(());
        }
        let applies = field
            .only_if
            .as_ref()
            .is_none_or(|t| t.holds(chunk.cell(record, t.column).0));
        let (raw, kind) = if applies {
            self.source(&field.origin, chunk, record)
        } else {
            (Cow::Borrowed(""), Kind::Text)
        };
        let fault = |reason: Reason| {
            let expected = field.expected(reason, &self.marks);
            Fault {
                reason,
                column: field.label.clone(),
                value: raw.to_string(),
                message: message(reason, &expected),
                expected,
            }
        };
        let text = self.text(field, raw.as_ref(), kind).map_err(&fault)?;
        // The words of a mapping (default, map, value) are no longer what the source's float was.
        let kind = if matches!(text, Cow::Borrowed(_)) && text.as_ptr() == raw.as_ptr() {
            kind
        } else {
            Kind::Text
        };
        if text.is_empty() && field.minus.is_none() {
            return if field.required {
                Err(fault(Reason::Required))
            } else {
                Ok(())
            };
        }
        let p = field.position;
        match field.ty {
            Type::Text => row.set(p, Value::Text, |t| t.push_str(&text)),
            Type::Integer => {
                let n = number::integer(&text, &self.marks).map_err(&fault)?;
                row.set(p, Value::Integer(n), |t| {
                    let _ = write!(t, "{n}");
                });
            }
            Type::Boolean => {
                let b = day::boolean(&text).map_err(&fault)?;
                row.set(p, Value::Boolean(b), |t| {
                    let _ = write!(t, "{b}");
                });
            }
            Type::Date => {
                let d = self.date(field, &text, kind).map_err(&fault)?;
                row.set(p, Value::Date(d.to_epoch_days()), |t| {
                    let _ = write!(t, "{d}");
                });
            }
            Type::Timestamp => {
                let at = self.timestamp(field, &text, kind).map_err(&fault)?;
                let micros = at.and_utc().timestamp_micros();
                row.set(p, Value::Timestamp(micros), |t| write_timestamp(at, t));
            }
            Type::Money | Type::Decimal => {
                let Some(exact) = self
                    .number(field, &text, kind, chunk, record)
                    .map_err(&fault)?
                else {
                    return if field.required {
                        Err(fault(Reason::Required))
                    } else {
                        Ok(())
                    };
                };
                let places = if field.ty == Type::Money { 2 } else { 6 };
                let (v, difference) = exact
                    .at_scale(places, self.excess, kind == Kind::Float)
                    .map_err(&fault)?;
                if let Some(d) = difference {
                    let money = if field.ty == Type::Money { d } else { 0 };
                    row.difference = Some(row.difference.unwrap_or(0) + money);
                }
                row.set(p, Value::Scaled(v), |t| scaled_text(v, places, t));
            }
        }
        Ok(())
    }

    /// The text a field starts from.
    fn source<'c>(
        &'c self,
        origin: &'c Origin,
        chunk: &'c Chunk,
        record: usize,
    ) -> (Cow<'c, str>, Kind) {
        match origin {
            Origin::Cell(c) => {
                let (text, kind) = chunk.cell(record, *c);
                (Cow::Borrowed(self.or_null(text)), kind)
            }
            Origin::Constant(text) => (Cow::Borrowed(text), Kind::Text),
            Origin::Concat(cells, separator) => {
                let parts: Vec<&str> = cells
                    .iter()
                    .map(|c| self.or_null(chunk.cell(record, *c).0))
                    .filter(|t| !t.is_empty())
                    .collect();
                (Cow::Owned(parts.join(separator)), Kind::Text)
            }
            Origin::Template(template) => (
                Cow::Owned(self.fill(template, chunk, record).unwrap_or_default()),
                Kind::Text,
            ),
            Origin::Content => (Cow::Borrowed(""), Kind::Text),
        }
    }

    fn or_null<'c>(&self, text: &'c str) -> &'c str {
        if self.nulls.iter().any(|n| n == text) {
            ""
        } else {
            text
        }
    }

    /// `None` where all its cells are empty.
    fn fill(&self, template: &Template, chunk: &Chunk, record: usize) -> Option<String> {
        let mut out = String::new();
        let (mut cells, mut filled) = (false, false);
        for piece in template {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Cell(c) => {
                    let text = self.or_null(chunk.cell(record, *c).0);
                    cells = true;
                    filled |= !text.is_empty();
                    out.push_str(text);
                }
            }
        }
        (filled || !cells).then_some(out)
    }

    /// Everything a mapping does to the text of a cell.
    fn text<'c>(&'c self, field: &'c Field, raw: &'c str, kind: Kind) -> CellResult<Cow<'c, str>> {
        let mut text = Cow::Borrowed(raw);
        if !text.is_empty() {
            // Sixteen digits are more than a float holds: the last of a long number are made up.
            if kind == Kind::Float
                && field.ty == Type::Text
                && raw.bytes().take_while(u8::is_ascii_digit).count() > 15
            {
                return Err(Reason::LostDigits);
            }
            if let Some(regex) = &field.regex {
                let found = regex
                    .captures(raw)
                    .and_then(|c| c.get(1).or_else(|| c.get(0)));
                text = match (found, field.otherwise) {
                    (Some(m), _) => Cow::Borrowed(trim(m.as_str())),
                    (None, Otherwise::Keep) => text,
                    (None, Otherwise::Null) => Cow::Borrowed(""),
                    (None, Otherwise::Reject) => return Err(Reason::Unmatched),
                };
            }
            for (from, to) in &field.replace {
                if text.contains(from.as_str()) {
                    text = Cow::Owned(text.replace(from.as_str(), to));
                }
            }
            if let Some(part) = field.date_part
                && !text.is_empty()
            {
                let day = self.date(field, &text, kind)?;
                text = Cow::Owned(self.part_of(day, part));
            }
            if let Some(map) = &field.map
                && !text.is_empty()
            {
                text = match (map.get(text.as_ref()), field.otherwise) {
                    (Some(to), _) => Cow::Borrowed(to.as_str()),
                    (None, Otherwise::Keep) => text,
                    (None, Otherwise::Null) => Cow::Borrowed(""),
                    (None, Otherwise::Reject) => return Err(Reason::UnmappedValue),
                };
            }
            let length = text.chars().count();
            if length > 0 && length < field.pad {
                text = Cow::Owned(format!("{}{text}", "0".repeat(field.pad - length)));
            }
        }
        match &field.default {
            Some(default) if text.is_empty() => Ok(Cow::Borrowed(default)),
            _ => Ok(text),
        }
    }

    fn part_of(&self, day: NaiveDate, part: DatePart) -> String {
        let begun = (day.month(), day.day()) >= self.year_start;
        let begins = if begun { day.year() } else { day.year() - 1 };
        match part {
            DatePart::Year => day.year().to_string(),
            DatePart::FiscalYear => begins.to_string(),
            DatePart::FiscalYearEnd if self.year_start == (1, 1) => begins.to_string(),
            DatePart::FiscalYearEnd => (begins + 1).to_string(),
            DatePart::Month => format!("{:04}-{:02}", day.year(), day.month()),
        }
    }

    fn date(&self, field: &Field, text: &str, kind: Kind) -> CellResult<NaiveDate> {
        match kind {
            Kind::Iso => day::date(text, iso_formats()),
            _ => day::date(text, &field.formats),
        }
    }

    fn timestamp(&self, field: &Field, text: &str, kind: Kind) -> CellResult<NaiveDateTime> {
        match kind {
            Kind::Iso => day::timestamp(text, iso_formats()),
            _ => day::timestamp(text, &field.formats),
        }
    }

    fn exact(&self, text: &str, kind: Kind, scale: Exact) -> CellResult<Exact> {
        let exact = match kind {
            Kind::Float => Exact::parse_float(text)?,
            _ => Exact::parse(text, &self.marks)?,
        };
        exact.times(scale)
    }

    /// `None` where there is nothing: neither the cell nor the one subtracted from it.
    fn number(
        &self,
        field: &Field,
        text: &str,
        kind: Kind,
        chunk: &Chunk,
        record: usize,
    ) -> CellResult<Option<Exact>> {
        let mut exact = match text {
            "" => None,
            text => Some(self.exact(text, kind, field.scale)?),
        };
        if let Some(column) = field.minus {
            let (other, kind) = chunk.cell(record, column);
            let other = self.or_null(other);
            if !other.is_empty() {
                let other = self.exact(other, kind, field.scale)?;
                exact = Some(exact.unwrap_or(Exact::ZERO).minus(other)?);
            }
        }
        let change = match &field.negate {
            Sign::Keep => false,
            Sign::Change => true,
            Sign::ChangeIf(t) => t.holds(chunk.cell(record, t.column).0),
        };
        Ok(exact.map(|e| if change { e.negated() } else { e }))
    }
}

/// What dates of typed cells are written in.
fn iso_formats() -> &'static [DateFormat] {
    static ISO: std::sync::LazyLock<Vec<DateFormat>> =
        std::sync::LazyLock::new(day::default_formats);
    &ISO
}

fn write_timestamp(at: NaiveDateTime, out: &mut String) {
    let micros = at.nanosecond() / 1000;
    let _ = write!(out, "{}", at.format("%Y-%m-%dT%H:%M:%S"));
    if micros > 0 {
        let _ = write!(out, ".{micros:06}");
    }
}

fn message(reason: Reason, expected: &str) -> String {
    match reason {
        Reason::Required => "the column is required and the cell is empty; give the mapping a default if that has a meaning".to_string(),
        Reason::NotADate | Reason::NotATimestamp => format!("not {expected}; add the format to date_formats in the mapping"),
        Reason::NotAnAmount => format!("not {expected}; decimal_mark, thousands_mark, currency_signs and null_values of the mapping say how numbers are written"),
        Reason::ExcessDecimals => format!("more than {}; excess_scale = \"round_half_even\" in the mapping rounds and counts", &expected["at most ".len()..]),
        Reason::UnmappedValue => "the value map of the mapping does not list this value; add it, or set otherwise to keep or null".to_string(),
        Reason::Unmatched => "the pattern of the mapping does not match; set otherwise to keep or null if that is meant".to_string(),
        Reason::LostDigits => "a number of more than 15 digits: the spreadsheet has rounded the last ones; have the column exported as text".to_string(),
        Reason::TooLarge => format!("larger than the ledger holds: {expected}; check the scale"),
        _ => format!("not {expected}"),
    }
}
