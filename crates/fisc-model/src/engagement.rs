//! `fisc.toml`: what an engagement is, what it loads and under which parameters it is judged.

use crate::Money;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The whole file. Unknown keys are refused: a misspelt parameter must not pass silently.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engagement {
    /// What it is.
    pub engagement: About,
    /// What is loaded.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
    /// Totals the auditee certified, by table.
    #[serde(default)]
    pub control: BTreeMap<String, Control>,
    /// Method parameters by method code and name.
    #[serde(default)]
    pub parameters: BTreeMap<String, BTreeMap<String, toml::Value>>,
    /// Where what is known about risk is kept.
    #[serde(default)]
    pub risk: RiskPlace,
}

/// `[risk]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskPlace {
    /// The risk register's file, relative to the engagement: one that several engagements name lets
    /// an office keep one over the years. Left out: the engagement's own.
    #[serde(default)]
    pub register: Option<String>,
}

impl RiskPlace {
    /// The register where fisc.toml names none.
    pub const OWN: &'static str = "risk.db";

    /// The register's file, relative to the engagement.
    #[must_use]
    pub fn file(&self) -> &str {
        self.register.as_deref().unwrap_or(RiskPlace::OWN)
    }
}

/// `[engagement]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Short, for file names.
    pub id: String,
    /// For people.
    pub title: String,
    /// The year audited.
    pub fiscal_year: i32,
    /// Month and day on which the fiscal year begins.
    #[serde(default = "january_first")]
    pub fiscal_year_start: String,
    /// ISO 4217; one for the whole engagement.
    pub currency: String,
    /// The government audited; decides which law of a pack is in force.
    #[serde(default)]
    pub gov_code: String,
    /// same_level, upper_audits_lower or cross.
    #[serde(default)]
    pub relation: Relation,
    /// Law and calendars by name.
    #[serde(default)]
    pub packs: Vec<String>,
}

fn january_first() -> String {
    "01-01".to_string()
}

/// How the audit office stands to the auditee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// 同级审: an office audits its own government's departments.
    #[default]
    SameLevel,
    /// 上审下: an office audits a lower government.
    UpperAuditsLower,
    /// 交叉审: offices audit each other's governments.
    Cross,
}

/// `[[source]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// A table of the canonical ledger.
    pub table: String,
    /// Relative to the engagement; globs; a member of a zip as `a.zip!b.csv`.
    pub path: String,
    /// A file relative to the engagement, or the name of a shipped mapping. Left out: headers are
    /// the canonical column names.
    #[serde(default)]
    pub mapping: Option<String>,
}

/// A total the auditee certified.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Number of rows.
    #[serde(default)]
    pub rows: Option<u64>,
    /// Sum of the table's amount, as text.
    #[serde(default)]
    pub amount: Option<Money>,
}

impl Engagement {
    /// Parses the text of a fisc.toml.
    ///
    /// # Errors
    /// What is wrong and where, in words for the person who wrote the file.
    pub fn parse(text: &str) -> Result<Engagement, String> {
        let engagement: Engagement = toml::from_str(text).map_err(|e| e.to_string())?;
        for source in &engagement.sources {
            if crate::schema::table(&source.table).is_none() {
                return Err(format!(
                    "[[source]] table = {:?}: the ledger has no such table; it has {}",
                    source.table,
                    crate::schema::tables()
                        .iter()
                        .map(|t| t.name.as_str())
                        .collect::<Vec<_>>()
                        .join(", ")
                ));
            }
        }
        for (table, control) in &engagement.control {
            if control.amount.is_none() && control.rows.is_none() {
                return Err(format!(
                    "[control] {table}: states neither an amount nor a number of rows; write {table} = {{ amount = \"…\", rows = … }}, or one of the two"
                ));
            }
            if crate::schema::table(table).is_none() {
                return Err(format!("[control] {table}: the ledger has no such table"));
            }
        }
        if engagement.risk.file().trim().is_empty() {
            return Err(
                "[risk] register = \"\": names no file; write a path relative to fisc.toml, or leave it out for risk.db"
                    .into(),
            );
        }
        for (method, values) in &engagement.parameters {
            for (name, value) in values {
                if value.is_float() {
                    return Err(format!(
                        "[parameters] {method}.{name} = {value}: write a number with decimals as text, \"{value}\"; a float is not exact"
                    ));
                }
            }
        }
        Ok(engagement)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "[engagement]\nid='x'\ntitle='X'\nfiscal_year=2025\ncurrency='CNY'\n";

    #[test]
    fn refusals_say_what_to_do() {
        for (tail, expected) in [
            ("colour='red'", "unknown field `colour`"),
            (
                "[[source]]\ntable='paiment'\npath='a.csv'",
                "the ledger has no such table",
            ),
            ("[control]\npayment={amount=1.5}", "expected a string"),
            ("[control]\npayment={}", "neither an amount nor a number"),
            (
                "[control]\npayment={amount='1.555'}",
                "more than 2 decimals",
            ),
            ("[parameters]\nEXE-011={limit=0.1}", "as text"),
            ("[risk]\nfile='r.db'", "unknown field `file`"),
            ("[risk]\nregister=' '", "names no file"),
        ] {
            let error = Engagement::parse(&format!("{HEAD}{tail}")).expect_err(tail);
            assert!(error.contains(expected), "{tail}: {error}");
        }
        let ok = Engagement::parse(&format!("{HEAD}[parameters]\nEXE-011={{limit=200000}}"));
        let ok = ok.expect("valid");
        assert_eq!(ok.engagement.fiscal_year_start, "01-01");
        assert_eq!(ok.risk.file(), "risk.db");
        let shared = Engagement::parse(&format!("{HEAD}[risk]\nregister='../office.db'"));
        assert_eq!(shared.expect("valid").risk.file(), "../office.db");
    }
}
