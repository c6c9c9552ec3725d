//! Everything that the digit tests need of a column of amounts, in one sort and one pass over its
//! different values.

use super::counts::{DigitCounts, TooLarge};
use super::mantissa::MantissaSums;
use super::place::Place;
use super::repeats::Repeats;

/// What the digit tests read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Digits of the amounts, by absolute value.
    pub digits: DigitCounts,
    /// Digits of the differences between neighbours of the sorted amounts, without zeros: the
    /// second-order test (Nigrini and Miller 2009).
    pub second_order: DigitCounts,
    /// Mantissas of the amounts.
    pub mantissas: MantissaSums,
    /// Number duplication.
    pub repeats: Repeats,
}

impl Profile {
    /// Sorts these amounts (in their smallest unit) and reads them; keeps a list of the `keep` most
    /// frequent.
    ///
    /// # Errors
    /// None for amounts of a ledger: a 64-bit amount is below the limit.
    pub fn of(amounts: &mut [i64], keep: usize) -> Result<Profile, TooLarge> {
        amounts.sort_unstable();
        Profile::of_sorted(amounts.iter().map(|a| i128::from(*a)), keep)
    }

    /// Reads amounts that come in ascending order, as a stream.
    ///
    /// # Errors
    /// An amount or a difference beyond [`super::LIMIT`].
    pub fn of_sorted(
        amounts: impl IntoIterator<Item = i128>,
        keep: usize,
    ) -> Result<Profile, TooLarge> {
        let mut profile = Profile {
            digits: DigitCounts::default(),
            second_order: DigitCounts::default(),
            mantissas: MantissaSums::default(),
            repeats: Repeats::keeping(keep),
        };
        let mut run: Option<(i128, u64)> = None;
        for amount in amounts {
            match &mut run {
                Some((same, count)) if *same == amount => *count += 1,
                _ => {
                    if let Some((before, count)) = run {
                        profile.add_run(before, count)?;
                        profile.second_order.add(amount.saturating_sub(before))?;
                    }
                    run = Some((amount, 1));
                }
            }
        }
        if let Some((amount, count)) = run {
            profile.add_run(amount, count)?;
        }
        Ok(profile)
    }

    fn add_run(&mut self, amount: i128, count: u64) -> Result<(), TooLarge> {
        self.digits.add_times(amount, count)?;
        self.mantissas.add_times(amount, count);
        self.repeats.add_run(amount, count);
        Ok(())
    }
}

/// The rows behind a digit: positions of the amounts that have it, in order.
pub fn rows_behind(
    amounts: &[i128],
    place: Place,
    digits: u16,
) -> impl Iterator<Item = usize> + '_ {
    let has = move |amount: &i128| place.digits(*amount) == Some(digits);
    let rows = amounts.iter().enumerate();
    rows.filter(move |(_, amount)| has(amount))
        .map(|(row, _)| row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_second_order_is_that_of_the_differences() {
        let profile = Profile::of(&mut [500, 100, 100, 130, 131], 3).expect("small");
        let counts = profile.second_order.of(Place::FirstThree);
        let seen: Vec<usize> = (0..900)
            .filter(|d| counts[*d] > 0)
            .map(|d| d + 100)
            .collect();
        // 30, 1 and 369.
        assert_eq!(seen, [100, 300, 369]);
        assert_eq!(profile.repeats.most()[0].amount, 100);
    }

    proptest! {
        #[test]
        fn the_order_of_rows_says_nothing(amounts in prop::collection::vec(-9_999i64..10_000, 0..300)) {
            let forward = Profile::of(&mut amounts.clone(), 5).expect("small");
            let mut turned: Vec<i64> = amounts.iter().rev().copied().collect();
            prop_assert_eq!(&forward, &Profile::of(&mut turned, 5).expect("small"));
            let mut one_by_one = DigitCounts::default();
            for amount in &amounts {
                one_by_one.add(i128::from(*amount)).expect("small");
            }
            prop_assert_eq!(&forward.digits, &one_by_one);
            prop_assert_eq!(forward.second_order.n() + 1, forward.repeats.distinct().max(1));
            prop_assert_eq!(forward.repeats.rows(), amounts.len() as u64);
        }

        #[test]
        fn every_row_stands_behind_one_digit(amounts in prop::collection::vec(-9_999i128..10_000, 0..100)) {
            for place in Place::ALL {
                let (first, n) = place.values();
                let mut rows: Vec<usize> =
                    (first..first + n).flat_map(|d| rows_behind(&amounts, place, d)).collect();
                rows.sort_unstable();
                let all: Vec<usize> = (0..amounts.len()).filter(|r| amounts[*r] != 0).collect();
                prop_assert_eq!(rows, all);
            }
        }
    }
}
