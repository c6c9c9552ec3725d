//! The papers of an audit (审计文书): what people sign, seal and post. Each is made from plain
//! values, with no clock and no file: the same values give the same bytes, so that the digest of a
//! paper can stand in the record and a paper can be made again.
//!
//! A paper says what it is the paper of, for people at its foot and for programs in a property of
//! the file; [`identify`] reads it back from a file that came back, edited or not.

mod decision;
mod docx;
mod draft;
mod evidence;
mod evidence_form;
mod exposure_draft;
mod findings;
mod identity;
mod layout;
mod made;
mod minutes;
mod opinion;
mod receipt;
mod rectification;
mod referral_letter;
mod report;
mod tables;
mod words;
mod working_paper;
mod xlsx;

pub use decision::Decision;
pub use draft::{Draft, draft};
pub use evidence_form::EvidenceForm;
pub use exposure_draft::ExposureDraft;
pub use fisc_i18n::Lang;
pub use identity::{Kind, PaperId, Subject, identify};
pub use made::{document_id, ledger, of_finding, of_referral};
pub use minutes::{Considered, Minutes};
pub use opinion::{Comment, OpinionOf, Point, WrittenOpinion};
pub use receipt::Receipt;
pub use rectification::{LookBack, Rectification, RectificationLedger};
pub use referral_letter::ReferralLetter;
pub use report::{Report, ReportText};
pub use tables::{Content, Tables};
pub use working_paper::{LeaderReview, WorkingPaper};

use chrono::NaiveDate;
use fisc_model::finding::Finding;

/// Why a paper could not be made. Every text can be written, so this is a fault of the writers
/// underneath, not of what they were given.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The docx.
    #[error("the docx could not be written: {0}")]
    Docx(String),
    /// The xlsx.
    #[error("the xlsx could not be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}

/// What stands at the head of every paper.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The paper's language.
    pub lang: Lang,
    /// The engagement's id.
    pub engagement: &'a str,
    /// The engagement's title (审计项目名称).
    pub title: &'a str,
    /// The audit office (审计机关).
    pub office: &'a str,
    /// ISO 4217.
    pub currency: &'a str,
    /// The document's id in the record.
    pub document: &'a str,
    /// The document's version.
    pub version: u32,
    /// The number it bears (文号、索引号); may be empty.
    pub number: &'a str,
    /// Its date; left blank to be filled in by hand where there is none.
    pub date: Option<NaiveDate>,
}

/// A version of a finding, as a paper states it.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'a> {
    /// Its content.
    pub finding: &'a Finding,
    /// SHA-256 of its canonical JSON: what signatures are over.
    pub digest: &'a str,
    /// The auditee's name.
    pub auditee: &'a str,
    /// The matter of the audit plan (审计事项) that it belongs to; empty: the finding's title.
    pub matter: &'a str,
}

impl Matter<'_> {
    fn subject(&self) -> Subject {
        Subject {
            name: format!("finding/{}@{}", self.finding.id, self.finding.version),
            sha256: self.digest.to_string(),
        }
    }
}

/// Who signs, and on what day; left blank to be filled in by hand where there is none.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'a> {
    /// Their name.
    pub name: &'a str,
    /// The day.
    pub on: Option<NaiveDate>,
}

/// What the auditee said of a paper.
#[derive(Clone, Copy, Debug)]
pub struct Opinion<'a> {
    /// In the auditee's words.
    pub text: &'a str,
    /// Who signed or sealed it.
    pub by: &'a str,
    /// When.
    pub on: NaiveDate,
}

impl Head<'_> {
    fn id(&self, kind: Kind, subjects: Vec<Subject>) -> PaperId {
        PaperId {
            kind,
            engagement: self.engagement.to_string(),
            document: self.document.to_string(),
            version: self.version,
            subjects,
        }
    }
}

fn subjects(matters: &[Matter<'_>]) -> Vec<Subject> {
    matters.iter().map(Matter::subject).collect()
}
