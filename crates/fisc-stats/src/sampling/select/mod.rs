//! Which items are examined. Every draw comes from one stream that a seed decides, and its rules are
//! whole-number arithmetic, so that a third party with the same population draws the same items in any
//! language.

mod allocate;
mod items;
mod stream;
mod units;

pub use allocate::{allocate, spread};
pub use items::items;
pub use stream::{GENERATOR, Stream};
pub use units::{Hit, Units, units};

/// How items are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One random start, then every interval.
    Interval,
    /// One random item or unit in each cell.
    Cell,
    /// Random items or units of the whole.
    Random,
    /// Amounts over random numbers, the largest first (Hoogduin, Hall and Tsay, 2010).
    Sieve,
}

impl Way {
    /// The name in options and files.
    pub fn name(self) -> &'static str {
        match self {
            Way::Interval => "interval",
            Way::Cell => "cell",
            Way::Random => "random",
            Way::Sieve => "sieve",
        }
    }

    /// The way of this name.
    pub fn named(name: &str) -> Option<Way> {
        [Way::Interval, Way::Cell, Way::Random, Way::Sieve]
            .into_iter()
            .find(|way| way.name() == name)
    }
}
