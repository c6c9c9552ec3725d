//! The files of a release from what is signed and what is shown: tables as CSV and Parquet, the
//! site, and the document that names them all.

use crate::error::Failure;
use crate::texts::t;
use fisc_engine::TextTable;
use fisc_model::digest::sha256_hex;
use fisc_model::lead::Bilingual;
use fisc_model::schema;
use fisc_publish::package::{MARK, Prepared, Sheet, Source, Type, prepare, sheets};
use fisc_publish::proof::ReleaseKey;
use fisc_publish::publication::Publication;
use fisc_publish::quality::{self, Report};
use fisc_publish::site::{Conformance, Download, Extra, FeedbackItem, checked, site};
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
    /// What the public asked, with the answers.
    pub feedback: &'a [FeedbackItem],
    /// The address of the web form for more of it.
    pub feedback_form: Option<&'a str>,
}

/// A table's file as the site offers it.
struct Offered {
    path: String,
    title: Bilingual,
    media_type: &'static str,
    bytes: u64,
    sha256: String,
}

/// Everything that is made before people confirm it.
pub struct Draft {
    key: ReleaseKey,
    conformance: Conformance,
    more: Package,
    offered: Vec<Offered>,
    /// The list of the files, over which they confirm.
    pub list: Vec<u8>,
}

impl Draft {
    /// SHA-256 of the list.
    pub fn content(&self) -> String {
        sha256_hex(&self.list)
    }
}

/// Makes all files. The same plan gives the same bytes.
pub fn draft(plan: &Plan<'_>) -> Result<Draft, Failure> {
    let failed = |e: &dyn std::fmt::Display| Failure::Failed(e.to_string());
    let bytes = |p: &Publication| serde_json::to_vec(p).map_err(|e| failed(&e));
    let key = ReleaseKey::of_content(plan.seed, &[&bytes(plan.whole)?, &bytes(plan.shown)?]);
    let (conformance, report) = super::conformance()?;
    let more = Package::from([(fisc_publish::CONFORMANCE.into(), report)]);
    let mut draft = Draft {
        key,
        conformance,
        more,
        offered: Vec::new(),
        list: Vec::new(),
    };
    for sheet in sheets(plan.shown) {
        let csv = sheet.csv().map_err(|e| failed(&e))?;
        let parquet = parquet(&sheet)?;
        let mut offer = |path: &str, media_type, bytes: &[u8]| {
            draft.offered.push(Offered {
                path: path.to_string(),
                title: sheet.title(),
                media_type,
                bytes: bytes.len() as u64,
                sha256: sha256_hex(bytes),
            });
        };
        let path = sheet.path();
        let copy = format!("{}.parquet", path.trim_end_matches(".csv"));
        offer(&path, "text/csv", &csv);
        offer(&copy, "application/vnd.apache.parquet", &parquet);
        draft.more.insert(copy, parquet);
    }
    // Every page links to the one that says how the release was checked, whatever that will say.
    let unchecked = Report::default();
    let pages = draft.extra(plan, &unchecked, |extra| site(plan.shown, extra));
    draft.more.extend(pages);
    draft.list = quality::list(&draft.prepare(plan)?.files);
    Ok(draft)
}

/// The files of the release with what the gate says of it.
pub fn build(plan: &Plan<'_>, draft: &mut Draft, report: &Report) -> Result<Prepared, Failure> {
    let failed = |e: &dyn std::fmt::Display| Failure::Failed(e.to_string());
    let pages = draft.extra(plan, report, |extra| checked(plan.shown, extra));
    draft.more.extend(pages);
    let json = report.public().map_err(|e| failed(&e))?;
    draft.more.insert(quality::JSON.into(), json);
    let prepared = draft.prepare(plan)?;
    if quality::list(&prepared.files) != draft.list {
        return Err(Failure::Failed(t!("gate-unstable")));
    }
    Ok(prepared)
}

impl Draft {
    fn extra(
        &self,
        plan: &Plan<'_>,
        report: &Report,
        make: impl Fn(&Extra<'_>) -> Package,
    ) -> Package {
        let offered = self.offered.iter();
        let downloads: Vec<Download<'_>> = offered
            .map(|o| Download {
                path: &o.path,
                title: &o.title,
                media_type: o.media_type,
                bytes: o.bytes,
                sha256: &o.sha256,
            })
            .collect();
        make(&Extra {
            first: plan.first,
            draft: false,
            downloads: &downloads,
            conformance: Some(self.conformance),
            feedback: plan.feedback,
            feedback_form: plan.feedback_form,
            quality: Some(report),
        })
    }

    fn prepare(&self, plan: &Plan<'_>) -> Result<Prepared, Failure> {
        prepare(&Source {
            whole: plan.whole,
            shown: plan.shown,
            key: &self.key,
            inputs: plan.inputs,
            software: env!("CARGO_PKG_VERSION"),
            more: &self.more,
        })
        .map_err(|e| Failure::Failed(e.to_string()))
    }
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
