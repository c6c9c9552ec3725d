//! Every item has an owner and an answer before it ends, whatever is tried in whatever order.

use crate::{CALENDAR, TERMS, after, day, event};
use chrono::NaiveDate;
use fisc_model::lead::Bilingual;
use fisc_public::feedback::{Act, Channel, Item, Kind, State, Waits, judge};
use fisc_public::{Event, Refusal};
use proptest::prelude::*;

const TODAY: &str = "2026-06-30";

fn zh(text: &str) -> Bilingual {
    Bilingual {
        en: String::new(),
        zh: text.into(),
    }
}

fn received() -> Event<Act> {
    let act = Act::Received {
        channel: Channel::Letter,
        text: "F-3 的金额为何与附表不同？".into(),
        finding: Some("3".into()),
        contact: true,
        source: None,
    };
    event(day("2026-05-06"), act)
}

fn triaged(kind: Kind) -> Act {
    let note = String::new();
    Act::Triaged { kind, note }
}

fn assigned() -> Act {
    Act::Assigned {
        owner: "财政审计科".into(),
        due: None,
        reason: String::new(),
    }
}

fn answered(accepted: Option<bool>) -> Act {
    let text = zh("已核实。");
    Act::Answered { text, accepted }
}

fn published() -> Act {
    Act::Published {
        question: "金额为何与附表不同？".into(),
        answer: zh("已核实。"),
    }
}

fn closed() -> Act {
    Act::Closed {
        reason: "来信人不同意公开".into(),
    }
}

fn put(item: Item, on: &str, act: Act) -> Result<Item, Refusal> {
    let next = event(day(on), act);
    judge(Some(&item), &next, &[], &TERMS, &CALENDAR, day(TODAY))?;
    Ok(item.after(&next))
}

fn refused(item: &Item, act: Act) -> &'static str {
    put(item.clone(), TODAY, act).expect_err("refused").rule
}

#[test]
fn an_error_goes_from_receipt_to_its_correction() {
    let first = received();
    judge(None, &first, &[], &TERMS, &CALENDAR, day(TODAY)).expect("received");
    let item = Item::begin("F-2026-1", &first).expect("an item");
    assert_eq!(
        (item.state(), item.waits()),
        (State::Received, Some(Waits::Triage))
    );
    assert_eq!(item.due(&TERMS, &CALENDAR), Some(day("2026-05-08")));
    assert!(!item.overdue(&TERMS, &CALENDAR, day("2026-05-08")));
    // 9 May 2026 is a Saturday that is worked.
    assert!(item.overdue(&TERMS, &CALENDAR, day("2026-05-09")));
    assert_eq!(refused(&item, assigned()), "not-triaged");
    let item = put(item, "2026-05-07", triaged(Kind::Error)).expect("triaged");
    assert_eq!(refused(&item, answered(Some(true))), "unowned");
    let item = put(item, "2026-05-07", assigned()).expect("assigned");
    assert_eq!(
        item.due(&TERMS, &CALENDAR),
        Some(day("2026-05-19")),
        "ten working days from receipt"
    );
    assert_eq!(refused(&item, answered(None)), "accepted-or-not");
    assert_eq!(refused(&item, published()), "not-answered");
    assert_eq!(refused(&item, closed()), "not-answered");
    let item = put(item, "2026-05-12", answered(Some(true))).expect("answered");
    assert_eq!(item.state(), State::ToCorrect);
    assert_eq!(refused(&item, closed()), "not-corrected");
    assert_eq!(refused(&item, answered(Some(false))), "answered");
    let item = put(item, "2026-05-20", Act::Corrected { release: 2 }).expect("corrected");
    assert_eq!(
        refused(&item, Act::Corrected { release: 3 }),
        "nothing-to-correct"
    );
    let item = put(item, "2026-05-20", published()).expect("published");
    assert_eq!((item.state(), item.waits()), (State::Published, None));
    // Published and taken back: it is closed and shows no more.
    let item = put(item, "2026-05-21", closed()).expect("taken back");
    assert_eq!((item.state(), &item.published), (State::Closed, &None));
    assert_eq!(item.kept_until(&TERMS), Some(day("2026-06-11")));
    let item = put(item, TODAY, Act::ContactErased {}).expect("erased");
    assert_eq!(item.kept_until(&TERMS), None);
    assert_eq!(refused(&item, Act::ContactErased {}), "no-contact");
    assert_eq!(refused(&item, assigned()), "closed");
}

