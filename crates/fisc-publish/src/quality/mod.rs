//! The quality gate of a release: each item of the publication standard is checked by program, or
//! confirmed by whoever answers for that step, over exactly the content that they read. A red item or
//! a missing confirmation stops the release; early warnings do not, and say what to do. Standard,
//! words and limits are data of a country's pack (`publication.toml`, `neutral.toml`); docs/publish.md
//! is the page for offices.
//!
//! Pure: the same publication, case and standard give the same report on any day.

mod content;
mod findings;
mod item;
mod limits;
mod neutral;
mod persons;
mod reading;
mod release;
mod report;
mod standing;
#[cfg(test)]
mod tests;
mod warnings;
mod words;

pub(crate) use content::lines;
pub use content::{CONTENT, FILES, JSON, PAGE, list};
pub use item::{Check, Item, Standard, StandardError};
pub use limits::{Limit, Limits};
pub use neutral::{Hit, Neutral};
pub use persons::{Approval, Confirmed, Said, said};
pub use report::{Answer, Outcome, Problem, Report, State};
pub use standing::{Signature, Standing, standing};
pub use warnings::{Kind, Warning};

use crate::publication::Publication;
use fisc_model::Money;
use fisc_model::act::Role;
use std::collections::{BTreeMap, BTreeSet};

/// What a release is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// What is shown.
    pub shown: &'a Publication,
    /// How each finding stands on the record, by id ([`standing`]).
    pub standing: &'a BTreeMap<String, Standing>,
    /// Findings that must not be in it yet: referred, investigated, waiting for a day.
    pub held: &'a BTreeSet<String>,
    /// What an auditee may spend in the year, by org_code, as far as the ledger says.
    pub budgets: &'a BTreeMap<String, Money>,
    /// Passages that hold an accusing word for a reason that somebody gave.
    pub allowed: &'a BTreeSet<String>,
    /// SHA-256 of the list of files that is confirmed ([`list`]).
    pub content: &'a str,
    /// What was said about items of this release ([`said`]).
    pub said: &'a [Said],
    /// What is approved for publication; nothing before there is a document to approve.
    pub approval: Option<&'a Approval>,
    /// The standard.
    pub standard: &'a Standard,
    /// Words that accuse.
    pub neutral: &'a Neutral,
}

/// Judges a release, item by item, and looks for what is to be weighed.
#[must_use]
pub fn check(input: &Input<'_>) -> Report {
    let outcome = |item: &Item| {
        let (state, problems, confirmed) = match &item.answer {
            Answer::Role(role) => persons::judge(input, item, *role),
            Answer::Program => of_program(input, item),
        };
        Outcome {
            item: item.code.clone(),
            words: item.words.clone(),
            basis: item.basis.clone(),
            answer: item.answer.clone(),
            checks: item.checks.clone(),
            state,
            problems,
            confirmed,
        }
    };
    Report {
        release: input.shown.issue.release,
        content: input.content.to_string(),
        findings: input.shown.findings.len() as u64,
        items: input.standard.items.iter().map(outcome).collect(),
        warnings: warnings::look(input),
        limits: input.standard.limits.clone(),
    }
}

fn of_program(input: &Input<'_>, item: &Item) -> (State, Vec<Problem>, Option<Confirmed>) {
    let later = item.checks.contains(&Check::Approval) && input.approval.is_none();
    let mut problems: Vec<Problem> = item
        .checks
        .iter()
        .flat_map(|check| problems(input, *check))
        .collect();
    problems.sort();
    problems.dedup();
    let state = match (problems.is_empty(), later) {
        (false, _) => State::Red,
        (true, true) => State::AtPublication,
        (true, false) => State::Green,
    };
    (state, problems, None)
}

fn problems(input: &Input<'_>, check: Check) -> Vec<Problem> {
    match check {
        Check::Amount
        | Check::Criteria
        | Check::Evidence
        | Check::Reply
        | Check::Decision
        | Check::Rectification
        | Check::Disputes
        | Check::Signatures => findings::problems(input, check),
        Check::Totals => release::totals(input),
        Check::Interpretation => reading::problems(input),
        Check::Neutral => neutral::problems(input),
        Check::Issue => release::issue(input),
        Check::Withheld => release::withheld(input),
        Check::Holds => release::holds(input),
        Check::Approval => release::approval(input),
    }
}

/// Who puts right what a program finds in texts and findings.
pub(crate) const TEAM: &[Role] = &[Role::Leader, Role::Member];
/// Who fills in the form of a publication.
pub(crate) const OFFICE: &[Role] = &[Role::Publisher];
