//! What a score says in words, in both languages: every component has a sentence.

use crate::assessment::{Assessment, Band, Compared, Held, Phase};
use crate::exposure::Part;
use crate::factors::{Factor, Inherent, Point};
use crate::model::Control;
use crate::settings::{Skill, Team};
use fisc_i18n::{Arg, Lang, Messages};
use fisc_model::Money;
use fisc_model::lead::Bilingual;
use std::sync::LazyLock;

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../i18n/en/risk.ftl"),
        include_str!("../i18n/zh/risk.ftl"),
    )
});

fn say(id: &str, places: &[(&str, &dyn Fn(Lang) -> String)]) -> Bilingual {
    let one = |lang| {
        let args: Vec<(&str, Arg)> = places
            .iter()
            .map(|(name, value)| (*name, Arg::Text(value(lang))))
            .collect();
        MESSAGES.say(lang, id, &args)
    };
    Bilingual {
        en: one(Lang::En),
        zh: one(Lang::Zh),
    }
}

fn both(text: &str) -> impl Fn(Lang) -> String {
    move |_| text.to_string()
}

/// Millionths as a percentage with one decimal, `12.3 %`, half up.
#[must_use]
pub fn percent(millionths: u32) -> String {
    let tenths = (u64::from(millionths) + 500) / 1000;
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// The word for a phase.
#[must_use]
pub fn phase(phase: Phase, lang: Lang) -> &'static str {
    MESSAGES.plain(
        lang,
        match phase {
            Phase::Initial => "phase-initial",
            Phase::Planning => "phase-planning",
            Phase::Preparation => "phase-preparation",
            Phase::Final => "phase-final",
        },
    )
}

/// The word for a band.
#[must_use]
pub fn band(band: Band, lang: Lang) -> &'static str {
    MESSAGES.plain(
        lang,
        match band {
            Band::High => "band-high",
            Band::Medium => "band-medium",
            Band::Low => "band-low",
        },
    )
}

/// The word for how a first assessment held.
#[must_use]
pub fn held(held: Held, lang: Lang) -> &'static str {
    MESSAGES.plain(
        lang,
        match held {
            Held::AsAssessed => "held-word-as-assessed",
            Held::Higher => "held-word-higher",
            Held::Lower => "held-word-lower",
        },
    )
}

/// The word for a factor.
#[must_use]
pub fn factor(factor: Factor, lang: Lang) -> &'static str {
    MESSAGES.plain(
        lang,
        match factor {
            Factor::Size => "factor-size",
            Factor::Growth => "factor-growth",
            Factor::Complexity => "factor-complexity",
            Factor::EarmarkedShare => "factor-earmarked-share",
            Factor::Adjustment => "factor-adjustment",
            Factor::PastFindings => "factor-past-findings",
            Factor::Unrectified => "factor-unrectified",
        },
    )
}

fn value(point: &Point) -> String {
    match point.factor {
        Factor::Size => Money(point.value).grouped(),
        Factor::Complexity => point.value.to_string(),
        _ => {
            let share = u32::try_from(point.value).unwrap_or(u32::MAX);
            percent(share)
        }
    }
}

impl Point {
    /// The fact, where it stands among the others, and what it adds.
    #[must_use]
    pub fn sentence(&self) -> Bilingual {
        say(
            "point",
            &[
                ("factor", &|lang| factor(self.factor, lang).to_string()),
                ("value", &both(&value(self))),
                ("position", &both(&percent(self.position))),
                ("adds", &both(&percent(self.adds))),
                ("weight", &both(&self.weight.to_string())),
            ],
        )
    }
}

impl Inherent {
    /// What every auditee has, and what nothing is known about.
    #[must_use]
    pub fn sentences(&self) -> Vec<Bilingual> {
        let mut all = Vec::new();
        if self.points.is_empty() {
            all.push(say("nothing-known", &[]));
        } else {
            all.push(say("floor", &[("floor", &both(&percent(self.floor)))]));
        }
        all.extend(self.points.iter().map(Point::sentence));
        if !self.unknown.is_empty() && !self.points.is_empty() {
            let names = |lang: Lang| {
                let separator = if lang == Lang::Zh { "、" } else { ", " };
                let names: Vec<&str> = self.unknown.iter().map(|f| factor(*f, lang)).collect();
                names.join(separator)
            };
            all.push(say("unknown", &[("factors", &names)]));
        }
        all
    }
}

impl Control {
    /// How the control fared, and where it was tested in several units, how it stands among them.
    #[must_use]
    pub fn sentences(&self) -> Vec<Bilingual> {
        let mut all = vec![self.fared()];
        if let Some(among) = &self.among {
            let id = match among.stands_out {
                true => "among-out",
                false => "among-not",
            };
            let q = format!("{:.4}", among.adjusted);
            all.push(say(
                id,
                &[
                    ("test", &both(&self.test)),
                    ("units", &both(&among.units.to_string())),
                    ("q", &both(&q)),
                    ("rate", &both(&percent(among.rate))),
                ],
            ));
        }
        all
    }

