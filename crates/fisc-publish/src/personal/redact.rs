//! Withholding in a free text: each hit gives way to a marker that says what stood there, and the
//! rest stays readable (政府信息公开条例 37: what can be separated is published).

use super::detect::Detectors;
use super::kind::{Kind, Reason, marker};
use super::takedown::{Takedowns, What};
use crate::i18n::Lang;
use std::collections::BTreeMap;

/// A text without its personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The text with markers.
    pub text: String,
    /// How many of each kind were withheld.
    pub withheld: BTreeMap<Kind, usize>,
}

/// More rounds than this are never needed: what a marker uncovers is found in the second.
const ROUNDS: usize = 16;

/// Replaces everything the detectors find, also what they are not sure of.
#[must_use]
pub fn redact(detectors: &Detectors, text: &str, lang: Lang) -> Redacted {
    let mut text = text.to_string();
    let mut withheld = BTreeMap::new();
    for _ in 0..ROUNDS {
        let hits = detectors.detect(&text);
        if hits.is_empty() {
            break;
        }
        let mut rest = String::with_capacity(text.len());
        let mut at = 0;
        for hit in hits {
            rest.push_str(&text[at..hit.span.start]);
            rest.push_str(&marker(hit.kind, Reason::Personal, lang));
            at = hit.span.end;
            *withheld.entry(hit.kind).or_insert(0) += 1;
        }
        rest.push_str(&text[at..]);
        text = rest;
    }
    Redacted { text, withheld }
}

/// Replaces what was taken down; done before [`redact`], so that the reason is the right one.
#[must_use]
pub fn take_down(takedowns: &Takedowns, key: &[u8; 32], text: &str, lang: Lang) -> Redacted {
    let mut rest = String::with_capacity(text.len());
    let mut withheld = BTreeMap::new();
    let mut at = 0;
    for (span, taken) in takedowns.find_in(key, text) {
        let kind = match taken.what {
            What::Person => Kind::Name,
            What::Value | What::Finding => Kind::Other,
        };
        rest.push_str(&text[at..span.start]);
        rest.push_str(&marker(kind, Reason::Takedown, lang));
        at = span.end;
        *withheld.entry(kind).or_insert(0) += 1;
    }
    rest.push_str(&text[at..]);
    Redacted {
        text: rest,
        withheld,
    }
}
