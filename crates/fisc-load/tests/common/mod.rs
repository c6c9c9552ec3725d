//! A small engagement in a temporary folder: write files, load, look at what came out.

#![allow(dead_code)] // each test binary uses its part

use fisc_load::{FileReport, Job, LoadError, Report, load};
use fisc_model::engagement::Engagement;
use polars::prelude::*;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

pub const HEAD: &str = "[engagement]\nid='t'\ntitle='T'\nfiscal_year=2025\ncurrency='CNY'\n";

pub const SOURCE: &str = "[[source]]\ntable='contract'\npath='a.csv'\nmapping='m.toml'\n";
pub const MAPPING: &str = "[columns]\ncontract_id='编号'\norg_code={ from='单位', default='001' }\namount='金额'\nsigned_on={ from='日期', optional=true }\n";

/// An engagement of one csv file.
pub fn bench(mapping: &str, csv: impl AsRef<[u8]>) -> Bench {
    Bench::new(SOURCE)
        .file("m.toml", mapping)
        .file("a.csv", csv)
}

/// What the refusal says.
pub fn refused(b: &Bench) -> String {
    match b.load() {
        Err(LoadError::Refused(all)) => all
            .iter()
            .map(|r| format!("{}: {}\n", r.source, r.message))
            .collect(),
        other => panic!("not refused: {other:?}"),
    }
}

/// An engagement and its staging folder.
pub struct Bench {
    pub dir: tempfile::TempDir,
    pub chunk_rows: usize,
    pub ordinals: BTreeMap<String, u32>,
    pub toml: String,
}

impl Bench {
    pub fn new(toml: &str) -> Bench {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join("staging")).expect("created");
        Bench {
            dir,
            chunk_rows: 3,
            ordinals: BTreeMap::new(),
            toml: format!("{HEAD}{toml}"),
        }
    }

    pub fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Bench {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        std::fs::write(path, bytes).expect("written");
        self
    }

    pub fn staging(&self) -> PathBuf {
        self.dir.path().join("staging")
    }

    pub fn load(&self) -> Result<Report, LoadError> {
        load_folder(
            self.dir.path(),
            &self.toml,
            &self.staging(),
            self.chunk_rows,
            &self.ordinals,
        )
    }

    /// Loads one file and checks its account against what was written.
    pub fn one(&self) -> FileReport {
        let report = self.load().expect("loads");
        assert_eq!(report.files.len(), 1);
        self.account(&report);
        report.files[0].clone()
    }

    /// The report, the Parquet files and rejects.csv tell the same.
    pub fn account(&self, report: &Report) {
        for f in &report.files {
            assert_eq!(
                f.read,
                f.loaded + f.dropped + f.control + f.rejected,
                "{}",
                f.source
            );
            assert_eq!(
                f.dropped + f.control,
                f.rules.values().sum::<u64>(),
                "{}",
                f.source
            );
        }
        for (table, rows) in &report.tables {
            assert_eq!(
                self.frame(table).map_or(0, |f| f.height() as u64),
                *rows,
                "{table}"
            );
        }
        let rejected: u64 = report.files.iter().map(|f| f.rejected).sum();
        assert_eq!(self.rejects().len() as u64, rejected);
    }

    /// All rows of a table.
    pub fn frame(&self, table: &str) -> Option<DataFrame> {
        frame(&self.staging(), table)
    }

    /// A column as text.
    pub fn column(&self, table: &str, column: &str) -> Vec<String> {
        let frame = self.frame(table).expect("rows");
        let column = frame
            .column(column)
            .expect("a column")
            .as_materialized_series()
            .clone();
        (0..column.len())
            .map(|i| column.get(i).expect("a value").str_value().into_owned())
            .collect()
    }

    pub fn rejects(&self) -> Vec<csv::StringRecord> {
        csv_rows(&self.staging().join("rejects.csv"))
    }

    /// reason_code of all rejects.
    pub fn reasons(&self) -> Vec<String> {
        self.rejects().iter().map(|r| r[7].to_string()).collect()
    }
}

pub fn csv_rows(path: &Path) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_path(path).expect("a file");
    reader.records().map(|r| r.expect("a record")).collect()
}

pub fn load_folder(
    root: &Path,
    toml: &str,
    staging: &Path,
    chunk_rows: usize,
    ordinals: &BTreeMap<String, u32>,
) -> Result<Report, LoadError> {
    let engagement = Engagement::parse(toml).expect("a fisc.toml");
    let mappings = |name: &str| std::fs::read_to_string(root.join(name)).ok();
    let job = Job {
        root,
        engagement: &engagement,
        mappings: &mappings,
        staging,
        ordinals: ordinals.clone(),
        chunk_rows,
        extra: Vec::new(),
    };
    load(&job, &|_| {})
}

pub fn frame(staging: &Path, table: &str) -> Option<DataFrame> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(staging.join("raw").join(table))
        .ok()?
        .map(|e| e.expect("an entry").path())
        .collect();
    files.sort();
    let mut all: Option<DataFrame> = None;
    for file in files {
        let frame = ParquetReader::new(File::open(file).expect("opens"))
            .finish()
            .expect("Parquet");
        match &mut all {
            None => all = Some(frame),
            Some(a) => drop(a.vstack_mut(&frame).expect("one schema")),
        }
    }
    all
}
