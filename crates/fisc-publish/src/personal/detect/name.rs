//! Names in free text. Chinese marks no words, so a name is believed only beside a word that says
//! so: a role before it, a title or a count after it, or the heading of its column.

use super::super::words::starts_here;
use super::{Confidence, Found, Kind, View, han};
use Confidence::{High, Medium};

/// Characters of the surname that begins here; 0 if none does.
fn surname(v: &View<'_>, i: usize, rare: bool) -> usize {
    if v.words
        .compound_surnames
        .contains(&[v.get(i), v.get(i + 1)])
    {
        return 2;
    }
    let c = v.get(i);
    usize::from(v.words.surnames.contains(&c) || rare && v.words.rare_surnames.contains(&c))
}

fn given(v: &View<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|k| han(v.get(k)) && !v.words.never_given.contains(&v.get(k)))
}

fn is_no_name(v: &View<'_>, i: usize) -> bool {
    v.words.not_names.contains(&[v.get(i), v.get(i + 1)])
}

/// Where the name that begins here ends. `sure`: something before says that a name follows.
fn name_at(v: &View<'_>, i: usize, sure: bool) -> Option<usize> {
    if is_no_name(v, i) {
        return None;
    }
    let mut run = (0..12).take_while(|k| han(v.get(i + k))).count();
    // 阿依古丽·买买提
    if run >= 2 && v.get(i + run) == '·' {
        let more = (1..12).take_while(|k| han(v.get(i + run + k))).count();
        return (more >= 2 && sure).then_some(i + run + 1 + more.min(8));
    }
    let s = surname(v, i, sure);
    if s == 0 || run <= s {
        return None;
    }
    // 王 小明: a space in a name of three.
    if run == s + 1 && v.get(i + run) == ' ' && han(v.get(i + run + 1)) && !han(v.get(i + run + 2))
    {
        run = s + 1;
    }
    for len in [s + 2, s + 1] {
        let end = i + len;
        let ends = run == len || run > len && starts_here(&v.words.follows, v.c, end).is_some();
        if run >= len && ends && given(v, i + s, end) {
            return Some(end);
        }
    }
    (sure && run > s + 2 && given(v, i + s, i + s + 2)).then_some(i + s + 2)
}

/// After a role: 经办人：王小明、李明.
pub(super) fn after_role(v: &View<'_>, end: usize, out: &mut Vec<Found>) {
    let mut at = end;
    let mut sure = false;
    while at < end + 8 {
        match v.get(at) {
            ':' | '"' | '=' | '\n' | '\'' | '(' | ',' | '|' | '「' | '“' => sure = true,
            ' ' => {}
            '为' | '是' | '系' if at == end => {}
            _ => break,
        }
        at += 1;
    }
    // One spaced out letter by letter (王 小 明) is one name.
    while let Some(stop) = spaced(v, at).or_else(|| name_at(v, at, sure)) {
        let confidence = if sure { High } else { Medium };
        out.push(Found::new(at..stop, Kind::Name, confidence));
        at = match v.get(stop) {
            '、' | ',' | '/' | '和' | '与' | '及' => stop + 1,
            _ => break,
        };
        if v.get(at) == ' ' {
            at += 1;
        }
    }
}

/// 王 明, 王 小 明: Han characters one by one, and nothing Han right after.
fn spaced(v: &View<'_>, i: usize) -> Option<usize> {
    if surname(v, i, true) != 1 || v.get(i + 1) != ' ' || is_no_name(v, i) {
        return None;
    }
    let end = if han(v.get(i + 2)) && v.get(i + 3) == ' ' && han(v.get(i + 4)) {
        i + 5
    } else if han(v.get(i + 2)) && han(v.get(i + 3)) {
        i + 4
    } else {
        i + 3
    };
    let letters = (i + 2..end).filter(|k| v.get(*k) != ' ');
    let all = letters.into_iter().all(|k| given(v, k, k + 1));
    (all && !han(v.get(end))).then_some(end)
}

/// Before a title: 张建国同志.
pub(super) fn before_title(v: &View<'_>, i: usize, out: &mut Vec<Found>) {
    for len in [4, 3, 2] {
        let Some(start) = i.checked_sub(len) else {
            continue;
        };
        let s = surname(v, start, false);
        let fits = s == 2 && len >= 3 || s == 1 && len <= 3;
        if fits && given(v, start + s, i) && !is_no_name(v, start) {
            let confidence = if han(v.before(start)) { Medium } else { High };
            out.push(Found::new(start..i, Kind::Name, confidence));
            return;
        }
    }
}

/// A list before a count: 张三、李四、王五等3人.
pub(super) fn before_count(v: &View<'_>, i: usize, out: &mut Vec<Found>) {
    if v.get(i) != '等' {
        return;
    }
    let number = (1..6)
        .take_while(|k| {
            v.get(i + k).is_ascii_digit() || "一二三四五六七八九十百余多两几".contains(v.get(i + k))
        })
        .count();
    if number == 0 || !matches!(v.get(i + 1 + number), '人' | '名' | '户' | '位') {
        return;
    }
    let mut names = Vec::new();
    let mut end = i;
    loop {
        let mut start = end;
        while start > 0 && end - start < 8 && han(v.get(start - 1)) {
            start -= 1;
        }
        let fit = [4, 3, 2].into_iter().find(|len| {
            end.checked_sub(*len).is_some_and(|at| {
                let s = surname(v, at, false);
                // The first of a list may follow other words, the rest follow a comma.
                at >= start
                    && (at == start || v.before(start) != '、')
                    && (s == 2 && *len >= 3 || s == 1 && *len <= 3)
                    && given(v, at + s, end)
                    && !is_no_name(v, at)
            })
        });
        let Some(len) = fit else { break };
        names.push(end - len..end);
        if !matches!(v.before(end - len), '、' | ',') {
            break;
        }
        end = end - len - 1;
    }
    if names.len() >= 2 {
        out.extend(
            names
                .into_iter()
                .map(|range| Found::new(range, Kind::Name, Medium)),
        );
    }
}

/// A cell under a heading of names that is nothing but a name.
pub(super) fn whole_cell(v: &View<'_>, out: &mut Vec<Found>) {
    let start =
        v.c.iter()
            .position(|c| *c != ' ' && *c != '\n')
            .unwrap_or(0);
    let end =
        v.c.iter()
            .rposition(|c| *c != ' ' && *c != '\n')
            .map_or(0, |e| e + 1);
    if end <= start {
        return;
    }
    let stop = spaced(v, start).or_else(|| name_at(v, start, true));
    if stop == Some(end) {
        out.push(Found::new(start..end, Kind::Name, High));
    } else {
        after_role(v, start, out);
    }
}
