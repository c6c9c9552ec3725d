//! The annual report's sums come out over any history, and one year's end is the next one's beginning.

use crate::{CALENDAR, TERMS, after, day, event};
use fisc_public::annual::{Annual, Form, Row, TEMPLATE, tell};
use fisc_public::request::{Act, Applicant, Group, How, Outcome, Request, Ruling, Way, judge};
use fisc_public::{Lang, Part};
use proptest::prelude::*;

/// A request from its steps; what is refused is left out, as an office would.
fn play(number: u64, start: u64, how: How, applicant: Applicant, steps: &[(u64, Act)]) -> Request {
    let text = "某报告".to_string();
    let mut on = after(day("2024-01-02"), start);
    let first = event(
        on,
        Act::Received {
            how,
            applicant,
            text,
            contact: false,
        },
    );
    let mut request = Request::begin(&format!("R-{number}"), &first).expect("a request");
    for (days, act) in steps {
        on = after(on, *days);
        let next = event(on, act.clone());
        if judge(Some(&request), &next, &TERMS, &CALENDAR, day("2026-12-31")).is_ok() {
            request = request.after(&next);
        }
    }
    request
}

fn any_act() -> impl Strategy<Value = Act> {
    let outcomes = prop::sample::select(&Outcome::ALL[..]);
    let ways = prop::sample::select(&Way::ALL[..]);
    let rulings = prop::sample::select(&Ruling::ALL[..]);
    prop_oneof![
        2 => Just(Act::Confirmed {}),
        1 => Just(Act::Extended { days: 20, approved_by: "甲".into(), reason: "x".into() }),
        3 => outcomes.prop_map(|outcome| Act::Decided { outcome, reason: "x".into() }),
        2 => ways.prop_map(|way| Act::Contested { way }),
        2 => (1_usize..3, rulings).prop_map(|(contest, ruling)| Act::Ruled { contest, ruling }),
    ]
}

fn any_request() -> impl Strategy<Value = Request> {
    let steps = prop::collection::vec((0_u64..200, any_act()), 0..8);
    let how = prop::sample::select(&How::ALL[..]);
    let applicant = prop::sample::select(&Applicant::ALL[..]);
    (0_u64..1000, how, applicant, steps)
        .prop_map(|(start, how, applicant, steps)| play(1, start, how, applicant, &steps))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn the_identities_hold_over_any_history(requests in prop::collection::vec(any_request(), 0..40)) {
        let years: Vec<Annual> = (2023..=2027)
            .map(|y| Annual::count(y, &requests, &TERMS, &CALENDAR))
            .collect();
        for annual in &years {
            prop_assert_eq!(annual.check(), Ok(()));
            let by_group: u64 = Group::ALL.iter().map(|g| annual.group(*g).total()).sum();
            prop_assert_eq!(by_group, annual.decided().total());
            prop_assert!(annual.late <= annual.decided().total());
        }
        for pair in years.windows(2) {
            prop_assert_eq!(pair[0].carried_out, pair[1].carried_in);
            // What is pending at the end of a year is ruled on in the next, or pending still, and what
            // was contested in the next comes on top.
            for (way, before) in &pair[0].contested {
                prop_assert!(pair[1].contested[way].total() >= before.pending);
            }
        }
        // Each request is new once and decided once, in whichever years.
        let received = requests.iter().filter(|r| r.received_on.is_some()).count() as u64;
        let decided = requests.iter().filter(|r| r.received_on.is_some() && r.decision.is_some()).count() as u64;
        prop_assert_eq!(years.iter().map(|y| y.new.total()).sum::<u64>(), received);
        prop_assert_eq!(years.iter().map(|y| y.decided().total()).sum::<u64>(), decided);
    }
}

fn year() -> Annual {
    let decide = |days, outcome| {
        let reason = "x".to_string();
        vec![(days, Act::Decided { outcome, reason })]
    };
    let mut contested = decide(10, Outcome::Process);
    contested.push((30, Act::Contested { way: Way::Review }));
    contested.push((
        60,
        Act::Ruled {
            contest: 1,
            ruling: Ruling::Corrected,
        },
    ));
    let requests = [
        // Of December 2024, decided in 2025.
        play(
            1,
            350,
            How::Presented,
            Applicant::Company,
            &decide(20, Outcome::Granted),
        ),
        play(2, 400, How::Presented, Applicant::Natural, &contested),
        play(
            3,
            410,
            How::Presented,
            Applicant::Natural,
            &decide(60, Outcome::NotHeld),
        ),
        play(4, 720, How::Presented, Applicant::Research, &[]),
        play(5, 720, How::Online, Applicant::Other, &[]),
    ];
    Annual::count(2025, &requests, &TERMS, &CALENDAR)
}

#[test]
fn a_year_is_counted_as_the_form_asks() {
    let annual = year();
    assert_eq!(annual.new, Row([2, 0, 1, 0, 0, 0]));
    assert_eq!(annual.carried_in, Row([0, 1, 0, 0, 0, 0]));
    assert_eq!(annual.decided(), Row([2, 1, 0, 0, 0, 0]));
    assert_eq!(annual.carried_out, Row([0, 0, 1, 0, 0, 0]));
    assert_eq!(annual.group(Group::Refused).total(), 1);
    let review = annual.contested[&Way::Review];
    assert_eq!((review.corrected, review.total()), (1, 1));
    assert_eq!((annual.late, annual.unconfirmed), (1, 1));
    assert_eq!(annual.due(false), Some(day("2026-01-31")));
    assert_eq!(annual.due(true), Some(day("2026-03-31")));
    let mut wrong = annual;
    wrong.carried_out = Row::default();
    let error = wrong.check().expect_err("one is missing");
    assert_eq!(
        (error.applicant, error.received, error.handled),
        (Applicant::Research, 1, 0)
    );
}

#[test]
fn the_report_has_the_sections_of_the_form_in_their_order() {
    let form = Form::parse(TEMPLATE).expect("the empty form");
    for lang in [Lang::Zh, Lang::En] {
        let paper = tell(&year(), &form, lang);
        let headings = paper
            .parts
            .iter()
            .filter(|p| matches!(p, Part::Heading(_)))
            .count();
        assert_eq!(headings, 6);
        let table = paper.parts.iter().find_map(|p| match p {
            Part::Table { columns, rows, .. } if columns.len() == 8 => Some(rows),
            _ => None,
        });
        // Two received, six groups, nineteen outcomes within four of them, the total, one carried on.
        let rows = table.expect("section three");
        assert_eq!(rows.len(), 2 + 6 + 19 + 1 + 1);
        assert!(rows.iter().all(|r| r.len() == 8));
        let text = paper.markdown();
        assert!(
            !text.contains("annual-") && !text.contains("requests-"),
            "{text}"
        );
    }
    let text = tell(&year(), &form, Lang::Zh).markdown();
    for said in [
        "## 三、收到和处理政府信息公开申请情况",
        "| 一、本年新收政府信息公开申请数量 | 2 | 0 | 1 | 0 | 0 | 0 | 3 |",
        "| 6.属于四类过程性信息 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
        "| 1.本机关不掌握相关政府信息 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
        "| 四、结转下年度继续办理 | 0 | 0 | 1 | 0 | 0 | 0 | 1 |",
        "| 行政复议 | 0 | 1 | 0 | 0 | 1 |",
        "（待填写）",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}
