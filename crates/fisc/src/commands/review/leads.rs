//! `fisc review verify-lead`: what came out of looking at a lead.

use super::{Desk, word};
use crate::error::Failure;
use crate::texts::t;
use clap::Args;
use fisc_model::Money;
use fisc_model::act::{Act, Exclusion, Verified};
use fisc_model::lead::Lead;
use fisc_store::Log;
use std::path::PathBuf;

#[derive(Args)]
pub struct VerifyLead {
    /// The lead; the beginning of its id is enough
    lead: String,
    /// confirmed, partly or excluded
    #[arg(long, value_parser = word::<Verified>)]
    outcome: Verified,
    /// Why it, or a part of it, is excluded: data-error, lawful-exception, immaterial, out-of-scope,
    /// insufficient-evidence or referred
    #[arg(long, value_parser = word::<Exclusion>)]
    reason: Option<Exclusion>,
    /// The amount confirmed; left out: all of it, or nothing where it is excluded
    #[arg(long, value_parser = amount)]
    amount: Option<Money>,
    /// What was looked at and seen, in words
    #[arg(long, default_value = "")]
    note: String,
    /// A paper or file beyond the ledger's rows; once for each
    #[arg(long, value_name = "FILE")]
    evidence: Vec<PathBuf>,
}

/// An amount on the command line.
pub fn amount(text: &str) -> Result<Money, String> {
    Money::parse(text).map_err(|e| e.to_string())
}

/// The one lead whose id begins so.
pub fn one<'a>(leads: &'a [Lead], id: &str) -> Result<&'a Lead, Failure> {
    let found: Vec<&Lead> = leads.iter().filter(|l| l.lead_id.starts_with(id)).collect();
    match found[..] {
        [lead] => Ok(lead),
        [] => Err(Failure::Input(t!("leads-no-such", id = id))),
        _ => Err(Failure::Input(t!(
            "leads-many-such",
            id = id,
            count = found.len()
        ))),
    }
}

impl VerifyLead {
    pub fn act(&self, desk: &mut Desk<'_>) -> Result<Act, Failure> {
        let lead = one(desk.office.leads(), &self.lead)?.clone();
        let amount = match (self.amount, self.outcome) {
            (Some(amount), _) => amount,
            (None, Verified::Excluded) => Money::ZERO,
            (None, Verified::Confirmed) => lead.amount.abs(),
            (None, Verified::Partly) => {
                return Err(Failure::Input(t!("lead-partly-amount")));
            }
        };
        let material = fisc_review::live::material(desk.case()?, &lead);
        let log = match self.reason {
            Some(Exclusion::Referred) => Log::Referrals,
            _ => Log::Record,
        };
        let evidence = desk.attach_all(log, &self.evidence)?;
        Ok(Act::VerifyLead {
            lead_id: lead.lead_id,
            evidence_digest: lead.evidence_digest,
            outcome: self.outcome,
            reason: self.reason,
            amount,
            material,
            note: self.note.clone(),
            evidence,
        })
    }
}
