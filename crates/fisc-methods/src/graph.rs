//! What SQL cannot say of a chain: a method with `[graph]` selects edges, fisc-flow searches them,
//! and what it finds becomes the rows that any other method's SQL would return. So leads, population
//! and cases take one path.

use crate::method::{Meta, ParameterType};
use fisc_engine::bind::{Literal, Parameter};
use fisc_engine::{EngineError, Rows, Value};
use fisc_flow::{Circle, CircleRule, Edge, Share, circles};
use fisc_model::Money;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[graph]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GraphSpec {
    /// What is searched for among the edges.
    pub analysis: Analysis,
}

/// What can be searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Analysis {
    /// Money that comes back to where it came from. Parameters: `days` from the first movement to the
    /// last, `share` of the first amount that must come back, `longest` number of steps.
    Circle,
}

/// The parameters of the search, as method.toml must declare them.
const CIRCLE: [(&str, ParameterType); 3] = [
    ("days", ParameterType::Days),
    ("share", ParameterType::Number),
    ("longest", ParameterType::Number),
];

/// Whether the method declares what its analysis needs.
///
/// # Errors
/// The parameter that is missing or of another type.
pub(crate) fn validate(meta: &Meta) -> Result<(), String> {
    let Some(GraphSpec {
        analysis: Analysis::Circle,
    }) = &meta.graph
    else {
        return Ok(());
    };
    for (name, ty) in CIRCLE {
        if meta.parameters.get(name).is_none_or(|p| p.ty != ty) {
            return Err(format!(
                "[graph] analysis = \"circle\" needs a parameter {name} of type {ty:?}"
            ));
        }
    }
    Ok(())
}

/// The rows of a method: those of its SQL, or for a method with `[graph]` what is found among them.
///
/// # Errors
/// Edges or parameters that the search does not take.
pub(crate) fn rows(
    meta: &Meta,
    rows: Rows,
    parameters: &BTreeMap<String, Parameter>,
) -> Result<Rows, EngineError> {
    match &meta.graph {
        None => Ok(rows),
        Some(GraphSpec {
            analysis: Analysis::Circle,
        }) => circle_rows(&rows, &rule(parameters)?),
    }
}

fn rule(parameters: &BTreeMap<String, Parameter>) -> Result<CircleRule, EngineError> {
    let wrong = |name: &str, why: &str| EngineError::Sql(format!("parameter {name}: {why}"));
    let text = |name: &str| match parameters.get(name).map(|p| p.versions.as_slice()) {
        Some([(_, Literal::Number(text))]) => Ok(text.clone()),
        _ => Err(wrong(name, "a search takes one value for the whole ledger")),
    };
    let whole = |name: &str| {
        let n = text(name)?.parse::<u32>();
        n.map_err(|_| wrong(name, "a whole number of 0 or more is expected"))
    };
    let longest = whole("longest")?;
    if !(2..=MOST_STEPS).contains(&longest) {
        return Err(wrong("longest", "between 2 and 6 steps can be searched"));
    }
    let share = share(&text("share")?)
        .ok_or_else(|| wrong("share", "a share above 0 and up to 1 is expected"))?;
    Ok(CircleRule {
        days: i64::from(whole("days")?),
        share,
        longest: longest as usize,
    })
}

/// The search grows with each step; beyond this a chain says nothing any more.
const MOST_STEPS: u32 = 6;

/// 0.95 as 95 of 100.
fn share(text: &str) -> Option<Share> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let of = 10u32.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    let part: u32 = format!("{whole}{decimals}").parse().ok()?;
    (part > 0 && part <= of).then_some(Share { part, of })
}

/// The columns of an edge.
struct Columns {
    from: usize,
    to: usize,
    edge: usize,
    key: usize,
    table: usize,
    amount: usize,
    on: usize,
    starts: usize,
    subject: usize,
}

impl Columns {
    fn of(rows: &Rows) -> Result<Columns, EngineError> {
        let at = |name: &str| {
            rows.position(name).ok_or_else(|| {
                EngineError::Sql(format!("the SQL of a graph returns no column {name}"))
            })
        };
        Ok(Columns {
            from: at("from_node")?,
            to: at("to_node")?,
            edge: at("edge")?,
            key: at("key")?,
            table: at("table")?,
            amount: at("amount")?,
            on: at("on_day")?,
            starts: at("starts")?,
            subject: at("subject")?,
        })
    }
}

