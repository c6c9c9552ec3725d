//! `fisc review refer`: a matter for other authorities. It is kept in a log of its own, its paper
//! apart from the record's, and shown to nobody but those who keep referrals.

use super::{Desk, leads};
use crate::error::Failure;
use clap::Args;
use fisc_model::Money;
use fisc_model::act::Act;
use fisc_store::Log;
use std::path::PathBuf;

#[derive(Args)]
pub struct Refer {
    /// A new id for it
    referral: String,
    /// To whom
    #[arg(long)]
    to: String,
    /// The matter
    #[arg(long)]
    matter: String,
    /// The amount concerned
    #[arg(long, value_parser = leads::amount)]
    amount: Money,
    /// A lead that it rests on; once for each
    #[arg(long = "lead", value_name = "LEAD")]
    leads: Vec<String>,
    /// The document
    #[arg(long, value_name = "FILE")]
    paper: PathBuf,
}

impl Refer {
    pub fn act(&self, desk: &mut Desk<'_>) -> Result<Act, Failure> {
        let mut ids = Vec::new();
        for id in &self.leads {
            ids.push(leads::one(desk.office.leads(), id)?.lead_id.clone());
        }
        Ok(Act::Refer {
            referral: self.referral.clone(),
            to: self.to.clone(),
            matter: self.matter.clone(),
            amount: self.amount,
            leads: ids,
            paper: desk.attach(Log::Referrals, &self.paper)?,
        })
    }
}
