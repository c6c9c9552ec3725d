//! Plain words: a release without them is for those who know the trade already.

use super::words::problem;
use super::{Input, OFFICE, Problem};
use crate::openness::places::language;
use fisc_i18n::Lang;

/// Paragraphs in both languages, and each in the language it is said to be in.
pub(super) fn problems(input: &Input<'_>) -> Vec<Problem> {
    let paragraphs = &input.shown.interpretation;
    let mut all = Vec::new();
    if paragraphs.is_empty() {
        all.push(problem(
            "interpretation",
            "interpretation-missing",
            &[],
            OFFICE,
        ));
    }
    for (n, text) in (1_u64..).zip(paragraphs) {
        let place = format!("interpretation/{n}");
        for (lang, side, name) in [(Lang::En, &text.en, "en"), (Lang::Zh, &text.zh, "zh")] {
            let args = [("language", name.into())];
            if side.trim().is_empty() {
                all.push(problem(&place, "interpretation-side", &args, OFFICE));
            } else if lang == Lang::Zh && language(side) != Lang::Zh {
                all.push(problem(&place, "interpretation-language", &args, OFFICE));
            }
        }
        // The same words twice are a translation that somebody forgot.
        if !text.en.trim().is_empty() && text.en.trim() == text.zh.trim() {
            let args = [("language", "en".into())];
            all.push(problem(&place, "interpretation-language", &args, OFFICE));
        }
    }
    all
}
