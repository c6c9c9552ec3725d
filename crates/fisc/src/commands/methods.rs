//! `fisc methods list | show CODE | test [CODE] [--mutants]`: the catalogue, built in and own.

use crate::engagement::Folder;
use crate::error::{Failure, code};
use crate::output;
use crate::texts::{self, t};
use clap::{Args, Subcommand};
use fisc_catalogue::Catalogue;
use fisc_engine::Settings;
use fisc_methods::{Lint, Method, cases, mutants};
use fisc_publish::Lang;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct Methods {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// All methods
    List,
    /// One method: its README, parameters and SQL
    Show {
        /// As in the list
        code: String,
    },
    /// Run the cases of one method or of all
    Test {
        /// As in the list; left out: all
        code: Option<String>,
        /// Change each comparison, key, condition and parameter of method.sql alone: a case must
        /// fail for it
        #[arg(long)]
        mutants: bool,
    },
}

pub fn run(dir: &Path, options: &Methods) -> Result<u8, Failure> {
    // Outside an engagement the built-in methods answer.
    let catalogue = match Folder::find(dir) {
        Ok(folder) => folder.catalogue,
        Err(_) => Catalogue::embedded(),
    };
    let methods = Method::read_all(&catalogue).map_err(|e| Failure::Input(e.to_string()))?;
    let mut out = std::io::stdout().lock();
    match &options.action {
        Action::List => list(&methods, &mut out),
        Action::Show { code } => show(one(&methods, code)?, &mut out),
        Action::Test { code, mutants } => {
            let methods = match code {
                Some(code) => vec![one(&methods, code)?],
                None => methods.iter().collect(),
            };
            if *mutants {
                test_mutants(&catalogue, &methods, code.is_none(), &mut out)
            } else {
                test(&catalogue, &methods, &mut out)
            }
        }
    }
}

pub fn one<'a>(methods: &'a [Method], code: &str) -> Result<&'a Method, Failure> {
    methods
        .iter()
        .find(|m| m.meta.code.eq_ignore_ascii_case(code))
        .ok_or_else(|| Failure::Input(t!("no-method", code = code)))
}

fn list(methods: &[Method], out: &mut impl Write) -> Result<u8, Failure> {
    let header = texts::parts(&t!("methods-columns"));
    let rows: Vec<Vec<String>> = methods
        .iter()
        .map(|m| {
            let m = &m.meta;
            vec![
                m.code.clone(),
                texts::side(&m.name).to_string(),
                texts::word("result", &m.result),
                texts::word("severity", &m.severity),
                texts::word("confidence", &m.confidence),
            ]
        })
        .collect();
    output::table(&header, &rows, &[false; 5], out)?;
    Ok(code::DONE)
}

fn show(method: &Method, out: &mut impl Write) -> Result<u8, Failure> {
    let readme = match texts::lang() {
        Lang::En => &method.readme,
        Lang::Zh => &method.readme_zh,
    };
    writeln!(out, "{}\n", readme.trim())?;
    for (name, p) in &method.meta.parameters {
        let (description, unit) = (texts::side(&p.description), &p.unit);
        let line = match &p.default {
            None => t!(
                "methods-no-default",
                name = name,
                description = description,
                unit = unit
            ),
            Some(default) => t!(
                "methods-default",
                name = name,
                description = description,
                unit = unit,
                default = default.to_string()
            ),
        };
        writeln!(out, "{line}")?;
    }
    let digest = t!("methods-digest", digest = &method.digest);
    writeln!(out, "\n{digest}\n\n{}", method.sql)?;
    Ok(code::DONE)
}

/// What a case may use: cases are small.
fn settings(temp: &Path) -> Settings {
    Settings {
        partitions: 1,
        threads: 1,
        memory: 512 << 20,
        disk: 1 << 30,
        temp: temp.to_path_buf(),
        calendars: BTreeMap::new(),
    }
}

fn test(catalogue: &Catalogue, methods: &[&Method], out: &mut impl Write) -> Result<u8, Failure> {
    let temp = tempfile::tempdir()?;
    let settings = settings(temp.path());
    let (mut passed, mut failed, mut refused) = (0, 0, 0);
    let mut lint = Lint::new(catalogue, &settings)?;
    for method in methods {
        if let Err(e) = lint.method(method) {
            refused += 1;
            writeln!(out, "{}\n{e}", method.meta.code)?;
        }
        for name in cases::names(catalogue, method) {
            match cases::run(catalogue, method, &name, None, &settings).problem {
                None => passed += 1,
                Some(problem) => {
                    failed += 1;
                    writeln!(out, "{} {name}\n{}", method.meta.code, problem.trim_end())?;
                }
            }
        }
    }
    writeln!(out, "{passed} cases passed, {failed} failed")?;
    if refused > 0 {
        writeln!(out, "{refused} methods break a rule of the dialect")?;
    }
    Ok(if failed + refused == 0 {
        code::DONE
    } else {
        code::FAILED
    })
}

fn test_mutants(
    catalogue: &Catalogue,
    methods: &[&Method],
    all: bool,
    out: &mut impl Write,
) -> Result<u8, Failure> {
    let temp = tempfile::tempdir()?;
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let reports = mutants::test_all(catalogue, methods, jobs, &settings(temp.path()))
        .map_err(|e| Failure::Input(e.to_string()))?;
    for (method, report) in methods.iter().zip(&reports) {
        writeln!(
            out,
            "{} {} mutants: {} killed, {} survived, {} listed as equivalent; {} more changes do not plan",
            method.meta.code,
            report.mutants(),
            report.killed,
            report.survivors.len(),
            report.listed,
            report.invalid
        )?;
        for s in &report.survivors {
            writeln!(
                out,
                "  methods/{}/method.sql:{}\n    {}\n    {}; if no ledger can tell them apart, list it in mutants.toml with the reason",
                report.folder, s.line, s.name, s.advice
            )?;
        }
        for stale in &report.stale {
            writeln!(out, "  methods/{}/mutants.toml\n    {stale}", report.folder)?;
        }
    }
    let sum = |of: &dyn Fn(&mutants::Report) -> usize| reports.iter().map(of).sum::<usize>();
    writeln!(
        out,
        "{} mutants: {} killed, {} survived, {} listed as equivalent",
        sum(&mutants::Report::mutants),
        sum(&|r| r.killed),
        sum(&|r| r.survivors.len()),
        sum(&|r| r.listed)
    )?;
    // A method of few lines may list one: the share is that of a whole catalogue.
    let too_many = all && mutants::too_many_listed(&reports);
    if too_many {
        writeln!(
            out,
            "more than {} % are listed as equivalent; write cases, or simpler SQL",
            mutants::MOST_LISTED
        )?;
    }
    Ok(
        if reports.iter().all(mutants::Report::is_clean) && !too_many {
            code::DONE
        } else {
            code::FAILED
        },
    )
}
