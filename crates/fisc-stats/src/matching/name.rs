//! The one normal form of a name. Two depths: the key, which only spelling and the legal form do not
//! change, and the stem, from which the region is taken too.

use super::words::{RANKS, WORDS, is_han};
use unicode_normalization::UnicodeNormalization;

/// A text for comparison: NFKC (so that full width is half width), lower case, letters and digits
/// only. `INV-0012` and `ｉｎｖ 0012` have one key.
#[must_use]
pub fn text_key(text: &str) -> String {
    let lower = text.nfkc().flat_map(char::to_lowercase);
    lower.filter(|c| c.is_alphanumeric()).collect()
}

/// The normal form of a name for matching: NFKC, lower case, `&` as "and", letters and digits only,
/// without the legal forms at its end (`legal_forms.txt`). Two spellings of one name give one key;
/// the reverse does not hold, so a match by name alone is of low confidence.
#[must_use]
pub fn name_key(name: &str) -> String {
    let mut words = words_of(name);
    drop_forms(&mut words);
    words.into_iter().map(|w| w.text).collect()
}

/// A name, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As [`name_key`] gives it.
    pub key: String,
    /// The words of the name without legal form and region, in their order.
    pub words: Vec<String>,
    /// Regions that the name begins with or holds in brackets, without their rank, sorted.
    pub regions: Vec<String>,
}

impl Name {
    /// Takes a name apart: 北京市海淀区某某科技有限公司 and 某某科技(北京)有限公司 both have the stem
    /// 某某科技, with the regions 北京 and 海淀, or 北京.
    #[must_use]
    pub fn new(name: &str) -> Name {
        let mut regions = Vec::new();
        let mut words = words_of(name);
        let key = {
            let mut words = words.clone();
            drop_forms(&mut words);
            words.into_iter().map(|w| w.text).collect()
        };
        take_bracketed(&mut words, &mut regions);
        drop_forms(&mut words);
        take_leading(&mut words, &mut regions);
        regions.sort_unstable();
        regions.dedup();
        Name {
            key,
            words: words.into_iter().map(|w| w.text).collect(),
            regions,
        }
    }

    /// The words without anything between them.
    #[must_use]
    pub fn stem(&self) -> String {
        self.words.concat()
    }

    /// Whether both names may be of one region: what one says does not contradict the other.
    #[must_use]
    pub fn regions_agree(&self, other: &Name) -> bool {
        let within = |a: &[String], b: &[String]| a.iter().all(|r| b.contains(r));
        within(&self.regions, &other.regions) || within(&other.regions, &self.regions)
    }
}

#[derive(Debug, Clone)]
struct Word {
    text: String,
    /// Number of the bracket it stands in; 0 outside.
    bracket: usize,
    /// Set between two single letters with a point: S.A. is one word.
    joined: bool,
}

/// Words are parted by whatever is no letter or digit, and where Han characters begin or end.
fn words_of(name: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut text = String::new();
    let (mut bracket, mut brackets) = (0, 0);
    let mut initials = false;
    let flush = |text: &mut String, bracket, initials: bool, words: &mut Vec<Word>| {
        if text.is_empty() {
            return;
        }
        let text = std::mem::take(text);
        let single = text.chars().count() == 1 && !text.chars().all(is_han);
        match words.last_mut() {
            Some(last) if initials && single && last.joined && last.bracket == bracket => {
                last.text.push_str(&text);
            }
            _ => words.push(Word {
                text,
                bracket,
                joined: single,
            }),
        }
    };
    for c in name.nfkc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            if text.chars().last().is_some_and(|l| is_han(l) != is_han(c)) {
                flush(&mut text, bracket, initials, &mut words);
                initials = false;
            }
            text.push(c);
            continue;
        }
        if matches!(c, '\'' | '’' | '`') {
            continue;
        }
        let ended = !text.is_empty();
        flush(&mut text, bracket, initials, &mut words);
        match c {
            '.' => initials = ended,
            // Within initials a space changes nothing: S. A.
            ' ' => {}
            _ => initials = false,
        }
        match c {
            '&' => words.push(Word {
                text: "and".to_string(),
                bracket,
                joined: false,
            }),
            '(' | '[' | '{' | '【' | '〔' | '「' | '『' | '<' | '《' => {
                brackets += 1;
                bracket = brackets;
            }
            ')' | ']' | '}' | '】' | '〕' | '」' | '』' | '>' | '》' => bracket = 0,
            _ => {}
        }
    }
    flush(&mut text, bracket, initials, &mut words);
    words
}

