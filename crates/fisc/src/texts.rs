//! What the program says, in the user's language. The wording stands in `i18n/en/fisc.ftl` and
//! `i18n/zh/fisc.ftl`; a test holds every call of `t!` against them. One process speaks one
//! language. What clap says (help, usage) and the errors of the libraries below are English.

use fisc_model::lead::Bilingual;
use fisc_publish::i18n::{Arg, Lang, Messages};
use std::fmt::Display;
use std::sync::{LazyLock, OnceLock};

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../i18n/en/fisc.ftl"),
        include_str!("../i18n/zh/fisc.ftl"),
    )
});

static LANG: OnceLock<Lang> = OnceLock::new();

/// Settles the language of this process: the option, else what the environment says.
pub fn settle(option: Option<Lang>) {
    let _ = LANG.set(option.unwrap_or_else(|| from_environment(|name| std::env::var(name).ok())));
}

/// The language of this process.
pub fn lang() -> Lang {
    LANG.get().copied().unwrap_or(Lang::En)
}

/// FISC_LANG, then the variables of every program, the first that is set.
fn from_environment(get: impl Fn(&str) -> Option<String>) -> Lang {
    let named = ["FISC_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| get(name).filter(|value| !value.is_empty()));
    match named {
        Some(value) if value.to_ascii_lowercase().starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}

/// The message with its places filled; called through `t!`.
pub fn say(id: &str, args: &[(&str, Arg)]) -> String {
    MESSAGES.say(lang(), id, args)
}

/// The parts of a message that holds several, as the columns of a table.
pub fn parts(message: &str) -> Vec<String> {
    message.split(" | ").map(str::to_string).collect()
}

/// The word for a value of a closed list (`severity-high`); the value itself if there is none.
pub fn word(kind: &str, value: &impl Display) -> String {
    let value = value.to_string();
    let id = format!("{kind}-{}", value.replace('_', "-"));
    match MESSAGES.plain(lang(), &id) {
        "" => value,
        word => word.to_string(),
    }
}

/// The user's side of a text in two languages.
pub fn side(text: &Bilingual) -> &str {
    match lang() {
        Lang::En => &text.en,
        Lang::Zh => &text.zh,
    }
}

/// The user's side of what people wrote; where they wrote only the other one, that.
pub fn either(text: &Bilingual) -> &str {
    match side(text) {
        "" if lang() == Lang::En => &text.zh,
        "" => &text.en,
        own => own,
    }
}

/// A message by name, with its places: `t!("not-found", path = path.display())`.
macro_rules! t {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::texts::say($id, &[$((stringify!($name), fisc_publish::i18n::Arg::from($value))),*])
    };
}
pub(crate) use t;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// Messages that are named by a value: see `word`.
    const WORDS: [&str; 9] = [
        "severity-",
        "confidence-",
        "result-",
        "subject-",
        "reject-",
        "distribution-",
        "conformance-",
        "difference-",
        "gov-level-",
    ];

    fn sources(folder: &Path, all: &mut String) {
        for entry in fs::read_dir(folder).expect("sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, all);
            } else if !path.ends_with("texts.rs") {
                all.push_str(&fs::read_to_string(path).expect("UTF-8"));
            }
        }
    }

    /// Name and places of a call, whose text begins after `t!(`.
    fn call(text: &str) -> (String, BTreeSet<String>) {
        let mut depth = 0;
        let mut quoted = false;
        let end = text.char_indices().find(|(i, c)| {
            let escaped = text[..*i].ends_with('\\');
            match c {
                '"' if !escaped => quoted = !quoted,
                '(' | '[' | '{' if !quoted => depth += 1,
                ')' | ']' | '}' if !quoted => depth -= 1,
                _ => {}
            }
            depth < 0
        });
        let inside = &text[..end.expect("a closing parenthesis").0];
        let id = inside.split('"').nth(1).expect("a name").to_string();
        let places = inside
            .split(',')
            .skip(1)
            .filter_map(|part| part.split_once(" = "))
            .map(|(name, _)| name.trim().to_string())
            .filter(|name| name.bytes().all(|b| b.is_ascii_lowercase()))
            .collect();
        (id, places)
    }

    #[test]
    fn both_languages_say_the_same() {
        assert_eq!(MESSAGES.problems(), [""; 0]);
        for id in MESSAGES.ids() {
            let count = |lang| parts(MESSAGES.plain(lang, id)).len();
            assert_eq!(count(Lang::En), count(Lang::Zh), "columns of {id}");
        }
    }

    #[test]
    fn every_message_is_said_with_its_places_and_every_name_has_one() {
        let mut all = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        let mut said = BTreeSet::new();
        for (at, _) in all.match_indices("t!(") {
            // Not the end of `format!(` or `assert!(`.
            if all[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let (id, places) = call(&all[at + 3..]);
            let has: BTreeSet<String> = MESSAGES
                .places(&id)
                .iter()
                .map(ToString::to_string)
                .collect();
            assert!(
                MESSAGES.ids().contains(id.as_str()),
                "{id}: no such message"
            );
            assert_eq!(places, has, "places of {id}");
            said.insert(id);
        }
        for id in MESSAGES.ids() {
            let by_value = WORDS.iter().any(|w| id.starts_with(w));
            assert!(by_value || said.contains(id), "{id}: is never said");
        }
    }

    #[test]
    fn every_value_has_its_word() {
        use fisc_model::lead::{Confidence, ResultKind, Severity, SubjectKind};
        let known = |kind: &str, value: String| {
            let id = format!("{kind}-{}", value.replace('_', "-"));
            assert!(MESSAGES.ids().contains(id.as_str()), "{id}");
        };
        for v in [
            Severity::High,
            Severity::Medium,
            Severity::Low,
            Severity::Info,
        ] {
            known("severity", v.to_string());
        }
        for v in [Confidence::High, Confidence::Medium, Confidence::Low] {
            known("confidence", v.to_string());
        }
        for v in [
            ResultKind::Breach,
            ResultKind::ToVerify,
            ResultKind::Indicator,
        ] {
            known("result", v.to_string());
        }
        for v in [
            SubjectKind::Org,
            SubjectKind::Gov,
            SubjectKind::Payee,
            SubjectKind::Person,
        ] {
            known("subject", v.to_string());
        }
        for kind in fisc_flow::Kind::ALL {
            known("difference", kind.as_str().into());
        }
        assert_eq!(word("severity", &"unheard_of"), "unheard_of");
    }

    #[test]
    fn the_environment_chooses_the_language() {
        let with = |set: &[(&str, &str)]| {
            from_environment(|name| {
                let found = set.iter().find(|(n, _)| *n == name);
                found.map(|(_, value)| (*value).to_string())
            })
        };
        assert_eq!(with(&[]), Lang::En);
        assert_eq!(with(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(with(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]), Lang::En);
        assert_eq!(with(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")]), Lang::Zh);
        assert_eq!(with(&[("FISC_LANG", "zh"), ("LC_ALL", "en_GB")]), Lang::Zh);
        assert_eq!(with(&[("FISC_LANG", "en"), ("LANG", "zh_CN")]), Lang::En);
    }
}
