//! Findings as reports and decisions tell them: numbered, each with its facts, the rules it is
//! measured by and what follows, and a summary whose amounts are added up by kind only.

use super::Matter;
use super::layout::{Block, Cell, Grid, Page, column};
use super::words::Words;
use fisc_model::Money;
use fisc_model::act::Placed;
use fisc_model::finding::AmountKind;
use std::collections::BTreeMap;

/// Sections that count themselves; those without text are left out and not counted.
pub(super) struct Sections(usize);

impl Sections {
    pub fn new() -> Sections {
        Sections(0)
    }

    /// Opens the next section and says its number.
    pub fn open(&mut self, page: &mut Page<'_>, heading: &str) -> String {
        self.0 += 1;
        let number = page.words.ordinal(self.0);
        page.push(Block::Section(page.words.f(
            "section-1",
            &[("n", number.as_str().into()), ("text", heading.into())],
        )));
        number
    }

    /// A section of running text, where there is any.
    pub fn text(&mut self, page: &mut Page<'_>, heading: &str, text: &str) {
        if !text.trim().is_empty() {
            self.open(page, heading);
            page.push(Block::Text(text.to_string()));
        }
    }
}

/// What differs between a report, which proposes, and a decision, which decides.
pub(super) struct Telling {
    pub remedy: &'static str,
    pub fine: &'static str,
    pub cause: bool,
}

/// Where each finding stands: the number of the section and the finding's own in it.
pub(super) fn places(
    words: &Words<'_>,
    section: &str,
    matters: &[Matter<'_>],
) -> BTreeMap<String, Placed> {
    let all = matters.iter().enumerate();
    all.map(|(i, m)| {
        let n = words.ordinal(i + 1);
        let paragraph = words.f("paragraph", &[("section", section.into()), ("n", n.into())]);
        let version = m.finding.version;
        (m.finding.id.clone(), Placed { version, paragraph })
    })
    .collect()
}

/// Tells each finding under its number.
pub(super) fn tell(page: &mut Page<'_>, matters: &[Matter<'_>], telling: &Telling) {
    let w = page.words;
    for (i, matter) in matters.iter().enumerate() {
        let f = matter.finding;
        let n = w.ordinal(i + 1);
        let heading = [("n", n.into()), ("text", w.pick(&f.title).into())];
        page.push(Block::Item(w.f("section-2", &heading)));
        page.push(Block::Text(w.pick(&f.facts).to_string()));
        if f.amount_kind != AmountKind::None {
            let amount = w.amount(f);
            page.push(Block::Text(
                w.f("finding-amount", &[("amount", amount.into())]),
            ));
        }
        if !f.criteria.is_empty() {
            let criteria = w.criteria(f);
            page.push(Block::Text(format!(
                "{}\n{criteria}",
                w.t("finding-criteria")
            )));
        }
        let cause = w.pick(&f.cause);
        if telling.cause && !cause.is_empty() {
            page.push(Block::Text(w.f("finding-cause", &[("text", cause.into())])));
        }
        let remedy = w.pick(&f.remedy);
        if !remedy.is_empty() {
            page.push(Block::Text(w.f(telling.remedy, &[("text", remedy.into())])));
        }
        if let Some(fine) = f.fine {
            page.push(Block::Text(w.money(telling.fine, fine)));
        }
    }
}

/// Amounts of different kinds are never added up: a subtotal for each.
pub(super) fn summary(page: &mut Page<'_>, matters: &[Matter<'_>]) {
    let w = page.words;
    let mut kinds: BTreeMap<AmountKind, Money> = BTreeMap::new();
    let mut rows = Vec::new();
    for (i, matter) in matters.iter().enumerate() {
        let f = matter.finding;
        let amount = if f.amount_kind == AmountKind::None {
            Cell::Empty
        } else {
            let sum = kinds.entry(f.amount_kind).or_default();
            *sum = *sum + f.amount;
            Cell::Money(f.amount)
        };
        rows.push(vec![
            Cell::text(w.f(
                "section-2",
                &[("n", w.ordinal(i + 1).into()), ("text", "".into())],
            )),
            Cell::text(w.pick(&f.title)),
            Cell::text(w.kind(f.amount_kind)),
            amount,
        ]);
    }
    let totals = kinds.into_iter().map(|(kind, sum)| {
        let label = w.f("summary-subtotal", &[("kind", w.kind(kind).into())]);
        vec![
            Cell::Empty,
            Cell::text(label),
            Cell::Empty,
            Cell::Money(sum),
        ]
    });
    let totals = totals.collect();
    page.push(Block::Note(w.t("summary-title")));
    page.push(Block::Grid(Grid {
        columns: vec![
            column(w.t("evidence-no"), 10),
            column(w.t("summary-finding"), 46),
            column(w.t("summary-kind"), 20),
            column(w.amount_column("amount"), 24),
        ],
        rows,
        totals,
    }));
}
