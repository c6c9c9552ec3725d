//! `fisc load`: the sources into the ledger, whole or not at all.

use super::EngineOptions;
use crate::engagement::{Folder, replace};
use crate::error::{Failure, code};
use crate::output;
use crate::texts::{self, t};
use clap::Args;
use fisc_engine::{Changes, Manifest};
use fisc_load::{ExtraTable, Job, LoadError, Progress, Report};
use fisc_model::{Money, schema};
use fisc_publish::Lang;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct Load {
    /// End with code 3 when more rows than this were rejected
    #[arg(long, value_name = "N")]
    max_rejects: Option<u64>,
    #[command(flatten)]
    engine: EngineOptions,
}

impl Load {
    /// As `fisc run` loads: rejected rows are reported and end nothing.
    pub fn default_with(engine: EngineOptions) -> Load {
        Load {
            max_rejects: None,
            engine,
        }
    }
}

/// What a load did.
pub struct Loaded {
    report: Report,
    changes: Changes,
}

pub fn run(dir: &Path, options: &Load) -> Result<u8, Failure> {
    let folder = Folder::find(dir)?;
    let _lock = folder.write_lock("fisc load")?;
    let loaded = load(&folder, options)?;
    let mut out = std::io::stdout().lock();
    summary(&folder, &loaded, &mut out)?;
    let ledger = folder.root.join("ledger");
    writeln!(out, "\n{}", t!("load-done", ledger = ledger.display()))?;
    let rejected: u64 = loaded.report.files.iter().map(|f| f.rejected).sum();
    Ok(if options.max_rejects.is_some_and(|max| rejected > max) {
        code::BAD_INPUT
    } else {
        code::DONE
    })
}

/// Loads into a folder beside, which replaces the ledger when it is whole.
pub fn load(folder: &Folder, options: &Load) -> Result<Loaded, Failure> {
    let temp = folder.temp()?;
    let staging = temp.path().join("ledger");
    fs::create_dir(&staging).map_err(Failure::io(&staging))?;
    let ledger = folder.root.join("ledger");
    let previous = ledger
        .join("manifest.json")
        .is_file()
        .then_some(ledger.as_path());
    let before = previous.map_or(Ok(Manifest::default()), fisc_engine::read_manifest)?;
    let job = Job {
        root: &folder.root,
        engagement: &folder.engagement,
        mappings: &|name| folder.mapping(name),
        staging: &staging,
        ordinals: before.ordinals,
        chunk_rows: fisc_load::CHUNK_ROWS,
        extra: pack_tables(folder),
    };
    let progress = |p: &Progress| {
        output::progress(&t!("load-progress", source = p.source, rows = p.rows));
    };
    let report = fisc_load::load(&job, &progress);
    output::progress_done();
    let report = report.map_err(refused)?;
    output::progress(&t!("load-sorting"));
    let now = chrono::Utc::now().format("%Y-%m-%dT%H:%M:%S").to_string();
    let raw = staging.join("raw");
    let settings = folder.settings(&options.engine, temp.path());
    let changes = fisc_engine::compact(
        &raw,
        &staging,
        previous,
        report.ordinals.clone(),
        &now,
        &settings,
    )?;
    output::progress_done();
    fs::remove_dir_all(&raw).map_err(Failure::io(&raw))?;
    replace(&folder.root, "ledger", &staging)?;
    Ok(Loaded { report, changes })
}

/// All refused sources, so that they are put right at once.
fn refused(error: LoadError) -> Failure {
    match error {
        LoadError::Refused(all) => {
            let mut text = t!("load-refused", count = all.len());
            for r in all {
                text.push_str(&format!("\n{}: {}", r.source, r.message));
            }
            Failure::Input(text)
        }
        other @ LoadError::Write(_) => Failure::Failed(other.to_string()),
    }
}

/// The tables that the packs bring: holidays, limits. A source of the engagement goes before them.
fn pack_tables(folder: &Folder) -> Vec<ExtraTable> {
    let mut extra = Vec::new();
    for pack in &folder.packs {
        for (file, bytes) in folder.catalogue.below(&format!("packs/{}", pack.name)) {
            let Some(table) = file.strip_suffix(".csv") else {
                continue;
            };
            extra.push(ExtraTable {
                table: table.to_string(),
                source: format!("packs/{}/{file}", pack.name),
                csv: bytes.to_vec(),
            });
        }
    }
    extra
}

