//! What the gate says, from `i18n/en/quality.ftl` and `i18n/zh/quality.ftl`.

use super::Problem;
use crate::i18n::{Arg, Lang, Messages};
use fisc_model::act::Role;
use fisc_model::lead::Bilingual;
use std::sync::LazyLock;

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../../i18n/en/quality.ftl"),
        include_str!("../../i18n/zh/quality.ftl"),
    )
});

/// A message in both languages.
pub(super) fn say(id: &str, args: &[(&str, Arg)]) -> Bilingual {
    Bilingual {
        en: MESSAGES.say(Lang::En, id, args),
        zh: MESSAGES.say(Lang::Zh, id, args),
    }
}

/// A problem: what is so is the message `NAME`, what to do the message `NAME-remedy`.
pub(super) fn problem(
    place: impl Into<String>,
    name: &'static str,
    args: &[(&str, Arg)],
    who: &[Role],
) -> Problem {
    Problem {
        place: place.into(),
        text: say(name, args),
        remedy: say(&format!("{name}-remedy"), args),
        who: who.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_and_every_message_is_said() {
        assert_eq!(MESSAGES.problems(), [""; 0]);
        let source = [
            include_str!("findings.rs"),
            include_str!("neutral.rs"),
            include_str!("persons.rs"),
            include_str!("reading.rs"),
            include_str!("release.rs"),
            include_str!("warnings.rs"),
        ]
        .concat();
        let ids = MESSAGES.ids();
        for id in &ids {
            let name = id.strip_suffix("-remedy").unwrap_or(id);
            assert!(source.contains(&format!("\"{name}\"")), "nobody says {id}");
            assert!(
                id.starts_with("kind-")
                    || *id != name
                    || ids.contains(format!("{name}-remedy").as_str()),
                "{id} has no remedy"
            );
        }
    }
}
