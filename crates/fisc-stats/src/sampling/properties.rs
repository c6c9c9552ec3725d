//! What must hold for any plan, limit and selection.

use super::evaluate::classical::{Estimator, Sample, estimate, limits};
use super::evaluate::strata::{Stratum, combined};
use super::evaluate::units::{Examined, Rule, misstatement};
use super::plan::{Allowed, Question, attributes, passes};
use super::select::{Stream, Way, allocate, items, units};
use super::{Distribution, Share, limit};
use proptest::prelude::*;

fn distributions() -> impl Strategy<Value = Distribution> {
    prop_oneof![
        Just(Distribution::Binomial),
        Just(Distribution::Poisson),
        Just(Distribution::Hypergeometric)
    ]
}

fn rules() -> impl Strategy<Value = Rule> {
    prop_oneof![
        Just(Rule::Incremental),
        Just(Rule::Stringer),
        Just(Rule::Cell)
    ]
}

fn share(thousandths: u64) -> Share {
    Share::new(thousandths, 1000).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// More deviations raise the limit, more items lower it, more confidence raises it.
    #[test]
    fn limits_are_monotone(d in distributions(), n in 2u64..400, k in 0u64..40, c in 500u64..990) {
        prop_assume!(k < n);
        let upper = |n, k, c| limit::upper(d, n, k, share(c), Some(1000)).unwrap().rate;
        let lower = |n, k, c| limit::lower(d, n, k, share(c), Some(1000)).unwrap().rate;
        prop_assert!(upper(n, k, c) <= upper(n, k + 1, c));
        prop_assert!(upper(n + 1, k, c) <= upper(n, k, c));
        prop_assert!(upper(n, k, c) <= upper(n, k, c + 5));
        prop_assert!(lower(n, k, c) <= lower(n, k + 1, c));
        prop_assert!(lower(n + 1, k, c) <= lower(n, k, c));
        prop_assert!(lower(n, k, c) >= lower(n, k, c + 5));
        let found = k as f64 / n as f64;
        prop_assert!(lower(n, k, c) <= found + 1e-9);
        if d != Distribution::Hypergeometric {
            prop_assert!(upper(n, k, c) >= found);
        }
    }

    /// A plan passes, no smaller one does, and an evaluation of it agrees.
    #[test]
    fn plans_are_the_smallest_that_pass(
        d in distributions(), c in 600u64..990, m in 20u64..200, e in 0u64..60, all in 400u64..1500,
    ) {
        prop_assume!(e * 2 < m);
        let question = Question {
            distribution: d,
            confidence: share(c),
            tolerable: share(m),
            expected: share(e),
            population: Some(all),
        };
        let Ok(plan) = attributes(&question) else { return Ok(()) };
        prop_assert!(passes(&question, plan.n));
        for n in 1..plan.n {
            prop_assert!(!passes(&question, n), "{n} of {}", plan.n);
        }
        if let Allowed::Items(k) = plan.k {
            let limit = limit::upper(d, plan.n, k, share(c), Some(all)).unwrap();
            match limit.items {
                Some(items) => prop_assert!(items < share(m).ceil_of(all)),
                None => prop_assert!(limit.rate <= share(m).value() + 1e-12),
            }
        }
    }

    /// A worse sample never has a lower limit, and no rule promises less than what is projected.
    #[test]
    fn misstatement_grows_with_taints(
        rule in rules(), wrong in prop::collection::vec(0i128..1000, 1..12), more in 1i128..1000,
    ) {
        let judge = |wrong: &[i128]| {
            let items: Vec<Examined> = wrong
                .iter()
                .map(|w| Examined { book: 1000, audited: 1000 - w, hits: 1, certain: false })
                .collect();
            misstatement(rule, &items, true, 5000.0, 60, share(950)).unwrap()
        };
        let found = judge(&wrong);
        let mut worse = wrong.clone();
        worse[0] = (worse[0] + more).min(1000);
        prop_assert!(judge(&worse).upper >= found.upper - 1e-6);
        prop_assert!(found.upper >= found.projected);
    }

    /// Every selection has the size asked for, distinct items within the population, and is drawn again
    /// by its seed.
    #[test]
    fn selections_are_what_is_asked(all in 1u64..500, part in 0u64..=100, seed in "[a-z]{0,8}") {
        let n = all * part / 100;
        for way in [Way::Interval, Way::Cell, Way::Random] {
            let drawn = items(way, all, n, &mut Stream::seeded(&seed)).unwrap();
            let again = items(way, all, n, &mut Stream::seeded(&seed)).unwrap();
            prop_assert_eq!(&drawn, &again);
            let distinct: std::collections::BTreeSet<u64> = drawn.iter().copied().collect();
            prop_assert_eq!(distinct.len() as u64, n);
            prop_assert!(drawn.iter().all(|i| *i < all));
        }
    }

    /// Monetary units: what is certain is never drawn, the rest never certain, hits make up n.
    #[test]
    fn units_are_drawn_from_the_rest(
        amounts in prop::collection::vec(-50i128..400, 1..80), interval in 1i128..300, seed in "[a-z]{0,8}",
    ) {
        for way in [Way::Interval, Way::Cell, Way::Random, Way::Sieve] {
            let drawn = units(way, &amounts, interval, &mut Stream::seeded(&seed)).unwrap();
            prop_assert!(drawn.certain.iter().all(|i| amounts[*i] >= interval));
            prop_assert!(drawn.drawn.iter().all(|h| amounts[h.at] > 0 && amounts[h.at] < interval && h.hits > 0));
            let hits: u64 = drawn.drawn.iter().map(|h| h.hits).sum();
            prop_assert!(hits <= drawn.n);
            if way == Way::Random {
                prop_assert_eq!(hits, drawn.n);
            }
        }
    }

    /// Shares sum to n, none above its stratum, none below the least.
    #[test]
    fn allocations_add_up(
        strata in prop::collection::vec((1u64..200, 0.0f64..1000.0), 1..8), part in 10u64..=100,
    ) {
        let all: u64 = strata.iter().map(|s| s.0).sum();
        let n = (all * part / 100).max(2 * strata.len() as u64).min(all);
        let Ok(shares) = allocate(&strata, n, 2) else { return Ok(()) };
        prop_assert_eq!(shares.iter().sum::<u64>(), n);
        for (share, (items, _)) in shares.iter().zip(&strata) {
            prop_assert!(share <= items);
            prop_assert!(*share >= 2.min(*items), "{:?} of {:?}", shares, strata);
        }
    }
}

