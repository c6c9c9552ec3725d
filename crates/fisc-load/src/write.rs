//! One file's records into Parquet and lists of problems, and the lists of all files together.

use crate::chunk::{Chunk, Sink};
use crate::frame::{Builder, Value, Writer, amount_position, create};
use crate::number::fine_text;
use crate::prepare::{Input, Ready};
use crate::reject::REJECT_COLUMNS;
use crate::row::{ControlRow, Part, Reject, Stamp, Tally, transform};
use crate::{FileReport, Job, Report, columnar, jsonl, spreadsheet};
use fisc_model::Money;
use fisc_model::digest::{base_key, short_digest};
use fisc_model::schema::{self, Table};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// What the rows of `[control]` name as their source.
pub(crate) const FISC_TOML: &str = "fisc.toml";
/// Records mapped by one task: enough to be worth it, few enough to keep all cores busy.
const SLICE: usize = 8_192;

/// One file, loaded.
pub(crate) struct Loaded {
    pub report: FileReport,
    rejects: Option<PathBuf>,
}

type Problems = csv::Writer<BufWriter<File>>;

/// State while one file is loaded.
struct Loader<'a> {
    unit: &'a Ready,
    staging: &'a Path,
    index: usize,
    rows: Writer,
    totals: Option<Writer>,
    rejects: Option<(PathBuf, Problems)>,
    tally: Tally,
    rejected: u64,
}

/// Loads one source.
pub(crate) fn load_unit(
    unit: &Ready,
    index: usize,
    staging: &Path,
    chunk_rows: usize,
    tell: &dyn Fn(u64),
) -> Result<Loaded, String> {
    let rows = Writer::new(staging, unit.plan.table, format!("part-{}", unit.ordinal));
    let mut loader = Loader {
        unit,
        staging,
        index,
        rows,
        totals: None,
        rejects: None,
        tally: Tally::default(),
        rejected: 0,
    };
    let mut give = |chunk: Chunk| {
        loader.chunk(&chunk)?;
        tell(loader.tally.read);
        Ok(())
    };
    let mut sink = Sink::new(chunk_rows, &mut give);
    let (place, header) = (&unit.place, &unit.plan.header);
    match &unit.input {
        Input::Csv { dialect, skip } => dialect.read(place, *skip, header.len(), &mut sink)?,
        Input::Sheet { sheet, skip } => spreadsheet::read(place, sheet, *skip, &mut sink)?,
        Input::Parquet => columnar::read_parquet(place, chunk_rows, &mut sink)?,
        Input::Ipc => columnar::read_ipc(place, &mut sink)?,
        Input::JsonLines => jsonl::read(place, header, &mut sink)?,
        Input::Dbf(layout) => layout.read(place, &mut sink)?,
        Input::Xml(layout) => layout.read(place, &mut sink)?,
    }
    sink.finish()?;
    loader.finish()
}

