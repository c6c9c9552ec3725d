//! The steps from what was gathered to what is shown: numbers that stay, corrections with their
//! reasons, personal data out of the texts. (Gathering itself is tested over a whole engagement:
//! `tests/publication.rs`.)

mod quality;
mod record;
/// An office with a record, as the tests of the review make it.
#[path = "../../../fisc-review/tests/review/world.rs"]
#[allow(dead_code)]
mod world;

use chrono::NaiveDate;
use fisc_model::Money;
use fisc_publish::gather::{Before, Form, Redaction, TEMPLATE, explain, number, redact};
use fisc_publish::personal::{Detectors, Kind, Known, Takedowns, What, Words};
use fisc_publish::publication::{CorrectionKind, Publication, WithheldScope};
use std::collections::{BTreeMap, BTreeSet};

fn publication() -> Publication {
    let mut p: Publication =
        serde_json::from_str(include_str!("../release/publication.json")).expect("a publication");
    p.withheld.clear();
    p.corrections.clear();
    p
}

fn form(more: &str) -> Form {
    Form::parse(&format!("{TEMPLATE}\n{more}")).expect("a form")
}

fn before(shown: &Publication) -> Before {
    let numbers = shown
        .findings
        .iter()
        .map(|(id, f)| (id.clone(), f.number.clone()));
    Before {
        numbers: numbers.collect(),
        shown: shown.clone(),
        digest: "a".repeat(64),
    }
}

fn correction(finding: &str, kind: &str) -> String {
    format!(
        "[[correction]]\nfinding = \"{finding}\"\nkind = \"{kind}\"\nreason = {{ zh = \"重新核算\", en = \"Reckoned anew.\" }}\n"
    )
}

#[test]
fn a_misspelt_key_of_the_form_is_refused_by_name() {
    let error = Form::parse(&format!("{TEMPLATE}\nintepretation = []")).expect_err("refused");
    assert!(error.contains("intepretation"), "{error}");
}

#[test]
fn numbers_are_given_once_and_stay() {
    let mut p = publication();
    let mut ten = p.findings["F-1"].clone();
    for f in p.findings.values_mut() {
        f.number.clear();
    }
    ten.number.clear();
    p.findings.insert("F-10".into(), ten);
    number(&mut p, None);
    let numbers = |p: &Publication| -> Vec<(String, String)> {
        let all = p
            .findings
            .iter()
            .map(|(id, f)| (id.clone(), f.number.clone()));
        all.collect()
    };
    let expected = [("F-1", "1"), ("F-10", "4"), ("F-2", "2"), ("F-3", "3")];
    let expected = expected.map(|(a, b)| (a.to_string(), b.to_string()));
    assert_eq!(numbers(&p), expected);
    // The last one was withdrawn; its number is nobody else's.
    let mut later = before(&p);
    later.numbers.insert("F-0".into(), "7".into());
    let mut next = p.clone();
    next.findings.remove("F-10");
    let mut new = p.findings["F-1"].clone();
    new.number.clear();
    next.findings.insert("F-11".into(), new);
    number(&mut next, Some(&later));
    assert_eq!(next.findings["F-11"].number, "8");
    assert_eq!(next.findings["F-2"].number, "2");
}

