//! What a publication needs of the ledger: names, sums, and the values of its personal columns.

use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::harmless;
use crate::texts::t;
use fisc_engine::{Engine, Strictness};
use fisc_model::Money;
use fisc_model::lead::Lead;
use fisc_model::schema;
use fisc_publish::disclosure::People;
use fisc_publish::gather::Ledger;
use fisc_publish::personal::{Kind, Words, known_as, looked_for, person_code};
use fisc_publish::publication::{Auditee, Month, Publication, Transfer};
use fisc_review::Case;
use fisc_review::findings::FindingState;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// More values than this are not looked for at once: then those of the rows that the leads rest on.
const MOST: usize = 200_000;
/// Keys in one statement.
const KEYS: usize = 500;

fn texts(engine: &Engine, sql: &str) -> Result<Vec<Vec<String>>, Failure> {
    let rows = engine.query(sql, Strictness::Method)?.rows;
    let text = |row: Vec<fisc_engine::Value>| row.iter().map(ToString::to_string).collect();
    Ok(rows.into_iter().map(text).collect())
}

/// Names and sums.
pub fn gather(folder: &Folder, engine: &Engine) -> Result<Ledger, Failure> {
    let year = folder.engagement.engagement.fiscal_year;
    let mut governments = BTreeMap::new();
    let sql = "SELECT gov_code, MIN(name) AS name, MIN(level) AS level FROM government \
               GROUP BY gov_code ORDER BY gov_code";
    for row in texts(engine, sql)? {
        if let [code, name, level] = row.as_slice() {
            governments.insert(code.clone(), (name.clone(), level.clone()));
        }
    }
    let mut organizations = BTreeMap::new();
    let sql = "SELECT org_code, MIN(name) AS name, MIN(gov_code) AS gov_code FROM organization \
               GROUP BY org_code ORDER BY org_code";
    for row in texts(engine, sql)? {
        let [code, name, gov_code] = row.as_slice() else {
            continue;
        };
        let (government, level) = governments.get(gov_code).cloned().unwrap_or_default();
        let auditee = Auditee {
            name: name.clone(),
            gov_code: gov_code.clone(),
            government,
            level,
        };
        organizations.insert(code.clone(), auditee);
    }
    Ok(Ledger {
        organizations,
        execution: execution(engine, year)?,
        transfers: transfers(engine, year, &governments)?,
    })
}

fn execution(engine: &Engine, year: i32) -> Result<Vec<Month>, Failure> {
    let sql = format!(
        "SELECT paid_on, SUM(amount) AS amount FROM payment WHERE fiscal_year = {year} \
         GROUP BY paid_on ORDER BY paid_on"
    );
    let mut months: BTreeMap<String, Money> = BTreeMap::new();
    for row in engine.query(&sql, Strictness::Method)?.rows {
        let [day, amount] = row.as_slice() else {
            continue;
        };
        let month: String = day.to_string().chars().take(7).collect();
        let sum = months.entry(month).or_default();
        *sum = *sum + amount.money().unwrap_or_default();
    }
    let month = |(month, paid)| Month { month, paid };
    Ok(months.into_iter().map(month).collect())
}

/// What each unit may spend in the year: its budget lines as adjusted.
pub fn budgets(folder: &Folder, engine: &Engine) -> Result<BTreeMap<String, Money>, Failure> {
    let year = folder.engagement.engagement.fiscal_year;
    let sql = format!(
        "SELECT org_code, SUM(adjusted_amount) AS amount FROM budget_line \
         WHERE fiscal_year = {year} GROUP BY org_code ORDER BY org_code"
    );
    let mut all = BTreeMap::new();
    for row in engine.query(&sql, Strictness::Method)?.rows {
        if let [code, amount] = row.as_slice()
            && let Some(amount) = amount.money().filter(|a| *a > Money::ZERO)
        {
            all.insert(code.to_string(), amount);
        }
    }
    Ok(all)
}