impl Loader<'_> {
    fn chunk(&mut self, chunk: &Chunk) -> Result<(), String> {
        let (plan, count) = (&self.unit.plan, chunk.places.len());
        let stamp = Stamp {
            source: &self.unit.source,
            ordinal: self.unit.ordinal,
        };
        let parts: Vec<Part> = (0..count)
            .step_by(SLICE)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|start| transform(plan, chunk, start..count.min(start + SLICE), stamp))
            .collect::<Result<_, _>>()
            .map_err(|e| e.to_string())?;
        let mut frame = None;
        for part in parts {
            self.tally.add(&part.tally);
            self.rejected += part.rejects.len() as u64;
            self.keep_totals(&part.controls)?;
            for reject in &part.rejects {
                self.reject(reject)
                    .map_err(|e| format!("writing rejects.csv: {e}"))?;
            }
            match &mut frame {
                None => frame = Some(part.frame),
                Some(all) => drop(all.vstack_mut(&part.frame).map_err(|e| e.to_string())?),
            }
        }
        frame.map_or(Ok(()), |mut f| self.rows.write(&mut f))
    }

    fn keep_totals(&mut self, totals: &[ControlRow]) -> Result<(), String> {
        if totals.is_empty() {
            return Ok(());
        }
        let table = control_table();
        // A file may feed several tables: their totals lie beside each other.
        let stem = format!("part-{}-{}", self.unit.ordinal, self.unit.plan.table.name);
        let staging = self.staging;
        let writer = self
            .totals
            .get_or_insert_with(|| Writer::new(staging, table, stem));
        let stamp = Stamp {
            source: &self.unit.source,
            ordinal: self.unit.ordinal,
        };
        let mut builder = Builder::new(table, totals.len());
        for total in totals {
            let of = &self.unit.plan.table.name;
            control_row(
                &mut builder,
                of,
                &total.group_key,
                Some(total.amount),
                None,
                stamp,
                total.row,
            );
        }
        writer.write(&mut builder.finish().map_err(|e| e.to_string())?)
    }

    fn reject(&mut self, reject: &Reject) -> Result<(), csv::Error> {
        if self.rejects.is_none() {
            let path = self.staging.join(format!("rejects-{}.part", self.index));
            let file = create(&path, true)?;
            self.rejects = Some((path, csv::Writer::from_writer(BufWriter::new(file))));
        }
        let Some((_, writer)) = &mut self.rejects else {
            return Ok(());
        };
        let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
        writer.write_record([
            &self.unit.source,
            &reject.row.to_string(),
            &number(reject.line),
            &number(reject.byte),
            &reject.fault.column,
            // A cell of the source opens in a spreadsheet as text.
            &fisc_model::cell::safe(&reject.fault.value),
            &reject.fault.expected,
            reject.fault.reason.code(),
            &reject.fault.message,
        ])
    }

    fn finish(mut self) -> Result<Loaded, String> {
        self.rows.finish()?;
        if let Some(writer) = &mut self.totals {
            writer.finish()?;
        }
        let rejects = match self.rejects {
            None => None,
            Some((path, mut writer)) => {
                writer
                    .flush()
                    .map_err(|e| format!("writing rejects.csv: {e}"))?;
                Some(path)
            }
        };
        let Tally {
            read,
            loaded,
            control,
            dropped,
            converted,
            rounded,
            difference,
            amount,
        } = self.tally;
        let unit = self.unit;
        let report = FileReport {
            source: unit.source.clone(),
            table: unit.plan.table.name.clone(),
            ordinal: unit.ordinal,
            digest: unit.digest.clone(),
            encoding: unit.encoding.map(|e| e.name().to_string()),
            read,
            loaded,
            dropped: dropped.values().sum::<u64>() - control,
            control,
            rejected: self.rejected,
            rules: dropped,
            converted,
            rates: unit.rates.as_ref().map(|r| r.name.clone()),
            rates_digest: unit.rates.as_ref().map(|r| r.digest.clone()),
            rounded,
            rounding_difference: fine_text(difference),
            amount: amount_position(unit.plan.table).map(|_| amount),
        };
        Ok(Loaded { report, rejects })
    }
}

fn control_table() -> &'static Table {
    schema::table("control_total").expect("a table of the ledger")
}

/// A row of control_total: table_name, group_key, amount, row_count.
fn control_row(
    builder: &mut Builder,
    of: &str,
    group_key: &str,
    amount: Option<i128>,
    rows: Option<i64>,
    stamp: Stamp<'_>,
    row: i64,
) {
    let amount_text = amount.map(|a| Money(a).to_string());
    let rows_text = rows.map(|n| n.to_string());
    let canonical = [
        Some(of),
        Some(group_key),
        amount_text.as_deref(),
        rows_text.as_deref(),
    ];
    builder.push(0, Value::Text, canonical[0]);
    builder.push(1, Value::Text, canonical[1]);
    builder.push(2, amount.map_or(Value::Null, Value::Scaled), None);
    builder.push(3, rows.map_or(Value::Null, Value::Integer), None);
    let base = base_key("control_total", &canonical[..2]);
    builder.push_provenance(&base, &short_digest(&canonical), stamp, row);
}

