//! Functions of chance: how likely counts are where nothing but chance decides.

use super::argument::decimal_type;
use datafusion::arrow::array::Decimal128Array;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::cast::{as_decimal128_array, as_int64_array};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use fisc_stats::bunching::upper_tail;
use fisc_stats::rounding;
use fisc_stats::sampling::{Distribution, Share, limit};
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

/// `deviation_limit(n, k, confidence)`: the exact upper limit of the rate of deviations after k were
/// found among n drawn items (Clopper and Pearson, one-sided), DECIMAL(18,12). NULL for NULL.
#[derive(Debug, PartialEq, Eq, Hash)]
struct DeviationLimit(Signature);

impl ScalarUDFImpl for DeviationLimit {
    fn name(&self) -> &'static str {
        "deviation_limit"
    }

    fn signature(&self) -> &Signature {
        &self.0
    }

    /// A confidence may be written with any number of decimals.
    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        match types {
            [_, _, confidence] => {
                decimal_type(self.name(), confidence)?;
                let counts = [DataType::Int64, DataType::Int64];
                Ok(counts
                    .into_iter()
                    .chain([DataType::Decimal128(18, 6)])
                    .collect())
            }
            _ => Err(DataFusionError::Plan(
                "deviation_limit takes the items drawn, the deviations and a confidence".into(),
            )),
        }
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Decimal128(18, 12))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let (n, k) = (as_int64_array(&arrays[0])?, as_int64_array(&arrays[1])?);
        let confidence = as_decimal128_array(&arrays[2])?;
        let mut limits = Vec::with_capacity(n.len());
        for ((n, k), confidence) in n.iter().zip(k).zip(confidence) {
            limits.push(match (n, k, confidence) {
                (Some(n), Some(k), Some(confidence)) => deviation_limit(n, k, confidence)?,
                _ => None,
            });
        }
        let limits = Decimal128Array::from(limits).with_precision_and_scale(18, 12)?;
        Ok(ColumnarValue::Array(Arc::new(limits)))
    }
}

/// The limit in units of 10^−12; the confidence in millionths.
fn deviation_limit(n: i64, k: i64, confidence: i128) -> Result<Option<i128>> {
    let failed = |e: String| DataFusionError::Execution(format!("deviation_limit: {e}"));
    let whole = |n: i64| u64::try_from(n).map_err(|_| failed(format!("{n} items")));
    let millionths = u64::try_from(confidence)
        .map_err(|_| failed("a confidence lies between 0 and 1".into()))?;
    let confidence = Share::new(millionths, 1_000_000).map_err(|e| failed(e.to_string()))?;
    let (n, k) = (whole(n)?, whole(k)?);
    let limit = limit::upper(Distribution::Binomial, n, k, confidence, None)
        .map_err(|e| failed(e.to_string()))?;
    Ok(rounding::scaled(limit.rate, 12))
}

pub(super) fn all() -> Vec<Arc<ScalarUDF>> {
    let counts = vec![DataType::Int64, DataType::Int64];
    let bunching = Signature::exact(counts, Volatility::Immutable);
    let limit = Signature::user_defined(Volatility::Immutable);
    vec![
        Arc::new(ScalarUDF::from(BunchingP(bunching))),
        Arc::new(ScalarUDF::from(DeviationLimit(limit))),
    ]
}
