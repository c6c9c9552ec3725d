//! datapackage.json: what the package says it is. Its status, version, digests and fields are held
//! against the files and against what this verifier knows.

use crate::report::{Check, quoted};
use crate::sums::sha256;
use crate::tables::{EXPECTED, Expected};
use crate::{Files, PACKAGE_FORMAT, STATUS};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Where it stands.
pub const PATH: &str = "datapackage.json";
const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// What is read of it; the rest is for people and other programs. A name that stands twice is an
/// error, so that no two readers see two packages.
#[derive(Deserialize)]
struct Description {
    #[serde(rename = "$schema")]
    profile: String,
    status: String,
    fisc: Origin,
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Origin {
    package_format: u32,
    currency: String,
}

#[derive(Deserialize)]
struct Resource {
    path: String,
    bytes: usize,
    hash: String,
    schema: Schema,
}

#[derive(Deserialize)]
struct Schema {
    fields: Vec<Field>,
}

#[derive(Deserialize)]
struct Field {
    name: String,
    #[serde(rename = "type")]
    ty: String,
}

/// Whether the description is one of a draft and tells the truth; also the currency it names.
pub fn check(files: &Files) -> (Check, Option<String>) {
    let mut check = Check::new(
        "datapackage.json describes these files and marks them as an internal draft",
        "datapackage.json 与各文件一致，并标明为内部草稿",
    );
    let Some(bytes) = files.get(PATH) else {
        check.problem(PATH, "is missing", "缺少该文件");
        return (check, None);
    };
    let description: Description = match serde_json::from_slice(bytes) {
        Ok(description) => description,
        Err(e) => {
            check.problem(
                PATH,
                format!("does not read: {e}"),
                format!("无法读取：{e}"),
            );
            return (check, None);
        }
    };
    head(&description, &mut check);
    let mut seen = BTreeSet::new();
    for resource in &description.resources {
        let at = format!("{PATH}, {}", quoted(&resource.path));
        match EXPECTED.iter().find(|t| t.path == resource.path) {
            None => check.problem(&at, "a draft has no such table", "草稿不含此表"),
            Some(_) if !seen.insert(resource.path.as_str()) => {
                check.problem(&at, "is described twice", "重复描述")
            }
            Some(table) => one(resource, table, files, &at, &mut check),
        }
    }
    for table in EXPECTED.iter().filter(|t| !seen.contains(t.path)) {
        check.problem(
            PATH,
            format!("does not describe {}", table.path),
            format!("未描述 {}", table.path),
        );
    }
    (check, Some(description.fisc.currency))
}

fn head(description: &Description, check: &mut Check) {
    if description.profile != PROFILE {
        check.problem(
            PATH,
            format!(
                "$schema is {}, expected {PROFILE}",
                quoted(&description.profile)
            ),
            format!(
                "$schema 为 {}，应为 {PROFILE}",
                quoted(&description.profile)
            ),
        );
    }
    if description.status != STATUS {
        check.problem(
            PATH,
            format!(
                "status is {}, expected “{STATUS}”",
                quoted(&description.status)
            ),
            format!("status 为 {}，应为“{STATUS}”", quoted(&description.status)),
        );
    }
    let format = description.fisc.package_format;
    if format != PACKAGE_FORMAT {
        check.problem(PATH, format!("package_format is {format}; this verifier knows {PACKAGE_FORMAT}: use one that knows {format}"), format!("package_format 为 {format}，本程序只支持 {PACKAGE_FORMAT}，请使用支持 {format} 的版本"));
    }
}

fn one(resource: &Resource, table: &Expected, files: &Files, at: &str, check: &mut Check) {
    // A missing file is named by the check of the checksums and by that of the tables.
    if let Some(bytes) = files.get(table.path) {
        if resource.bytes != bytes.len() {
            check.problem(
                at,
                format!(
                    "has {} bytes, described are {}",
                    bytes.len(),
                    resource.bytes
                ),
                format!("实为 {} 字节，描述为 {} 字节", bytes.len(), resource.bytes),
            );
        }
        if resource.hash != format!("sha256:{}", sha256(bytes)) {
            check.problem(at, "its hash is not the file's", "hash 与文件不符");
        }
    }
    let described = resource
        .schema
        .fields
        .iter()
        .map(|f| (f.name.as_str(), f.ty.as_str()));
    if !described.eq(table
        .columns
        .iter()
        .map(|(name, kind)| (*name, kind.word())))
    {
        check.problem(
            at,
            "the fields are not those of this table",
            "字段与该表不符",
        );
    }
}
