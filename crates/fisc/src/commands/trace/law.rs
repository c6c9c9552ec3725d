//! The clocks that a trace holds transfers against: the parameters of TRF-001 and TRF-002 as a run
//! of the methods would take them, the engagement's before the packs', those before the default.

use crate::engagement::Folder;
use crate::error::Failure;
use chrono::NaiveDate;
use fisc_flow::{Clocks, Term};
use fisc_methods::Method;

/// Days and days in force, from wherever they are set.
pub fn clocks(folder: &Folder) -> Result<Clocks, Failure> {
    let methods = folder.methods()?;
    let terms = |method: &str, name: &str| terms(folder, &methods, method, name);
    let hold = terms("TRF-002", "days")?;
    let about = &folder.engagement.engagement;
    let start: Vec<u32> = about
        .fiscal_year_start
        .split('-')
        .filter_map(|part| part.parse().ok())
        .collect();
    Ok(Clocks {
        general: terms("TRF-001", "general_days")?,
        special: terms("TRF-001", "special_days")?,
        province: terms("TRF-001", "province_days")?,
        own_general: terms("TRF-001", "own_general_days")?,
        own_special: terms("TRF-001", "own_special_days")?,
        // Judgement, without dates: the last that is set.
        hold: hold.last().map(|t| t.days),
        as_of: as_of(folder)?,
        year_start: match start[..] {
            [month, day] => (month, day),
            _ => (1, 1),
        },
    })
}

fn given<'a>(folder: &'a Folder, method: &str, name: &str) -> Option<&'a toml::Value> {
    folder.engagement.parameters.get(method)?.get(name)
}

fn terms(
    folder: &Folder,
    methods: &[Method],
    method: &str,
    name: &str,
) -> Result<Vec<Term>, Failure> {
    let days = |value: &toml::Value| match value {
        toml::Value::Integer(days) => Ok(*days),
        toml::Value::String(text) => text.parse::<u32>().map(i64::from).map_err(|_| {
            Failure::Input(format!(
                "[parameters.{method}] {name}: {text:?} is no whole number of days"
            ))
        }),
        other => Err(Failure::Input(format!(
            "[parameters.{method}] {name}: {other} is no whole number of days"
        ))),
    };
    let always = |value: &toml::Value| {
        Ok(vec![Term {
            from: None,
            to: None,
            days: days(value)?,
        }])
    };
    if let Some(value) = given(folder, method, name) {
        return always(value);
    }
    let gov_code = &folder.engagement.engagement.gov_code;
    let of_packs = folder
        .packs
        .iter()
        .flat_map(|p| p.values(method, name, gov_code));
    let mut terms = Vec::new();
    for value in of_packs {
        terms.push(Term {
            from: value.effective_from.0.parse().ok(),
            to: value.effective_to.as_ref().and_then(|d| d.0.parse().ok()),
            days: days(&value.value)?,
        });
    }
    let of_method = || {
        let meta = &methods.iter().find(|m| m.meta.code == method)?.meta;
        meta.parameters.get(name)?.default.as_ref()
    };
    match of_method() {
        Some(default) if terms.is_empty() => always(default),
        _ => Ok(terms),
    }
}

/// Last day that the ledger covers, which only the auditee can say.
fn as_of(folder: &Folder) -> Result<Option<NaiveDate>, Failure> {
    let Some(value) = given(folder, "TRF-002", "as_of") else {
        return Ok(None);
    };
    let text = match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    text.parse().map(Some).map_err(|_| {
        Failure::Input(format!(
            "[parameters.TRF-002] as_of: {text:?} is no date; write \"2025-01-31\""
        ))
    })
}
