//! Workbooks: xlsx, xls, ods. A sheet is read whole (the formats are not made for streaming); its
//! numbers are binary floats and are marked as such, its dates are turned into ISO text.

use crate::chunk::{Kind, Sink};
use crate::source::Place;
use calamine::{Data, ExcelDateTime, Range, Reader, open_workbook_auto_from_rs};

/// The sheets that a pattern names, in the order of the workbook; the first where there is none.
pub(crate) fn sheets(place: &Place, pattern: Option<&str>) -> Result<Vec<String>, String> {
    let workbook = open_workbook_auto_from_rs(place.cursor()?).map_err(unreadable)?;
    let names = workbook.sheet_names();
    let Some(pattern) = pattern else {
        return Ok(names.into_iter().take(1).collect());
    };
    let glob = glob::Pattern::new(pattern).map_err(|e| format!("sheet = {pattern:?}: {e}"))?;
    let found: Vec<String> = names
        .iter()
        .filter(|n| *n == pattern || glob.matches(n))
        .cloned()
        .collect();
    if found.is_empty() {
        return Err(format!(
            "no sheet {pattern:?}; the workbook has {}",
            names.join(", ")
        ));
    }
    Ok(found)
}

fn unreadable(error: impl std::fmt::Display) -> String {
    format!("the workbook cannot be read: {error}")
}

/// A sheet's cells.
pub(crate) fn sheet(place: &Place, name: &str) -> Result<Range<Data>, String> {
    let mut workbook = open_workbook_auto_from_rs(place.cursor()?).map_err(unreadable)?;
    workbook.worksheet_range(name).map_err(unreadable)
}

/// The first `count` rows.
pub(crate) fn head(cells: &Range<Data>, count: usize) -> Vec<Vec<String>> {
    cells
        .rows()
        .take(count)
        .map(|row| row.iter().map(|c| text(c).0).collect())
        .collect()
}

/// All rows after the first `skip`.
pub(crate) fn read(cells: &Range<Data>, skip: usize, sink: &mut Sink<'_>) -> Result<(), String> {
    let first = u64::from(cells.start().map_or(0, |(row, _)| row)) + 1;
    for (i, row) in cells.rows().enumerate().skip(skip) {
        for cell in row {
            let (text, kind) = text(cell);
            sink.typed_cell(&text, kind);
        }
        sink.end_typed_record(row.len(), Some(first + i as u64), None)?;
    }
    Ok(())
}

fn text(cell: &Data) -> (String, Kind) {
    match cell {
        Data::Empty => (String::new(), Kind::Text),
        Data::String(s) | Data::DurationIso(s) => (s.clone(), Kind::Text),
        Data::Int(n) => (n.to_string(), Kind::Number),
        // Display of a float is its shortest decimal that reads back as the same float.
        Data::Float(f) => (f.to_string(), Kind::Float),
        Data::Bool(b) => (b.to_string(), Kind::Text),
        Data::DateTime(at) if at.is_duration() => (at.as_f64().to_string(), Kind::Float),
        Data::DateTime(at) => (iso(at), Kind::Iso),
        Data::DateTimeIso(s) => (s.clone(), Kind::Iso),
        Data::Error(e) => (e.to_string(), Kind::Text),
    }
}

fn iso(at: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second, milli) == (0, 0, 0, 0) {
        date
    } else {
        format!("{date} {hour:02}:{minute:02}:{second:02}.{milli:03}")
    }
}
