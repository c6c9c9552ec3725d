//! Papers of one finding, of a referral, and the ledger of rectification, made from the record: the
//! same bytes for whoever asks, on the command line or at the desk.

use super::draft::name;
use super::words::Words;
use super::{
    Draft, EvidenceForm, Head, Kind, LookBack, Matter, PaperError, Rectification,
    RectificationLedger, ReferralLetter, Signature, WorkingPaper,
};
use crate::case::Case;
use crate::subjects;
use chrono::NaiveDate;
use fisc_model::act::Placed;
use fisc_model::finding::Finding;
use fisc_model::lead::Lead;
use std::collections::BTreeMap;

/// The id under which a paper is put on record unless its maker says another: `WP-F-1`, `ED-A-01`,
/// `M-1` where it is about everybody. A receipt is no document of its own.
#[must_use]
pub fn document_id(kind: Kind, about: &str) -> String {
    let prefix = match kind {
        Kind::EvidenceForm => "EF",
        Kind::WorkingPaper => "WP",
        Kind::ExposureDraft => "ED",
        Kind::Report => "R",
        Kind::Decision => "D",
        Kind::ReviewOpinion => "RO",
        Kind::AdjudicationOpinion => "AO",
        Kind::Minutes => "M",
        Kind::ReferralLetter => "RL",
        Kind::RectificationLedger => "RECT",
        Kind::DisclosureReport => "DR",
        Kind::YearFigures => "YF",
        Kind::Receipt => return about.to_string(),
    };
    match about {
        "" => format!("{prefix}-1"),
        about => format!("{prefix}-{about}"),
    }
}

/// The evidence form or the working paper of a finding in its last version, as a docx, or as a
/// workbook with every row of the evidence. Nothing where there is no such finding, or where the
/// paper is not of one finding. `steps` says what was done to establish the matter.
///
/// # Errors
/// Where the writer fails.
pub fn of_finding(
    case: &Case,
    head: Head<'_>,
    kind: Kind,
    finding: &str,
    steps: &str,
    workbook: bool,
) -> Result<Option<Draft>, PaperError> {
    let Some(state) = case.finding(finding) else {
        return Ok(None);
    };
    let (words, now) = (Words::of(&head), state.now());
    let digest = subjects::digest_of(now);
    let rests = now.leads.iter().filter_map(|l| case.lead(&l.lead_id));
    let leads: Vec<Lead> = rests.cloned().collect();
    let auditors: Vec<Signature<'_>> = state
        .authors()
        .into_iter()
        .filter_map(|id| case.person(id))
        .map(|p| Signature {
            name: &p.name,
            on: None,
        })
        .collect();
    let matter = Matter {
        finding: now,
        digest: &digest,
        auditee: name(case, &now.auditee),
        matter: "",
    };
    let (bytes, blanks) = match kind {
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
            let bytes = if workbook {
                paper.xlsx()?
            } else {
                paper.docx()?
            };
            (bytes, vec!["attachments", "form-opinion"])
        }
        Kind::WorkingPaper => {
            let paper = WorkingPaper {
                head,
                matter,
                leads: &leads,
                steps,
                auditors: &auditors,
                attachment_pages: 0,
                review: None,
            };
            let bytes = if workbook {
                paper.xlsx()?
            } else {
                paper.docx()?
            };
            let mut blanks = vec!["attachments", "work-review"];
            if steps.trim().is_empty() {
                blanks.insert(0, "work-steps");
            }
            (bytes, blanks)
        }
        _ => return Ok(None),
    };
    Ok(Some(Draft {
        bytes,
        says: BTreeMap::from([(now.id.clone(), whole(now))]),
        blanks: blanks.into_iter().map(|id| words.t(id)).collect(),
    }))
}

/// A paper that is of one finding has one paragraph.
fn whole(finding: &Finding) -> Placed {
    Placed {
        version: finding.version,
        paragraph: "1".into(),
    }
}

/// The letter of a referral, from the case of the log that only those who keep referrals read.
/// Nothing where there is no such referral.
///
/// # Errors
/// Where the writer fails.
pub fn of_referral(
    referrals: &Case,
    head: Head<'_>,
    referral: &str,
) -> Result<Option<Draft>, PaperError> {
    let Some(referral) = referrals.referrals().find(|r| r.id == referral) else {
        return Ok(None);
    };
    let rests = referral.leads.iter().filter_map(|id| referrals.lead(id));
    let leads: Vec<&Lead> = rests.collect();
    let paper = ReferralLetter {
        head,
        to: &referral.to,
        matter: &referral.matter,
        amount: referral.amount,
        leads: &leads,
        annexes: &[&referral.paper.name],
    };
    Ok(Some(Draft {
        bytes: paper.docx()?,
        says: BTreeMap::new(),
        blanks: paper.blanks(),
    }))
}

/// The ledger of rectification (审计整改台账) of an auditee, or of all where `about` is empty, as a
/// workbook; overdue is told as of a day. Nothing where no finding was issued or planned.
///
/// # Errors
/// Where the writer fails.
pub fn ledger(
    case: &Case,
    head: Head<'_>,
    about: &str,
    as_of: NaiveDate,
) -> Result<Option<Draft>, PaperError> {
    let standing = case.findings().filter(|f| f.withdrawn.is_none());
    let told: Vec<_> = standing
        .filter(|f| about.is_empty() || f.now().auditee == about)
        .filter(|f| f.issued.is_some() || f.rectification.is_some())
        .map(|f| {
            // What was issued is what is put right, whatever is being written now.
            let issued = f.issued.as_ref().map(|i| i.version);
            let version = f.versions.iter().map(|w| &w.finding);
            let mut version = version.filter(|v| Some(v.version) == issued);
            let finding = version.next().unwrap_or_else(|| f.now());
            (f, finding, subjects::digest_of(finding))
        })
        .collect();
    if told.is_empty() {
        return Ok(None);
    }
    let rows: Vec<Rectification<'_>> = told
        .iter()
        .map(|(f, finding, digest)| {
            let plan = f.rectification.as_ref();
            let reported = plan.and_then(|p| p.reports.last());
            let verified = plan.and_then(|p| p.verified.last());
            let look = plan.and_then(|p| p.looks.last());
            Rectification {
                matter: Matter {
                    finding,
                    digest,
                    auditee: name(case, &finding.auditee),
                    matter: "",
                },
                class: plan.map(|p| p.class),
                due: plan.map(|p| p.due),
                reported: reported.map(|r| (&r.rectified, r.text.as_str(), r.on)),
                verified: verified.map(|v| (&v.rectified, v.text.as_str())),
                closed: plan.is_some_and(|p| p.closed()),
                look_back: look.map(|l| LookBack {
                    on: l.on,
                    holds: l.holds,
                }),
            }
        })
        .collect();
    let paper = RectificationLedger {
        head,
        as_of,
        rows: &rows,
    };
    Ok(Some(Draft {
        bytes: paper.xlsx()?,
        says: BTreeMap::new(),
        blanks: Vec::new(),
    }))
}
