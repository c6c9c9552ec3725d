//! What the leads say about a subject, all methods together and nothing twice: the probability that
//! something is there, and how much of its money.
//!
//! Leads that share a row are about one fact: methods that see the same row do not make it two. They
//! count as one *matter*, believed as far as the best of the methods behind it. Matters under one
//! method stand and fall together (beta-binomial); matters under different methods are taken as
//! independent, which is an assumption, and stated.

use crate::amount::weighted;
use crate::precision::Precision;
use crate::stored;
use fisc_model::Money;
use fisc_model::lead::{Lead, ResultKind, Severity, SubjectKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one method adds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The method.
    pub method: String,
    /// Its leads on the subject.
    pub leads: u64,
    /// Matters for which this method is the one that is believed most.
    pub matters: u64,
    /// How far it is believed, in millionths.
    pub precision: u32,
    /// Its money, rows that another method has already taken left out.
    pub amount: Money,
    /// The same, weighted with its precision.
    pub expected: Money,
}

/// A subject and what is said about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exposure {
    /// Who.
    pub subject: String,
    /// What the subject is.
    pub kind: SubjectKind,
    /// The probability that at least one matter is right.
    pub likelihood: f64,
    /// Each row's largest share, once.
    pub amount: Money,
    /// The same, each row weighted with the method that is believed most. What subjects are ranked by.
    pub expected: Money,
    /// The worst of its leads.
    pub severity: Severity,
    /// What it is made of, the largest expectation first.
    pub parts: Vec<Part>,
}

/// Subjects with what their leads say, the largest expectation first, then the likeliest, then by
/// name. A method without an entry in `precision` is left out: the caller says how far each is
/// believed. Indicators add to the likelihood and never to an amount.
#[must_use]
pub fn exposures(leads: &[Lead], precision: &BTreeMap<String, Precision>) -> Vec<Exposure> {
    let mut by_subject: BTreeMap<(SubjectKind, &str), Vec<&Lead>> = BTreeMap::new();
    for lead in leads.iter().filter(|l| precision.contains_key(&l.method)) {
        let subject = (lead.subject_kind, lead.subject.as_str());
        by_subject.entry(subject).or_default().push(lead);
    }
    let mut all: Vec<Exposure> = by_subject
        .into_iter()
        .map(|((kind, subject), leads)| exposure(subject, kind, &leads, precision))
        .collect();
    all.sort_by(|a, b| {
        let by_amount = b.expected.cmp(&a.expected);
        let by_chance = by_amount.then_with(|| b.likelihood.total_cmp(&a.likelihood));
        by_chance.then_with(|| (a.kind, &a.subject).cmp(&(b.kind, &b.subject)))
    });
    all
}

/// A row of the ledger: table and key.
type Row<'a> = (&'a str, &'a str);

/// How far a method is believed, the more the larger; its name makes the order whole.
type Belief<'a> = (u32, &'a str);

fn belief<'a>(lead: &'a Lead, precision: &BTreeMap<String, Precision>) -> Belief<'a> {
    let mean = precision.get(&lead.method).map_or(0, Precision::mean);
    (mean, lead.method.as_str())
}

fn exposure(
    subject: &str,
    kind: SubjectKind,
    leads: &[&Lead],
    precision: &BTreeMap<String, Precision>,
) -> Exposure {
    let mut parts: BTreeMap<&str, Part> = BTreeMap::new();
    for lead in leads {
        let part = parts.entry(&lead.method).or_insert_with(|| Part {
            method: lead.method.clone(),
            leads: 0,
            matters: 0,
            precision: belief(lead, precision).0,
            amount: Money::ZERO,
            expected: Money::ZERO,
        });
        part.leads += 1;
    }
    for matter in matters(leads) {
        let most = matter.iter().map(|n| belief(leads[*n], precision)).max();
        if let Some(part) = most.and_then(|(_, method)| parts.get_mut(method)) {
            part.matters += 1;
        }
    }
    // Each row once: its largest share, and the belief in the method that gives it.
    let mut rows: BTreeMap<Row<'_>, (Money, Belief<'_>)> = BTreeMap::new();
    for lead in leads.iter().filter(|l| l.result != ResultKind::Indicator) {
        for row in &lead.evidence {
            let this = (row.amount, belief(lead, precision));
            let best = rows.entry((&row.table, &row.key)).or_insert(this);
            *best = (*best).max(this);
        }
    }
    for (amount, (mean, method)) in rows.into_values() {
        if let Some(part) = parts.get_mut(method) {
            part.amount = part.amount + amount;
            part.expected = part.expected + weighted(amount, mean);
        }
    }
    let none: f64 = parts
        .values()
        .filter_map(|p| Some(precision.get(&p.method)?.none_right(p.matters)))
        .product();
    let mut parts: Vec<Part> = parts.into_values().collect();
    parts.sort_by(|a, b| (b.expected, &a.method).cmp(&(a.expected, &b.method)));
    Exposure {
        subject: subject.to_string(),
        kind,
        likelihood: stored(1.0 - none),
        amount: parts.iter().map(|p| p.amount).sum(),
        expected: parts.iter().map(|p| p.expected).sum(),
        severity: leads
            .iter()
            .map(|l| l.severity)
            .max()
            .unwrap_or(Severity::Info),
        parts,
    }
}

/// What people confirmed of these leads, no row twice: leads that share a row are one matter, and of
/// a matter no more is confirmed than its rows hold, each with its largest share. Indicators never
/// add to an amount.
#[must_use]
pub fn confirmed(decided: &[(&Lead, Money)]) -> Money {
    let counts = |(lead, _): &&(&Lead, Money)| lead.result != ResultKind::Indicator;
    let decided: Vec<&(&Lead, Money)> = decided.iter().filter(counts).collect();
    let leads: Vec<&Lead> = decided.iter().map(|(lead, _)| *lead).collect();
    let mut sum = Money::ZERO;
    for matter in matters(&leads) {
        let said: Money = matter.iter().map(|n| decided[*n].1).sum();
        let mut rows: BTreeMap<Row<'_>, Money> = BTreeMap::new();
        for e in matter.iter().flat_map(|n| &leads[*n].evidence) {
            let largest = rows.entry((&e.table, &e.key)).or_insert(e.amount);
            *largest = (*largest).max(e.amount);
        }
        sum = sum + said.min(rows.into_values().sum());
    }
    sum
}

/// Leads that hang together by rows: lists of their places, each lead in one.
fn matters(leads: &[&Lead]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..leads.len()).collect();
    let mut first: BTreeMap<Row<'_>, usize> = BTreeMap::new();
    for (n, lead) in leads.iter().enumerate() {
        for row in &lead.evidence {
            let other = *first.entry((&row.table, &row.key)).or_insert(n);
            let (a, b) = (top(&mut leader, other), top(&mut leader, n));
            leader[a.max(b)] = a.min(b);
        }
    }
    let mut grouped: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for n in 0..leads.len() {
        let top = top(&mut leader, n);
        grouped.entry(top).or_default().push(n);
    }
    grouped.into_values().collect()
}

fn top(leader: &mut [usize], mut n: usize) -> usize {
    while leader[n] != n {
        leader[n] = leader[leader[n]];
        n = leader[n];
    }
    n
}
