//! The one place where a statistic becomes a stored number: twelve significant digits, so that the
//! last bits, which differ between mathematical libraries, are never compared or signed.

/// A statistic as it is stored: rounded to 12 significant digits.
#[must_use]
pub fn stored(value: f64) -> f64 {
    if !value.is_finite() {
        return value;
    }
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// A statistic as an integer count of 10^−`scale`, from its 12 significant digits, half up; `None`
/// where it is no number or needs more than 38 digits.
#[must_use]
pub fn scaled(value: f64, scale: u32) -> Option<i128> {
    if !value.is_finite() {
        return None;
    }
    let text = format!("{value:.11e}");
    let (mantissa, exponent) = text.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let digits: i128 = mantissa.replace('.', "").parse().ok()?;
    // digits × 10^(exponent − 11)
    let shift = exponent - 11 + i32::try_from(scale).ok()?;
    if let Ok(up) = u32::try_from(shift) {
        return digits.checked_mul(10i128.checked_pow(up)?);
    }
    let Some(unit) = 10i128.checked_pow(shift.unsigned_abs()) else {
        return Some(0);
    };
    let rounded = (digits.abs() + unit / 2) / unit;
    Some(if digits < 0 { -rounded } else { rounded })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_digits_are_kept() {
        for (value, expected) in [
            (0.002_336_614_212_345_678, "0.00233661421235"),
            (32_100.901_234_567_89, "32100.9012346"),
            (0.0, "0"),
            (-1.0, "-1"),
        ] {
            assert_eq!(stored(value).to_string(), expected);
        }
        assert!(stored(f64::NAN).is_nan());
    }

    #[test]
    fn as_a_decimal_with_a_scale() {
        assert_eq!(scaled(0.5, 18), Some(500_000_000_000_000_000));
        assert_eq!(scaled(-0.002_336_614_212_345_678, 6), Some(-2337));
        assert_eq!(scaled(1e-40, 18), Some(0));
        assert_eq!(scaled(1e30, 18), None);
        assert_eq!(scaled(f64::INFINITY, 2), None);
    }
}
