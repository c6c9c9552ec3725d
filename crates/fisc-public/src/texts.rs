//! The wording, in both languages at once where nobody knows yet who reads: `i18n/*/public.ftl`.

use chrono::NaiveDate;
use fisc_i18n::{Arg, Lang, Messages};
use fisc_model::Money;
use fisc_model::lead::Bilingual;
use std::fmt::Display;
use std::sync::LazyLock;

pub(crate) static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../i18n/en/public.ftl"),
        include_str!("../i18n/zh/public.ftl"),
    )
});

/// What fills a place: the same in both languages, or a word that each has its own for.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    Arg(Arg),
    Word(&'static str, String),
}

impl Place {
    fn arg(&self, lang: Lang) -> Arg {
        match self {
            Place::Arg(arg) => arg.clone(),
            Place::Word(kind, value) => Arg::Text(word(lang, kind, value)),
        }
    }
}

macro_rules! places {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Place {
            fn from(value: $ty) -> Place {
                Place::Arg(Arg::Text(value.to_string()))
            }
        }
    )*};
}
places!(&str, &String, String, u32, i64, NaiveDate, Money);

impl From<u64> for Place {
    fn from(n: u64) -> Place {
        Place::Arg(Arg::Count(n))
    }
}

impl From<usize> for Place {
    fn from(n: usize) -> Place {
        Place::Arg(Arg::Count(n as u64))
    }
}

/// A message in one language.
pub(crate) fn say(lang: Lang, id: &str, places: &[(&str, Place)]) -> String {
    let args: Vec<(&str, Arg)> = places.iter().map(|(n, p)| (*n, p.arg(lang))).collect();
    MESSAGES.say(lang, id, &args)
}

/// A message in both.
pub(crate) fn both(id: &str, places: &[(&str, Place)]) -> Bilingual {
    Bilingual {
        en: say(Lang::En, id, places),
        zh: say(Lang::Zh, id, places),
    }
}

/// The word for a value of a closed list (`kind-question`); the value itself if there is none.
#[must_use]
pub fn word(lang: Lang, kind: &str, value: &impl Display) -> String {
    let value = value.to_string();
    let id = format!("{kind}-{}", value.replace('_', "-"));
    match MESSAGES.plain(lang, &id) {
        "" => value,
        word => word.to_string(),
    }
}

/// The side of this language, or the other one where it is empty.
pub(crate) fn side(lang: Lang, text: &Bilingual) -> &str {
    let (own, other) = match lang {
        Lang::En => (&text.en, &text.zh),
        Lang::Zh => (&text.zh, &text.en),
    };
    if own.trim().is_empty() { other } else { own }
}

/// The words of closed lists as they are stored: what serde writes.
macro_rules! words {
    ($($ty:ty),* $(,)?) => {$(
        impl std::fmt::Display for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                serde::Serialize::serialize(self, f)
            }
        }
        impl std::str::FromStr for $ty {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                let of = |v: &Self| v.to_string();
                Self::ALL.iter().find(|v| of(v) == text).copied().ok_or_else(|| {
                    format!("one of {}", Self::ALL.iter().map(of).collect::<Vec<_>>().join(", "))
                })
            }
        }
    )*};
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{feedback, request};
    use fisc_model::finding::AmountKind;

    /// Everything that this crate says, but for this file.
    const SOURCES: [&str; 13] = [
        include_str!("event.rs"),
        include_str!("paper.rs"),
        include_str!("feedback/mod.rs"),
        include_str!("feedback/intake.rs"),
        include_str!("feedback/judge.rs"),
        include_str!("feedback/web.rs"),
        include_str!("request/mod.rs"),
        include_str!("request/judge.rs"),
        include_str!("annual/mod.rs"),
        include_str!("annual/tell.rs"),
        include_str!("year/mod.rs"),
        include_str!("year/read.rs"),
        include_str!("year/tell.rs"),
    ];

    fn words_of() -> Vec<String> {
        let mut all = Vec::new();
        macro_rules! add {
            ($($kind:literal $list:expr),* $(,)?) => {$(
                all.extend($list.iter().map(|v| format!("{}-{}", $kind, v.to_string().replace('_', "-"))));
            )*};
        }
        add!(
            "kind" feedback::Kind::ALL,
            "channel" feedback::Channel::ALL,
            "state" feedback::State::ALL,
            "waits" feedback::Waits::ALL,
            "state" request::State::ALL,
            "how" request::How::ALL,
            "applicant" request::Applicant::ALL,
            "heard" request::Heard::ALL,
            "way" request::Way::ALL,
            "ruling" request::Ruling::ALL,
            "outcome" request::Outcome::ALL,
            "group" request::Group::ALL,
            "amount" [
                AmountKind::Irregular,
                AmountKind::Loss,
                AmountKind::Mismanaged,
                AmountKind::OwedToTreasury,
                AmountKind::Idle,
                AmountKind::None,
            ],
            "level" ["central", "province", "city", "county", "township"],
            "rectification" ["open", "reported", "closed", "overdue", "reopened", "none"],
            "outcome-of" ["skipped", "failed"],
            "year-by" ["problem", "unit", "level"],
        );
        all
    }

    #[test]
    fn both_languages_say_the_same_and_every_message_is_said() {
        assert_eq!(MESSAGES.problems(), [""; 0]);
        let words = words_of();
        for word in &words {
            assert!(
                MESSAGES.ids().contains(word.as_str()),
                "{word}: no such message"
            );
        }
        let said = |id: &str| SOURCES.iter().any(|s| s.contains(&format!("\"{id}\"")));
        for id in MESSAGES.ids() {
            let rule = id.strip_prefix("refused-");
            let known = words.iter().any(|w| w == id) || said(rule.unwrap_or(id));
            assert!(known, "{id}: is never said");
        }
    }
}
