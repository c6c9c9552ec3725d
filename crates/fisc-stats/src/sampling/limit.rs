//! What a sample of n with k deviations says about the rate in the population: the exact limits.
//! Clopper and Pearson, Biometrika 26 (1934), for the binomial; the same inversion of the tail for
//! the Poisson and the hypergeometric distribution.

use super::tail::{binomial, hypergeometric_within, poisson};
use super::{Distribution, Error, Share, factor, rounded};

/// A limit of the deviation rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The rate, 0 to 1, to 12 significant digits.
    pub rate: f64,
    /// The number of deviating items, where the population is finite and counted.
    pub items: Option<u64>,
}

/// The one-sided upper limit at `confidence` for k deviations among n items: the largest rate at which
/// k or fewer would still be found with a probability above 1 − confidence. `population` is needed by
/// the hypergeometric distribution alone and gives the limit in items as well.
pub fn upper(
    distribution: Distribution,
    n: u64,
    k: u64,
    confidence: Share,
    population: Option<u64>,
) -> Result<Limit, Error> {
    check(n, k, population)?;
    let risk = confidence.open("the confidence")?.rest();
    Ok(match distribution {
        Distribution::Binomial if k == n => rate(1.0),
        Distribution::Binomial => {
            let from = k as f64 / n as f64;
            rate(falling(from, 1.0, |p| binomial(k, n, p) > risk.value()))
        }
        Distribution::Poisson => rate((factor::exact(k as f64, confidence)? / n as f64).min(1.0)),
        Distribution::Hypergeometric => {
            let all = population.ok_or(Error::Population)?;
            // k deviations cannot be refused; all that were not looked at may deviate.
            let (mut held, mut refused) = (k, all - (n - k) + 1);
            while refused - held > 1 {
                let middle = held + (refused - held) / 2;
                if hypergeometric_within(k, n, all, middle, risk) {
                    refused = middle;
                } else {
                    held = middle;
                }
            }
            items(held, all)
        }
    })
}

/// The one-sided lower limit at `confidence`: the smallest rate at which k or more would still be
/// found with a probability above 1 − confidence; 0 where nothing was found.
pub fn lower(
    distribution: Distribution,
    n: u64,
    k: u64,
    confidence: Share,
    population: Option<u64>,
) -> Result<Limit, Error> {
    check(n, k, population)?;
    let risk = confidence.open("the confidence")?.rest().value();
    if k == 0 {
        return Ok(match (distribution, population) {
            (Distribution::Hypergeometric, Some(all)) => items(0, all),
            (Distribution::Hypergeometric, None) => return Err(Error::Population),
            _ => rate(0.0),
        });
    }
    Ok(match distribution {
        Distribution::Binomial => {
            let to = k as f64 / n as f64;
            rate(falling(0.0, to, |p| binomial(k - 1, n, p) >= 1.0 - risk))
        }
        Distribution::Poisson => {
            let (k, n) = (k as f64, n as f64);
            rate(falling(0.0, 1.0, |p| poisson(k - 1.0, p * n) >= 1.0 - risk))
        }
        Distribution::Hypergeometric => {
            let all = population.ok_or(Error::Population)?;
            // P(X ≥ k) > risk, seen from the other side: n − k or fewer sound ones.
            let (mut refused, mut held) = (k - 1, all - (n - k));
            let exact = confidence.rest();
            while held - refused > 1 {
                let middle = refused + (held - refused) / 2;
                if hypergeometric_within(n - k, n, all, all - middle, exact) {
                    refused = middle;
                } else {
                    held = middle;
                }
            }
            items(held, all)
        }
    })
}

fn check(n: u64, k: u64, population: Option<u64>) -> Result<(), Error> {
    let part = |what, part, whole| Err(Error::Part { what, part, whole });
    match population {
        _ if n == 0 => Err(Error::Amount(
            "no item was examined: the sample says nothing",
        )),
        _ if k > n => part("more deviations than items examined", k, n),
        Some(all) if n > all => part("more items examined than the population has", n, all),
        _ => Ok(()),
    }
}

fn rate(rate: f64) -> Limit {
    Limit {
        rate: rounded(rate),
        items: None,
    }
}

fn items(items: u64, all: u64) -> Limit {
    Limit {
        rate: rounded(items as f64 / all as f64),
        items: Some(items),
    }
}

/// Where `holds` stops holding between two numbers, to the last bit.
pub(super) fn falling(mut from: f64, mut to: f64, holds: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = from + (to - from) / 2.0;
        if middle <= from || middle >= to {
            return middle;
        }
        if holds(middle) {
            from = middle;
        } else {
            to = middle;
        }
    }
}
