//! Gathering from a record: what is ready, what is missing, and what is said of a finding.

use crate::world::{AUDITEE, World, day};
use fisc_model::Money;
use fisc_model::act::{Act, RectificationClass, Rectified, Stage};
use fisc_model::engagement::Engagement;
use fisc_publish::gather::{Before, Form, Ledger, Sources, TEMPLATE, explain, gather, number};
use fisc_publish::publication::{Auditee, CorrectionKind, Publication, RectificationState};
use std::collections::BTreeMap;

/// The form, filled in.
pub fn form(more: &str) -> Form {
    let filled = TEMPLATE
        .replace("index_number = \"\"", "index_number = \"X-1\"")
        .replace("address = \"\"", "address = \"https://audit.example/e1/\"")
        .replace("2026-01-01", "2026-03-20")
        .replace(
            "{ zh = \"\", en = \"\" }",
            "{ zh = \"机关\", en = \"office\" }",
        )
        .replace(
            "zh = \"\"\nen = \"\"",
            "zh = \"解读\"\nen = \"in plain words\"",
        );
    Form::parse(&format!("{filled}\n{more}")).expect("a form")
}

pub fn ledger() -> Ledger {
    let auditee = Auditee {
        name: "水务局".into(),
        gov_code: "990101".into(),
        government: "青山县".into(),
        level: "county".into(),
    };
    Ledger {
        organizations: BTreeMap::from([(AUDITEE.to_string(), auditee)]),
        ..Ledger::default()
    }
}

pub fn try_gather(
    w: &mut World,
    form: &Form,
    ledger: &Ledger,
    before: Option<&Before>,
) -> Result<Publication, Vec<String>> {
    let toml = std::fs::read_to_string(w.folder.path().join("fisc.toml")).expect("read");
    let engagement = Engagement::parse(&toml).expect("an engagement");
    let whole: Publication =
        serde_json::from_str(include_str!("../release/publication.json")).expect("a publication");
    let mut run = whole.run;
    for m in &mut run.methods {
        m.seconds = 7.5;
    }
    let today = fisc_review::day(w.now);
    let gathered = gather(&Sources {
        about: &engagement.engagement,
        case: w.case(),
        run: &run,
        form,
        ledger,
        before,
        today,
    });
    gathered.map_err(|all| {
        let said = all
            .into_iter()
            .map(|t| format!("{}: {}", t.place, t.text.en));
        said.collect()
    })
}

fn plan(w: &mut World, due: &str) {
    let act = Act::PlanRectification {
        finding: "F-1".into(),
        class: RectificationClass::AtOnce,
        due: day(due),
    };
    w.ok("member", act);
}

/// Signed by everybody but the approver of publication.
pub fn ready() -> World {
    let mut w = World::new();
    w.found();
    w.through(Stage::Publication);
    plan(&mut w, "2026-03-31");
    w
}

#[test]
fn what_is_missing_is_said_finding_by_finding_and_nothing_is_gathered() {
    let mut w = World::new();
    let none = try_gather(&mut w, &form(""), &ledger(), None).expect_err("no findings");
    assert!(none[0].contains("no findings"), "{none:?}");
    w.found();
    w.through(Stage::Head);
    let red = try_gather(&mut w, &form(""), &ledger(), None).expect_err("not served");
    assert!(red.iter().all(|line| line.starts_with("F-1: ")), "{red:?}");
    for part in ["not served", "put right is not set", "[[later]]"] {
        assert!(
            red.iter().any(|line| line.contains(part)),
            "{part}: {red:?}"
        );
    }
    // The approval for publication is not asked: it comes after.
    assert!(!red.iter().any(|line| line.contains("approv")), "{red:?}");
    let waits = form("[[later]]\nfinding = \"F-1\"\nreason = \"a court decides first\"\n");
    let waits = try_gather(&mut w, &waits, &ledger(), None).expect_err("nothing is left");
    assert!(waits[0].contains("no findings"), "{waits:?}");
    let unknown = form("[[later]]\nfinding = \"F-9\"\nreason = \"?\"\n");
    let unknown = try_gather(&mut w, &unknown, &ledger(), None).expect_err("no F-9");
    assert!(
        unknown.iter().any(|l| l.contains("no finding F-9")),
        "{unknown:?}"
    );
}

