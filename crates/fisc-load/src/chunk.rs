//! What every source format is read into: records of text cells, a bounded number at a time, each
//! with its place in the file. One form means that mapping, typing and accounting are written once.

use crate::reject::Fault;

/// Text of one chunk beyond which it is handed on, however few its records: wide narrative columns
/// must not defeat the bound on memory.
const TEXT_LIMIT: usize = 64 << 20;

/// What a cell's text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The source holds text.
    Text,
    /// The source holds an exact number; the text has a decimal point and no other marks, whatever
    /// the mapping says of texts.
    Number,
    /// The source holds a binary floating-point number; the text is its shortest decimal.
    Float,
    /// The source holds a date or a time; the text is ISO, whatever formats the mapping names.
    Iso,
}

/// A record's place in its file.
#[derive(Debug)]
pub(crate) struct Place {
    /// Number after the header and the skipped rows, from 1.
    pub row: i64,
    /// Physical line, where lines exist.
    pub line: Option<u64>,
    /// Offset in the file's bytes, where it is exact.
    pub byte: Option<u64>,
    /// Why the reader could not make a record of it.
    pub fault: Option<Box<Fault>>,
    /// The named rule by which the reader leaves it out.
    pub dropped: Option<&'static str>,
    first: usize,
    cells: usize,
}

/// Records of text cells.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    text: String,
    /// End of each cell in `text`; it begins where the one before ends.
    ends: Vec<usize>,
    /// Empty where every cell is text.
    kinds: Vec<Kind>,
    /// One for each record.
    pub places: Vec<Place>,
}

impl Chunk {
    /// Number of cells of a record.
    pub fn width(&self, record: usize) -> usize {
        self.places[record].cells
    }

    /// A cell, trimmed; empty where the record has no such cell.
    pub fn cell(&self, record: usize, column: usize) -> (&str, Kind) {
        let place = &self.places[record];
        if column >= place.cells {
            return ("", Kind::Text);
        }
        let at = place.first + column;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        let kind = self.kinds.get(at).copied().unwrap_or(Kind::Text);
        (trim(&self.text[start..self.ends[at]]), kind)
    }
}

/// Without white space (full-width and no-break spaces are), byte order marks and zero-width
/// spaces at either end.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
}

/// Where readers put what they read; hands on full chunks.
pub(crate) struct Sink<'a> {
    chunk: Chunk,
    rows: usize,
    next_row: i64,
    give: &'a mut dyn FnMut(Chunk) -> Result<(), String>,
}

impl<'a> Sink<'a> {
    /// Hands on chunks of at most `rows` records.
    pub fn new(rows: usize, give: &'a mut dyn FnMut(Chunk) -> Result<(), String>) -> Sink<'a> {
        Sink {
            chunk: Chunk::default(),
            rows: rows.max(1),
            next_row: 1,
            give,
        }
    }

    /// Adds a record of text cells.
    pub fn text_record<'c>(
        &mut self,
        line: Option<u64>,
        byte: Option<u64>,
        cells: impl Iterator<Item = &'c str>,
    ) -> Result<(), String> {
        let first = self.chunk.ends.len();
        for cell in cells {
            self.chunk.text.push_str(cell);
            self.chunk.ends.push(self.chunk.text.len());
        }
        self.finish_record(first, line, byte, None, None)
    }

    /// Adds a cell of the record that [`Sink::end_typed_record`] ends.
    pub fn typed_cell(&mut self, cell: &str, kind: Kind) {
        self.chunk.text.push_str(cell);
        self.chunk.ends.push(self.chunk.text.len());
        self.chunk.kinds.push(kind);
    }

    /// Ends a record of `cells` typed cells.
    pub fn end_typed_record(
        &mut self,
        cells: usize,
        line: Option<u64>,
        byte: Option<u64>,
    ) -> Result<(), String> {
        let first = self.chunk.ends.len() - cells;
        self.finish_record(first, line, byte, None, None)
    }

    /// Adds a record that the format itself says is none, under the name of that rule.
    pub fn dropped(&mut self, byte: Option<u64>, rule: &'static str) -> Result<(), String> {
        let first = self.chunk.ends.len();
        self.finish_record(first, None, byte, None, Some(rule))
    }

    /// Adds a record that could not be read as one.
    pub fn fault(
        &mut self,
        line: Option<u64>,
        byte: Option<u64>,
        fault: Fault,
    ) -> Result<(), String> {
        let first = self.chunk.ends.len();
        self.finish_record(first, line, byte, Some(Box::new(fault)), None)
    }

    /// Hands on what is left.
    pub fn finish(mut self) -> Result<(), String> {
        if self.chunk.places.is_empty() {
            Ok(())
        } else {
            self.flush()
        }
    }

    fn finish_record(
        &mut self,
        first: usize,
        line: Option<u64>,
        byte: Option<u64>,
        fault: Option<Box<Fault>>,
        dropped: Option<&'static str>,
    ) -> Result<(), String> {
        let cells = self.chunk.ends.len() - first;
        self.chunk.places.push(Place {
            row: self.next_row,
            line,
            byte,
            fault,
            dropped,
            first,
            cells,
        });
        self.next_row += 1;
        if self.chunk.places.len() >= self.rows || self.chunk.text.len() >= TEXT_LIMIT {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), String> {
        (self.give)(std::mem::take(&mut self.chunk))
    }
}
