//! Numbers of people in a text: `3人`, `两户`, `four households`. Sums, years, sections and numbers of
//! papers are none.

/// After a number: what is counted, and what follows when something else is meant.
const HAN: [(&str, &[&str]); 4] = [
    ("人", &["民", "次", "工", "员经费", "均"]),
    ("户", &["籍", "口", "均", "型"]),
    ("名", &["称", "单", "义", "录", "目", "额", "次"]),
    ("家庭", &[]),
];
const LATIN: [&str; 14] = [
    "person",
    "persons",
    "people",
    "household",
    "households",
    "family",
    "families",
    "employee",
    "employees",
    "individual",
    "individuals",
    "recipient",
    "recipients",
    "resident",
];
const SMALL: [(&str, u64); 10] = [
    ("一", 1),
    ("二", 2),
    ("两", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("七", 7),
    ("八", 8),
    ("九", 9),
];
const WORDS: [&str; 10] = [
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
];
/// Characters that make more of the digits or the numeral beside them.
const LARGER: &str = "十百千万亿零一二三四五六七八九第数几.,，年月条款号版0123456789";

/// Each number of people with the passage that says it, in the order of the text.
pub(super) fn counts(text: &str) -> Vec<(String, u64)> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let before = text[..at].chars().next_back();
        match number(&text[at..], before) {
            Some((len, n)) => {
                if let Some(counted) = counted(&text[at + len..]) {
                    all.push((text[at..at + len + counted].to_string(), n));
                }
                at += len;
            }
            None => at += c.len_utf8(),
        }
    }
    all
}

/// A whole number at the beginning, that is no part of a larger one.
fn number(text: &str, before: Option<char>) -> Option<(usize, u64)> {
    let free = |c: Option<char>| !c.is_some_and(|c| LARGER.contains(c));
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let n: u64 = text[..digits].parse().ok()?;
        let after = text[digits..].chars().next();
        let part = after.is_some_and(|c| ".,十百千万亿年月条款号版".contains(c));
        let joined = before.is_some_and(|c| c.is_ascii_alphabetic() || c == '-' || c == '/');
        return (free(before) && !part && !joined).then_some((digits, n));
    }
    for (word, n) in SMALL {
        if let Some(rest) = text.strip_prefix(word) {
            let after = rest.chars().next();
            return (free(before) && free(after)).then_some((word.len(), n));
        }
    }
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let whole = !before.is_some_and(char_of_word);
    let word = text[..letters].to_ascii_lowercase();
    let n = WORDS.iter().position(|w| *w == word)?;
    (n > 0 && whole).then_some((letters, n as u64))
}

fn char_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

/// How long the word for people is that follows.
fn counted(text: &str) -> Option<usize> {
    for (word, not) in HAN {
        if let Some(rest) = text.trim_start_matches(' ').strip_prefix(word) {
            let other = not.iter().any(|n| rest.starts_with(n));
            return (!other).then(|| text.len() - rest.len());
        }
    }
    // At most one word may stand between: `three retired people`.
    let mut end = 0;
    for _ in 0..2 {
        let gap = text[end..].bytes().take_while(|b| *b == b' ').count();
        let start = end + gap;
        let letters = text[start..]
            .bytes()
            .take_while(u8::is_ascii_alphabetic)
            .count();
        if gap == 0 || letters == 0 {
            return None;
        }
        end = start + letters;
        if LATIN.contains(&text[start..end].to_ascii_lowercase().as_str()) {
            // `people-related` is about something else.
            let joined = text[end..].starts_with('-');
            return (!joined).then_some(end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn people_are_counted_and_nothing_else() {
        for (text, expected) in [
            ("其中3人为在职干部", vec![("3人", 3)]),
            ("涉及两户家庭、12名职工", vec![("两户", 2), ("12名", 12)]),
            (
                "three retired people and One household",
                vec![("three retired people", 3), ("One household", 1)],
            ),
            ("2 employees", vec![("2 employees", 2)]),
            ("共1,203人，十三人，2025年3月", vec![]),
            ("3人民币 2名称 第3名 3人次 4户籍", vec![]),
            ("Section 3 people-related costs, twenty-one people", vec![]),
            ("3.5人", vec![]),
            ("F-3 persons", vec![]),
            ("12,000.00元", vec![]),
        ] {
            let found = counts(text);
            let found: Vec<(&str, u64)> = found.iter().map(|(p, n)| (p.as_str(), *n)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_on_its_characters(text in "(?s).{0,60}") {
            for (passage, _) in counts(&text) {
                prop_assert!(text.contains(&passage));
            }
        }

        #[test]
        fn a_number_stays_what_it_is(n in 0_u64..100_000) {
            prop_assert_eq!(counts(&format!("共有{n}人。")), vec![(format!("{n}人"), n)]);
        }
    }
}
