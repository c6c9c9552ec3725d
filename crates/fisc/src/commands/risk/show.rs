//! `fisc risk show`: one auditee, with every component of its last assessment and its history.

use super::format::{Asked, Output, picture};
use super::register;
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::{self, Format, Origin};
use crate::texts::{self, lang, t};
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_publish::risk::{Contents, Made, file, history, svg};
use fisc_risk::texts::percent;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct Show {
    /// The auditee's code
    auditee: String,
    #[command(flatten)]
    output: Output,
}

pub fn run(dir: &Path, options: &Show) -> Result<u8, Failure> {
    let asked = options.output.asked(dir)?;
    let folder = Folder::find(dir)?;
    let about = &folder.engagement.engagement;
    let mut made = register::all(&folder)?;
    let who = options.auditee.as_str();
    made.retain(|m| m.assessment.auditee == who);
    // A unit and a government may have one code; the unit is meant where there are both.
    let Some(kind) = made.iter().map(|m| m.assessment.kind).min() else {
        return Err(Failure::Input(t!("risk-no-auditee", auditee = who)));
    };
    made.retain(|m| m.assessment.kind == kind);
    let Some(last) = made.last() else {
        return Err(Failure::Input(t!("risk-no-auditee", auditee = who)));
    };
    let show = match asked {
        Asked::Rows(show) => show,
        Asked::Picture { page, out } => {
            let bytes = match page {
                true => file(
                    Contents::Auditee(who),
                    &made,
                    lang(),
                    &about.title,
                    &about.currency,
                ),
                false => {
                    let of_one: Vec<&Made> = made.iter().collect();
                    svg(&history(&of_one, lang(), "history"), "history", lang())
                }
            };
            picture(&bytes, out.as_deref())?;
            return Ok(0);
        }
    };
    let people = show.for_people();
    let on_screen = show.format == Format::Table && show.out.is_none();
    let mut out = std::io::stdout().lock();
    if on_screen {
        let head = t!(
            "risk-of",
            auditee = output::harmless(who),
            name = &last.name,
            year = u64::from(last.fiscal_year.unsigned_abs()),
            phase = fisc_risk::texts::phase(last.assessment.phase, lang())
        );
        writeln!(out, "{head}")?;
        for sentence in last.assessment.sentences() {
            writeln!(out, "  {}", texts::side(&sentence))?;
        }
        writeln!(out)?;
    }
    drop(out);
    let rows = rows(&made, people);
    let titles = match people {
        true => texts::parts(&t!("risk-history-columns")),
        false => rows.columns.clone(),
    };
    let book = [(t!("book-engagement"), about.id.clone())];
    let origin = Origin {
        dates: &[],
        about: &book,
    };
    show.rows(&titles, &rows, &origin)?;
    Ok(0)
}

fn rows(made: &[Made], people: bool) -> Rows {
    let columns = [
        "engagement",
        "fiscal_year",
        "phase",
        "band",
        "risk",
        "inherent",
        "control",
        "detection",
        "held",
    ];
    let share = |millionths: u32| match people {
        true => Value::Text(percent(millionths)),
        false => Value::Decimal(millionths.into(), 6),
    };
    let plain = |value: serde_json::Value| value.as_str().unwrap_or("").to_string();
    let row = |m: &Made| {
        let a = &m.assessment;
        let held = a.compared.as_ref().map(|c| match people {
            true => fisc_risk::texts::held(c.held, lang()).to_string(),
            false => plain(serde_json::json!(c.held)),
        });
        let (band, phase) = match people {
            true => (
                fisc_risk::texts::band(a.band, lang()).to_string(),
                fisc_risk::texts::phase(a.phase, lang()).to_string(),
            ),
            false => (plain(serde_json::json!(a.band)), a.phase.name().to_string()),
        };
        vec![
            Value::Text(m.engagement.clone()),
            Value::Integer(m.fiscal_year.into()),
            Value::Text(phase),
            Value::Text(band),
            share(a.combined),
            share(a.inherent.score),
            share(a.control),
            share(a.detection),
            held.map_or(Value::Null, Value::Text),
        ]
    };
    Rows {
        columns: columns.map(str::to_string).to_vec(),
        rows: made.iter().map(row).collect(),
    }
}
