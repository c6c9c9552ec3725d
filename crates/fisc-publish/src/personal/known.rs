//! Values that are known to be personal, from the ledger's columns that its schema marks so. They
//! are looked for all at once, in the spelling in which spaces, hyphens and case do not count.

use super::detect::Found;
use super::kind::{Confidence, Kind};
use super::normal::{BARRIER, Normal};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;

/// The known values.
#[derive(Default)]
pub struct Known {
    automaton: Option<AhoCorasick>,
    /// Of each pattern: its kind, and whether a match inside other text may be chance.
    kinds: Vec<(Kind, bool)>,
    too_short: usize,
}

/// The values are too many.
#[derive(Debug, thiserror::Error)]
#[error(
    "{values} known values cannot be looked for at once: {why}; give the values of the published tables only"
)]
pub struct KnownError {
    values: usize,
    why: String,
}

/// Does not count inside a value.
fn ignored(c: char) -> bool {
    matches!(c, ' ' | '-' | '·')
}

/// A value in the spelling that is compared: normal, upper case, without spaces and hyphens.
pub(super) fn compared(value: &str) -> String {
    let chars = Normal::of(value).chars;
    chars
        .into_iter()
        .filter(|c| !ignored(*c) && *c != '\n')
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

impl Known {
    /// No value is known.
    #[must_use]
    pub fn none() -> Known {
        Known::default()
    }

    /// Of these values. Shorter than two Han characters or five others, a value would be found in
    /// every text: those are left out and counted ([`Known::too_short`]).
    ///
    /// # Errors
    /// There are more values than can be looked for at once; none is left out in silence.
    pub fn new<'a>(values: impl IntoIterator<Item = (Kind, &'a str)>) -> Result<Known, KnownError> {
        let mut patterns: BTreeMap<String, (Kind, bool)> = BTreeMap::new();
        let mut too_short = 0;
        for (kind, value) in values {
            let value = compared(value);
            let count = value.chars().count();
            let ascii = value.is_ascii();
            if count < 2 || ascii && count < 5 || value.contains(BARRIER) {
                too_short += usize::from(!value.is_empty());
                continue;
            }
            // 高明 is in 提高明显, and three characters hardly ever are.
            patterns
                .entry(value)
                .or_insert((kind, !ascii && count == 2));
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns.keys())
            .map_err(|e| KnownError {
                values: patterns.len(),
                why: e.to_string(),
            })?;
        Ok(Known {
            automaton: Some(automaton).filter(|_| !patterns.is_empty()),
            kinds: patterns.into_values().collect(),
            too_short,
        })
    }

    /// How many values were too short to look for.
    #[must_use]
    pub fn too_short(&self) -> usize {
        self.too_short
    }

    pub(super) fn find(&self, c: &[char], out: &mut Vec<Found>) {
        let Some(automaton) = &self.automaton else {
            return;
        };
        let mut text = String::with_capacity(c.len() * 2);
        let mut places: Vec<u32> = Vec::with_capacity(c.len() * 2);
        for (i, ch) in c.iter().enumerate() {
            if !ignored(*ch) {
                let ch = ch.to_ascii_uppercase();
                text.push(ch);
                let place = u32::try_from(i).unwrap_or(u32::MAX);
                places.extend(std::iter::repeat_n(place, ch.len_utf8()));
            }
        }
        for found in automaton.find_iter(&text) {
            let (start, end) = (
                places[found.start()] as usize,
                places[found.end() - 1] as usize + 1,
            );
            let (kind, short) = self.kinds[found.pattern().as_usize()];
            // 12345678 is not in 9123456780, nor AB12345 in XAB123456.
            let joined = |a: Option<&char>, b: char| {
                a.is_some_and(|a| {
                    a.is_ascii_digit() && b.is_ascii_digit()
                        || a.is_ascii_alphabetic() && b.is_ascii_alphabetic()
                })
            };
            let before = start.checked_sub(1).and_then(|p| c.get(p));
            let after = c.get(end);
            if joined(before, c[start]) || joined(after, c[end - 1]) {
                continue;
            }
            let in_text = |x: Option<&char>| x.is_some_and(|x| x.is_alphabetic());
            let confidence = if short && in_text(before) && in_text(after) {
                Confidence::Low
            } else {
                Confidence::High
            };
            out.push(Found {
                range: start..end,
                kind,
                confidence,
                known: true,
            });
        }
    }
}
