//! Taking in what the web form received. Each file is judged as what a stranger wrote, since who breaks
//! into the form can put any file there. What was taken in is removed, not kept beside the book: a second
//! copy would hold names and contacts after their time.

use super::act::say;
use super::add::told;
use crate::commands::public::office::{Office, Received};
use crate::commands::under;
use crate::error::Failure;
use crate::output::harmless;
use crate::texts::t;
use chrono::NaiveDate;
use fisc_model::digest::sha256_hex;
use fisc_public::Event;
use fisc_public::feedback::{Act, Channel, Source, Submission};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;

/// Bytes of a file at most: several times what the form stores.
const LARGEST: u64 = 256 << 10;

pub fn run(dir: &Path, book: Option<&Path>, folder: &Path, by: &str) -> Result<u8, Failure> {
    let folder = under(dir, folder);
    let entries = fs::read_dir(&folder).map_err(Failure::given(&folder))?;
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry.map_err(Failure::io(&folder))?;
        // A dot: the form is still writing it.
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    paths.sort();
    let mut office = Office::open(dir, book, true)?;
    let (mut good, mut left) = (Vec::new(), String::new());
    let leave = |path: &Path, why: &str, left: &mut String| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        left.push_str(&format!("\n  {}: {}", harmless(&name), why.trim()));
    };
    for path in paths {
        match read(&path, office.today) {
            Ok((sent, sha256)) => good.push((sent, sha256, path)),
            Err(why) => leave(&path, &why, &mut left),
        }
    }
    // Numbers follow the days.
    good.sort_by_key(|(sent, ..)| sent.received_on);
    if good.is_empty() && left.is_empty() {
        let line = t!("public-inbox-empty", path = folder.display());
        writeln!(std::io::stdout(), "{line}")?;
    }
    for (sent, sha256, path) in good {
        let event = (received(&sent, sha256, by), sent.reached());
        match office.receive(&[event]) {
            Ok(Received::Now(items)) => {
                for item in items {
                    say(&office, &item)?;
                }
            }
            Ok(Received::Before(item)) => {
                let file = harmless(&sent.receipt);
                let line = t!("public-inbox-again", file = file, item = item);
                writeln!(std::io::stdout(), "{line}")?;
            }
            Err(Failure::Refused(why)) => {
                leave(&path, &why, &mut left);
                continue;
            }
            Err(other) => return Err(other),
        }
        // In the book, on the disk; if this is not reached, the next time finds it there.
        fs::remove_file(&path).map_err(Failure::io(&path))?;
    }
    match left.is_empty() {
        true => Ok(0),
        false => Err(Failure::Input(t!(
            "public-inbox-left",
            path = folder.display(),
            items = left
        ))),
    }
}

fn received(sent: &Submission, sha256: String, by: &str) -> Event<Act> {
    Event {
        on: sent.received_on,
        by: by.to_string(),
        act: Act::Received {
            channel: Channel::Web,
            text: sent.text.clone(),
            finding: sent.finding.clone(),
            contact: sent.reached().is_some(),
            source: Some(Source {
                sha256,
                row: 1,
                receipt: Some(sent.receipt.clone()),
            }),
        },
    }
}

/// A file of the form and its digest, or why it is none.
fn read(path: &Path, today: NaiveDate) -> Result<(Submission, String), String> {
    let other = || t!("public-inbox-other");
    let plain = fs::symlink_metadata(path).is_ok_and(|m| m.is_file() && m.len() <= LARGEST);
    if !plain {
        return Err(other());
    }
    let file = File::open(path).map_err(|e| e.to_string())?;
    let mut bytes = Vec::new();
    let read = file.take(LARGEST).read_to_end(&mut bytes);
    read.map_err(|e| e.to_string())?;
    let text = std::str::from_utf8(&bytes).map_err(|_| other())?;
    let sent = Submission::read(text, today).map_err(|troubles| harmless_lines(&troubles))?;
    let named = format!("{}.json", sent.receipt);
    match path.file_name() {
        Some(name) if name == named.as_str() => Ok((sent, sha256_hex(&bytes))),
        _ => Err(other()),
    }
}

/// On one line; an error of the reader may repeat what stands in the file.
fn harmless_lines(troubles: &[fisc_public::feedback::Trouble]) -> String {
    let lines = told(troubles);
    let lines: Vec<String> = lines
        .lines()
        .map(|l| harmless(l.trim()).to_string())
        .collect();
    lines
        .into_iter()
        .filter(|l| !l.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}
