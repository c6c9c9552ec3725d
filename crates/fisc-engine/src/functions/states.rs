//! The states of our aggregates: exact, and as lists of integers where partitions or machines
//! exchange them.

use super::aggregates::Kind;
use super::argument::amounts;
use datafusion::arrow::array::{
    Array, ArrayRef, BinaryArray, Decimal128Array, Int64Array, ListArray, UInt64Array,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::common::ScalarValue;
use datafusion::common::cast::{
    as_binary_array, as_decimal128_array, as_int64_array, as_list_array, as_uint64_array,
};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::Accumulator;
use fisc_stats::concentration::Concentration;
use fisc_stats::counted::Counted;
use fisc_stats::digits::{DigitCounts, DigitTest, Place};
use fisc_stats::rounding;
use std::mem::size_of;
use std::sync::Arc;

/// A part of a state: its name and type.
pub(super) type Part = (&'static str, DataType);

/// Values travel as integers of their smallest unit, whatever their scale.
const VALUE: DataType = DataType::Decimal128(38, 0);

fn list_type(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new_list_field(item, true)))
}

/// One cell that holds a list.
fn list(items: ArrayRef) -> ScalarValue {
    ScalarValue::List(Arc::new(ListArray::new(
        Arc::new(Field::new_list_field(items.data_type().clone(), true)),
        OffsetBuffer::from_lengths([items.len()]),
        items,
        None,
    )))
}

fn failed(what: impl Into<String>) -> DataFusionError {
    DataFusionError::Execution(what.into())
}

/// The whole number behind the values: one for all rows.
#[derive(Debug, Default)]
struct Number(Option<i64>);

impl Number {
    fn see(&mut self, function: &str, array: &ArrayRef) -> Result<()> {
        for n in as_int64_array(array)?.iter().flatten() {
            if *self.0.get_or_insert(n) != n {
                return Err(failed(format!(
                    "{function}: its second argument is one number for all rows"
                )));
            }
        }
        Ok(())
    }
}

/// Of `benford_mad`.
#[derive(Debug, Default)]
pub(super) struct Digits {
    counts: DigitCounts,
    places: Number,
}

impl Digits {
    pub(super) fn state_types() -> Vec<Part> {
        let counters = list_type(DataType::UInt64);
        vec![("counters", counters), ("places", DataType::Int64)]
    }

    fn place(&self) -> Result<Option<Place>> {
        match self.places.0 {
            None => Ok(None),
            Some(1) => Ok(Some(Place::First)),
            Some(2) => Ok(Some(Place::FirstTwo)),
            Some(3) => Ok(Some(Place::FirstThree)),
            Some(n) => Err(failed(format!(
                "benford_mad(amount, {n}): the first one, two or three digits are looked at"
            ))),
        }
    }
}

impl Accumulator for Digits {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.places.see(Kind::BenfordMad.name(), &values[1])?;
        for amount in amounts(&values[0])?.iter().flatten() {
            self.counts
                .add(amount)
                .map_err(|e| failed(format!("benford_mad: {e}")))?;
        }
        Ok(())
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let test = self.place()?.and_then(|p| DigitTest::new(&self.counts, p));
        let mad = test.and_then(|t| rounding::scaled(t.mad, 18));
        Ok(ScalarValue::Decimal128(mad, 20, 18))
    }

    fn size(&self) -> usize {
        // Its counters by digits are on the heap: 900, 100 and 90 twice as wide.
        size_of::<Digits>() + (900 + 100 + 2 * 90) * size_of::<u64>() + 29 * 32
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let counters = UInt64Array::from(self.counts.counters());
        let places = ScalarValue::Int64(self.places.0);
        Ok(vec![list(Arc::new(counters)), places])
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.places.see(Kind::BenfordMad.name(), &states[1])?;
        for counters in as_list_array(&states[0])?.iter().flatten() {
            let part = DigitCounts::from_counters(as_uint64_array(&counters)?.values())
                .ok_or_else(|| failed("benford_mad: a state of another form"))?;
            self.counts.merge(&part);
        }
        Ok(())
    }
}

/// Of what is read from the sorted values.
#[derive(Debug)]
pub(super) struct Values {
    kind: Kind,
    scale: i8,
    result: DataType,
    counted: Counted,
    quartile: Number,
}

impl Values {
    pub(super) fn new(kind: Kind, values: &DataType, result: DataType) -> Values {
        let scale = match values {
            DataType::Decimal128(_, scale) => *scale,
            _ => 0,
        };
        Values {
            kind,
            scale,
            result,
            counted: Counted::default(),
            quartile: Number::default(),
        }
    }

    pub(super) fn state_types() -> Vec<Part> {
        vec![
            ("values", list_type(VALUE)),
            ("times", list_type(DataType::UInt64)),
            ("quartile", DataType::Int64),
        ]
    }

    /// In units of the result; `None` without values.
    fn value(&self) -> Result<Option<i128>> {
        if self.counted.n() == 0 {
            return Ok(None);
        }
        let value = match self.kind {
            // Two decimals more: a quarter is 0.25.
            Kind::ExactMedian => self
                .counted
                .median_times_2()
                .and_then(|m| m.checked_mul(50)),
            Kind::Quartile => {
                let k = self.quartile.0.unwrap_or_default();
                let k = u8::try_from(k)
                    .ok()
                    .filter(|k| (1..=3).contains(k))
                    .ok_or_else(|| failed(format!("quartile(x, {k}): k is 1, 2 or 3")))?;
                self.counted
                    .quartile_times_4(k)
                    .and_then(|q| q.checked_mul(25))
            }
            _ => u32::try_from(6 - self.scale)
                .ok()
                .and_then(|decimals| self.counted.mad_scaled(decimals)),
        };
        value
            .map(Some)
            .ok_or_else(|| failed(format!("{}: more than 38 digits", self.kind.name())))
    }
}

