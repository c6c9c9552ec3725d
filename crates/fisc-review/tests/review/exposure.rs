//! The auditee's say: terms in working days, silence, objections, hearings, late decisions.

use crate::world::*;
use chrono::Duration;
use fisc_model::Money;
use fisc_model::act::*;

fn served(w: &mut World) {
    w.found();
    w.through(Stage::Leader);
    w.put("member", "ED-1", DocumentKind::ExposureDraft, 1);
    w.ok(
        "signer",
        decide(Stage::Exposure, Verdict::Approve, 1, &[("ED-1", 1)]),
    );
    w.seal("ED-1", 1);
    w.serve("ED-1", 1);
}

#[test]
fn silence_counts_the_day_after_ten_working_days() {
    let mut w = World::new();
    served(&mut w);
    let department = decide(Stage::Department, Verdict::Approve, 1, &[]);
    // Served on Monday 2 March 2026: ten working days end on Monday the 16th.
    w.now = "2026-03-16T15:00:00Z".parse().expect("a time");
    let refusal = w.refused("reviewer", department.clone());
    assert_eq!(refusal.rule, "reply-awaited");
    assert!(refusal.en.contains("2026-03-16"), "{}", refusal.en);
    // 16:00 in Greenwich is midnight in China.
    w.now = "2026-03-16T16:00:00Z".parse().expect("a time");
    w.ok("reviewer", department);
    assert!(w.case().breaches().is_empty());
}

#[test]
fn a_term_beyond_the_calendar_has_not_run_out() {
    let mut w = World::new();
    w.now = "2026-12-28T02:00:00Z".parse().expect("a time");
    served(&mut w);
    w.now += Duration::days(60);
    let department = decide(Stage::Department, Verdict::Approve, 1, &[]);
    let refusal = w.refused("reviewer", department);
    assert!(refusal.zh.contains("日历未覆盖"), "{}", refusal.zh);
}

#[test]
fn objections_are_answered_and_what_is_taken_is_written() {
    let mut w = World::new();
    served(&mut w);
    let answer = |taken| Act::AnswerReply {
        finding: "F-1".into(),
        taken,
        reason: "the release order is dated later".into(),
    };
    assert_eq!(w.refused("member", answer(false)).rule, "nothing-to-answer");
    w.reply(false);
    let department = decide(Stage::Department, Verdict::Approve, 1, &[]);
    assert_eq!(
        w.refused("reviewer", department.clone()).rule,
        "reply-answered"
    );
    w.ok("member", answer(true));
    assert_eq!(w.refused("reviewer", department).rule, "reply-answered");
    let mut second = finding(2);
    second.amount = Money(100_00);
    w.ok("member", write(second));
    w.through(Stage::Publication);
}

#[test]
fn a_reply_on_paper_needs_the_letter() {
    let mut w = World::new();
    served(&mut w);
    let reply = |letter| Act::Reply {
        finding: "F-1".into(),
        version: 1,
        accepted: true,
        text: String::new(),
        on: day("2026-03-02"),
        letter,
    };
    assert_eq!(w.refused("member", reply(None)).rule, "reply-letter");
    let letter = w.attach("letter.pdf");
    w.ok("member", reply(Some(letter)));
    let stranger = w.refused("reviewer", reply(None));
    assert_eq!(stranger.rule, "role");
}

#[test]
fn a_large_fine_waits_for_the_hearing() {
    let mut w = World::new();
    w.ok("member", confirm("L1", 100_00));
    w.ok("member2", confirm("L2", 200_00));
    let mut fined = finding(1);
    fined.fine = Some(Money(100_000_00));
    w.ok("member", write(fined));
    w.through(Stage::Conference);
    w.put("member", "R-1", DocumentKind::Decision, 1);
    let head = decide(Stage::Head, Verdict::Approve, 1, &[("R-1", 1)]);
    assert_eq!(w.refused("head", head.clone()).rule, "hearing");
    let told = Act::Hearing {
        finding: "F-1".into(),
        told_on: fisc_review::day(w.now),
        held_on: None,
        paper: w.attach("told.pdf"),
    };
    w.ok("member", told);
    assert_eq!(
        w.refused("head", head.clone()).rule,
        "hearing",
        "it may still be asked for"
    );
    w.now += Duration::days(8);
    w.ok("head", head);
}

#[test]
fn a_late_decision_is_a_breach_of_its_stage() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Department);
    let f = w.case().finding("F-1").expect("F-1").clone();
    let due = w.case().stage_due(&f, Stage::Adjudication);
    assert_eq!(due, Some(day("2026-03-23")));
    w.now += Duration::days(40);
    w.through(Stage::Adjudication);
    let breach = w.case().breaches().last().expect("a breach").clone();
    let at = (breach.rule.as_str(), breach.stage, breach.person.as_str());
    assert_eq!(at, ("late", Some(Stage::Adjudication), "adjudicator"));
    assert!(breach.text.zh.contains("审理"), "{}", breach.text.zh);
}

#[test]
fn only_what_is_signed_is_served() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Leader);
    w.put("member", "ED-1", DocumentKind::ExposureDraft, 1);
    let serve = w.service("ED-1", 1);
    assert_eq!(w.refused("member", serve.clone()).rule, "serve-unsigned");
    w.put("member", "ED-2", DocumentKind::ExposureDraft, 1);
    w.ok(
        "signer",
        decide(Stage::Exposure, Verdict::Approve, 1, &[("ED-2", 1)]),
    );
    assert_eq!(w.refused("member", serve).rule, "stage-document");
    // Served without its sealed paper: the policy of this office only warns.
    w.serve("ED-2", 1);
    let breach = w.case().breaches().last().expect("a breach").clone();
    assert_eq!(
        (breach.rule.as_str(), breach.person.as_str()),
        ("sealed-paper", "member")
    );
    w.reply(true);
    w.through(Stage::Head);
    let publish = decide(Stage::Publication, Verdict::Approve, 1, &[]);
    assert_eq!(w.refused("publisher", publish).rule, "report-served");
}
