//! Feedback on what was published. The rule that everything here serves: every item has an owner and an
//! answer. An item is the fold of its events; [`judge`] says whether the next one may follow.

mod act;
mod intake;
mod judge;
mod web;

pub use act::{Act, Channel, Kind, Source};
pub use intake::{COLUMNS, Row, Trouble, form, read};
pub use judge::judge;
pub use web::{Issued, Submission, is_receipt, receipt};

use crate::event::{Event, Unreadable, Written, histories};
use crate::terms::Terms;
use crate::texts::words;
use chrono::NaiveDate;
use fisc_model::calendar::Calendar;
use fisc_model::lead::Bilingual;
use serde::Serialize;

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has said yet what it is.
    Received,
    /// What it is has been said; nobody answers for it yet.
    Triaged,
    /// Somebody answers for it.
    Assigned,
    /// An error was accepted, and what was published is still to be corrected.
    ToCorrect,
    /// Answered; whether it is published is open.
    Answered,
    /// Question and answer are published.
    Published,
    /// Answered and not published.
    Closed,
}

impl State {
    /// In their order.
    pub const ALL: [State; 7] = [
        State::Received,
        State::Triaged,
        State::Assigned,
        State::ToCorrect,
        State::Answered,
        State::Published,
        State::Closed,
    ];

    /// Whether nothing is left to do.
    #[must_use]
    pub fn done(self) -> bool {
        matches!(self, State::Published | State::Closed)
    }
}
words!(State);

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// When.
    pub on: NaiveDate,
    /// By whom.
    pub by: String,
    /// In words.
    pub text: Bilingual,
    /// Of a report of an error: whether it is one.
    pub accepted: Option<bool>,
}

/// What is published of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Published {
    /// When.
    pub on: NaiveDate,
    /// What was asked, without personal data.
    pub question: String,
    /// The answer.
    pub answer: Bilingual,
}

/// An item of feedback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its number: `F-2026-1`.
    pub number: String,
    /// When it came.
    pub received_on: NaiveDate,
    /// How.
    pub channel: Channel,
    /// What the web form gave the sender to quote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// As received.
    pub text: String,
    /// The finding it is about, where it names one.
    pub finding: Option<String>,
    /// Whether it is known how to reach who sent it; the contact itself stands elsewhere.
    pub contact: bool,
    /// What it is.
    pub kind: Option<Kind>,
    /// Why it is out of scope, and what else was noted at triage.
    pub note: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// A deadline of its own.
    pub own_due: Option<NaiveDate>,
    /// The answer.
    pub answer: Option<Answer>,
    /// The release that corrected the error.
    pub corrected: Option<u32>,
    /// What is published.
    pub published: Option<Published>,
    /// Why it was closed without publication, or taken back from it.
    pub closed: Option<String>,
    /// The day of its last event.
    pub last: NaiveDate,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Waits {
    /// Somebody to say what it is.
    Triage,
    /// The answer.
    Answer,
    /// The correction of what was published.
    Correction,
    /// A decision on publication; no term.
    Publication,
}

impl Waits {
    /// All.
    pub const ALL: [Waits; 4] = [
        Waits::Triage,
        Waits::Answer,
        Waits::Correction,
        Waits::Publication,
    ];
}
words!(Waits);

impl Item {
    /// The item that its first event makes; nothing if that is no receipt.
    #[must_use]
    pub fn begin(number: &str, event: &Event<Act>) -> Option<Item> {
        let Act::Received {
            channel,
            text,
            finding,
            contact,
            source,
        } = &event.act
        else {
            return None;
        };
        Some(Item {
            number: number.to_string(),
            received_on: event.on,
            channel: *channel,
            receipt: source.as_ref().and_then(|s| s.receipt.clone()),
            text: text.clone(),
            finding: finding.clone(),
            contact: *contact,
            kind: None,
            note: String::new(),
            owner: None,
            own_due: None,
            answer: None,
            corrected: None,
            published: None,
            closed: None,
            last: event.on,
        })
    }

