//! How long it takes to trace a ledger of transfers to the last recipients, to go back from a payee,
//! and to find circles. Run it on a quiet machine:
//! `cargo bench -p fisc-flow --bench flow --profile bench-run -- 1000000`; figures are kept in
//! `benches/runs`.

mod made;

use chrono::NaiveDate;
use fisc_flow::{CircleRule, Clocks, Graph, Part, Recipient, Share, Start, Term, circles};
use fisc_model::Money;
use std::io::Write;
use std::time::Instant;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn clocks() -> Clocks {
    let days = |days| {
        vec![Term {
            from: None,
            to: None,
            days,
        }]
    };
    Clocks {
        general: days(30),
        special: days(90),
        province: days(30),
        own_general: days(30),
        own_special: days(60),
        hold: Some(60),
        as_of: NaiveDate::from_ymd_opt(2025, 12, 31),
        year_start: (1, 1),
    }
}

/// Seconds of the processor that the process has used: what a quiet machine would take. The
/// resolution is a hundredth.
fn used() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<f64> = after
        .split_whitespace()
        .filter_map(|f| f.parse().ok())
        .collect();
    // User and system time are the 14th and 15th field; the letter of the state is no number.
    fields
        .get(10)
        .zip(fields.get(11))
        .map_or(0.0, |(user, system)| (user + system) / 100.0)
}

/// Wall and processor time of a stretch.
struct Stretch(Instant, f64);

impl Stretch {
    fn begin() -> Stretch {
        Stretch(Instant::now(), used())
    }

    fn end(&self) -> String {
        let cpu = used() - self.1;
        format!(
            "{:.2} s ({cpu:.2} s of the processor)",
            self.0.elapsed().as_secs_f64()
        )
    }
}

/// Most memory that the process has held, in MB; nothing where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}

fn trace(size: usize, out: &mut impl Write) -> std::io::Result<()> {
    let began = Stretch::begin();
    let ledger = made::ledger(size);
    writeln!(
        out,
        "transfers {}, links {}, lines {}, payments {} (made in {}, {} MB)",
        ledger.transfers.len(),
        ledger.links.len(),
        ledger.lines.len(),
        ledger.payments.len(),
        began.end(),
        peak().unwrap_or_default()
    )?;
    let whole = Stretch::begin();
    let graph = Graph::build(ledger.rows(), &clocks()).expect("a graph");
    let built = whole.end();
    let began = Stretch::begin();
    let all = graph
        .trace(Start::Program(ledger.program, None))
        .expect("a trace");
    let traced = began.end();
    writeln!(
        out,
        "build {built}, trace {traced}, together {}, {} MB",
        whole.end(),
        peak().unwrap_or_default()
    )?;
    let mut sums = Part::default();
    for level in &all.levels {
        sums += level.part;
    }
    let paid: Money = ledger.payments.iter().map(|p| p.amount).sum();
    assert_eq!(sums.spent, paid, "every payment is reached");
    assert_eq!(sums.received + sums.lost, sums.passed_on + sums.begun);
    writeln!(
        out,
        "steps {}, differences {}, recipients {}, received {}, spent {}",
        all.steps.len(),
        all.differences.len(),
        all.recipients.len(),
        sums.received,
        sums.spent
    )?;
    let first = all.recipients.first().expect("a recipient").who;
    drop(all);
    let began = Stretch::begin();
    let back = graph.origins(Recipient::Payee(first)).expect("origins");
    writeln!(
        out,
        "back from the largest payee {}: {} in {} rows from {} appropriations",
        began.end(),
        back.paid,
        back.rows,
        back.from.len()
    )
}

fn round(size: usize, out: &mut impl Write) -> std::io::Result<()> {
    let began = Stretch::begin();
    let market = made::market(size);
    let edges = market.edges();
    writeln!(
        out,
        "edges {}, bodies {} (made in {}, {} MB)",
        edges.len(),
        market.names.len(),
        began.end(),
        peak().unwrap_or_default()
    )?;
    let rule = CircleRule {
        days: 60,
        share: Share { part: 9, of: 10 },
        longest: 4,
    };
    let began = Stretch::begin();
    let found = circles(&edges, &rule);
    let seconds = began.end();
    let planted = found
        .iter()
        .filter(|c| c.steps.iter().flatten().any(|e| market.planted.contains(e)))
        .count();
    assert_eq!(planted, made::CIRCLES, "every planted circle is found");
    writeln!(
        out,
        "circles {seconds}, {} found, the {planted} planted among them, {} MB",
        found.len(),
        peak().unwrap_or_default()
    )
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let only = |what: &str| args.iter().any(|a| a == what);
    let size = args
        .iter()
        .find_map(|a| a.parse().ok())
        .unwrap_or(1_000_000);
    if !only("circles") {
        trace(size, &mut out)?;
    }
    if !only("trace") {
        round(size, &mut out)?;
    }
    Ok(())
}
