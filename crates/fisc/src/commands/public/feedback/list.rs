//! The queue: every item with its owner and its deadline, the overdue ones marked.

use crate::commands::public::office::Office;
use crate::commands::public::{due, word};
use crate::commands::under;
use crate::error::Failure;
use crate::output::{Format, Origin, Show};
use crate::texts::{self, t};
use chrono::NaiveDate;
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_public::feedback::Item;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct List {
    /// Also what is done
    #[arg(long)]
    all: bool,
    /// Only what is overdue
    #[arg(long, conflicts_with = "all")]
    overdue: bool,
    /// As of this day; left out: today
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
    #[command(flatten)]
    output: Show,
}

/// For programs; people read the titles.
const COLUMNS: [&str; 9] = [
    "item",
    "received_on",
    "channel",
    "kind",
    "finding",
    "owner",
    "state",
    "due",
    "overdue",
];

pub fn run(dir: &Path, book: Option<&Path>, options: &List) -> Result<u8, Failure> {
    let mut show = options.output.clone();
    show.out = show.out.map(|path| under(dir, &path));
    show.ready()?;
    let office = Office::open(dir, book, false)?;
    let on = options.on.unwrap_or(office.today);
    let late = |i: &Item| i.overdue(&office.terms, &office.calendar, on);
    let items = office.items()?;
    let open = items.iter().filter(|i| !i.state().done()).count();
    let overdue = items.iter().filter(|i| late(i)).count();
    let shown = items
        .iter()
        .filter(|i| match (options.all, options.overdue) {
            (true, _) => true,
            (_, true) => late(i),
            _ => !i.state().done(),
        });
    let people = show.for_people();
    let rows = Rows {
        columns: COLUMNS.map(str::to_string).to_vec(),
        rows: shown.map(|i| row(&office, i, late(i), people)).collect(),
    };
    let titles = match people {
        true => texts::parts(&t!("public-feedback-columns")),
        false => rows.columns.clone(),
    };
    let origin = Origin {
        dates: &[],
        about: &[],
    };
    let on_screen = show.format == Format::Table && show.out.is_none();
    if !on_screen || !rows.rows.is_empty() {
        show.rows(&titles, &rows, &origin)?;
    }
    if on_screen {
        let line = t!("public-feedback-open", open = open, overdue = overdue);
        writeln!(std::io::stdout(), "{line}")?;
    }
    Ok(0)
}

fn row(office: &Office, item: &Item, late: bool, people: bool) -> Vec<Value> {
    let (terms, calendar) = (&office.terms, &office.calendar);
    let text = Value::Text;
    let named = |kind: &str, value: String| match people && !value.is_empty() {
        true => word(kind, &value),
        false => value,
    };
    let until = item.due(terms, calendar);
    vec![
        text(item.number.clone()),
        text(item.received_on.to_string()),
        text(named("channel", item.channel.to_string())),
        text(named(
            "kind",
            item.kind.map(|k| k.to_string()).unwrap_or_default(),
        )),
        text(item.finding.clone().unwrap_or_default()),
        text(item.owner.clone().unwrap_or_default()),
        text(named("state", item.state().to_string())),
        match people {
            true => text(due(until, item.beyond(terms, calendar))),
            false => until.map_or(Value::Null, |d| text(d.to_string())),
        },
        match people {
            true => text(if late {
                t!("public-overdue")
            } else {
                String::new()
            }),
            false => Value::Boolean(late),
        },
    ]
}
