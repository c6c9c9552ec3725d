//! Releases with a table of people: what is withheld, what is marked, and what the next release must
//! not give away.

use crate::Package;
use crate::disclosure::joint::Earlier;
use crate::disclosure::people::{People, rows};
use crate::disclosure::protect::{Protected, audit_files, protect};
use crate::disclosure::rules::tests::cn;
use crate::disclosure::said::Said;
use crate::package::{MARK, sheets};
use crate::publication::{PeopleRow, Publication, WithheldScope};
use fisc_model::Money;
use fisc_model::finding::AmountKind;
use std::collections::BTreeMap;

/// Of each finding: its id, the auditee, how many people with which amounts in whole units.
type Spec<'a> = (&'a str, &'a str, &'a [i128]);

fn release(number: u32, findings: &[Spec<'_>]) -> (Publication, People) {
    let mut p = crate::package::tests::publication();
    let pattern = p.findings["F-1"].clone();
    p.issue.release = number;
    p.findings.clear();
    let mut people = People::new();
    for (n, (id, auditee, amounts)) in (1..).zip(findings) {
        let mut f = pattern.clone();
        f.number = format!("{n}");
        // The version is known by its digest.
        f.digest = format!("{id} {amounts:?}");
        f.auditee = (*auditee).into();
        f.methods = vec!["EXE-003".into()];
        f.amount = Money(amounts.iter().sum::<i128>() * 100);
        f.amount_kind = AmountKind::Irregular;
        f.leads = amounts.len() as u64;
        f.evidence_rows = amounts.len() as u64;
        p.findings.insert((*id).into(), f);
        let who = (0..).zip(*amounts);
        let who = who.map(|(n, a): (u32, _)| (format!("{id}-{n}"), Money(a * 100)));
        people.insert((*id).into(), who.collect());
    }
    (p, people)
}

fn made(
    number: u32,
    findings: &[Spec<'_>],
    earlier: &[Earlier],
) -> (Publication, Publication, People, Protected) {
    let (whole, people) = release(number, findings);
    let (mut whole, mut shown) = (whole.clone(), whole);
    let done = protect(&mut whole, &mut shown, &people, &cn(), earlier).expect("protected");
    (whole, shown, people, done)
}

fn kept(whole: &Publication, shown: &Publication, people: &People) -> Earlier {
    Earlier {
        said: Said::of(shown),
        whole: Said::of(whole),
        people: people.clone(),
    }
}

fn files(p: &Publication) -> Package {
    let csv = |s: &crate::package::Sheet| (s.path(), s.csv().expect("a table"));
    sheets(p).iter().map(csv).collect()
}

fn row<'a>(p: &'a Publication, auditee: &str, finding: &str) -> &'a PeopleRow {
    let mut all = p.people.iter();
    let wanted = |r: &&PeopleRow| r.auditee == auditee && r.finding == finding;
    all.find(|r| wanted(r) && (!r.problem.is_empty() || finding.is_empty()))
        .expect("a row")
}

const MANY: &[i128] = &[100, 110, 120, 130, 90, 80, 100, 105];
const MORE: &[i128] = &[60, 70, 65, 75, 80, 62];

#[test]
fn figures_about_many_people_are_published_whole_with_their_sums() {
    let (_, shown, _, done) = made(1, &[("F-1", "A001", MANY), ("F-2", "A002", MORE)], &[]);
    assert_eq!(
        shown
            .withheld
            .iter()
            .filter(|w| w.reason == "SDC-1")
            .count(),
        0
    );
    assert!(done.public.is_empty());
    let total = shown.people.iter().find(|r| {
        [&r.problem, &r.government, &r.auditee, &r.finding]
            .iter()
            .all(|t| t.is_empty())
    });
    let total = total.expect("a total");
    assert_eq!(
        (total.people, total.amount),
        (Some(14), Some(Money(124_700)))
    );
    assert_eq!(total.share, Some(100));
    assert_eq!(row(&shown, "A001", "F-1").share, Some(57));
    assert_eq!(
        audit_files(&files(&shown), 1, &[], &done.asked),
        Ok(Vec::new())
    );
}

#[test]
fn a_finding_about_one_person_loses_its_numbers_everywhere() {
    let all = [("F-1", "A001", MANY), ("F-2", "A002", &[500][..])];
    let (whole, mut shown) = (release(1, &all).0, release(1, &all).0);
    let people = release(1, &all).1;
    let mut whole = whole;
    for p in [&mut whole, &mut shown] {
        let f = p.findings.get_mut("F-2").expect("a finding");
        f.facts.zh = "多发500.00元。".into();
        f.facts.en = "500 paid too much".into();
    }
    let done = protect(&mut whole, &mut shown, &people, &cn(), &[]).expect("protected");
    let f = &shown.findings["F-2"];
    assert_eq!((f.amount, f.leads, f.evidence_rows), (Money::ZERO, 0, 0));
    assert_eq!(f.facts.zh, "多发〔依SDC-1隐去〕元。");
    assert!(!f.facts.en.contains("500"), "{}", f.facts.en);
    // The sum of both would give it back, because the other one is shown.
    let kind = |r: &&PeopleRow| r.government.is_empty();
    for total in shown.people.iter().filter(kind) {
        assert_eq!(total.amount, None);
    }
    assert_eq!(row(&shown, "A001", "F-1").amount, Some(Money(83_500)));
    // All of it is in the package as marks, and on the list.
    let files = files(&shown);
    let text = |path: &str| String::from_utf8_lossy(&files[path]).into_owned();
    let marked = text("data/people.csv").matches(MARK).count();
    let cells = shown
        .withheld
        .iter()
        .filter(|w| w.scope == WithheldScope::Cell);
    assert_eq!(marked, cells.count());
    assert!(
        text("data/findings.csv").contains("█ SDC-1,█ SDC-1,█ SDC-1"),
        "{}",
        text("data/findings.csv")
    );
    assert!(!text("data/people.csv").contains("500.00"));
    assert_eq!(audit_files(&files, 1, &[], &done.asked), Ok(Vec::new()));
}

