//! What the desk and the public's form say, in the reader's language. The wording stands in `desk.ftl`
//! and `intake.ftl` below `i18n/en/` and `i18n/zh/`; a test holds every use against them.

use fisc_i18n::{Arg, Lang, Messages};
use fisc_model::lead::Bilingual;
use maud::{Markup, html};
use std::sync::LazyLock;

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        concat!(
            include_str!("../i18n/en/desk.ftl"),
            include_str!("../i18n/en/intake.ftl")
        ),
        concat!(
            include_str!("../i18n/zh/desk.ftl"),
            include_str!("../i18n/zh/intake.ftl")
        ),
    )
});

/// The language of one reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tongue(pub Lang);

impl Tongue {
    /// As `lang` names it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self.0 {
            Lang::En => "en",
            Lang::Zh => "zh-CN",
        }
    }

    /// A message without places.
    #[must_use]
    pub fn t(self, id: &'static str) -> &'static str {
        MESSAGES.plain(self.0, id)
    }

    /// A message with its places filled.
    #[must_use]
    pub fn say(self, id: &'static str, args: &[(&str, Arg)]) -> String {
        MESSAGES.say(self.0, id, args)
    }

    /// The word for a value of a closed list (`stage-leader`); the value itself if there is none.
    #[must_use]
    pub fn word(self, kind: &str, value: &str) -> String {
        let id = format!("{kind}-{}", value.replace('_', "-"));
        match MESSAGES.plain(self.0, &id) {
            "" => value.to_string(),
            word => word.to_string(),
        }
    }

    /// The reader's side of a text; where it was not written, the other side, marked as what it is.
    #[must_use]
    pub fn side(self, text: &Bilingual) -> Markup {
        let (own, other, code) = match self.0 {
            Lang::En => (&text.en, &text.zh, "zh-CN"),
            Lang::Zh => (&text.zh, &text.en, "en"),
        };
        if own.is_empty() && !other.is_empty() {
            html! { span lang=(code) { (other) } }
        } else {
            html! { (own) }
        }
    }

    /// The same as plain text.
    #[must_use]
    pub fn plain(self, text: &Bilingual) -> &str {
        let (own, other) = match self.0 {
            Lang::En => (&text.en, &text.zh),
            Lang::Zh => (&text.zh, &text.en),
        };
        if own.is_empty() { other } else { own }
    }
}

/// The word of a value as it is serialised: `Stage::Leader` is `leader`.
#[must_use]
pub fn name_of<T: serde::Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// Messages that are named by a value: see [`Tongue::word`].
    const WORDS: [&str; 17] = [
        "role-",
        "unit-",
        "outcome-",
        "exclusion-",
        "stage-",
        "verdict-",
        "document-",
        "class-",
        "amount-",
        "severity-",
        "confidence-",
        "result-",
        "act-",
        "task-",
        "field-",
        "ran-",
        "source-",
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

    fn all() -> String {
        let mut all = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        all
    }

    #[test]
    fn both_languages_say_the_same() {
        assert_eq!(MESSAGES.problems(), [""; 0]);
    }

    #[test]
    fn every_message_is_said_and_every_name_has_one() {
        let all = all();
        let known = MESSAGES.ids();
        let mut missing = BTreeSet::new();
        for call in ["t.t(\"", "tongue.t(\"", ".say(\""] {
            for (at, _) in all.match_indices(call) {
                let id = all[at + call.len()..].split('"').next().unwrap_or_default();
                if !known.contains(id) {
                    missing.insert(id.to_string());
                }
            }
        }
        assert!(missing.is_empty(), "no such message: {missing:?}");
        let said = |id: &str| all.contains(&format!("\"{id}\""));
        let by_value = |id: &str| WORDS.iter().any(|w| id.starts_with(w));
        let unsaid: Vec<_> = known
            .iter()
            .filter(|id| !by_value(id) && !said(id))
            .collect();
        assert!(unsaid.is_empty(), "never said: {unsaid:?}");
    }

    #[test]
    fn a_side_that_was_not_written_is_shown_as_the_other() {
        let text = Bilingual {
            en: String::new(),
            zh: "疑点<b>".into(),
        };
        let shown = Tongue(Lang::En).side(&text).into_string();
        assert_eq!(shown, "<span lang=\"zh-CN\">疑点&lt;b&gt;</span>");
        assert_eq!(Tongue(Lang::Zh).side(&text).into_string(), "疑点&lt;b&gt;");
    }

    /// Whatever an act may say has a name: taken from the vocabulary itself.
    #[test]
    fn every_field_act_and_value_has_its_word() {
        let source = include_str!("../../fisc-model/src/act.rs");
        let known = MESSAGES.ids();
        let mut missing = BTreeSet::new();
        let mut of = "";
        for line in source.lines() {
            let trimmed = line.trim();
            if let Some(name) = trimmed.strip_prefix("pub enum ") {
                of = match name.trim_end_matches(" {") {
                    "Role" => "role",
                    "UnitKind" => "unit",
                    "Verified" => "outcome",
                    "Exclusion" => "exclusion",
                    "Stage" => "stage",
                    "Verdict" => "verdict",
                    "DocumentKind" => "document",
                    "RectificationClass" => "class",
                    "Act" => "act",
                    other => panic!("{other}: which words?"),
                };
            }
            if line == "}" {
                of = "";
            }
            let variant = trimmed.trim_end_matches([',', ' ', '{']);
            let is_variant = line.starts_with("    ")
                && !line.starts_with("     ")
                && variant.bytes().all(|b| b.is_ascii_alphanumeric())
                && variant
                    .bytes()
                    .next()
                    .is_some_and(|b| b.is_ascii_uppercase());
            if is_variant && !of.is_empty() {
                let mut id = of.to_string();
                for c in variant.chars() {
                    if c.is_ascii_uppercase() {
                        id.push('-');
                    }
                    id.push(c.to_ascii_lowercase());
                }
                if !known.contains(id.as_str()) {
                    missing.insert(id);
                }
            }
            let field = trimmed.split(": ").next().unwrap_or_default();
            let is_field = of == "act"
                && line.starts_with("        ")
                && trimmed.ends_with(',')
                && field.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            let id = format!("field-{}", field.replace('_', "-"));
            if is_field && !known.contains(id.as_str()) {
                missing.insert(id);
            }
        }
        assert!(missing.is_empty(), "no word: {missing:?}");
    }
}
