//! Findings: versions without gaps, each resting on verified leads or on papers, measured by at least
//! one rule. A new version voids what was signed over the old one, as far as the policy says.

use crate::case::Case;
use crate::exposure::{Exposed, Heard, Reply};
use crate::judge::Judge;
use crate::people::{Person, is_id};
use crate::rectification::Rectification;
use crate::refusal::Refusal;
use crate::stages::{Stages, Why};
use chrono::{DateTime, Utc};
use fisc_model::Money;
use fisc_model::act::{Act, Deed, Role, Stage};
use fisc_model::finding::{AmountKind, Finding};
use fisc_model::lead::Bilingual;
use std::collections::BTreeSet;

/// A version as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// When it was received.
    pub received: DateTime<Utc>,
    /// Its content.
    pub finding: Finding,
    /// From the second version on: what changed and why.
    pub reason: String,
}

/// A finding that was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// Why.
    pub reason: String,
}

/// A finding with all that happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingState {
    /// Its id.
    pub id: String,
    /// From version 1 on.
    pub versions: Vec<Written>,
    /// Taken back.
    pub withdrawn: Option<Withdrawn>,
    /// What is signed, voided and returned.
    pub stages: Stages,
    /// The exposure draft that was served.
    pub exposed: Option<Exposed>,
    /// What the auditee said.
    pub replies: Vec<Reply>,
    /// Hearings told of.
    pub hearings: Vec<Heard>,
    /// When the report or decision that says it was served.
    pub issued: Option<Exposed>,
    /// How it is put right.
    pub rectification: Option<Rectification>,
}

impl FindingState {
    /// The last version.
    ///
    /// # Panics
    /// Never: a finding begins with its first version.
    #[must_use]
    pub fn now(&self) -> &Finding {
        &self.versions.last().expect("begins with a version").finding
    }

    /// The number of the last version.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.now().version
    }

    /// Everybody who wrote a version up to this one.
    #[must_use]
    pub fn authors(&self) -> BTreeSet<&str> {
        self.versions.iter().map(|w| w.person.as_str()).collect()
    }
}

/// The finding's leads, decided and with the evidence they were decided on; the first that is not.
fn rests(j: &Judge<'_>, finding: &Finding) -> Result<Money, Refusal> {
    let mut sum = Money::ZERO;
    for lead in &finding.leads {
        let place = [
            ("lead", (&lead.lead_id).into()),
            ("finding", (&finding.id).into()),
        ];
        let Some(decision) = j.case.lead_decision(&lead.lead_id).filter(|d| d.holds()) else {
            return Err(j.refuse("lead-not-confirmed", &place));
        };
        if decision.evidence_digest != lead.evidence_digest {
            return Err(j.refuse("lead-evidence", &place));
        }
        sum = sum + decision.amount;
    }
    Ok(sum)
}

fn empty(text: &Bilingual) -> bool {
    text.en.trim().is_empty() && text.zh.trim().is_empty()
}

