//! What happened to an item: an act, on a day, by somebody. Items are folds of their events, and an
//! event is never changed.

use crate::refusal::Refusal;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// An event as a book keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written<'a> {
    /// The item's number.
    pub item: &'a str,
    /// The day it happened.
    pub on: NaiveDate,
    /// Who did it.
    pub by: &'a str,
    /// What, as JSON.
    pub act: &'a str,
}

/// An event that is none of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{item}: {error}")]
pub struct Unreadable {
    /// Of which item.
    pub item: String,
    /// What is wrong with it.
    pub error: String,
}

/// An item's number and its events, in their order.
pub type History<A> = (String, Vec<Event<A>>);

/// Events by item, in the order in which the items came.
///
/// # Errors
/// The first act that cannot be read.
pub fn histories<'a, A: DeserializeOwned>(
    written: impl IntoIterator<Item = Written<'a>>,
) -> Result<Vec<History<A>>, Unreadable> {
    let mut all: Vec<History<A>> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for w in written {
        let act = serde_json::from_str(w.act).map_err(|e| Unreadable {
            item: w.item.to_string(),
            error: e.to_string(),
        })?;
        let event = Event {
            on: w.on,
            by: w.by.to_string(),
            act,
        };
        let place = *places.entry(w.item).or_insert(all.len());
        match all.get_mut(place) {
            Some((_, events)) => events.push(event),
            None => all.push((w.item.to_string(), vec![event])),
        }
    }
    Ok(all)
}
