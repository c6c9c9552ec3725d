//! A page as a docx. Looks follow the national format of official papers (GB/T 9704) as far as
//! fonts that every office has allow: 宋体 and 黑体 for what is set off, 仿宋 for running text.

use super::layout::{Block, Grid, Page, Row};
use super::words::clean;
use super::{Kind, Lang, PaperError};
use docx_rs::{
    AlignmentType, Docx, Footer, HeightRule, LineSpacing, LineSpacingType, NumPages, PageMargin,
    PageNum, Paragraph, Run, RunFonts, SpecialIndentType, Table, TableAlignmentType, TableCell,
    TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};
use std::fmt::Write;
use std::io::Cursor;

/// A4 in twentieths of a point, and what its margins leave.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 1_418;
const WIDTH: usize = 9_070;
/// Label boxes of a form.
const LABEL: usize = 1_650;
/// Height of a line of a form.
const LINE: u32 = 340;
/// The heads of grids, and nothing else, have this height: that is how they are found again to be
/// repeated on every page, for which the writer underneath has no word.
const HEAD: f32 = 401.0;

/// Font sizes in half points.
struct Sizes {
    title: usize,
    text: usize,
    form: usize,
    grid: usize,
    small: usize,
}

const ZH: Sizes = Sizes {
    title: 44,
    text: 32,
    form: 24,
    grid: 18,
    small: 18,
};
const EN: Sizes = Sizes {
    title: 36,
    text: 24,
    form: 21,
    grid: 18,
    small: 17,
};

fn sizes(lang: Lang) -> &'static Sizes {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

fn font(east_asia: &str) -> RunFonts {
    let latin = "Times New Roman";
    RunFonts::new()
        .ascii(latin)
        .hi_ansi(latin)
        .cs(latin)
        .east_asia(east_asia)
}

/// Running text, boxes, and headings.
const SONG: &str = "宋体";
const FANG: &str = "仿宋";
const HEI: &str = "黑体";

/// The fonts by the names that other systems know them by.
fn font_table() -> Vec<u8> {
    let mut xml = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="Times New Roman"><w:altName w:val="Liberation Serif"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>"#,
    );
    for (name, others, family) in [
        (SONG, "SimSun;Songti SC;Noto Serif CJK SC", "roman"),
        (
            FANG,
            "FangSong;仿宋_GB2312;STFangsong;Noto Serif CJK SC",
            "modern",
        ),
        (HEI, "SimHei;Heiti SC;Noto Sans CJK SC", "swiss"),
    ] {
        let _ = write!(
            xml,
            r#"<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>"#
        );
    }
    xml.push_str("</w:fonts>");
    xml.into_bytes()
}

/// The properties that say what the paper is. Written here because the writer underneath keeps
/// them in a map whose order differs from run to run.
fn custom_properties(parts: &[(String, String)]) -> Vec<u8> {
    let mut xml = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">"#,
    );
    // Numbers of properties begin at 2.
    for (pid, (name, value)) in (2..).zip(parts) {
        let value = quick_xml::escape::escape(value.as_str());
        let _ = write!(
            xml,
            r#"<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>"#
        );
    }
    xml.push_str("</Properties>");
    xml.into_bytes()
}

fn run(text: &str, size: usize, east_asia: &str) -> Run {
    Run::new().add_text(text).size(size).fonts(font(east_asia))
}

/// One paragraph for each line.
fn paragraphs(text: &str, make: impl Fn(&str) -> Paragraph) -> Vec<Paragraph> {
    clean(text).split('\n').map(make).collect()
}

fn exact(lines: i32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(lines)
}

struct Writer<'a> {
    page: &'a Page<'a>,
    sizes: &'static Sizes,
}

