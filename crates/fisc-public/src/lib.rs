//! What follows a publication. Somebody writes: every item gets an owner, a deadline and an answer
//! ([`feedback`]). Somebody asks for information: the regulation's clock runs, is extended, stands still
//! while others are heard ([`request`]). Once a year both are reported ([`annual`]), and the releases of
//! several engagements are added up ([`year`]). Pure: what is judged is a fold of events in their order,
//! every date is an argument, and files and registers belong to the caller.

pub mod annual;
pub mod event;
pub mod feedback;
mod paper;
pub mod refusal;
pub mod request;
pub mod terms;
mod texts;
pub mod year;

pub use event::Event;
pub use fisc_i18n::Lang;
pub use paper::{Paper, Part};
pub use refusal::Refusal;
pub use terms::Terms;
pub use texts::word;
