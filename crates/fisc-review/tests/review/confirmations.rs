//! Confirmations of a release's items: who may, over what, and what makes them void.

use crate::world::*;
use chrono::Duration;
use fisc_model::act::*;
use fisc_record::statement::Subject;
use fisc_review::confirmations::{Content, Holds};
use std::collections::BTreeMap;

fn item(w: &mut World, role: Role, item: &str, version: u32) -> Act {
    Act::ConfirmRelease {
        release: 1,
        item: item.into(),
        role,
        findings: BTreeMap::from([("F-1".into(), version)]),
        content: w.attach("content.sha256"),
        objection: String::new(),
    }
}

fn ready() -> World {
    let mut w = World::new();
    w.found();
    w.through(Stage::Head);
    w
}

#[test]
fn who_answers_for_an_item_confirms_it_in_that_role() {
    let mut w = ready();
    for (person, role, name) in [
        ("publisher", Role::Publisher, "secrecy"),
        ("leader", Role::Leader, "meaning"),
        ("adjudicator", Role::Adjudicator, "facts"),
    ] {
        let act = item(&mut w, role, name, 1);
        w.ok(person, act);
    }
    let case = w.case();
    let said: Vec<(&str, Role, &str, bool)> = case
        .confirmations()
        .iter()
        .map(|c| (c.person.as_str(), c.role, c.item.as_str(), c.void.is_none()))
        .collect();
    assert_eq!(
        said,
        [
            ("publisher", Role::Publisher, "secrecy", true),
            ("leader", Role::Leader, "meaning", true),
            ("adjudicator", Role::Adjudicator, "facts", true),
        ]
    );
    let digest = fisc_model::digest::sha256_hex(b"content.sha256");
    assert!(
        case.confirmations()
            .iter()
            .all(|c| c.content.sha256 == digest)
    );
    let now = case.clone();
    assert_eq!(w.refolded(), now);
}

#[test]
fn what_was_said_holds_for_the_content_it_was_said_of() {
    let mut w = ready();
    let content = Content {
        release: 1,
        findings: BTreeMap::from([("F-1".into(), 1)]),
        // What the file is that the world attaches under a name.
        list: b"content.sha256".to_vec(),
    };
    let held = |w: &mut World, content: &Content| {
        let last = w.case().last_said(1, "secrecy", Role::Publisher);
        last.map(|c| c.holds(content))
    };
    assert_eq!(held(&mut w, &content), None);
    let list = w.attach("content.sha256");
    let object = content.act(
        "secrecy",
        Role::Publisher,
        list.clone(),
        "a name stands in it",
    );
    w.ok("publisher", object);
    assert_eq!(held(&mut w, &content), Some(Holds::Objects));
    let confirm = content.act("secrecy", Role::Publisher, list, "");
    assert_eq!(confirm, item(&mut w, Role::Publisher, "secrecy", 1));
    w.ok("publisher", confirm);
    assert_eq!(held(&mut w, &content), Some(Holds::Confirms));
    let mut other = content.clone();
    other.list.push(b'\n');
    assert_eq!(held(&mut w, &other), Some(Holds::Older));
    let mut other = content.clone();
    other.findings.insert("F-1".into(), 2);
    assert_eq!(held(&mut w, &other), Some(Holds::Older));
    let nobody = w.case().last_said(1, "secrecy", Role::Leader);
    assert!(nobody.is_none() && w.case().last_said(2, "secrecy", Role::Publisher).is_none());
    let recuse = Act::Recuse {
        id: "publisher".into(),
        auditee: AUDITEE.into(),
        reason: "kin".into(),
    };
    w.ok("publisher", recuse);
    assert_eq!(held(&mut w, &content), Some(Holds::Void));
    let read = Content {
        list: b"aa  index.html\nbb  data/a  b.csv\n".to_vec(),
        ..content
    };
    let files: Vec<(&str, &str)> = read.files().collect();
    assert_eq!(files, [("index.html", "aa"), ("data/a  b.csv", "bb")]);
}

