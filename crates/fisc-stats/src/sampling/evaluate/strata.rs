//! Deviations over strata that were sampled apart, and the stratum that was examined whole.

use super::super::{Distribution, Error, Share, limit, rounded};

/// A stratum and what was found in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// Its items.
    pub items: u64,
    /// Those examined.
    pub n: u64,
    /// Those that deviate.
    pub k: u64,
}

/// Deviations in the whole population.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Combined {
    /// Σ items · k/n: the likely number.
    pub likely: f64,
    /// The upper limit of the number.
    pub upper: f64,
    /// The upper limit of the rate.
    pub rate: f64,
}

/// The upper limit over all strata. What was examined whole adds what was found and no risk; the risk
/// is shared equally among the others, each of which gets the exact limit at 1 − risk/H: by Bonferroni's
/// inequality all H limits hold together with the confidence, and so does their sum. With one sampled
/// stratum it is the exact limit itself. Conservative: the limit is never too low.
pub fn combined(
    distribution: Distribution,
    strata: &[Stratum],
    confidence: Share,
) -> Result<Combined, Error> {
    let sampled = strata.iter().filter(|s| s.n < s.items).count() as u64;
    let each = match sampled {
        0 => confidence,
        parts => confidence.rest().part(parts)?.rest(),
    };
    let (mut likely, mut upper, mut all) = (0.0, 0.0, 0u64);
    for s in strata {
        all += s.items;
        if s.n >= s.items {
            likely += s.k as f64;
            upper += s.k as f64;
            continue;
        }
        let found = limit::upper(distribution, s.n, s.k, each, Some(s.items))?;
        likely += s.items as f64 * s.k as f64 / s.n as f64;
        upper += match found.items {
            Some(items) => items as f64,
            None => found.rate * s.items as f64,
        };
    }
    if all == 0 {
        return Err(Error::Amount("a population without items has no rate"));
    }
    Ok(Combined {
        likely: rounded(likely),
        upper: rounded(upper),
        rate: rounded(upper / all as f64),
    })
}
