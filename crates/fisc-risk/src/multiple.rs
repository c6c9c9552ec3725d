//! Many units tested at once: by chance alone some stand out. The rate of false discoveries is held
//! with Benjamini and Hochberg (1995), and said beside the result.

use crate::stored;
use serde::{Deserialize, Serialize};
use statrs::distribution::{Binomial, DiscreteCDF};

/// A unit's test: how many of its tested rows were flagged, against all units' rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// The unit.
    pub unit: String,
    /// Rows tested there.
    pub tested: u64,
    /// Of which flagged.
    pub flagged: u64,
}

/// What came out for a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StandsOut {
    /// The test.
    #[serde(flatten)]
    pub tested: Tested,
    /// How probable so many or more flagged rows are at the rate of all units together.
    pub p: f64,
    /// The smallest rate of false discoveries at which this unit would be among them.
    pub adjusted: f64,
    /// Whether it stands out at the rate that was asked for.
    pub stands_out: bool,
}

/// The upper tail P(X ≥ flagged) of the binomial with the rate of all units together, for each unit,
/// adjusted for their number. In the order given. Rate in millionths.
#[must_use]
pub fn units(tested: &[Tested], rate: u32) -> Vec<StandsOut> {
    let all: u64 = tested.iter().map(|t| t.tested).sum();
    let flagged: u64 = tested.iter().map(|t| t.flagged).sum();
    let p: Vec<f64> = tested.iter().map(|t| tail(t, flagged, all)).collect();
    let adjusted = adjust(&p);
    let rate = f64::from(rate) / f64::from(crate::settings::ONE);
    tested
        .iter()
        .zip(p.iter().zip(adjusted))
        .map(|(t, (p, adjusted))| StandsOut {
            tested: t.clone(),
            p: *p,
            adjusted,
            stands_out: adjusted <= rate,
        })
        .collect()
}

fn tail(unit: &Tested, flagged: u64, all: u64) -> f64 {
    if unit.flagged == 0 || all == 0 || flagged >= all {
        return 1.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of rows, far below 2^53")]
    let rate = flagged as f64 / all as f64;
    match Binomial::new(rate, unit.tested) {
        // sf(k) is P(X > k).
        Ok(binomial) => stored(binomial.sf(unit.flagged - 1)),
        Err(_) => 1.0,
    }
}

/// Adjusted p-values: the i-th smallest of m becomes min over j ≥ i of p(j) · m / j, at most 1.
#[must_use]
pub fn adjust(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]).then(a.cmp(b)));
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (rank, at) in order.iter().enumerate().rev() {
        #[expect(clippy::cast_precision_loss, reason = "numbers of units")]
        let scaled = p[*at] * p.len() as f64 / (rank + 1) as f64;
        least = least.min(scaled);
        adjusted[*at] = stored(least);
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The fifteen p-values of Benjamini and Hochberg (1995), section 3.2: at 5 % the first four are
    /// rejected, where Bonferroni rejects three.
    const PUBLISHED: [f64; 15] = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0000,
    ];

    #[test]
    fn the_published_example() {
        let adjusted = adjust(&PUBLISHED);
        let rejected: Vec<bool> = adjusted.iter().map(|a| *a <= 0.05).collect();
        assert_eq!(rejected.iter().filter(|r| **r).count(), 4);
        assert!(rejected[..4].iter().all(|r| *r));
        // R: p.adjust(p, "BH")[1:5]
        for (found, expected) in adjusted
            .iter()
            .zip([0.0015, 0.003, 0.0095, 0.035625, 0.0603])
        {
            assert!((found - expected).abs() < 1e-10, "{found} {expected}");
        }
    }

    #[test]
    fn a_unit_beyond_chance_stands_out_and_even_units_do_not() {
        let unit = |n: u64, flagged| Tested {
            unit: n.to_string(),
            tested: 1000,
            flagged,
        };
        let even: Vec<Tested> = (0..20).map(|n| unit(n, 10)).collect();
        assert!(units(&even, 50_000).iter().all(|u| !u.stands_out));
        let mut one = even.clone();
        one[7].flagged = 60;
        let out = units(&one, 50_000);
        let standing: Vec<&str> = out
            .iter()
            .filter(|u| u.stands_out)
            .map(|u| u.tested.unit.as_str())
            .collect();
        assert_eq!(standing, ["7"]);
        assert!(units(&[], 50_000).is_empty());
        let nothing = units(&[unit(1, 0)], 50_000);
        assert!(!nothing[0].stands_out);
    }

    proptest! {
        #[test]
        fn adjusting_keeps_the_order_and_never_helps(p in prop::collection::vec(0.0_f64..=1.0, 0..40)) {
            let p: Vec<f64> = p.into_iter().map(stored).collect();
            let adjusted = adjust(&p);
            for (raw, adj) in p.iter().zip(&adjusted) {
                prop_assert!(*adj >= raw * (1.0 - 1e-11) && *adj <= 1.0);
            }
            for i in 0..p.len() {
                for j in 0..p.len() {
                    if p[i] < p[j] {
                        prop_assert!(adjusted[i] <= adjusted[j]);
                    }
                }
            }
        }
    }
}
