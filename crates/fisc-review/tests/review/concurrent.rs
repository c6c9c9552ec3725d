//! Many people at once, each with an office of their own over one record, and a clock that is set
//! back.

use crate::world::*;
use chrono::Duration;
use fisc_model::act::*;
use fisc_record::envelope::Envelope;
use fisc_review::{Office, OfficeError};
use fisc_store::Log;
use std::collections::BTreeSet;
use std::sync::Barrier;

const LEADS: usize = 40;
const REPLIES: usize = 5;
const DECISIONS: usize = 5;

/// Fifty acts of different kinds; of the decisions only one can stand.
fn acts(w: &World) -> Vec<(&'static str, Act)> {
    let mut acts = Vec::new();
    for n in 0..LEADS {
        let person = ["member", "member2"][n % 2];
        acts.push((person, confirm(&format!("M{n}"), 100)));
    }
    for n in 0..REPLIES {
        let reply = Act::Reply {
            finding: "F-1".into(),
            version: 1,
            accepted: true,
            text: format!("reply {n}"),
            on: fisc_review::day(w.now),
            letter: None,
        };
        acts.push(("auditee", reply));
    }
    for n in 0..DECISIONS {
        let mut act = decide(Stage::Department, Verdict::Approve, 1, &[]);
        if let Act::Decide { opinion, .. } = &mut act {
            *opinion = format!("opinion {n}");
        }
        acts.push(("reviewer", act));
    }
    acts
}

#[test]
fn fifty_offices_at_once_lose_no_act_and_let_one_decision_stand() {
    let mut w = World::new();
    let mut leads = vec![lead("L1", 10_000), lead("L2", 20_000)];
    leads.extend((0..LEADS).map(|n| lead(&format!("M{n}"), 100)));
    leads_file(w.folder.path(), &leads);
    w.office.reload_leads().expect("leads");
    w.found();
    w.through(Stage::Exposure);
    let before = w.case().size();
    let acts = acts(&w);
    let (folder, keys, now) = (w.folder.path(), &w.keys, w.now);
    let start = Barrier::new(acts.len());
    let outcomes: Vec<Result<u64, OfficeError>> = std::thread::scope(|scope| {
        let threads: Vec<_> = acts
            .iter()
            .map(|(person, act)| {
                let start = &start;
                scope.spawn(move || {
                    let mut office = Office::open(folder).expect("opened");
                    let request = office.request(person, act.clone(), now).expect("asked");
                    let envelope = Envelope::sign(request, &keys[*person]);
                    // Everybody has asked before anybody signs.
                    start.wait();
                    office.submit(&envelope, now).map(|receipt| receipt.index)
                })
            })
            .collect();
        let joined = threads.into_iter().map(|t| t.join().expect("it ends"));
        joined.collect()
    });
    let mut stand = BTreeSet::new();
    let mut refused = 0;
    for ((person, act), outcome) in acts.iter().zip(&outcomes) {
        match outcome {
            Ok(index) => {
                let case = w.office.case().expect("a record");
                let mut same = case.history().iter().filter(|h| h.act == *act);
                let here = same.next().expect("what is acknowledged stands");
                assert_eq!((here.index, here.person.as_str()), (*index, *person));
                assert!(same.next().is_none(), "{act:?} stands twice");
                assert!(stand.insert(*index), "{index} was given twice");
            }
            Err(OfficeError::Refused(refusal)) => {
                assert_eq!(refusal.rule, "already-signed", "{act:?}");
                refused += 1;
            }
            Err(other) => panic!("{act:?}: {other}"),
        }
    }
    assert_eq!(refused, DECISIONS - 1, "one decision stands");
    assert_eq!(stand.len(), acts.len() - refused);
    let now_there = w.case().size();
    assert_eq!(
        now_there,
        before + acts.len() as u64,
        "refusals are entries"
    );
    let replies = w.case().finding("F-1").expect("F-1").replies.len();
    assert_eq!(replies, REPLIES + 1);
    let alone = w.refolded();
    assert_eq!(w.case(), &alone, "the fold of all is that of one");
    let mut again = Office::open(w.folder.path()).expect("opened");
    assert_eq!(again.case().expect("a record"), &alone);
    w.office.store().check().expect("nothing is damaged");
}

#[test]
fn a_clock_that_is_set_back_writes_nothing_and_waiting_for_the_lock_does_not_count() {
    let mut w = World::new();
    let envelope = |w: &mut World, person: &str, act: Act| {
        let statement = w.statement(person, act);
        w.sign(&statement, person)
    };
    let last = w.case().last_received().expect("entries");
    // As the signer's own clock is within its ten minutes, only the log's is asked about.
    w.now = last - Duration::minutes(11);
    let size = w.case().size();
    let early = envelope(&mut w, "member", confirm("L1", 10_000));
    let back = w.office.submit(&early, w.now);
    assert!(
        matches!(back, Err(OfficeError::Refused(r)) if r.rule == "clock-back" && r.zh.contains("时钟"))
    );
    assert_eq!(w.case().size(), size, "an entry without a date is none");
    w.office
        .submit(&early, last - Duration::minutes(9))
        .expect("a little late");
    let entries = w.office.store().entries(Log::Record, size);
    let entries = entries.expect("entries");
    assert_eq!(entries[0].received, last, "dated as the one before");
}

#[test]
fn what_nobody_decides_is_overdue_and_sending_back_late_is_a_breach() {
    let mut w = World::new();
    w.found();
    w.through(Stage::Department);
    let due = day("2026-03-23");
    assert_eq!(w.case().undecided(due).count(), 0);
    let next = due.succ_opt().expect("a day");
    let late: Vec<_> = w
        .case()
        .undecided(next)
        .map(|(f, stage, due)| (f.id.clone(), stage, due))
        .collect();
    assert_eq!(late, [("F-1".to_string(), Stage::Adjudication, due)]);
    let task = w.office.queue("adjudicator", next).expect("a queue");
    assert!(task.iter().any(|t| t.overdue && t.due == Some(due)));
    w.now += Duration::days(40);
    w.ok(
        "adjudicator",
        decide(Stage::Adjudication, Verdict::Return, 1, &[]),
    );
    let breach = w.case().breaches().last().expect("a breach").clone();
    let at = (breach.rule.as_str(), breach.stage, breach.person.as_str());
    assert_eq!(at, ("late", Some(Stage::Adjudication), "adjudicator"));
}
