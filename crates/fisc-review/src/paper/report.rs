//! 审计报告: what the audit did and found, and what is proposed and advised. The exposure draft is
//! the same text under another name, so both are written here.

use super::findings::{self, Sections, Telling};
use super::layout::{Block, Page};
use super::{Head, Kind, Matter, PaperError, PaperId, docx, subjects};
use fisc_model::act::Placed;
use std::collections::BTreeMap;

/// The running text of a report; a part without text is left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReportText<'a> {
    /// By which authority, when and how the audit was done (审计依据和实施情况).
    pub basis: &'a str,
    /// The auditee (被审计单位基本情况).
    pub situation: &'a str,
    /// 审计评价意见.
    pub evaluation: &'a str,
    /// How earlier decisions and advice were carried out.
    pub earlier: &'a str,
    /// Advice beyond that on single findings.
    pub advice: &'a str,
}

/// An audit report.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Its head.
    pub head: Head<'a>,
    /// The auditee's name.
    pub auditee: &'a str,
    /// Its running text.
    pub text: ReportText<'a>,
    /// The findings, in their order.
    pub matters: &'a [Matter<'a>],
    /// Days within which rectification is to be reported; the sentence is left out where none.
    pub rectify_days: Option<u32>,
}

const TELLING: Telling = Telling {
    remedy: "finding-remedy",
    fine: "finding-fine",
    cause: true,
};

impl Report<'_> {
    /// What it says it is.
    #[must_use]
    pub fn id(&self) -> PaperId {
        self.head.id(Kind::Report, subjects(self.matters))
    }

    /// In which paragraph it tells each finding, as the record wants to know.
    #[must_use]
    pub fn paragraphs(&self) -> BTreeMap<String, Placed> {
        let mut page = Page::new(&self.head, self.id());
        self.body(&mut page)
    }

    /// Adds everything below the title, and says where the findings stand.
    pub(super) fn body(&self, page: &mut Page<'_>) -> BTreeMap<String, Placed> {
        let w = page.words;
        page.push(Block::Flush(
            w.f("report-auditee", &[("auditee", self.auditee.into())]),
        ));
        page.push(Block::Flush(
            w.f("report-project", &[("title", self.head.title.into())]),
        ));
        let mut sections = Sections::new();
        let text = self.text;
        sections.text(page, &w.t("report-basis"), text.basis);
        sections.text(page, &w.t("report-situation"), text.situation);
        sections.text(page, &w.t("report-evaluation"), text.evaluation);
        sections.text(page, &w.t("report-earlier"), text.earlier);
        let section = sections.open(page, &w.t("report-findings"));
        if self.matters.is_empty() {
            page.push(Block::Text(w.t("report-no-findings")));
        } else {
            findings::tell(page, self.matters, &TELLING);
            findings::summary(page, self.matters);
        }
        let advice = self.matters.iter().map(|m| w.pick(&m.finding.advice));
        let advice: Vec<&str> = advice
            .chain([text.advice])
            .filter(|a| !a.is_empty())
            .collect();
        sections.text(page, &w.t("report-advice"), &advice.join("\n"));
        if let Some(days) = self.rectify_days {
            let days = u64::from(days);
            page.push(Block::Text(w.f("report-rectify", &[("days", days.into())])));
        }
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
        page.title(Kind::Report, self.head.number);
        self.body(&mut page);
        docx::write(&page)
    }
}
