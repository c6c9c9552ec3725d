//! The release gate: red and green for each item, and who is to act.

use crate::world::*;
use fisc_model::Money;
use fisc_model::act::*;
use fisc_review::gate::{Check, Item, gate, gates};

/// Items that are not in order, with the roles that act.
fn open(w: &mut World) -> Vec<(Item, &'static [Role])> {
    let today = fisc_review::day(w.now);
    let case = w.case();
    let gate = gate(case, case.finding("F-1").expect("F-1"), today);
    assert_eq!(gate.open(), gate.checks.iter().all(|c| c.green));
    for c in &gate.checks {
        let text = format!("{} {}", c.text.en, c.text.zh);
        assert!(!text.contains('{') && c.text.en != c.text.zh, "{text}");
        assert_eq!(c.green, c.who.is_empty(), "{c:?}");
    }
    let red = gate.checks.into_iter().filter(|c| !c.green);
    red.map(|c| (c.item, c.who)).collect()
}

fn one(w: &mut World, item: Item) -> Check {
    let today = fisc_review::day(w.now);
    let case = w.case();
    let gate = gate(case, case.finding("F-1").expect("F-1"), today);
    gate.checks
        .into_iter()
        .find(|c| c.item == item)
        .expect("asked")
}

fn plan(w: &mut World) {
    let act = Act::PlanRectification {
        finding: "F-1".into(),
        class: RectificationClass::AtOnce,
        due: day("2026-03-31"),
    };
    w.ok("member", act);
}

#[test]
fn it_opens_when_the_last_item_is_in_order() {
    let mut w = World::new();
    assert!(gates(w.case(), day("2026-01-05")).is_empty());
    w.found();
    let all = open(&mut w);
    // Evidence, returns, hearing and disputes are in order from the beginning.
    assert_eq!(all.len(), Stage::ALL.len() + 3);
    assert_eq!(all[0], (Item::Signed(Stage::Leader), &[Role::Leader][..]));
    assert!(
        one(&mut w, Item::Signed(Stage::Head))
            .text
            .en
            .contains("Comes after")
    );
    for stage in Stage::ALL {
        w.through(stage);
        let red = open(&mut w);
        assert!(red.iter().all(|(item, _)| match item {
            Item::Signed(s) => *s > stage,
            _ => true,
        }));
        let asked = |item| red.iter().any(|(i, _)| *i == item);
        assert_eq!(asked(Item::Reply), stage < Stage::Exposure, "{stage}");
        assert_eq!(asked(Item::Served), stage < Stage::Publication, "{stage}");
    }
    let team: &[Role] = &[Role::Leader, Role::Member];
    assert_eq!(open(&mut w), [(Item::Rectification, team)]);
    plan(&mut w);
    assert_eq!(open(&mut w), []);
    assert!(
        gates(w.case(), day("2026-06-01"))
            .iter()
            .all(fisc_review::gate::Gate::open)
    );
}

#[test]
fn a_change_shuts_it_again() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Publication);
    plan(&mut w);
    assert_eq!(open(&mut w), []);
    // Other rows than those that were verified.
    let mut changed = lead("L2", 20_000);
    changed.evidence_digest = "other".into();
    leads_file(w.folder.path(), &[lead("L1", 10_000), changed]);
    w.office.reload_leads().expect("leads");
    assert_eq!(open(&mut w)[0].0, Item::Evidence);
    leads_file(w.folder.path(), &[lead("L1", 10_000), lead("L2", 20_000)]);
    w.office.reload_leads().expect("leads");
    assert_eq!(open(&mut w), []);
    // A heavier version voids what was signed and was never served.
    let mut heavier = finding(2);
    heavier.fine = Some(Money(10_000_000_000));
    w.ok("member", write(heavier));
    let red: Vec<Item> = open(&mut w).into_iter().map(|(i, _)| i).collect();
    for item in [
        Item::Hearing,
        Item::Served,
        Item::Signed(Stage::Publication),
    ] {
        assert!(red.contains(&item), "{item:?} {red:?}");
    }
    let text = one(&mut w, Item::Signed(Stage::Leader)).text;
    assert!(
        text.en.contains("voided") && text.zh.contains("失效"),
        "{text:?}"
    );
}

#[test]
fn what_was_sent_back_and_what_is_in_dispute_holds_it() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Exposure);
    w.ok(
        "reviewer",
        decide(Stage::Department, Verdict::Return, 1, &[]),
    );
    assert!(open(&mut w).iter().any(|(i, _)| *i == Item::Returned));
    let act = Act::Dispute {
        dispute: "D-1".into(),
        finding: "F-1".into(),
        stage: Stage::Department,
        text: "the evidence is complete".into(),
    };
    w.ok("leader", act);
    let by: &[Role] = &[Role::Adjudicator];
    assert!(open(&mut w).contains(&(Item::Disputes, by)));
    let act = Act::Rule {
        dispute: "D-1".into(),
        upheld: false,
        reason: "it is".into(),
    };
    w.ok("adjudicator", act);
    let red = open(&mut w);
    assert!(
        red.iter()
            .all(|(i, _)| !matches!(i, Item::Disputes | Item::Returned)),
        "{red:?}"
    );
}

#[test]
fn an_objection_is_answered_and_silence_counts_after_the_term() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Leader);
    w.put("member", "ED-1", DocumentKind::ExposureDraft, 1);
    w.ok(
        "signer",
        decide(Stage::Exposure, Verdict::Approve, 1, &[("ED-1", 1)]),
    );
    w.seal("ED-1", 1);
    w.serve("ED-1", 1);
    assert!(!one(&mut w, Item::Reply).green);
    let case = w.case();
    let f = case.finding("F-1").expect("F-1");
    let later = fisc_review::gate::gate(case, f, day("2026-03-31"));
    let silent = later.checks.iter().find(|c| c.item == Item::Reply);
    assert!(silent.is_some_and(|c| c.green && c.text.en.contains("no objection")));
    w.reply(false);
    assert!(one(&mut w, Item::Reply).text.en.contains("has no answer"));
    let act = Act::AnswerReply {
        finding: "F-1".into(),
        taken: true,
        reason: "right".into(),
    };
    w.ok("member", act);
    assert!(one(&mut w, Item::Reply).text.en.contains("was taken"));
}

#[test]
fn each_release_is_approved_by_its_own_document_and_once() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Publication);
    let approve =
        |documents: &[(&str, u32)]| decide(Stage::Publication, Verdict::Approve, 1, documents);
    assert_eq!(w.refused("publisher", approve(&[])).rule, "already-signed");
    // A report is no release.
    let report = approve(&[("R-1", 1)]);
    assert_eq!(w.refused("publisher", report).rule, "already-signed");
    for release in ["release-1", "release-2"] {
        w.put("member", release, DocumentKind::Release, 1);
        w.ok("publisher", approve(&[(release, 1)]));
        let again = approve(&[(release, 1)]);
        assert_eq!(w.refused("publisher", again).rule, "already-signed");
    }
    let stands = &w.case().finding("F-1").expect("F-1").stages;
    let publication = &stands.stands[&Stage::Publication];
    assert_eq!(publication.documents.get("release-2"), Some(&1));
    assert_eq!(stands.voided, [], "what was published stays approved");
}
