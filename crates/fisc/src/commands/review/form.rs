//! `fisc review form`: the papers of an audit as files to be read, completed and sealed; nothing is
//! signed. They are in the program's language. The evidence form (取证单) and the working paper (底稿)
//! are of one finding; the others are made from the case, and say what is left to fill in.

use super::{Desk, Signer};
use crate::error::Failure;
use crate::output;
use crate::texts::{self, t};
use clap::{Args, ValueEnum};
use fisc_model::act::DocumentKind;
use fisc_model::lead::Lead;
use fisc_review::paper::{
    self, EvidenceForm, Head, Matter, PaperError, ReferralLetter, Signature, WorkingPaper,
};
use fisc_review::subjects;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// 审计取证单: laid before the auditee, who states its opinion and seals it
    EvidenceForm,
    /// 审计工作底稿: one matter, for the team leader's review
    WorkingPaper,
    /// 审计报告征求意见稿: of an auditee
    ExposureDraft,
    /// 审计报告: of an auditee, or of the whole engagement
    Report,
    /// 审计决定书: of an auditee, with the findings that ask for a remedy or a fine
    Decision,
    /// 复核意见书
    ReviewOpinion,
    /// 审理意见书
    AdjudicationOpinion,
    /// 审计业务会议纪要
    Minutes,
    /// 送达回证: of a document on record
    Receipt,
    /// 移送处理书: of a referral, for who keeps referrals
    ReferralLetter,
}

impl Kind {
    /// A paper that is made from the case, with what its id begins with.
    fn of_case(self) -> Option<(paper::Kind, &'static str)> {
        Some(match self {
            Kind::EvidenceForm | Kind::WorkingPaper | Kind::ReferralLetter => return None,
            Kind::ExposureDraft => (paper::Kind::ExposureDraft, "ED"),
            Kind::Report => (paper::Kind::Report, "R"),
            Kind::Decision => (paper::Kind::Decision, "D"),
            Kind::ReviewOpinion => (paper::Kind::ReviewOpinion, "RO"),
            Kind::AdjudicationOpinion => (paper::Kind::AdjudicationOpinion, "AO"),
            Kind::Minutes => (paper::Kind::Minutes, "M"),
            Kind::Receipt => (paper::Kind::Receipt, ""),
        })
    }
}