impl Accumulator for Values {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        if let Some(k) = values.get(1) {
            self.quartile.see(self.kind.name(), k)?;
        }
        for value in amounts(&values[0])?.iter().flatten() {
            self.counted.add(value, 1);
        }
        Ok(())
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        match self.result {
            DataType::Decimal128(precision, scale) => {
                Ok(ScalarValue::Decimal128(self.value()?, precision, scale))
            }
            _ => Err(failed(format!("{}: no decimal", self.kind.name()))),
        }
    }

    fn size(&self) -> usize {
        // A value and its count, and as much again for the nodes of the tree.
        size_of::<Values>() + self.counted.iter().len() * 2 * (size_of::<i128>() + size_of::<u64>())
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let (values, times): (Vec<i128>, Vec<u64>) = self.counted.iter().unzip();
        let values = Decimal128Array::from(values).with_precision_and_scale(38, 0)?;
        Ok(vec![
            list(Arc::new(values)),
            list(Arc::new(UInt64Array::from(times))),
            ScalarValue::Int64(self.quartile.0),
        ])
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.quartile.see(self.kind.name(), &states[2])?;
        let (values, times) = (as_list_array(&states[0])?, as_list_array(&states[1])?);
        for (values, times) in values.iter().zip(times.iter()) {
            let (Some(values), Some(times)) = (values, times) else {
                continue;
            };
            let pairs = as_decimal128_array(&values)?.values().iter();
            for (value, times) in pairs.zip(as_uint64_array(&times)?.values()) {
                self.counted.add(*value, *times);
            }
        }
        Ok(())
    }
}

/// Of `hhi`.
#[derive(Debug, Default)]
pub(super) struct Shares(Concentration);

impl Shares {
    pub(super) fn state_types() -> Vec<Part> {
        vec![
            ("parties", DataType::Int64),
            ("sum", DataType::Binary),
            ("squares", DataType::Binary),
        ]
    }
}

impl Accumulator for Shares {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        for total in amounts(&values[0])?.iter().flatten() {
            let total = u128::try_from(total).map_err(|_| {
                failed("hhi: a total below zero is no share of anything; leave it out with WHERE")
            })?;
            self.0.add(total);
        }
        Ok(())
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        Ok(ScalarValue::Decimal128(self.0.hhi(12), 18, 12))
    }

    fn size(&self) -> usize {
        // Sums of 16 and squares of 32 bytes, and room to grow.
        size_of::<Shares>() + 128
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let (n, sum, squares) = self.0.state();
        Ok(vec![
            ScalarValue::Int64(i64::try_from(n).ok()),
            ScalarValue::Binary(Some(sum)),
            ScalarValue::Binary(Some(squares)),
        ])
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let parties: &Int64Array = as_int64_array(&states[0])?;
        let sums: &BinaryArray = as_binary_array(&states[1])?;
        let squares: &BinaryArray = as_binary_array(&states[2])?;
        for ((n, sum), squares) in parties.iter().zip(sums).zip(squares) {
            let (Some(n), Some(sum), Some(squares)) = (n, sum, squares) else {
                continue;
            };
            let n = u64::try_from(n).unwrap_or_default();
            self.0.merge(&Concentration::from_state(n, sum, squares));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn accumulator(kind: Kind) -> Box<dyn Accumulator> {
        let ty = DataType::Decimal128(18, 2);
        match kind {
            Kind::BenfordMad => Box::new(Digits::default()),
            Kind::Hhi => Box::new(Shares::default()),
            kind => Box::new(Values::new(kind, &ty, kind.result(&ty).expect("a type"))),
        }
    }

    fn fed(kind: Kind, amounts: &[i128]) -> Box<dyn Accumulator> {
        let values = Decimal128Array::from(amounts.to_vec());
        let values = values.with_precision_and_scale(18, 2).expect("fits");
        let number = Int64Array::from(vec![2; amounts.len()]);
        let mut state = accumulator(kind);
        state
            .update_batch(&[Arc::new(values), Arc::new(number)])
            .expect("counts");
        state
    }

    proptest! {
        /// Parts that travel as states and are merged in another order are the whole.
        #[test]
        fn states_merge_to_the_whole(
            amounts in prop::collection::vec(0i128..10_000_000, 0..80), cut in 0usize..80, other in 0usize..80,
        ) {
            let (mut cut, mut other) = (cut.min(amounts.len()), other.min(amounts.len()));
            if cut > other {
                std::mem::swap(&mut cut, &mut other);
            }
            for kind in super::super::aggregates::ALL {
                let mut merged = accumulator(kind);
                for part in [&amounts[other..], &amounts[..cut], &amounts[cut..other]] {
                    let state = fed(kind, part).state().expect("a state");
                    let arrays: Vec<ArrayRef> =
                        state.iter().map(|s| s.to_array().expect("a cell")).collect();
                    merged.merge_batch(&arrays).expect("merges");
                }
                let whole = fed(kind, &amounts).evaluate().expect("a value");
                prop_assert_eq!(merged.evaluate().expect("a value"), whole);
            }
        }
    }
}
