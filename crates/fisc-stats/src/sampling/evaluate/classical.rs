//! Classical variables: the total that the population should have, estimated from book and audited
//! values of a random sample of items. Cochran, Sampling Techniques (3rd ed. 1977), chapters 2, 6 and 7;
//! all with the finite population correction.

use super::super::{Error, Share, rounded};
use crate::quantile::student_t;

/// How the total is estimated. X is the book value of the population, x and y the book and the audited
/// values of the sample, N and n their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimator {
    /// N · mean(y): uses no book values.
    MeanPerUnit,
    /// X − N · mean(x − y).
    Difference,
    /// X · Σy / Σx.
    Ratio,
    /// N · (mean(y) + b · (X/N − mean(x))), b by least squares.
    Regression,
}

impl Estimator {
    /// The name in options and files.
    pub fn name(self) -> &'static str {
        match self {
            Estimator::MeanPerUnit => "mean-per-unit",
            Estimator::Difference => "difference",
            Estimator::Ratio => "ratio",
            Estimator::Regression => "regression",
        }
    }

    /// The estimator of this name.
    pub fn named(name: &str) -> Option<Estimator> {
        use Estimator::{Difference, MeanPerUnit, Ratio, Regression};
        [MeanPerUnit, Difference, Ratio, Regression]
            .into_iter()
            .find(|e| e.name() == name)
    }
}

/// A population and the sample of it. Amounts are whole cents.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// The number of items of the population.
    pub items: u64,
    /// Their book value.
    pub book: i128,
    /// (book, audited) of each item examined.
    pub examined: &'a [(i128, i128)],
}

/// An estimate of the misstatement, book − audited, of a population or stratum, in cents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimated misstatement; below zero where the books understate.
    pub misstatement: f64,
    /// Its estimated variance.
    pub variance: f64,
    /// The degrees of freedom of that variance.
    pub freedom: f64,
    /// How many items differ: with few, the variance of difference, ratio and regression is not to be
    /// trusted.
    pub differing: u64,
}

/// Estimates the misstatement. An error with fewer than 2 items (3 for regression), and where a ratio
/// or slope would divide by zero. A population examined whole has no variance.
pub fn estimate(estimator: Estimator, sample: &Sample<'_>) -> Result<Estimate, Error> {
    let pairs = sample.examined;
    let n = pairs.len() as u64;
    if n > sample.items {
        return Err(Error::Part {
            what: "more items examined than the population has",
            part: n,
            whole: sample.items,
        });
    }
    let lost = if estimator == Estimator::Regression {
        2
    } else {
        1
    };
    if n <= lost && n < sample.items {
        return Err(Error::Amount(
            "too few items for a variance: two at least in each stratum, three for regression",
        ));
    }
    let (mut sx, mut sy) = (0i128, 0i128);
    for (x, y) in pairs {
        sx = sx.checked_add(*x).ok_or(Error::Overflow)?;
        sy = sy.checked_add(*y).ok_or(Error::Overflow)?;
    }
    let (all, count) = (sample.items as f64, n as f64);
    let differing = pairs.iter().filter(|(x, y)| x != y).count() as u64;
    if n == sample.items {
        return Ok(Estimate {
            misstatement: (sx - sy) as f64,
            variance: 0.0,
            freedom: f64::INFINITY,
            differing,
        });
    }
    // n · deviation, in whole numbers, so that equal values have no variance at all.
    let scaled = |value: i128, sum: i128| {
        let product = value.checked_mul(n.into()).and_then(|v| v.checked_sub(sum));
        product.map(|d| d as f64 / count).ok_or(Error::Overflow)
    };
    let book = sample.book as f64;
    let (misstatement, squares) = match estimator {
        Estimator::MeanPerUnit => {
            let squares = sum_of_squares(pairs.iter().map(|(_, y)| scaled(*y, sy)))?;
            (book - all * sy as f64 / count, squares)
        }
        Estimator::Difference => {
            let squares = sum_of_squares(pairs.iter().map(|(x, y)| scaled(x - y, sx - sy)))?;
            (all * (sx - sy) as f64 / count, squares)
        }
        Estimator::Ratio => {
            if sx <= 0 {
                return Err(Error::Amount(
                    "a ratio needs book values in the sample that sum to more than zero",
                ));
            }
            // y − R·x = (y·Σx − x·Σy) / Σx, in whole numbers.
            let residual = |x: i128, y: i128| {
                let left = y.checked_mul(sx).ok_or(Error::Overflow)?;
                let right = x.checked_mul(sy).ok_or(Error::Overflow)?;
                Ok(left.checked_sub(right).ok_or(Error::Overflow)? as f64 / sx as f64)
            };
            let squares = sum_of_squares(pairs.iter().map(|(x, y)| residual(*x, *y)))?;
            (book * (sx - sy) as f64 / sx as f64, squares)
        }
        Estimator::Regression => {
            let (mut sxx, mut sxy) = (0.0, 0.0);
            for (x, y) in pairs {
                let (dx, dy) = (scaled(*x, sx)?, scaled(*y, sy)?);
                sxx += dx * dx;
                sxy += dx * dy;
            }
            if sxx <= 0.0 {
                return Err(Error::Amount(
                    "a regression needs book values that differ within the sample",
                ));
            }
            let slope = sxy / sxx;
            let residual = |x, y| Ok(scaled(y, sy)? - slope * scaled(x, sx)?);
            let squares = sum_of_squares(pairs.iter().map(|(x, y)| residual(*x, *y)))?;
            let total = all * (sy as f64 / count + slope * (book / all - sx as f64 / count));
            (book - total, squares)
        }
    };
    let freedom = count - lost as f64;
    Ok(Estimate {
        misstatement,
        variance: all * all * (1.0 - count / all) * squares / freedom / count,
        freedom,
        differing,
    })
}

fn sum_of_squares(values: impl Iterator<Item = Result<f64, Error>>) -> Result<f64, Error> {
    values.map(|x| x.map(|x| x * x)).sum()
}

/// A misstatement with its one-sided limits, each at the confidence. Cents, 12 significant digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The estimate.
    pub misstatement: f64,
    /// t(confidence, degrees of freedom) · standard error.
    pub precision: f64,
    /// estimate − precision.
    pub lower: f64,
    /// estimate + precision.
    pub upper: f64,
    /// The degrees of freedom of t.
    pub freedom: f64,
}

/// Adds strata that were sampled apart: estimates and variances are summed, the degrees of freedom are
/// Satterthwaite's (Biometrics Bulletin 2, 1946). One stratum is itself.
pub fn limits(strata: &[Estimate], confidence: Share) -> Result<Limits, Error> {
    let level = confidence.open("the confidence")?.value();
    let misstatement: f64 = strata.iter().map(|s| s.misstatement).sum();
    let variance: f64 = strata.iter().map(|s| s.variance).sum();
    let parts: f64 = strata
        .iter()
        .map(|s| s.variance * s.variance / s.freedom)
        .sum();
    let freedom = if parts > 0.0 {
        variance * variance / parts
    } else {
        f64::INFINITY
    };
    let precision = if variance > 0.0 {
        student_t(level, freedom).ok_or(Error::Overflow)? * variance.sqrt()
    } else {
        0.0
    };
    Ok(Limits {
        misstatement: rounded(misstatement),
        precision: rounded(precision),
        lower: rounded(misstatement - precision),
        upper: rounded(misstatement + precision),
        freedom: rounded(freedom),
    })
}
