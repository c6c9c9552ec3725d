//! An office with few people: what it may do with approval, what is put on record as a breach, and
//! what it may never do.

use crate::world::*;
use fisc_model::act::*;

fn except(rule: &str, id: &str) -> Act {
    Act::Except {
        rule: rule.into(),
        id: id.into(),
        reason: "there is nobody else".into(),
    }
}

#[test]
fn a_lent_reviewer_and_approved_exceptions_carry_a_small_office() {
    let mut w = World::under("county", |policy| policy);
    w.found();
    w.through(Stage::Exposure);
    w.ok("lent", decide(Stage::Department, Verdict::Approve, 1, &[]));
    let inside = decide(Stage::Adjudication, Verdict::Approve, 1, &[]);
    let refusal = w.refused("inside", inside.clone());
    assert_eq!(refusal.rule, "adjudicator-same-department");
    assert!(
        refusal
            .en
            .ends_with("rule adjudicator-same-department, for inside."),
        "{}",
        refusal.en
    );
    w.ok("head", except("adjudicator-same-department", "inside"));
    w.ok("inside", inside);
    w.through(Stage::Publication);
    let exceptions = w.case().exceptions();
    assert_eq!((exceptions.len(), exceptions[0].by.as_str()), (1, "head"));
    assert!(w.case().breaches().is_empty(), "approved is no breach");
    let notices = w.case().history().iter().flat_map(|h| &h.notices);
    assert!(
        notices
            .into_iter()
            .any(|n| n.rule == "adjudicator-same-department" && !n.breach)
    );
}

#[test]
fn a_material_lead_excluded_without_a_note_is_refused_or_a_breach() {
    let exclude = || Act::VerifyLead {
        lead_id: "L2".into(),
        evidence_digest: "evidence-of-L2".into(),
        outcome: Verified::Excluded,
        reason: Some(Exclusion::LawfulException),
        amount: fisc_model::Money(0),
        material: true,
        note: String::new(),
        evidence: Vec::new(),
    };
    let small = |policy: String| {
        let small = policy
            .lines()
            .map(|line| match line.starts_with("amount = \"") {
                true => "amount = \"150.00\"",
                false => line,
            });
        small.collect::<Vec<_>>().join("\n")
    };
    let mut w = World::under("cn", small);
    assert_eq!(w.refused("member", exclude()).rule, "material-lead-note");
    let mut w = World::under("county", small);
    w.ok("member", exclude());
    let breach = w.case().breaches().last().expect("a breach").clone();
    assert_eq!(
        (breach.rule.as_str(), breach.person.as_str()),
        ("material-lead-note", "member")
    );
}

#[test]
fn a_skipped_stage_needs_approval_and_own_work_never_gets_it() {
    let mut w = World::under("county", |policy| policy);
    w.found();
    w.put("member", "ED-1", DocumentKind::ExposureDraft, 1);
    let skip = decide(Stage::Exposure, Verdict::Approve, 1, &[("ED-1", 1)]);
    assert_eq!(w.refused("signer", skip.clone()).rule, "stage-order");
    let own = w.refused("head", except("stage-order", "head"));
    assert_eq!(own.rule, "own-exception");
    assert_eq!(
        w.refused("head", except("own-work", "member")).rule,
        "except-rule"
    );
    assert_eq!(
        w.refused("head", except("recused", "member")).rule,
        "except-rule"
    );
    assert_eq!(
        w.refused("leader", except("stage-order", "signer")).rule,
        "role"
    );
    w.ok("head", except("stage-order", "signer"));
    w.ok("signer", skip);
}

#[test]
fn where_the_policy_only_warns_the_step_answers_for_it() {
    let warn =
        |policy: String| policy.replace("stage-order = \"approve\"", "stage-order = \"warn\"");
    let mut w = World::under("county", warn);
    w.found();
    w.put("member", "ED-1", DocumentKind::ExposureDraft, 1);
    w.ok(
        "signer",
        decide(Stage::Exposure, Verdict::Approve, 1, &[("ED-1", 1)]),
    );
    let breach = w.case().breaches().last().expect("a breach").clone();
    let at = (breach.rule.as_str(), breach.stage, breach.person.as_str());
    assert_eq!(at, ("stage-order", Some(Stage::Leader), "signer"));
    assert_eq!(breach.finding.as_deref(), Some("F-1"));
}
