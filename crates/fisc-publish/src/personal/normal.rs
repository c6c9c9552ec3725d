//! One spelling for many: full-width digits, digits of other scripts, look-alike letters, invisible
//! characters, HTML entities, percent-encoding and JSON escapes are undone before anything is
//! judged, and each character remembers where in the source it stood.

use super::kind::MARKERS;
use std::ops::Range;
use unicode_normalization::char::decompose_compatible;

/// Stands for a marker of something already withheld; nothing is matched across it.
pub(super) const BARRIER: char = '\u{1}';

/// A text in normal spelling.
#[derive(Clone, Debug, Default)]
pub(crate) struct Normal {
    pub(crate) chars: Vec<char>,
    /// Of each character: where in the source it begins and ends, in bytes.
    from: Vec<(u32, u32)>,
}

impl Normal {
    /// Of a text at the beginning of its source.
    pub(crate) fn of(text: &str) -> Normal {
        let mut normal = Normal::default();
        normal.push(text, 0);
        normal
    }

    /// Adds a piece of the source that begins at the byte `at` of it. Sources are cut into pieces
    /// of a few megabytes before, so that offsets fit.
    pub(super) fn push(&mut self, text: &str, at: usize) {
        let first = self.chars.len();
        let decoded = self.decode(text, at);
        // An escape may hide another one: %2531 is %31 is 1.
        let mut again = decoded;
        for _ in 0..2 {
            if !again {
                break;
            }
            let inner: Vec<char> = self.chars.split_off(first);
            let from = self.from.split_off(first);
            let text: String = inner.iter().collect();
            let mut starts = Vec::with_capacity(text.len() + 1);
            for (i, c) in inner.iter().enumerate() {
                starts.extend(std::iter::repeat_n(i, c.len_utf8()));
            }
            let mut nested = Normal::default();
            again = nested.decode(&text, 0);
            for (c, (start, end)) in nested.chars.into_iter().zip(nested.from) {
                let (a, b) = (starts[start as usize], starts[end as usize - 1]);
                self.chars.push(c);
                self.from.push((from[a].0, from[b].1));
            }
        }
    }

    /// The end of a cell or paragraph.
    pub(super) fn gap(&mut self) {
        let at = self.from.last().map_or(0, |f| f.1);
        self.add('\n', at, at);
    }

    /// Where these characters stood.
    pub(crate) fn span(&self, range: Range<usize>) -> Range<usize> {
        let start = self.from[range.start].0 as usize;
        let end = self.from[range.start..range.end]
            .iter()
            .map(|f| f.1)
            .max()
            .unwrap_or(0);
        start..(end as usize).max(start)
    }

    fn decode(&mut self, text: &str, at: usize) -> bool {
        let bytes = text.as_bytes();
        let mut decoded = false;
        let mut i = 0;
        let offset = |i: usize| u32::try_from(at + i).unwrap_or(u32::MAX);
        while i < bytes.len() {
            let b = bytes[i];
            if b.is_ascii() && !matches!(b, b'&' | b'%' | b'\\') {
                let c = match b {
                    b'\t' | 0xb | 0xc => ' ',
                    b'\r' => '\n',
                    _ if b < 0x20 && b != b'\n' => ' ',
                    _ => char::from(b),
                };
                self.add(c, offset(i), offset(i + 1));
                i += 1;
                continue;
            }
            let rest = &text[i..];
            let escape = match b {
                b'&' => entity(rest),
                b'%' => percent(rest),
                b'\\' => escape(rest),
                _ => None,
            };
            let (c, len) = if let Some(found) = escape {
                decoded = true;
                found
            } else {
                let c = rest.chars().next().unwrap_or('\n');
                if c == '〔'
                    && let Some(len) = marker_len(rest)
                {
                    self.add(BARRIER, offset(i), offset(i + len));
                    i += len;
                    continue;
                }
                (c, c.len_utf8())
            };
            self.fold(c, offset(i), offset(i + len));
            i += len;
        }
        decoded
    }

    fn add(&mut self, c: char, start: u32, end: u32) {
        if (c == ' ' || c == '\n') && self.chars.last().is_some_and(|l| *l == ' ' || *l == '\n') {
            if c == '\n'
                && let Some(last) = self.chars.last_mut()
            {
                *last = '\n';
            }
            return;
        }
        self.chars.push(c);
        self.from.push((start, end));
    }

    fn fold(&mut self, c: char, start: u32, end: u32) {
        let folded = match c {
            '\u{4e00}'..='\u{9fff}' | '〇' | '\u{ac00}'..='\u{d7a3}' => c,
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{feff}'
            | '\u{ad}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{300}'..='\u{36f}'
            | '\u{180e}'
            | '\u{e0100}'..='\u{e01ef}'
            | '\u{1}' => return,
            '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{2043}' => '-',
            '\u{b7}' | '\u{2022}' | '\u{2027}' | '\u{30fb}' | '\u{ff65}' | '\u{2219}' => '·',
            '。' | '、' => c,
            'А' | 'Α' => 'A',
            'В' | 'Β' => 'B',
            'С' => 'C',
            'Е' | 'Ε' => 'E',
            'Н' | 'Η' => 'H',
            'К' | 'Κ' => 'K',
            'М' | 'Μ' => 'M',
            'О' | 'Ο' => 'O',
            'Р' | 'Ρ' => 'P',
            'Т' | 'Τ' => 'T',
            'Х' | 'Χ' => 'X',
            'а' => 'a',
            'е' => 'e',
            'о' => 'o',
            'р' => 'p',
            'с' => 'c',
            'х' => 'x',
            _ if c.is_whitespace() => ' ',
            _ if c.is_ascii() => {
                if c < ' ' {
                    ' '
                } else {
                    c
                }
            }
            _ => {
                decompose_compatible(c, |d| {
                    if !('\u{300}'..='\u{36f}').contains(&d) {
                        let d = if d.is_whitespace() { ' ' } else { digit(d) };
                        self.add(d, start, end);
                    }
                });
                return;
            }
        };
        self.add(folded, start, end);
    }
}

