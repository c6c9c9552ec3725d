//! Delimited text. Records are read in flexible mode, so that a ragged one is a rejected row with
//! its line and offset, and never one silently padded with nulls.

use crate::chunk::Sink;
use crate::mapping::Mapping;
use crate::reject::{Fault, Reason};
use crate::source::Place;
use csv::{ByteRecord, Reader, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::cell::RefCell;
use std::io::{Chain, Cursor, Read};
use std::rc::Rc;

/// Bytes from which the delimiter is told.
const HEAD: usize = 1 << 16;
/// Lines after which a ragged record is more likely a quote that was never closed.
const MANY_LINES: u64 = 50;

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dialect {
    pub encoding: &'static Encoding,
    delimiter: u8,
    /// `None`: nothing is quoted.
    quote: Option<u8>,
}

impl Dialect {
    /// What the mapping says, and for the rest what the file looks like.
    pub fn of(
        place: &Place,
        mapping: &Mapping,
        encoding: &'static Encoding,
        name: &str,
    ) -> Result<Dialect, String> {
        let quote = match mapping.quote.as_deref() {
            None => Some(b'"'),
            Some("") => None,
            Some(text) => Some(one_byte("quote", text)?),
        };
        let mut dialect = Dialect {
            encoding,
            delimiter: b',',
            quote,
        };
        dialect.delimiter = match mapping.delimiter.as_deref() {
            Some("tab") => b'\t',
            Some(text) => one_byte("delimiter", text)?,
            None if name.to_lowercase().ends_with(".tsv") => b'\t',
            None => dialect.guess_delimiter(place)?,
        };
        Ok(dialect)
    }

    /// The one that cuts most records into the same number of fields.
    fn guess_delimiter(self, place: &Place) -> Result<u8, String> {
        let head = place.stream(|r| {
            let (_, reader) = decoded(r, self.encoding)?;
            let mut head = Vec::new();
            reader
                .take(HEAD as u64)
                .read_to_end(&mut head)
                .map_err(|e| e.to_string())?;
            Ok(head)
        })?;
        let mut best = (0, b',');
        for delimiter in [b',', b'\t', b';', b'|'] {
            let mut widths = Vec::new();
            let mut records = Dialect { delimiter, ..self }.reader(head.as_slice());
            let mut record = ByteRecord::new();
            while widths.len() < 40 && records.read_byte_record(&mut record).unwrap_or(false) {
                widths.push(record.len());
            }
            let score = |w: &usize| (w - 1) * widths.iter().filter(|v| *v == w).count();
            let score = widths
                .iter()
                .filter(|w| **w > 0)
                .map(score)
                .max()
                .unwrap_or(0);
            if score > best.0 {
                best = (score, delimiter);
            }
        }
        Ok(best.1)
    }

    fn reader<R: Read>(self, reader: R) -> Reader<R> {
        let mut builder = ReaderBuilder::new();
        builder
            .flexible(true)
            .has_headers(false)
            .delimiter(self.delimiter);
        match self.quote {
            Some(quote) => builder.quote(quote),
            None => builder.quoting(false),
        };
        builder.from_reader(reader)
    }

    /// The first `count` records.
    pub fn head(self, place: &Place, count: usize) -> Result<Vec<Vec<String>>, String> {
        place.stream(|r| {
            let (_, reader) = decoded(r, self.encoding)?;
            let mut records = self.reader(reader);
            let mut record = ByteRecord::new();
            let mut rows = Vec::new();
            while rows.len() < count
                && records
                    .read_byte_record(&mut record)
                    .map_err(|e| e.to_string())?
            {
                rows.push(
                    record
                        .iter()
                        .map(|f| String::from_utf8_lossy(f).into_owned())
                        .collect(),
                );
            }
            Ok(rows)
        })
    }

    /// All records after the first `skip`, each of `width` fields.
    pub fn read(
        self,
        place: &Place,
        skip: usize,
        width: usize,
        sink: &mut Sink<'_>,
    ) -> Result<(), String> {
        place.stream(|r| {
            let (stripped, reader) = decoded(r, self.encoding)?;
            let tape = Rc::new(RefCell::new(Tape::default()));
            let mut records = self.reader(Recorder {
                reader,
                tape: tape.clone(),
            });
            let mut record = ByteRecord::new();
            let mut index = 0;
            loop {
                if !records
                    .read_byte_record(&mut record)
                    .map_err(|e| format!("cannot be read to its end: {e}"))?
                {
                    return Ok(());
                }
                index += 1;
                if index <= skip {
                    continue;
                }
                let (from, above) = record.position().map_or((0, 1), |p| (p.byte(), p.line()));
                let (breaks, empty) = tape.borrow_mut().line_breaks(from);
                let line = above + empty;
                let lines = records.position().line().saturating_sub(line);
                let line = Some(line);
                // Offsets of decoded text are not those of the file.
                let byte = (self.encoding == UTF_8).then_some(from + breaks + stripped);
                if let Some(fault) = self.fault(&record, width, lines) {
                    sink.fault(line, byte, fault)?;
                    continue;
                }
                let texts = record
                    .iter()
                    .take(width)
                    .map(|f| std::str::from_utf8(f).unwrap_or_default());
                sink.text_record(line, byte, texts)?;
            }
        })
    }

    fn fault(self, record: &ByteRecord, width: usize, lines: u64) -> Option<Fault> {
        let extra = record
            .iter()
            .skip(width)
            .any(|f| !f.trim_ascii().is_empty());
        if record.len() < width || extra {
            let message = if lines > MANY_LINES {
                format!(
                    "the record runs over {lines} lines: most likely a quote is not closed; correct the file, or set quote in the mapping"
                )
            } else {
                "the record has another number of fields than the header: most likely an unquoted delimiter in a text; correct the row in the source".to_string()
            };
            let first: Vec<String> = record
                .iter()
                .take(4)
                .map(|f| excerpt(&String::from_utf8_lossy(f)))
                .collect();
            return Some(Fault {
                reason: Reason::Ragged,
                column: String::new(),
                value: format!("{} fields: {}", record.len(), first.join(" | ")),
                expected: format!("{width} fields"),
                message,
            });
        }
        let damaged = |f: &[u8]| {
            if f.is_ascii() {
                return false;
            }
            match std::str::from_utf8(f) {
                Err(_) => true,
                // A decoder marks what it cannot read; UTF-8 files may hold the mark itself.
                Ok(text) => self.encoding != UTF_8 && text.contains('\u{fffd}'),
            }
        };
        let at = record.iter().position(damaged)?;
        Some(Fault {
            reason: Reason::Encoding,
            column: format!("field {}", at + 1),
            value: excerpt(&String::from_utf8_lossy(&record[at])),
            expected: format!("text in {}", self.encoding.name()),
            message: "bytes that are no text in the file's encoding; set encoding in the mapping, or correct the row in the source".to_string(),
        })
    }
}

/// The bytes that the parser has been given, from the current record on. The parser lets a record
/// begin at the line break before it; a person who opens the file at that offset should see the
/// record.
#[derive(Default)]
struct Tape {
    bytes: Vec<u8>,
    start: u64,
}

impl Tape {
    /// Bytes and lines of the line breaks at `from`; what lies before is forgotten.
    fn line_breaks(&mut self, from: u64) -> (u64, u64) {
        let at = usize::try_from(from - self.start)
            .unwrap_or(0)
            .min(self.bytes.len());
        let breaks = self.bytes[at..]
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'));
        let (bytes, lines) = breaks.fold((0, 0), |(n, l), b| (n + 1, l + u64::from(*b == b'\n')));
        if at > HEAD {
            self.bytes.drain(..at);
            self.start = from;
        }
        (bytes, lines)
    }
}

/// Records on a tape what is read.
struct Recorder<R> {
    reader: R,
    tape: Rc<RefCell<Tape>>,
}

impl<R: Read> Read for Recorder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.tape.borrow_mut().bytes.extend_from_slice(&buffer[..n]);
        Ok(n)
    }
}

