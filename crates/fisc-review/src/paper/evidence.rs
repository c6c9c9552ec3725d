//! The rows that a finding rests on, as a table: where each stands in which source file, so that
//! whoever reads the paper can look it up.

use super::PaperError;
use super::layout::{Block, Cell, Column, Grid, Page, column};
use super::words::Words;
use fisc_model::finding::{AmountKind, Finding};
use fisc_model::lead::{Evidence, Lead, ResultKind};
use fisc_model::run::once;
use fisc_model::schema;

/// A docx is read and sealed; a workbook is worked with.
const SHOWN: usize = 50;
/// Characters of a lead's id by which people name it.
const SHORT: usize = 8;

fn table(words: &Words<'_>, name: &str) -> String {
    match (words.lang, schema::table(name)) {
        (fisc_i18n::Lang::Zh, Some(table)) => table.zh.clone(),
        _ => name.to_string(),
    }
}

fn amount(lead: &Lead, row: &Evidence) -> Cell {
    if lead.result == ResultKind::Indicator {
        Cell::Empty
    } else {
        Cell::Money(row.amount)
    }
}

fn rows(leads: &[Lead]) -> impl Iterator<Item = (&Lead, &Evidence)> {
    leads
        .iter()
        .flat_map(|l| l.evidence.iter().map(move |e| (l, e)))
}

fn total(words: &Words<'_>, leads: &[Lead], columns: usize, label: usize) -> Vec<Cell> {
    let mut total = vec![Cell::Empty; columns];
    total[label] = Cell::text(words.t("evidence-total"));
    total[columns - 1] = Cell::Money(once(leads));
    total
}

fn number(i: usize) -> Cell {
    Cell::Count(i64::try_from(i + 1).unwrap_or(i64::MAX))
}

/// A paper about one finding as a docx, with the first rows of its evidence.
pub(super) fn docx(
    mut page: Page<'_>,
    finding: &Finding,
    leads: &[Lead],
) -> Result<Vec<u8>, PaperError> {
    excerpt(&mut page, finding, leads);
    super::docx::write(&page)
}

/// The same as an xlsx, with all rows on a sheet of their own.
pub(super) fn xlsx(page: &Page<'_>, leads: &[Lead]) -> Result<Vec<u8>, PaperError> {
    let grid = complete(&page.words, leads);
    let (form, rows) = (page.words.t("sheet-form"), page.words.t("evidence-title"));
    super::xlsx::write(page, &form, true, &[(rows, grid)])
}

/// Adds the first rows to the page, and says how many more there are and where.
fn excerpt(page: &mut Page<'_>, finding: &Finding, leads: &[Lead]) {
    let words = page.words;
    let all: usize = leads.iter().map(|l| l.evidence.len()).sum();
    // What is sealed stands on pages of its own.
    page.push(Block::NewPage);
    page.push(Block::Section(words.t("evidence-title")));
    if all == 0 {
        page.push(Block::Note(words.t("evidence-none")));
        return;
    }
    let columns: Vec<Column> = vec![
        column(words.t("evidence-no"), 7),
        column(words.t("evidence-lead"), 13),
        column(words.t("evidence-method"), 12),
        column(words.t("evidence-table"), 14),
        column(words.t("evidence-source"), 26),
        column(words.t("evidence-row"), 9),
        column(words.amount_column("evidence-amount"), 19),
    ];
    let shown = rows(leads).take(SHOWN).enumerate().map(|(i, (lead, e))| {
        vec![
            number(i),
            Cell::text(lead.lead_id.chars().take(SHORT).collect::<String>()),
            Cell::text(&lead.method),
            Cell::text(table(&words, &e.table)),
            Cell::text(&e.source),
            Cell::Count(e.row),
            amount(lead, e),
        ]
    });
    let rows = shown.collect();
    let totals = vec![total(&words, leads, columns.len(), 4)];
    page.push(Block::Grid(Grid {
        columns,
        rows,
        totals,
    }));
    page.push(Block::Note(if all > SHOWN {
        words.f(
            "evidence-more",
            &[
                ("shown", SHOWN.into()),
                ("more", (all - SHOWN).into()),
                ("all", all.into()),
            ],
        )
    } else {
        words.f("evidence-all", &[("all", all.into())])
    }));
    if finding.amount_kind != AmountKind::None && finding.amount != once(leads) {
        page.push(Block::Note(words.money("evidence-differs", finding.amount)));
    }
}

/// All rows, for a sheet of their own.
fn complete(words: &Words<'_>, leads: &[Lead]) -> Grid {
    let columns: Vec<Column> = vec![
        column(words.t("evidence-no"), 8),
        column(words.t("evidence-lead"), 36),
        column(words.t("evidence-method"), 12),
        column(words.t("evidence-table"), 20),
        column(words.t("evidence-source"), 40),
        column(words.t("evidence-row"), 10),
        column(words.t("evidence-key"), 36),
        column(words.amount_column("evidence-amount"), 22),
    ];
    let rows = rows(leads).enumerate().map(|(i, (lead, e))| {
        vec![
            number(i),
            Cell::text(&lead.lead_id),
            Cell::text(&lead.method),
            Cell::text(table(words, &e.table)),
            Cell::text(&e.source),
            Cell::Count(e.row),
            Cell::text(&e.key),
            amount(lead, e),
        ]
    });
    let rows = rows.collect();
    let totals = vec![total(words, leads, columns.len(), 4)];
    Grid {
        columns,
        rows,
        totals,
    }
}
