//! The release document (公布稿): what is approved when a release is. Its digest is what the signer
//! of the publication stage signs, and it names every file and the root of every table, so that one
//! signature covers all that is published.

use crate::Package;
use crate::proof::{TableRoot, release_root};
use crate::publication::{Publication, WithheldScope};
use fisc_model::digest::sha256_hex;
use fisc_record::canonical::{self, CanonicalError};
use serde::Serialize;
use std::collections::BTreeMap;

/// Where it stands in a package.
pub const PATH: &str = "release.json";
/// What it says it is.
pub const FORMAT: &str = "urn:fisc:release:v1";

#[derive(Serialize)]
struct Release<'a> {
    format: &'static str,
    engagement: &'a str,
    release: u32,
    published_on: String,
    root: String,
    tables: &'a BTreeMap<String, TableRoot>,
    findings: BTreeMap<&'a str, Signed<'a>>,
    withheld: Vec<Counted<'a>>,
    files: BTreeMap<&'a str, String>,
}

#[derive(Serialize)]
struct Signed<'a> {
    version: u32,
    digest: &'a str,
}

#[derive(Serialize)]
struct Counted<'a> {
    scope: WithheldScope,
    reason: &'a str,
    count: u64,
}

/// The document over these tables and files.
pub(super) fn document(
    shown: &Publication,
    tables: &BTreeMap<String, TableRoot>,
    files: &Package,
) -> Result<Vec<u8>, CanonicalError> {
    let mut counted: BTreeMap<(WithheldScope, &str), u64> = BTreeMap::new();
    for w in &shown.withheld {
        *counted.entry((w.scope, &w.reason)).or_default() += w.count;
    }
    canonical::to_vec(&Release {
        format: FORMAT,
        engagement: &shown.engagement,
        release: shown.issue.release,
        published_on: shown.issue.published_on.to_string(),
        root: release_root(tables).to_hex(),
        tables,
        findings: shown
            .findings
            .iter()
            .map(|(id, f)| {
                let (version, digest) = (f.version, f.digest.as_str());
                (id.as_str(), Signed { version, digest })
            })
            .collect(),
        withheld: counted
            .into_iter()
            .map(|((scope, reason), count)| Counted {
                scope,
                reason,
                count,
            })
            .collect(),
        files: files
            .iter()
            .map(|(path, bytes)| (path.as_str(), sha256_hex(bytes)))
            .collect(),
    })
}
