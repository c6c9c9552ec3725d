//! Risk, explained. Which auditee and which lead to look at first is a judgement that must be open to
//! question: every score here comes with its components, its weights come from the pack, and what
//! people decide about leads changes how much the methods are believed. Pure: registers, ledgers and
//! clocks belong to the caller.

mod amount;
pub mod assessment;
pub mod exposure;
pub mod factors;
pub mod model;
pub mod multiple;
pub mod precision;
pub mod ranking;
pub mod settings;
pub mod texts;

/// Floats are stored with 12 significant digits: sums in another order then still give the same text.
#[must_use]
pub fn stored(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 0.0;
    }
    // Formatting and reading back is exact in both directions; a multiplication would not be.
    format!("{value:.11e}").parse().unwrap_or(0.0)
}
