//! What stands in the way of a release, in words: `i18n/en/gather.ftl` and `i18n/zh/gather.ftl`.

use fisc_i18n::{Arg, Lang, Messages};
use fisc_model::lead::Bilingual;
use std::sync::LazyLock;

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../../i18n/en/gather.ftl"),
        include_str!("../../i18n/zh/gather.ftl"),
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
        let source = [
            include_str!("mod.rs"),
            include_str!("earlier.rs"),
            include_str!("finding.rs"),
            include_str!("form.rs"),
            include_str!("redact.rs"),
        ]
        .concat();
        let ids = MESSAGES.ids();
        for id in &ids {
            assert!(source.contains(&format!("\"{id}\"")), "nobody says {id}");
        }
        for said in source.split("\"trouble-").skip(1) {
            let id = said.split('"').next().unwrap_or_default();
            let id = format!("trouble-{id}");
            assert!(ids.contains(id.as_str()), "no such message: {id}");
        }
    }
}
