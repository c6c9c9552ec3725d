//! What is made of digits: identity numbers, telephones, cards, accounts, dates of birth. A number
//! may be written in groups; which groups are allowed depends on the kind, because a row of a table
//! is a list of numbers too.

use super::{Class, Confidence, Found, Kind, View, han};
use Confidence::{High, Low, Medium};
use fisc_model::identifier::{luhn_valid, person_id_valid};

/// A run of digits: where it begins and ends.
#[derive(Clone, Copy)]
struct Group(usize, usize);

/// More groups than this in a row are a table, read from its next group on.
const MOST_GROUPS: usize = 40;

/// Judges the number that begins at `i`, and says where reading goes on.
pub(super) fn at(v: &View<'_>, i: usize, out: &mut Vec<Found>) -> usize {
    if let Some(end) = birth(v, i, out) {
        return end;
    }
    let mut groups = Vec::with_capacity(4);
    let mut j = i;
    loop {
        let start = j;
        while v.get(j).is_ascii_digit() {
            j += 1;
        }
        groups.push(Group(start, j));
        let separator = matches!(v.get(j), ' ' | '-' | '.' | '_' | '·' | '\n');
        if !separator || !v.get(j + 1).is_ascii_digit() || groups.len() == MOST_GROUPS {
            break;
        }
        j += 1;
    }
    // The check character of an identity number.
    let x_at = match (v.get(j), v.get(j + 1), v.get(j + 2)) {
        ('X' | 'x', next, _) if !next.is_ascii_alphanumeric() => Some(j),
        (' ' | '-', 'X' | 'x', next) if !next.is_ascii_alphanumeric() => Some(j + 1),
        _ => None,
    };
    let run = Run { groups, x_at };
    let mut g = 0;
    while g < run.groups.len() {
        match run.longest(v, g) {
            Some((h, found)) => {
                out.push(found);
                g = h + 1;
            }
            None => g += 1,
        }
    }
    run.groups.last().map_or(i + 1, |l| l.1)
}

struct Run {
    groups: Vec<Group>,
    x_at: Option<usize>,
}

/// Consecutive groups read as one number.
struct Number {
    digits: String,
    lens: Vec<usize>,
    /// Between its groups; none for a single one, `*` where they differ.
    separator: Option<char>,
    start: usize,
    end: usize,
    /// Whether it is all there is on both sides.
    whole: bool,
}

impl Run {
    /// The longest number that begins with this group: its last group and what it is.
    fn longest(&self, v: &View<'_>, g: usize) -> Option<(usize, Found)> {
        let mut n = Number {
            digits: String::new(),
            lens: Vec::new(),
            separator: None,
            start: self.groups[g].0,
            end: 0,
            whole: false,
        };
        let mut best = None;
        for h in g..self.groups.len() {
            let Group(start, end) = self.groups[h];
            if h > g {
                let between = v.get(start - 1);
                n.separator = match n.separator {
                    None => Some(between),
                    Some(s) if s == between => Some(s),
                    Some(_) => Some('*'),
                };
            }
            n.digits.extend(&v.c[start..end]);
            if n.digits.len() > 34 {
                break;
            }
            n.lens.push(end - start);
            n.end = end;
            // A country code may stand before.
            let alone = g == 0 || g == 1 && matches!(self.groups[0].1 - self.groups[0].0, 2 | 4);
            n.whole = alone && h + 1 == self.groups.len();
            if let Some((kind, confidence)) = judge(v, &n) {
                let start = if v.before(n.start) == '+' {
                    n.start - 1
                } else {
                    n.start
                };
                best = Some((h, Found::new(start..end, kind, confidence)));
            }
            if let Some(x) = self.x_at
                && h + 1 == self.groups.len()
                && n.digits.len() == 17
            {
                n.digits.push('X');
                n.end = x + 1;
                if let Some(confidence) = person_id(v, &n) {
                    best = Some((h, Found::new(n.start..x + 1, Kind::PersonId, confidence)));
                }
            }
        }
        best
    }
}

