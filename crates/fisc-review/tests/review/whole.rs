//! One finding from its leads to publication and rectification, with reply, dispute and ruling.

use crate::world::*;
use fisc_model::Money;
use fisc_model::act::*;
use fisc_review::queue::Kind;

#[test]
fn from_lead_to_publication_and_rectification() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Publication);
    let case = w.case();
    let f = case.finding("F-1").expect("F-1");
    assert_eq!(f.stages.next(), None);
    assert_eq!((f.stages.voided.len(), f.stages.returns.len()), (0, 0));
    assert!(case.breaches().is_empty(), "{:?}", case.breaches());
    assert!(case.unlawful().is_empty() && case.refused().is_empty());
    assert_eq!(f.stages.stands[&Stage::Head].documents["R-1"], 1);

    let plan = |due: &str| Act::PlanRectification {
        finding: "F-1".into(),
        class: RectificationClass::AtOnce,
        due: day(due),
    };
    assert_eq!(
        w.refused("member", plan("2026-12-31")).rule,
        "rectification-due"
    );
    w.ok("member", plan("2026-03-31"));
    let rectified = |to_treasury| Rectified {
        to_treasury: Money(to_treasury),
        ..Rectified::default()
    };
    let on = fisc_review::day(w.now);
    let report = Act::ReportRectification {
        finding: "F-1".into(),
        rectified: rectified(250_00),
        text: "paid".into(),
        on,
        papers: Vec::new(),
    };
    w.ok("auditee", report);
    let verify = |amount, closed| Act::VerifyRectification {
        finding: "F-1".into(),
        rectified: rectified(amount),
        closed,
        text: "seen".into(),
    };
    assert_eq!(
        w.refused("member", verify(251_00, true)).rule,
        "rectified-above"
    );
    assert_eq!(w.case().overdue(day("2026-04-01")).count(), 1);
    w.ok("member", verify(250_00, true));
    assert_eq!(w.case().overdue(day("2026-04-01")).count(), 0);
    assert_eq!(
        w.refused("member", verify(250_00, true)).rule,
        "nothing-reported"
    );
    let look = |holds| Act::LookBack {
        finding: "F-1".into(),
        on,
        holds,
        text: "it came back".into(),
    };
    w.ok("member2", look(false));
    let plan = w
        .case()
        .finding("F-1")
        .and_then(|f| f.rectification.clone());
    assert!(!plan.expect("planned").closed(), "reopened");
    let queue = w
        .office
        .queue("auditee", day("2026-04-01"))
        .expect("a queue");
    assert_eq!(
        (queue[0].kind, queue[0].overdue),
        (Kind::ReportRectification, true)
    );
    let refolded = w.refolded();
    assert_eq!(&refolded, w.case());
}

#[test]
fn the_queue_names_each_next_step_for_who_takes_it() {
    let mut w = World::new();
    let kinds = |w: &mut World, person: &str| -> Vec<Kind> {
        let today = fisc_review::day(w.now);
        let queue = w.office.queue(person, today).expect("a queue");
        queue.into_iter().map(|t| t.kind).collect()
    };
    assert_eq!(
        kinds(&mut w, "member"),
        [Kind::VerifyLead, Kind::VerifyLead]
    );
    w.ok("member", confirm("L1", 100_00));
    assert_eq!(
        kinds(&mut w, "member2"),
        [Kind::VerifyLead, Kind::WriteFinding]
    );
    w.ok("member", confirm("L2", 200_00));
    w.ok("member", write(finding(1)));
    assert_eq!(kinds(&mut w, "member"), []);
    for stage in Stage::ALL {
        let (person, _) = usual(stage);
        if stage == Stage::Publication {
            assert_eq!(kinds(&mut w, "member"), [Kind::Serve]);
            assert_eq!(kinds(&mut w, "publisher"), [], "not served yet");
        } else {
            assert_eq!(kinds(&mut w, person), [Kind::Decide], "{stage}");
        }
        w.through(stage);
        assert!(!kinds(&mut w, person).contains(&Kind::Decide), "{stage}");
    }
    assert_eq!(kinds(&mut w, "member"), [Kind::PlanRectification]);
    leads_file(w.folder.path(), &[lead("L1", 100_00)]);
    let mut changed = lead("L2", 200_00);
    changed.evidence_digest = "other".into();
    leads_file(w.folder.path(), &[lead("L1", 100_00), changed]);
    w.office.reload_leads().expect("leads");
    assert!(kinds(&mut w, "member").contains(&Kind::VerifyLeadAgain));
    assert_eq!(kinds(&mut w, "nobody"), []);
}

