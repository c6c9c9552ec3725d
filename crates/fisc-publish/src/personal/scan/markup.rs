//! Markup: text across inline elements as a reader sees it, attributes and comments as a machine
//! does.

use super::Reader;
use super::text::line_ends;
use crate::personal::detect::Heading;
use crate::personal::normal::Normal;

/// Which elements break a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flavour {
    Html,
    Svg,
    Xml,
    /// Inside xlsx, docx and their like: runs join, paragraphs and cells break.
    Office,
}

fn breaks(flavour: Flavour, tag: &str) -> bool {
    match flavour {
        Flavour::Html => !matches!(
            tag,
            "a" | "abbr"
                | "b"
                | "bdi"
                | "bdo"
                | "cite"
                | "code"
                | "data"
                | "dfn"
                | "em"
                | "font"
                | "i"
                | "ins"
                | "kbd"
                | "mark"
                | "q"
                | "s"
                | "samp"
                | "small"
                | "span"
                | "strong"
                | "sub"
                | "sup"
                | "time"
                | "u"
                | "var"
                | "wbr"
        ),
        Flavour::Svg => !matches!(tag, "tspan" | "a"),
        Flavour::Xml => true,
        Flavour::Office => matches!(
            tag.rsplit(':').next().unwrap_or(tag),
            "p" | "tc"
                | "br"
                | "tab"
                | "si"
                | "c"
                | "v"
                | "is"
                | "row"
                | "comment"
                | "author"
                | "property"
                | "definedName"
                | "sheet"
                | "title"
                | "creator"
                | "subject"
                | "description"
                | "keywords"
                | "lastModifiedBy"
                | "category"
                | "Company"
                | "Manager"
                | "lpwstr"
                | "f"
                | "formula1"
                | "formula2"
        ),
    }
}

/// After so many `<` that open nothing a document is read as plain text: looking for the end of each
/// would take for ever.
const MOST_UNCLOSED: usize = 1000;

/// Scans a document.
pub(super) fn scan(reader: &mut Reader<'_>, text: &str, flavour: Flavour) {
    let ends = line_ends(text);
    let line = |at: usize| 1 + ends.partition_point(|b| *b < at);
    let mut normal = Normal::default();
    // Where each element's text begins, for the place.
    let mut elements: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    let mut piece = 0;
    let mut unclosed = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(open) = rest.find('<') else {
            normal.push(rest, at);
            break;
        };
        normal.push(&rest[..open], at);
        let start = at + open;
        let rest = &text[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            let len = comment.find("-->").unwrap_or(comment.len());
            reader.value(&comment[..len], Heading::default(), || {
                format!("comment, line {}", line(start))
            });
            at = (start + 4 + len + 3).min(text.len());
            continue;
        }
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let len = data.find("]]>").unwrap_or(data.len());
            normal.push(&data[..len], start + 9);
            at = (start + 9 + len + 3).min(text.len());
            continue;
        }
        let len = if unclosed < MOST_UNCLOSED {
            tag_end(rest)
        } else {
            None
        };
        let Some(len) = len else {
            unclosed += 1;
            // A `<` that opens nothing is text.
            normal.push("<", start);
            at = start + 1;
            continue;
        };
        let tag = &rest[1..len - 1];
        let name = tag.trim_start_matches('/');
        let name = &name[..name
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(name.len())];
        attributes(reader, name, tag, start, &line);
        if breaks(flavour, name) {
            normal.gap();
            // What is long is judged in pieces, at an element.
            if start - piece > 1 << 20 {
                judge(reader, &normal, &elements, &line);
                normal = Normal::default();
                elements.clear();
                piece = start;
            }
        }
        if !tag.starts_with('/') {
            elements.push((start, name));
        }
        at = start + len;
    }
    judge(reader, &normal, &elements, &line);
}

fn judge(
    reader: &mut Reader<'_>,
    normal: &Normal,
    elements: &[(usize, &str)],
    line: &dyn Fn(usize) -> usize,
) {
    let hits = reader.detectors.hits(normal, Heading::default());
    reader.add(normal, &hits, |at| {
        let element = elements.partition_point(|(start, _)| *start <= at);
        let name = element.checked_sub(1).map_or("text", |e| elements[e].1);
        format!("<{name}>, line {}", line(at))
    });
}

/// Length of the tag at the beginning, `<` and `>` included; quotes may hold `>`.
fn tag_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    if !bytes
        .get(1)
        .is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'))
    {
        return None;
    }
    let mut quote = None;
    for (i, b) in bytes.iter().enumerate() {
        match quote {
            Some(q) if *b == q => quote = None,
            Some(_) => {}
            None if matches!(b, b'"' | b'\'') => quote = Some(*b),
            None if *b == b'>' => return Some(i + 1),
            None => {}
        }
    }
    None
}

/// The values of a tag's attributes, and what stands in it without a value.
fn attributes(
    reader: &mut Reader<'_>,
    name: &str,
    tag: &str,
    start: usize,
    line: &dyn Fn(usize) -> usize,
) {
    let Some(first) = tag.find(|c: char| c.is_whitespace()) else {
        return;
    };
    let mut rest = &tag[first..];
    while let Some(quote) = rest.find(['"', '\'']) {
        let mark = rest.as_bytes()[quote];
        let key = rest[..quote].trim_end().trim_end_matches('=').trim();
        let value = &rest[quote + 1..];
        let len = value.bytes().position(|b| b == mark).unwrap_or(value.len());
        // Paths of charts, numbers of coordinates: nothing but signs.
        let signs = matches!(
            key,
            "d" | "points" | "transform" | "viewBox" | "x" | "y" | "width" | "height"
        );
        if len >= 2 && !signs {
            let heading = reader.detectors.heading(key);
            reader.value(&value[..len], heading, || {
                format!("<{name}> {key}, line {}", line(start))
            });
        }
        rest = value.get(len + 1..).unwrap_or_default();
    }
    // Unquoted ones.
    if !tag.contains(['"', '\'']) {
        reader.value(&tag[first..], Heading::default(), || {
            format!("<{name}>, line {}", line(start))
        });
    }
}