/// Before or after an amount.
fn is_amount(v: &View<'_>, n: &Number) -> bool {
    let unit = matches!(v.get(n.end), '元' | '万' | '亿' | '%' | '‰')
        || v.get(n.end) == ' ' && matches!(v.get(n.end + 1), '元' | '万' | '亿');
    let decimals = |point: usize| v.get(point) == '.' && v.get(point + 1).is_ascii_digit();
    let thousands = v.get(n.end) == ','
        && (1..=3).all(|k| v.get(n.end + k).is_ascii_digit())
        && !v.get(n.end + 4).is_ascii_digit()
        && n.lens.len() == 1
        && n.lens[0] <= 3;
    let sign = matches!(v.before(n.start), '¥' | '$' | '€' | '£');
    let inside = v.before(n.start) == '.' && n.start > 1 && v.get(n.start - 2).is_ascii_digit();
    unit || sign || thousands || inside || decimals(n.end) || v.near(Class::Money, n.start, 3)
}

fn judge(v: &View<'_>, n: &Number) -> Option<(Kind, Confidence)> {
    if let Some(confidence) = person_id(v, n) {
        return Some((Kind::PersonId, confidence));
    }
    let single = n.lens.len() == 1;
    let letter = |c: char| c.is_ascii_alphabetic();
    // 12ab34 is a digest or a code; tel138… is a telephone.
    let after_word = [Class::Phone, Class::Account, Class::Card]
        .iter()
        .any(|class| v.ended[*class as usize] == Some(n.start));
    if letter(v.get(n.end)) || letter(v.before(n.start)) && !after_word || is_amount(v, n) {
        return None;
    }
    if matches!(n.separator, Some('-' | '.' | '_')) && !n.whole {
        return None;
    }
    let spelled = n.lens.len() > 6 && n.lens.iter().all(|l| *l == 1);
    phone(v, n, single, spelled)
        .or_else(|| card(v, n, single, spelled))
        .or_else(|| account(v, n, single))
}

/// Whether the first six digits can be an administrative division, and the day a day.
fn plausible(region: &str, year: i32, month_day: &str) -> bool {
    let province: u32 = region[..2].parse().unwrap_or(0);
    let number = |s: &str| s.parse::<u32>().unwrap_or(0);
    matches!(province, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82 | 83 | 91)
        && (1850..=2100).contains(&year)
        && chrono::NaiveDate::from_ymd_opt(year, number(&month_day[..2]), number(&month_day[2..4]))
            .is_some()
}

fn person_id(v: &View<'_>, n: &Number) -> Option<Confidence> {
    let d = n.digits.as_str();
    if n.separator == Some('.') {
        return None;
    }
    let named = || v.near(Class::PersonId, n.start, 10);
    let year = |s: &str| s.parse::<i32>().unwrap_or(0);
    match d.len() {
        18 if plausible(&d[..6], year(&d[6..10]), &d[10..14]) => {
            if person_id_valid(d) {
                // Inside a longer code of letters and digits it is chance.
                let inside =
                    v.before(n.start).is_ascii_alphabetic() && v.get(n.end).is_ascii_alphabetic();
                return (!inside).then_some(High);
            }
            named().then_some(Medium)
        }
        // A disability certificate is the identity number, a kind and a degree.
        20 if n.lens.len() == 1
            && plausible(&d[..6], year(&d[6..10]), &d[10..14])
            && person_id_valid(&d[..18])
            && matches!(d.as_bytes()[18], b'1'..=b'7')
            && matches!(d.as_bytes()[19], b'1'..=b'4') =>
        {
            Some(Medium)
        }
        15 if plausible(&d[..6], 1900 + year(&d[6..8]), &d[8..12]) => {
            let letters =
                v.before(n.start).is_ascii_alphabetic() || v.get(n.end).is_ascii_alphabetic();
            if named() {
                return Some(High);
            }
            let grouped = matches!(n.lens.as_slice(), [15] | [6, 6, 3]);
            (grouped && !letters && !is_amount(v, n)).then_some(Low)
        }
        _ => None,
    }
}

