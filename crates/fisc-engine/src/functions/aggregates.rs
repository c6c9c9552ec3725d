//! Aggregates of whole columns: digits, middle and spread, concentration. Their state is exact, counts
//! and sums of integers in order, so that parts of a ledger are read anywhere, in any order, and
//! merged; a float appears once, when a finished count is compared with Benford's law, and is rounded
//! to 12 significant digits.

use super::argument::decimal_type;
use super::states::{Digits, Shares, Values};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::{AggregateOrderSensitivity, format_state_name};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, Signature, Volatility,
};
use std::sync::Arc;

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// `benford_mad(amount, n)`: MAD of the first n digits, 1 to 3, DECIMAL(20,18).
    BenfordMad,
    /// `exact_median(x)`: two decimals more than x.
    ExactMedian,
    /// `quartile(x, k)`: type 7, two decimals more than x.
    Quartile,
    /// `mad_scaled(x)`: median absolute deviation / 0.6745, so that (x - median) / mad_scaled is
    /// the modified z; DECIMAL(28,6).
    MadScaled,
    /// `hhi(total)`: of a total for each party, DECIMAL(18,12).
    Hhi,
}

pub(super) const ALL: [Kind; 5] = [
    Kind::BenfordMad,
    Kind::ExactMedian,
    Kind::Quartile,
    Kind::MadScaled,
    Kind::Hhi,
];

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Kind::BenfordMad => "benford_mad",
            Kind::ExactMedian => "exact_median",
            Kind::Quartile => "quartile",
            Kind::MadScaled => "mad_scaled",
            Kind::Hhi => "hhi",
        }
    }

    /// Whether it takes a whole number behind the values.
    const fn numbered(self) -> bool {
        matches!(self, Kind::BenfordMad | Kind::Quartile)
    }

    /// The type of its result.
    pub(super) fn result(self, values: &DataType) -> Result<DataType> {
        let DataType::Decimal128(precision, scale) = values else {
            return Err(self.wrong(&format!("takes decimals, not {values}")));
        };
        match self {
            Kind::BenfordMad => Ok(DataType::Decimal128(20, 18)),
            Kind::Hhi => Ok(DataType::Decimal128(18, 12)),
            Kind::ExactMedian | Kind::Quartile if *precision <= 36 => {
                Ok(DataType::Decimal128(precision + 2, scale + 2))
            }
            Kind::MadScaled if *precision <= 24 && (0..=6).contains(scale) => {
                Ok(DataType::Decimal128(28, 6))
            }
            _ => Err(self.wrong(&format!(
                "{values} leaves no room for its decimals; CAST(… AS DECIMAL(18,2)) first"
            ))),
        }
    }

    fn wrong(self, what: &str) -> DataFusionError {
        DataFusionError::Plan(format!("{}: {what}", self.name()))
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Aggregate {
    kind: Kind,
    signature: Signature,
}

impl AggregateUDFImpl for Aggregate {
    fn name(&self) -> &str {
        self.kind.name()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        match (types, self.kind.numbered()) {
            ([values], false) => Ok(vec![decimal_type(self.name(), values)?]),
            ([values, _], true) => Ok(vec![decimal_type(self.name(), values)?, DataType::Int64]),
            (_, true) => Err(self.kind.wrong("takes the values and a whole number")),
            (_, false) => Err(self.kind.wrong("takes the values and nothing else")),
        }
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        self.kind.result(&types[0])
    }

    fn accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn Accumulator>> {
        if args.is_distinct {
            return Err(self.kind.wrong(
                "takes no DISTINCT, how often a value stands there is part of it; GROUP BY it first",
            ));
        }
        let values = args.expr_fields[0].data_type();
        let result = self.kind.result(values)?;
        Ok(match self.kind {
            Kind::BenfordMad => Box::new(Digits::default()),
            Kind::Hhi => Box::new(Shares::default()),
            kind => Box::new(Values::new(kind, values, result)),
        })
    }

    fn state_fields(&self, args: StateFieldsArgs) -> Result<Vec<FieldRef>> {
        let parts = match self.kind {
            Kind::BenfordMad => Digits::state_types(),
            Kind::Hhi => Shares::state_types(),
            _ => Values::state_types(),
        };
        Ok(parts
            .into_iter()
            .map(|(name, ty)| Arc::new(Field::new(format_state_name(args.name, name), ty, true)))
            .collect())
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }
}

pub(super) fn all() -> Vec<Arc<AggregateUDF>> {
    ALL.into_iter()
        .map(|kind| {
            Arc::new(AggregateUDF::from(Aggregate {
                kind,
                signature: Signature::user_defined(Volatility::Immutable),
            }))
        })
        .collect()
}
