//! What a mapping file says, as written: how a source is laid out and how its columns become the
//! ledger's. Unknown keys are refused, so that a misspelt rule cannot pass silently; amounts and
//! scales are text, so that none is a float.

use crate::number::Excess;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor, value};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A mapping file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Mapping {
    /// A name such as "gb18030"; detected when left out.
    pub encoding: Option<String>,
    /// One ASCII character; detected when left out.
    pub delimiter: Option<String>,
    /// One ASCII character, or "" for files that quote nothing.
    pub quote: Option<String>,
    /// Name of a sheet, with globs; the first sheet when left out.
    pub sheet: Option<String>,
    /// The element of an XML document that is one row.
    pub record: Option<String>,
    /// Records above the header (empty lines are not records).
    pub skip_rows: usize,
    /// Which record after those skipped is the header: a number from 1, or "find".
    pub header_row: Option<HeaderRow>,
    /// How many rows the header has.
    pub header_rows: Option<usize>,
    /// The columns of a file that has no header.
    pub header: Option<Vec<String>>,
    /// Tried in this order.
    pub date_formats: Vec<String>,
    pub decimal_mark: Option<char>,
    /// One character, or "" for none.
    pub thousands_mark: Option<String>,
    /// What may stand at either end of an amount; the usual ones of the engagement's currency
    /// when left out.
    pub currency_signs: Option<Vec<String>>,
    /// What amounts are multiplied by, as text: "10000" for 万元.
    pub scale: Option<String>,
    pub excess_scale: Excess,
    /// Cells that mean nothing: "N/A", "-".
    pub null_values: Vec<String>,
    /// In what currency the amounts are; others than the engagement's are rejected, unless there
    /// are rates.
    pub currency: Option<CurrencySpec>,
    pub rates: Option<RatesSpec>,
    pub columns: BTreeMap<String, ColumnSpec>,
    pub drop: Vec<DropSpec>,
}

/// `header_row`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HeaderRow {
    Number(usize),
    Find,
}

/// One column of the ledger.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Detail {
    /// Header, or several: the first that a file has. `@file` is the file's name.
    pub from: Option<OneOrMany>,
    /// The same for every row.
    pub value: Option<String>,
    /// Headers whose cells are joined, empty ones left out.
    pub concat: Option<Vec<String>>,
    /// Between them.
    pub separator: String,
    /// Text with {Header} in it.
    pub template: Option<String>,
    /// Digest of the row's content, where no column is an id.
    pub content: bool,
    /// A file may lack the column.
    pub optional: bool,
    /// Only rows of which this holds; others get `default` or null.
    pub only_if: Option<Condition>,
    /// The first group (or the whole match) is the value.
    pub regex: Option<String>,
    /// Pieces of text replaced, in the order of their names.
    pub replace: BTreeMap<String, String>,
    /// Values by value.
    pub map: Option<BTreeMap<String, String>>,
    /// What `regex` and `map` do with a cell they do not know.
    pub otherwise: Otherwise,
    /// Codes are padded with zeros on the left to this length.
    pub pad: usize,
    /// Where the cell is empty.
    pub default: Option<String>,
    /// Date formats of this column alone.
    pub formats: Vec<String>,
    /// Part of a date.
    pub date_part: Option<DatePart>,
    /// Scale of this column alone.
    pub scale: Option<String>,
    /// The sign changes, always or on a condition.
    pub negate: Negate,
    /// A header whose amount is subtracted; an empty one is zero.
    pub minus: Option<String>,
}

/// A column: `"Header"` for short.
#[derive(Clone, Debug)]
pub(crate) struct ColumnSpec(pub Box<Detail>);

/// `currency`: `"Header"` for short.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CurrencyDetail {
    /// The header of a column of ISO 4217 codes.
    pub from: Option<String>,
    /// The same code for all rows.
    pub value: Option<String>,
    /// Codes by what the source writes for them.
    pub map: BTreeMap<String, String>,
}

/// The same in either form.
#[derive(Clone, Debug)]
pub(crate) struct CurrencySpec(pub CurrencyDetail);

