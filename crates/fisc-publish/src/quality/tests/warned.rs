//! Each early warning with what it says and with what it lets be.

use super::super::*;
use super::{World, day};
use crate::package::tests::publication;
use crate::publication::{PublicReply, RectificationState};

fn warned(w: &World) -> Vec<(Kind, String)> {
    let warnings = w.report().warnings;
    let look = |warning: &Warning| {
        for side in [
            &warning.text.en,
            &warning.text.zh,
            &warning.remedy.en,
            &warning.remedy.zh,
        ] {
            assert!(!side.is_empty() && !side.contains("{ $"), "{warning:?}");
        }
        (warning.kind, warning.place.clone())
    };
    warnings.iter().map(look).collect()
}

#[test]
fn a_release_with_nothing_to_weigh_has_no_warnings() {
    let mut w = World::new();
    quiet(&mut w);
    assert_eq!(warned(&w), []);
    assert_eq!(w.report().weighed().values().sum::<u64>(), 0);
}

/// Nothing of the small release is to be weighed.
fn quiet(w: &mut World) {
    for f in w.shown.findings.values_mut() {
        f.replies.clear();
        f.amount = f.amount + Money(1);
    }
}

/// What is warned of, where, and what makes it so.
type Case = (Kind, &'static str, fn(&mut World));

#[test]
fn each_warning_says_what_is_to_be_weighed_and_stops_nothing() {
    let cases: &[Case] = &[
        (
            Kind::SmallCount,
            "findings/F-1/rectification/people_held_to_account",
            |w| {
                let r = w.finding("F-1").rectification.as_mut().expect("a plan");
                r.acknowledged.people_held_to_account = 4;
            },
        ),
        (Kind::SmallCount, "findings/F-1/evidence_rows", |w| {
            w.standing("F-1").people = 1
        }),
        (Kind::SmallCount, "interpretation/1", |w| {
            w.shown.interpretation[0].zh = "涉及3人。".into();
        }),
        (Kind::Contested, "findings/F-2", |w| {
            let reply = PublicReply {
                on: day("2026-03-18"),
                accepted: false,
                text: "不同意。".into(),
                answer: None,
            };
            w.finding("F-2").replies.push(reply);
        }),
        (Kind::Contested, "findings/F-2", |w| {
            w.standing("F-2").ruled = 1
        }),
        (Kind::RoundAmount, "findings/F-2/amount", |w| {
            w.finding("F-2").amount = Money(30_000_000);
        }),
        (Kind::AboveBudget, "findings/F-2/amount", |w| {
            w.budgets.insert("A002".into(), Money(8_000_000));
        }),
        (Kind::Stale, "findings/F-2/rectification", |w| {
            w.shown.issue.published_on = day("2026-11-02");
            for id in ["F-1", "F-3"] {
                let r = w.finding(id).rectification.as_mut().expect("a plan");
                r.state = RectificationState::Closed;
            }
        }),
        (Kind::SingleSource, "findings/F-2", |w| {
            w.standing("F-2").sources = BTreeSet::from(["a.csv".into()]);
        }),
    ];
    for (kind, place, change) in cases {
        let mut w = World::new();
        quiet(&mut w);
        change(&mut w);
        assert_eq!(
            warned(&w),
            [(*kind, (*place).to_string())],
            "{kind:?} {place}"
        );
        let red = w
            .report()
            .items
            .into_iter()
            .filter(|o| o.state == State::Red);
        let red: Vec<String> = red.map(|o| o.item).filter(|i| i != "heard").collect();
        assert!(red.is_empty(), "{kind:?}: {red:?}");
    }
}

#[test]
fn what_is_not_to_be_weighed_is_let_be() {
    let cases: &[fn(&mut World)] = &[
        // Enough people, nobody, and a number that is withheld.
        |w| {
            let r = w.finding("F-1").rectification.as_mut().expect("a plan");
            r.acknowledged.people_held_to_account = 5;
        },
        |w| w.standing("F-1").people = 5,
        |w| w.shown.interpretation[0].zh = "涉及12人。".into(),
        |w| {
            let r = w.finding("F-1").rectification.as_mut().expect("a plan");
            r.acknowledged.people_held_to_account = 2;
            let mut withheld = publication().withheld[0].clone();
            withheld.place = "findings/F-1/rectification/people_held_to_account".into();
            w.shown.withheld.push(withheld);
        },
        // A budget that is not known, or is enough.
        |w| {
            w.budgets.insert("A002".into(), Money(8_000_001));
        },
        // Half a year to the day.
        |w| w.shown.issue.published_on = day("2026-11-01"),
        // One file, and the auditee confirms it; one file and a paper.
        |w| {
            w.standing("F-2").sources = BTreeSet::from(["a.csv".into()]);
            let reply = PublicReply {
                on: day("2026-03-18"),
                accepted: true,
                text: String::new(),
                answer: None,
            };
            w.finding("F-2").replies.push(reply);
        },
        |w| {
            w.standing("F-2").sources = BTreeSet::from(["a.csv".into()]);
            w.standing("F-2").papers = 1;
        },
    ];
    for (n, change) in cases.iter().enumerate() {
        let mut w = World::new();
        quiet(&mut w);
        change(&mut w);
        assert_eq!(warned(&w), [], "case {n}");
    }
}

/// F-1 to F-n of one kind with these amounts, in cents.
fn amounts(all: &[i128]) -> World {
    let mut w = World::new();
    quiet(&mut w);
    let (f, s) = (w.shown.findings["F-2"].clone(), w.standing["F-2"].clone());
    w.shown.findings.clear();
    w.standing.clear();
    for (n, amount) in (1..).zip(all) {
        let mut f = f.clone();
        f.number = n.to_string();
        f.amount = Money(*amount);
        w.shown.findings.insert(format!("F-{n}"), f);
        w.standing.insert(format!("F-{n}"), s.clone());
    }
    w
}

#[test]
fn an_amount_is_unusual_among_enough_others() {
    let far = [100_001, 110_001, 120_001, 130_001, 9_000_001];
    let place = "findings/F-5/amount".to_string();
    assert_eq!(
        warned(&amounts(&far)),
        [(Kind::UnusualAmount, place.clone())]
    );
    // Four have no usual size, and five that are near each other have none that is far.
    assert_eq!(warned(&amounts(&far[1..])), []);
    let near = [100_001, 110_001, 120_001, 130_001, 140_001];
    assert_eq!(warned(&amounts(&near)), []);
    // What is far below is not far above.
    let below = [1, 9_000_001, 9_010_001, 9_020_001, 9_030_001];
    assert_eq!(warned(&amounts(&below)), []);
    // More than half of the total, without being far: the amounts lie apart.
    let apart = [101, 1_000_001, 2_000_001, 4_000_001, 8_000_001];
    assert_eq!(warned(&amounts(&apart)), [(Kind::UnusualAmount, place)]);
}
