//! How much of a sum goes to how few: Herfindahl and Hirschman's index and the share of the largest,
//! as exact fractions.

use num_bigint::BigUint;

/// Sums of which the index is made; they merge, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concentration {
    n: u64,
    sum: BigUint,
    squares: BigUint,
}

impl Concentration {
    /// Adds what one of them has in all, in its smallest unit.
    pub fn add(&mut self, total: u128) {
        self.n += 1;
        self.sum += total;
        self.squares += BigUint::from(total) * total;
    }

    /// Adds what was summed elsewhere.
    pub fn merge(&mut self, other: &Concentration) {
        self.n += other.n;
        self.sum += &other.sum;
        self.squares += &other.squares;
    }

    /// How many were added.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Σx²/(Σx)² in units of 10^−`scale`, half up: 1 where one has all, 1/n where all have the same.
    /// `None` where the sum is zero, or for a scale above 38.
    #[must_use]
    pub fn hhi(&self, scale: u32) -> Option<i128> {
        ratio(&self.squares, &(&self.sum * &self.sum), scale)
    }

    /// The number of parts of equal size with the same index, 1/HHI, in units of 10^−`scale`.
    #[must_use]
    pub fn effective_number(&self, scale: u32) -> Option<i128> {
        ratio(&(&self.sum * &self.sum), &self.squares, scale)
    }

    /// Sum and sum of squares as big-endian bytes, and the number: the state of a sum that goes on
    /// elsewhere.
    #[must_use]
    pub fn state(&self) -> (u64, Vec<u8>, Vec<u8>) {
        (self.n, self.sum.to_bytes_be(), self.squares.to_bytes_be())
    }

    /// From [`Concentration::state`].
    #[must_use]
    pub fn from_state(n: u64, sum: &[u8], squares: &[u8]) -> Concentration {
        Concentration {
            n,
            sum: BigUint::from_bytes_be(sum),
            squares: BigUint::from_bytes_be(squares),
        }
    }
}

fn ratio(numerator: &BigUint, denominator: &BigUint, scale: u32) -> Option<i128> {
    if denominator == &BigUint::ZERO || scale > 38 {
        return None;
    }
    let tenfold = numerator * 10u128.pow(scale);
    let twice = BigUint::from(2u8);
    i128::try_from((tenfold * &twice + denominator) / (denominator * twice)).ok()
}

/// The `k` largest totals and all of them, as (part, whole): the top share.
#[must_use]
pub fn top_share(totals: &[u128], k: usize) -> (BigUint, BigUint) {
    let mut sorted = totals.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let sum = |of: &[u128]| of.iter().map(|t| BigUint::from(*t)).sum();
    (sum(&sorted[..k.min(sorted.len())]), sum(&sorted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(totals: &[u128]) -> Concentration {
        let mut all = Concentration::default();
        totals.iter().for_each(|t| all.add(*t));
        all
    }

    /// Shares of 30, 30, 20 and 20 per cent: .09 + .09 + .04 + .04 = .26, the example of the United
    /// States' merger guidelines (2,600 points); the printed one of 30, 30, 20, 20.
    #[test]
    fn the_guidelines_example() {
        assert_eq!(of(&[30, 30, 20, 20]).hhi(4), Some(2_600));
        assert_eq!(of(&[7]).hhi(2), Some(100));
        assert_eq!(of(&[5, 5, 5]).hhi(12), Some(333_333_333_333));
        assert_eq!(of(&[5, 5, 5]).effective_number(2), Some(300));
        assert_eq!(of(&[]).hhi(2), None);
        assert_eq!(of(&[u128::MAX; 4]).hhi(2), Some(25));
        let (part, whole) = top_share(&[1, 5, 4], 2);
        assert_eq!((part, whole), (9u8.into(), 10u8.into()));
    }

    proptest! {
        #[test]
        fn parts_in_any_order_are_the_whole(totals in prop::collection::vec(any::<u128>(), 1..40), at in 0usize..40) {
            let (a, b) = totals.split_at(at.min(totals.len()));
            let (n, sum, squares) = of(b).state();
            let mut merged = Concentration::from_state(n, &sum, &squares);
            merged.merge(&of(a));
            prop_assert_eq!(&merged, &of(&totals));
            if let Some(hhi) = merged.hhi(12) {
                let one = 10i128.pow(12);
                prop_assert!(hhi <= one && hhi + 1 >= one / totals.len() as i128);
            }
        }
    }
}