impl Writer<'_> {
    fn zh(&self) -> bool {
        self.page.words.lang == Lang::Zh
    }

    /// Space between the lines of running text: 28 points in Chinese papers.
    fn running(&self) -> LineSpacing {
        if self.zh() {
            exact(560)
        } else {
            LineSpacing::new().line(300).after(80)
        }
    }

    fn text(&self, line: &str, east_asia: &str, bold: bool) -> Paragraph {
        let run = run(line, self.sizes.text, east_asia);
        let paragraph = Paragraph::new()
            .add_run(if bold { run.bold() } else { run })
            .line_spacing(self.running());
        if self.zh() {
            // Two characters.
            let first = i32::try_from(self.sizes.text * 20).unwrap_or(0);
            paragraph.indent(None, Some(SpecialIndentType::FirstLine(first)), None, None)
        } else {
            paragraph
        }
    }

    fn block(&self, docx: Docx, block: &Block) -> Docx {
        let add = |docx: Docx, all: Vec<Paragraph>| all.into_iter().fold(docx, Docx::add_paragraph);
        let centred = |size: usize, bold: bool, after: u32| {
            move |line: &str| {
                let run = run(line, size, SONG);
                Paragraph::new()
                    .align(AlignmentType::Center)
                    .line_spacing(LineSpacing::new().after(after))
                    .add_run(if bold { run.bold() } else { run })
            }
        };
        match block {
            Block::Office(text) => {
                add(docx, paragraphs(text, centred(self.sizes.text, false, 120)))
            }
            Block::Title(text) => add(docx, paragraphs(text, centred(self.sizes.title, true, 200))),
            Block::Under(text) => add(docx, paragraphs(text, centred(self.sizes.form, false, 200))),
            Block::Flush(text) => add(
                docx,
                paragraphs(text, |line| {
                    Paragraph::new().line_spacing(self.running()).add_run(run(
                        line,
                        self.sizes.text,
                        FANG,
                    ))
                }),
            ),
            Block::Section(text) => add(
                docx,
                paragraphs(text, |line| {
                    let bold = !self.zh();
                    let p = self.text(line, HEI, bold).keep_next(true).outline_lvl(0);
                    if bold {
                        p.line_spacing(LineSpacing::new().before(200).after(80))
                    } else {
                        p
                    }
                }),
            ),
            Block::Item(text) => add(
                docx,
                paragraphs(text, |line| {
                    self.text(line, FANG, true).keep_next(true).outline_lvl(1)
                }),
            ),
            Block::Text(text) => add(docx, paragraphs(text, |line| self.text(line, FANG, false))),
            Block::Right(text) => {
                // Who signs and the date stay together, and with room for a seal above.
                let room = Paragraph::new().line_spacing(exact(560)).keep_next(true);
                let docx = docx.add_paragraph(room);
                add(
                    docx,
                    paragraphs(text, |line| {
                        Paragraph::new()
                            .align(AlignmentType::Right)
                            .keep_next(true)
                            .line_spacing(self.running())
                            .indent(None, None, Some(640), None)
                            .add_run(run(line, self.sizes.text, FANG))
                    }),
                )
            }
            Block::Note(text) => add(
                docx,
                paragraphs(text, |line| {
                    Paragraph::new()
                        .line_spacing(LineSpacing::new().before(60))
                        .add_run(run(line, self.sizes.small, SONG))
                }),
            ),
            Block::NewPage => docx.add_paragraph(
                Paragraph::new()
                    .line_spacing(exact(20))
                    .page_break_before(true),
            ),
            Block::Form(rows) => docx.add_table(self.form(rows)),
            Block::Grid(grid) => docx.add_table(self.grid(grid)),
        }
    }

    fn cell(&self, text: &str, size: usize, align: AlignmentType, bold: bool) -> TableCell {
        let all = paragraphs(text, |line| {
            let run = run(line, size, SONG);
            Paragraph::new()
                .align(align)
                .add_run(if bold { run.bold() } else { run })
        });
        all.into_iter()
            .fold(TableCell::new(), TableCell::add_paragraph)
    }

    /// Four columns: label, content, label, content.
    fn form(&self, rows: &[Row]) -> Table {
        let half = (WIDTH - 2 * LABEL) / 2;
        let rows = rows.iter().map(|row| {
            let label = |text: &str| {
                self.cell(text, self.sizes.form, AlignmentType::Center, false)
                    .width(LABEL, WidthType::Dxa)
                    .vertical_align(VAlignType::Center)
            };
            let content = |text: &str, width: usize, span: usize| {
                let cell = self.cell(text, self.sizes.form, AlignmentType::Left, false);
                let cell = cell.width(width, WidthType::Dxa);
                let cell = if row.room > 1 {
                    cell
                } else {
                    cell.vertical_align(VAlignType::Center)
                };
                if span > 1 { cell.grid_span(span) } else { cell }
            };
            let mut cells = Vec::new();
            match row.pairs.as_slice() {
                [(name, text)] if name.is_empty() => cells.push(content(text, WIDTH, 4)),
                [(name, text)] => {
                    cells.push(label(name));
                    cells.push(content(text, WIDTH - LABEL, 3));
                }
                pairs => {
                    for (name, text) in pairs {
                        cells.push(label(name));
                        cells.push(content(text, half, 1));
                    }
                }
            }
            let height = u16::try_from((row.room + 1) * LINE).unwrap_or(u16::MAX);
            TableRow::new(cells)
                .row_height(f32::from(height))
                .height_rule(HeightRule::AtLeast)
        });
        Table::new(rows.collect())
            .set_grid(vec![LABEL, half, LABEL, half])
            .layout(TableLayoutType::Fixed)
            .align(TableAlignmentType::Center)
            .margins(TableCellMargins::new().margin(40, 90, 40, 90))
            .width(WIDTH, WidthType::Dxa)
    }

    fn grid(&self, grid: &Grid) -> Table {
        let shares: usize = grid.columns.iter().map(|c| c.share).sum();
        let widths: Vec<usize> = grid
            .columns
            .iter()
            .map(|c| WIDTH * c.share / shares.max(1))
            .collect();
        let size = self.sizes.grid;
        let head = grid.columns.iter().zip(&widths).map(|(column, width)| {
            self.cell(&column.head, size, AlignmentType::Center, true)
                .width(*width, WidthType::Dxa)
                .vertical_align(VAlignType::Center)
        });
        let head = TableRow::new(head.collect()).cant_split().row_height(HEAD);
        let row = |values: &Vec<super::layout::Cell>, bold: bool| {
            let cells = values.iter().zip(&widths).map(|(value, width)| {
                let align = if value.is_number() {
                    AlignmentType::Right
                } else {
                    AlignmentType::Left
                };
                self.cell(&value.say(&self.page.words), size, align, bold)
                    .width(*width, WidthType::Dxa)
                    .vertical_align(VAlignType::Center)
            });
            TableRow::new(cells.collect()).cant_split()
        };
        let mut rows = vec![head];
        rows.extend(grid.rows.iter().map(|r| row(r, false)));
        rows.extend(grid.totals.iter().map(|r| row(r, true)));
        Table::new(rows)
            .set_grid(widths.clone())
            .layout(TableLayoutType::Fixed)
            .align(TableAlignmentType::Center)
            .margins(TableCellMargins::new().margin(20, 60, 20, 60))
            .width(WIDTH, WidthType::Dxa)
    }

    /// Page and pages, and what the paper is.
    fn footer(&self) -> Footer {
        // The message holds the two places; what stands around them is text.
        let whole = self.page.words.f(
            "page-of",
            &[("page", "\u{1}".into()), ("pages", "\u{2}".into())],
        );
        let mut line = Paragraph::new().align(AlignmentType::Center);
        let mut text = String::new();
        for c in whole.chars() {
            match c {
                '\u{1}' | '\u{2}' => {
                    line = line.add_run(run(&std::mem::take(&mut text), 18, SONG));
                    line = if c == '\u{1}' {
                        line.add_page_num(PageNum::new())
                    } else {
                        line.add_num_pages(NumPages::new())
                    };
                }
                c => text.push(c),
            }
        }
        let mut footer = Footer::new().add_paragraph(line.add_run(run(&text, 18, SONG)));
        for mark in self.page.id.mark(&self.page.words) {
            footer =
                footer.add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(run(
                    &clean(&mark).replace('\n', " "),
                    14,
                    SONG,
                )));
        }
        footer
    }
}