/// The digit of another script as an ASCII one.
fn digit(c: char) -> char {
    const ZEROS: [u32; 16] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50,
        0xed0, 0xf20, 0x1040,
    ];
    let value = ZEROS
        .iter()
        .filter_map(|zero| (c as u32).checked_sub(*zero))
        .find(|n| *n < 10);
    value.and_then(|n| char::from_digit(n, 10)).unwrap_or(c)
}

fn marker_len(rest: &str) -> Option<usize> {
    let len = rest.char_indices().take(60).find(|(_, c)| *c == '〕')?.0 + '〕'.len_utf8();
    MARKERS.contains(&rest[..len]).then_some(len)
}

/// `&#49;`, `&#x31;` or a name.
fn entity(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(14).position(|b| b == b';')?;
    let name = &rest[1..end];
    let c = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code)?
    } else {
        match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" | "ensp" | "emsp" | "thinsp" | "numsp" | "puncsp" => ' ',
            "shy" | "zwj" | "zwnj" | "ZeroWidthSpace" | "NoBreak" => '\u{200b}',
            "commat" => '@',
            "period" => '.',
            "hyphen" | "dash" | "ndash" | "mdash" | "minus" => '-',
            "colon" => ':',
            "lpar" => '(',
            "rpar" => ')',
            "middot" => '·',
            _ => return None,
        }
    };
    Some((c, end + 1))
}

/// `%31`, or a character of several bytes such as `%E5%BC%A0`.
fn percent(rest: &str) -> Option<(char, usize)> {
    let bytes = rest.as_bytes();
    let byte = |i: usize| -> Option<u8> {
        let hex = bytes.get(i * 3..i * 3 + 3)?;
        let digit = |b: u8| char::from(b).to_digit(16);
        if hex[0] != b'%' {
            return None;
        }
        u8::try_from(digit(hex[1])? * 16 + digit(hex[2])?).ok()
    };
    let first = byte(0)?;
    let len = match first {
        0..=0x7f => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf7 => 4,
        _ => return None,
    };
    let utf8: Vec<u8> = (0..len).map(byte).collect::<Option<_>>()?;
    let c = std::str::from_utf8(&utf8).ok()?.chars().next()?;
    Some((c, len * 3))
}

/// `\u5f20` of JSON, with its surrogate pairs; `\n` and its like are spaces, `\/` a slash.
fn escape(rest: &str) -> Option<(char, usize)> {
    let unit = |at: usize| -> Option<u32> {
        let part = rest.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(part, 16).ok()
    };
    match rest.as_bytes().get(1)? {
        b'u' => {
            let high = unit(0)?;
            if (0xd800..0xdc00).contains(&high) {
                let low = unit(6)?.checked_sub(0xdc00).filter(|l| *l < 0x400)?;
                let c = char::from_u32(0x10000 + ((high - 0xd800) << 10) + low)?;
                return Some((c, 12));
            }
            Some((char::from_u32(high)?, 6))
        }
        b'n' | b't' | b'r' => Some((' ', 2)),
        b'/' => Some(('/', 2)),
        b'"' => Some(('"', 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> String {
        Normal::of(text).chars.into_iter().collect()
    }

    #[test]
    fn spellings_meet() {
        for text in [
            "１３８００１３８０００",
            "1&#51;8&#x30;0138000",
            "%31%33800138000",
            "%2531%33800138000",
            "138\u{200b}00138000",
            "\\u0031\\u0033800138000",
            "١٣٨٠٠١٣٨٠٠٠",
            "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎",
            "&amp;#49;3800138000",
            "①③⑧00138000",
        ] {
            assert_eq!(folded(text), "13800138000", "{text}");
        }
        assert_eq!(folded("%E5%BC%A0\u{3000}\u{3000}三"), "张 三");
        assert_eq!(folded("Е12 — Ａ＠ｂ．ｃｎ"), "E12 - A@b.cn");
        assert_eq!(folded("100% of &unknown; \\x"), "100% of &unknown; \\x");
        assert_eq!(
            folded("a〔姓名，涉及个人信息，已隐去〕b〔2016〕"),
            "a\u{1}b〔2016〕"
        );
    }

    #[test]
    fn every_character_knows_its_place() {
        let text = "甲%E5%BC%A0&#19977;！";
        let n = Normal::of(text);
        assert_eq!(n.chars, ['甲', '张', '三', '!']);
        assert_eq!(&text[n.span(1..3)], "%E5%BC%A0&#19977;");
        assert_eq!(&text[n.span(3..4)], "！");
    }

    proptest! {
        #[test]
        fn spans_lie_on_boundaries(text in "([%&\\\\#;u0-9a-fA-F〔〕〇张１ﬁ]|.){0,60}") {
            let n = Normal::of(&text);
            for i in 0..n.chars.len() {
                let span = n.span(i..i + 1);
                prop_assert!(text.get(span).is_some());
            }
        }
    }
}
