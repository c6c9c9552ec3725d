//! A query's result as plain values, so that no other crate needs to know the engine's arrays.

use crate::EngineError;
use datafusion::arrow::array::{Array, ArrayRef, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::common::cast::{
    as_boolean_array, as_decimal128_array, as_int64_array, as_string_array,
};
use fisc_model::Money;
use std::fmt;

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// No value.
    Null,
    /// A text, or whatever else has only a text form (dates in ISO form among them).
    Text(String),
    /// An integer.
    Integer(i64),
    /// An exact decimal: digits and scale.
    Decimal(i128, i8),
    /// true or false.
    Boolean(bool),
}

impl Value {
    /// The amount; `None` for null and for what is no amount of at most two decimals.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        match self {
            Value::Integer(n) => Some(Money(i128::from(*n) * 100)),
            Value::Decimal(n, 0) => Some(Money(n * 100)),
            Value::Decimal(n, 1) => Some(Money(n * 10)),
            Value::Decimal(n, 2) => Some(Money(*n)),
            _ => None,
        }
    }

    /// The integer; `None` for anything else.
    #[must_use]
    pub fn integer(&self) -> Option<i64> {
        match self {
            Value::Integer(n) => Some(*n),
            Value::Decimal(n, 0) => i64::try_from(*n).ok(),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => Ok(()),
            Value::Text(s) => f.write_str(s),
            Value::Integer(n) => write!(f, "{n}"),
            Value::Boolean(b) => write!(f, "{b}"),
            Value::Decimal(n, scale) if *scale <= 0 => write!(f, "{n}"),
            Value::Decimal(n, scale) => {
                let scale = usize::from(scale.unsigned_abs());
                let digits = format!("{:0>width$}", n.unsigned_abs(), width = scale + 1);
                let (whole, decimals) = digits.split_at(digits.len() - scale);
                write!(f, "{}{whole}.{decimals}", if *n < 0 { "-" } else { "" })
            }
        }
    }
}

/// A query's result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// One vector a row, as long as `columns`.
    pub rows: Vec<Vec<Value>>,
}

impl Rows {
    pub(crate) fn new(schema: &SchemaRef, batches: &[RecordBatch]) -> Result<Rows, EngineError> {
        let mut rows = Vec::with_capacity(batches.iter().map(RecordBatch::num_rows).sum());
        for batch in batches {
            let columns = batch
                .columns()
                .iter()
                .map(values)
                .collect::<Result<Vec<_>, EngineError>>()?;
            let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
            for _ in 0..batch.num_rows() {
                rows.push(columns.iter_mut().filter_map(Iterator::next).collect());
            }
        }
        Ok(Rows {
            columns: schema.fields().iter().map(|f| f.name().clone()).collect(),
            rows,
        })
    }

    /// The position of a column.
    #[must_use]
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == column)
    }
}

fn values(array: &ArrayRef) -> Result<Vec<Value>, EngineError> {
    let failed = |e: &dyn fmt::Display| EngineError::Run(e.to_string());
    let to = |ty: &DataType| cast(array, ty).map_err(|e| failed(&e));
    fn each<T>(items: impl Iterator<Item = Option<T>>, make: impl Fn(T) -> Value) -> Vec<Value> {
        items.map(|item| item.map_or(Value::Null, &make)).collect()
    }
    Ok(match array.data_type() {
        DataType::Decimal128(_, scale) => {
            let array = as_decimal128_array(array).map_err(|e| failed(&e))?;
            each(array.iter(), |n| Value::Decimal(n, *scale))
        }
        DataType::Boolean => each(
            as_boolean_array(array).map_err(|e| failed(&e))?.iter(),
            Value::Boolean,
        ),
        ty if ty.is_integer() => {
            let array = to(&DataType::Int64)?;
            each(
                as_int64_array(&array).map_err(|e| failed(&e))?.iter(),
                Value::Integer,
            )
        }
        _ => {
            let array = to(&DataType::Utf8)?;
            let array = as_string_array(&array).map_err(|e| failed(&e))?;
            each(array.iter(), |s| Value::Text(s.to_string()))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_written_exactly() {
        for (value, text) in [
            (Value::Decimal(-5, 2), "-0.05"),
            (Value::Decimal(123_456, 2), "1234.56"),
            (Value::Decimal(7, 0), "7"),
            (Value::Decimal(0, 6), "0.000000"),
        ] {
            assert_eq!(value.to_string(), text);
        }
        assert_eq!(Value::Decimal(15, 1).money(), Some(Money(150)));
        assert_eq!(Value::Decimal(1_234, 3).money(), None);
    }
}
