//! `fisc publish takedown`: something was published that must not be seen any more. Its keyed
//! fingerprint goes on the office's list, by which every later release leaves it out; the value itself is
//! kept nowhere, and is no argument: other users of the machine see those.

use super::kept::{self, Kept};
use super::prepare::form;
use super::screen::{takedown_files, takedowns};
use crate::commands::under;
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::harmless;
use crate::texts::t;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use fisc_publish::personal::What;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What is taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A number, a name, a passage, wherever it stands
    Value,
    /// A person, by name or identity number
    Person,
    /// A finding, by its number in the publication
    Finding,
}

#[derive(Args)]
pub struct Takedown {
    /// What is taken down
    kind: Kind,
    /// The file that names it, one a line; - for standard input
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Why, without the data
    #[arg(long)]
    reason: String,
    /// Who decided: a role or office
    #[arg(long)]
    by: String,
    /// Since when; left out: today
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
}

pub fn run(dir: &Path, folder: &Folder, options: &Takedown) -> Result<u8, Failure> {
    let mut text = Zeroizing::new(String::new());
    if options.from == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        let path = under(dir, &options.from);
        text = Zeroizing::new(fs::read_to_string(&path).map_err(Failure::given(&path))?);
    }
    for (name, given) in [("--reason", &options.reason), ("--by", &options.by)] {
        if given.trim().is_empty() {
            return Err(Failure::Input(t!("takedown-blank", name = name)));
        }
    }
    let kept = Kept::open(folder);
    let form = match folder.root.join(super::FORM).is_file() {
        true => Some(form(folder)?),
        false => None,
    };
    let (list_file, key_file) = takedown_files(folder, &kept, form.as_ref());
    let (mut list, _) = takedowns(&list_file)?;
    kept.ready()?;
    // A list whose key is lost must not go on under another one.
    let key = kept::secret(&key_file, list.iter().next().is_none())?;
    let today = fisc_review::day(chrono::Utc::now());
    let what = match options.kind {
        Kind::Value => What::Value,
        Kind::Person => What::Person,
        Kind::Finding => What::Finding,
    };
    let before = list.iter().count();
    for value in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        list.add(
            &key,
            what,
            value,
            &options.reason,
            options.on.unwrap_or(today),
            &options.by,
        )
        .map_err(|e| Failure::Input(e.to_string()))?;
    }
    let added = list.iter().count() - before;
    let toml = list.to_toml().map_err(|e| Failure::Failed(e.to_string()))?;
    kept::put(&list_file, toml.as_bytes())?;
    let done = t!(
        "takedown-done",
        added = added,
        all = list.iter().count(),
        list = list_file.display(),
        key = key_file.display()
    );
    writeln!(std::io::stdout(), "{}", harmless(&done))?;
    Ok(0)
}
