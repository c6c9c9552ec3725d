//! What our functions of amounts take: decimals, so that no amount passes through a float.

use datafusion::arrow::array::{ArrayRef, Decimal128Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::cast::as_decimal128_array;
use datafusion::error::{DataFusionError, Result};

/// The decimal as which an argument is taken.
///
/// # Errors
/// A type that holds no exact number.
pub(super) fn decimal_type(function: &str, given: &DataType) -> Result<DataType> {
    match given {
        DataType::Decimal128(..) => Ok(given.clone()),
        DataType::Null => Ok(DataType::Decimal128(18, 2)),
        ty if ty.is_integer() => Ok(DataType::Decimal128(20, 0)),
        other => Err(DataFusionError::Plan(format!(
            "{function} takes a decimal or a whole number, not {other}; write CAST(… AS DECIMAL(p,s))"
        ))),
    }
}

/// The decimals of an argument, as integers of its smallest unit.
pub(super) fn amounts(array: &ArrayRef) -> Result<&Decimal128Array> {
    as_decimal128_array(array)
}
