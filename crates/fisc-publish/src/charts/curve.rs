//! How much goes to how few: the cumulated share of a sum, the largest first, against the share of
//! those who have it; the diagonal is what equal shares would give. The curve is stretched with the
//! page, its labels are not.

use super::percent;
use maud::{Markup, html};

/// A place on the curve that is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// After so many of the largest.
    pub largest: usize,
    /// What is said there: “10 of 420 get 61 %”.
    pub text: String,
}

/// Height of the drawing, in px.
const ROOM: i128 = 220;
/// Points of the curve; more cannot be seen.
const POINTS: usize = 400;

/// The share of the sum that the `k` largest of `totals` have, in hundredths of a per cent, rounded
/// down; nothing of nothing.
#[must_use]
pub fn share_of_largest(totals: &[i128], k: usize) -> i128 {
    let mut sorted: Vec<i128> = totals.iter().map(|t| (*t).max(0)).collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let sum: i128 = sorted.iter().sum();
    let part: i128 = sorted.iter().take(k).sum();
    share(part, sum)
}

/// `part / whole` in hundredths of a per cent. Of sums too large for the multiplication both sides are
/// cut alike.
fn share(part: i128, whole: i128) -> i128 {
    match part.checked_mul(10_000) {
        Some(part) => part / whole.max(1),
        None => part / (whole / 10_000).max(1),
    }
}

/// The drawing of these totals in any order, called by the text of the element `title_id`. Totals
/// below zero count as nothing. `even` says what the diagonal is.
#[must_use]
pub fn curve(totals: &[i128], marks: &[Mark], even: &str, title_id: &str) -> Markup {
    let mut sorted: Vec<i128> = totals.iter().map(|t| (*t).max(0)).collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let sum: i128 = sorted.iter().sum();
    let n = sorted.len().max(1);
    let every = n.div_ceil(POINTS);
    let (mut path, mut part) = (String::from("M0 10000"), 0);
    let mut reached = vec![0];
    for (i, total) in (1..).zip(&sorted) {
        part += total;
        let y = share(part, sum);
        reached.push(y);
        if i % every == 0 || i == n {
            path += &format!(" L{} {}", i * 10_000 / n, 10_000 - y);
        }
    }
    let top = |y: i128| 8 + (10_000 - y) * ROOM / 10_000;
    html! {
        svg role="img" aria-labelledby=(title_id) height=(ROOM + 36) {
            svg x="0" y="8" width="100%" height=(ROOM) viewBox="0 0 10000 10000" preserveAspectRatio="none" {
                @if !sorted.is_empty() { path class="area" d={ (path) " L10000 10000 Z" } {} }
                path class="even" d="M0 10000 L10000 0" {}
                path class="curve" d=(path) {}
            }
            line class="base" x1="0" x2="100%" y1=(ROOM + 8) y2=(ROOM + 8) {}
            line class="base" x1="0" x2="0" y1="8" y2=(ROOM + 8) {}
            @for mark in marks {
                @let k = mark.largest.min(sorted.len());
                @let (x, y) = (k as i128 * 10_000 / n as i128, reached.get(k).copied().unwrap_or_default());
                circle class="point" cx=(percent(x)) cy=(top(y)) r="4.5" {}
                // Beside its point and below the curve, where there is room.
                text class="halo" x=(percent(x)) dx=(if x > 5_500 { -8 } else { 9 }) y=(top(y) + if x > 5_500 { 24 } else { 19 }) text-anchor=(if x > 5_500 { "end" } else { "start" }) { (mark.text) }
            }
            text class="tick halo" x="100%" dx="-4" y=(ROOM - 4) text-anchor="end" { (even) }
            text class="tick" x="0" y=(ROOM + 28) text-anchor="start" { "0" }
            text class="tick" x="100%" y=(ROOM + 28) text-anchor="end" { (sorted.len()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shares_are_of_the_largest() {
        assert_eq!(share_of_largest(&[1, 5, 4], 1), 5_000);
        assert_eq!(share_of_largest(&[1, 5, 4], 2), 9_000);
        assert_eq!(share_of_largest(&[], 3), 0);
        assert_eq!(share_of_largest(&[-4, 4], 1), 10_000);
        assert_eq!(share_of_largest(&[i128::MAX / 4; 4], 2), 5_000);
    }

    proptest! {
        /// The largest k have at least k/n of the sum, and all have all.
        #[test]
        fn the_curve_lies_on_or_above_the_diagonal(totals in prop::collection::vec(1i128..1_000_000, 1..60)) {
            let n = totals.len();
            let mut before = 0;
            for k in 1..=n {
                let share = share_of_largest(&totals, k);
                prop_assert!(share >= before && share >= k as i128 * 10_000 / n as i128);
                before = share;
            }
            prop_assert_eq!(before, 10_000);
        }
    }
}
