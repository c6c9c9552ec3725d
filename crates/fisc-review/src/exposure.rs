//! What goes to the auditee and comes back: serving, replies, answers, hearings. Silence after the
//! term is no objection; a term that the calendar does not reach has not run out.

use crate::case::Case;
use crate::findings::FindingState;
use crate::judge::Judge;
use crate::refusal::Refusal;
use crate::texts::Place;
use chrono::{DateTime, NaiveDate, Utc};
use fisc_model::Money;
use fisc_model::act::{Act, Deed, DocumentKind, Role, Stage};
use fisc_model::finding::Attachment;

/// A version of a finding as it was served on its auditee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposed {
    /// By which entry.
    pub index: u64,
    /// In which document.
    pub document: String,
    /// In which version of it.
    pub document_version: u32,
    /// Which version of the finding it says.
    pub version: u32,
    /// The fine it says.
    pub fine: Money,
    /// The amount it says.
    pub amount: Money,
    /// When it was served.
    pub on: NaiveDate,
}

/// What the auditee says to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// By which entry.
    pub index: u64,
    /// Who entered it.
    pub person: String,
    /// To which version.
    pub version: u32,
    /// Accepted or not.
    pub accepted: bool,
    /// In the auditee's words.
    pub text: String,
    /// When it was received.
    pub on: NaiveDate,
    /// The letter.
    pub letter: Option<Attachment>,
    /// What the team answered.
    pub answer: Option<Answer>,
}

/// The team's answer to a reply that does not accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// Whether the objection is taken.
    pub taken: bool,
    /// Why.
    pub reason: String,
}

/// The auditee was told of the right to a hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// By which entry.
    pub index: u64,
    /// The fine meant then.
    pub fine: Money,
    /// When it was told.
    pub told_on: NaiveDate,
    /// When it was held.
    pub held_on: Option<NaiveDate>,
    /// The record of it.
    pub paper: Attachment,
}

const TEAM: [Role; 2] = [Role::Leader, Role::Member];

