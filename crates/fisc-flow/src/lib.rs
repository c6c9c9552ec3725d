//! Where money goes and where it came from: the graph of transfers from government to government,
//! with the allotments (the paper trail) and the payments and grants (the cash) that hang on it.
//!
//! Pure: rows come in as plain slices, results go out as plain values. Every amount is exact and
//! every split ties to the cent; at every receipt what came in equals what went out, or the
//! difference has a name ([`Kind`]).

mod back;
mod circle;
mod clocks;
mod graph;
mod names;
mod receipt;
mod rows;
mod split;
mod trace;

pub use back::{Appropriation, Origins, Recipient};
pub use circle::{Circle, CircleRule, Edge, Share, circles};
pub use clocks::{Clock, Clocks, NoClock, Term};
pub use graph::{FlowError, Graph};
pub use names::{Name, Names};
pub use receipt::{Begins, Kind, Receipt, Seldom};
pub use rows::{
    Batch, Government, Grant, Level, Line, Link, Payment, Program, Rows, Transfer, TransferKind,
    Vote,
};
pub use split::split;
pub use trace::{Difference, LevelOf, LevelSums, Paid, Part, Start, Step, Trace};
