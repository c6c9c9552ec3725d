//! The currency of a record's amounts. An engagement has one; another is rejected, or converted at
//! the rate of the record's day where the mapping names a table of rates.

use crate::chunk::Chunk;
use crate::day::{self, DateFormat};
use crate::number::Exact;
use crate::plan::Plan;
use crate::rates::RateTable;
use crate::reject::{Fault, Reason};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a mapping says of currencies, bound to a header.
pub(crate) struct Currency {
    /// The engagement's.
    pub own: String,
    pub of: Source,
    /// Codes by what the source writes for them.
    pub map: BTreeMap<String, String>,
    pub rates: Option<Rates>,
}

/// Where a record's currency stands.
pub(crate) enum Source {
    Cell(usize),
    Constant(String),
}

/// A table of rates and the day that picks one.
pub(crate) struct Rates {
    pub table: Arc<RateTable>,
    /// Position of the date.
    pub on: usize,
    pub formats: Vec<DateFormat>,
    pub within_days: u32,
}

impl Currency {
    /// What the record's amounts are multiplied by; `None` where they are in the engagement's
    /// currency.
    pub fn rate(&self, plan: &Plan, chunk: &Chunk, record: usize) -> Result<Option<Exact>, Fault> {
        let (written, column) = match &self.of {
            Source::Cell(at) => {
                let text = plan.or_null(chunk.cell(record, *at).0);
                (text, plan.header[*at].as_str())
            }
            Source::Constant(code) => (code.as_str(), "currency"),
        };
        let code = self.map.get(written).map_or(written, String::as_str);
        if code.is_empty() || code.eq_ignore_ascii_case(&self.own) {
            return Ok(None);
        }
        let Some(rates) = &self.rates else {
            return Err(Fault {
                reason: Reason::OtherCurrency,
                column: column.to_string(),
                value: written.to_string(),
                expected: self.own.clone(),
                message: "an engagement has one currency; name a table of rates in the mapping, or load the rows into an engagement of their own".to_string(),
            });
        };
        let (text, kind) = chunk.cell(record, rates.on);
        let day = day::of_kind(plan.or_null(text), kind, &rates.formats).map_err(|reason| Fault {
            reason,
            column: plan.header[rates.on].clone(),
            value: text.to_string(),
            expected: "the day whose rate converts the amount".to_string(),
            message: "no date, so no rate; correct it in the source, or add its format to date_formats in the mapping".to_string(),
        })?;
        let found = rates.table.rate(code, day, rates.within_days);
        found.map(Some).ok_or_else(|| Fault {
            reason: Reason::NoRate,
            column: column.to_string(),
            value: format!("{code} {day}"),
            expected: format!("a rate of {code} for {day} in {}", rates.table.name),
            message: "the table of rates has none; add it, or let an earlier one stand with within_days in the mapping".to_string(),
        })
    }
}

/// How amounts in a currency are usually marked. A sign of another currency is no number.
pub(crate) fn usual_signs(currency: &str) -> Vec<String> {
    let signs: &[&str] = match currency {
        "CNY" => &["¥", "元", "RMB", "人民币"],
        "USD" => &["$", "US$"],
        "GBP" => &["£"],
        "EUR" => &["€"],
        "JPY" => &["¥", "円"],
        "TWD" => &["NT$", "$", "元"],
        "UAH" => &["₴"],
        "MXN" => &["$"],
        _ => &[],
    };
    signs
        .iter()
        .map(ToString::to_string)
        .chain([currency.to_string()])
        .collect()
}