/// A table of exchange rates.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RatesSpec {
    /// Name of the file, from the engagement's folder.
    pub file: String,
    /// The header of the date whose rate converts a row.
    pub on: String,
    /// How many days an earlier rate stands where a day has none.
    #[serde(default)]
    pub within_days: u32,
}

/// One text or a list of them.
#[derive(Clone, Debug)]
pub(crate) struct OneOrMany(pub Vec<String>);

/// What to do with a cell that a pattern or a value map does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Otherwise {
    #[default]
    Reject,
    Keep,
    Null,
}

/// Part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DatePart {
    /// Its calendar year.
    Year,
    /// The calendar year in which its fiscal year begins.
    FiscalYear,
    /// The calendar year in which its fiscal year ends.
    FiscalYearEnd,
    /// YYYY-MM.
    Month,
}

/// `negate = true`, or a condition.
#[derive(Clone, Debug, Default)]
pub(crate) enum Negate {
    #[default]
    Never,
    Always,
    If(Condition),
}

/// Something that holds of a row or not. Several of its tests must all hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Condition {
    /// Header.
    pub column: String,
    pub equals: Option<String>,
    #[serde(rename = "in")]
    pub one_of: Option<Vec<String>>,
    /// A pattern found anywhere in the cell.
    pub matches: Option<String>,
    pub empty: Option<bool>,
}

/// `[[drop]]`: rows that are no rows of the table. The condition stands in it, or several of them
/// under `when`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DropSpec {
    pub name: String,
    #[serde(default)]
    pub column: Option<String>,
    #[serde(default)]
    pub equals: Option<String>,
    #[serde(default, rename = "in")]
    pub one_of: Option<Vec<String>>,
    #[serde(default)]
    pub matches: Option<String>,
    #[serde(default)]
    pub empty: Option<bool>,
    #[serde(default)]
    pub when: Vec<Condition>,
    #[serde(default, rename = "use")]
    pub use_as: Use,
    /// Text with {Header} in it: what a control total is the total of.
    #[serde(default)]
    pub group_key: Option<String>,
    /// Header of its amount.
    #[serde(default)]
    pub amount: Option<String>,
}

/// What becomes of the rows of a drop rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Use {
    #[default]
    Drop,
    Control,
}

impl Mapping {
    /// Parses a mapping file.
    pub fn parse(text: &str) -> Result<Mapping, String> {
        toml::from_str(text).map_err(|e| e.to_string().trim_end().to_string())
    }
}

impl DropSpec {
    /// All its conditions.
    pub fn conditions(&self) -> Vec<Condition> {
        let mut all = self.when.clone();
        if let Some(column) = &self.column {
            all.push(Condition {
                column: column.clone(),
                equals: self.equals.clone(),
                one_of: self.one_of.clone(),
                matches: self.matches.clone(),
                empty: self.empty,
            });
        }
        all
    }
}

/// Accepts the forms that serde's untagged enums would accept, but keeps the error of the form
/// that was meant.
struct Forms<T>(PhantomData<T>);

impl<'de> Visitor<'de> for Forms<ColumnSpec> {
    type Value = ColumnSpec;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a header as text, or a table such as { from = \"Header\" }")
    }
    fn visit_str<E>(self, text: &str) -> Result<ColumnSpec, E> {
        let from = Some(OneOrMany(vec![text.to_string()]));
        Ok(ColumnSpec(Box::new(Detail {
            from,
            ..Detail::default()
        })))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ColumnSpec, A::Error> {
        Detail::deserialize(value::MapAccessDeserializer::new(map)).map(|d| ColumnSpec(Box::new(d)))
    }
}

impl<'de> Visitor<'de> for Forms<CurrencySpec> {
    type Value = CurrencySpec;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a header as text, or a table such as { value = \"EUR\" }")
    }
    fn visit_str<E>(self, text: &str) -> Result<CurrencySpec, E> {
        let from = Some(text.to_string());
        Ok(CurrencySpec(CurrencyDetail {
            from,
            ..CurrencyDetail::default()
        }))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CurrencySpec, A::Error> {
        CurrencyDetail::deserialize(value::MapAccessDeserializer::new(map)).map(CurrencySpec)
    }
}