#[test]
fn every_difference_has_its_reason_and_every_reason_its_difference() {
    let old = publication();
    let was = before(&old);
    let mut new = old.clone();
    new.issue.release = 2;
    if let Some(f) = new.findings.get_mut("F-1") {
        f.amount = f.amount + Money(100);
    }
    let gone = new.findings.remove("F-3").expect("F-3");
    let mut added = gone.clone();
    added.number = "9".into();
    new.findings.insert("F-9".into(), added);
    let run = |text: &str| {
        let (mut whole, mut shown) = (new.clone(), new.clone());
        let done = explain(&mut whole, &mut shown, &form(text), Some(&was));
        assert_eq!(whole.corrections, shown.corrections);
        done.map(|()| shown.corrections)
    };
    let places = |text: &str| -> Vec<String> {
        let troubles = run(text).expect_err("refused");
        troubles.into_iter().map(|t| t.place).collect()
    };
    assert_eq!(places(""), ["F-1", "F-3"]);
    let both = correction("F-1", "corrected") + &correction("F-3", "withdrawn");
    assert_eq!(
        places(&format!("{both}{}", correction("F-2", "corrected"))),
        ["publish.toml, correction F-2"]
    );
    assert_eq!(
        places(&format!("{both}{}", correction("F-1", "corrected"))),
        ["publish.toml, correction F-1"]
    );
    let mixed = correction("F-1", "withdrawn") + &correction("F-3", "withdrawn");
    assert!(places(&mixed).contains(&"publish.toml, correction F-1".to_string()));
    let corrections = run(&both).expect("explained");
    assert_eq!(corrections.len(), 1);
    assert_eq!(
        (corrections[0].release, corrections[0].digest.len()),
        (1, 64)
    );
    let items: Vec<_> = corrections[0]
        .what
        .iter()
        .map(|i| (i.finding.clone().unwrap_or_default(), i.kind))
        .collect();
    let number = |id: &str| old.findings[id].number.clone();
    assert_eq!(
        items,
        [
            (number("F-1"), CorrectionKind::Corrected),
            (number("F-3"), CorrectionKind::Withdrawn),
            ("9".to_string(), CorrectionKind::Added),
        ]
    );
    // In a first release there is nothing to correct.
    let (mut whole, mut shown) = (old.clone(), old.clone());
    assert!(explain(&mut whole, &mut shown, &form(&both), None).is_err());
    assert!(explain(&mut whole, &mut shown, &form(""), None).is_ok());
}

/// What was taken back stays in the form without being said again, and comes back with a reason only.
#[test]
fn what_was_taken_back_comes_back_with_a_reason_only() {
    let first = publication();
    let mut second = first.clone();
    second.issue.release = 2;
    second.findings.remove("F-3");
    let withdrawn = correction("F-3", "withdrawn");
    let mut whole = second.clone();
    explain(
        &mut whole,
        &mut second,
        &form(&withdrawn),
        Some(&before(&first)),
    )
    .expect("explained");
    let mut was = before(&second);
    was.numbers.extend(before(&first).numbers);
    let run = |p: &Publication, text: &str| {
        let (mut whole, mut shown) = (p.clone(), p.clone());
        let done = explain(&mut whole, &mut shown, &form(text), Some(&was));
        done.map(|()| shown.corrections.last().map(|c| c.what.len()))
    };
    let mut third = second.clone();
    third.issue.release = 3;
    assert_eq!(run(&third, &withdrawn), Ok(Some(0)));
    assert_eq!(run(&third, ""), Ok(Some(0)));
    third
        .findings
        .insert("F-3".into(), first.findings["F-3"].clone());
    let silent = run(&third, "").expect_err("it comes back without a word");
    assert_eq!((silent.len(), silent[0].place.as_str()), (1, "F-3"));
    assert!(silent[0].text.en.contains("withdrawn before"), "{silent:?}");
    assert!(run(&third, &withdrawn).is_err());
    assert_eq!(run(&third, &correction("F-3", "added")), Ok(Some(1)));
}

#[test]
fn progress_signatures_and_translations_are_no_corrections() {
    let mut old = publication();
    if let Some(f) = old.findings.get_mut("F-1") {
        f.title.en.clear();
    }
    let mut new = publication();
    if let Some(f) = new.findings.get_mut("F-1") {
        f.signed.clear();
        f.rectification = None;
    }
    let (mut whole, mut shown) = (new.clone(), new);
    let done = explain(&mut whole, &mut shown, &form(""), Some(&before(&old)));
    assert_eq!(done, Ok(()));
    assert_eq!(shown.corrections[0].what, []);
}

