//! A first draft of a mapping from a file's own headers and cells. It is a draft: what it did not
//! recognise is listed in it as comments, and a person reads it before anything is loaded.

use crate::csv::Dialect;
use crate::day::{DateFormat, date, default_formats};
use crate::mapping::Mapping;
use crate::number::{Exact, Marks};
use crate::source::{Format, find};
use crate::{columnar, dbf, jsonl, sniff, spreadsheet, xml};
use fisc_model::schema::{Table, Type, table, tables};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// Records looked at for dates, marks and totals.
const SAMPLE: usize = 1_000;
/// Rows within which a header is looked for.
const SEARCH: usize = 50;

/// A draft.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The table that the headers fit best.
    pub table: String,
    /// Text of a mapping file.
    pub mapping: String,
}

/// Proposes a mapping for a source of the engagement (the first file, if a pattern matches
/// several). `only` names the table, where the user knows it; `synonyms` is a TOML file of headers
/// by column.
///
/// # Errors
/// In words for the user: the file is missing, is not what it says, or none of its headers is known.
pub fn propose(
    root: &Path,
    path: &str,
    only: Option<&str>,
    synonyms: &str,
) -> Result<Proposal, String> {
    let known: BTreeMap<String, Vec<String>> =
        toml::from_str(synonyms).map_err(|e| format!("synonyms: {e}"))?;
    let candidates: Vec<&Table> = match only {
        None => tables().iter().collect(),
        Some(name) => vec![table(name).ok_or_else(|| format!("the ledger has no table {name}"))?],
    };
    let found = find(root, path)?.remove(0);
    let seen = sniff::look(&found.place, found.format, &found.name)?;
    let mut lines = String::new();
    let (rows, layered) = match found.format {
        Format::Csv => {
            let dialect = Dialect::of(
                &found.place,
                &Mapping::default(),
                seen.encoding,
                &found.name,
            )?;
            let _ = writeln!(
                lines,
                "encoding = {}",
                quoted(&seen.encoding.name().to_lowercase())
            );
            (dialect.head(&found.place, SAMPLE)?, true)
        }
        Format::Spreadsheet => {
            let sheet = spreadsheet::sheets(&found.place, None)?.remove(0);
            let _ = writeln!(lines, "sheet = {}", quoted(&sheet));
            let (_, head) = spreadsheet::scan(&found.place, &sheet, SAMPLE)?;
            (head, true)
        }
        Format::Parquet => (vec![columnar::parquet_header(&found.place)?], false),
        Format::Ipc => (vec![columnar::ipc_header(&found.place)?], false),
        Format::Dbf => (vec![dbf::open(&found.place, None)?.header()], false),
        Format::Xml => {
            let (record, layout) = xml::guess(&found.place)?;
            let _ = writeln!(lines, "record = {}", quoted(&record));
            (vec![layout.header], false)
        }
        Format::JsonLines => (vec![jsonl::header(&found.place)?], false),
    };
    // The row and the table that recognise most; of equals the first.
    let mut best: Option<(Score, usize, Match<'_>)> = None;
    for (index, row) in rows.iter().enumerate().take(SEARCH) {
        for candidate in &candidates {
            let matched = Match::new(candidate, row, &known);
            let score = matched.score();
            if score.1 > 0 && best.as_ref().is_none_or(|(b, ..)| score > *b) {
                best = Some((score, index, matched));
            }
        }
    }
    let (_, index, matched) = best.ok_or(
        "none of the first 50 rows has a header that is known; write the mapping by hand, and add the headers to synonyms.toml",
    )?;
    if layered && index > 0 {
        lines.push_str("header_row = \"find\"\n");
    }
    let (above, body) = (&rows[..index], rows.get(index + 1..).unwrap_or_default());
    matched.layout(above, body, &mut lines);
    let mut mapping = format!(
        "# Proposed for {} from {}: read it before you load.\n{lines}\n",
        matched.table.name, found.name
    );
    matched.columns(&mut mapping);
    matched.totals(body, &mut mapping);
    Ok(Proposal {
        table: matched.table.name.clone(),
        mapping,
    })
}

/// (share of the required columns found, columns found), the first in thousandths.
type Score = (usize, usize);

/// A table's columns in a row of headers.
struct Match<'a> {
    table: &'a Table,
    header: &'a [String],
    /// Position in the table → position in the header.
    found: BTreeMap<usize, usize>,
}

