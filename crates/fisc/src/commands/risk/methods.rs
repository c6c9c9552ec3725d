//! `fisc risk methods`: how far each method is believed, and why.

use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::{Origin, Show};
use crate::texts::{self, t};
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_risk::precision::Precision;
use fisc_risk::texts::percent;
use std::path::Path;

#[derive(Args)]
pub struct Methods {
    #[command(flatten)]
    output: Show,
}

pub fn run(dir: &Path, options: &Methods) -> Result<u8, Failure> {
    let show = options.output.under(dir);
    show.ready()?;
    let folder = Folder::find(dir)?;
    let (_, precision) = super::believed(&folder)?;
    let people = show.for_people();
    let rows = Rows {
        columns: [
            "method",
            "right",
            "wrong",
            "precision",
            "low",
            "high",
            "prior",
        ]
        .map(str::to_string)
        .to_vec(),
        rows: precision.iter().map(|(m, p)| row(m, p, people)).collect(),
    };
    let titles = match people {
        true => texts::parts(&t!("risk-methods-columns")),
        false => rows.columns.clone(),
    };
    let origin = Origin {
        dates: &[],
        about: &[],
    };
    show.rows(&titles, &rows, &origin)?;
    Ok(0)
}

fn row(method: &str, p: &Precision, people: bool) -> Vec<Value> {
    let count = |n: u64| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
    let (low, high) = p.interval();
    let share = |rate: f64| match people {
        true => Value::Text(format!("{:.1} %", rate * 100.0)),
        false => Value::Text(rate.to_string()),
    };
    vec![
        Value::Text(method.to_string()),
        count(p.right),
        count(p.wrong),
        match people {
            true => Value::Text(percent(p.mean())),
            false => Value::Decimal(p.mean().into(), 6),
        },
        share(low),
        share(high),
        Value::Text(format!("{} : {}", p.prior_right, p.prior_wrong)),
    ]
}
