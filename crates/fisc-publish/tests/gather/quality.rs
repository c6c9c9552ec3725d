//! The gate over a record: what people sign for is what is published, and what happens on the record
//! afterwards counts.

use crate::record::{form, ledger, ready, try_gather};
use crate::world::{AUDITEE, World, lead, leads_file};
use chrono::Duration;
use fisc_model::Money;
use fisc_model::act::{Act, DocumentKind, Role, Stage};
use fisc_model::finding::Attachment;
use fisc_model::lead::{Evidence, Lead};
use fisc_publish::publication::Publication;
use fisc_publish::quality::{self, Approval, Input, Neutral, Report, Standard, State};
use std::collections::{BTreeMap, BTreeSet};

/// A lead on two rows; the second is also under the other lead.
fn with_rows(id: &str, amount: i128) -> Lead {
    let row = |key: &str| Evidence {
        table: "payment".into(),
        key: key.into(),
        source: "payments.csv".into(),
        row: 1,
        amount: Money(amount / 2),
        digest: String::new(),
    };
    Lead {
        evidence: vec![row(id), row("both")],
        ..lead(id, amount)
    }
}

/// A release that only people have still to confirm.
fn release() -> (World, Publication) {
    let mut w = ready();
    leads_file(
        w.folder.path(),
        &[with_rows("L1", 10_000), with_rows("L2", 20_000)],
    );
    w.office.reload_leads().expect("leads");
    let more = "[finding.F-1]\nremedy = { en = \"To be put right\", zh = \"责令改正\" }\n";
    let shown = try_gather(&mut w, &form(more), &ledger(), None).expect("gathered");
    (w, shown)
}

fn content(w: &mut World, text: &str) -> Attachment {
    w.attach(text)
}

fn report(
    w: &mut World,
    shown: &Publication,
    content: &str,
    approval: Option<&Approval>,
) -> Report {
    let today = fisc_review::day(w.now);
    let case = w.case();
    let standard = Standard::parse(include_str!("../../../../packs/cn/publication.toml"));
    let neutral = Neutral::parse(include_str!("../../../../packs/cn/neutral.toml"));
    quality::check(&Input {
        shown,
        standing: &quality::standing(case, shown, today),
        held: &BTreeSet::new(),
        budgets: &BTreeMap::new(),
        allowed: &BTreeSet::new(),
        content,
        said: &quality::said(case, shown.issue.release),
        approval,
        standard: &standard.expect("shipped"),
        neutral: &neutral.expect("shipped"),
    })
}

fn confirm(w: &mut World, content: &Attachment) {
    for (person, role, item) in [
        ("publisher", Role::Publisher, "secrecy"),
        ("leader", Role::Leader, "meaning"),
        ("adjudicator", Role::Adjudicator, "facts"),
    ] {
        let act = Act::ConfirmRelease {
            release: 1,
            item: item.into(),
            role,
            findings: BTreeMap::from([("F-1".into(), 1)]),
            content: content.clone(),
            objection: String::new(),
        };
        w.ok(person, act);
    }
}

/// The items that are not in order, with how they stand.
fn open(report: &Report) -> Vec<(&str, State)> {
    let fine = |s: State| matches!(s, State::Green | State::AtPublication);
    let waiting = report.items.iter().filter(|o| !fine(o.state));
    waiting.map(|o| (o.item.as_str(), o.state)).collect()
}

#[test]
fn three_people_open_it_and_one_byte_shuts_it() {
    let (mut w, shown) = release();
    assert_eq!(
        shown.findings["F-1"].evidence_rows, 3,
        "a row under two leads is one"
    );
    let read = content(&mut w, "the list");
    let before = report(&mut w, &shown, &read.sha256, None);
    let needs = |item| (item, State::NeedsPerson);
    let all = [needs("secrecy"), needs("meaning"), needs("facts")];
    assert_eq!(open(&before), all, "{before:?}");
    confirm(&mut w, &read);
    let now = report(&mut w, &shown, &read.sha256, None);
    assert_eq!(open(&now), []);
    let by = now.items.iter().filter_map(|o| o.confirmed.as_ref());
    let by: Vec<(&str, &str)> = by.map(|c| (c.person.as_str(), c.unit.as_str())).collect();
    assert_eq!(
        by,
        [
            ("publisher", "leadership"),
            ("leader", "department"),
            ("adjudicator", "adjudication")
        ]
    );
    let changed = content(&mut w, "the list!");
    assert_eq!(open(&report(&mut w, &shown, &changed.sha256, None)), all);
}

#[test]
fn what_happens_on_the_record_afterwards_counts() {
    let (mut w, shown) = release();
    let read = content(&mut w, "the list");
    confirm(&mut w, &read);
    // A key turns out to have been lost before it signed.
    let key = w.keys["leader"].public().to_string();
    let from = w.now - Duration::days(3);
    let revoke = Act::RevokeKey {
        id: "leader".into(),
        key,
        from,
        reason: "lost".into(),
    };
    w.ok("owner", revoke);
    let now = report(&mut w, &shown, &read.sha256, None);
    let items: BTreeSet<&str> = open(&now).into_iter().map(|(item, _)| item).collect();
    assert!(
        items.contains("meaning") && items.contains("signatures"),
        "{items:?}"
    );
    // Rows that are not what they were.
    leads_file(w.folder.path(), &[lead("L2", 20_000)]);
    w.office.reload_leads().expect("leads");
    let now = report(&mut w, &shown, &read.sha256, None);
    assert!(open(&now).contains(&("finding", State::Red)), "{now:?}");
    // Who has withdrawn has confirmed nothing.
    let recuse = Act::Recuse {
        id: "publisher".into(),
        auditee: AUDITEE.into(),
        reason: "kin".into(),
    };
    w.ok("publisher", recuse);
    let now = report(&mut w, &shown, &read.sha256, None);
    assert!(
        open(&now).contains(&("secrecy", State::NeedsPerson)),
        "{now:?}"
    );
}

#[test]
fn the_approval_counts_that_names_this_document() {
    let (mut w, shown) = release();
    let read = content(&mut w, "the list");
    confirm(&mut w, &read);
    w.put("member", "release-1", DocumentKind::Release, 1);
    let none = Approval::of(w.case(), "release-1", 1);
    let now = report(&mut w, &shown, &read.sha256, Some(&none));
    assert_eq!(open(&now), [("approval", State::Red)]);
    let approve = crate::world::decide(
        Stage::Publication,
        fisc_model::act::Verdict::Approve,
        1,
        &[("release-1", 1)],
    );
    w.ok("publisher", approve);
    let approval = Approval::of(w.case(), "release-1", 1);
    assert_eq!(approval.findings, BTreeMap::from([("F-1".to_string(), 1)]));
    let now = report(&mut w, &shown, &read.sha256, Some(&approval));
    assert!(now.items.iter().all(|o| o.state == State::Green), "{now:?}");
    assert!(
        Approval::of(w.case(), "R-1", 1).findings.is_empty(),
        "a report is no release"
    );
}
