//! dBase and FoxPro tables (dbf): records of fixed width behind a header that describes them, long
//! texts in a memo file beside. A reader of our own, because those at hand turn numbers into floats;
//! here a number stays the digits that the file holds. One record is held at a time.

use crate::chunk::{Kind, Sink};
use crate::csv::excerpt;
use crate::memo::{self, Beside, Memo};
use crate::number::scaled_text;
use crate::reject::{Fault, Reason};
use crate::sniff;
use crate::source::Place;
use chrono::{DateTime, Duration};
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};
use std::io::{BufReader, Read};

/// The rule under which records are dropped that the table's owner marked as deleted.
const DELETED: &str = "deleted";
/// Text from which the encoding is guessed where the header does not say.
const GUESS: usize = 1 << 20;
/// The Julian day of 1970-01-01.
const UNIX_EPOCH: i64 = 2_440_588;

/// A table as its header describes it.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub encoding: &'static Encoding,
    columns: Vec<Column>,
    /// Where the bits lie that say which cells are null.
    nulls: Option<(usize, usize)>,
    start: u64,
    width: usize,
    records: u64,
    version: u8,
    memo: Option<Beside>,
    /// What is not read of it and why, for messages.
    pub left_out: Option<String>,
}

#[derive(Clone, Debug)]
struct Column {
    name: String,
    ty: u8,
    at: usize,
    length: usize,
    /// Bit that says that the cell's last byte is its length.
    varying: Option<usize>,
    /// Bit that says that the cell is null.
    null: Option<usize>,
}

/// Whether these bytes begin a table of a kind that is known.
pub(crate) fn is_header(head: &[u8]) -> bool {
    let [version, _, month, day, ..] = head else {
        return false;
    };
    let known = matches!(
        version,
        0x03 | 0x04 | 0x30..=0x32 | 0x43 | 0x63 | 0x83 | 0x8b | 0x8c | 0x8e | 0xcb | 0xf5 | 0xfb
    );
    known && *month <= 12 && *day <= 31 && head.len() >= 33
}

/// Reads the header. What the mapping says of the encoding goes before what the header says.
pub(crate) fn open(place: &Place, encoding: Option<&'static Encoding>) -> Result<Layout, String> {
    place.stream(|reader| {
        let mut reader = BufReader::new(reader);
        let mut head = [0; 32];
        reader.read_exact(&mut head).map_err(|_| DAMAGED)?;
        if matches!(head[0], 0x04 | 0x8c) {
            return Err(
                "a table of dBase 7, which is not read; save it as dBase III or FoxPro, or as csv"
                    .to_string(),
            );
        }
        let start = usize::from(u16::from_le_bytes([head[8], head[9]]));
        let width = usize::from(u16::from_le_bytes([head[10], head[11]]));
        let mut fields = vec![0; start.saturating_sub(32)];
        reader.read_exact(&mut fields).map_err(|_| DAMAGED)?;
        let driver = encoding.or_else(|| by_driver(head[29]));
        let mut layout = Layout {
            encoding: driver.unwrap_or(GB18030),
            columns: Vec::new(),
            nulls: None,
            start: start as u64,
            width,
            records: u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]])),
            version: head[0],
            memo: memo::beside(place),
            left_out: None,
        };
        // Names are in the encoding too, which may have to be guessed from the records first.
        let raw = layout.columns(&fields, matches!(head[0], 0x30..=0x32))?;
        if driver.is_none() {
            layout.encoding = layout.guess(&raw, &mut reader);
        }
        for (column, name) in layout.columns.iter_mut().zip(raw) {
            column.name = layout
                .encoding
                .decode_without_bom_handling(&name)
                .0
                .into_owned();
        }
        layout.leave_out();
        Ok(layout)
    })
}

const DAMAGED: &str = "cannot be read: its header is damaged; have the table exported again";

