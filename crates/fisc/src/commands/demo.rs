//! `fisc demo`: the sample province, generated and run. Everything in it is invented.

use super::EngineOptions;
use crate::error::Failure;
use crate::output;
use crate::texts::t;
use clap::{Args, ValueEnum};
use fisc_catalogue::Catalogue;
use fisc_sample::{Layout, Sink};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Demo {
    /// A folder that does not exist yet
    folder: PathBuf,
    /// Payments of the background; up to 100 million
    #[arg(long, default_value_t = 20_000)]
    rows: u64,
    /// Another seed, another province
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// In which form the sources are written
    #[arg(long, value_enum, default_value_t = Form::Canonical)]
    layout: Form,
    /// Only write the sources
    #[arg(long)]
    no_run: bool,
    #[command(flatten)]
    engine: EngineOptions,
}

/// The forms of the sample province.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Canonical column names.
    Canonical,
    /// Element names of 预算管理一体化.
    Integrated,
    /// 科目余额表 and 序时账.
    Books,
}

struct FolderSink(PathBuf);

impl Sink for FolderSink {
    fn file(&mut self, name: &str) -> io::Result<Box<dyn Write + '_>> {
        let path = self.0.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        Ok(Box::new(BufWriter::new(File::create(path)?)))
    }
}

pub fn run(dir: &Path, options: &Demo) -> Result<u8, Failure> {
    let folder = super::under(dir, &options.folder);
    if folder.exists() {
        return Err(output::exists(&folder));
    }
    fs::create_dir_all(&folder).map_err(Failure::io(&folder))?;
    let settings = fisc_sample::Options {
        rows: options.rows,
        seed: options.seed,
        layout: match options.layout {
            Form::Canonical => Layout::Canonical,
            Form::Integrated => Layout::Integrated,
            Form::Books => Layout::Books,
        },
    };
    fisc_sample::generate(
        &Catalogue::embedded(),
        &settings,
        &mut FolderSink(folder.clone()),
    )
    .map_err(|e| Failure::Failed(e.to_string()))?;
    if options.no_run {
        let sources = folder.join("sources");
        let done = t!(
            "demo-sources",
            sources = sources.display(),
            root = folder.display()
        );
        writeln!(io::stdout(), "{done}")?;
        return Ok(0);
    }
    super::run::all(&folder, options.engine.clone())
}
