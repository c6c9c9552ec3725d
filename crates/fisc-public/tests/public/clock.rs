//! The clock counts working days and nothing else.

use crate::{CALENDAR, after, day};
use chrono::NaiveDate;
use fisc_public::request::{Clock, Span};
use proptest::prelude::*;

fn span(start: NaiveDate, from: u64, long: u64) -> Span {
    let from = after(start, from);
    Span {
        from,
        to: after(from, long),
    }
}

#[test]
fn twenty_working_days_over_the_october_holidays() {
    // 28 September 2025 is a Sunday that is worked, 1 to 8 October are off, 11 October is worked.
    let mut clock = Clock {
        start: day("2025-09-24"),
        allowed: 20,
        excluded: Vec::new(),
    };
    assert_eq!(clock.due(&CALENDAR), Some(day("2025-10-28")));
    assert_eq!(clock.used(&CALENDAR, day("2025-09-24")), Some(0));
    assert_eq!(clock.used(&CALENDAR, day("2025-09-28")), Some(3));
    assert_eq!(clock.used(&CALENDAR, day("2025-10-08")), Some(5));
    // A third party is heard from the 9th to the 15th: the 10th, 11th, 13th, 14th and 15th do not count.
    clock.excluded.push(Span {
        from: day("2025-10-09"),
        to: day("2025-10-15"),
    });
    assert_eq!(clock.due(&CALENDAR), Some(day("2025-11-04")));
}

#[test]
fn beyond_the_calendar_nothing_is_guessed() {
    let clock = Clock {
        start: day("2026-12-25"),
        allowed: 20,
        excluded: Vec::new(),
    };
    assert_eq!(clock.due(&CALENDAR), None);
    assert_eq!(clock.used(&CALENDAR, day("2026-12-31")), Some(4));
    assert_eq!(clock.used(&CALENDAR, day("2027-01-04")), None);
}

proptest! {
    #[test]
    fn it_never_runs_backwards_and_what_is_excluded_is_added(
        start in 0_u64..1800,
        allowed in 1_u32..60,
        spans in prop::collection::vec((0_u64..80, 0_u64..40), 0..4),
    ) {
        let start = after(day("2020-01-02"), start);
        let excluded: Vec<Span> = spans.iter().map(|(f, l)| span(start, *f, *l)).collect();
        let clock = Clock { start, allowed, excluded: excluded.clone() };
        let bare = Clock { start, allowed, excluded: Vec::new() };
        let (due, plain) = (clock.due(&CALENDAR).expect("within"), bare.due(&CALENDAR).expect("within"));
        prop_assert!(due >= plain && plain > start);
        prop_assert_eq!(CALENDAR.is_working_day(due), Some(true));
        // Its last day is the first on which everything is used up.
        prop_assert_eq!(clock.used(&CALENDAR, due), Some(allowed));
        prop_assert_eq!(clock.used(&CALENDAR, due.pred_opt().expect("a day")), Some(allowed - 1));
        // The working days until then are those that count and those of the spans, each once.
        let inside = |d: &NaiveDate| excluded.iter().any(|s| s.from < *d && *d <= s.to);
        let days = start.iter_days().skip(1).take_while(|d| *d <= due);
        let out = days.filter(|d| CALENDAR.is_working_day(*d) == Some(true) && inside(d)).count();
        let all = CALENDAR.working_days(start, due).expect("within");
        prop_assert_eq!(all, i64::from(allowed) + i64::try_from(out).expect("few"));
        // Used never falls, and never rises by more than one a day.
        let mut before = 0;
        for on in start.iter_days().take(120) {
            let used = clock.used(&CALENDAR, on).expect("within");
            prop_assert!(used == before || used == before + 1);
            before = used;
        }
        prop_assert_eq!(clock.used(&CALENDAR, start.pred_opt().expect("a day")), Some(0));
    }
}