/// What the rows of a lead have in common.
const HEADER: [&str; 11] = [
    "lead_key",
    "subject",
    "key",
    "table",
    "amount",
    "days",
    "way",
    "steps",
    "began_on",
    "ended_on",
    "first_amount",
];

fn circle_rows(rows: &Rows, rule: &CircleRule) -> Result<Rows, EngineError> {
    let columns = Columns::of(rows)?;
    let texts: Vec<[String; 3]> = rows
        .rows
        .iter()
        .map(|r| [columns.from, columns.to, columns.key].map(|c| r[c].to_string()))
        .collect();
    let mut edges = Vec::with_capacity(texts.len());
    for (row, [from, to, key]) in rows.rows.iter().zip(&texts) {
        edges.push(Edge {
            from,
            to,
            key,
            moved: moved(row, &columns)?,
            starts: row[columns.starts] == Value::Boolean(true),
        });
    }
    let mut out = Rows {
        columns: HEADER.map(String::from).to_vec(),
        rows: Vec::new(),
    };
    for circle in circles(&edges, rule) {
        lead(&circle, &edges, rows, &columns, &mut out.rows);
    }
    Ok(out)
}

/// The amount and day of a movement; `None` for a tie, which has neither key nor amount nor day.
fn moved(
    row: &[Value],
    columns: &Columns,
) -> Result<Option<(Money, chrono::NaiveDate)>, EngineError> {
    let wrong = |why: &str| {
        let [from, to] = [columns.from, columns.to].map(|c| row[c].to_string());
        EngineError::Sql(format!("the edge from {from} to {to} {why}"))
    };
    let ends = [columns.from, columns.to, columns.edge];
    if ends.iter().any(|c| row[*c] == Value::Null) {
        return Err(wrong("has no name for an end or for itself"));
    }
    let cells = [columns.amount, columns.on, columns.key, columns.table].map(|c| &row[c]);
    if cells.iter().all(|c| **c == Value::Null) {
        return Ok(None);
    }
    let amount = cells[0].money();
    let day = cells[1].to_string().parse().ok();
    match (amount, day) {
        (Some(amount), Some(day)) if cells.iter().all(|c| **c != Value::Null) => {
            Ok(Some((amount, day)))
        }
        _ => Err(wrong(
            "is neither a movement (key, table, amount and on_day) nor a tie (none of them)",
        )),
    }
}