#[test]
fn neyman_draws_where_amounts_vary() {
    // N·σ = 1000, 3000, 6000.
    let strata = [(1000, 1.0), (300, 10.0), (60, 100.0)];
    assert_eq!(allocate(&strata, 50, 1).unwrap(), [5, 15, 30]);
    // The last stratum is full, the others share what it leaves.
    assert_eq!(allocate(&strata, 160, 1).unwrap(), [25, 75, 60]);
    // Nothing varies: in proportion.
    assert_eq!(allocate(&[(75, 0.0), (25, 0.0)], 20, 1).unwrap(), [15, 5]);
}

/// How often each of 40 items is drawn in 20,000 samples of 10: within 5 standard errors of a quarter.
#[test]
fn every_item_is_as_likely() {
    let mut stream = Stream::seeded("items");
    for way in [Way::Interval, Way::Cell, Way::Random] {
        let mut seen = [0u32; 40];
        for _ in 0..20_000 {
            for at in items(way, 40, 10, &mut stream).unwrap() {
                seen[at as usize] += 1;
            }
        }
        assert!(
            seen.iter().all(|n| n.abs_diff(5000) < 306),
            "{way:?} {seen:?}"
        );
    }
}

/// The expected hits of an item are its amount over the interval (over rest/n for random units).
#[test]
fn a_unit_of_money_is_as_likely_as_another() {
    let amounts: Vec<i128> = (1..=30).collect();
    let rounds = 20_000;
    let mut stream = Stream::seeded("units");
    for way in [Way::Interval, Way::Cell, Way::Random] {
        let mut hits = [0u64; 30];
        for _ in 0..rounds {
            for hit in units(way, &amounts, 50, &mut stream).unwrap().drawn {
                hits[hit.at] += hit.hits;
            }
        }
        let interval = if way == Way::Random {
            465.0 / 10.0
        } else {
            50.0
        };
        for (at, seen) in hits.iter().enumerate() {
            let expected = (at + 1) as f64 / interval * f64::from(rounds);
            let off = (*seen as f64 - expected).abs();
            assert!(
                off < 5.0 * expected.sqrt(),
                "{way:?} {at}: {seen} for {expected}"
            );
        }
    }
}

