//! What makes a figure about people unsafe, as a pack says it (`disclosure.toml`): each rule with
//! its reason, the whole with its legal basis. Formulas are those of Hundepool et al., *Statistical
//! Disclosure Control* (2012), chapter 4, and of the ESSnet *Handbook on SDC*; all of it in whole
//! numbers.

use crate::openness::Basis;
use chrono::NaiveDate;
use fisc_model::lead::Bilingual;
use serde::Deserialize;

/// The rules of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The code that markers bear. There is one for whatever rule it was: to say that a figure was
    /// withheld because of few people would tell that it counts few.
    pub code: String,
    /// The reason, for the public.
    pub words: Bilingual,
    /// At least one article of law.
    pub basis: Vec<Basis>,
    /// On this day somebody must have asked again whether the rules still hold.
    pub review_on: NaiveDate,
    /// How few people are too few.
    pub minimum: Minimum,
    /// Problems for which more people are asked for.
    #[serde(default)]
    pub sensitive: Vec<Sensitive>,
    /// (n, k) rules.
    #[serde(default)]
    pub dominance: Vec<Dominance>,
    /// The p % rule.
    pub p_percent: PPercent,
    /// How finely shares are published.
    pub percentages: Percentages,
}

/// The rule of the minimum cell.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minimum {
    /// Fewer people than this are too few.
    pub people: u64,
    /// How far, in percent of it, an amount of too few people must stay uncertain to either side.
    pub range: u32,
    /// Why.
    pub reason: String,
}

/// Where being counted at all says something about a person.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sensitive {
    /// The beginnings of the codes of methods.
    pub problems: Vec<String>,
    /// Fewer people than this are too few.
    pub people: u64,
    /// Why.
    pub reason: String,
}

/// An (n, k) rule: unsafe where the n largest are more than k % of the sum.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dominance {
    /// n.
    pub largest: usize,
    /// k.
    pub percent: u32,
    /// Why.
    pub reason: String,
}

/// The p % rule: unsafe where the second largest could estimate the largest to within p %.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PPercent {
    /// p.
    pub percent: u32,
    /// Why.
    pub reason: String,
}

/// Shares that are published.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Percentages {
    /// In steps of so many percent.
    pub step: u32,
    /// Why.
    pub reason: String,
}

/// Why a figure is unsafe. For the office: no package says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Too few people.
    Few,
    /// An (n, k) rule.
    Dominated,
    /// The p % rule.
    Estimable,
}

/// An unsafe figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsafe {
    /// The first rule that says so, in the order of [`Why`].
    pub why: Why,
    /// How far the amount must stay uncertain to either side: the largest that a rule asks for.
    pub room: i128,
}

/// What is wrong with a pack's rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("disclosure.toml of the pack: {0}")]
pub struct RulesError(String);

impl Rules {
    /// A pack's `disclosure.toml`.
    ///
    /// # Errors
    /// No TOML, unknown keys, no legal basis, percentages beyond 100, a rule without a reason.
    pub fn parse(text: &str) -> Result<Rules, RulesError> {
        let rules: Rules = toml::from_str(text).map_err(|e| RulesError(e.to_string()))?;
        let wrong = |what: &str| Err(RulesError(what.to_string()));
        if rules.basis.is_empty() {
            return wrong("has no legal basis; give instrument, article and in_force_from");
        }
        let reasons = rules.sensitive.iter().map(|s| &s.reason);
        let reasons = reasons.chain(rules.dominance.iter().map(|d| &d.reason));
        let own = [
            &rules.minimum.reason,
            &rules.p_percent.reason,
            &rules.percentages.reason,
        ];
        if reasons.chain(own).any(|r| r.trim().is_empty()) {
            return wrong("a rule has no reason; say why it is there and who recommends it");
        }
        let least = rules.sensitive.iter().map(|s| s.people);
        if least.chain([rules.minimum.people]).any(|n| n < 2) {
            return wrong("people: fewer than 2 protects nobody");
        }
        let percent = |p: u32| (1..=100).contains(&p);
        let mut all = rules.dominance.iter().map(|d| d.percent).chain([
            rules.minimum.range,
            rules.p_percent.percent,
            rules.percentages.step,
        ]);
        if !all.all(percent) || rules.dominance.iter().any(|d| d.largest == 0) {
            return wrong("a percentage is from 1 to 100, and an (n, k) rule of at least 1");
        }
        Ok(rules)
    }

    /// How many people a figure about this problem must count; "" for all problems together.
    #[must_use]
    pub fn least(&self, problem: &str) -> u64 {
        let special = self.sensitive.iter();
        let special = special.filter(|s| s.problems.iter().any(|p| problem.starts_with(p)));
        let most = special.map(|s| s.people).max().unwrap_or(0);
        most.max(self.minimum.people)
    }

