//! Which digits of an amount are looked at, taken from the integer that the amount is: through
//! floating point, 0.29 reads as 28.

/// The digits that a test looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The first significant digit, 1 to 9.
    First,
    /// The second significant digit, 0 to 9.
    Second,
    /// The third significant digit, 0 to 9.
    Third,
    /// The first two significant digits, 10 to 99.
    FirstTwo,
    /// The first three significant digits, 100 to 999.
    FirstThree,
    /// The last two digits of the scaled integer (the cents of an amount), 0 to 99: uniform where
    /// numbers are neither rounded nor made up.
    LastTwo,
}

impl Place {
    /// All of them.
    pub const ALL: [Place; 6] = [
        Place::First,
        Place::Second,
        Place::Third,
        Place::FirstTwo,
        Place::FirstThree,
        Place::LastTwo,
    ];

    /// The smallest value and how many there are.
    #[must_use]
    pub const fn values(self) -> (u16, u16) {
        match self {
            Place::First => (1, 9),
            Place::Second | Place::Third => (0, 10),
            Place::FirstTwo => (10, 90),
            Place::FirstThree => (100, 900),
            Place::LastTwo => (0, 100),
        }
    }

    /// The value of this place, from the first three significant digits and the last two.
    pub(super) const fn of(self, three: u16, last: u16) -> u16 {
        match self {
            Place::First => three / 100,
            Place::Second => three / 10 % 10,
            Place::Third => three % 10,
            Place::FirstTwo => three / 10,
            Place::FirstThree => three,
            Place::LastTwo => last,
        }
    }

    /// What it is for an amount in its smallest unit (cents); `None` for zero.
    #[must_use]
    pub fn digits(self, amount: i128) -> Option<u16> {
        let magnitude = amount.unsigned_abs();
        let (three, _) = three(magnitude)?;
        Some(self.of(three, (magnitude % 100) as u16))
    }

    /// The share that is expected of a value of this place; zero for what is no value of it.
    /// P(d) = log10(1 + 1/d) for leading digits, their sums for the second and third, 1/100 for the
    /// last two.
    #[must_use]
    pub fn expected(self, digits: u16) -> f64 {
        let (first, n) = self.values();
        if digits < first || digits >= first + n {
            return 0.0;
        }
        let leading = |d: u16| (1.0 + 1.0 / f64::from(d)).log10();
        match self {
            Place::First | Place::FirstTwo | Place::FirstThree => leading(digits),
            Place::Second => (1..=9).map(|k| leading(10 * k + digits)).sum(),
            Place::Third => (10..=99).map(|k| leading(10 * k + digits)).sum(),
            Place::LastTwo => 0.01,
        }
    }
}

/// The first three significant digits (filled with zeros on the right) and the number of digits.
pub(super) fn three(magnitude: u128) -> Option<(u16, u32)> {
    let length = magnitude.checked_ilog10()? + 1;
    let three = match (u64::try_from(magnitude), length) {
        (Ok(m), 3..) => m / 10u64.pow(length - 3),
        (Ok(m), _) => m * 10u64.pow(3 - length),
        (Err(_), _) => (magnitude / 10u128.pow(length - 3)) as u64,
    };
    Some((three as u16, length))
}

/// The first `n` significant digits (1 to 18) of an amount in its smallest unit, filled with zeros
/// on the right; `None` for zero and for another `n`.
#[must_use]
pub fn leading_digits(amount: i128, n: u32) -> Option<i64> {
    if !(1..=18).contains(&n) {
        return None;
    }
    let magnitude = amount.unsigned_abs();
    let length = magnitude.checked_ilog10()? + 1;
    let digits = if length >= n {
        magnitude / 10u128.pow(length - n)
    } else {
        magnitude * 10u128.pow(n - length)
    };
    i64::try_from(digits).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_the_decimal() {
        let of = |amount: i128| Place::ALL.map(|p| p.digits(amount));
        // 0.29 is 29 cents, not 28.
        assert_eq!(of(29), [2, 9, 0, 29, 290, 29].map(Some));
        assert_eq!(of(-123_456), [1, 2, 3, 12, 123, 56].map(Some));
        assert_eq!(of(5), [5, 0, 0, 50, 500, 5].map(Some));
        assert_eq!(of(0), [None; 6]);
        assert_eq!(of(i128::MIN)[4], Some(170));
        assert_eq!(leading_digits(29, 2), Some(29));
        assert_eq!(leading_digits(-7, 3), Some(700));
        assert_eq!(leading_digits(i128::MAX, 18), Some(170_141_183_460_469_231));
        assert_eq!(leading_digits(0, 1), None);
        assert_eq!(leading_digits(1, 19), None);
    }

    #[test]
    fn expected_shares_are_the_printed_ones() {
        let five = |x: f64| format!("{x:.5}");
        let first = [
            "0.30103", "0.17609", "0.12494", "0.09691", "0.07918", "0.06695", "0.05799", "0.05115",
            "0.04576",
        ];
        let second = [
            "0.11968", "0.11389", "0.10882", "0.10433", "0.10031", "0.09668", "0.09337", "0.09035",
            "0.08757", "0.08500",
        ];
        for (d, printed) in (1..).zip(first) {
            assert_eq!(five(Place::First.expected(d)), printed);
        }
        for (d, printed) in (0..).zip(second) {
            assert_eq!(five(Place::Second.expected(d)), printed);
        }
        for place in Place::ALL {
            let (from, n) = place.values();
            let sum: f64 = (from..from + n).map(|d| place.expected(d)).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{place:?}: {sum}");
        }
        assert_eq!(five(Place::First.expected(0)), "0.00000");
    }
}
