//! The vocabulary that every other crate speaks: money, tables and columns, keys, leads,
//! identifiers, calendars, the engagement file. Plain types; no I/O, no clock, no paths opened.

/// The snake_case word of a fieldless enum, as it is serialised.
macro_rules! words {
    ($($ty:ty),*) => {$(
        impl std::fmt::Display for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                serde::Serialize::serialize(self, f)
            }
        }
    )*};
}
pub mod act;
pub mod calendar;
pub mod cell;
pub mod digest;
pub mod engagement;
pub mod finding;
pub mod identifier;
pub mod lead;
pub mod money;
pub mod run;
pub mod schema;
mod words;

pub use money::Money;
