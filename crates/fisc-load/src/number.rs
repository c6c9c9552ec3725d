//! Amounts, exactly: text to an exact decimal, scaled, then brought to the ledger's scale. No amount
//! passes through a float, and what does not fit is an error, not a guess.

use crate::reject::Reason;
use fisc_model::money::LARGEST;
use std::borrow::Cow;

/// Decimals kept while an amount is converted; differences from rounding are in this unit.
pub(crate) const FINE_DECIMALS: u32 = 18;
/// 10^-9 in that unit: how far the shortest decimal of a float may lie from the ledger's scale.
const FLOAT_TOLERANCE: i128 = 1_000_000_000;

/// An exact decimal: `mantissa` × 10^-`decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exact {
    mantissa: i128,
    decimals: u32,
}

/// How numbers are written in a source.
#[derive(Clone, Debug)]
pub(crate) struct Marks {
    pub decimal: char,
    pub thousands: Option<char>,
    /// Signs and words that may stand at either end of an amount.
    pub signs: Vec<String>,
}

/// What happens to an amount with more decimals than the ledger keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Excess {
    /// The row is rejected.
    #[default]
    Reject,
    /// Rounded to the even neighbour, counted, the differences summed.
    RoundHalfEven,
}

impl Marks {
    /// Of numbers that no person wrote: a decimal point and nothing else.
    pub const fn plain() -> Marks {
        Marks {
            decimal: '.',
            thousands: None,
            signs: Vec::new(),
        }
    }
}

impl Exact {
    pub const ZERO: Exact = Exact {
        mantissa: 0,
        decimals: 0,
    };
    pub const ONE: Exact = Exact {
        mantissa: 1,
        decimals: 0,
    };

    /// A number as the mapping writes it.
    pub fn parse(text: &str, marks: &Marks) -> Result<Exact, Reason> {
        parse_number(text, marks, false)
    }

    /// The shortest decimal of a float; digits beyond [`FINE_DECIMALS`] lie far below its precision
    /// in any amount that the ledger can hold.
    pub fn parse_float(text: &str) -> Result<Exact, Reason> {
        parse_number(text, &Marks::plain(), true)
    }

    pub fn times(self, other: Exact) -> Result<Exact, Reason> {
        let mantissa = self
            .mantissa
            .checked_mul(other.mantissa)
            .ok_or(Reason::TooLarge)?;
        Ok(Exact {
            mantissa,
            decimals: self.decimals + other.decimals,
        })
    }

    pub fn minus(self, other: Exact) -> Result<Exact, Reason> {
        let decimals = self.decimals.max(other.decimals);
        let raise = |e: Exact| {
            e.mantissa
                .checked_mul(pow10(decimals - e.decimals)?)
                .ok_or(Reason::TooLarge)
        };
        let mantissa = raise(self)?
            .checked_sub(raise(other)?)
            .ok_or(Reason::TooLarge)?;
        Ok(Exact { mantissa, decimals })
    }

    pub fn is_positive(self) -> bool {
        self.mantissa > 0
    }

    /// Divided by ten so many times.
    pub fn divided_by_ten(self, times: u32) -> Exact {
        Exact {
            decimals: self.decimals + times,
            ..self
        }
    }

    pub fn negated(self) -> Exact {
        Exact {
            mantissa: -self.mantissa,
            ..self
        }
    }

    /// In units of 10^-`places`, with the difference (kept − exact, in units of
    /// 10^-[`FINE_DECIMALS`]) where the number had to change.
    pub fn at_scale(
        self,
        places: u32,
        excess: Excess,
        float: bool,
    ) -> Result<(i128, Option<i128>), Reason> {
        let (value, difference) = if self.decimals <= places {
            let factor = pow10(places - self.decimals)?;
            (
                self.mantissa.checked_mul(factor).ok_or(Reason::TooLarge)?,
                None,
            )
        } else {
            let unit = pow10(self.decimals - places)?;
            let (mut value, rest) = (self.mantissa / unit, self.mantissa % unit);
            if rest == 0 {
                (value, None)
            } else {
                let twice = rest.abs().checked_mul(2).ok_or(Reason::TooLarge)?;
                let up = twice > unit || (twice == unit && value % 2 != 0);
                let kept = if up { rest.signum() * unit } else { 0 };
                value += if up { rest.signum() } else { 0 };
                let difference = fine(kept - rest, self.decimals)?;
                let noise = float && difference.abs() <= FLOAT_TOLERANCE;
                if !noise && excess == Excess::Reject {
                    return Err(Reason::ExcessDecimals);
                }
                (value, Some(difference))
            }
        };
        if value.abs() > LARGEST {
            return Err(Reason::TooLarge);
        }
        Ok((value, difference))
    }
}

