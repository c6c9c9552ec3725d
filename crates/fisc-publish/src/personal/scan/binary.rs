//! What is not text: the texts of a PNG, of a PDF, and whatever readable runs other bytes have.

use super::archive::limited;
use super::{Heading, Reader, Why, text};

/// Readable runs of at least this many characters.
const SHORTEST: usize = 4;

/// A string of a PDF has at most so many bytes; without an end, bytes would be read again and again.
const LONGEST: usize = 1 << 16;

/// Runs of UTF-8 text between other bytes; in UTF-16 the runs of its Latin and Han characters.
pub(super) fn strings(reader: &mut Reader<'_>, bytes: &[u8]) {
    for chunk in bytes.utf8_chunks() {
        for run in chunk.valid().split(|c: char| c.is_control() && c != '\t') {
            if run.chars().count() >= SHORTEST {
                reader.value(run, Heading::default(), || "text between bytes".into());
            }
        }
    }
}

/// The text chunks of a PNG; what is picture is not read.
pub(super) fn png(reader: &mut Reader<'_>, bytes: &[u8]) {
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((head, after)) = rest.split_at_checked(8) {
        let len = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let kind = &head[4..8];
        let Some(data) = after.get(..len) else {
            return reader.unread("a chunk", Why::Damaged("it is cut off".into()));
        };
        match kind {
            b"IDAT" => {}
            b"zTXt" | b"iTXt" => {
                strings(reader, data);
                // The compressed text is at the end, wherever that begins.
                for start in 0..data.len().min(300) {
                    if data[start] == 0x78
                        && let Ok(inflated) = limited(
                            &mut flate2::read::ZlibDecoder::new(&data[start..]),
                            &mut reader.budget,
                        )
                    {
                        strings(reader, &inflated);
                        break;
                    }
                }
            }
            _ => strings(reader, data),
        }
        rest = after.get(len + 4..).unwrap_or_default();
    }
    // After the end of the picture others may be hidden.
    strings(reader, rest);
}

/// Text of a PDF's objects, its metadata (also in UTF-16) and its compressed streams. Pages whose
/// fonts number their glyphs by themselves show no text here.
pub(super) fn pdf(reader: &mut Reader<'_>, bytes: &[u8]) {
    strings(reader, bytes);
    let mut at = 0;
    let find = |from: usize, what: &[u8]| {
        bytes[from..]
            .windows(what.len())
            .position(|w| w == what)
            .map(|p| from + p)
    };
    while let Some(start) = find(at, b"stream") {
        let mut data = start + 6;
        while bytes.get(data).is_some_and(|b| matches!(b, b'\r' | b'\n')) {
            data += 1;
        }
        at = data;
        if bytes.get(data) == Some(&0x78) {
            match limited(
                &mut flate2::read::ZlibDecoder::new(&bytes[data..]),
                &mut reader.budget,
            ) {
                Ok(inflated) => {
                    strings(reader, &inflated);
                    encoded(reader, &inflated);
                }
                Err(Why::TooLarge) => return reader.unread("a stream", Why::TooLarge),
                Err(_) => {}
            }
        }
    }
    encoded(reader, bytes);
}

/// `(þÿ…)` and `<FEFF…>`: strings of a PDF in UTF-16.
fn encoded(reader: &mut Reader<'_>, bytes: &[u8]) {
    let utf16 = |b: &[u8]| {
        encoding_rs::UTF_16BE
            .decode_without_bom_handling(b)
            .0
            .into_owned()
    };
    let mut at = 0;
    while let Some(pair) = bytes.get(at..at + 2) {
        at += 1;
        if pair == [0xfe, 0xff] {
            let start = at + 1;
            let most = &bytes[start..bytes.len().min(start + LONGEST)];
            let len = most.iter().position(|b| *b == b')').unwrap_or(most.len());
            text::lines(reader, &utf16(&most[..len]), "text in UTF-16");
            at = start + len;
        }
    }
    for part in bytes.split(|b| *b == b'<').skip(1) {
        let hex: Vec<u8> = part
            .iter()
            .take_while(|b| b.is_ascii_hexdigit())
            .copied()
            .collect();
        if hex.len() < 12 || part.get(hex.len()) != Some(&b'>') {
            continue;
        }
        let digit = |b: u8| {
            char::from(b)
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
                .unwrap_or(0)
        };
        let raw: Vec<u8> = hex
            .chunks(2)
            .map(|p| digit(p[0]) * 16 + p.get(1).map_or(0, |b| digit(*b)))
            .collect();
        match raw.as_slice() {
            [0xfe, 0xff, rest @ ..] => text::lines(reader, &utf16(rest), "text in UTF-16"),
            raw => strings(reader, raw),
        }
    }
}