/// The rows of one circle: each movement once. What came back is the amount at issue, and stands on
/// the movements of the last step that moved it; the others are shown with nothing.
fn lead(
    circle: &Circle,
    edges: &[Edge<'_>],
    rows: &Rows,
    columns: &Columns,
    out: &mut Vec<Vec<Value>>,
) {
    let moving: Vec<&Vec<usize>> = circle
        .steps
        .iter()
        .filter(|step| step.iter().any(|e| edges[*e].moved.is_some()))
        .collect();
    let (Some(first), Some(last)) = (moving.first(), moving.last()) else {
        return;
    };
    let begins = first.iter().copied().min_by_key(|e| {
        let day = edges[*e].moved.map(|(_, day)| day);
        (day, edges[*e].key)
    });
    let Some(begins) = begins else { return };
    let one_each = || circle.steps.iter().filter_map(|step| step.first().copied());
    let mut way = vec![edges[begins].from];
    way.extend(one_each().map(|e| edges[e].to));
    let steps: Vec<String> = one_each()
        .map(|e| rows.rows[e][columns.edge].to_string())
        .collect();
    let day = |step: &[usize], latest: bool| {
        let days = step.iter().filter_map(|e| Some(edges[*e].moved?.1));
        let day = if latest { days.max() } else { days.min() };
        day.map_or(Value::Null, |d| Value::Text(d.to_string()))
    };
    let sum: Money = first.iter().filter_map(|e| Some(edges[*e].moved?.0)).sum();
    for (place, step) in moving.iter().enumerate() {
        for edge in step.iter() {
            let amount = match edges[*edge].moved {
                Some((amount, _)) if place + 1 == moving.len() => amount,
                _ => Money::ZERO,
            };
            out.push(vec![
                Value::Text(edges[begins].key.to_string()),
                rows.rows[begins][columns.subject].clone(),
                Value::Text(edges[*edge].key.to_string()),
                rows.rows[*edge][columns.table].clone(),
                Value::Decimal(amount.0, 2),
                Value::Integer(circle.days),
                Value::Text(way.join(" → ")),
                Value::Text(steps.join(", ")),
                day(first, false),
                day(last, true),
                Value::Decimal(sum.0, 2),
            ]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: &str, to: &str, moved: Option<(&str, i128, &str)>) -> Vec<Value> {
        let text = |t: &str| Value::Text(t.into());
        let [key, amount, on] = match moved {
            None => [Value::Null, Value::Null, Value::Null],
            Some((key, amount, on)) => [text(key), Value::Decimal(amount, 2), text(on)],
        };
        let table = if key == Value::Null {
            Value::Null
        } else {
            text("transfer")
        };
        let starts = Value::Boolean(key != Value::Null);
        vec![
            text(from),
            text(to),
            text("e"),
            key,
            table,
            amount,
            on,
            starts,
            text(from),
        ]
    }

    fn edges(rows: Vec<Vec<Value>>) -> Rows {
        let columns = [
            "from_node",
            "to_node",
            "edge",
            "key",
            "table",
            "amount",
            "on_day",
            "starts",
            "subject",
        ];
        Rows {
            columns: columns.map(String::from).to_vec(),
            rows,
        }
    }

    fn rule() -> CircleRule {
        CircleRule {
            days: 10,
            share: Share { part: 9, of: 10 },
            longest: 3,
        }
    }

    #[test]
    fn a_circle_is_one_lead_whose_amount_stands_on_its_last_movement() {
        let edges = edges(vec![
            edge("A", "B", Some(("T1", 10_000, "2025-03-03"))),
            edge("B", "C", None),
            edge("C", "A", Some(("T2", 9_000, "2025-03-13"))),
            edge("A", "D", Some(("T3", 10_000, "2025-03-03"))),
        ]);
        let found = circle_rows(&edges, &rule()).expect("a search");
        let told: Vec<[String; 7]> = found
            .rows
            .iter()
            .map(|r| [0, 1, 2, 4, 5, 6, 10].map(|c| r[c].to_string()))
            .collect();
        let way = "A → B → C → A";
        assert_eq!(
            told,
            [
                ["T1", "A", "T1", "0.00", "10", way, "100.00"],
                ["T1", "A", "T2", "90.00", "10", way, "100.00"],
            ]
        );
    }

    #[test]
    fn what_is_neither_movement_nor_tie_is_named() {
        let mut row = edge("A", "B", Some(("T1", 1, "2025-03-03")));
        row[6] = Value::Null;
        let error = circle_rows(&edges(vec![row]), &rule()).expect_err("half an edge");
        assert!(
            error.to_string().contains("from A to B is neither"),
            "{error}"
        );
        let error = circle_rows(&Rows::default(), &rule()).expect_err("no columns");
        assert!(error.to_string().contains("from_node"), "{error}");
    }

    #[test]
    fn a_rule_is_read_from_the_parameters() {
        let of = |days: &str, share: &str, longest: &str| {
            let value = |t: &str| Parameter {
                versions: vec![(None, Literal::Number(t.into()))],
            };
            rule_of(&[
                ("days", value(days)),
                ("share", value(share)),
                ("longest", value(longest)),
            ])
        };
        let read = of("10", "0.90", "3").expect("a rule");
        assert_eq!(
            (read.days, read.share.part, read.share.of, read.longest),
            (10, 90, 100, 3)
        );
        for (days, share, longest, named) in [
            ("-1", "0.9", "3", "days"),
            ("1", "1.1", "3", "share"),
            ("1", "0", "3", "share"),
            ("1", "0.9", "1", "longest"),
            ("1", "0.9", "7", "longest"),
        ] {
            let error = of(days, share, longest).expect_err(named).to_string();
            assert!(error.contains(named), "{error}");
        }
        assert!(rule_of(&[]).is_err());
    }

    fn rule_of(values: &[(&str, Parameter)]) -> Result<CircleRule, EngineError> {
        let named = values.iter().map(|(n, p)| ((*n).to_string(), p.clone()));
        super::rule(&named.collect())
    }
}
