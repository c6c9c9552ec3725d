//! `fisc public contacts`: how people are reached is kept as long as the pack says, and then erased.

use super::When;
use super::office::Office;
use crate::error::Failure;
use crate::texts::t;
use chrono::NaiveDate;
use clap::Args;
use fisc_public::{Event, feedback, request};
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct Contacts {
    /// Erase them; left out: only say which
    #[arg(long)]
    erase: bool,
    #[command(flatten)]
    when: When,
}

pub fn run(dir: &Path, book: Option<&Path>, options: &Contacts) -> Result<u8, Failure> {
    let mut office = Office::open(dir, book, false)?;
    let on = options.when.on.unwrap_or(office.today);
    let by = options.when.by.clone();
    let over = |until: Option<NaiveDate>| until.filter(|until| *until < on);
    let items = office.items()?;
    let items = items
        .iter()
        .filter_map(|i| Some((i.number.clone(), over(i.kept_until(&office.terms))?)));
    let items: Vec<_> = items.collect();
    let requests = office.requests()?;
    let requests = requests.iter();
    let requests =
        requests.filter_map(|r| Some((r.number.clone(), over(r.kept_until(&office.terms))?)));
    let requests: Vec<_> = requests.collect();
    let mut out = std::io::stdout().lock();
    for (number, until) in items.iter().chain(&requests) {
        let until = until.to_string();
        let line = t!("public-contact-over", item = number, until = until);
        writeln!(out, "{line}")?;
    }
    if options.erase {
        for (number, _) in &items {
            let (act, by) = (feedback::Act::ContactErased {}, by.clone());
            office.feedback(number, &Event { on, by, act }, &[])?;
        }
        for (number, _) in &requests {
            let (act, by) = (request::Act::ContactErased {}, by.clone());
            office.request(number, &Event { on, by, act })?;
        }
        let count = items.len() + requests.len();
        writeln!(out, "{}", t!("public-contacts-erased", count = count))?;
    }
    Ok(0)
}