#[test]
fn others_do_not() {
    let mut w = ready();
    let act = item(&mut w, Role::Publisher, "secrecy", 1);
    assert_eq!(w.refused("leader", act.clone()).rule, "role");
    assert_eq!(
        w.refused("publisher", {
            let Act::ConfirmRelease {
                mut findings,
                content,
                ..
            } = act.clone()
            else {
                panic!()
            };
            findings.insert("F-1".into(), 2);
            Act::ConfirmRelease {
                release: 1,
                item: "secrecy".into(),
                role: Role::Publisher,
                findings,
                content,
                objection: String::new(),
            }
        })
        .rule,
        "finding-version"
    );
    let odd = item(&mut w, Role::Owner, "secrecy", 1);
    assert_eq!(w.refused("owner", odd).rule, "confirm-role");
    let odd = item(&mut w, Role::Publisher, "no item", 1);
    assert_eq!(w.refused("publisher", odd).rule, "id");
    // Nobody confirms what they wrote, in any role.
    w.ok(
        "owner",
        Act::Assign {
            id: "member".into(),
            role: Role::Publisher,
            auditee: None,
        },
    );
    assert_eq!(w.refused("member", act.clone()).rule, "own-work");
    // Who has withdrawn from the auditee has withdrawn from this too.
    let recuse = Act::Recuse {
        id: "publisher".into(),
        auditee: AUDITEE.into(),
        reason: "kin".into(),
    };
    w.ok("publisher", recuse);
    assert_eq!(w.refused("publisher", act).rule, "recused");
}

#[test]
fn the_adjudicator_stands_as_far_apart_as_at_the_stage() {
    let mut w = ready();
    let act = item(&mut w, Role::Adjudicator, "facts", 1);
    assert_eq!(
        w.refused("inside", act).rule,
        "adjudicator-same-department",
        "of the team's department"
    );
}

#[test]
fn it_is_over_exactly_what_was_read() {
    let mut w = ready();
    let act = item(&mut w, Role::Publisher, "secrecy", 1);
    let mut other = w.statement("publisher", act);
    let at = other
        .subject
        .iter()
        .position(|s| s.name.starts_with("attachment/"));
    let at = at.expect("the list is a subject");
    let name = other.subject[at].name.clone();
    other.subject[at] = Subject::of(name, b"another list", false);
    w.now += Duration::minutes(1);
    let envelope = w.sign(&other, "publisher");
    let refused = w.office.submit(&envelope, w.now);
    assert!(refused.is_err_and(|e| e.to_string().contains("attachment/content.sha256")));
    assert!(w.case().confirmations().is_empty());
}

#[test]
fn a_revoked_key_and_a_withdrawal_make_it_void() {
    let mut w = ready();
    let act = item(&mut w, Role::Publisher, "secrecy", 1);
    w.ok("publisher", act);
    let act = item(&mut w, Role::Leader, "meaning", 1);
    w.ok("leader", act);
    let from = w.now - Duration::hours(1);
    let key = w.keys["publisher"].public().to_string();
    let revoke = |from| Act::RevokeKey {
        id: "publisher".into(),
        key: key.clone(),
        from,
        reason: "lost".into(),
    };
    w.ok("owner", revoke(from));
    let recuse = Act::Recuse {
        id: "leader".into(),
        auditee: AUDITEE.into(),
        reason: "kin".into(),
    };
    w.ok("leader", recuse);
    let why: Vec<String> = w
        .case()
        .confirmations()
        .iter()
        .map(|c| {
            c.void
                .as_ref()
                .map(|(_, why)| why.text().en)
                .unwrap_or_default()
        })
        .collect();
    assert_eq!(why.len(), 2);
    assert!(why.iter().all(|w| !w.is_empty()), "{why:?}");
    let now = w.case().clone();
    assert_eq!(w.refolded(), now);
}

#[test]
fn what_a_key_signed_before_its_revocation_stands() {
    let mut w = ready();
    let act = item(&mut w, Role::Publisher, "secrecy", 1);
    w.ok("publisher", act);
    let from = w.now + Duration::minutes(1);
    let key = w.keys["publisher"].public().to_string();
    let revoke = Act::RevokeKey {
        id: "publisher".into(),
        key,
        from,
        reason: "replaced".into(),
    };
    w.now += Duration::minutes(2);
    w.ok("owner", revoke);
    assert!(w.case().confirmations()[0].void.is_none());
}

#[test]
fn a_release_that_takes_back_everything_is_confirmed_in_the_role_too() {
    let mut w = ready();
    let mut act = item(&mut w, Role::Publisher, "secrecy", 1);
    if let Act::ConfirmRelease { findings, .. } = &mut act {
        findings.clear();
    }
    assert_eq!(w.refused("leader", act.clone()).rule, "role");
    w.ok("publisher", act);
    assert!(w.case().confirmations()[0].findings.is_empty());
}