impl<'a> Match<'a> {
    fn new(
        table: &'a Table,
        header: &'a [String],
        known: &BTreeMap<String, Vec<String>>,
    ) -> Match<'a> {
        let headers: Vec<String> = header.iter().map(|h| simple(h)).collect();
        let mut found = BTreeMap::new();
        let mut used = BTreeSet::new();
        // All exact hits come before any partial one, so that a near name cannot take the place of
        // the right one.
        for exact in [true, false] {
            for (position, column) in table.columns.iter().enumerate() {
                if found.contains_key(&position) {
                    continue;
                }
                let own = known.get(&format!("{}.{}", table.name, column.name));
                let listed = own
                    .or_else(|| known.get(&column.name))
                    .into_iter()
                    .flatten();
                let names: Vec<String> = [&column.name, &column.zh]
                    .into_iter()
                    .chain(listed)
                    .map(|n| simple(n))
                    .collect();
                let hit = |h: &String, n: &String| match exact {
                    true => h == n,
                    false => telling(n) && h.contains(n.as_str()),
                };
                let at = names.iter().find_map(|n| {
                    headers
                        .iter()
                        .enumerate()
                        .position(|(i, h)| !used.contains(&i) && hit(h, n))
                });
                if let Some(at) = at {
                    used.insert(at);
                    found.insert(position, at);
                }
            }
        }
        Match {
            table,
            header,
            found,
        }
    }

    fn score(&self) -> Score {
        let required: Vec<usize> = (0..self.table.columns.len())
            .filter(|i| self.table.columns[*i].required)
            .collect();
        let have = required
            .iter()
            .filter(|i| self.found.contains_key(i))
            .count();
        (have * 1000 / required.len().max(1), self.found.len())
    }

    /// Positions in the header of the columns of a type.
    fn of_type(&self, ty: Type) -> impl Iterator<Item = usize> {
        self.found
            .iter()
            .filter(move |(c, _)| self.table.columns[**c].ty == ty)
            .map(|(_, h)| *h)
    }

    /// Date formats, marks and unit, as far as the cells tell.
    fn layout(&self, above: &[Vec<String>], body: &[Vec<String>], out: &mut String) {
        let dates = cells(body, self.of_type(Type::Date));
        let formats = date_formats(&dates);
        if formats.len() > 1 {
            let _ = writeln!(
                out,
                "# these dates fit {} alike: keep the right one",
                formats.join(" and ")
            );
        }
        if !formats.is_empty() {
            let list: Vec<String> = formats.iter().map(|f| quoted(f)).collect();
            let _ = writeln!(out, "date_formats = [{}]", list.join(", "));
        }
        let amounts = cells(body, self.of_type(Type::Money));
        if let Some((decimal, thousands)) = marks(&amounts) {
            let _ = writeln!(
                out,
                "decimal_mark = {}\nthousands_mark = {}",
                quoted(decimal),
                quoted(thousands)
            );
        }
        let title: String = above
            .iter()
            .chain([&self.header.to_vec()])
            .flatten()
            .flat_map(|t| t.nfkc())
            .collect();
        for (word, scale) in [
            ("亿元", "100000000"),
            ("万元", "10000"),
            ("千元", "1000"),
            ("thousand", "1000"),
            ("million", "1000000"),
        ] {
            if title.to_lowercase().contains(word) {
                let _ = writeln!(
                    out,
                    "scale = {}   # {word:?} stands above the amounts",
                    quoted(scale)
                );
                break;
            }
        }
    }

    fn columns(&self, out: &mut String) {
        out.push_str("[columns]\n");
        for (position, column) in self.table.columns.iter().enumerate() {
            match self.found.get(&position) {
                Some(at) => {
                    let header = self.header[*at]
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" ");
                    let _ = writeln!(out, "{} = {}", column.name, quoted(&header));
                }
                None if column.required => {
                    let _ = writeln!(
                        out,
                        "# {} = ?   # required, {}: no header was recognised; give a header or {{ value = \"…\" }}",
                        column.name, column.zh
                    );
                }
                None => {}
            }
        }
        let left: Vec<String> = (0..self.header.len())
            .filter(|i| !self.found.values().any(|v| v == i))
            .map(|i| {
                self.header[i]
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .filter(|h| !h.is_empty())
            .collect();
        if !left.is_empty() {
            let _ = writeln!(out, "# not used: {}", left.join(" | "));
        }
    }

    /// Lines that sum others, among the first records.
    fn totals(&self, body: &[Vec<String>], out: &mut String) {
        const WORDS: [&str; 7] = [
            "合计",
            "小计",
            "总计",
            "本页合计",
            "total",
            "subtotal",
            "grand total",
        ];
        for column in 0..self.header.len() {
            let words: BTreeSet<&str> = body
                .iter()
                .filter_map(|r| r.get(column))
                .map(|c| c.trim())
                .filter(|c| WORDS.contains(&c.to_lowercase().as_str()))
                .collect();
            if !words.is_empty() {
                let list: Vec<String> = words.into_iter().map(quoted).collect();
                let _ = writeln!(
                    out,
                    "\n[[drop]]\nname = \"totals\"\ncolumn = {}\nin = [{}]",
                    quoted(self.header[column].trim()),
                    list.join(", ")
                );
            }
        }
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// A header as it is compared: compatibility forms and case folded, a unit in brackets, spaces and
/// punctuation left out.
fn simple(header: &str) -> String {
    let folded: String = header.nfkc().collect::<String>().to_lowercase();
    let without_unit = match folded.rfind('(') {
        Some(at) if at > 0 && folded.trim_end().ends_with(')') => &folded[..at],
        _ => &folded,
    };
    without_unit
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Long enough to mean something within a longer header.
fn telling(name: &str) -> bool {
    let letters = name.chars().count();
    if name.is_ascii() {
        letters >= 6
    } else {
        letters >= 3
    }
}

/// Cells of some columns that hold anything.
fn cells(body: &[Vec<String>], columns: impl Iterator<Item = usize>) -> Vec<String> {
    let columns: Vec<usize> = columns.collect();
    let all = body
        .iter()
        .flat_map(|row| columns.iter().filter_map(|c| row.get(*c)));
    all.map(|c| crate::chunk::trim(c).to_string())
        .filter(|c| !c.is_empty())
        .collect()
}

/// Formats that read nearly all of the dates: none where the usual ones do, two where day and month
/// cannot be told apart.
fn date_formats(dates: &[String]) -> Vec<&'static str> {
    const LIKELY: [&str; 10] = [
        "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%d/%m/%y", "%m/%d/%y",
        "%d.%m.%y", "%d-%b-%Y", "%d-%b-%y",
    ];
    let reads = |formats: &[DateFormat]| dates.iter().filter(|d| date(d, formats).is_ok()).count();
    let usual = reads(&default_formats());
    if dates.is_empty() || usual * 10 >= dates.len() * 9 {
        return Vec::new();
    }
    let counts: Vec<(&str, usize)> = LIKELY
        .iter()
        .filter_map(|f| DateFormat::new(f).map(|parsed| (*f, reads(&[parsed]))))
        .collect();
    let most = counts.iter().map(|(_, n)| *n).max().unwrap_or(0);
    counts
        .into_iter()
        .filter(|(_, n)| *n == most && most * 10 >= dates.len() * 5)
        .map(|(f, _)| f)
        .collect()
}

/// Decimal and thousands marks, where not the usual ones.
fn marks(amounts: &[String]) -> Option<(&'static str, &'static str)> {
    let signs: Vec<String> = ["$", "€", "£", "¥", "元"].map(String::from).to_vec();
    let reads = |decimal: char, thousands: char| {
        let marks = Marks {
            decimal,
            thousands: Some(thousands),
            signs: signs.clone(),
        };
        amounts
            .iter()
            .filter(|a| Exact::parse(a, &marks).is_ok())
            .count()
    };
    let usual = reads('.', ',');
    let others = [
        (",", ".", reads(',', '.')),
        (",", " ", reads(',', ' ')),
        (".", "'", reads('.', '\'')),
    ];
    let best = others.into_iter().max_by_key(|(_, _, n)| *n)?;
    (best.2 > usual).then_some((best.0, best.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYNONYMS: &str = include_str!("../../../mappings/synonyms.toml");

    fn proposal(text: &str, only: Option<&str>) -> Proposal {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("a.csv"), text).expect("written");
        propose(dir.path(), "a.csv", only, SYNONYMS).expect("a proposal")
    }

    #[test]
    fn every_synonym_is_of_a_column() {
        let known: BTreeMap<String, Vec<String>> = toml::from_str(SYNONYMS).expect("TOML");
        for key in known.keys() {
            let (of, column) = key
                .split_once('.')
                .map_or((None, key.as_str()), |(t, c)| (Some(t), c));
            let there = tables()
                .iter()
                .any(|t| of.is_none_or(|o| o == t.name) && t.column(column).is_some());
            assert!(there, "{key}");
        }
    }

    #[test]
    fn a_chinese_journal() {
        let text = "某单位序时账,,,,,,,\n单位：万元,,,,,,,\n凭证号,分录号,凭证日期,单位编码,科目编码,摘要,借方金额,贷方金额\n1,1,2025年1月5日,001,1002,拨款,1.00,\n1,2,2025年1月5日,001,4001,拨款,,1.00\n合计,,,,,,1.00,1.00\n";
        let p = proposal(text, None);
        assert_eq!(p.table, "journal_line");
        for line in [
            "header_row = \"find\"",
            "scale = \"10000\"",
            "voucher_id = \"凭证号\"",
            "debit_amount = \"借方金额\"",
            "in = [\"合计\"]",
        ] {
            assert!(p.mapping.contains(line), "{line}\n{}", p.mapping);
        }
        assert!(!p.mapping.contains("date_formats"), "{}", p.mapping);
        Mapping::parse(&p.mapping).expect("a mapping");
    }

    #[test]
    fn english_payments_with_european_marks() {
        let text = "Payment Number;Payment Date;Department Code;Supplier;Net Amount;Colour\nP1;31.12.2024;D1;X;\"1.020,00\";red\nP2;30.12.2024;D1;Y;7,50;red\n";
        let p = proposal(text, Some("payment"));
        for line in [
            "date_formats = [\"%d.%m.%Y\"]",
            "decimal_mark = \",\"",
            "payee_name = \"Supplier\"",
            "# fiscal_year = ?",
            "# not used: Colour",
        ] {
            assert!(p.mapping.contains(line), "{line}\n{}", p.mapping);
        }
        Mapping::parse(&p.mapping).expect("a mapping");
    }
}
