//! Functions of chance: how likely counts are where nothing but chance decides.

use datafusion::arrow::array::Decimal128Array;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::cast::as_int64_array;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use fisc_stats::bunching::upper_tail;
use fisc_stats::rounding;
use std::sync::Arc;

/// `bunching_p(below, above)`: the chance of as many below a limit or more, where each side is as
/// likely; exact binomial test, one-sided, DECIMAL(20,18). NULL for NULL and for counts below zero.
#[derive(Debug, PartialEq, Eq, Hash)]
struct BunchingP(Signature);

impl ScalarUDFImpl for BunchingP {
    fn name(&self) -> &'static str {
        "bunching_p"
    }

    fn signature(&self) -> &Signature {
        &self.0
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Decimal128(20, 18))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let (below, above) = (as_int64_array(&arrays[0])?, as_int64_array(&arrays[1])?);
        let chances: Decimal128Array = below
            .iter()
            .zip(above)
            .map(|(below, above)| {
                let (below, above) = (u64::try_from(below?).ok()?, u64::try_from(above?).ok()?);
                rounding::scaled(upper_tail(below, below.checked_add(above)?), 18)
            })
            .collect();
        Ok(ColumnarValue::Array(Arc::new(
            chances.with_precision_and_scale(20, 18)?,
        )))
    }
}

pub(super) fn all() -> Vec<Arc<ScalarUDF>> {
    let counts = vec![DataType::Int64, DataType::Int64];
    vec![Arc::new(ScalarUDF::from(BunchingP(Signature::exact(
        counts,
        Volatility::Immutable,
    ))))]
}