fn detectors() -> Detectors {
    let words = Words::parse(include_str!("../../../../packs/cn/personal.toml")).expect("words");
    let known = Known::new([(Kind::Name, "王小明")]).expect("few");
    Detectors::new(words, known)
}

#[test]
fn texts_of_findings_are_redacted_and_listed_and_written_ones_are_refused() {
    let (detectors, allowed) = (detectors(), BTreeSet::new());
    let by = Redaction {
        detectors: &detectors,
        takedowns: None,
        allowed: &allowed,
    };
    let clean = publication();
    let mut same = clean.clone();
    redact(&mut same, &by).expect("nothing personal");
    assert_eq!(same, clean, "what is not personal stays to the letter");

    let mut shown = clean.clone();
    if let Some(f) = shown.findings.get_mut("F-1") {
        f.title.zh = "王小明重复领取补助".into();
        f.facts.en = "Paid to 13800138000 and 13900139000.".into();
    }
    redact(&mut shown, &by).expect("redacted");
    let f = &shown.findings["F-1"];
    assert!(!f.title.zh.contains("王小明") && f.title.zh.ends_with("重复领取补助"));
    assert!(!f.facts.en.contains("138") && f.facts.en.starts_with("Paid to "));
    let listed: BTreeMap<&str, (&str, u64)> = shown
        .withheld
        .iter()
        .map(|w| (w.place.as_str(), (w.reason.as_str(), w.count)))
        .collect();
    assert_eq!(listed["findings/F-1/title"], ("personal-name", 1));
    assert_eq!(listed["findings/F-1/facts"], ("personal-mobile", 2));
    for w in &shown.withheld {
        assert!(!w.basis.is_empty() && w.words.en != w.words.zh);
    }

    let mut titled = clean.clone();
    titled.title = "王小明案".into();
    titled.interpretation[0].zh = "致电 13800138000".into();
    let troubles = redact(&mut titled, &by).expect_err("people change what they write");
    let said = format!("{troubles:?}");
    assert_eq!(troubles.len(), 2, "{said}");
    assert!(said.contains("\"fisc.toml, title\"") && said.contains("interpretation/1"));
    assert!(
        !said.contains("王小明") && !said.contains("13800138000"),
        "{said}"
    );
}

#[test]
fn what_was_taken_down_stays_out_of_every_build() {
    let key = [7; 32];
    let mut list = Takedowns::default();
    let on = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    let whole = publication();
    let number = whole.findings["F-2"].number.clone();
    for (what, value) in [(What::Value, "A-7731-X"), (What::Finding, number.as_str())] {
        list.add(&key, what, value, "court", on, "office")
            .expect("long enough");
    }
    let (detectors, allowed) = (detectors(), BTreeSet::new());
    let by = Redaction {
        detectors: &detectors,
        takedowns: Some((&list, &key)),
        allowed: &allowed,
    };
    for _ in 0..2 {
        let mut shown = whole.clone();
        if let Some(f) = shown.findings.get_mut("F-1") {
            f.facts.en = "Contract a 7731 x was paid twice.".into();
        }
        redact(&mut shown, &by).expect("redacted");
        assert!(!shown.findings.contains_key("F-2"));
        assert!(!shown.findings["F-1"].facts.en.contains("7731"));
        let scopes: Vec<_> = shown.withheld.iter().map(|w| (w.scope, w.count)).collect();
        assert_eq!(
            scopes,
            [(WithheldScope::Finding, 1), (WithheldScope::Value, 1)]
        );
        let text = serde_json::to_string(&shown.withheld).expect("JSON");
        assert!(!text.contains("7731") && !text.contains("F-2"), "{text}");
        for code in shown.auditees.keys() {
            assert!(
                shown.findings.values().any(|f| f.auditee == *code),
                "{code}"
            );
        }
    }
}
