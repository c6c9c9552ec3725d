//! The word lists of names, as files that other programs read too.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words of a name that say what kind of body it is, not which one.
pub(super) struct Words {
    /// In Han characters, longest first.
    pub(super) han_forms: Vec<&'static str>,
    /// In other letters; whole words.
    pub(super) forms: BTreeSet<&'static str>,
    /// Regions, without their rank.
    pub(super) regions: BTreeSet<&'static str>,
    /// Characters of the longest region in Han characters.
    pub(super) longest_region: usize,
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let (han, other): (Vec<&str>, Vec<&str>) =
        lines(include_str!("legal_forms.txt")).partition(|w| !w.is_ascii());
    let mut han_forms = han;
    han_forms.sort_by_key(|w| (usize::MAX - w.chars().count(), *w));
    let regions: BTreeSet<&str> = lines(include_str!("regions.txt")).collect();
    let han_regions = regions.iter().filter(|r| !r.is_ascii());
    let longest_region = han_regions.map(|r| r.chars().count()).max().unwrap_or(0);
    Words {
        han_forms,
        forms: other.into_iter().collect(),
        regions,
        longest_region,
    }
});

/// Ranks that may follow a region's name, longest first.
pub(super) const RANKS: [&str; 12] = [
    "维吾尔自治区",
    "特别行政区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "自治州",
    "自治县",
    "地区",
    "省",
    "市",
    "州",
    "盟",
];

/// A Han character: of the blocks that names are written in.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    /// What is not in normal form would never be met.
    #[test]
    fn words_are_in_normal_form_and_stand_once() {
        for text in [include_str!("legal_forms.txt"), include_str!("regions.txt")] {
            let mut seen = BTreeSet::new();
            for word in lines(text) {
                let normal: String = word.nfkc().flat_map(char::to_lowercase).collect();
                assert_eq!(word, normal);
                assert!(word.chars().all(char::is_alphanumeric), "{word}");
                assert!(seen.insert(word), "{word} stands there twice");
                assert!(word.is_ascii() || word.chars().all(is_han), "{word}");
            }
            assert!(seen.len() > 50);
        }
        let length = |w: &&str| w.chars().count();
        assert!(WORDS.han_forms.is_sorted_by(|a, b| length(a) >= length(b)));
        assert!(WORDS.regions.contains("呼伦贝尔") && WORDS.longest_region == 4);
    }
}
