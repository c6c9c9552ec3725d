//! What a file is, by its bytes and not by its name: its digest, its encoding, and whether it is
//! something else in disguise (an HTML error page saved as .csv is refused whole).

use crate::dbf;
use crate::memo;
use crate::source::{Format, Place};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use fisc_model::digest::hex;
use sha2::{Digest, Sha256};
use std::io::Read;

/// Bytes with characters beyond ASCII that the guess looks at; more do not make it better.
const GUESS: usize = 1 << 20;

/// What one pass over a file tells.
pub(crate) struct Seen {
    /// SHA-256 of the bytes; of a table with a memo file, of the table's bytes and then the memo's.
    pub digest: String,
    /// Guessed from the whole file, not from its beginning: exports may be ASCII for long.
    pub encoding: &'static Encoding,
}

/// Reads a file once. A file that is not what its name says is refused.
pub(crate) fn look(place: &Place, format: Format, name: &str) -> Result<Seen, String> {
    place.stream(|reader| {
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 1 << 17];
        let mut utf8 = Utf8Count::default();
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        let (mut fed, mut length) = (0, 0_u64);
        let mut by_mark = None;
        loop {
            let n = read_full(reader, &mut buffer)?;
            let bytes = &buffer[..n];
            if length == 0 {
                refuse_disguise(bytes, format, name)?;
                by_mark = utf16(bytes);
            }
            if n == 0 {
                break;
            }
            length += n as u64;
            hash.update(bytes);
            if format == Format::Csv && by_mark.is_none() {
                utf8.feed(bytes);
                if fed < GUESS && !bytes.is_ascii() {
                    detector.feed(bytes, false);
                    fed += n;
                }
            }
        }
        if format == Format::Dbf
            && let Some(memo) = memo::beside(place)
        {
            memo.place.stream(|reader| {
                loop {
                    match read_full(reader, &mut buffer)? {
                        0 => return Ok(()),
                        n => hash.update(&buffer[..n]),
                    }
                }
            })?;
        }
        let encoding = match by_mark {
            Some(encoding) => encoding,
            None if utf8.plausible() => UTF_8,
            None => guessed(detector),
        };
        Ok(Seen {
            digest: hex(&hash.finalize()),
            encoding,
        })
    })
}

/// The encoding that a piece of text looks like.
pub(crate) fn guess(text: &[u8]) -> &'static Encoding {
    let mut utf8 = Utf8Count::default();
    utf8.feed(text);
    if utf8.plausible() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(text, false);
    guessed(detector)
}

fn guessed(mut detector: EncodingDetector) -> &'static Encoding {
    detector.feed(b"", true);
    match detector.guess(None, Utf8Detection::Deny) {
        // The superset: GBK exports use its characters without saying so.
        e if e == encoding_rs::GBK => GB18030,
        e => e,
    }
}

/// The encoding a mapping names.
pub(crate) fn named(label: &str) -> Result<&'static Encoding, String> {
    let label = match label.to_lowercase().as_str() {
        "cp936" | "ansi" => "gb18030".to_string(),
        other => other.to_string(),
    };
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        format!("encoding = {label:?} is not known; utf-8, utf-16, gb18030 and windows-1252 are")
    })
}

/// Fills the buffer as far as the file goes.
fn read_full(reader: &mut dyn Read, buffer: &mut [u8]) -> Result<usize, String> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(format!("cannot be read: {e}")),
        }
    }
    Ok(filled)
}

/// UTF-16 by its mark, or by every other byte being zero again and again.
pub(crate) fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let (even, odd) = zeros(head);
    match (even, odd) {
        (0, n) if n * 50 > head.len() => Some(UTF_16LE),
        (n, 0) if n * 50 > head.len() => Some(UTF_16BE),
        _ => None,
    }
}

