//! A trace forward as one object for programs. It is written as it is gone through: held as values,
//! a million receipts would take twenty times their text.

use super::book::Book;
use crate::error::Failure;
use fisc_flow::{Begins, Clock, Difference, Graph, LevelOf, LevelSums, Paid, Part, Step, Trace};
use fisc_model::Money;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What is made one by one while it is written.
struct Each<F>(F);

impl<T: Serialize, I: Iterator<Item = T>, F: Fn() -> I> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((self.0)())
    }
}

struct Values<'a> {
    book: &'a Book,
    graph: &'a Graph<'a>,
    trace: &'a Trace,
    /// Places of differences, by receipt.
    by_receipt: Vec<(usize, usize)>,
}

/// The whole trace; `start` says what was asked for.
pub fn text(
    book: &Book,
    graph: &Graph<'_>,
    trace: &Trace,
    start: &Value,
    recipients: &[(String, &Paid)],
) -> Result<String, Failure> {
    let places = trace.differences.iter().enumerate();
    let mut by_receipt: Vec<(usize, usize)> = places.map(|(at, d)| (d.receipt, at)).collect();
    by_receipt.sort_unstable();
    let values = Values {
        book,
        graph,
        trace,
        by_receipt,
    };
    let mut out = Vec::new();
    values
        .write(&mut out, start, recipients)
        .map_err(|e| Failure::Failed(e.to_string()))?;
    out.push(b'\n');
    String::from_utf8(out).map_err(|e| Failure::Failed(e.to_string()))
}

impl Values<'_> {
    /// Keys in the order of the alphabet, as in every other object.
    fn write(
        &self,
        out: &mut Vec<u8>,
        start: &Value,
        recipients: &[(String, &Paid)],
    ) -> Result<(), serde_json::Error> {
        let trace = self.trace;
        let paid = |(name, p): &(String, &Paid)| {
            json!({
                "recipient": name,
                "kind": match (p.person, p.agent) { (true, _) => "person", (_, true) => "agent", _ => "payee" },
                "amount": p.amount.to_string(),
            })
        };
        let (rows, amount) = self.graph.repeated();
        let mut to = serde_json::Serializer::pretty(out);
        let mut map = to.serialize_map(None)?;
        let differences = || trace.differences.iter().map(|d| self.difference(d));
        map.serialize_entry("differences", &Each(differences))?;
        map.serialize_entry("grants_unlinked", &trace.grants_unlinked.to_string())?;
        map.serialize_entry("levels", &Each(|| trace.levels.iter().map(level)))?;
        map.serialize_entry(
            "receipts",
            &Each(|| trace.steps.iter().map(|s| self.receipt(s))),
        )?;
        map.serialize_entry("recipients", &Each(|| recipients.iter().map(paid)))?;
        map.serialize_entry(
            "repeated",
            &json!({"rows": rows, "amount": amount.to_string()}),
        )?;
        map.serialize_entry("schema_version", &1)?;
        map.serialize_entry("start", start)?;
        map.end()
    }

    fn difference(&self, d: &Difference) -> Value {
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

    fn receipt(&self, s: &Step) -> Value {
        let own = self.by_receipt.partition_point(|(r, _)| *r < s.receipt);
        let own = self.by_receipt[own..].iter();
        let own = own.take_while(|(r, _)| *r == s.receipt);
        let differences: Vec<Value> = own
            .map(|(_, at)| self.difference(&self.trace.differences[*at]))
            .collect();
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

fn level(l: &LevelSums) -> Value {
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
