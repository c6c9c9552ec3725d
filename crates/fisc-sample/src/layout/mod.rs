//! In which form a table leaves: the canonical one, or that of a source an auditee really exports.
//! A layout is a description of columns; no generator knows of it, and the shipped mappings that
//! load its files are the same descriptions, written out.

mod books;
mod form;
mod integrated;
#[cfg(test)]
mod mappings;

pub(crate) use form::{Cell, Form};

use csv::ByteRecord;
use encoding_rs::GB18030;
use fisc_model::schema;
use std::borrow::Cow;

/// The form of all tables of a province.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Canonical tables under their canonical column names.
    #[default]
    Canonical,
    /// Exports of an integrated budget management system (预算管理一体化), under its element names.
    Integrated,
    /// The two exports of an accounting program: account balances (科目余额表) and journal (序时账).
    Books,
}

/// How the bytes of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Gb18030,
}

impl Encoding {
    /// Field by field: no byte of a character in GB18030 is a comma, a quote or a line end.
    pub(crate) fn encode(self, text: &[u8]) -> Cow<'_, [u8]> {
        match (self, std::str::from_utf8(text)) {
            (Encoding::Gb18030, Ok(text)) => GB18030.encode(text).0,
            _ => Cow::Borrowed(text),
        }
    }
}

/// A table as a layout describes it.
pub(crate) struct Spec {
    pub table: &'static str,
    pub file: &'static str,
    /// Name of the shipped mapping that loads it.
    pub mapping: &'static str,
    pub encoding: Encoding,
    pub dates: Dates,
    pub columns: &'static [(&'static str, Make)],
}

/// How days are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dates {
    /// 20250307
    Digits,
    /// 2025.03.07
    Dotted,
}

/// What a column of a file is made from: columns of the canonical table, by name.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Make {
    Column(&'static str),
    /// A column whose values are said in other words: (canonical, theirs).
    Words(&'static str, &'static [(&'static str, &'static str)]),
    /// A month, written 2025.03.
    Month(&'static str),
    /// An amount with thousands marks, empty for zero.
    Grouped(&'static str),
    /// 2: the row is not deleted.
    Alive,
    /// 1 or -1: the line is a debit or a credit.
    DebitOrCredit,
    /// Its amount.
    EitherAmount,
    /// 借, 贷 or 平: the side of an amount whose sign is left out.
    Side(&'static str),
    /// That amount.
    Unsigned(&'static str),
    /// Kind and number of a voucher in one cell: 记-12.
    Voucher,
}

/// The form of one table.
pub(crate) struct Shape {
    pub file: String,
    pub mapping: Option<&'static str>,
    pub encoding: Encoding,
    pub cells: Vec<Cell>,
}

impl Layout {
    /// The tables of a foreign layout.
    pub(crate) fn specs(self) -> &'static [Spec] {
        match self {
            Layout::Canonical => &[],
            Layout::Integrated => &integrated::SPECS,
            Layout::Books => &books::SPECS,
        }
    }

    /// The form of a table with these canonical columns; none if the layout has no place for it.
    pub(crate) fn shape(self, table: &str, columns: &[String]) -> Option<Shape> {
        match self {
            Layout::Canonical => Some(canonical(table, columns)),
            _ => self
                .specs()
                .iter()
                .find(|s| s.table == table)
                .map(|spec| foreign(spec, columns)),
        }
    }
}

fn canonical(table: &str, columns: &[String]) -> Shape {
    let order = schema::table(table)
        .map(|t| t.columns.as_slice())
        .unwrap_or_default();
    let cells = order
        .iter()
        .filter_map(|c| columns.iter().position(|name| *name == c.name))
        .map(|place| Cell {
            header: columns[place].clone(),
            form: Form::Copy(place),
        })
        .collect();
    Shape {
        file: format!("{table}.csv"),
        mapping: None,
        encoding: Encoding::Utf8,
        cells,
    }
}

fn foreign(spec: &Spec, columns: &[String]) -> Shape {
    let cells = spec
        .columns
        .iter()
        .map(|(header, make)| Cell {
            header: (*header).to_string(),
            form: Form::bind(make, spec, columns),
        })
        .collect();
    Shape {
        file: spec.file.to_string(),
        mapping: Some(spec.mapping),
        encoding: spec.encoding,
        cells,
    }
}

impl Shape {
    /// Makes the row of the file from the canonical one.
    pub(crate) fn fill(&self, row: &ByteRecord, out: &mut ByteRecord) {
        out.clear();
        for cell in &self.cells {
            match cell.form {
                Form::Copy(at) => {
                    out.push_field(&self.encoding.encode(row.get(at).unwrap_or_default()))
                }
                ref form => out.push_field(&self.encoding.encode(form.text(row).as_bytes())),
            }
        }
    }
}
