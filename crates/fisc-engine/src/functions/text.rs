//! Functions of one text: checks of identifiers.

use datafusion::arrow::array::{Array, ArrayRef, BooleanArray, StringArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::cast::{as_int64_array, as_string_array};
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use fisc_model::{digest, identifier};
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Check {
    PersonId,
    CreditCode,
    Luhn,
}

impl Check {
    fn name(self) -> &'static str {
        match self {
            Check::PersonId => "person_id_valid",
            Check::CreditCode => "credit_code_valid",
            Check::Luhn => "luhn_valid",
        }
    }

    fn holds(self, text: &str) -> bool {
        match self {
            Check::PersonId => identifier::person_id_valid(text),
            Check::CreditCode => identifier::credit_code_valid(text),
            Check::Luhn => identifier::luhn_valid(text),
        }
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct CheckFunction {
    check: Check,
    signature: Signature,
}

impl ScalarUDFImpl for CheckFunction {
    fn name(&self) -> &str {
        self.check.name()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let texts = as_string_array(&arrays[0])?;
        let holds: BooleanArray = texts
            .iter()
            .map(|t| t.map(|t| self.check.holds(t)))
            .collect();
        Ok(ColumnarValue::Array(Arc::new(holds)))
    }
}

/// `occurrence_key(base, n)`: only for compacting; not in a statement's reach.
#[derive(Debug, PartialEq, Eq, Hash)]
struct OccurrenceKey(Signature);

impl ScalarUDFImpl for OccurrenceKey {
    fn name(&self) -> &'static str {
        "occurrence_key"
    }

    fn signature(&self) -> &Signature {
        &self.0
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let (bases, numbers) = (as_string_array(&arrays[0])?, as_int64_array(&arrays[1])?);
        let keys: StringArray = bases
            .iter()
            .zip(numbers)
            .map(|(base, n)| {
                Some(digest::occurrence_key(
                    base?,
                    u64::try_from(n?).unwrap_or(1),
                ))
            })
            .collect();
        debug_assert_eq!(keys.len(), bases.len());
        Ok(ColumnarValue::Array(Arc::new(keys) as ArrayRef))
    }
}

fn text_signature() -> Signature {
    Signature::exact(vec![DataType::Utf8], Volatility::Immutable)
}

pub(super) fn all() -> Vec<Arc<ScalarUDF>> {
    [Check::PersonId, Check::CreditCode, Check::Luhn]
        .into_iter()
        .map(|check| {
            Arc::new(ScalarUDF::from(CheckFunction {
                check,
                signature: text_signature(),
            }))
        })
        .collect()
}

pub(crate) fn occurrence_key() -> ScalarUDF {
    let types = vec![DataType::Utf8, DataType::Int64];
    ScalarUDF::from(OccurrenceKey(Signature::exact(
        types,
        Volatility::Immutable,
    )))
}
