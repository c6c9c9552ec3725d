//! 复核意见书, by the team's own department, and 审理意见书, by a unit outside it: the points that the
//! standards ask about, each answered, an opinion on each finding, and an outcome.

use super::layout::{Block, Cell, Grid, Page, column, pair, wide};
use super::{Head, Kind, Matter, PaperError, PaperId, Signature, docx};
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

/// Whose opinion it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpinionOf {
    /// 复核: the team's own department, by somebody who is not of the team.
    Review,
    /// 审理: a unit outside the department, which may amend and ask for evidence.
    Adjudication,
}

impl OpinionOf {
    /// The paper it makes.
    fn kind(self) -> Kind {
        match self {
            OpinionOf::Review => Kind::ReviewOpinion,
            OpinionOf::Adjudication => Kind::AdjudicationOpinion,
        }
    }

    /// What it is called within the paper's messages.
    fn word(self) -> &'static str {
        match self {
            OpinionOf::Review => "unit-review",
            OpinionOf::Adjudication => "unit-adjudication",
        }
    }

    /// The points that the national audit standards ask about, in their order.
    fn items(self) -> &'static [&'static str] {
        match self {
            OpinionOf::Review => &[
                "review-item-1",
                "review-item-2",
                "review-item-3",
                "review-item-4",
                "review-item-5",
                "review-item-6",
                "review-item-7",
                "review-item-8",
            ],
            OpinionOf::Adjudication => &[
                "adjudication-item-1",
                "adjudication-item-2",
                "adjudication-item-3",
                "adjudication-item-4",
                "adjudication-item-5",
                "adjudication-item-6",
            ],
        }
    }
}

/// A written opinion of the review or of the adjudication.
#[derive(Clone, Copy, Debug)]
pub struct WrittenOpinion<'a> {
    /// Whose.
    pub of: OpinionOf,
    /// Its head.
    pub head: Head<'a>,
    /// The unit that gives it.
    pub unit: &'a str,
    /// The auditee's name.
    pub auditee: &'a str,
    /// Who audited.
    pub team: &'a [&'a str],
    /// The papers it is about.
    pub papers: &'a [&'a str],
    /// The answers to the points, in their order: 8 of a review, 6 of an adjudication. Those missing
    /// are left blank.
    pub points: &'a [Point<'a>],
    /// What is said of each finding.
    pub comments: &'a [Comment<'a>],
    /// What comes out; room for it where nothing is decided yet.
    pub verdict: Option<Verdict>,
    /// The opinion.
    pub text: &'a str,
    /// Who signs.
    pub by: &'a [Signature<'a>],
}

impl WrittenOpinion<'_> {
    /// What it says it is.
    #[must_use]
    pub fn id(&self) -> PaperId {
        let subjects = self.comments.iter().map(|c| c.matter.subject()).collect();
        self.head.id(self.of.kind(), subjects)
    }

    /// As a docx.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        let mut page = Page::new(&self.head, self.id());
        fill(&mut page, self);
        docx::write(&page)
    }
}

fn fill(page: &mut Page<'_>, p: &WrittenOpinion<'_>) {
    let w = page.words;
    let word = w.t(p.of.word());
    let named = |id: &str| w.f(id, &[("kind", word.as_str().into())]);
    page.push(Block::Office(p.head.office.to_string()));
    page.title(p.of.kind(), p.head.number);
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
    let rows = p.of.items().iter().enumerate().map(|(i, item)| {
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
        wide(
            named("opinion-verdict"),
            p.verdict.map(|v| w.verdict(v)).unwrap_or_default(),
        ),
        pair(
            named("opinion-by"),
            w.names(p.by),
            named("opinion-on"),
            w.day_or_blank(p.by.iter().filter_map(|s| s.on).max().or(p.head.date)),
        ),
    ]));
}
