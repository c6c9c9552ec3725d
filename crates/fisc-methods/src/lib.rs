//! Method folders → leads. Binds parameters by date, runs the SQL on the engine, accounts for the
//! population, and says what was skipped and why.

pub mod cases;
pub mod graph;
mod keys;
mod leads;
mod lint;
pub mod method;
pub mod mutants;
pub mod packs;
mod parameters;
mod population;
mod run;
mod side_by_side;
pub mod statistic;
mod units;
mod views;

pub use lint::Lint;
pub use method::{Method, MethodError};
pub use packs::Pack;
pub use run::{Settings, run};
pub use units::tested_by_unit;