    fn fared(&self) -> Bilingual {
        let id = if self.sampled { "sample" } else { "control" };
        say(
            id,
            &[
                ("test", &both(&self.test)),
                ("tested", &both(&self.tested.to_string())),
                ("failed", &both(&self.failed.to_string())),
                ("rate", &both(&percent(self.deviation))),
            ],
        )
    }
}

impl Part {
    /// What a method's leads add.
    #[must_use]
    pub fn sentence(&self) -> Bilingual {
        say(
            "part",
            &[
                ("method", &both(&self.method)),
                ("leads", &both(&self.leads.to_string())),
                ("precision", &both(&percent(self.precision))),
                ("amount", &both(&self.amount.grouped())),
                ("expected", &both(&self.expected.grouped())),
            ],
        )
    }
}

/// The word for a skill.
#[must_use]
pub fn skill(skill: Skill, lang: Lang) -> &'static str {
    MESSAGES.plain(
        lang,
        match skill {
            Skill::Finance => "skill-finance",
            Skill::Data => "skill-data",
            Skill::Procurement => "skill-procurement",
            Skill::Engineering => "skill-engineering",
            Skill::Law => "skill-law",
        },
    )
}

/// Hours by skill: `finance 480, data analysis 120`.
#[must_use]
pub fn hours(hours: &std::collections::BTreeMap<Skill, u64>, lang: Lang) -> String {
    let separator = if lang == Lang::Zh { "、" } else { ", " };
    let each = hours.iter().map(|(s, h)| {
        let places = [
            ("skill", Arg::Text(skill(*s, lang).to_string())),
            ("hours", Arg::Text(h.to_string())),
        ];
        MESSAGES.say(lang, "skill-hours", &places)
    });
    each.collect::<Vec<_>>().join(separator)
}

impl Team {
    /// What a team is, and what of its time asks for which skill.
    #[must_use]
    pub fn sentences(&self) -> Vec<Bilingual> {
        let mut all = vec![self.sentence()];
        if !self.hours.is_empty() {
            let by_skill = self.hours.iter().map(|(s, h)| (*s, u64::from(*h)));
            let by_skill = by_skill.collect();
            all.push(say(
                "team-hours",
                &[("hours", &|lang| hours(&by_skill, lang))],
            ));
        }
        all
    }

    fn sentence(&self) -> Bilingual {
        say(
            "team",
            &[
                ("people", &both(&self.people.to_string())),
                ("experienced", &both(&self.experienced.to_string())),
                ("days", &both(&self.days.to_string())),
            ],
        )
    }
}

impl Compared {
    /// How the first assessment held.
    #[must_use]
    pub fn sentence(&self) -> Bilingual {
        let id = match self.held {
            Held::AsAssessed => "held-as-assessed",
            Held::Higher => "held-higher",
            Held::Lower => "held-lower",
        };
        say(
            id,
            &[
                ("initial", &|lang| band(self.initial, lang).to_string()),
                ("out", &|lang| band(self.came_out, lang).to_string()),
            ],
        )
    }
}

impl Assessment {
    /// All of it in words, the result first.
    #[must_use]
    pub fn sentences(&self) -> Vec<Bilingual> {
        let mut all = vec![say(
            "result",
            &[
                ("band", &|lang| band(self.band, lang).to_string()),
                ("combined", &both(&percent(self.combined))),
                ("inherent", &both(&percent(self.inherent.score))),
                ("control", &both(&percent(self.control))),
                ("detection", &both(&percent(self.detection))),
                (
                    "assurance",
                    &both(&percent(crate::settings::ONE - self.detection)),
                ),
            ],
        )];
        all.extend(self.inherent.sentences());
        if self.controls.is_empty() {
            all.push(say("no-control", &[]));
        }
        all.extend(self.controls.iter().flat_map(Control::sentences));
        if let (Some(likelihood), Some(expected)) = (self.likelihood, self.expected) {
            // A probability, never an amount; shown with one decimal.
            let likelihood = format!("{:.1} %", likelihood * 100.0);
            let expected = expected.grouped();
            all.push(say(
                "exposure",
                &[
                    ("likelihood", &both(&likelihood)),
                    ("expected", &both(&expected)),
                ],
            ));
        }
        all.extend(self.parts.iter().map(Part::sentence));
        if let Some(outcome) = &self.outcome {
            all.push(say(
                "outcome",
                &[
                    ("findings", &both(&outcome.findings.to_string())),
                    ("confirmed", &both(&outcome.confirmed.grouped())),
                    ("overdue", &both(&outcome.overdue.to_string())),
                    ("due", &both(&outcome.due.to_string())),
                ],
            ));
        }
        all.extend(self.compared.iter().map(Compared::sentence));
        all.extend(self.team.iter().flat_map(Team::sentences));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_and_every_message_is_said() {
        assert_eq!(MESSAGES.problems(), Vec::<String>::new());
        let source = include_str!("texts.rs");
        for id in MESSAGES.ids() {
            assert!(source.contains(&format!("\"{id}\"")), "{id} is never said");
        }
    }

    #[test]
    fn shares_are_shown_to_a_tenth() {
        assert_eq!(percent(50_000), "5.0 %");
        assert_eq!(percent(123_456), "12.3 %");
        assert_eq!(percent(999_999), "100.0 %");
    }
}
