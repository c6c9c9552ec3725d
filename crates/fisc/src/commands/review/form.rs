//! `fisc review form`: the papers of an audit as files to be read, completed and sealed; nothing is
//! signed. They are in the program's language. The evidence form (取证单) and the working paper (底稿)
//! are of one finding; the others are made from the case, and say what is left to fill in.

use super::{Desk, Signer};
use crate::error::Failure;
use crate::output;
use crate::texts::{self, t};
use clap::{Args, ValueEnum};
use fisc_model::act::DocumentKind;
use fisc_model::engagement::About;
use fisc_review::Case;
use fisc_review::paper::{self, Head, PaperError};
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
    /// 审计整改台账: what became of each finding, as a workbook; of an auditee, or of all
    RectificationLedger,
}

impl Kind {
    fn paper(self) -> paper::Kind {
        match self {
            Kind::EvidenceForm => paper::Kind::EvidenceForm,
            Kind::WorkingPaper => paper::Kind::WorkingPaper,
            Kind::ExposureDraft => paper::Kind::ExposureDraft,
            Kind::Report => paper::Kind::Report,
            Kind::Decision => paper::Kind::Decision,
            Kind::ReviewOpinion => paper::Kind::ReviewOpinion,
            Kind::AdjudicationOpinion => paper::Kind::AdjudicationOpinion,
            Kind::Minutes => paper::Kind::Minutes,
            Kind::Receipt => paper::Kind::Receipt,
            Kind::ReferralLetter => paper::Kind::ReferralLetter,
            Kind::RectificationLedger => paper::Kind::RectificationLedger,
        }
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
    match form.kind {
        Kind::ReferralLetter => letter(desk, signer, form, &path),
        Kind::EvidenceForm | Kind::WorkingPaper => of_finding(desk, form, &path),
        Kind::RectificationLedger => ledger(desk, form, &path),
        _ => of_case(desk, form, &path),
    }
}

/// The head of a paper that is about the engagement.
fn head<'a>(form: &'a Form, of: &'a About, id: &'a str, case: &Case) -> Head<'a> {
    Head {
        lang: texts::lang(),
        engagement: &of.id,
        title: &of.title,
        office: &form.office,
        currency: &of.currency,
        document: id,
        version: case.document(id).map_or(1, |d| d.version() + 1),
        number: &form.number,
        date: None,
    }
}

fn id_of(form: &Form) -> String {
    let id = form.id.clone();
    id.unwrap_or_else(|| paper::document_id(form.kind.paper(), &form.about))
}

fn failed(error: PaperError) -> Failure {
    Failure::Failed(error.to_string())
}

/// The evidence form or the working paper of a finding.
fn of_finding(desk: &mut Desk<'_>, form: &Form, path: &Path) -> Result<(), Failure> {
    let workbook = path.extension().is_some_and(|e| e == "xlsx");
    let engagement = desk.office.engagement().engagement.clone();
    let case = desk.case()?;
    let id = id_of(form);
    let head = head(form, &engagement, &id, case);
    let (kind, about) = (form.kind.paper(), form.about.as_str());
    let made = paper::of_finding(case, head, kind, about, &form.steps, workbook);
    let made = made.map_err(failed)?;
    let made = made.ok_or_else(|| Failure::Input(t!("no-finding", finding = about)))?;
    output::new_file(path, &made.bytes)?;
    let version = made.says.values().map(|p| p.version).next();
    let done = t!(
        "form-done",
        path = path.display(),
        finding = about,
        version = u64::from(version.unwrap_or_default()),
        id = id,
        kind = kind.document().map(typed).unwrap_or_default()
    );
    writeln!(std::io::stdout(), "{done}")?;
    Ok(())
}

/// A letter of referral, from the log that only those who keep referrals read.
fn letter(desk: &mut Desk<'_>, signer: &Signer, form: &Form, path: &Path) -> Result<(), Failure> {
    docx_only(path)?;
    let person = signer.person(desk)?;
    let engagement = desk.office.engagement().engagement.clone();
    let case = desk.office.referrals(&person)?;
    let id = id_of(form);
    let made = paper::of_referral(case, head(form, &engagement, &id, case), &form.about);
    let made = made.map_err(failed)?;
    let nothing = || Failure::Input(t!("form-nothing", about = &form.about));
    let made = made.ok_or_else(nothing)?;
    output::new_file(path, &made.bytes)?;
    filled_in(&made.blanks)?;
    say_made(path, &id, DocumentKind::Referral, "")
}

/// The ledger of rectification: worked with and sorted, so a workbook.
fn ledger(desk: &mut Desk<'_>, form: &Form, path: &Path) -> Result<(), Failure> {
    if path.extension().is_none_or(|e| e != "xlsx") {
        return Err(Failure::Input(t!("form-xlsx", path = path.display())));
    }
    let today = desk.today();
    let engagement = desk.office.engagement().engagement.clone();
    let case = desk.case()?;
    let id = id_of(form);
    let head = head(form, &engagement, &id, case);
    let made = paper::ledger(case, head, &form.about, today).map_err(failed)?;
    let nothing = || Failure::Input(t!("form-nothing-issued", about = &form.about));
    let made = made.ok_or_else(nothing)?;
    output::new_file(path, &made.bytes)?;
    let done = t!("form-ledger", path = path.display());
    writeln!(std::io::stdout(), "{}", output::harmless(&done))?;
    Ok(())
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
fn of_case(desk: &mut Desk<'_>, form: &Form, path: &Path) -> Result<(), Failure> {
    docx_only(path)?;
    let engagement = desk.office.engagement().engagement.clone();
    let case = desk.case()?;
    let (kind, about) = (form.kind.paper(), form.about.as_str());
    let id = id_of(form);
    let made = paper::draft(case, head(form, &engagement, &id, case), kind, about);
    let made = made.map_err(failed)?;
    let made = made.ok_or_else(|| Failure::Input(t!("form-nothing", about = about)))?;
    output::new_file(path, &made.bytes)?;
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
