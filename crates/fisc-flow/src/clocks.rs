//! The clocks of Budget Law 52, as method TRF-001 reads them: which one runs for a transfer, from
//! which day, and how many days it allows. Values are dated and come from the packs.

use crate::names::Name;
use crate::receipt::Receipt;
use crate::rows::{Batch, Level, Transfer, TransferKind, Vote};
use chrono::{Datelike, NaiveDate};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// The first vote of each government and fiscal year.
pub(crate) type Votes = HashMap<(Name, i32), NaiveDate, RandomState>;

/// Days that a clock allows while a version of the law is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// First day in force; `None`: always was.
    pub from: Option<NaiveDate>,
    /// Last day in force; `None`: still is.
    pub to: Option<NaiveDate>,
    /// Natural days.
    pub days: i64,
}

/// Parameters of TRF-001 (the five clocks) and TRF-002 (`hold`, `as_of`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clocks {
    /// Central general transfers, after the vote.
    pub general: Vec<Term>,
    /// Central special transfers, after the vote.
    pub special: Vec<Term>,
    /// A province passing on, after receipt.
    pub province: Vec<Term>,
    /// A local government's own general transfers, after the vote.
    pub own_general: Vec<Term>,
    /// A local government's own special transfers, after the vote.
    pub own_special: Vec<Term>,
    /// Days within which earmarked money is to be passed on or allotted.
    pub hold: Option<i64>,
    /// Last day that the ledger covers.
    pub as_of: Option<NaiveDate>,
    /// Month and day on which a fiscal year begins, which bears the number of the calendar year of
    /// that day; left at zero, years are calendar years.
    pub year_start: (u32, u32),
}

/// Why no clock runs for a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoClock {
    /// Not of the approved budget: advance, in the year, settlement, disaster, or not stated.
    Batch,
    /// A cut or withdrawal.
    Correction,
    /// A kind that the clocks do not know.
    Kind,
    /// The giver's level is unknown or has no clock.
    Level,
    /// Passed on by a city or county: only a program's own rule sets days.
    PassedOnBelow,
    /// The province's receipt is not in the ledger, or not dated.
    Receipt,
    /// Passed on from a batch outside the approved central budget.
    UpperBatch,
    /// The vote is not in the ledger.
    Vote,
    /// No version of the law is in force on the day, or no pack says.
    Law,
}

impl NoClock {
    /// A word for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            NoClock::Batch => "batch",
            NoClock::Correction => "correction",
            NoClock::Kind => "kind",
            NoClock::Level => "level",
            NoClock::PassedOnBelow => "passed_on_below",
            NoClock::Receipt => "receipt",
            NoClock::UpperBatch => "upper_batch",
            NoClock::Vote => "vote",
            NoClock::Law => "law",
        }
    }
}

/// How long the giver took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// It ran.
    Ran {
        /// From this day.
        started_on: NaiveDate,
        /// Days allowed.
        allowed: i64,
        /// Days taken.
        taken: i64,
    },
    /// It did not run.
    Not(NoClock),
}

impl Clock {
    /// Days beyond those allowed; zero where in time or where no clock runs.
    #[must_use]
    pub fn late(self) -> i64 {
        match self {
            Clock::Ran { allowed, taken, .. } => (taken - allowed).max(0),
            Clock::Not(_) => 0,
        }
    }
}

fn in_force(terms: &[Term], on: NaiveDate) -> Option<i64> {
    let begun = |t: &&Term| t.from.is_none_or(|from| from <= on);
    let last = terms.iter().filter(begun).max_by_key(|t| t.from)?;
    last.to.is_none_or(|to| on <= to).then_some(last.days)
}

impl Clocks {
    pub(crate) fn votes(&self, votes: &[Vote]) -> Votes {
        let mut first = Votes::default();
        for v in votes {
            let begun = (v.on.month(), v.on.day()) >= self.year_start;
            let year = v.on.year() - i32::from(!begun);
            let kept = first.entry((v.gov, year)).or_insert(v.on);
            *kept = v.on.min(*kept);
        }
        first
    }

    /// The clock of a transfer, given what is known about its giver.
    pub(crate) fn of(
        &self,
        transfer: &Transfer,
        receipt: &Receipt,
        level: Option<Level>,
        vote: Option<NaiveDate>,
    ) -> Clock {
        use TransferKind::{General, Other};
        let passes_on = receipt.claims;
        let no = match (level, transfer.kind) {
            _ if transfer.batch != Batch::Annual => Some(NoClock::Batch),
            _ if transfer.amount.0 <= 0 => Some(NoClock::Correction),
            (_, Other) => Some(NoClock::Kind),
            (None | Some(Level::Township), _) => Some(NoClock::Level),
            (Some(Level::City | Level::County), _) if passes_on => Some(NoClock::PassedOnBelow),
            (Some(Level::Province), _) if passes_on && receipt.undated_above => {
                Some(NoClock::Receipt)
            }
            (Some(Level::Province), _) if receipt.other_batch_above => Some(NoClock::UpperBatch),
            _ => None,
        };
        if let Some(no) = no {
            return Clock::Not(no);
        }
        let central = level == Some(Level::Central);
        let terms = match (central, transfer.kind) {
            (true, General) => &self.general,
            (true, _) => &self.special,
            (false, _) if passes_on => &self.province,
            (false, General) => &self.own_general,
            (false, _) => &self.own_special,
        };
        let (started_on, missing) = if central || !passes_on {
            (vote, NoClock::Vote)
        } else {
            (receipt.received_above, NoClock::Receipt)
        };
        match (started_on, in_force(terms, transfer.issued_on)) {
            (None, _) => Clock::Not(missing),
            (_, None) => Clock::Not(NoClock::Law),
            (Some(started_on), Some(allowed)) => Clock::Ran {
                started_on,
                allowed,
                taken: (transfer.issued_on - started_on).num_days(),
            },
        }
    }
}
