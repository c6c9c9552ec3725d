//! Amounts that stand apart from their stratum. Medians, quartiles and fences are exact: an amount at
//! a fence is decided by integers.
//!
//! Modified z: B. Iglewicz and D. Hoaglin, *How to Detect and Handle Outliers* (1993), limit 3.5.
//! Fences: J. Tukey, *Exploratory Data Analysis* (1977), 1.5 times the distance of the quartiles;
//! quartiles are type 7 of R. Hyndman and Y. Fan, "Sample quantiles in statistical packages" (1996).

use crate::rounding::stored;

/// A stratum's middle and spread, from its sorted amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// Amounts.
    pub n: u64,
    /// Twice the median, in the smallest unit.
    pub median_times_2: i128,
    /// Four times the median absolute deviation from the median.
    pub mad_times_4: i128,
    /// Four times each quartile (type 7).
    pub quartiles_times_4: [i128; 3],
}

/// Four times quartile `k` (1 to 3; type 7: linear between the values at (n − 1)k/4) of ascending
/// amounts; `None` for an empty slice or another `k`.
#[must_use]
pub fn quartile_times_4(sorted: &[i128], k: u8) -> Option<i128> {
    if sorted.is_empty() || !(1..=3).contains(&k) {
        return None;
    }
    let position = (sorted.len() - 1) as u128 * u128::from(k);
    let (at, quarters) = ((position / 4) as usize, (position % 4) as i128);
    let next = sorted[(at + 1).min(sorted.len() - 1)];
    // Twice or more of the largest amounts would leave 128 bits: amounts have 38 digits at most.
    sorted[at]
        .checked_mul(4 - quarters)?
        .checked_add(next.checked_mul(quarters)?)
}

/// Twice the median of ascending amounts; `None` for an empty slice.
#[must_use]
pub fn median_times_2(sorted: &[i128]) -> Option<i128> {
    let upper = sorted.get(sorted.len() / 2)?;
    let lower = sorted[(sorted.len() - 1) / 2];
    upper.checked_add(lower)
}

/// Four times the median absolute deviation from the median, of ascending amounts; `None` for an
/// empty slice.
#[must_use]
pub fn mad_times_4(sorted: &[i128]) -> Option<i128> {
    let median = median_times_2(sorted)?;
    let deviations: Option<Vec<i128>> = sorted
        .iter()
        .map(|x| Some((x.checked_mul(2)?.checked_sub(median)?).abs()))
        .collect();
    let mut deviations = deviations?;
    deviations.sort_unstable();
    median_times_2(&deviations)
}

impl Stratum {
    /// Of amounts in their smallest unit, in any order; `None` without amounts or where they have
    /// more than 37 digits.
    #[must_use]
    pub fn of(amounts: &[i128]) -> Option<Stratum> {
        let mut sorted = amounts.to_vec();
        sorted.sort_unstable();
        Some(Stratum {
            n: sorted.len() as u64,
            median_times_2: median_times_2(&sorted)?,
            mad_times_4: mad_times_4(&sorted)?,
            quartiles_times_4: [
                quartile_times_4(&sorted, 1)?,
                quartile_times_4(&sorted, 2)?,
                quartile_times_4(&sorted, 3)?,
            ],
        })
    }

    /// 0.6745 (x − median)/MAD; `None` where the MAD is zero: more than half of the amounts are
    /// equal, and no distance is far.
    #[must_use]
    pub fn modified_z(&self, amount: i128) -> Option<f64> {
        if self.mad_times_4 == 0 {
            return None;
        }
        let distance = amount.checked_mul(2)?.checked_sub(self.median_times_2)?;
        Some(stored(
            0.6745 * 2.0 * distance as f64 / self.mad_times_4 as f64,
        ))
    }

    /// Whether |modified z| is above `limit` (in thousandths: 3500), decided exactly.
    #[must_use]
    pub fn beyond_z(&self, amount: i128, limit_thousandths: u32) -> bool {
        let distance = amount
            .checked_mul(2)
            .and_then(|x| x.checked_sub(self.median_times_2));
        // 0.6745 · (d/2)/(m/4) > limit/1000  ⇔  13490 · d > 10 · limit · m
        let parts = distance.and_then(|d| {
            let left = d.abs().checked_mul(13_490)?;
            Some((
                left,
                self.mad_times_4
                    .checked_mul(10 * i128::from(limit_thousandths))?,
            ))
        });
        self.mad_times_4 > 0 && parts.is_some_and(|(left, right)| left > right)
    }

