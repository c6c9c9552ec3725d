//! Columns for months: a zero baseline, the highest and the lowest named at their columns, the rest
//! in the table below the drawing.

use maud::{Markup, html};

/// A column.
pub struct Column {
    /// Below it: the number of the month.
    pub label: String,
    /// Its height; negative goes below the baseline.
    pub value: i128,
    /// The value for people.
    pub shown: String,
}

/// Height of the room for columns, in px.
const ROOM: i128 = 180;
/// Room above for a label.
const HEAD: i128 = 26;

/// The drawing of these columns, called by the text of the element `title_id`.
pub fn columns(columns: &[Column], title_id: &str) -> Markup {
    let n = columns.len().max(1) as i128;
    let values = || columns.iter().map(|c| c.value);
    let (top, bottom) = (
        values().max().unwrap_or_default().max(0),
        values().min().unwrap_or_default().min(0),
    );
    let range = (top - bottom).max(1);
    let base = HEAD + top * ROOM / range;
    // Labels below columns that go below the baseline need room there.
    let foot = if bottom < 0 { HEAD } else { 0 };
    let height = HEAD + ROOM + foot + 26;
    let percent = |permyriad: i128| format!("{}.{:02}%", permyriad / 100, permyriad % 100);
    let highest = values().enumerate().rev().max_by_key(|(_, v)| *v);
    let lowest = values().enumerate().min_by_key(|(_, v)| *v);
    let named: Vec<usize> = [highest, lowest]
        .into_iter()
        .flatten()
        .map(|(i, _)| i)
        .collect();
    // At most twelve numbers fit below the columns on a telephone.
    let every = columns.len().div_ceil(12).max(1);
    // On a telephone a label is as wide as five columns: that of the lowest stands above them, unless
    // the label of the highest stands there.
    let around = |i: usize| {
        let near = |other: usize, reach| other != i && other.abs_diff(i) <= reach;
        if named.iter().any(|n| near(*n, 4)) {
            return 0;
        }
        let near = values().enumerate().filter(|(other, _)| near(*other, 2));
        near.map(|(_, v)| v.max(0) * ROOM / range)
            .max()
            .unwrap_or_default()
    };
    html! {
        svg role="img" aria-labelledby=(title_id) height=(height) {
            @for (i, c) in columns.iter().enumerate() {
                @let x = i as i128 * 10_000 / n;
                @let size = c.value.abs() * ROOM / range;
                @let y = if c.value < 0 { base } else { base - size };
                rect class="bar" x=(percent(x + 1_400 / n)) y=(y) width=(percent(7_200 / n)) height=(size) {}
                @if i % every == 0 {
                    text class="tick" x=(percent(x + 5_000 / n)) y=(height - 6) text-anchor="middle" { (c.label) }
                }
            }
            line class="base" x1="0" x2="100%" y1=(base) y2=(base) {}
            @for (i, c) in columns.iter().enumerate().filter(|(i, _)| named.contains(i)) {
                @let x = i as i128 * 10_000 / n + 5_000 / n;
                @let size = c.value.abs() * ROOM / range;
                @let y = if c.value < 0 { base + size + 18 } else { base - size.max(around(i)) - 7 };
                @let (x, anchor) = if x < 1_500 { (x - 3_600 / n, "start") }
                    else if x > 8_500 { (x + 3_600 / n, "end") } else { (x, "middle") };
                text class="halo" x=(percent(x)) y=(y) text-anchor=(anchor) { (c.shown) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[i128]) -> String {
        let column = |(i, value): (usize, &i128)| Column {
            label: (i + 1).to_string(),
            value: *value,
            shown: format!("={value}"),
        };
        let all: Vec<Column> = values.iter().enumerate().map(column).collect();
        columns(&all, "t").into_string()
    }

    #[test]
    fn heights_are_parts_of_the_range_from_zero() {
        let svg = drawn(&[100, 50, 0]);
        for height in ["height=\"180\"", "height=\"90\"", "height=\"0\""] {
            assert!(svg.contains(height), "{svg}");
        }
        assert!(svg.contains("=100") && svg.contains("=0") && !svg.contains("=50"));
        let below = drawn(&[100, -100]);
        assert_eq!(below.matches("height=\"90\"").count(), 2, "{below}");
        drawn(&[]);
        drawn(&[0, 0]);
    }
}
