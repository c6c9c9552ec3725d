//! `fisc review form`: the evidence form (取证单) and the working paper (底稿) of a finding as files
//! to be read, completed and sealed; nothing is signed. They are in the program's language.

use super::Desk;
use crate::error::Failure;
use crate::output;
use crate::texts::{self, t};
use clap::{Args, ValueEnum};
use fisc_model::lead::Lead;
use fisc_review::paper::{EvidenceForm, Head, Matter, PaperError, Signature, WorkingPaper};
use fisc_review::subjects;
use std::io::Write;
use std::path::PathBuf;

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// 审计取证单: laid before the auditee, who states its opinion and seals it
    EvidenceForm,
    /// 审计工作底稿: one matter, for the team leader's review
    WorkingPaper,
}

#[derive(Args)]
pub struct Form {
    /// Which paper
    kind: Kind,
    /// The finding it states, in its last version
    finding: String,
    /// The new file; a name in .xlsx gives a workbook with every row of the evidence
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The id the document will have on record; left out: the finding's with WP- or EF- before it
    #[arg(long, value_name = "DOCUMENT")]
    id: Option<String>,
    /// The audit office, for the head of the paper
    #[arg(long, default_value = "")]
    office: String,
    /// The number or index number it bears
    #[arg(long, default_value = "")]
    number: String,
    /// What was done to establish the matter, for a working paper
    #[arg(long, default_value = "")]
    steps: String,
}

pub fn run(desk: &mut Desk<'_>, form: &Form) -> Result<(), Failure> {
    let path = desk.under(&form.out);
    if path.exists() {
        return Err(output::exists(&path));
    }
    let workbook = path.extension().is_some_and(|e| e == "xlsx");
    let about = desk.office.engagement().engagement.clone();
    let all: Vec<Lead> = desk.office.leads().to_vec();
    let case = desk.case()?;
    let Some(state) = case.finding(&form.finding) else {
        return Err(Failure::Input(t!("no-finding", finding = &form.finding)));
    };
    let finding = state.now();
    let digest = subjects::digest_of(finding);
    let held = |lead: &Lead| finding.leads.iter().any(|l| l.lead_id == lead.lead_id);
    let leads: Vec<Lead> = all.into_iter().filter(held).collect();
    let auditors: Vec<Signature<'_>> = state
        .authors()
        .into_iter()
        .filter_map(|id| case.person(id))
        .map(|p| Signature {
            name: &p.name,
            on: None,
        })
        .collect();
    let auditee = case.unit(&finding.auditee).map(|u| u.name.as_str());
    let prefix = match form.kind {
        Kind::EvidenceForm => "EF",
        Kind::WorkingPaper => "WP",
    };
    let id = form.id.clone();
    let id = id.unwrap_or_else(|| format!("{prefix}-{}", finding.id));
    let head = Head {
        lang: texts::lang(),
        engagement: &about.id,
        title: &about.title,
        office: &form.office,
        currency: &about.currency,
        document: &id,
        version: case.document(&id).map_or(1, |d| d.version() + 1),
        number: &form.number,
        date: None,
    };
    let matter = Matter {
        finding,
        digest: &digest,
        auditee: auditee.unwrap_or(&finding.auditee),
        matter: "",
    };
    let bytes = match form.kind {
        Kind::EvidenceForm => {
            let paper = EvidenceForm {
                head,
                matter,
                leads: &leads,
                auditors: &auditors,
                attachment_pages: 0,
                reply_days: None,
                opinion: None,
            };
            made(workbook, || paper.xlsx(), || paper.docx())
        }
        Kind::WorkingPaper => {
            let paper = WorkingPaper {
                head,
                matter,
                leads: &leads,
                steps: &form.steps,
                auditors: &auditors,
                attachment_pages: 0,
                review: None,
            };
            made(workbook, || paper.xlsx(), || paper.docx())
        }
    };
    let bytes = bytes.map_err(|e| Failure::Failed(e.to_string()))?;
    output::new_file(&path, &bytes)?;
    let kind = match form.kind {
        Kind::EvidenceForm => "evidence-form",
        Kind::WorkingPaper => "working-paper",
    };
    let done = t!(
        "form-done",
        path = path.display(),
        finding = &finding.id,
        version = u64::from(finding.version),
        id = id,
        kind = kind
    );
    writeln!(std::io::stdout(), "{done}")?;
    Ok(())
}

fn made(
    workbook: bool,
    xlsx: impl FnOnce() -> Result<Vec<u8>, PaperError>,
    docx: impl FnOnce() -> Result<Vec<u8>, PaperError>,
) -> Result<Vec<u8>, PaperError> {
    if workbook { xlsx() } else { docx() }
}
