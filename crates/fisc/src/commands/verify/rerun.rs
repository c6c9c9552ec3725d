//! `fisc verify --rerun`: the methods again on the ledger that a package publishes, or that the reader
//! was given, with the methods of this program; then what was tested is compared with the package,
//! row by row. Leads are not in a package, and so not compared.

use crate::commands::EngineOptions;
use crate::engagement::Folder;
use crate::error::{Failure, code};
use crate::output::harmless;
use crate::texts::t;
use fisc_catalogue::Catalogue;
use fisc_engine::Engine;
use fisc_methods::{Method, Pack};
use fisc_model::digest::sha256_hex;
use fisc_model::engagement::Engagement;
use fisc_publish::package::{Sheet, tested};
use fisc_verify::Files;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Differences that are said one by one.
const SAID: usize = 40;

/// What the methods are judged under: the engagement's own files where the reader stands in one.
struct Under {
    engagement: Engagement,
    catalogue: Catalogue,
    packs: Vec<Pack>,
}

pub fn run(dir: &Path, files: &Files, ledger: Option<&Path>) -> Result<u8, Failure> {
    let mut out = std::io::stdout().lock();
    let about: serde_json::Value = files
        .get("datapackage.json")
        .and_then(|b| serde_json::from_slice(b).ok())
        .unwrap_or_default();
    let about = &about["fisc"];
    let digest = about["ledger_digest"].as_str().unwrap_or_default();
    let temp = tempfile::tempdir().map_err(Failure::io(std::env::temp_dir()))?;
    let Some(at) = ledger_folder(dir, files, ledger, temp.path())? else {
        writeln!(out, "{}", t!("rerun-no-ledger"))?;
        return Ok(code::FAILED);
    };
    let manifest = at.join("manifest.json");
    let bytes = fs::read(&manifest).map_err(Failure::given(&manifest))?;
    if sha256_hex(&bytes) != digest {
        let line = t!("rerun-other-ledger", path = at.display());
        writeln!(out, "{}", harmless(&line))?;
        return Ok(code::FAILED);
    }
    let under = under(dir, about, files)?;
    let methods = Method::read_all(&under.catalogue).map_err(|e| Failure::Input(e.to_string()))?;
    let named = column(files, "methods", "code")?;
    let methods: Vec<Method> = methods
        .into_iter()
        .filter(|m| named.contains(&m.meta.code))
        .collect();
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let options = EngineOptions {
        partitions: 1,
        jobs,
        memory: 2048,
    };
    let engine = Engine::open(&at, &settings(&under, &options, temp.path()))?;
    let (run, _) = fisc_methods::run(
        &engine,
        &methods,
        &fisc_methods::Settings {
            catalogue: &under.catalogue,
            engagement: &under.engagement,
            packs: &under.packs,
            ledger_digest: digest.to_string(),
            jobs,
            progress: &|_, _, _| {},
        },
    );
    let mut differences = Vec::new();
    for sheet in tested(&run) {
        compare(files, &sheet, &mut differences)?;
    }
    if differences.is_empty() {
        writeln!(out, "{}", t!("rerun-same", count = methods.len()))?;
        return Ok(code::DONE);
    }
    writeln!(out, "{}", t!("rerun-differs", count = differences.len()))?;
    for line in differences.iter().take(SAID) {
        writeln!(out, "  {}", harmless(line))?;
    }
    Ok(code::FAILED)
}

/// The ledger that was given, else the package's own, written where the engine can read it.
fn ledger_folder(
    dir: &Path,
    files: &Files,
    given: Option<&Path>,
    temp: &Path,
) -> Result<Option<PathBuf>, Failure> {
    if let Some(given) = given {
        return Ok(Some(crate::commands::under(dir, given)));
    }
    if !files.contains_key("ledger/manifest.json") {
        return Ok(None);
    }
    for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with("ledger/")) {
        let path = temp.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(Failure::io(parent))?;
        }
        fs::write(&path, bytes).map_err(Failure::io(&path))?;
    }
    Ok(Some(temp.join("ledger")))
}

