//! The leak scanner: reads a finished package as a stranger would, file by file, down to the
//! comments of a sheet and the zip inside a zip, and names what must not be there. It knows nothing
//! of how the package was made. What it cannot read it says: a package with an unread part is not
//! a clean one.

mod archive;
mod binary;
mod markup;
mod text;
mod workbook;

use super::detect::{Detectors, Heading, Hit};
use super::kind::{Confidence, Kind, MESSAGES};
use super::known::compared;
use super::normal::Normal;
use crate::Package;
use crate::i18n::Lang;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What may stand in a package although the detectors know it.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    signers: BTreeSet<String>,
    contacts: BTreeSet<String>,
}

impl Allowed {
    /// `signers`: names of those who signed, allowed below `record/` only. `contacts`: telephone,
    /// address and e-mail of the issuing body, allowed everywhere.
    #[must_use]
    pub fn new<'a>(
        signers: impl IntoIterator<Item = &'a str>,
        contacts: impl IntoIterator<Item = &'a str>,
    ) -> Allowed {
        Allowed {
            signers: signers.into_iter().map(compared).collect(),
            contacts: contacts.into_iter().map(compared).collect(),
        }
    }

    fn allows(&self, path: &str, kind: Kind, value: &str) -> bool {
        let value = compared(value);
        self.contacts.contains(&value)
            || kind == Kind::Name && path.starts_with("record/") && self.signers.contains(&value)
    }
}

/// How a leak was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It looks like personal data.
    Detected,
    /// It is one of the known values of the ledger.
    Known,
}

/// Personal data in a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// The file, `a.zip!b.csv` for one inside another; masked where the name itself is the leak.
    pub path: String,
    /// Where in it: a line, a cell, an element.
    pub place: String,
    /// What it is.
    pub kind: Kind,
    /// How sure that is.
    pub confidence: Confidence,
    /// How it was recognised.
    pub how: How,
    /// Its first characters, the rest as asterisks: never the value.
    pub excerpt: String,
}

impl Leak {
    /// In a sentence.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let id = match self.how {
            How::Detected => "leak",
            How::Known => "leak-known",
        };
        let args = [
            ("path", (&self.path).into()),
            ("place", (&self.place).into()),
            ("kind", self.kind.word(lang).into()),
            ("excerpt", (&self.excerpt).into()),
        ];
        MESSAGES.say(lang, id, &args)
    }
}

/// Why a part was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It cannot be opened; what the reader said.
    Damaged(String),
    /// It is larger than a part of a package can honestly be.
    TooLarge,
    /// Archives in archives in archives.
    TooDeep,
    /// Parquet pages may be compressed, and its columns were not given as text.
    Columns,
}

/// A part of a package that was not read, and may hide anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The file.
    pub path: String,
    /// The part of it.
    pub place: String,
    /// Why.
    pub why: Why,
}

impl Unread {
    /// In a sentence.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let (id, why) = match &self.why {
            Why::Damaged(why) => ("unread-damaged", why.as_str()),
            Why::TooLarge => ("unread-too-large", ""),
            Why::TooDeep => ("unread-too-deep", ""),
            Why::Columns => ("unread-columns", ""),
        };
        let args = [
            ("path", (&self.path).into()),
            ("place", (&self.place).into()),
            ("why", why.into()),
        ];
        MESSAGES.say(lang, id, &args)
    }
}

/// What the scanner found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// By file, then in the order of the file.
    pub leaks: Vec<Leak>,
    /// What it could not read.
    pub unread: Vec<Unread>,
    /// Files read.
    pub files: usize,
    /// Bytes read, unpacked ones included.
    pub bytes: u64,
}

impl Report {
    /// Everything was read and nothing found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.leaks.is_empty() && self.unread.is_empty()
    }
}

/// Scans a package. `columns`: for each Parquet file of it the same rows as text (CSV), made by who
/// can read Parquet; a Parquet file without is read as bytes and reported as unread. The same
/// package gives the same report at any number of threads.
#[must_use]
pub fn scan(
    package: &Package,
    detectors: &Detectors,
    allowed: &Allowed,
    columns: &BTreeMap<String, String>,
) -> Report {
    let files: Vec<(&String, &Vec<u8>)> = package.iter().collect();
    let each: Vec<Report> = files
        .par_iter()
        .map(|(path, bytes)| {
            let mut reader = Reader::new(path, bytes.len(), detectors, allowed);
            reader.name(path);
            match columns.get(*path) {
                Some(text) if bytes.starts_with(b"PAR1") => {
                    text::table(&mut reader, text, b',');
                    reader.bytes_read += bytes.len() as u64;
                    binary::strings(&mut reader, bytes);
                }
                _ => reader.file(path, bytes, 0),
            }
            reader.report
        })
        .collect();
    let mut all = Report::default();
    for report in each {
        all.leaks.extend(report.leaks);
        all.unread.extend(report.unread);
        all.files += report.files;
        all.bytes += report.bytes;
    }
    all
}

