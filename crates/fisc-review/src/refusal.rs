//! A refusal names the rule and says, in both languages, what is refused, why, and what to do.

use crate::texts::{Place, say};
use fisc_model::act::Stage;
use fisc_model::lead::Bilingual;

/// Why an act is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{en}")]
pub struct Refusal {
    /// The rule, as an exception names it.
    pub rule: &'static str,
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Refusal {
    /// A refusal under a rule, in the words of the message of that name.
    pub(crate) fn new(rule: &'static str, message: &str, places: &[(&str, Place)]) -> Refusal {
        let Bilingual { en, zh } = say(message, places);
        Refusal { rule, en, zh }
    }

    /// The same with a further sentence.
    pub(crate) fn and(mut self, message: &str, places: &[(&str, Place)]) -> Refusal {
        let Bilingual { en, zh } = say(message, places);
        self.en = format!("{} {en}", self.en);
        self.zh.push_str(&zh);
        self
    }
}

/// What is to be known about an act that goes through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The rule.
    pub rule: &'static str,
    /// At which stage.
    pub stage: Option<Stage>,
    /// The finding concerned.
    pub finding: Option<String>,
    /// Whether the rule was broken, and is recorded as a breach; otherwise a head has approved it, or
    /// it is only to be known.
    pub breach: bool,
    /// In words.
    pub text: Bilingual,
}
