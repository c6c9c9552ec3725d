//! `fisc selftest`: recomputes published tables and vectors of audit statistics and says of each cell
//! whether it is met. It needs no engagement. What it prints as JSON is what every package holds as
//! conformance.json.

use crate::commands::under;
use crate::error::{Failure, code};
use crate::output::{self, Format};
use crate::texts::{self, t};
use clap::Args;
use fisc_stats::conformance::{Cell, Ledgers, Outcome, Report, report};
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Selftest {
    /// A folder with corporate_payment.csv, census_2009.csv and sino_forest.csv: recompute their
    /// published digit tests too
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// table or json
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

pub fn run(dir: &Path, options: &Selftest) -> Result<u8, Failure> {
    if !matches!(options.format, Format::Table | Format::Json) {
        return Err(Failure::Input(t!("selftest-format")));
    }
    let ledgers = match &options.data {
        Some(data) => Some(ledgers(&under(dir, data))?),
        None => None,
    };
    let report = report(ledgers.as_ref());
    let mut out = std::io::stdout().lock();
    if options.format == Format::Json {
        let json = report.json().map_err(|e| Failure::Failed(e.to_string()))?;
        out.write_all(&json)?;
    } else {
        show(&report, &mut out)?;
    }
    Ok(match report.count.differ {
        0 => code::DONE,
        _ => code::FAILED,
    })
}

fn show(report: &Report, out: &mut impl Write) -> Result<(), Failure> {
    let count = report.count;
    let sum = t!(
        "selftest-sum",
        cells = count.cells,
        agree = count.agree,
        explained = count.explained,
        differ = count.differ
    );
    writeln!(out, "{sum}\n")?;
    let rows: Vec<Vec<String>> = report
        .tables
        .iter()
        .map(|t| {
            let n = [
                t.count.cells,
                t.count.agree,
                t.count.explained,
                t.count.differ,
            ];
            let named = [t.id.to_string(), texts::word("conformance-table", &t.id)];
            named
                .into_iter()
                .chain(n.iter().map(usize::to_string))
                .collect()
        })
        .collect();
    let right = [false, false, true, true, true, true];
    output::table(&texts::parts(&t!("selftest-columns")), &rows, &right, out)?;
    for id in &report.not_computed {
        let table = texts::word("conformance-table", id);
        writeln!(
            out,
            "\n{}",
            t!("selftest-needs-data", id = *id, table = table)
        )?;
    }
    let unequal = |c: &&Cell| c.outcome != Outcome::Agrees;
    let rows: Vec<Vec<String>> = report
        .tables
        .iter()
        .flat_map(|t| t.values.iter().filter(unequal).map(move |c| row(t.id, c)))
        .collect();
    if !rows.is_empty() {
        writeln!(out)?;
        let right = [false, false, true, true, false];
        output::table(&texts::parts(&t!("selftest-cells")), &rows, &right, out)?;
    }
    Ok(())
}

/// A cell that is not what is printed: where, both values, why.
fn row(table: &str, cell: &Cell) -> Vec<String> {
    let axes = cell.at.iter();
    let at: Vec<String> = axes
        .map(|(axis, value)| format!("{} {value}", texts::word("conformance-axis", axis)))
        .collect();
    let why = match (cell.outcome, cell.reason) {
        (Outcome::Differs, _) => t!("selftest-unexplained"),
        (_, Some(reason)) => texts::word("conformance-reason", &reason.name()),
        (_, None) => String::new(),
    };
    vec![
        table.to_string(),
        at.join(", "),
        cell.published.clone(),
        cell.computed.clone(),
        why,
    ]
}

fn ledgers(folder: &Path) -> Result<Ledgers, Failure> {
    Ok(Ledgers {
        corporate: column(folder, "corporate_payment.csv", "Amount", 2)?,
        census: column(folder, "census_2009.csv", "pop.2009", 2)?,
        sino: column(folder, "sino_forest.csv", "value", 4)?,
    })
}

/// A column of decimals in units of 10^−`decimals`, read as digits and never as floats.
fn column(folder: &Path, file: &str, name: &str, decimals: usize) -> Result<Vec<i64>, Failure> {
    let path = folder.join(file);
    let bytes = std::fs::read(&path).map_err(Failure::given(&path))?;
    let bad = |row: usize, error: String| {
        let path = path.display();
        Failure::Input(t!("selftest-data", path = path, row = row, error = error))
    };
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let headers = reader.headers().map_err(|e| bad(1, e.to_string()))?;
    let Some(at) = headers.iter().position(|h| h == name) else {
        return Err(bad(1, t!("selftest-no-column", name = name)));
    };
    let mut values = Vec::new();
    for (row, record) in (2..).zip(reader.records()) {
        let record = record.map_err(|e| bad(row, e.to_string()))?;
        let text = record.get(at).unwrap_or_default();
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let scaled = format!("{whole}{part:0<decimals$}");
        match scaled.parse() {
            Ok(value) if part.len() <= decimals => values.push(value),
            _ => return Err(bad(row, t!("selftest-no-decimal", text = text))),
        }
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fisc_stats::conformance::Reason;

    #[test]
    fn every_table_and_reason_has_its_words() {
        let known = |kind: &str, id: &str| assert_ne!(texts::word(kind, &id), id, "{kind}");
        let report = report(None);
        for id in report
            .tables
            .iter()
            .map(|t| t.id)
            .chain(report.not_computed)
        {
            known("conformance-table", id);
        }
        for reason in Reason::ALL {
            known("conformance-reason", reason.name());
        }
    }
}
