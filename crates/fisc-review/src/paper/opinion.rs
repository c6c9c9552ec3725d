//! What a review opinion and an adjudication opinion have in common: the points that the standards
//! ask about, each answered, an opinion on each finding, and an outcome.

use super::layout::{Block, Cell, Grid, Page, column, pair, wide};
use super::{Head, Kind, Matter, Signature};
use fisc_model::act::Verdict;

/// The answer to one point.
#[derive(Clone, Copy, Debug, Default)]
pub struct Point<'a> {
    /// Whether it is met; none where it is not answered or does not apply.
    pub met: Option<bool>,
    /// In words.
    pub note: &'a str,
}

/// What is said of one finding.
#[derive(Clone, Copy, Debug)]
pub struct Comment<'a> {
    /// The version it is said of.
    pub matter: Matter<'a>,
    /// The opinion.
    pub text: &'a str,
    /// What is to be changed; empty: nothing.
    pub amend: &'a str,
}

/// The parts of an opinion.
pub(super) struct Parts<'a> {
    pub head: &'a Head<'a>,
    pub kind: Kind,
    /// Review or adjudication, as a word in its messages.
    pub word: &'static str,
    pub items: &'a [&'static str],
    pub unit: &'a str,
    pub auditee: &'a str,
    pub team: &'a [&'a str],
    pub papers: &'a [&'a str],
    pub points: &'a [Point<'a>],
    pub comments: &'a [Comment<'a>],
    pub verdict: Verdict,
    pub text: &'a str,
    pub by: &'a [Signature<'a>],
}

pub(super) fn fill(page: &mut Page<'_>, p: &Parts<'_>) {
    let w = page.words;
    let word = w.t(p.word);
    let named = |id: &str| w.f(id, &[("kind", word.as_str().into())]);
    page.push(Block::Office(p.head.office.to_string()));
    page.title(p.kind, p.head.number);
    page.push(Block::Form(vec![
        wide(w.t("project"), p.head.title),
        wide(w.t("auditee"), p.auditee),
        pair(
            named("opinion-unit"),
            p.unit,
            w.t("opinion-team"),
            w.list(p.team),
        ),
        wide(named("opinion-papers"), p.papers.join("\n")).room(2),
    ]));
    page.push(Block::Note(named("opinion-items")));
    let rows = p.items.iter().enumerate().map(|(i, item)| {
        let point = p.points.get(i).copied().unwrap_or_default();
        let met = match point.met {
            Some(true) => w.t("yes"),
            Some(false) => w.t("no"),
            None => String::new(),
        };
        vec![
            Cell::text(format!("{}. {}", i + 1, w.t(item))),
            Cell::text(met),
            Cell::text(point.note),
        ]
    });
    page.push(Block::Grid(Grid {
        columns: vec![
            column(w.t("opinion-item"), 48),
            column(w.t("opinion-met"), 12),
            column(w.t("opinion-remark"), 40),
        ],
        rows: rows.collect(),
        totals: Vec::new(),
    }));
    if !p.comments.is_empty() {
        page.push(Block::Note(w.t("opinion-findings")));
        let rows = p.comments.iter().map(|c| {
            let f = c.matter.finding;
            let version = w.f(
                "subject-finding",
                &[
                    ("id", f.id.as_str().into()),
                    ("version", u64::from(f.version).into()),
                ],
            );
            vec![
                Cell::text(format!("{version}\n{}", w.pick(&f.title))),
                Cell::text(w.amount(f)),
                Cell::text(c.text),
                Cell::text(c.amend),
            ]
        });
        page.push(Block::Grid(Grid {
            columns: vec![
                column(w.t("opinion-finding"), 28),
                column(w.t("amount"), 20),
                column(w.t("opinion-comment"), 28),
                column(w.t("opinion-amend"), 24),
            ],
            rows: rows.collect(),
            totals: Vec::new(),
        }));
    }
    page.push(Block::Note(String::new()));
    page.push(Block::Form(vec![
        wide(named("opinion-text"), p.text).room(3),
        wide(named("opinion-verdict"), w.verdict(p.verdict)),
        pair(
            named("opinion-by"),
            w.names(p.by),
            named("opinion-on"),
            w.day_or_blank(p.by.iter().filter_map(|s| s.on).max().or(p.head.date)),
        ),
    ]));
}
