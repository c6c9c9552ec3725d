//! What people confirm: over which content, in which role, and what of it still counts. A change of
//! one byte of what is published makes another content, and what was said of the old one is then said
//! of an older text.

use super::Input;
use super::item::Item;
use super::report::{Problem, State};
use super::words::problem;
use chrono::NaiveDate;
use fisc_model::act::{DocumentKind, Role, Stage};
use fisc_model::lead::Bilingual;
use fisc_review::Case;
use fisc_review::confirmations::Holds;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who confirmed an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    /// The signer's id on the record.
    pub person: String,
    /// The signer's unit, for people.
    pub unit: String,
    /// As what.
    pub role: Role,
    /// When it was received, as a day in the office's calendar.
    pub on: NaiveDate,
    /// The entry of the record.
    pub entry: u64,
}

/// What somebody said about an item, as the record has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The item.
    pub item: String,
    /// Who said it.
    pub by: Confirmed,
    /// SHA-256 of the list of files that it is over.
    pub content: String,
    /// Finding id → version.
    pub findings: BTreeMap<String, u32>,
    /// What stands in the way; empty where it is confirmed.
    pub objection: String,
    /// Why it no longer stands.
    pub void: Option<Bilingual>,
}

/// The approval for publication that names a release document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Approval {
    /// Finding id → version.
    pub findings: BTreeMap<String, u32>,
}

/// What was said about items of this release, in the order of the record.
#[must_use]
pub fn said(case: &Case, release: u32) -> Vec<Said> {
    let of = case.confirmations().iter().filter(|c| c.release == release);
    of.map(|c| {
        let unit = case.person(&c.person).and_then(|p| case.unit(&p.unit));
        Said {
            item: c.item.clone(),
            by: Confirmed {
                person: c.person.clone(),
                unit: unit.map(|u| u.name.clone()).unwrap_or_default(),
                role: c.role,
                on: fisc_review::day(c.received),
                entry: c.index,
            },
            content: c.content.sha256.clone(),
            findings: c.findings.clone(),
            objection: c.objection.clone(),
            void: c.void.as_ref().map(|(_, why)| why.text()),
        }
    })
    .collect()
}

impl Approval {
    /// What is approved together with this version of a release document: by signatures that stand.
    #[must_use]
    pub fn of(case: &Case, document: &str, version: u32) -> Approval {
        let is_release = case
            .document(document)
            .is_some_and(|d| d.kind() == DocumentKind::Release);
        let mut findings = BTreeMap::new();
        for state in case.findings().filter(|_| is_release) {
            let signed = state.stages.stands.get(&Stage::Publication);
            let this = signed.filter(|s| s.documents.get(document) == Some(&version));
            if let Some(s) = this {
                findings.insert(state.id.clone(), s.version);
            }
        }
        Approval { findings }
    }
}

/// How an item stands that a person answers for: by the last that was said of it in this role.
pub(super) fn judge(
    input: &Input<'_>,
    item: &Item,
    role: Role,
) -> (State, Vec<Problem>, Option<Confirmed>) {
    let who = &[role];
    let missing = |p: Problem| (State::NeedsPerson, vec![p], None);
    let mut of = input.said.iter().rev();
    let Some(last) = of.find(|s| s.item == item.code && s.by.role == role) else {
        return missing(problem(&item.code, "unconfirmed", &[], who));
    };
    let by = &last.by;
    let args = [
        ("person", (&by.person).into()),
        ("entry", by.entry.into()),
        ("on", by.on.to_string().into()),
    ];
    let shown = input.shown.findings.iter();
    let now: BTreeMap<String, u32> = shown.map(|(id, f)| (id.clone(), f.version)).collect();
    let same = last.content == input.content && last.findings == now;
    match Holds::of(last.void.is_some(), same, &last.objection) {
        Holds::Void => {
            let mut void = problem(&item.code, "confirmation-void", &args, who);
            let why = last.void.clone().unwrap_or_default();
            void.text.en = format!("{} {}", void.text.en, why.en);
            void.text.zh.push_str(&why.zh);
            missing(void)
        }
        Holds::Older => missing(match last.objection.is_empty() {
            true => problem(&item.code, "confirmed-older", &args, who),
            false => problem(&item.code, "objected-older", &args, who),
        }),
        Holds::Objects => {
            let [person, entry, on] = args;
            let args = [person, entry, on, ("objection", (&last.objection).into())];
            let objects = problem(&item.code, "objected", &args, who);
            (State::Red, vec![objects], None)
        }
        Holds::Confirms => (State::Green, Vec::new(), Some(by.clone())),
    }
}