/// The encoding of a code page mark in the header. Of the code pages of DOS only these are known;
/// otherwise the text tells.
fn by_driver(mark: u8) -> Option<&'static Encoding> {
    match mark {
        0x4d | 0x7a => Some(GB18030),
        0x4f | 0x78 => Some(BIG5),
        0x4e | 0x79 => Some(EUC_KR),
        0x13 | 0x7b => Some(SHIFT_JIS),
        0x03 | 0x57..=0x59 => Some(WINDOWS_1252),
        0xc8 => Some(WINDOWS_1250),
        0xc9 => Some(WINDOWS_1251),
        _ => None,
    }
}

impl Layout {
    /// Names of the columns that are read.
    pub fn header(&self) -> Vec<String> {
        self.columns.iter().map(|c| c.name.clone()).collect()
    }

    /// Takes the descriptions of the fields apart; returns their names as bytes. Only Visual FoxPro
    /// has cells that are null.
    fn columns(&mut self, fields: &[u8], fox: bool) -> Result<Vec<Vec<u8>>, String> {
        let mut names = Vec::new();
        let (mut at, mut bit) = (1, 0);
        for field in fields.chunks_exact(32).take_while(|f| f[0] != 0x0d) {
            let ty = field[11];
            let length = match ty {
                // The longest texts count on in the byte of the decimals.
                b'C' => usize::from(u16::from_le_bytes([field[16], field[17]])),
                _ => usize::from(field[16]),
            };
            let mut next = || {
                bit += 1;
                Some(bit - 1)
            };
            let varying = if matches!(ty, b'V' | b'Q') {
                next()
            } else {
                None
            };
            let null = if fox && field[18] & 2 != 0 {
                next()
            } else {
                None
            };
            if fox && ty == b'0' {
                self.nulls = Some((at, length));
            } else {
                names.push(
                    field[..11]
                        .iter()
                        .copied()
                        .take_while(|b| *b != 0)
                        .collect(),
                );
                self.columns.push(Column {
                    name: String::new(),
                    ty,
                    at,
                    length,
                    varying,
                    null,
                });
            }
            at += length;
        }
        if self.columns.is_empty() || at > self.width {
            return Err(DAMAGED.to_string());
        }
        Ok(names)
    }

