//! Counts against what is expected: per digit and over all of them.

use super::counts::DigitCounts;
use super::place::Place;
use crate::rounding::stored;
use statrs::distribution::{ChiSquared, ContinuousCDF};
use std::f64::consts::PI;

/// The class of a MAD, after Nigrini.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conformity {
    /// Close conformity.
    Close,
    /// Acceptable conformity.
    Acceptable,
    /// Marginally acceptable conformity.
    Marginal,
    /// Nonconformity.
    Nonconforming,
}

/// Up to which MAD a class goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cutoffs {
    /// Close up to here.
    pub close: f64,
    /// Acceptable up to here.
    pub acceptable: f64,
    /// Marginal up to here.
    pub marginal: f64,
}

impl Cutoffs {
    /// Nigrini 2012. For the second digit sources differ in the last one: he prints .012, the R
    /// package `benford.analysis` uses .011; whoever follows it passes its own. There are none for
    /// the third digit and the last two.
    #[must_use]
    pub const fn nigrini(place: Place) -> Option<Cutoffs> {
        let (close, acceptable, marginal) = match place {
            Place::First => (0.006, 0.012, 0.015),
            Place::Second => (0.008, 0.010, 0.012),
            Place::FirstTwo => (0.0012, 0.0018, 0.0022),
            Place::FirstThree => (0.00036, 0.00044, 0.00050),
            Place::Third | Place::LastTwo => return None,
        };
        Some(Cutoffs {
            close,
            acceptable,
            marginal,
        })
    }

    /// The class of a MAD; a MAD at a cut-off is in the better class.
    #[must_use]
    pub fn class(&self, mad: f64) -> Conformity {
        match mad {
            m if m <= self.close => Conformity::Close,
            m if m <= self.acceptable => Conformity::Acceptable,
            m if m <= self.marginal => Conformity::Marginal,
            _ => Conformity::Nonconforming,
        }
    }
}

/// A digit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfDigit {
    /// The digit or digits.
    pub digits: u16,
    /// How often it was seen.
    pub observed: u64,
    /// The share that is expected.
    pub expected: f64,
    /// Seen less expected, in rows.
    pub difference: f64,
    /// (|p̂ − p| − 1/2n)/√(p(1 − p)/n), the correction only where it is smaller than the difference.
    /// Never negative: the sign is that of `difference`.
    pub z: f64,
}

/// A digit test.
#[derive(Clone, Debug, PartialEq)]
pub struct DigitTest {
    /// Which digits.
    pub place: Place,
    /// Amounts tested.
    pub n: u64,
    /// Every digit, in order.
    pub digits: Vec<OfDigit>,
    /// Mean |observed − expected| of the shares.
    pub mad: f64,
    /// MAD less the MAD that chance alone gives at this n (mean of √(2p(1 − p)/(πn))).
    pub excess_mad: f64,
    /// The class of the MAD, where there are cut-offs.
    pub conformity: Option<Conformity>,
    /// Pearson's χ².
    pub chi2: f64,
    /// Its degrees of freedom.
    pub df: u16,
    /// The chance of such a χ² or a greater one, from the χ² distribution.
    pub p_value: f64,
    /// Kolmogorov and Smirnov: the largest difference of the cumulated shares.
    pub ks: f64,
    /// Its critical value at 5 %: 1.36/√n.
    pub ks_critical: f64,
}

impl DigitTest {
    /// The test of a place with Nigrini's cut-offs; `None` without amounts.
    #[must_use]
    pub fn new(counts: &DigitCounts, place: Place) -> Option<DigitTest> {
        DigitTest::with(counts, place, Cutoffs::nigrini(place))
    }

    /// The test of a place with these cut-offs; `None` without amounts.
    #[must_use]
    pub fn with(counts: &DigitCounts, place: Place, cutoffs: Option<Cutoffs>) -> Option<DigitTest> {
        let total = counts.n();
        if total == 0 {
            return None;
        }
        let n = total as f64;
        let (first, values) = place.values();
        let mut digits = Vec::with_capacity(usize::from(values));
        let (mut deviations, mut by_chance, mut chi2) = (0.0, 0.0, 0.0);
        let (mut cumulated, mut ks) = (0.0, 0.0f64);
        for (d, observed) in (first..).zip(counts.of(place)) {
            let p = place.expected(d);
            let deviation = observed as f64 / n - p;
            let difference = observed as f64 - n * p;
            let correction = 1.0 / (2.0 * n);
            let corrected = if correction < deviation.abs() {
                deviation.abs() - correction
            } else {
                deviation.abs()
            };
            deviations += deviation.abs();
            by_chance += (2.0 * p * (1.0 - p) / (PI * n)).sqrt();
            chi2 += difference * difference / (n * p);
            cumulated += deviation;
            ks = ks.max(cumulated.abs());
            digits.push(OfDigit {
                digits: d,
                observed,
                expected: stored(p),
                difference: stored(difference),
                z: stored(corrected / (p * (1.0 - p) / n).sqrt()),
            });
        }
        let mad = deviations / f64::from(values);
        let df = values - 1;
        let p_value = ChiSquared::new(f64::from(df)).map_or(f64::NAN, |d| d.sf(chi2));
        Some(DigitTest {
            place,
            n: total,
            digits,
            mad: stored(mad),
            excess_mad: stored(mad - by_chance / f64::from(values)),
            conformity: cutoffs.map(|c| c.class(mad)),
            chi2: stored(chi2),
            df,
            p_value: stored(p_value),
            ks: stored(ks),
            ks_critical: stored(1.36 / n.sqrt()),
        })
    }