/// Where two governments have one name, the code stands beside it.
fn transfers(
    engine: &Engine,
    year: i32,
    governments: &BTreeMap<String, (String, String)>,
) -> Result<Vec<Transfer>, Failure> {
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, _) in governments.values() {
        *bearers.entry(name).or_default() += 1;
    }
    let named = |code: &str| match governments.get(code) {
        Some((name, _)) if bearers.get(name.as_str()) == Some(&1) => name.clone(),
        Some((name, _)) => format!("{name} ({code})"),
        None => code.to_string(),
    };
    let sql = format!(
        "SELECT from_gov, to_gov, SUM(amount) AS amount FROM transfer WHERE fiscal_year = {year} \
         GROUP BY from_gov, to_gov ORDER BY from_gov, to_gov"
    );
    let mut all = Vec::new();
    for row in engine.query(&sql, Strictness::Method)?.rows {
        let [from, to, amount] = row.as_slice() else {
            continue;
        };
        all.push(Transfer {
            from: named(&from.to_string()),
            to: named(&to.to_string()),
            amount: amount.money().unwrap_or_default(),
        });
    }
    all.sort();
    Ok(all)
}

/// The values that must not be in the package, each once.
pub fn known(
    engine: &Engine,
    words: &Words,
    leads: &[Lead],
) -> Result<BTreeSet<(Kind, String)>, Failure> {
    let mut found = BTreeSet::new();
    for table in schema::tables()
        .iter()
        .filter(|t| engine.rows_of(&t.name) > 0)
    {
        for column in table.columns.iter().filter(|c| looked_for(c)) {
            // One more than are looked for tells that there are too many; which one does not matter.
            let sql = format!(
                "SELECT DISTINCT \"{0}\" AS value FROM {1} WHERE \"{0}\" IS NOT NULL LIMIT {2}",
                column.name,
                table.name,
                MOST + 1
            );
            let values = texts(engine, &sql)?;
            let too_many = values.len() > MOST;
            for value in values.into_iter().flatten() {
                found.extend(known_as(words, &column.name, &value).map(|kind| (kind, value)));
            }
            if too_many || found.len() > MOST {
                let note = t!("publish-known", most = MOST);
                writeln!(std::io::stderr(), "{}", harmless(&note))?;
                return of_evidence(engine, words, leads);
            }
        }
    }
    Ok(found)
}

/// The values of the rows that leads rest on: what a finding can have been written from.
fn of_evidence(
    engine: &Engine,
    words: &Words,
    leads: &[Lead],
) -> Result<BTreeSet<(Kind, String)>, Failure> {
    let mut keys: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for e in leads.iter().flat_map(|l| &l.evidence) {
        keys.entry(&e.table).or_default().insert(&e.key);
    }
    let mut found = BTreeSet::new();
    for (name, keys) in keys {
        let Some(table) = schema::table(name) else {
            continue;
        };
        let keys: Vec<String> = keys
            .into_iter()
            .map(|k| format!("'{}'", k.replace('\'', "''")))
            .collect();
        let columns: Vec<&schema::Column> =
            table.columns.iter().filter(|c| looked_for(c)).collect();
        if columns.is_empty() {
            continue;
        }
        let list: Vec<String> = columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
        for some in keys.chunks(KEYS) {
            let sql = format!(
                "SELECT {} FROM {name} WHERE key IN ({})",
                list.join(", "),
                some.join(", ")
            );
            for row in texts(engine, &sql)? {
                for (column, value) in columns.iter().zip(row) {
                    found.extend(known_as(words, &column.name, &value).map(|kind| (kind, value)));
                }
            }
        }
    }
    Ok(found)
}

/// The functions of the budget that each finding's evidence is in: by the row's own code, else by
/// its budget line. A finding on papers alone has none.
pub fn functions(
    engine: &Engine,
    whole: &Publication,
    case: &Case,
) -> Result<BTreeMap<String, BTreeSet<String>>, Failure> {
    let mut all = BTreeMap::new();
    for id in whole.findings.keys() {
        let finding = case.finding(id);
        let keys = finding.map(|f| keys_of(case, f)).unwrap_or_default();
        let mut found = BTreeSet::new();
        for (name, keys) in keys {
            let Some(table) = schema::table(name) else {
                continue;
            };
            for some in keys.chunks(KEYS) {
                let keys = some.join(", ");
                if table.column("function_code").is_some() {
                    let sql = format!(
                        "SELECT DISTINCT function_code FROM {name} \
                         WHERE key IN ({keys}) AND function_code IS NOT NULL"
                    );
                    found.extend(texts(engine, &sql)?.into_iter().flatten());
                }
                if table.column("line_id").is_some() && name != "budget_line" {
                    let sql = format!(
                        "SELECT DISTINCT b.function_code FROM {name} t \
                         JOIN budget_line b ON b.line_id = t.line_id \
                         WHERE t.key IN ({keys}) AND b.function_code IS NOT NULL"
                    );
                    found.extend(texts(engine, &sql)?.into_iter().flatten());
                }
            }
        }
        all.insert(id.clone(), found);
    }
    Ok(all)
}