/// Drops legal forms from the end, never the whole name. A branch (分公司, 子公司) keeps its word: it
/// is another body than its company.
fn drop_forms(words: &mut Vec<Word>) {
    let mut dropped = false;
    while let Some(last) = words.last() {
        let alone = words.len() == 1;
        let form = WORDS.han_forms.iter().find_map(|f| {
            let rest = last.text.strip_suffix(f)?;
            (!(is_branch(f, rest) || alone && rest.is_empty())).then_some(rest.len())
        });
        if let Some(rest) = form {
            if rest == 0 {
                words.pop();
            } else if let Some(last) = words.last_mut() {
                last.text.truncate(rest);
            }
        } else if !alone
            && (WORDS.forms.contains(last.text.as_str()) || dropped && last.text == "and")
        {
            words.pop();
        } else {
            break;
        }
        dropped = true;
    }
}

/// Whether what ends in this form is a branch: 分公司 or 子公司, but not 电子公司, and not
/// 电子有限公司 either.
fn is_branch(form: &str, rest: &str) -> bool {
    /// What 子 makes a word with: electronics, seeds, quanta, ions, particles.
    const WORDS: [&str; 8] = [
        "电子", "種子", "种子", "量子", "离子", "粒子", "原子", "光子",
    ];
    let word = || WORDS.iter().any(|w| rest.ends_with(w));
    form == "公司" && (rest.ends_with('分') || rest.ends_with('子') && !word())
}

/// Takes out what stands in brackets and is nothing but regions.
fn take_bracketed(words: &mut Vec<Word>, regions: &mut Vec<String>) {
    let mut brackets: Vec<usize> = words.iter().map(|w| w.bracket).collect();
    brackets.retain(|b| *b > 0);
    brackets.dedup();
    for bracket in brackets {
        let inside = words.iter().filter(|w| w.bracket == bracket);
        let text: String = inside.map(|w| w.text.as_str()).collect();
        let mut found = Vec::new();
        let rest = leading(&text, &mut found, 0);
        if rest.is_empty() && words.iter().any(|w| w.bracket != bracket) {
            regions.append(&mut found);
            words.retain(|w| w.bracket != bracket);
        }
    }
}

/// Takes regions from the beginning; two characters or another word remain.
fn take_leading(words: &mut Vec<Word>, regions: &mut Vec<String>) {
    let more = words.len() > 1;
    let Some(first) = words.first_mut() else {
        return;
    };
    let rest = leading(&first.text, regions, if more { 0 } else { 2 }).to_string();
    if rest.is_empty() && more {
        words.remove(0);
    } else if !rest.is_empty() {
        first.text = rest;
    }
}

/// What follows the regions that a text begins with, of which at least `keep` characters are left.
/// After a region with a rank (北京市), a district, county or town of one to three characters counts
/// too, whatever its name, be it that of a listed region (北京市朝阳区); before any, a province, city or
/// county with a rank does (东溪县).
fn leading<'a>(text: &'a str, regions: &mut Vec<String>, keep: usize) -> &'a str {
    let mut rest = text;
    let mut ranked = false;
    loop {
        let listed = (1..=WORDS.longest_region.max(12)).rev().find_map(|n| {
            let end = rest.char_indices().nth(n).map_or(rest.len(), |(at, _)| at);
            let region = &rest[..end];
            let whole = !region.is_ascii() || end == rest.len();
            (whole && WORDS.regions.contains(region)).then_some(region)
        });
        let (region, after, has_rank) = if let Some(region) = listed {
            let after = &rest[region.len()..];
            let rank = RANKS.iter().find(|r| after.starts_with(**r));
            let rank = rank.map(|r| r.len()).or_else(|| {
                let lower = after.chars().next().filter(|c| is_rank(*c, ranked));
                lower.map(char::len_utf8)
            });
            (region, &after[rank.unwrap_or(0)..], rank.is_some())
        } else if let Some((region, after)) = unlisted(rest, ranked) {
            (region, after, true)
        } else {
            return rest;
        };
        if after.chars().count() < keep {
            return rest;
        }
        regions.push(region.to_string());
        (rest, ranked) = (after, has_rank);
        if rest.is_empty() {
            return rest;
        }
    }
}

/// Whether a character is a rank; the lower ones only behind a region with a rank.
fn is_rank(c: char, ranked: bool) -> bool {
    matches!(c, '省' | '市' | '县') || ranked && matches!(c, '区' | '旗' | '镇' | '乡')
}

/// One to three characters and a rank that everybody can give.
fn unlisted(text: &str, ranked: bool) -> Option<(&str, &str)> {
    // 超市, 门市, 城市, 小区 and their like are no regions.
    const NOT: [&str; 12] = [
        "超", "门", "城", "都", "夜", "股", "小", "园", "社", "校", "厂", "景",
    ];
    let mut characters = text.char_indices().skip(1).take(3);
    let found = characters.find(|(_, c)| is_rank(*c, ranked))?;
    let (at, rank) = found;
    let region = &text[..at];
    let one = region.chars().count() == 1;
    if !region.chars().all(is_han) || NOT.iter().any(|n| region.ends_with(n)) || one && !ranked {
        return None;
    }
    Some((region, &text[at + rank.len_utf8()..]))
}
