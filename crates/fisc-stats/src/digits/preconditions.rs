//! When digits can be judged at all. Benford's law is about numbers that measure something over
//! several magnitudes, and many of them; where that fails there is no verdict, but the reason.

use super::counts::DigitCounts;
use super::place::Place;
use super::repeats::Repeats;

/// What must hold before digits are judged. The defaults are judgement, after Nigrini 2012 (chapter
/// 4) and common practice; each can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preconditions {
    /// Fewest amounts.
    pub rows: u64,
    /// Fewest magnitudes (numbers of digits) that hold at least `magnitude_percent` of the amounts.
    pub magnitudes: u32,
    /// Share that makes a magnitude count, in per cent: a single very large amount is no span.
    pub magnitude_percent: u64,
    /// Largest share of one amount, in per cent: above, amounts are assigned (fees, rates).
    pub repeated_percent: u64,
    /// Largest share of the largest amount, in per cent: above, amounts are capped.
    pub capped_percent: u64,
}

/// Why digits are not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Fewer amounts than needed.
    TooFew {
        /// Amounts.
        rows: u64,
        /// Needed.
        needed: u64,
    },
    /// Fewer magnitudes than needed.
    NarrowSpan {
        /// Magnitudes that count.
        magnitudes: u32,
        /// Needed.
        needed: u32,
    },
    /// One amount makes up too much.
    Assigned {
        /// In its smallest unit.
        amount: i128,
        /// How often.
        count: u64,
    },
    /// The largest amount is too frequent.
    Capped {
        /// In its smallest unit.
        amount: i128,
        /// How often.
        count: u64,
    },
}

impl Preconditions {
    /// For a place: 300 amounts for single digits, 1,000 for two, 3,000 for three; three magnitudes
    /// of at least 5 %; no amount above 10 %, the largest not above 2 %. The last two digits need no
    /// span.
    #[must_use]
    pub const fn for_place(place: Place) -> Preconditions {
        let (rows, magnitudes) = match place {
            Place::First | Place::Second | Place::Third => (300, 3),
            Place::FirstTwo => (1_000, 3),
            Place::FirstThree => (3_000, 3),
            Place::LastTwo => (1_000, 1),
        };
        Preconditions {
            rows,
            magnitudes,
            magnitude_percent: 5,
            repeated_percent: 10,
            capped_percent: 2,
        }
    }

    /// Why these amounts are not judged; `None` where they can be.
    #[must_use]
    pub fn fails(&self, counts: &DigitCounts, repeats: &Repeats) -> Option<Reason> {
        let rows = counts.n();
        if rows < self.rows {
            return Some(Reason::TooFew {
                rows,
                needed: self.rows,
            });
        }
        let share = |count: u64, percent: u64| {
            (u128::from(count) * 100).cmp(&(u128::from(rows) * u128::from(percent)))
        };
        let of = counts.magnitudes().iter();
        let magnitudes = of
            .filter(|(n, _)| *n > 0 && share(*n, self.magnitude_percent).is_ge())
            .count() as u32;
        if magnitudes < self.magnitudes {
            return Some(Reason::NarrowSpan {
                magnitudes,
                needed: self.magnitudes,
            });
        }
        if let Some(most) = repeats.most().first()
            && share(most.count, self.repeated_percent).is_gt()
        {
            return Some(Reason::Assigned {
                amount: most.amount,
                count: most.count,
            });
        }
        if let Some(largest) = repeats.largest()
            && share(largest.count, self.capped_percent).is_gt()
        {
            return Some(Reason::Capped {
                amount: largest.amount,
                count: largest.count,
            });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digits::Profile;

    fn fails(amounts: &mut [i64]) -> Option<Reason> {
        let profile = Profile::of(amounts, 1).expect("small");
        Preconditions::for_place(Place::First).fails(&profile.digits, &profile.repeats)
    }

    #[test]
    fn each_reason_is_given() {
        let powers = |n: i64| -> Vec<i64> { (0..n).map(|i| 7 + i * i * i / 50).collect() };
        assert_eq!(fails(&mut powers(300)), None);
        assert_eq!(
            fails(&mut powers(299)),
            Some(Reason::TooFew {
                rows: 299,
                needed: 300
            })
        );
        let mut narrow: Vec<i64> = (0..300).map(|i| 50_000 + 400 * i).collect();
        narrow[0] = 1;
        narrow[1] = 1_000_000_000;
        let span = Reason::NarrowSpan {
            magnitudes: 2,
            needed: 3,
        };
        assert_eq!(fails(&mut narrow), Some(span));
        let mut assigned = powers(400);
        assigned[..41].fill(12_345);
        let (amount, count) = (12_345, 41);
        assert_eq!(
            fails(&mut assigned),
            Some(Reason::Assigned { amount, count })
        );
        let mut capped = powers(400);
        capped[391..].fill(2_000_000);
        let (amount, count) = (2_000_000, 9);
        assert_eq!(fails(&mut capped), Some(Reason::Capped { amount, count }));
    }
}
