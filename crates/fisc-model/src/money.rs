//! Exact money: hundredths of the currency unit in an integer. No float ever holds an amount.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// An amount in hundredths of the currency unit (分, cents). In the ledger it is DECIMAL(18,2);
/// sums use the full 128 bits, so they cannot overflow below 10^20 rows of the largest amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i128);

/// Largest amount a ledger column holds: 18 digits, two of them decimals.
pub const LARGEST: i128 = 999_999_999_999_999_999;

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not digits with at most one decimal point.
    #[error("not a number")]
    NotANumber,
    /// More decimals than the scale that are not zeros.
    #[error("more than 2 decimals")]
    TooPrecise,
    /// More than 16 digits before the decimal point.
    #[error("more than 16 digits before the decimal point")]
    TooLarge,
}

impl Money {
    /// Zero.
    pub const ZERO: Money = Money(0);

    /// Parses the plain form `-?digits[.digits]`. More than two decimals are an error unless
    /// they are zeros: nothing is rounded.
    ///
    /// # Errors
    /// See [`MoneyError`].
    pub fn parse(text: &str) -> Result<Money, MoneyError> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = rest.split_once('.').unwrap_or((rest, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && decimals.is_empty()) || !digits(whole) || !digits(decimals) {
            return Err(MoneyError::NotANumber);
        }
        if decimals.bytes().skip(2).any(|b| b != b'0') {
            return Err(MoneyError::TooPrecise);
        }
        let mut value: i128 = 0;
        for b in whole.bytes().chain(decimals.bytes().chain(*b"00").take(2)) {
            value = value * 10 + i128::from(b - b'0');
            if value > LARGEST {
                return Err(MoneyError::TooLarge);
            }
        }
        Ok(Money(if negative { -value } else { value }))
    }

    /// The absolute amount.
    #[must_use]
    pub fn abs(self) -> Money {
        Money(self.0.abs())
    }

    /// With thousands separators, for people: `1,234.50`.
    #[must_use]
    pub fn grouped(self) -> String {
        let plain = self.abs().to_string();
        let (whole, cents) = plain.split_once('.').unwrap_or((&plain, "00"));
        let mut out = String::with_capacity(plain.len() + 6);
        if self.0 < 0 {
            out.push('-');
        }
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        out.push('.');
        out.push_str(cents);
        out
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", abs / 100, abs % 100)
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(iter: I) -> Money {
        iter.fold(Money::ZERO, Add::add)
    }
}

/// Amounts leave and enter as decimal strings, never as JSON or TOML numbers.
impl serde::Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Money, D::Error> {
        let text = String::deserialize(d)?;
        Money::parse(&text).map_err(|e| {
            serde::de::Error::custom(format!(
                "{text:?}: {e}; an amount is written as text, like \"1234.50\""
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_exact_is_refused() {
        for (text, expected) in [
            ("1234.5", Ok(Money(123_450))),
            ("-0.01", Ok(Money(-1))),
            (".5", Ok(Money(50))),
            ("7.", Ok(Money(700))),
            ("1.2500", Ok(Money(125))),
            ("1.255", Err(MoneyError::TooPrecise)),
            ("9999999999999999.99", Ok(Money(LARGEST))),
            ("10000000000000000.00", Err(MoneyError::TooLarge)),
            ("1e3", Err(MoneyError::NotANumber)),
            ("", Err(MoneyError::NotANumber)),
            (".", Err(MoneyError::NotANumber)),
            ("--1", Err(MoneyError::NotANumber)),
            ("1,000", Err(MoneyError::NotANumber)),
        ] {
            assert_eq!(Money::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn ten_million_cents_are_a_hundred_thousand() {
        let sum: Money = std::iter::repeat_n(Money(1), 10_000_000).sum();
        assert_eq!(sum.to_string(), "100000.00");
    }

    #[test]
    fn grouped_reads_well() {
        assert_eq!(Money(-123_456_789).grouped(), "-1,234,567.89");
        assert_eq!(Money(99_900).grouped(), "999.00");
        assert_eq!(Money(5).grouped(), "0.05");
    }

    proptest! {
        #[test]
        fn text_and_back(value in -LARGEST..=LARGEST) {
            prop_assert_eq!(Money::parse(&Money(value).to_string()), Ok(Money(value)));
        }

        #[test]
        fn any_text_is_an_amount_or_an_error(text in ".*") {
            if let Ok(m) = Money::parse(&text) {
                prop_assert!(m.0.abs() <= LARGEST);
            }
        }
    }
}
