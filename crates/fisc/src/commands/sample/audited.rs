//! What people found out about the items of a selection: a CSV or xlsx file with a column `key` and
//! `audited` (the amount as it should have been) or `deviation` (1 or 0, yes or no, 是 or 否).

use crate::error::Failure;
use crate::texts::t;
use calamine::{Data, Reader, open_workbook_auto};
use fisc_model::Money;
use std::collections::BTreeMap;
use std::path::Path;

/// One item as it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The amount as it should have been.
    Amount(Money),
    /// Whether the control failed, or the rule was not kept.
    Deviation(bool),
}

/// By key.
pub fn read(path: &Path) -> Result<BTreeMap<String, Found>, Failure> {
    let is = |ending: &str| {
        path.extension()
            .is_some_and(|e| e.eq_ignore_ascii_case(ending))
    };
    let rows = if ["xlsx", "xls", "ods"].iter().any(|e| is(e)) {
        workbook(path)?
    } else {
        csv_rows(path)?
    };
    let wrong = |row: usize, column: &str, value: &str, expected: &str| {
        let path = path.display();
        Failure::Input(t!(
            "sample-cell",
            path = path,
            row = row,
            column = column,
            value = value,
            expected = expected
        ))
    };
    let mut rows = rows.into_iter();
    let header = rows.next().unwrap_or_default();
    let place = |name: &str| {
        header
            .iter()
            .position(|h| h.trim().eq_ignore_ascii_case(name))
    };
    let key = place("key");
    let (Some(key), audited, deviation) = (key, place("audited"), place("deviation")) else {
        return Err(Failure::Input(t!("sample-header", path = path.display())));
    };
    if audited.is_some() == deviation.is_some() {
        return Err(Failure::Input(t!("sample-header", path = path.display())));
    }
    let mut found = BTreeMap::new();
    for (n, row) in rows.enumerate() {
        let cell = |at: usize| row.get(at).map_or("", |c| c.trim());
        if row.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        let value = match (audited, deviation) {
            (Some(at), _) => {
                let text = cell(at).replace(',', "");
                let amount = Money::parse(&text);
                Found::Amount(amount.map_err(|_| wrong(n + 1, "audited", cell(at), "1234.50"))?)
            }
            (_, Some(at)) => match cell(at).to_lowercase().as_str() {
                "1" | "yes" | "true" | "是" => Found::Deviation(true),
                "0" | "no" | "false" | "否" => Found::Deviation(false),
                other => return Err(wrong(n + 1, "deviation", other, "1, 0, yes, no, 是, 否")),
            },
            (None, None) => continue,
        };
        if found.insert(cell(key).to_string(), value).is_some() {
            return Err(wrong(n + 1, "key", cell(key), "each item once"));
        }
    }
    Ok(found)
}

fn csv_rows(path: &Path) -> Result<Vec<Vec<String>>, Failure> {
    let bytes = std::fs::read(path).map_err(Failure::given(path))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let row = |r: Result<csv::StringRecord, csv::Error>| {
        r.map(|r| r.iter().map(str::to_string).collect())
            .map_err(|e| Failure::Input(format!("{}: {e}", path.display())))
    };
    reader.records().map(row).collect()
}

/// The first sheet. A number is the shortest decimal that is the same double: what a person typed.
fn workbook(path: &Path) -> Result<Vec<Vec<String>>, Failure> {
    let wrong = |e: String| Failure::Input(format!("{}: {e}", path.display()));
    let mut book = open_workbook_auto(path).map_err(|e| wrong(e.to_string()))?;
    let sheet = book.worksheet_range_at(0);
    let sheet = sheet.ok_or_else(|| wrong("no sheet".into()))?;
    let sheet = sheet.map_err(|e| wrong(e.to_string()))?;
    let cell = |c: &Data| match c {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    Ok(sheet.rows().map(|r| r.iter().map(cell).collect()).collect())
}
