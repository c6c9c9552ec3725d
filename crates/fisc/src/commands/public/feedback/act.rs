//! What is done about an item: triage, an owner, the answer, a correction, its end.

use crate::commands::public::office::Office;
use crate::commands::public::{When, due, word};
use crate::error::Failure;
use crate::output::harmless;
use crate::texts::t;
use chrono::NaiveDate;
use clap::Args;
use fisc_model::lead::Bilingual;
use fisc_public::Event;
use fisc_public::feedback::{Act, Item, Kind};
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct Triage {
    /// The item
    pub item: String,
    /// question, error, tip, complaint, thanks or out_of_scope
    kind: Kind,
    /// Why it is out of scope and where it belongs; elsewhere a note
    #[arg(long, default_value = "")]
    note: String,
    #[command(flatten)]
    pub when: When,
}

impl Triage {
    pub fn act(&self) -> Act {
        Act::Triaged {
            kind: self.kind,
            note: self.note.clone(),
        }
    }
}

#[derive(Args)]
pub struct Assign {
    /// The item
    pub item: String,
    /// Who answers for it: a unit or a person of the office
    owner: String,
    /// A deadline of its own; left out: the term of its kind
    #[arg(long, value_name = "DAY")]
    due: Option<NaiveDate>,
    /// Why the deadline is after the term
    #[arg(long, default_value = "")]
    reason: String,
    #[command(flatten)]
    pub when: When,
}

impl Assign {
    pub fn act(&self) -> Act {
        Act::Assigned {
            owner: self.owner.clone(),
            due: self.due,
            reason: self.reason.clone(),
        }
    }
}

#[derive(Args)]
pub struct Answer {
    /// The item
    pub item: String,
    /// The answer in Chinese
    #[arg(long, default_value = "")]
    zh: String,
    /// The answer in English
    #[arg(long, default_value = "")]
    en: String,
    /// It reported an error, and it is one: a correction follows
    #[arg(long)]
    accepted: bool,
    /// It reported an error, and it is none
    #[arg(long, conflicts_with = "accepted")]
    rejected: bool,
    #[command(flatten)]
    pub when: When,
}

impl Answer {
    pub fn act(&self) -> Act {
        Act::Answered {
            text: Bilingual {
                en: self.en.clone(),
                zh: self.zh.clone(),
            },
            accepted: match (self.accepted, self.rejected) {
                (true, _) => Some(true),
                (_, true) => Some(false),
                _ => None,
            },
        }
    }
}

#[derive(Args)]
pub struct Correct {
    /// The item
    pub item: String,
    /// The release that corrects the error
    #[arg(long, value_name = "N")]
    release: u32,
    #[command(flatten)]
    pub when: When,
}

impl Correct {
    pub fn act(&self) -> Act {
        Act::Corrected {
            release: self.release,
        }
    }
}

#[derive(Args)]
pub struct Close {
    /// The item
    pub item: String,
    /// Why it is not published, or not any more
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    pub when: When,
}

impl Close {
    pub fn act(&self) -> Act {
        Act::Closed {
            reason: self.reason.clone(),
        }
    }
}

pub fn run(
    dir: &Path,
    book: Option<&Path>,
    item: &str,
    when: &When,
    act: Act,
) -> Result<u8, Failure> {
    let mut office = Office::open(dir, book, false)?;
    let on = when.on.unwrap_or(office.today);
    let by = when.by.clone();
    if let Act::Corrected { release } = &act {
        released(&office, item, *release)?;
    }
    let accepted = matches!(
        act,
        Act::Answered {
            accepted: Some(true),
            ..
        }
    );
    let item = office.feedback(item, &Event { on, by, act }, &[])?;
    say(&office, &item)?;
    if accepted {
        let finding = item.finding.clone().unwrap_or_default();
        let next = t!("public-correct-next", finding = finding, item = item.number);
        writeln!(std::io::stdout(), "{}", harmless(&next))?;
    }
    Ok(0)
}

/// A correction is a release that was published, where the engagement is at hand to be asked.
fn released(office: &Office, item: &str, release: u32) -> Result<(), Failure> {
    let Some(root) = office.root().filter(|r| r.join("publish").is_dir()) else {
        return Ok(());
    };
    let published = root.join(format!("publish/release-{release}/published.json"));
    if published.is_file() {
        return Ok(());
    }
    Err(Failure::Input(t!(
        "public-no-release",
        item = item,
        release = release.to_string()
    )))
}

/// Where an item stands now: one line.
pub fn say(office: &Office, item: &Item) -> Result<(), Failure> {
    let (terms, calendar) = (&office.terms, &office.calendar);
    let state = word("state", &item.state());
    let line = match item.waits() {
        None => t!("public-done", item = &item.number, state = state),
        Some(waits) => {
            let due = due(item.due(terms, calendar), item.beyond(terms, calendar));
            let waits = word("waits", &waits);
            match due.as_str() {
                "" => t!(
                    "public-waits",
                    item = &item.number,
                    state = state,
                    waits = waits
                ),
                due => t!(
                    "public-due",
                    item = &item.number,
                    state = state,
                    waits = waits,
                    due = due
                ),
            }
        }
    };
    writeln!(std::io::stdout(), "{}", harmless(&line))?;
    Ok(())
}
