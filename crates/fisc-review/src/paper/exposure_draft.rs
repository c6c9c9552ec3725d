//! 审计报告征求意见稿: the letter that asks for comment, the draft, and a table in which the auditee
//! answers each finding.

use super::layout::{Block, Cell, Grid, Page, column};
use super::{Kind, PaperError, PaperId, Report, docx, subjects};
use fisc_model::act::Placed;
use std::collections::BTreeMap;

/// An exposure draft.
#[derive(Clone, Copy, Debug)]
pub struct ExposureDraft<'a> {
    /// The report as drafted.
    pub report: Report<'a>,
    /// Working days within which an answer is awaited; after them silence is no objection.
    pub reply_days: u32,
}

impl ExposureDraft<'_> {
    /// What it says it is.
    #[must_use]
    pub fn id(&self) -> PaperId {
        let subjects = subjects(self.report.matters);
        self.report.head.id(Kind::ExposureDraft, subjects)
    }

    /// In which paragraph it tells each finding.
    #[must_use]
    pub fn paragraphs(&self) -> BTreeMap<String, Placed> {
        self.report.paragraphs()
    }

    /// As a docx.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        let head = &self.report.head;
        let mut page = Page::new(head, self.id());
        let w = page.words;
        page.push(Block::Office(head.office.to_string()));
        page.push(Block::Title(w.t("draft-letter")));
        if !head.number.is_empty() {
            page.push(Block::Under(
                w.f("number", &[("number", head.number.into())]),
            ));
        }
        let auditee = [("auditee", self.report.auditee.into())];
        page.push(Block::Flush(w.f("draft-to", &auditee)));
        page.push(Block::Text(w.f(
            "draft-text",
            &[
                ("title", head.title.into()),
                ("days", u64::from(self.reply_days).into()),
            ],
        )));
        page.push(Block::Text(w.t("draft-attached")));
        page.signed_by_office(head);
        page.push(Block::NewPage);
        page.title(Kind::ExposureDraft, "");
        let places = self.report.body(&mut page);
        page.push(Block::NewPage);
        page.push(Block::Title(w.t("draft-replies")));
        let rows = self.report.matters.iter().map(|m| {
            let f = m.finding;
            let place = places.get(&f.id).map_or("", |p| p.paragraph.as_str());
            // Room to write in by hand.
            let told = format!("{place} {}\n\n\n", w.pick(&f.title));
            vec![Cell::text(told), Cell::Empty, Cell::Empty]
        });
        page.push(Block::Grid(Grid {
            columns: vec![
                column(w.t("draft-replies-finding"), 36),
                column(w.t("draft-replies-answer"), 20),
                column(w.t("draft-replies-reason"), 44),
            ],
            rows: rows.collect(),
            totals: Vec::new(),
        }));
        let blank = w.day_or_blank(None);
        page.push(Block::Right(format!(
            "{}{}\n{blank}",
            self.report.auditee,
            w.t("seal-here")
        )));
        docx::write(&page)
    }
}
