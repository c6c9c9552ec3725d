//! 复核意见书: the team's own department reads the papers, by somebody who is not of the team.

use super::layout::Page;
use super::opinion::{self, Comment, Parts, Point};
use super::{Head, Kind, PaperError, PaperId, Signature, docx};
use fisc_model::act::Verdict;

/// The points that the national audit standards ask about, in their order.
const ITEMS: [&str; 8] = [
    "review-item-1",
    "review-item-2",
    "review-item-3",
    "review-item-4",
    "review-item-5",
    "review-item-6",
    "review-item-7",
    "review-item-8",
];

/// An opinion of the review.
#[derive(Clone, Copy, Debug)]
pub struct ReviewOpinion<'a> {
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
    /// The answers to the 8 points, in their order; those missing are left blank.
    pub points: &'a [Point<'a>],
    /// What is said of each finding.
    pub comments: &'a [Comment<'a>],
    /// What comes out.
    pub verdict: Verdict,
    /// The opinion.
    pub text: &'a str,
    /// Who signs.
    pub by: &'a [Signature<'a>],
}

impl ReviewOpinion<'_> {
    /// What it says it is.
    #[must_use]
    pub fn id(&self) -> PaperId {
        let subjects = self.comments.iter().map(|c| c.matter.subject()).collect();
        self.head.id(Kind::ReviewOpinion, subjects)
    }

    /// As a docx.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        let mut page = Page::new(&self.head, self.id());
        let parts = Parts {
            head: &self.head,
            kind: Kind::ReviewOpinion,
            word: "unit-review",
            items: &ITEMS,
            unit: self.unit,
            auditee: self.auditee,
            team: self.team,
            papers: self.papers,
            points: self.points,
            comments: self.comments,
            verdict: self.verdict,
            text: self.text,
            by: self.by,
        };
        opinion::fill(&mut page, &parts);
        docx::write(&page)
    }
}
