//! Inherent risk from risk factors: facts about an auditee, set against those of the other auditees.
//! A fact is an exact integer; where an auditee stands among the others is a rank, so that no unit
//! and no outlier decides.

use crate::settings::{ONE, Settings};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// The budget of the year, in hundredths of the currency unit.
    Size,
    /// Change of the budget against the year before, up or down, in millionths of that.
    Growth,
    /// Projects and programs with money in the year.
    Complexity,
    /// Earmarked transfers in the budget, in millionths.
    EarmarkedShare,
    /// What was added to and cut from the budget in the year, in millionths of it.
    Adjustment,
    /// Amounts that earlier audits confirmed, in millionths of the budget.
    PastFindings,
    /// Of what earlier audits asked for: not done in time, in millionths.
    Unrectified,
}

impl Factor {
    /// All, in order.
    pub const ALL: [Factor; 7] = [
        Factor::Size,
        Factor::Growth,
        Factor::Complexity,
        Factor::EarmarkedShare,
        Factor::Adjustment,
        Factor::PastFindings,
        Factor::Unrectified,
    ];

    /// As packs and registers write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Factor::Size => "size",
            Factor::Growth => "growth",
            Factor::Complexity => "complexity",
            Factor::EarmarkedShare => "earmarked_share",
            Factor::Adjustment => "adjustment",
            Factor::PastFindings => "past_findings",
            Factor::Unrectified => "unrectified",
        }
    }

    /// By that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Factor> {
        Factor::ALL.into_iter().find(|f| f.name() == name)
    }

    /// Whether a fact in millionths is meant.
    #[must_use]
    pub fn is_share(self) -> bool {
        !matches!(self, Factor::Size | Factor::Complexity)
    }
}

/// What is known about one auditee. What is not known is not there.
pub type Facts = BTreeMap<Factor, i128>;

/// A factor's contribution to an auditee's inherent risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Which.
    pub factor: Factor,
    /// The fact.
    pub value: i128,
    /// Where it stands among the auditees, 0 the lowest, in millionths: the share of those below it
    /// and half of those beside it. A fact of 0 stands at 0, however many share it.
    pub position: u32,
    /// Its weight.
    pub weight: u32,
    /// What it adds to the score, in millionths.
    pub adds: u32,
}

/// Inherent risk with what it is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inherent {
    /// The score, in millionths: the floor, and above it the weighted mean of the positions. One
    /// million where no fact is known: what is unknown is not called safe.
    pub score: u32,
    /// The part that everybody has.
    pub floor: u32,
    /// What each factor adds; they and the floor sum up to the score but for rounding down.
    pub points: Vec<Point>,
    /// Factors with a weight that nothing is known about.
    pub unknown: Vec<Factor>,
}

/// Inherent risk of each auditee against the others.
#[must_use]
pub fn inherent(
    facts: &BTreeMap<String, Facts>,
    settings: &Settings,
) -> BTreeMap<String, Inherent> {
    let weighted: Vec<(Factor, u32)> = Factor::ALL
        .into_iter()
        .filter_map(|f| Some((f, *settings.factors.get(f.name())?)))
        .filter(|(_, w)| *w > 0)
        .collect();
    let mut sorted: BTreeMap<Factor, Vec<i128>> = BTreeMap::new();
    for (factor, value) in facts.values().flatten() {
        sorted.entry(*factor).or_default().push(*value);
    }
    for values in sorted.values_mut() {
        values.sort_unstable();
    }
    let floor = settings.model.inherent_floor;
    let one = |facts: &Facts| {
        let known = weighted.iter().filter(|(f, _)| facts.contains_key(f));
        let total: u64 = known.map(|(_, w)| u64::from(*w)).sum();
        let mut points = Vec::new();
        let mut unknown = Vec::new();
        for (factor, weight) in &weighted {
            let Some(value) = facts.get(factor) else {
                unknown.push(*factor);
                continue;
            };
            let position = position(*value, &sorted[factor]);
            let adds = u64::from(ONE - floor) * u64::from(position) * u64::from(*weight)
                / (u64::from(ONE) * total);
            points.push(Point {
                factor: *factor,
                value: *value,
                position,
                weight: *weight,
                adds: u32::try_from(adds).unwrap_or(ONE),
            });
        }
        let score = if points.is_empty() {
            ONE
        } else {
            floor + points.iter().map(|p| p.adds).sum::<u32>()
        };
        Inherent {
            score,
            floor,
            points,
            unknown,
        }
    };
    facts.iter().map(|(a, f)| (a.clone(), one(f))).collect()
}

