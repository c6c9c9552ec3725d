//! 审计整改台账: what became of each finding, reported and verified side by side, for a spreadsheet:
//! this is worked with and sorted, not sealed.

use super::layout::{Block, Cell, Column, Grid, Page, column};
use super::{Head, Kind, Matter, PaperError, PaperId, xlsx};
use chrono::NaiveDate;
use fisc_model::Money;
use fisc_model::act::{RectificationClass, Rectified};

/// A later look at whether a finding stayed put right.
#[derive(Clone, Copy, Debug)]
pub struct LookBack {
    /// When.
    pub on: NaiveDate,
    /// Whether it did.
    pub holds: bool,
}

/// What became of one finding.
#[derive(Clone, Copy, Debug)]
pub struct Rectification<'a> {
    /// The version that was issued.
    pub matter: Matter<'a>,
    /// How it is to be put right.
    pub class: Option<RectificationClass>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// What the auditee reported that it moved, its words, and when.
    pub reported: Option<(&'a Rectified, &'a str, NaiveDate)>,
    /// What the auditor acknowledged, in words.
    pub verified: Option<(&'a Rectified, &'a str)>,
    /// Whether it is closed (销号).
    pub closed: bool,
    /// The last look back.
    pub look_back: Option<LookBack>,
}

/// A ledger of rectification.
#[derive(Clone, Copy, Debug)]
pub struct RectificationLedger<'a> {
    /// Its head.
    pub head: Head<'a>,
    /// The day as of which it is told what is overdue.
    pub as_of: NaiveDate,
    /// In their order.
    pub rows: &'a [Rectification<'a>],
}

type Part = fn(&Rectified) -> Money;
const MONEY: [(&str, Part); 4] = [
    ("rect-treasury", |r| r.to_treasury),
    ("rect-returned", |r| r.returned),
    ("rect-rebooked", |r| r.rebooked),
    ("rect-recovered", |r| r.recovered),
];
type Number = fn(&Rectified) -> u32;
const COUNTS: [(&str, Number); 2] = [
    ("rect-rules", |r| r.rules_made),
    ("rect-people", |r| r.people_held_to_account),
];

