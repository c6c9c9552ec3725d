//! A histogram around a limit: columns of equal width, those below it in the full colour, those at it
//! and above pale, a stroke at the limit with its name, and how many lie in the windows on both sides.

use super::percent;
use maud::{Markup, html};

/// The windows are compared, so that their columns must be as wide and as many on both sides.
pub struct Bunching<'a> {
    /// Rows in each column, from the lowest amounts up.
    pub columns: &'a [u64],
    /// How many of the columns lie below the limit.
    pub below: usize,
    /// The amounts where the first column begins and the last ends, for people.
    pub ends: [&'a str; 2],
    /// The limit, for people.
    pub limit: &'a str,
    /// What lies below it, at that side: “96 below”.
    pub left: &'a str,
    /// What lies at it and above, at the other.
    pub right: &'a str,
}

/// Height of the room for columns, in px.
const ROOM: i128 = 180;
/// Room above for the limit and the two counts.
const HEAD: i128 = 48;

/// The drawing, called by the text of the element `title_id`.
#[must_use]
pub fn bunching(b: &Bunching<'_>, title_id: &str) -> Markup {
    let n = b.columns.len().max(1) as i128;
    let most = i128::from(b.columns.iter().copied().max().unwrap_or_default().max(1));
    let base = HEAD + ROOM;
    let at = b.below.min(b.columns.len()) as i128 * 10_000 / n;
    html! {
        svg role="img" aria-labelledby=(title_id) height=(base + 26) {
            @for (i, rows) in b.columns.iter().enumerate() {
                @let x = i as i128 * 10_000 / n;
                @let size = i128::from(*rows) * ROOM / most;
                rect class=(if i < b.below { "bar" } else { "pale" }) x=(percent(x + 500 / n)) y=(base - size) width=(percent(9_000 / n)) height=(size) {}
            }
            line class="base" x1="0" x2="100%" y1=(base) y2=(base) {}
            line class="mark" x1=(percent(at)) x2=(percent(at)) y1="20" y2=(base + 6) {}
            text class="halo" x=(percent(at)) y="14" text-anchor="middle" { (b.limit) }
            text class="halo" x=(percent(at)) dx="-8" y="38" text-anchor="end" { (b.left) }
            text class="halo" x=(percent(at)) dx="8" y="38" text-anchor="start" { (b.right) }
            text class="tick" x="0" y=(base + 20) text-anchor="start" { (b.ends[0]) }
            text class="tick" x="100%" y=(base + 20) text-anchor="end" { (b.ends[1]) }
        }
    }
}
