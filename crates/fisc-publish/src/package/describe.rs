//! datapackage.json of a release, a Data Package of version 2. In canonical JSON: one order of
//! members, whatever features of serde_json another crate turns on.

use crate::Package;
use crate::package::sheets::{Column, Sheet, Type};
use crate::package::words;
use crate::publication::Publication;
use fisc_model::digest::sha256_hex;
use fisc_record::canonical::{self, CanonicalError};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Where it stands.
pub const PATH: &str = "datapackage.json";
/// The version of the format of releases.
pub const RELEASE_FORMAT: u32 = 2;

/// The description of these tables, whose bytes are in `files`; `withheld` are the texts that stand
/// in withheld cells, by table and column, `conformance` the conformance report where there is one.
pub(super) fn json(
    p: &Publication,
    sheets: &[Sheet],
    files: &Package,
    withheld: &BTreeSet<(&str, &str, String)>,
    conformance: Option<&[u8]>,
) -> Result<Vec<u8>, CanonicalError> {
    let [about, about_zh] = words::both("about");
    let resources: Vec<Value> = sheets
        .iter()
        .map(|sheet| resource(sheet, files, withheld))
        .chain(conformance.map(report))
        .collect();
    canonical::to_vec(&json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": super::slug(&format!("{}-{}", p.engagement, p.issue.release)),
        "id": format!("{}#{}", p.issue.index_number, p.issue.release),
        "title": p.title,
        "title_zh": p.title,
        "description": about,
        "description_zh": about_zh,
        "version": format!("{}.0.0", p.issue.release),
        "created": format!("{}T00:00:00Z", p.issue.published_on),
        "homepage": p.issue.address,
        "status": "release",
        "status_zh": "公布",
        "licenses": [{ "name": p.issue.licence.name, "path": p.issue.licence.address }],
        "contributors": [{
            "title": p.issue.body.zh,
            "title_en": p.issue.body.en,
            "roles": ["publisher"],
        }],
        "fisc": {
            "package_format": RELEASE_FORMAT,
            "engagement": p.engagement,
            "release": p.issue.release,
            "fiscal_year": p.fiscal_year,
            "currency": p.currency,
            "run_id": p.run.run_id,
            "ledger_digest": p.run.ledger_digest,
            "index_number": p.issue.index_number,
            "document_number": p.issue.document_number,
            "written_on": p.issue.written_on,
            "valid_until": p.issue.valid_until,
        },
        "resources": resources,
    }))
}

fn resource(sheet: &Sheet, files: &Package, withheld: &BTreeSet<(&str, &str, String)>) -> Value {
    let path = sheet.path();
    let bytes = files.get(&path).map(Vec::as_slice).unwrap_or_default();
    let [title, title_zh] = words::both(&words::id("table", sheet.name));
    let [about, about_zh] = words::both(&words::id("about", sheet.name));
    let of_sheet = withheld.iter().filter(|w| w.0 == sheet.name);
    // A marker in a column of numbers or days is a missing value to programs.
    let mut missing: BTreeSet<&str> = of_sheet
        .filter(|w| w.2.starts_with(super::sheets::MARK))
        .map(|w| w.2.as_str())
        .collect();
    missing.insert("");
    let fields: Vec<Value> = sheet
        .columns
        .iter()
        .map(|c| field(c, withheld.iter().any(|w| w.0 == sheet.name && w.1 == c.0)))
        .collect();
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields,
        "missingValues": missing,
        "primaryKey": sheet.key,
    });
    if !sheet.refers.is_empty() {
        let keys = sheet.refers.iter().map(|(column, table, to)| {
            json!({ "fields": [column], "reference": { "resource": table, "fields": [to] } })
        });
        schema["foreignKeys"] = keys.collect();
    }
    json!({
        "name": sheet.name,
        "type": "table",
        "path": path,
        "title": title,
        "title_zh": title_zh,
        "description": about,
        "description_zh": about_zh,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": bytes.len(),
        "hash": format!("sha256:{}", sha256_hex(bytes)),
        "schema": schema,
    })
}

/// The conformance report: no table, so that it has no schema.
fn report(bytes: &[u8]) -> Value {
    let [title, title_zh] = words::both("conformance");
    let [about, about_zh] = words::both("about-conformance");
    json!({
        "name": "conformance",
        "path": crate::CONFORMANCE,
        "title": title,
        "title_zh": title_zh,
        "description": about,
        "description_zh": about_zh,
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
        "bytes": bytes.len(),
        "hash": format!("sha256:{}", sha256_hex(bytes)),
    })
}

fn field(column: &Column, has_withheld: bool) -> Value {
    let [title, title_zh] = words::both(&words::id("column", column.0));
    let ty = match column.1 {
        Type::Text => "string",
        Type::Count => "integer",
        Type::Amount => "number",
        Type::Day => "date",
        Type::Flag => "boolean",
    };
    let mut field = json!({
        "name": column.0, "type": ty, "title": title, "title_zh": title_zh,
    });
    if !column.2 && !has_withheld {
        field["constraints"] = json!({ "required": true });
    }
    field
}
