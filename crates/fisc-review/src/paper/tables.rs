//! Reports whose content was composed elsewhere: headings, text and tables under an office's name. The
//! annual reports of an office are such; they rest on no single finding.

use super::layout::{Block, Cell, Grid, Page, column};
use super::{Head, Kind, PaperError, PaperId, docx};
use fisc_model::Money;

/// A part of such a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A section's heading.
    Heading(String),
    /// Running text; each line is a paragraph.
    Text(String),
    /// A table.
    Table {
        /// The heads of its columns.
        columns: Vec<String>,
        /// Columns from this one on hold numbers.
        numbers: usize,
        /// Its cells; a row has as many as there are columns.
        rows: Vec<Vec<String>>,
    },
}

/// A report.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// Its head; the title is the report's own.
    pub head: Head<'a>,
    /// Which report.
    pub kind: Kind,
    /// In order.
    pub content: &'a [Content],
}

impl Tables<'_> {
    /// What it says it is.
    #[must_use]
    pub fn id(&self) -> PaperId {
        self.head.id(self.kind, Vec::new())
    }

    /// As a docx.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        let mut page = Page::new(&self.head, self.id());
        page.push(Block::Title(self.head.title.to_string()));
        for content in self.content {
            page.push(match content {
                Content::Heading(text) => Block::Section(text.clone()),
                Content::Text(text) => Block::Text(text.clone()),
                Content::Table {
                    columns,
                    numbers,
                    rows,
                } => Block::Grid(grid(columns, *numbers, rows)),
            });
        }
        page.signed_by_office(&self.head);
        docx::write(&page)
    }
}

/// Columns of text get what they need, at least twice the room of numbers.
fn grid(columns: &[String], numbers: usize, rows: &[Vec<String>]) -> Grid {
    const LEAST: usize = 8;
    const MOST: usize = 40;
    let cell = |(i, text): (usize, &String)| {
        let amount = || {
            Money::parse(&text.replace(',', ""))
                .ok()
                .filter(|_| text.contains('.'))
        };
        match text.parse::<i64>() {
            _ if i < numbers => Cell::text(text.clone()),
            Ok(n) => Cell::Count(n),
            Err(_) => amount().map_or_else(|| Cell::text(text.clone()), Cell::Money),
        }
    };
    let share = |i: usize| {
        let cells = rows.iter().filter_map(|r| r.get(i));
        let longest = cells.map(|c| c.chars().count()).max().unwrap_or(0);
        match i < numbers {
            true => longest.clamp(2 * LEAST, MOST),
            false => longest.clamp(LEAST, MOST),
        }
    };
    Grid {
        columns: columns
            .iter()
            .enumerate()
            .map(|(i, head)| column(head.clone(), share(i)))
            .collect(),
        rows: rows
            .iter()
            .map(|r| r.iter().enumerate().map(cell).collect())
            .collect(),
        totals: Vec::new(),
    }
}
