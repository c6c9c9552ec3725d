//! What is asked before an act is accepted and not when it is folded: the leads as they are now lie
//! outside the record, and may have been replaced by the time somebody folds it again.

use crate::case::Case;
use crate::refusal::Refusal;
use crate::subjects::{self, Subject};
use crate::texts::Place;
use fisc_model::act::{Act, Deed, Verdict};
use fisc_model::lead::{Lead, Severity, SubjectKind};

/// Whether a lead is material under the policy.
#[must_use]
pub fn material(case: &Case, lead: &Lead) -> bool {
    let amount = case.policy().map(|p| p.material.amount);
    lead.severity == Severity::High || amount.is_some_and(|a| lead.amount.abs() >= a)
}

/// Compares an act with the leads as they are now.
pub(crate) fn against_leads(case: &Case, deed: &Deed, given: &[Subject]) -> Result<(), Refusal> {
    let refuse = |rule, places: &[(&str, Place)]| Err(Refusal::new(rule, rule, places));
    match &deed.act {
        Act::VerifyLead {
            lead_id,
            evidence_digest,
            amount,
            material: claimed,
            ..
        } => {
            let Some(lead) = case.lead(lead_id) else {
                return refuse("unknown-lead", &[("lead", lead_id.into())]);
            };
            let place = [("lead", lead_id.into())];
            if lead.evidence_digest != *evidence_digest
                || !subjects::lead_agrees(case, lead_id, given)
            {
                return refuse("lead-evidence-now", &place);
            }
            if *amount > lead.amount.abs() {
                let places = [
                    ("lead", lead_id.into()),
                    ("amount", amount.grouped().into()),
                    ("most", lead.amount.abs().grouped().into()),
                ];
                return refuse("amount-above-lead", &places);
            }
            if *claimed != material(case, lead) {
                return refuse("lead-material", &place);
            }
            let recused = case
                .person(&deed.person)
                .is_some_and(|p| p.recused.contains_key(&lead.subject));
            if recused && lead.subject_kind == SubjectKind::Org {
                let places = [
                    ("person", (&deed.person).into()),
                    ("auditee", (&lead.subject).into()),
                ];
                return refuse("recused", &places);
            }
        }
        Act::WriteFinding { finding, .. } => {
            for lead in &finding.leads {
                let fresh = case
                    .lead(&lead.lead_id)
                    .is_some_and(|l| l.evidence_digest == lead.evidence_digest);
                if !fresh {
                    return refuse("lead-evidence-now", &[("lead", (&lead.lead_id).into())]);
                }
            }
        }
        Act::Decide {
            findings,
            verdict: Verdict::Approve,
            ..
        } => {
            for id in findings.keys() {
                let state = case.finding(id);
                if let Some(lead) = state.and_then(|s| case.stale(s)) {
                    return refuse("stale", &[("finding", id.into()), ("lead", lead.into())]);
                }
            }
        }
        _ => {}
    }
    Ok(())
}