/// The sieve draws in proportion to amounts as long as no item is near certain.
#[test]
fn the_sieve_draws_large_amounts_more_often() {
    let amounts: Vec<i128> = (0..200).map(|i| 10 + i % 20).collect();
    let mut hits = [0u64; 20];
    let mut stream = Stream::seeded("sieve");
    let mut n = 0;
    for _ in 0..4000 {
        let drawn = units(Way::Sieve, &amounts, 400, &mut stream).unwrap();
        n += drawn.drawn.len() as u64;
        for hit in drawn.drawn {
            hits[hit.at % 20] += 1;
        }
    }
    assert_eq!(n, 4000 * 10);
    for (i, seen) in hits.iter().enumerate() {
        let expected = n as f64 * (10 + i) as f64 / 390.0;
        assert!(
            (*seen as f64 - expected).abs() < 0.1 * expected,
            "{i}: {seen} for {expected}"
        );
    }
}

/// Over all samples of 3 of 6 items the mean of the estimates is the truth, and the mean of the
/// estimated variances is the variance of the estimates (for estimators without bias).
#[test]
fn classical_estimates_are_unbiased() {
    let all: [(i128, i128); 6] = [
        (100, 90),
        (250, 250),
        (300, 200),
        (420, 400),
        (90, 120),
        (700, 700),
    ];
    let book: i128 = all.iter().map(|p| p.0).sum();
    let truth = all.iter().map(|p| p.0 - p.1).sum::<i128>() as f64;
    for estimator in [Estimator::MeanPerUnit, Estimator::Difference] {
        let mut estimates = Vec::new();
        for mask in 0u32..64 {
            if mask.count_ones() != 3 {
                continue;
            }
            let examined: Vec<_> = (0..6)
                .filter(|i| mask >> i & 1 == 1)
                .map(|i| all[i])
                .collect();
            let sample = Sample {
                items: 6,
                book,
                examined: &examined,
            };
            estimates.push(estimate(estimator, &sample).unwrap());
        }
        let mean = |f: &dyn Fn(usize) -> f64| (0..20).map(f).sum::<f64>() / 20.0;
        let centre = mean(&|i| estimates[i].misstatement);
        assert!((centre - truth).abs() < 1e-9);
        let spread = mean(&|i| (estimates[i].misstatement - truth).powi(2));
        assert!((mean(&|i| estimates[i].variance) - spread).abs() < 1e-6);
    }
}

#[test]
fn estimators_agree_where_nothing_varies() {
    // Audited is 90 % of book: ratio and regression know it exactly, the difference only its mean.
    let examined: Vec<(i128, i128)> = (1..=10).map(|i| (i * 100, i * 90)).collect();
    let sample = Sample {
        items: 100,
        book: 60_000,
        examined: &examined,
    };
    for estimator in [Estimator::Ratio, Estimator::Regression] {
        let found = limits(&[estimate(estimator, &sample).unwrap()], share(950)).unwrap();
        assert!((found.misstatement - 6000.0).abs() < 1e-6, "{found:?}");
        assert!(found.precision < 1e-6);
    }
    let difference = estimate(Estimator::Difference, &sample).unwrap();
    assert!((difference.misstatement - 5500.0).abs() < 1e-9 && difference.variance > 0.0);
    // t(0.95, 9) = 1.833113 (printed in every table).
    let found = limits(&[difference], share(950)).unwrap();
    assert!((found.precision / difference.variance.sqrt() - 1.833_112_932_7).abs() < 1e-7);
    // All examined: no allowance is left.
    let whole = Sample {
        items: 10,
        book: 5500,
        examined: &examined,
    };
    let found = limits(
        &[estimate(Estimator::Difference, &whole).unwrap()],
        share(950),
    )
    .unwrap();
    assert_eq!((found.misstatement, found.precision), (550.0, 0.0));
}

#[test]
fn strata_share_the_risk() {
    let one = [Stratum {
        items: 1000,
        n: 60,
        k: 1,
    }];
    let alone = combined(Distribution::Binomial, &one, share(950)).unwrap();
    assert_eq!(format!("{:.4}", alone.rate), "0.0766");
    // What was examined whole adds its deviations and takes no risk.
    let with = [
        one[0],
        Stratum {
            items: 40,
            n: 40,
            k: 7,
        },
    ];
    let both = combined(Distribution::Binomial, &with, share(950)).unwrap();
    assert!((both.upper - alone.upper - 7.0).abs() < 1e-9);
    // Two sampled strata are judged at 97.5 % each.
    let two = combined(Distribution::Binomial, &[one[0], one[0]], share(950)).unwrap();
    let each = limit::upper(Distribution::Binomial, 60, 1, share(975), None).unwrap();
    assert!((two.rate - each.rate).abs() < 1e-11);
}