#[test]
fn a_dispute_is_ruled_by_the_next_level_and_not_by_a_party() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Exposure);
    let dispute = |id: &str| Act::Dispute {
        dispute: id.into(),
        finding: "F-1".into(),
        stage: Stage::Department,
        text: "the criterion fits".into(),
    };
    assert_eq!(w.refused("leader", dispute("D-1")).rule, "dispute-nothing");
    w.ok(
        "reviewer",
        decide(Stage::Department, Verdict::Return, 1, &[]),
    );
    let early = decide(Stage::Adjudication, Verdict::Approve, 1, &[]);
    assert_eq!(w.refused("adjudicator", early).rule, "returned");
    w.ok("leader", dispute("D-1"));
    let say = Act::Say {
        dispute: "D-1".into(),
        text: "it does not".into(),
    };
    w.ok("reviewer", say);
    let rule = |upheld| Act::Rule {
        dispute: "D-1".into(),
        upheld,
        reason: "it fits".into(),
    };
    assert_eq!(w.refused("reviewer", rule(true)).rule, "role");
    let second = Act::Assign {
        id: "leader".into(),
        role: Role::Adjudicator,
        auditee: None,
    };
    w.ok("owner", second);
    assert_eq!(w.refused("leader", rule(false)).rule, "party-rules");
    let again = decide(Stage::Department, Verdict::Approve, 1, &[]);
    assert_eq!(w.refused("reviewer", again).rule, "open-dispute");
    w.ok("adjudicator2", rule(false));
    assert_eq!(w.refused("adjudicator2", rule(true)).rule, "dispute-ruled");
    let f = w.case().finding("F-1").expect("F-1").clone();
    let signature = &f.stages.stands[&Stage::Department];
    assert!(signature.ruling && signature.person == "adjudicator2");
    w.through(Stage::Publication);
    // An approval that is overruled falls, and with it every later one.
    let dispute = Act::Dispute {
        dispute: "D-2".into(),
        finding: "F-1".into(),
        stage: Stage::Adjudication,
        text: "the amount is wrong".into(),
    };
    w.ok("member2", dispute);
    let rule = Act::Rule {
        dispute: "D-2".into(),
        upheld: false,
        reason: "it is".into(),
    };
    w.ok("head", rule);
    let f = w.case().finding("F-1").expect("F-1").clone();
    assert_eq!(f.stages.next(), Some(Stage::Adjudication));
    assert_eq!(f.stages.voided.len(), 4);
    assert_eq!(&w.refolded(), w.case());
}

#[test]
fn the_conference_is_left_out_only_by_the_head() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Adjudication);
    let otherwise = |stage| Act::Decide {
        stage,
        verdict: Verdict::Approve,
        findings: [("F-1".to_string(), 1)].into(),
        documents: [].into(),
        opinion: String::new(),
        authorised_otherwise: Some("no important matter".into()),
    };
    assert_eq!(
        w.refused("recorder", otherwise(Stage::Conference)).rule,
        "role"
    );
    assert_eq!(
        w.refused("head", otherwise(Stage::Head)).rule,
        "authorised-where"
    );
    let without = decide(Stage::Conference, Verdict::Approve, 1, &[]);
    assert_eq!(w.refused("recorder", without).rule, "stage-document");
    w.ok("head", otherwise(Stage::Conference));
    w.through(Stage::Publication);
    let f = w.case().finding("F-1").expect("F-1").clone();
    assert!(
        f.stages.stands[&Stage::Conference]
            .authorised_otherwise
            .is_some()
    );
}
