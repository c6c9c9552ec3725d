//! Personal data: finding it in texts and in whole packages, replacing it by markers and
//! pseudonyms, and keeping it out after a takedown. Bytes in, values out: nothing here reads a file,
//! a clock or a random source. docs/personal-data.md says what is found and what is not.

mod detect;
mod kind;
mod known;
mod ledger;
pub(crate) mod normal;
mod pseudonym;
mod redact;
mod scan;
mod takedown;
mod words;

pub use detect::{Detectors, Hit};
pub use kind::{Confidence, Kind, Reason, marker};
pub use known::{Known, KnownError};
pub use ledger::{known_as, looked_for};
pub use pseudonym::{Pseudonyms, Role, person_code};
pub use redact::{Redacted, redact, take_down};
pub use scan::{Allowed, How, Leak, Report, Unread, Why, scan};
pub use takedown::{Takedown, TakedownError, Takedowns, What};
pub use words::{Words, WordsError};
