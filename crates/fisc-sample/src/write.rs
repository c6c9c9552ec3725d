//! Tables go out row by row in the canonical form; the layout turns each into its own form, the
//! seeds are strewn between the rows, and the totals the auditee certifies are counted on the way.

use crate::layout::{Layout, Shape};
use crate::row::Row;
use crate::seeds::{Seeds, Truth};
use crate::{SampleError, Sink};
use csv::ByteRecord;
use fisc_model::Money;
use fisc_model::schema;
use std::collections::BTreeMap;
use std::io::Write as _;

/// What a table came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows, seeds among them.
    pub rows: u64,
    /// Sum of the column that DAT-003 compares; zero for a table it does not know.
    pub amount: Money,
}

/// A source as fisc.toml names it.
pub(crate) struct Source {
    pub table: String,
    pub path: String,
    pub mapping: Option<&'static str>,
}

/// The column of a table that its certified total sums.
fn amount_column(table: &str) -> Option<&'static str> {
    Some(match table {
        "payment" | "grant_payment" | "revenue" | "transfer" | "contract" => "amount",
        "budget_line" => "adjusted_amount",
        "final_account" => "final_amount",
        "balance" => "closing_amount",
        "journal_line" => "debit_amount",
        _ => return None,
    })
}

/// Tables whose totals the auditee certifies.
pub(crate) fn is_certified(table: &str) -> bool {
    amount_column(table).is_some()
}

/// All files of one province.
pub(crate) struct Files<'s> {
    sink: &'s mut dyn Sink,
    seeds: Seeds,
    layout: Layout,
    pub tallies: BTreeMap<String, Tally>,
    pub sources: Vec<Source>,
    pub left_out: Vec<String>,
}

impl<'s> Files<'s> {
    pub(crate) fn new(sink: &'s mut dyn Sink, seeds: Seeds, layout: Layout) -> Files<'s> {
        Files {
            sink,
            seeds,
            layout,
            tallies: BTreeMap::new(),
            sources: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// Writes one table: `fill` gives its rows in the order of `columns`; `expected` is about how
    /// many they are, so that the seeds are spread over all of them.
    pub(crate) fn table(
        &mut self,
        name: &str,
        columns: &str,
        expected: u64,
        fill: impl FnOnce(&mut Table<'_>) -> csv::Result<()>,
    ) -> Result<(), SampleError> {
        let seeds = self.seeds.tables.remove(name).unwrap_or_default();
        if expected == 0 && seeds.rows.is_empty() {
            return Ok(());
        }
        let mut columns: Vec<String> = columns.split_whitespace().map(str::to_string).collect();
        for column in &seeds.columns {
            if !columns.contains(column) {
                columns.push(column.clone());
            }
        }
        let Some(shape) = self.layout.shape(name, &columns) else {
            self.left_out.push(name.to_string());
            return Ok(());
        };
        let file = format!("sources/{}", shape.file);
        let failed = |source| SampleError::Write {
            file: file.clone(),
            source,
        };
        let out = self.sink.file(&file).map_err(failed)?;
        let waiting = seeds.rows_for(&columns);
        let mut table = Table {
            csv: csv::WriterBuilder::new()
                .buffer_capacity(1 << 16)
                .from_writer(out),
            amount_at: amount_column(name).and_then(|a| columns.iter().position(|c| c == a)),
            every: expected / (waiting.len() as u64 + 1),
            waiting: waiting.into_iter(),
            row: Row::default(),
            out: ByteRecord::new(),
            tally: Tally::default(),
            shape: &shape,
        };
        let written = table
            .header()
            .and_then(|()| fill(&mut table))
            .and_then(|()| table.finish());
        let tally = written.map_err(|e| failed(into_io(e)))?;
        self.tallies.insert(name.to_string(), tally);
        self.sources.push(Source {
            table: name.to_string(),
            path: file,
            mapping: shape.mapping,
        });
        Ok(())
    }

    /// Writes the tables that only seeds have.
    pub(crate) fn rest(&mut self) -> Result<(), SampleError> {
        for table in schema::tables() {
            self.table(&table.name, "", 0, |_| Ok(()))?;
        }
        Ok(())
    }

    /// Writes the truth: what the methods must find and what they must not.
    pub(crate) fn truth(&mut self, lines: &[Truth]) -> Result<(), SampleError> {
        const NAME: &str = "truth.csv";
        let failed = |source| SampleError::Write {
            file: NAME.into(),
            source,
        };
        let mut csv = csv::Writer::from_writer(self.sink.file(NAME).map_err(failed)?);
        let written = csv.write_record(Truth::COLUMNS).and_then(|()| {
            lines
                .iter()
                .try_for_each(|line| csv.write_record(&line.0))?;
            Ok(csv.flush()?)
        });
        written.map_err(|e| failed(into_io(e)))
    }

    /// Writes a whole file.
    pub(crate) fn text(&mut self, name: &str, text: &str) -> Result<(), SampleError> {
        let failed = |source| SampleError::Write {
            file: name.into(),
            source,
        };
        let mut out = self.sink.file(name).map_err(failed)?;
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(failed)
    }
}

fn into_io(error: csv::Error) -> std::io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(e) => e,
        other => std::io::Error::other(format!("{other:?}")),
    }
}

/// One open table.
pub(crate) struct Table<'a> {
    csv: csv::Writer<Box<dyn std::io::Write + 'a>>,
    shape: &'a Shape,
    row: Row,
    out: ByteRecord,
    waiting: std::vec::IntoIter<Vec<String>>,
    /// A seed after so many rows.
    every: u64,
    amount_at: Option<usize>,
    tally: Tally,
}

impl Table<'_> {
    fn header(&mut self) -> csv::Result<()> {
        self.out.clear();
        for cell in &self.shape.cells {
            self.out
                .push_field(&self.shape.encoding.encode(cell.header.as_bytes()));
        }
        self.csv.write_byte_record(&self.out)
    }

    /// Begins a row; its cells are pushed in the order of the columns, then [`Table::end`].
    pub(crate) fn row(&mut self) -> &mut Row {
        self.row.clear();
        &mut self.row
    }

    /// Writes the row that was begun.
    pub(crate) fn end(&mut self) -> csv::Result<()> {
        self.put()?;
        if self.every > 0 && self.tally.rows.is_multiple_of(self.every + 1) {
            return self.seed().map(|_| ());
        }
        Ok(())
    }

    fn put(&mut self) -> csv::Result<()> {
        self.tally.rows += 1;
        if let Some(cell) = self.amount_at.and_then(|a| self.row.record().get(a)) {
            // Seeds are checked when they are read; an empty cell adds nothing.
            let amount = std::str::from_utf8(cell)
                .ok()
                .and_then(|t| Money::parse(t).ok());
            self.tally.amount = self.tally.amount + amount.unwrap_or_default();
        }
        self.shape.fill(self.row.record(), &mut self.out);
        self.csv.write_byte_record(&self.out)
    }

    fn seed(&mut self) -> csv::Result<bool> {
        let Some(cells) = self.waiting.next() else {
            return Ok(false);
        };
        self.row.clear();
        for cell in &cells {
            self.row.text(cell);
        }
        self.put()?;
        Ok(true)
    }

    fn finish(&mut self) -> csv::Result<Tally> {
        while self.seed()? {}
        self.csv.flush()?;
        Ok(self.tally)
    }
}
