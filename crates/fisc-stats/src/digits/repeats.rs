//! Numbers that stand there more than once: number duplication.

/// An amount and how often it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// In its smallest unit.
    pub amount: i128,
    /// How often.
    pub count: u64,
}

/// Number duplication over amounts that come in runs of equal ones (sorted, or grouped).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeats {
    rows: u64,
    distinct: u64,
    squares: u128,
    repeated_squares: u128,
    most: Vec<Repeated>,
    largest: Option<Repeated>,
    keep: usize,
}

impl Repeats {
    /// Keeps a list of the `keep` most frequent amounts.
    #[must_use]
    pub fn keeping(keep: usize) -> Repeats {
        Repeats {
            keep,
            ..Repeats::default()
        }
    }

    /// Adds an amount with all its repeats; an amount may be added once only.
    pub fn add_run(&mut self, amount: i128, count: u64) {
        let square = u128::from(count) * u128::from(count);
        self.rows += count;
        self.distinct += 1;
        self.squares += square;
        if count > 1 {
            self.repeated_squares += square;
        }
        let run = Repeated { amount, count };
        if self.largest.is_none_or(|l| l.amount < amount) {
            self.largest = Some(run);
        }
        let before = |a: &Repeated| (std::cmp::Reverse(a.count), a.amount);
        if self.most.len() < self.keep || self.most.last().is_some_and(|l| before(&run) < before(l))
        {
            let at = self.most.partition_point(|m| before(m) < before(&run));
            self.most.insert(at, run);
            self.most.truncate(self.keep);
        }
    }

    /// Rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Different amounts.
    #[must_use]
    pub fn distinct(&self) -> u64 {
        self.distinct
    }

    /// The most frequent amounts, most frequent first, of equally frequent ones the smallest.
    #[must_use]
    pub fn most(&self) -> &[Repeated] {
        &self.most
    }

    /// The largest amount.
    #[must_use]
    pub fn largest(&self) -> Option<Repeated> {
        self.largest
    }

    /// Σf²/Σf as (numerator, denominator): how often the amount of a row stands there, on average
    /// over the rows; 1 where nothing repeats.
    #[must_use]
    pub fn mean_repeats(&self) -> (u128, u128) {
        (self.squares, u128::from(self.rows))
    }

    /// Nigrini's number frequency factor Σ_{f ≥ 2} f²/n² as (numerator, denominator): 0 where nothing
    /// repeats, 1 where all amounts are one.
    #[must_use]
    pub fn frequency_factor(&self) -> (u128, u128) {
        let n = u128::from(self.rows);
        (self.repeated_squares, n * n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn factors_are_exact() {
        let mut repeats = Repeats::keeping(2);
        for (amount, count) in [(500, 3), (100, 1), (200, 3), (900, 2)] {
            repeats.add_run(amount, count);
        }
        assert_eq!(repeats.mean_repeats(), (23, 9));
        assert_eq!(repeats.frequency_factor(), (22, 81));
        let list: Vec<i128> = repeats.most().iter().map(|r| r.amount).collect();
        assert_eq!(list, [200, 500]);
        assert_eq!(repeats.largest().map(|l| l.count), Some(2));
    }

    proptest! {
        #[test]
        fn the_order_of_the_runs_says_nothing(counts in prop::collection::vec(1u64..9, 0..30)) {
            let of = |runs: &mut dyn Iterator<Item = (usize, &u64)>| {
                let mut repeats = Repeats::keeping(5);
                runs.for_each(|(amount, count)| repeats.add_run(amount as i128, *count));
                repeats
            };
            let forward = of(&mut counts.iter().enumerate());
            prop_assert_eq!(&forward, &of(&mut counts.iter().enumerate().rev()));
            let (sum, rows) = forward.mean_repeats();
            prop_assert!(sum >= rows);
            let (part, whole) = forward.frequency_factor();
            prop_assert!(part <= whole);
        }
    }
}