fn phone(v: &View<'_>, n: &Number, single: bool, spelled: bool) -> Option<(Kind, Confidence)> {
    let d = n.digits.as_str();
    let local = match d.len() {
        13 => d.strip_prefix("86")?,
        15 => d.strip_prefix("0086")?,
        _ => d,
    };
    let b = local.as_bytes();
    if b.len() == 11 && b[0] == b'1' && b[1] >= b'3' {
        let mut lens = n.lens.as_slice();
        if local.len() < d.len() && lens.len() > 1 && lens[0] == d.len() - 11 {
            lens = &lens[1..];
        }
        let grouped = matches!(
            lens,
            [11 | 13 | 15]
                | [3, 4, 4]
                | [3, 8]
                | [7, 4]
                | [4, 7]
                | [4, 4, 3]
                | [5, 6]
                | [4, 3, 4]
                | [3, 3, 5]
                | [6, 5]
        );
        return (grouped || spelled).then_some((Kind::Mobile, High));
    }
    if n.separator == Some('.') {
        return None;
    }
    // 0791-88881234-801; 400 and 800 numbers are nobody's home.
    let area = |s: &str| {
        let b = s.as_bytes();
        b.len() >= 3 && b[0] == b'0' && (b[1] >= b'3' || b[1] == b'2' && s.len() == 3 || s == "010")
    };
    let named = v.near(Class::Phone, n.start, 12);
    let bracketed = v.before(n.start) == ')'
        || v.before(n.start) == ' ' && n.start > 1 && v.get(n.start - 2) == ')';
    if bracketed && matches!(n.lens.as_slice(), [7 | 8] | [3 | 4, 4]) {
        let close = (0..n.start).rev().find(|k| v.get(*k) == ')')?;
        let open = (close.saturating_sub(6)..close)
            .rev()
            .find(|k| v.get(*k) == '(')?;
        let code: String = v.c[open + 1..close].iter().collect();
        if area(&code) || code == "86" {
            return Some((Kind::Landline, High));
        }
    }
    match n.lens.as_slice() {
        [a @ (3 | 4), 7 | 8] | [a @ (3 | 4), 7 | 8, 1..=6] | [a @ (3 | 4), 3 | 4, 4]
            if area(&d[..*a]) =>
        {
            // Two columns of a table are apart by a space as well.
            let apart = n.separator == Some(' ') && !named;
            Some((Kind::Landline, if apart { Medium } else { High }))
        }
        [10..=12]
            if single
                && named
                && area(
                    &d[..if d.starts_with("010") || d.starts_with("02") {
                        3
                    } else {
                        4
                    }],
                ) =>
        {
            Some((Kind::Landline, High))
        }
        [7 | 8] | [3 | 4, 4] if named && !d.starts_with(['0', '1']) => {
            Some((Kind::Landline, Medium))
        }
        _ => None,
    }
}

fn card(v: &View<'_>, n: &Number, single: bool, spelled: bool) -> Option<(Kind, Confidence)> {
    let d = n.digits.as_str();
    let named = v.near(Class::Card, n.start, 12);
    let grouped = single
        || spelled
        || matches!(
            n.lens.as_slice(),
            [4, 4, 4, 4] | [4, 4, 4, 4, 1..=3] | [6, 10..=13] | [4, 4, 4, 7]
        )
        || named;
    if !grouped || n.separator == Some('.') || !(13..=19).contains(&d.len()) {
        return None;
    }
    // UnionPay, the old numbers of the Industrial and Commercial Bank, Visa, Mastercard.
    let issuer = d.len() >= 16 && (d.starts_with("62") || d.starts_with("9558"))
        || d.len() == 16
            && (d.starts_with('4') || d.starts_with('5') && matches!(d.as_bytes()[1], b'1'..=b'5'));
    if luhn_valid(d) && (issuer || named) {
        return Some((Kind::BankCard, if issuer { High } else { Medium }));
    }
    None
}

