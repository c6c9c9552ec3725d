//! Early warnings: what is lawful and may still be wrong, unkind or misunderstood. Each says what to
//! do; none stops a release, because only people can weigh them.

mod people;

use super::Input;
use super::words::say;
use crate::i18n::Arg;
use crate::openness::places::texts;
use crate::package::marker;
use crate::publication::{PublicFinding, RectificationState};
use chrono::{Months, NaiveDate};
use fisc_model::Money;
use fisc_model::finding::AmountKind;
use fisc_model::lead::Bilingual;
use fisc_stats::outliers::Stratum;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a warning is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// So few people that somebody may be recognised.
    SmallCount,
    /// The auditee objects, or a dispute about it had to be ruled.
    Contested,
    /// An amount far from the others of its kind, or most of their total.
    UnusualAmount,
    /// A round amount: was it counted or estimated?
    RoundAmount,
    /// More than the auditee may spend in the year.
    AboveBudget,
    /// Nothing new on how it is put right for long.
    Stale,
    /// One file, no paper, and nobody who confirms it.
    SingleSource,
}

impl Kind {
    /// All, in the order of their names.
    pub const ALL: [Kind; 7] = [
        Kind::SmallCount,
        Kind::Contested,
        Kind::UnusualAmount,
        Kind::RoundAmount,
        Kind::AboveBudget,
        Kind::Stale,
        Kind::SingleSource,
    ];

    /// In the words of the office.
    #[must_use]
    pub fn words(self) -> Bilingual {
        let id = match self {
            Kind::SmallCount => "kind-small-count",
            Kind::Contested => "kind-contested",
            Kind::UnusualAmount => "kind-unusual-amount",
            Kind::RoundAmount => "kind-round-amount",
            Kind::AboveBudget => "kind-above-budget",
            Kind::Stale => "kind-stale",
            Kind::SingleSource => "kind-single-source",
        };
        say(id, &[])
    }
}

/// Something to be weighed before the release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What it is about.
    pub kind: Kind,
    /// Where.
    pub place: String,
    /// What is so.
    pub text: Bilingual,
    /// What to do.
    pub remedy: Bilingual,
}

fn warning(
    kind: Kind,
    place: impl Into<String>,
    name: &'static str,
    args: &[(&str, Arg)],
) -> Warning {
    Warning {
        kind,
        place: place.into(),
        text: say(name, args),
        remedy: say(&format!("{name}-remedy"), args),
    }
}

/// Everything there is to be weighed, by kind and place.
pub(super) fn look(input: &Input<'_>) -> Vec<Warning> {
    let mut all = Vec::new();
    for (id, f) in &input.shown.findings {
        small_counts(input, id, f, &mut all);
        contested(input, id, f, &mut all);
        amount(input, id, f, &mut all);
        stale(input, id, f, &mut all);
        single_source(input, id, f, &mut all);
    }
    in_texts(input, &mut all);
    unusual(input, &mut all);
    all.sort_by(|a, b| (a.kind, &a.place, &a.text.en).cmp(&(b.kind, &b.place, &b.text.en)));
    all
}

/// Numbers in cells of which each stands for a person.
fn small_counts(input: &Input<'_>, id: &str, f: &PublicFinding, all: &mut Vec<Warning>) {
    let least = input.standard.limits.people.value;
    let few = |n: u64| (1..least).contains(&n);
    let field = "rectification/people_held_to_account";
    let held = f.rectification.as_ref();
    let held = held.map_or(0, |r| u64::from(r.acknowledged.people_held_to_account));
    if few(held) && marker(input.shown, id, f, field).is_none() {
        let args = [("n", held.into()), ("least", least.into())];
        let place = format!("findings/{id}/{field}");
        all.push(warning(
            Kind::SmallCount,
            place,
            "few-held-to-account",
            &args,
        ));
    }
    let people = input.standing.get(id).map_or(0, |s| s.people);
    if few(people) && marker(input.shown, id, f, "evidence_rows").is_none() {
        let args = [("n", people.into()), ("least", least.into())];
        let place = format!("findings/{id}/evidence_rows");
        all.push(warning(
            Kind::SmallCount,
            place,
            "few-rows-of-people",
            &args,
        ));
    }
}

/// Numbers of people in what is written.
fn in_texts(input: &Input<'_>, all: &mut Vec<Warning>) {
    let least = input.standard.limits.people.value;
    let mut shown = input.shown.clone();
    texts(&mut shown, &mut |place, mut field| {
        for (_, text) in field.sides() {
            for (passage, n) in people::counts(text) {
                if (1..least).contains(&n) {
                    let args = [("passage", passage.into()), ("least", least.into())];
                    all.push(warning(Kind::SmallCount, place, "few-in-text", &args));
                }
            }
        }
    });
}

