//! Requests for disclosure (依申请公开, articles 27 to 45). A request is the fold of its events; the
//! clock is worked out from them anew each time, so that a calendar which is known later says the day
//! which an earlier one could not.

mod act;
mod clock;
mod judge;
mod outcome;

pub use act::{Act, Applicant, Heard, How, Ruling, Way};
pub use clock::{Clock, Span};
pub use judge::judge;
pub use outcome::{Group, Outcome};

use crate::event::{Event, Unreadable, Written, histories};
use crate::terms::Terms;
use crate::texts::words;
use chrono::NaiveDate;
use fisc_model::Money;
use fisc_model::calendar::Calendar;
use serde::Serialize;

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It came, and its receipt is to be confirmed with the applicant.
    Unconfirmed,
    /// The clock runs.
    Running,
    /// Others are heard.
    Hearing,
    /// The applicant was asked in time to make clear what is asked for.
    Supplement,
    /// The applicant is to pay.
    Payment,
    /// It was decided.
    Decided,
}

impl State {
    /// All.
    pub const ALL: [State; 6] = [
        State::Unconfirmed,
        State::Running,
        State::Hearing,
        State::Supplement,
        State::Payment,
        State::Decided,
    ];
}
words!(State);

/// A notice that stops the clock until the applicant does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// When the notice went out.
    pub on: NaiveDate,
    /// When the applicant did it.
    pub done: Option<NaiveDate>,
}

/// A notice of what is unclear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Supplement {
    /// When, and when it was made clear.
    pub asked: Asked,
    /// By when it was asked for.
    pub until: NaiveDate,
}

/// Somebody who is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Consultation {
    /// Who.
    pub whom: Heard,
    /// When they received the letter.
    pub on: NaiveDate,
    /// When they answered, and whether they agree.
    pub answered: Option<(NaiveDate, bool)>,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// When the answer was sent.
    pub on: NaiveDate,
    /// By whom.
    pub by: String,
    /// The outcome.
    pub outcome: Outcome,
    /// The reasons.
    pub reason: String,
}

/// A review or a suit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Contest {
    /// Where.
    pub way: Way,
    /// Since when.
    pub on: NaiveDate,
    /// What became of it, and when.
    pub ruled: Option<(NaiveDate, Ruling)>,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Request {
    /// Its number: `R-2026-1`.
    pub number: String,
    /// How it came.
    pub how: How,
    /// The day it came.
    pub arrived_on: NaiveDate,
    /// The day of receipt (article 31); nothing until it is confirmed where that is needed.
    pub received_on: Option<NaiveDate>,
    /// What kind of applicant.
    pub applicant: Applicant,
    /// What is asked for.
    pub text: String,
    /// Whether it is known how to reach the applicant; who it is stands elsewhere.
    pub contact: bool,
    /// The notice of what is unclear; there is one at most.
    pub supplement: Option<Supplement>,
    /// Working days by which the term was extended; nothing where it was not.
    pub extended: Option<u32>,
    /// Who was heard, numbered from 1.
    pub consultations: Vec<Consultation>,
    /// The fee.
    pub fee: Option<(Money, Asked)>,
    /// How it ended.
    pub decision: Option<Decision>,
    /// Reviews and suits, numbered from 1.
    pub contests: Vec<Contest>,
    /// The day of its last event.
    pub last: NaiveDate,
}

impl Request {
    /// The request that its first event makes; nothing if that is no receipt.
    #[must_use]
    pub fn begin(number: &str, event: &Event<Act>) -> Option<Request> {
        let Act::Received {
            how,
            applicant,
            text,
            contact,
        } = &event.act
        else {
            return None;
        };
        Some(Request {
            number: number.to_string(),
            how: *how,
            arrived_on: event.on,
            received_on: (!how.needs_confirmation()).then_some(event.on),
            applicant: *applicant,
            text: text.clone(),
            contact: *contact,
            supplement: None,
            extended: None,
            consultations: Vec::new(),
            fee: None,
            decision: None,
            contests: Vec::new(),
            last: event.on,
        })
    }

    /// The request after one more event, which was judged when it was written.
    #[must_use]
    pub fn after(mut self, event: &Event<Act>) -> Request {
        let on = event.on;
        self.last = on;
        match &event.act {
            Act::Received { .. } => {}
            Act::Confirmed {} => self.received_on = Some(on),
            Act::SupplementAsked { until, .. } => {
                self.supplement = Some(Supplement {
                    asked: Asked { on, done: None },
                    until: *until,
                });
            }
            Act::Supplemented { text } => {
                if let Some(s) = &mut self.supplement {
                    s.asked.done = Some(on);
                }
                self.text.clone_from(text);
            }
            Act::Extended { days, .. } => self.extended = Some(*days),
            Act::Consulted { whom } => self.consultations.push(Consultation {
                whom: *whom,
                on,
                answered: None,
            }),
            Act::Answered {
                consultation,
                consents,
                ..
            } => {
                let of = consultation.checked_sub(1);
                if let Some(c) = of.and_then(|n| self.consultations.get_mut(n)) {
                    c.answered = Some((on, *consents));
                }
            }
            Act::FeeAsked { amount } => self.fee = Some((*amount, Asked { on, done: None })),
            Act::Paid {} => {
                if let Some((_, asked)) = &mut self.fee {
                    asked.done = Some(on);
                }
            }
            Act::Decided { outcome, reason } => {
                self.decision = Some(Decision {
                    on,
                    by: event.by.clone(),
                    outcome: *outcome,
                    reason: reason.clone(),
                });
            }
            Act::Contested { way } => self.contests.push(Contest {
                way: *way,
                on,
                ruled: None,
            }),
            Act::Ruled { contest, ruling } => {
                let of = contest.checked_sub(1);
                if let Some(c) = of.and_then(|n| self.contests.get_mut(n)) {
                    c.ruled = Some((on, *ruling));
                }
            }
            Act::ContactErased {} => self.contact = false,
        }
        self
    }