impl RectificationLedger<'_> {
    /// What it says it is.
    #[must_use]
    pub fn id(&self) -> PaperId {
        let subjects = self.rows.iter().map(|r| r.matter.subject()).collect();
        self.head.id(Kind::RectificationLedger, subjects)
    }

    fn columns(&self, page: &Page<'_>) -> Vec<Column> {
        let w = page.words;
        let mut columns = vec![
            column(w.t("rect-no"), 6),
            column(w.t("rect-finding"), 12),
            column(w.t("rect-version"), 7),
            column(w.t("rect-title"), 40),
            column(w.t("auditee"), 24),
            column(w.amount_column("amount"), 18),
            column(w.t("summary-kind"), 18),
            column(w.t("rect-class"), 14),
            column(w.t("rect-due"), 12),
            column(w.t("rect-state"), 18),
            column(w.t("rect-overdue"), 10),
            column(w.t("rect-reported-on"), 12),
            column(w.t("rect-measures"), 50),
        ];
        for side in ["rect-claimed", "rect-verified"] {
            for id in MONEY.iter().map(|m| m.0).chain(COUNTS.iter().map(|c| c.0)) {
                let head = w.f(side, &[("column", w.t(id).into())]);
                columns.push(column(head, 18));
            }
        }
        columns.extend([
            column(w.t("rect-verdict"), 40),
            column(w.t("rect-look-back"), 12),
            column(w.t("rect-holds"), 12),
            column(w.t("rect-digest"), 66),
        ]);
        columns
    }

    fn row(&self, page: &Page<'_>, i: usize, r: &Rectification<'_>) -> Vec<Cell> {
        let w = page.words;
        let f = r.matter.finding;
        let day = |d: Option<NaiveDate>| d.map_or(Cell::Empty, Cell::Day);
        let state = if r.closed {
            "state-closed"
        } else if r.verified.is_some() {
            "state-verified"
        } else if r.reported.is_some() {
            "state-reported"
        } else {
            "state-open"
        };
        let overdue = match r.due {
            Some(due) if !r.closed && due < self.as_of => {
                Cell::Count((self.as_of - due).num_days())
            }
            _ => Cell::Empty,
        };
        let amount = if f.amount_kind == fisc_model::finding::AmountKind::None {
            Cell::Empty
        } else {
            Cell::Money(f.amount)
        };
        let mut cells = vec![
            Cell::Count(i64::try_from(i + 1).unwrap_or(i64::MAX)),
            Cell::text(&f.id),
            Cell::Count(i64::from(f.version)),
            Cell::text(w.pick(&f.title)),
            Cell::text(r.matter.auditee),
            amount,
            Cell::text(w.kind(f.amount_kind)),
            r.class.map_or(Cell::Empty, |c| Cell::text(w.class(c))),
            day(r.due),
            Cell::text(w.t(state)),
            overdue,
            day(r.reported.map(|r| r.2)),
            r.reported.map_or(Cell::Empty, |r| Cell::text(r.1)),
        ];
        for side in [r.reported.map(|r| r.0), r.verified.map(|v| v.0)] {
            for (_, part) in MONEY {
                cells.push(side.map_or(Cell::Empty, |s| Cell::Money(part(s))));
            }
            for (_, number) in COUNTS {
                cells.push(side.map_or(Cell::Empty, |s| Cell::Count(i64::from(number(s)))));
            }
        }
        cells.extend([
            r.verified.map_or(Cell::Empty, |v| Cell::text(v.1)),
            day(r.look_back.map(|l| l.on)),
            r.look_back.map_or(Cell::Empty, |l| {
                Cell::text(w.t(if l.holds { "yes" } else { "no" }))
            }),
            Cell::text(r.matter.digest),
        ]);
        cells
    }

    /// The sums of what was moved; determined amounts are of different kinds and have none.
    fn total(&self, page: &Page<'_>, columns: usize) -> Vec<Cell> {
        let mut total = vec![Cell::Empty; columns];
        total[3] = Cell::text(page.words.t("rect-total"));
        // After the thirteen columns that describe the finding.
        let mut at = 13;
        let sides: [fn(&Rectification<'_>) -> Option<Rectified>; 2] = [
            |r| r.reported.map(|r| r.0.clone()),
            |r| r.verified.map(|v| v.0.clone()),
        ];
        for side in sides {
            let all: Vec<Rectified> = self.rows.iter().filter_map(side).collect();
            for (_, part) in MONEY {
                total[at] = Cell::Money(all.iter().map(part).sum());
                at += 1;
            }
            for (_, number) in COUNTS {
                total[at] = Cell::Count(all.iter().map(|r| i64::from(number(r))).sum());
                at += 1;
            }
        }
        total
    }

    /// As an xlsx.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn xlsx(&self) -> Result<Vec<u8>, PaperError> {
        let mut page = Page::new(&self.head, self.id());
        let w = page.words;
        page.push(Block::Title(Kind::RectificationLedger.title(w.lang)));
        page.push(Block::Text(self.head.title.to_string()));
        page.push(Block::Text(self.head.office.to_string()));
        let day = w.day(self.as_of);
        page.push(Block::Text(w.f("rect-as-of", &[("day", day.into())])));
        page.push(Block::Text(w.t("rect-about-text")));
        let columns = self.columns(&page);
        let rows = self.rows.iter().enumerate();
        let rows = rows.map(|(i, r)| self.row(&page, i, r)).collect();
        let totals = vec![self.total(&page, columns.len())];
        let grid = Grid {
            columns,
            rows,
            totals,
        };
        let (name, about) = (w.t("rect-sheet"), w.t("rect-about"));
        xlsx::write(&page, &about, false, &[(name, grid)])
    }
}
