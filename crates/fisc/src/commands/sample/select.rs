//! `fisc sample select`: draws items from a table of the ledger; or draws those of a selection again
//! and compares every byte.

use super::selection::{Ask, Item, Population, Selection};
use crate::commands::{EngineOptions, leads, methods, under};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output;
use crate::texts::t;
use clap::Args;
use fisc_engine::{Engine, Strictness, Value};
use fisc_model::{Money, digest, schema};
use fisc_stats::sampling::select::{Stream, Way, items, units};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Select {
    /// A table of the ledger
    #[arg(long, default_value = "payment")]
    table: String,
    /// Which of its rows, as SQL: "paid_on >= DATE '2025-07-01'"
    #[arg(long = "where", value_name = "SQL", default_value = "TRUE")]
    filter: String,
    /// The column of the book value
    #[arg(long, default_value = "amount", value_name = "COLUMN")]
    amount: String,
    /// random, interval or cell; with --interval also sieve
    #[arg(long, default_value = "random", value_parser = way)]
    way: Way,
    /// Whole items to draw
    #[arg(long, conflicts_with = "interval", required_unless_present_any = ["interval", "replay"])]
    n: Option<u64>,
    /// Draw monetary units, one in each interval of this amount
    #[arg(long, value_name = "AMOUNT")]
    interval: Option<String>,
    /// Any text; best one that nobody could choose, as the numbers of a public lottery
    #[arg(long, required_unless_present = "replay")]
    seed: Option<String>,
    /// Rows that leads of these methods rest on are examined whole, and the rest is drawn from
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    exceptions: Vec<String>,
    /// Write the selection to this new file
    #[arg(long, value_name = "FILE", required_unless_present = "replay")]
    out: Option<PathBuf>,
    /// Draw what this selection asked for again, and compare
    #[arg(long, value_name = "FILE", conflicts_with_all = ["n", "interval", "seed", "out", "exceptions"])]
    replay: Option<PathBuf>,
    #[command(flatten)]
    engine: EngineOptions,
}

fn way(text: &str) -> Result<Way, String> {
    Way::named(text).ok_or_else(|| "random, interval, cell or sieve".into())
}

pub fn run(dir: &Path, options: &Select) -> Result<u8, Failure> {
    let folder = Folder::find(dir)?;
    let mut out = std::io::stdout().lock();
    if let Some(path) = &options.replay {
        let path = under(dir, path);
        let (given, bytes) = Selection::read(&path)?;
        let again = draw(&folder, given.ask, &options.engine)?;
        let path = path.display();
        if again.to_bytes()? == bytes {
            writeln!(out, "{}", t!("sample-same", path = path))?;
            return Ok(0);
        }
        let population = again.population == given.population;
        return Err(Failure::Failed(if population {
            t!("sample-other-items", path = path)
        } else {
            t!(
                "sample-other-population",
                path = path,
                then = given.population.rows,
                now = again.population.rows
            )
        }));
    }
    let target = under(dir, options.out.as_deref().unwrap_or(Path::new("")));
    if target.exists() {
        return Err(output::exists(&target));
    }
    let interval = options.interval.as_deref().map(amount).transpose()?;
    let ask = Ask {
        table: options.table.clone(),
        filter: options.filter.clone(),
        amount: options.amount.clone(),
        way: options.way.name().into(),
        n: options.n,
        interval,
        seed: options.seed.clone().unwrap_or_default(),
        exceptions: options.exceptions.clone(),
    };
    let selection = draw(&folder, ask, &options.engine)?;
    output::new_file(&target, &selection.to_bytes()?)?;
    let said = t!(
        "sample-drawn",
        drawn = selection.drawn.len(),
        rows = selection.population.rows,
        certain = selection.certain.len(),
        exceptions = selection.exceptions.len(),
        path = target.display()
    );
    writeln!(out, "{said}")?;
    Ok(0)
}

fn amount(text: &str) -> Result<Money, Failure> {
    Money::parse(text).map_err(|e| {
        let error = e.to_string();
        Failure::Input(t!(
            "sample-amount",
            name = "--interval",
            text = text,
            error = error
        ))
    })
}

