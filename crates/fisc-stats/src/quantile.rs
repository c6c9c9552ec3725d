//! Quantiles by bisection of the distribution function. The library inverts the incomplete beta
//! function by Newton's method, which for some degrees of freedom never comes to an end; bisection
//! always does, after as many steps as a float has bits.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Where a distribution function that rises from `from` to `to` reaches `level`, to the last bit.
#[must_use]
pub fn bisected(cdf: impl Fn(f64) -> f64, mut from: f64, mut to: f64, level: f64) -> f64 {
    loop {
        let middle = from + (to - from) / 2.0;
        if middle <= from || middle >= to {
            return to;
        }
        if cdf(middle) < level {
            from = middle;
        } else {
            to = middle;
        }
    }
}

/// The quantile of Student's t with these degrees of freedom, which may be fractional and infinite
/// (the normal distribution). `None` for a level outside (0, 1) and freedom that is not above zero.
#[must_use]
pub fn student_t(level: f64, freedom: f64) -> Option<f64> {
    let t = StudentsT::new(0.0, 1.0, freedom).ok()?;
    if level.is_nan() || level <= 0.0 || level >= 1.0 {
        return None;
    }
    // Both tails alike: the smaller one keeps its precision.
    let tail = level.min(1.0 - level);
    let mut to = 1.0;
    while t.sf(to) > tail {
        to *= 2.0;
    }
    let upper = bisected(|x| -t.sf(x), 0.0, to, -tail);
    Some(if level < 0.5 { -upper } else { upper })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// t with one degree of freedom is Cauchy's tan(π(p − 1/2)); with two, (2p − 1)/√(2p(1 − p)).
    #[test]
    fn closed_forms_are_met() {
        for level in [0.01, 0.3, 0.5, 0.75, 0.9, 0.95, 0.995, 0.999_9] {
            let one = (std::f64::consts::PI * (level - 0.5)).tan();
            let two = (2.0 * level - 1.0) / (2.0 * level * (1.0 - level)).sqrt();
            for (freedom, expected) in [(1.0, one), (2.0, two)] {
                let found = student_t(level, freedom).expect("a level");
                assert!(
                    (found - expected).abs() <= 1e-10 * expected.abs().max(1.0),
                    "{level} {freedom}: {found} for {expected}"
                );
            }
        }
        let normal = student_t(0.975, f64::INFINITY).expect("a level");
        assert!((normal - 1.959_963_984_540_054).abs() < 1e-9);
        assert_eq!(student_t(1.0, 5.0), None);
        assert_eq!(student_t(0.9, 0.0), None);
    }

    proptest! {
        /// It ends, and what it gives is the quantile.
        #[test]
        fn it_ends_for_any_freedom(level in 0.001f64..0.999, freedom in 0.5f64..5_000.0) {
            let x = student_t(level, freedom).expect("a level");
            let t = StudentsT::new(0.0, 1.0, freedom).expect("freedom");
            prop_assert!((t.cdf(x) - level).abs() < 1e-9, "{level} {freedom} {x}");
        }
    }
}
