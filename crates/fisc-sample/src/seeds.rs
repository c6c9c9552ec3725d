//! The seeds and decoys that method folders bring along, found and not registered.

use crate::SampleError;
use crate::row::fits;
use fisc_catalogue::Catalogue;
use fisc_model::schema;
use std::collections::BTreeMap;

/// Rows for one table, each as its cells under `columns`.
#[derive(Default)]
pub(crate) struct SeedTable {
    pub columns: Vec<String>,
    pub rows: Vec<BTreeMap<usize, String>>,
}

impl SeedTable {
    /// The rows under these columns, which include the table's own.
    pub(crate) fn rows_for(&self, columns: &[String]) -> Vec<Vec<String>> {
        let places: Vec<Option<usize>> = columns
            .iter()
            .map(|c| self.columns.iter().position(|own| own == c))
            .collect();
        let cell = |row: &BTreeMap<usize, String>, at: &Option<usize>| {
            at.and_then(|a| row.get(&a)).cloned()
        };
        self.rows
            .iter()
            .map(|row| {
                places
                    .iter()
                    .map(|at| cell(row, at).unwrap_or_default())
                    .collect()
            })
            .collect()
    }
}

/// One line of the truth, with the method's code in front.
pub(crate) struct Truth(pub [String; 8]);

impl Truth {
    pub(crate) const COLUMNS: [&'static str; 8] = [
        "method", "kind", "lead", "subject", "key", "amount", "days", "note",
    ];

    pub(crate) fn kind(&self) -> &str {
        &self.0[1]
    }
}

/// All of them.
#[derive(Default)]
pub(crate) struct Seeds {
    pub tables: BTreeMap<String, SeedTable>,
    pub truth: Vec<Truth>,
    /// Parameters by method.
    pub parameters: BTreeMap<String, toml::Table>,
}

impl Seeds {
    /// Reads `methods/*/province/`.
    ///
    /// # Errors
    /// A file that does not fit the ledger, with its path and row.
    pub(crate) fn read(catalogue: &Catalogue) -> Result<Seeds, SampleError> {
        let mut seeds = Seeds::default();
        for method in catalogue.folders("methods") {
            let folder = format!("methods/{method}/province");
            let mut files = catalogue.below(&folder).peekable();
            if files.peek().is_none() {
                continue;
            }
            let code = code(catalogue, &method)?;
            for (name, bytes) in files {
                let file = File {
                    path: format!("{folder}/{name}"),
                    bytes,
                };
                match name.strip_suffix(".csv") {
                    Some("truth") => file.truth(&code, &mut seeds.truth)?,
                    Some(table) => file.rows(table, &mut seeds.tables)?,
                    None if name == "engagement.toml" => {
                        if let Some(parameters) = file.parameters()? {
                            seeds.parameters.insert(code.clone(), parameters);
                        }
                    }
                    None => {
                        return Err(file.wrong("is neither a table, truth.csv nor engagement.toml"));
                    }
                }
            }
        }
        Ok(seeds)
    }
}

fn code(catalogue: &Catalogue, method: &str) -> Result<String, SampleError> {
    let path = format!("methods/{method}/method.toml");
    let file = File {
        bytes: catalogue.bytes(&path).unwrap_or_default(),
        path,
    };
    file.toml()?
        .get("code")
        .and_then(|c| c.as_str())
        .map(str::to_string)
        .ok_or_else(|| file.wrong("has no code"))
}

struct File<'a> {
    path: String,
    bytes: &'a [u8],
}

