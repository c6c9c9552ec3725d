//! Who there is and when work is done: the governments, their organizations and the year's calendar.
//! Everything else is derived from these, organization by organization, so that memory does not
//! grow with the payments.

use crate::names::{self, Holder};
use crate::places::{FIELDS, GOVERNMENTS, Government, day};
use crate::stream::{For, Stream};
use crate::{Options, SampleError};
use chrono::{Datelike, Days, NaiveDate};
use fisc_catalogue::Catalogue;
use fisc_model::calendar::{Calendar, Special};
use std::collections::BTreeMap;

/// The year audited.
pub(crate) const YEAR: i32 = 2025;

/// An organization that spends.
pub(crate) struct Organization {
    pub index: u64,
    pub code: String,
    pub name: String,
    pub government: usize,
    pub field: usize,
    /// Code of the department it belongs to; none for a department.
    pub parent: Option<String>,
    pub credit_code: String,
    pub account: String,
    /// How many payments it makes.
    pub payments: u64,
}

impl Organization {
    pub(crate) fn government(&self) -> &'static Government {
        &GOVERNMENTS[self.government]
    }

    pub(crate) fn function(&self) -> &'static str {
        FIELDS[self.field].function
    }
}

/// A working day of the year, as its place among them.
pub(crate) type Day = u16;

/// What all tables are made from.
pub(crate) struct World {
    pub seed: u64,
    pub rows: u64,
    /// Suppliers registered.
    pub enterprises: u64,
    pub organizations: Vec<Organization>,
    days: Vec<NaiveDate>,
    /// Running sum of how much is paid on a day.
    weights: Vec<u64>,
}

/// Payments by month, January first: little before the release of the lines, most in December.
const SEASON: [u64; 12] = [4, 6, 9, 9, 9, 11, 9, 8, 10, 9, 11, 14];

impl World {
    pub(crate) fn new(catalogue: &Catalogue, options: &Options) -> Result<World, SampleError> {
        let days = working_days(&calendar(catalogue)?);
        let mut total = 0;
        let weights = days
            .iter()
            .map(|d| {
                total += SEASON[d.month0() as usize];
                total
            })
            .collect();
        Ok(World {
            seed: options.seed,
            rows: options.rows,
            enterprises: (options.rows / 30).clamp(600, 6_000_000),
            organizations: organizations(options),
            days,
            weights,
        })
    }

    pub(crate) fn stream(&self, purpose: For, a: u64, b: u64) -> Stream {
        Stream::new(self.seed, purpose, a, b)
    }

    pub(crate) fn date(&self, day: Day) -> NaiveDate {
        self.days[usize::from(day).min(self.days.len() - 1)]
    }

    pub(crate) fn last_day(&self) -> Day {
        u16::try_from(self.days.len() - 1).unwrap_or(Day::MAX)
    }

    /// The first working day on or after a date.
    pub(crate) fn on_or_after(&self, date: NaiveDate) -> Day {
        let place = self.days.partition_point(|d| *d < date);
        u16::try_from(place)
            .unwrap_or(Day::MAX)
            .min(self.last_day())
    }

    /// The last working day on or before a date.
    pub(crate) fn on_or_before(&self, date: NaiveDate) -> Day {
        let place = self.days.partition_point(|d| *d <= date);
        u16::try_from(place.saturating_sub(1)).unwrap_or(Day::MAX)
    }

    /// A working day from `first` to `last`, more often in the months in which more is paid.
    pub(crate) fn season(&self, s: &mut Stream, first: Day, last: Day) -> Day {
        let (first, last) = (usize::from(first), usize::from(last.min(self.last_day())));
        let before = if first == 0 {
            0
        } else {
            self.weights[first - 1]
        };
        let drawn = before + s.below(self.weights[last].saturating_sub(before));
        let place = self.weights.partition_point(|w| *w <= drawn);
        u16::try_from(place.clamp(first, last.max(first))).unwrap_or(Day::MAX)
    }
}

