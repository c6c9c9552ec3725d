//! Days, times and yes or no, in the formats that a mapping declares.

use crate::chunk::Kind;
use crate::reject::Reason;
use chrono::format::{Item, Parsed, StrftimeItems};
use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// Yes or no, as sources write it.
pub(crate) fn boolean(text: &str) -> Result<bool, Reason> {
    match text.to_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "1" | "是" | "有" => Ok(true),
        "false" | "f" | "no" | "n" | "0" | "否" | "无" => Ok(false),
        _ => Err(Reason::NotABoolean),
    }
}

/// A date format, taken apart once.
#[derive(Clone, Debug)]
pub(crate) struct DateFormat {
    items: Vec<Item<'static>>,
    /// Formats without separators need all their digits: 2024105 could be two days.
    exact_length: Option<usize>,
}

impl DateFormat {
    /// `None` if it is not one.
    pub fn new(format: &str) -> Option<DateFormat> {
        let items: Vec<Item<'static>> = StrftimeItems::new(format).map(|i| i.to_owned()).collect();
        if items.iter().any(|i| matches!(i, Item::Error)) {
            return None;
        }
        let exact_length = (format == "%Y%m%d").then_some(8);
        Some(DateFormat {
            items,
            exact_length,
        })
    }

    fn parse(&self, text: &str) -> Option<Parsed> {
        if self.exact_length.is_some_and(|n| n != text.len()) {
            return None;
        }
        let mut parsed = Parsed::new();
        chrono::format::parse(&mut parsed, text, self.items.iter()).ok()?;
        Some(parsed)
    }

    fn date(&self, text: &str) -> Option<NaiveDate> {
        // Years have four digits: %Y also reads the 15 of 15.05.15, which a %y format should get.
        self.parse(text)?
            .to_naive_date()
            .ok()
            .filter(|d| (1000..=9999).contains(&d.year()))
    }

    fn timestamp(&self, text: &str) -> Option<NaiveDateTime> {
        let parsed = self.parse(text)?;
        let at = match parsed.to_naive_datetime_with_offset(0) {
            Ok(at) => at,
            Err(_) => parsed.to_naive_date().ok()?.and_hms_opt(0, 0, 0)?,
        };
        (1000..=9999).contains(&at.year()).then_some(at)
    }

    /// 31 December 2024 in this format, for messages.
    pub fn example(&self) -> String {
        let at = NaiveDate::from_ymd_opt(2024, 12, 31).and_then(|d| d.and_hms_opt(13, 45, 0));
        at.map(|at| at.format_with_items(self.items.iter()).to_string())
            .unwrap_or_default()
    }
}

/// Formats that cannot be misread: the year comes first.
pub(crate) fn default_formats() -> Vec<DateFormat> {
    [
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%Y.%m.%d",
        "%Y年%m月%d日",
        "%Y%m%d",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y/%m/%d %H:%M:%S%.f",
        "%Y-%m-%d %H:%M",
        "%Y/%m/%d %H:%M",
    ]
    .iter()
    .filter_map(|f| DateFormat::new(f))
    .collect()
}

/// What dates of typed cells are written in.
pub(crate) fn iso_formats() -> &'static [DateFormat] {
    static ISO: std::sync::LazyLock<Vec<DateFormat>> = std::sync::LazyLock::new(default_formats);
    &ISO
}

/// The day in a cell: in ISO where the source holds dates, else in these formats.
pub(crate) fn of_kind(text: &str, kind: Kind, formats: &[DateFormat]) -> Result<NaiveDate, Reason> {
    match kind {
        Kind::Iso => date(text, iso_formats()),
        _ => date(text, formats),
    }
}

/// A day, in the first format that reads it.
pub(crate) fn date(text: &str, formats: &[DateFormat]) -> Result<NaiveDate, Reason> {
    formats
        .iter()
        .find_map(|f| f.date(text))
        .ok_or(Reason::NotADate)
}

/// A day and a time, in the first format that reads it; a day alone is its midnight.
pub(crate) fn timestamp(text: &str, formats: &[DateFormat]) -> Result<NaiveDateTime, Reason> {
    formats
        .iter()
        .find_map(|f| f.timestamp(text))
        .ok_or(Reason::NotATimestamp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_follow_their_formats() {
        let formats: Vec<DateFormat> = ["%d.%m.%Y", "%d.%m.%y"]
            .iter()
            .map(|f| DateFormat::new(f).expect("a format"))
            .collect();
        let day = |y, m, d| Ok(NaiveDate::from_ymd_opt(y, m, d).expect("a date"));
        assert_eq!(date("10.02.2012", &formats), day(2012, 2, 10));
        assert_eq!(date("15.05.15", &formats), day(2015, 5, 15));
        assert_eq!(date("2015-05-15", &formats), Err(Reason::NotADate));
        let usual = default_formats();
        assert_eq!(date("2024年3月5日", &usual), day(2024, 3, 5));
        assert_eq!(date("20240305", &usual), day(2024, 3, 5));
        assert_eq!(date("2024305", &usual), Err(Reason::NotADate));
        assert_eq!(date("2024-03-05 00:00:00", &usual), day(2024, 3, 5));
        assert_eq!(date("15-05-12", &usual), Err(Reason::NotADate));
        assert_eq!(date("2023-02-29", &usual), Err(Reason::NotADate));
        assert_eq!(
            timestamp("2024-03-05", &usual).map(|t| t.to_string()),
            Ok("2024-03-05 00:00:00".to_string())
        );
        assert_eq!(formats[0].example(), "31.12.2024");
    }

    proptest! {
        #[test]
        fn any_text_is_a_day_or_a_reason(text in "\\PC*") {
            let _ = date(&text, &default_formats());
            let _ = timestamp(&text, &default_formats());
        }
    }
}