/// `value` × 10^-`decimals` in units of 10^-[`FINE_DECIMALS`]; a product of two scales may have
/// more decimals, whose tail is dropped from the difference only.
fn fine(value: i128, decimals: u32) -> Result<i128, Reason> {
    if decimals <= FINE_DECIMALS {
        value
            .checked_mul(pow10(FINE_DECIMALS - decimals)?)
            .ok_or(Reason::TooLarge)
    } else {
        Ok(value / pow10(decimals - FINE_DECIMALS)?)
    }
}

fn pow10(n: u32) -> Result<i128, Reason> {
    10_i128.checked_pow(n).ok_or(Reason::TooLarge)
}

/// Full-width digits and punctuation as ASCII; no-break and thin spaces as spaces.
fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let one = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{2013}' => '-',
        '\u{2019}' => '\'',
        '\u{ffe5}' => '¥',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    Cow::Owned(text.chars().map(one).collect())
}

fn parse_number(text: &str, marks: &Marks, float: bool) -> Result<Exact, Reason> {
    let narrowed = narrow(text);
    let mut rest = narrowed.trim();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        negative = true;
        rest = inner.trim();
    }
    // A sign of currency and a minus may come in either order: -$5, $-5, 5- €.
    let mut minus = false;
    loop {
        let before = rest.len();
        for sign in &marks.signs {
            rest = rest.strip_prefix(sign.as_str()).unwrap_or(rest);
            rest = rest.strip_suffix(sign.as_str()).unwrap_or(rest);
        }
        rest = rest.trim();
        if !minus {
            let stripped = rest.strip_prefix('-').or_else(|| rest.strip_suffix('-'));
            if let Some(r) = stripped {
                (rest, minus) = (r.trim(), true);
            } else if let Some(r) = rest.strip_prefix('+') {
                rest = r.trim();
            }
        }
        if rest.len() == before {
            break;
        }
    }
    if minus && negative {
        return Err(Reason::NotAnAmount);
    }
    negative |= minus;
    let (whole, decimals) = rest.split_once(marks.decimal).unwrap_or((rest, ""));
    if whole.is_empty() && decimals.is_empty() {
        return Err(Reason::NotAnAmount);
    }
    let mut mantissa: i128 = 0;
    let mut push = |c: char| -> Result<(), Reason> {
        let digit = c.to_digit(10).ok_or(Reason::NotAnAmount)?;
        mantissa = mantissa
            .checked_mul(10)
            .and_then(|m| m.checked_add(i128::from(digit)))
            .ok_or(Reason::TooLarge)?;
        Ok(())
    };
    // Groups of three only: 1,23 is more likely a decimal comma than one hundred and twenty-three.
    let mut groups = whole.split(|c| Some(c) == marks.thousands);
    let first = groups.next().unwrap_or_default();
    for c in first.chars() {
        push(c)?;
    }
    for group in groups {
        if first.is_empty() || first.len() > 3 || group.len() != 3 {
            return Err(Reason::NotAnAmount);
        }
        for c in group.chars() {
            push(c)?;
        }
    }
    let significant = decimals.trim_end_matches('0');
    let kept = if significant.len() <= FINE_DECIMALS as usize {
        significant
    } else if float && significant.is_ascii() {
        &significant[..FINE_DECIMALS as usize]
    } else {
        let digits = significant.bytes().all(|b| b.is_ascii_digit());
        return Err(if digits {
            Reason::ExcessDecimals
        } else {
            Reason::NotAnAmount
        });
    };
    if !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Reason::NotAnAmount);
    }
    for c in kept.chars() {
        push(c)?;
    }
    let mantissa = if negative { -mantissa } else { mantissa };
    // At most FINE_DECIMALS: fits.
    Ok(Exact {
        mantissa,
        decimals: kept.len() as u32,
    })
}

/// A whole number; decimals must be zeros.
pub(crate) fn integer(text: &str, marks: &Marks) -> Result<i64, Reason> {
    let exact = Exact::parse(text, marks).map_err(|_| Reason::NotAnInteger)?;
    if exact.decimals > 0 {
        return Err(Reason::NotAnInteger);
    }
    i64::try_from(exact.mantissa).map_err(|_| Reason::NotAnInteger)
}
/// The canonical text of a scaled number.
pub(crate) fn scaled_text(value: i128, places: u32, out: &mut String) {
    use std::fmt::Write;
    let unit = 10_u128.pow(places);
    let sign = if value < 0 { "-" } else { "" };
    let abs = value.unsigned_abs();
    let _ = write!(
        out,
        "{sign}{}.{:0width$}",
        abs / unit,
        abs % unit,
        width = places as usize
    );
}