fn calendar(catalogue: &Catalogue) -> Result<Calendar, SampleError> {
    const PATH: &str = "packs/cn/holiday.csv";
    let wrong = |message: &str| SampleError::Catalogue {
        path: PATH.into(),
        message: message.into(),
    };
    let bytes = catalogue
        .bytes(PATH)
        .ok_or_else(|| wrong("is missing; without it no day is known to be a working day"))?;
    let mut special = BTreeMap::new();
    for row in csv::Reader::from_reader(bytes).records() {
        let row = row.map_err(|e| wrong(&e.to_string()))?;
        let date = row
            .get(0)
            .and_then(|d| d.parse().ok())
            .ok_or_else(|| wrong("the first column is no date"))?;
        let kind = if row.get(1) == Some("make_up_day") {
            Special::MakeUpDay
        } else {
            Special::Holiday
        };
        special.insert(date, kind);
    }
    let calendar = Calendar::new(special);
    match calendar.is_working_day(day(1, 2)) {
        Some(_) => Ok(calendar),
        None => Err(wrong(&format!("has no day of {YEAR}"))),
    }
}

fn working_days(calendar: &Calendar) -> Vec<NaiveDate> {
    day(1, 1)
        .iter_days()
        .take_while(|d| d.year() == YEAR)
        .filter(|d| calendar.is_working_day(*d) == Some(true))
        .collect()
}

fn organizations(options: &Options) -> Vec<Organization> {
    // The root keeps both the number of organizations and the payments of one in memory bounded.
    let count = (options.rows.isqrt() / 2).max(24);
    let mut s = Stream::new(options.seed, For::Shares, 0, 0);
    let shares: Vec<u64> = (0..count).map(|_| s.within(50, 150)).collect();
    let total: u64 = shares.iter().sum();
    let mut sum = 0;
    let mut given = 0;
    let governments = GOVERNMENTS.len() as u64;
    let fields = FIELDS.len() as u64;
    (0..count)
        .zip(shares)
        .map(|(index, share)| {
            sum += share;
            let until =
                u64::try_from(u128::from(options.rows) * u128::from(sum) / u128::from(total))
                    .unwrap_or(u64::MAX);
            let payments = until - given;
            given = until;
            let government = (index % governments) as usize;
            let field = (index / governments % fields) as usize;
            let unit = index / governments / fields;
            organization(index, government, field, unit, payments)
        })
        .collect()
}

fn organization(
    index: u64,
    government: usize,
    field: usize,
    unit: u64,
    payments: u64,
) -> Organization {
    let g = &GOVERNMENTS[government];
    let department = format!("{}{:02}", g.code, field + 1);
    let form = match g.level {
        "province" => "厅",
        "township" => "所",
        _ => "局",
    };
    let name = FIELDS[field].name;
    let (name, parent, kind) = match unit {
        0 => (format!("{}{name}{form}", g.name), None, 11),
        n => (
            format!("{}{name}第{n}事务中心", g.name),
            Some(format!("{department}000")),
            12,
        ),
    };
    Organization {
        index,
        code: format!("{department}{unit:03}"),
        name,
        government,
        field,
        parent,
        credit_code: names::credit_code(kind, g.code, index),
        account: names::account(Holder::Organization, index),
        payments,
    }
}

/// A date so many days later.
pub(crate) fn later(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_payment_has_its_organization() {
        for rows in [1, 7, 100, 20_000, 1_000_000, 100_000_000] {
            let world = World::new(
                &Catalogue::embedded(),
                &Options {
                    rows,
                    ..Options::default()
                },
            )
            .expect("a world");
            assert_eq!(
                world.organizations.iter().map(|o| o.payments).sum::<u64>(),
                rows
            );
            assert!(
                world.organizations.iter().all(|o| o.payments < 40_000),
                "memory of one is bounded"
            );
        }
    }

    #[test]
    fn days_are_working_days_in_season() {
        let world = World::new(&Catalogue::embedded(), &Options::default()).expect("a world");
        assert_eq!(
            world.date(world.on_or_after(day(1, 28))),
            day(2, 5),
            "the spring festival"
        );
        assert_eq!(world.date(world.on_or_before(day(10, 5))), day(9, 30));
        assert_eq!(
            world.date(world.on_or_after(day(1, 26))),
            day(1, 26),
            "a Sunday made up for"
        );
        let mut s = world.stream(For::Line, 0, 0);
        let first = world.on_or_after(day(3, 3));
        let last = world.on_or_before(day(12, 31));
        let mut december = 0;
        for _ in 0..10_000 {
            let d = world.season(&mut s, first, last);
            assert!((first..=last).contains(&d));
            december += u32::from(world.date(d).month() == 12);
        }
        assert!((1_200..2_000).contains(&december), "{december}");
        assert_eq!(world.season(&mut s, last, last), last);
    }
}
