//! An amount weighted with a share in millionths, without a float: hundredths of the currency unit,
//! half away from zero.

use crate::settings::ONE;
use fisc_model::Money;

/// amount × share.
pub(crate) fn weighted(amount: Money, millionths: u32) -> Money {
    let one = i128::from(ONE);
    let product = amount.0 * i128::from(millionths);
    let half = if product < 0 { -one / 2 } else { one / 2 };
    Money((product + half) / one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(weighted(Money(3), 500_000), Money(2));
        assert_eq!(weighted(Money(-3), 500_000), Money(-2));
        assert_eq!(weighted(Money(100), 333_333), Money(33));
        assert_eq!(weighted(Money(100), ONE), Money(100));
    }
}
