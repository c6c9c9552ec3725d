//! Functions of likeness: normal forms, how like two names are, exchanged digits, and what an
//! observation weighs (docs/matching.md).

use datafusion::arrow::array::{ArrayRef, BooleanArray, Decimal128Array, StringArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::cast::{as_decimal128_array, as_string_array};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use fisc_stats::matching;
use std::sync::Arc;

/// The ledger's type for shares and rates: exact in comparisons, whatever it was computed from.
const DECIMAL: DataType = DataType::Decimal128(18, 6);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    NameKey,
    TextKey,
    AnagramKey,
    NameSimilarity,
    TransposedDigits,
    MatchWeight,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct MatchFunction {
    kind: Kind,
    signature: Signature,
}

/// What a share of `match_weight` is taken as: a float would be refused in a method.
const SHARE: DataType = DataType::Decimal128(20, 18);

/// Millionths, rounded to the nearest. Similarities and weights are far below 10^12.
#[allow(clippy::cast_possible_truncation)]
fn millionths(x: f64) -> i128 {
    (x * 1e6).round() as i128
}

fn keys(arrays: &[ArrayRef], key: fn(&str) -> String) -> Result<ArrayRef> {
    let texts = as_string_array(&arrays[0])?;
    let keys: StringArray = texts.iter().map(|t| t.map(key)).collect();
    Ok(Arc::new(keys))
}

fn decimals(values: impl Iterator<Item = Option<f64>>) -> Result<ArrayRef> {
    let values: Decimal128Array = values.map(|v| v.map(millionths)).collect();
    Ok(Arc::new(values.with_precision_and_scale(18, 6)?))
}

impl ScalarUDFImpl for MatchFunction {
    fn name(&self) -> &'static str {
        match self.kind {
            Kind::NameKey => "name_key",
            Kind::TextKey => "text_key",
            Kind::AnagramKey => "anagram_key",
            Kind::NameSimilarity => "name_similarity",
            Kind::TransposedDigits => "transposed_digits",
            Kind::MatchWeight => "match_weight",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    /// Only `match_weight` asks: its shares may be written with any number of decimals.
    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        match types {
            [m, u] if m.is_numeric() && u.is_numeric() => Ok(vec![SHARE; 2]),
            [DataType::Null, _] | [_, DataType::Null] => Ok(vec![SHARE; 2]),
            _ => Err(DataFusionError::Plan(format!(
                "{} takes two shares, as numbers",
                self.name()
            ))),
        }
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.kind {
            Kind::NameKey | Kind::TextKey | Kind::AnagramKey => DataType::Utf8,
            Kind::TransposedDigits => DataType::Boolean,
            Kind::NameSimilarity | Kind::MatchWeight => DECIMAL,
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        Ok(ColumnarValue::Array(match self.kind {
            Kind::NameKey => keys(&arrays, matching::name_key)?,
            Kind::TextKey => keys(&arrays, matching::text_key)?,
            Kind::AnagramKey => keys(&arrays, matching::anagram_key)?,
            Kind::NameSimilarity => {
                let (a, b) = (as_string_array(&arrays[0])?, as_string_array(&arrays[1])?);
                let pairs = a.iter().zip(b.iter());
                decimals(pairs.map(|(a, b)| Some(matching::name_similarity(a?, b?))))?
            }
            Kind::TransposedDigits => {
                let (a, b) = (as_string_array(&arrays[0])?, as_string_array(&arrays[1])?);
                let pairs = a.iter().zip(b.iter());
                let holds: BooleanArray = pairs
                    .map(|(a, b)| Some(matching::transposed_digits(a?, b?)))
                    .collect();
                Arc::new(holds)
            }
            Kind::MatchWeight => {
                let (m, u) = (
                    as_decimal128_array(&arrays[0])?,
                    as_decimal128_array(&arrays[1])?,
                );
                let pairs = m.iter().zip(u.iter());
                let share = |n: i128| n as f64 / 1e18;
                decimals(pairs.map(|(m, u)| matching::match_weight(share(m?), share(u?))))?
            }
        }))
    }
}

pub(super) fn all() -> Vec<Arc<ScalarUDF>> {
    use DataType::Utf8;
    [
        (Kind::NameKey, vec![Utf8]),
        (Kind::TextKey, vec![Utf8]),
        (Kind::AnagramKey, vec![Utf8]),
        (Kind::NameSimilarity, vec![Utf8, Utf8]),
        (Kind::TransposedDigits, vec![Utf8, Utf8]),
        (Kind::MatchWeight, Vec::new()),
    ]
    .into_iter()
    .map(|(kind, types)| {
        let signature = if types.is_empty() {
            Signature::user_defined(Volatility::Immutable)
        } else {
            Signature::exact(types, Volatility::Immutable)
        };
        Arc::new(ScalarUDF::from(MatchFunction { kind, signature }))
    })
    .collect()
}
