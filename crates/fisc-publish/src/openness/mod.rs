//! Openness and its limits: what of an approved publication must not be shown, on which legal basis,
//! until when; and that everything else stays. Rules are data: a country's pack gives the legal
//! bases, an engagement's `openness.toml` what they apply to. docs/openness.md is the page for
//! offices.
//!
//! Two things are kept apart. [`hold`] takes out what may not even be known to exist (it leaves no
//! trace, in no count); [`withhold`] takes out what is counted, listed and marked in its place.

mod apply;
mod hold;
mod list;
pub(crate) mod places;

pub use apply::{Context, Idle, WithholdError, Withholding, withhold};
pub use hold::{Deliberation, Held, Listed, Refused, Waiting, hold};
pub use list::{Basis, Cut, ListError, Match, NegativeList, Rule};

use crate::i18n::{Lang, Messages};
use crate::package::MARK;
use std::sync::LazyLock;

pub(crate) static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../../i18n/en/openness.ftl"),
        include_str!("../../i18n/zh/openness.ftl"),
    )
});

/// What stands where a value is withheld whole: nothing of it, and the code of the reason.
#[must_use]
pub fn mark(code: &str) -> String {
    format!("{MARK} {code}")
}

/// What stands where a part of a text is withheld.
#[must_use]
pub fn mark_in_text(code: &str, lang: Lang) -> String {
    MESSAGES.say(lang, "part-withheld", &[("code", code.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same() {
        assert_eq!(MESSAGES.problems(), [""; 0]);
        assert_eq!(mark("NL-15-1"), "█ NL-15-1");
        assert_eq!(mark_in_text("NL-15-1", Lang::Zh), "〔依NL-15-1隐去〕");
    }
}