/// How deep archives may lie in archives.
const DEEPEST: usize = 4;

/// Everything inside one file of the package, unpacked: so many times its size, but never less
/// than 64 MiB nor more than 2 GiB.
const MOST_TIMES: u64 = 100;

/// Reads one file of the package and what is inside it.
struct Reader<'a> {
    detectors: &'a Detectors,
    allowed: &'a Allowed,
    /// The file of the package.
    outer: &'a str,
    /// The file as it is shown, inner ones included.
    shown: String,
    /// Unpacked bytes that may still come.
    budget: u64,
    bytes_read: u64,
    report: Report,
    /// Values already reported of this file, so that one in a cell is not said again of the part
    /// that cells share.
    told: BTreeSet<(Kind, String)>,
    quiet_if_told: bool,
}

impl<'a> Reader<'a> {
    fn new(
        outer: &'a str,
        size: usize,
        detectors: &'a Detectors,
        allowed: &'a Allowed,
    ) -> Reader<'a> {
        let budget = (size as u64)
            .saturating_mul(MOST_TIMES)
            .clamp(64 << 20, 2 << 30);
        let mut reader = Reader {
            detectors,
            allowed,
            outer,
            shown: String::new(),
            budget,
            bytes_read: 0,
            report: Report::default(),
            told: BTreeSet::new(),
            quiet_if_told: false,
        };
        reader.shown = reader.masked(outer);
        reader.report.files = 1;
        reader
    }

    /// A text of ours about the package, without the data that may be in it.
    fn masked(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for hit in self.detectors.detect(text) {
            out.push_str(&text[at..hit.span.start]);
            out.push_str(&excerpt(&text[hit.span.clone()]));
            at = hit.span.end;
        }
        out.push_str(&text[at..]);
        out
    }

    /// The name of a file or folder, or another name that is no content.
    fn name(&mut self, name: &str) {
        for part in name.split('/') {
            // An extension would be read as the decimals of a number.
            let stem = part.rsplit_once('.').map_or(part, |(stem, _)| stem);
            self.value(stem, Heading::default(), || "file name".to_string());
        }
    }

    /// A file of the package or inside one.
    fn file(&mut self, name: &str, bytes: &[u8], depth: usize) {
        self.report.bytes += bytes.len() as u64;
        self.told.clear();
        let extension = name
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            archive::zip(self, bytes, depth);
        } else if bytes.starts_with(b"\x1f\x8b") {
            archive::gzip(self, name, bytes, depth);
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            binary::png(self, bytes);
        } else if bytes.starts_with(b"%PDF") {
            binary::pdf(self, bytes);
        } else if bytes.starts_with(b"PAR1") {
            binary::strings(self, bytes);
            self.unread("", Why::Columns);
        } else {
            text::any(self, &extension, bytes, depth);
        }
    }

    fn unread(&mut self, place: &str, why: Why) {
        let unread = Unread {
            path: self.shown.clone(),
            place: self.masked(place),
            why,
        };
        self.report.unread.push(unread);
    }

    /// One cell, value or line whose place is known.
    fn value(&mut self, text: &str, heading: Heading, place: impl Fn() -> String) {
        let normal = Normal::of(text);
        let hits = self.detectors.hits(&normal, heading);
        self.add(&normal, &hits, |_| place());
    }

    /// Reports hits in this text.
    fn add(&mut self, text: &Normal, hits: &[Hit], place: impl Fn(usize) -> String) {
        for hit in hits {
            let value: String = text.chars[hit.range.clone()].iter().collect();
            let value = value.as_str();
            if self.allowed.allows(self.outer, hit.kind, value) {
                continue;
            }
            let new = self.told.insert((hit.kind, compared(value)));
            if self.quiet_if_told && !new {
                continue;
            }
            let leak = Leak {
                path: self.shown.clone(),
                place: self.masked(&place(hit.span.start)),
                kind: hit.kind,
                confidence: hit.confidence,
                how: if hit.known { How::Known } else { How::Detected },
                excerpt: excerpt(value),
            };
            self.report.leaks.push(leak);
        }
    }
}

/// The first characters and asterisks: enough to find it again, too little to know it.
fn excerpt(value: &str) -> String {
    let shown = if value.chars().count() >= 11 { 3 } else { 1 };
    let mask = |(i, c): (usize, char)| if i < shown { c } else { '*' };
    value.chars().take(40).enumerate().map(mask).collect()
}
