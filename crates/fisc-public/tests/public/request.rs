//! The terms of requests, article by article.

use crate::{CALENDAR, TERMS, day, event};
use fisc_model::Money;
use fisc_public::Refusal;
use fisc_public::request::{
    Act, Applicant, Heard, How, Outcome, Request, Ruling, State, Way, judge,
};

const TODAY: &str = "2026-12-31";

fn received(on: &str, how: How) -> Request {
    let act = Act::Received {
        how,
        applicant: Applicant::Natural,
        text: "2025年度某专项资金审计报告".into(),
        contact: true,
    };
    let first = event(day(on), act);
    judge(None, &first, &TERMS, &CALENDAR, day(TODAY)).expect("received");
    Request::begin("R-2026-1", &first).expect("a request")
}

fn put(request: &Request, on: &str, act: Act) -> Result<Request, Refusal> {
    let next = event(day(on), act);
    judge(Some(request), &next, &TERMS, &CALENDAR, day(TODAY))?;
    Ok(request.clone().after(&next))
}

fn ok(request: &Request, on: &str, act: Act) -> Request {
    put(request, on, act).expect(on)
}

fn refused(request: &Request, on: &str, act: Act) -> &'static str {
    put(request, on, act).expect_err(on).rule
}

fn due(request: &Request) -> Option<chrono::NaiveDate> {
    request.due(&TERMS, &CALENDAR)
}

fn decided(outcome: Outcome, reason: &str) -> Act {
    let reason = reason.into();
    Act::Decided { outcome, reason }
}

fn supplement(until: &str) -> Act {
    Act::SupplementAsked {
        what: "请写明文件名称或者文号".into(),
        until: day(until),
    }
}

fn supplemented() -> Act {
    Act::Supplemented {
        text: "2025年度某专项资金审计报告第三部分".into(),
    }
}

fn extended(days: u32) -> Act {
    Act::Extended {
        days,
        approved_by: "政府信息公开工作机构负责人".into(),
        reason: "材料多".into(),
    }
}

#[test]
fn the_day_of_receipt_depends_on_how_it_came() {
    for how in [How::Presented, How::RegisteredMail] {
        let r = received("2026-03-02", how);
        assert_eq!(
            (r.received_on, due(&r)),
            (Some(day("2026-03-02")), Some(day("2026-03-30")))
        );
        assert_eq!(refused(&r, "2026-03-03", Act::Confirmed {}), "confirmed");
    }
    for how in [How::OrdinaryMail, How::Online] {
        let r = received("2026-03-02", how);
        assert_eq!((r.received_on, due(&r)), (None, None));
        assert_eq!(
            r.state(&TERMS, &CALENDAR, day("2026-03-03")),
            State::Unconfirmed
        );
        assert_eq!(
            refused(&r, "2026-03-03", decided(Outcome::Granted, "")),
            "unconfirmed"
        );
        let r = ok(&r, "2026-03-04", Act::Confirmed {});
        assert_eq!(due(&r), Some(day("2026-04-01")));
    }
}

#[test]
fn a_supplement_is_asked_for_once_and_starts_the_clock_anew() {
    let r = received("2026-03-02", How::Presented);
    assert_eq!(
        refused(&r, "2026-03-11", supplement("2026-03-11")),
        "until-past"
    );
    // The seventh working day.
    let asked = ok(&r, "2026-03-11", supplement("2026-03-25"));
    assert_eq!(asked.supplement_in_time(&TERMS, &CALENDAR), Some(true));
    assert_eq!(
        (
            due(&asked),
            asked.state(&TERMS, &CALENDAR, day("2026-03-11"))
        ),
        (None, State::Supplement)
    );
    assert_eq!(
        refused(&asked, "2026-03-12", supplement("2026-03-25")),
        "supplement-once"
    );
    assert_eq!(
        refused(&asked, "2026-03-12", decided(Outcome::NotHeld, "无")),
        "waits"
    );
    assert_eq!(
        refused(&asked, "2026-03-25", decided(Outcome::NotSupplemented, "")),
        "supplement-open"
    );
    ok(&asked, "2026-03-26", decided(Outcome::NotSupplemented, ""));
    let made = ok(&asked, "2026-03-16", supplemented());
    assert_eq!(due(&made), Some(day("2026-04-14")), "Qingming is off");
    assert!(made.text.ends_with("第三部分"));
    ok(
        &made,
        "2026-03-17",
        decided(Outcome::StillUnclear, "内容仍不明确"),
    );
    assert_eq!(
        refused(&r, "2026-03-17", decided(Outcome::StillUnclear, "x")),
        "not-supplemented"
    );
    // One day later the notice is late: it is written down and gains no time.
    let late = ok(&r, "2026-03-12", supplement("2026-03-25"));
    assert_eq!(late.supplement_in_time(&TERMS, &CALENDAR), Some(false));
    assert_eq!(due(&late), due(&r));
    let late = ok(&late, "2026-03-16", supplemented());
    assert_eq!(due(&late), due(&r));
}

#[test]
fn an_extension_is_approved_told_and_given_once() {
    let r = received("2026-03-02", How::Presented);
    for (days, rule) in [(0, "extension-days"), (21, "extension-days")] {
        assert_eq!(refused(&r, "2026-03-16", extended(days)), rule);
    }
    let unapproved = Act::Extended {
        days: 20,
        approved_by: " ".into(),
        reason: "材料多".into(),
    };
    assert_eq!(refused(&r, "2026-03-16", unapproved), "extension-approval");
    let longer = ok(&r, "2026-03-30", extended(20));
    assert_eq!(due(&longer), Some(day("2026-04-28")));
    assert_eq!(refused(&longer, "2026-04-01", extended(1)), "extended-once");
    assert_eq!(refused(&r, "2026-03-31", extended(20)), "too-late");
}

