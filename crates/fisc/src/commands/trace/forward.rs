//! Forward: levels, receipts, differences and last recipients of a program or a transfer. The paper
//! trail (passed on, allotted) and the cash (paid, granted) stand in different tables and drawings.

use super::book::Book;
use super::people::People;
use super::show::{MOST_BANDS, Shown, bands, table};
use super::{Format, Trace as Options};
use crate::error::Failure;
use crate::texts::{self, t};
use fisc_flow::{
    Begins, Clock, Difference, Graph, Kind, LevelOf, LevelSums, Paid, Part, Start, Step, Trace,
};
use fisc_model::Money;
use fisc_publish::flows::{Drawing, Table};
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
        Format::Json => showing.json(json_start, &recipients),
        _ => Value::Null,
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
                let title = match year {
                    Some(year) => t!(
                        "trace-title-year",
                        code = code,
                        name = name,
                        year = year.to_string()
                    ),
                    None => t!("trace-title-program", code = code, name = name),
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
        let mut kinds: BTreeMap<usize, BTreeSet<Kind>> = BTreeMap::new();
        for d in &self.trace.differences {
            kinds.entry(d.receipt).or_default().insert(d.kind);
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
        let paper = self.paper(&|name| self.book.unique(name));
        let paper = if paper.len() > MOST_BANDS {
            let levels = self.book.levels();
            let of = |name: fisc_flow::Name| match levels.get(&name) {
                Some(level) => texts::word("gov-level", &level.as_str()),
                None => t!("trace-no-level"),
            };
            self.paper(&of)
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

    fn paper(&self, of: &dyn Fn(fisc_flow::Name) -> String) -> Vec<fisc_publish::flows::Band> {
        let mut all = Vec::new();
        for s in &self.trace.steps {
            let (t, p) = (self.graph.transfer(s.receipt), self.graph.part(s));
            let (from, to) = (of(t.from), of(t.to));
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

    fn json(&self, start: Value, recipients: &[(String, &Paid)]) -> Value {
        let levels: Vec<Value> = self.trace.levels.iter().map(level_json).collect();
        let mut by_receipt: BTreeMap<usize, Vec<Value>> = BTreeMap::new();
        let differences: Vec<Value> = self
            .trace
            .differences
            .iter()
            .map(|d| self.difference_json(d))
            .collect();
        for (d, value) in self.trace.differences.iter().zip(&differences) {
            by_receipt.entry(d.receipt).or_default().push(value.clone());
        }
        let receipt =
            |s: &Step| self.receipt_json(s, by_receipt.remove(&s.receipt).unwrap_or_default());
        let receipts: Vec<Value> = self.trace.steps.iter().map(receipt).collect();
        let paid = |(name, p): &(String, &Paid)| {
            json!({
                "recipient": name,
                "kind": match (p.person, p.agent) { (true, _) => "person", (_, true) => "agent", _ => "payee" },
                "amount": p.amount.to_string(),
            })
        };
        let recipients: Vec<Value> = recipients.iter().map(paid).collect();
        let (rows, amount) = self.graph.repeated();
        json!({
            "schema_version": 1,
            "start": start,
            "levels": levels,
            "receipts": receipts,
            "differences": differences,
            "recipients": recipients,
            "grants_unlinked": self.trace.grants_unlinked.to_string(),
            "repeated": {"rows": rows, "amount": amount.to_string()},
        })
    }

    fn difference_json(&self, d: &Difference) -> Value {
        let t = self.graph.transfer(d.receipt);
        json!({
            "kind": d.kind.as_str(),
            "transfer_id": self.book.names.text(t.id),
            "to_gov": self.book.names.text(t.to),
            "gov_code": self.book.names.text(d.gov),
            "amount": d.amount.to_string(),
            "days": d.days,
        })
    }

    fn receipt_json(&self, s: &Step, differences: Vec<Value>) -> Value {
        let text = |name| self.book.names.text(name);
        let (t, r) = (
            self.graph.transfer(s.receipt),
            &self.graph.receipts()[s.receipt],
        );
        let clock = match r.clock {
            Clock::Ran {
                started_on,
                allowed,
                taken,
            } => json!({
                "started_on": started_on.to_string(), "allowed": allowed, "taken": taken,
            }),
            Clock::Not(why) => json!({"not": why.as_str()}),
        };
        let from = |(upper, amount): &(usize, Money)| {
            let u = self.graph.transfer(*upper);
            json!({"transfer_id": text(u.id), "to_gov": text(u.to), "amount": amount.to_string()})
        };
        let mut value = json!({
            "transfer_id": text(t.id),
            "program_code": text(t.program),
            "fiscal_year": t.year,
            "from_gov": text(t.from),
            "to_gov": text(t.to),
            "depth": s.depth,
            "issued_on": t.issued_on.to_string(),
            "received_on": t.received_on.map(|d| d.to_string()),
            "earmarked": r.earmarked,
            "begins": match r.begins { Begins::Own => "own", Begins::Unlinked => "unlinked" },
            "clock": clock,
            "from": self.trace.brought(self.graph, s).iter().map(from).collect::<Vec<_>>(),
            "differences": differences,
        });
        add(&mut value, &self.graph.part(s));
        value
    }
}

fn level_json(l: &LevelSums) -> Value {
    let named: BTreeMap<&str, Value> = l
        .differences
        .iter()
        .map(|(kind, (count, amount))| {
            (
                kind.as_str(),
                json!({"count": count, "amount": amount.to_string()}),
            )
        })
        .collect();
    let mut value = json!({
        "level": match l.level {
            LevelOf::Government(level) => level.as_str().to_string(),
            LevelOf::Depth(depth) => format!("depth {depth}"),
        },
        "receipts": l.receipts,
        "clocked": l.clocked,
        "late": l.late.0,
        "late_amount": l.late.1.to_string(),
        "most_days": l.most_days,
        "differences": named,
    });
    add(&mut value, &l.part);
    value
}

/// The sums of a part, as texts: decimals are exact as text and not as JSON numbers.
fn add(value: &mut Value, p: &Part) {
    for (name, amount) in [
        ("received", p.received),
        ("begun", p.begun),
        ("lost", p.lost),
        ("came_back", p.came_back),
        ("excess", p.excess),
        ("over_allotted", p.over_allotted),
        ("passed_on", p.passed_on),
        ("to_unknown", p.to_unknown),
        ("allotted", p.allotted),
        ("recovered", p.recovered),
        ("rest", p.rest),
        ("maybe_unlinked", p.maybe_unlinked),
        ("spent", p.spent),
        ("to_agents", p.to_agents),
        ("outside_functions", p.outside),
        ("granted", p.granted),
        ("elsewhere", p.elsewhere),
    ] {
        value[name] = amount.to_string().into();
    }
}
