//! Leads together: nothing counts twice, whatever order it comes in.

use fisc_model::Money;
use fisc_model::lead::{Bilingual, Confidence, Evidence, Lead, ResultKind, Severity, SubjectKind};
use fisc_risk::exposure::{Exposure, confirmed, exposures};
use fisc_risk::precision::Precision;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn lead(id: &str, method: &str, subject: &str, rows: &[(&str, i128)]) -> Lead {
    let evidence = rows.iter().map(|(key, amount)| Evidence {
        table: "payment".into(),
        key: (*key).into(),
        source: String::new(),
        row: 1,
        amount: Money(*amount),
        digest: String::new(),
    });
    Lead {
        lead_id: id.into(),
        lead_key: id.into(),
        method: method.into(),
        method_digest: String::new(),
        result: ResultKind::ToVerify,
        severity: Severity::Medium,
        confidence: Confidence::Medium,
        subject: subject.into(),
        subject_kind: SubjectKind::Org,
        amount: rows.iter().map(|(_, a)| Money(*a)).sum(),
        days: None,
        narrative: Bilingual::default(),
        details: BTreeMap::new(),
        evidence: evidence.collect(),
        evidence_digest: String::new(),
        run_id: String::new(),
    }
}

fn counts(right: u32, wrong: u32) -> Precision {
    Precision {
        prior_right: right,
        prior_wrong: wrong,
        right: 0,
        wrong: 0,
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-11
}

fn believed() -> BTreeMap<String, Precision> {
    BTreeMap::from([
        ("A".to_string(), counts(1, 1)),
        ("B".to_string(), counts(3, 1)),
    ])
}

#[test]
fn a_row_that_two_methods_see_is_one_matter_and_one_amount() {
    let one = exposures(&[lead("1", "B", "x", &[("k", 100)])], &believed());
    let both = exposures(
        &[
            lead("1", "B", "x", &[("k", 100)]),
            lead("2", "A", "x", &[("k", 60)]),
        ],
        &believed(),
    );
    assert!(close(one[0].likelihood, 0.75));
    assert!(close(both[0].likelihood, 0.75));
    assert_eq!(both[0].amount, Money(100));
    assert_eq!(both[0].expected, Money(75));
    let a = both[0].parts.iter().find(|p| p.method == "A").unwrap();
    assert_eq!((a.leads, a.matters, a.amount), (1, 0, Money(0)));
}

#[test]
fn rows_that_hang_together_through_a_third_lead_are_one_matter() {
    let all = exposures(
        &[
            lead("1", "A", "x", &[("k", 10)]),
            lead("2", "A", "x", &[("l", 10)]),
            lead("3", "B", "x", &[("k", 10), ("l", 10)]),
        ],
        &believed(),
    );
    assert!(close(all[0].likelihood, 0.75));
    assert_eq!(all[0].amount, Money(20));
}

#[test]
fn different_matters_add_up_and_those_of_one_method_stand_together() {
    let two_methods = exposures(
        &[
            lead("1", "A", "x", &[("k", 10)]),
            lead("2", "B", "x", &[("l", 10)]),
        ],
        &believed(),
    );
    // 1 − 1/2 · 1/4
    assert!(close(two_methods[0].likelihood, 0.875));
    let one_method = exposures(
        &[
            lead("1", "A", "x", &[("k", 10)]),
            lead("2", "A", "x", &[("l", 10)]),
        ],
        &believed(),
    );
    // Uniform: 1 − 1/3, and not 1 − 1/4.
    assert!(close(one_method[0].likelihood, 2.0 / 3.0));
}

#[test]
fn an_indicator_points_and_adds_no_amount() {
    let mut indicator = lead("1", "A", "x", &[("k", 1_000_000)]);
    indicator.result = ResultKind::Indicator;
    let all = exposures(&[indicator], &believed());
    assert!(close(all[0].likelihood, 0.5));
    assert_eq!((all[0].amount, all[0].expected), (Money(0), Money(0)));
}

#[test]
fn a_method_that_nobody_vouches_for_is_left_out() {
    assert_eq!(
        exposures(&[lead("1", "Z", "x", &[("k", 1)])], &believed()),
        []
    );
}

#[test]
fn the_largest_expectation_comes_first() {
    let all = exposures(
        &[
            lead("1", "A", "less", &[("k", 100)]),
            lead("2", "B", "more", &[("l", 100)]),
            lead("3", "B", "small", &[("m", 1)]),
        ],
        &believed(),
    );
    let order: Vec<&str> = all.iter().map(|e| e.subject.as_str()).collect();
    assert_eq!(order, ["more", "less", "small"]);
}

fn any_leads() -> impl Strategy<Value = Vec<Lead>> {
    let rows = prop::collection::btree_map(0_u8..12, 0_i128..10_000, 1..5);
    let one = (prop::bool::ANY, 0_u8..3, rows);
    prop::collection::vec(one, 0..20).prop_map(|all| {
        let make = |(n, (a, subject, rows)): (usize, (bool, u8, BTreeMap<u8, i128>))| {
            let rows: Vec<(String, i128)> = rows
                .into_iter()
                .map(|(k, a)| (format!("{subject}/{k}"), a))
                .collect();
            let rows: Vec<(&str, i128)> = rows.iter().map(|(k, a)| (k.as_str(), *a)).collect();
            lead(
                &n.to_string(),
                if a { "A" } else { "B" },
                &subject.to_string(),
                &rows,
            )
        };
        all.into_iter().enumerate().map(make).collect()
    })
}

proptest! {
    #[test]
    fn each_row_counts_once_and_order_says_nothing(leads in any_leads(), turn in 0_usize..20) {
        let all = exposures(&leads, &believed());
        for e in &all {
            let mut rows: BTreeMap<&str, Money> = BTreeMap::new();
            for lead in leads.iter().filter(|l| l.subject == e.subject) {
                for row in &lead.evidence {
                    let best = rows.entry(&row.key).or_default();
                    *best = (*best).max(row.amount);
                }
            }
            prop_assert_eq!(e.amount, rows.values().copied().sum::<Money>());
            prop_assert!(e.expected <= e.amount);
            prop_assert!(e.likelihood > 0.0 && e.likelihood <= 1.0);
            let matters: u64 = e.parts.iter().map(|p| p.matters).sum();
            let leads: u64 = e.parts.iter().map(|p| p.leads).sum();
            prop_assert!(matters >= 1 && matters <= leads);
        }
        let mut turned = leads.clone();
        let by = turn % turned.len().max(1);
        turned.rotate_left(by);
        turned.reverse();
        prop_assert_eq!(exposures(&turned, &believed()), all);
    }

    #[test]
    fn another_lead_never_lowers_a_risk(leads in any_leads(), key in 0_u8..20) {
        let risk = |all: &[Exposure]| -> BTreeMap<String, f64> {
            all.iter().map(|e| (e.subject.clone(), e.likelihood)).collect()
        };
        let before = risk(&exposures(&leads, &believed()));
        // A lead on a row of its own; one that joins two matters may make them one.
        let mut more = leads.clone();
        more.push(lead("new", "A", "0", &[(&format!("own/{key}"), 5)]));
        let after = risk(&exposures(&more, &believed()));
        for (subject, likelihood) in before {
            prop_assert!(after[&subject] >= likelihood - 1e-11);
        }
    }
}

#[test]
fn what_is_confirmed_of_one_row_is_confirmed_once() {
    let one = lead("1", "A", "x", &[("k", 100), ("l", 40)]);
    let same = lead("2", "B", "x", &[("k", 60)]);
    let other = lead("3", "B", "x", &[("m", 30)]);
    let mut points = lead("4", "B", "x", &[("n", 500)]);
    points.result = ResultKind::Indicator;
    let all = [
        (&one, Money(140)),
        (&same, Money(60)),
        (&other, Money(20)),
        (&points, Money(500)),
    ];
    // The first two share k: no more than 140 of them; of the third what was said.
    assert_eq!(confirmed(&all), Money(160));
    assert_eq!(confirmed(&all[1..]), Money(80));
    assert_eq!(confirmed(&[]), Money(0));
}
