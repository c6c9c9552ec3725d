//! What is made of letters and digits: e-mail, passports, plates, certificates, codes of sole
//! traders, accounts of messengers.

use super::{Class, Confidence, Found, Kind, View};
use Confidence::{High, Medium};
use fisc_model::identifier::credit_code_valid;

/// The e-mail address around an @.
pub(super) fn email(v: &View<'_>, at: usize, out: &mut Vec<Found>) {
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let mut start = at;
    while start > 0 && at - start < 64 && local(v.get(start - 1)) {
        start -= 1;
    }
    while start < at && matches!(v.get(start), '.' | '-' | '+' | '%') {
        start += 1;
    }
    let mut end = at + 1;
    while end - at < 254 && (v.get(end).is_ascii_alphanumeric() || matches!(v.get(end), '.' | '-'))
    {
        end += 1;
    }
    while end > at + 1 && matches!(v.get(end - 1), '.' | '-') {
        end -= 1;
    }
    let host: String = v.c.get(at + 1..end).unwrap_or_default().iter().collect();
    let Some((name, top)) = host.rsplit_once('.') else {
        return;
    };
    // logo@2x.png is the name of a picture.
    let file = ["png", "jpg", "svg", "css", "js", "webp"].contains(&top);
    if start < at
        && !name.is_empty()
        && top.len() >= 2
        && top.bytes().all(|b| b.is_ascii_alphabetic())
        && !file
    {
        out.push(Found::new(start..end, Kind::Email, High));
    }
}

/// A passport or permit that begins at `i`: E12345678, EA1234567, H1234567890.
pub(super) fn passport(v: &View<'_>, i: usize, out: &mut Vec<Found>) {
    let named = v.near(Class::Passport, i, 10);
    let first = v.get(i).to_ascii_uppercase();
    let allowed = if named { "EGDSPHMCKTL" } else { "EGH" };
    if !allowed.contains(first) {
        return;
    }
    let mut at = i + 1;
    let mut letters = 1;
    if v.get(at).is_ascii_alphabetic() && !matches!(v.get(at).to_ascii_uppercase(), 'I' | 'O') {
        letters += 1;
        at += 1;
    }
    if matches!(v.get(at), ' ' | '-') {
        at += 1;
    }
    let mut digits = 0;
    while v.get(at).is_ascii_digit()
        || digits > 0 && matches!(v.get(at), ' ' | '-') && v.get(at + 1).is_ascii_digit()
    {
        digits += usize::from(v.get(at).is_ascii_digit());
        at += 1;
        if digits > 10 {
            return;
        }
    }
    let right = match (first, letters, digits) {
        ('E' | 'G', 1, 8) | ('E', 2, 7) => true,
        // Permits begin with a letter that says little.
        (_, 1, 8..=10) | (_, 2, 7) => named,
        _ => false,
    };
    let code = v.get(at).is_ascii_alphanumeric()
        || matches!(v.before(i), '_' | '-') && !named
        || v.heading.has(Class::Money)
        || v.get(at) == '.' && v.get(at + 1).is_ascii_digit();
    if right && !code {
        out.push(Found::new(
            i..at,
            Kind::Passport,
            if named { High } else { Medium },
        ));
    }
}

/// A number plate that begins at `i`: 京A·12345, 粤BD12345.
pub(super) fn plate(v: &View<'_>, i: usize, out: &mut Vec<Found>) {
    if !"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使".contains(v.get(i))
    {
        return;
    }
    let mark = |c: char| c.is_ascii_alphanumeric() && !matches!(c.to_ascii_uppercase(), 'I' | 'O');
    let mut at = i + 1;
    if v.get(at) == ' ' {
        at += 1;
    }
    if !v.get(at).is_ascii_alphabetic() || !mark(v.get(at)) {
        return;
    }
    at += 1;
    let (mut marks, mut digits) = (0, 0);
    loop {
        if marks < 6 && matches!(v.get(at), ' ' | '-' | '·') && mark(v.get(at + 1)) {
            at += 1;
        }
        if !mark(v.get(at)) {
            break;
        }
        digits += usize::from(v.get(at).is_ascii_digit());
        marks += 1;
        at += 1;
        if marks > 6 {
            return;
        }
    }
    let mut complete = marks == 5 || marks == 6;
    if marks == 4 && "挂学警港澳领".contains(v.get(at)) {
        at += 1;
        complete = true;
    }
    if complete && digits >= 3 && !v.get(at).is_ascii_alphanumeric() {
        out.push(Found::new(i..at, Kind::Plate, High));
    }
}

/// 军字第1234567号, 士字第12345678号.
pub(super) fn military(v: &View<'_>, i: usize, out: &mut Vec<Found>) {
    if v.get(i) != '字'
        || v.get(i + 1) != '第'
        || !"军士兵文南北沈兰成济广空海参政后装武".contains(v.before(i))
        || i == 0
    {
        return;
    }
    let mut at = i + 2;
    let mut digits = 0;
    while v.get(at).is_ascii_digit()
        || matches!(v.get(at), ' ' | '-') && v.get(at + 1).is_ascii_digit()
    {
        digits += usize::from(v.get(at).is_ascii_digit());
        at += 1;
    }
    if (6..=8).contains(&digits) && v.get(at) == '号' {
        out.push(Found::new(i - 1..at + 1, Kind::Military, High));
    }
}

/// The credit code of a sole trader: category 92 of GB 32100. Codes of companies are public.
pub(super) fn sole_trader(v: &View<'_>, i: usize, out: &mut Vec<Found>) {
    let mut code = String::with_capacity(18);
    let mut at = i;
    while code.len() < 18 {
        let c = v.get(at);
        if c.is_ascii_alphanumeric() {
            code.push(c.to_ascii_uppercase());
        } else if !(matches!(c, ' ' | '-') && v.get(at + 1).is_ascii_alphanumeric()) {
            return;
        }
        at += 1;
        if code.len() == 2 && code != "92" {
            return;
        }
    }
    if !v.get(at).is_ascii_alphanumeric() && credit_code_valid(&code) {
        out.push(Found::new(i..at, Kind::SoleTrader, High));
    }
}

/// 微信号：abc_123, QQ 12345678.
pub(super) fn messenger(v: &View<'_>, end: usize, out: &mut Vec<Found>) {
    let mut at = end;
    while at < end + 6 && matches!(v.get(at), ':' | ' ' | '"' | '=' | '\n' | '号' | '为' | '(') {
        at += 1;
    }
    let start = at;
    while v.get(at).is_ascii_alphanumeric() || matches!(v.get(at), '_' | '-') && at > start {
        at += 1;
    }
    let digits =
        v.c.get(start..at)
            .unwrap_or_default()
            .iter()
            .filter(|c| c.is_ascii_digit())
            .count();
    if at > end && start > end && (5..=20).contains(&(at - start)) && digits >= 1 {
        out.push(Found::new(start..at, Kind::Messenger, Medium));
    }
}
