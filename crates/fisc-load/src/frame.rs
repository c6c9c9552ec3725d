//! Typed values to polars frames to Parquet. The frame of a table has the columns of the ledger in
//! their order, absent ones null, then the row's identity and provenance.

use crate::row::Stamp;
use fisc_model::schema::{Privacy, Table, Type};
use polars::prelude::*;
use std::fs::{File, OpenOptions};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Chunks after which a file is closed and the next begun, so that a reader can take several at
/// once.
const CHUNKS_A_FILE: usize = 32;

/// A value; texts lie beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Null,
    Text,
    Integer(i64),
    /// Days since 1970-01-01.
    Date(i32),
    /// Microseconds since 1970-01-01.
    Timestamp(i64),
    Boolean(bool),
    /// Money or decimal in units of its scale.
    Scaled(i128),
}

enum ColumnBuilder {
    Text(StringChunkedBuilder),
    Integer(Vec<Option<i64>>),
    Date(Vec<Option<i32>>),
    Timestamp(Vec<Option<i64>>),
    Boolean(Vec<Option<bool>>),
    Scaled(Vec<Option<i128>>, usize),
}

/// Digits of money and decimal columns.
const PRECISION: usize = 18;

fn dtype(ty: Type) -> DataType {
    match ty {
        Type::Text => DataType::String,
        Type::Integer => DataType::Int64,
        Type::Date => DataType::Date,
        Type::Timestamp => DataType::Datetime(TimeUnit::Microseconds, None),
        Type::Boolean => DataType::Boolean,
        Type::Money => DataType::Decimal(PRECISION, 2),
        Type::Decimal => DataType::Decimal(PRECISION, 6),
    }
}

/// Name and type of the columns that follow the table's own.
const PROVENANCE: [(&str, Type); 5] = [
    ("base_key", Type::Text),
    ("digest", Type::Text),
    ("source_file", Type::Text),
    ("source_row", Type::Integer),
    ("row_id", Type::Integer),
];

/// All columns of a table's raw frame.
fn columns(table: &Table) -> impl Iterator<Item = (&str, Type)> {
    table
        .columns
        .iter()
        .map(|c| (c.name.as_str(), c.ty))
        .chain(PROVENANCE)
}

/// The column whose sum is a file's amount.
pub(crate) fn amount_position(table: &Table) -> Option<usize> {
    let money = |name: Option<&str>| {
        table
            .columns
            .iter()
            .position(|c| c.ty == Type::Money && name.is_none_or(|n| c.name == n))
    };
    money(Some("amount")).or_else(|| money(None))
}

/// Collects rows of a table.
pub(crate) struct Builder {
    names: Vec<PlSmallStr>,
    columns: Vec<ColumnBuilder>,
    own: usize,
    rows: usize,
}

impl Builder {
    /// For about `rows` rows of the table.
    pub fn new(table: &Table, rows: usize) -> Builder {
        let mut names = Vec::new();
        let mut builders = Vec::new();
        for (name, ty) in columns(table) {
            names.push(PlSmallStr::from_str(name));
            builders.push(match ty {
                Type::Text => ColumnBuilder::Text(StringChunkedBuilder::new(name.into(), rows)),
                Type::Integer => ColumnBuilder::Integer(Vec::with_capacity(rows)),
                Type::Date => ColumnBuilder::Date(Vec::with_capacity(rows)),
                Type::Timestamp => ColumnBuilder::Timestamp(Vec::with_capacity(rows)),
                Type::Boolean => ColumnBuilder::Boolean(Vec::with_capacity(rows)),
                Type::Money => ColumnBuilder::Scaled(Vec::with_capacity(rows), 2),
                Type::Decimal => ColumnBuilder::Scaled(Vec::with_capacity(rows), 6),
            });
        }
        Builder {
            names,
            columns: builders,
            own: table.columns.len(),
            rows: 0,
        }
    }

    /// Appends to a column. A value of another type than the column's is null: the mapping types
    /// values by the column, so there is none.
    pub fn push(&mut self, column: usize, value: Value, text: Option<&str>) {
        match (&mut self.columns[column], value) {
            (ColumnBuilder::Text(b), Value::Text) => b.append_option(text),
            (ColumnBuilder::Text(b), _) => b.append_null(),
            (ColumnBuilder::Integer(b), Value::Integer(v)) => b.push(Some(v)),
            (ColumnBuilder::Integer(b), _) => b.push(None),
            (ColumnBuilder::Date(b), Value::Date(v)) => b.push(Some(v)),
            (ColumnBuilder::Date(b), _) => b.push(None),
            (ColumnBuilder::Timestamp(b), Value::Timestamp(v)) => b.push(Some(v)),
            (ColumnBuilder::Timestamp(b), _) => b.push(None),
            (ColumnBuilder::Boolean(b), Value::Boolean(v)) => b.push(Some(v)),
            (ColumnBuilder::Boolean(b), _) => b.push(None),
            (ColumnBuilder::Scaled(b, _), Value::Scaled(v)) => b.push(Some(v)),
            (ColumnBuilder::Scaled(b, _), _) => b.push(None),
        }
    }