/// Zero bytes at even and at odd offsets.
fn zeros(head: &[u8]) -> (usize, usize) {
    let count = |parity: usize| {
        head.iter()
            .skip(parity)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    (count(0), count(1))
}

/// Counts well-formed and ill-formed sequences of UTF-8 across buffers.
#[derive(Default)]
struct Utf8Count {
    rest: Vec<u8>,
    good: u64,
    bad: u64,
}

impl Utf8Count {
    fn feed(&mut self, bytes: &[u8]) {
        if self.rest.is_empty() && bytes.is_ascii() {
            return;
        }
        let joined;
        let mut bytes = if self.rest.is_empty() {
            bytes
        } else {
            self.rest.extend_from_slice(bytes);
            joined = std::mem::take(&mut self.rest);
            &joined
        };
        loop {
            let (valid, error) = match std::str::from_utf8(bytes) {
                Ok(text) => (text.as_bytes(), None),
                Err(e) => (&bytes[..e.valid_up_to()], Some(e.error_len())),
            };
            self.good += valid.iter().filter(|b| **b >= 0xc0).count() as u64;
            match error {
                None => return,
                Some(Some(length)) => {
                    self.bad += 1;
                    bytes = &bytes[valid.len() + length..];
                }
                Some(None) => {
                    self.rest = bytes[valid.len()..].to_vec();
                    return;
                }
            }
        }
    }

    /// A few broken sequences among many good ones are damage in a UTF-8 file, whose rows are
    /// rejected; text of another encoding is nearly never well-formed.
    fn plausible(&self) -> bool {
        self.bad * 10 <= self.good
    }
}

fn refuse_disguise(head: &[u8], format: Format, name: &str) -> Result<(), String> {
    if head.is_empty() {
        return Err("the file is empty".to_string());
    }
    let is = what(head);
    let fits = match format {
        Format::Csv => is.is_none(),
        Format::JsonLines => matches!(is, Some("JSON")),
        Format::Dbf => dbf::is_header(head),
        // The declaration may be left out; an element then opens the document.
        Format::Xml => {
            is == Some("an XML document") || (is.is_none() && opening(head).starts_with('<'))
        }
        Format::Parquet => is == Some("a Parquet file"),
        Format::Ipc => is == Some("an Arrow IPC file"),
        Format::Spreadsheet if name.to_lowercase().ends_with(".xls") => {
            is == Some("an Excel workbook of the old kind (xls)")
        }
        Format::Spreadsheet => is == Some("a zip archive or a workbook (xlsx, ods)"),
    };
    let extension = name.rsplit_once('.').map_or("", |(_, e)| e);
    match (fits, is) {
        (true, _) => Ok(()),
        (false, Some(is)) => Err(format!(
            "the file is named .{extension} but is {is}; nothing of it is loaded. Have the data exported again, or give the file its right name"
        )),
        (false, None) => Err(format!(
            "the file is named .{extension} but its bytes are not of that format; nothing of it is loaded. Have the data exported again"
        )),
    }
}

/// The first text, in small letters.
fn opening(head: &[u8]) -> String {
    let encoding = utf16(head).unwrap_or(UTF_8);
    let (text, _, _) = encoding.decode(&head[..head.len().min(2048) & !1]);
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .to_lowercase()
}

/// What the first bytes say; `None` for plain text.
fn what(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 12] = [
        (b"PK\x03\x04", "a zip archive or a workbook (xlsx, ods)"),
        (
            b"\xd0\xcf\x11\xe0",
            "an Excel workbook of the old kind (xls)",
        ),
        (b"PAR1", "a Parquet file"),
        (b"ARROW1", "an Arrow IPC file"),
        (b"%PDF", "a PDF document"),
        (b"\x1f\x8b", "a gzip file"),
        (b"Rar!", "a RAR archive"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"{\\rtf", "a text processor's document"),
        (b"SQLite format 3\0", "an SQLite database"),
    ];
    if let Some((_, is)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(is);
    }
    let start = opening(head);
    const MARKUP: [&str; 7] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<table",
        "<script",
        "<div",
    ];
    if MARKUP.iter().any(|m| start.starts_with(m)) {
        return Some("an HTML page");
    }
    if start.starts_with("<?xml") {
        return Some("an XML document");
    }
    let inside = start.trim_start_matches(['[', '{']).trim_start();
    if start.starts_with('{') && (inside.starts_with('"') || inside.starts_with('}'))
        || start.starts_with("[{")
    {
        return Some("JSON");
    }
    if utf16(head).is_none() && head.contains(&0) {
        return Some("a binary file");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn seen(bytes: &[u8]) -> Result<Seen, String> {
        look(&Place::Memory(Arc::from(bytes)), Format::Csv, "x.csv")
    }

    fn guess(bytes: &[u8]) -> &'static str {
        seen(bytes).map(|s| s.encoding.name()).expect("text")
    }

    #[test]
    fn encodings_are_told_from_the_whole_file() {
        assert_eq!(guess("a,b\n支付,1\n".as_bytes()), "UTF-8");
        assert_eq!(guess("\u{feff}a,b\n".as_bytes()), "UTF-8");
        let late = "a,b\n1,2\n".repeat(100_000) + "国库集中支付凭证,预算单位\n";
        assert_eq!(guess(&GB18030.encode(&late).0), "gb18030");
        assert_eq!(
            guess(b"ciudad,monto\nLe\xf3n,1\nM\xe9xico,2\nQuer\xe9taro,3\n"),
            "windows-1252"
        );
        let utf16: Vec<u8> = "单位,金额\n甲,1\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(guess(&utf16), "UTF-16LE");
        let damaged = [
            "预算单位,金额\n".repeat(20).into_bytes(),
            b"\xff,1\n".to_vec(),
        ]
        .concat();
        assert_eq!(guess(&damaged), "UTF-8");
    }

    #[test]
    fn a_sequence_across_two_buffers_is_one() {
        let mut count = Utf8Count::default();
        let text = "支付".as_bytes();
        count.feed(&text[..4]);
        count.feed(&text[4..]);
        assert_eq!((count.good, count.bad), (2, 0));
    }

    #[test]
    fn disguises_are_refused() {
        for (bytes, expected) in [
            (&b"\n <!DOCTYPE html><html>"[..], "an HTML page"),
            (b"PK\x03\x04....", "a workbook"),
            (b"%PDF-1.4", "a PDF"),
            (b"[{\"a\":1}]", "JSON"),
            (b"a,b\0\0\0c,d", "a binary file"),
            (b"", "empty"),
        ] {
            let error = seen(bytes).err().expect("refused");
            assert!(error.contains(expected), "{error}");
        }
    }
}