#[test]
fn a_finding_says_who_signed_what_was_answered_and_how_it_is_put_right() {
    let mut w = ready();
    let mut p = try_gather(&mut w, &form(""), &ledger(), None).expect("gathered");
    number(&mut p, None);
    let f = &p.findings["F-1"];
    assert_eq!((f.number.as_str(), f.version, f.leads), ("1", 1, 2));
    assert_eq!(
        (f.amount, f.methods.join(" ")),
        (Money(30_000), "EXE-003".to_string())
    );
    let digest = fisc_review::subjects::digest_of(w.case().finding("F-1").expect("F-1").now());
    assert_eq!(f.digest, digest);
    // The approval for publication is over what is made of this, and stands in the record alone.
    let stages: Vec<Stage> = f.signed.iter().map(|s| s.stage).collect();
    assert_eq!(stages, &Stage::ALL[..6]);
    assert_eq!(
        (f.signed[0].person.as_str(), f.signed[0].unit.as_str()),
        ("leader", "department")
    );
    assert!(f.replies.len() == 1 && f.replies[0].accepted);
    assert!(f.exposed_on.is_some() && f.issued_on.is_some());
    assert_eq!(p.auditees[AUDITEE].name, "水务局");
    assert_eq!(p.independence.leader_years[AUDITEE], 1);
    assert_eq!(p.independence.relation, "same_level");
    assert!(
        p.run.methods.iter().all(|m| m.seconds.to_bits() == 0),
        "how long it took says nothing"
    );
    assert!(p.corrections.is_empty() && p.issue.release == 1);
}

#[test]
fn rectification_is_told_as_it_stands_on_the_day_of_publication() {
    let mut w = ready();
    let state = |w: &mut World, on: &str| {
        let mut form = form("");
        form.published_on = day(on);
        let p = try_gather(w, &form, &ledger(), None).expect("gathered");
        p.findings["F-1"]
            .rectification
            .clone()
            .expect("planned")
            .state
    };
    assert_eq!(state(&mut w, "2026-03-31"), RectificationState::Open);
    assert_eq!(state(&mut w, "2026-04-01"), RectificationState::Overdue);
    let report = Act::ReportRectification {
        finding: "F-1".into(),
        rectified: Rectified::default(),
        text: "done".into(),
        on: fisc_review::day(w.now),
        papers: Vec::new(),
    };
    w.ok("auditee", report);
    assert_eq!(state(&mut w, "2026-04-01"), RectificationState::Reported);
    let verify = Act::VerifyRectification {
        finding: "F-1".into(),
        rectified: Rectified::default(),
        closed: true,
        text: "seen".into(),
    };
    w.ok("member2", verify);
    assert_eq!(state(&mut w, "2026-04-01"), RectificationState::Closed);
    let look = Act::LookBack {
        finding: "F-1".into(),
        on: fisc_review::day(w.now),
        holds: false,
        text: "it came back".into(),
    };
    w.ok("member2", look);
    assert_eq!(state(&mut w, "2026-04-01"), RectificationState::Reopened);
    let p = try_gather(&mut w, &form(""), &ledger(), None).expect("gathered");
    let notes = &p.findings["F-1"]
        .rectification
        .as_ref()
        .expect("planned")
        .notes;
    let notes: Vec<&str> = notes.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(notes, ["seen", "it came back"]);
}

#[test]
fn names_come_from_the_ledger_or_the_form_or_the_record() {
    let mut w = ready();
    let empty = Ledger::default();
    let name = |w: &mut World, more: &str, ledger: &Ledger| {
        let p = try_gather(w, &form(more), ledger, None).expect("gathered");
        p.auditees[AUDITEE].name.clone()
    };
    let given = format!("[auditee.{AUDITEE}]\nname = \"另名\"\n");
    assert_eq!(name(&mut w, &given, &ledger()), "另名");
    assert_eq!(name(&mut w, "", &ledger()), "水务局");
    assert_eq!(name(&mut w, "", &empty), "auditee");
    let stray = "[auditee.B99]\nname = \"x\"\n";
    let stray = try_gather(&mut w, &form(stray), &empty, None).expect_err("nobody's");
    assert!(stray[0].contains("B99"), "{stray:?}");
}

