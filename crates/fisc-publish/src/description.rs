//! datapackage.json, a Data Package of version 2. Written from structs: their fields keep one
//! order, whatever features of serde_json another crate turns on.

use crate::tables::{Column, Table, Type};
use crate::texts;
use crate::{PACKAGE_FORMAT, Package};
use fisc_model::digest::sha256_hex;
use fisc_model::run::Run;
use serde::Serialize;

#[derive(Serialize)]
struct Description<'a> {
    #[serde(rename = "$schema")]
    profile: &'static str,
    name: String,
    title: String,
    title_zh: String,
    description: &'static str,
    description_zh: &'static str,
    version: &'static str,
    status: &'static str,
    status_zh: &'static str,
    fisc: Origin<'a>,
    resources: Vec<Resource<'a>>,
}

/// What the package was made from.
#[derive(Serialize)]
struct Origin<'a> {
    package_format: u32,
    engagement: &'a str,
    fiscal_year: i32,
    currency: &'a str,
    run_id: &'a str,
    ledger_digest: &'a str,
}

#[derive(Serialize)]
struct Resource<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    path: &'a str,
    title: &'a str,
    title_zh: &'a str,
    description: &'a str,
    description_zh: &'a str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: usize,
    hash: String,
    schema: Schema<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    #[serde(rename = "$schema")]
    profile: &'static str,
    fields: Vec<Field<'a>>,
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    primary_key: &'a [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
struct Field<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    ty: &'static str,
    title: &'a str,
    title_zh: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    constraints: Option<Constraints>,
}

#[derive(Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    words: Option<&'static [&'static str]>,
}

#[derive(Serialize)]
struct ForeignKey {
    fields: [&'static str; 1],
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    resource: &'static str,
    fields: [&'static str; 1],
}

/// The description of these tables, whose bytes are in `files`.
pub fn json(run: &Run, tables: &[Table], files: &Package) -> Result<Vec<u8>, serde_json::Error> {
    let size_and_hash = |table: &Table| {
        let bytes = files.get(table.path).map(Vec::as_slice).unwrap_or_default();
        (bytes.len(), format!("sha256:{}", sha256_hex(bytes)))
    };
    let description = Description {
        profile: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: format!("{}-draft", slug(&run.engagement)),
        title: format!("{}: {}", run.title, texts::STATUS.en()),
        title_zh: format!("{}：{}", run.title, texts::STATUS.zh()),
        description: texts::PACKAGE_ABOUT.en(),
        description_zh: texts::PACKAGE_ABOUT.zh(),
        version: "0.0.0-draft",
        status: texts::STATUS.en(),
        status_zh: texts::STATUS.zh(),
        fisc: Origin {
            package_format: PACKAGE_FORMAT,
            engagement: &run.engagement,
            fiscal_year: run.fiscal_year,
            currency: &run.currency,
            run_id: &run.run_id,
            ledger_digest: &run.ledger_digest,
        },
        resources: tables
            .iter()
            .map(|table| {
                let (bytes, hash) = size_and_hash(table);
                Resource {
                    name: table.name,
                    kind: "table",
                    path: table.path,
                    title: table.title.en(),
                    title_zh: table.title.zh(),
                    description: table.about.en(),
                    description_zh: table.about.zh(),
                    format: "csv",
                    mediatype: "text/csv",
                    encoding: "utf-8",
                    bytes,
                    hash,
                    schema: schema(table),
                }
            })
            .collect(),
    };
    let mut json = serde_json::to_vec_pretty(&description)?;
    json.push(b'\n');
    Ok(json)
}

fn schema(table: &Table) -> Schema<'_> {
    let to_methods = ForeignKey {
        fields: ["method"],
        reference: Reference {
            resource: "methods",
            fields: ["code"],
        },
    };
    Schema {
        profile: "https://datapackage.org/profiles/2.0/tableschema.json",
        fields: table.columns.iter().map(field).collect(),
        primary_key: table.key,
        foreign_keys: if table.of_methods {
            vec![to_methods]
        } else {
            Vec::new()
        },
    }
}

fn field(column: &Column) -> Field<'_> {
    let (ty, words) = match column.ty {
        Type::String => ("string", None),
        Type::Integer => ("integer", None),
        Type::Number => ("number", None),
        Type::Date => ("date", None),
        Type::Word(words) => ("string", Some(words)),
    };
    let required = column.required.then_some(true);
    let constrained = required.is_some() || words.is_some();
    Field {
        name: column.name,
        ty,
        title: column.title.en(),
        title_zh: column.title.zh(),
        constraints: constrained.then_some(Constraints { required, words }),
    }
}

/// Lower-case letters, digits and single hyphens: what a package may be called.
fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().map(|c| c.to_ascii_lowercase()) {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() {
        "fisc".to_string()
    } else {
        out.to_string()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_is_always_a_name() {
        for (text, expected) in [
            ("Qingshan 2025", "qingshan-2025"),
            ("青山省", "fisc"),
            ("a--b_", "a-b"),
            ("", "fisc"),
        ] {
            assert_eq!(super::slug(text), expected);
        }
    }
}