/// At most 80 characters, for messages.
pub(crate) fn excerpt(text: &str) -> String {
    if text.chars().count() <= 80 {
        text.to_string()
    } else {
        text.chars().take(79).chain(['…']).collect()
    }
}

fn one_byte(what: &str, text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        [b] if b.is_ascii() => Ok(*b),
        _ => Err(format!("{what} = {text:?}: one ASCII character")),
    }
}

/// A stream of UTF-8: its first bytes, which were looked at, then the rest.
type Utf8Stream<'r> = Chain<Cursor<Vec<u8>>, Box<dyn Read + 'r>>;

/// The stream as UTF-8 without byte order marks, and how many bytes of marks were taken off. A
/// mark that was encoded twice (ï»¿) comes from tools that read UTF-8 as cp1252.
fn decoded<'r>(
    reader: &'r mut dyn Read,
    encoding: &'static Encoding,
) -> Result<(u64, Utf8Stream<'r>), String> {
    let mut reader: Box<dyn Read + 'r> = if encoding == UTF_8 {
        Box::new(reader)
    } else {
        Box::new(
            DecodeReaderBytesBuilder::new()
                .encoding(Some(encoding))
                .bom_override(true)
                .build(reader),
        )
    };
    let mut head = Vec::new();
    reader
        .by_ref()
        .take(16)
        .read_to_end(&mut head)
        .map_err(|e| format!("cannot be read: {e}"))?;
    let mut stripped = 0;
    while let Some(mark) = ["\u{feff}", "ï»¿"]
        .iter()
        .find(|m| head[stripped..].starts_with(m.as_bytes()))
    {
        stripped += mark.len();
    }
    Ok((
        stripped as u64,
        Cursor::new(head.split_off(stripped)).chain(reader),
    ))
}
