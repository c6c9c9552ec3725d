//! Workbooks: xlsx, xlsb, xls, ods. Numbers are binary floats there and are marked as such, dates are
//! turned into ISO text. Sheets of xlsx and xlsb are read cell by cell; of those only the texts that
//! cells share are held. xls and ods can only be read a sheet at a time.

use crate::chunk::{Kind, Sink};
use crate::guard::guarded;
use crate::source::{Place, ReadSeek};
use calamine::{Data, ExcelDateTime, Ods, Reader, Sheets, Xls, Xlsb, Xlsx};
use std::collections::BTreeMap;
use std::io::Read;

/// Rows and columns that a sheet can have at most; cells beyond are damage.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;

/// A sheet and the first row and column in which something stands.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    name: String,
    row: u32,
    column: u32,
}

type Workbook = Sheets<Box<dyn ReadSeek>>;

/// The sheets that a pattern names, in the order of the workbook; the first where there is none.
pub(crate) fn sheets(place: &Place, pattern: Option<&str>) -> Result<Vec<String>, String> {
    let names = open(place)?.sheet_names();
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

/// By its bytes: workbooks often have the ending of another kind.
fn open(place: &Place) -> Result<Workbook, String> {
    let mut magic = [0; 4];
    let read = place.seekable()?.read_exact(&mut magic);
    read.map_err(unreadable)?;
    let from = || place.seekable();
    if magic == [0xd0, 0xcf, 0x11, 0xe0] {
        let bytes = from()?;
        return guarded(|| Xls::new(bytes))
            .map(Sheets::Xls)
            .map_err(unreadable);
    }
    let bytes = from()?;
    let first = match guarded(|| Xlsx::new(bytes)) {
        Ok(workbook) => return Ok(Sheets::Xlsx(workbook)),
        Err(error) => unreadable(error),
    };
    let bytes = from()?;
    if let Ok(workbook) = guarded(|| Xlsb::new(bytes)) {
        return Ok(Sheets::Xlsb(workbook));
    }
    let bytes = from()?;
    match guarded(|| Ods::new(bytes)) {
        Ok(workbook) => Ok(Sheets::Ods(workbook)),
        Err(_) => Err(first),
    }
}

/// Passes on the cells of a sheet in which something stands, row by row, with their place.
fn cells(
    place: &Place,
    name: &str,
    each: &mut dyn FnMut(u32, u32, Data) -> Result<(), String>,
) -> Result<(), String> {
    let mut last = 0;
    let mut each = |row: u32, column: u32, cell: Data| {
        if cell == Data::Empty {
            return Ok(());
        }
        if row < last || row >= ROWS || column >= COLUMNS {
            return Err(unreadable(format!(
                "the cell in row {}, column {} is not where it can be",
                u64::from(row) + 1,
                u64::from(column) + 1
            )));
        }
        last = row;
        each(row, column, cell)
    };
    match &mut open(place)? {
        Sheets::Xlsx(workbook) => {
            let mut reader =
                guarded(|| workbook.worksheet_cells_reader(name)).map_err(unreadable)?;
            while let Some(cell) = guarded(|| reader.next_cell()).map_err(unreadable)? {
                let (row, column) = cell.get_position();
                each(row, column, cell.get_value().clone().into())?;
            }
        }
        Sheets::Xlsb(workbook) => {
            let mut reader =
                guarded(|| workbook.worksheet_cells_reader(name)).map_err(unreadable)?;
            while let Some(cell) = guarded(|| reader.next_cell()).map_err(unreadable)? {
                let (row, column) = cell.get_position();
                each(row, column, cell.get_value().clone().into())?;
            }
        }
        whole => {
            let range = guarded(|| whole.worksheet_range(name)).map_err(unreadable)?;
            let (row, column) = range.start().unwrap_or_default();
            for (r, cells) in range.rows().enumerate() {
                for (c, cell) in cells.iter().enumerate() {
                    each(row + r as u32, column + c as u32, cell.clone())?;
                }
            }
        }
    }
    Ok(())
}

/// Where a sheet begins, and its first `count` rows.
pub(crate) fn scan(
    place: &Place,
    name: &str,
    count: usize,
) -> Result<(Sheet, Vec<Vec<String>>), String> {
    let mut start: Option<(u32, u32)> = None;
    let mut head: Vec<BTreeMap<u32, String>> = Vec::new();
    cells(place, name, &mut |row, column, cell| {
        let (first, left) = start.get_or_insert((row, column));
        *left = column.min(*left);
        let index = (row - *first) as usize;
        if index < count {
            head.resize_with(head.len().max(index + 1), BTreeMap::new);
            head[index].insert(column, text(&cell).0);
        }
        Ok(())
    })?;
    let (row, column) = start.unwrap_or_default();
    let rows = head.into_iter().map(|cells| {
        let width = cells.last_key_value().map_or(0, |(c, _)| c - column + 1);
        let mut row = vec![String::new(); width as usize];
        for (c, text) in cells {
            row[(c - column) as usize] = text;
        }
        row
    });
    let sheet = Sheet {
        name: name.to_string(),
        row,
        column,
    };
    Ok((sheet, rows.collect()))
}

/// All rows after the first `skip`. A row in which nothing stands is a blank record, if a row
/// follows it.
pub(crate) fn read(
    place: &Place,
    sheet: &Sheet,
    skip: usize,
    sink: &mut Sink<'_>,
) -> Result<(), String> {
    let first = sheet
        .row
        .saturating_add(u32::try_from(skip).unwrap_or(ROWS));
    // The row that is being filled, and what stands in it.
    let mut current = first;
    let mut filled: Vec<(String, Kind)> = Vec::new();
    cells(place, &sheet.name, &mut |row, column, cell| {
        if row < first {
            return Ok(());
        }
        while current < row {
            give(current, &mut filled, sink)?;
            current += 1;
        }
        let at = column.saturating_sub(sheet.column) as usize;
        if filled.len() <= at {
            filled.resize(at + 1, (String::new(), Kind::Text));
        }
        filled[at] = text(&cell);
        Ok(())
    })?;
    if filled.is_empty() {
        Ok(())
    } else {
        give(current, &mut filled, sink)
    }
}

fn give(row: u32, filled: &mut Vec<(String, Kind)>, sink: &mut Sink<'_>) -> Result<(), String> {
    for (text, kind) in filled.iter() {
        sink.typed_cell(text, *kind);
    }
    sink.end_typed_record(filled.len(), Some(u64::from(row) + 1), None)?;
    filled.clear();
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
