//! Disputes between who reviews and who is reviewed: raised, discussed on the record, ruled by the
//! next level. Who is party to one does not rule it. And breaches, which people may record too.

use crate::case::Case;
use crate::judge::Judge;
use crate::refusal::Refusal;
use crate::stages::{Signature, Why};
use crate::texts::Place;
use chrono::{DateTime, Utc};
use fisc_model::act::{Act, Deed, Role, Stage};
use fisc_model::lead::Bilingual;
use std::collections::{BTreeMap, BTreeSet};

/// A word in a dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// The word.
    pub text: String,
}

/// How a dispute was ruled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// Whether the reviewer is upheld.
    pub upheld: bool,
    /// Why.
    pub reason: String,
}

/// A dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Its id.
    pub id: String,
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// About which finding.
    pub finding: String,
    /// In which version.
    pub version: u32,
    /// At which stage.
    pub stage: Stage,
    /// The point.
    pub text: String,
    /// Who may not rule it: who raised it, decided at the stage, or wrote the finding.
    pub parties: BTreeSet<String>,
    /// What was said.
    pub said: Vec<Said>,
    /// How it was ruled.
    pub ruling: Option<Ruling>,
}

/// Something that was not done as the policy asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// By which entry it shows.
    pub index: u64,
    /// The rule.
    pub rule: String,
    /// The step that answers for it.
    pub stage: Option<Stage>,
    /// Who answers for it: a person, or the auditee where it was the auditee's to do.
    pub person: String,
    /// The finding concerned.
    pub finding: Option<String>,
    /// In words.
    pub text: Bilingual,
}

/// Who rules a dispute at a stage; nobody here rules one with the head.
#[must_use]
pub fn next_level(stage: Stage) -> &'static [Role] {
    match stage {
        Stage::Leader | Stage::Exposure => &[Role::Reviewer],
        Stage::Department => &[Role::Adjudicator],
        Stage::Adjudication => &[Role::Conference, Role::Head],
        Stage::Conference | Stage::Publication => &[Role::Head],
        Stage::Head => &[],
    }
}

const INVOLVED: [Role; 8] = [
    Role::Leader,
    Role::Member,
    Role::Reviewer,
    Role::ExposureSigner,
    Role::Adjudicator,
    Role::Conference,
    Role::Head,
    Role::Publisher,
];

