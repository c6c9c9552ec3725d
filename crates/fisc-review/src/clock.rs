//! When an entry is received: by the clock of whoever keeps the log, and never before the entry that
//! it comes after, because terms are reckoned by it.

use crate::case::Case;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};

/// The moment at which an entry is received, never before the entry that it comes after: terms are
/// reckoned by it. Who waited for the write lock looked at the clock before it came free, so little
/// is made up for; a clock that was set back is not.
pub(crate) fn in_order(case: &Case, received: DateTime<Utc>) -> Result<DateTime<Utc>, Refusal> {
    const WAITED: TimeDelta = TimeDelta::minutes(10);
    match case.last_received() {
        Some(last) if received + WAITED < last => {
            let places = [("at", received.into()), ("last", last.into())];
            Err(Refusal::new("clock-back", "clock-back", &places))
        }
        Some(last) => Ok(received.max(last)),
        None => Ok(received),
    }
}
