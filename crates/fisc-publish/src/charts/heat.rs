//! A heat map: how many fall into each field of likelihood × amount. Steps of a fifth upwards, powers
//! of ten to the right; the number stands in the field, and the shade only repeats the place.

use maud::{Markup, html};

/// One that is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// In millionths.
    pub likelihood: u32,
    /// In hundredths of the currency unit; what is negative stands in the lowest column.
    pub amount: i128,
}

/// Steps each way.
pub const STEPS: usize = 5;
/// Height of a field, in px.
const FIELD: usize = 48;
/// Room at the left for the steps of likelihood, in thousandths of the width.
const LEFT: usize = 170;
/// Room above for the name of the one axis, in px.
const HEAD: usize = 26;

/// The fields of a heat map, before they are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// From which amount on the second and each further column begins, in currency units.
    pub from: [u64; STEPS - 1],
    /// How many by row, the likeliest first, and column, the smallest amount first.
    pub counts: [[usize; STEPS]; STEPS],
}

/// Puts points into fields. The last column begins at the largest power of ten that an amount reaches,
/// 10,000 at least.
#[must_use]
pub fn fields(points: &[Point]) -> Fields {
    let largest = points.iter().map(|p| p.amount / 100).max().unwrap_or(0);
    let mut last: u64 = 10_000;
    while i128::from(last) * 10 <= largest && last < 1_000_000_000_000_000 {
        last *= 10;
    }
    let from = [last / 1000, last / 100, last / 10, last];
    let mut counts = [[0; STEPS]; STEPS];
    for p in points {
        let reached = |f: &&u64| p.amount >= i128::from(**f) * 100;
        let column = from.iter().filter(reached).count();
        let fifth = (p.likelihood / 200_000).min(4);
        let row = STEPS - 1 - usize::try_from(fifth).unwrap_or_default();
        counts[row][column] += 1;
    }
    Fields { from, counts }
}

/// The drawing, called by the text of the element `title_id`; `likelihood` and `amount` name the axes,
/// `short` writes a whole number of currency units in few characters.
pub fn heat(
    fields: &Fields,
    title_id: &str,
    likelihood: &str,
    amount: &str,
    short: &dyn Fn(u64) -> String,
) -> Markup {
    let width = (1000 - LEFT) / STEPS;
    let percent = |permille: usize| format!("{}.{}%", permille / 10, permille % 10);
    let x = |column: usize| LEFT + column * width;
    let y = |row: usize| HEAD + row * FIELD;
    let bottom = y(STEPS);
    html! {
        svg.heat role="img" aria-labelledby=(title_id) height=(bottom + 48) {
            text class="tick" x="0" y="16" { (likelihood) }
            @for (row, counts) in fields.counts.iter().enumerate() {
                @let least = (STEPS - 1 - row) * 20;
                text class="tick" x="0" y=(y(row) + FIELD / 2 + 5) {
                    @if least == 0 { "< 20 %" } @else { "≥ " (least) " %" }
                }
                @for (column, count) in counts.iter().enumerate() {
                    // From 0 in the lowest corner to 4 in the highest.
                    @let level = usize::midpoint(STEPS - 1 - row, column);
                    rect class={ "field l" (level) } x=(percent(x(column))) y=(y(row)) width=(percent(width)) height=(FIELD) {}
                    @if *count > 0 {
                        text class="count" x=(percent(x(column) + width / 2)) y=(y(row) + FIELD / 2 + 6) text-anchor="middle" { (count) }
                    }
                }
            }
            @for column in 0..STEPS {
                text class="tick" x=(percent(x(column) + width / 2)) y=(bottom + 18) text-anchor="middle" {
                    @if column == 0 { "< " (short(fields.from[0])) } @else { "≥ " (short(fields.from[column - 1])) }
                }
            }
            text class="tick" x="100%" y=(bottom + 40) text-anchor="end" { (amount) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(likelihood: u32, amount: i128) -> Point {
        Point { likelihood, amount }
    }

    #[test]
    fn the_likeliest_stand_above_and_the_largest_at_the_right() {
        let f = fields(&[
            point(1_000_000, 250_000_000),
            point(799_999, 99_999),
            point(0, -5),
            point(200_000, 10_000_000),
        ]);
        // 2,500,000.00 reaches a million.
        assert_eq!(f.from, [1_000, 10_000, 100_000, 1_000_000]);
        assert_eq!(f.counts[0][4], 1);
        assert_eq!(f.counts[1][0], 1);
        assert_eq!(f.counts[4][0], 1);
        assert_eq!(f.counts[3][3], 1);
        assert_eq!(fields(&[]).from, [10, 100, 1_000, 10_000]);
    }

    #[test]
    fn a_number_stands_in_its_field_and_none_in_an_empty_one() {
        let svg = heat(
            &fields(&[point(900_000, 1); 7]),
            "t",
            "likelihood",
            "amount",
            &|n| n.to_string(),
        )
        .into_string();
        assert_eq!(svg.matches("class=\"count\"").count(), 1, "{svg}");
        assert!(svg.contains(">7</text>") && svg.contains("≥ 80 %") && svg.contains("≥ 10000"));
        assert_eq!(svg.matches("<rect").count(), STEPS * STEPS);
    }

    proptest! {
        #[test]
        fn everybody_is_in_one_field(points in prop::collection::vec((0u32..=1_000_000, any::<i64>()), 0..60)) {
            let points: Vec<Point> = points.into_iter().map(|(l, a)| point(l, a.into())).collect();
            let f = fields(&points);
            prop_assert_eq!(f.counts.iter().flatten().sum::<usize>(), points.len());
            prop_assert!(f.from.windows(2).all(|w| w[0] < w[1]));
        }
    }
}
