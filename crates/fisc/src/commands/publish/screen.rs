//! The screen before anything leaves: detectors with the ledger's known values, what was taken down,
//! and the leak scanner over the finished files. What it says names places and kinds, never values.

use super::kept::{self, Kept};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::texts::{self, t};
use fisc_engine::Engine;
use fisc_model::digest::sha256_hex;
use fisc_model::lead::Lead;
use fisc_publish::Package;
use fisc_publish::gather::{Form, Redaction};
use fisc_publish::personal::{Allowed, Detectors, Known, Report, Takedowns, Words, scan};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Leaks that are said one by one; of more, how many.
const SAID: usize = 40;

/// Where an engagement keeps its takedowns: its own files, or those of the office.
pub fn takedown_files(folder: &Folder, kept: &Kept, form: Option<&Form>) -> (PathBuf, PathBuf) {
    match form.and_then(|f| f.takedowns.as_ref()) {
        Some(given) => (folder.root.join(&given.list), folder.root.join(&given.key)),
        None => (kept.file("takedowns.toml"), kept.file("takedowns.key")),
    }
}

/// The list, and its bytes for comparison; an empty one where there is none.
pub fn takedowns(path: &PathBuf) -> Result<(Takedowns, String), Failure> {
    if !path.exists() {
        return Ok((Takedowns::default(), sha256_hex(b"")));
    }
    let text = fs::read_to_string(path).map_err(Failure::io(path))?;
    let wrong = |e: String| Failure::Input(format!("{}: {e}", path.display()));
    let list = Takedowns::parse(&text).map_err(|e| wrong(e.to_string()))?;
    Ok((list, sha256_hex(text.as_bytes())))
}

/// What a package is screened by.
pub struct Screen {
    detectors: Detectors,
    takedowns: Option<(Takedowns, Zeroizing<[u8; 32]>)>,
    not_personal: BTreeSet<String>,
    contacts: BTreeSet<String>,
    /// SHA-256 of the list of takedowns.
    pub digest: String,
}

impl Screen {
    /// The words of the first pack that has some, else those of China.
    pub fn new(
        folder: &Folder,
        kept: &Kept,
        form: &Form,
        engine: &Engine,
        leads: &[Lead],
    ) -> Result<Screen, Failure> {
        let words = super::of_pack(folder, "personal.toml");
        let words = || Words::parse(words).map_err(|e| Failure::Input(e.to_string()));
        let known = super::ledger::known(engine, &words()?, leads)?;
        let known = Known::new(known.iter().map(|(kind, value)| (*kind, value.as_str())));
        let known = known.map_err(|e| Failure::Failed(e.to_string()))?;
        let detectors = Detectors::new(words()?, known);
        let (list, key) = takedown_files(folder, kept, Some(form));
        let (list, digest) = takedowns(&list)?;
        let empty = list.iter().next().is_none();
        let takedowns = if empty {
            None
        } else {
            Some((list, kept::secret(&key, false)?))
        };
        let mut contacts = BTreeSet::new();
        for text in [&form.contact.en, &form.contact.zh] {
            let hits = detectors.detect(text);
            contacts.extend(
                hits.into_iter()
                    .filter_map(|h| text.get(h.span))
                    .map(String::from),
            );
        }
        Ok(Screen {
            detectors,
            takedowns,
            not_personal: form.not_personal.iter().map(|p| p.value.clone()).collect(),
            contacts,
            digest,
        })
    }

    /// What redaction goes by.
    pub fn redaction(&self) -> Redaction<'_> {
        Redaction {
            detectors: &self.detectors,
            takedowns: self.takedowns.as_ref().map(|(list, key)| (list, &**key)),
            allowed: &self.not_personal,
        }
    }

    /// Whether an opinion may leave with its entry.
    pub fn is_clean(&self, text: &str, signers: &BTreeSet<String>) -> bool {
        let hits = self.detectors.detect(text);
        let allowed = |span: std::ops::Range<usize>| {
            let value = text.get(span);
            value.is_some_and(|v| signers.contains(v) || self.not_personal.contains(v))
        };
        let taken = self.takedowns.as_ref();
        hits.into_iter().all(|h| allowed(h.span))
            && taken.is_none_or(|(list, key)| list.find_in(key, text).is_empty())
    }

    /// Reads the files as a stranger would.
    pub fn scan(&self, files: &Package, signers: &BTreeSet<String>) -> Report {
        let allowed = Allowed::new(
            signers.iter().map(String::as_str),
            self.contacts
                .iter()
                .chain(&self.not_personal)
                .map(String::as_str),
        );
        let mut columns = BTreeMap::new();
        for path in files.keys() {
            let csv = path.strip_suffix(".parquet").map(|p| format!("{p}.csv"));
            if let Some(bytes) = csv.and_then(|csv| files.get(&csv)) {
                let text = String::from_utf8_lossy(bytes).into_owned();
                columns.insert(path.clone(), text);
            }
        }
        scan(files, &self.detectors, &allowed, &columns)
    }
}

/// Says what must not leave, or could not be read.
///
/// # Errors
/// There is anything of it.
pub fn stop_at(report: &Report) -> Result<(), Failure> {
    if report.is_clean() {
        return Ok(());
    }
    let lang = texts::lang();
    let leaks = report.leaks.iter().map(|l| l.say(lang));
    let unread = report.unread.iter().map(|u| u.say(lang));
    let said: Vec<String> = leaks.chain(unread).collect();
    let some = said.iter().take(SAID);
    let mut items: String = some.map(|s| format!("\n  {s}")).collect();
    if said.len() > SAID {
        items += &format!("\n  {}", t!("publish-more", count = said.len() - SAID));
    }
    Err(Failure::Failed(t!("publish-leaks", items = items)))
}
