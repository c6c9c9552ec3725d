//! Working days. Which days are holidays, and which weekend days are made up for, is decided year
//! by year and cannot be computed: it comes from the packs as data. Outside the years a calendar
//! covers it gives no answer instead of a guess.

use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// What a calendar says about a day that is not an ordinary one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// No work, whatever the weekday.
    Holiday,
    /// A weekend day on which work is done.
    MakeUpDay,
}

/// The special days of one jurisdiction. A year is covered if it has at least one special day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<NaiveDate, Special>,
    years: BTreeSet<i32>,
}

impl Calendar {
    /// A calendar of these days.
    #[must_use]
    pub fn new(days: BTreeMap<NaiveDate, Special>) -> Calendar {
        let years = days.keys().map(Datelike::year).collect();
        Calendar { days, years }
    }

    /// The text of a pack's holiday.csv: `on_date,kind,…` below a header.
    ///
    /// # Errors
    /// The line and what is wrong with it.
    pub fn parse(csv: &str) -> Result<Calendar, String> {
        let mut days = BTreeMap::new();
        let lines = csv.lines().enumerate().skip(1);
        for (i, line) in lines.filter(|(_, l)| !l.is_empty()) {
            let error = |what: &str| format!("line {}: {what}", i + 1);
            let mut cells = line.split(',');
            let day = cells.next().unwrap_or_default();
            let day = day
                .parse()
                .map_err(|_| error("the first column is no date"))?;
            let kind = match cells.next() {
                Some("holiday") => Special::Holiday,
                Some("make_up_day") => Special::MakeUpDay,
                _ => return Err(error("kind is neither holiday nor make_up_day")),
            };
            days.insert(day, kind);
        }
        Ok(Calendar::new(days))
    }

    /// Whether work is done on this day; `None` outside the years covered.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> Option<bool> {
        if !self.years.contains(&day.year()) {
            return None;
        }
        Some(match self.days.get(&day) {
            Some(Special::Holiday) => false,
            Some(Special::MakeUpDay) => true,
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        })
    }

    /// Working days after `from` up to and including `to`; negative when `to` is the earlier one;
    /// `None` when a day between lies outside the years covered.
    #[must_use]
    pub fn working_days(&self, from: NaiveDate, to: NaiveDate) -> Option<i64> {
        if to < from {
            return self.working_days(to, from).map(|n| -n);
        }
        if !(from.year()..=to.year()).all(|y| self.years.contains(&y)) {
            return None;
        }
        let mut count = 0;
        for day in from.iter_days().skip(1).take_while(|d| *d <= to) {
            count += i64::from(self.is_working_day(day)?);
        }
        Some(count)
    }

    /// The day on which a term of so many working days that begins the day after `from` ends;
    /// `None` where the calendar does not reach that far.
    #[must_use]
    pub fn term(&self, from: NaiveDate, days: u32) -> Option<NaiveDate> {
        let mut left = days;
        let mut day = from;
        while left > 0 {
            day = day.succ_opt()?;
            left -= u32::from(self.is_working_day(day)?);
        }
        Some(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, m, d).expect("a date")
    }

    fn october() -> Calendar {
        let mut days = BTreeMap::new();
        days.insert(day(9, 28), Special::MakeUpDay);
        for d in 1..=8 {
            days.insert(day(10, d), Special::Holiday);
        }
        days.insert(day(10, 11), Special::MakeUpDay);
        Calendar::new(days)
    }

    #[test]
    fn holidays_and_make_up_days() {
        let c = october();
        assert_eq!(
            c.is_working_day(day(9, 28)),
            Some(true),
            "a Sunday that is made up for"
        );
        assert_eq!(c.is_working_day(day(9, 27)), Some(false), "a Saturday");
        assert_eq!(c.is_working_day(day(10, 8)), Some(false));
        assert_eq!(c.working_days(day(9, 30), day(10, 9)), Some(1));
        assert_eq!(c.working_days(day(10, 9), day(9, 30)), Some(-1));
        assert_eq!(c.working_days(day(10, 9), day(10, 9)), Some(0));
    }

    #[test]
    fn years_without_data_give_no_answer() {
        let c = october();
        let d2024 = NaiveDate::from_ymd_opt(2024, 12, 31).expect("a date");
        assert_eq!(c.is_working_day(d2024), None);
        assert_eq!(c.working_days(d2024, day(1, 2)), None);
        assert_eq!(c.term(day(12, 30), 3), None);
    }

    #[test]
    fn terms_end_on_a_working_day() {
        let c = october();
        assert_eq!(c.term(day(9, 30), 1), Some(day(10, 9)));
        assert_eq!(
            c.term(day(9, 30), 3),
            Some(day(10, 11)),
            "a Saturday made up"
        );
        assert_eq!(c.term(day(9, 30), 0), Some(day(9, 30)));
    }

    #[test]
    fn lines_that_say_nothing_are_named() {
        let head = "on_date,kind,jurisdiction\n";
        let ok = Calendar::parse(&format!("{head}2025-10-01,holiday,CN\n"));
        assert_eq!(ok.expect("valid").is_working_day(day(10, 1)), Some(false));
        for (line, expected) in [
            ("x,holiday", "line 2: the first"),
            ("2025-10-01,off", "line 2: kind"),
        ] {
            let error = Calendar::parse(&format!("{head}{line}")).expect_err(line);
            assert!(error.contains(expected), "{error}");
        }
    }
}
