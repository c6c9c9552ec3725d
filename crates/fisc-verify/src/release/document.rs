//! The release document: what was approved, and whether these are the files it names.

use crate::proof::{TableRoot, release_root};
use crate::report::{Check, quoted};
use crate::sums::sha256;
use crate::{Files, description, sums};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where it stands.
pub const PATH: &str = "release.json";
const FORMAT: &str = "urn:fisc:release:v1";

/// What it says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    format: String,
    /// The engagement's id.
    pub engagement: String,
    /// The number of the release.
    pub release: u32,
    /// The day of publication.
    pub published_on: String,
    root: String,
    /// By name.
    pub tables: BTreeMap<String, TableRoot>,
    /// By id.
    pub findings: BTreeMap<String, Finding>,
    /// By scope and reason.
    pub withheld: Vec<Counted>,
    /// SHA-256 by path.
    pub files: BTreeMap<String, String>,
}

/// A finding as it was signed.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Its version.
    pub version: u32,
    /// SHA-256 of that version.
    pub digest: String,
}

/// How much is withheld for one reason.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// What kind of part.
    pub scope: String,
    /// The reason's code.
    pub reason: String,
    /// How many.
    pub count: u64,
}

/// Reads it, in its one form.
pub fn read(files: &Files) -> (Check, Option<Document>) {
    let mut check = Check::new(
        "the release document is in its form and its root is that of its tables",
        "公布稿形式正确，其根哈希与所列各表相符",
    )
    .of("release-document");
    let Some(bytes) = files.get(PATH) else {
        check.problem(
            PATH,
            "is missing: without it nothing says what was approved",
            "缺少公布稿，无从得知批准了什么",
        );
        return (check, None);
    };
    let document: Document = match serde_json::from_slice(bytes) {
        Ok(document) => document,
        Err(e) => {
            check.problem(
                PATH,
                format!("does not read: {e}"),
                format!("无法读取：{e}"),
            );
            return (check, None);
        }
    };
    let one_form = serde_jcs::to_vec(&document).is_ok_and(|form| form == *bytes);
    if !one_form || document.format != FORMAT {
        check.problem(
            PATH,
            format!("is not canonical JSON of {FORMAT}"),
            format!("不是 {FORMAT} 的规范 JSON"),
        );
    }
    if release_root(&document.tables) != document.root {
        check.problem(
            PATH,
            "its root is not that of the tables it lists",
            "根哈希与所列各表不符",
        );
    }
    (check, Some(document))
}

/// Whether a package is only a part of what was approved, put together for somebody: then each
/// table must be proved by itself.
pub fn is_excerpt(files: &Files) -> bool {
    !files.contains_key(description::PATH)
}

/// Whether the files are exactly those that were approved.
pub fn files(document: &Document, files: &Files) -> Check {
    let mut check = Check::new(
        "every file is one that was approved, unchanged, and none is missing",
        "各文件均为经批准的文件，未被改动，亦无缺失",
    )
    .of("approved-files");
    let excerpt = is_excerpt(files);
    for (path, digest) in &document.files {
        match files.get(path) {
            Some(bytes) if sha256(bytes) == *digest => {}
            Some(_) if excerpt && is_table(path) => {}
            None if excerpt => {}
            Some(_) => check.problem(
                path,
                "is not as it was approved: its SHA-256 is not that of the release document",
                "与批准时不同：SHA-256 与公布稿所列不符",
            ),
            None => check.problem(path, "was approved and is missing", "已批准但缺失"),
        }
    }
    if excerpt {
        check.unproved(
            "this is an excerpt of a release: what is missing was published, and is not here",
            "本包为公布内容的摘录：缺少的部分已公布，但不在此包中",
        );
    }
    for path in files.keys().filter(|p| !document.files.contains_key(*p)) {
        let ours = path == PATH || path == sums::PATH || path.starts_with("record/");
        if !ours {
            check.problem(path, "was never approved", "未经批准");
        }
    }
    check
}

fn is_table(path: &str) -> bool {
    path.starts_with("data/") || path.starts_with("proof/")
}

/// What datapackage.json says of itself.
#[derive(Deserialize)]
struct Description {
    status: String,
    fisc: Origin,
}

#[derive(Deserialize)]
struct Origin {
    package_format: u32,
    engagement: String,
    release: u32,
}

/// Whether a package is one of a release, as far as it can be told before anything is verified.
pub fn is_release(files: &Files) -> bool {
    let described = files.get(description::PATH);
    let described = described.and_then(|b| serde_json::from_slice::<Description>(b).ok());
    files.contains_key(PATH)
        || files.keys().any(|p| p.starts_with("record/"))
        || described.is_some_and(|d| d.fisc.package_format == crate::RELEASE_FORMAT)
}

/// Whether datapackage.json is that of this release.
pub fn described(document: &Document, files: &Files) -> Check {
    let mut check = Check::new(
        "datapackage.json describes this release",
        "datapackage.json 描述的是本次公布",
    )
    .of("description");
    let Some(bytes) = files.get(description::PATH) else {
        return check;
    };
    let at = description::PATH;
    match serde_json::from_slice::<Description>(bytes) {
        Err(e) => check.problem(at, format!("does not read: {e}"), format!("无法读取：{e}")),
        Ok(d) => {
            let fisc = &d.fisc;
            if d.status != "release" || fisc.package_format != crate::RELEASE_FORMAT {
                check.problem(
                    at,
                    format!(
                        "its status {} or format {} is not that of a release",
                        quoted(&d.status),
                        fisc.package_format
                    ),
                    format!(
                        "status {}或 package_format {} 不是公布稿的",
                        quoted(&d.status),
                        fisc.package_format
                    ),
                );
            }
            if fisc.engagement != document.engagement || fisc.release != document.release {
                check.problem(at, "is of another release", "属于另一次公布");
            }
        }
    }
    check
}
