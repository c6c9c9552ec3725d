//! The package: what leaves the engagement. From a run and its leads it makes open tables, two
//! pages and their checksums, as bytes; the programs at the edge write them.
//!
//! A draft holds aggregates only. It is made by naming what goes in, never by striking things out:
//! no narrative, detail, key, evidence or source of a lead is read except to count and to add.

pub mod charts;
mod description;
pub mod disclosure;
pub mod flows;
pub mod gather;
pub mod openness;
pub mod package;
mod page;
pub mod personal;
pub mod proof;
mod prose;
pub mod publication;
pub mod quality;
pub mod risk;
pub mod site;
mod sums;
mod tables;
mod texts;

use fisc_model::digest::sha256_hex;
use fisc_model::lead::Lead;
use fisc_model::run::Run;
use std::collections::BTreeMap;

pub use fisc_i18n as i18n;
pub use i18n::Lang;

/// The files of a package by their path in it, with `/` between folders.
pub type Package = BTreeMap<String, Vec<u8>>;

/// Where the conformance report stands in a package.
pub const CONFORMANCE: &str = "conformance.json";

/// Version of the package's format; a verifier refuses others by name.
pub const PACKAGE_FORMAT: u32 = 1;

/// What a draft is made of.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// The run's report on itself.
    pub run: &'a Run,
    /// All its leads.
    pub leads: &'a [Lead],
    /// Names of organizations and governments by their code.
    pub names: &'a BTreeMap<String, String>,
    /// The conformance report of the program's statistics, as `fisc selftest --format json` prints it.
    pub conformance: &'a [u8],
}

/// Why no package was made. The run and its leads are one statement: where they differ, publishing
/// either would be wrong.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Two entries of the run have one code.
    #[error("leads/run.json: method {0} stands there twice; run `fisc run` again")]
    MethodTwice(String),
    /// A lead of a method that the run does not name.
    #[error(
        "lead {lead}: its method {method} is not in leads/run.json; the leads and the run do not belong together, run `fisc run` again"
    )]
    UnknownMethod {
        /// The lead's id.
        lead: String,
        /// Its method.
        method: String,
    },
    /// A lead of another run.
    #[error(
        "lead {lead}: it is of run {found}, leads/run.json of run {expected}; run `fisc run` again"
    )]
    OtherRun {
        /// The lead's id.
        lead: String,
        /// The lead's run.
        found: String,
        /// The run's id.
        expected: String,
    },
    /// A lead's amount is not the sum of its evidence's shares.
    #[error(
        "lead {lead}: its amount is {amount}, its evidence adds up to {shares}; run `fisc run` again"
    )]
    Shares {
        /// The lead's id.
        lead: String,
        /// The lead's amount.
        amount: String,
        /// The sum of the shares.
        shares: String,
    },
    /// The run says one number and its leads another.
    #[error(
        "method {method}: leads/run.json says {what} {run}, the leads give {leads}; run `fisc run` again"
    )]
    Differs {
        /// The method's code.
        method: String,
        /// leads, evidence or amount.
        what: &'static str,
        /// According to the run.
        run: String,
        /// According to the leads.
        leads: String,
    },
    /// Rows of a population are neither tested nor excluded.
    #[error(
        "method {method}: {tested} rows tested + {excluded} excluded are not its population of {rows}; run `fisc run` again"
    )]
    Population {
        /// The method's code.
        method: String,
        /// All rows.
        rows: u64,
        /// Tested rows.
        tested: u64,
        /// Excluded rows.
        excluded: u128,
    },
    /// A table could not be written.
    #[error("{path}: {source}")]
    Csv {
        /// The file in the package.
        path: &'static str,
        /// What happened.
        source: csv::Error,
    },
    /// The description could not be written.
    #[error("datapackage.json: {0}")]
    Json(#[from] serde_json::Error),
}

/// Makes the files of an internal draft. The same input gives the same bytes.
///
/// # Errors
/// The run and the leads contradict each other: see [`PublishError`].
pub fn draft(input: &Draft<'_>) -> Result<Package, PublishError> {
    let sums = sums::add_up(input)?;
    let tables = tables::all(input.run, &sums);
    let mut files = Package::new();
    for table in &tables {
        files.insert(table.path.to_string(), table.csv()?);
    }
    files.insert(
        "datapackage.json".into(),
        description::json(input.run, &tables, &files)?,
    );
    files.insert(
        "index.html".into(),
        page::html(input.run, &sums, &tables, Lang::Zh),
    );
    files.insert(
        "index.en.html".into(),
        page::html(input.run, &sums, &tables, Lang::En),
    );
    files.insert(CONFORMANCE.into(), input.conformance.to_vec());
    let checksums = checksums(&files);
    files.insert("SHA256SUMS".into(), checksums);
    Ok(files)
}

/// In the form of `sha256sum`, which therefore checks it.
fn checksums(files: &Package) -> Vec<u8> {
    let line = |(path, bytes): (&String, &Vec<u8>)| format!("{}  {path}\n", sha256_hex(bytes));
    files.iter().map(line).collect::<String>().into_bytes()
}
