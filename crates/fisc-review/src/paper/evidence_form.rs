//! 审计取证单: one matter, laid before the unit that gives the evidence, which states its opinion
//! and seals.

use super::layout::{Block, Page, pair, wide};
use super::{Head, Kind, Matter, Opinion, PaperError, PaperId, Signature, evidence};
use fisc_model::lead::Lead;

/// An evidence form.
#[derive(Clone, Copy, Debug)]
pub struct EvidenceForm<'a> {
    /// Its head.
    pub head: Head<'a>,
    /// The matter.
    pub matter: Matter<'a>,
    /// The leads that the finding rests on, with their rows.
    pub leads: &'a [Lead],
    /// Who took the evidence.
    pub auditors: &'a [Signature<'a>],
    /// Pages attached.
    pub attachment_pages: u32,
    /// Working days within which an answer is asked for.
    pub reply_days: Option<u32>,
    /// The opinion, where it is there already; room for it otherwise.
    pub opinion: Option<Opinion<'a>>,
}

impl EvidenceForm<'_> {
    /// What it says it is.
    #[must_use]
    pub fn id(&self) -> PaperId {
        self.head
            .id(Kind::EvidenceForm, vec![self.matter.subject()])
    }

    fn page(&self) -> Page<'_> {
        let mut page = Page::new(&self.head, self.id());
        let w = page.words;
        let finding = self.matter.finding;
        let title = w.pick(&finding.title);
        let matter = if self.matter.matter.is_empty() {
            title
        } else {
            self.matter.matter
        };
        page.title(Kind::EvidenceForm, self.head.number);
        let mut summary = vec![title.to_string(), w.pick(&finding.facts).to_string()];
        let cause = w.pick(&finding.cause);
        if !cause.is_empty() {
            summary.push(w.f("finding-cause", &[("text", cause.into())]));
        }
        let opinion = match &self.opinion {
            Some(o) => format!(
                "{}\n\n{}　{}　{}",
                o.text,
                o.by,
                w.t("sign-and-seal-here"),
                w.day(o.on)
            ),
            None => format!(
                "\n\n\n\n{}　　　　{}",
                w.t("sign-and-seal-here"),
                w.day_or_blank(None)
            ),
        };
        page.push(Block::Form(vec![
            wide(w.t("project"), self.head.title),
            wide(w.t("auditee"), self.matter.auditee),
            wide(w.t("matter"), matter),
            wide(w.t("form-summary"), summary.join("\n")).room(8),
            wide(w.t("amount"), w.amount(finding)),
            wide(w.t("basis"), w.criteria(finding)).room(2),
            pair(
                w.t("auditors"),
                w.names(self.auditors),
                w.t("made-on"),
                w.day_or_blank(self.head.date),
            ),
            wide(w.t("form-source"), self.matter.auditee),
            wide(w.t("form-opinion"), opinion).room(6),
            wide(
                w.t("attachments"),
                w.f(
                    "attachment-pages",
                    &[("pages", u64::from(self.attachment_pages).into())],
                ),
            ),
        ]));
        page.push(Block::Note(w.t("form-note")));
        if let Some(days) = self.reply_days {
            let days = u64::from(days);
            page.push(Block::Note(w.f("form-reply", &[("days", days.into())])));
        }
        page
    }

    /// As a docx, with the first rows of evidence.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        evidence::docx(self.page(), self.matter.finding, self.leads)
    }

    /// As an xlsx, with all rows of evidence.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn xlsx(&self) -> Result<Vec<u8>, PaperError> {
        evidence::xlsx(&self.page(), self.leads)
    }
}
