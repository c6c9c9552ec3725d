//! Addresses down to the house: a road or village, a number, 号 or 室. A document number, a metro
//! line or a national road has a number and 号 too.

use super::super::words::{ends_here, starts_here};
use super::{Confidence, Found, Kind, View, han};
use Confidence::{High, Medium};

/// The most characters an address has before its house number.
const MOST_BEFORE: usize = 30;

fn numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百〇甲乙丙丁".contains(c)
}

/// An address whose house number ends with the unit at `i`.
pub(super) fn at(v: &View<'_>, i: usize, out: &mut Vec<Found>) {
    let Some(unit) = starts_here(&v.words.units, v.c, i) else {
        return;
    };
    let mut k = i;
    while k > 0
        && i - k < 8
        && (numeral(v.before(k)) || v.before(k) == '-' || v.before(k).is_ascii_uppercase())
    {
        k -= 1;
    }
    if k == i || matches!(v.before(k), '第' | '〕' | ']') {
        return;
    }
    let after = i + unit;
    if starts_here(&v.words.not_after, v.c, after).is_some() {
        return;
    }
    if v.before(k) == ' ' {
        k -= 1;
    }
    if v.before(k) == '附' {
        k -= 1;
    }
    if let Some(len) = ends_here(&v.words.directions, v.c, k) {
        k -= len;
    }
    let Some(road) = ends_here(&v.words.roads, v.c, k) else {
        return;
    };
    if ends_here(&v.words.not_roads, v.c, k).is_some() || !han(v.before(k - road)) {
        return;
    }
    let start = beginning(v, k - road);
    let end = units(v, after);
    let named = v.heading.has(super::Class::Address)
        || (start..k).any(|p| matches!(v.get(p), '省' | '市' | '县' | '区'));
    out.push(Found::new(
        start..end,
        Kind::Address,
        if named { High } else { Medium },
    ));
}

/// Where the address begins that has its road at `road`.
fn beginning(v: &View<'_>, road: usize) -> usize {
    let mut start = road;
    while start > 0 && road - start < MOST_BEFORE {
        let c = v.before(start);
        let space = c == ' ' && start > 1 && "省市区县州盟旗镇乡村".contains(v.get(start - 2));
        if !(han(c) || c.is_ascii_alphanumeric() || space) {
            break;
        }
        if ends_here(&v.words.starts, v.c, start).is_some() {
            break;
        }
        start -= 1;
    }
    start
}

/// Past 3栋2单元201室.
fn units(v: &View<'_>, from: usize) -> usize {
    let mut end = from;
    for _ in 0..6 {
        let mut at = end;
        while matches!(v.get(at), ' ' | '-') {
            at += 1;
        }
        let number = at;
        while numeral(v.get(at)) || v.get(at).is_ascii_uppercase() {
            at += 1;
        }
        if at == number {
            break;
        }
        match starts_here(&v.words.units, v.c, at) {
            Some(len) => end = at + len,
            // 88号-201
            None if v.get(end) == '-' && v.get(at - 1).is_ascii_digit() => end = at,
            None => break,
        }
    }
    end
}

/// After 住址 or 家住: text with two or more of 省市县区乡镇村.
pub(super) fn after_word(v: &View<'_>, end: usize, out: &mut Vec<Found>) {
    let mut at = end;
    while at < end + 4 && matches!(v.get(at), ':' | ' ' | '"' | '=' | '\n' | '为' | '在') {
        at += 1;
    }
    let start = at;
    let mut parts = 0;
    let mut last = at;
    while at - start < 40
        && (han(v.get(at)) || v.get(at).is_ascii_alphanumeric() || v.get(at) == ' ')
    {
        if "省市县区乡镇村州旗".contains(v.get(at)) {
            parts += 1;
            last = at + 1;
        }
        at += 1;
    }
    if parts >= 2 {
        out.push(Found::new(start..last, Kind::Address, Medium));
    }
}
