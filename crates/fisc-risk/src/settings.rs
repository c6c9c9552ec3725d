//! What a pack says about risk (`risk.toml`): weights, bounds and terms. All are judgement, none is
//! law, and each stands in the result beside what it did.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The whole file. Unknown keys are refused: a misspelt weight must not be a weight of nothing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The audit risk model.
    pub model: ModelSettings,
    /// Weight of each risk factor by its name: relative, integers, 0 leaves it out.
    pub factors: BTreeMap<String, u32>,
    /// From which scores on a risk is called high or medium.
    pub bands: Bands,
    /// How far a method is believed before anybody has looked at its leads.
    pub prior: Priors,
    /// Tests over many units.
    pub multiple: Multiple,
    /// What team a band asks for.
    pub team: Teams,
}

/// `[model]`: parts of the audit risk model, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelSettings {
    /// The risk of a wrong opinion that is accepted.
    #[serde(deserialize_with = "share")]
    pub acceptable: u32,
    /// Inherent risk is never below this: an auditee without any sign of risk is not without risk.
    #[serde(deserialize_with = "share")]
    pub inherent_floor: u32,
    /// Control risk is never below this: controls are run by people.
    #[serde(deserialize_with = "share")]
    pub control_floor: u32,
    /// A control that fails more often than this is not relied on.
    #[serde(deserialize_with = "share")]
    pub tolerable_deviation: u32,
}

/// `[bands]`, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// High from here on.
    #[serde(deserialize_with = "share")]
    pub high: u32,
    /// Medium from here on.
    #[serde(deserialize_with = "share")]
    pub medium: u32,
}

/// A beta distribution as counts: so many leads that were right, so many that were not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prior {
    /// Leads that were right, as if.
    pub right: u32,
    /// Leads that were wrong, as if.
    pub wrong: u32,
}

/// `[prior.*]`: by the confidence that a method claims for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Priors {
    /// Of methods of high confidence.
    pub high: Prior,
    /// Of medium.
    pub medium: Prior,
    /// Of low.
    pub low: Prior,
}

/// `[multiple]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Multiple {
    /// Share of false discoveries among the units that stand out, in millionths.
    #[serde(deserialize_with = "share")]
    pub false_discovery_rate: u32,
}

/// `[team.*]`: what a band asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teams {
    /// For high risk.
    pub high: Team,
    /// For medium risk.
    pub medium: Team,
    /// For low risk.
    pub low: Team,
}

/// What an auditor brings to a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// 财政财务: public finance and accounting.
    Finance,
    /// 数据分析: data.
    Data,
    /// 政府采购: procurement and contracts.
    Procurement,
    /// 工程造价: construction and its cost.
    Engineering,
    /// 法律: law.
    Law,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// People, the leader among them.
    pub people: u32,
    /// Of whom have led an audit before.
    pub experienced: u32,
    /// Days on site for each.
    pub days: u32,
    /// Of the team's hours: so many by skill, no more than people × days × 8 in all.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hours: BTreeMap<Skill, u32>,
}

/// Hours of a working day.
pub const WORKING_DAY: u32 = 8;

/// One million.
pub const ONE: u32 = 1_000_000;

/// A share as a decimal text, `"0.05"`, to millionths, exactly.
fn share<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let text = String::deserialize(from)?;
    read_share(&text).ok_or_else(|| {
        serde::de::Error::custom(format!(
            "{text:?} is no share; write a decimal from \"0\" to \"1\" with at most 6 places, as text"
        ))
    })
}

pub(crate) fn read_share(text: &str) -> Option<u32> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(decimals) || decimals.len() > 6 {
        return None;
    }
    let value: u32 = format!("{whole}{decimals:0<6}").parse().ok()?;
    (value <= ONE).then_some(value)
}

impl Settings {
    /// Reads a `risk.toml`.
    ///
    /// # Errors
    /// What is wrong and where, for who wrote the file.
    pub fn parse(text: &str) -> Result<Settings, String> {
        let settings: Settings = toml::from_str(text).map_err(|e| e.to_string())?;
        let Settings {
            model,
            factors,
            bands,
            prior,
            ..
        } = &settings;
        if bands.medium >= bands.high {
            return Err("[bands] medium must be below high".into());
        }
        if model.acceptable == 0 {
            return Err(
                "[model] acceptable = 0: no audit reaches that; write \"0.05\" or the like".into(),
            );
        }
        if model.tolerable_deviation == 0 {
            return Err("[model] tolerable_deviation = 0: no control is without a deviation; write \"0.05\" or the like".into());
        }
        for (name, prior) in [
            ("high", prior.high),
            ("medium", prior.medium),
            ("low", prior.low),
        ] {
            if prior.right == 0 || prior.wrong == 0 {
                return Err(format!(
                    "[prior.{name}] right and wrong must be 1 or more: a prior of certainty learns nothing"
                ));
            }
        }
        for (name, team) in [
            ("high", &settings.team.high),
            ("medium", &settings.team.medium),
            ("low", &settings.team.low),
        ] {
            let asked: u64 = team.hours.values().map(|h| u64::from(*h)).sum();
            let has = [team.people, team.days, WORKING_DAY];
            let has: u64 = has.into_iter().map(u64::from).product();
            if asked > has {
                return Err(format!(
                    "[team.{name}] hours: {asked} hours by skill, and {} people have {has} in {} days of {WORKING_DAY} hours",
                    team.people, team.days
                ));
            }
            if team.experienced > team.people {
                return Err(format!(
                    "[team.{name}] experienced = {}: more than the {} people of the team",
                    team.experienced, team.people
                ));
            }
        }
        for name in factors.keys() {
            if crate::factors::Factor::named(name).is_none() {
                let known: Vec<&str> = crate::factors::Factor::ALL
                    .iter()
                    .map(|f| f.name())
                    .collect();
                return Err(format!(
                    "[factors] {name}: there is no such risk factor; there are {}",
                    known.join(", ")
                ));
            }
        }
        if factors.values().all(|w| *w == 0) {
            return Err(
                "[factors] all weights are 0: nothing would make one auditee riskier than another"
                    .into(),
            );
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact() {
        assert_eq!(read_share("0.05"), Some(50_000));
        assert_eq!(read_share("1"), Some(ONE));
        assert_eq!(read_share("0.123456"), Some(123_456));
        for wrong in ["", "-1", "1.1", "0.1234567", ".5", "5%", "0,5"] {
            assert_eq!(read_share(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn refusals_say_what_to_write() {
        let good = include_str!("../../../packs/cn/risk.toml");
        assert!(Settings::parse(good).is_ok());
        for (from, to, says) in [
            (
                "acceptable = \"0.05\"",
                "acceptable = 0.05",
                "expected a string",
            ),
            (
                "acceptable = \"0.05\"",
                "acceptable = \"5 %\"",
                "is no share",
            ),
            (
                "acceptable = \"0.05\"",
                "acceptable = \"0\"",
                "no audit reaches that",
            ),
            (
                "high = \"0.6\"",
                "high = \"0.1\"",
                "medium must be below high",
            ),
            ("size =", "bigness =", "no such risk factor"),
            (
                "experienced = 2",
                "experienced = 6",
                "more than the 5 people",
            ),
            ("data = 120", "data = 121", "801 hours by skill"),
            ("law = 40", "chess = 40", "unknown variant"),
            ("[bands]", "[bands]\nlow = \"0\"", "unknown field"),
        ] {
            let text = good.replacen(from, to, 1);
            assert_ne!(text, good, "{from}");
            let error = Settings::parse(&text).expect_err(from);
            assert!(error.contains(says), "{error}");
        }
    }
}