    /// The item after one more event, which was judged when it was written.
    #[must_use]
    pub fn after(mut self, event: &Event<Act>) -> Item {
        self.last = event.on;
        match &event.act {
            Act::Received { .. } => {}
            Act::Triaged { kind, note } => {
                self.kind = Some(*kind);
                self.note.clone_from(note);
            }
            Act::Assigned { owner, due, .. } => {
                self.owner = Some(owner.clone());
                self.own_due = *due;
            }
            Act::Answered { text, accepted } => {
                self.answer = Some(Answer {
                    on: event.on,
                    by: event.by.clone(),
                    text: text.clone(),
                    accepted: *accepted,
                });
            }
            Act::Corrected { release } => self.corrected = Some(*release),
            Act::Published { question, answer } => {
                self.published = Some(Published {
                    on: event.on,
                    question: question.clone(),
                    answer: answer.clone(),
                });
            }
            Act::Closed { reason } => {
                self.published = None;
                self.closed = Some(reason.clone());
            }
            Act::ContactErased {} => self.contact = false,
        }
        self
    }

    /// The item that these events make, in their order.
    #[must_use]
    pub fn fold(number: &str, events: &[Event<Act>]) -> Option<Item> {
        let (first, rest) = events.split_first()?;
        let begun = Item::begin(number, first)?;
        Some(rest.iter().fold(begun, Item::after))
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> State {
        let to_correct = self.answer.as_ref().and_then(|a| a.accepted) == Some(true);
        if self.closed.is_some() {
            State::Closed
        } else if self.published.is_some() {
            State::Published
        } else if to_correct && self.corrected.is_none() {
            State::ToCorrect
        } else if self.answer.is_some() {
            State::Answered
        } else if self.owner.is_some() {
            State::Assigned
        } else if self.kind.is_some() {
            State::Triaged
        } else {
            State::Received
        }
    }

    /// What is waited for; nothing once it is done.
    #[must_use]
    pub fn waits(&self) -> Option<Waits> {
        match self.state() {
            State::Received => Some(Waits::Triage),
            State::Triaged | State::Assigned => Some(Waits::Answer),
            State::ToCorrect => Some(Waits::Correction),
            State::Answered => Some(Waits::Publication),
            State::Published | State::Closed => None,
        }
    }

    /// By when what is waited for is due. Nothing where nothing has a term, or where the calendar does
    /// not reach that far, which [`Item::beyond`] tells apart.
    #[must_use]
    pub fn due(&self, terms: &Terms, calendar: &Calendar) -> Option<NaiveDate> {
        match self.waits()? {
            Waits::Triage => calendar.term(self.received_on, terms.feedback.triage),
            Waits::Answer => self.own_due.or_else(|| self.term(terms, calendar)),
            Waits::Correction => {
                let answered = self.answer.as_ref()?.on;
                calendar.term(answered, terms.feedback.correction)
            }
            Waits::Publication => None,
        }
    }

    /// The end of the term to answer, by its kind.
    #[must_use]
    pub fn term(&self, terms: &Terms, calendar: &Calendar) -> Option<NaiveDate> {
        calendar.term(self.received_on, self.kind?.days(terms))
    }

    /// Whether a term runs whose end the calendar does not know.
    #[must_use]
    pub fn beyond(&self, terms: &Terms, calendar: &Calendar) -> bool {
        let timed = !matches!(self.waits(), None | Some(Waits::Publication));
        timed && self.due(terms, calendar).is_none()
    }

    /// Whether what is waited for should be there already.
    #[must_use]
    pub fn overdue(&self, terms: &Terms, calendar: &Calendar, today: NaiveDate) -> bool {
        self.due(terms, calendar).is_some_and(|due| due < today)
    }

    /// Until when the contact is kept; nothing while there is no answer, or no contact.
    #[must_use]
    pub fn kept_until(&self, terms: &Terms) -> Option<NaiveDate> {
        let answered = self.answer.as_ref().filter(|_| self.contact)?.on;
        let days = u64::from(terms.contact.feedback);
        answered.checked_add_days(chrono::Days::new(days))
    }
}

/// All feedback that these events make, in the order in which it came.
///
/// # Errors
/// An act that cannot be read.
pub fn items<'a>(written: impl IntoIterator<Item = Written<'a>>) -> Result<Vec<Item>, Unreadable> {
    let all = histories(written)?.into_iter();
    Ok(all
        .filter_map(|(number, events)| Item::fold(&number, &events))
        .collect())
}
