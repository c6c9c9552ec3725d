//! `fisc risk`: whom and what to look at first, with every component of the score; and the register
//! of what was assessed and when.

mod assess;
mod controls;
mod facts;
mod format;
mod gather;
mod labels;
mod methods;
mod outcome;
mod rank;
mod register;
mod show;
mod what_if;

use crate::commands::leads;
use crate::engagement::Folder;
use crate::error::Failure;
use crate::texts::t;
use clap::{Args, Subcommand};
use fisc_model::lead::Lead;
use fisc_review::Office;
use fisc_review::case::Case;
use fisc_review::office::RECORD;
use fisc_risk::assessment::Phase;
use fisc_risk::precision::Precision;
use fisc_risk::settings::Settings;
use fisc_store::Register;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
    /// Assess the auditees and keep the assessments in the register
    Assess(assess::Assess),
    /// The register: the last assessment of each auditee
    Register(register::Register),
    /// One auditee: what its risk is made of, and its history
    Show(show::Show),
    /// What changes if a weight does; nothing is kept
    WhatIf(what_if::WhatIf),
}

pub fn run(dir: &Path, options: &Risk) -> Result<u8, Failure> {
    match &options.command {
        Command::Rank(c) => rank::run(dir, c),
        Command::Methods(c) => methods::run(dir, c),
        Command::Assess(c) => assess::run(dir, c),
        Command::Register(c) => register::run(dir, c),
        Command::Show(c) => show::run(dir, c),
        Command::WhatIf(c) => what_if::run(dir, c),
    }
}

/// A phase as people write it.
fn phase(text: &str) -> Result<Phase, String> {
    Phase::named(text).ok_or_else(|| "initial, planning, preparation or final".into())
}

/// The record, where there is one.
fn record(folder: &Folder) -> Result<Option<Office>, Failure> {
    match folder.root.join(RECORD).is_file() {
        true => Ok(Some(Office::open(&folder.root)?)),
        false => Ok(None),
    }
}

/// The register's file: the engagement's own, or the one that fisc.toml names.
fn register_path(folder: &Folder) -> PathBuf {
    folder.root.join(folder.engagement.risk.file())
}

/// The register, where there is one already.
fn register(folder: &Folder) -> Result<Option<Register>, Failure> {
    Ok(Register::existing(&register_path(folder))?)
}

/// How far the methods of these leads are believed: by the confidence they claim, by what decisions
/// of other engagements taught (in the register), and by what was decided about leads here.
fn precision(
    folder: &Folder,
    leads: &[Lead],
    case: Option<&Case>,
    settings: &Settings,
) -> Result<BTreeMap<String, Precision>, Failure> {
    let mut precision = BTreeMap::new();
    for lead in leads {
        precision
            .entry(lead.method.clone())
            .or_insert_with(|| Precision::claimed(&settings.prior, lead.confidence));
    }
    if let Some(register) = register(folder)? {
        let own = folder.engagement.engagement.id.as_str();
        for (method, right, wrong) in register.lessons(Some(own))? {
            if let Some(precision) = precision.get_mut(&method) {
                precision.right += right;
                precision.wrong += wrong;
            }
        }
    }
    for lead in leads {
        let lesson = case.and_then(|case| outcome::learnt(case, lead));
        if let (Some(lesson), Some(precision)) = (lesson, precision.get_mut(&lead.method)) {
            precision.learn(lesson);
        }
    }
    Ok(precision)
}

/// The leads that people have not set aside, and how far their methods are believed.
fn believed(folder: &Folder) -> Result<(Vec<Lead>, BTreeMap<String, Precision>), Failure> {
    let settings = settings(folder)?;
    let mut leads = leads::read(folder)?;
    let mut office = record(folder)?;
    let case = match &mut office {
        Some(office) => Some(office.case()?),
        None => None,
    };
    let precision = precision(folder, &leads, case, &settings)?;
    if let Some(case) = case {
        leads.retain(|lead| !outcome::excluded(case, lead));
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