    /// Whether the sum of these people's amounts is unsafe. Negative amounts count by their size,
    /// as the handbook advises.
    #[must_use]
    pub fn judge(&self, amounts: impl IntoIterator<Item = i128>, least: u64) -> Option<Unsafe> {
        let mut sizes: Vec<i128> = amounts.into_iter().map(i128::abs).collect();
        if sizes.is_empty() {
            return None;
        }
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let total: i128 = sizes.iter().sum();
        let first = sizes[0];
        let second = sizes.get(1).copied().unwrap_or(0);
        let mut found: Vec<Unsafe> = Vec::new();
        if (sizes.len() as u64) < least {
            found.push(Unsafe {
                why: Why::Few,
                room: up(i128::from(self.minimum.range) * total, 100),
            });
        }
        for rule in &self.dominance {
            let k = i128::from(rule.percent);
            let largest: i128 = sizes.iter().take(rule.largest).sum();
            if 100 * largest > k * total {
                found.push(Unsafe {
                    why: Why::Dominated,
                    room: up(100 * largest, k) - total,
                });
            }
        }
        let (p, rest) = (i128::from(self.p_percent.percent), total - first - second);
        if 100 * rest < p * first {
            found.push(Unsafe {
                why: Why::Estimable,
                room: up(p * first, 100) - rest,
            });
        }
        let room = found.iter().map(|u| u.room).max()?;
        let why = found.iter().map(|u| u.why).min()?;
        Some(Unsafe { why, room })
    }

    /// A share in steps of [`Percentages::step`], half rounded up; nothing of nothing.
    #[must_use]
    pub fn share(&self, part: u64, whole: u64) -> Option<u64> {
        if whole == 0 {
            return None;
        }
        let (part, whole) = (u128::from(part), u128::from(whole));
        let step = u128::from(self.percentages.step);
        let steps = (200 * part + step * whole) / (2 * step * whole);
        u64::try_from(steps * step).ok()
    }
}

/// Division of whole numbers that are not negative, rounded up.
fn up(a: i128, b: i128) -> i128 {
    (a + b - 1) / b
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn cn() -> Rules {
        Rules::parse(include_str!("../../../../packs/cn/disclosure.toml")).expect("rules")
    }

    fn only(dominance: &[(usize, u32)], p: u32, least: u64) -> Rules {
        let mut rules = cn();
        rules.minimum.people = least;
        rules.p_percent.percent = p;
        rules.dominance = dominance
            .iter()
            .map(|(largest, percent)| Dominance {
                largest: *largest,
                percent: *percent,
                reason: "test".into(),
            })
            .collect();
        rules
    }

    /// Hundepool et al. (2012), section 4.2.2: under (1, 90) a cell of 100 with a largest of 90 is
    /// safe and can yet be estimated: its second largest of 10 minus nothing knows the largest
    /// exactly, which the p % rule sees.
    #[test]
    fn dominance_misses_what_the_p_percent_rule_sees() {
        let rules = only(&[(1, 90)], 10, 2);
        let found = rules.judge([90, 10], 2).expect("unsafe");
        assert_eq!((found.why, found.room), (Why::Estimable, 9));
        let none = only(&[(1, 89)], 10, 2);
        assert_eq!(none.judge([90, 10], 2).map(|u| u.why), Some(Why::Dominated));
    }

    #[test]
    fn the_limits_themselves_are_safe() {
        // 85 % of the sum by two is the limit of (2, 85), and a remainder of exactly p % is enough.
        let rules = only(&[(1, 75), (2, 85)], 10, 3);
        assert_eq!(rules.judge([50, 35, 15], 3), None);
        assert_eq!(
            rules.judge([50, 36, 14], 3).map(|u| u.why),
            Some(Why::Dominated)
        );
        assert_eq!(only(&[], 10, 3).judge([100, 40, 10], 3), None);
        let short = only(&[], 10, 3).judge([100, 40, 9], 3).expect("unsafe");
        assert_eq!((short.why, short.room), (Why::Estimable, 1));
        assert_eq!(only(&[], 10, 3).judge([1, 1, 1], 3), None);
        let two = only(&[], 10, 3).judge([100, 100], 3).expect("unsafe");
        assert_eq!((two.why, two.room), (Why::Few, 30));
    }

    #[test]
    fn nothing_is_safe_and_returns_count_by_their_size() {
        let rules = cn();
        assert_eq!(rules.judge([], 3), None);
        assert_eq!(
            rules.judge([-100, 100, 5], 3).map(|u| u.why),
            Some(Why::Dominated)
        );
        assert_eq!(rules.least("GRT-002"), 10);
        assert_eq!(rules.least("EXE-009"), 3);
        assert_eq!(rules.least(""), 3);
    }

    #[test]
    fn shares_are_rounded_half_up_in_steps() {
        let mut rules = cn();
        assert_eq!(rules.share(1, 3), Some(33));
        assert_eq!(rules.share(1, 200), Some(1));
        rules.percentages.step = 5;
        assert_eq!(rules.share(1, 3), Some(35));
        assert_eq!(rules.share(7, 7), Some(100));
        assert_eq!(rules.share(0, 0), None);
    }

    #[test]
    fn a_rule_without_reason_or_basis_is_refused() {
        let text = include_str!("../../../../packs/cn/disclosure.toml");
        for (from, to, said) in [
            ("people = 3", "people = 1", "protects nobody"),
            ("percent = 75", "percent = 0", "from 1 to 100"),
            ("[minimum]", "[minimum]\nfew = 3", "few"),
        ] {
            let error = Rules::parse(&text.replacen(from, to, 1)).expect_err(to);
            assert!(error.to_string().contains(said), "{error}");
        }
    }
}
