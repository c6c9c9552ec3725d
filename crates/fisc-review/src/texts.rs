//! What refusals and notices say, in both languages at once: an act is judged where nobody knows who
//! will read the answer. The wording stands in `i18n/*/review.ftl`.

use fisc_i18n::{Arg, Lang, Messages};
use fisc_model::Money;
use fisc_model::act::{DocumentKind, Role, Stage, Verdict};
use fisc_model::lead::Bilingual;
use std::fmt::Display;
use std::sync::LazyLock;

pub(crate) static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        concat!(
            include_str!("../i18n/en/review.ftl"),
            include_str!("../i18n/en/acts.ftl")
        ),
        concat!(
            include_str!("../i18n/zh/review.ftl"),
            include_str!("../i18n/zh/acts.ftl")
        ),
    )
});

/// What fills a place: a text, or a word that each language has its own for.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    Text(String),
    Word(&'static str, String),
}

impl Place {
    fn arg(&self, lang: Lang) -> Arg {
        match self {
            Place::Text(text) => Arg::Text(text.clone()),
            Place::Word(kind, value) => Arg::Text(word(lang, kind, value)),
        }
    }
}

macro_rules! texts {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Place {
            fn from(value: $ty) -> Place {
                Place::Text(value.to_string())
            }
        }
    )*};
}
texts!(
    &str,
    &String,
    String,
    u32,
    u64,
    usize,
    i32,
    chrono::NaiveDate,
    &Money,
    Money
);

macro_rules! words {
    ($($ty:ty = $kind:literal),*) => {$(
        impl From<$ty> for Place {
            fn from(value: $ty) -> Place {
                Place::Word($kind, value.to_string())
            }
        }
    )*};
}
words!(
    Stage = "stage",
    Role = "role",
    DocumentKind = "document",
    Verdict = "verdict"
);

/// The word for a value of a closed list (`stage-adjudication`: 审理); the value itself if there is
/// none. Kinds: stage, role, document, verdict, unit, verified, exclusion, class, amount, task, mode, act, and
/// field for the names of what an act holds.
#[must_use]
pub fn word(lang: Lang, kind: &str, value: &impl Display) -> String {
    let value = value.to_string();
    let id = format!("{kind}-{}", value.replace('_', "-"));
    match MESSAGES.plain(lang, &id) {
        "" => value,
        word => word.to_string(),
    }
}

/// A message in both languages.
pub(crate) fn say(id: &str, places: &[(&str, Place)]) -> Bilingual {
    let in_lang = |lang| {
        let args: Vec<(&str, Arg)> = places.iter().map(|(n, p)| (*n, p.arg(lang))).collect();
        MESSAGES.say(lang, id, &args)
    };
    Bilingual {
        en: in_lang(Lang::En),
        zh: in_lang(Lang::Zh),
    }
}
