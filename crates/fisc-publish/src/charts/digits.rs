//! Shares of digits against what is expected: a column for each, the expected share as a stroke with
//! the band that chance alone gives behind it. A column that leaves its band carries its value.

use super::percent;
use maud::{Markup, html};

/// A digit or pair of digits. Shares are in millionths of all amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digit {
    /// The digit, below its column.
    pub label: String,
    /// The share that was seen.
    pub observed: i128,
    /// The share that is expected.
    pub expected: i128,
    /// The band of chance around the expected share: from.
    pub low: i128,
    /// The band of chance around the expected share: to.
    pub high: i128,
    /// The observed share for people.
    pub shown: String,
}

/// Height of the room for columns, in px.
const ROOM: i128 = 200;
/// Room above for a label.
const HEAD: i128 = 26;
/// So many values are written at most: of the columns that lie farthest outside their bands.
const NAMED: usize = 4;

impl Digit {
    /// By how much it lies outside its band; nothing within.
    #[must_use]
    pub fn outside(&self) -> i128 {
        (self.low - self.observed)
            .max(self.observed - self.high)
            .max(0)
    }
}

/// The drawing of these digits, called by the text of the element `title_id`; `expectation` says what
/// the stroke and its band are.
#[must_use]
pub fn digits(digits: &[Digit], expectation: &str, title_id: &str) -> Markup {
    let n = digits.len().max(1) as i128;
    let top = digits.iter().map(|d| d.observed.max(d.high)).max();
    let top = top.unwrap_or_default().max(1);
    let size = |share: i128| share.max(0) * ROOM / top;
    let base = HEAD + ROOM;
    // At most twelve numbers fit below the columns on a telephone.
    let every = digits.len().div_ceil(12).max(1);
    let mut outside: Vec<usize> = (0..digits.len())
        .filter(|i| digits[*i].outside() > 0)
        .collect();
    outside.sort_by_key(|i| std::cmp::Reverse(digits[*i].outside()));
    // A label is as wide as a ninth of a telephone: labels nearer than that would cover each other.
    let reach = digits.len().div_ceil(9);
    let mut named: Vec<usize> = Vec::new();
    for i in outside {
        if named.len() < NAMED && named.iter().all(|o| o.abs_diff(i) >= reach) {
            named.push(i);
        }
    }
    html! {
        svg role="img" aria-labelledby=(title_id) height=(base + 26) {
            @for (i, d) in digits.iter().enumerate() {
                @let x = i as i128 * 10_000 / n;
                @let (low, high) = (size(d.low), size(d.high));
                rect class="range" x=(percent(x + 400 / n)) y=(base - high) width=(percent(9_200 / n)) height=((high - low).max(1)) {}
                rect class="bar" x=(percent(x + 2_000 / n)) y=(base - size(d.observed)) width=(percent(6_000 / n)) height=(size(d.observed)) {}
                line class="mark" x1=(percent(x + 400 / n)) x2=(percent(x + 9_600 / n)) y1=(base - size(d.expected)) y2=(base - size(d.expected)) {}
                @if i % every == 0 {
                    text class="tick" x=(percent(x + 5_000 / n)) y=(base + 20) text-anchor="middle" { (d.label) }
                }
            }
            line class="base" x1="0" x2="100%" y1=(base) y2=(base) {}
            @for i in &named {
                @let d = &digits[*i];
                @let x = *i as i128 * 10_000 / n + 5_000 / n;
                @let (x, anchor) = if x < 700 { (x - 5_000 / n, "start") } else if x > 9_300 { (x + 5_000 / n, "end") } else { (x, "middle") };
                text class="halo" x=(percent(x)) y=(base - size(d.observed.max(d.high)) - 7) text-anchor=(anchor) { (d.shown) }
            }
            @if !digits.is_empty() {
                text class="halo soft" x="100%" y="14" text-anchor="end" { (expectation) }
            }
        }
    }
}
