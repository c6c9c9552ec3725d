//! How a name sounds: Han characters by their first reading in plain pinyin, so that homophones and
//! the traditional form of a character meet the simplified one. Characters with several readings are
//! read as the first, which is the commoner one; both names are read alike, so that only the pair of
//! a name in Han and one in Latin letters suffers from a wrong choice.

use super::words::is_han;
use pinyin::ToPinyin;

/// The pinyin of a character; `None` for what is no Han character or has no reading.
fn reading(c: char) -> Option<&'static str> {
    if !is_han(c) {
        return None;
    }
    c.to_pinyin().map(|p| p.plain())
}

/// A text in Latin letters: 某某科技 is `moumoukeji`. What has no reading stays.
#[must_use]
pub fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        match reading(c) {
            // As it is typed: keyboards have no ü.
            Some(sound) => out.extend(sound.chars().map(|l| if l == 'ü' { 'v' } else { l })),
            None => out.push(c),
        }
    }
    out
}

/// The first letters of the readings, and every other character: 某某科技A1 is `mmkja1`.
#[must_use]
pub fn initials(text: &str) -> String {
    let first = |c: char| reading(c).and_then(|r| r.chars().next()).unwrap_or(c);
    text.chars().map(first).collect()
}

/// What a name is a sequence of when one mistake is looked for: syllables for Han characters, single
/// characters otherwise. Each is the FNV-1a digest of its letters, so that units compare as numbers.
#[must_use]
pub fn units(text: &str) -> Vec<u64> {
    let mut buffer = [0; 4];
    let unit = |c: char| match reading(c) {
        Some(sound) => fnv(sound.as_bytes()),
        None => fnv(c.encode_utf8(&mut buffer).as_bytes()),
    };
    text.chars().map(unit).collect()
}

/// FNV-1a, 64 bit: a digest that any language computes in three lines.
pub(super) fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| {
        (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sound_as_they_are_read() {
        assert_eq!(letters("某某科技a1"), "moumoukejia1");
        assert_eq!(initials("某某科技a1"), "mmkja1");
        // Traditional and simplified, and homophones.
        assert_eq!(letters("東溪縣電氣"), letters("东溪县电气"));
        assert_eq!(units("华兴"), units("华星"));
        assert_ne!(units("华兴"), units("兴华"));
        assert_eq!(letters("绿"), "lv");
        // FNV-1a, published vectors.
        assert_eq!(fnv(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
