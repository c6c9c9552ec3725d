//! What a change does to what was signed.

use crate::world::*;
use fisc_model::Money;
use fisc_model::act::*;
use fisc_review::changes::since_signature;
use fisc_review::stages::Why;

fn amended(version: u32, change: impl Fn(&mut fisc_model::finding::Finding)) -> Act {
    let mut f = finding(version);
    change(&mut f);
    write(f)
}

fn standing(w: &mut World) -> Vec<Stage> {
    let f = w.case().finding("F-1").expect("F-1");
    f.stages.stands.keys().copied().collect()
}

fn last_why(w: &mut World) -> Why {
    let f = w.case().finding("F-1").expect("F-1");
    f.stages.voided.last().expect("voided").why.clone()
}

#[test]
fn a_new_version_voids_every_signature_and_says_so() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Publication);
    w.ok(
        "member",
        amended(2, |f| {
            f.facts = both("Two payments, of which one was returned.")
        }),
    );
    assert_eq!(standing(&mut w), []);
    let f = w.case().finding("F-1").expect("F-1").clone();
    assert_eq!(f.stages.voided.len(), 7);
    let by = f.versions[1].index;
    assert!(
        f.stages
            .voided
            .iter()
            .all(|v| v.by == by && v.why == Why::Amended { version: 2 })
    );
    let text = f.stages.voided[0].why.text();
    assert_eq!(text.en, "The finding was amended: version 2.");
    assert_eq!(text.zh, "审计发现已修改：第 2 版。");
    // A decision about the version that was signed before is refused.
    let old = decide(Stage::Leader, Verdict::Approve, 1, &[("WP-1", 1)]);
    assert_eq!(w.refused("leader", old).rule, "finding-version");
    // The exposure draft is not served again for a version that is no heavier.
    w.through(Stage::Publication);
    assert_eq!(standing(&mut w).len(), 7);
    let since = since_signature(w.case(), "F-1", "head").expect("F-1");
    assert_eq!((since.version, since.fields.len()), (Some(2), 0));
    assert_eq!(&w.refolded(), w.case());
}

#[test]
fn a_reviewer_sees_what_changed_since_they_signed() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Department);
    w.ok("member", amended(2, |f| f.amount = Money(250_00)));
    let since = since_signature(w.case(), "F-1", "reviewer").expect("F-1");
    assert_eq!(since.version, Some(1));
    let fields: Vec<_> = since
        .fields
        .iter()
        .map(|c| (c.field.as_str(), c.after.as_str()))
        .collect();
    assert_eq!(fields, [("amount", "250.00")]);
    assert_eq!(since.entries.len(), 1);
    let never = since_signature(w.case(), "F-1", "head").expect("F-1");
    assert!(never.signed.is_none() && never.entries.len() > 5);
    assert!(since_signature(w.case(), "F-9", "head").is_none());
}

#[test]
fn an_adjudicator_amends_and_another_signs() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Department);
    w.ok("adjudicator", amended(2, |f| f.amount = Money(200_00)));
    assert_eq!(
        standing(&mut w),
        [Stage::Leader, Stage::Exposure],
        "as the policy says"
    );
    let f = w.case().finding("F-1").expect("F-1").clone();
    let carried = &f.stages.stands[&Stage::Leader];
    assert_eq!((carried.signed, carried.version), (1, 2));
    w.through(Stage::Department);
    let own = decide(Stage::Adjudication, Verdict::Approve, 2, &[]);
    assert_eq!(w.refused("adjudicator", own.clone()).rule, "own-work");
    w.ok("adjudicator2", own);
    w.through(Stage::Publication);
    let new = amended(1, |f| f.id = "F-2".into());
    assert_eq!(w.refused("adjudicator", new).rule, "adjudicator-writes");
}

#[test]
fn what_is_heavier_goes_back_to_the_auditee() {
    for heavier in [
        amended(2, |f| f.fine = Some(Money(1_00))),
        amended(2, |f| f.evidence = Vec::new()),
    ] {
        let mut w = World::new();
        w.ok("member", confirm("L1", 100_00));
        w.ok("member2", confirm("L2", 200_00));
        w.ok("member", amended(1, |f| f.amount = Money(200_00)));
        w.through(Stage::Adjudication);
        w.ok("adjudicator", heavier);
        assert_eq!(standing(&mut w), [Stage::Leader]);
        assert_eq!(last_why(&mut w), Why::Heavier);
        let f = w.case().finding("F-1").expect("F-1").clone();
        assert!(f.exposed.is_none());
        w.put("member", "ED-1", DocumentKind::ExposureDraft, 2);
        w.ok(
            "signer",
            decide(Stage::Exposure, Verdict::Approve, 2, &[("ED-1", 2)]),
        );
        let early = decide(Stage::Department, Verdict::Approve, 2, &[]);
        assert_eq!(w.refused("reviewer", early.clone()).rule, "reply-awaited");
        w.seal("ED-1", 2);
        w.serve("ED-1", 2);
        assert_eq!(
            w.refused("reviewer", early.clone()).rule,
            "reply-awaited",
            "the old reply is no reply to this"
        );
        w.reply(true);
        w.ok("reviewer", early);
    }
}

#[test]
fn a_document_or_a_lead_or_a_key_that_changes_voids_what_was_signed() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Head);
    w.put("member", "R-1", DocumentKind::Report, 2);
    assert_eq!(standing(&mut w).len(), 5);
    assert!(matches!(last_why(&mut w), Why::Document { version: 2, .. }));
    w.through(Stage::Head);

    let from = w.now - chrono::Duration::seconds(30);
    let revoke = Act::RevokeKey {
        id: "adjudicator".into(),
        key: w.keys["adjudicator"].public().to_string(),
        from,
        reason: "the token was lost".into(),
    };
    w.ok("owner", revoke);
    assert_eq!(standing(&mut w).len(), 6, "what it signed before stands");

    let recuse = Act::Recuse {
        id: "recorder".into(),
        auditee: AUDITEE.into(),
        reason: "a relative works there".into(),
    };
    w.ok("recorder", recuse);
    assert_eq!(standing(&mut w).len(), 4);
    assert_eq!(
        last_why(&mut w),
        Why::Recused {
            person: "recorder".into()
        }
    );

    w.ok("member", confirm("L1", 100_00));
    assert_eq!(standing(&mut w).len(), 4, "the same again changes nothing");
    w.ok("member", confirm("L1", 90_00));
    assert_eq!(standing(&mut w), []);
    assert_eq!(last_why(&mut w), Why::Lead { lead: "L1".into() });
}

#[test]
fn a_key_revoked_from_before_a_signature_takes_it_along() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Leader);
    let revoke = Act::RevokeKey {
        id: "leader".into(),
        key: w.keys["leader"].public().to_string(),
        from: w.now,
        reason: "the token was lost".into(),
    };
    w.ok("owner", revoke);
    assert_eq!(standing(&mut w), []);
    assert_eq!(
        last_why(&mut w),
        Why::KeyRevoked {
            person: "leader".into()
        }
    );
}

#[test]
fn a_withdrawn_finding_keeps_its_number_and_ends() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Exposure);
    let withdraw = Act::WithdrawFinding {
        finding: "F-1".into(),
        reason: "explained".into(),
    };
    w.ok("leader", withdraw);
    assert_eq!(standing(&mut w), []);
    assert_eq!(w.refused("member", amended(2, |_| {})).rule, "withdrawn");
    assert_eq!(w.refused("member", amended(1, |_| {})).rule, "version");
}
