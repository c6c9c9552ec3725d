//! A table of a package as Parquet: the same cells as its CSV, typed, for programs.

use crate::session::arrow_type;
use crate::{EngineError, TextTable};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::WriterProperties;
use fisc_model::schema::Type;
use std::sync::Arc;

impl TextTable {
    /// The table as a Parquet file, each column of its type in the order of `columns`; amounts are
    /// DECIMAL(38,2), since sums of a ledger's DECIMAL(18,2) stand there. The same cells give the
    /// same bytes.
    ///
    /// # Errors
    /// A column without a type; a cell that is not of its column's type.
    pub fn parquet(&self, name: &str, types: &[Type]) -> Result<Vec<u8>, EngineError> {
        if types.len() != self.columns.len() {
            return Err(EngineError::Sql(format!(
                "{name}: {} types for {} columns",
                types.len(),
                self.columns.len()
            )));
        }
        let fields = self.columns.iter().zip(types).map(|(column, ty)| {
            let data = match ty {
                Type::Money => DataType::Decimal128(38, 2),
                other => arrow_type(*other),
            };
            Field::new(column, data, true)
        });
        let schema: SchemaRef = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let batch = self.batch(name, &schema)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("fisc".to_string())
            .build();
        let failed = |e: datafusion::parquet::errors::ParquetError| {
            EngineError::Run(format!("{name}.parquet: {e}"))
        };
        let mut writer =
            ArrowWriter::try_new(Vec::new(), schema, Some(properties)).map_err(failed)?;
        writer.write(&batch).map_err(failed)?;
        writer.into_inner().map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::arrow::array::{Array, AsArray, RecordBatch};
    use datafusion::arrow::datatypes::{Date32Type, Decimal128Type, Int64Type};
    use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    fn table() -> TextTable {
        let cell = |s: &str| Some(s.to_string());
        TextTable {
            columns: ["name", "rows", "amount", "on"]
                .map(str::to_string)
                .to_vec(),
            rows: vec![
                vec![
                    cell("补助"),
                    cell("3"),
                    cell("12345678901234567890.01"),
                    cell("2025-03-31"),
                ],
                vec![cell("=1"), None, cell("-0.10"), None],
            ],
        }
    }

    const TYPES: [Type; 4] = [Type::Text, Type::Integer, Type::Money, Type::Date];

    #[test]
    fn every_cell_stays_what_it_is_and_the_bytes_too() {
        let bytes = table().parquet("findings", &TYPES).expect("a file");
        assert_eq!(bytes, table().parquet("findings", &TYPES).expect("a file"));
        let path = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(path.path(), &bytes).expect("written");
        let reader = ParquetRecordBatchReaderBuilder::try_new(path.reopen().expect("open"))
            .and_then(|b| b.build())
            .expect("Parquet");
        let batches: Vec<RecordBatch> = reader.map(|b| b.expect("a batch")).collect();
        let [batch] = batches.as_slice() else {
            panic!("{} batches", batches.len())
        };
        assert_eq!(batch.column(0).as_string::<i32>().value(0), "补助");
        assert_eq!(batch.column(0).as_string::<i32>().value(1), "=1");
        assert_eq!(batch.column(1).as_primitive::<Int64Type>().value(0), 3);
        assert!(batch.column(1).is_null(1));
        let amounts = batch.column(2).as_primitive::<Decimal128Type>();
        assert_eq!(amounts.value(0), 1_234_567_890_123_456_789_001);
        assert_eq!(amounts.value(1), -10);
        assert_eq!(
            batch.column(3).as_primitive::<Date32Type>().value(0),
            20_178
        );
    }

    #[test]
    fn what_is_not_of_its_type_is_refused_by_name() {
        for (row, column, text) in [(0, 1, "three"), (1, 2, "1.0.0"), (0, 3, "2025-02-30")] {
            let mut table = table();
            table.rows[row][column] = Some(text.to_string());
            let error = table
                .parquet("findings", &TYPES)
                .expect_err(text)
                .to_string();
            let name = format!("findings.{}", table.columns[column]);
            assert!(error.contains(&name) && error.contains(text), "{error}");
        }
        assert!(table().parquet("findings", &TYPES[..3]).is_err());
    }
}
