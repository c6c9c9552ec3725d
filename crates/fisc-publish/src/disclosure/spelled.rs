//! An amount that is withheld is withheld where a finding's texts spell it, too: in currency units
//! with or without separators and cents, and in 万 and 亿.

use crate::openness::{mark_in_text, places};
use crate::publication::PublicFinding;
use fisc_model::Money;

/// Puts the mark in place of the amount; the places where it stood.
pub fn take_out(f: &mut PublicFinding, id: &str, code: &str) -> Vec<String> {
    let spellings = spellings(f.amount);
    let mut found = Vec::new();
    places::of_finding(&format!("findings/{id}"), f, &mut |place, mut field| {
        for (lang, text) in field.sides() {
            let mark = mark_in_text(code, lang);
            for spelling in &spellings {
                let mut from = 0;
                while let Some(at) = text[from..].find(spelling.as_str()).map(|n| n + from) {
                    let end = at + spelling.len();
                    if stands_alone(text, at, end) {
                        text.replace_range(at..end, &mark);
                        from = at + mark.len();
                        found.push(place.to_string());
                    } else {
                        from = end;
                    }
                }
            }
        }
    });
    found.dedup();
    found
}

/// No digit, and no separator with a digit beyond it, on either side.
fn stands_alone(text: &str, at: usize, end: usize) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let part = |c: Option<char>| matches!(c, Some(',' | '.'));
    let mut before = text[..at].chars().rev();
    let mut after = text[end..].chars();
    let (b1, b2) = (before.next(), before.next());
    let (a1, a2) = (after.next(), after.next());
    !(digit(b1) || part(b1) && digit(b2) || digit(a1) || part(a1) && digit(a2))
}

/// The longest first, so that none is cut out of another.
fn spellings(amount: Money) -> Vec<String> {
    if amount.0 == 0 {
        return Vec::new();
    }
    let mut all = Vec::new();
    for text in [amount.abs().to_string(), amount.abs().grouped()] {
        all.push(text.clone());
        // 3600.50 is written 3600.5, and 3600.00 is written 3600.
        let short = text.trim_end_matches('0');
        all.push(short.trim_end_matches('.').to_string());
    }
    for (unit, zeros) in [("万", 6), ("亿", 10)] {
        let size = 10_i128.pow(zeros);
        let (whole, rest) = (amount.0.abs() / size, amount.0.abs() % size);
        let rest = format!("{rest:0width$}", width = zeros as usize);
        let rest = rest.trim_end_matches('0');
        let number = if rest.is_empty() {
            whole.to_string()
        } else {
            format!("{whole}.{rest}")
        };
        all.extend([format!("{number}{unit}"), format!("{number} {unit}")]);
    }
    all.sort_by_key(|t| (std::cmp::Reverse(t.len()), t.clone()));
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(zh: &str) -> PublicFinding {
        let p = crate::package::tests::publication();
        let mut f = p.findings["F-1"].clone();
        f.amount = Money(360_050);
        f.facts.zh = zh.into();
        f
    }

    #[test]
    fn the_amount_goes_in_every_spelling_and_others_stay() {
        for (text, expected) in [
            ("涉及3600.50元。", "涉及〔依SDC-1隐去〕元。"),
            ("计3,600.5元", "计〔依SDC-1隐去〕元"),
            ("0.36005万元", "〔依SDC-1隐去〕元"),
            ("13600.50元和3600.505", "13600.50元和3600.505"),
            ("1,3600.50", "1,3600.50"),
        ] {
            let mut f = finding(text);
            let found = take_out(&mut f, "F-1", "SDC-1");
            assert_eq!(f.facts.zh, expected);
            let changed = text != expected;
            assert_eq!(found.contains(&"findings/F-1/facts".to_string()), changed);
        }
    }

    #[test]
    fn nothing_is_spelled_by_nothing() {
        let mut f = finding("0元");
        f.amount = Money::ZERO;
        assert_eq!(take_out(&mut f, "F-1", "SDC-1"), [""; 0]);
        assert_eq!(f.facts.zh, "0元");
    }
}
