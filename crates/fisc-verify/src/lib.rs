//! Checks a package offline: that its files are the ones listed, that its tables read and its
//! numbers are exact, that its totals follow from its tables, and that its pages say the same. And a
//! record ([`record`]): that who signed what, in which order, was not changed since.
//!
//! It trusts nothing of the program that wrote them: it shares no code with it, and what a package
//! or a record must hold is stated here a second time. What it reads may be hostile, so no input makes
//! it panic, and nothing from a file reaches a terminal unescaped.

mod description;
pub mod folder;
mod pages;
pub mod proof;
pub mod record;
mod release;
mod report;
mod sums;
mod tables;
mod ties;
pub mod zipped;

pub use report::{Check, Lang, Problem, Report, Thing, Words};

use std::collections::BTreeMap;

/// The files of a package by their path in it, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Neither a list of checksums nor a description: there is nothing to check.
#[derive(Debug, thiserror::Error)]
#[error("not a package: it has neither SHA256SUMS nor datapackage.json")]
pub struct NotAPackage;

/// The version of the format of releases.
const RELEASE_FORMAT: u32 = 2;
/// The version of the format of drafts.
const PACKAGE_FORMAT: u32 = 1;
/// What a draft calls itself in datapackage.json.
const STATUS: &str = "internal draft";

/// Checks the package. Every check is made, so that one problem does not hide another.
///
/// # Errors
/// The files are no package at all.
pub fn verify(files: &Files) -> Result<Report, NotAPackage> {
    verify_with(files, &record::Given::default())
}

/// Checks the package of a release with what the reader knows from elsewhere: keys, a checkpoint.
/// A draft has neither.
///
/// # Errors
/// The files are no package at all.
pub fn verify_with(files: &Files, given: &record::Given) -> Result<Report, NotAPackage> {
    if release::is_release(files) {
        return Ok(release::verify(files, given));
    }
    if !files.contains_key(sums::PATH) && !files.contains_key(description::PATH) {
        return Err(NotAPackage);
    }
    let (read, tables) = tables::check(files);
    let (described, currency) = description::check(files);
    let mut checks = vec![sums::check(files), described, read];
    checks.extend(ties::check(tables.as_ref(), currency.as_deref()));
    checks.push(pages::check(files, tables.as_ref()));
    if given.log_key.is_some() || given.owner_key.is_some() || given.against.is_some() {
        let mut record = Check::new("the record is the one that is known", "记录为已知的记录");
        record.problem(
            "(package)",
            "is a draft: it has no record to compare keys or a checkpoint with",
            "为草稿：没有可与公钥或检查点核对的记录",
        );
        checks.push(record);
    }
    Ok(Report {
        of: Thing::Package,
        facts: Vec::new(),
        checks,
    })
}