pub(crate) fn judge(j: &mut Judge<'_>) -> Result<(), Refusal> {
    match &j.deed.act {
        Act::WriteFinding { finding, reason } => write(j, finding, reason),
        Act::WithdrawFinding { finding, .. } => {
            j.role(&[Role::Leader, Role::Member])?;
            let state = j.finding(finding)?;
            j.not_recused(&state.now().auditee)?;
            let signed = state.stages.stands.contains_key(&Stage::Head);
            if signed {
                return Err(j.refuse("withdraw-signed", &[("finding", finding.into())]));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn write(j: &mut Judge<'_>, f: &Finding, reason: &str) -> Result<(), Refusal> {
    j.role(&[Role::Member, Role::Leader, Role::Adjudicator])?;
    let place = [("finding", (&f.id).into())];
    if !is_id(&f.id) {
        return Err(j.refuse("id", &[("id", (&f.id).into())]));
    }
    if f.auditee.trim().is_empty() || empty(&f.title) || empty(&f.facts) {
        return Err(j.refuse("finding-empty", &place));
    }
    j.not_recused(&f.auditee)?;
    let before = j.case.finding(&f.id);
    let last = before.map_or(0, FindingState::version);
    if Some(f.version) != last.checked_add(1) {
        let places = [
            ("finding", (&f.id).into()),
            ("last", last.into()),
            ("version", f.version.into()),
        ];
        return Err(j.refuse("version", &places));
    }
    if let Some(before) = before {
        j.finding(&f.id)?;
        if reason.trim().is_empty() {
            return Err(j.refuse("blank", &[("field", "reason".into())]));
        }
        if before.now().auditee != f.auditee {
            return Err(j.refuse("finding-auditee", &place));
        }
    } else if j.role(&[Role::Member, Role::Leader]).is_err() {
        // An adjudicator amends what the team found; findings of their own nobody would review.
        return Err(j.refuse("adjudicator-writes", &place));
    }
    if f.criteria.is_empty()
        || f.criteria
            .iter()
            .any(|c| c.instrument.trim().is_empty() || c.article.trim().is_empty())
    {
        return Err(j.refuse("finding-criterion", &place));
    }
    if f.leads.is_empty() && f.evidence.is_empty() {
        return Err(j.refuse("finding-basis", &place));
    }
    let mut sorted: Vec<&str> = f.leads.iter().map(|l| l.lead_id.as_str()).collect();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted
        != f.leads
            .iter()
            .map(|l| l.lead_id.as_str())
            .collect::<Vec<_>>()
    {
        return Err(j.refuse("finding-leads-order", &place));
    }
    let none = f.amount_kind == AmountKind::None;
    let fine = f.fine.unwrap_or(Money::ZERO);
    if f.amount < Money::ZERO || fine < Money::ZERO || (none && f.amount != Money::ZERO) {
        return Err(j.refuse("finding-amount", &place));
    }
    let confirmed = rests(j, f)?;
    if f.evidence.is_empty() && f.amount > confirmed {
        let places = [
            ("finding", (&f.id).into()),
            ("amount", f.amount.grouped().into()),
            ("confirmed", confirmed.grouped().into()),
        ];
        return Err(j.refuse("amount-above-leads", &places));
    }
    let others = j
        .case
        .findings()
        .filter(|o| o.id != f.id && o.withdrawn.is_none());
    let twice = others
        .flat_map(|o| o.now().leads.iter().map(move |l| (&o.id, &l.lead_id)))
        .find(|(_, lead)| f.leads.iter().any(|l| l.lead_id == **lead));
    if let Some((other, lead)) = twice {
        let places = [("lead", lead.into()), ("other", other.into())];
        j.rule("lead-used-twice", None, Some(&f.id), &places)?;
    }
    Ok(())
}

pub(crate) fn apply(case: &mut Case, index: u64, deed: &Deed, received: DateTime<Utc>) {
    match &deed.act {
        Act::WriteFinding { finding, reason } => {
            let written = Written {
                index,
                person: deed.person.clone(),
                received,
                finding: finding.clone(),
                reason: reason.clone(),
            };
            match case.findings.get_mut(&finding.id) {
                None => {
                    let state = FindingState {
                        id: finding.id.clone(),
                        versions: vec![written],
                        withdrawn: None,
                        stages: Stages::default(),
                        exposed: None,
                        replies: Vec::new(),
                        hearings: Vec::new(),
                        issued: None,
                        rectification: None,
                    };
                    case.findings.insert(finding.id.clone(), state);
                }
                Some(state) => {
                    state.versions.push(written);
                    amend(case, index, &deed.person, finding);
                }
            }
        }
        Act::WithdrawFinding { finding, reason } => {
            if let Some(state) = case.findings.get_mut(finding) {
                state.withdrawn = Some(Withdrawn {
                    index,
                    person: deed.person.clone(),
                    reason: reason.clone(),
                });
                state
                    .stages
                    .void_from(Stage::Leader, index, &Why::Withdrawn);
            }
        }
        _ => {}
    }
}

/// What stands over the version before is voided from the stage on that the policy says. A heavier
/// fine goes back to the auditee, whoever wrote it; what the writer signed before never carries over,
/// because nobody signs what they wrote.
fn amend(case: &mut Case, index: u64, writer: &str, finding: &Finding) {
    let team = case.person(writer).is_some_and(Person::of_team);
    let Some(policy) = case.policy.clone() else {
        return;
    };
    let Some(state) = case.findings.get_mut(&finding.id) else {
        return;
    };
    let mut from = match team {
        true => policy.amended.team,
        false => policy.amended.adjudicator,
    };
    let mut why = Why::Amended {
        version: finding.version,
    };
    let heavier = state.exposed.as_ref().is_some_and(|e| {
        let fine = policy.renotice.fine && finding.fine.unwrap_or(Money::ZERO) > e.fine;
        fine || (policy.renotice.amount && finding.amount > e.amount)
    });
    if heavier {
        state.exposed = None;
        why = Why::Heavier;
        from = from.min(Stage::Exposure);
    }
    let mut signed = state.stages.stands.iter();
    if let Some((own, _)) = signed.find(|(_, s)| s.person == writer) {
        from = from.min(*own);
    }
    state.stages.void_from(from, index, &why);
    state.stages.carry(finding.version);
}
