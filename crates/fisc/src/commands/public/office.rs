//! The office at its book: the file, the terms and the days of its packs, and today.

use crate::commands::under;
use crate::engagement::Folder;
use crate::error::Failure;
use crate::texts::t;
use chrono::{DateTime, NaiveDate, Utc};
use fisc_catalogue::Catalogue;
use fisc_model::calendar::Calendar;
use fisc_public::event::{Unreadable, Written};
use fisc_public::{Event, Terms, feedback, request};
use fisc_publish::personal::{Detectors, Known, Words};
use fisc_store::{Book, Desk, NewEvent, WrittenEvent};
use serde::Serialize;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The book of an engagement that has no other.
pub const BOOK: &str = "public.db";

/// The office.
pub struct Office {
    /// Its book.
    pub book: Book,
    /// What the packs set.
    pub terms: Terms,
    /// Their days.
    pub calendar: Calendar,
    /// Today, where the auditors are.
    pub today: NaiveDate,
    now: DateTime<Utc>,
    packs: Packs,
}

/// What became of new feedback.
pub enum Received {
    /// These items.
    Now(Vec<feedback::Item>),
    /// Nothing: its file was taken in before, first as this item.
    Before(String),
}

/// The packs of the engagement at or above a folder; outside of one those of China.
struct Packs {
    names: Vec<String>,
    catalogue: Catalogue,
    root: Option<PathBuf>,
}

impl Packs {
    fn find(dir: &Path) -> Result<Packs, Failure> {
        let start = std::fs::canonicalize(dir).map_err(Failure::given(dir))?;
        if !start.ancestors().any(|p| p.join("fisc.toml").is_file()) {
            return Ok(Packs {
                names: Vec::new(),
                catalogue: Catalogue::embedded(),
                root: None,
            });
        }
        let folder = Folder::find(dir)?;
        Ok(Packs {
            names: folder.engagement.engagement.packs,
            catalogue: folder.catalogue,
            root: Some(folder.root),
        })
    }

    /// A file of the first pack that has it, else of China's, with its path.
    fn text(&self, name: &str) -> (String, &str) {
        let mut names = self.names.iter().map(String::as_str).chain(["cn"]);
        let found = names.find_map(|pack| {
            let path = format!("packs/{pack}/{name}");
            self.catalogue.text(&path).map(|text| (path, text))
        });
        found.unwrap_or_else(|| (name.to_string(), ""))
    }

    fn read<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, Failure> {
        let (path, text) = self.text(name);
        parse(text).map_err(|e| Failure::Input(format!("{path}: {}", e.trim_end())))
    }
}

impl Office {
    /// Opens the book; `begin` makes it where there is none.
    pub fn open(dir: &Path, book: Option<&Path>, begin: bool) -> Result<Office, Failure> {
        let packs = Packs::find(dir)?;
        let path = match (book, &packs.root) {
            (Some(book), _) => under(dir, book),
            (None, Some(root)) => root.join(BOOK),
            (None, None) => return Err(Failure::Input(t!("public-no-book-here"))),
        };
        if !begin && !path.is_file() {
            return Err(Failure::Input(t!("public-no-book", path = path.display())));
        }
        let now = Utc::now();
        Ok(Office {
            terms: packs.read("public.toml", Terms::parse)?,
            calendar: packs.read("holiday.csv", Calendar::parse)?,
            book: Book::open(&path)?,
            today: fisc_review::day(now),
            now,
            packs,
        })
    }

    /// The engagement's folder, where there is one.
    pub fn root(&self) -> Option<&Path> {
        self.packs.root.as_deref()
    }

    /// What knows personal data by its form. Values of a ledger are looked for when a release is made.
    pub fn detectors(&self) -> Result<Detectors, Failure> {
        let words = self.packs.read("personal.toml", |t| {
            Words::parse(t).map_err(|e| e.to_string())
        })?;
        Ok(Detectors::new(words, Known::none()))
    }

    /// All feedback, in the order in which it came.
    pub fn items(&self) -> Result<Vec<feedback::Item>, Failure> {
        items(&self.book.events(Desk::Feedback)?)
    }

    /// All requests, in the order in which they came.
    pub fn requests(&self) -> Result<Vec<request::Request>, Failure> {
        requests(&self.book.events(Desk::Request)?)
    }

    /// Writes new feedback down, all of it or none; nothing of a file that is in the book already.
    pub fn receive(
        &mut self,
        events: &[(Event<feedback::Act>, Option<String>)],
    ) -> Result<Received, Failure> {
        let (terms, calendar, today) = (&self.terms, &self.calendar, self.today);
        self.book.add(Desk::Feedback, self.now, |written| {
            let before = items(written)?;
            if let Some(source) = events.iter().find_map(|(e, _)| source(&e.act)) {
                let known = |w: &WrittenEvent| {
                    let act = serde_json::from_str::<feedback::Act>(&w.act).ok();
                    let of = act.as_ref().and_then(|a| self::source(a));
                    of.is_some_and(|s| s.sha256 == source.sha256)
                };
                if let Some(earlier) = written.iter().find(|w| known(w)) {
                    return Ok((Vec::new(), Received::Before(earlier.item.clone())));
                }
            }
            let (mut new, mut made) = (Vec::new(), Vec::<feedback::Item>::new());
            for (event, contact) in events {
                feedback::judge(None, event, &[], terms, calendar, today)?;
                let numbers = before.iter().chain(&made).map(|i| i.number.as_str());
                let number = next("F", event.on, numbers);
                made.extend(feedback::Item::begin(&number, event));
                new.push(stored(&number, event, contact.clone(), false)?);
            }
            Ok((new, Received::Now(made)))
        })
    }

