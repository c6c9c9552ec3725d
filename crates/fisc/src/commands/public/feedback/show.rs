//! One item whole: what was sent, and what was done about it.

use super::act::say;
use crate::commands::public::office::{Office, read, unknown};
use crate::commands::public::word;
use crate::error::Failure;
use crate::output::harmless;
use crate::texts::t;
use clap::Args;
use fisc_public::Event;
use fisc_public::event::histories;
use fisc_public::feedback::{Act, Item};
use fisc_store::Desk;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct ShowItem {
    /// The item, or the receipt of the web form
    item: String,
    /// Also how whoever sent it is reached: personal data
    #[arg(long)]
    contact: bool,
    /// The item as JSON, without the contact
    #[arg(long, conflicts_with = "contact")]
    json: bool,
}

pub fn run(dir: &Path, book: Option<&Path>, options: &ShowItem) -> Result<u8, Failure> {
    let office = Office::open(dir, book, false)?;
    let written = office.book.events(Desk::Feedback)?;
    let all = histories::<Act>(read(&written))?;
    let mut items = all.into_iter().filter_map(|(number, events)| {
        let item = Item::fold(&number, &events)?;
        Some((number, events, item))
    });
    let asked = Some(&options.item);
    let found = items.find(|(number, _, i)| asked == Some(number) || asked == i.receipt.as_ref());
    let (number, events, item) = found.ok_or_else(|| unknown(&options.item))?;
    if options.json {
        let text = serde_json::to_string_pretty(&item);
        let text = text.map_err(|e| Failure::Failed(e.to_string()))?;
        writeln!(std::io::stdout(), "{text}")?;
        return Ok(0);
    }
    say(&office, &item)?;
    let mut out = std::io::stdout().lock();
    if let Some(receipt) = &item.receipt {
        writeln!(out, "{}", t!("public-receipt", receipt = receipt))?;
    }
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
        let contact = office.book.contact(Desk::Feedback, &number)?;
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
    let both = |text: &fisc_model::lead::Bilingual| match (text.zh.trim(), text.en.trim()) {
        (zh, "") => zh.to_string(),
        ("", en) => en.to_string(),
        (zh, en) => format!("{zh} / {en}"),
    };
    match &event.act {
        Act::Received { channel, text, .. } => {
            let channel = word("channel", channel);
            t!("public-did-received", channel = channel, text = text)
        }
        Act::Triaged { kind, note } => {
            t!("public-did-triaged", kind = word("kind", kind), note = note)
        }
        Act::Assigned { owner, reason, .. } => {
            t!("public-did-assigned", owner = owner, reason = reason)
        }
        Act::Answered { text, accepted } => match accepted {
            Some(true) => t!("public-did-accepted", text = both(text)),
            Some(false) => t!("public-did-rejected", text = both(text)),
            None => t!("public-did-answered", text = both(text)),
        },
        Act::Corrected { release } => t!("public-did-corrected", release = release.to_string()),
        Act::Published { question, answer } => {
            t!(
                "public-did-published",
                question = question,
                answer = both(answer)
            )
        }
        Act::Closed { reason } => t!("public-did-closed", reason = reason),
        Act::ContactErased {} => t!("public-did-erased"),
    }
}
