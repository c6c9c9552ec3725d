//! Bars for rank: one message, direct labels, a zero baseline. Lengths are computed in integers
//! and given as parts of the width, so that a bar scales with the page and its text does not.

use maud::{Markup, html};

/// A bar.
pub struct Bar {
    /// The line above it.
    pub label: String,
    /// What its length says; not negative.
    pub value: i128,
    /// The value for people, at its end.
    pub shown: String,
}

/// Thousandths of the width that the longest bar takes; the rest is for the label at its end.
const LONGEST: i128 = 550;
/// Columns that fit a line on a phone; a Han character takes two.
const LINE: usize = 42;

/// Bars under a heading of their own; all groups of a drawing share one scale.
pub struct Group {
    /// Above its bars; empty for none.
    pub heading: String,
    /// In the order in which they are drawn.
    pub bars: Vec<Bar>,
}

/// The drawing of these bars, called by the text of the element `title_id`.
pub fn bars(bars: Vec<Bar>, title_id: &str) -> Markup {
    let heading = String::new();
    groups(&[Group { heading, bars }], title_id)
}

/// The drawing of these groups, called by the text of the element `title_id`.
pub fn groups(groups: &[Group], title_id: &str) -> Markup {
    let largest = groups
        .iter()
        .flat_map(|g| g.bars.iter().map(|b| b.value))
        .max()
        .unwrap_or_default()
        .max(1);
    let mut drawn = Vec::new();
    let mut headings = Vec::new();
    let mut y = 0;
    for group in groups {
        if !group.heading.is_empty() {
            headings.push((y + 20, &group.heading));
            y += 34;
        }
        for bar in &group.bars {
            let lines = wrap(&bar.label, LINE);
            let top = y + 20 * lines.len() + 4;
            let permille = bar.value.max(0) * LONGEST / largest;
            drawn.push((
                y,
                lines,
                top,
                format!("{}.{}%", permille / 10, permille % 10),
                &bar.shown,
            ));
            y = top + 34;
        }
    }
    html! {
        svg role="img" aria-labelledby=(title_id) height=(y.max(12) - 12) {
            @for (y, heading) in &headings { text class="group" x="0" y=(y) { (heading) } }
            @for (y, lines, top, width, shown) in &drawn {
                @for (i, line) in lines.iter().enumerate() {
                    text x="0" y=(y + 15 + 20 * i) { (line) }
                }
                rect class="bar" x="0" y=(top) width=(width) height="18" {}
                text x=(width) dx="8" y=(top + 14) { (shown) }
                line class="base" x1="0" x2="0" y1=(top.saturating_sub(3)) y2=(top + 21) {}
            }
        }
    }
}

/// Lines of at most `width` columns, broken at a space where there is one.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let columns = |c: char| if c < '\u{2e80}' { 1 } else { 2 };
    let mut lines = vec![String::new()];
    let mut used = 0;
    for c in text.chars() {
        let line = lines.len() - 1;
        if used + columns(c) > width {
            let rest = match lines[line].rfind(' ') {
                Some(space) => lines[line].split_off(space).trim_start().to_string(),
                None => String::new(),
            };
            used = rest.chars().map(columns).sum();
            lines.push(rest);
        }
        let line = lines.len() - 1;
        lines[line].push(c);
        used += columns(c);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bar(value: i128) -> Bar {
        Bar {
            label: format!("B{value}"),
            value,
            shown: value.to_string(),
        }
    }

    #[test]
    fn lengths_are_parts_of_the_largest() {
        let svg = bars(vec![bar(400), bar(200), bar(0)], "t").into_string();
        for width in ["width=\"55.0%\"", "width=\"27.5%\"", "width=\"0.0%\""] {
            assert!(svg.contains(width), "{svg}");
        }
        bars(vec![bar(0)], "t");
        bars(Vec::new(), "t");
    }

    #[test]
    fn lines_break_at_spaces_and_between_han() {
        assert_eq!(
            wrap("Payment before release", 12),
            ["Payment", "before", "release"]
        );
        assert_eq!(wrap("指标下达前支付", 8), ["指标下达", "前支付"]);
    }

    proptest! {
        #[test]
        fn wrapping_loses_no_character_but_spaces(text in ".*", width in 2usize..20) {
            let bare = |s: &str| s.replace(char::is_whitespace, "");
            prop_assert_eq!(bare(&wrap(&text, width).concat()), bare(&text));
        }
    }
}
