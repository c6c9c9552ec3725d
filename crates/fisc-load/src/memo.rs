//! The file beside a dbf table that holds its long texts: fpt of FoxPro, dbt of dBase. Texts lie in
//! blocks that the table's cells point to.

use crate::source::{Place, ReadSeek};
use std::io::{Read, Seek, SeekFrom};

/// No text is longer: a length beyond it is damage and no reason to take all memory.
const LONGEST: u64 = 64 << 20;
/// Block of dBase III, and of dBase IV where its header is silent.
const USUAL: u64 = 512;
/// What a text of dBase IV begins with; dBase III has none and ends texts with an end mark.
const MARK: [u8; 4] = [0xff, 0xff, 0x08, 0x00];
const END: u8 = 0x1a;

/// How a memo file is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Fox,
    Base3,
    Base4,
}

/// The memo file of a table.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    pub place: Place,
    fox: bool,
}

/// What lies beside a table. FoxPro's file goes first: a program that left both has moved on.
pub(crate) fn beside(table: &Place) -> Option<Beside> {
    let found = |ending: &str, fox| {
        let place = table.beside(&[ending])?;
        Some(Beside { place, fox })
    };
    found("fpt", true).or_else(|| found("dbt", false))
}

/// An open memo file.
pub(crate) struct Memo {
    file: Box<dyn ReadSeek>,
    length: u64,
    block: u64,
    kind: Kind,
}

impl Memo {
    /// Reads its header. The version of the table tells what a dbt file is.
    pub fn open(beside: &Beside, version: u8) -> Result<Memo, String> {
        let unreadable = |e: std::io::Error| format!("the memo file cannot be read: {e}");
        let kind = match (beside.fox, version) {
            (true, _) => Kind::Fox,
            (false, 0x03 | 0x83) => Kind::Base3,
            (false, _) => Kind::Base4,
        };
        let mut file = beside.place.seekable()?;
        let length = file.seek(SeekFrom::End(0)).map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        let mut head = [0; 22];
        file.read_exact(&mut head).map_err(unreadable)?;
        let block = match kind {
            Kind::Fox => u64::from(u16::from_be_bytes([head[6], head[7]])),
            Kind::Base3 => USUAL,
            Kind::Base4 => u64::from(u16::from_le_bytes([head[20], head[21]])),
        };
        Ok(Memo {
            file,
            length,
            block: if block == 0 { USUAL } else { block },
            kind,
        })
    }

    /// The text that a cell points to; `None` where it points to none.
    pub fn text(&mut self, pointer: &[u8]) -> Result<Option<Vec<u8>>, String> {
        let number = match <[u8; 4]>::try_from(pointer) {
            Ok(binary) => u64::from(u32::from_le_bytes(binary)),
            Err(_) => {
                let text = String::from_utf8_lossy(pointer);
                match text.trim_matches(|c: char| c == '\0' || c.is_whitespace()) {
                    "" => 0,
                    digits => digits
                        .parse()
                        .map_err(|_| "the cell points nowhere in the memo file".to_string())?,
                }
            }
        };
        if number == 0 {
            return Ok(None);
        }
        let damaged = |_| "the memo file breaks off in this text; have it copied again".to_string();
        let at = number
            .checked_mul(self.block)
            .filter(|at| *at < self.length)
            .ok_or("the cell points beyond the end of the memo file: it belongs to another copy of the table, or was cut short")?;
        self.file.seek(SeekFrom::Start(at)).map_err(damaged)?;
        let mut head = [0; 8];
        let length = if self.kind == Kind::Fox {
            self.file.read_exact(&mut head).map_err(damaged)?;
            if head[..4] != [0, 0, 0, 1] {
                return Err(
                    "the memo file holds no text here but a picture or an object".to_string(),
                );
            }
            u64::from(u32::from_be_bytes([head[4], head[5], head[6], head[7]]))
        } else {
            let read = self
                .file
                .by_ref()
                .take(8)
                .read(&mut head)
                .map_err(damaged)?;
            if self.kind == Kind::Base3 || read < 8 || head[..4] != MARK {
                return self.until_end_mark(at).map(Some);
            }
            u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]])).saturating_sub(8)
        };
        if length > LONGEST {
            return Err(
                "the memo file gives this text a length that none has; it is damaged".to_string(),
            );
        }
        let mut text = Vec::new();
        self.file
            .by_ref()
            .take(length)
            .read_to_end(&mut text)
            .map_err(damaged)?;
        if (text.len() as u64) < length {
            return Err("the memo file breaks off in this text; have it copied again".to_string());
        }
        Ok(Some(text))
    }

    fn until_end_mark(&mut self, at: u64) -> Result<Vec<u8>, String> {
        let damaged = |e: std::io::Error| format!("the memo file cannot be read: {e}");
        self.file.seek(SeekFrom::Start(at)).map_err(damaged)?;
        let mut text = Vec::new();
        let mut block = vec![0; 512];
        while (text.len() as u64) < LONGEST {
            let read = self.file.read(&mut block).map_err(damaged)?;
            if let Some(end) = block[..read].iter().position(|b| *b == END) {
                text.extend_from_slice(&block[..end]);
                return Ok(text);
            }
            if read == 0 {
                break;
            }
            text.extend_from_slice(&block[..read]);
        }
        Err("the text has no end in the memo file; it is damaged".to_string())
    }
}
