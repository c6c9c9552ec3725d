//! Digests and keys. What is hashed is RFC 8785 JSON: here always arrays of strings and nulls,
//! for which serde_json's compact form is the canonical one.

use sha2::{Digest, Sha256};

/// Lower-case hex SHA-256 of the bytes.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for b in bytes {
        out.push(char::from(DIGITS[usize::from(b >> 4)]));
        out.push(char::from(DIGITS[usize::from(b & 15)]));
    }
    out
}

/// The first 32 hex characters (128 bits) of the SHA-256 of a JSON array of strings and nulls:
/// `key`, `lead_id` and a row's content digest are of this form.
#[must_use]
pub fn short_digest<S: AsRef<str>>(parts: &[Option<S>]) -> String {
    hex(&Sha256::digest(json_array(parts).as_bytes())[..16])
}

/// A JSON array of strings and nulls in canonical form.
fn json_array<S: AsRef<str>>(parts: &[Option<S>]) -> String {
    let mut json = String::from("[");
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            json.push(',');
        }
        match part {
            None => json.push_str("null"),
            Some(s) => push_json_string(&mut json, s.as_ref()),
        }
    }
    json.push(']');
    json
}

/// RFC 8785 §3.2.2.2: short escapes where JSON has them, `\u00xx` for the other control
/// characters, everything else as it is.
fn push_json_string(out: &mut String, s: &str) {
    use std::fmt::Write;
    out.push('"');
    for c in s.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A row's key before repeats are told apart: digest of the table's name and its business key.
#[must_use]
pub fn base_key<S: AsRef<str>>(table: &str, business_key: &[Option<S>]) -> String {
    let mut parts: Vec<Option<&str>> = vec![Some(table)];
    parts.extend(business_key.iter().map(|p| p.as_ref().map(AsRef::as_ref)));
    short_digest(&parts)
}

/// The key of the n-th row (from 1, in the order of content) with one base key.
#[must_use]
pub fn occurrence_key(base: &str, n: u64) -> String {
    if n <= 1 {
        base.to_string()
    } else {
        short_digest(&[Some(base), Some(&n.to_string())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_digest() {
        assert_eq!(
            sha256_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(short_digest(&[Some("a"), None]).len(), 32);
        assert_ne!(
            short_digest(&[Some("a"), None]),
            short_digest(&[Some("a"), Some("")])
        );
        assert_ne!(
            short_digest(&[Some("a"), Some("b")]),
            short_digest(&[Some("a,b")])
        );
    }

    #[test]
    fn occurrences_differ() {
        let base = base_key("payment", &[Some("P1")]);
        assert_eq!(occurrence_key(&base, 1), base);
        assert_ne!(occurrence_key(&base, 2), occurrence_key(&base, 3));
    }

    proptest! {
        #[test]
        fn the_hashed_text_is_what_serde_json_writes(parts in proptest::collection::vec(proptest::option::of(".*"), 0..5)) {
            prop_assert_eq!(json_array(&parts), serde_json::to_string(&parts).expect("strings"));
        }
    }
}
