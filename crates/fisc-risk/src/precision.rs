//! How often a method is right, learnt from what people decided about its leads: beta-binomial, with
//! the prior stated. Only a reason that says the method erred counts against it; that a lead was
//! small, out of scope or could not be proved says nothing about the method.

use crate::settings::{ONE, Prior, Priors};
use crate::stored;
use fisc_model::act::{Exclusion, Verified};
use fisc_model::lead::Confidence;
use fisc_stats::quantile::bisected;
use serde::{Deserialize, Serialize};
use statrs::distribution::{Beta, ContinuousCDF};

/// What a decision says about the method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lesson {
    /// It was right.
    Right,
    /// It erred.
    Wrong,
    /// Nothing.
    Nothing,
}

/// Confirmed and partly confirmed leads were right; data errors and lawful exceptions were not.
#[must_use]
pub fn lesson(outcome: Verified, reason: Option<Exclusion>) -> Lesson {
    match (outcome, reason) {
        (Verified::Confirmed | Verified::Partly, _) => Lesson::Right,
        (Verified::Excluded, Some(Exclusion::DataError | Exclusion::LawfulException)) => {
            Lesson::Wrong
        }
        (Verified::Excluded, _) => Lesson::Nothing,
    }
}

/// What is known about a method: prior and lessons, as counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Precision {
    /// As if so many had been right before.
    pub prior_right: u32,
    /// As if so many had been wrong before.
    pub prior_wrong: u32,
    /// Leads that were right.
    pub right: u64,
    /// Leads that were wrong.
    pub wrong: u64,
}

impl Precision {
    /// What is believed before anybody looked.
    #[must_use]
    pub fn new(prior: Prior) -> Precision {
        Precision {
            prior_right: prior.right,
            prior_wrong: prior.wrong,
            right: 0,
            wrong: 0,
        }
    }

    /// By the confidence that the method claims.
    #[must_use]
    pub fn claimed(priors: &Priors, confidence: Confidence) -> Precision {
        Precision::new(match confidence {
            Confidence::High => priors.high,
            Confidence::Medium => priors.medium,
            Confidence::Low => priors.low,
        })
    }

    /// Takes in what was decided about one lead.
    pub fn learn(&mut self, lesson: Lesson) {
        match lesson {
            Lesson::Right => self.right += 1,
            Lesson::Wrong => self.wrong += 1,
            Lesson::Nothing => {}
        }
    }

    fn counts(&self) -> (u64, u64) {
        (
            u64::from(self.prior_right) + self.right,
            u64::from(self.prior_wrong) + self.wrong,
        )
    }

    /// Mean of the posterior, (a + right) / (a + b + right + wrong), in millionths, half up. An
    /// integer, so that amounts weighted with it stay exact.
    #[must_use]
    pub fn mean(&self) -> u32 {
        let (a, b) = self.counts();
        let (a, n) = (u128::from(a), u128::from(a) + u128::from(b));
        let one = u128::from(ONE);
        u32::try_from((2 * a * one + n) / (2 * n)).unwrap_or(ONE)
    }

