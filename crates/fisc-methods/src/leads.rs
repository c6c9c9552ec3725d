//! Evidence rows → leads: grouped by lead_key, joined with where each row came from and what it
//! holds, told in a sentence.

use crate::keys::Keys;
use crate::method::Method;
use fisc_engine::{Engine, EngineError, Rows, Value};
use fisc_model::lead::{Bilingual, Evidence, Lead, evidence_digest, lead_id};
use fisc_model::{Money, schema};
use std::collections::{BTreeMap, BTreeSet};

/// Where a row came from and the digest of its content.
type Origin = (String, i64, String);

struct Columns {
    lead_key: usize,
    subject: usize,
    key: usize,
    table: Option<usize>,
    amount: usize,
    days: Option<usize>,
}

impl Columns {
    fn of(rows: &Rows) -> Result<Columns, EngineError> {
        let at = |name: &str| {
            rows.position(name)
                .ok_or_else(|| EngineError::Sql(format!("the SQL returns no column {name}")))
        };
        Ok(Columns {
            lead_key: at("lead_key")?,
            subject: at("subject")?,
            key: at("key")?,
            table: rows.position("table"),
            amount: at("amount")?,
            days: rows.position("days"),
        })
    }

    fn details(&self, count: usize) -> Vec<usize> {
        let own = [
            Some(self.lead_key),
            Some(self.subject),
            Some(self.key),
            self.table,
            Some(self.amount),
            self.days,
        ];
        (0..count).filter(|i| !own.contains(&Some(*i))).collect()
    }
}

/// The (table, key) pairs of the evidence, each once, in order.
pub(crate) fn evidence_keys(
    method: &Method,
    rows: &Rows,
) -> Result<BTreeSet<(String, String)>, EngineError> {
    let columns = Columns::of(rows)?;
    Ok(rows
        .rows
        .iter()
        .map(|r| {
            let table = columns
                .table
                .map_or_else(|| method.meta.evidence.clone(), |t| r[t].to_string());
            (table, r[columns.key].to_string())
        })
        .collect())
}

/// An evidence row of a lead: (lead_key, table, key).
type Row = (String, String, String);

/// The days and these details of each evidence row.
pub(crate) fn told(
    method: &Method,
    rows: &Rows,
    details: &[&str],
) -> Result<BTreeMap<Row, Vec<String>>, EngineError> {
    let columns = Columns::of(rows)?;
    let mut positions = Vec::with_capacity(details.len());
    for name in details {
        positions.push(rows.position(name).ok_or_else(|| {
            EngineError::Sql(format!(
                "expected.csv names {name}, which the SQL does not return"
            ))
        })?);
    }
    let told = rows.rows.iter().map(|r| {
        let table = columns
            .table
            .map_or_else(|| method.meta.evidence.clone(), |t| r[t].to_string());
        let row = (
            r[columns.lead_key].to_string(),
            table,
            r[columns.key].to_string(),
        );
        let days = columns.days.and_then(|d| r[d].integer());
        let mut cells = vec![days.map(|d| d.to_string()).unwrap_or_default()];
        cells.extend(positions.iter().map(|p| r[*p].to_string()));
        (row, cells)
    });
    Ok(told.collect())
}

/// Looks up where the evidence came from, table by table.
fn origins(
    engine: &Engine,
    method: &Method,
    keys: &BTreeSet<(String, String)>,
) -> Result<BTreeMap<(String, String), Origin>, EngineError> {
    let mut by_table: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (table, key) in keys {
        by_table.entry(table).or_default().push(key.clone());
    }
    let mut origins = BTreeMap::new();
    for (table, keys) in by_table {
        if schema::table(table).is_none() {
            return Err(EngineError::Sql(format!(
                "evidence in {table:?}, which is no table of the ledger"
            )));
        }
        let keys = Keys::new(&method.meta.code, &keys);
        let sql = format!(
            "SELECT t.key, t.source_file, t.source_row, t.digest FROM {table} t WHERE {}",
            keys.among("t.key")
        );
        for row in keys.query(engine, &sql)?.rows {
            let origin = (
                row[1].to_string(),
                row[2].integer().unwrap_or_default(),
                row[3].to_string(),
            );
            origins.insert((table.to_string(), row[0].to_string()), origin);
        }
    }
    Ok(origins)
}

