//! A release as a year counts it, read from the tables of its package. Whether the package is what was
//! signed is checked before, by the verifier; this reads what stands there.

use fisc_model::Money;
use fisc_model::digest::sha256_hex;
use fisc_model::finding::AmountKind;
use fisc_model::lead::Bilingual;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Begins a cell that is withheld.
pub(crate) const MARK: char = '█';

/// A row of a ledger: its table and its key.
pub type RowKey = (String, String);

/// The rows of findings, each in a version: by id and version.
pub type Rows = BTreeMap<(String, u64), BTreeSet<RowKey>>;

/// The rows that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Known one by one.
    Rows(BTreeSet<RowKey>),
    /// Only how many: rows of several findings may be the same.
    Count(u64),
}

/// What became of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rectification {
    /// The state's word: open, reported, closed, overdue, reopened.
    pub state: String,
    /// To the treasury, returned, rebooked, recovered; nothing where withheld.
    pub acknowledged: [Option<Money>; 4],
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its id on the record.
    pub id: String,
    /// The version that was released.
    pub version: u64,
    /// Its number in the release.
    pub number: String,
    /// The auditee's code; empty where it is withheld.
    pub auditee: String,
    /// The methods it rests on; empty where it rests on papers.
    pub methods: Vec<String>,
    /// Nothing where it is withheld.
    pub amount: Option<Money>,
    /// What the amount means.
    pub kind: AmountKind,
    /// Whether it is one of the important matters.
    pub material: bool,
    /// The rows it rests on.
    pub evidence: Evidence,
    /// Nothing before a plan.
    pub rectification: Option<Rectification>,
}

/// An auditee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auditee {
    /// Its name.
    pub name: String,
    /// central, province, city, county, township; may be empty.
    pub level: String,
}

/// A method that was not run, or broke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotTested {
    /// Its code.
    pub method: String,
    /// Its name.
    pub name: Bilingual,
    /// skipped or failed.
    pub outcome: String,
    /// Why.
    pub reason: Bilingual,
}

/// A release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The engagement's id.
    pub engagement: String,
    /// Its title.
    pub title: String,
    /// The year audited.
    pub fiscal_year: i64,
    /// ISO 4217.
    pub currency: String,
    /// Its number.
    pub release: u64,
    /// SHA-256 of its SHA256SUMS, by which later releases know it too.
    pub digest: String,
    /// In the order of their numbers.
    pub findings: Vec<Finding>,
    /// By code.
    pub auditees: BTreeMap<String, Auditee>,
    /// Names of methods by code.
    pub methods: BTreeMap<String, Bilingual>,
    /// Rows that methods tested, each method by itself.
    pub tested: u64,
    /// What could not be tested.
    pub not_tested: Vec<NotTested>,
}

/// A table of a package.
pub(crate) struct Table {
    name: &'static str,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Its file, read.
    pub(crate) fn read(
        files: &BTreeMap<String, Vec<u8>>,
        name: &'static str,
    ) -> Result<Table, String> {
        let path = format!("data/{name}.csv");
        let bytes = files
            .get(&path)
            .ok_or_else(|| format!("{path}: is not in the package"))?;
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let wrong = |e: csv::Error| format!("{path}: {e}");
        let header = reader
            .headers()
            .map_err(wrong)?
            .iter()
            .map(String::from)
            .collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            rows.push(record.map_err(wrong)?.iter().map(String::from).collect());
        }
        Ok(Table { name, header, rows })
    }

    /// How many rows it has.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    fn wrong(&self, row: usize, column: &str, what: &str) -> String {
        format!("data/{}.csv, row {}, {column}: {what}", self.name, row + 1)
    }

    /// A cell as it was before it was made harmless for spreadsheets.
    pub(crate) fn cell(&self, row: usize, column: &str) -> Result<&str, String> {
        let at = self.header.iter().position(|h| h == column);
        let cell = at.and_then(|i| self.rows.get(row)?.get(i));
        let cell = cell.ok_or_else(|| self.wrong(row, column, "there is no such column"))?;
        Ok(match cell.strip_prefix('\'') {
            Some(rest) if fisc_model::cell::safe(rest) == *cell => rest,
            _ => cell,
        })
    }

    fn parsed<T: std::str::FromStr>(&self, row: usize, column: &str) -> Result<T, String> {
        let cell = self.cell(row, column)?;
        let what = || format!("{cell:?} is not what stands in this column");
        cell.parse().map_err(|_| self.wrong(row, column, &what()))
    }

    /// Nothing where the cell is withheld.
    fn money(&self, row: usize, column: &str) -> Result<Option<Money>, String> {
        match self.cell(row, column)? {
            cell if cell.starts_with(MARK) => Ok(None),
            cell => {
                let money = Money::parse(cell);
                money
                    .map(Some)
                    .map_err(|e| self.wrong(row, column, &e.to_string()))
            }
        }
    }

    fn both(&self, row: usize, en: &str, zh: &str) -> Result<Bilingual, String> {
        Ok(Bilingual {
            en: self.cell(row, en)?.into(),
            zh: self.cell(row, zh)?.into(),
        })
    }
}

