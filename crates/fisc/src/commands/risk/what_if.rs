//! `fisc risk what-if`: whose place or band changes if weights do. Nothing is kept.

use super::gather::{Sources, gather};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::{self, Format, Origin, Show};
use crate::texts::{self, lang, t};
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_risk::assessment::{Moved, Phase, what_if};
use fisc_risk::factors::Factor;
use fisc_risk::settings::Settings;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct WhatIf {
    /// A risk factor and its other weight, 0 leaves it out (repeatable)
    #[arg(long = "weight", value_name = "FACTOR=WEIGHT", required = true, value_parser = weight)]
    weights: Vec<(Factor, u32)>,
    /// With what is known by then: initial, planning, preparation or final
    #[arg(long, value_name = "PHASE", default_value = "planning", value_parser = super::phase)]
    at: Phase,
    #[command(flatten)]
    output: Show,
}

fn weight(text: &str) -> Result<(Factor, u32), String> {
    let known = || Factor::ALL.map(Factor::name).join(", ");
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| "write FACTOR=WEIGHT, as size=30".to_string())?;
    let factor = Factor::named(name)
        .ok_or_else(|| format!("there is no such risk factor; there are {}", known()))?;
    let value = value.parse().ok().filter(|w| *w <= 1_000_000);
    let value = value.ok_or_else(|| "a weight is a whole number from 0 to 1000000".to_string())?;
    Ok((factor, value))
}

pub fn run(dir: &Path, options: &WhatIf) -> Result<u8, Failure> {
    let show = options.output.under(dir);
    show.ready()?;
    let folder = Folder::find(dir)?;
    let settings = super::settings(&folder)?;
    let mut other = settings.clone();
    for (factor, weight) in &options.weights {
        other.factors.insert(factor.name().to_string(), *weight);
    }
    if other.factors.values().all(|w| *w == 0) {
        return Err(Failure::Input(t!("risk-weights-nothing")));
    }
    let from = Sources {
        dir,
        folder: &folder,
        settings: &settings,
        samples: &[],
        today: fisc_review::day(chrono::Utc::now()),
    };
    let gathered = gather(&from, options.at)?;
    let (one, two) = (gathered.assess(&settings)?, gathered.assess(&other)?);
    let moved = what_if(&one, &two);
    let on_screen = show.format == Format::Table && show.out.is_none();
    let mut out = std::io::stdout().lock();
    if on_screen {
        for line in weights(&settings, &other) {
            writeln!(out, "{line}")?;
        }
        let said = t!("risk-moved", moved = moved.len(), all = one.len());
        writeln!(out, "{said}")?;
        if moved.is_empty() {
            return Ok(0);
        }
    }
    drop(out);
    let name = |m: &Moved| output::harmless(gathered.name(m.kind, &m.auditee));
    let rows = rows(&moved, &name, show.for_people());
    let titles = match show.for_people() {
        true => texts::parts(&t!("risk-moved-columns")),
        false => rows.columns.clone(),
    };
    let book = [(
        t!("book-engagement"),
        folder.engagement.engagement.id.clone(),
    )];
    let origin = Origin {
        dates: &[],
        about: &book,
    };
    show.rows(&titles, &rows, &origin)?;
    Ok(0)
}

/// The weights that differ, as they are and as they would be.
fn weights(settings: &Settings, other: &Settings) -> Vec<String> {
    let of = |s: &Settings, f: Factor| s.factors.get(f.name()).copied().unwrap_or_default();
    let differ = Factor::ALL
        .into_iter()
        .filter(|f| of(settings, *f) != of(other, *f));
    let line = |f: Factor| {
        t!(
            "risk-weight",
            factor = fisc_risk::texts::factor(f, lang()),
            from = u64::from(of(settings, f)),
            to = u64::from(of(other, f))
        )
    };
    differ.map(line).collect()
}

fn rows(moved: &[Moved], name: &dyn Fn(&Moved) -> String, people: bool) -> Rows {
    let columns = [
        "auditee",
        "name",
        "from_place",
        "to_place",
        "from_band",
        "to_band",
    ];
    let place = |n: usize| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
    let band = |b| match people {
        true => Value::Text(fisc_risk::texts::band(b, lang()).to_string()),
        false => Value::Text(serde_json::json!(b).as_str().unwrap_or("").to_string()),
    };
    let row = |m: &Moved| {
        vec![
            Value::Text(m.auditee.clone()),
            Value::Text(name(m)),
            place(m.from_place),
            place(m.to_place),
            band(m.from_band),
            band(m.to_band),
        ]
    };
    Rows {
        columns: columns.map(str::to_string).to_vec(),
        rows: moved.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_names_a_factor_and_a_number() {
        assert_eq!(weight("size=30"), Ok((Factor::Size, 30)));
        for wrong in ["size", "bigness=3", "size=-1", "size=1.5", "size=9999999"] {
            assert!(weight(wrong).is_err(), "{wrong}");
        }
    }
}
