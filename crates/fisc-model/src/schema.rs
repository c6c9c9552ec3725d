//! The canonical ledger as typed schemas, read from `tables.toml`: one definition for loading,
//! methods, documentation and publication.

use std::sync::LazyLock;

/// The type of a ledger column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// UTF-8 text; codes keep their leading zeros.
    Text,
    /// 64-bit integer.
    Integer,
    /// A calendar day.
    Date,
    /// A day and a time of day without zone, microseconds.
    Timestamp,
    /// true or false.
    Boolean,
    /// DECIMAL(18,2), currency units.
    Money,
    /// DECIMAL(18,6): quantities, rates, shares, weights.
    Decimal,
}

impl Type {
    /// The word in tables.toml.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Type::Text => "text",
            Type::Integer => "integer",
            Type::Date => "date",
            Type::Timestamp => "timestamp",
            Type::Boolean => "boolean",
            Type::Money => "money",
            Type::Decimal => "decimal",
        }
    }
}

/// Whether a column may hold personal data. Publication hides by this mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// Codes, dates, amounts, names of public bodies.
    Open,
    /// Names of persons, identifiers, accounts, phones, addresses.
    Personal,
    /// Free text, which may hold any of them.
    FreeText,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// English, singular, snake_case.
    pub name: String,
    /// What Chinese sources call it.
    pub zh: String,
    /// Its type.
    pub ty: Type,
    /// Whether every row must have it after mapping.
    pub required: bool,
    /// Whether it may hold personal data.
    pub privacy: Privacy,
}

/// A table of the ledger.
#[derive(Clone, Debug)]
pub struct Table {
    /// English, singular, snake_case.
    pub name: String,
    /// What Chinese users call it.
    pub zh: String,
    /// The columns that identify a row in the field.
    pub business_key: Vec<String>,
    /// The order of the rows on disk.
    pub layout: Vec<String>,
    /// In the order of tables.toml.
    pub columns: Vec<Column>,
}

/// The columns that every table has besides its own: the row's identity, the digest of its
/// content, and where it came from. Rules may use the first two only.
pub const PROVENANCE: [(&str, Type); 5] = [
    ("key", Type::Text),
    ("digest", Type::Text),
    ("source_file", Type::Text),
    ("source_row", Type::Integer),
    ("row_id", Type::Integer),
];

impl Table {
    /// The column of this name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// Position of the column of this name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    zh: String,
    business_key: Vec<String>,
    layout: Vec<String>,
    columns: toml::Table,
}

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    parse(include_str!("tables.toml")).expect("tables.toml is part of this crate and tested")
});

/// All tables of the ledger, in the order of tables.toml.
#[must_use]
pub fn tables() -> &'static [Table] {
    &TABLES
}

/// The table of this name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|t| t.name == name)
}

fn parse(text: &str) -> Result<Vec<Table>, String> {
    let raw: toml::Table = text.parse().map_err(|e| format!("{e}"))?;
    let mut tables = Vec::new();
    for (name, value) in raw {
        let raw: RawTable = value.try_into().map_err(|e| format!("{name}: {e}"))?;
        let mut columns = Vec::new();
        for (column, spec) in &raw.columns {
            let spec = spec.as_str().unwrap_or_default();
            columns.push(parse_column(column, spec).map_err(|e| format!("{name}.{column}: {e}"))?);
        }
        let table = Table {
            name,
            zh: raw.zh,
            business_key: raw.business_key,
            layout: raw.layout,
            columns,
        };
        for used in table.business_key.iter().chain(&table.layout) {
            if table.column(used).is_none() {
                return Err(format!("{}: no column {used}", table.name));
            }
        }
        tables.push(table);
    }
    Ok(tables)
}

fn parse_column(name: &str, spec: &str) -> Result<Column, String> {
    let (words, zh) = spec.split_once('|').ok_or("no Chinese name")?;
    let mut words = words.split_whitespace();
    let ty = match words.next() {
        Some("text") => Type::Text,
        Some("integer") => Type::Integer,
        Some("date") => Type::Date,
        Some("timestamp") => Type::Timestamp,
        Some("boolean") => Type::Boolean,
        Some("money") => Type::Money,
        Some("decimal") => Type::Decimal,
        other => return Err(format!("unknown type {other:?}")),
    };
    let mut column = Column {
        name: name.to_string(),
        zh: zh.trim().to_string(),
        ty,
        required: false,
        privacy: Privacy::Open,
    };
    for word in words {
        match word {
            "required" => column.required = true,
            "personal" => column.privacy = Privacy::Personal,
            "free" => column.privacy = Privacy::FreeText,
            other => return Err(format!("unknown mark {other}")),
        }
    }
    Ok(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ledger_parses_and_names_do_not_collide() {
        assert!(tables().len() >= 36);
        for t in tables() {
            for c in &t.columns {
                assert!(
                    PROVENANCE.iter().all(|(p, _)| *p != c.name),
                    "{}.{} is a column of provenance",
                    t.name,
                    c.name
                );
                assert!(
                    !c.zh.is_empty(),
                    "{}.{} has no Chinese name",
                    t.name,
                    c.name
                );
            }
        }
    }

    #[test]
    fn the_suffix_of_a_name_tells_its_type() {
        for t in tables() {
            for c in &t.columns {
                let expected = match c.name.as_str() {
                    n if n.ends_with("_on") => Type::Date,
                    n if n.ends_with("_at") => Type::Timestamp,
                    n if n.ends_with("amount") => Type::Money,
                    n if n.ends_with("_code") || n.ends_with("_id") => Type::Text,
                    _ => continue,
                };
                assert_eq!(c.ty, expected, "{}.{}", t.name, c.name);
            }
        }
    }
}
