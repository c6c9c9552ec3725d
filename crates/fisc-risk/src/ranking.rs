//! How good a ranking is, where the truth is known: the share of the labelled amount among the first
//! few. It is how the product is measured on its sample province, and how an office may measure it
//! on last year's findings.

use fisc_model::Money;
use std::collections::BTreeMap;

/// Of the labelled amounts, what is among the first `share` (millionths) of the ranked subjects,
/// rounded up to whole subjects: (found, all). Subjects with a label and no place count as missed.
#[must_use]
pub fn captured(ranked: &[String], labels: &BTreeMap<String, Money>, share: u32) -> (Money, Money) {
    let n = u128::from(share) * (ranked.len() as u128);
    let first = usize::try_from(n.div_ceil(u128::from(crate::settings::ONE))).unwrap_or(usize::MAX);
    let of = |subject: &String| labels.get(subject).copied().unwrap_or(Money::ZERO);
    let found: Money = ranked.iter().take(first).map(of).sum();
    (found, labels.values().copied().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_up_and_the_unranked_are_missed() {
        let ranked: Vec<String> = (0..30).map(|n| n.to_string()).collect();
        let labels = BTreeMap::from([
            ("0".to_string(), Money(70)),
            ("1".to_string(), Money(20)),
            ("x".to_string(), Money(10)),
        ]);
        // 5 % of 30 are 1.5, so two.
        assert_eq!(captured(&ranked, &labels, 50_000), (Money(90), Money(100)));
        assert_eq!(captured(&ranked, &labels, 10_000), (Money(70), Money(100)));
        assert_eq!(captured(&[], &labels, 50_000), (Money(0), Money(100)));
    }
}
