//! `fisc review queue`: what waits for a person.

use super::{Desk, Signer};
use crate::error::Failure;
use crate::output::{self, Format, Origin};
use crate::texts::{self, t};
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_review::word;
use std::io::Write;

#[derive(Args)]
pub struct Queue {
    #[command(flatten)]
    output: output::Show,
    /// At most so many; 0 for all. Left out: 50 as a table on the terminal, else all
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Tasks of a table on the terminal.
const SCREEN: usize = 50;

pub fn run(desk: &mut Desk<'_>, signer: &Signer, options: &Queue) -> Result<(), Failure> {
    options.output.ready()?;
    let person = signer.person(desk)?;
    let today = desk.today();
    if desk.case()?.person(&person).is_none() {
        return Err(Failure::Input(t!("review-no-person", person = person)));
    }
    let mut tasks = desk.office.queue(&person, today)?;
    let all = tasks.len();
    let on_screen = options.output.format == Format::Table && options.output.out.is_none();
    match options.limit.unwrap_or(if on_screen { SCREEN } else { 0 }) {
        0 => {}
        limit => tasks.truncate(limit),
    }
    let people = options.output.for_people();
    let say = |kind: &str, value: String| match people {
        true => word(texts::lang(), kind, &value),
        false => value,
    };
    let row = |task: &fisc_review::queue::Task| {
        let due = task.due.map(|d| d.to_string());
        let due = match (due, task.overdue && people) {
            (Some(due), true) => t!("queue-overdue", due = due),
            (due, _) => due.unwrap_or_default(),
        };
        let stage = task.stage.map(|s| say("stage", s.to_string()));
        // Enough of a digest to be told by, and to be typed.
        let short = people && task.about.len() > 20;
        let about: String = task
            .about
            .chars()
            .take(if short { 12 } else { 64 })
            .collect();
        let cells = [
            due,
            say("task", task.kind.to_string()),
            about,
            stage.unwrap_or_default(),
        ];
        cells.map(Value::Text).to_vec()
    };
    let rows = Rows {
        columns: ["due", "task", "about", "stage"]
            .map(str::to_string)
            .to_vec(),
        rows: tasks.iter().map(row).collect(),
    };
    let mut out = std::io::stdout().lock();
    if options.output.format == Format::Table && rows.rows.is_empty() {
        writeln!(out, "{}", t!("queue-nothing", person = person))?;
        return Ok(());
    }
    let titles = if people {
        texts::parts(&t!("queue-columns"))
    } else {
        rows.columns.clone()
    };
    let about = [];
    let origin = Origin {
        dates: &[],
        about: &about,
    };
    options.output.rows(&titles, &rows, &origin)?;
    if people && all > rows.rows.len() {
        let shown = rows.rows.len();
        writeln!(out, "{}", t!("leads-more", shown = shown, all = all))?;
    }
    Ok(())
}
