//! 审计工作底稿: what was done about one matter and what was concluded, before the team leader, who
//! approves it, orders further work or corrects the conclusion.

use super::layout::{Block, Page, pair, wide};
use super::{Head, Kind, Matter, PaperError, PaperId, Signature, evidence};
use fisc_model::act::Verdict;
use fisc_model::lead::Lead;

/// A working paper. It holds one matter: that is the rule of the standards, and the type.
#[derive(Clone, Copy, Debug)]
pub struct WorkingPaper<'a> {
    /// Its head; its number is the index number (索引号).
    pub head: Head<'a>,
    /// The matter.
    pub matter: Matter<'a>,
    /// The leads that the finding rests on, with their rows.
    pub leads: &'a [Lead],
    /// What was done to establish it (审计过程).
    pub steps: &'a str,
    /// Who wrote it.
    pub auditors: &'a [Signature<'a>],
    /// Pages attached.
    pub attachment_pages: u32,
    /// The team leader's review; boxes to tick where there is none yet.
    pub review: Option<LeaderReview<'a>>,
}

/// What the team leader decided about a working paper.
#[derive(Clone, Copy, Debug)]
pub struct LeaderReview<'a> {
    /// The decision.
    pub verdict: Verdict,
    /// In words.
    pub text: &'a str,
    /// Who, and when.
    pub by: Signature<'a>,
}

impl WorkingPaper<'_> {
    /// What it says it is.
    #[must_use]
    pub fn id(&self) -> PaperId {
        self.head
            .id(Kind::WorkingPaper, vec![self.matter.subject()])
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
        page.title(Kind::WorkingPaper, "");
        let mut conclusion = vec![title.to_string(), w.pick(&finding.facts).to_string()];
        for (id, text) in [
            ("finding-cause", &finding.cause),
            ("finding-remedy", &finding.remedy),
        ] {
            let text = w.pick(text);
            if !text.is_empty() {
                conclusion.push(w.f(id, &[("text", text.into())]));
            }
        }
        if let Some(fine) = finding.fine {
            conclusion.push(w.money("finding-fine", fine));
        }
        let chosen = self.review.map(|r| match r.verdict {
            Verdict::Approve => "work-approve",
            Verdict::MoreEvidence => "work-more",
            Verdict::Return | Verdict::Reject => "work-correct",
        });
        let boxes = ["work-approve", "work-more", "work-correct"].map(|id| {
            let message = if chosen == Some(id) {
                "box-ticked"
            } else {
                "box-empty"
            };
            w.f(message, &[("text", w.t(id).into())])
        });
        let mut review = boxes.join("\n");
        if let Some(r) = self.review.filter(|r| !r.text.is_empty()) {
            review = format!("{review}\n{}", r.text);
        }
        let (by, on) = match self.review {
            Some(r) => (r.by.name.to_string(), w.day_or_blank(r.by.on)),
            None => (w.t("sign-here"), w.day_or_blank(None)),
        };
        let pages = u64::from(self.attachment_pages);
        page.push(Block::Form(vec![
            pair(
                w.t("index"),
                self.head.number,
                w.t("attachments"),
                w.f("attachment-pages", &[("pages", pages.into())]),
            ),
            wide(w.t("project"), self.head.title),
            wide(w.t("auditee"), self.matter.auditee),
            wide(w.t("matter"), matter),
            pair(
                w.t("auditors"),
                w.names(self.auditors),
                w.t("made-on"),
                w.day_or_blank(self.head.date),
            ),
            wide(w.t("work-steps"), self.steps).room(3),
            wide(w.t("work-conclusion"), conclusion.join("\n")).room(6),
            wide(w.t("amount"), w.amount(finding)),
            wide(w.t("basis"), w.criteria(finding)).room(2),
            wide(w.t("advice"), w.pick(&finding.advice)),
            wide(w.t("work-review"), review).room(4),
            pair(w.t("work-reviewer"), by, w.t("work-review-on"), on),
        ]));
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