/// An exact decimal in units of 10^-[`FINE_DECIMALS`] as text, without idle zeros.
pub(crate) fn fine_text(value: i128) -> String {
    let mut out = String::new();
    scaled_text(value, FINE_DECIMALS, &mut out);
    out.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn english() -> Marks {
        Marks {
            decimal: '.',
            thousands: Some(','),
            signs: vec!["¥".into(), "$".into(), "元".into()],
        }
    }

    fn cents(text: &str, marks: &Marks) -> Result<i128, Reason> {
        Exact::parse(text, marks)?
            .at_scale(2, Excess::Reject, false)
            .map(|(v, _)| v)
    }

    #[test]
    fn amounts_as_people_write_them() {
        for (text, expected) in [
            ("1,234.50", Ok(123_450)),
            ("(1,234.50)", Ok(-123_450)),
            ("-¥5", Ok(-500)),
            ("¥-5", Ok(-500)),
            ("5-", Ok(-500)),
            ("￥１，２３４．５０", Ok(123_450)),
            ("（12）", Ok(-1_200)),
            ("12.5元", Ok(1_250)),
            ("12.5万元", Err(Reason::NotAnAmount)),
            ("1,23", Err(Reason::NotAnAmount)),
            ("1.500", Ok(150)),
            ("1.505", Err(Reason::ExcessDecimals)),
            ("1e5", Err(Reason::NotAnAmount)),
            ("(-5)", Err(Reason::NotAnAmount)),
            ("€5", Err(Reason::NotAnAmount)),
            ("", Err(Reason::NotAnAmount)),
            ("-", Err(Reason::NotAnAmount)),
            ("99999999999999999", Err(Reason::TooLarge)),
        ] {
            assert_eq!(cents(text, &english()), expected, "{text}");
        }
        let german = Marks {
            decimal: ',',
            thousands: Some('.'),
            signs: vec!["$".into()],
        };
        assert_eq!(cents("$1.020,00", &german), Ok(102_000));
        let french = Marks {
            decimal: ',',
            thousands: Some(' '),
            signs: Vec::new(),
        };
        assert_eq!(cents("1\u{a0}020,5", &french), Ok(102_050));
    }

    #[test]
    fn half_goes_to_the_even_neighbour() {
        for (text, expected) in [
            ("0.005", 0),
            ("0.015", 2),
            ("0.0251", 3),
            ("-0.005", 0),
            ("-0.015", -2),
            ("-1.999", -200),
        ] {
            let exact = Exact::parse(text, &english()).expect(text);
            let (value, difference) = exact.at_scale(2, Excess::RoundHalfEven, false).expect(text);
            assert_eq!(value, expected, "{text}");
            assert_eq!(
                Exact {
                    mantissa: value,
                    decimals: 2
                }
                .minus(exact)
                .and_then(|d| fine(d.mantissa, d.decimals)),
                Ok(difference.expect("rounded")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_float_next_to_cents_is_cents() {
        for (float, expected) in [
            (0.1 + 0.2, Ok(30)),
            (1234.56, Ok(123_456)),
            (1.42e-14, Ok(0)),
            (1.255, Err(Reason::ExcessDecimals)),
            (-0.07 * 100.0, Ok(-700)),
            (1e300, Err(Reason::TooLarge)),
        ] {
            let value = Exact::parse_float(&float.to_string())
                .and_then(|e| e.at_scale(2, Excess::Reject, true))
                .map(|(v, _)| v);
            assert_eq!(value, expected, "{float}");
        }
    }

    proptest! {
        #[test]
        fn canonical_amounts_are_read_back(value in -LARGEST..=LARGEST) {
            let mut text = String::new();
            scaled_text(value, 2, &mut text);
            prop_assert_eq!(cents(&text, &english()), Ok(value));
        }

        #[test]
        fn any_text_is_a_value_or_a_reason(text in "\\PC*", excess in prop_oneof![Just(Excess::Reject), Just(Excess::RoundHalfEven)]) {
            for float in [true, false] {
                let exact = if float { Exact::parse_float(&text) } else { Exact::parse(&text, &english()) };
                if let Ok((value, _)) = exact.and_then(|e| e.at_scale(2, excess, float)) {
                    prop_assert!(value.abs() <= LARGEST);
                }
            }
            let _ = integer(&text, &english());
        }
    }
}
