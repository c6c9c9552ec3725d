//! A break in a series by months: the level before differs from the level after. Pettitt's test
//! counts, for each month, how many values after it lie above those before it, less how many lie
//! below; ranks alone decide, so that one large month is no break.
//!
//! A. N. Pettitt, "A non-parametric approach to the change-point problem", *Applied Statistics* 28
//! (1979), 126–135: K = max |U_t|, p ≈ 2 exp(−6K²/(n³ + n²)).

use crate::rounding::stored;

/// A break.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Break {
    /// Values of the series.
    pub n: u64,
    /// The last value before the break, from 1.
    pub after: u64,
    /// U at the break: positive where the values fall afterwards, negative where they rise.
    pub u: i64,
    /// Approximate chance of such a break where there is none, at most 1.
    pub p_value: f64,
}

/// The most likely break of a series; of equally likely ones the first. `None` below two values.
#[must_use]
pub fn pettitt(values: &[i128]) -> Option<Break> {
    let n = values.len();
    if n < 2 {
        return None;
    }
    // U_t = U_{t−1} + Σ_j sgn(x_t − x_j).
    let (mut u, mut most, mut after) = (0i64, 0i64, 1);
    for (t, x) in values[..n - 1].iter().enumerate() {
        u += values.iter().map(|y| x.cmp(y) as i64).sum::<i64>();
        if u.abs() > most.abs() {
            (most, after) = (u, t as u64 + 1);
        }
    }
    let (k, size) = (most.unsigned_abs() as f64, n as f64);
    let p = 2.0 * (-6.0 * k * k / (size.powi(3) + size.powi(2))).exp();
    Some(Break {
        n: n as u64,
        after,
        u: most,
        p_value: stored(p.min(1.0)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Annual flow of the Nile at Aswan, 1871 to 1970 (Cobb 1978; R's `Nile`): the break is after
    /// 1898, the 28th year.
    const NILE: [i128; 100] = [
        1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960,
        1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694,
        940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764,
        821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822,
        1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050,
        918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
    ];

    #[test]
    fn the_nile_breaks_after_1898() {
        let found = pettitt(&NILE).expect("values");
        assert_eq!((found.n, found.after), (100, 28));
        assert!(found.u > 0 && found.p_value < 1e-6, "{found:?}");
    }

    #[test]
    fn a_year_of_months() {
        let step: Vec<i128> = (0..12)
            .map(|m| if m < 6 { 100 + m } else { 300 + m })
            .collect();
        let found = pettitt(&step).expect("values");
        assert_eq!((found.after, found.u), (6, -36));
        // 2 exp(−6 · 36²/(12³ + 12²))
        let p = stored(2.0 * (-7776.0f64 / 1872.0).exp());
        assert_eq!(found.p_value.to_bits(), p.to_bits());
        // One large month alone is none.
        let mut spike = vec![100; 12];
        spike[11] = 9_999;
        assert!(pettitt(&spike).expect("values").p_value > 0.5);
        assert_eq!(pettitt(&[7]), None);
        assert_eq!(pettitt(&[7; 5]).map(|b| b.p_value), Some(1.0));
    }

    proptest! {
        #[test]
        fn it_is_what_the_definition_says(values in prop::collection::vec(-20i128..20, 2..25)) {
            let found = pettitt(&values).expect("values");
            let u = |t: usize| -> i64 {
                let (before, behind) = values.split_at(t);
                let pairs = before.iter().flat_map(|x| behind.iter().map(move |y| x.cmp(y) as i64));
                pairs.sum()
            };
            let most = (1..values.len()).map(|t| u(t).abs()).max().expect("one");
            prop_assert_eq!(found.u.abs(), most);
            prop_assert_eq!(u(found.after as usize).abs(), most);
            prop_assert!((0.0..=1.0).contains(&found.p_value));
        }
    }
}
