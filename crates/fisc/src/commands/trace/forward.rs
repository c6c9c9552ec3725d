//! Forward: levels, receipts, differences and last recipients of a program or a transfer. The paper
//! trail (passed on, allotted) and the cash (paid, granted) stand in different tables and drawings.

use super::book::Book;
use super::json;
use super::people::People;
use super::show::{MOST_BANDS, Shown, bands, table};
use super::{Format, Trace as Options};
use crate::error::Failure;
use crate::texts::{self, t};
use fisc_flow::{
    Clock, Difference, Graph, Kind, LevelOf, LevelSums, Name, Paid, Part, Start, Step, Trace,
};
use fisc_model::Money;
use fisc_publish::flows::{Band, Drawing, Table};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that a trace is shown with.
struct Showing<'a> {
    book: &'a Book,
    graph: &'a Graph<'a>,
    trace: &'a Trace,
    most: usize,
}

pub fn shown(
    book: &Book,
    graph: &Graph<'_>,
    mut people: People<'_>,
    start: Start,
    options: &Options,
) -> Result<Shown, Failure> {
    let trace = graph.trace(start).ok_or_else(|| {
        let year = options.year.unwrap_or_default().to_string();
        Failure::Input(t!("trace-nothing", year = year))
    })?;
    let showing = Showing {
        book,
        graph,
        trace: &trace,
        most: options.most(),
    };
    let recipients: Vec<(String, &Paid)> = trace
        .recipients
        .iter()
        .map(|p| (people.name(p.who, p.person), p))
        .collect();
    let (title, json_start) = showing.title(start);
    // What is not shown is not made: it can be as large as the trace.
    let json = match options.format {
        Format::Json => json::text(book, graph, &trace, &json_start, &recipients)?,
        _ => String::new(),
    };
    let drawings = match options.format {
        Format::Svg | Format::Html => showing.drawings(&recipients),
        _ => Vec::new(),
    };
    Ok(Shown {
        title,
        about: showing.about(start),
        drawings,
        tables: vec![
            showing.levels_on_paper(),
            showing.levels_in_cash(),
            showing.receipts(),
            showing.differences(),
            showing.recipients(&recipients),
        ],
        json,
    })
}

fn level(level: LevelOf) -> String {
    match level {
        LevelOf::Government(level) => texts::word("gov-level", &level.as_str()),
        LevelOf::Depth(depth) => t!("trace-depth", depth = depth.to_string()),
    }
}

fn days(clock: Clock) -> String {
    match clock {
        Clock::Ran { allowed, taken, .. } => format!("{taken}/{allowed}"),
        Clock::Not(_) => String::new(),
    }
}

