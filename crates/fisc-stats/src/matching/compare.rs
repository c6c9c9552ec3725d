//! How like two texts are, as a number from 0 to 1.

use super::name::{Name, name_key, text_key};
use super::sound::{letters, units};
use super::twelve_digits;
use super::words::is_han;

/// Jaro-Winkler similarity (Winkler 1990: prefix of at most 4 characters, weight 0.1, above a Jaro
/// similarity of 0.7), rounded to 12 significant digits. Jaro's assignment of common characters is
/// greedy from the first text; the smaller text goes first, so that the order does not matter.
#[must_use]
pub fn jaro_winkler(a: &str, b: &str) -> f64 {
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    twelve_digits(strsim::jaro_winkler(a, b))
}

/// Dice coefficient of the bigrams of characters, as multisets: 2·common/(all of both). Texts of one
/// character have no bigrams: they are equal (1) or not (0).
#[must_use]
pub fn bigram_dice(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let bigrams = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let mut pairs: Vec<[char; 2]> = chars.windows(2).map(|w| [w[0], w[1]]).collect();
        pairs.sort_unstable();
        pairs
    };
    let (x, y) = (bigrams(a), bigrams(b));
    if x.is_empty() || y.is_empty() {
        return 0.0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0_u32);
    while i < x.len() && j < y.len() {
        match x[i].cmp(&y[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    #[allow(clippy::cast_precision_loss)] // lengths of names
    twelve_digits(2.0 * f64::from(common) / (x.len() + y.len()) as f64)
}

/// How like two names are. 1 where their keys are equal. Otherwise legal forms are left out, and
/// regions too where they do not contradict each other; then, of what is left:
/// both in Han characters: the mean of the bigram Dice of the characters and the Jaro-Winkler of the
/// pinyin, the sign and the sound; otherwise the Jaro-Winkler of the letters (Han characters read in
/// pinyin), or of the letters with the words in alphabetical order if that is more.
#[must_use]
pub fn name_similarity(a: &str, b: &str) -> f64 {
    if name_key(a) == name_key(b) {
        return 1.0;
    }
    similarity(&Name::new(a), &Name::new(b))
}

/// [`name_similarity`] of names that are already taken apart.
#[must_use]
pub fn similarity(a: &Name, b: &Name) -> f64 {
    if a.key == b.key {
        return 1.0;
    }
    let agree = a.regions_agree(b);
    let (x, y) = if agree {
        (a.stem(), b.stem())
    } else {
        (a.key.clone(), b.key.clone())
    };
    let straight = likeness(&x, &y);
    let han = |text: &str| text.chars().any(is_han);
    if !agree || han(&x) && han(&y) || a.words.len() < 2 || b.words.len() < 2 {
        return straight;
    }
    let sorted = |name: &Name| {
        let mut words: Vec<String> = name.words.iter().map(|w| letters(w)).collect();
        words.sort_unstable();
        words.concat()
    };
    straight.max(jaro_winkler(&sorted(a), &sorted(b)))
}

/// Sign and sound of two texts that are what is left of names.
pub(super) fn likeness(x: &str, y: &str) -> f64 {
    let sound = jaro_winkler(&letters(x), &letters(y));
    let han = |text: &str| text.chars().any(is_han);
    if han(x) && han(y) {
        twelve_digits(f64::midpoint(bigram_dice(x, y), sound))
    } else {
        sound
    }
}

/// Whether two texts differ by exactly one exchange of two neighbouring, different digits, whatever
/// their spaces, punctuation, case and width: 1,254.00 and 1,524.00.
#[must_use]
pub fn transposed_digits(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) =
        (text_key(a).chars().collect(), text_key(b).chars().collect());
    if a.len() != b.len() {
        return false;
    }
    let mut differ = (0..a.len()).filter(|i| a[*i] != b[*i]);
    match (differ.next(), differ.next(), differ.next()) {
        (Some(i), Some(j), None) => {
            j == i + 1
                && a[i] == b[j]
                && a[j] == b[i]
                && a[i].is_ascii_digit()
                && a[j].is_ascii_digit()
        }
        _ => false,
    }
}

/// The letters and digits of a text in sorted order: texts with transposed characters have one
/// anagram key, so that SQL can join on it.
#[must_use]
pub fn anagram_key(text: &str) -> String {
    let mut chars: Vec<char> = text_key(text).chars().collect();
    chars.sort_unstable();
    chars.into_iter().collect()
}

/// Whether two names are one mistake apart by sound: one syllable (in other scripts: one letter) is
/// missing, added, replaced, or two neighbours are exchanged. Equal ones are none apart: `false`.
#[must_use]
pub fn one_apart(a: &str, b: &str) -> bool {
    let (a, b) = (units(a), units(b));
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    match b.len() - a.len() {
        0 => {
            front < a.len()
                && (a[front + 1..] == b[front + 1..]
                    || front + 1 < a.len()
                        && a[front] == b[front + 1]
                        && a[front + 1] == b[front]
                        && a[front + 2..] == b[front + 2..])
        }
        1 => a[front..] == b[front + 1..],
        _ => false,
    }
}
