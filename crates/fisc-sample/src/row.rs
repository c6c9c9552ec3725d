//! The cells of a row in canonical form, written without the formatting machinery.

use chrono::{Datelike, NaiveDate};
use csv::ByteRecord;
use fisc_model::Money;
use fisc_model::schema::Type;

/// The cells of a row in canonical form.
#[derive(Default)]
pub(crate) struct Row(ByteRecord, Vec<u8>);

impl Row {
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn record(&self) -> &ByteRecord {
        &self.0
    }

    pub(crate) fn text(&mut self, text: &str) -> &mut Row {
        self.0.push_field(text.as_bytes());
        self
    }

    /// An id: what it belongs to, a letter for its kind, a number of at least so many digits.
    pub(crate) fn id(&mut self, owner: &str, kind: &str, number: u64, width: usize) -> &mut Row {
        let mut digits = Digits::default();
        digits.pad(number, width);
        self.1.clear();
        for part in [owner.as_bytes(), kind.as_bytes(), digits.text()] {
            self.1.extend_from_slice(part);
        }
        self.0.push_field(&self.1);
        self
    }

    pub(crate) fn maybe(&mut self, text: Option<&str>) -> &mut Row {
        self.text(text.unwrap_or_default())
    }

    pub(crate) fn empty(&mut self) -> &mut Row {
        self.text("")
    }

    /// An amount in cents.
    pub(crate) fn money(&mut self, cents: i64) -> &mut Row {
        let mut digits = Digits::default();
        let size = cents.unsigned_abs();
        digits.pad(size % 100, 2);
        digits.push(b'.');
        digits.pad(size / 100, 1);
        if cents < 0 {
            digits.push(b'-');
        }
        self.0.push_field(digits.text());
        self
    }

    pub(crate) fn number(&mut self, number: u64) -> &mut Row {
        let mut digits = Digits::default();
        digits.pad(number, 1);
        self.0.push_field(digits.text());
        self
    }

    pub(crate) fn date(&mut self, date: NaiveDate) -> &mut Row {
        let mut digits = Digits::default();
        digits.date(date);
        self.0.push_field(digits.text());
        self
    }

    pub(crate) fn maybe_date(&mut self, date: Option<NaiveDate>) -> &mut Row {
        match date {
            Some(date) => self.date(date),
            None => self.empty(),
        }
    }

    /// A date with a time of day in minutes after midnight.
    pub(crate) fn moment(&mut self, date: NaiveDate, minutes: u64) -> &mut Row {
        let mut digits = Digits::default();
        for b in b"00:" {
            digits.push(*b);
        }
        digits.pad(minutes % 60, 2);
        digits.push(b':');
        digits.pad(minutes / 60, 2);
        digits.push(b' ');
        digits.date(date);
        self.0.push_field(digits.text());
        self
    }
}

/// Digits, written from the end: a tenth of what the formatting machinery takes, for the cells that
/// a hundred million rows have.
struct Digits {
    buffer: [u8; 40],
    start: usize,
}

impl Default for Digits {
    fn default() -> Digits {
        Digits {
            buffer: [0; 40],
            start: 40,
        }
    }
}

impl Digits {
    fn push(&mut self, byte: u8) {
        self.start -= 1;
        self.buffer[self.start] = byte;
    }

    fn pad(&mut self, mut number: u64, width: usize) {
        let end = self.start;
        while number > 0 || end - self.start < width {
            self.push(b'0' + (number % 10) as u8);
            number /= 10;
        }
    }

    fn date(&mut self, date: NaiveDate) {
        self.pad(u64::from(date.day()), 2);
        self.push(b'-');
        self.pad(u64::from(date.month()), 2);
        self.push(b'-');
        self.pad(u64::from(date.year().unsigned_abs()), 4);
    }

    fn text(&self) -> &[u8] {
        &self.buffer[self.start..]
    }
}

/// Whether a text is a cell of this type in canonical form.
pub(crate) fn fits(ty: Type, text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    match ty {
        Type::Text | Type::Boolean => true,
        Type::Integer => digits.parse::<u64>().is_ok(),
        Type::Decimal => digits.bytes().all(|b| b.is_ascii_digit() || b == b'.'),
        Type::Money => Money::parse(text).is_ok(),
        Type::Date => text.parse::<NaiveDate>().is_ok(),
        Type::Timestamp => text
            .get(..10)
            .is_some_and(|d| d.parse::<NaiveDate>().is_ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_canonical() {
        let day = NaiveDate::from_ymd_opt(2025, 3, 7).expect("a date");
        let mut row = Row::default();
        row.money(-123_450)
            .money(7)
            .money(0)
            .number(0)
            .number(42)
            .date(day)
            .moment(day, 9 * 60 + 5);
        let cells: Vec<&str> = row
            .0
            .iter()
            .map(|c| std::str::from_utf8(c).expect("text"))
            .collect();
        assert_eq!(
            cells,
            [
                "-1234.50",
                "0.07",
                "0.00",
                "0",
                "42",
                "2025-03-07",
                "2025-03-07 09:05:00"
            ]
        );
    }
}
