//! The requests with their clocks.

use crate::commands::public::office::Office;
use crate::commands::public::{due, word};
use crate::commands::under;
use crate::error::Failure;
use crate::output::{Format, Origin, Show};
use crate::texts::{self, t};
use chrono::NaiveDate;
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_public::request::Request;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct List {
    /// Also what is decided
    #[arg(long)]
    all: bool,
    /// As of this day; left out: today
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
    #[command(flatten)]
    output: Show,
}

/// For programs; people read the titles.
const COLUMNS: [&str; 9] = [
    "request",
    "arrived_on",
    "received_on",
    "applicant",
    "state",
    "used",
    "due",
    "late",
    "outcome",
];

pub fn run(dir: &Path, book: Option<&Path>, options: &List) -> Result<u8, Failure> {
    let mut show = options.output.clone();
    show.out = show.out.map(|path| under(dir, &path));
    show.ready()?;
    let office = Office::open(dir, book, false)?;
    let on = options.on.unwrap_or(office.today);
    let late = |r: &Request| r.late(&office.terms, &office.calendar, on);
    let requests = office.requests()?;
    let open = requests.iter().filter(|r| r.decision.is_none()).count();
    let overdue = requests
        .iter()
        .filter(|r| r.decision.is_none() && late(r))
        .count();
    let shown = requests
        .iter()
        .filter(|r| options.all || r.decision.is_none());
    let people = show.for_people();
    let rows = Rows {
        columns: COLUMNS.map(str::to_string).to_vec(),
        rows: shown.map(|r| row(&office, r, on, people)).collect(),
    };
    let titles = match people {
        true => texts::parts(&t!("public-request-columns")),
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
        let line = t!("public-request-open", open = open, overdue = overdue);
        writeln!(std::io::stdout(), "{line}")?;
    }
    Ok(0)
}

fn row(office: &Office, request: &Request, on: NaiveDate, people: bool) -> Vec<Value> {
    let (terms, calendar) = (&office.terms, &office.calendar);
    let text = Value::Text;
    let named = |kind: &str, value: String| match people && !value.is_empty() {
        true => word(kind, &value),
        false => value,
    };
    let ended = request.decision.as_ref().map_or(on, |d| d.on);
    let clock = request.clock(terms, calendar);
    let used = clock.and_then(|c| Some((c.used(calendar, ended)?, c.allowed)));
    let until = request.due(terms, calendar);
    let late = request.late(terms, calendar, on);
    let outcome = request.decision.as_ref().map(|d| d.outcome.to_string());
    vec![
        text(request.number.clone()),
        text(request.arrived_on.to_string()),
        text(
            request
                .received_on
                .map(|d| d.to_string())
                .unwrap_or_default(),
        ),
        text(named("applicant", request.applicant.to_string())),
        text(named(
            "state",
            request.state(terms, calendar, on).to_string(),
        )),
        match (used, people) {
            (Some((used, allowed)), true) => text(format!("{used} / {allowed}")),
            (Some((used, _)), false) => Value::Integer(used.into()),
            (None, true) => text(String::new()),
            (None, false) => Value::Null,
        },
        match people {
            true => text(due(until, request.beyond(terms, calendar))),
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
        text(named("outcome", outcome.unwrap_or_default())),
    ]
}
