//! What came out of the audit of an auditee, from the record: what people decided about its leads,
//! which findings stand, what was put right in time. And what the decisions said about the methods.

use chrono::NaiveDate;
use fisc_model::Money;
use fisc_model::lead::{Lead, SubjectKind};
use fisc_review::case::Case;
use fisc_risk::assessment::Outcome;
use fisc_risk::exposure::confirmed;
use fisc_risk::precision::{Lesson, lesson};
use fisc_store::Taught;

/// The decision about a lead as it is now: one over rows that have changed since is asked for again.
fn decision<'a>(case: &'a Case, lead: &Lead) -> Option<&'a fisc_review::leads::Decision> {
    let decision = case.lead_decision(&lead.lead_id)?;
    (decision.evidence_digest == lead.evidence_digest).then_some(decision)
}

/// What was decided about a lead says of its method; nothing where nobody has decided.
pub fn learnt(case: &Case, lead: &Lead) -> Option<Lesson> {
    decision(case, lead).map(|d| lesson(d.outcome, d.reason))
}

/// Whether people have set a lead aside, for whatever reason.
pub fn excluded(case: &Case, lead: &Lead) -> bool {
    decision(case, lead).is_some_and(|d| !d.holds())
}

/// The outcome for one auditee on this day.
pub fn of(
    case: &Case,
    leads: &[Lead],
    (kind, auditee): (SubjectKind, &str),
    budget: Money,
    today: NaiveDate,
) -> Outcome {
    let own = leads
        .iter()
        .filter(|l| l.subject_kind == kind && l.subject == auditee);
    let decided: Vec<_> = own.filter_map(|l| Some((l, decision(case, l)?))).collect();
    let holding: Vec<(&Lead, Money)> = decided
        .iter()
        .filter(|(_, d)| d.holds())
        .map(|(l, d)| (*l, d.amount))
        .collect();
    let findings = case
        .findings()
        .filter(|f| f.withdrawn.is_none() && f.now().auditee == auditee);
    let (mut count, mut due, mut overdue) = (0, 0, 0);
    for finding in findings {
        count += 1;
        if let Some(r) = finding.rectification.as_ref().filter(|r| r.due < today) {
            due += 1;
            let in_time = r.verified.iter().any(|v| v.closed && v.on <= r.due);
            overdue += u64::from(!in_time || r.overdue(today));
        }
    }
    Outcome {
        findings: count,
        decided: decided.len() as u64,
        confirmed: confirmed(&holding),
        budget,
        due,
        overdue,
    }
}

/// What all decisions said about their methods, for the register.
pub fn taught(case: &Case, leads: &[Lead], engagement: &str) -> Vec<Taught> {
    let one = |lead: &Lead| {
        let lesson = match learnt(case, lead)? {
            Lesson::Right => "right",
            Lesson::Wrong => "wrong",
            Lesson::Nothing => "nothing",
        };
        Some(Taught {
            engagement: engagement.to_string(),
            lead: lead.lead_id.clone(),
            method: lead.method.clone(),
            lesson: lesson.to_string(),
        })
    };
    leads.iter().filter_map(one).collect()
}
