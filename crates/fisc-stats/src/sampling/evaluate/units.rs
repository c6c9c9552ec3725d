//! Evaluating monetary units. A sampled unit is as wrong as the item it belongs to: its taint is
//! (book − audited) / book. Overstatements and understatements are evaluated apart, and never set off
//! against each other before the limit.

use super::super::tail::Distribution;
use super::super::{Error, Share, factor, limit, rounded};

/// An item whose units were drawn. Amounts are whole cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Examined {
    /// The book value, above zero.
    pub book: i128,
    /// What it should have been.
    pub audited: i128,
    /// How many of its units were drawn.
    pub hits: u64,
    /// Whether it was certain to be examined, so that nothing is projected from it.
    pub certain: bool,
}

/// How the limit is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Projection and basic precision, with an incremental allowance for each taint (AICPA, Audit
    /// Sampling guide): the Poisson form of the Stringer bound.
    Incremental,
    /// Stringer (1963) with binomial limits: p(0) + Σ (p(i) − p(i − 1)) · taint(i), times the book value.
    Stringer,
    /// Cell evaluation (Leslie, Teitlebaum and Anderson, Dollar-unit Sampling, 1979): in each stage the
    /// larger of load and spread, U(i − 1) + taint(i), and simple spread, factor(i) · mean taint.
    Cell,
}

impl Rule {
    /// The name in options and files.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Incremental => "incremental",
            Rule::Stringer => "stringer",
            Rule::Cell => "cell",
        }
    }

    /// The rule of this name.
    pub fn named(name: &str) -> Option<Rule> {
        [Rule::Incremental, Rule::Stringer, Rule::Cell]
            .into_iter()
            .find(|rule| rule.name() == name)
    }
}

/// Misstatement in one direction. Amounts in cents; what is projected is to 12 significant digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Misstatement {
    /// Found in certain items: exact.
    pub known: i128,
    /// Σ taint · interval over the units drawn.
    pub projected: f64,
    /// The allowance where nothing is found: factor(0) · interval, or the rule's equivalent.
    pub basic: f64,
    /// What the taints found add to the allowance.
    pub incremental: f64,
    /// known + projected + basic + incremental: the upper limit.
    pub upper: f64,
    /// How many units were tainted.
    pub taints: u64,
}

/// The upper limit of overstatement (`over`) or understatement of a population of which units were
/// drawn at `interval` cents (whole, or rest / n where that many units of the whole were drawn).
/// `n` is the number of units drawn. A taint above 1 counts as 1 for overstatement, where the book
/// value is all that can be wrong; for understatement it counts as it is.
pub fn misstatement(
    rule: Rule,
    items: &[Examined],
    over: bool,
    interval: f64,
    n: u64,
    confidence: Share,
) -> Result<Misstatement, Error> {
    let mut known = 0i128;
    let mut taints = Vec::new();
    for item in items {
        if item.book <= 0 {
            return Err(Error::Amount(
                "an item without a book value above zero has no monetary units: evaluate it apart",
            ));
        }
        let wrong = item.book.checked_sub(item.audited).ok_or(Error::Overflow)?;
        let wrong = if over { wrong.max(0) } else { (-wrong).max(0) };
        if item.certain {
            known = known.checked_add(wrong).ok_or(Error::Overflow)?;
        } else if wrong > 0 {
            let taint = wrong as f64 / item.book as f64;
            let taint = if over { taint.min(1.0) } else { taint };
            taints.extend(std::iter::repeat_n(taint, item.hits as usize));
        }
    }
    taints.sort_by(|a, b| b.total_cmp(a));
    let bound = bound(rule, &taints, n, confidence)?;
    let projected: f64 = taints.iter().sum::<f64>() * interval;
    let basic = bound.basic * interval;
    let all = bound.all * interval;
    Ok(Misstatement {
        known,
        projected: rounded(projected),
        basic: rounded(basic),
        incremental: rounded((all - basic - projected).max(0.0)),
        upper: rounded(known as f64 + all),
        taints: taints.len() as u64,
    })
}

/// A limit in intervals: with no taint, and with those found.
struct Bound {
    basic: f64,
    all: f64,
}

fn bound(rule: Rule, taints: &[f64], n: u64, confidence: Share) -> Result<Bound, Error> {
    let factor = |k: u64| factor::exact(k as f64, confidence);
    match rule {
        Rule::Incremental => stringer(taints, factor),
        Rule::Stringer => {
            if taints.len() as u64 > n {
                return Err(Error::Part {
                    what: "more tainted units than units drawn",
                    part: taints.len() as u64,
                    whole: n,
                });
            }
            if n == 0 {
                return Ok(Bound {
                    basic: 0.0,
                    all: 0.0,
                });
            }
            let rate = |k| limit::upper(Distribution::Binomial, n, k, confidence, None);
            stringer(taints, |k| Ok(rate(k)?.rate * n as f64))
        }
        Rule::Cell => {
            let basic = factor(0)?;
            let (mut all, mut sum) = (basic, 0.0);
            for (i, taint) in taints.iter().enumerate() {
                sum += taint;
                let spread = factor(i as u64 + 1)? * sum / (i + 1) as f64;
                all = (all + taint).max(spread);
            }
            Ok(Bound { basic, all })
        }
    }
}

fn stringer(taints: &[f64], limit: impl Fn(u64) -> Result<f64, Error>) -> Result<Bound, Error> {
    let basic = limit(0)?;
    let (mut all, mut before) = (basic, basic);
    for (i, taint) in taints.iter().enumerate() {
        let next = limit(i as u64 + 1)?;
        all += (next - before) * taint;
        before = next;
    }
    Ok(Bound { basic, all })
}

/// The Stringer bound as a share of the book value, from taints alone.
pub fn stringer_rate(taints: &[f64], n: u64, confidence: Share) -> Result<f64, Error> {
    let mut sorted = taints.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let bound = bound(Rule::Stringer, &sorted, n, confidence)?;
    Ok(rounded(bound.all / n.max(1) as f64))
}
