//! Papers made from the case, as far as the record can fill them in: what people must still write is
//! named, and where each finding stands is known, so that the document that is put on record says
//! the same.

use super::words::Words;
use super::{
    Comment, Considered, Decision, ExposureDraft, Head, Kind, Matter, Minutes, OpinionOf,
    PaperError, Receipt, Report, ReportText, Signature, WrittenOpinion, findings,
};
use crate::case::Case;
use crate::findings::FindingState;
use crate::subjects;
use fisc_model::act::{Placed, Role, Stage, UnitKind};
use std::collections::{BTreeMap, BTreeSet};

/// A paper to be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The file: a docx, or the workbook that was asked for.
    pub bytes: Vec<u8>,
    /// What the document says where, for the act that puts it on record; nothing for a receipt.
    pub says: BTreeMap<String, Placed>,
    /// What a person must fill in, by the paper's own headings.
    pub blanks: Vec<String>,
}

/// A finding as it is in the record, with what a paper needs of it.
struct Told<'a> {
    state: &'a FindingState,
    digest: String,
    auditee: &'a str,
}

/// Makes a paper about an auditee, about all auditees where `about` is empty, or, of a receipt,
/// about a document. Nothing where the record holds no finding or document for it, or where the
/// paper is of one finding or not made from the record's case.
///
/// # Errors
/// Where the writer fails.
pub fn draft(
    case: &Case,
    head: Head<'_>,
    kind: Kind,
    about: &str,
) -> Result<Option<Draft>, PaperError> {
    if kind == Kind::Receipt {
        return receipt(case, head, about);
    }
    let decides = |f: &FindingState| {
        f.now().fine.is_some() || !f.now().remedy.zh.is_empty() || !f.now().remedy.en.is_empty()
    };
    let told: Vec<Told<'_>> = case
        .findings()
        .filter(|f| f.withdrawn.is_none())
        .filter(|f| about.is_empty() || f.now().auditee == about)
        .filter(|f| kind != Kind::Decision || decides(f))
        .map(|state| Told {
            state,
            digest: subjects::digest_of(state.now()),
            auditee: name(case, &state.now().auditee),
        })
        .collect();
    if told.is_empty() {
        return Ok(None);
    }
    let matters: Vec<Matter<'_>> = told
        .iter()
        .map(|t| Matter {
            finding: t.state.now(),
            digest: &t.digest,
            auditee: t.auditee,
            matter: "",
        })
        .collect();
    let words = Words::of(&head);
    let names: BTreeSet<&str> = told.iter().map(|t| t.auditee).collect();
    let auditee = words.list(&names.into_iter().collect::<Vec<_>>());
    let Some(terms) = case.policy().map(|p| &p.terms) else {
        return Ok(None);
    };
    let report = Report {
        head,
        auditee: &auditee,
        text: ReportText::default(),
        matters: &matters,
        rectify_days: (kind == Kind::Report).then_some(terms.rectification),
    };
    let blank = |ids: &[&str]| ids.iter().map(|id| words.t(id)).collect();
    let of_report = ["report-basis", "report-situation", "report-evaluation"];
    Ok(Some(match kind {
        Kind::ExposureDraft => {
            let paper = ExposureDraft {
                report,
                reply_days: terms.reply,
            };
            Draft {
                bytes: paper.docx()?,
                says: paper.paragraphs(),
                blanks: blank(&of_report),
            }
        }
        Kind::Report => Draft {
            bytes: report.docx()?,
            says: report.paragraphs(),
            blanks: blank(&of_report),
        },
        Kind::Decision => {
            let paper = Decision {
                head,
                auditee: &auditee,
                basis: "",
                scope: "",
                matters: &matters,
                execute_days: terms.rectification,
                appeal: "",
            };
            Draft {
                bytes: paper.docx()?,
                says: paper.paragraphs(),
                blanks: blank(&["decision-scope", "decision-appeal"]),
            }
        }
        Kind::ReviewOpinion => opinion(case, head, OpinionOf::Review, &told, &matters, &auditee)?,
        Kind::AdjudicationOpinion => opinion(
            case,
            head,
            OpinionOf::Adjudication,
            &told,
            &matters,
            &auditee,
        )?,
        Kind::Minutes => minutes(case, head, &matters)?,
        _ => return Ok(None),
    }))
}

pub(super) fn name<'a>(case: &'a Case, auditee: &'a str) -> &'a str {
    // Auditees are named as the leads name them, and units as the owner enrolled them: whoever
    // speaks for an auditee joins the two.
    let speaks = |p: &&crate::people::Person| p.auditees.contains(auditee);
    let unit = case.unit(auditee).or_else(|| {
        let speaker = case.people().find(speaks)?;
        case.unit(&speaker.unit)
    });
    unit.filter(|u| u.kind == UnitKind::Auditee)
        .map_or(auditee, |u| u.name.as_str())
}