pub(crate) fn judge(j: &mut Judge<'_>) -> Result<(), Refusal> {
    match &j.deed.act {
        Act::Dispute {
            dispute,
            finding,
            stage,
            ..
        } => {
            j.role(&INVOLVED)?;
            let state = j.finding(finding)?;
            j.not_recused(&state.now().auditee)?;
            if !crate::people::is_id(dispute) {
                return Err(j.refuse("id", &[("id", dispute.into())]));
            }
            if j.case.dispute(dispute).is_some() {
                return Err(j.refuse("dispute-exists", &[("dispute", dispute.into())]));
            }
            if next_level(*stage).is_empty() {
                return Err(j.refuse("dispute-head", &[]));
            }
            let decided = state.stages.stands.contains_key(stage)
                || state
                    .stages
                    .returned
                    .as_ref()
                    .is_some_and(|r| r.stage == *stage);
            if !decided {
                let places = [("finding", finding.into()), ("stage", (*stage).into())];
                return Err(j.refuse("dispute-nothing", &places));
            }
            Ok(())
        }
        Act::Say { dispute, .. } => {
            j.role(&INVOLVED)?;
            open(j, dispute).map(|_| ())
        }
        Act::Rule { dispute, .. } => {
            let open = open(j, dispute)?;
            j.role(next_level(open.stage))?;
            if open.parties.contains(&j.person.id) {
                let places = [
                    ("dispute", dispute.into()),
                    ("person", (&j.person.id).into()),
                ];
                return Err(j.refuse("party-rules", &places));
            }
            Ok(())
        }
        Act::Breach { id, .. } => {
            let who = [
                Role::Leader,
                Role::Reviewer,
                Role::Adjudicator,
                Role::Conference,
                Role::Head,
            ];
            j.role(&who)?;
            if j.case.person(id).is_none() {
                return Err(j.refuse("unknown-person", &[("person", id.into())]));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn open<'a>(j: &Judge<'a>, id: &str) -> Result<&'a Dispute, Refusal> {
    let place: [(&str, Place); 1] = [("dispute", id.into())];
    let Some(dispute) = j.case.dispute(id) else {
        return Err(j.refuse("unknown-dispute", &place));
    };
    if dispute.ruling.is_some() {
        return Err(j.refuse("dispute-ruled", &place));
    }
    let state = j.finding(&dispute.finding)?;
    j.not_recused(&state.now().auditee)?;
    Ok(dispute)
}

pub(crate) fn apply(case: &mut Case, index: u64, deed: &Deed, received: DateTime<Utc>, key: &str) {
    match &deed.act {
        Act::Dispute {
            dispute,
            finding,
            stage,
            text,
        } => {
            let Some(state) = case.findings.get(finding) else {
                return;
            };
            let mut parties: BTreeSet<String> =
                state.authors().into_iter().map(str::to_string).collect();
            parties.insert(deed.person.clone());
            let signed = state.stages.stands.get(stage).map(|s| &s.person);
            let returned = state.stages.returned.iter().filter(|r| r.stage == *stage);
            parties.extend(
                signed
                    .into_iter()
                    .chain(returned.map(|r| &r.person))
                    .cloned(),
            );
            let raised = Dispute {
                id: dispute.clone(),
                index,
                person: deed.person.clone(),
                finding: finding.clone(),
                version: state.version(),
                stage: *stage,
                text: text.clone(),
                parties,
                said: Vec::new(),
                ruling: None,
            };
            case.disputes.insert(dispute.clone(), raised);
        }
        Act::Say { dispute, text } => {
            if let Some(open) = case.disputes.get_mut(dispute) {
                open.said.push(Said {
                    index,
                    person: deed.person.clone(),
                    text: text.clone(),
                });
            }
        }
        Act::Rule {
            dispute,
            upheld,
            reason,
        } => {
            let Some(open) = case.disputes.get_mut(dispute) else {
                return;
            };
            open.ruling = Some(Ruling {
                index,
                person: deed.person.clone(),
                upheld: *upheld,
                reason: reason.clone(),
            });
            let (finding, version, stage) = (open.finding.clone(), open.version, open.stage);
            if !upheld && let Some(state) = case.findings.get_mut(&finding) {
                let signature = Signature {
                    index,
                    person: deed.person.clone(),
                    stage,
                    signed: version,
                    version,
                    documents: BTreeMap::new(),
                    received,
                    opinion: reason.clone(),
                    ruling: true,
                    key: key.to_string(),
                    authorised_otherwise: None,
                };
                overrule(state, signature, dispute);
            }
        }
        Act::Breach {
            rule,
            stage,
            id,
            text,
        } => case.breaches.push(Breach {
            index,
            rule: rule.clone(),
            stage: Some(*stage),
            person: id.clone(),
            finding: None,
            text: Bilingual {
                en: text.clone(),
                zh: text.clone(),
            },
        }),
        _ => {}
    }
}

/// The reviewer is not upheld: an approval in dispute falls; a return or rejection is lifted and the
/// ruling stands in its place, if the finding is still the one that the dispute is about.
fn overrule(state: &mut crate::findings::FindingState, signature: Signature, dispute: &str) {
    let (stage, index) = (signature.stage, signature.index);
    if state.stages.stands.contains_key(&stage) {
        let dispute = dispute.to_string();
        state
            .stages
            .void_from(stage, index, &Why::Ruled { dispute });
        return;
    }
    let lifted = state
        .stages
        .returned
        .as_ref()
        .is_some_and(|r| r.stage == stage);
    if lifted && state.version() == signature.version {
        state.stages.returned = None;
        let before = Stage::ALL.into_iter().filter(|s| *s < stage);
        if before.clone().all(|s| state.stages.stands.contains_key(&s)) {
            state.stages.stands.insert(stage, signature);
        }
    }
}
