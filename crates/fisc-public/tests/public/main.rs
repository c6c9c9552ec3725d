//! Feedback, requests and years as an office meets them, under the terms and the calendar that are
//! shipped.

mod annual;
mod clock;
mod feedback;
mod request;
mod year;

use chrono::{Days, NaiveDate};
use fisc_model::calendar::Calendar;
use fisc_public::{Event, Terms};
use std::sync::LazyLock;

static TERMS: LazyLock<Terms> = LazyLock::new(|| {
    Terms::parse(include_str!("../../../../packs/cn/public.toml")).expect("the shipped terms")
});

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::parse(include_str!("../../../../packs/cn/holiday.csv")).expect("the shipped days")
});

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn after(from: NaiveDate, days: u64) -> NaiveDate {
    from + Days::new(days)
}

fn event<A>(on: NaiveDate, act: A) -> Event<A> {
    Event {
        on,
        by: "办公室".into(),
        act,
    }
}
