//! Backward: the appropriations that paid a payee or a person, and the way the money took.

use super::Trace as Options;
use super::book::Book;
use super::people::People;
use super::show::{Shown, bands, table};
use crate::error::Failure;
use crate::texts::t;
use fisc_flow::{Appropriation, Graph, Recipient};
use fisc_model::Money;
use fisc_publish::flows::Drawing;
use serde_json::{Value, json};

pub fn shown(
    book: &Book,
    graph: &Graph<'_>,
    mut people: People<'_>,
    recipient: Option<Recipient>,
    asked: &str,
    options: &Options,
) -> Result<Shown, Failure> {
    let origins = recipient.and_then(|r| graph.origins(r));
    let (Some(recipient), Some(origins)) = (recipient, origins) else {
        return Err(Failure::Input(t!("trace-not-paid", who = asked)));
    };
    let who = match recipient {
        Recipient::Payee(name) => people.name(name, false),
        Recipient::Person(name) => people.name(name, true),
    };
    let text = |name| book.names.text(name);
    let mut rows = Vec::new();
    let mut from = Vec::new();
    let mut drawn: Vec<(String, String, Money)> = Vec::new();
    for (appropriation, amount) in &origins.from {
        let (kind, id, of, value) = match appropriation {
            Appropriation::Transfer { receipt } => {
                let t = graph.transfer(*receipt);
                drawn.push((book.unique(t.from), book.unique(t.to), *amount));
                let value = json!({
                    "kind": "transfer", "transfer_id": text(t.id), "program_code": text(t.program),
                    "from_gov": text(t.from), "to_gov": text(t.to),
                });
                let of = format!("{} → {}", book.name(t.from), book.name(t.to));
                (t!("trace-from-transfer"), text(t.id), of, value)
            }
            Appropriation::Line { line, org } => {
                drawn.push((book.unique(*org), who.clone(), *amount));
                let value = json!({"kind": "line", "line_id": text(*line), "org_code": text(*org)});
                (t!("trace-from-line"), text(*line), book.name(*org), value)
            }
            Appropriation::Unlinked { of } => {
                drawn.push((book.unique(*of), who.clone(), *amount));
                let value = json!({"kind": "unlinked", "of": text(*of)});
                (t!("trace-from-unlinked"), "", book.name(*of), value)
            }
        };
        rows.push(vec![kind, id.to_string(), of, amount.grouped()]);
        from.push(with_amount(value, *amount));
    }
    let mut flows = Vec::new();
    let mut steps = Vec::new();
    for (upper, lower, amount) in &origins.flows {
        let (u, l) = (graph.transfer(*upper), graph.transfer(*lower));
        drawn.push((book.unique(l.from), book.unique(l.to), *amount));
        steps.push(vec![
            text(u.id).to_string(),
            text(l.id).to_string(),
            book.name(l.to),
            amount.grouped(),
        ]);
        let value = json!({"transfer_id": text(u.id), "child_transfer_id": text(l.id), "to_gov": text(l.to)});
        flows.push(with_amount(value, *amount));
    }
    for (receipt, amount) in &origins.last {
        drawn.push((
            book.unique(graph.transfer(*receipt).to),
            who.clone(),
            *amount,
        ));
    }
    let title = t!("trace-title-back", who = &who);
    let about = vec![t!("trace-paid", amount = origins.paid.grouped())];
    let (most, none) = (options.most(), String::new());
    Ok(Shown {
        drawings: vec![Drawing {
            title: title.clone(),
            bands: bands(drawn),
        }],
        tables: vec![
            table(
                t!("trace-from"),
                &t!("trace-from-columns"),
                &[3],
                rows.into_iter(),
                most,
                t!("trace-from-note"),
            ),
            table(
                t!("trace-way"),
                &t!("trace-way-columns"),
                &[3],
                steps.into_iter(),
                most,
                none,
            ),
        ],
        json: format!(
            "{:#}\n",
            json!({
                "schema_version": 1,
                "recipient": who,
                "paid": origins.paid.to_string(),
                "from": from,
                "flows": flows,
            })
        ),
        title,
        about,
    })
}

fn with_amount(mut value: Value, amount: Money) -> Value {
    value["amount"] = amount.to_string().into();
    value
}
