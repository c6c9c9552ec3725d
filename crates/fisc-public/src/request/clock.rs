//! The clock of article 33: so many working days after the day of receipt, without those that are spent
//! on hearing others. A day is counted or it is not; nothing is rounded.

use chrono::NaiveDate;
use fisc_model::calendar::Calendar;

/// Days that do not count: those after `from`, up to and including `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The day on which a letter was received.
    pub from: NaiveDate,
    /// The day on which its answer came, or its term ended.
    pub to: NaiveDate,
}

impl Span {
    fn holds(self, day: NaiveDate) -> bool {
        self.from < day && day <= self.to
    }
}

/// A clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The day after it is the first that counts.
    pub start: NaiveDate,
    /// Working days that it allows.
    pub allowed: u32,
    /// What does not count; may overlap.
    pub excluded: Vec<Span>,
}

impl Clock {
    /// Whether a day counts; nothing outside the calendar.
    fn counts(&self, calendar: &Calendar, day: NaiveDate) -> Option<bool> {
        let works = calendar.is_working_day(day)?;
        Some(works && !self.excluded.iter().any(|s| s.holds(day)))
    }

    /// The last day of the term; nothing where the calendar does not reach that far.
    #[must_use]
    pub fn due(&self, calendar: &Calendar) -> Option<NaiveDate> {
        let mut day = self.start;
        let mut left = self.allowed;
        while left > 0 {
            day = day.succ_opt()?;
            left -= u32::from(self.counts(calendar, day)?);
        }
        Some(day)
    }

    /// The days of the term that are used up at the end of `on`: 0 before it began.
    #[must_use]
    pub fn used(&self, calendar: &Calendar, on: NaiveDate) -> Option<u32> {
        let mut used = 0;
        let days = self.start.iter_days().skip(1);
        for day in days.take_while(|d| *d <= on) {
            used += u32::from(self.counts(calendar, day)?);
        }
        Some(used)
    }
}
