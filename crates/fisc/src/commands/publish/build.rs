//! The files of a release from what is signed and what is shown: tables as CSV and Parquet, the
//! site, and the document that names them all.

use crate::error::Failure;
use fisc_engine::TextTable;
use fisc_model::digest::sha256_hex;
use fisc_model::lead::Bilingual;
use fisc_model::schema;
use fisc_publish::package::{MARK, Prepared, Sheet, Source, Type, prepare, sheets};
use fisc_publish::proof::ReleaseKey;
use fisc_publish::publication::Publication;
use fisc_publish::site::{Download, Extra, site};
use fisc_publish::{Lang, Package};
use std::collections::BTreeMap;

/// What is built from.
pub struct Plan<'a> {
    pub whole: &'a Publication,
    pub shown: &'a Publication,
    pub seed: &'a [u8; 32],
    pub inputs: &'a BTreeMap<String, String>,
    /// The language at the root of the site.
    pub first: Lang,
}

/// The same plan gives the same bytes.
pub fn build(plan: &Plan<'_>) -> Result<Prepared, Failure> {
    let failed = |e: &dyn std::fmt::Display| Failure::Failed(e.to_string());
    let bytes = |p: &Publication| serde_json::to_vec(p).map_err(|e| failed(&e));
    let key = ReleaseKey::of_content(plan.seed, &[&bytes(plan.whole)?, &bytes(plan.shown)?]);
    let mut more = Package::new();
    let (conformance, report) = super::conformance()?;
    more.insert(fisc_publish::CONFORMANCE.into(), report);
    let mut offered: Vec<(String, Bilingual, &str, u64, String)> = Vec::new();
    for sheet in sheets(plan.shown) {
        let csv = sheet.csv().map_err(|e| failed(&e))?;
        let parquet = parquet(&sheet)?;
        let mut offer = |path: &str, media, bytes: &[u8]| {
            let (size, digest) = (bytes.len() as u64, sha256_hex(bytes));
            offered.push((path.to_string(), sheet.title(), media, size, digest));
        };
        let path = sheet.path();
        let copy = format!("{}.parquet", path.trim_end_matches(".csv"));
        offer(&path, "text/csv", &csv);
        offer(&copy, "application/vnd.apache.parquet", &parquet);
        more.insert(copy, parquet);
    }
    let downloads: Vec<Download<'_>> = offered
        .iter()
        .map(|(path, title, media_type, bytes, sha256)| Download {
            path,
            title,
            media_type,
            bytes: *bytes,
            sha256,
        })
        .collect();
    let extra = Extra {
        first: plan.first,
        draft: false,
        downloads: &downloads,
        conformance: Some(conformance),
        feedback: &[],
    };
    more.extend(site(plan.shown, &extra));
    prepare(&Source {
        whole: plan.whole,
        shown: plan.shown,
        key: &key,
        inputs: plan.inputs,
        software: env!("CARGO_PKG_VERSION"),
        more: &more,
    })
    .map_err(|e| failed(&e))
}

/// The cells of the CSV file, typed. A number or day that is withheld is null.
fn parquet(sheet: &Sheet) -> Result<Vec<u8>, Failure> {
    let types: Vec<schema::Type> = sheet
        .columns
        .iter()
        .map(|c| match c.1 {
            Type::Text => schema::Type::Text,
            Type::Count => schema::Type::Integer,
            Type::Amount => schema::Type::Money,
            Type::Day => schema::Type::Date,
            Type::Flag => schema::Type::Boolean,
        })
        .collect();
    let cell = |(text, ty): (&String, &schema::Type)| {
        let null = text.is_empty() || *ty != schema::Type::Text && text.starts_with(MARK);
        (!null).then(|| text.clone())
    };
    let rows = sheet.rows.iter();
    let table = TextTable {
        columns: sheet.columns.iter().map(|c| c.0.to_string()).collect(),
        rows: rows
            .map(|r| r.iter().zip(&types).map(cell).collect())
            .collect(),
    };
    Ok(table.parquet(sheet.name, &types)?)
}
