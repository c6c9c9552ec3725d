//! 审计决定书: what is decided about breaches, by when it is to be carried out, and how to appeal.

use super::findings::{self, Sections, Telling};
use super::layout::{Block, Page};
use super::{Head, Kind, Matter, PaperError, PaperId, docx, subjects};
use fisc_model::act::Placed;
use std::collections::BTreeMap;

/// An audit decision.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    /// Its head.
    pub head: Head<'a>,
    /// The auditee's name.
    pub auditee: &'a str,
    /// By which authority.
    pub basis: &'a str,
    /// What was audited and when.
    pub scope: &'a str,
    /// What is decided about, in its order.
    pub matters: &'a [Matter<'a>],
    /// Days within which it is to be carried out.
    pub execute_days: u32,
    /// To whom, how and within which time it can be appealed: this differs by law and by what was
    /// decided, so it is given.
    pub appeal: &'a str,
}

const TELLING: Telling = Telling {
    remedy: "decision-remedy",
    fine: "decision-fine",
    cause: false,
};

impl Decision<'_> {
    /// What it says it is.
    #[must_use]
    pub fn id(&self) -> PaperId {
        self.head.id(Kind::Decision, subjects(self.matters))
    }

    /// In which paragraph it decides about each finding.
    #[must_use]
    pub fn paragraphs(&self) -> BTreeMap<String, Placed> {
        let mut page = Page::new(&self.head, self.id());
        self.body(&mut page)
    }

    fn body(&self, page: &mut Page<'_>) -> BTreeMap<String, Placed> {
        let w = page.words;
        let auditee = [("auditee", self.auditee.into())];
        page.push(Block::Flush(w.f("draft-to", &auditee)));
        if !self.basis.is_empty() {
            page.push(Block::Text(self.basis.to_string()));
        }
        let mut sections = Sections::new();
        sections.text(page, &w.t("decision-scope"), self.scope);
        let section = sections.open(page, &w.t("decision-findings"));
        findings::tell(page, self.matters, &TELLING);
        let days = [("days", u64::from(self.execute_days).into())];
        let execute = w.f("decision-execute", &days);
        sections.text(page, &w.t("decision-execution"), &execute);
        sections.text(page, &w.t("decision-appeal"), self.appeal);
        page.signed_by_office(&self.head);
        findings::places(&w, &section, self.matters)
    }

    /// As a docx.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        let mut page = Page::new(&self.head, self.id());
        page.push(Block::Office(self.head.office.to_string()));
        page.title(Kind::Decision, self.head.number);
        self.body(&mut page);
        docx::write(&page)
    }
}
