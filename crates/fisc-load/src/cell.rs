//! One cell to one value: what a mapping does to its text, then its type. A value is kept in its
//! canonical text too, of which digests are made.

use crate::chunk::{Chunk, Kind, trim};
use crate::day;
use crate::frame::Value;
use crate::mapping::{DatePart, Otherwise};
use crate::number::{self, Exact, Excess, Marks, scaled_text};
use crate::plan::{Field, Origin, Piece, Plan, Sign, Template};
use crate::reject::{Fault, Reason};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use fisc_model::schema::Type;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

/// One row under construction: canonical texts lie in `text`, so that a row allocates nothing.
pub(crate) struct Row {
    pub text: String,
    /// In the order of the table's columns; the range is the canonical text.
    pub values: Vec<(Value, Option<Range<usize>>)>,
    /// Kept − exact, where an amount was rounded.
    pub difference: Option<i128>,
    /// What amounts are multiplied by, where they are in another currency.
    pub rate: Option<Exact>,
}

/// A value, or why there is none.
type CellResult<T> = Result<T, Reason>;

impl Row {
    /// An empty row of this many columns.
    pub fn new(columns: usize) -> Row {
        Row {
            text: String::new(),
            values: vec![(Value::Null, None); columns],
            difference: None,
            rate: None,
        }
    }

    /// Makes it empty.
    pub fn clear(&mut self) {
        self.text.clear();
        self.values.fill((Value::Null, None));
        self.difference = None;
        self.rate = None;
    }

    /// The canonical texts.
    pub fn canonical(&self) -> Vec<Option<&str>> {
        self.values
            .iter()
            .map(|(_, r)| r.clone().map(|r| &self.text[r]))
            .collect()
    }

    /// Fills one column.
    pub fn set(&mut self, position: usize, value: Value, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        self.values[position] = (value, Some(start..self.text.len()));
    }
}

impl Plan {
    /// Fills the column of one field.
    pub fn field(
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
                let n = match kind {
                    Kind::Number => number::integer(&text, &Marks::plain()),
                    _ => number::integer(&text, &self.marks),
                };
                let n = n.map_err(&fault)?;
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
                // An amount that was converted has as many decimals as the rate gives it.
                let (exact, excess) = match row.rate {
                    Some(rate) if field.ty == Type::Money => {
                        (exact.times(rate).map_err(&fault)?, Excess::RoundHalfEven)
                    }
                    _ => (exact, self.excess),
                };
                let (v, difference) = exact
                    .at_scale(places, excess, kind == Kind::Float)
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

    /// A cell that means nothing is empty.
    pub fn or_null<'c>(&self, text: &'c str) -> &'c str {
        if self.nulls.iter().any(|n| n == text) {
            ""
        } else {
            text
        }
    }

    /// `None` where all its cells are empty.
    pub fn fill(&self, template: &Template, chunk: &Chunk, record: usize) -> Option<String> {
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
        day::of_kind(text, kind, &field.formats)
    }

    fn timestamp(&self, field: &Field, text: &str, kind: Kind) -> CellResult<NaiveDateTime> {
        match kind {
            Kind::Iso => day::timestamp(text, day::iso_formats()),
            _ => day::timestamp(text, &field.formats),
        }
    }

    /// The number in a cell, scaled.
    pub fn exact(&self, text: &str, kind: Kind, scale: Exact) -> CellResult<Exact> {
        let exact = match kind {
            Kind::Float => Exact::parse_float(text)?,
            Kind::Number => Exact::parse(text, &Marks::plain())?,
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
