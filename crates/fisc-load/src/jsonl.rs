//! JSON Lines: one object a line. Nested objects become `outer.inner`, lists stay JSON. Numbers are
//! read as they are written: they are quoted before parsing, since a JSON parser makes floats of them.

use crate::chunk::Sink;
use crate::csv::excerpt;
use crate::reject::{Fault, Reason};
use crate::source::Place;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};

/// The keys of all objects, sorted: lines need not have the same ones.
pub(crate) fn header(place: &Place) -> Result<Vec<String>, String> {
    let mut keys = BTreeSet::new();
    lines(place, |_, _, line| {
        if let Ok(cells) = line {
            keys.extend(cells.into_keys());
        }
        Ok(())
    })?;
    Ok(keys.into_iter().collect())
}

/// All lines.
pub(crate) fn read(place: &Place, header: &[String], sink: &mut Sink<'_>) -> Result<(), String> {
    lines(place, |number, byte, line| match line {
        Ok(cells) => {
            let texts = header
                .iter()
                .map(|h| cells.get(h).map_or("", String::as_str));
            sink.text_record(Some(number), Some(byte), texts)
        }
        Err(fault) => sink.fault(Some(number), Some(byte), *fault),
    })
}

type Line = Result<BTreeMap<String, String>, Box<Fault>>;

fn lines(
    place: &Place,
    mut each: impl FnMut(u64, u64, Line) -> Result<(), String>,
) -> Result<(), String> {
    place.stream(|r| {
        let mut reader = BufReader::new(r);
        let mut bytes = Vec::new();
        let (mut number, mut offset) = (0, 0);
        loop {
            bytes.clear();
            let n = reader
                .read_until(b'\n', &mut bytes)
                .map_err(|e| format!("cannot be read: {e}"))?;
            if n == 0 {
                return Ok(());
            }
            number += 1;
            if !bytes.trim_ascii().is_empty() {
                each(number, offset, object(&bytes))?;
            }
            offset += n as u64;
        }
    })
}

fn object(line: &[u8]) -> Line {
    let fault = |reason, expected: &str, message: String| {
        Box::new(Fault {
            reason,
            column: String::new(),
            value: excerpt(String::from_utf8_lossy(line).trim()),
            expected: expected.to_string(),
            message,
        })
    };
    let text = std::str::from_utf8(line).map_err(|_| {
        fault(
            Reason::Encoding,
            "UTF-8",
            "JSON Lines are UTF-8; have the data exported again".to_string(),
        )
    })?;
    let text = quote_numbers(text.trim_start_matches('\u{feff}'));
    let parsed: Map<String, Value> = serde_json::from_str(&text).map_err(|e| {
        fault(
            Reason::NotJson,
            "one JSON object a line",
            format!("not a JSON object: {e}"),
        )
    })?;
    let mut cells = BTreeMap::new();
    flatten("", parsed, &mut cells);
    Ok(cells)
}

fn flatten(prefix: &str, object: Map<String, Value>, cells: &mut BTreeMap<String, String>) {
    for (key, value) in object {
        let name = if prefix.is_empty() {
            key
        } else {
            format!("{prefix}.{key}")
        };
        match value {
            Value::Null => {}
            Value::String(text) => drop(cells.insert(name, text)),
            Value::Object(inner) => flatten(&name, inner, cells),
            other => drop(cells.insert(name, other.to_string())),
        }
    }
}

/// The text with quotes around every number.
fn quote_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut in_string, mut escaped, mut in_number) = (false, false, false);
    for c in text.chars() {
        let digit = c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
        if in_number && !digit {
            out.push('"');
            in_number = false;
        }
        if in_string {
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if c == '"' {
            in_string = true;
        } else if !in_number && (c.is_ascii_digit() || c == '-') {
            out.push('"');
            in_number = true;
        }
        out.push(c);
    }
    if in_number {
        out.push('"');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_keep_their_digits() {
        let cells = object(br#"{"a":12345678901234567.89,"b":{"c":-1.50},"d":[1,"x-1"],"e":"\"2\\","f":null,"g":true}"#)
            .expect("an object");
        let get = |k: &str| cells.get(k).map(String::as_str);
        assert_eq!(get("a"), Some("12345678901234567.89"));
        assert_eq!(get("b.c"), Some("-1.50"));
        assert_eq!(get("e"), Some("\"2\\"));
        assert_eq!(get("f"), None);
        assert_eq!(get("g"), Some("true"));
        assert_eq!(
            object(b"[1]").expect_err("no object").reason,
            Reason::NotJson
        );
    }

    proptest! {
        #[test]
        fn any_object_is_read(text in ".*", n in any::<i64>()) {
            let line = serde_json::json!({ "t": text, "n": n }).to_string();
            let cells = object(line.as_bytes()).expect("an object");
            prop_assert_eq!(&cells["t"], &text);
            prop_assert_eq!(&cells["n"], &n.to_string());
        }
    }
}
