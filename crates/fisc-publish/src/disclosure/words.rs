//! What disclosure control says to the office: `i18n/en/disclosure.ftl` and
//! `i18n/zh/disclosure.ftl`.

use fisc_i18n::{Arg, Lang, Messages};
use fisc_model::lead::Bilingual;
use std::sync::LazyLock;

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../../i18n/en/disclosure.ftl"),
        include_str!("../../i18n/zh/disclosure.ftl"),
    )
});

/// A message in both languages.
pub(super) fn say(id: &str, args: &[(&str, Arg)]) -> Bilingual {
    Bilingual {
        en: MESSAGES.say(Lang::En, id, args),
        zh: MESSAGES.say(Lang::Zh, id, args),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_and_every_message_is_said() {
        assert_eq!(MESSAGES.problems(), [""; 0]);
        let source = include_str!("protect.rs");
        for id in MESSAGES.ids() {
            assert!(source.contains(&format!("\"{id}\"")), "nobody says {id}");
        }
    }
}
