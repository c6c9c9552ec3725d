//! A mapping bound to one file's header: headers are positions, patterns and formats are compiled.

use crate::currency::Currency;
use crate::day::DateFormat;
use crate::mapping::{DatePart, Otherwise};
use crate::number::{Exact, Excess, Marks};
use crate::reject::Reason;
use fisc_model::schema::{Table, Type};
use regex::Regex;
use std::collections::BTreeMap;

/// A mapping bound to a header.
pub(crate) struct Plan {
    pub table: &'static Table,
    pub header: Vec<String>,
    /// In the order of the table's columns.
    pub fields: Vec<Field>,
    pub drops: Vec<Drop>,
    pub marks: Marks,
    pub scale: Exact,
    pub excess: Excess,
    pub nulls: Vec<String>,
    /// Where the source's currency may not be the engagement's.
    pub currency: Option<Currency>,
    /// Month and day on which the fiscal year begins.
    pub year_start: (u32, u32),
}

/// How one column of the ledger is filled.
pub(crate) struct Field {
    /// Position in the table.
    pub position: usize,
    pub ty: Type,
    pub required: bool,
    /// For messages: the ledger's column, with the source's header.
    pub label: String,
    pub origin: Origin,
    pub only_if: Option<Test>,
    pub regex: Option<Regex>,
    pub replace: Vec<(String, String)>,
    pub map: Option<BTreeMap<String, String>>,
    pub otherwise: Otherwise,
    pub pad: usize,
    pub default: Option<String>,
    pub formats: Vec<DateFormat>,
    pub date_part: Option<DatePart>,
    pub scale: Exact,
    pub negate: Sign,
    pub minus: Option<usize>,
}

/// Where a field's text comes from.
pub(crate) enum Origin {
    Cell(usize),
    Constant(String),
    Concat(Vec<usize>, String),
    Template(Template),
    Content,
}

/// Text with cells in it.
pub(crate) type Template = Vec<Piece>;

/// A piece of a template.
pub(crate) enum Piece {
    Text(String),
    Cell(usize),
}

/// When the sign of an amount changes.
pub(crate) enum Sign {
    Keep,
    Change,
    ChangeIf(Test),
}

/// A condition bound to a header.
pub(crate) struct Test {
    pub column: usize,
    pub equals: Option<String>,
    pub one_of: Option<Vec<String>>,
    pub matches: Option<Regex>,
    pub empty: Option<bool>,
}

/// A drop rule bound to a header.
pub(crate) struct Drop {
    pub name: String,
    pub tests: Vec<Test>,
    /// Group key and amount, if its rows are kept as control totals.
    pub control: Option<(Template, usize)>,
}

impl Test {
    /// Whether it holds of this cell.
    pub fn holds(&self, cell: &str) -> bool {
        self.equals.as_ref().is_none_or(|e| e == cell)
            && self
                .one_of
                .as_ref()
                .is_none_or(|l| l.iter().any(|e| e == cell))
            && self.matches.as_ref().is_none_or(|r| r.is_match(cell))
            && self.empty.is_none_or(|e| e == cell.is_empty())
    }
}
impl Field {
    /// What should have stood in the cell, for messages.
    pub fn expected(&self, reason: Reason, marks: &Marks) -> String {
        match reason {
            Reason::NotADate | Reason::NotATimestamp => {
                let mut examples: Vec<String> =
                    self.formats.iter().map(DateFormat::example).collect();
                examples.dedup();
                examples.truncate(4);
                format!("a date written like {}", examples.join(" or "))
            }
            Reason::NotAnAmount => {
                let thousands = marks.thousands.map(String::from).unwrap_or_default();
                format!("a number written like 1{thousands}234{}50", marks.decimal)
            }
            Reason::NotAnInteger => "a whole number".to_string(),
            Reason::NotABoolean => "yes or no".to_string(),
            Reason::ExcessDecimals if self.ty == Type::Decimal => "at most 6 decimals".to_string(),
            Reason::ExcessDecimals => "at most 2 decimals after scaling".to_string(),
            Reason::TooLarge => "at most 18 digits with the decimals".to_string(),
            Reason::Required => "a value".to_string(),
            Reason::UnmappedValue => {
                let known: Vec<&str> = self
                    .map
                    .iter()
                    .flatten()
                    .map(|(k, _)| k.as_str())
                    .take(12)
                    .collect();
                format!("one of {}", known.join(", "))
            }
            Reason::Unmatched => {
                format!(
                    "what matches {}",
                    self.regex.as_ref().map_or("", |r| r.as_str())
                )
            }
            _ => String::new(),
        }
    }
}
