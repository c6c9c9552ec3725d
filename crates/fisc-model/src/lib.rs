//! The vocabulary that every other crate speaks: money, tables and columns, keys, leads,
//! identifiers, calendars, the engagement file. Plain types; no I/O, no clock, no paths opened.

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

pub use money::Money;
