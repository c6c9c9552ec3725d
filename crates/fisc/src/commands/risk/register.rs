//! `fisc risk register`: the last assessment of each auditee, as rows or as the heat map.

use super::format::{Asked, Output, picture};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::{self, Format, Origin};
use crate::texts::{self, lang, t};
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_publish::risk::{Contents, Made, file, heat_map, latest, svg};
use fisc_risk::assessment::{Assessment, Phase};
use fisc_risk::texts::percent;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct Register {
    /// Only what was assessed then: initial, planning, preparation or final
    #[arg(long, value_name = "PHASE", value_parser = super::phase)]
    at: Option<Phase>,
    #[command(flatten)]
    output: Output,
}

/// Everything the register holds, the oldest first.
pub fn all(folder: &Folder) -> Result<Vec<Made>, Failure> {
    let path = super::register_path(folder);
    let none = || Failure::Input(t!("risk-no-register", path = path.display()));
    let register = super::register(folder)?.ok_or_else(none)?;
    let read = |k: fisc_store::Kept| {
        let assessment: Assessment = serde_json::from_str(&k.content).map_err(|e| {
            Failure::Input(t!(
                "risk-broken",
                path = path.display(),
                auditee = &k.auditee,
                error = e.to_string()
            ))
        })?;
        Ok(Made {
            engagement: k.engagement,
            fiscal_year: k.fiscal_year,
            on: fisc_review::day(k.at).to_string(),
            name: output::harmless(&k.name),
            assessment,
        })
    };
    let kept = register.assessments(None)?;
    kept.into_iter().map(read).collect()
}

pub fn run(dir: &Path, options: &Register) -> Result<u8, Failure> {
    let asked = options.output.asked(dir)?;
    let folder = Folder::find(dir)?;
    let about = &folder.engagement.engagement;
    let mut made = all(&folder)?;
    made.retain(|m| options.at.is_none_or(|at| m.assessment.phase == at));
    let show = match asked {
        Asked::Rows(show) => show,
        Asked::Picture { page, out } => {
            let bytes = match page {
                true => file(
                    Contents::Register,
                    &made,
                    lang(),
                    &about.title,
                    &about.currency,
                ),
                false => {
                    let drawn = heat_map(&latest(&made), lang(), &about.currency, "heat");
                    svg(&drawn, "heat", lang())
                }
            };
            picture(&bytes, out.as_deref())?;
            return Ok(0);
        }
    };
    let people = show.for_people();
    let rows = rows(&latest(&made), people);
    let titles = match people {
        true => texts::parts(&t!("risk-register-columns")),
        false => rows.columns.clone(),
    };
    let book = [(t!("book-engagement"), about.id.clone())];
    let origin = Origin {
        dates: &[],
        about: &book,
    };
    if rows.rows.is_empty() && show.format == Format::Table {
        writeln!(std::io::stdout(), "{}", t!("risk-register-empty"))?;
        return Ok(0);
    }
    show.rows(&titles, &rows, &origin)?;
    Ok(0)
}

fn rows(latest: &[&Made], people: bool) -> Rows {
    let columns = [
        "place",
        "auditee",
        "name",
        "band",
        "risk",
        "inherent",
        "control",
        "detection",
        "likelihood",
        "expected",
        "fiscal_year",
        "phase",
    ];
    let share = |millionths: u32| match people {
        true => Value::Text(percent(millionths)),
        false => Value::Decimal(millionths.into(), 6),
    };
    let row = |(n, m): (usize, &&Made)| {
        let a = &m.assessment;
        let (band, phase) = match people {
            true => (
                fisc_risk::texts::band(a.band, lang()).to_string(),
                fisc_risk::texts::phase(a.phase, lang()).to_string(),
            ),
            false => (
                serde_json::json!(a.band).as_str().unwrap_or("").to_string(),
                a.phase.name().to_string(),
            ),
        };
        vec![
            Value::Integer(i64::try_from(n + 1).unwrap_or(i64::MAX)),
            Value::Text(a.auditee.clone()),
            Value::Text(m.name.clone()),
            Value::Text(band),
            share(a.combined),
            share(a.inherent.score),
            share(a.control),
            share(a.detection),
            match (a.likelihood, people) {
                (None, _) => Value::Null,
                (Some(p), true) => Value::Text(format!("{:.1} %", p * 100.0)),
                (Some(p), false) => Value::Text(p.to_string()),
            },
            a.expected.map_or(Value::Null, |m| Value::Decimal(m.0, 2)),
            Value::Integer(m.fiscal_year.into()),
            Value::Text(phase),
        ]
    };
    Rows {
        columns: columns.map(str::to_string).to_vec(),
        rows: latest.iter().enumerate().map(row).collect(),
    }
}