/// Writes what concerns all files: certified totals, the list of sources, rejects and drops.
pub(crate) fn finish(
    job: &Job<'_>,
    loaded: Vec<Loaded>,
    ordinals: BTreeMap<String, u32>,
) -> Result<Report, String> {
    let failed = |e: &dyn std::fmt::Display| e.to_string();
    let certified = certified(job, &ordinals)?;
    let staging = job.staging;
    merge_rejects(staging, &loaded).map_err(|e| failed(&e))?;
    let files: Vec<FileReport> = loaded.into_iter().map(|l| l.report).collect();
    write_sources(staging, &files).map_err(|e| failed(&e))?;
    write_drops(staging, &files).map_err(|e| failed(&e))?;
    let mut tables: BTreeMap<String, u64> = BTreeMap::new();
    for f in &files {
        *tables.entry(f.table.clone()).or_default() += f.loaded;
        if f.control > 0 {
            *tables.entry(control_table().name.clone()).or_default() += f.control;
        }
    }
    if certified > 0 {
        *tables.entry(control_table().name.clone()).or_default() += certified;
    }
    Ok(Report {
        files,
        tables,
        ordinals,
    })
}

fn certified(job: &Job<'_>, ordinals: &BTreeMap<String, u32>) -> Result<u64, String> {
    let Some(ordinal) = ordinals
        .get(FISC_TOML)
        .filter(|_| !job.engagement.control.is_empty())
    else {
        return Ok(0);
    };
    let stamp = Stamp {
        source: FISC_TOML,
        ordinal: *ordinal,
    };
    let mut builder = Builder::new(control_table(), job.engagement.control.len());
    let mut row = 0;
    for (table, control) in &job.engagement.control {
        row += 1;
        let rows = control.rows.and_then(|n| i64::try_from(n).ok());
        control_row(
            &mut builder,
            table,
            "certified",
            control.amount.map(|a| a.0),
            rows,
            stamp,
            row,
        );
    }
    let mut writer = Writer::new(job.staging, control_table(), format!("part-{ordinal}"));
    writer.write(&mut builder.finish().map_err(|e| e.to_string())?)?;
    writer.finish()?;
    Ok(row.unsigned_abs())
}

fn merge_rejects(staging: &Path, loaded: &[Loaded]) -> std::io::Result<()> {
    let mut out = BufWriter::new(create(&staging.join("rejects.csv"), true)?);
    writeln!(out, "{}", REJECT_COLUMNS.join(","))?;
    for path in loaded.iter().filter_map(|l| l.rejects.as_ref()) {
        std::io::copy(&mut File::open(path)?, &mut out)?;
        std::fs::remove_file(path)?;
    }
    out.flush()
}

fn write_sources(staging: &Path, files: &[FileReport]) -> Result<(), csv::Error> {
    let mut out = csv::Writer::from_writer(create(&staging.join("sources.csv"), false)?);
    out.write_record([
        "file",
        "digest",
        "read",
        "loaded",
        "dropped",
        "control",
        "rejected",
        "amount",
        "converted",
        "rates",
        "rates_digest",
    ])?;
    for f in files {
        let amount = f.amount.map(|a| a.to_string()).unwrap_or_default();
        let [read, loaded, dropped, control, rejected, converted] = [
            f.read,
            f.loaded,
            f.dropped,
            f.control,
            f.rejected,
            f.converted,
        ]
        .map(|n| n.to_string());
        out.write_record([
            f.source.as_str(),
            &f.digest,
            &read,
            &loaded,
            &dropped,
            &control,
            &rejected,
            &amount,
            &converted,
            f.rates.as_deref().unwrap_or_default(),
            f.rates_digest.as_deref().unwrap_or_default(),
        ])?;
    }
    Ok(out.flush()?)
}

fn write_drops(staging: &Path, files: &[FileReport]) -> Result<(), csv::Error> {
    let mut out = csv::Writer::from_writer(create(&staging.join("drops.csv"), false)?);
    out.write_record(["file", "table", "rule", "rows"])?;
    for f in files {
        for (rule, rows) in &f.rules {
            out.write_record([&f.source, &f.table, rule, &rows.to_string()])?;
        }
    }
    Ok(out.flush()?)
}