    /// An act on an item of feedback.
    pub fn feedback(
        &mut self,
        number: &str,
        event: &Event<feedback::Act>,
        found: &[String],
    ) -> Result<feedback::Item, Failure> {
        let (terms, calendar, today) = (&self.terms, &self.calendar, self.today);
        self.book.add(Desk::Feedback, self.now, |written| {
            let before = items(written)?;
            let item = before.into_iter().find(|i| i.number == number);
            let item = item.ok_or_else(|| unknown(number))?;
            feedback::judge(Some(&item), event, found, terms, calendar, today)?;
            let erases = event.act == feedback::Act::ContactErased {};
            let new = stored(number, event, None, erases)?;
            Ok((vec![new], item.after(event)))
        })
    }

    /// Writes a new request down.
    pub fn ask(
        &mut self,
        event: &Event<request::Act>,
        contact: Option<String>,
    ) -> Result<request::Request, Failure> {
        let (terms, calendar, today) = (&self.terms, &self.calendar, self.today);
        self.book.add(Desk::Request, self.now, |written| {
            let before = requests(written)?;
            request::judge(None, event, terms, calendar, today)?;
            let number = next("R", event.on, before.iter().map(|r| r.number.as_str()));
            let new = stored(&number, event, contact, false)?;
            let made = request::Request::begin(&number, event);
            Ok((vec![new], made.ok_or_else(|| unknown(&number))?))
        })
    }

    /// An act on a request.
    pub fn request(
        &mut self,
        number: &str,
        event: &Event<request::Act>,
    ) -> Result<request::Request, Failure> {
        let (terms, calendar, today) = (&self.terms, &self.calendar, self.today);
        self.book.add(Desk::Request, self.now, |written| {
            let request = requests(written)?.into_iter().find(|r| r.number == number);
            let request = request.ok_or_else(|| unknown(number))?;
            request::judge(Some(&request), event, terms, calendar, today)?;
            let erases = event.act == request::Act::ContactErased {};
            let new = stored(number, event, None, erases)?;
            Ok((vec![new], request.after(event)))
        })
    }
}

fn source(act: &feedback::Act) -> Option<&feedback::Source> {
    match act {
        feedback::Act::Received { source, .. } => source.as_ref(),
        _ => None,
    }
}

pub fn unknown(number: &str) -> Failure {
    Failure::Input(t!("public-unknown", item = number))
}

/// The next number of the year: `F-2026-1`.
fn next<'a>(letter: &str, on: NaiveDate, taken: impl Iterator<Item = &'a str>) -> String {
    let prefix = format!("{letter}-{}-", on.format("%Y"));
    let last = taken
        .filter_map(|n| n.strip_prefix(&prefix)?.parse::<u64>().ok())
        .max();
    format!("{prefix}{}", last.unwrap_or(0) + 1)
}

fn stored<A: Serialize>(
    number: &str,
    event: &Event<A>,
    contact: Option<String>,
    erases: bool,
) -> Result<NewEvent, Failure> {
    Ok(NewEvent {
        item: number.to_string(),
        on: event.on,
        by: event.by.clone(),
        act: serde_json::to_string(&event.act).map_err(|e| Failure::Failed(e.to_string()))?,
        contact,
        erases,
    })
}

/// Events as fisc-public reads them.
pub fn read(written: &[WrittenEvent]) -> impl Iterator<Item = Written<'_>> {
    written.iter().map(|w| Written {
        item: &w.item,
        on: w.on,
        by: &w.by,
        act: &w.act,
    })
}

impl From<Unreadable> for Failure {
    fn from(e: Unreadable) -> Failure {
        Failure::Input(t!("public-damaged", item = &e.item, error = &e.error))
    }
}

fn items(written: &[WrittenEvent]) -> Result<Vec<feedback::Item>, Failure> {
    Ok(feedback::items(read(written))?)
}

fn requests(written: &[WrittenEvent]) -> Result<Vec<request::Request>, Failure> {
    Ok(request::requests(read(written))?)
}

/// The contents of a file that names somebody; `-` for standard input. Personal data is no argument:
/// other users of the machine see those.
pub fn contact(dir: &Path, file: Option<&Path>) -> Result<Option<String>, Failure> {
    let Some(file) = file else { return Ok(None) };
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        let path = under(dir, file);
        text = std::fs::read_to_string(&path).map_err(Failure::given(&path))?;
    }
    let text = text.trim();
    Ok((!text.is_empty()).then(|| text.to_string()))
}
