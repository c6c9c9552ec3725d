//! What is published of an item: question and answer, read by the detectors of personal data first.

use super::act::say;
use crate::commands::public::When;
use crate::commands::public::office::{Office, unknown};
use crate::error::Failure;
use crate::texts;
use clap::Args;
use fisc_model::lead::Bilingual;
use fisc_public::Event;
use fisc_public::feedback::Act;
use std::collections::BTreeSet;
use std::path::Path;

#[derive(Args)]
pub struct Publish {
    /// The item
    item: String,
    /// What was asked, as it may be read; left out: as received
    #[arg(long)]
    question: Option<String>,
    /// The answer in Chinese; left out: as it was sent
    #[arg(long)]
    zh: Option<String>,
    /// The answer in English; left out: as it was sent
    #[arg(long)]
    en: Option<String>,
    #[command(flatten)]
    when: When,
}

pub fn run(dir: &Path, book: Option<&Path>, options: &Publish) -> Result<u8, Failure> {
    let mut office = Office::open(dir, book, false)?;
    let items = office.items()?;
    let item = items.iter().find(|i| i.number == options.item);
    let item = item.ok_or_else(|| unknown(&options.item))?;
    let sent = item
        .answer
        .as_ref()
        .map(|a| a.text.clone())
        .unwrap_or_default();
    let question = options
        .question
        .clone()
        .unwrap_or_else(|| item.text.clone());
    let answer = Bilingual {
        en: options.en.clone().unwrap_or(sent.en),
        zh: options.zh.clone().unwrap_or(sent.zh),
    };
    let detectors = office.detectors()?;
    let texts = [&question, &answer.en, &answer.zh];
    let hits = texts.into_iter().flat_map(|text| detectors.detect(text));
    let found: BTreeSet<&str> = hits.map(|hit| hit.kind.word(texts::lang())).collect();
    let found: Vec<String> = found.into_iter().map(String::from).collect();
    let event = Event {
        on: options.when.on.unwrap_or(office.today),
        by: options.when.by.clone(),
        act: Act::Published { question, answer },
    };
    let item = office.feedback(&options.item, &event, &found)?;
    say(&office, &item)?;
    Ok(0)
}
