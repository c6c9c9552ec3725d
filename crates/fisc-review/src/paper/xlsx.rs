//! A page and its rows as a workbook. Texts are text cells that stay text when they are edited;
//! numbers are numbers only where a spreadsheet keeps every digit.

use super::PaperError;
use super::layout::{Block, Cell, Grid, Page};
use super::words::{Words, clean};
use chrono::Datelike;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Rows of a sheet; more go on on the next.
const MOST_ROWS: usize = 1_000_000;
/// What a cell holds is 32,767; room is kept to say that something is left out.
const LONGEST: usize = 32_000;
/// A spreadsheet keeps fifteen digits of a number.
const DIGITS: u128 = 1_000_000_000_000_000;

struct Formats {
    title: Format,
    head: Format,
    text: Format,
    quoted: Format,
    number: Format,
    count: Format,
    day: Format,
}

impl Formats {
    fn new() -> Formats {
        let boxed = Format::new()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Top);
        let text = boxed.clone().set_text_wrap().set_num_format("@");
        Formats {
            title: Format::new()
                .set_bold()
                .set_font_size(16)
                .set_align(FormatAlign::Center),
            head: boxed
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            quoted: text.clone().set_quote_prefix(),
            text,
            number: boxed.clone().set_num_format("#,##0.00"),
            count: boxed.clone().set_num_format("0"),
            day: boxed.set_num_format("yyyy-mm-dd"),
        }
    }
}

/// Text as a cell holds it, with what is left out said.
fn fitting(words: &Words<'_>, text: &str) -> String {
    let text = clean(text);
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > LONGEST {
            let left = text[at..].chars().count();
            let said = words.f("cut", &[("count", left.into())]);
            return format!("{}{said}", &text[..at]);
        }
    }
    text
}

struct Writer<'a> {
    words: Words<'a>,
    formats: Formats,
}

