//! A referred matter leaves no trace for others.

use crate::world::*;
use fisc_model::Money;
use fisc_model::act::*;
use fisc_model::finding::Attachment;
use fisc_review::OfficeError;
use fisc_store::Log;

fn paper(w: &mut World) -> Attachment {
    let sha256 = w.office.attach(Log::Referrals, b"referral").expect("kept");
    Attachment {
        name: "referral.pdf".into(),
        sha256,
        sm3: None,
    }
}

#[test]
fn a_referral_is_known_to_who_keeps_it_and_to_nobody_else() {
    let mut w = World::new();
    let paper = paper(&mut w);
    let refer = Act::Refer {
        referral: "Y-1".into(),
        to: "the discipline commission".into(),
        matter: "forged acceptance reports".into(),
        amount: Money(10_000),
        leads: vec!["L1".into()],
        paper: paper.clone(),
    };
    let before = w.case().clone();
    w.ok("keeper", refer.clone());
    let set_aside = Act::VerifyLead {
        lead_id: "L1".into(),
        evidence_digest: "evidence-of-L1".into(),
        outcome: Verified::Excluded,
        reason: Some(Exclusion::Referred),
        amount: Money(0),
        material: false,
        note: "referred".into(),
        evidence: Vec::new(),
    };
    w.ok("keeper", set_aside.clone());
    let document = Document {
        id: "Y-1".into(),
        kind: DocumentKind::Referral,
        version: 1,
        file: paper,
        findings: [].into(),
    };
    w.ok("keeper", Act::PutDocument { document });
    // Somebody else tries, and leaves the trace there too.
    for act in [refer, set_aside] {
        let outcome = w.submit("member", act);
        assert!(matches!(outcome, Err(OfficeError::Refused(r)) if r.rule == "role"));
    }
    assert_eq!(w.case(), &before, "not one thing is different");
    assert!(!format!("{:?}", w.case()).contains("forged acceptance"));
    let kept = w.office.referrals("keeper").expect("kept");
    assert_eq!(kept.referrals().count(), 1);
    assert_eq!((kept.refused().len(), kept.unlawful().len()), (2, 0));
    assert!(kept.document("Y-1").is_some());
    assert!(w.office.referrals("head").is_err());
    let today = fisc_review::day(w.now);
    assert_eq!(w.office.queue("member", today).expect("a queue").len(), 2);
    // Asking for the document by its name says no more than asking for one that is not there.
    let enter = |document: &str, scan: Attachment| Act::EnterPaper {
        document: document.into(),
        version: 1,
        scan,
        sealed_by: "head".into(),
        sealed_on: day("2026-03-01"),
    };
    let scan = w.attach("scan.pdf");
    let there = w.refused("member", enter("Y-1", scan.clone()));
    let not_there = w.refused("member", enter("Y-2", scan));
    assert_eq!(there.en.replace("Y-1", "Y-2"), not_there.en);
}

#[test]
fn taking_the_role_back_leaves_what_was_referred() {
    let mut w = World::new();
    let paper = paper(&mut w);
    let refer = |id: &str| Act::Refer {
        referral: id.into(),
        to: "the prosecutor".into(),
        matter: "embezzlement".into(),
        amount: Money(10_000),
        leads: Vec::new(),
        paper: paper.clone(),
    };
    w.ok("keeper", refer("Y-1"));
    let take = Act::Unassign {
        id: "keeper".into(),
        role: Role::Referrer,
    };
    w.ok("owner", take);
    assert!(w.office.request("keeper", refer("Y-2"), w.now).is_err());
    let give = Act::Assign {
        id: "head".into(),
        role: Role::Referrer,
        auditee: None,
    };
    w.ok("owner", give);
    let mut again = fisc_review::Office::open(w.folder.path()).expect("opened");
    let kept = again.referrals("head").expect("kept");
    assert_eq!((kept.referrals().count(), kept.unlawful().len()), (1, 0));
}

#[test]
fn publication_leaves_out_what_rests_on_a_referred_lead() {
    let mut w = World::new();
    w.found();
    assert!(w.office.silent().expect("a record").is_empty());
    let paper = paper(&mut w);
    let refer = Act::Refer {
        referral: "Y-1".into(),
        to: "the discipline commission".into(),
        matter: "forged acceptance reports".into(),
        amount: Money(10_000),
        leads: vec!["L1".into()],
        paper,
    };
    w.ok("keeper", refer);
    let silent = w.office.silent().expect("a record");
    assert_eq!(silent.into_iter().collect::<Vec<_>>(), ["F-1"]);
}
