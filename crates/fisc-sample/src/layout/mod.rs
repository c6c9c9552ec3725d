//! In which form a table leaves: the canonical one, or that of a source an auditee really exports.
//! A layout is a description of columns; no generator knows of it.

use csv::ByteRecord;
use fisc_model::schema;
use std::borrow::Cow;

/// The form of all tables of a province.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Canonical tables under their canonical column names.
    #[default]
    Canonical,
}

/// The form of one table.
pub(crate) struct Shape {
    pub file: String,
    /// Name of the shipped mapping that loads it.
    pub mapping: Option<&'static str>,
    pub encoding: Encoding,
    pub cells: Vec<Cell>,
}

/// How the bytes of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
}

impl Encoding {
    pub(crate) fn encode(self, text: &[u8]) -> Cow<'_, [u8]> {
        match self {
            Encoding::Utf8 => Cow::Borrowed(text),
        }
    }
}

/// One column of a file.
pub(crate) struct Cell {
    pub header: String,
    pub form: Form,
}

/// How a cell is made from the canonical row.
pub(crate) enum Form {
    Copy(usize),
}

impl Layout {
    /// The form of a table with these canonical columns; none if the layout has no place for it.
    pub(crate) fn shape(self, table: &str, columns: &[String]) -> Option<Shape> {
        match self {
            Layout::Canonical => Some(canonical(table, columns)),
        }
    }
}

fn canonical(table: &str, columns: &[String]) -> Shape {
    let order = schema::table(table).map(|t| t.columns.as_slice()).unwrap_or_default();
    let cells = order
        .iter()
        .filter_map(|c| columns.iter().position(|name| *name == c.name))
        .map(|place| Cell { header: columns[place].clone(), form: Form::Copy(place) })
        .collect();
    Shape { file: format!("{table}.csv"), mapping: None, encoding: Encoding::Utf8, cells }
}

impl Shape {
    /// Makes the row of the file from the canonical one.
    pub(crate) fn fill(&self, row: &ByteRecord, out: &mut ByteRecord) {
        out.clear();
        for cell in &self.cells {
            match cell.form {
                Form::Copy(at) => out.push_field(&self.encoding.encode(row.get(at).unwrap_or_default())),
            }
        }
    }
}
