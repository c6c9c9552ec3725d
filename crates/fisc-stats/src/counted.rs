//! Values with how often each stands there: what medians, quartiles and deviations are read from when
//! parts of a ledger are counted apart and added. The same numbers as from a sorted slice
//! ([`crate::outliers`]), in the memory of the different values.

use std::collections::BTreeMap;

/// Values and their counts, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    values: BTreeMap<i128, u64>,
    n: u64,
}

impl Counted {
    /// Adds a value that stands there `times` times.
    pub fn add(&mut self, value: i128, times: u64) {
        if times > 0 {
            *self.values.entry(value).or_default() += times;
            self.n += times;
        }
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: &Counted) {
        for (value, times) in &other.values {
            self.add(*value, *times);
        }
    }

    /// How many, repeats counted.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// The different values with their counts, ascending.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (i128, u64)> + '_ {
        self.values.iter().map(|(value, times)| (*value, *times))
    }

    /// The values at these two places of the sorted column, from 0; the second not before the first.
    fn at(&self, first: u64, second: u64) -> Option<(i128, i128)> {
        let (mut passed, mut lower) = (0, None);
        for (value, times) in &self.values {
            passed += times;
            if lower.is_none() && first < passed {
                lower = Some(*value);
            }
            if second < passed {
                return Some((lower?, *value));
            }
        }
        None
    }

    /// As [`crate::outliers::quartile_times_4`].
    #[must_use]
    pub fn quartile_times_4(&self, k: u8) -> Option<i128> {
        if self.n == 0 || !(1..=3).contains(&k) {
            return None;
        }
        let position = u128::from(self.n - 1) * u128::from(k);
        let (at, quarters) = (
            u64::try_from(position / 4).ok()?,
            i128::try_from(position % 4).ok()?,
        );
        let (value, next) = self.at(at, (at + 1).min(self.n - 1))?;
        value
            .checked_mul(4 - quarters)?
            .checked_add(next.checked_mul(quarters)?)
    }

    /// As [`crate::outliers::median_times_2`].
    #[must_use]
    pub fn median_times_2(&self) -> Option<i128> {
        let (lower, upper) = self.at(self.n.checked_sub(1)? / 2, self.n / 2)?;
        lower.checked_add(upper)
    }

    /// As [`crate::outliers::mad_times_4`].
    #[must_use]
    pub fn mad_times_4(&self) -> Option<i128> {
        let median = self.median_times_2()?;
        let mut deviations = Counted::default();
        for (value, times) in self.iter() {
            deviations.add(value.checked_mul(2)?.checked_sub(median)?.abs(), times);
        }
        deviations.median_times_2()
    }

    /// MAD/0.6745 in units of 10^−`decimals` of the values' unit, half up: the distance from the
    /// median whose modified z is 1. `None` without values and for what leaves 38 digits.
    #[must_use]
    pub fn mad_scaled(&self, decimals: u32) -> Option<i128> {
        // MAD4/4 · 10000/6745 = MAD4 · 2500/6745 = MAD4 · 500/1349
        let numerator = self
            .mad_times_4()?
            .checked_mul(10i128.checked_pow(decimals)?)?
            .checked_mul(500)?;
        Some(numerator.checked_mul(2)?.checked_add(1349)? / (2 * 1349))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outliers;
    use proptest::prelude::*;

    fn of(values: &[i128]) -> Counted {
        let mut counted = Counted::default();
        values.iter().for_each(|v| counted.add(*v, 1));
        counted
    }

    /// As R has them: see [`crate::outliers`]; 4/0.6745 = 5.9303…
    #[test]
    fn middle_and_spread() {
        let counted = of(&[16, 1, 4, 2, 11, 7]);
        assert_eq!(counted.median_times_2(), Some(11));
        assert_eq!(counted.mad_times_4(), Some(16));
        assert_eq!(counted.mad_scaled(4), Some(59_303));
        assert_eq!(counted.mad_scaled(0), Some(6));
        assert_eq!(
            [1, 2, 3, 4].map(|k| counted.quartile_times_4(k)),
            [Some(10), Some(22), Some(40), None]
        );
        let none = Counted::default();
        assert_eq!(none.median_times_2(), None);
        assert_eq!(none.mad_times_4(), None);
        assert_eq!(none.quartile_times_4(2), None);
        assert_eq!(of(&[i128::MAX, i128::MAX]).median_times_2(), None);
    }

    proptest! {
        #[test]
        fn counted_or_sorted_it_is_the_same(mut values in prop::collection::vec(-30i128..30, 1..60), at in 0usize..60) {
            let (a, b) = values.split_at(at.min(values.len()));
            let mut counted = of(b);
            counted.merge(&of(a));
            prop_assert_eq!(&counted, &of(&values));
            prop_assert_eq!(counted.n(), values.len() as u64);
            values.sort_unstable();
            prop_assert_eq!(counted.median_times_2(), outliers::median_times_2(&values));
            prop_assert_eq!(counted.mad_times_4(), outliers::mad_times_4(&values));
            for k in 0..5 {
                prop_assert_eq!(counted.quartile_times_4(k), outliers::quartile_times_4(&values, k));
            }
        }
    }
}
