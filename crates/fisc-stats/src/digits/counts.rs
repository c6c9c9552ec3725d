//! How often each digit stands at each place: integers only, so that parts of a ledger are counted
//! anywhere, in any order, and added.

use super::place::{Place, three};

/// Largest amount that is counted, in its smallest unit: sums of 10^10 of them fit.
pub const LIMIT: u128 = 10u128.pow(28);

/// An amount beyond [`LIMIT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an amount of more than 28 digits is not counted")]
pub struct TooLarge;

/// Exact counts of the digits of amounts, by their absolute value. Whoever wants positive and
/// negative amounts apart, as Nigrini advises, keeps two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigitCounts {
    /// By first three digits, from 100.
    three: Vec<u64>,
    /// By last two digits.
    last: Vec<u64>,
    /// Sums of the amounts by first two digits, from 10.
    sums: Vec<u128>,
    /// Counts and sums by number of digits.
    magnitudes: Vec<(u64, u128)>,
    n: u64,
    zeros: u64,
}

impl Default for DigitCounts {
    fn default() -> DigitCounts {
        DigitCounts {
            three: vec![0; 900],
            last: vec![0; 100],
            sums: vec![0; 90],
            magnitudes: vec![(0, 0); 29],
            n: 0,
            zeros: 0,
        }
    }
}

impl DigitCounts {
    /// Counts an amount in its smallest unit. Zero has no digits and is counted apart.
    ///
    /// # Errors
    /// An amount beyond [`LIMIT`]; nothing is counted.
    pub fn add(&mut self, amount: i128) -> Result<(), TooLarge> {
        self.add_times(amount, 1)
    }

    /// Counts an amount that stands there `times` times.
    ///
    /// # Errors
    /// An amount beyond [`LIMIT`]; nothing is counted.
    pub fn add_times(&mut self, amount: i128, times: u64) -> Result<(), TooLarge> {
        let magnitude = amount.unsigned_abs();
        if magnitude >= LIMIT {
            return Err(TooLarge);
        }
        let Some((three, length)) = three(magnitude) else {
            self.zeros += times;
            return Ok(());
        };
        let sum = magnitude * u128::from(times);
        self.three[usize::from(three) - 100] += times;
        let last = match u64::try_from(magnitude) {
            Ok(m) => m % 100,
            Err(_) => (magnitude % 100) as u64,
        };
        self.last[last as usize] += times;
        self.sums[usize::from(three) / 10 - 10] += sum;
        let of = &mut self.magnitudes[length as usize];
        of.0 += times;
        of.1 += sum;
        self.n += times;
        Ok(())
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: &DigitCounts) {
        let add = |to: &mut [u64], from: &[u64]| {
            for (a, b) in to.iter_mut().zip(from) {
                *a += b;
            }
        };
        add(&mut self.three, &other.three);
        add(&mut self.last, &other.last);
        for (a, b) in self.sums.iter_mut().zip(&other.sums) {
            *a += b;
        }
        for (a, b) in self.magnitudes.iter_mut().zip(&other.magnitudes) {
            a.0 += b.0;
            a.1 += b.1;
        }
        self.n += other.n;
        self.zeros += other.zeros;
    }

    /// Amounts counted, without zeros.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Zeros.
    #[must_use]
    pub fn zeros(&self) -> u64 {
        self.zeros
    }

    /// How often each value of a place was seen, from its smallest.
    #[must_use]
    pub fn of(&self, place: Place) -> Vec<u64> {
        if place == Place::LastTwo {
            return self.last.clone();
        }
        let (first, values) = place.values();
        let mut counts = vec![0; usize::from(values)];
        for (three, count) in (100..).zip(&self.three) {
            counts[usize::from(place.of(three, 0) - first)] += count;
        }
        counts
    }

    /// Sums of the amounts by their first two digits, from 10, in the smallest unit.
    #[must_use]
    pub fn sums(&self) -> &[u128] {
        &self.sums
    }

    /// Counts and sums by number of digits of the scaled integer, from none.
    #[must_use]
    pub fn magnitudes(&self) -> &[(u64, u128)] {
        &self.magnitudes
    }

    /// The counters as integers: first three digits, last two, and zeros. With
    /// [`DigitCounts::from_counters`] the state of a count that goes on elsewhere; sums by first
    /// digits are not part of it.
    #[must_use]
    pub fn counters(&self) -> Vec<u64> {
        let mut all = self.three.clone();
        all.extend(&self.last);
        all.push(self.zeros);
        all
    }

    /// Counts from [`DigitCounts::counters`], without sums; `None` where there are not 1001.
    #[must_use]
    pub fn from_counters(counters: &[u64]) -> Option<DigitCounts> {
        if counters.len() != 1001 {
            return None;
        }
        Some(DigitCounts {
            three: counters[..900].to_vec(),
            last: counters[900..1000].to_vec(),
            n: counters[..900].iter().sum(),
            zeros: counters[1000],
            ..DigitCounts::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counted(amounts: &[i128]) -> DigitCounts {
        let mut counts = DigitCounts::default();
        for amount in amounts {
            counts.add(*amount).expect("small enough");
        }
        counts
    }

    #[test]
    fn what_is_too_large_is_refused_and_nothing_counted() {
        let mut counts = DigitCounts::default();
        let limit = LIMIT as i128;
        assert_eq!(counts.add(-limit), Err(TooLarge));
        assert_eq!(counts.add(limit - 1), Ok(()));
        assert_eq!(counts.add(0), Ok(()));
        assert_eq!((counts.n(), counts.zeros()), (1, 1));
        assert_eq!(counts.of(Place::FirstThree)[899], 1);
        assert_eq!(counts.of(Place::LastTwo)[99], 1);
    }

    proptest! {
        #[test]
        fn parts_in_any_order_are_the_whole(
            mut amounts in prop::collection::vec(-(10i128.pow(20))..10i128.pow(20), 0..200),
            at in 0usize..200,
        ) {
            let whole = counted(&amounts);
            amounts.sort_unstable();
            let (a, b) = amounts.split_at(at.min(amounts.len()));
            let mut merged = counted(b);
            merged.merge(&counted(a));
            prop_assert_eq!(&merged, &whole);
            let places: u64 = whole.of(Place::Second).iter().sum();
            prop_assert_eq!(places, whole.n());
            let sum: u128 = whole.sums().iter().sum();
            prop_assert_eq!(sum, amounts.iter().map(|a| a.unsigned_abs()).sum::<u128>());
            let again = DigitCounts::from_counters(&whole.counters()).expect("as many");
            prop_assert_eq!(again.counters(), whole.counters());
            prop_assert_eq!(again.n(), whole.n());
        }

        #[test]
        fn many_at_once_are_many_one_by_one(amount in -(10i128.pow(18))..10i128.pow(18), times in 0u64..9) {
            let mut once = DigitCounts::default();
            once.add_times(amount, times).expect("small enough");
            prop_assert_eq!(once, counted(&vec![amount; times as usize]));
        }
    }
}
