//! What a release says about people, read from what was published: from a publication as it was
//! shown, or from the finished files.

use crate::Package;
use crate::package::MARK;
use crate::publication::{PeopleRow, Publication};
use fisc_model::Money;
use fisc_model::finding::AmountKind;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// The figures of one release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Its number.
    pub release: u32,
    /// Finding → digest of the version that was published.
    pub digests: BTreeMap<String, String>,
    /// Finding → its amount, where it has one and that is shown.
    pub amounts: BTreeMap<String, Money>,
    /// The table of people.
    pub rows: Vec<PeopleRow>,
}

/// A table of the package that cannot be read back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, row {row}: {what}; prepare the release again")]
pub struct Unreadable {
    /// Its path.
    pub file: &'static str,
    /// The row, after the header.
    pub row: usize,
    /// What is wrong.
    pub what: String,
}

impl Said {
    /// Of a publication: what was shown, or what is signed.
    #[must_use]
    pub fn of(p: &Publication) -> Said {
        let amounts = p.findings.iter().filter(|(id, f)| {
            f.amount_kind != AmountKind::None
                && crate::package::marker(p, id, f, "amount").is_none()
        });
        Said {
            release: p.issue.release,
            amounts: amounts.map(|(id, f)| (id.clone(), f.amount)).collect(),
            digests: p
                .findings
                .iter()
                .map(|(id, f)| (id.clone(), f.digest.clone()))
                .collect(),
            rows: p.people.clone(),
        }
    }

    /// Of the files of a package, from `data/findings.csv` and `data/people.csv`.
    ///
    /// # Errors
    /// A table that is not as this program writes it.
    pub fn of_files(files: &Package, release: u32) -> Result<Said, Unreadable> {
        const FINDINGS: &str = "data/findings.csv";
        const PEOPLE: &str = "data/people.csv";
        let mut said = Said {
            release,
            ..Said::default()
        };
        let mut ids: BTreeMap<String, String> = BTreeMap::new();
        for (n, row) in rows(files, FINDINGS)?.into_iter().enumerate() {
            let cell = |name: &str| row.get(name).cloned().unwrap_or_default();
            let id = cell("id");
            ids.insert(cell("number"), id.clone());
            said.digests.insert(id.clone(), cell("digest"));
            let kind: AmountKind = word(FINDINGS, n, &cell("amount_kind"))?;
            if kind != AmountKind::None
                && let Some(amount) = money(FINDINGS, n, &cell("amount"))?
            {
                said.amounts.insert(id, amount);
            }
        }
        for (n, row) in rows(files, PEOPLE)?.into_iter().enumerate() {
            let cell = |name: &str| row.get(name).cloned().unwrap_or_default();
            let all = |name: &str| Some(cell(name)).filter(|t| t != ALL).unwrap_or_default();
            let number = all("finding");
            let finding = match ids.get(&number) {
                Some(id) => id.clone(),
                None if number.is_empty() => number,
                None => return Err(wrong(PEOPLE, n, format!("no finding {number}"))),
            };
            let people = cell("people");
            let people = match people.starts_with(MARK) {
                true => None,
                false => Some(people.parse().map_err(|_| wrong(PEOPLE, n, people))?),
            };
            said.rows.push(PeopleRow {
                amount_kind: word(PEOPLE, n, &cell("amount_kind"))?,
                problem: all("problem"),
                government: all("government"),
                auditee: all("auditee"),
                finding,
                people,
                amount: money(PEOPLE, n, &cell("amount"))?,
                share: cell("share").parse().ok(),
            });
        }
        Ok(said)
    }
}

/// What stands in a column of categories for all of them.
pub const ALL: &str = "*";

fn wrong(file: &'static str, row: usize, what: String) -> Unreadable {
    Unreadable {
        file,
        row: row + 1,
        what,
    }
}

type Row = BTreeMap<String, String>;

/// Nothing where the package has no such table.
fn rows(files: &Package, file: &'static str) -> Result<Vec<Row>, Unreadable> {
    let Some(bytes) = files.get(file) else {
        return Ok(Vec::new());
    };
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let read = reader.deserialize().enumerate();
    read.map(|(n, row)| row.map_err(|e| wrong(file, n, e.to_string())))
        .collect()
}

fn word<T: DeserializeOwned>(file: &'static str, row: usize, text: &str) -> Result<T, Unreadable> {
    serde_json::from_value(text.into()).map_err(|e| wrong(file, row, e.to_string()))
}

fn money(file: &'static str, row: usize, text: &str) -> Result<Option<Money>, Unreadable> {
    if text.starts_with(MARK) {
        return Ok(None);
    }
    let amount = Money::parse(text).map_err(|e| wrong(file, row, format!("{text}: {e}")))?;
    Ok(Some(amount))
}