#[derive(Args)]
pub struct Form {
    /// Which paper
    kind: Kind,
    /// The finding it states, in its last version; of a receipt the document, of every other paper
    /// the auditee; left out: all auditees
    #[arg(value_name = "FINDING|AUDITEE|DOCUMENT|REFERRAL", default_value = "")]
    about: String,
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

pub fn run(desk: &mut Desk<'_>, signer: &Signer, form: &Form) -> Result<(), Failure> {
    let path = desk.under(&form.out);
    if path.exists() {
        return Err(output::exists(&path));
    }
    if form.kind == Kind::ReferralLetter {
        return letter(desk, signer, form, &path);
    }
    if let Some((kind, prefix)) = form.kind.of_case() {
        return of_case(desk, form, kind, prefix, &path);
    }
    let workbook = path.extension().is_some_and(|e| e == "xlsx");
    let about = desk.office.engagement().engagement.clone();
    let all: Vec<Lead> = desk.office.leads().to_vec();
    let case = desk.case()?;
    let Some(state) = case.finding(&form.about) else {
        return Err(Failure::Input(t!("no-finding", finding = &form.about)));
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
        _ => "WP",
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
        _ => {
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
        _ => "working-paper",
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

/// A letter of referral, from the log that only those who keep referrals read.
fn letter(desk: &mut Desk<'_>, signer: &Signer, form: &Form, path: &Path) -> Result<(), Failure> {
    docx_only(path)?;
    let person = signer.person(desk)?;
    let engagement = desk.office.engagement().engagement.clone();
    let all: Vec<Lead> = desk.office.leads().to_vec();
    let case = desk.office.referrals(&person)?;
    let referral = case.referrals().find(|r| r.id == form.about);
    let Some(referral) = referral else {
        return Err(Failure::Input(t!("form-nothing", about = &form.about)));
    };
    let id = form.id.clone();
    let id = id.unwrap_or_else(|| format!("RL-{}", referral.id));
    let leads: Vec<&Lead> = all
        .iter()
        .filter(|l| referral.leads.contains(&l.lead_id))
        .collect();
    let paper = ReferralLetter {
        head: Head {
            lang: texts::lang(),
            engagement: &engagement.id,
            title: &engagement.title,
            office: &form.office,
            currency: &engagement.currency,
            document: &id,
            version: case.document(&id).map_or(1, |d| d.version() + 1),
            number: &form.number,
            date: None,
        },
        to: &referral.to,
        matter: &referral.matter,
        amount: referral.amount,
        leads: &leads,
        annexes: &[&referral.paper.name],
    };
    let bytes = paper.docx();
    let bytes = bytes.map_err(|e| Failure::Failed(e.to_string()))?;
    output::new_file(path, &bytes)?;
    filled_in(&paper.blanks())?;
    say_made(path, &id, DocumentKind::Referral, "")
}

fn docx_only(path: &Path) -> Result<(), Failure> {
    if path.extension().is_some_and(|e| e == "xlsx") {
        return Err(Failure::Input(t!("form-docx", path = path.display())));
    }
    Ok(())
}

/// Says apart what a person must fill in.
fn filled_in(blanks: &[String]) -> Result<(), Failure> {
    let blanks = blanks.join(&t!("form-comma"));
    let blanks = output::harmless(&t!("form-blanks", blanks = blanks));
    Ok(writeln!(std::io::stderr(), "{blanks}")?)
}

/// Says what was made, and the line that puts it on record.
fn say_made(path: &Path, id: &str, kind: DocumentKind, says: &str) -> Result<(), Failure> {
    let done = t!(
        "form-made",
        path = path.display(),
        id = id,
        kind = typed(kind),
        says = says
    );
    Ok(writeln!(std::io::stdout(), "{}", output::harmless(&done))?)
}

/// A paper that the case fills in as far as it can.
fn of_case(
    desk: &mut Desk<'_>,
    form: &Form,
    kind: paper::Kind,
    prefix: &str,
    path: &Path,
) -> Result<(), Failure> {
    docx_only(path)?;
    let engagement = desk.office.engagement().engagement.clone();
    let case = desk.case()?;
    let about = form.about.as_str();
    let id = match (&form.id, about) {
        (Some(id), _) => id.clone(),
        (None, "") => format!("{prefix}-1"),
        (None, about) => format!("{prefix}-{about}"),
    };
    let head = Head {
        lang: texts::lang(),
        engagement: &engagement.id,
        title: &engagement.title,
        office: &form.office,
        currency: &engagement.currency,
        document: &id,
        version: case.document(&id).map_or(1, |d| d.version() + 1),
        number: &form.number,
        date: None,
    };
    let made = paper::draft(case, head, kind, about);
    let made = made.map_err(|e| Failure::Failed(e.to_string()))?;
    let made = made.ok_or_else(|| Failure::Input(t!("form-nothing", about = about)))?;
    output::new_file(path, &made.docx)?;
    filled_in(&made.blanks)?;
    let Some(document) = kind.document() else {
        let done = t!("form-receipt", path = path.display(), document = about);
        writeln!(std::io::stdout(), "{}", output::harmless(&done))?;
        return Ok(());
    };
    let says: Vec<String> = made
        .says
        .iter()
        .map(|(finding, placed)| format!(" --says \"{finding}={}\"", placed.paragraph))
        .collect();
    say_made(path, &id, document, &says.concat())
}

/// A kind of document as it is typed.
fn typed(kind: DocumentKind) -> String {
    let word = serde_json::to_value(kind).unwrap_or_default();
    word.as_str().unwrap_or_default().replace('_', "-")
}

fn made(
    workbook: bool,
    xlsx: impl FnOnce() -> Result<Vec<u8>, PaperError>,
    docx: impl FnOnce() -> Result<Vec<u8>, PaperError>,
) -> Result<Vec<u8>, PaperError> {
    if workbook { xlsx() } else { docx() }
}
