//! `fisc public report`: the annual report on open government information.

use super::office::Office;
use super::paper::{self, Made};
use crate::commands::under;
use crate::error::Failure;
use crate::output::{self, harmless};
use crate::texts::{self, t};
use clap::Args;
use fisc_public::annual::{Annual, Form, TEMPLATE, tell};
use fisc_review::paper::Kind;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Report {
    /// The year it is about
    #[arg(value_parser = clap::value_parser!(i32).range(2019..=9998))]
    year: i32,
    /// Write the empty form of what only the office knows into this new file
    #[arg(long, value_name = "FILE")]
    form: Option<PathBuf>,
    /// The form, filled in; left out: the report says what is missing
    #[arg(long, value_name = "FILE", conflicts_with = "form")]
    texts: Option<PathBuf>,
    /// md, docx (needs --out) or json
    #[arg(long, value_enum, default_value_t = paper::Form::Md)]
    format: paper::Form,
    /// Write to this new file; an existing one is never overwritten
    #[arg(long, value_name = "FILE", required_if_eq("format", "docx"))]
    out: Option<PathBuf>,
}

#[derive(Serialize)]
struct Whole<'a> {
    schema_version: u32,
    #[serde(flatten)]
    annual: &'a Annual,
    form: &'a Form,
}

pub fn run(dir: &Path, book: Option<&Path>, options: &Report) -> Result<u8, Failure> {
    if let Some(path) = &options.form {
        let path = under(dir, path);
        output::new_file(&path, TEMPLATE.as_bytes())?;
        let written = t!("public-written", path = path.display());
        writeln!(std::io::stdout(), "{written}")?;
        return Ok(0);
    }
    if options.format == paper::Form::Csv {
        return Err(Failure::Input(t!("public-report-format")));
    }
    let out = options.out.as_ref().map(|path| under(dir, path));
    if let Some(path) = out.as_ref().filter(|p| p.exists()) {
        return Err(output::exists(path));
    }
    let form = match &options.texts {
        Some(path) => {
            let path = under(dir, path);
            let text = std::fs::read_to_string(&path).map_err(Failure::given(&path))?;
            let wrong = |e: String| Failure::Input(format!("{}: {}", path.display(), e.trim_end()));
            Form::parse(&text).map_err(wrong)?
        }
        None => Form::parse(TEMPLATE).map_err(Failure::Failed)?,
    };
    let office = Office::open(dir, book, false)?;
    let annual = Annual::count(
        options.year,
        &office.requests()?,
        &office.terms,
        &office.calendar,
    );
    annual.check().map_err(|e| Failure::Failed(e.to_string()))?;
    let note = |text: &str| writeln!(std::io::stderr(), "{}", harmless(text));
    let missing = form.missing(texts::lang());
    if !missing.is_empty() {
        note(&t!("public-missing", keys = missing.join(", ")))?;
    }
    if annual.year >= chrono::Datelike::year(&office.today) {
        note(&t!("public-year-open", year = annual.year.to_string()))?;
    }
    let whole = Whole {
        schema_version: 1,
        annual: &annual,
        form: &form,
    };
    let paper = tell(&annual, &form, texts::lang());
    let made = Made {
        paper: &paper,
        kind: Kind::DisclosureReport,
        document: &format!("DR-{}", annual.year),
        office: texts::either(&form.office),
        value: &whole,
        table: None,
    };
    paper::put(&made, options.format, out.as_deref())?;
    Ok(0)
}
