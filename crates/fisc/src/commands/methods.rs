//! `fisc methods list | show CODE | test [CODE]`: the catalogue, built in and own.

use crate::engagement::Folder;
use crate::error::{Failure, code};
use crate::output;
use clap::{Args, Subcommand};
use fisc_catalogue::Catalogue;
use fisc_engine::Settings;
use fisc_methods::{Method, cases};
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
        /// The Chinese README
        #[arg(long)]
        zh: bool,
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
        Action::Show { code, zh } => show(one(&methods, code)?, *zh, &mut out),
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
        .ok_or_else(|| {
            Failure::Input(format!(
                "there is no method {code}; fisc methods list shows them"
            ))
        })
}

fn list(methods: &[Method], out: &mut impl Write) -> Result<u8, Failure> {
    let header = ["method", "name", "名称", "result", "severity", "confidence"].map(str::to_string);
    let rows: Vec<Vec<String>> = methods
        .iter()
        .map(|m| {
            let m = &m.meta;
            let words = [
                m.result.to_string(),
                m.severity.to_string(),
                m.confidence.to_string(),
            ];
            [m.code.clone(), m.name.en.clone(), m.name.zh.clone()]
                .into_iter()
                .chain(words)
                .collect()
        })
        .collect();
    output::table(&header, &rows, &[false; 6], out)?;
    Ok(code::DONE)
}

fn show(method: &Method, zh: bool, out: &mut impl Write) -> Result<u8, Failure> {
    let readme = if zh {
        &method.readme_zh
    } else {
        &method.readme
    };
    writeln!(out, "{}\n", readme.trim())?;
    for (name, p) in &method.meta.parameters {
        let default = p
            .default
            .as_ref()
            .map_or(String::from("no default"), |d| format!("default {d}"));
        let description = if zh {
            &p.description.zh
        } else {
            &p.description.en
        };
        writeln!(out, "${name}: {description} ({}; {default})", p.unit)?;
    }
    writeln!(out, "\ndigest {}\n\n{}", method.digest, method.sql)?;
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