/// The mid-rank of a value among sorted values of which it is one, in millionths.
fn position(value: i128, sorted: &[i128]) -> u32 {
    if value == 0 || sorted.is_empty() {
        return 0;
    }
    let below = sorted.partition_point(|v| *v < value);
    let upto = sorted.partition_point(|v| *v <= value);
    let rank = (below + upto) as u64 * u64::from(ONE) / (2 * sorted.len() as u64);
    u32::try_from(rank).unwrap_or(ONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn settings() -> Settings {
        Settings::parse(include_str!("../../../packs/cn/risk.toml")).expect("the pack's settings")
    }

    fn facts(values: &[(&str, &[(Factor, i128)])]) -> BTreeMap<String, Facts> {
        let each = |(name, facts): &(&str, &[(Factor, i128)])| {
            (name.to_string(), facts.iter().copied().collect())
        };
        values.iter().map(each).collect()
    }

    #[test]
    fn a_position_is_a_mid_rank_and_nothing_is_nothing() {
        assert_eq!(position(5, &[5]), 500_000);
        assert_eq!(position(0, &[0, 0, 0, 9]), 0);
        assert_eq!(position(9, &[0, 0, 0, 9]), 875_000);
        assert_eq!(position(9, &[9, 9]), 500_000);
    }

    #[test]
    fn what_is_unknown_is_not_safe() {
        let all = inherent(
            &facts(&[("a", &[]), ("b", &[(Factor::Size, 1)])]),
            &settings(),
        );
        assert_eq!(all["a"].score, ONE);
        assert_eq!(all["a"].unknown.len(), 7);
        // Of two auditees the only known one: floor .3 + .7 × .5.
        assert_eq!(all["b"].score, 650_000);
        assert_eq!(all["b"].unknown.len(), 6);
    }

    #[test]
    fn the_points_are_the_score() {
        let all = inherent(
            &facts(&[
                ("a", &[(Factor::Size, 100), (Factor::PastFindings, 0)]),
                ("b", &[(Factor::Size, 300), (Factor::PastFindings, 20_000)]),
            ]),
            &settings(),
        );
        // Weights 20 and 20. a: .25 and 0; b: .75 and .75.
        assert_eq!(all["a"].score, 300_000 + 87_500);
        assert_eq!(all["b"].score, 300_000 + 262_500 + 262_500);
    }

    proptest! {
        #[test]
        fn more_of_a_factor_is_never_less_risk(values in prop::collection::vec(0_i128..1000, 2..30), at in 0_usize..30, more in 1_i128..500) {
            let at = at % values.len();
            let build = |values: &[i128]| -> BTreeMap<String, Facts> {
                values.iter().enumerate().map(|(i, v)| (format!("{i:02}"), Facts::from([(Factor::Growth, *v)]))).collect()
            };
            let name = format!("{at:02}");
            let before = inherent(&build(&values), &settings());
            let mut raised = values.clone();
            raised[at] += more;
            let after = inherent(&build(&raised), &settings());
            prop_assert!(after[&name].score >= before[&name].score);
            for i in before.values().chain(after.values()) {
                prop_assert!(i.score >= i.floor && i.score <= ONE);
                prop_assert_eq!(i.score, i.floor + i.points.iter().map(|p| p.adds).sum::<u32>());
            }
        }
    }
}