    /// The middle 90 % of the posterior: between which two values the share of right leads lies.
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        let (a, b) = self.counts();
        #[expect(clippy::cast_precision_loss, reason = "counts of leads")]
        match Beta::new(a as f64, b as f64) {
            Ok(beta) => (
                stored(bisected(|x| beta.cdf(x), 0.0, 1.0, 0.05)),
                stored(bisected(|x| beta.cdf(x), 0.0, 1.0, 0.95)),
            ),
            Err(_) => (0.0, 1.0),
        }
    }

    /// The probability that none of so many leads is right. Leads of one method on one subject are
    /// right or wrong together, which multiplying the mean would not say: under the beta-binomial it
    /// is B(a, b + n) / B(a, b) = Π (b + i) / (a + b + i), i below n.
    #[must_use]
    pub fn none_right(&self, leads: u64) -> f64 {
        let (a, b) = self.counts();
        #[expect(clippy::cast_precision_loss, reason = "counts of leads")]
        let (a, b) = (a as f64, b as f64);
        // ln Γ differences would be shorter and, for small n, less exact.
        let mut p = 1.0_f64;
        for i in 0..leads.min(10_000) {
            #[expect(clippy::cast_precision_loss, reason = "below 10,000")]
            let i = i as f64;
            p *= (b + i) / (a + b + i);
        }
        stored(p)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn precision(a: u32, b: u32, right: u64, wrong: u64) -> Precision {
        Precision {
            prior_right: a,
            prior_wrong: b,
            right,
            wrong,
        }
    }

    /// The rule of succession: Laplace, 1814. Uniform prior, s of n: (s + 1) / (n + 2).
    #[test]
    fn laplace() {
        assert_eq!(precision(1, 1, 0, 0).mean(), 500_000);
        assert_eq!(precision(1, 1, 9, 0).mean(), 909_091);
        assert_eq!(precision(1, 1, 7, 3).mean(), 666_667);
    }

    /// The middle 90 % of Beta(1, 1) and of Beta(2, 1), whose distribution functions are x and x².
    #[test]
    fn intervals() {
        let (low, high) = precision(1, 1, 0, 0).interval();
        assert!((low - 0.05).abs() < 1e-9 && (high - 0.95).abs() < 1e-9);
        let (low, high) = precision(1, 1, 1, 0).interval();
        assert!((low - 0.05_f64.sqrt()).abs() < 1e-9 && (high - 0.95_f64.sqrt()).abs() < 1e-9);
    }

    /// Beta(1, 1): none of n right has probability 1 / (n + 1).
    #[test]
    fn leads_of_one_method_stand_and_fall_together() {
        for n in 0..50_u32 {
            let p = precision(1, 1, 0, 0).none_right(u64::from(n));
            assert!((p - 1.0 / (f64::from(n) + 1.0)).abs() < 1e-11, "{n}: {p}");
        }
        // Independent leads of the same mean would leave 2^-10.
        assert!(precision(1, 1, 0, 0).none_right(10) > 0.09);
    }

    #[test]
    fn only_errors_of_the_method_count_against_it() {
        use Exclusion::{
            DataError, Immaterial, InsufficientEvidence, LawfulException, OutOfScope, Referred,
        };
        for (outcome, reason, expected) in [
            (Verified::Confirmed, None, Lesson::Right),
            (Verified::Partly, Some(Immaterial), Lesson::Right),
            (Verified::Partly, Some(DataError), Lesson::Right),
            (Verified::Excluded, Some(DataError), Lesson::Wrong),
            (Verified::Excluded, Some(LawfulException), Lesson::Wrong),
            (Verified::Excluded, Some(Immaterial), Lesson::Nothing),
            (Verified::Excluded, Some(OutOfScope), Lesson::Nothing),
            (
                Verified::Excluded,
                Some(InsufficientEvidence),
                Lesson::Nothing,
            ),
            (Verified::Excluded, Some(Referred), Lesson::Nothing),
            (Verified::Excluded, None, Lesson::Nothing),
        ] {
            assert_eq!(lesson(outcome, reason), expected, "{outcome:?} {reason:?}");
        }
    }

    proptest! {
        #[test]
        fn each_lesson_moves_the_mean_its_way(a in 1_u32..20, b in 1_u32..20, r in 0_u64..500, w in 0_u64..500) {
            let before = precision(a, b, r, w);
            let (mut up, mut down, mut same) = (before, before, before);
            up.learn(Lesson::Right);
            down.learn(Lesson::Wrong);
            same.learn(Lesson::Nothing);
            prop_assert!(up.mean() >= before.mean());
            prop_assert!(down.mean() <= before.mean());
            prop_assert_eq!(same, before);
            let (low, high) = before.interval();
            prop_assert!(0.0 <= low && low <= high && high <= 1.0);
        }

        #[test]
        fn more_leads_are_more_likely_to_hold_a_right_one(a in 1_u32..20, b in 1_u32..20, n in 0_u64..200) {
            let p = precision(a, b, 0, 0);
            prop_assert!(p.none_right(n + 1) <= p.none_right(n));
            prop_assert!(p.none_right(n) > 0.0 && p.none_right(n) <= 1.0);
        }
    }
}