impl<'de> Visitor<'de> for Forms<OneOrMany> {
    type Value = OneOrMany;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a list of texts")
    }
    fn visit_str<E>(self, text: &str) -> Result<OneOrMany, E> {
        Ok(OneOrMany(vec![text.to_string()]))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<OneOrMany, A::Error> {
        Vec::deserialize(value::SeqAccessDeserializer::new(seq)).map(OneOrMany)
    }
}

impl<'de> Visitor<'de> for Forms<Negate> {
    type Value = Negate;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false or a condition such as { column = \"D/C\", equals = \"C\" }")
    }
    fn visit_bool<E>(self, yes: bool) -> Result<Negate, E> {
        Ok(if yes { Negate::Always } else { Negate::Never })
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Negate, A::Error> {
        Condition::deserialize(value::MapAccessDeserializer::new(map)).map(Negate::If)
    }
}

impl<'de> Visitor<'de> for Forms<HeaderRow> {
    type Value = HeaderRow;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number from 1, or \"find\"")
    }
    fn visit_i64<E: serde::de::Error>(self, n: i64) -> Result<HeaderRow, E> {
        let n = usize::try_from(n).ok().filter(|n| *n > 0);
        n.map(HeaderRow::Number)
            .ok_or_else(|| E::custom("header_row counts from 1"))
    }
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<HeaderRow, E> {
        if text == "find" {
            Ok(HeaderRow::Find)
        } else {
            Err(E::custom(format!(
                "header_row = {text:?}: a number from 1, or \"find\""
            )))
        }
    }
}

macro_rules! by_form {
    ($($ty:ty),*) => {$(
        impl<'de> Deserialize<'de> for $ty {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<$ty, D::Error> {
                d.deserialize_any(Forms::<$ty>(PhantomData)).map_err(D::Error::custom)
            }
        }
    )*};
}
by_form!(ColumnSpec, CurrencySpec, OneOrMany, Negate, HeaderRow);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        let m = Mapping::parse(
            r#"
            header_row = "find"
            scale = "10000"
            excess_scale = "round_half_even"
            [columns]
            payment_id = "凭证号"
            amount = { from = ["金额", "支付金额"], negate = { column = "借贷", equals = "贷" } }
            channel = { value = "direct" }
            [[drop]]
            name = "totals"
            column = "凭证号"
            in = ["合计", "小计"]
            use = "control"
            group_key = "{单位}"
            amount = "金额"
            "#,
        )
        .expect("a mapping");
        assert_eq!(m.header_row, Some(HeaderRow::Find));
        assert_eq!(
            m.columns["amount"].0.from.as_ref().map(|f| f.0.len()),
            Some(2)
        );
        assert!(matches!(m.columns["amount"].0.negate, Negate::If(_)));
        assert_eq!(
            m.drop[0].conditions()[0].one_of.as_ref().map(Vec::len),
            Some(2)
        );
        assert_eq!(m.drop[0].use_as, Use::Control);
    }

    #[test]
    fn the_reference_is_a_mapping() {
        let readme = include_str!("../../../mappings/README.md");
        let block = readme
            .split("```toml\n")
            .nth(1)
            .and_then(|b| b.split("```").next());
        Mapping::parse(block.expect("an example")).expect("a mapping");
    }

    #[test]
    fn refusals_name_what_is_wrong() {
        for (text, expected) in [
            ("colour = 1", "unknown field `colour`"),
            ("[columns]\namount = { form = 'A' }", "unknown field `form`"),
            ("scale = 0.01", "expected a string"),
            (
                "[columns]\namount = { from = 'A', scale = 0.01 }",
                "expected a string",
            ),
            ("header_row = 0", "counts from 1"),
            ("header_row = 'last'", "or \"find\""),
            ("[columns]\namount = 3", "a header as text"),
        ] {
            let error = Mapping::parse(text).expect_err(text);
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
