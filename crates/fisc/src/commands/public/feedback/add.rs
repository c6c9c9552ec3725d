//! Taking in feedback: one item, or a file of them, all or none.

use super::act::say;
use crate::commands::public::When;
use crate::commands::public::office::{Office, Received, contact};
use crate::commands::under;
use crate::error::Failure;
use crate::texts::{self, t};
use clap::Args;
use fisc_model::digest::sha256_hex;
use fisc_public::Event;
use fisc_public::feedback::{Act, Channel, Source, Trouble, read};
use std::path::{Path, PathBuf};

#[derive(Args)]
#[command(group = clap::ArgGroup::new("what").required(true))]
pub struct Add {
    /// A file of them: `fisc public feedback form` writes an empty one
    #[arg(long, value_name = "FILE", group = "what")]
    file: Option<PathBuf>,
    /// One item, as received
    #[arg(long, group = "what")]
    text: Option<String>,
    /// The folder of the web form: all that waits there
    #[arg(long, value_name = "DIR", group = "what", conflicts_with = "on")]
    inbox: Option<PathBuf>,
    /// How it came: file, web, letter or phone
    #[arg(long, default_value = "letter", conflicts_with_all = ["file", "inbox"])]
    channel: Channel,
    /// The number of the finding that it is about
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["file", "inbox"])]
    finding: Option<String>,
    /// A file that says who sent it and how they are reached; - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "inbox"])]
    contact: Option<PathBuf>,
    #[command(flatten)]
    when: When,
}

pub fn run(dir: &Path, book: Option<&Path>, options: &Add) -> Result<u8, Failure> {
    if let Some(folder) = &options.inbox {
        return super::inbox::run(dir, book, folder, &options.when.by);
    }
    let mut office = Office::open(dir, book, true)?;
    let on = options.when.on.unwrap_or(office.today);
    let by = &options.when.by;
    let events = match (&options.file, &options.text) {
        (Some(file), _) => {
            let path = under(dir, file);
            let bytes = std::fs::read(&path).map_err(Failure::given(&path))?;
            let Ok(text) = std::str::from_utf8(&bytes) else {
                return Err(Failure::Input(t!("public-not-utf8", path = path.display())));
            };
            let rows = read(text, on).map_err(|troubles| wrong(&path, &troubles))?;
            let sha256 = sha256_hex(&bytes);
            let mut events: Vec<_> = rows
                .into_iter()
                .map(|row| {
                    let act = Act::Received {
                        channel: row.channel,
                        text: row.text,
                        finding: row.finding,
                        contact: row.contact.is_some(),
                        source: Some(Source {
                            sha256: sha256.clone(),
                            row: row.row,
                            receipt: None,
                        }),
                    };
                    let on = row.received_on.unwrap_or(on);
                    let by = by.clone();
                    (Event { on, by, act }, row.contact)
                })
                .collect();
            // Numbers follow the days.
            events.sort_by_key(|(e, _)| e.on);
            events
        }
        (None, text) => {
            let contact = contact(dir, options.contact.as_deref())?;
            let act = Act::Received {
                channel: options.channel,
                text: text.clone().unwrap_or_default(),
                finding: options.finding.clone(),
                contact: contact.is_some(),
                source: None,
            };
            let by = by.clone();
            vec![(Event { on, by, act }, contact)]
        }
    };
    match office.receive(&events)? {
        Received::Before(item) => Err(Failure::Input(t!("public-file-again", item = item))),
        Received::Now(items) => {
            for item in items {
                say(&office, &item)?;
            }
            Ok(0)
        }
    }
}

/// Everything that is wrong with a file, row by row.
fn wrong(path: &Path, troubles: &[Trouble]) -> Failure {
    let items = told(troubles);
    Failure::Input(t!("public-rows", path = path.display(), items = items))
}

/// Troubles in words, each on a line of its own.
pub fn told(troubles: &[Trouble]) -> String {
    let line = |t: &Trouble| {
        let text = texts::side(&t.text);
        let place = match (t.row, t.column.as_str()) {
            (0, "") => String::new(),
            (0, column) => format!("{column}: "),
            (row, "") => format!("{row}: "),
            (row, column) => format!("{row}, {column}: "),
        };
        format!("\n  {place}{text}")
    };
    troubles.iter().map(line).collect()
}
