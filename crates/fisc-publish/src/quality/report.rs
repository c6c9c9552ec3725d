//! What came out of the gate: for programs (JSON), for the people of the office (everything, with who
//! has to do what) and for the public (what was asked, by whom it was confirmed, how much was weighed).

use super::item::Check;
use super::limits::Limits;
use super::persons::Confirmed;
use super::warnings::{Kind, Warning};
use crate::openness::Basis;
use fisc_model::act::Role;
use fisc_model::lead::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who answers for an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The program.
    Program,
    /// Somebody in this role, by signature.
    Role(Role),
}

/// How an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// In order.
    Green,
    /// Not in order.
    Red,
    /// Nobody who answers for it has confirmed it for this content.
    NeedsPerson,
    /// Judged when the package is written, because it is about the approval of it.
    AtPublication,
}

/// What stands in the way of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A finding's number, a place such as `findings/F-3/facts`, a file.
    pub place: String,
    /// What is so.
    pub text: Bilingual,
    /// What to do.
    pub remedy: Bilingual,
    /// In which role somebody does it.
    pub who: Vec<Role>,
}

impl Problem {
    fn key(&self) -> (&str, &str, &str) {
        (&self.place, &self.text.en, &self.text.zh)
    }
}

impl PartialOrd for Problem {
    fn partial_cmp(&self, other: &Problem) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Problem {
    fn cmp(&self, other: &Problem) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// An item and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Its code.
    pub item: String,
    /// What is asked.
    pub words: Bilingual,
    /// Where that is from.
    pub basis: Vec<Basis>,
    /// Who answers for it.
    pub answer: Answer,
    /// What the program judged.
    pub checks: Vec<Check>,
    /// How it stands.
    pub state: State,
    /// What stands in the way; empty where nothing does.
    pub problems: Vec<Problem>,
    /// Who confirmed it.
    pub confirmed: Option<Confirmed>,
}

/// The gate of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Of which release.
    pub release: u32,
    /// SHA-256 of the list of its files, over which people confirm.
    pub content: String,
    /// How many findings it shows.
    pub findings: u64,
    /// In the order of the standard.
    pub items: Vec<Outcome>,
    /// What is to be weighed before the release; nothing is stopped by it.
    pub warnings: Vec<Warning>,
    /// From where on warnings are given.
    pub limits: Limits,
}

#[derive(Serialize)]
struct Public<'a> {
    format: &'static str,
    release: u32,
    content: &'a str,
    findings: u64,
    items: Vec<PublicItem<'a>>,
    weighed: BTreeMap<Kind, u64>,
    limits: &'a Limits,
}

#[derive(Serialize)]
struct PublicItem<'a> {
    item: &'a str,
    words: &'a Bilingual,
    basis: &'a [Basis],
    answer: &'a Answer,
    checks: &'a [Check],
    state: State,
    confirmed: Option<&'a Confirmed>,
}

impl PublicItem<'_> {
    fn of(o: &Outcome) -> PublicItem<'_> {
        PublicItem {
            item: &o.item,
            words: &o.words,
            basis: &o.basis,
            answer: &o.answer,
            checks: &o.checks,
            state: o.state,
            confirmed: o.confirmed.as_ref(),
        }
    }
}

/// What `quality.json` says it is.
const FORMAT: &str = "urn:fisc:quality:v1";

impl Report {
    /// Whether the release may go on: nothing is red, and everybody has confirmed.
    #[must_use]
    pub fn open(&self) -> bool {
        let fine = |o: &Outcome| matches!(o.state, State::Green | State::AtPublication);
        self.items.iter().all(fine)
    }

    /// How many warnings of each kind there are; kinds without one are there with zero.
    #[must_use]
    pub fn weighed(&self) -> BTreeMap<Kind, u64> {
        let mut all: BTreeMap<Kind, u64> = Kind::ALL.into_iter().map(|k| (k, 0)).collect();
        for warning in &self.warnings {
            *all.entry(warning.kind).or_default() += 1;
        }
        all
    }

    /// `quality.json` of the package, in canonical JSON. Problems are not in it, because a release
    /// has none; nor is where a warning stands: a place at which somebody may be recognised is not to
    /// be pointed at.
    ///
    /// # Errors
    /// Never for a report: it holds texts and small numbers only.
    pub fn public(&self) -> Result<Vec<u8>, fisc_record::canonical::CanonicalError> {
        fisc_record::canonical::to_vec(&Public {
            format: FORMAT,
            release: self.release,
            content: &self.content,
            findings: self.findings,
            items: self.items.iter().map(PublicItem::of).collect(),
            weighed: self.weighed(),
            limits: &self.limits,
        })
    }
}