/// Whom each finding is about, with amounts: only findings whose rows, where they have a share of the
/// amount, are all about natural persons. A row that two leads rest on counts once, with its largest
/// share.
pub fn people(
    engine: &Engine,
    shown: &Publication,
    case: &Case,
    words: &Words,
    key: &[u8; 32],
) -> Result<People, Failure> {
    let mut all = People::new();
    for id in shown.findings.keys() {
        let Some(finding) = case.finding(id) else {
            continue;
        };
        let mut shares: BTreeMap<(&str, &str), Money> = BTreeMap::new();
        let leads = finding.now().leads.iter();
        let leads = leads.filter_map(|l| case.lead(&l.lead_id));
        for e in leads.flat_map(|l| &l.evidence) {
            let share = shares
                .entry((e.table.as_str(), e.key.as_str()))
                .or_insert(e.amount);
            if e.amount.abs() > share.abs() {
                *share = e.amount;
            }
        }
        if shares.values().any(|share| *share != Money::ZERO) {
            shares.retain(|_, share| *share != Money::ZERO);
        }
        let mut whom: BTreeMap<String, Money> = BTreeMap::new();
        let persons = persons(engine, words, shares.keys().copied())?;
        for (row, share) in &shares {
            let Some(person) = persons.get(row) else {
                whom.clear();
                break;
            };
            let sum = whom.entry(person_code(key, person)).or_default();
            *sum = *sum + *share;
        }
        if !whom.is_empty() {
            all.insert(id.clone(), whom);
        }
    }
    Ok(all)
}

/// The natural person that a row is about: by its identity number, else as a payee with a person's
/// name. Rows about others are not in it.
fn persons<'a>(
    engine: &Engine,
    words: &Words,
    rows: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<BTreeMap<(&'a str, &'a str), String>, Failure> {
    let mut keys: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (table, key) in rows {
        keys.entry(table).or_default().push(key);
    }
    let mut found = BTreeMap::new();
    for (name, keys) in keys {
        let Some(table) = schema::table(name) else {
            continue;
        };
        let wanted: &[&str] = if table.column("person_id").is_some() {
            &["person_id"]
        } else if table.column("payee_name").is_some() && table.column("payee_account").is_some() {
            &["payee_name", "payee_account"]
        } else {
            continue;
        };
        let columns: Vec<String> = wanted.iter().map(|c| format!("\"{c}\"")).collect();
        for some in keys.chunks(KEYS) {
            let list: Vec<String> = some
                .iter()
                .map(|k| format!("'{}'", k.replace('\'', "''")))
                .collect();
            let sql = format!(
                "SELECT key, {} FROM {name} WHERE key IN ({})",
                columns.join(", "),
                list.join(", ")
            );
            for row in texts(engine, &sql)? {
                let person = match row.as_slice() {
                    [_, id] => Some(id.trim().to_string()),
                    [_, payee, account] => known_as(words, "payee_name", payee)
                        .map(|_| format!("{} {}", payee.trim(), account.trim())),
                    _ => None,
                };
                let at = some.iter().find(|k| row.first().is_some_and(|r| r == *k));
                let known = person.filter(|p| !p.trim().is_empty());
                if let (Some(key), Some(person)) = (at, known) {
                    found.insert((name, *key), person);
                }
            }
        }
    }
    Ok(found)
}

/// The keys of a finding's rows by table, as they are named in a statement.
fn keys_of<'a>(case: &'a Case, finding: &FindingState) -> BTreeMap<&'a str, Vec<String>> {
    let mut keys: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let leads = finding.now().leads.iter();
    for e in leads
        .filter_map(|l| case.lead(&l.lead_id))
        .flat_map(|l| &l.evidence)
    {
        let key = format!("'{}'", e.key.replace('\'', "''"));
        keys.entry(&e.table).or_default().push(key);
    }
    keys
}
