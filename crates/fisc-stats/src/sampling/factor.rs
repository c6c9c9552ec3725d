//! Confidence and expansion factors: the numbers of monetary unit sampling that books print in tables.
//! They are computed, because printed tables are rounded up and one in circulation has a misprint
//! (risk 37 %, two misstatements: 3.35 for 3.25).

use super::limit::falling;
use super::tail::poisson;
use super::{Error, Share};

/// The confidence factor for k misstatements: the mean λ of a Poisson variable with
/// P(X ≤ k) = 1 − confidence, which is the gamma quantile at `confidence` with shape k + 1.
/// k need not be whole. Source: AICPA, Audit Sampling guide, appendix C, footnotes.
pub fn exact(k: f64, confidence: Share) -> Result<f64, Error> {
    let risk = confidence.open("the confidence")?.rest().value();
    let mut to = k + 2.0;
    while poisson(k, to) > risk {
        to *= 2.0;
    }
    Ok(falling(0.0, to, |mean| poisson(k, mean) > risk))
}

/// The confidence factor in hundredths as tables print it: rounded up, so that an interval made with it
/// is never too wide.
pub fn printed(k: u64, confidence: Share) -> Result<u64, Error> {
    Ok((exact(k as f64, confidence)? * 100.0 - 1e-9).ceil() as u64)
}

/// By how much the limit grows with the k-th misstatement: factor(k) − factor(k − 1), k from 1.
pub fn increment(k: u64, confidence: Share) -> Result<f64, Error> {
    Ok(exact(k as f64, confidence)? - exact(k as f64 - 1.0, confidence)?)
}

/// The expansion factor in hundredths for a risk of incorrect acceptance (1 − confidence): what an
/// expected misstatement is multiplied with, because an expectation is not an upper limit. Tabulated by
/// AICPA, Audit Sampling guide (monetary unit sampling), for nine risks; there is no formula behind it.
pub fn expansion(confidence: Share) -> Result<u64, Error> {
    let risk = confidence.rest();
    [
        (1, 190),
        (5, 160),
        (10, 150),
        (15, 140),
        (20, 130),
        (25, 125),
        (30, 120),
        (37, 115),
        (50, 100),
    ]
    .into_iter()
    .find(|(percent, _)| Share::new(*percent, 100) == Ok(risk))
    .map(|(_, factor)| factor)
    .ok_or(Error::Expansion(risk))
}
