//! The probability of at most k deviations in a sample, under the three distributions. Sums of terms
//! rather than continued fractions: each has at most k + 1 terms, keeps its precision for any
//! population, and has a twin in whole numbers for the case that it falls on the risk itself.

use super::Share;
use num_bigint::BigUint;
use statrs::function::gamma::gamma_ur;
use std::fmt;

/// Which distribution a plan or a limit rests on. Two of them often give two right answers (59 and 60),
/// so it is always named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distribution {
    /// Items of a population so large that drawing one changes nothing.
    Binomial,
    /// The limit for small rates; the one behind confidence factors and monetary units.
    Poisson,
    /// Items of a finite population, drawn without replacement.
    Hypergeometric,
}

impl Distribution {
    /// The name in options and files.
    pub fn name(self) -> &'static str {
        match self {
            Distribution::Binomial => "binomial",
            Distribution::Poisson => "poisson",
            Distribution::Hypergeometric => "hypergeometric",
        }
    }

    /// The distribution of this name.
    pub fn named(name: &str) -> Option<Distribution> {
        use Distribution::{Binomial, Hypergeometric, Poisson};
        [Binomial, Poisson, Hypergeometric]
            .into_iter()
            .find(|d| d.name() == name)
    }
}

impl fmt::Display for Distribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Nearer to the risk than this, a floating-point tail does not decide.
const UNSURE: f64 = 1e-8;

/// Σ terms, the first being `exp(first)`, each the one before times `ratio`. Scaled as it grows.
fn sum(first: f64, terms: u64, ratio: impl Fn(u64) -> f64) -> f64 {
    let (mut term, mut total, mut scale) = (1.0f64, 1.0f64, first);
    for i in 0..terms {
        term *= ratio(i);
        total += term;
        if total > 1e200 {
            term /= 1e200;
            total /= 1e200;
            scale += 200.0 * std::f64::consts::LN_10;
        }
    }
    (scale + total.ln()).exp().min(1.0)
}

/// P(X ≤ k) of n independent items, each deviating with probability p.
pub(super) fn binomial(k: u64, n: u64, p: f64) -> f64 {
    if k >= n || p <= 0.0 {
        return 1.0;
    }
    if p >= 1.0 {
        return 0.0;
    }
    let odds = p / (1.0 - p);
    sum(n as f64 * (-p).ln_1p(), k, |i| {
        (n - i) as f64 / (i + 1) as f64 * odds
    })
}

/// P(X ≤ k) of n items drawn from `all`, of which `bad` deviate.
pub(super) fn hypergeometric(k: u64, n: u64, all: u64, bad: u64) -> f64 {
    if k >= n.min(bad) {
        return 1.0;
    }
    // The least that must be drawn: where the good ones do not suffice.
    let least = (n + bad).saturating_sub(all);
    if k < least {
        return 0.0;
    }
    // With nothing drawn that need not be, the first term is a product of as many factors as the
    // smaller side has.
    let (short, long) = if least == 0 {
        (n.min(bad), n.max(bad))
    } else {
        let (left, good) = (all - n, all - bad);
        (left.min(good), left.max(good))
    };
    let first = (0..short)
        .map(|j| (-(long as f64) / (all - j) as f64).ln_1p())
        .sum();
    sum(first, k - least, |i| {
        let x = least + i;
        let good_left = (all - bad + x + 1 - n) as f64;
        (bad - x) as f64 / (x + 1) as f64 * (n - x) as f64 / good_left
    })
}

/// P(X ≤ k) of a Poisson variable with this mean; k need not be whole.
pub(super) fn poisson(k: f64, mean: f64) -> f64 {
    if mean <= 0.0 {
        return 1.0;
    }
    gamma_ur(k + 1.0, mean)
}

/// Whether P(X ≤ k) ≤ risk under the binomial distribution, in whole numbers where it is close.
pub(super) fn binomial_within(k: u64, n: u64, p: Share, risk: Share) -> bool {
    let tail = binomial(k, n, p.value());
    within(tail, risk, || {
        let (a, b) = (p.over(), p.under() - p.over());
        let mut term = BigUint::from(b).pow(n as u32);
        let mut total = term.clone();
        for i in 0..k.min(n) {
            term = term * (n - i) * a / (i + 1) / b;
            total += &term;
        }
        total * risk.under() <= BigUint::from(p.under()).pow(n as u32) * risk.over()
    })
}

/// Whether P(X ≤ k) ≤ risk under the hypergeometric distribution, likewise.
pub(super) fn hypergeometric_within(k: u64, n: u64, all: u64, bad: u64, risk: Share) -> bool {
    let tail = hypergeometric(k, n, all, bad);
    within(tail, risk, || {
        let (good, least) = (all - bad, (n + bad).saturating_sub(all));
        let mut term = choose(bad, least) * choose(good, n - least);
        let mut total = term.clone();
        for x in least..k.min(n.min(bad)) {
            term = term * (bad - x) * (n - x) / (x + 1) / (good + x + 1 - n);
            total += &term;
        }
        total * risk.under() <= choose(all, n) * risk.over()
    })
}

/// Whether P(X ≤ k) ≤ risk under the Poisson distribution. Such a tail is transcendental and never
/// equals a rational risk, so that there is no tie to decide.
pub(super) fn poisson_within(k: f64, mean: f64, risk: Share) -> bool {
    poisson(k, mean) <= risk.value()
}

fn within(tail: f64, risk: Share, exact: impl Fn() -> bool) -> bool {
    let risk = risk.value();
    if (tail - risk).abs() > risk * UNSURE {
        tail < risk
    } else {
        exact()
    }
}

fn choose(n: u64, k: u64) -> BigUint {
    let k = k.min(n - k);
    (0..k).fold(BigUint::from(1u8), |c, i| c * (n - i) / (i + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Binomial, DiscreteCDF, Hypergeometric, Poisson};

    #[test]
    fn sums_agree_with_the_library() {
        for (k, n, p) in [(0, 59, 0.05), (7, 181, 0.05), (54, 1348, 0.05), (3, 3, 0.5)] {
            let library = Binomial::new(p, n).unwrap().cdf(k);
            assert!((binomial(k, n, p) - library).abs() < 1e-12, "{k} {n} {p}");
        }
        for (k, n, all, bad) in [
            (0, 45, 1200, 60),
            (3, 102, 1200, 75),
            (8, 18, 20, 12),
            (9, 18, 20, 12),
        ] {
            let library = Hypergeometric::new(all, bad, n).unwrap().cdf(k);
            let ours = hypergeometric(k, n, all, bad);
            assert!(
                (ours - library).abs() < 1e-11,
                "{k} {n} {all} {bad}: {ours} {library}"
            );
        }
        let library = Poisson::new(3.0).unwrap().cdf(2);
        assert!((poisson(2.0, 3.0) - library).abs() < 1e-13);
    }

    #[test]
    fn a_tie_is_decided_in_whole_numbers() {
        let half = Share::new(1, 2).unwrap();
        // One fair coin: P(X ≤ 0) is the risk itself.
        assert!(binomial_within(0, 1, half, half));
        assert!(!binomial_within(
            0,
            1,
            half,
            Share::new(4_999_999_999, 10_000_000_000).unwrap()
        ));
        // Two of four drawn, one bad: P(X ≤ 0) = 1/2.
        assert!(hypergeometric_within(0, 2, 4, 1, half));
    }

    #[test]
    fn a_large_population_keeps_its_precision() {
        let ours = hypergeometric(2, 1_000, 1_000_000_000, 5_000_000);
        assert!((ours - binomial(2, 1_000, 0.005)).abs() < 1e-6);
    }
}
