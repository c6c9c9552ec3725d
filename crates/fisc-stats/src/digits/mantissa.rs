//! Mantissas of amounts: the arc test and the distortion factor. Each amount's share of the sums is
//! rounded to a fixed-point integer first, so that the sums do not depend on the order of the rows.

use super::counts::DigitCounts;
use super::place::three;
use crate::rounding::stored;
use std::f64::consts::TAU;

/// 2^52: one, as a term of the sums.
const ONE: f64 = 4_503_599_627_370_496.0;

/// Sums over the mantissas frac(log10 x), in units of 2^−52.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MantissaSums {
    n: u64,
    sum: i128,
    squares: i128,
    cosines: i128,
    sines: i128,
}

/// What the mantissas say. Under Benford's law they are uniform: mean 1/2, variance 1/12, L² near 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MantissaTest {
    /// Amounts.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Their variance, over n − 1.
    pub variance: f64,
    /// Squared length of the mean vector on the unit circle.
    pub l2: f64,
    /// exp(−L²·n): the chance of as much under uniformity (Alexander 2009).
    pub p_value: f64,
}

fn fixed(value: f64) -> i128 {
    (value * ONE).round() as i128
}

impl MantissaSums {
    /// Adds an amount that stands there `times` times; zero has no mantissa.
    pub fn add_times(&mut self, amount: i128, times: u64) {
        let magnitude = amount.unsigned_abs();
        let Some((_, length)) = three(magnitude) else {
            return;
        };
        // Between 1 and 10 before the logarithm: no digits are lost to its whole part.
        let m = (magnitude as f64 / POWERS[length as usize - 1]).log10();
        let m = m.clamp(0.0, 1.0 - f64::EPSILON / 2.0);
        let (sine, cosine) = (TAU * m).sin_cos();
        let times_wide = i128::from(times);
        self.n += times;
        self.sum += times_wide * fixed(m);
        self.squares += times_wide * fixed(m * m);
        self.cosines += times_wide * fixed(cosine);
        self.sines += times_wide * fixed(sine);
    }

    /// Adds what was summed elsewhere.
    pub fn merge(&mut self, other: &MantissaSums) {
        self.n += other.n;
        self.sum += other.sum;
        self.squares += other.squares;
        self.cosines += other.cosines;
        self.sines += other.sines;
    }

    /// The test; `None` below two amounts.
    #[must_use]
    pub fn test(&self) -> Option<MantissaTest> {
        if self.n < 2 {
            return None;
        }
        let n = self.n as f64;
        let mean = |sum: i128| sum as f64 / ONE / n;
        let m = mean(self.sum);
        let l2 = mean(self.cosines).powi(2) + mean(self.sines).powi(2);
        Some(MantissaTest {
            n: self.n,
            mean: stored(m),
            variance: stored((mean(self.squares) - m * m) * n / (n - 1.0)),
            l2: stored(l2),
            p_value: stored((-l2 * n).exp()),
        })
    }
}

/// Powers of ten as floats, exact to 10^22 and rounded once above.
const POWERS: [f64; 39] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31, 1e32,
    1e33, 1e34, 1e35, 1e36, 1e37, 1e38,
];

/// How far amounts, collapsed to [10, 100), lean upwards or downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distortion {
    /// AM: their mean.
    pub actual_mean: f64,
    /// EM: the mean of a Benford set of as many, 90/(n(10^(1/n) − 1)).
    pub expected_mean: f64,
    /// (AM − EM)/EM: positive where amounts lean upwards.
    pub factor: f64,
}

/// The distortion factor (Nigrini 1996); `None` without amounts.
#[must_use]
pub fn distortion(counts: &DigitCounts) -> Option<Distortion> {
    if counts.n() == 0 {
        return None;
    }
    let n = counts.n() as f64;
    let sum: f64 = counts
        .magnitudes()
        .iter()
        .enumerate()
        .skip(1)
        .map(|(length, (_, sum))| 10.0 * (*sum as f64 / POWERS[length - 1]))
        .sum();
    let expected = 90.0 / (n * (10f64.ln() / n).exp_m1());
    Some(Distortion {
        actual_mean: stored(sum / n),
        expected_mean: stored(expected),
        factor: stored((sum / n - expected) / expected),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_point_of_the_circle_and_all_of_it() {
        let mut same = MantissaSums::default();
        same.add_times(100, 50);
        let test = same.test().expect("amounts");
        assert_eq!((test.mean, test.variance, test.l2), (0.0, 0.0, 1.0));
        let mut geometric = MantissaSums::default();
        let mut counts = DigitCounts::default();
        for k in 0..1000 {
            let amount = (10f64.powf(6.0 + f64::from(k) / 1000.0)).round() as i128;
            geometric.add_times(amount, 1);
            counts.add(amount).expect("small");
        }
        let test = geometric.test().expect("amounts");
        assert!(test.l2 < 1e-12 && (test.mean - 0.4995).abs() < 1e-6);
        assert!(distortion(&counts).expect("amounts").factor.abs() < 1e-6);
        assert_eq!(MantissaSums::default().test(), None);
        assert_eq!(distortion(&DigitCounts::default()), None);
    }

    proptest! {
        #[test]
        fn parts_in_any_order_are_the_whole(
            amounts in prop::collection::vec(-(10i128.pow(28))..10i128.pow(28), 0..100),
            at in 0usize..100,
        ) {
            let sums = |amounts: &mut dyn Iterator<Item = &i128>| {
                let mut sums = MantissaSums::default();
                amounts.for_each(|a| sums.add_times(*a, 1));
                sums
            };
            let (a, b) = amounts.split_at(at.min(amounts.len()));
            let mut merged = sums(&mut b.iter().rev());
            merged.merge(&sums(&mut a.iter()));
            prop_assert_eq!(merged, sums(&mut amounts.iter()));
            if let Some(test) = merged.test() {
                prop_assert!((0.0..=1.0).contains(&test.l2) && (0.0..=1.0).contains(&test.p_value));
                prop_assert!((0.0..1.0).contains(&test.mean) && test.variance >= -1e-12);
            }
        }
    }
}
