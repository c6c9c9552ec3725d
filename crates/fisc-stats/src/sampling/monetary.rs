//! Monetary unit sampling, planned: each unit of money is an item, so that large amounts are drawn more
//! often and those of an interval or more for certain.

use super::{Error, Share, factor};

/// What a monetary unit plan is asked for. Amounts are whole cents.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The book value of the population, positive.
    pub book: i128,
    /// The tolerable misstatement, positive and below the book value.
    pub tolerable: i128,
    /// The expected misstatement.
    pub expected: i128,
    /// 1 − the risk of incorrect acceptance.
    pub confidence: Share,
    /// The expansion factor in hundredths; left out: the tabulated one of this risk.
    pub expansion: Option<u64>,
}

/// A monetary unit plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The sampling interval in whole cents, rounded down.
    pub interval: i128,
    /// The number of intervals in the book value, the last one begun counted.
    pub n: u64,
    /// The confidence factor used, in hundredths, rounded up as tables print it.
    pub factor: u64,
    /// The expansion factor used, in hundredths.
    pub expansion: u64,
}

/// Interval = (tolerable − expected · expansion) / factor(0), n = ⌈book / interval⌉. The factor is the
/// printed one (rounded up), which makes the interval smaller and never larger. Source: AICPA, Audit
/// Sampling guide, monetary unit sampling.
pub fn plan(question: &Question) -> Result<Plan, Error> {
    let q = question;
    if q.book <= 0 || q.tolerable <= 0 || q.expected < 0 {
        return Err(Error::Amount(
            "the book value and the tolerable misstatement must be above zero, the expected one not below",
        ));
    }
    if q.tolerable >= q.book {
        return Err(Error::Amount(
            "a tolerable misstatement of the whole book value or more needs no sample",
        ));
    }
    let factor = factor::printed(0, q.confidence)?;
    let expansion = match q.expansion {
        Some(given) => given,
        None if q.expected == 0 => 100,
        None => factor::expansion(q.confidence)?,
    };
    let hundredfold = |x: i128| x.checked_mul(100).ok_or(Error::Overflow);
    let expected = q
        .expected
        .checked_mul(expansion.into())
        .ok_or(Error::Overflow)?;
    let room = hundredfold(q.tolerable)? - expected;
    let interval = room / i128::from(factor);
    if interval <= 0 {
        return Err(Error::Amount(
            "the expected misstatement, expanded, leaves nothing of the tolerable one: examine everything",
        ));
    }
    let n = u64::try_from((q.book - 1) / interval + 1).map_err(|_| Error::Overflow)?;
    Ok(Plan {
        interval,
        n,
        factor,
        expansion,
    })
}
