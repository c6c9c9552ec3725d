//! Leads and what people made of them. The leads themselves lie outside the record; what was decided
//! about them is in it, with the digest of the evidence that was looked at.

use crate::case::Case;
use crate::judge::Judge;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use fisc_model::Money;
use fisc_model::act::{Act, Deed, Exclusion, Role, Verified};
use fisc_model::finding::Attachment;
use fisc_model::lead::Lead;
use std::collections::BTreeMap;

/// One verification of a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// When it was received.
    pub received: DateTime<Utc>,
    /// The evidence as it was.
    pub evidence_digest: String,
    /// What came out.
    pub outcome: Verified,
    /// Why it, or a part of it, is excluded.
    pub reason: Option<Exclusion>,
    /// The amount confirmed.
    pub amount: Money,
    /// Whether it is material.
    pub material: bool,
    /// In words.
    pub note: String,
    /// What was looked at.
    pub evidence: Vec<Attachment>,
}

impl Decision {
    /// Whether a finding may rest on it.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.outcome != Verified::Excluded
    }
}

/// What is decided, and the leads as they are now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Leads {
    pub decided: BTreeMap<String, Vec<Decision>>,
    pub present: BTreeMap<String, Lead>,
}

pub(crate) fn judge(j: &mut Judge<'_>) -> Result<(), Refusal> {
    let Act::VerifyLead {
        lead_id,
        outcome,
        reason,
        amount,
        material,
        note,
        ..
    } = &j.deed.act
    else {
        return Ok(());
    };
    j.role(&[Role::Member, Role::Leader])?;
    let place = [("lead", lead_id.into())];
    if (*outcome == Verified::Confirmed) != reason.is_none() {
        return Err(j.refuse("lead-reason", &place));
    }
    if *amount < Money::ZERO || (*outcome == Verified::Excluded && *amount != Money::ZERO) {
        return Err(j.refuse("lead-amount", &place));
    }
    if *outcome == Verified::Excluded && *material && note.trim().is_empty() {
        j.rule("material-lead-note", None, None, &place)?;
    }
    Ok(())
}

pub(crate) fn apply(case: &mut Case, index: u64, deed: &Deed, received: DateTime<Utc>) {
    let Act::VerifyLead {
        lead_id,
        evidence_digest,
        outcome,
        reason,
        amount,
        material,
        note,
        evidence,
    } = &deed.act
    else {
        return;
    };
    let decision = Decision {
        index,
        person: deed.person.clone(),
        received,
        evidence_digest: evidence_digest.clone(),
        outcome: *outcome,
        reason: *reason,
        amount: *amount,
        material: *material,
        note: note.clone(),
        evidence: evidence.clone(),
    };
    let all = case.leads.decided.entry(lead_id.clone()).or_default();
    let same = |d: &Decision| {
        (d.outcome, d.amount, &d.evidence_digest) == (*outcome, *amount, evidence_digest)
    };
    let changed = all.last().is_some_and(|last| !same(last));
    all.push(decision);
    if changed {
        case.void_resting_on(index, lead_id);
    }
}
