//! A share over several moments: a dot for each, joined, on a scale from nothing to everything. Each
//! moment has a line of its own, so that words fit beside it on a telephone.

use maud::{Markup, html};

/// A moment.
pub struct Step {
    /// Above its scale: when, and what it was.
    pub label: String,
    /// In millionths.
    pub value: u32,
    /// The value for people, beside its dot.
    pub shown: String,
}

/// Height of a moment, in px.
const ROW: usize = 58;
/// Thousandths of the width that the whole of the scale takes; the rest is for what stands beside.
const SCALE: u32 = 620;

/// The drawing of these steps, called by the text of the element `title_id`.
pub fn steps(steps: &[Step], title_id: &str) -> Markup {
    let percent = |permille: u32| format!("{}.{}%", permille / 10, permille % 10);
    let x = |value: u32| u64::from(value.min(1_000_000)) * u64::from(SCALE) / 1_000_000;
    let x = |value: u32| percent(u32::try_from(x(value)).unwrap_or(SCALE));
    let y = |row: usize| row * ROW + 38;
    let bottom = steps.len() * ROW;
    html! {
        svg.steps role="img" aria-labelledby=(title_id) height=(bottom + 24) {
            @for quarter in 0..=4_u32 {
                line class="rule" x1=(percent(quarter * SCALE / 4)) x2=(percent(quarter * SCALE / 4)) y1="4" y2=(bottom) {}
                @if quarter % 2 == 0 {
                    @let anchor = match quarter { 0 => "start", _ => "middle" };
                    text class="tick" x=(percent(quarter * SCALE / 4)) y=(bottom + 18) text-anchor=(anchor) { (quarter * 25) " %" }
                }
            }
            @for (row, pair) in steps.windows(2).enumerate() {
                line class="way" x1=(x(pair[0].value)) y1=(y(row)) x2=(x(pair[1].value)) y2=(y(row + 1)) {}
            }
            @for (row, step) in steps.iter().enumerate() {
                text class="halo" x="0" y=(row * ROW + 20) { (step.label) }
                circle class="dot" cx=(x(step.value)) cy=(y(row)) r="6" {}
                text class="halo" x=(x(step.value)) dx="13" y=(y(row) + 5) { (step.shown) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_for_each_and_a_line_between_two() {
        let step = |value| Step {
            label: format!("L{value}"),
            value,
            shown: format!("={value}"),
        };
        let svg = steps(&[step(0), step(500_000), step(1_000_000)], "t").into_string();
        for cx in ["cx=\"0.0%\"", "cx=\"31.0%\"", "cx=\"62.0%\""] {
            assert!(svg.contains(cx), "{svg}");
        }
        assert_eq!(svg.matches("class=\"way\"").count(), 2);
        assert!(svg.contains("L500000") && svg.contains("=500000"));
        // More than everything is drawn as everything.
        assert!(
            steps(&[step(2_000_000)], "t")
                .into_string()
                .contains("cx=\"62.0%\"")
        );
        steps(&[], "t");
    }
}
