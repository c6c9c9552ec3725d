//! `fisc public year`: the releases of several engagements, added up. A package is verified before it is
//! read; of an engagement's folder the leads say which rows a finding rests on, too.

use super::paper::{self, Made};
use crate::commands::under;
use crate::error::Failure;
use crate::output;
use crate::texts::{self, t};
use clap::Args;
use fisc_public::year::{Release, Rows, add_up, read, table, tell};
use fisc_review::Office;
use fisc_review::office::RECORD;
use fisc_review::paper::Kind;
use fisc_verify::folder::FolderError;
use fisc_verify::record::Given;
use fisc_verify::{Files, zipped};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Year {
    /// Packages, as folders or zips, or engagements that were published
    #[arg(required = true, value_name = "DIR")]
    from: Vec<PathBuf>,
    /// md, docx (needs --out), json, or csv: the sums
    #[arg(long, value_enum, default_value_t = paper::Form::Md)]
    format: paper::Form,
    /// Write to this new file; an existing one is never overwritten
    #[arg(long, value_name = "FILE", required_if_eq("format", "docx"))]
    out: Option<PathBuf>,
}

pub fn run(dir: &Path, options: &Year) -> Result<u8, Failure> {
    let out = options.out.as_ref().map(|path| under(dir, path));
    if let Some(path) = out.as_ref().filter(|p| p.exists()) {
        return Err(output::exists(path));
    }
    let releases = options.from.iter().map(|from| release(&under(dir, from)));
    let releases = releases.collect::<Result<Vec<Release>, Failure>>()?;
    let year = add_up(&releases)?;
    let paper = tell(&year, texts::lang());
    let table = table(&year);
    let made = Made {
        paper: &paper,
        kind: Kind::YearFigures,
        document: &format!("YF-{}", year.fiscal_year),
        office: "",
        value: &year,
        table: Some(&table),
    };
    paper::put(&made, options.format, out.as_deref())?;
    Ok(0)
}

fn release(path: &Path) -> Result<Release, Failure> {
    if !path.join("fisc.toml").is_file() {
        return package(path);
    }
    let package_of = path.join("package");
    if !package_of.is_dir() {
        return Err(Failure::Input(t!(
            "public-not-published",
            path = path.display()
        )));
    }
    let release = package(&package_of)?;
    if !path.join(RECORD).is_file() {
        return Ok(release);
    }
    Ok(release.with_rows(rows(path)?))
}

/// The release of a package that holds together.
fn package(path: &Path) -> Result<Release, Failure> {
    let bad = |e: String| Failure::Input(format!("{}: {e}", path.display()));
    let (files, form): (Files, bool) = if path.is_file() {
        let bytes = std::fs::read(path).map_err(Failure::given(path))?;
        if !zipped::is_zip(&bytes) {
            return Err(bad(t!("verify-neither")));
        }
        let (files, form) = zipped::read(&bytes).map_err(|e| bad(e.to_string()))?;
        (files, form.problems.is_empty())
    } else {
        let files = fisc_verify::folder::read(path).map_err(|e| match e {
            FolderError::Io { path, source } => Failure::given(path)(source),
            other => Failure::Input(other.to_string()),
        })?;
        (files, true)
    };
    let report =
        fisc_verify::verify_with(&files, &Given::default()).map_err(|e| bad(e.to_string()))?;
    if !form || !report.is_ok() {
        return Err(bad(t!("public-not-whole")));
    }
    read(&files).map_err(bad)
}

/// The rows of the ledger that each finding rests on, as its leads say.
fn rows(path: &Path) -> Result<Rows, Failure> {
    let mut office = Office::open(path)?;
    let case = office.case()?;
    let mut all = Rows::new();
    for finding in case.findings() {
        let leads = &finding.now().leads;
        let known: Vec<_> = leads.iter().filter_map(|l| case.lead(&l.lead_id)).collect();
        // A lead that is gone would make the count too small.
        if known.len() == leads.len() {
            let evidence = known.iter().flat_map(|l| &l.evidence);
            let rows = evidence.map(|e| (e.table.clone(), e.key.clone()));
            all.insert(
                (finding.id.clone(), finding.version().into()),
                rows.collect(),
            );
        }
    }
    Ok(all)
}