#[test]
fn hearing_others_takes_no_time_of_the_term() {
    let r = received("2026-03-02", How::Presented);
    let third = Act::Consulted {
        whom: Heard::ThirdParty,
    };
    let heard = ok(&r, "2026-03-09", third);
    // At the latest: fifteen working days from the letter, then the fifteen that are left.
    assert_eq!(due(&heard), Some(day("2026-04-21")));
    assert_eq!(
        heard.state(&TERMS, &CALENDAR, day("2026-03-30")),
        State::Hearing
    );
    assert_eq!(
        refused(&heard, "2026-03-30", decided(Outcome::Granted, "")),
        "hearing"
    );
    // Silence: the term of the third party is over, and the office decides.
    assert_eq!(
        heard.state(&TERMS, &CALENDAR, day("2026-03-31")),
        State::Running
    );
    ok(&heard, "2026-03-31", decided(Outcome::Granted, ""));
    let answer = |consents, reason: &str| Act::Answered {
        consultation: 1,
        consents,
        reason: reason.into(),
    };
    assert_eq!(refused(&heard, "2026-03-13", answer(false, "")), "reason");
    let against = ok(&heard, "2026-03-13", answer(false, "涉及商业秘密"));
    assert_eq!(
        due(&against),
        Some(day("2026-04-03")),
        "four days were taken out"
    );
    assert_eq!(
        refused(&against, "2026-03-16", answer(true, "")),
        "no-consultation"
    );
    assert_eq!(
        refused(&against, "2026-03-16", decided(Outcome::Granted, "")),
        "reason"
    );
    ok(
        &against,
        "2026-03-16",
        decided(Outcome::Granted, "不公开会对公共利益造成重大影响"),
    );
    // Two who are heard at the same time take the time once.
    let organ = Act::Consulted {
        whom: Heard::OtherOrgan,
    };
    let both = ok(&heard, "2026-03-09", organ);
    assert_eq!(due(&both), due(&heard));
}

#[test]
fn a_fee_starts_the_clock_anew_when_it_is_paid() {
    let r = received("2026-03-02", How::Presented);
    let fee = |cents| Act::FeeAsked {
        amount: Money(cents),
    };
    assert_eq!(refused(&r, "2026-03-10", fee(0)), "fee-none");
    assert_eq!(refused(&r, "2026-03-10", Act::Paid {}), "no-fee");
    assert_eq!(refused(&r, "2026-03-31", fee(70_000)), "too-late");
    let asked = ok(&r, "2026-03-10", fee(70_000));
    assert_eq!(
        (
            due(&asked),
            asked.state(&TERMS, &CALENDAR, day("2026-03-10"))
        ),
        (None, State::Payment)
    );
    assert_eq!(
        refused(&asked, "2026-04-08", decided(Outcome::NotPaid, "")),
        "payment-open"
    );
    ok(&asked, "2026-04-09", decided(Outcome::NotPaid, ""));
    let paid = ok(&asked, "2026-03-16", Act::Paid {});
    assert_eq!(due(&paid), Some(day("2026-04-14")));
    assert_eq!(refused(&paid, "2026-03-17", fee(1)), "fee-twice");
}

#[test]
fn what_is_decided_stays_and_may_be_contested() {
    let r = received("2026-03-02", How::Presented);
    let contest = Act::Contested { way: Way::Review };
    assert_eq!(
        refused(&r, "2026-03-30", contest.clone()),
        "nothing-to-contest"
    );
    // Silence beyond the term is contested too.
    ok(&r, "2026-03-31", contest.clone());
    assert_eq!(
        refused(&r, "2026-03-30", decided(Outcome::StateSecret, "")),
        "reason"
    );
    let done = ok(
        &r,
        "2026-03-31",
        decided(Outcome::StateSecret, "保守国家秘密法第九条"),
    );
    assert!(
        done.late(&TERMS, &CALENDAR, day(TODAY)),
        "one day after its term"
    );
    assert_eq!(
        refused(&done, "2026-04-01", decided(Outcome::Granted, "")),
        "decided"
    );
    assert_eq!(done.kept_until(&TERMS), Some(day("2026-10-17")));
    let contested = ok(&done, "2026-05-06", contest);
    assert_eq!(contested.kept_until(&TERMS), None, "while it is contested");
    assert_eq!(
        refused(&contested, "2026-05-07", Act::ContactErased {}),
        "contact-needed"
    );
    let ruled = |contest, ruling| Act::Ruled { contest, ruling };
    assert_eq!(
        refused(&contested, "2026-06-01", ruled(2, Ruling::Upheld)),
        "no-contest"
    );
    let ruled_on = ok(&contested, "2026-06-01", ruled(1, Ruling::Upheld));
    assert_eq!(
        refused(&ruled_on, "2026-06-02", ruled(1, Ruling::Other)),
        "no-contest"
    );
    assert_eq!(ruled_on.kept_until(&TERMS), Some(day("2026-12-18")));
    ok(&ruled_on, "2026-12-19", Act::ContactErased {});
    // Who asked may withdraw at any time, also before the receipt is confirmed.
    let online = received("2026-03-02", How::Online);
    ok(&online, "2026-03-02", decided(Outcome::Other, "申请人撤回"));
}

#[test]
fn a_term_beyond_the_calendar_has_not_run_out() {
    let r = received("2026-12-14", How::Presented);
    assert_eq!(due(&r), None);
    assert!(r.beyond(&TERMS, &CALENDAR));
    assert!(!r.late(&TERMS, &CALENDAR, day(TODAY)));
}