/// Where there is no engagement, as much of it as the package says.
fn under(dir: &Path, about: &serde_json::Value, files: &Files) -> Result<Under, Failure> {
    if let Ok(folder) = Folder::find(dir)
        && about["engagement"] == folder.engagement.engagement.id.as_str()
    {
        return Ok(Under {
            engagement: folder.engagement,
            catalogue: folder.catalogue,
            packs: folder.packs,
        });
    }
    let text = |name: &str| {
        about[name]
            .as_str()
            .unwrap_or_default()
            .replace(['"', '\\'], "")
    };
    let of_packs = column(files, "parameters", "source")?.contains("pack");
    let toml = format!(
        "[engagement]\nid = \"{}\"\ntitle = \"\"\nfiscal_year = {}\ncurrency = \"{}\"\npacks = {}\n",
        text("engagement"),
        about["fiscal_year"],
        text("currency"),
        if of_packs { "[\"cn\"]" } else { "[]" },
    );
    let engagement = Engagement::parse(&toml).map_err(Failure::Input)?;
    let catalogue = Catalogue::embedded();
    let packs = engagement.engagement.packs.iter();
    let packs: Result<Vec<Pack>, String> = packs.map(|p| Pack::read(&catalogue, p)).collect();
    Ok(Under {
        packs: packs.map_err(Failure::Input)?,
        engagement,
        catalogue,
    })
}

fn settings(under: &Under, options: &EngineOptions, temp: &Path) -> fisc_engine::Settings {
    let calendars = under.packs.iter().filter_map(|p| {
        let calendar = p.calendar.clone()?;
        Some((p.jurisdiction.clone(), calendar))
    });
    fisc_engine::Settings {
        partitions: options.partitions,
        threads: options.jobs,
        memory: options.memory << 20,
        disk: 1 << 40,
        temp: temp.to_path_buf(),
        calendars: calendars.collect(),
    }
}

/// The header and rows of a table of the package.
fn table(files: &Files, name: &str) -> Result<(Vec<String>, Vec<Vec<String>>), Failure> {
    let path = format!("data/{name}.csv");
    let bytes = files.get(&path).map(Vec::as_slice).unwrap_or_default();
    let wrong = |e: csv::Error| Failure::Input(format!("{path}: {e}"));
    let mut reader = csv::Reader::from_reader(bytes);
    let text =
        |record: &csv::StringRecord| -> Vec<String> { record.iter().map(String::from).collect() };
    let header = text(reader.headers().map_err(wrong)?);
    let rows = reader.records().map(|r| r.map(|r| text(&r)).map_err(wrong));
    Ok((header, rows.collect::<Result<_, _>>()?))
}

fn column(files: &Files, name: &str, column: &str) -> Result<BTreeSet<String>, Failure> {
    let (header, rows) = table(files, name)?;
    let at = header.iter().position(|h| h == column);
    let cell = |row: Vec<String>| at.and_then(|i| row.get(i).cloned());
    Ok(rows.into_iter().filter_map(cell).collect())
}

/// Says each cell that differs, by table, row and column.
fn compare(files: &Files, sheet: &Sheet, out: &mut Vec<String>) -> Result<(), Failure> {
    let (header, published) = table(files, sheet.name)?;
    let keys = sheet.key_places();
    let id = |row: &Vec<String>| -> String {
        let cells: Vec<&str> = keys
            .iter()
            .filter_map(|k| row.get(*k))
            .map(String::as_str)
            .collect();
        cells.join(" ")
    };
    let mut again: BTreeMap<String, &Vec<String>> = sheet.rows.iter().map(|r| (id(r), r)).collect();
    for row in &published {
        let Some(new) = again.remove(&id(row)) else {
            out.push(t!("rerun-missing", table = sheet.name, row = id(row)));
            continue;
        };
        for ((name, old), new) in header.iter().zip(row).zip(new) {
            if old != new {
                out.push(t!(
                    "rerun-cell",
                    table = sheet.name,
                    row = id(row),
                    column = name,
                    old = old,
                    new = new
                ));
            }
        }
    }
    out.extend(
        again
            .keys()
            .map(|row| t!("rerun-more", table = sheet.name, row = row)),
    );
    Ok(())
}