impl File<'_> {
    fn wrong(&self, message: impl ToString) -> SampleError {
        SampleError::Catalogue {
            path: self.path.clone(),
            message: message.to_string(),
        }
    }

    fn toml(&self) -> Result<toml::Table, SampleError> {
        let text = std::str::from_utf8(self.bytes).map_err(|e| self.wrong(e))?;
        text.parse().map_err(|e| self.wrong(e))
    }

    fn parameters(&self) -> Result<Option<toml::Table>, SampleError> {
        match self.toml()?.remove("parameters") {
            None => Ok(None),
            Some(toml::Value::Table(parameters)) => Ok(Some(parameters)),
            Some(_) => Err(self.wrong("[parameters] is no table")),
        }
    }

    fn truth(&self, code: &str, truth: &mut Vec<Truth>) -> Result<(), SampleError> {
        let mut csv = csv::Reader::from_reader(self.bytes);
        if csv
            .headers()
            .map_err(|e| self.wrong(e))?
            .iter()
            .ne(Truth::COLUMNS.into_iter().skip(1))
        {
            return Err(self.wrong(format!(
                "the header is not {}",
                Truth::COLUMNS[1..].join(",")
            )));
        }
        for row in csv.records() {
            let row = row.map_err(|e| self.wrong(e))?;
            let mut cells: [String; 8] = Default::default();
            for (cell, text) in cells.iter_mut().zip(std::iter::once(code).chain(&row)) {
                *cell = text.to_string();
            }
            if !matches!(cells[1].as_str(), "seed" | "decoy") {
                return Err(self.wrong(format!("kind is {:?}; expected seed or decoy", cells[1])));
            }
            truth.push(Truth(cells));
        }
        Ok(())
    }

    fn rows(
        &self,
        table: &str,
        tables: &mut BTreeMap<String, SeedTable>,
    ) -> Result<(), SampleError> {
        let schema =
            schema::table(table).ok_or_else(|| self.wrong("the ledger has no such table"))?;
        let mut csv = csv::Reader::from_reader(self.bytes);
        let mut columns = Vec::new();
        for name in csv.headers().map_err(|e| self.wrong(e))? {
            let column = schema
                .column(name)
                .ok_or_else(|| self.wrong(format!("{table} has no column {name:?}")))?;
            columns.push(column);
        }
        let rows = &mut tables.entry(table.to_string()).or_default();
        for (number, row) in csv.records().enumerate() {
            let row = row.map_err(|e| self.wrong(e))?;
            let mut cells = BTreeMap::new();
            for (column, text) in columns
                .iter()
                .zip(&row)
                .filter(|(_, text)| !text.is_empty())
            {
                if !fits(column.ty, text) {
                    return Err(self.wrong(format!(
                        "row {}, {}: {text:?} is not what the column holds",
                        number + 1,
                        column.name
                    )));
                }
                let place = rows
                    .columns
                    .iter()
                    .position(|c| *c == column.name)
                    .unwrap_or_else(|| {
                        rows.columns.push(column.name.clone());
                        rows.columns.len() - 1
                    });
                cells.insert(place, text.to_string());
            }
            rows.rows.push(cells);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> Result<Seeds, SampleError> {
        let mut catalogue = Catalogue::default();
        catalogue.insert("methods/m/method.toml".into(), b"code = 'EXE-099'".to_vec());
        for (name, text) in files {
            catalogue.insert(
                format!("methods/m/province/{name}"),
                text.as_bytes().to_vec(),
            );
        }
        Seeds::read(&catalogue)
    }

    #[test]
    fn rows_truth_and_parameters() {
        let seeds = read(&[
            ("contract.csv", "contract_id,org_code,amount\nK1,X,5.00\n"),
            (
                "truth.csv",
                "kind,lead,subject,key,amount,days,note\nseed,L,X,K1,5.00,,\n",
            ),
            ("engagement.toml", "[parameters]\nlimit = \"7\"\n"),
        ]);
        let seeds = seeds.unwrap_or_else(|e| panic!("{e}"));
        let columns = ["amount", "signed_on", "contract_id"].map(String::from);
        assert_eq!(
            seeds.tables["contract"].rows_for(&columns),
            [["5.00", "", "K1"]]
        );
        assert_eq!(seeds.truth[0].0[..3], ["EXE-099", "seed", "L"]);
        assert_eq!(seeds.parameters["EXE-099"]["limit"].as_str(), Some("7"));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        for (name, text, expected) in [
            ("paiment.csv", "a\n1\n", "no such table"),
            ("payment.csv", "paid_at\n1\n", "no column \"paid_at\""),
            ("payment.csv", "amount\n1.555\n", "row 1, amount"),
            ("payment.csv", "paid_on\n2025-02-30\n", "row 1, paid_on"),
            ("truth.csv", "lead\n", "the header is not"),
            (
                "truth.csv",
                "kind,lead,subject,key,amount,days,note\nsee,,,,,,\n",
                "expected seed or decoy",
            ),
            ("notes.txt", "", "neither a table"),
        ] {
            let error = read(&[(name, text)])
                .err()
                .map(|e| e.to_string())
                .unwrap_or_default();
            assert!(error.contains(expected) && error.contains(name), "{error}");
        }
    }
}