fn opinion(
    case: &Case,
    head: Head<'_>,
    of: OpinionOf,
    told: &[Told<'_>],
    matters: &[Matter<'_>],
    auditee: &str,
) -> Result<Draft, PaperError> {
    let words = Words::of(&head);
    let (stage, role) = match of {
        OpinionOf::Review => (Stage::Department, Role::Reviewer),
        OpinionOf::Adjudication => (Stage::Adjudication, Role::Adjudicator),
    };
    let units: BTreeSet<&str> = case
        .holders(role)
        .filter_map(|p| case.unit(&p.unit))
        .map(|u| u.name.as_str())
        .collect();
    let team: Vec<&str> = case.team().map(|p| p.name.as_str()).collect();
    let before = |f: &FindingState| -> BTreeSet<String> {
        let signed = f.stages.stands.values().filter(|s| s.stage < stage);
        let named = signed.flat_map(|s| &s.documents);
        named
            .map(|(id, version)| format!("{id}@{version}"))
            .collect()
    };
    let papers: BTreeSet<String> = told.iter().flat_map(|t| before(t.state)).collect();
    let papers: Vec<&str> = papers.iter().map(String::as_str).collect();
    let comments: Vec<Comment<'_>> = told
        .iter()
        .zip(matters)
        .map(|(t, matter)| Comment {
            matter: *matter,
            text: t
                .state
                .stages
                .stands
                .get(&stage)
                .map_or("", |s| s.opinion.as_str()),
            amend: "",
        })
        .collect();
    let paper = WrittenOpinion {
        of,
        head,
        unit: &words.list(&units.into_iter().collect::<Vec<_>>()),
        auditee,
        team: &team,
        papers: &papers,
        points: &[],
        comments: &comments,
        verdict: None,
        text: "",
        by: &[],
    };
    // The rows of an opinion are headed by the version that they are about.
    let says = matters.iter().map(|m| {
        let (id, version) = (&m.finding.id, m.finding.version);
        let places = [
            ("id", id.as_str().into()),
            ("version", u64::from(version).into()),
        ];
        let paragraph = words.f("subject-finding", &places);
        (id.clone(), Placed { version, paragraph })
    });
    Ok(Draft {
        bytes: paper.docx()?,
        says: says.collect(),
        blanks: ["opinion-item", "opinion-comment", "opinion-amend"]
            .map(|id| words.t(id))
            .to_vec(),
    })
}

fn minutes(case: &Case, head: Head<'_>, matters: &[Matter<'_>]) -> Result<Draft, PaperError> {
    let words = Words::of(&head);
    let items: Vec<Considered<'_>> = matters
        .iter()
        .map(|matter| Considered {
            matter: *matter,
            decision: "",
            dissent: "",
        })
        .collect();
    let recorders: Vec<&str> = case
        .holders(Role::Conference)
        .map(|p| p.name.as_str())
        .collect();
    let paper = Minutes {
        head,
        held_on: None,
        place: "",
        chair: "",
        present: &[],
        attending: &[],
        recorder: &words.list(&recorders),
        agenda: head.title,
        items: &items,
        conclusion: "",
    };
    let blanks = [
        "minutes-held-on",
        "minutes-place",
        "minutes-chair",
        "minutes-present",
        "minutes-attending",
        "minutes-conclusion",
    ];
    Ok(Draft {
        bytes: paper.docx()?,
        says: findings::places(&words, &words.ordinal(1), matters),
        blanks: blanks.map(|id| words.t(id)).to_vec(),
    })
}

fn receipt(case: &Case, head: Head<'_>, about: &str) -> Result<Option<Draft>, PaperError> {
    let Some(document) = case.document(about) else {
        return Ok(None);
    };
    let (words, now) = (Words::of(&head), document.now());
    let served: BTreeSet<&str> = now
        .findings
        .keys()
        .filter_map(|id| case.finding(id))
        .map(|f| name(case, &f.now().auditee))
        .collect();
    let title = Kind::of(now.kind).map(|kind| kind.title(head.lang));
    let paper = Receipt {
        head: Head {
            document: about,
            version: now.version,
            ..head
        },
        digest: &now.file.sha256,
        title: &title.unwrap_or_default(),
        auditee: &words.list(&served.into_iter().collect::<Vec<_>>()),
        place: "",
        method: "",
        senders: &[] as &[Signature<'_>],
        served_on: None,
    };
    let blanks = [
        "receipt-place",
        "receipt-method",
        "receipt-senders",
        "receipt-served-on",
        "receipt-received",
    ];
    Ok(Some(Draft {
        bytes: paper.docx()?,
        says: BTreeMap::new(),
        blanks: blanks.map(|id| words.t(id)).to_vec(),
    }))
}
