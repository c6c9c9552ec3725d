//! A form as browsers send it, `application/x-www-form-urlencoded`. Read strictly: what is not UTF-8 is
//! no form of ours, and is not mended into a text that nobody wrote.

use crate::fields::Fields;

/// The values; nothing where it is no such form.
pub fn form(bytes: &[u8]) -> Option<Fields> {
    let mut fields = Fields::default();
    for pair in bytes.split(|b| *b == b'&').filter(|p| !p.is_empty()) {
        let at = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
        let value = pair.get(at + 1..).unwrap_or_default();
        fields.put(&text(&pair[..at])?, &text(value)?);
    }
    Some(fields)
}

fn text(bytes: &[u8]) -> Option<String> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        out.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |b: &u8| char::from(*b).to_digit(16);
                let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
                u8::try_from(high * 16 + low).ok()?
            }
            other => *other,
        });
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_and_what_is_none_is_not_mended() {
        let fields = form(b"text=a+b%0D%0A%E9%97%AE%26&finding=3&&name=").expect("a form");
        assert_eq!(fields.get("text"), "a b\n问&");
        assert_eq!((fields.get("finding"), fields.get("name")), ("3", ""));
        for wrong in [
            &b"text=%FF"[..],
            b"text=\xff",
            b"text=%4",
            b"text=%zz",
            b"%C3=x",
        ] {
            assert!(form(wrong).is_none(), "{wrong:?}");
        }
    }
}