fn contested(input: &Input<'_>, id: &str, f: &PublicFinding, all: &mut Vec<Warning>) {
    let place = format!("findings/{id}");
    if f.replies.iter().any(|r| !r.accepted) {
        all.push(warning(Kind::Contested, &place, "contested-reply", &[]));
    }
    let ruled = input.standing.get(id).map_or(0, |s| s.ruled);
    if ruled > 0 {
        let args = [("n", ruled.into())];
        all.push(warning(Kind::Contested, &place, "contested-ruling", &args));
    }
}

/// What an amount says by itself.
fn amount(input: &Input<'_>, id: &str, f: &PublicFinding, all: &mut Vec<Warning>) {
    let hidden = marker(input.shown, id, f, "amount").is_some();
    if hidden || f.amount_kind == AmountKind::None || f.amount <= Money::ZERO {
        return;
    }
    let place = format!("findings/{id}/amount");
    let round = input.standard.limits.round.value;
    if round > Money::ZERO && f.amount.0 % round.0 == 0 {
        let args = [("amount", f.amount.grouped().into())];
        all.push(warning(Kind::RoundAmount, &place, "amount-round", &args));
    }
    let budget = input.budgets.get(&f.auditee).copied();
    if let Some(budget) = budget.filter(|b| f.amount > *b) {
        let args = [
            ("amount", f.amount.grouped().into()),
            ("budget", budget.grouped().into()),
        ];
        all.push(warning(
            Kind::AboveBudget,
            &place,
            "amount-above-budget",
            &args,
        ));
    }
}

/// Amounts of one kind among each other. What is far above the rest is rightly so now and then, and
/// now and then a point that slipped.
fn unusual(input: &Input<'_>, all: &mut Vec<Warning>) {
    let limits = &input.standard.limits;
    let mut by_kind: BTreeMap<AmountKind, Vec<(&String, i128)>> = BTreeMap::new();
    for (id, f) in &input.shown.findings {
        let hidden = marker(input.shown, id, f, "amount").is_some();
        if !hidden && f.amount_kind != AmountKind::None && f.amount > Money::ZERO {
            by_kind
                .entry(f.amount_kind)
                .or_default()
                .push((id, f.amount.0));
        }
    }
    for amounts in by_kind.values() {
        if (amounts.len() as u64) < limits.compared.value {
            continue;
        }
        let plain: Vec<i128> = amounts.iter().map(|(_, a)| *a).collect();
        let total: i128 = plain.iter().sum();
        let middle = fisc_stats::outliers::median_times_2(&sorted(&plain)).unwrap_or_default();
        let stratum = Stratum::of(&plain);
        for (id, amount) in amounts {
            let place = format!("findings/{id}/amount");
            let args = [
                ("amount", Money(*amount).grouped().into()),
                ("n", amounts.len().into()),
            ];
            let far = stratum
                .as_ref()
                .is_some_and(|s| s.beyond_z(*amount, limits.modified_z.value));
            if far && 2 * amount > middle {
                all.push(warning(Kind::UnusualAmount, &place, "amount-far", &args));
            } else if amount * 100 > total * i128::from(limits.share.value) {
                all.push(warning(Kind::UnusualAmount, &place, "amount-share", &args));
            }
        }
    }
}

fn sorted(amounts: &[i128]) -> Vec<i128> {
    let mut sorted = amounts.to_vec();
    sorted.sort_unstable();
    sorted
}

/// What is not put right, and of which nobody has said anything for long.
fn stale(input: &Input<'_>, id: &str, f: &PublicFinding, all: &mut Vec<Warning>) {
    let Some(r) = &f.rectification else { return };
    if r.state == RectificationState::Closed {
        return;
    }
    let news = r.notes.iter().map(|n| n.on).chain(f.issued_on);
    let Some(last): Option<NaiveDate> = news.max() else {
        return;
    };
    let months = Months::new(input.standard.limits.months.value);
    let until = last.checked_add_months(months);
    if until.is_some_and(|until| until < input.shown.issue.published_on) {
        let args = [
            ("on", last.to_string().into()),
            (
                "months",
                u64::from(input.standard.limits.months.value).into(),
            ),
        ];
        let place = format!("findings/{id}/rectification");
        all.push(warning(Kind::Stale, place, "rectification-stale", &args));
    }
}

/// One file alone, which the auditee did not confirm.
fn single_source(input: &Input<'_>, id: &str, f: &PublicFinding, all: &mut Vec<Warning>) {
    let Some(s) = input.standing.get(id) else {
        return;
    };
    let confirmed = f.replies.iter().any(|r| r.accepted);
    if s.sources.len() == 1 && s.papers == 0 && !confirmed {
        let place = format!("findings/{id}");
        all.push(warning(Kind::SingleSource, place, "one-source", &[]));
    }
}
