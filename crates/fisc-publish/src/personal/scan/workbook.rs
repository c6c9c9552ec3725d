//! The cells of a workbook under their headings, hidden sheets included: that is how a leak in
//! xlsx is said so that somebody finds it. Comments, names and properties are read as markup.

use super::Reader;
use crate::personal::detect::Heading;
use std::collections::BTreeMap;

/// Parts that repeat what cells show.
pub(super) fn shared(name: &str) -> bool {
    name == "xl/sharedStrings.xml" || name.starts_with("xl/worksheets/sheet")
}

/// Scans all cells of all sheets, if it is a workbook.
pub(super) fn cells(reader: &mut Reader<'_>, members: &BTreeMap<String, Vec<u8>>) {
    let text = |name: &str| members.get(name).and_then(|b| std::str::from_utf8(b).ok());
    let strings: Vec<String> = text("xl/sharedStrings.xml")
        .map(|t| parts(t, "si").map(|(_, inside)| plain(inside)).collect())
        .unwrap_or_default();
    for (name, bytes) in members {
        let Some(sheet) = name.strip_prefix("xl/worksheets/") else {
            continue;
        };
        let Ok(xml) = std::str::from_utf8(bytes) else {
            continue;
        };
        let mut headings: BTreeMap<String, Heading> = BTreeMap::new();
        for (tag, inside) in parts(xml, "c") {
            let place = attribute(tag, "r").unwrap_or_default();
            let raw = parts(inside, "v").next().map_or("", |(_, v)| v);
            let value = match attribute(tag, "t") {
                Some("s") => raw
                    .trim()
                    .parse::<usize>()
                    .ok()
                    .and_then(|i| strings.get(i))
                    .cloned()
                    .unwrap_or_default(),
                Some("inlineStr") => plain(inside),
                _ => raw.to_string(),
            };
            let column: String = place
                .chars()
                .take_while(char::is_ascii_alphabetic)
                .collect();
            let heading = match headings.get(&column) {
                Some(heading) => *heading,
                None if value.is_empty() => Heading::default(),
                None => {
                    headings.insert(column, reader.detectors.heading(&value));
                    Heading::default()
                }
            };
            if value.len() >= 2 {
                reader.value(&value, heading, || format!("{sheet}, cell {place}"));
            }
        }
    }
}

/// The elements of this name: their tag and what is inside.
fn parts<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
    let mut rest = xml;
    let open = format!("<{name}");
    let close = format!("</{name}>");
    std::iter::from_fn(move || {
        loop {
            let start = rest.find(&open)?;
            let after = &rest[start + open.len()..];
            let end = after.find('>')?;
            let tag = &after[..end];
            rest = &after[end + 1..];
            if !tag.is_empty() && !tag.starts_with([' ', '\n', '\r', '\t', '/']) {
                continue;
            }
            if tag.ends_with('/') {
                return Some((tag, ""));
            }
            let len = rest.find(&close).unwrap_or(rest.len());
            let inside = &rest[..len];
            rest = rest.get(len + close.len()..).unwrap_or_default();
            return Some((tag, inside));
        }
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = &tag[start..];
    Some(&value[..value.find('"')?])
}

/// The text of all its `t`, joined.
fn plain(inside: &str) -> String {
    parts(inside, "t").map(|(_, text)| text).collect()
}