pub(crate) fn judge(j: &mut Judge<'_>) -> Result<(), Refusal> {
    match &j.deed.act {
        Act::Serve {
            document,
            version,
            auditee,
            on,
            ..
        } => serve(j, document, *version, auditee, *on),
        Act::Reply {
            finding,
            version,
            on,
            letter,
            ..
        } => {
            let state = j.finding(finding)?;
            if !j.speaks_for(&state.now().auditee) {
                j.role(&TEAM)?;
                j.not_recused(&state.now().auditee)?;
                // An auditee who holds no key replies on paper.
                if letter.is_none() {
                    return Err(j.refuse("reply-letter", &[("finding", finding.into())]));
                }
            }
            let Some(exposed) = &state.exposed else {
                return Err(j.refuse("not-exposed", &[("finding", finding.into())]));
            };
            if *version != exposed.version || *on < exposed.on || *on > j.today() {
                let places = [
                    ("finding", finding.into()),
                    ("version", exposed.version.into()),
                    ("on", exposed.on.into()),
                ];
                return Err(j.refuse("reply-version", &places));
            }
            let due = j.case.calendar().term(exposed.on, j.policy.terms.reply);
            if due.is_some_and(|due| *on > due) {
                j.note("reply-late", Some(finding), &[("finding", finding.into())]);
            }
            Ok(())
        }
        Act::AnswerReply { finding, .. } => {
            j.role(&TEAM)?;
            let state = j.finding(finding)?;
            j.not_recused(&state.now().auditee)?;
            let open = |r: &Reply| !r.accepted && r.answer.is_none();
            if state.replies.iter().any(open) {
                return Ok(());
            }
            Err(j.refuse("nothing-to-answer", &[("finding", finding.into())]))
        }
        Act::Hearing {
            finding,
            told_on,
            held_on,
            ..
        } => {
            j.role(&TEAM)?;
            let state = j.finding(finding)?;
            j.not_recused(&state.now().auditee)?;
            let held_before = held_on.is_some_and(|held| held < *told_on || held > j.today());
            if *told_on > j.today() || held_before {
                return Err(j.refuse("hearing-days", &[("finding", finding.into())]));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn serve(
    j: &mut Judge<'_>,
    id: &str,
    version: u32,
    auditee: &str,
    on: NaiveDate,
) -> Result<(), Refusal> {
    j.role(&[Role::Member, Role::Leader, Role::ExposureSigner, Role::Head])?;
    j.not_recused(auditee)?;
    let document = j.document(id)?;
    if document.version() != version {
        let places = [
            ("document", id.into()),
            ("version", version.into()),
            ("last", document.version().into()),
        ];
        return Err(j.refuse("document-version", &places));
    }
    if on > j.today() {
        return Err(j.refuse("serve-day", &[("document", id.into())]));
    }
    let Some(stage) = serves_after(document.kind()) else {
        return Ok(());
    };
    let mut any = false;
    for (finding, placed) in &document.now().findings {
        let Some(state) = j
            .case
            .finding(finding)
            .filter(|f| f.now().auditee == auditee)
        else {
            continue;
        };
        any = true;
        let signature = state.stages.stands.get(&stage);
        let signed = signature.is_some_and(|s| s.version == placed.version);
        let places: [(&str, Place); 3] = [
            ("document", id.into()),
            ("finding", finding.into()),
            ("stage", stage.into()),
        ];
        if !signed || state.withdrawn.is_some() {
            return Err(j.refuse("serve-unsigned", &places));
        }
        if signature.is_some_and(|s| s.documents.get(id) != Some(&version)) {
            j.rule_said(
                "stage-document",
                "serve-document",
                Some(stage),
                Some(finding),
                &places,
            )?;
        }
    }
    if !any {
        let places = [("document", id.into()), ("auditee", auditee.into())];
        return Err(j.refuse("serve-nothing", &places));
    }
    let sealed = document
        .papers
        .iter()
        .any(|p| p.version == version && p.agrees());
    if !sealed {
        j.rule(
            "sealed-paper",
            Some(stage),
            None,
            &[("document", id.into())],
        )?;
    }
    Ok(())
}

/// The stage that must have signed a document before it is served.
fn serves_after(kind: DocumentKind) -> Option<Stage> {
    match kind {
        DocumentKind::ExposureDraft => Some(Stage::Exposure),
        DocumentKind::Report | DocumentKind::Decision => Some(Stage::Head),
        _ => None,
    }
}

/// The auditee has had its say and been answered.
pub(crate) fn settled(
    j: &mut Judge<'_>,
    stage: Stage,
    state: &FindingState,
) -> Result<(), Refusal> {
    let id = state.id.as_str();
    let Some(exposed) = &state.exposed else {
        let place = [("finding", id.into())];
        return j.rule_said(
            "reply-awaited",
            "reply-not-exposed",
            Some(stage),
            Some(id),
            &place,
        );
    };
    let replies: Vec<&Reply> = state
        .replies
        .iter()
        .filter(|r| r.version == exposed.version)
        .collect();
    if replies.is_empty() {
        let due = j.case.calendar().term(exposed.on, j.policy.terms.reply);
        let Some(due) = due else {
            let places = [("finding", id.into()), ("on", exposed.on.into())];
            return j.rule_said(
                "reply-awaited",
                "reply-calendar",
                Some(stage),
                Some(id),
                &places,
            );
        };
        if j.today() <= due {
            let places = [("finding", id.into()), ("due", due.into())];
            return j.rule("reply-awaited", Some(stage), Some(id), &places);
        }
    }
    for reply in replies.iter().filter(|r| !r.accepted) {
        let place = [("finding", id.into())];
        match &reply.answer {
            None => j.rule("reply-answered", Some(stage), Some(id), &place)?,
            Some(answer) if answer.taken && state.version() == reply.version => {
                j.rule_said(
                    "reply-answered",
                    "reply-taken",
                    Some(stage),
                    Some(id),
                    &place,
                )?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Before a large fine the right to a hearing was told, and the term ran out or it was held.
pub(crate) fn heard(j: &mut Judge<'_>, state: &FindingState) -> Result<(), Refusal> {
    let fine = crate::stages::fine(state);
    if fine < j.policy.hearing.fine || fine == Money::ZERO {
        return Ok(());
    }
    let (today, days) = (j.today(), j.policy.terms.hearing_request);
    let calendar = j.case.calendar();
    let over = |told: NaiveDate| calendar.term(told, days).is_some_and(|due| today > due);
    let ok = |h: &Heard| h.fine >= fine && (h.held_on.is_some() || over(h.told_on));
    if state.hearings.iter().any(ok) {
        return Ok(());
    }
    let places = [
        ("finding", (&state.id).into()),
        ("fine", fine.grouped().into()),
    ];
    j.rule("hearing", Some(Stage::Head), Some(&state.id), &places)
}

pub(crate) fn apply(case: &mut Case, index: u64, deed: &Deed, received: DateTime<Utc>) {
    match &deed.act {
        Act::Serve {
            document,
            version,
            auditee,
            on,
            receipt,
        } => {
            let Some(state) = case.documents.get_mut(document) else {
                return;
            };
            state.served.push(crate::documents::Served {
                index,
                person: deed.person.clone(),
                version: *version,
                auditee: auditee.clone(),
                on: *on,
                receipt: receipt.clone(),
                received,
            });
            let Some(stage) = serves_after(state.kind()) else {
                return;
            };
            let placed = state.now().findings.clone();
            for (id, placed) in placed {
                let Some(finding) = case.findings.get_mut(&id) else {
                    continue;
                };
                if finding.now().auditee != *auditee {
                    continue;
                }
                let exposed = Some(Exposed {
                    index,
                    document: document.clone(),
                    document_version: *version,
                    version: placed.version,
                    fine: crate::stages::fine(finding),
                    amount: finding.now().amount,
                    on: *on,
                });
                match stage {
                    Stage::Exposure => finding.exposed = exposed,
                    _ => finding.issued = exposed,
                }
            }
        }
        Act::Reply {
            finding,
            version,
            accepted,
            text,
            on,
            letter,
        } => {
            if let Some(state) = case.findings.get_mut(finding) {
                state.replies.push(Reply {
                    index,
                    person: deed.person.clone(),
                    version: *version,
                    accepted: *accepted,
                    text: text.clone(),
                    on: *on,
                    letter: letter.clone(),
                    answer: None,
                });
            }
        }
        Act::AnswerReply {
            finding,
            taken,
            reason,
        } => {
            let state = case.findings.get_mut(finding);
            let replies = state.map_or(&mut [][..], |s| &mut s.replies[..]);
            for reply in replies
                .iter_mut()
                .filter(|r| !r.accepted && r.answer.is_none())
            {
                reply.answer = Some(Answer {
                    index,
                    person: deed.person.clone(),
                    taken: *taken,
                    reason: reason.clone(),
                });
            }
        }
        Act::Hearing {
            finding,
            told_on,
            held_on,
            paper,
        } => {
            if let Some(state) = case.findings.get_mut(finding) {
                let fine = crate::stages::fine(state);
                state.hearings.push(Heard {
                    index,
                    fine,
                    told_on: *told_on,
                    held_on: *held_on,
                    paper: paper.clone(),
                });
            }
        }
        _ => {}
    }
}