    /// The request that these events make, in their order.
    #[must_use]
    pub fn fold(number: &str, events: &[Event<Act>]) -> Option<Request> {
        let (first, rest) = events.split_first()?;
        let begun = Request::begin(number, first)?;
        Some(rest.iter().fold(begun, Request::after))
    }

    /// The last day of a consultation's term: without an answer until then the office decides by itself,
    /// or the organ counts as agreeing.
    #[must_use]
    pub fn consulted_until(
        c: &Consultation,
        terms: &Terms,
        calendar: &Calendar,
    ) -> Option<NaiveDate> {
        let term = match c.whom {
            Heard::ThirdParty => &terms.request.third_party,
            Heard::OtherOrgan => &terms.request.other_organ,
        };
        calendar.term(c.on, term.days)
    }

    /// Whether the notice of what is unclear went out within its term. A late one does not start the
    /// clock anew: nobody gains time by being late. Nothing where there is none.
    #[must_use]
    pub fn supplement_in_time(&self, terms: &Terms, calendar: &Calendar) -> Option<bool> {
        let (s, received) = (self.supplement?, self.received_on?);
        let last = calendar.term(received, terms.request.supplement_notice.days);
        // Beyond the calendar a term has not run out.
        Some(last.is_none_or(|last| s.asked.on <= last))
    }

    /// Where it stands on a day.
    #[must_use]
    pub fn state(&self, terms: &Terms, calendar: &Calendar, today: NaiveDate) -> State {
        let heard = |c: &Consultation| {
            let until = Request::consulted_until(c, terms, calendar);
            c.answered.is_none() && until.is_none_or(|until| today <= until)
        };
        if self.decision.is_some() {
            State::Decided
        } else if self.received_on.is_none() {
            State::Unconfirmed
        } else if self.supplement.is_some_and(|s| s.asked.done.is_none())
            && self.supplement_in_time(terms, calendar) == Some(true)
        {
            State::Supplement
        } else if self.fee.is_some_and(|(_, f)| f.done.is_none()) {
            State::Payment
        } else if self.consultations.iter().any(heard) {
            State::Hearing
        } else {
            State::Running
        }
    }

    /// The clock, as far as it runs: nothing before the receipt is confirmed and while the applicant is
    /// to do something. A late notice of what is unclear stops nothing.
    #[must_use]
    pub fn clock(&self, terms: &Terms, calendar: &Calendar) -> Option<Clock> {
        let mut start = self.received_on?;
        if self.supplement_in_time(terms, calendar) == Some(true) {
            start = self.supplement?.asked.done?;
        }
        if let Some((_, asked)) = &self.fee {
            start = start.max(asked.done?);
        }
        let span = |c: &Consultation| {
            let until = Request::consulted_until(c, terms, calendar);
            let answered = c.answered.map(|(on, _)| on);
            // Where neither is known the end of the term is not known either.
            let to = match (answered, until) {
                (Some(on), Some(until)) => on.min(until),
                (Some(day), None) | (None, Some(day)) => day,
                (None, None) => NaiveDate::MAX,
            };
            Span { from: c.on, to }
        };
        Some(Clock {
            start,
            allowed: terms.request.answer.days + self.extended.unwrap_or(0),
            excluded: self.consultations.iter().map(span).collect(),
        })
    }

    /// By when it is to be answered; while others are heard, at the latest. Nothing while no clock runs
    /// or where the calendar does not reach that far.
    #[must_use]
    pub fn due(&self, terms: &Terms, calendar: &Calendar) -> Option<NaiveDate> {
        self.clock(terms, calendar)?.due(calendar)
    }

    /// Whether it was answered after its term, or is unanswered beyond it.
    #[must_use]
    pub fn late(&self, terms: &Terms, calendar: &Calendar, today: NaiveDate) -> bool {
        let ended = self.decision.as_ref().map_or(today, |d| d.on);
        self.due(terms, calendar).is_some_and(|due| ended > due)
    }

    /// Whether a clock runs whose end the calendar does not know.
    #[must_use]
    pub fn beyond(&self, terms: &Terms, calendar: &Calendar) -> bool {
        let clock = self.clock(terms, calendar);
        self.decision.is_none() && clock.is_some_and(|c| c.due(calendar).is_none())
    }

    /// Until when the contact is kept; nothing while it is not decided, or contested without an end, or
    /// there is none.
    #[must_use]
    pub fn kept_until(&self, terms: &Terms) -> Option<NaiveDate> {
        let decided = self.decision.as_ref().filter(|_| self.contact)?.on;
        let mut from = decided;
        for contest in &self.contests {
            from = from.max(contest.ruled?.0);
        }
        from.checked_add_days(chrono::Days::new(u64::from(terms.contact.request)))
    }
}

/// All requests that these events make, in the order in which they came.
///
/// # Errors
/// An act that cannot be read.
pub fn requests<'a>(
    written: impl IntoIterator<Item = Written<'a>>,
) -> Result<Vec<Request>, Unreadable> {
    let all = histories(written)?.into_iter();
    Ok(all
        .filter_map(|(number, events)| Request::fold(&number, &events))
        .collect())
}