impl Showing<'_> {
    fn sums(&self) -> Part {
        let mut sums = Part::default();
        for level in &self.trace.levels {
            sums += level.part;
        }
        sums
    }

    fn title(&self, start: Start) -> (String, Value) {
        match start {
            Start::Program(program, year) => {
                let code = self.book.names.text(program);
                let name = self.book.name(program);
                let called = match name == code {
                    true => name,
                    false => t!("trace-program", code = code, name = name),
                };
                let title = match year {
                    Some(year) => t!(
                        "trace-title-year",
                        program = called,
                        year = year.to_string()
                    ),
                    None => t!("trace-title-program", program = called),
                };
                (title, json!({"program": code, "fiscal_year": year}))
            }
            Start::All(year) => {
                let title = match year {
                    Some(year) => t!("trace-title-all-year", year = year.to_string()),
                    None => t!("trace-title-all"),
                };
                (title, json!({"all": true, "fiscal_year": year}))
            }
            Start::Transfer(id) => {
                let id = self.book.names.text(id);
                (t!("trace-title-transfer", id = id), json!({"transfer": id}))
            }
        }
    }

    /// How it ties: in and out to the cent, and to the rows of the ledger.
    fn about(&self, start: Start) -> Vec<String> {
        let s = self.sums();
        let (into, out) = (
            s.received + s.came_back + s.excess + s.over_allotted,
            s.passed_on + s.to_unknown + s.allotted + s.recovered + s.rest,
        );
        let mut about = vec![t!(
            "trace-ties",
            count = self.trace.steps.len(),
            into = into.grouped(),
            out = out.grouped(),
            difference = (into - out).grouped()
        )];
        let asked = match start {
            Start::Program(program, year) => Some((Some(program), year)),
            Start::All(year) => Some((None, year)),
            Start::Transfer(_) => None,
        };
        if let Some((program, year)) = asked {
            let rows = self.book.sums_of(program, year);
            let repeated = rows.1 - s.received;
            about.push(t!(
                "trace-ledger",
                rows = rows.0,
                amount = rows.1.grouped(),
                repeated = repeated.grouped()
            ));
        }
        if self.trace.grants_unlinked != Money::ZERO {
            let amount = self.trace.grants_unlinked.grouped();
            about.push(t!("trace-grants-unlinked", amount = amount));
        }
        about
    }

    fn levels_on_paper(&self) -> Table {
        let row = |l: &LevelSums| {
            let (p, of) = (&l.part, |kind: Kind| {
                l.differences.get(&kind).copied().unwrap_or_default()
            });
            let mut row = vec![level(l.level), l.receipts.to_string()];
            let amounts = [
                p.received,
                of(Kind::Unlinked).1,
                p.came_back,
                p.excess + p.over_allotted,
                p.passed_on + p.to_unknown,
                p.allotted,
                p.recovered,
                p.rest,
                of(Kind::Retained).1,
                p.lost,
            ];
            row.extend(amounts.map(Money::grouped));
            row.push(l.late.0.to_string());
            row.push(l.most_days.map(|d| d.to_string()).unwrap_or_default());
            row
        };
        let rows = self.trace.levels.iter().map(row);
        let numbers: Vec<usize> = (1..14).collect();
        let (title, columns) = (t!("trace-paper"), t!("trace-paper-columns"));
        table(
            title,
            &columns,
            &numbers,
            rows,
            usize::MAX,
            t!("trace-paper-note"),
        )
    }

    fn levels_in_cash(&self) -> Table {
        let row = |l: &LevelSums| {
            let p = &l.part;
            let unspent = p.allotted - p.spent;
            let mut row = vec![level(l.level)];
            let amounts = [
                p.allotted,
                p.spent,
                unspent,
                p.to_agents,
                p.outside,
                p.granted,
            ];
            row.extend(amounts.map(Money::grouped));
            row
        };
        let rows = self.trace.levels.iter().map(row);
        let (title, columns) = (t!("trace-cash"), t!("trace-cash-columns"));
        table(
            title,
            &columns,
            &[1, 2, 3, 4, 5, 6],
            rows,
            usize::MAX,
            t!("trace-cash-note"),
        )
    }

    fn receipts(&self) -> Table {
        let shown = self.trace.steps.iter().take(self.most);
        let mut kinds: BTreeMap<usize, BTreeSet<Kind>> =
            shown.map(|s| (s.receipt, BTreeSet::new())).collect();
        for d in &self.trace.differences {
            if let Some(kinds) = kinds.get_mut(&d.receipt) {
                kinds.insert(d.kind);
            }
        }
        let row = |s: &Step| {
            let (t, r, p) = (
                self.graph.transfer(s.receipt),
                &self.graph.receipts()[s.receipt],
                self.graph.part(s),
            );
            let named = kinds.get(&s.receipt).into_iter().flatten();
            let named: Vec<String> = named
                .map(|kind| texts::word("difference", &kind.as_str()))
                .collect();
            let id = self.book.names.text(t.id);
            let mut row = vec![
                format!("{}{id}", "· ".repeat(s.depth as usize)),
                self.book.name(t.from),
                self.book.name(t.to),
            ];
            let amounts = [
                p.received,
                p.passed_on + p.to_unknown,
                p.allotted,
                p.recovered,
                p.rest,
                p.spent,
            ];
            row.extend(amounts.map(Money::grouped));
            row.push(days(r.clock));
            row.push(named.join(", "));
            row
        };
        // Those with something to say first would tear the tree apart: the order is that of levels.
        let rows = self.trace.steps.iter().map(row);
        let (title, columns) = (t!("trace-receipts"), t!("trace-receipts-columns"));
        table(
            title,
            &columns,
            &[3, 4, 5, 6, 7, 8, 9],
            rows,
            self.most,
            String::new(),
        )
    }

    fn differences(&self) -> Table {
        let row = |d: &Difference| {
            vec![
                texts::word("difference", &d.kind.as_str()),
                self.book
                    .names
                    .text(self.graph.transfer(d.receipt).id)
                    .to_string(),
                self.book.name(d.gov),
                d.amount.grouped(),
                d.days.map(|d| d.to_string()).unwrap_or_default(),
            ]
        };
        let rows = self.trace.differences.iter().map(row);
        let (title, columns) = (t!("trace-differences"), t!("trace-differences-columns"));
        table(
            title,
            &columns,
            &[3, 4],
            rows,
            self.most,
            t!("trace-differences-note"),
        )
    }

    fn recipients(&self, recipients: &[(String, &Paid)]) -> Table {
        let row = |(name, p): &(String, &Paid)| {
            let kind = match (p.person, p.agent) {
                (true, _) => t!("trace-kind-person"),
                (_, true) => t!("trace-kind-agent"),
                _ => t!("trace-kind-payee"),
            };
            vec![name.clone(), kind, p.amount.grouped()]
        };
        let rows = recipients.iter().map(row);
        let (title, columns) = (t!("trace-recipients"), t!("trace-recipients-columns"));
        table(title, &columns, &[2], rows, self.most, String::new())
    }

    /// On paper: from giver to receiver to use. In cash: from payer to last recipient.
    fn drawings(&self, recipients: &[(String, &Paid)]) -> Vec<Drawing> {
        let mut between: BTreeMap<(Name, Name), Part> = BTreeMap::new();
        for s in &self.trace.steps {
            let t = self.graph.transfer(s.receipt);
            *between.entry((t.from, t.to)).or_default() += self.graph.part(s);
        }
        let paper = paper(&between, |name| self.book.unique(name));
        let paper = if paper.len() > MOST_BANDS {
            let levels = self.book.levels();
            let of = |name: Name| match levels.get(&name) {
                Some(level) => texts::word("gov-level", &level.as_str()),
                None => t!("trace-no-level"),
            };
            self::paper(&between, of)
        } else {
            paper
        };
        let (payees, persons) = (t!("trace-payees"), t!("trace-persons"));
        let mut cash = Vec::new();
        for l in &self.trace.levels {
            cash.push((level(l.level), payees.clone(), l.part.spent));
            cash.push((level(l.level), persons.clone(), l.part.granted));
        }
        let largest = MOST_BANDS / 2;
        let mut rest = BTreeMap::new();
        for (n, (name, p)) in recipients.iter().enumerate() {
            let from = if p.person { &persons } else { &payees };
            if n < largest && name != from {
                cash.push((from.clone(), name.clone(), p.amount));
            } else {
                let sum: &mut Money = rest.entry(from.clone()).or_default();
                *sum = *sum + p.amount;
            }
        }
        for (from, amount) in rest {
            let others = t!("trace-others", of = &from);
            cash.push((from, others, amount));
        }
        vec![
            Drawing {
                title: t!("trace-paper"),
                bands: paper,
            },
            Drawing {
                title: t!("trace-cash"),
                bands: bands(cash),
            },
        ]
    }
}

/// The bands of the paper trail, of what went between governments as they are called.
fn paper(between: &BTreeMap<(Name, Name), Part>, of: impl Fn(Name) -> String) -> Vec<Band> {
    let mut all = Vec::new();
    for ((from, to), p) in between {
        let (from, to) = (of(*from), of(*to));
        for (use_of, amount) in [
            (t!("trace-to-units"), p.allotted),
            (t!("trace-not-used"), p.rest),
            (t!("trace-given-back"), p.recovered),
            (t!("trace-to-unknown"), p.to_unknown),
        ] {
            all.push((to.clone(), use_of, amount));
        }
        all.push((from.clone(), t!("trace-lost"), p.lost));
        all.push((from, to, p.received));
    }
    bands(all)
}
