//! The publication standard: its items, each with its source and with who answers for it.

use super::limits::Limits;
use super::report::Answer;
use crate::openness::Basis;
use fisc_model::act::{Role, Stage};
use fisc_model::lead::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a program can judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Each finding says an amount and what it means, or that it has none.
    Amount,
    /// Each finding is measured by a rule with its article.
    Criteria,
    /// Each finding rests on rows or papers that are what they were when they were verified.
    Evidence,
    /// The auditee replied and was answered, or its term is over.
    Reply,
    /// The report or decision that says the finding was served, and says what follows.
    Decision,
    /// How and by when it is put right is set.
    Rectification,
    /// No dispute is open.
    Disputes,
    /// Every signature is sound, and over what is published.
    Signatures,
    /// The totals are the sums of the findings that are shown, each row of evidence once.
    Totals,
    /// Plain words in both languages.
    Interpretation,
    /// No word accuses.
    Neutral,
    /// Issuing body, numbers, days and the statement of independence.
    Issue,
    /// Every withheld part has its reason, words and legal basis.
    Withheld,
    /// Nothing is shown before its day.
    Holds,
    /// The approval for publication names exactly what is shown.
    Approval,
}

/// An item of the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Letters, digits and hyphens: what a confirmation names.
    pub code: String,
    /// What is asked.
    pub words: Bilingual,
    /// Where that is from.
    pub basis: Vec<Basis>,
    /// Who answers for it.
    pub answer: Answer,
    /// What the program judges; none where a person answers.
    pub checks: Vec<Check>,
}

/// The standard of a country, with the limits of its early warnings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standard {
    /// In the order of the standard.
    pub items: Vec<Item>,
    /// From where on something is said.
    pub limits: Limits,
}

/// What is wrong with a standard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StandardError {
    /// It does not read.
    #[error("publication.toml: {0}")]
    Toml(String),
    /// It contradicts itself, or leaves something open.
    #[error("publication.toml: {}", .0.join("; "))]
    Problems(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    item: Vec<Raw>,
    limit: Limits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    code: String,
    words: Bilingual,
    basis: Vec<Basis>,
    #[serde(default)]
    checks: Vec<Check>,
    #[serde(default)]
    confirmed_by: Option<Role>,
}

impl Standard {
    /// Reads a pack's `publication.toml`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(text: &str) -> Result<Standard, StandardError> {
        let file: File = toml::from_str(text).map_err(|e| StandardError::Toml(e.to_string()))?;
        let mut problems = file.limit.problems();
        let mut seen = BTreeSet::new();
        let mut items = Vec::new();
        for raw in file.item {
            let code = raw.code.clone();
            let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
            if code.is_empty() || !code.bytes().all(plain) {
                problems.push(format!(
                    "item {code}: a code has letters, digits and hyphens"
                ));
            }
            if !seen.insert(code.clone()) {
                problems.push(format!("item {code}: stands there twice"));
            }
            let blank = |t: &str| t.trim().is_empty();
            if blank(&raw.words.en) || blank(&raw.words.zh) {
                problems.push(format!(
                    "item {code}: give its words in both languages, en and zh"
                ));
            }
            let empty = |b: &Basis| blank(&b.instrument) || blank(&b.article);
            if raw.basis.is_empty() || raw.basis.iter().any(empty) {
                problems.push(format!(
                    "item {code}: has no source; give instrument, article and in_force_from"
                ));
            }
            let signs = |role: &Role| Stage::ALL.iter().any(|s| s.role() == *role);
            let answer = match (&raw.confirmed_by, raw.checks.is_empty()) {
                (None, false) => Answer::Program,
                (Some(role), true) if signs(role) => Answer::Role(*role),
                (Some(role), true) => {
                    problems.push(format!("item {code}: {role} signs at no stage"));
                    continue;
                }
                _ => {
                    problems.push(format!(
                        "item {code}: give either checks or confirmed_by, and one of them"
                    ));
                    continue;
                }
            };
            items.push(Item {
                code,
                words: raw.words,
                basis: raw.basis,
                answer,
                checks: raw.checks,
            });
        }
        match problems.is_empty() {
            true => Ok(Standard {
                items,
                limits: file.limit,
            }),
            false => Err(StandardError::Problems(problems)),
        }
    }

    /// The item of this code.
    #[must_use]
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|i| i.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../../packs/cn/publication.toml");

    #[test]
    fn the_shipped_standard_reads_and_asks_for_everything_that_can_be_checked() {
        let standard = Standard::parse(SHIPPED).expect("reads");
        let checks: BTreeSet<Check> = standard
            .items
            .iter()
            .flat_map(|i| i.checks.iter().copied())
            .collect();
        assert_eq!(checks.len(), 15, "{checks:?}");
        let by: Vec<Answer> = standard
            .items
            .iter()
            .map(|i| i.answer.clone())
            .filter(|a| *a != Answer::Program)
            .collect();
        let roles = [Role::Publisher, Role::Leader, Role::Adjudicator];
        for role in roles {
            assert!(by.contains(&Answer::Role(role)), "{role}");
        }
        assert!(standard.item("secrecy").is_some() && standard.item("x").is_none());
    }

    #[test]
    fn what_is_wrong_is_said_at_once() {
        let head = "[[item]]\ncode = \"a\"\nwords = { en = \"a\", zh = \"\" }\nbasis = []\n";
        let limits = SHIPPED
            .split_once("[limit.")
            .map(|(_, l)| format!("[limit.{l}"));
        let limits = limits.expect("limits");
        let with = |more: &str| Standard::parse(&format!("{more}{limits}"));
        let twice = format!("{head}checks = [\"amount\"]\n{head}confirmed_by = \"owner\"\n");
        let Err(StandardError::Problems(said)) = with(&twice) else {
            panic!("accepted")
        };
        for part in [
            "both languages",
            "no source",
            "twice",
            "owner signs at no stage",
        ] {
            assert!(said.iter().any(|s| s.contains(part)), "{part}: {said:?}");
        }
        let both = format!("{head}checks = [\"amount\"]\nconfirmed_by = \"head\"\n");
        assert!(with(&both).is_err_and(|e| e.to_string().contains("either")));
        assert!(matches!(with("x = 1\n"), Err(StandardError::Toml(_))));
        assert!(matches!(
            with(&format!("{head}checks = [\"guess\"]\n")),
            Err(StandardError::Toml(_))
        ));
    }
}
