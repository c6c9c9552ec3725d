//! What stands on a paper, in its order, before it is a docx or an xlsx: both are written from this,
//! so that the two say the same.

use super::words::Words;
use super::{Kind, PaperId};
use chrono::NaiveDate;
use fisc_model::Money;

/// A paper as a sequence of blocks.
pub(super) struct Page<'a> {
    pub words: Words<'a>,
    pub id: PaperId,
    /// The day it is dated; the file's properties say no other.
    pub date: Option<NaiveDate>,
    pub blocks: Vec<Block>,
}

pub(super) enum Block {
    /// The office's name, over the title.
    Office(String),
    /// The paper's name.
    Title(String),
    /// A number or a date under the title.
    Under(String),
    /// Flush left: an addressee.
    Flush(String),
    /// A section's heading.
    Section(String),
    /// A heading within a section.
    Item(String),
    /// Running text; each line is a paragraph.
    Text(String),
    /// Flush right: an office and a date.
    Right(String),
    /// Small print.
    Note(String),
    /// What follows begins a page.
    NewPage,
    /// Labelled boxes.
    Form(Vec<Row>),
    /// Rows under a head.
    Grid(Grid),
}

/// A row of a form.
pub(super) struct Row {
    /// Label and content, one or two pairs; an empty label gives the content the whole row.
    pub pairs: Vec<(String, String)>,
    /// Lines of room at least.
    pub room: u32,
}

/// One box in a row.
pub(super) fn wide(label: String, text: impl Into<String>) -> Row {
    Row {
        pairs: vec![(label, text.into())],
        room: 1,
    }
}

/// Two boxes in a row.
pub(super) fn pair(
    label: String,
    text: impl Into<String>,
    label2: String,
    text2: impl Into<String>,
) -> Row {
    Row {
        pairs: vec![(label, text.into()), (label2, text2.into())],
        room: 1,
    }
}

impl Row {
    /// With room for so many lines.
    pub fn room(mut self, lines: u32) -> Row {
        self.room = lines;
        self
    }
}

/// Rows under a head.
pub(super) struct Grid {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// Sums and the like, set apart.
    pub totals: Vec<Vec<Cell>>,
}

pub(super) struct Column {
    pub head: String,
    /// Share of the width.
    pub share: usize,
}

pub(super) fn column(head: String, share: usize) -> Column {
    Column { head, share }
}

/// A value of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Money(Money),
    Count(i64),
    Day(NaiveDate),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// Numbers stand at the right, digit under digit.
    pub fn is_number(&self) -> bool {
        matches!(self, Cell::Money(_) | Cell::Count(_))
    }

    pub fn say(&self, words: &Words<'_>) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Money(amount) => amount.grouped(),
            Cell::Count(n) => n.to_string(),
            Cell::Day(day) => words.day(*day),
        }
    }
}

impl<'a> Page<'a> {
    pub fn new(head: &super::Head<'a>, id: PaperId) -> Page<'a> {
        Page {
            words: Words::of(head),
            id,
            date: head.date,
            blocks: Vec::new(),
        }
    }

    /// The paper's name, and its number where it has one.
    pub fn title(&mut self, kind: Kind, number: &str) {
        self.blocks.push(Block::Title(kind.title(self.words.lang)));
        if !number.is_empty() {
            let number = self.words.f("number", &[("number", number.into())]);
            self.blocks.push(Block::Under(number));
        }
    }

    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// The office and the date at the end of an official paper, with room for its seal.
    pub fn signed_by_office(&mut self, head: &super::Head<'_>) {
        let day = self.words.day_or_blank(head.date);
        self.push(Block::Right(format!("{}\n{day}", head.office)));
    }
}