#[test]
fn what_may_not_be_is_refused_with_its_rule() {
    let item = Item::begin("F-2026-1", &received()).expect("an item");
    assert_eq!(refused(&item, received().act), "twice");
    assert_eq!(refused(&item, triaged(Kind::OutOfScope)), "scope-reason");
    assert_eq!(refused(&item, Act::ContactErased {}), "contact-needed");
    let tip = put(item.clone(), "2026-05-07", triaged(Kind::Tip)).expect("triaged");
    let due = |text: &str, reason: &str| Act::Assigned {
        owner: "财政审计科".into(),
        due: Some(day(text)),
        reason: reason.into(),
    };
    assert_eq!(refused(&tip, due("2026-05-06", "")), "due-past");
    let late = event(day("2026-05-07"), due("2026-12-01", ""));
    let judged = |e: &Event<Act>| judge(Some(&tip), e, &[], &TERMS, &CALENDAR, day(TODAY));
    assert_eq!(judged(&late).expect_err("late").rule, "due-beyond");
    let excused = event(day("2026-05-07"), due("2026-12-01", "需到外省核实"));
    judged(&excused).expect("with a reason");
    let tip = put(tip, "2026-05-07", assigned()).expect("assigned");
    assert_eq!(refused(&tip, answered(Some(true))), "no-error");
    assert_eq!(
        refused(
            &tip,
            Act::Answered {
                text: zh(" "),
                accepted: None
            }
        ),
        "no-answer"
    );
    let tip = put(tip, "2026-05-08", answered(None)).expect("answered");
    assert_eq!(refused(&tip, published()), "tip");
    // Days go forwards and not into the future, and somebody does it.
    let at = |on: &str, by: &str| Event {
        by: by.into(),
        ..event(day(on), closed())
    };
    for (on, by, rule) in [
        ("2026-05-07", "甲", "order"),
        ("2026-07-01", "甲", "future"),
        (TODAY, " ", "by"),
    ] {
        let judged = judge(Some(&tip), &at(on, by), &[], &TERMS, &CALENDAR, day(TODAY));
        assert_eq!(judged.expect_err(on).rule, rule);
    }
    // What the detectors found stops publication, and the refusal says its kind.
    let question = put(item, "2026-05-07", triaged(Kind::Question)).expect("triaged");
    let question = put(question, "2026-05-07", assigned()).expect("assigned");
    let question = put(question, "2026-05-08", answered(None)).expect("answered");
    let found = ["手机号码".to_string()];
    let next = event(day(TODAY), published());
    let stopped = judge(
        Some(&question),
        &next,
        &found,
        &TERMS,
        &CALENDAR,
        day(TODAY),
    );
    let stopped = stopped.expect_err("personal data");
    assert_eq!(stopped.rule, "personal");
    assert!(stopped.text.zh.contains("手机号码"), "{stopped:?}");
}

#[test]
fn acts_are_stored_and_read_back_and_nothing_else_is() {
    for act in [
        received().act,
        triaged(Kind::Tip),
        assigned(),
        answered(Some(false)),
        Act::Corrected { release: 2 },
        published(),
        closed(),
        Act::ContactErased {},
    ] {
        let text = serde_json::to_string(&act).expect("JSON");
        let back: Act = serde_json::from_str(&text).expect(&text);
        assert_eq!(back, act);
    }
    let more = r#"{"act":"corrected","release":2,"why":"x"}"#;
    assert!(serde_json::from_str::<Act>(more).is_err());
}

fn any_act() -> impl Strategy<Value = Act> {
    let kinds = prop::sample::select(&Kind::ALL[..]);
    let text = prop::sample::select(&["", "x"][..]);
    prop_oneof![
        (kinds, text.clone()).prop_map(|(kind, note)| Act::Triaged {
            kind,
            note: note.into()
        }),
        text.clone().prop_map(|owner| Act::Assigned {
            owner: owner.into(),
            due: None,
            reason: String::new()
        }),
        (text.clone(), any::<Option<bool>>()).prop_map(|(t, accepted)| Act::Answered {
            text: zh(t),
            accepted
        }),
        (0_u32..3).prop_map(|release| Act::Corrected { release }),
        text.clone().prop_map(|t| Act::Published {
            question: t.into(),
            answer: zh(t)
        }),
        text.prop_map(|t| Act::Closed { reason: t.into() }),
        Just(Act::ContactErased {}),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn nothing_ends_without_an_owner_and_an_answer(
        steps in prop::collection::vec((any_act(), 0_u64..4), 0..40),
    ) {
        let first = received();
        let mut item = Item::begin("F-2026-1", &first).expect("an item");
        let (mut on, mut events): (NaiveDate, _) = (first.on, vec![first]);
        let mut state = item.state();
        for (act, days) in steps {
            on = after(on, days);
            let next = event(on, act);
            if judge(Some(&item), &next, &[], &TERMS, &CALENDAR, day("2026-12-31")).is_ok() {
                item = item.after(&next);
                events.push(next);
            }
            // It goes forwards only, but for an item that is triaged or assigned anew.
            prop_assert!(item.state() >= state, "{:?} after {state:?}", item.state());
            state = item.state();
            if item.state().done() {
                prop_assert!(item.owner.is_some() && item.answer.is_some() && item.kind.is_some());
                let accepted = item.answer.as_ref().and_then(|a| a.accepted);
                prop_assert!(accepted != Some(true) || item.corrected.is_some());
                prop_assert!(item.kind != Some(Kind::Tip) || item.published.is_none());
            } else {
                prop_assert!(item.waits().is_some());
            }
        }
        prop_assert_eq!(Item::fold("F-2026-1", &events), Some(item));
    }
}
