//! The detectors over one text. They look at its normal spelling once from left to right,
//! remembering which context word was seen where: a bare number says little, a number after 账号
//! says what it is.

mod address;
mod name;
mod number;
mod token;

use super::kind::{Confidence, Kind};
use super::known::Known;
use super::normal::{BARRIER, Normal};
use super::words::{CLASSES, Class, Words};
use std::ops::Range;

/// Something in a text that is, or looks like, personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where, in bytes of the text; always on character boundaries.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// How sure that is.
    pub confidence: Confidence,
    /// Whether it is one of the known values.
    pub known: bool,
    /// Where in the normal spelling.
    pub(super) range: Range<usize>,
}

/// A hit in characters of the normal spelling.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
    pub(super) confidence: Confidence,
    pub(super) known: bool,
}

impl Found {
    fn new(range: Range<usize>, kind: Kind, confidence: Confidence) -> Found {
        Found {
            range,
            kind,
            confidence,
            known: false,
        }
    }
}

/// What the heading of a cell says about it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Heading([bool; CLASSES]);

impl Heading {
    pub(super) fn has(self, class: Class) -> bool {
        self.0[class as usize]
    }
}

/// What the detectors see: the text, the words, the heading, and where context words ended.
pub(super) struct View<'a> {
    c: &'a [char],
    words: &'a Words,
    heading: Heading,
    ended: [Option<usize>; CLASSES],
}

impl View<'_> {
    /// Whether a context word of this class ended at most `within` characters before `i`, or the
    /// heading is one.
    fn near(&self, class: Class, i: usize, within: usize) -> bool {
        self.heading.has(class)
            || self.ended[class as usize].is_some_and(|end| end <= i && i - end <= within)
    }

    fn get(&self, i: usize) -> char {
        self.c.get(i).copied().unwrap_or('\n')
    }

    fn before(&self, i: usize) -> char {
        if i == 0 { '\n' } else { self.get(i - 1) }
    }
}

/// A Han character of a text, not punctuation.
fn han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3134f}')
}

/// The detectors: words of a pack, and the values that are known to be personal.
pub struct Detectors {
    words: Words,
    known: Known,
}

impl Detectors {
    /// `known` are values of the ledger's personal columns; they are found wherever they stand.
    #[must_use]
    pub fn new(words: Words, known: Known) -> Detectors {
        Detectors { words, known }
    }

    /// What is in this text, in order, without overlaps.
    #[must_use]
    pub fn detect(&self, text: &str) -> Vec<Hit> {
        self.detect_under("", text)
    }

    /// What is in this cell under its heading (姓名, `payee_account`).
    #[must_use]
    pub fn detect_under(&self, heading: &str, text: &str) -> Vec<Hit> {
        self.hits(&Normal::of(text), self.heading(heading))
    }

    pub(super) fn heading(&self, heading: &str) -> Heading {
        let n = Normal::of(heading);
        let mut found = Heading::default();
        for i in 0..n.chars.len() {
            for (_, class) in self.words.at(&n.chars, i) {
                found.0[class as usize] = true;
            }
        }
        found
    }

    pub(super) fn hits(&self, n: &Normal, heading: Heading) -> Vec<Hit> {
        let mut found = self.find(n, heading);
        self.known.find(&n.chars, &mut found);
        let hit = |f: Found| Hit {
            span: n.span(f.range.clone()),
            range: f.range,
            kind: f.kind,
            confidence: f.confidence,
            known: f.known,
        };
        let mut hits: Vec<Hit> = found.into_iter().map(hit).collect();
        // Where two meet, one hit covers both and is called what is surer.
        hits.sort_by_key(|h| (h.span.start, std::cmp::Reverse(h.span.end), h.kind));
        let mut merged: Vec<Hit> = Vec::with_capacity(hits.len());
        for hit in hits {
            match merged.last_mut() {
                Some(last) if hit.span.start < last.span.end => {
                    if (hit.confidence, hit.span.len()) > (last.confidence, last.span.len()) {
                        last.kind = hit.kind;
                        last.confidence = hit.confidence;
                    }
                    last.span.end = last.span.end.max(hit.span.end);
                    last.range =
                        last.range.start.min(hit.range.start)..last.range.end.max(hit.range.end);
                    last.known |= hit.known;
                }
                _ => merged.push(hit),
            }
        }
        merged
    }

    fn find(&self, n: &Normal, heading: Heading) -> Vec<Found> {
        let mut out = Vec::new();
        let mut view = View {
            c: &n.chars,
            words: &self.words,
            heading,
            ended: [None; CLASSES],
        };
        if heading.has(Class::Name) {
            name::whole_cell(&view, &mut out);
        }
        let mut i = 0;
        while i < n.chars.len() {
            let c = n.chars[i];
            if c == ' ' || c == '\n' {
                i += 1;
                continue;
            }
            if c == BARRIER {
                view.ended = [None; CLASSES];
                i += 1;
                continue;
            }
            for (end, class) in self.words.at(&n.chars, i) {
                let slot = &mut view.ended[class as usize];
                *slot = Some(slot.map_or(end, |old| old.max(end)));
                match class {
                    Class::Name => name::after_role(&view, end, &mut out),
                    Class::Title => name::before_title(&view, i, &mut out),
                    Class::Address => address::after_word(&view, end, &mut out),
                    Class::Messenger => token::messenger(&view, end, &mut out),
                    _ => {}
                }
            }
            let starts = !view.before(i).is_ascii_alphanumeric();
            if c.is_ascii_digit() && !view.before(i).is_ascii_digit() {
                if starts {
                    token::sole_trader(&view, i, &mut out);
                }
                i = number::at(&view, i, &mut out);
                continue;
            }
            match c {
                '@' => token::email(&view, i, &mut out),
                _ if c.is_ascii_alphabetic() && starts => token::passport(&view, i, &mut out),
                _ if han(c) || c == '〇' => {
                    token::plate(&view, i, &mut out);
                    token::military(&view, i, &mut out);
                    address::at(&view, i, &mut out);
                    name::before_count(&view, i, &mut out);
                    if let Some(end) = number::in_words(&view, i, &mut out) {
                        i = end;
                        continue;
                    }
                }
                _ => {}
            }
            i += 1;
        }
        out
    }
}
