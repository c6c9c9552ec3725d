//! The words that the detectors go by, from a pack's `personal.toml`: another country or office
//! gives its own list, no code is changed.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a word says about what stands near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Class {
    Name,
    PersonId,
    Phone,
    Account,
    Bank,
    Card,
    Birth,
    Passport,
    Messenger,
    Address,
    Money,
    #[serde(skip)]
    Title,
}

/// Number of classes.
pub(super) const CLASSES: usize = 12;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    surnames: String,
    rare_surnames: String,
    compound_surnames: Vec<String>,
    never_given: String,
    not_names: Vec<String>,
    follows: Vec<String>,
    titles: Vec<String>,
    context: BTreeMap<Class, Vec<String>>,
    address: AddressFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddressFile {
    roads: Vec<String>,
    not_roads: Vec<String>,
    directions: Vec<String>,
    units: Vec<String>,
    not_after: Vec<String>,
    starts: Vec<String>,
}

type Word = Vec<char>;

/// The words of one pack.
pub struct Words {
    pub(super) surnames: BTreeSet<char>,
    pub(super) rare_surnames: BTreeSet<char>,
    pub(super) compound_surnames: BTreeSet<[char; 2]>,
    pub(super) never_given: BTreeSet<char>,
    pub(super) not_names: BTreeSet<[char; 2]>,
    pub(super) follows: Vec<Word>,
    pub(super) roads: Vec<Word>,
    pub(super) not_roads: Vec<Word>,
    pub(super) directions: Vec<Word>,
    pub(super) units: Vec<Word>,
    pub(super) not_after: Vec<Word>,
    pub(super) starts: Vec<Word>,
    /// By their first character, in lower case; longest first.
    context: BTreeMap<char, Vec<(Word, Class)>>,
    /// One bit for each character of the basic plane that begins a word: most begin none.
    first: Vec<u64>,
}

/// A `personal.toml` that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("personal.toml of the pack: {0}; compare it with packs/cn/personal.toml")]
pub struct WordsError(String);

fn longest_first(list: &[String]) -> Vec<Word> {
    let mut words: Vec<Word> = list.iter().map(|w| w.chars().collect()).collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    words
}

/// Two characters of each word: what a name is compared with.
fn pairs(list: &[String], what: &str) -> Result<BTreeSet<[char; 2]>, WordsError> {
    let pair = |w: &String| {
        let chars: Vec<char> = w.chars().collect();
        <[char; 2]>::try_from(chars)
            .map_err(|_| WordsError(format!("{what}: {w:?} does not have two characters")))
    };
    list.iter().map(pair).collect()
}

impl Words {
    /// Reads `personal.toml` of a pack.
    ///
    /// # Errors
    /// It is no TOML, has unknown or missing keys, or an empty word.
    pub fn parse(text: &str) -> Result<Words, WordsError> {
        let file: File = toml::from_str(text).map_err(|e| WordsError(e.to_string()))?;
        let mut context: BTreeMap<char, Vec<(Word, Class)>> = BTreeMap::new();
        let mut first = vec![0u64; 0x1_0000 / 64];
        let titles = file.titles.iter().map(|w| (w, Class::Title));
        let all = file
            .context
            .iter()
            .flat_map(|(c, ws)| ws.iter().map(|w| (w, *c)));
        for (word, class) in all.chain(titles) {
            let word: Word = word.to_lowercase().chars().collect();
            let Some(begin) = word.first().copied() else {
                return Err(WordsError("an empty word".into()));
            };
            for c in [begin, begin.to_ascii_uppercase()] {
                if let Some(bits) = first.get_mut(c as usize / 64) {
                    *bits |= 1 << (c as usize % 64);
                }
            }
            context.entry(begin).or_default().push((word, class));
        }
        for list in context.values_mut() {
            list.sort_by(|a, b| (b.0.len(), &a.0, a.1).cmp(&(a.0.len(), &b.0, b.1)));
        }
        Ok(Words {
            surnames: file.surnames.chars().collect(),
            rare_surnames: file.rare_surnames.chars().collect(),
            compound_surnames: pairs(&file.compound_surnames, "compound_surnames")?,
            never_given: file.never_given.chars().collect(),
            not_names: pairs(&file.not_names, "not_names")?,
            follows: longest_first(&file.follows),
            roads: longest_first(&file.address.roads),
            not_roads: longest_first(&file.address.not_roads),
            directions: longest_first(&file.address.directions),
            units: longest_first(&file.address.units),
            not_after: longest_first(&file.address.not_after),
            starts: longest_first(&file.address.starts),
            context,
            first,
        })
    }

    /// The context words that begin here: each with the place after it, the longest first. Latin
    /// words must not be part of a longer one.
    pub(super) fn at<'a>(
        &'a self,
        c: &'a [char],
        i: usize,
    ) -> impl Iterator<Item = (usize, Class)> + 'a {
        let bit = self.first.get(c[i] as usize / 64).copied().unwrap_or(0) >> (c[i] as usize % 64);
        let list = if bit & 1 == 1 {
            self.context.get(&c[i].to_ascii_lowercase())
        } else {
            None
        };
        list.into_iter().flatten().filter_map(move |(word, class)| {
            let end = i + word.len();
            let here = c.get(i..end)?;
            let same = here
                .iter()
                .zip(word)
                .all(|(a, b)| a.eq_ignore_ascii_case(b));
            let letter = |at: Option<&char>| at.is_some_and(char::is_ascii_alphabetic);
            let latin = word[0].is_ascii();
            let before = i.checked_sub(1).and_then(|b| c.get(b));
            let whole = !latin || !letter(before) && !letter(c.get(end));
            (same && whole).then_some((end, *class))
        })
    }
}

/// The first of these words that begins here; its length.
pub(super) fn starts_here(words: &[Word], c: &[char], i: usize) -> Option<usize> {
    let rest = c.get(i..)?;
    words.iter().find(|w| rest.starts_with(w)).map(Vec::len)
}

/// The first of these words that ends here; its length.
pub(super) fn ends_here(words: &[Word], c: &[char], end: usize) -> Option<usize> {
    let head = c.get(..end)?;
    words.iter().find(|w| head.ends_with(w)).map(Vec::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_list_is_said() {
        for (text, part) in [
            ("surnames = 1", "personal.toml"),
            ("x = []", "unknown field"),
        ] {
            let error = Words::parse(text).err().expect("refused").to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