/// Reads the release of a package.
///
/// # Errors
/// The file and the place that cannot be read.
pub fn read(files: &BTreeMap<String, Vec<u8>>) -> Result<Release, String> {
    const ABOUT: &str = "datapackage.json";
    let file = |name: &str| {
        files
            .get(name)
            .ok_or_else(|| format!("{name}: is not in the package"))
    };
    let about: serde_json::Value =
        serde_json::from_slice(file(ABOUT)?).map_err(|e| format!("{ABOUT}: {e}"))?;
    let own = &about["fisc"];
    let text = |value: &serde_json::Value, key: &str| {
        let text = value[key].as_str().map(str::to_string);
        text.ok_or_else(|| {
            format!("{ABOUT}: {key} is missing; a year is added up from releases, not from drafts")
        })
    };
    let number = |key: &str| {
        own[key].as_i64().ok_or_else(|| {
            format!("{ABOUT}: {key} is missing; a year is added up from releases, not from drafts")
        })
    };
    let methods = Table::read(files, "methods")?;
    let (mut names, mut tested) = (BTreeMap::new(), 0_u64);
    for row in 0..methods.rows.len() {
        let name = methods.both(row, "name_en", "name_zh")?;
        names.insert(methods.cell(row, "code")?.to_string(), name);
        if !methods.cell(row, "tested")?.is_empty() {
            tested = tested.saturating_add(methods.parsed(row, "tested")?);
        }
    }
    Ok(Release {
        engagement: text(own, "engagement")?,
        title: text(&about, "title")?,
        fiscal_year: number("fiscal_year")?,
        currency: text(own, "currency")?,
        release: u64::try_from(number("release")?).unwrap_or(0),
        digest: sha256_hex(file("SHA256SUMS")?),
        findings: findings(files)?,
        auditees: auditees(files)?,
        not_tested: not_tested(files, &names)?,
        methods: names,
        tested,
    })
}

fn findings(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Finding>, String> {
    let table = Table::read(files, "rectification")?;
    let mut plans = BTreeMap::new();
    for row in 0..table.rows.len() {
        let mut acknowledged = [None; 4];
        for (to, column) in
            acknowledged
                .iter_mut()
                .zip(["to_treasury", "returned", "rebooked", "recovered"])
        {
            *to = table.money(row, column)?;
        }
        let plan = Rectification {
            state: table.cell(row, "state")?.to_string(),
            acknowledged,
        };
        plans.insert(table.cell(row, "finding")?.to_string(), plan);
    }
    let table = Table::read(files, "findings")?;
    let one = |row: usize| -> Result<Finding, String> {
        let shown = |column: &str| -> Result<String, String> {
            let cell = table.cell(row, column)?;
            Ok(if cell.starts_with(MARK) {
                String::new()
            } else {
                cell.to_string()
            })
        };
        let kind = serde_json::Value::String(table.cell(row, "amount_kind")?.to_string());
        let number = table.cell(row, "number")?.to_string();
        Ok(Finding {
            id: table.cell(row, "id")?.to_string(),
            version: table.parsed(row, "version")?,
            auditee: shown("auditee")?,
            methods: shown("methods")?
                .split_whitespace()
                .map(String::from)
                .collect(),
            amount: table.money(row, "amount")?,
            kind: serde_json::from_value(kind)
                .map_err(|_| table.wrong(row, "amount_kind", "there is no such kind"))?,
            material: table.cell(row, "material")? == "true",
            evidence: Evidence::Count(table.parsed(row, "evidence_rows")?),
            rectification: plans.get(&number).cloned(),
            number,
        })
    };
    (0..table.rows.len()).map(one).collect()
}

fn auditees(files: &BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, Auditee>, String> {
    let table = Table::read(files, "auditees")?;
    let mut all = BTreeMap::new();
    for row in 0..table.rows.len() {
        let auditee = Auditee {
            name: table.cell(row, "name")?.to_string(),
            level: table.cell(row, "level")?.to_string(),
        };
        all.insert(table.cell(row, "code")?.to_string(), auditee);
    }
    Ok(all)
}

fn not_tested(
    files: &BTreeMap<String, Vec<u8>>,
    names: &BTreeMap<String, Bilingual>,
) -> Result<Vec<NotTested>, String> {
    let table = Table::read(files, "coverage")?;
    let one = |row: usize| -> Result<NotTested, String> {
        let method = table.cell(row, "method")?.to_string();
        Ok(NotTested {
            name: names.get(&method).cloned().unwrap_or_default(),
            outcome: table.cell(row, "outcome")?.to_string(),
            reason: table.both(row, "reason_en", "reason_zh")?,
            method,
        })
    };
    (0..table.rows.len()).map(one).collect()
}

impl Release {
    /// With the rows that findings rest on, from the engagement itself. A finding that is not among
    /// them in the released version keeps its count.
    #[must_use]
    pub fn with_rows(mut self, mut rows: Rows) -> Release {
        for finding in &mut self.findings {
            let released = (finding.id.clone(), finding.version);
            if let Some(rows) = rows.remove(&released) {
                finding.evidence = Evidence::Rows(rows);
            }
        }
        self
    }
}
