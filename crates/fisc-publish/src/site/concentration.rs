//! How many recipients have how much of what was transferred.

use super::frame::Site;
use super::words::count;
use crate::charts::curve::{Mark, curve, share_of_largest};
use crate::charts::figure::{Figure, Heading};
use fisc_model::Money;
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Fewer recipients are seen at a glance in the drawing of the flows.
const FEWEST: usize = 5;
/// Rows of the table; all flows stand in the file.
const ROWS: usize = 20;

/// The curve of recipients, the largest first, with the place where half of the sum is reached.
pub fn section(site: &Site<'_>) -> Markup {
    let w = site.w;
    let mut sums: BTreeMap<&str, Money> = BTreeMap::new();
    for t in &site.facts.p.transfers {
        let sum = sums.entry(t.to.as_str()).or_default();
        *sum = *sum + t.amount;
    }
    let mut ranked: Vec<(&str, Money)> = sums.into_iter().filter(|(_, m)| m.0 > 0).collect();
    ranked.sort_by_key(|(name, amount)| (Reverse(*amount), *name));
    if ranked.len() < FEWEST {
        return html! {};
    }
    let totals: Vec<i128> = ranked.iter().map(|(_, amount)| amount.0).collect();
    let share = |k: usize| {
        let permyriad = share_of_largest(&totals, k);
        format!("{}.{} %", permyriad / 100, permyriad / 10 % 10)
    };
    let all = count(ranked.len() as u64);
    let half = (1..=ranked.len()).find(|k| share_of_largest(&totals, *k) >= 5_000);
    let half = half.unwrap_or(ranked.len());
    let mark = Mark {
        largest: half,
        text: w.text(
            "concentration-mark",
            &[
                ("largest", count(half as u64).into()),
                ("share", share(half).into()),
            ],
        ),
    };
    let rows = (1..)
        .zip(ranked.iter().take(ROWS))
        .map(|(k, (name, amount))| vec![(*name).to_string(), amount.grouped(), share(k)]);
    let headings = [("to", false), ("amount", true), ("cumulated", true)];
    let headings = headings.map(|(id, number)| Heading {
        text: w.t(id),
        number,
    });
    let caption = w.text("amounts-caption", &[("unit", w.unit().into())]);
    let figure = Figure {
        id: "concentration-message",
        message: w.say(
            "concentration-message",
            &[
                ("largest", html! { (count(half as u64)) }),
                ("all", html! { (all) }),
                ("share", html! { (share(half)) }),
            ],
        ),
        drawing: curve(
            &totals,
            &[mark],
            w.t("concentration-even"),
            "concentration-message",
        ),
        summary: w.t("as-table"),
        caption: &format!("{caption} {}", w.t("concentration")),
        headings: &headings,
        rows: rows.collect(),
    };
    html! {
        h2 { (w.t("concentration")) }
        (figure.markup())
        p.note { (w.t("concentration-note")) }
    }
}