    /// Lower and upper fence times 8: quartile ∓ 1.5 times the distance of the quartiles.
    #[must_use]
    pub fn fences_times_8(&self) -> (i128, i128) {
        let [first, _, third] = self.quartiles_times_4;
        let distance = third - first;
        (2 * first - 3 * distance, 2 * third + 3 * distance)
    }

    /// Whether an amount lies outside the fences.
    #[must_use]
    pub fn outside_fences(&self, amount: i128) -> bool {
        let (lower, upper) = self.fences_times_8();
        amount.checked_mul(8).is_none_or(|x| x < lower || x > upper)
    }
}

/// Relative size factor: the largest amount over the second largest (Nigrini 2011), as an exact pair;
/// `None` below two amounts or where the second is not above zero.
#[must_use]
pub fn relative_size(amounts: &[i128]) -> Option<(i128, i128)> {
    let (mut largest, mut second) = (i128::MIN, i128::MIN);
    for amount in amounts {
        if *amount >= largest {
            (largest, second) = (*amount, largest);
        } else if *amount > second {
            second = *amount;
        }
    }
    (amounts.len() > 1 && second > 0).then_some((largest, second))
}

/// Change from a year to the next as an exact pair (difference, before); `None` where there was
/// nothing before.
#[must_use]
pub fn year_on_year(before: i128, after: i128) -> Option<(i128, i128)> {
    (before != 0).then_some((after.checked_sub(before)?, before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// R 4: quantile(c(1, 2, 4, 7, 11, 16), c(.25, .5, .75)) = 2.5, 5.5, 10; mad(x, constant = 1) = 4.
    #[test]
    fn as_r_has_it() {
        let s = Stratum::of(&[16, 1, 4, 2, 11, 7]).expect("amounts");
        assert_eq!(s.quartiles_times_4, [10, 22, 40]);
        assert_eq!(s.median_times_2, 11);
        assert_eq!(s.mad_times_4, 16);
        assert_eq!(s.fences_times_8(), (-70, 170));
        assert!(!s.outside_fences(21) && s.outside_fences(22) && s.outside_fences(-9));
        assert_eq!(s.modified_z(16), Some(1.770_562_5));
    }

    #[test]
    fn the_limit_is_decided_exactly() {
        // Median 0, MAD 6745: a modified z of 3.5 is 35000 exactly.
        let s = Stratum::of(&[-6745, -6745, 0, 6745, 6745]).expect("amounts");
        assert!(!s.beyond_z(35_000, 3_500) && s.beyond_z(35_001, 3_500));
        assert!(s.beyond_z(-35_001, 3_500));
        let flat = Stratum::of(&[5, 5, 5, 900]).expect("amounts");
        assert_eq!(flat.modified_z(900), None);
        assert!(!flat.beyond_z(900, 3_500));
        assert_eq!(Stratum::of(&[]), None);
        assert_eq!(quartile_times_4(&[1], 4), None);
    }

    #[test]
    fn sizes_and_years() {
        assert_eq!(relative_size(&[100, 5_000, 200]), Some((5_000, 200)));
        assert_eq!(relative_size(&[7, 7]), Some((7, 7)));
        assert_eq!(relative_size(&[7]), None);
        assert_eq!(relative_size(&[7, -1]), None);
        assert_eq!(year_on_year(100, 150), Some((50, 100)));
        assert_eq!(year_on_year(0, 150), None);
    }

    proptest! {
        #[test]
        fn half_lie_on_each_side(mut amounts in prop::collection::vec(-1_000i128..1_000, 1..60)) {
            let s = Stratum::of(&amounts).expect("amounts");
            let n = amounts.len();
            prop_assert!(amounts.iter().filter(|x| 2 * **x <= s.median_times_2).count() * 2 >= n);
            prop_assert!(amounts.iter().filter(|x| 2 * **x >= s.median_times_2).count() * 2 >= n);
            prop_assert_eq!(s.quartiles_times_4[1], 2 * s.median_times_2);
            let [a, b, c] = s.quartiles_times_4;
            prop_assert!(a <= b && b <= c && s.mad_times_4 >= 0);
            amounts.reverse();
            prop_assert_eq!(Stratum::of(&amounts), Some(s));
            for x in amounts {
                if let Some(z) = s.modified_z(x) && (z.abs() - 3.5).abs() > 1e-9 {
                    prop_assert_eq!(s.beyond_z(x, 3_500), z.abs() > 3.5);
                }
            }
        }
    }
}
