//! How many items must be examined, and how many of them may deviate, so that the sample can show that
//! the population deviates less than is tolerable.

use super::tail::{binomial_within, hypergeometric_within, poisson_within};
use super::{Distribution, Error, Share, decimal};
use std::fmt;

/// What a plan for attributes is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The distribution the sample is judged by.
    pub distribution: Distribution,
    /// The confidence, between 0 and 1 and neither.
    pub confidence: Share,
    /// The tolerable rate of deviation, likewise.
    pub tolerable: Share,
    /// The expected rate, below the tolerable one.
    pub expected: Share,
    /// The size of the population: needed by the hypergeometric distribution, and no plan is larger.
    pub population: Option<u64>,
}

/// How many deviations a plan allows for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// ⌈e·n⌉ items.
    Items(u64),
    /// e·n, unrounded, as a fraction.
    Fraction {
        /// The numerator.
        over: u128,
        /// The denominator.
        under: u128,
    },
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Allowed::Items(k) => write!(f, "{k}"),
            Allowed::Fraction { over, under } => f.write_str(&decimal(*over, *under)),
        }
    }
}

/// A plan: examine n items; with no more than k deviations the population is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The number of items to examine.
    pub n: u64,
    /// The deviations that may be among them.
    pub k: Allowed,
}

/// Beyond so many allowed deviations the two rates are too near each other for a sample.
const MOST_ALLOWED: u64 = 20_000;
/// And no sample is larger than this.
const MOST_ITEMS: u64 = 1_000_000_000;

/// The smallest n at which the plan passes ([`passes`]): P(X ≤ k | tolerable) ≤ 1 − confidence, where
/// k = ⌈e·n⌉ for the binomial and the hypergeometric distribution and k = e·n, unrounded, for the
/// Poisson distribution (AICPA, Audit Sampling guide, appendices A and C). A finite population has
/// ⌈m·N⌉ deviating items at the tolerable rate m.
pub fn attributes(question: &Question) -> Result<Plan, Error> {
    question.confidence.open("the confidence")?;
    question.tolerable.open("the tolerable rate")?;
    if question.expected >= question.tolerable {
        return Err(Error::Expected {
            expected: question.expected,
            tolerable: question.tolerable,
        });
    }
    let most = match (question.distribution, question.population) {
        (Distribution::Hypergeometric, None) => return Err(Error::Population),
        (_, Some(all)) => all,
        (_, None) => MOST_ITEMS,
    };
    let n = match question.distribution {
        Distribution::Poisson => smallest(question, 1, most),
        _ => by_allowed(question, most)?,
    };
    let n = n.ok_or(match question.population {
        Some(all) => Error::Everything(all),
        None => Error::TooNear(MOST_ALLOWED),
    })?;
    Ok(Plan {
        n,
        k: allowed(question, n),
    })
}

/// What the plan allows in a sample of n.
fn allowed(question: &Question, n: u64) -> Allowed {
    let e = question.expected;
    match question.distribution {
        Distribution::Poisson => Allowed::Fraction {
            over: u128::from(e.over()) * u128::from(n),
            under: e.under().into(),
        },
        _ => Allowed::Items(e.ceil_of(n)),
    }
}

/// Whether a sample of n with the deviations that the plan then allows shows, at the confidence, that
/// the rate is below the tolerable one.
pub fn passes(question: &Question, n: u64) -> bool {
    let (m, risk) = (question.tolerable, question.confidence.rest());
    match (allowed(question, n), question.population) {
        (Allowed::Fraction { over, under }, _) => {
            poisson_within(over as f64 / under as f64, m.value() * n as f64, risk)
        }
        (Allowed::Items(k), Some(all)) if question.distribution == Distribution::Hypergeometric => {
            let bad = m.ceil_of(all);
            k < bad && hypergeometric_within(k, n, all, bad, risk)
        }
        (Allowed::Items(k), _) => k < n && binomial_within(k, n, m, risk),
    }
}

/// With k held, more items always make the evidence stronger, so that within the run of n that share
/// one ⌈e·n⌉ a bisection finds the smallest. Over all n there is no such order: k grows as n does.
fn by_allowed(question: &Question, most: u64) -> Result<Option<u64>, Error> {
    let mut from = 1;
    for k in 0..=MOST_ALLOWED {
        let to = match (k, question.expected.floor_into(k)) {
            (_, None) => most,
            (_, Some(last)) => last.min(most),
        };
        if from <= to
            && let Some(n) = smallest(question, from, to)
        {
            return Ok(Some(n));
        }
        if to == most {
            return Ok(None);
        }
        from = from.max(to + 1);
    }
    Err(Error::TooNear(MOST_ALLOWED))
}

/// The smallest n of a range in which a plan that passes is followed by plans that pass.
fn smallest(question: &Question, from: u64, to: u64) -> Option<u64> {
    if !passes(question, to) {
        return None;
    }
    let (mut low, mut high) = (from, to);
    while low < high {
        let middle = low + (high - low) / 2;
        if passes(question, middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(high)
}