fn account(v: &View<'_>, n: &Number, single: bool) -> Option<(Kind, Confidence)> {
    let d = n.digits.as_str();
    if matches!(n.separator, Some('.' | '\n')) {
        return None;
    }
    let date = |d: &str| {
        let number = |s: &str| s.parse::<u32>().unwrap_or(0);
        d.len() == 8
            && matches!(&d[..2], "19" | "20")
            && chrono::NaiveDate::from_ymd_opt(
                i32::try_from(number(&d[..4])).unwrap_or(0),
                number(&d[4..6]),
                number(&d[6..8]),
            )
            .is_some()
    };
    let named = v.near(Class::Account, n.start, 14) || v.near(Class::Bank, n.start, 40);
    if named && (8..=32).contains(&d.len()) && !date(d) {
        return Some((Kind::BankAccount, Medium));
    }
    // 10-123456789012345, and what begins like a card without being one.
    if n.lens == [2, 15] && n.separator == Some('-') {
        return Some((Kind::BankAccount, Medium));
    }
    let like_card = single && (16..=19).contains(&d.len()) && d.starts_with("62");
    like_card.then_some((Kind::BankAccount, Low))
}

/// A date at `i`, if 出生 stands near before it or right after it. Says where it ends.
fn birth(v: &View<'_>, i: usize, out: &mut Vec<Found>) -> Option<usize> {
    if !(v.get(i) == '1' && v.get(i + 1) == '9' || v.get(i) == '2' && v.get(i + 1) == '0') {
        return None;
    }
    let digits = |at: usize, most: usize| {
        (0..most)
            .take_while(|k| v.get(at + k).is_ascii_digit())
            .count()
    };
    let value = |at: usize, len: usize| -> u32 {
        v.c[at..at + len]
            .iter()
            .filter_map(|c| c.to_digit(10))
            .fold(0, |n, d| n * 10 + d)
    };
    let (year, month, day, end) = match digits(i, 9) {
        8 => (value(i, 4), value(i + 4, 2), value(i + 6, 2), i + 8),
        4 => {
            let separator = v.get(i + 4);
            if !matches!(separator, '年' | '-' | '.' | '/' | ' ') {
                return None;
            }
            let month_len = digits(i + 5, 2);
            let mut at = i + 5 + month_len;
            if month_len == 0 {
                return None;
            }
            let month = value(i + 5, month_len);
            if separator == '年' && v.get(at) != '月' {
                return None;
            }
            let day_len = if v.get(at) == '月' || v.get(at) == separator {
                digits(at + 1, 2)
            } else {
                0
            };
            let mut day = 1;
            if day_len > 0 {
                day = value(at + 1, day_len);
                at += 1 + day_len;
            }
            if matches!(v.get(at), '月' | '日') {
                at += 1;
            }
            (value(i, 4), month, day, at)
        }
        _ => return None,
    };
    let real = i32::try_from(year)
        .ok()
        .and_then(|y| chrono::NaiveDate::from_ymd_opt(y, month, day));
    let after =
        v.get(end) == '出' && v.get(end + 1) == '生' || v.get(end) == '生' && !han(v.get(end + 1));
    if real.is_none()
        || v.get(end).is_ascii_alphanumeric()
        || !(after || v.near(Class::Birth, i, 6))
    {
        return None;
    }
    out.push(Found::new(i..end, Kind::BirthDate, High));
    Some(end)
}

/// A long number in Chinese digits (一三八〇…). Says where it ends.
pub(super) fn in_words(v: &View<'_>, i: usize, out: &mut Vec<Found>) -> Option<usize> {
    let digit = |c: char| {
        "〇一二三四五六七八九".chars().position(|d| {
            d == if matches!(c, '零' | '○') {
                '〇'
            } else if c == '幺' {
                '一'
            } else {
                c
            }
        })
    };
    digit(v.get(i))?;
    let digits: String = v.c[i..]
        .iter()
        .map_while(|c| digit(*c))
        .take(40)
        .filter_map(|d| char::from_digit(u32::try_from(d).ok()?, 10))
        .collect();
    let end = i + digits.len();
    if digits.len() < 11 {
        return None;
    }
    let n = Number {
        lens: vec![digits.len()],
        digits,
        separator: None,
        start: i,
        end,
        whole: true,
    };
    if let Some((kind, confidence)) = judge(v, &n) {
        out.push(Found::new(i..end, kind, confidence));
    }
    Some(end)
}
