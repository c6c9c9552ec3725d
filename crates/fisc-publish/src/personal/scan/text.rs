//! Texts: tables by their columns, everything else by lines; and what is hidden in them as base64.

use super::{Reader, markup};
use crate::personal::detect::Heading;
use crate::personal::normal::Normal;
use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A source is judged in pieces of about this many bytes.
const PIECE: usize = 1 << 20;

/// Bytes that are not one of the formats known by their first bytes.
pub(super) fn any(reader: &mut Reader<'_>, extension: &str, bytes: &[u8], depth: usize) {
    let text: Cow<'_, str> = match bytes {
        [0xff, 0xfe, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0,
        [0xfe, 0xff, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            // Old exports; a byte 0 is in no text.
            Err(_) if !bytes.contains(&0) && is_text(extension) => {
                GB18030.decode_without_bom_handling(bytes).0
            }
            Err(_) => return super::binary::strings(reader, bytes),
        },
    };
    let text = text.as_ref();
    match extension {
        "csv" => table(reader, text, b','),
        "tsv" | "tab" => table(reader, text, b'\t'),
        "html" | "htm" | "xhtml" => markup::scan(reader, text, markup::Flavour::Html),
        "svg" => markup::scan(reader, text, markup::Flavour::Svg),
        "xml" | "atom" | "rss" | "rels" | "vml" | "rdf" | "xmp" => {
            let part = reader.shown.rsplit('!').next().unwrap_or_default();
            let office = [
                "xl/",
                "word/",
                "ppt/",
                "docProps/",
                "content.xml",
                "meta.xml",
            ]
            .iter()
            .any(|p| part.starts_with(p) && part.len() < reader.shown.len());
            let flavour = if office {
                markup::Flavour::Office
            } else {
                markup::Flavour::Xml
            };
            markup::scan(reader, text, flavour);
        }
        _ => lines(reader, text, ""),
    }
    base64(reader, text, depth);
}

fn is_text(extension: &str) -> bool {
    matches!(
        extension,
        "csv"
            | "tsv"
            | "tab"
            | "txt"
            | "md"
            | "html"
            | "htm"
            | "xml"
            | "json"
            | "jsonl"
            | "svg"
            | "sql"
            | "toml"
            | "js"
            | "css"
    )
}

/// A text by lines. `what` says which part of the file it is.
pub(super) fn lines(reader: &mut Reader<'_>, text: &str, what: &str) {
    let mut line = 1;
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(cut(rest));
        let normal = Normal::of(piece);
        let hits = reader.detectors.hits(&normal, Heading::default());
        if !hits.is_empty() {
            let breaks = line_ends(piece);
            reader.add(&normal, &hits, |at| {
                let n = line + breaks.partition_point(|b| *b < at);
                if what.is_empty() {
                    format!("line {n}")
                } else {
                    format!("{what}, line {n}")
                }
            });
        }
        line += piece.bytes().filter(|b| *b == b'\n').count();
        rest = after;
    }
}

pub(super) fn line_ends(text: &str) -> Vec<usize> {
    text.bytes()
        .enumerate()
        .filter(|(_, b)| *b == b'\n')
        .map(|(i, _)| i)
        .collect()
}

/// Where a long text is cut: after a line, else after a value of JSON or an element, else anywhere.
fn cut(text: &str) -> usize {
    if text.len() <= PIECE {
        return text.len();
    }
    let bytes = &text.as_bytes()[..PIECE];
    let last = |ends: &[u8]| bytes.iter().rposition(|b| ends.contains(b)).map(|i| i + 1);
    if let Some(end) = last(b"\n")
        .filter(|e| *e > PIECE / 2)
        .or_else(|| last(b"\"}>]"))
        .or_else(|| last(b",; "))
    {
        return end;
    }
    (0..=PIECE)
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(PIECE)
}

/// A table: each cell under the heading of its column.
pub(super) fn table(reader: &mut Reader<'_>, text: &str, delimiter: u8) {
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut headings: Vec<(String, Heading)> = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        match rows.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            // What is no table is still a text.
            Err(_) => return lines(reader, text, ""),
        }
        let line = record.position().map_or(0, csv::Position::line);
        let first = headings.is_empty();
        for (i, cell) in record.iter().enumerate() {
            if first {
                headings.push((cell.to_string(), reader.detectors.heading(cell)));
            } else if cell.len() < 2 {
                continue;
            }
            let (name, heading) = match headings.get(i) {
                Some((name, heading)) if !first => (name.clone(), *heading),
                _ => (String::new(), Heading::default()),
            };
            reader.value(cell, heading, || match name.as_str() {
                "" => format!("line {line}, column {}", i + 1),
                name => format!("line {line}, column {name}"),
            });
        }
    }
}

fn encoding(url: bool) -> GeneralPurpose {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(if url { &URL_SAFE } else { &STANDARD }, config)
}

/// What is written as base64 in a text: payloads of signed statements, pictures of pages.
fn base64(reader: &mut Reader<'_>, text: &str, depth: usize) {
    let letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_');
    let bytes = text.as_bytes();
    let (mut at, mut line) = (0, 1);
    while at < bytes.len() {
        if !letter(bytes[at]) {
            line += usize::from(bytes[at] == b'\n');
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && letter(bytes[at]) {
            at += 1;
        }
        if at - start < 8 {
            continue;
        }
        // A token may begin before what was encoded.
        for skip in 0..4 {
            let token = &bytes[start + skip..at];
            let decoded = [false, true].iter().find_map(|url| {
                let whole = if token.len() % 4 == 1 {
                    &token[..token.len() - 1]
                } else {
                    token
                };
                encoding(*url).decode(whole).ok()
            });
            let Some(decoded) = decoded else { continue };
            let name = format!("base64 in line {line}");
            if decoded.len() > 32
                && (decoded.starts_with(b"PK\x03\x04")
                    || decoded.starts_with(b"\x89PNG")
                    || decoded.starts_with(b"%PDF")
                    || decoded.starts_with(b"\x1f\x8b"))
            {
                super::archive::inner(reader, &name, &decoded, depth);
            } else if let Some(text) = readable(&decoded) {
                reader.value(&text, Heading::default(), || name.clone());
            }
        }
    }
}

/// What decodes to a text and not to noise.
fn readable(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok().or_else(|| {
        // A cut token ends in the middle of a character.
        let valid = std::str::from_utf8(bytes).err()?.valid_up_to();
        (bytes.len() - valid < 4).then(|| std::str::from_utf8(&bytes[..valid]).ok())?
    })?;
    let noise = text.chars().any(|c| c.is_control() && !c.is_whitespace());
    (!noise && text.len() >= 5).then(|| text.to_string())
}
