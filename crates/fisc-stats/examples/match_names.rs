//! Matches the names of a file (one a line, its number is the payee's) and writes the pairs, for
//! benches/matching/bench.py: `match_names NAMES LEAST_BITS PAIRS` prints what it did as JSON.
#![allow(clippy::print_stdout)] // a program for a program

use fisc_stats::matching::{Limits, Payee, match_payees, payee_model};
use std::io::{BufWriter, Write};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [names, least, pairs] = arguments.as_slice() else {
        return Err("match_names NAMES LEAST_BITS PAIRS".into());
    };
    let text = std::fs::read_to_string(names)?;
    let payees: Vec<Payee> = text
        .lines()
        .map(|name| Payee {
            name,
            ..Payee::default()
        })
        .collect();
    let mut out = BufWriter::new(std::fs::File::create(pairs)?);
    let mut written = Ok(());
    let start = Instant::now();
    let report = match_payees(
        &payees,
        &payee_model(),
        Limits::default(),
        least.parse()?,
        |p| {
            let line = writeln!(
                out,
                "{},{},{},{}",
                p.a, p.b, p.score.total, p.score.fields[0].level
            );
            written = std::mem::replace(&mut written, Ok(())).and(line);
        },
    );
    written?;
    out.flush()?;
    let b = report.blocks;
    println!(
        "{{\"names\": {}, \"seconds\": {:.2}, \"keys\": {}, \"passes\": {}, \"blocks\": {}, \"largest_block\": {}, \
         \"over_large_blocks\": {}, \"pairs_left_out\": {}, \"compared\": {}, \"pairs\": {}}}",
        payees.len(),
        start.elapsed().as_secs_f64(),
        b.keys,
        b.passes,
        b.blocks,
        b.largest,
        b.over_large,
        b.left_out,
        report.compared,
        report.pairs
    );
    Ok(())
}
