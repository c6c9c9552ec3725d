//! `fisc risk`: whom and what to look at first, with every component of the score.

mod methods;
mod rank;

use crate::commands::leads;
use crate::engagement::Folder;
use crate::error::Failure;
use crate::texts::t;
use clap::{Args, Subcommand};
use fisc_model::lead::Lead;
use fisc_review::Office;
use fisc_review::office::RECORD;
use fisc_risk::precision::{Precision, lesson};
use fisc_risk::settings::Settings;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Args)]
pub struct Risk {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Rank subjects by what their leads may be worth, each row counted once
    Rank(rank::Rank),
    /// How far each method is believed, and what decisions have taught
    Methods(methods::Methods),
}

pub fn run(dir: &Path, options: &Risk) -> Result<u8, Failure> {
    match &options.command {
        Command::Rank(c) => rank::run(dir, c),
        Command::Methods(c) => methods::run(dir, c),
    }
}

/// The leads, and how far their methods are believed: by the confidence they claim, and by what was
/// decided about leads on the record, where there is one.
fn believed(folder: &Folder) -> Result<(Vec<Lead>, BTreeMap<String, Precision>), Failure> {
    let settings = settings(folder)?;
    let leads = leads::read(folder)?;
    let mut precision = BTreeMap::new();
    for lead in &leads {
        precision
            .entry(lead.method.clone())
            .or_insert_with(|| Precision::claimed(&settings.prior, lead.confidence));
    }
    if folder.root.join(RECORD).is_file() {
        let mut office = Office::open(&folder.root)?;
        let case = office.case()?;
        for lead in &leads {
            let Some(decision) = case.lead_decision(&lead.lead_id) else {
                continue;
            };
            if let Some(precision) = precision.get_mut(&lead.method) {
                precision.learn(lesson(decision.outcome, decision.reason));
            }
        }
    }
    Ok((leads, precision))
}

/// `risk.toml` of the engagement's packs; the first that has one.
fn settings(folder: &Folder) -> Result<Settings, Failure> {
    let packs = &folder.engagement.engagement.packs;
    for pack in packs {
        let path = format!("packs/{pack}/risk.toml");
        if let Some(text) = folder.catalogue.text(&path) {
            let wrong = |e: String| Failure::Input(format!("{path}: {}", e.trim_end()));
            return Settings::parse(text).map_err(wrong);
        }
    }
    Err(Failure::Input(t!("risk-no-settings")))
}