    /// The encoding that the names of the fields and the texts of the first records look like.
    fn guess(&self, names: &[Vec<u8>], reader: &mut dyn Read) -> &'static Encoding {
        let mut text = names.join(&b'\n');
        let mut record = vec![0; self.width];
        for _ in 0..self.records {
            if text.len() > GUESS || reader.read_exact(&mut record).is_err() {
                break;
            }
            for c in self.columns.iter().filter(|c| c.ty == b'C') {
                let cell = &record[c.at..c.at + c.length];
                // A full cell may have been cut within a character, which would mislead.
                let full = cell.last().is_none_or(|b| !b.is_ascii());
                if !full && !cell.is_ascii() {
                    text.extend_from_slice(cell);
                    text.push(b'\n');
                }
            }
        }
        sniff::guess(&text)
    }

    /// Columns that cannot be read are as if they were not there; a mapping that wants one is told.
    fn leave_out(&mut self) {
        let readable = |c: &Column| match c.ty {
            b'M' => self.memo.is_some(),
            b'I' | b'+' => c.length == 4,
            b'B' | b'O' | b'T' | b'Y' | b'@' => c.length == 8,
            ty => b"CVNFDL".contains(&ty),
        };
        let (kept, left): (Vec<Column>, Vec<Column>) = self.columns.drain(..).partition(readable);
        self.columns = kept;
        let memo = left.iter().any(|c| c.ty == b'M');
        let names: Vec<&str> = left.iter().map(|c| c.name.as_str()).collect();
        self.left_out = (!left.is_empty()).then(|| {
            let why = if memo {
                "their memo file (fpt, dbt) is not beside the table"
            } else {
                "they hold no text, number or date"
            };
            format!("not read of the table: {}; {why}", names.join(", "))
        });
    }

    /// All records.
    pub fn read(&self, place: &Place, sink: &mut Sink<'_>) -> Result<(), String> {
        let mut memo = match &self.memo {
            Some(beside) if self.columns.iter().any(|c| c.ty == b'M') => {
                Some(Memo::open(beside, self.version)?)
            }
            _ => None,
        };
        place.stream(|reader| {
            let mut reader = BufReader::with_capacity(1 << 16, reader);
            let skipped = std::io::copy(&mut reader.by_ref().take(self.start), &mut std::io::sink());
            skipped.map_err(|e| format!("cannot be read: {e}"))?;
            let mut record = vec![0; self.width];
            let mut cells = Vec::new();
            for index in 0..self.records {
                reader.read_exact(&mut record).map_err(|e| {
                    format!(
                        "cannot be read to its end: the file breaks off in record {} of {} ({e}); have it copied or exported again",
                        index + 1,
                        self.records
                    )
                })?;
                let byte = Some(self.start + index * self.width as u64);
                match record[0] {
                    b' ' => {}
                    b'*' => {
                        sink.dropped(byte, DELETED)?;
                        continue;
                    }
                    mark => {
                        sink.fault(None, byte, self.no_record(mark))?;
                        continue;
                    }
                }
                cells.clear();
                match self.cells(&record, memo.as_mut(), &mut cells) {
                    Err(fault) => sink.fault(None, byte, fault)?,
                    Ok(()) => {
                        for (text, kind) in &cells {
                            sink.typed_cell(text, *kind);
                        }
                        sink.end_typed_record(cells.len(), None, byte)?;
                    }
                }
            }
            self.end(&mut reader)
        })
    }

    /// What follows the last record is an end mark and whatever was left behind it.
    fn end(&self, reader: &mut dyn Read) -> Result<(), String> {
        let mut rest = Vec::new();
        let read = reader.take(self.width as u64).read_to_end(&mut rest);
        read.map_err(|e| format!("cannot be read: {e}"))?;
        match rest.first() {
            None | Some(0x1a | 0) => Ok(()),
            Some(_) => Err(format!(
                "cannot be read to its end: the header counts {} records, but more follow; have the table repaired or exported again",
                self.records
            )),
        }
    }

    fn no_record(&self, mark: u8) -> Fault {
        Fault {
            reason: Reason::Damaged,
            column: String::new(),
            value: format!("0x{mark:02x}"),
            expected: "a blank or * before the record".to_string(),
            message: "the record does not begin where it should: the file is damaged here; have it copied or exported again".to_string(),
        }
    }

    fn cells(
        &self,
        record: &[u8],
        mut memo: Option<&mut Memo>,
        cells: &mut Vec<(String, Kind)>,
    ) -> Result<(), Fault> {
        let set = |bit: Option<usize>| match (bit, self.nulls) {
            (Some(bit), Some((at, length))) if bit / 8 < length => {
                record[at + bit / 8] >> (bit % 8) & 1 == 1
            }
            _ => false,
        };
        for column in &self.columns {
            let mut bytes = &record[column.at..column.at + column.length];
            if set(column.null) {
                bytes = &[];
            } else if set(column.varying) {
                let length = bytes.last().copied().unwrap_or_default();
                bytes = &bytes[..bytes.len().min(usize::from(length))];
            }
            let cell = match column.ty {
                _ if bytes.is_empty() => (String::new(), Kind::Text),
                b'C' | b'V' => (self.text(column, bytes, true)?, Kind::Text),
                b'M' => {
                    let found = match memo.as_deref_mut() {
                        Some(memo) => memo.text(bytes),
                        None => Ok(None),
                    };
                    let found = found.map_err(|message| Fault {
                        reason: Reason::Damaged,
                        column: column.name.clone(),
                        value: excerpt(&String::from_utf8_lossy(bytes)),
                        expected: "a text in the memo file".to_string(),
                        message,
                    })?;
                    let text = found.map(|b| self.text(column, &b, false)).transpose()?;
                    (text.unwrap_or_default(), Kind::Text)
                }
                ty => plain(ty, bytes),
            };
            cells.push(cell);
        }
        Ok(())
    }

    /// Text of a field. Writers cut a text at the field's width, through a character if it comes
    /// to that: the half that is left says nothing and goes.
    fn text(&self, column: &Column, bytes: &[u8], cut: bool) -> Result<String, Fault> {
        let end = bytes.iter().rposition(|b| !matches!(b, 0 | b' '));
        let bytes = &bytes[..end.map_or(0, |i| i + 1)];
        let (text, damaged) = self.encoding.decode_without_bom_handling(bytes);
        if !damaged {
            return Ok(text.into_owned());
        }
        let most = if cut && bytes.len() == column.length {
            3
        } else {
            0
        };
        for less in 1..=most.min(bytes.len()) {
            let kept = &bytes[..bytes.len() - less];
            let (text, damaged) = self.encoding.decode_without_bom_handling(kept);
            if !damaged {
                return Ok(text.into_owned());
            }
        }
        Err(Fault {
            reason: Reason::Encoding,
            column: column.name.clone(),
            value: excerpt(&text),
            expected: format!("text in {}", self.encoding.name()),
            message: "bytes that are no text in the table's encoding; set encoding in the mapping, or correct the row in the source".to_string(),
        })
    }
}

