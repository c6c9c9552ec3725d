//! From leads to findings to sign-off: who may do what, when, and what stands. The state of an
//! engagement is the fold of its record ([`case::Case`]); whether an act may follow is one function
//! over that state ([`judge::judge`]), as the office's policy says ([`policy::Policy`]); and
//! [`office::Office`] is the one door through which the programs act.

pub mod case;
pub mod changes;
mod clock;
pub mod confirmations;
pub mod disputes;
pub mod documents;
pub mod exposure;
pub mod findings;
pub mod gate;
pub mod identity;
pub mod judge;
pub mod leads;
pub mod live;
pub mod office;
pub mod paper;
pub mod people;
pub mod policy;
pub mod queue;
pub mod rectification;
pub mod referrals;
pub mod refusal;
pub mod stages;
pub mod subjects;
mod texts;

pub use case::Case;
pub use fisc_i18n::Lang;
pub use judge::judge;
pub use office::{Office, OfficeError};
pub use policy::Policy;
pub use refusal::{Notice, Refusal};
pub use texts::word;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

/// The day of a moment where the auditors are: terms end at midnight in China, not in Greenwich.
#[must_use]
pub fn day(moment: DateTime<Utc>) -> NaiveDate {
    const CHINA: i32 = 8 * 3600;
    let zone = FixedOffset::east_opt(CHINA);
    zone.map_or_else(
        || moment.date_naive(),
        |z| moment.with_timezone(&z).date_naive(),
    )
}
