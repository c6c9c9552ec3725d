//! Boxes for spread, one for each stratum, all on one scale that begins at zero: from the lower to the
//! upper quartile with the median as a stroke, whiskers to the fences, a ring for each value beyond.
//! The scale ends where the whiskers end, because one very large value would flatten every box; what
//! lies farther out is counted at the edge.

use super::bars::wrap;
use super::percent;
use maud::{Markup, html};

/// A stratum; values on one scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// Its name, above its box.
    pub label: String,
    /// The end of the lower whisker.
    pub low: i128,
    /// The lower quartile.
    pub q1: i128,
    /// The median.
    pub median: i128,
    /// The upper quartile.
    pub q3: i128,
    /// The end of the upper whisker.
    pub high: i128,
    /// What lies beyond the whiskers.
    pub beyond: Vec<i128>,
    /// The median for people, behind the name.
    pub shown: String,
}

/// Columns that fit a line on a phone.
const LINE: usize = 42;
/// Hundredths of a per cent that the scale takes; the rest is for what lies beyond it.
const WIDE: i128 = 8_800;

/// The drawing of these strata, called by the text of the element `title_id`. `shown` writes a value;
/// `more` says how many values lie beyond the scale and how far the farthest.
#[must_use]
pub fn boxes(
    strata: &[Stratum],
    title_id: &str,
    shown: &dyn Fn(i128) -> String,
    more: &dyn Fn(usize, i128) -> String,
) -> Markup {
    let most = strata.iter().map(|s| s.high.max(s.q3)).max();
    let most = most.unwrap_or_default();
    let least = strata.iter().map(|s| s.low.min(s.q1)).min();
    let least = least.unwrap_or_default().min(0);
    let range = (most - least).max(1);
    let at = |value: i128| (value.clamp(least, most) - least) * WIDE / range;
    let mut drawn = Vec::new();
    let mut y = 0;
    for s in strata {
        let lines = wrap(&format!("{} · {}", s.label, s.shown), LINE);
        let top = y + 20 * lines.len() as i128 + 8;
        let far: Vec<i128> = s.beyond.iter().copied().filter(|v| *v > most).collect();
        let note = far.iter().max().map(|v| more(far.len(), *v));
        drawn.push((y, lines, top, s, note.clone()));
        y = top + 34 + if note.is_some() { 18 } else { 0 };
    }
    let foot = y + 4;
    html! {
        svg role="img" aria-labelledby=(title_id) height=(foot + 24) {
            // First, so that names that it crosses stay readable.
            @if !strata.is_empty() {
                line class="base" x1=(percent(at(0))) x2=(percent(at(0))) y1="0" y2=(foot) {}
            }
            @for (y, lines, top, s, note) in &drawn {
                @for (i, line) in lines.iter().enumerate() {
                    text class="halo" x="0" y=(y + 15 + 20 * i as i128) { (line) }
                }
                line class="mark thin" x1=(percent(at(s.low))) x2=(percent(at(s.high))) y1=(top + 9) y2=(top + 9) {}
                @for end in [s.low, s.high] {
                    line class="mark thin" x1=(percent(at(end))) x2=(percent(at(end))) y1=(top + 4) y2=(top + 14) {}
                }
                rect class="box" x=(percent(at(s.q1))) y=(top) width=(percent((at(s.q3) - at(s.q1)).max(20))) height="18" {}
                line class="mark" x1=(percent(at(s.median))) x2=(percent(at(s.median))) y1=(top - 3) y2=(top + 21) {}
                @for value in s.beyond.iter().filter(|v| (least..=most).contains(*v)) {
                    circle class="dot" cx=(percent(at(*value))) cy=(top + 9) r="3.5" {}
                }
                @if let Some(note) = note {
                    circle class="dot" cx=(percent(WIDE + 500)) cy=(top + 9) r="3.5" {}
                    text class="soft" x="100%" y=(top + 36) text-anchor="end" { (note) }
                }
            }
            @if !strata.is_empty() {
                line class="base" x1="0" x2=(percent(WIDE)) y1=(foot) y2=(foot) {}
                text class="tick" x=(percent(at(0))) y=(foot + 19) text-anchor=(if least < 0 { "middle" } else { "start" }) { "0" }
                text class="tick" x=(percent(WIDE)) y=(foot + 19) text-anchor="end" { (shown(most)) }
            }
        }
    }
}
