//! `fisc check`: all methods over the ledger, into `leads/`.

use super::EngineOptions;
use crate::engagement::{Folder, replace};
use crate::error::{Failure, code};
use crate::output;
use crate::texts::{self, t};
use clap::Args;
use fisc_methods::Method;
use fisc_model::Money;
use fisc_model::lead::{Lead, Severity};
use fisc_model::run::{Outcome, Run};
use std::fs;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct Check {
    /// Only these methods, by code (repeatable)
    #[arg(long = "only", value_name = "CODE")]
    only: Vec<String>,
    #[command(flatten)]
    engine: EngineOptions,
    /// End with code 10 when there is a lead of at least this severity
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    fail_on: Option<Severity>,
}

pub fn severity(text: &str) -> Result<Severity, String> {
    serde_json::from_value(text.into()).map_err(|_| "info, low, medium or high".to_string())
}

impl Check {
    /// All methods with the given resources, as `fisc run` does.
    pub fn all(engine: EngineOptions) -> Check {
        Check {
            only: Vec::new(),
            engine,
            fail_on: None,
        }
    }
}

pub fn run(dir: &Path, options: &Check) -> Result<u8, Failure> {
    let folder = Folder::find(dir)?;
    let _lock = folder.write_lock("fisc check")?;
    let (run, leads) = check(&folder, options)?;
    let mut out = std::io::stdout().lock();
    summary(&run, &leads, &mut out)?;
    let leads_folder = folder.root.join("leads");
    writeln!(
        out,
        "\n{}",
        t!("check-done", leads = leads_folder.display())
    )?;
    Ok(exit_code(&run, &leads, options.fail_on))
}

pub fn exit_code(run: &Run, leads: &[Lead], fail_on: Option<Severity>) -> u8 {
    if run.methods.iter().any(|m| m.outcome == Outcome::Failed) {
        code::METHODS_FAILED
    } else if fail_on.is_some_and(|s| leads.iter().any(|l| l.severity >= s)) {
        code::LEADS
    } else {
        code::DONE
    }
}

/// Runs the methods and writes `leads/` whole.
pub fn check(folder: &Folder, options: &Check) -> Result<(Run, Vec<Lead>), Failure> {
    let methods = chosen(folder, &options.only)?;
    let temp = folder.temp()?;
    let engine = folder.engine(&options.engine, temp.path())?;
    let progress = |done: usize, all: usize, code: &str| {
        output::progress(&t!("check-progress", done = done, all = all, code = code))
    };
    let settings = fisc_methods::Settings {
        catalogue: &folder.catalogue,
        engagement: &folder.engagement,
        packs: &folder.packs,
        ledger_digest: folder.ledger_digest()?,
        jobs: options.engine.jobs,
        progress: &progress,
    };
    let (run, leads) = fisc_methods::run(&engine, &methods, &settings);
    output::progress_done();
    write(folder, &run, &leads)?;
    Ok((run, leads))
}

fn chosen(folder: &Folder, only: &[String]) -> Result<Vec<Method>, Failure> {
    let mut methods = folder.methods()?;
    for (code, given) in &folder.engagement.parameters {
        let Some(method) = methods.iter().find(|m| m.meta.code == *code) else {
            return Err(Failure::Input(t!("check-unknown-method", code = code)));
        };
        let has = &method.meta.parameters;
        if let Some(name) = given.keys().find(|n| !has.contains_key(*n)) {
            let names: Vec<&str> = has.keys().map(String::as_str).collect();
            return Err(Failure::Input(t!(
                "check-unknown-parameter",
                code = code,
                name = name,
                names = names.join(", ")
            )));
        }
    }
    for code in only {
        if !methods
            .iter()
            .any(|m| m.meta.code.eq_ignore_ascii_case(code))
        {
            return Err(Failure::Input(t!("no-method", code = code)));
        }
    }
    if !only.is_empty() {
        methods.retain(|m| only.iter().any(|c| m.meta.code.eq_ignore_ascii_case(c)));
    }
    Ok(methods)
}

fn write(folder: &Folder, run: &Run, leads: &[Lead]) -> Result<(), Failure> {
    let temp = folder.temp()?;
    let target = temp.path().join("leads");
    fs::create_dir(&target).map_err(Failure::io(&target))?;
    fisc_engine::write_leads(&target.join("leads.parquet"), leads)?;
    let mut lines = Vec::new();
    for lead in leads {
        serde_json::to_writer(&mut lines, lead).map_err(|e| Failure::Failed(e.to_string()))?;
        lines.push(b'\n');
    }
    let report = serde_json::to_vec_pretty(run).map_err(|e| Failure::Failed(e.to_string()))?;
    for (name, bytes) in [("leads.jsonl", lines), ("run.json", report)] {
        let path = target.join(name);
        fs::write(&path, bytes).map_err(Failure::io(&path))?;
    }
    owner_only(&target)?;
    replace(&folder.root, "leads", &target)
}

/// Leads name payees and persons: only their owner reads them.
pub fn owner_only(folder: &Path) -> Result<(), Failure> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for entry in fs::read_dir(folder).map_err(Failure::io(folder))? {
            let path = entry.map_err(Failure::io(folder))?.path();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600))
                .map_err(Failure::io(&path))?;
        }
    }
    let _ = folder;
    Ok(())
}

/// What a run found, on one screen: methods that returned leads, then what could not be tested.
pub fn summary(run: &Run, leads: &[Lead], out: &mut impl Write) -> Result<(), Failure> {
    let count = |o: Outcome| run.methods.iter().filter(|m| m.outcome == o).count();
    let counts = t!(
        "check-counts",
        leads = count(Outcome::Leads),
        clean = count(Outcome::Clean),
        skipped = count(Outcome::Skipped),
        failed = count(Outcome::Failed)
    );
    writeln!(out, "{counts}")?;
    let header = texts::parts(&t!("check-columns"));
    let mut rows = Vec::new();
    for m in run.methods.iter().filter(|m| m.outcome == Outcome::Leads) {
        let (tested, excluded) = m
            .population
            .as_ref()
            .map_or((0, 0), |p| (p.tested, p.rows - p.tested));
        rows.push(vec![
            m.code.clone(),
            texts::side(&m.name).to_string(),
            if m.pattern {
                t!(
                    "check-pattern",
                    severity = texts::word("severity", &m.severity)
                )
            } else {
                texts::word("severity", &m.severity)
            },
            m.leads.to_string(),
            m.evidence.to_string(),
            m.amount.grouped(),
            tested.to_string(),
            excluded.to_string(),
        ]);
    }
    if !rows.is_empty() {
        writeln!(out)?;
        let right = [false, false, false, true, true, true, true, true];
        output::table(&header, &rows, &right, out)?;
    }
    let total: Money = fisc_model::run::once(leads);
    let total = t!(
        "check-total",
        count = leads.len(),
        amount = total.grouped(),
        currency = &run.currency
    );
    writeln!(out, "\n{total}")?;
    for outcome in [Outcome::Skipped, Outcome::Failed] {
        for m in run.methods.iter().filter(|m| m.outcome == outcome) {
            let (code, name) = (&m.code, texts::side(&m.name));
            let reason = m.reason.as_ref().map_or("", texts::side);
            let line = if outcome == Outcome::Skipped {
                t!("check-skipped", code = code, name = name, reason = reason)
            } else {
                t!("check-failed", code = code, name = name, reason = reason)
            };
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
