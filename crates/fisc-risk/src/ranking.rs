//! How good a ranking is, where the truth is known: the share of the labelled amount among the first
//! few, and how high the labelled subjects stand. It is how the product is measured on its sample
//! province, and how an office may measure it on last year's findings.

use crate::settings::ONE;
use crate::stored;
use fisc_model::Money;
use std::collections::BTreeMap;

/// How a ranking did.
#[derive(Clone, Debug, PartialEq)]
pub struct Quality {
    /// Subjects that could have been ranked, those with a lead and those without.
    pub population: u64,
    /// So many of them are the first few.
    pub first: u64,
    /// Subjects with a label.
    pub labelled: u64,
    /// Of which among the first few.
    pub among_first: u64,
    /// Labelled amount among the first few.
    pub found: Money,
    /// All of the labelled amount.
    pub all: Money,
    /// What the best of all rankings would have among as many.
    pub reachable: Money,
    /// The mean, over the labelled subjects, of the share of labelled ones down to their place; a
    /// subject that is not ranked counts as 0. One where all labelled subjects stand first.
    pub average_precision: f64,
    /// The mean place of the labelled amount: each subject's place weighted with its amount, one that
    /// is not ranked at the end of the population. Nothing where there is no labelled amount.
    pub mean_place: Option<f64>,
}

impl Quality {
    /// The share of the labelled amount among the first few; one where nothing is labelled.
    #[must_use]
    pub fn share(&self) -> f64 {
        share(self.found, self.all)
    }

    /// The share that the best of all rankings would have.
    #[must_use]
    pub fn best(&self) -> f64 {
        share(self.reachable, self.all)
    }
}

fn share(part: Money, all: Money) -> f64 {
    if all.0 <= 0 {
        return 1.0;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share of amounts, stored with 12 digits"
    )]
    stored(part.0 as f64 / all.0 as f64)
}

/// Measures a ranking of `population` subjects, of whom `ranked` are those that something is said
/// about, the riskiest first; the others stand behind them. `top` is the share that counts as the
/// first few, in millionths, rounded up to whole subjects. A subject with a label that is not ranked
/// is missed; a label without an amount counts as a subject and adds nothing to the amounts.
#[must_use]
pub fn quality(
    ranked: &[String],
    population: u64,
    labels: &BTreeMap<String, Money>,
    top: u32,
) -> Quality {
    let population = population.max(ranked.len() as u64);
    let first = (u128::from(top) * u128::from(population)).div_ceil(u128::from(ONE));
    let first = u64::try_from(first).unwrap_or(population);
    let all: Money = labels.values().copied().sum();
    let mut seen: u64 = 0;
    let (mut among_first, mut found, mut precision) = (0, Money::ZERO, 0.0);
    let (mut placed, mut at) = (0_i128, Money::ZERO);
    for (place, subject) in (1_u64..).zip(ranked) {
        let Some(amount) = labels.get(subject) else {
            continue;
        };
        seen += 1;
        if place <= first {
            among_first += 1;
            found = found + *amount;
        }
        #[expect(clippy::cast_precision_loss, reason = "places in a ranking")]
        let share = seen as f64 / place as f64;
        precision += share;
        placed += i128::from(place) * amount.0;
        at = at + *amount;
    }
    placed += i128::from(population) * (all.0 - at.0);
    let mut largest: Vec<Money> = labels.values().copied().collect();
    largest.sort_unstable_by(|a, b| b.cmp(a));
    let fits = usize::try_from(first).unwrap_or(usize::MAX);
    #[expect(
        clippy::cast_precision_loss,
        reason = "means of places, stored with 12 digits"
    )]
    let (average_precision, mean_place) = (
        match labels.len() {
            0 => 1.0,
            n => stored(precision / n as f64),
        },
        (all.0 > 0).then(|| stored(placed as f64 / all.0 as f64)),
    );
    Quality {
        population,
        first,
        labelled: labels.len() as u64,
        among_first,
        found,
        all,
        reachable: largest.into_iter().take(fits).sum(),
        average_precision,
        mean_place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(n: u64) -> Vec<String> {
        (0..n).map(|n| n.to_string()).collect()
    }

    #[test]
    fn a_share_is_rounded_up_and_the_unranked_are_missed() {
        let labels = BTreeMap::from([
            ("0".to_string(), Money(70)),
            ("1".to_string(), Money(20)),
            ("x".to_string(), Money(10)),
        ]);
        // 5 % of 30 are 1.5, so two.
        let q = quality(&names(30), 0, &labels, 50_000);
        assert_eq!((q.population, q.first, q.among_first), (30, 2, 2));
        assert_eq!(
            (q.found, q.all, q.reachable),
            (Money(90), Money(100), Money(90))
        );
        assert!((q.share() - 0.9).abs() < 1e-12);
        // Two of three stand first, the third nowhere: (1/1 + 2/2 + 0) / 3.
        assert!((q.average_precision - 2.0 / 3.0).abs() < 1e-11);
        // (1 × 70 + 2 × 20 + 30 × 10) / 100.
        assert_eq!(q.mean_place, Some(4.1));
        let q = quality(&names(30), 0, &labels, 10_000);
        assert_eq!((q.found, q.reachable), (Money(70), Money(70)));
        let q = quality(&[], 0, &labels, 50_000);
        assert_eq!((q.found, q.all, q.share()), (Money(0), Money(100), 0.0));
        let q = quality(&names(3), 3, &BTreeMap::new(), 50_000);
        assert_eq!(
            (q.share(), q.average_precision, q.mean_place),
            (1.0, 1.0, None)
        );
    }

    /// The example of Manning, Raghavan and Schütze, Introduction to Information Retrieval, 8.4:
    /// relevant at places 1, 3 and 6 of a ranking: (1 + 2/3 + 3/6) / 3.
    #[test]
    fn average_precision_is_that_of_the_textbook() {
        let labels = ["0", "2", "5"].map(|s| (s.to_string(), Money(1)));
        let q = quality(&names(10), 10, &BTreeMap::from(labels), 100_000);
        assert!((q.average_precision - (1.0 + 2.0 / 3.0 + 0.5) / 3.0).abs() < 1e-11);
    }

    proptest! {
        #[test]
        fn no_ranking_beats_the_best_and_moving_up_never_hurts(
            amounts in prop::collection::vec(0_i128..1000, 1..20), extra in 0_u64..200, top in 1_u32..=ONE,
        ) {
            let ranked = names(amounts.len() as u64 + 5);
            let labels: BTreeMap<String, Money> =
                amounts.iter().enumerate().map(|(i, a)| ((i + 3).to_string(), Money(*a))).collect();
            let population = ranked.len() as u64 + extra;
            let q = quality(&ranked, population, &labels, top);
            prop_assert!(q.found <= q.reachable && q.reachable <= q.all);
            prop_assert!(q.average_precision > 0.0 && q.average_precision <= 1.0);
            let mut up = ranked.clone();
            up.rotate_left(3);
            let better = quality(&up, population, &labels, top);
            prop_assert!(better.average_precision >= q.average_precision);
            prop_assert!(better.found >= q.found);
            prop_assert!(better.mean_place <= q.mean_place);
        }
    }
}