    /// The digits, those that deviate most first; of equal ones the smaller.
    #[must_use]
    pub fn largest_deviations(&self) -> Vec<OfDigit> {
        let mut all = self.digits.clone();
        all.sort_by(|a, b| {
            let by_size = b.difference.abs().total_cmp(&a.difference.abs());
            by_size.then(a.digits.cmp(&b.digits))
        });
        all
    }
}

/// A group of the summation test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summed {
    /// The first two digits.
    pub digits: u16,
    /// The sum of the amounts that begin with them, in the smallest unit.
    pub sum: u128,
    /// 90 times the sum less the sum of all: the excess over an equal share, exactly, times 90.
    pub excess_times_90: i128,
}

/// The summation test: sums by first two digits, which Benford's law makes equal; those that depart
/// most, in either direction, first.
#[must_use]
pub fn summation(counts: &DigitCounts) -> Vec<Summed> {
    let all: i128 = counts.sums().iter().map(|s| *s as i128).sum();
    let mut groups: Vec<Summed> = (10..)
        .zip(counts.sums())
        .map(|(digits, sum)| Summed {
            digits,
            sum: *sum,
            excess_times_90: (*sum as i128).saturating_mul(90).saturating_sub(all),
        })
        .collect();
    groups.sort_by_key(|g| {
        (
            std::cmp::Reverse(g.excess_times_90.unsigned_abs()),
            g.digits,
        )
    });
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn classes_end_at_their_cutoffs() {
        let first = Cutoffs::nigrini(Place::First).expect("there are some");
        for (mad, class) in [
            (0.006, Conformity::Close),
            (0.0061, Conformity::Acceptable),
            (0.012, Conformity::Acceptable),
            (0.015, Conformity::Marginal),
            (0.0151, Conformity::Nonconforming),
        ] {
            assert_eq!(first.class(mad), class);
        }
        assert_eq!(Cutoffs::nigrini(Place::Third), None);
    }

    /// The correction applies only where it is smaller than the difference.
    #[test]
    fn z_is_corrected_where_that_leaves_something() {
        let mut counts = DigitCounts::default();
        counts.add_times(100, 31).expect("small");
        counts.add_times(900, 69).expect("small");
        let test = DigitTest::new(&counts, Place::First).expect("amounts");
        let p = 2f64.log10();
        let z = ((0.31 - p) - 0.005) / (p * (1.0 - p) / 100.0).sqrt();
        assert!((test.digits[0].z - z).abs() < 1e-9);
        let mut counts = DigitCounts::default();
        counts.add_times(100, 30).expect("small");
        counts.add_times(900, 70).expect("small");
        let test = DigitTest::new(&counts, Place::First).expect("amounts");
        let z = (0.30 - p).abs() / (p * (1.0 - p) / 100.0).sqrt();
        assert!((test.digits[0].z - z).abs() < 1e-9);
        assert_eq!(DigitTest::new(&DigitCounts::default(), Place::First), None);
    }

    proptest! {
        #[test]
        fn within_their_bounds(amounts in prop::collection::vec(1i128..10_000_000, 1..300)) {
            let mut counts = DigitCounts::default();
            for amount in &amounts {
                counts.add(*amount).expect("small");
            }
            for place in Place::ALL {
                let test = DigitTest::new(&counts, place).expect("amounts");
                let values = test.digits.len() as f64;
                prop_assert!((0.0..=2.0 / values).contains(&test.mad));
                prop_assert!(test.excess_mad < test.mad);
                prop_assert!((0.0..=1.0).contains(&test.p_value) && (0.0..=1.0).contains(&test.ks));
                prop_assert!(test.chi2 >= 0.0);
                let seen: u64 = test.digits.iter().map(|d| d.observed).sum();
                prop_assert_eq!(seen, test.n);
            }
            let excess: i128 = summation(&counts).iter().map(|g| g.excess_times_90).sum();
            prop_assert_eq!(excess, 0);
        }
    }
}
