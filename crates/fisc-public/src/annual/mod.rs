//! The annual report on open government information (articles 49 and 50), in the form of the State
//! Council's office (国办公开办函〔2021〕30号). Its tables are counted from the requests; what the office
//! alone knows it fills in ([`Form`]). The identities of the form are checked, not assumed.

mod form;
mod tell;

pub use form::{Active, Document, Form, TEMPLATE};
pub use tell::tell;

use crate::request::{Applicant, Group, Outcome, Request, Ruling, Way};
use crate::terms::Terms;
use chrono::{Datelike, NaiveDate};
use fisc_model::calendar::Calendar;
use serde::Serialize;
use std::collections::BTreeMap;

/// A row of section 三: by kind of applicant, in the order of [`Applicant::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Row(pub [u64; 6]);

impl Row {
    fn count(&mut self, applicant: Applicant) {
        for (n, of) in self.0.iter_mut().zip(Applicant::ALL) {
            *n += u64::from(of == applicant);
        }
    }

    /// All kinds together.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    fn add(&mut self, other: &Row) {
        for (n, more) in self.0.iter_mut().zip(other.0) {
            *n += more;
        }
    }
}

/// A row of section 四: upheld, corrected, other, pending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Contested {
    /// 结果维持.
    pub upheld: u64,
    /// 结果纠正.
    pub corrected: u64,
    /// 其他结果.
    pub other: u64,
    /// 尚未审结, at the end of the year.
    pub pending: u64,
}

impl Contested {
    /// All of it.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.upheld + self.corrected + self.other + self.pending
    }
}

/// Sections 三 and 四, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Annual {
    /// The year.
    pub year: i32,
    /// 一、本年新收.
    pub new: Row,
    /// 二、上年结转.
    pub carried_in: Row,
    /// 三、本年度办理结果; only outcomes that occurred.
    pub outcomes: BTreeMap<Outcome, Row>,
    /// 四、结转下年度继续办理.
    pub carried_out: Row,
    /// Section 四; all three ways.
    pub contested: BTreeMap<Way, Contested>,
    /// Beside the form: decided in the year, but after the term.
    pub late: u64,
    /// Beside the form: arrived by the end of the year and never confirmed with the applicant, so that
    /// they count as not received.
    pub unconfirmed: u64,
}

/// A sum of the form that does not come out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{applicant}: {received} received and carried over, {handled} decided and carried forward")]
pub struct Unequal {
    /// In which column.
    pub applicant: Applicant,
    /// 一 + 二.
    pub received: u64,
    /// 三 + 四.
    pub handled: u64,
}

impl Annual {
    /// Counts a year from all requests there are.
    #[must_use]
    pub fn count(year: i32, requests: &[Request], terms: &Terms, calendar: &Calendar) -> Annual {
        let mut annual = Annual {
            year,
            new: Row::default(),
            carried_in: Row::default(),
            outcomes: BTreeMap::new(),
            carried_out: Row::default(),
            contested: Way::ALL
                .into_iter()
                .map(|w| (w, Contested::default()))
                .collect(),
            late: 0,
            unconfirmed: 0,
        };
        for request in requests {
            annual.add(request, terms, calendar);
        }
        annual
    }

    fn add(&mut self, request: &Request, terms: &Terms, calendar: &Calendar) {
        let year = self.year;
        for contest in request.contests.iter().filter(|c| c.on.year() <= year) {
            let row = self.contested.entry(contest.way).or_default();
            match contest.ruled.filter(|(on, _)| on.year() <= year) {
                None => row.pending += 1,
                Some((on, _)) if on.year() < year => {}
                Some((_, Ruling::Upheld)) => row.upheld += 1,
                Some((_, Ruling::Corrected)) => row.corrected += 1,
                Some((_, Ruling::Other)) => row.other += 1,
            }
        }
        let decided = request.decision.as_ref();
        let ended = decided.map(|d| d.on.year());
        let Some(received) = request.received_on.filter(|r| r.year() <= year) else {
            let waiting = ended.is_none_or(|e| e > year);
            self.unconfirmed += u64::from(waiting && request.arrived_on.year() <= year);
            return;
        };
        if ended.is_some_and(|e| e < year) {
            return;
        }
        let kind = request.applicant;
        if received.year() == year {
            self.new.count(kind);
        } else {
            self.carried_in.count(kind);
        }
        match decided.filter(|d| d.on.year() == year) {
            Some(decision) => {
                self.outcomes
                    .entry(decision.outcome)
                    .or_default()
                    .count(kind);
                self.late += u64::from(request.late(terms, calendar, decision.on));
            }
            None => self.carried_out.count(kind),
        }
    }

    /// The outcomes of a group added up.
    #[must_use]
    pub fn group(&self, group: Group) -> Row {
        let mut sum = Row::default();
        for outcome in group.outcomes() {
            sum.add(&self.of(outcome));
        }
        sum
    }

    /// An outcome's row.
    #[must_use]
    pub fn of(&self, outcome: Outcome) -> Row {
        self.outcomes.get(&outcome).copied().unwrap_or_default()
    }

    /// All outcomes added up: （七）总计.
    #[must_use]
    pub fn decided(&self) -> Row {
        let mut sum = Row::default();
        for row in self.outcomes.values() {
            sum.add(row);
        }
        sum
    }

    /// 第一项加第二项之和，等于第三项加第四项之和, column by column.
    ///
    /// # Errors
    /// The first column in which it does not hold.
    pub fn check(&self) -> Result<(), Unequal> {
        let decided = self.decided();
        for (i, applicant) in Applicant::ALL.into_iter().enumerate() {
            let received = self.new.0[i] + self.carried_in.0[i];
            let handled = decided.0[i] + self.carried_out.0[i];
            if received != handled {
                return Err(Unequal {
                    applicant,
                    received,
                    handled,
                });
            }
        }
        Ok(())
    }

    /// By when the report is due: 31 January for departments, 31 March for governments (article 49).
    #[must_use]
    pub fn due(&self, government: bool) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(
            self.year.checked_add(1)?,
            if government { 3 } else { 1 },
            31,
        )
    }
}
