//! What is refused in signing, in the words that a person reads, each with an entry of its own.

use crate::world::*;
use chrono::Duration;
use fisc_model::Money;
use fisc_model::act::*;
use fisc_record::envelope::Envelope;
use fisc_record::statement::Subject;
use fisc_review::{OfficeError, Refusal};
use std::fmt::Write;

struct Said(String);

impl Said {
    fn add(&mut self, name: &str, r: &Refusal) {
        let _ = writeln!(self.0, "## {name}\n{}\n{}\n{}\n", r.rule, r.en, r.zh);
    }
}

fn put(w: &mut World, envelope: &Envelope) -> Refusal {
    let before = w.case().refused().len();
    let size = w.case().size();
    let outcome = w.office.submit(envelope, w.now);
    let refusal = match outcome {
        Err(OfficeError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let case = w.case();
    assert_eq!((case.refused().len(), case.size()), (before + 1, size + 1));
    let last = case.refused().last().expect("on record").clone();
    assert_eq!(
        (last.rule.as_str(), last.envelope),
        (refusal.rule, envelope.digest())
    );
    assert!(last.text.contains(&refusal.zh));
    refusal
}

#[test]
fn each_refusal_has_its_words_and_its_entry() {
    let mut said = Said(String::new());
    let mut w = World::new();
    w.found();
    let give = |id: &str, role| Act::Assign {
        id: id.into(),
        role,
        auditee: None,
    };
    w.ok("owner", give("member", Role::Leader));
    w.put("member2", "WP-1", DocumentKind::WorkingPaper, 1);
    let leader = decide(Stage::Leader, Verdict::Approve, 1, &[("WP-1", 1)]);
    said.add("one's own finding", &w.refused("member", leader.clone()));

    let years = Act::Service {
        id: "leader".into(),
        auditee: AUDITEE.into(),
        role: Role::Leader,
        years: vec![2020, 2021, 2022, 2023, 2024],
    };
    w.ok("owner", years);
    said.add("a rotated-out leader", &w.refused("leader", leader.clone()));
    w.ok("owner", give("inside", Role::Leader));
    w.ok("inside", leader);

    w.put("member", "ED-1", DocumentKind::ExposureDraft, 1);
    w.ok(
        "signer",
        decide(Stage::Exposure, Verdict::Approve, 1, &[("ED-1", 1)]),
    );
    w.serve("ED-1", 1);
    let department = decide(Stage::Department, Verdict::Approve, 1, &[]);
    said.add(
        "before the auditee has replied",
        &w.refused("reviewer", department.clone()),
    );
    w.reply(true);
    w.ok("owner", give("member2", Role::Reviewer));
    said.add(
        "a member of the team as reviewer",
        &w.refused("member2", department.clone()),
    );
    said.add(
        "a reviewer of another office",
        &w.refused("lent", department.clone()),
    );
    w.ok("reviewer", department);

    let adjudication = decide(Stage::Adjudication, Verdict::Approve, 1, &[]);
    w.ok("owner", give("reviewer", Role::Adjudicator));
    said.add(
        "an adjudicator of the same department",
        &w.refused("reviewer", adjudication.clone()),
    );
    let head = decide(Stage::Head, Verdict::Approve, 1, &[]);
    said.add("a skipped stage", &w.refused("head", head));
    let recuse = Act::Recuse {
        id: "adjudicator2".into(),
        auditee: AUDITEE.into(),
        reason: "a former employer".into(),
    };
    w.ok("owner", recuse);
    said.add(
        "somebody who has withdrawn",
        &w.refused("adjudicator2", adjudication.clone()),
    );

    // A request made before the rows changed.
    let stale = w.statement("adjudicator", adjudication.clone());
    let mut changed = lead("L2", 200_00);
    changed.evidence_digest = "other rows".into();
    leads_file(w.folder.path(), &[lead("L1", 100_00), changed]);
    w.office.reload_leads().expect("leads");
    w.now += Duration::minutes(1);
    let envelope = w.sign(&stale, "adjudicator");
    said.add("a stale finding", &put(&mut w, &envelope));
    leads_file(w.folder.path(), &[lead("L1", 100_00), lead("L2", 200_00)]);
    w.office.reload_leads().expect("leads");

    let mut other = w.statement("adjudicator", adjudication.clone());
    other.predicate.engagement = "e2".into();
    let envelope = w.sign(&other, "adjudicator");
    said.add(
        "a statement for another engagement",
        &put(&mut w, &envelope),
    );

    let mut broken = w.statement("adjudicator", adjudication.clone());
    let name = broken.subject[0].name.clone();
    broken.subject[0] = Subject::of(name, b"another text", false);
    let envelope = w.sign(&broken, "adjudicator");
    said.add("a digest of something else", &put(&mut w, &envelope));

    let fine = w.statement("adjudicator", adjudication.clone());
    let mut forged = w.sign(&fine, "adjudicator");
    forged.signatures[0].keyid = key(10).public().id();
    said.add("a forged keyid", &put(&mut w, &forged));
    let fine = w.statement("adjudicator", adjudication.clone());
    let mut forged = w.sign(&fine, "leader");
    forged.signatures[0].keyid = w.keys["adjudicator"].public().id();
    said.add(
        "another's signature under one's keyid",
        &put(&mut w, &forged),
    );
    let fine = w.statement("adjudicator", adjudication.clone());
    let envelope = w.sign(&fine, "leader");
    said.add("another's key", &put(&mut w, &envelope));
    let mut nobody = w.statement("adjudicator", adjudication.clone());
    nobody.predicate.person = "nobody".into();
    let envelope = w.sign(&nobody, "adjudicator");
    said.add("somebody who is not enrolled", &put(&mut w, &envelope));
    let nothing = Envelope::sign(b"{}".to_vec(), &key(10));
    said.add("something else", &put(&mut w, &nothing));
    let mut future = w.statement("adjudicator", adjudication.clone());
    future.predicate.at += Duration::hours(2);
    let envelope = w.sign(&future, "adjudicator");
    said.add("a clock ahead", &put(&mut w, &envelope));

    let good = w.statement("adjudicator", adjudication.clone());
    let envelope = w.sign(&good, "adjudicator");
    w.office.submit(&envelope, w.now).expect("good");
    said.add("a replayed envelope", &put(&mut w, &envelope));
    said.add("signing twice", &w.refused("adjudicator", adjudication));

    let revoke = Act::RevokeKey {
        id: "head".into(),
        key: w.keys["head"].public().to_string(),
        from: w.now,
        reason: "lost".into(),
    };
    w.ok("owner", revoke);
    let late = w.statement("head", decide(Stage::Head, Verdict::Approve, 1, &[]));
    let envelope = w.sign(&late, "head");
    said.add("a revoked key", &put(&mut w, &envelope));
    insta::assert_snapshot!(said.0);
    assert_eq!(&w.refolded(), w.case());
}

#[test]
fn leads_and_findings_are_held_to_what_is_there() {
    let mut w = World::new();
    let mut f = finding(1);
    assert_eq!(
        w.refused("member", write(f.clone())).rule,
        "lead-not-confirmed"
    );
    assert_eq!(
        w.refused("member", confirm("L1", 100_01)).rule,
        "amount-above-lead"
    );
    assert_eq!(w.refused("member", confirm("L1", -1)).rule, "lead-amount");
    assert_eq!(w.refused("adjudicator", confirm("L1", 1)).rule, "role");
    assert_eq!(w.refused("member", confirm("L9", 1)).rule, "unknown-lead");
    w.ok("member", confirm("L1", 100_00));
    w.ok("member", confirm("L2", 200_00));
    let cases: [(&str, fn(&mut fisc_model::finding::Finding)); 10] = [
        ("version", |f| f.version = 2),
        ("version", |f| f.version = 0),
        ("finding-criterion", |f| f.criteria.clear()),
        ("finding-basis", |f| f.leads.clear()),
        ("finding-leads-order", |f| f.leads.reverse()),
        ("amount-above-leads", |f| f.amount = Money(300_01)),
        ("finding-amount", |f| f.fine = Some(Money(-1))),
        ("finding-empty", |f| f.facts = both(" ")),
        ("lead-evidence", |f| {
            f.leads[0].evidence_digest = "other".into()
        }),
        ("id", |f| f.id = "../F".into()),
    ];
    for (rule, change) in cases {
        let mut wrong = f.clone();
        change(&mut wrong);
        assert_eq!(w.refused("member", write(wrong)).rule, rule);
    }
    w.ok("member", write(f.clone()));
    f.id = "F-2".into();
    w.ok("member", write(f));
    let breach = w.case().breaches().last().expect("a breach").clone();
    assert_eq!(breach.rule, "lead-used-twice");
    let missing = Act::EnterPaper {
        document: "WP-1".into(),
        version: 1,
        scan: fisc_model::finding::Attachment {
            name: "scan.pdf".into(),
            sha256: "0".repeat(64),
            sm3: None,
        },
        sealed_by: "head".into(),
        sealed_on: day("2026-03-01"),
    };
    w.put("member", "WP-1", DocumentKind::WorkingPaper, 1);
    assert_eq!(w.refused("member", missing).rule, "attachment-missing");
}

#[test]
fn who_entered_a_scan_does_not_compare_it() {
    let mut w = World::new();
    w.found();
    w.put("member", "WP-1", DocumentKind::WorkingPaper, 1);
    let scan = w.attach("scan.pdf");
    let check = |agrees| Act::CheckPaper {
        scan: scan.sha256.clone(),
        agrees,
        note: String::new(),
    };
    assert_eq!(w.refused("member2", check(true)).rule, "unknown-paper");
    let enter = Act::EnterPaper {
        document: "WP-1".into(),
        version: 1,
        scan: scan.clone(),
        sealed_by: "auditee".into(),
        sealed_on: day("2026-03-01"),
    };
    w.ok("member", enter.clone());
    assert_eq!(w.refused("member", enter).rule, "paper-twice");
    assert_eq!(w.refused("member", check(true)).rule, "second-person");
    assert_eq!(w.refused("member2", check(false)).rule, "blank");
    w.ok("member2", check(true));
    assert_eq!(w.refused("leader", check(true)).rule, "paper-checked");
}
