//! A share between 0 and 1 as a fraction of whole numbers: 0.035 · 400 is 14 and not
//! 14.000000000000002, and ⌈e·n⌉ decides how many deviations a sample may have.

use super::Error;
use std::fmt;
use std::str::FromStr;

/// An exact share: `over / under`, reduced, between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    over: u64,
    under: u64,
}

impl Share {
    /// The share `over / under`. An error where it is above 1 or divides by nothing.
    pub fn new(over: u64, under: u64) -> Result<Share, Error> {
        if under == 0 || over > under {
            return Err(Error::Share(format!("{over}/{under}")));
        }
        let d = gcd(over, under);
        Ok(Share {
            over: over / d,
            under: under / d,
        })
    }

    /// The numerator of the reduced fraction.
    pub fn over(self) -> u64 {
        self.over
    }

    /// The denominator of the reduced fraction.
    pub fn under(self) -> u64 {
        self.under
    }

    /// 1 − share, exactly.
    pub fn rest(self) -> Share {
        Share {
            over: self.under - self.over,
            under: self.under,
        }
    }

    /// ⌈share · n⌉, exactly.
    pub fn ceil_of(self, n: u64) -> u64 {
        (u128::from(self.over) * u128::from(n)).div_ceil(u128::from(self.under)) as u64
    }

    /// ⌊n / share⌋, exactly; `None` for nothing, or beyond 64 bits.
    pub(super) fn floor_into(self, n: u64) -> Option<u64> {
        let whole = u128::from(n) * u128::from(self.under);
        u64::try_from(whole.checked_div(u128::from(self.over))?).ok()
    }

    /// A part of this share: 1 / `parts` of it. An error where the fraction leaves 64 bits.
    pub fn part(self, parts: u64) -> Result<Share, Error> {
        match self.under.checked_mul(parts) {
            Some(under) if parts > 0 => Share::new(self.over, under),
            _ => Err(Error::Share(format!("{self} / {parts}"))),
        }
    }

    /// The nearest floating-point number.
    pub fn value(self) -> f64 {
        self.over as f64 / self.under as f64
    }

    /// Neither 0 nor 1, or an error that names it.
    pub fn open(self, what: &'static str) -> Result<Share, Error> {
        match self.over {
            0 => Err(Error::Open(what)),
            _ if self.over == self.under => Err(Error::Open(what)),
            _ => Ok(self),
        }
    }
}

impl Ord for Share {
    fn cmp(&self, other: &Share) -> std::cmp::Ordering {
        let a = u128::from(self.over) * u128::from(other.under);
        a.cmp(&(u128::from(other.over) * u128::from(self.under)))
    }
}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Share) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Share {
    type Err = Error;

    fn from_str(text: &str) -> Result<Share, Error> {
        let bad = || Error::Share(text.to_owned());
        let (digits, percent) = match text.trim().strip_suffix('%') {
            Some(rest) => (rest.trim_end(), 2),
            None => (text.trim(), 0),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() && part.is_empty() || !all(whole) || !all(part) || part.len() > 15 {
            return Err(bad());
        }
        let over = format!("{whole}{part}").parse().map_err(|_| bad())?;
        let under = 10u64.checked_pow(part.len() as u32 + percent);
        Share::new(over, under.ok_or_else(bad)?).map_err(|_| bad())
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal(self.over.into(), self.under.into()))
    }
}

/// A fraction in decimals: exact where 18 decimals hold it, and otherwise to 12 significant digits.
pub fn decimal(over: u128, under: u128) -> String {
    let mut text = (over / under).to_string();
    let mut rest = over % under;
    let mut digits = String::new();
    while rest > 0 && digits.len() < 18 {
        let Some(next) = rest.checked_mul(10) else {
            break;
        };
        digits.push(char::from(b'0' + (next / under) as u8));
        rest = next % under;
    }
    if rest > 0 {
        return super::rounded(over as f64 / under as f64).to_string();
    }
    if !digits.is_empty() {
        text.push('.');
        text.push_str(&digits);
    }
    text
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_what_is_written() {
        for (text, over, under, shown) in [
            ("0.05", 1, 20, "0.05"),
            ("5%", 1, 20, "0.05"),
            (".5 %", 1, 200, "0.005"),
            ("1", 1, 1, "1"),
            ("0", 0, 1, "0"),
        ] {
            let share: Share = text.parse().unwrap();
            assert_eq!((share.over(), share.under()), (over, under), "{text}");
            assert_eq!(share.to_string(), shown);
        }
        for text in [
            "",
            ".",
            "-0.1",
            "1.1",
            "5",
            "0,05",
            "1e-2",
            "0.0000000000000001",
            "%",
        ] {
            assert!(text.parse::<Share>().is_err(), "{text}");
        }
    }

    #[test]
    fn ceilings_are_exact() {
        let share: Share = "0.035".parse().unwrap();
        assert_eq!(share.ceil_of(400), 14);
        assert_eq!("0.07".parse::<Share>().unwrap().ceil_of(1300), 91);
        assert_eq!(Share::new(1, 3).unwrap().to_string(), "0.333333333333");
    }
}
