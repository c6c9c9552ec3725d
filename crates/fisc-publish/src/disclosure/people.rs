//! The table of people: whom findings are about, how many, and the amounts of these findings, by
//! problem and unit. Only findings that rest on rows about natural persons and on nothing else are in
//! it. A person is counted once in a finding, and again in another one: sums add up.

use super::rules::Rules;
use super::table::{Dimension, Record, TOTAL, cells};
use crate::openness::mark;
use crate::package::{Sheet, people_sheet};
use crate::publication::{PeopleRow, Publication};
use fisc_model::Money;
use fisc_model::finding::AmountKind;
use std::collections::{BTreeMap, BTreeSet};

/// Finding → pseudonym → what the ledger says was paid to that person. Who computes it sees the
/// persons; nothing of it leaves.
pub type People = BTreeMap<String, BTreeMap<String, Money>>;

/// The table in full. A finding whose amount is withheld already is not in it: a sum would give it
/// away.
pub fn rows(shown: &Publication, people: &People) -> Vec<PeopleRow> {
    let inside = shown.findings.iter().filter(|(id, f)| {
        people.get(*id).is_some_and(|p| !p.is_empty())
            && crate::package::marker(shown, id, f, "amount").is_none()
    });
    let mut parents = BTreeMap::new();
    let mut records: BTreeMap<AmountKind, Vec<Record>> = BTreeMap::new();
    let mut places = BTreeMap::new();
    for (id, f) in inside {
        let auditee = shown.auditees.get(&f.auditee);
        let government = auditee.map(|a| a.gov_code.clone()).unwrap_or_default();
        let (own, unit, above) = (
            format!("f:{id}"),
            format!("u:{}", f.auditee),
            format!("g:{government}"),
        );
        let level = |finding: &str, auditee: &str| {
            (finding.to_string(), auditee.to_string(), government.clone())
        };
        places.insert(own.clone(), level(id, &f.auditee));
        places.insert(unit.clone(), level("", &f.auditee));
        parents.insert(own.clone(), unit.clone());
        // A unit of no known government stands under the total alone.
        if !government.is_empty() {
            places.insert(above.clone(), level("", ""));
            parents.insert(unit, above);
        }
        let problem = f.methods.first().cloned().unwrap_or_default();
        let of = |(person, amount): (&String, &Money)| Record {
            place: vec![problem.clone(), own.clone()],
            part: id.clone(),
            person: person.clone(),
            amount: amount.0,
        };
        let list = records.entry(f.amount_kind).or_default();
        list.extend(people[id].iter().map(of));
    }
    let problems = Dimension {
        total: true,
        ..Dimension::default()
    };
    let units = Dimension {
        parents,
        total: true,
    };
    let mut all = Vec::new();
    for (kind, records) in records {
        for (place, cell) in cells(&[problems.clone(), units.clone()], &records) {
            let (problem, unit) = (&place[0], &place[1]);
            let level = places.get(unit).cloned().unwrap_or_default();
            let (finding, auditee, government) = level;
            // A finding has one problem: the row of all problems would be the same once more.
            if !finding.is_empty() && problem == TOTAL {
                continue;
            }
            let counts = cell.parts.iter().map(|id| people[id].len() as u64);
            let findings = cell.parts.iter().filter_map(|id| shown.findings.get(id));
            all.push(PeopleRow {
                amount_kind: kind,
                problem: problem.clone(),
                government,
                auditee,
                finding,
                people: Some(counts.sum()),
                amount: Some(findings.map(|f| f.amount).sum()),
                share: None,
            });
        }
    }
    all.sort_by(|a, b| key(a).cmp(&key(b)));
    all
}

/// What a row is known by.
pub fn key(row: &PeopleRow) -> (AmountKind, &str, &str, &str, &str) {
    (
        row.amount_kind,
        &row.problem,
        &row.government,
        &row.auditee,
        &row.finding,
    )
}

/// The findings that a row is the sum of.
pub fn members<'a>(rows: &'a [PeopleRow], row: &PeopleRow) -> BTreeSet<&'a str> {
    let same = |all: &str, own: &str| all.is_empty() || all == own;
    rows.iter()
        .filter(|r| !r.finding.is_empty() && r.amount_kind == row.amount_kind)
        .filter(|r| same(&row.problem, &r.problem) && same(&row.government, &r.government))
        .filter(|r| same(&row.auditee, &r.auditee) && same(&row.finding, &r.finding))
        .map(|r| r.finding.as_str())
        .collect()
}

/// What stands for all.
fn all(text: &str) -> &str {
    if text.is_empty() {
        super::said::ALL
    } else {
        text
    }
}

/// The place of a cell, as the list of what is withheld names it.
pub fn place(row: &PeopleRow, measure: &str) -> String {
    let kind = serde_json::to_value(row.amount_kind).unwrap_or_default();
    let parts = [&row.problem, &row.government, &row.auditee, &row.finding];
    let parts: Vec<&str> = parts.into_iter().map(|p| all(p)).collect();
    let kind = kind.as_str().unwrap_or_default();
    format!("people/{kind}/{}/{measure}", parts.join("/"))
}

/// The table as it stands in the package; withheld cells bear the mark.
#[must_use]
pub fn sheet(p: &Publication) -> Option<Sheet> {
    if p.people.is_empty() {
        return None;
    }
    let reasons: BTreeMap<&str, &str> = p
        .withheld
        .iter()
        .map(|w| (w.place.as_str(), w.reason.as_str()))
        .collect();
    let withheld = |row: &PeopleRow, measure: &str| {
        mark(
            reasons
                .get(place(row, measure).as_str())
                .copied()
                .unwrap_or("SDC-1"),
        )
    };
    let row = |r: &PeopleRow| {
        let number = p.findings.get(&r.finding).map(|f| f.number.as_str());
        vec![
            crate::package::word(&r.amount_kind),
            all(&r.problem).into(),
            all(&r.government).into(),
            all(&r.auditee).into(),
            all(number.unwrap_or_default()).into(),
            r.people
                .map_or_else(|| withheld(r, "people"), |n| n.to_string()),
            r.amount
                .map_or_else(|| withheld(r, "amount"), |a| a.to_string()),
            r.share.map(|s| s.to_string()).unwrap_or_default(),
        ]
    };
    Some(people_sheet(p.people.iter().map(row).collect()))
}

/// The share of a row in all people of its kind, for readers; nothing unless both are shown.
#[must_use]
pub fn share(rules: &Rules, p: &Publication, row: &PeopleRow) -> Option<u64> {
    let whole = |r: &&PeopleRow| {
        r.amount_kind == row.amount_kind
            && [&r.problem, &r.government, &r.auditee, &r.finding]
                .iter()
                .all(|t| t.is_empty())
    };
    let whole = p.people.iter().find(whole)?.people?;
    rules.share(row.people?, whole)
}
