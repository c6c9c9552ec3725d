//! Amounts just below a limit: more of them than just above it would lead one to expect. Where a
//! limit plays no part, a row within a tenth of it is as likely below as above (amounts thin out
//! upwards, but little over so narrow a window), and the count below is binomial with 1/2.

use crate::rounding::stored;
use statrs::distribution::{Binomial, DiscreteCDF};

/// The counts at a limit and how likely they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bunching {
    /// Amounts in [0.9 L, L).
    pub below: u64,
    /// Amounts in [L, 1.1 L).
    pub above: u64,
    /// The chance of as many below or more, given their sum: exact binomial test, one-sided, 1/2.
    pub p_value: f64,
}

/// Which side of a limit an amount lies on; `None` outside [0.9 L, 1.1 L) and for a limit that is not
/// above zero.
#[must_use]
pub fn side(amount: i128, limit: i128) -> Option<Side> {
    let tenfold = amount.checked_mul(10)?;
    let (from, to) = (limit.checked_mul(9)?, limit.checked_mul(11)?);
    if limit <= 0 || tenfold < from || tenfold >= to {
        None
    } else if amount < limit {
        Some(Side::Below)
    } else {
        Some(Side::AtOrAbove)
    }
}

/// A side of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// [0.9 L, L).
    Below,
    /// [L, 1.1 L).
    AtOrAbove,
}

impl Bunching {
    /// The amounts around a limit; both in the smallest unit.
    #[must_use]
    pub fn around(limit: i128, amounts: impl IntoIterator<Item = i128>) -> Bunching {
        let (mut below, mut above) = (0, 0);
        for amount in amounts {
            match side(amount, limit) {
                Some(Side::Below) => below += 1,
                Some(Side::AtOrAbove) => above += 1,
                None => {}
            }
        }
        Bunching {
            below,
            above,
            p_value: upper_tail(below, below + above),
        }
    }
}

/// P(X ≥ k) for X binomial of `n` with 1/2.
#[must_use]
pub fn upper_tail(k: u64, n: u64) -> f64 {
    if k == 0 {
        return 1.0;
    }
    if k > n {
        return 0.0;
    }
    stored(Binomial::new(0.5, n).map_or(f64::NAN, |b| b.sf(k - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_windows_end_where_they_say() {
        let limit = 1_000;
        for (amount, expected) in [
            (899, None),
            (900, Some(Side::Below)),
            (999, Some(Side::Below)),
            (1_000, Some(Side::AtOrAbove)),
            (1_099, Some(Side::AtOrAbove)),
            (1_100, None),
        ] {
            assert_eq!(side(amount, limit), expected, "{amount}");
        }
        assert_eq!(side(0, 0), None);
        assert_eq!(side(i128::MAX, 1_000), None);
    }

    /// Sums of binomial coefficients: 56/1024, 11/1024, 1/2, 1/2^60.
    #[test]
    fn the_test_is_exact() {
        for (k, n, expected) in [
            (8, 10, 0.054_687_5),
            (9, 10, 0.010_742_187_5),
            (6, 11, 0.5),
            (60, 60, stored(2f64.powi(-60))),
            (0, 5, 1.0),
            (6, 5, 0.0),
        ] {
            assert_eq!(Some(upper_tail(k, n)), Some(expected), "{k} of {n}");
        }
        let b = Bunching::around(1_000, [999, 950, 1_000, 5]);
        assert_eq!((b.below, b.above, b.p_value), (2, 1, 0.5));
    }

    proptest! {
        #[test]
        fn more_below_is_less_likely(n in 1u64..2_000, k in 0u64..2_000) {
            let k = k.min(n);
            let (here, next) = (upper_tail(k, n), upper_tail(k + 1, n));
            prop_assert!((0.0..=1.0).contains(&here) && next <= here);
        }
    }
}
