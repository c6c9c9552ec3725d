//! `leading_digits(amount, n)`: from the decimal that the amount is. Through floating point 0.29 is
//! read as 28.

use super::argument::{amounts, decimal_type};
use datafusion::arrow::array::Int64Array;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::cast::as_int64_array;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use fisc_stats::digits::leading_digits;
use std::sync::Arc;

/// NULL for zero, for NULL, and for an `n` outside 1 to 18.
#[derive(Debug, PartialEq, Eq, Hash)]
struct LeadingDigits(Signature);

impl ScalarUDFImpl for LeadingDigits {
    fn name(&self) -> &'static str {
        "leading_digits"
    }

    fn signature(&self) -> &Signature {
        &self.0
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        match types {
            [amount, _] => Ok(vec![decimal_type(self.name(), amount)?, DataType::Int64]),
            _ => Err(DataFusionError::Plan(
                "leading_digits takes an amount and a number of digits".into(),
            )),
        }
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let (amounts, n) = (amounts(&arrays[0])?, as_int64_array(&arrays[1])?);
        let digits: Int64Array = amounts
            .iter()
            .zip(n)
            .map(|(amount, n)| leading_digits(amount?, u32::try_from(n?).ok()?))
            .collect();
        Ok(ColumnarValue::Array(Arc::new(digits)))
    }
}

pub(super) fn all() -> Vec<Arc<ScalarUDF>> {
    let signature = Signature::user_defined(Volatility::Immutable);
    vec![Arc::new(ScalarUDF::from(LeadingDigits(signature)))]
}
