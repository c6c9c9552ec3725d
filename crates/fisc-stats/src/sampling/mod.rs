//! Audit sampling: how many items, which items, and what the sample says about the rest. Sizes and
//! limits decide whether a population is accepted, so that a ceiling or a comparison with the risk is
//! made in whole numbers wherever floating point could tip it.
//!
//! Rates and confidences are exact fractions ([`Share`]), amounts are whole cents, and every result
//! names its distribution and rule. The sources of the formulas stand at each function.

pub mod evaluate;
pub mod factor;
pub mod limit;
pub mod monetary;
pub mod plan;
pub mod risk;
pub mod select;
mod share;
mod tail;

pub use share::{Share, decimal};
pub use tail::Distribution;

/// Why a plan, a selection or an evaluation is refused. Each says what to change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not a share between 0 and 1 with at most 15 decimals.
    #[error("`{0}` is no share between 0 and 1: write 0.05 or 5%")]
    Share(String),
    /// A confidence or a tolerable rate that decides nothing.
    #[error("{0} must lie between 0 and 1 and be neither")]
    Open(&'static str),
    /// A sample can only show that less than the tolerable rate deviates if less is expected.
    #[error("the expected rate {expected} is not below the tolerable rate {tolerable}")]
    Expected {
        /// The expected rate.
        expected: Share,
        /// The tolerable rate.
        tolerable: Share,
    },
    /// The hypergeometric distribution is one of finite populations.
    #[error("the hypergeometric distribution needs the size of the population")]
    Population,
    /// No sample smaller than the population gives the confidence.
    #[error("no sample of the {0} items gives this confidence: examine all of them")]
    Everything(u64),
    /// The rates are so near each other that a sample is no help.
    #[error(
        "the expected rate is too near the tolerable one: the sample would allow more than {0} deviations"
    )]
    TooNear(u64),
    /// More found than looked at, or more looked at than there is.
    #[error("{what}: {part} of {whole}")]
    Part {
        /// What is impossible.
        what: &'static str,
        /// The part.
        part: u64,
        /// What it is a part of.
        whole: u64,
    },
    /// An amount for which the rule has no meaning.
    #[error("{0}")]
    Amount(&'static str),
    /// No printed expansion factor for this risk.
    #[error(
        "no expansion factor is printed for a risk of {0}: give one, or use 0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.37 or 0.5"
    )]
    Expansion(Share),
    /// Sums beyond 128 bits.
    #[error("the amounts are too large to be summed exactly")]
    Overflow,
}

/// A number as it is stored and printed: 12 significant digits, which every machine agrees on.
pub fn rounded(x: f64) -> f64 {
    format!("{x:.11e}").parse().unwrap_or(x)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod vectors;
