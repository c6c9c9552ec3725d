//! A dated table of exchange rates, by which amounts in other currencies become the engagement's.
//! It is a file of the auditor, with a digest in the list of sources: where the rates come from is a
//! matter of audit and not of this program.

use crate::day::{self, default_formats};
use crate::number::{Exact, Marks};
use chrono::NaiveDate;
use fisc_model::digest::hex;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Units of the engagement's currency for one unit of another, by day.
#[derive(Clone, Debug)]
pub(crate) struct RateTable {
    /// The file, as the mapping names it.
    pub name: String,
    /// SHA-256 of its text.
    pub digest: String,
    by_currency: BTreeMap<String, BTreeMap<NaiveDate, Exact>>,
}

impl RateTable {
    /// Reads `date,currency,rate` and, where rates are quoted for 100 units, `per`.
    pub fn parse(name: &str, text: &str) -> Result<RateTable, String> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let header = reader
            .headers()
            .map_err(|e| format!("{name}: {e}"))?
            .clone();
        let position = |column: &str| header.iter().position(|h| h.eq_ignore_ascii_case(column));
        let (Some(on), Some(currency), Some(rate)) =
            (position("date"), position("currency"), position("rate"))
        else {
            return Err(format!(
                "{name}: a table of rates has the columns date, currency, rate, and per where rates are quoted for more than one unit"
            ));
        };
        let per = position("per");
        let formats = default_formats();
        let mut table = RateTable {
            name: name.to_string(),
            digest: hex(&Sha256::digest(text.as_bytes())),
            by_currency: BTreeMap::new(),
        };
        for record in reader.records() {
            let record = record.map_err(|e| format!("{name}: {e}"))?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |at: usize| record.get(at).unwrap_or_default();
            let wrong = |column: &str, at: usize, expected: &str| {
                format!(
                    "{name}, line {line}: {column} {:?} is not {expected}",
                    cell(at)
                )
            };
            let day = day::date(cell(on), &formats)
                .map_err(|_| wrong("date", on, "a day such as 2025-03-01"))?;
            let code = cell(currency).to_uppercase();
            if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
                return Err(wrong("currency", currency, "a code such as EUR"));
            }
            let value = Exact::parse(cell(rate), &Marks::plain())
                .ok()
                .filter(|e| e.is_positive())
                .ok_or_else(|| wrong("rate", rate, "a number above zero such as 7.8123"))?;
            let units = match per.map(|at| (at, cell(at))) {
                None | Some((_, "")) => 0,
                Some((at, text)) => zeros(text).ok_or_else(|| wrong("per", at, "1, 10, 100, …"))?,
            };
            let days = table.by_currency.entry(code).or_default();
            if days.insert(day, value.divided_by_ten(units)).is_some() {
                return Err(format!(
                    "{name}, line {line}: the rate of {} for {day} stands twice",
                    cell(currency)
                ));
            }
        }
        Ok(table)
    }

    /// The rate of the day, or the last one before that is at most so many days old.
    pub fn rate(&self, currency: &str, day: NaiveDate, within_days: u32) -> Option<Exact> {
        let days = self.by_currency.get(&currency.to_uppercase())?;
        let (from, rate) = days.range(..=day).next_back()?;
        let age = day.signed_duration_since(*from).num_days();
        (age <= i64::from(within_days)).then_some(*rate)
    }

    /// The currencies that it has rates of.
    pub fn currencies(&self) -> impl Iterator<Item = &str> {
        self.by_currency.keys().map(String::as_str)
    }
}

/// Zeros of a power of ten.
fn zeros(text: &str) -> Option<u32> {
    let zeros = text.strip_prefix('1')?;
    (zeros.len() <= 6 && zeros.bytes().all(|b| b == b'0')).then_some(zeros.len() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Excess;
    use proptest::prelude::*;

    fn cents(rate: Option<Exact>, amount: &str) -> Option<i128> {
        let amount = Exact::parse(amount, &Marks::plain()).expect("a number");
        let product = amount.times(rate?).expect("fits");
        Some(
            product
                .at_scale(2, Excess::RoundHalfEven, false)
                .expect("fits")
                .0,
        )
    }

    #[test]
    fn rates_are_of_a_day() {
        let text = "\u{feff}date,currency,rate,per\n2025-03-03,EUR,7.8123,\n2025-03-01, jpy ,4.8,100\n2025/2/28,EUR,7.5,1\n";
        let table = RateTable::parse("r.csv", text).expect("a table");
        let on = |d| NaiveDate::from_ymd_opt(2025, 3, d).expect("a day");
        assert_eq!(cents(table.rate("EUR", on(3), 0), "100"), Some(78_123));
        assert_eq!(cents(table.rate("eur", on(2), 0), "100"), None);
        assert_eq!(cents(table.rate("EUR", on(2), 2), "100"), Some(75_000));
        assert_eq!(cents(table.rate("JPY", on(1), 0), "100"), Some(480));
        assert_eq!(cents(table.rate("USD", on(3), 99), "1"), None);
        assert_eq!(table.digest.len(), 64);
    }

    #[test]
    fn faults_name_their_line() {
        for (text, expected) in [
            ("day,currency,rate\n", "has the columns date"),
            ("date,currency,rate\n2025-02-30,EUR,1\n", "line 2: date"),
            (
                "date,currency,rate\n2025-02-01,欧元,1\n",
                "line 2: currency",
            ),
            ("date,currency,rate\n2025-02-01,EUR,0\n", "line 2: rate"),
            ("date,currency,rate\n2025-02-01,EUR,-1\n", "line 2: rate"),
            (
                "date,currency,rate\n2025-02-01,EUR,\"7,8\"\n",
                "line 2: rate",
            ),
            (
                "date,currency,rate,per\n2025-02-01,EUR,1,50\n",
                "line 2: per",
            ),
            ("date,currency,rate\n2025-02-01,EUR\n", "line 2"),
            (
                "date,currency,rate\n2025-02-01,EUR,1\n2025-02-01,eur,2\n",
                "line 3: the rate of eur for 2025-02-01 stands twice",
            ),
        ] {
            let error = RateTable::parse("r.csv", text).expect_err(text);
            assert!(error.contains(expected), "{error}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_table_or_a_reason(text in "(date,currency,rate,per\n)?[0-9A-Z,./\n-]{0,60}") {
            let _ = RateTable::parse("r.csv", &text);
        }
    }
}
