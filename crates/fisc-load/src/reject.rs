//! Why a row is rejected, in a stable word for programs and a sentence for people.

use serde::{Deserialize, Serialize};

/// The stable words in the column `reason_code` of rejects.csv.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// More or fewer fields than the header.
    Ragged,
    /// Bytes that are no text in the file's encoding.
    Encoding,
    /// A line that is not a JSON object.
    NotJson,
    /// A record that its format does not allow.
    Damaged,
    /// A null in a required column.
    Required,
    /// Not a date in the formats of the mapping.
    NotADate,
    /// Not a date and time in the formats of the mapping.
    NotATimestamp,
    /// Not a number in the marks of the mapping.
    NotAnAmount,
    /// Not a whole number.
    NotAnInteger,
    /// Neither yes nor no.
    NotABoolean,
    /// More decimals than the ledger keeps.
    ExcessDecimals,
    /// More digits than the ledger keeps.
    TooLarge,
    /// A value that the value map does not list.
    UnmappedValue,
    /// A cell that the pattern does not match.
    Unmatched,
    /// An amount in another currency than the engagement's.
    OtherCurrency,
    /// An amount in another currency on a day of which there is no rate.
    NoRate,
    /// A long number that a spreadsheet rounded.
    LostDigits,
}

impl Reason {
    /// The word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Reason::Ragged => "ragged",
            Reason::Encoding => "encoding",
            Reason::NotJson => "not_json",
            Reason::Damaged => "damaged",
            Reason::Required => "required",
            Reason::NotADate => "not_a_date",
            Reason::NotATimestamp => "not_a_timestamp",
            Reason::NotAnAmount => "not_an_amount",
            Reason::NotAnInteger => "not_an_integer",
            Reason::NotABoolean => "not_a_boolean",
            Reason::ExcessDecimals => "excess_decimals",
            Reason::TooLarge => "too_large",
            Reason::UnmappedValue => "unmapped_value",
            Reason::Unmatched => "unmatched",
            Reason::OtherCurrency => "other_currency",
            Reason::NoRate => "no_rate",
            Reason::LostDigits => "lost_digits",
        }
    }
}

/// Why one row is rejected, without its place.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// The word.
    pub reason: Reason,
    /// The ledger's column, with the source's header where they differ.
    pub column: String,
    /// What stood there.
    pub value: String,
    /// What should have stood there.
    pub expected: String,
    /// What to do.
    pub message: String,
}

/// Header of rejects.csv.
pub(crate) const REJECT_COLUMNS: [&str; 9] = [
    "file",
    "row",
    "line",
    "byte_offset",
    "column",
    "value",
    "expected",
    "reason_code",
    "message",
];
