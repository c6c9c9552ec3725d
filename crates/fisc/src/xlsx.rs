//! Rows as a workbook, which is what audit teams work on. A workbook must not say more or less than
//! the ledger: numbers only where a spreadsheet keeps every digit, identifiers as text, texts never
//! as formulas, and what does not fit is refused.

use crate::error::Failure;
use crate::texts::t;
use fisc_engine::{Rows, Value};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Note, Workbook, Worksheet, XlsxError};
use std::io::{Seek, Write};
use std::path::Path;

/// What a workbook is made of.
pub struct Book<'a> {
    /// The sheet's name.
    pub name: &'a str,
    /// Titles of the columns, as people read them.
    pub titles: &'a [String],
    /// What is in it.
    pub rows: &'a Rows,
    /// Which columns hold dates, in ISO form.
    pub dates: &'a [bool],
    /// Where the rows come from, on a sheet of its own.
    pub about: &'a [(String, String)],
    /// Name of that sheet.
    pub about_name: &'a str,
    /// Where rows wait until the workbook is whole: on the disk of its file.
    pub temp: &'a Path,
    /// Said of a column whose numbers are text.
    pub kept_as_text: &'a str,
}

/// Rows of a sheet, its header not counted.
const MOST_ROWS: usize = 1_048_575;
/// Characters of a cell.
const LONGEST: usize = 32_767;
/// A spreadsheet keeps fifteen digits of a number.
const DIGITS: u128 = 1_000_000_000_000_000;
/// Rows from which the widths of columns are taken.
const SAMPLE: usize = 500;
const WIDEST: usize = 60;

/// A cell as a spreadsheet keeps it.
#[derive(Debug, PartialEq)]
enum Cell<'a> {
    Empty,
    Text(String),
    Borrowed(&'a str),
    /// The number and its decimals.
    Number(f64, u32),
    Boolean(bool),
    Date(u16, u8, u8),
}

fn cell(value: &Value, is_date: bool) -> Cell<'_> {
    match value {
        Value::Null => Cell::Empty,
        Value::Boolean(b) => Cell::Boolean(*b),
        Value::Text(text) => match is_date.then(|| date(text)).flatten() {
            Some((y, m, d)) => Cell::Date(y, m, d),
            None => Cell::Borrowed(text),
        },
        Value::Integer(n) => number(i128::from(*n), 0, value),
        Value::Decimal(n, scale) => match u32::try_from(*scale) {
            Ok(scale) => number(*n, scale, value),
            Err(_) => Cell::Text(value.to_string()),
        },
    }
}

/// Below fifteen digits the nearest float is read back as the same decimal; beyond, text.
fn number<'a>(digits: i128, scale: u32, value: &Value) -> Cell<'a> {
    if digits.unsigned_abs() < DIGITS && scale <= 15 {
        Cell::Number(digits as f64 / 10f64.powi(scale.cast_signed()), scale)
    } else {
        Cell::Text(value.to_string())
    }
}

/// Spreadsheets disagree on days before March 1900.
fn date(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.splitn(3, '-');
    let year: u16 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    (year > 1900).then_some((year, month, day))
}

/// Refuses what a sheet cannot hold, before anything is written.
fn fits(rows: &Rows) -> Result<(), Failure> {
    if rows.rows.len() > MOST_ROWS {
        return Err(Failure::Input(t!(
            "book-too-many",
            rows = rows.rows.len(),
            most = MOST_ROWS
        )));
    }
    for (i, row) in rows.rows.iter().enumerate() {
        for (value, column) in row.iter().zip(&rows.columns) {
            if let Value::Text(text) = value
                && text.len() > LONGEST
                && text.encode_utf16().count() > LONGEST
            {
                return Err(Failure::Input(t!(
                    "book-too-long",
                    row = i + 1,
                    column = column,
                    most = LONGEST
                )));
            }
        }
    }
    Ok(())
}

/// Writes the workbook. The same rows give the same bytes.
pub fn write<W: Write + Seek + Send>(book: &Book<'_>, out: W) -> Result<(), Failure> {
    fits(book.rows)?;
    let failed = |e: XlsxError| Failure::Failed(t!("book-failed", error = e.to_string()));
    whole(book, out).map_err(failed)
}

fn whole<W: Write + Seek + Send>(book: &Book<'_>, out: W) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed day: a workbook says nothing of when it was made.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    workbook.set_tempdir(book.temp)?;
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet_with_constant_memory();
    let sheet = sheet?;
    sheet.set_name(book.name)?;
    fill(book, sheet, &bold)?;
    let about = workbook.add_worksheet();
    about.set_name(book.about_name)?;
    about.set_column_width(0, 20)?.set_column_width(1, 100)?;
    for (row, (name, value)) in (0..).zip(book.about) {
        about.write_string_with_format(row, 0, name, &bold)?;
        about.write_string(row, 1, value)?;
    }
    workbook.save_to_writer(out)
}

