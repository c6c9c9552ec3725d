//! Four assessments of the same auditees, each with what is known by then.

use fisc_model::Money;
use fisc_model::lead::SubjectKind;
use fisc_risk::assessment::{Band, Held, Known, Outcome, Phase, assess, places, what_if};
use fisc_risk::factors::{Factor, Facts};
use fisc_risk::model::Control;
use fisc_risk::settings::{ONE, Settings};
use std::collections::BTreeMap;

fn settings() -> Settings {
    Settings::parse(include_str!("../../../packs/cn/risk.toml")).expect("the pack's settings")
}

fn facts(size: i128, past: i128) -> Facts {
    Facts::from([(Factor::Size, size), (Factor::PastFindings, past)])
}

fn known() -> BTreeMap<String, Known> {
    let of = |facts| Known {
        facts,
        ..Known::default()
    };
    BTreeMap::from([
        ("quiet".to_string(), of(facts(10, 0))),
        ("middle".to_string(), of(facts(20, 1000))),
        ("loud".to_string(), of(facts(30, 50_000))),
    ])
}

#[test]
fn before_planning_no_team_before_preparation_no_control() {
    let mut known = known();
    known.get_mut("loud").unwrap().controls = vec![Control::of_all("CTL-001", 100, 0)];
    for (phase, team, control) in [
        (Phase::Initial, false, ONE),
        (Phase::Planning, true, ONE),
        (Phase::Preparation, true, 300_000),
    ] {
        let all = assess(phase, SubjectKind::Org, &known, &settings()).unwrap();
        let loud = all.iter().find(|a| a.auditee == "loud").unwrap();
        assert_eq!(loud.team.is_some(), team, "{phase:?}");
        assert_eq!(loud.control, control, "{phase:?}");
        assert_eq!(loud.likelihood, None);
        assert_eq!(loud.outcome, None);
    }
}

#[test]
fn the_team_follows_the_band_and_detection_what_is_left() {
    let all = assess(Phase::Planning, SubjectKind::Org, &known(), &settings()).unwrap();
    let by: BTreeMap<&str, _> = all.iter().map(|a| (a.auditee.as_str(), a)).collect();
    let (loud, quiet) = (by["loud"], by["quiet"]);
    assert_eq!(
        (loud.band, loud.team.as_ref().unwrap().people),
        (Band::High, 5)
    );
    assert_eq!(
        (quiet.band, quiet.team.as_ref().unwrap().people),
        (Band::Low, 2)
    );
    // AR / IR, control risk being certain.
    assert_eq!(
        u64::from(loud.detection),
        50_000 * 1_000_000 / u64::from(loud.inherent.score)
    );
    assert!(loud.detection < quiet.detection);
    for a in &all {
        for s in a.sentences() {
            assert!(!s.en.is_empty() && !s.zh.is_empty());
            assert!(!s.en.contains('{') && !s.zh.contains('{'), "{s:?}");
        }
    }
}

#[test]
fn the_last_is_compared_with_the_first() {
    let first = assess(Phase::Initial, SubjectKind::Org, &known(), &settings()).unwrap();
    let mut known = known();
    for (auditee, k) in &mut known {
        k.initial = first.iter().find(|a| a.auditee == *auditee).cloned();
        k.outcome = Some(Outcome {
            findings: 1,
            decided: 4,
            confirmed: Money(if auditee == "quiet" { 900 } else { 0 }),
            budget: Money(1000),
            due: 4,
            overdue: 1,
        });
    }
    let last = assess(Phase::Final, SubjectKind::Org, &known, &settings()).unwrap();
    let held: BTreeMap<&str, Held> = last
        .iter()
        .map(|a| (a.auditee.as_str(), a.compared.as_ref().unwrap().held))
        .collect();
    assert_eq!(held["quiet"], Held::Higher);
    assert_eq!(held["loud"], Held::Lower);
    let outcome = known["quiet"].outcome.as_ref().unwrap();
    assert_eq!(outcome.past_findings(), Some(900_000));
    assert_eq!(outcome.unrectified(), Some(250_000));
    // Before the end the same knowledge says nothing of an outcome.
    let before = assess(Phase::Preparation, SubjectKind::Org, &known, &settings()).unwrap();
    assert!(
        before
            .iter()
            .all(|a| a.outcome.is_none() && a.compared.is_none())
    );
}

#[test]
fn another_weight_moves_who_it_is_about() {
    let mut known = known();
    // The largest has nothing on record.
    known.insert(
        "large".to_string(),
        Known {
            facts: facts(1000, 0),
            ..Known::default()
        },
    );
    let mut one = settings();
    one.factors.insert("size".to_string(), 100);
    let mut other = one.clone();
    other.factors.insert("size".to_string(), 0);
    let before = assess(Phase::Initial, SubjectKind::Org, &known, &one).unwrap();
    let after = assess(Phase::Initial, SubjectKind::Org, &known, &other).unwrap();
    let moved = what_if(&before, &after);
    assert_eq!(moved[0].auditee, "large");
    assert!(moved[0].to_place > moved[0].from_place);
    assert_eq!(what_if(&before, &before), []);
    assert_eq!(
        (
            places(&before)[&("large", SubjectKind::Org)].0,
            places(&after)[&("loud", SubjectKind::Org)].0
        ),
        (1, 1)
    );
}

#[test]
fn an_assessment_is_read_back_as_it_was() {
    let all = assess(Phase::Planning, SubjectKind::Org, &known(), &settings()).unwrap();
    let text = serde_json::to_string(&all).unwrap();
    let back: Vec<fisc_risk::assessment::Assessment> = serde_json::from_str(&text).unwrap();
    assert_eq!(back, all);
}