/// A table as users of this language call it; the name by which queries find it stays.
fn title(table: &str) -> String {
    match schema::table(table) {
        Some(t) if texts::lang() == Lang::Zh => format!("{}（{table}）", t.zh),
        _ => table.to_string(),
    }
}

/// More kinds of rejects than this are read in the file.
const MOST_REASONS: usize = 10;

/// Rejected rows by file, column and reason, the most frequent first.
fn reasons(folder: &Folder) -> Result<Vec<String>, Failure> {
    let path = folder.root.join("ledger/rejects.csv");
    let failed = |e: csv::Error| Failure::Failed(format!("{}: {e}", path.display()));
    let mut reader = csv::Reader::from_path(&path).map_err(failed)?;
    let mut counts: BTreeMap<[String; 3], (u64, String)> = BTreeMap::new();
    for reject in reader.deserialize() {
        let r: Reject = reject.map_err(failed)?;
        let first = counts
            .entry([r.file, r.column, r.reason_code])
            .or_insert((0, r.row));
        first.0 += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, (n, _))| std::cmp::Reverse(*n));
    Ok(counts
        .into_iter()
        .map(|([file, column, code], (count, row))| {
            let reason = texts::word("reject", &code);
            if column.is_empty() {
                t!(
                    "load-reason",
                    file = file,
                    reason = reason,
                    count = count,
                    row = row
                )
            } else {
                t!(
                    "load-reason-column",
                    file = file,
                    column = column,
                    reason = reason,
                    count = count,
                    row = row
                )
            }
        })
        .collect())
}

/// What of ledger/rejects.csv a summary needs.
#[derive(serde::Deserialize)]
struct Reject {
    file: String,
    row: String,
    column: String,
    reason_code: String,
}

/// What was read and what became of it, on one screen.
pub fn summary(folder: &Folder, loaded: &Loaded, out: &mut impl Write) -> Result<(), Failure> {
    let header = texts::parts(&t!("load-columns"));
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut tables: Vec<&str> = loaded
        .report
        .files
        .iter()
        .map(|f| f.table.as_str())
        .collect();
    tables.sort_unstable();
    tables.dedup();
    for table in tables {
        let files = || loaded.report.files.iter().filter(|f| f.table == table);
        let sum =
            |get: fn(&fisc_load::FileReport) -> u64| files().map(get).sum::<u64>().to_string();
        let amount: Money = files().filter_map(|f| f.amount).sum();
        rows.push(vec![
            title(table),
            files().count().to_string(),
            sum(|f| f.read),
            sum(|f| f.loaded),
            sum(|f| f.dropped),
            sum(|f| f.control),
            sum(|f| f.rejected),
            if files().any(|f| f.amount.is_some()) {
                amount.grouped()
            } else {
                String::new()
            },
        ]);
    }
    let right = [false, true, true, true, true, true, true, true];
    output::table(&header, &rows, &right, out)?;
    let rejected: u64 = loaded.report.files.iter().map(|f| f.rejected).sum();
    if rejected > 0 {
        writeln!(out, "\n{}", t!("load-rejected", count = rejected))?;
        let reasons = reasons(folder)?;
        for reason in reasons.iter().take(MOST_REASONS) {
            writeln!(out, "  {}", output::harmless(reason))?;
        }
        if reasons.len() > MOST_REASONS {
            let more = reasons.len() - MOST_REASONS;
            writeln!(out, "  {}", t!("load-reasons-more", count = more))?;
        }
        writeln!(out, "{}", t!("load-rejects-file"))?;
    }
    if folder.engagement.sources.is_empty() {
        writeln!(out, "\n{}", t!("load-no-source"))?;
    }
    for f in loaded.report.files.iter().filter(|f| f.rounded > 0) {
        let line = t!(
            "load-rounded",
            source = &f.source,
            count = f.rounded,
            difference = &f.rounding_difference
        );
        writeln!(out, "{line}")?;
    }
    for (table, c) in &loaded.changes {
        if c.changed + c.vanished + c.new > 0 {
            let line = t!(
                "load-changes",
                table = title(table),
                unchanged = c.unchanged,
                changed = c.changed,
                vanished = c.vanished,
                new = c.new
            );
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