    /// Ends a row.
    pub fn push_provenance(&mut self, base_key: &str, digest: &str, stamp: Stamp<'_>, row: i64) {
        let own = self.own;
        self.push(own, Value::Text, Some(base_key));
        self.push(own + 1, Value::Text, Some(digest));
        self.push(own + 2, Value::Text, Some(stamp.source));
        self.push(own + 3, Value::Integer(row), None);
        self.push(
            own + 4,
            Value::Integer((i64::from(stamp.ordinal) << 40) + row),
            None,
        );
        self.rows += 1;
    }

    /// The frame.
    pub fn finish(self) -> PolarsResult<DataFrame> {
        let mut columns = Vec::with_capacity(self.columns.len());
        for (name, builder) in self.names.into_iter().zip(self.columns) {
            let series = match builder {
                ColumnBuilder::Text(b) => b.finish().into_series(),
                ColumnBuilder::Integer(v) => Series::new(name, v),
                ColumnBuilder::Date(v) => Int32Chunked::new(name, v).into_date().into_series(),
                ColumnBuilder::Timestamp(v) => {
                    let micros = Int64Chunked::new(name, v);
                    micros
                        .into_datetime(TimeUnit::Microseconds, None)
                        .into_series()
                }
                ColumnBuilder::Boolean(v) => Series::new(name, v),
                ColumnBuilder::Scaled(v, scale) => Int128Chunked::new(name, v)
                    .into_decimal(PRECISION, scale)?
                    .into_series(),
            };
            columns.push(series.into_column());
        }
        DataFrame::new(self.rows, columns)
    }
}

/// Writes the frames of one source into one table's folder.
pub(crate) struct Writer {
    folder: PathBuf,
    stem: String,
    schema: Schema,
    private: bool,
    current: Option<polars::io::parquet::write::BatchedWriter<BufWriter<File>>>,
    chunks: usize,
    files: usize,
}

impl Writer {
    /// Nothing is created before the first row.
    pub fn new(staging: &Path, table: &Table, stem: String) -> Writer {
        let schema = Schema::from_iter(columns(table).map(|(n, t)| Field::new(n.into(), dtype(t))));
        let private = table.columns.iter().any(|c| c.privacy != Privacy::Open);
        let folder = staging.join("raw").join(&table.name);
        Writer {
            folder,
            stem,
            schema,
            private,
            current: None,
            chunks: 0,
            files: 0,
        }
    }

    /// Appends a frame as one row group.
    pub fn write(&mut self, frame: &mut DataFrame) -> Result<(), String> {
        if frame.height() == 0 {
            return Ok(());
        }
        let path = self
            .folder
            .join(format!("{}-{}.parquet", self.stem, self.files));
        let failed = |e: &dyn std::fmt::Display| format!("writing {}: {e}", path.display());
        if self.current.is_none() {
            std::fs::create_dir_all(&self.folder).map_err(|e| failed(&e))?;
            let file = BufWriter::new(create(&path, self.private).map_err(|e| failed(&e))?);
            let writer = ParquetWriter::new(file)
                .with_compression(ParquetCompression::Snappy)
                .batched(&self.schema)
                .map_err(|e| failed(&e))?;
            self.current = Some(writer);
        }
        frame.rechunk_mut();
        if let Some(writer) = &mut self.current {
            writer.write_batch(frame).map_err(|e| failed(&e))?;
        }
        self.chunks += 1;
        if self.chunks.is_multiple_of(CHUNKS_A_FILE) {
            self.finish()?;
        }
        Ok(())
    }

    /// Closes the file.
    pub fn finish(&mut self) -> Result<(), String> {
        if let Some(writer) = self.current.take() {
            writer
                .finish()
                .map_err(|e| format!("writing {}: {e}", self.folder.display()))?;
            self.files += 1;
        }
        Ok(())
    }
}

/// Creates a file; one that may hold personal data is readable by its owner only.
pub(crate) fn create(path: &Path, private: bool) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}
