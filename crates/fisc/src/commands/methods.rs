//! `fisc methods list | show CODE | test [CODE]`: the catalogue, built in and own.

use crate::engagement::Folder;
use crate::error::{Failure, code};
use crate::output;
use crate::texts::{self, t};
use clap::{Args, Subcommand};
use fisc_catalogue::Catalogue;
use fisc_engine::Settings;
use fisc_methods::{Method, cases};
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
        Action::Test { code: Some(code) } => test(&catalogue, &[one(&methods, code)?], &mut out),
        Action::Test { code: None } => {
            test(&catalogue, &methods.iter().collect::<Vec<_>>(), &mut out)
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

fn test(catalogue: &Catalogue, methods: &[&Method], out: &mut impl Write) -> Result<u8, Failure> {
    let temp = tempfile::tempdir()?;
    let settings = Settings {
        partitions: 1,
        memory: 512 << 20,
        disk: 1 << 30,
        temp: temp.path().to_path_buf(),
        calendars: BTreeMap::new(),
    };
    let (mut passed, mut failed) = (0, 0);
    for method in methods {
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
    Ok(if failed == 0 {
        code::DONE
    } else {
        code::FAILED
    })
}