/// Draws what is asked for.
fn draw(folder: &Folder, ask: Ask, options: &EngineOptions) -> Result<Selection, Failure> {
    let temp = folder.temp()?;
    let engine = folder.engine(options, temp.path())?;
    let excepted = exceptions(folder, &ask)?;
    let (rows, exceptions): (Vec<Item>, Vec<Item>) = read(&engine, &ask)?
        .into_iter()
        .partition(|row| !excepted.contains(&row.key));
    let lines: String = rows
        .iter()
        .map(|r| format!("{},{}\n", r.key, r.amount))
        .collect();
    let population = Population {
        order: "key".into(),
        rows: rows.len() as u64,
        amount: rows.iter().map(|r| r.amount).sum(),
        digest: digest::sha256_hex(lines.as_bytes()),
    };
    let mut stream = Stream::seeded(&ask.seed);
    let way =
        Way::named(&ask.way).ok_or_else(|| Failure::Input(t!("sample-way", way = &ask.way)))?;
    let mut selection = Selection::new(&folder.engagement.engagement.id, ask, population);
    selection.exceptions = exceptions;
    if let Some(interval) = selection.ask.interval {
        let amounts: Vec<i128> = rows.iter().map(|r| r.amount.0).collect();
        let drawn = units(way, &amounts, interval.0, &mut stream)?;
        selection.certain = drawn.certain.iter().map(|at| rows[*at].clone()).collect();
        let hit = |hit: &fisc_stats::sampling::select::Hit| Item {
            hits: Some(hit.hits),
            ..rows[hit.at].clone()
        };
        selection.drawn = drawn.drawn.iter().map(hit).collect();
        selection.units = Some(drawn.n);
    } else {
        let n = selection.ask.n.unwrap_or_default();
        let drawn = items(way, rows.len() as u64, n, &mut stream)?;
        let at = |n: u64| usize::try_from(n).ok().and_then(|n| rows.get(n)).cloned();
        selection.drawn = drawn.into_iter().filter_map(at).collect();
    }
    Ok(selection)
}

/// Keys of the rows that leads of these methods rest on.
fn exceptions(folder: &Folder, ask: &Ask) -> Result<BTreeSet<String>, Failure> {
    if ask.exceptions.is_empty() {
        return Ok(BTreeSet::new());
    }
    let known = folder.methods()?;
    for code in &ask.exceptions {
        methods::one(&known, code)?;
    }
    let named = |m: &str| ask.exceptions.iter().any(|e| e.eq_ignore_ascii_case(m));
    let leads = leads::read(folder)?;
    let evidence = leads
        .iter()
        .filter(|l| named(&l.method))
        .flat_map(|l| &l.evidence);
    let here = evidence.filter(|e| e.table == ask.table);
    Ok(here.map(|e| e.key.clone()).collect())
}

/// The rows in the order of their keys.
fn read(engine: &Engine, ask: &Ask) -> Result<Vec<Item>, Failure> {
    let table = schema::table(&ask.table)
        .ok_or_else(|| Failure::Input(t!("sample-table", table = &ask.table)))?;
    if table.column(&ask.amount).is_none() {
        let (column, table) = (&ask.amount, &ask.table);
        return Err(Failure::Input(t!(
            "sample-column",
            column = column,
            table = table
        )));
    }
    let sql = format!(
        "SELECT key, source_file, source_row, \"{}\" AS amount FROM {} WHERE ({}) ORDER BY key",
        ask.amount, ask.table, ask.filter
    );
    let rows = engine.query(&sql, Strictness::Question)?;
    let item = |row: &Vec<Value>| {
        let key = row[0].to_string();
        let amount = row[3].money().ok_or_else(|| {
            Failure::Input(t!("sample-no-amount", key = &key, column = &ask.amount))
        })?;
        Ok(Item {
            key,
            source: row[1].to_string(),
            row: row[2].integer().unwrap_or_default(),
            amount,
            hits: None,
        })
    };
    rows.rows.iter().map(item).collect()
}