pub(crate) fn build(
    engine: &Engine,
    method: &Method,
    rows: &Rows,
    run_id: &str,
) -> Result<Vec<Lead>, EngineError> {
    let columns = Columns::of(rows)?;
    let details = columns.details(rows.columns.len());
    let origins = origins(engine, method, &evidence_keys(method, rows)?)?;
    let mut groups: BTreeMap<String, Vec<&Vec<Value>>> = BTreeMap::new();
    for row in &rows.rows {
        for (column, name) in [
            (columns.lead_key, "lead_key"),
            (columns.subject, "subject"),
            (columns.key, "key"),
        ] {
            if row[column] == Value::Null {
                return Err(EngineError::Sql(format!(
                    "the SQL returns a row whose {name} is null"
                )));
            }
        }
        groups
            .entry(row[columns.lead_key].to_string())
            .or_default()
            .push(row);
    }
    let mut leads = Vec::with_capacity(groups.len());
    for (lead_key, mut group) in groups {
        group.sort();
        let mut evidence = Vec::with_capacity(group.len());
        let mut days: Option<i64> = None;
        let subject = group[0][columns.subject].to_string();
        for row in &group {
            if row[columns.subject].to_string() != subject {
                return Err(EngineError::Sql(format!(
                    "lead {lead_key} has two subjects; one lead is about one"
                )));
            }
            let table = columns
                .table
                .map_or_else(|| method.meta.evidence.clone(), |t| row[t].to_string());
            let key = row[columns.key].to_string();
            let (source, number, digest) = origins
                .get(&(table.clone(), key.clone()))
                .cloned()
                .ok_or_else(|| {
                    EngineError::Sql(format!("evidence {key} is not a row of {table}"))
                })?;
            let amount = row[columns.amount].money().unwrap_or(Money::ZERO);
            evidence.push(Evidence {
                table,
                key,
                source,
                row: number,
                amount,
                digest,
            });
            days = days.max(columns.days.and_then(|d| row[d].integer()));
        }
        evidence.sort();
        if evidence
            .windows(2)
            .any(|w| w[0].table == w[1].table && w[0].key == w[1].key)
        {
            return Err(EngineError::Sql(format!(
                "lead {lead_key} names one row twice; join on unique keys"
            )));
        }
        let amount: Money = evidence.iter().map(|e| e.amount).sum();
        let first = first_row(&group, &columns, &evidence);
        let details: BTreeMap<String, String> = details
            .iter()
            .filter(|i| first[**i] != Value::Null)
            .map(|i| (rows.columns[*i].clone(), first[*i].to_string()))
            .collect();
        let meta = &method.meta;
        leads.push(Lead {
            lead_id: lead_id(&meta.code, &subject, &evidence),
            evidence_digest: evidence_digest(&evidence),
            narrative: narrative(&meta.narrative, &details, &subject, amount, days, &evidence),
            lead_key,
            method: meta.code.clone(),
            method_digest: method.digest.clone(),
            result: meta.result,
            severity: meta.severity,
            confidence: meta.confidence,
            subject,
            subject_kind: meta.subject_kind,
            amount,
            days,
            details,
            evidence,
            run_id: run_id.to_string(),
        });
    }
    leads.sort_by(|a, b| a.lead_id.cmp(&b.lead_id));
    Ok(leads)
}

/// The row of the first evidence, whose columns are told.
fn first_row<'a>(
    group: &[&'a Vec<Value>],
    columns: &Columns,
    evidence: &[Evidence],
) -> &'a Vec<Value> {
    let key = evidence.first().map_or("", |e| e.key.as_str());
    group
        .iter()
        .find(|r| r[columns.key].to_string() == key)
        .unwrap_or(&group[0])
}

fn narrative(
    template: &Bilingual,
    details: &BTreeMap<String, String>,
    subject: &str,
    amount: Money,
    days: Option<i64>,
    evidence: &[Evidence],
) -> Bilingual {
    let table = evidence.first().map_or("", |e| e.table.as_str());
    let table_zh = schema::table(table).map_or(table, |t| t.zh.as_str());
    let fill = |template: &str, unknown: &str, table: &str| {
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            match name {
                "subject" => out.push_str(subject),
                "amount" => out.push_str(&amount.grouped()),
                "days" => {
                    out.push_str(&days.map_or_else(|| unknown.to_string(), |d| d.to_string()))
                }
                "rows" => out.push_str(&evidence.len().to_string()),
                "table" => out.push_str(table),
                column => out.push_str(details.get(column).map_or(unknown, String::as_str)),
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    };
    Bilingual {
        en: fill(&template.en, "(not stated)", table),
        zh: fill(&template.zh, "（未注明）", table_zh),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_filled_and_says_what_is_unknown() {
        let template = Bilingual {
            en: "{subject} paid {amount} to {payee}, {days} days, {".into(),
            zh: "{table}{rows}笔{x}".into(),
        };
        let details = BTreeMap::from([("payee".to_string(), "甲".to_string())]);
        let row = |key: &str| Evidence {
            table: "payment".into(),
            key: key.into(),
            source: String::new(),
            row: 1,
            amount: Money(1),
            digest: String::new(),
        };
        let n = narrative(
            &template,
            &details,
            "S",
            Money(123_456),
            None,
            &[row("a"), row("b")],
        );
        assert_eq!(n.en, "S paid 1,234.56 to 甲, (not stated) days, {");
        assert_eq!(n.zh, "国库支付2笔（未注明）");
    }
}