/// Papers whose top is a red-headed or plain title page keep the wide upper margin of official
/// papers; forms need the room.
fn top(kind: Kind) -> i32 {
    match kind {
        Kind::ExposureDraft | Kind::Report | Kind::Decision => 2_098,
        _ => 1_134,
    }
}

/// Writes the page. The same page gives the same bytes: the archive's dates are its format's first
/// day, and nothing counts on across papers.
pub(super) fn write(page: &Page<'_>) -> Result<Vec<u8>, PaperError> {
    let writer = Writer {
        page,
        sizes: sizes(page.words.lang),
    };
    let margin = PageMargin {
        top: top(page.id.kind),
        bottom: 1_134,
        left: MARGIN,
        right: MARGIN,
        header: 567,
        footer: 567,
        gutter: 0,
    };
    let mut docx = Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margin)
        .default_fonts(font(SONG))
        .default_size(writer.sizes.form)
        .footer(writer.footer());
    if let Some(day) = page.date {
        let moment = format!("{day}T00:00:00Z");
        docx = docx.created_at(&moment).updated_at(&moment);
    }
    for block in &page.blocks {
        docx = writer.block(docx, block);
    }
    // A document may not end with a table.
    docx = docx.add_paragraph(Paragraph::new().line_spacing(exact(20)));
    let mut xml = docx.build();
    xml.font_table = font_table();
    xml.doc_props.custom = custom_properties(&page.id.properties());
    xml.document = repeated_heads(&xml.document);
    let mut bytes = Cursor::new(Vec::new());
    xml.pack(&mut bytes)
        .map_err(|e| PaperError::Docx(e.to_string()))?;
    Ok(bytes.into_inner())
}

/// Says of the heads of grids that they are repeated on every page. Text cannot be taken for them:
/// in it `<` is escaped.
fn repeated_heads(document: &[u8]) -> Vec<u8> {
    let height = format!(r#"<w:trHeight w:val="{HEAD}""#);
    let text = String::from_utf8_lossy(document);
    text.replace(&height, &format!("<w:tblHeader />{height}"))
        .into_bytes()
}
