//! Everything that can be refused is refused here, before a row is read: what the sources in
//! fisc.toml name, whether each file is what it says, where its header is, and whether the mapping
//! fits it.

use crate::bind::{bind, canonical_mapping};
use crate::csv::Dialect;
use crate::header::{find_header, head_rows};
use crate::mapping::Mapping;
use crate::plan::Plan;
use crate::rates::RateTable;
use crate::source::{Format, Found, Place};
use crate::{Job, LoadError, Refusal, columnar, dbf, jsonl, sniff, source, spreadsheet, xml};
use encoding_rs::Encoding;
use fisc_model::engagement::About;
use fisc_model::schema::{self, Table};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A source that will be loaded.
pub(crate) struct Ready {
    pub source: String,
    pub place: Place,
    pub input: Input,
    /// For text.
    pub encoding: Option<&'static Encoding>,
    pub ordinal: u32,
    pub digest: String,
    pub rates: Option<Arc<RateTable>>,
    pub plan: Plan,
}

/// How a source is read, with what was found out about it. `skip` is the number of records before
/// the first row.
pub(crate) enum Input {
    Csv {
        dialect: Dialect,
        skip: usize,
    },
    Sheet {
        sheet: spreadsheet::Sheet,
        skip: usize,
    },
    Parquet,
    Ipc,
    JsonLines,
    Dbf(dbf::Layout),
    Xml(xml::Layout),
}

/// One file or sheet with its mapping; `None`: headers are canonical.
struct Unit {
    source: String,
    found: Found,
    sheet: Option<String>,
    table: &'static Table,
    mapping: Option<Arc<Mapping>>,
    rates: Option<Arc<RateTable>>,
    ordinal: u32,
}

/// A mapping and the table of rates that it names.
type Rules = (Arc<Mapping>, Option<Arc<RateTable>>);

/// Reads a mapping and what it names.
fn rules(job: &Job<'_>, name: &str) -> Result<Rules, String> {
    let text = (job.mappings)(name).ok_or_else(|| {
        format!("there is no mapping {name}: neither a file of the engagement nor a shipped one")
    })?;
    let mapping = Mapping::parse(&text).map_err(|e| format!("{name}: {e}"))?;
    let rates = mapping.rates.as_ref().map(|r| {
        let text = (job.mappings)(&r.file).ok_or_else(|| {
            format!(
                "{name}: there is no table of rates {} in the engagement",
                r.file
            )
        })?;
        RateTable::parse(&r.file, &text).map(Arc::new)
    });
    Ok((Arc::new(mapping), rates.transpose()?))
}

/// Prepares all sources, or refuses all that must be.
pub(crate) fn prepare(job: &Job<'_>) -> Result<(Vec<Ready>, BTreeMap<String, u32>), LoadError> {
    let mut refused = Vec::new();
    let mut units = units(job, &mut refused);
    let mut ordinals = job.ordinals.clone();
    let mut loaded_into = BTreeSet::new();
    let names = units.iter().map(|u| u.source.clone());
    // The control totals in fisc.toml are rows of the ledger, with a provenance like any other.
    let own = (!job.engagement.control.is_empty()).then(|| crate::write::FISC_TOML.to_string());
    let mut next = ordinals.values().max().map_or(1, |n| n + 1);
    for name in names.chain(own) {
        ordinals.entry(name).or_insert_with(|| {
            next += 1;
            next - 1
        });
    }
    for unit in &mut units {
        unit.ordinal = ordinals[&unit.source];
        if !loaded_into.insert((unit.table.name.as_str(), unit.source.clone())) {
            refused.push(Refusal {
                source: unit.source.clone(),
                message: format!(
                    "two sources in fisc.toml load it into the table {}",
                    unit.table.name
                ),
            });
        }
    }
    let about = &job.engagement.engagement;
    let checked: Vec<Result<Ready, Refusal>> = units
        .into_par_iter()
        .map(|unit| {
            let source = unit.source.clone();
            check(unit, about).map_err(|message| Refusal { source, message })
        })
        .collect();
    let mut ready = Vec::new();
    for result in checked {
        match result {
            Ok(r) => ready.push(r),
            Err(r) => refused.push(r),
        }
    }
    if refused.is_empty() {
        Ok((ready, ordinals))
    } else {
        Err(LoadError::Refused(refused))
    }
}

