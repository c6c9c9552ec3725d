//! Whether an act may follow what happened to an item so far. No deadline is missed by a refusal here:
//! what is late is written down as late.

use super::{Act, Item, Kind, State};
use crate::event::{Event, in_order};
use crate::refusal::Refusal;
use crate::terms::Terms;
use crate::texts::Place;
use chrono::NaiveDate;
use fisc_model::calendar::Calendar;
use fisc_model::lead::Bilingual;

/// Judges an act on an item; `found` names what personal data the detectors found in a text that is to be
/// published. A new item has none yet: `item` is nothing.
///
/// # Errors
/// The rule that it breaks, and what to do.
pub fn judge(
    item: Option<&Item>,
    event: &Event<Act>,
    found: &[String],
    terms: &Terms,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<(), Refusal> {
    in_order(event, item.map(|i| i.last), today)?;
    let Some(item) = item else {
        return match &event.act {
            Act::Received { text, .. } if !text.trim().is_empty() => Ok(()),
            _ => Err(Refusal::new("empty", &[])),
        };
    };
    let of = |rule: &'static str| Refusal::new(rule, &[("item", (&item.number).into())]);
    let answered = item.answer.is_some();
    match &event.act {
        Act::Received { .. } => Err(of("twice")),
        _ if item.closed.is_some() && !matches!(event.act, Act::ContactErased {}) => {
            Err(of("closed"))
        }
        Act::Triaged { .. } | Act::Assigned { .. } | Act::Answered { .. } if answered => {
            Err(of("answered"))
        }
        Act::Triaged { kind, note } => match (kind, note.trim()) {
            (Kind::OutOfScope, "") => Err(of("scope-reason")),
            _ => Ok(()),
        },
        Act::Assigned { owner, due, reason } => {
            if item.kind.is_none() {
                return Err(of("not-triaged"));
            }
            if owner.trim().is_empty() {
                return Err(of("no-owner"));
            }
            let term = item.term(terms, calendar);
            match (due, term) {
                (Some(due), _) if *due < event.on => Err(of("due-past")),
                (Some(due), Some(term)) if *due > term && reason.trim().is_empty() => {
                    let places: [(&str, Place); 3] = [
                        ("item", (&item.number).into()),
                        ("due", (*due).into()),
                        ("term", term.into()),
                    ];
                    Err(Refusal::new("due-beyond", &places))
                }
                _ => Ok(()),
            }
        }
        Act::Answered { text, accepted } => {
            if item.owner.is_none() {
                return Err(of("unowned"));
            }
            if blank(text) {
                return Err(of("no-answer"));
            }
            match (item.kind == Some(Kind::Error), accepted) {
                (true, None) => Err(of("accepted-or-not")),
                (false, Some(_)) => Err(of("no-error")),
                _ => Ok(()),
            }
        }
        Act::Corrected { release } => {
            if item.state() != State::ToCorrect || *release == 0 {
                return Err(of("nothing-to-correct"));
            }
            Ok(())
        }
        Act::Published { question, answer } => {
            ready(item)?;
            if item.kind == Some(Kind::Tip) {
                return Err(of("tip"));
            }
            if question.trim().is_empty() || blank(answer) {
                return Err(of("no-answer"));
            }
            if !found.is_empty() {
                let places: [(&str, Place); 2] = [
                    ("item", (&item.number).into()),
                    ("found", found.join(", ").into()),
                ];
                return Err(Refusal::new("personal", &places));
            }
            Ok(())
        }
        Act::Closed { reason } => {
            ready(item)?;
            match reason.trim() {
                "" => Err(of("close-reason")),
                _ => Ok(()),
            }
        }
        Act::ContactErased {} => match (item.contact, answered) {
            (false, _) => Err(of("no-contact")),
            (true, false) => Err(of("contact-needed")),
            (true, true) => Ok(()),
        },
    }
}

fn blank(text: &Bilingual) -> bool {
    text.en.trim().is_empty() && text.zh.trim().is_empty()
}

/// Nothing ends without an answer, and no accepted error without its correction.
fn ready(item: &Item) -> Result<(), Refusal> {
    let places = [("item", (&item.number).into())];
    if item.answer.is_none() {
        return Err(Refusal::new("not-answered", &places));
    }
    if item.state() == State::ToCorrect {
        return Err(Refusal::new("not-corrected", &places));
    }
    Ok(())
}
