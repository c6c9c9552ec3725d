//! A lead (疑点): what a method returns. It carries its evidence and never says that somebody did
//! something; only a person turns leads into a finding.

use crate::Money;
use crate::digest::short_digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in the two languages of the product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

/// What kind of test a method is; not the state of what it returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultKind {
    /// Rule and amount follow from law and complete data.
    Breach,
    /// Needs verification.
    ToVerify,
    /// Ranks and points; never adds to an amount.
    Indicator,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Information only.
    Info,
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
}

/// How likely the method is right about what it returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Many leads will turn out to have an explanation.
    Low,
    /// Some will.
    Medium,
    /// Few will.
    High,
}

/// Who or what a lead is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// A budget unit.
    Org,
    /// A government.
    Gov,
    /// A payee or supplier.
    Payee,
    /// A natural person.
    Person,
}

words!(ResultKind, Severity, Confidence, SubjectKind);

/// A row that a lead rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// Its table.
    pub table: String,
    /// Its key.
    pub key: String,
    /// The source file, relative to the engagement.
    pub source: String,
    /// The record's number there, after the header.
    pub row: i64,
    /// Its share of the lead's amount.
    pub amount: Money,
    /// Digest of its content; not written with the lead, but hashed into `evidence_digest`.
    #[serde(skip)]
    pub digest: String,
}

/// What a method returns: one line of leads.jsonl.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Digest of method code, subject and the (table, key) of the evidence: see [`lead_id`].
    pub lead_id: String,
    /// What groups the evidence, in the method's words.
    pub lead_key: String,
    /// The method's code.
    pub method: String,
    /// Digest of the method's folder.
    pub method_digest: String,
    /// The kind of test.
    pub result: ResultKind,
    /// How much it matters.
    pub severity: Severity,
    /// How likely the method is right.
    pub confidence: Confidence,
    /// Who or what it is about.
    pub subject: String,
    /// What the subject is.
    pub subject_kind: SubjectKind,
    /// Sum of the evidence's shares.
    pub amount: Money,
    /// Maximum over the evidence.
    pub days: Option<i64>,
    /// The sentence.
    pub narrative: Bilingual,
    /// Further columns of the method's first evidence row.
    pub details: BTreeMap<String, String>,
    /// The rows it rests on, sorted by (table, key).
    pub evidence: Vec<Evidence>,
    /// Digest over the content of the evidence: the same id with another digest is asked for again.
    pub evidence_digest: String,
    /// The run that produced it.
    pub run_id: String,
}

/// The identity of a lead: wording, severity and thresholds are not part of it, so that a
/// decision outlives them. `evidence` must be sorted.
#[must_use]
pub fn lead_id(method: &str, subject: &str, evidence: &[Evidence]) -> String {
    let mut parts = vec![Some(method), Some(subject)];
    for e in evidence {
        parts.extend([Some(e.table.as_str()), Some(e.key.as_str())]);
    }
    short_digest(&parts)
}

/// Digest over (table, key, content, share) of the sorted evidence.
#[must_use]
pub fn evidence_digest(evidence: &[Evidence]) -> String {
    let amounts: Vec<String> = evidence.iter().map(|e| e.amount.to_string()).collect();
    let mut parts = Vec::new();
    for (e, amount) in evidence.iter().zip(&amounts) {
        parts.extend([&e.table, &e.key, &e.digest, amount].map(|s| Some(s.as_str())));
    }
    short_digest(&parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &str, digest: &str) -> Evidence {
        Evidence {
            table: "payment".into(),
            key: key.into(),
            source: "a.csv".into(),
            row: 1,
            amount: Money(100),
            digest: digest.into(),
        }
    }

    #[test]
    fn identity_is_the_rows_and_not_their_content_or_place() {
        let mut moved = row("K1", "d1");
        moved.source = "b.csv".into();
        moved.row = 9;
        let id = lead_id("EXE-009", "A", &[row("K1", "d1")]);
        assert_eq!(id, lead_id("EXE-009", "A", &[moved.clone()]));
        assert_eq!(id, lead_id("EXE-009", "A", &[row("K1", "other")]));
        assert_ne!(
            id,
            lead_id("EXE-009", "A", &[row("K1", "d1"), row("K2", "d2")])
        );
        assert_ne!(id, lead_id("EXE-010", "A", &[row("K1", "d1")]));
        assert_eq!(
            evidence_digest(&[row("K1", "d1")]),
            evidence_digest(&[moved])
        );
        assert_ne!(
            evidence_digest(&[row("K1", "d1")]),
            evidence_digest(&[row("K1", "other")])
        );
    }

    #[test]
    fn words_are_the_serialised_ones() {
        assert_eq!(ResultKind::ToVerify.to_string(), "to_verify");
        assert_eq!(Severity::High.to_string(), "high");
    }
}
