//! `fisc review finding`: a finding is written in a file, as a text to be thought over; versions,
//! digests and the evidence of its leads are filled in.

use super::{Desk, leads};
use crate::error::Failure;
use crate::texts::t;
use clap::Args;
use fisc_model::Money;
use fisc_model::act::Act;
use fisc_model::finding::{AmountKind, Criterion, Finding, LeadRef};
use fisc_model::lead::Bilingual;
use fisc_store::Log;
use serde::Deserialize;
use std::path::PathBuf;

#[derive(Args)]
pub struct WriteFinding {
    /// The finding, as TOML (docs/review.md says what is in it)
    file: PathBuf,
    /// From the second version on: what changed and why
    #[arg(long, default_value = "")]
    reason: String,
}

/// What an auditor writes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    id: String,
    auditee: String,
    title: Text,
    /// Beginnings of ids.
    #[serde(default)]
    leads: Vec<String>,
    /// Files beyond the ledger's rows.
    #[serde(default)]
    evidence: Vec<PathBuf>,
    amount: Money,
    amount_kind: AmountKind,
    facts: Text,
    criteria: Vec<Criterion>,
    #[serde(default)]
    cause: Text,
    #[serde(default)]
    remedy: Text,
    #[serde(default)]
    advice: Text,
    #[serde(default)]
    fine: Option<Money>,
    material: bool,
}

/// A text in one language, or in both.
#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    One(String),
    Both(Sides),
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Sides {
    #[serde(default)]
    en: String,
    #[serde(default)]
    zh: String,
}

impl Default for Text {
    fn default() -> Text {
        Text::Both(Sides::default())
    }
}

impl From<Text> for Bilingual {
    fn from(text: Text) -> Bilingual {
        match text {
            Text::Both(Sides { en, zh }) => Bilingual { en, zh },
            // The language is seen from the script.
            Text::One(text) if text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) => {
                Bilingual {
                    en: String::new(),
                    zh: text,
                }
            }
            Text::One(text) => Bilingual {
                en: text,
                zh: String::new(),
            },
        }
    }
}

impl WriteFinding {
    pub fn act(&self, desk: &mut Desk<'_>) -> Result<Act, Failure> {
        let draft: Draft = desk.toml(&self.file)?;
        let mut refs = Vec::new();
        for id in &draft.leads {
            let lead = leads::one(desk.office.leads(), id)?;
            refs.push(LeadRef {
                lead_id: lead.lead_id.clone(),
                evidence_digest: lead.evidence_digest.clone(),
            });
        }
        refs.sort();
        let last = desk.case()?.finding(&draft.id).map_or(0, |f| f.version());
        let evidence = desk.attach_all(Log::Record, &draft.evidence)?;
        Ok(Act::WriteFinding {
            finding: Finding {
                id: draft.id,
                version: last.saturating_add(1),
                title: draft.title.into(),
                auditee: draft.auditee,
                leads: refs,
                amount: draft.amount,
                amount_kind: draft.amount_kind,
                facts: draft.facts.into(),
                criteria: draft.criteria,
                cause: draft.cause.into(),
                remedy: draft.remedy.into(),
                advice: draft.advice.into(),
                fine: draft.fine,
                material: draft.material,
                evidence,
            },
            reason: self.reason.clone(),
        })
    }
}

#[derive(Args)]
pub struct Withdraw {
    /// The finding
    finding: String,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Withdraw {
    pub fn act(&self) -> Act {
        Act::WithdrawFinding {
            finding: self.finding.clone(),
            reason: self.reason.clone(),
        }
    }
}

/// The last version of a finding.
pub fn version(desk: &mut Desk<'_>, id: &str) -> Result<u32, Failure> {
    let finding = desk.case()?.finding(id).map(|f| f.version());
    finding.ok_or_else(|| Failure::Input(t!("no-finding", finding = id)))
}
