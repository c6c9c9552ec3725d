//! What happened to an item: an act, on a day, by somebody. Items are folds of their events, and an
//! event is never changed.

use crate::refusal::Refusal;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An act on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event<A> {
    /// The day it happened.
    pub on: NaiveDate,
    /// Who did it: a person or a unit of the office.
    pub by: String,
    /// What.
    pub act: A,
}

/// Events of one item come in the order of their days, none from the future, each by somebody.
pub(crate) fn in_order<A>(
    event: &Event<A>,
    last: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    if event.by.trim().is_empty() {
        return Err(Refusal::new("by", &[]));
    }
    if event.on > today {
        let places = [("on", event.on.into()), ("today", today.into())];
        return Err(Refusal::new("future", &places));
    }
    match last {
        Some(last) if event.on < last => {
            let places = [("on", event.on.into()), ("last", last.into())];
            Err(Refusal::new("order", &places))
        }
        _ => Ok(()),
    }
}