impl Writer<'_> {
    fn text(&self, sheet: &mut Worksheet, at: (u32, u16), text: &str) -> Result<(), XlsxError> {
        let text = fitting(&self.words, text);
        // A spreadsheet would take these for a formula when the cell is edited or saved as csv.
        let format = if text.starts_with(['=', '+', '-', '@', '|', '%']) {
            &self.formats.quoted
        } else {
            &self.formats.text
        };
        sheet.write_string_with_format(at.0, at.1, text, format)?;
        Ok(())
    }

    fn cell(&self, sheet: &mut Worksheet, at: (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => {
                sheet.write_blank(at.0, at.1, &self.formats.text)?;
            }
            Cell::Text(text) => self.text(sheet, at, text)?,
            Cell::Money(amount) if amount.0.unsigned_abs() < DIGITS => {
                // Below fifteen digits the nearest float is read back as the same decimal.
                let value = amount.0 as f64 / 100.0;
                sheet.write_number_with_format(at.0, at.1, value, &self.formats.number)?;
            }
            Cell::Money(amount) => {
                let format = self.formats.text.clone().set_align(FormatAlign::Right);
                sheet.write_string_with_format(at.0, at.1, amount.grouped(), &format)?;
            }
            Cell::Count(n) if u128::from(n.unsigned_abs()) < DIGITS => {
                sheet.write_number_with_format(at.0, at.1, *n as f64, &self.formats.count)?;
            }
            Cell::Count(n) => self.text(sheet, at, &n.to_string())?,
            Cell::Day(day) => {
                let year = u16::try_from(day.year()).unwrap_or_default();
                let (month, date) = (day.month0() as u8 + 1, day.day0() as u8 + 1);
                match ExcelDateTime::from_ymd(year, month, date) {
                    Ok(date) if year > 1900 => {
                        sheet.write_date_with_format(at.0, at.1, &date, &self.formats.day)?;
                    }
                    _ => self.text(sheet, at, &day.to_string())?,
                }
            }
        }
        Ok(())
    }

    /// The rows under their heads, on as many sheets as they need.
    fn grid(&self, workbook: &mut Workbook, name: &str, grid: &Grid) -> Result<(), XlsxError> {
        let rows: Vec<&Vec<Cell>> = grid.rows.iter().chain(&grid.totals).collect();
        let parts: Vec<&[&Vec<Cell>]> = if rows.is_empty() {
            vec![&rows[..]]
        } else {
            rows.chunks(MOST_ROWS).collect()
        };
        for (n, part) in parts.into_iter().enumerate() {
            let sheet = workbook.add_worksheet();
            sheet.set_name(if n == 0 {
                name.to_string()
            } else {
                format!("{name} {}", n + 1)
            })?;
            // A4 while that can be read; A3 and two pages side by side beyond.
            let width: usize = grid.columns.iter().map(|c| c.share).sum();
            let (paper, pages) = if width <= 200 { (9, 1) } else { (8, 2) };
            sheet.set_landscape().set_paper_size(paper);
            sheet
                .set_print_fit_to_pages(pages, 0)
                .set_repeat_rows(0, 0)?;
            sheet.set_freeze_panes(1, 0)?;
            sheet.set_footer("&C&P / &N");
            for (i, column) in (0u16..).zip(&grid.columns) {
                let width = u16::try_from(column.share).unwrap_or(u16::MAX);
                sheet.set_column_width(i, width)?;
                sheet.write_string_with_format(0, i, clean(&column.head), &self.formats.head)?;
            }
            for (r, row) in (1u32..).zip(part) {
                for (c, value) in (0u16..).zip(row.iter()) {
                    self.cell(sheet, (r, c), value)?;
                }
            }
        }
        Ok(())
    }

    /// The page itself: labels beside what they label.
    fn page(&self, sheet: &mut Worksheet, page: &Page<'_>) -> Result<(), XlsxError> {
        sheet.set_column_width(0, 24)?.set_column_width(1, 90)?;
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_footer("&C&P / &N");
        let mut at = 0;
        for block in &page.blocks {
            match block {
                Block::Title(text) | Block::Office(text) | Block::Under(text) => {
                    let text = fitting(&self.words, text);
                    sheet.merge_range(at, 0, at, 1, &text, &self.formats.title)?;
                    at += 1;
                }
                Block::Form(rows) => {
                    for (label, text) in rows.iter().flat_map(|r| &r.pairs) {
                        let head = &self.formats.head;
                        sheet.write_string_with_format(at, 0, clean(label), head)?;
                        self.text(sheet, (at, 1), text)?;
                        at += 1;
                    }
                }
                Block::Note(text)
                | Block::Text(text)
                | Block::Flush(text)
                | Block::Section(text)
                | Block::Item(text)
                | Block::Right(text) => {
                    self.text(sheet, (at, 1), text)?;
                    at += 1;
                }
                Block::NewPage | Block::Grid(_) => {}
            }
        }
        for mark in page.id.mark(&page.words) {
            self.text(sheet, (at, 1), &mark)?;
            at += 1;
        }
        Ok(())
    }
}

/// Writes the grids, each on a sheet of its name, and the page on a sheet of this name; the page
/// comes first unless it is only about the grids. The same input gives the same bytes.
pub(super) fn write(
    page: &Page<'_>,
    page_name: &str,
    page_first: bool,
    grids: &[(String, Grid)],
) -> Result<Vec<u8>, PaperError> {
    let writer = Writer {
        words: page.words,
        formats: Formats::new(),
    };
    let mut workbook = Workbook::new();
    let day = match page.date {
        Some(d) if d.year() > 1900 => ExcelDateTime::from_ymd(
            u16::try_from(d.year()).unwrap_or(2000),
            d.month0() as u8 + 1,
            d.day0() as u8 + 1,
        ),
        // A fixed day: a workbook says nothing of when it was made.
        _ => ExcelDateTime::from_ymd(2000, 1, 1),
    }?;
    let mut properties = DocProperties::new().set_creation_datetime(&day);
    for (name, value) in page.id.properties() {
        properties = properties.set_custom_property(name, value);
    }
    workbook.set_properties(&properties);
    let form = |workbook: &mut Workbook| -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(page_name)?;
        writer.page(sheet, page)
    };
    if page_first {
        form(&mut workbook)?;
    }
    for (name, grid) in grids {
        writer.grid(&mut workbook, name, grid)?;
    }
    if !page_first {
        form(&mut workbook)?;
    }
    Ok(workbook.save_to_buffer()?)
}