#[test]
fn the_audit_of_the_files_sees_what_somebody_put_back() {
    let (whole, shown, _, done) = made(1, &[("F-1", "A001", MANY), ("F-2", "A002", &[500])], &[]);
    let mut careless = shown.clone();
    for (r, full) in careless.people.iter_mut().zip(&whole.people) {
        if r.government.is_empty() {
            r.amount = full.amount;
        }
    }
    let found = audit_files(&files(&careless), 1, &[], &done.asked).expect("an audit");
    assert!(
        found
            .iter()
            .any(|d| d.place.contains("A002") && d.en.contains("500.00")),
        "{found:?}"
    );
    // The finding's own amount is the same number.
    let mut careless = shown;
    careless
        .withheld
        .retain(|w| w.place != "findings/F-2/amount");
    let f = careless.findings.get_mut("F-2").expect("a finding");
    f.amount = Money(50_000);
    let found = audit_files(&files(&careless), 1, &[], &done.asked).expect("an audit");
    assert!(!found.is_empty());
}

/// One person is added to a finding that may be shown in both releases: the difference is that
/// person's amount.
#[test]
fn one_contributor_more_is_not_told_by_the_difference() {
    let first = [("F-1", "A001", MANY), ("F-2", "A002", MORE)];
    let (whole, shown, people, _) = made(1, &first, &[]);
    let before = [kept(&whole, &shown, &people)];
    let more: Vec<i128> = [MANY, &[777][..]].concat();
    // 777 of 1,612 is no dominance: alone, the second release may be shown whole.
    let second = [("F-1", "A001", more.as_slice()), ("F-2", "A002", MORE)];
    let (_, alone, _, _) = made(2, &second, &[]);
    assert_eq!(alone.findings["F-1"].amount, Money(161_200));
    let (_, next, _, done) = made(2, &second, &before);
    assert_eq!(next.findings["F-1"].amount, Money::ZERO, "withheld");
    assert_eq!(row(&next, "A001", "F-1").amount, None);
    assert_eq!(
        audit_files(&files(&next), 2, &before, &done.asked),
        Ok(Vec::new())
    );
    let found = audit_files(&files(&alone), 2, &before, &done.asked).expect("an audit");
    let said = found.iter().map(|d| d.en.as_str()).collect::<String>();
    assert!(
        said.contains("777.00") && said.contains("release 1, 2"),
        "{said}"
    );
}

/// Two auditees become one between releases: nothing changes but the sums.
#[test]
fn a_merged_category_gives_nothing_away() {
    let first = [
        ("F-1", "A001", MANY),
        ("F-2", "A002", MORE),
        ("F-3", "A002", &[40][..]),
    ];
    let (whole, shown, people, _) = made(1, &first, &[]);
    assert_eq!(row(&shown, "A002", "F-3").amount, None);
    let before = [kept(&whole, &shown, &people)];
    let second = [
        ("F-1", "A001", MANY),
        ("F-2", "A001", MORE),
        ("F-3", "A001", &[40][..]),
    ];
    let (_, next, _, done) = made(2, &second, &before);
    let unsafe_place = &row(&next, "A001", "F-3");
    assert_eq!((unsafe_place.amount, unsafe_place.people), (None, None));
    assert_eq!(
        audit_files(&files(&next), 2, &before, &done.asked),
        Ok(Vec::new())
    );
}

/// What was published once cannot be taken back: it is said, with the release.
#[test]
fn what_is_public_already_is_named() {
    let first = [("F-1", "A001", MANY), ("F-2", "A002", &[500][..])];
    let (whole, people) = release(1, &first);
    let mut old = whole;
    old.people = rows(&old, &people);
    let before = [kept(&old, &old, &people)];
    let (_, next, _, done) = made(2, &first, &before);
    let said: Vec<&str> = done.public.iter().map(|d| d.en.as_str()).collect();
    assert!(
        said.iter()
            .any(|s| s.contains("500.00") && s.contains("release 1")),
        "{said:?}"
    );
    assert!(
        next.withheld
            .iter()
            .any(|w| w.place == "findings/F-2/amount")
    );
    assert_eq!(
        audit_files(&files(&next), 2, &before, &done.asked),
        Ok(Vec::new())
    );
}

#[test]
fn the_files_say_what_the_publication_says() {
    let (_, shown, _, _) = made(3, &[("F-1", "A001", MANY), ("F-2", "A002", &[500])], &[]);
    let read = Said::of_files(&files(&shown), 3).expect("readable");
    assert_eq!(read, Said::of(&shown));
}

#[test]
fn a_sum_with_an_amount_that_was_withheld_for_another_reason_is_not_made() {
    let (mut p, people) = release(1, &[("F-1", "A001", MANY), ("F-2", "A002", MORE)]);
    p.withheld.push(crate::publication::Withheld {
        scope: WithheldScope::Value,
        place: "findings/F-2/amount".into(),
        reason: "NL-15-1".into(),
        words: fisc_model::lead::Bilingual::default(),
        basis: String::new(),
        review_on: None,
        count: 1,
    });
    let all = rows(&p, &people);
    assert!(all.iter().all(|r| r.finding != "F-2"));
    let amounts: BTreeMap<_, _> = all.iter().map(|r| (&r.auditee, r.amount)).collect();
    assert!(
        amounts.values().all(|a| *a == Some(Money(83_500))),
        "{amounts:?}"
    );
}
