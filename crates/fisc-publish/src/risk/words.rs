//! The words of the register's pictures (`i18n/*/risk.ftl`).

use crate::i18n::{Arg, Lang, Messages};
use fisc_risk::assessment::{Assessment, Band};
use std::sync::LazyLock;

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../../i18n/en/risk.ftl"),
        include_str!("../../i18n/zh/risk.ftl"),
    )
});

/// A message without places.
pub(super) fn t(lang: Lang, id: &'static str) -> &'static str {
    MESSAGES.plain(lang, id)
}

/// A message with its places filled.
pub(super) fn say(lang: Lang, id: &'static str, args: &[(&str, Arg)]) -> String {
    MESSAGES.say(lang, id, args)
}

/// A band as a shape and a word: colour alone says nothing.
#[must_use]
pub fn band_word(band: Band, lang: Lang) -> String {
    let shape = match band {
        Band::High => "▲",
        Band::Medium => "●",
        Band::Low => "▽",
    };
    format!("{shape} {}", fisc_risk::texts::band(band, lang))
}

/// When an assessment was made and which it was.
pub(super) fn moment(year: i32, a: &Assessment, lang: Lang) -> String {
    format!("{year} · {}", fisc_risk::texts::phase(a.phase, lang))
}

/// A whole number of currency units in few characters: 10k, 1M; 1万, 1亿.
pub(super) fn short(units: u64, lang: Lang) -> String {
    let steps: [(u64, &str); 4] = match lang {
        Lang::En => [
            (1_000_000_000_000, "tn"),
            (1_000_000_000, "bn"),
            (1_000_000, "m"),
            (1_000, "k"),
        ],
        Lang::Zh => [
            (1_000_000_000_000, "万亿"),
            (100_000_000, "亿"),
            (10_000, "万"),
            (1_000, "千"),
        ],
    };
    match steps.into_iter().find(|(step, _)| units >= *step) {
        Some((step, word)) => format!("{}{word}", units / step),
        None => units.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_and_every_message_is_said() {
        assert_eq!(MESSAGES.problems(), Vec::<String>::new());
        let source = [
            include_str!("figures.rs"),
            include_str!("page.rs"),
            include_str!("tables.rs"),
        ]
        .concat();
        for id in MESSAGES.ids() {
            assert!(source.contains(&format!("\"{id}\"")), "{id} is never said");
        }
    }

    #[test]
    fn powers_of_ten_are_short() {
        let en = [
            (10, "10"),
            (1_000, "1k"),
            (100_000, "100k"),
            (10_000_000, "10m"),
        ];
        for (units, text) in en {
            assert_eq!(short(units, Lang::En), text);
        }
        let zh = [
            (100, "100"),
            (1_000, "1千"),
            (100_000, "10万"),
            (1_000_000_000, "10亿"),
        ];
        for (units, text) in zh {
            assert_eq!(short(units, Lang::Zh), text);
        }
    }
}
