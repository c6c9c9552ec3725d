//! Exact splits: an amount over weights, to the cent, by largest remainder.

use fisc_model::Money;

/// Parts of the amount in proportion to the weights that sum to the amount. Each part is its quota
/// rounded down; the cents left over go to the largest remainders, of equal ones to the first.
/// Weights may be below zero (cuts); where they sum to zero there is no proportion, and `None`.
///
/// Amount times weight must fit 127 bits, which [`crate::Graph::build`] makes sure of.
#[must_use]
pub fn split(amount: Money, weights: &[Money]) -> Option<Vec<Money>> {
    let sum: i128 = weights.iter().map(|w| w.0).sum();
    if sum == 0 {
        return None;
    }
    let (sign, sum) = (sum.signum(), sum.abs());
    let mut parts = Vec::with_capacity(weights.len());
    let mut rests: Vec<(i128, usize)> = Vec::new();
    let mut left = amount.0;
    for (at, weight) in weights.iter().enumerate() {
        let product = amount.0 * weight.0 * sign;
        let part = product.div_euclid(sum);
        let rest = product.rem_euclid(sum);
        left -= part;
        if rest > 0 {
            rests.push((-rest, at));
        }
        parts.push(Money(part));
    }
    rests.sort_unstable();
    for (_, at) in rests.iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[*at].0 += 1;
    }
    Some(parts)
}

/// The part of an amount that goes with `part` of `whole`: all of it with all, none with none.
pub(crate) fn share(amount: Money, part: Money, whole: Money) -> Money {
    if part == whole {
        return amount;
    }
    split(amount, &[part, whole - part]).map_or(Money::ZERO, |parts| parts[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(values: &[i128]) -> Vec<Money> {
        values.iter().copied().map(Money).collect()
    }

    #[test]
    fn the_cents_left_go_to_the_largest_remainders() {
        // Hamilton's method on the example of every textbook: 100 seats, remainders decide.
        let weights = cents(&[47_000, 16_000, 15_900, 12_000, 6_000, 3_100]);
        assert_eq!(split(Money(10), &weights), Some(cents(&[5, 2, 1, 1, 1, 0])));
        assert_eq!(split(Money(1), &cents(&[1, 1, 1])), Some(cents(&[1, 0, 0])));
        assert_eq!(
            split(Money(-100), &cents(&[1, 2])),
            Some(cents(&[-33, -67]))
        );
        assert_eq!(
            split(Money(100), &cents(&[600, -100])),
            Some(cents(&[120, -20]))
        );
        assert_eq!(split(Money(7), &cents(&[0, 0])), None);
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_amount_and_stay_near_their_quota(
            amount in -1_000_000_000_000_000_000i128..1_000_000_000_000_000_000,
            weights in prop::collection::vec(0i128..1_000_000_000_000, 1..12),
        ) {
            let weights = cents(&weights);
            let sum: Money = weights.iter().copied().sum();
            match split(Money(amount), &weights) {
                None => prop_assert_eq!(sum, Money::ZERO),
                Some(parts) => {
                    prop_assert_eq!(parts.iter().copied().sum::<Money>(), Money(amount));
                    for (part, weight) in parts.iter().zip(&weights) {
                        let off = part.0 * sum.0 - amount * weight.0;
                        prop_assert!(off.abs() < sum.0, "{} of {}", part, weight);
                        prop_assert!(weight.0 != 0 || part.0 == 0);
                    }
                }
            }
        }

        #[test]
        fn no_part_is_larger_than_its_weight_when_less_than_all_is_split(
            weights in prop::collection::vec(0i128..1_000_000, 1..8), part in 0u32..=1000,
        ) {
            let weights = cents(&weights);
            let sum: Money = weights.iter().copied().sum();
            let amount = Money(sum.0 * i128::from(part) / 1000);
            for (part, weight) in split(amount, &weights).unwrap_or_default().iter().zip(&weights) {
                prop_assert!(part <= weight);
            }
        }
    }
}