#[test]
fn what_was_signed_cannot_be_overwritten_by_a_translation() {
    let mut w = ready();
    let over = form("[finding.F-1]\ntitle = { en = \"Nothing happened\" }\n");
    let over = try_gather(&mut w, &over, &ledger(), None).expect_err("signed");
    assert!(
        over[0].contains("finding.F-1.title") && over[0].contains("signed"),
        "{over:?}"
    );
    let cause = form("[finding.F-1]\ncause = { en = \"No plan\", zh = \"无计划\" }\n");
    let p = try_gather(&mut w, &cause, &ledger(), None).expect("an empty side may be filled");
    assert_eq!(p.findings["F-1"].cause.en, "No plan");
}

#[test]
fn a_published_finding_keeps_its_number_and_leaves_with_a_reason_only() {
    let mut w = ready();
    let mut shown = try_gather(&mut w, &form(""), &ledger(), None).expect("gathered");
    number(&mut shown, None);
    let before = Before {
        numbers: BTreeMap::from([("F-1".to_string(), "7".to_string())]),
        shown,
        digest: "b".repeat(64),
    };
    let p = try_gather(&mut w, &form(""), &ledger(), Some(&before)).expect("gathered");
    assert_eq!(
        (p.findings["F-1"].number.as_str(), p.issue.release),
        ("7", 2)
    );
    let later = form("[[later]]\nfinding = \"F-1\"\nreason = \"r\"\n");
    let later = try_gather(&mut w, &later, &ledger(), Some(&before)).expect_err("published");
    assert!(
        later.iter().any(|l| l.contains("published before")),
        "{later:?}"
    );
}

/// The only finding is taken back: after a release that showed it that is a release, before one there
/// is nothing to take back, and after one that took it back there is nothing left to say.
#[test]
fn all_that_was_published_may_be_taken_back_and_only_that() {
    let mut w = ready();
    let mut shown = try_gather(&mut w, &form(""), &ledger(), None).expect("gathered");
    number(&mut shown, None);
    let before = |shown: &Publication| Before {
        numbers: BTreeMap::from([("F-1".to_string(), "1".to_string())]),
        shown: shown.clone(),
        digest: "b".repeat(64),
    };
    let back = "[[correction]]\nfinding = \"F-1\"\nkind = \"withdrawn\"\nreason = { zh = \"错\", en = \"wrong\" }\n";
    let back = form(back);
    let first = try_gather(&mut w, &back, &ledger(), None).expect_err("a first release");
    assert!(first[0].contains("no findings"), "{first:?}");
    let was = before(&shown);
    let whole = try_gather(&mut w, &back, &ledger(), Some(&was)).expect("all is taken back");
    assert!(whole.findings.is_empty() && whole.auditees.is_empty());
    assert_eq!(whole.issue.release, 2);
    let (mut whole, mut taken) = (whole.clone(), whole);
    explain(&mut whole, &mut taken, &back, Some(&was)).expect("with its reason");
    let item = &taken.corrections[0].what[0];
    assert_eq!(
        (item.finding.as_deref(), item.kind, item.reason.en.as_str()),
        (Some("1"), CorrectionKind::Withdrawn, "wrong")
    );
    let silent = explain(
        &mut whole.clone(),
        &mut taken.clone(),
        &form(""),
        Some(&was),
    );
    assert_eq!(silent.expect_err("without a reason")[0].place, "F-1");
    let after = before(&taken);
    let again = try_gather(&mut w, &back, &ledger(), Some(&after)).expect_err("nothing is left");
    assert!(again[0].contains("no findings"), "{again:?}");
}
