//! What the desk says, in the reader's language. The wording stands in `i18n/en/desk.ftl` and
//! `i18n/zh/desk.ftl`; a test holds every use against them.

use fisc_i18n::{Arg, Lang, Messages};
use fisc_model::lead::Bilingual;
use maud::{Markup, html};
use std::sync::LazyLock;

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../i18n/en/desk.ftl"),
        include_str!("../i18n/zh/desk.ftl"),
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