fn fill(book: &Book<'_>, sheet: &mut Worksheet, bold: &Format) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    let is_date = |i: usize| book.dates.get(i).copied().unwrap_or(false);
    for (i, title) in book.titles.iter().enumerate() {
        let column = u16::try_from(i).unwrap_or(u16::MAX);
        let shown = book.rows.rows.iter().take(SAMPLE).map(|r| r[i].to_string());
        let widest = shown.map(|t| crate::output::width(&t)).max().unwrap_or(0);
        let width = widest.max(crate::output::width(title)).min(WIDEST) + 3;
        sheet.set_column_width(column, u16::try_from(width).unwrap_or(u16::MAX))?;
        sheet.write_string_with_format(0, column, title, bold)?;
        let text_of_number = |r: &Vec<Value>| {
            !matches!(r[i], Value::Text(_)) && matches!(cell(&r[i], false), Cell::Text(_))
        };
        if book.rows.rows.iter().any(text_of_number) {
            sheet.insert_note(
                0,
                column,
                &Note::new(book.kept_as_text).add_author_prefix(false),
            )?;
        }
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let decimals: Vec<Format> = (0..=15usize)
        .map(|n| match n {
            0 => Format::new().set_num_format("0"),
            n => Format::new().set_num_format(format!("#,##0.{}", "0".repeat(n))),
        })
        .collect();
    for (row, values) in (1..).zip(&book.rows.rows) {
        for (column, value) in (0..).zip(values) {
            match cell(value, is_date(usize::from(column))) {
                Cell::Empty => continue,
                Cell::Text(text) => sheet.write_string(row, column, text)?,
                Cell::Borrowed(text) => sheet.write_string(row, column, text)?,
                Cell::Boolean(b) => sheet.write_boolean(row, column, b)?,
                Cell::Number(n, scale) => {
                    let format = &decimals[scale as usize];
                    sheet.write_number_with_format(row, column, n, format)?
                }
                Cell::Date(y, m, d) => match ExcelDateTime::from_ymd(y, m, d) {
                    Ok(day) => sheet.write_date_with_format(row, column, &day, &date)?,
                    Err(_) => sheet.write_string(row, column, value.to_string())?,
                },
            };
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    fn book(rows: &Rows, dates: &[bool]) -> Vec<u8> {
        let titles = rows.columns.clone();
        let mut bytes = Cursor::new(Vec::new());
        let book = Book {
            name: "rows",
            titles: &titles,
            rows,
            dates,
            about: &[("query".into(), "=SELECT".into())],
            about_name: "about",
            kept_as_text: "kept as text",
            temp: &std::env::temp_dir(),
        };
        write(&book, &mut bytes).expect("a workbook");
        bytes.into_inner()
    }

    fn read(bytes: Vec<u8>, sheet: &str) -> Vec<Vec<Data>> {
        let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
        let range = workbook.worksheet_range(sheet).expect("the sheet");
        range.rows().map(<[Data]>::to_vec).collect()
    }

    fn column(values: Vec<Value>) -> Rows {
        Rows {
            columns: vec!["v".into()],
            rows: values.into_iter().map(|v| vec![v]).collect(),
        }
    }

    #[test]
    fn every_value_stays_what_it_is() {
        let text = |s: &str| Value::Text(s.into());
        let rows = column(vec![
            text("=1+1"),
            text("007"),
            text("https://example.org"),
            text("{=1}"),
            Value::Integer(42),
            Value::Decimal(-123_450, 2),
            Value::Decimal(999_999_999_999_999, 2),
            Value::Decimal(1_000_000_000_000_000, 2),
            Value::Integer(1_000_000_000_000_000),
            Value::Boolean(true),
            Value::Null,
        ]);
        let bytes = book(&rows, &[]);
        let cells: Vec<Data> = read(bytes.clone(), "rows").concat();
        assert_eq!(
            cells,
            [
                Data::String("v".into()),
                Data::String("=1+1".into()),
                Data::String("007".into()),
                Data::String("https://example.org".into()),
                Data::String("{=1}".into()),
                Data::Float(42.0),
                Data::Float(-1234.5),
                Data::Float(9_999_999_999_999.99),
                Data::String("10000000000000.00".into()),
                Data::String("1000000000000000".into()),
                Data::Bool(true),
            ]
        );
        assert_eq!(
            read(bytes.clone(), "about")[0][1],
            Data::String("=SELECT".into())
        );
        let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
        let formulas = workbook.worksheet_formula("rows").expect("the sheet");
        assert!(formulas.is_empty(), "no cell is a formula");
    }

    #[test]
    fn dates_are_dates_where_they_can_be() {
        let days = [
            "2025-03-01",
            "9999-12-31",
            "1900-01-05",
            "2025-02-30",
            "soon",
        ];
        let rows = column(days.iter().map(|d| Value::Text((*d).into())).collect());
        let shown: Vec<String> = read(book(&rows, &[true]), "rows")[1..]
            .iter()
            .map(|r| match &r[0] {
                Data::DateTime(d) => format!("date {}", d.as_f64()),
                other => other.to_string(),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "date 45717",
                "date 2958465",
                "1900-01-05",
                "2025-02-30",
                "soon"
            ]
        );
        let as_text = read(book(&rows, &[false]), "rows");
        assert_eq!(as_text[1][0], Data::String("2025-03-01".into()));
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let rows = column(vec![
            Value::Integer(i64::MAX),
            Value::Text("预算".into()),
            Value::Decimal(-1, 2),
        ]);
        assert!(book(&rows, &[]) == book(&rows, &[]));
    }

    #[test]
    fn what_does_not_fit_is_refused_by_its_place() {
        let fit = column(vec![Value::Text("一".repeat(LONGEST))]);
        assert!(fits(&fit).is_ok());
        let long = column(vec![Value::Text("一".repeat(LONGEST + 1))]);
        let said = fits(&long).expect_err("too long").to_string();
        assert!(said.starts_with("row 1, column v:"), "{said}");
        let many = column(vec![Value::Null; MOST_ROWS + 1]);
        assert!(fits(&many).is_err());
        assert!(fits(&column(vec![Value::Null; MOST_ROWS])).is_ok());
    }
}
