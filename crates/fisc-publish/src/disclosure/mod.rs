//! Disclosure control: no figure that is published about people may tell about a single person, alone
//! or together with everything else that is published, now or before. It applies to natural persons
//! only; public bodies and firms are named and counted: openness is the rule (docs/openness.md).
//!
//! [`protect`] takes unsafe figures and those that would give them back out of what is shown
//! (`rules`, `suppress`); the audit of the finished files ([`audit_files`]) works out, as a stranger
//! with a computer would, what can still be known (`audit`, `space`), and shares no code with the
//! choice.

mod audit;
mod joint;
mod people;
mod protect;
mod rules;
mod said;
mod space;
mod spelled;
mod suppress;
mod table;
mod tableau;
#[cfg(test)]
mod tests;
mod words;

pub use audit::{Exposure, Figure, Insider, Need, Question, audit, releases};
pub use joint::Earlier;
pub use people::{People, sheet};
pub use protect::{Asked, Disclosed, DisclosureError, Protected, audit_files, protect};
pub use rules::{
    Dominance, Minimum, PPercent, Percentages, Rules, RulesError, Sensitive, Unsafe, Why,
};
pub use said::{Said, Unreadable};
pub use space::{Equation, Form, Range, Space, SpaceError};
pub use suppress::{Candidate, Chosen, Measure};
pub use table::{Cell, Dimension, Record, TOTAL, cells};
