//! The package of a release, specified in `docs/formats/package.md`. It is made in two steps,
//! because people sign in between: first the files and the release document that names them all;
//! then, once that document is approved on the record, the package with the part of the record
//! that shows it.

mod crate_metadata;
mod describe;
mod record;
mod release;
mod sheets;
mod sums;
mod tested;
#[cfg(test)]
pub(crate) mod tests;
mod words;
mod zipped;

pub use describe::RELEASE_FORMAT;
pub use record::{LeftOut, RecordError, Selected, Wanted, select};
pub use sheets::{Column, MARK, Sheet, Type, sheets};
pub(crate) use sheets::{marker, people_sheet, word};
pub use tested::tested;
pub use zipped::zip;

use crate::Package;
use crate::proof::{ProofError, ReleaseKey};
use crate::publication::Publication;
use fisc_record::canonical::{self, CanonicalError};
use std::collections::{BTreeMap, BTreeSet};

/// What a release is made of.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Everything that is signed: what is withheld is in it, and stays provable by the office.
    pub whole: &'a Publication,
    /// What is shown of it. Rows may be missing and cells differ in the tables that may be severed;
    /// all other tables are taken from here.
    pub shown: &'a Publication,
    /// The secret of this release.
    pub key: &'a ReleaseKey,
    /// Digests of what it was made from (the ledger, the leads), by name.
    pub inputs: &'a BTreeMap<String, String>,
    /// The version of the program that makes it.
    pub software: &'a str,
    /// Further files by their path: pages, feeds, tables in other formats.
    pub more: &'a Package,
}

/// Why no package was made.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// A table could not be committed to, or what is shown is no part of it.
    #[error("the release does not go together: {0}")]
    Proof(#[from] ProofError),
    /// A document could not be written.
    #[error("{0}")]
    Json(#[from] CanonicalError),
    /// A table could not be written.
    #[error("data/{table}.csv: {source}")]
    Csv {
        /// Which.
        table: &'static str,
        /// What happened.
        source: csv::Error,
    },
    /// Two makers of one file.
    #[error("{0}: a further file has the path of one that every package has; give it another name")]
    Taken(String),
}

/// A release before its approval.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The files that the release document names.
    pub files: Package,
    /// The release document: put it on record as a document of the kind `release`, and have its
    /// publication approved.
    pub release: Vec<u8>,
}

/// Makes everything that is to be approved.
///
/// # Errors
/// See [`PackageError`].
pub fn prepare(source: &Source<'_>) -> Result<Prepared, PackageError> {
    let shown = sheets(source.shown);
    let whole = sheets(source.whole);
    let mut files = Package::new();
    let mut roots = BTreeMap::new();
    let mut withheld: BTreeSet<(&str, &str, String)> = BTreeSet::new();
    for (shown, whole) in shown.iter().zip(&whole) {
        let part = shown.table();
        let signed = if shown.severable {
            whole.table()
        } else {
            shown.table()
        };
        let mask = signed.mask(&part, &shown.key_places())?;
        let proof = signed.prove(source.key, &mask)?;
        roots.insert(signed.name.clone(), signed.commit(source.key)?);
        let table = shown.name;
        let csv = shown
            .csv()
            .map_err(|source| PackageError::Csv { table, source })?;
        files.insert(shown.path(), csv);
        files.insert(format!("proof/{table}.json"), canonical::to_vec(&proof)?);
        let rows = (0..)
            .zip(&signed.rows)
            .filter(|(n, _)| !mask.rows.contains(n));
        for ((n, _), row) in rows.zip(&part.rows) {
            for (c, (column, text)) in (0..).zip(shown.columns.iter().zip(row)) {
                if mask.cells.contains(&(n, c)) {
                    withheld.insert((table, column.0, text.clone()));
                }
            }
        }
    }
    let conformance = source.more.get(crate::CONFORMANCE).map(Vec::as_slice);
    let about = describe::json(source.shown, &shown, &files, &withheld, conformance)?;
    files.insert(describe::PATH.into(), about);
    for (path, bytes) in source.more {
        let ours = ["SHA256SUMS", release::PATH, crate_metadata::PATH];
        let taken = ours.contains(&path.as_str()) || path.starts_with("record/");
        if taken || files.insert(path.clone(), bytes.clone()).is_some() {
            return Err(PackageError::Taken(path.clone()));
        }
    }
    let metadata = crate_metadata::json(source.shown, &files, source.inputs, source.software)?;
    files.insert(crate_metadata::PATH.into(), metadata);
    let release = release::document(source.shown, &roots, &files)?;
    Ok(Prepared { files, release })
}

impl Prepared {
    /// The package, with the part of the record that shows its approval ([`select`]).
    #[must_use]
    pub fn finish(self, record: Package) -> Package {
        let mut files = self.files;
        files.insert(release::PATH.into(), self.release);
        files.extend(record);
        let sums = crate::checksums(&files);
        files.insert("SHA256SUMS".into(), sums);
        files
    }
}

/// Lower-case letters, digits and single hyphens: what a Data Package may be called.
fn slug(text: &str) -> String {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<String> = parts
        .filter(|part| !part.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if parts.is_empty() {
        "fisc".into()
    } else {
        parts.join("-")
    }
}
