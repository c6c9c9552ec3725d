//! Looking for words in what people wrote, whatever its spelling, and cutting it into sentences: the
//! negative list and the list of words to avoid go by the same eyes.

use crate::personal::normal::Normal;
use std::collections::BTreeMap;
use std::ops::Range;

/// What begins with a character: the rest of the word, and which word it is.
type Begins = BTreeMap<char, Vec<(Vec<char>, usize)>>;

/// Words to look for, and longer ones in which they mean something else.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrases {
    words: Begins,
    except: Begins,
}

/// A word that was found: where it stands, in bytes of the text, and which of the list it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) span: Range<usize>,
    pub(crate) word: usize,
}

/// Between the characters of a word these may stand: a line that was broken, a space for looks.
fn filler(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '-' | '·')
}

fn letter(c: Option<&char>) -> bool {
    c.is_some_and(char::is_ascii_alphabetic)
}

fn begins<'a>(words: impl Iterator<Item = &'a str>) -> Begins {
    let mut all = Begins::new();
    for (n, word) in words.enumerate() {
        let word: Vec<char> = Normal::of(&word.to_lowercase())
            .chars
            .into_iter()
            .filter(|c| !filler(*c))
            .collect();
        if let Some(first) = word.first() {
            all.entry(*first).or_default().push((word, n));
        }
    }
    for list in all.values_mut() {
        list.sort_by_key(|(word, n)| (std::cmp::Reverse(word.len()), *n));
    }
    all
}

impl Phrases {
    pub(crate) fn new<'a>(
        words: impl IntoIterator<Item = &'a str>,
        except: impl IntoIterator<Item = &'a str>,
    ) -> Phrases {
        Phrases {
            words: begins(words.into_iter()),
            except: begins(except.into_iter()),
        }
    }

    /// What stands in the text: from left to right, the longest word at each place, none inside
    /// another. Latin words are found whole only; a word inside one of the exceptions is not found.
    pub(crate) fn find(&self, text: &str) -> Vec<Found> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let normal = Normal::of(text);
        let places: Vec<usize> = (0..normal.chars.len())
            .filter(|i| !filler(normal.chars[*i]))
            .collect();
        let low: Vec<char> = places
            .iter()
            .map(|i| normal.chars[*i].to_lowercase().next().unwrap_or('\u{1}'))
            .collect();
        let at = |list: &Begins, i: usize| -> Option<(usize, usize)> {
            let rest = &low[i..];
            let words = list.get(rest.first()?)?;
            words.iter().find_map(|(word, n)| {
                let (last, here) = (places.get(i + word.len() - 1)?, places[i]);
                let before = here.checked_sub(1).and_then(|b| normal.chars.get(b));
                let inside = letter(word.first()) && letter(before)
                    || letter(word.last()) && letter(normal.chars.get(last + 1));
                (rest.starts_with(word) && !inside).then_some((word.len(), *n))
            })
        };
        let mut quiet = vec![false; low.len()];
        for i in 0..low.len() {
            if let Some((len, _)) = at(&self.except, i) {
                quiet[i..i + len].fill(true);
            }
        }
        let (mut found, mut i) = (Vec::new(), 0);
        while i < low.len() {
            match at(&self.words, i) {
                Some((len, word)) if !quiet[i..i + len].iter().all(|q| *q) => {
                    let span = normal.span(places[i]..places[i + len - 1] + 1);
                    found.push(Found { span, word });
                    i += len;
                }
                _ => i += 1,
            }
        }
        found
    }
}

/// The sentences of a text with the mark that ends each, in bytes; white space between them belongs
/// to none. A point inside a number or a name ends nothing.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let ends = match c {
            '。' | '！' | '？' | '；' | '\n' => true,
            '.' | '!' | '?' | ';' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        if ends || next.is_none() {
            let end = i + c.len_utf8();
            let piece = &text[start..end];
            let lead = piece.len() - piece.trim_start().len();
            let range = start + lead..start + lead + piece.trim().len();
            if !range.is_empty() {
                all.push(range);
            }
            start = end;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found<'a>(words: &Phrases, text: &'a str) -> Vec<&'a str> {
        let all = words.find(text);
        all.iter().map(|f| &text[f.span.clone()]).collect()
    }

    #[test]
    fn words_are_found_in_any_spelling_and_not_inside_others() {
        let words = Phrases::new(["腐败", "fraud", "trade secret"], ["反腐败"]);
        for (text, expected) in [
            ("存在腐 败问题", vec!["腐 败"]),
            ("《反腐败国际公约》及腐败", vec!["腐败"]),
            ("Fraud, defrauded, ＦＲＡＵＤ.", vec!["Fraud", "ＦＲＡＵＤ"]),
            ("a trade\nsecret", vec!["trade\nsecret"]),
            ("", vec![]),
        ] {
            assert_eq!(found(&words, text), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_ends_where_it_ends() {
        let text = "共3.5万元。Paid 1.20 in full. Then?\n末尾";
        let all: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(all, ["共3.5万元。", "Paid 1.20 in full.", "Then?", "末尾"]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_on_its_characters(text in "(?s).{0,80}") {
            let words = Phrases::new(["a", "密", "b c"], ["abc"]);
            let spans = words.find(&text).into_iter().map(|f| f.span);
            let mut last = 0;
            for span in spans.chain(std::iter::once(text.len()..text.len())) {
                prop_assert!(span.start >= last && text.get(span.clone()).is_some());
                last = span.end;
            }
            let mut last = 0;
            for span in sentences(&text) {
                prop_assert!(span.start >= last && !text[span.clone()].trim().is_empty());
                last = span.end;
            }
        }
    }
}
