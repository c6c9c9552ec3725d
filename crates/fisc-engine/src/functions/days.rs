//! Functions of days: natural days between two dates, and working days by a calendar of the packs.

use datafusion::arrow::array::{BooleanArray, Int64Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::cast::{as_date32_array, as_string_array};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use fisc_model::calendar::Calendar;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    DaysBetween,
    IsWorkingDay,
    WorkingDays,
}

#[derive(Debug)]
struct DayFunction {
    kind: Kind,
    signature: Signature,
    calendars: Arc<BTreeMap<String, Calendar>>,
}

/// Equal when the same function over the same calendars: plans compare functions.
impl PartialEq for DayFunction {
    fn eq(&self, other: &DayFunction) -> bool {
        self.kind == other.kind && Arc::ptr_eq(&self.calendars, &other.calendars)
    }
}

impl Eq for DayFunction {}

impl Hash for DayFunction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind.hash(state);
    }
}

impl DayFunction {
    fn calendar(&self, name: &str) -> Result<&Calendar> {
        self.calendars.get(name).ok_or_else(|| {
            let known: Vec<&str> = self.calendars.keys().map(String::as_str).collect();
            DataFusionError::Execution(format!(
                "no calendar {name:?}; the engagement's packs have: {}",
                if known.is_empty() {
                    "none".to_string()
                } else {
                    known.join(", ")
                }
            ))
        })
    }
}

/// A Date32 as a calendar day; every ledger date is within chrono's range.
fn day(days: i32) -> Option<chrono::NaiveDate> {
    chrono::NaiveDate::from_ymd_opt(1970, 1, 1)?
        .checked_add_signed(chrono::TimeDelta::days(i64::from(days)))
}

impl ScalarUDFImpl for DayFunction {
    fn name(&self) -> &'static str {
        match self.kind {
            Kind::DaysBetween => "days_between",
            Kind::IsWorkingDay => "is_working_day",
            Kind::WorkingDays => "working_days",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.kind {
            Kind::IsWorkingDay => DataType::Boolean,
            _ => DataType::Int64,
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let first = as_date32_array(&arrays[0])?;
        Ok(ColumnarValue::Array(match self.kind {
            Kind::DaysBetween => {
                let second = as_date32_array(&arrays[1])?;
                let days: Int64Array = first
                    .iter()
                    .zip(second)
                    .map(|(a, b)| Some(i64::from(b?) - i64::from(a?)))
                    .collect();
                Arc::new(days)
            }
            Kind::IsWorkingDay => {
                let names = as_string_array(&arrays[1])?;
                let mut out = Vec::with_capacity(first.len());
                for (a, name) in first.iter().zip(names.iter()) {
                    out.push(match (a.and_then(day), name) {
                        (Some(a), Some(name)) => self.calendar(name)?.is_working_day(a),
                        _ => None,
                    });
                }
                Arc::new(BooleanArray::from(out))
            }
            Kind::WorkingDays => {
                let second = as_date32_array(&arrays[1])?;
                let names = as_string_array(&arrays[2])?;
                let mut out = Vec::with_capacity(first.len());
                for ((a, b), name) in first.iter().zip(second.iter()).zip(names.iter()) {
                    out.push(match (a.and_then(day), b.and_then(day), name) {
                        (Some(a), Some(b), Some(name)) => self.calendar(name)?.working_days(a, b),
                        _ => None,
                    });
                }
                Arc::new(Int64Array::from(out))
            }
        }))
    }
}

pub(super) fn all(calendars: &Arc<BTreeMap<String, Calendar>>) -> Vec<Arc<ScalarUDF>> {
    use DataType::{Date32, Utf8};
    [
        (Kind::DaysBetween, vec![Date32, Date32]),
        (Kind::IsWorkingDay, vec![Date32, Utf8]),
        (Kind::WorkingDays, vec![Date32, Date32, Utf8]),
    ]
    .into_iter()
    .map(|(kind, types)| {
        Arc::new(ScalarUDF::from(DayFunction {
            kind,
            signature: Signature::exact(types, Volatility::Immutable),
            calendars: Arc::clone(calendars),
        }))
    })
    .collect()
}