fn units(job: &Job<'_>, refused: &mut Vec<Refusal>) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut mappings: BTreeMap<&str, Result<Rules, String>> = BTreeMap::new();
    for declared in &job.engagement.sources {
        let mut refuse = |source: &str, message: String| {
            refused.push(Refusal {
                source: source.to_string(),
                message,
            });
        };
        let Some(table) = schema::table(&declared.table) else {
            refuse(
                &declared.path,
                format!("the ledger has no table {}", declared.table),
            );
            continue;
        };
        let (mapping, rates) = match &declared.mapping {
            None => (None, None),
            Some(name) => {
                let read = mappings.entry(name).or_insert_with(|| rules(job, name));
                match read {
                    Ok((mapping, rates)) => (Some(mapping.clone()), rates.clone()),
                    Err(message) => {
                        refuse(&declared.path, message.clone());
                        continue;
                    }
                }
            }
        };
        let found = match source::find(job.root, &declared.path) {
            Ok(found) => found,
            Err(message) => {
                refuse(&declared.path, message);
                continue;
            }
        };
        for found in found {
            let sheet = mapping.as_ref().and_then(|m| m.sheet.as_deref());
            match sheets(&found, sheet) {
                Err(message) => refuse(&found.name, message),
                Ok(sheets) => units.extend(sheets.into_iter().map(|sheet| Unit {
                    source: match &sheet {
                        Some(sheet) => format!("{}#{sheet}", found.name),
                        None => found.name.clone(),
                    },
                    found: found.clone(),
                    sheet,
                    table,
                    mapping: mapping.clone(),
                    rates: rates.clone(),
                    ordinal: 0,
                })),
            }
        }
    }
    for extra in &job.extra {
        let Some(table) = schema::table(&extra.table) else {
            refused.push(Refusal {
                source: extra.source.clone(),
                message: format!("the ledger has no table {}", extra.table),
            });
            continue;
        };
        let place = Place::Memory(Arc::from(extra.csv.as_slice()));
        let found = Found {
            name: extra.source.clone(),
            place,
            format: Format::Csv,
        };
        units.push(Unit {
            source: extra.source.clone(),
            found,
            sheet: None,
            table,
            mapping: None,
            rates: None,
            ordinal: 0,
        });
    }
    units
}

/// The sheets of a workbook; of anything else nothing, once.
fn sheets(found: &Found, pattern: Option<&str>) -> Result<Vec<Option<String>>, String> {
    if found.format != Format::Spreadsheet {
        return Ok(vec![None]);
    }
    // Before the workbook is opened: an HTML page named .xls deserves a clear word.
    sniff::look(&found.place, found.format, &found.name)?;
    Ok(spreadsheet::sheets(&found.place, pattern)?
        .into_iter()
        .map(Some)
        .collect())
}

fn check(unit: Unit, about: &About) -> Result<Ready, String> {
    let Unit {
        source,
        found,
        sheet,
        table,
        mapping,
        rates,
        ordinal,
    } = unit;
    let canonical = mapping.is_none();
    let mapping = mapping.unwrap_or_else(|| Arc::new(canonical_mapping(table)));
    let seen = sniff::look(&found.place, found.format, &found.name)?;
    let named = mapping.encoding.as_ref().map(|l| sniff::named(l));
    let named = named.transpose()?;
    let place = found.place;
    let (header, input, encoding) = match found.format {
        Format::Csv => {
            let encoding = named.unwrap_or(seen.encoding);
            let dialect = Dialect::of(&place, &mapping, encoding, &found.name)?;
            let head = dialect.head(&place, head_rows(&mapping))?;
            let (header, skip) = find_header(&head, &mapping, table, false)?;
            (header, Input::Csv { dialect, skip }, Some(encoding))
        }
        Format::Spreadsheet => {
            let name = sheet.unwrap_or_default();
            let (sheet, head) = spreadsheet::scan(&place, &name, head_rows(&mapping))?;
            let (header, skip) = find_header(&head, &mapping, table, true)?;
            (header, Input::Sheet { sheet, skip }, None)
        }
        Format::Parquet => (columnar::parquet_header(&place)?, Input::Parquet, None),
        Format::Ipc => (columnar::ipc_header(&place)?, Input::Ipc, None),
        Format::JsonLines => (jsonl::header(&place)?, Input::JsonLines, None),
        Format::Dbf => {
            let layout = dbf::open(&place, named)?;
            let encoding = Some(layout.encoding);
            (layout.header(), Input::Dbf(layout), encoding)
        }
        Format::Xml => {
            let layout = xml::open(&place, &mapping)?;
            let encoding = Some(layout.encoding);
            (layout.header.clone(), Input::Xml(layout), encoding)
        }
    };
    let plan = bind(
        table,
        &mapping,
        canonical,
        &header,
        &found.name,
        about,
        rates.as_ref(),
    );
    let plan = plan.map_err(|e| match &input {
        Input::Dbf(layout) => layout.left_out.iter().fold(e, |e, l| format!("{e} ({l})")),
        _ => e,
    })?;
    Ok(Ready {
        source,
        place,
        input,
        encoding,
        ordinal,
        digest: seen.digest,
        rates,
        plan,
    })
}
