//! One request whole: its clock, and what was done about it.

use super::act::say;
use crate::commands::public::office::{Office, read, unknown};
use crate::commands::public::word;
use crate::error::Failure;
use crate::output::harmless;
use crate::texts::t;
use chrono::NaiveDate;
use clap::Args;
use fisc_public::Event;
use fisc_public::event::histories;
use fisc_public::request::{Act, Request};
use fisc_store::Desk;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct ShowRequest {
    /// The request
    request: String,
    /// As of this day; left out: today
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
    /// Also who asks and how they are reached: personal data
    #[arg(long)]
    contact: bool,
    /// The request as JSON, without the contact
    #[arg(long, conflicts_with = "contact")]
    json: bool,
}

pub fn run(dir: &Path, book: Option<&Path>, options: &ShowRequest) -> Result<u8, Failure> {
    let office = Office::open(dir, book, false)?;
    let written = office.book.events(Desk::Request)?;
    let all = histories::<Act>(read(&written))?;
    let found = all
        .into_iter()
        .find(|(number, _)| *number == options.request);
    let (number, events) = found.ok_or_else(|| unknown(&options.request))?;
    let request = Request::fold(&number, &events).ok_or_else(|| unknown(&number))?;
    if options.json {
        let text =
            serde_json::to_string_pretty(&request).map_err(|e| Failure::Failed(e.to_string()))?;
        writeln!(std::io::stdout(), "{text}")?;
        return Ok(0);
    }
    say(&office, &request, options.on.unwrap_or(office.today))?;
    let mut out = std::io::stdout().lock();
    for event in &events {
        let line = t!(
            "public-event",
            on = event.on.to_string(),
            by = &event.by,
            what = told(event)
        );
        writeln!(out, "{}", harmless(&line))?;
    }
    if options.contact {
        let contact = office.book.contact(Desk::Request, &number)?;
        let contact = contact.unwrap_or_else(|| t!("public-no-contact"));
        writeln!(
            out,
            "{}",
            harmless(&t!("public-contact", contact = contact))
        )?;
    }
    Ok(0)
}

/// An event in words; the texts in it as they are.
fn told(event: &Event<Act>) -> String {
    match &event.act {
        Act::Received {
            how,
            applicant,
            text,
            ..
        } => {
            let (how, applicant) = (word("how", how), word("applicant", applicant));
            t!(
                "public-did-asked",
                how = how,
                applicant = applicant,
                text = text
            )
        }
        Act::Confirmed {} => t!("public-did-confirmed"),
        Act::SupplementAsked { what, until } => {
            t!(
                "public-did-supplement",
                what = what,
                until = until.to_string()
            )
        }
        Act::Supplemented { text } => t!("public-did-supplemented", text = text),
        Act::Extended {
            days,
            approved_by,
            reason,
        } => t!(
            "public-did-extended",
            days = days.to_string(),
            who = approved_by,
            reason = reason
        ),
        Act::Consulted { whom } => t!("public-did-consulted", whom = word("heard", whom)),
        Act::Answered {
            consultation,
            consents: true,
            ..
        } => t!("public-did-consented", n = consultation.to_string()),
        Act::Answered {
            consultation,
            reason,
            ..
        } => t!(
            "public-did-objected",
            n = consultation.to_string(),
            reason = reason
        ),
        Act::FeeAsked { amount } => t!("public-did-fee", amount = amount.grouped()),
        Act::Paid {} => t!("public-did-paid"),
        Act::Decided { outcome, reason } => {
            t!(
                "public-did-decided",
                outcome = word("outcome", outcome),
                reason = reason
            )
        }
        Act::Contested { way } => t!("public-did-contested", way = word("way", way)),
        Act::Ruled { contest, ruling } => {
            let ruling = word("ruling", ruling);
            t!("public-did-ruled", n = contest.to_string(), ruling = ruling)
        }
        Act::ContactErased {} => t!("public-did-erased"),
    }
}
