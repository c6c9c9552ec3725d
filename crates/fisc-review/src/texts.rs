//! What refusals and notices say, in both languages at once: an act is judged where nobody knows who
//! will read the answer. The wording stands in `i18n/*/review.ftl`.

use chrono::{DateTime, Utc};
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

impl From<DateTime<Utc>> for Place {
    fn from(value: DateTime<Utc>) -> Place {
        Place::Text(value.format("%Y-%m-%dT%H:%M:%SZ").to_string())
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use fisc_model::act::{Exclusion, RectificationClass, UnitKind, Verified};
    use fisc_model::finding::AmountKind;

    const SOURCES: [&str; 16] = [
        include_str!("gate.rs"),
        include_str!("case.rs"),
        include_str!("confirmations.rs"),
        include_str!("disputes.rs"),
        include_str!("documents.rs"),
        include_str!("exposure.rs"),
        include_str!("findings.rs"),
        include_str!("identity.rs"),
        include_str!("judge.rs"),
        include_str!("leads.rs"),
        include_str!("live.rs"),
        include_str!("office.rs"),
        include_str!("people.rs"),
        include_str!("rectification.rs"),
        include_str!("stages.rs"),
        include_str!("subjects.rs"),
    ];

    #[test]
    fn both_languages_say_the_same_and_every_message_is_used() {
        assert_eq!(MESSAGES.problems(), [""; 0]);
        let kinds = [
            "stage-",
            "role-",
            "document-",
            "verdict-",
            "unit-",
            "verified-",
            "exclusion-",
            "class-",
            "amount-",
            "task-",
            "mode-",
        ];
        for id in MESSAGES.ids() {
            // The names of acts and of their fields are for the programs to say.
            if include_str!("../i18n/en/acts.ftl").contains(&format!("\n{id} =")) {
                continue;
            }
            let said = format!("\"{id}\"");
            let used = SOURCES.iter().any(|s| s.contains(&said))
                || include_str!("referrals.rs").contains(&said);
            assert!(
                used || kinds.iter().any(|k| id.starts_with(k)),
                "{id} is never said"
            );
        }
    }

    fn named(kind: &str, values: &[&dyn Display]) {
        for value in values {
            for lang in [Lang::En, Lang::Zh] {
                let word = word(lang, kind, &value.to_string());
                let same = word == value.to_string() && word.contains('_');
                let english = lang == Lang::Zh && word.is_ascii();
                assert!(!same && !english, "{kind} {value} has no word: {word}");
            }
        }
    }

    #[test]
    fn every_value_has_a_word() {
        let stages = Stage::ALL;
        named("stage", &stages.each_ref().map(|s| s as &dyn Display));
        named(
            "role",
            &stages
                .map(Stage::role)
                .each_ref()
                .map(|r| r as &dyn Display),
        );
        named(
            "role",
            &[&Role::Owner, &Role::Member, &Role::Auditee, &Role::Referrer],
        );
        named(
            "document",
            &[
                &DocumentKind::EvidenceForm,
                &DocumentKind::Minutes,
                &DocumentKind::Release,
            ],
        );
        named(
            "document",
            &[
                &DocumentKind::ReviewOpinion,
                &DocumentKind::AdjudicationOpinion,
            ],
        );
        named(
            "verdict",
            &[&Verdict::Approve, &Verdict::MoreEvidence, &Verdict::Reject],
        );
        named(
            "unit",
            &[
                &UnitKind::Department,
                &UnitKind::OtherOffice,
                &UnitKind::Auditee,
            ],
        );
        named(
            "verified",
            &[&Verified::Confirmed, &Verified::Partly, &Verified::Excluded],
        );
        named(
            "exclusion",
            &[&Exclusion::DataError, &Exclusion::LawfulException],
        );
        named(
            "exclusion",
            &[&Exclusion::Immaterial, &Exclusion::OutOfScope],
        );
        named(
            "exclusion",
            &[&Exclusion::InsufficientEvidence, &Exclusion::Referred],
        );
        named(
            "class",
            &[&RectificationClass::AtOnce, &RectificationClass::Continuing],
        );
        named("amount", &[&AmountKind::OwedToTreasury, &AmountKind::None]);
        let kinds = crate::queue::Kind::ALL;
        named("task", &kinds.each_ref().map(|k| k as &dyn Display));
    }
}