/// Cells that are no texts. What cannot be right stays as it is written, for the mapping to reject.
fn plain(ty: u8, bytes: &[u8]) -> (String, Kind) {
    let written = || {
        let text = String::from_utf8_lossy(bytes);
        text.trim_matches(|c: char| c == '\0' || c.is_whitespace())
            .to_string()
    };
    let four = <[u8; 4]>::try_from(bytes).ok();
    let eight = <[u8; 8]>::try_from(bytes).ok();
    match (ty, four, eight) {
        (b'I' | b'+', Some(b), _) => (i32::from_le_bytes(b).to_string(), Kind::Number),
        (b'B' | b'O', _, Some(b)) => (f64::from_le_bytes(b).to_string(), Kind::Float),
        (b'Y', _, Some(b)) => {
            let mut text = String::new();
            scaled_text(i128::from(i64::from_le_bytes(b)), 4, &mut text);
            (text, Kind::Number)
        }
        (b'T' | b'@', _, Some(b)) => (moment(b), Kind::Iso),
        (b'D', ..) => {
            let text = written();
            let none = text.bytes().all(|b| b == b'0');
            (if none { String::new() } else { text }, Kind::Iso)
        }
        (b'L', ..) => {
            let text = match written().as_str() {
                "T" | "t" | "Y" | "y" => "true".to_string(),
                "F" | "f" | "N" | "n" => "false".to_string(),
                "?" => String::new(),
                other => other.to_string(),
            };
            (text, Kind::Text)
        }
        _ => (written(), Kind::Number),
    }
}

/// A Julian day and the milliseconds of the day. No day at all is an empty cell.
fn moment(bytes: [u8; 8]) -> String {
    let [a, b, c, d, e, f, g, h] = bytes;
    let day = i32::from_le_bytes([a, b, c, d]);
    let millis = i32::from_le_bytes([e, f, g, h]);
    if (day, millis) == (0, 0) {
        return String::new();
    }
    let midnight = DateTime::from_timestamp((i64::from(day) - UNIX_EPOCH) * 86_400, 0);
    let at = midnight.and_then(|at| at.checked_add_signed(Duration::milliseconds(millis.into())));
    match at {
        Some(at) => at.format("%Y-%m-%d %H:%M:%S%.3f").to_string(),
        None => format!("{day}/{millis}"),
    }
}
