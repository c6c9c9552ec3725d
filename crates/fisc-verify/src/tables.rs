//! The tables of a draft: what columns they must have and what may stand in them.

use crate::Files;
use crate::report::{Check, quoted};
use std::collections::BTreeMap;

/// A table that a draft must have.
pub struct Expected {
    /// Its path.
    pub path: &'static str,
    /// Its columns in order.
    pub columns: &'static [(&'static str, Kind)],
}

/// What may stand in a cell.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Any text, also none.
    Text,
    /// Some text.
    Needed,
    /// A whole number from 0; `true`: or nothing.
    Count(bool),
    /// A number with two decimals; `true`: or nothing.
    Amount(bool),
    /// Either.
    Number,
    /// A day, year-month-day, or nothing.
    Day,
    /// One of these.
    Word(&'static [&'static str]),
}

use Kind::{Amount, Count, Day, Needed, Number, Text, Word};

impl Kind {
    /// The type in a Table Schema.
    pub fn word(self) -> &'static str {
        match self {
            Text | Needed | Word(_) => "string",
            Count(_) => "integer",
            Amount(_) | Number => "number",
            Day => "date",
        }
    }

    fn allows(self, cell: &str) -> bool {
        match self {
            Text => true,
            Needed => !cell.is_empty(),
            Count(empty) => (empty && cell.is_empty()) || is_count(cell),
            Amount(empty) => (empty && cell.is_empty()) || is_amount(cell),
            Number => is_count(cell) || is_amount(cell),
            Day => cell.is_empty() || is_day(cell),
            Word(words) => words.contains(&cell),
        }
    }

    fn asked(self) -> (String, String) {
        let (en, zh) = match self {
            Text => ("text", "文本"),
            Needed => ("some text", "非空文本"),
            Count(_) => (
                "a whole number without sign, separators or leading zeros",
                "不带符号、分隔符和前导零的整数",
            ),
            Amount(_) => ("a number with exactly two decimals", "恰有两位小数的数"),
            Number => (
                "a whole number, or one with exactly two decimals",
                "整数或恰有两位小数的数",
            ),
            Day => ("a day like 2025-01-31", "形如 2025-01-31 的日期"),
            Word(words) => {
                return (
                    format!("one of {}", words.join(", ")),
                    format!("下列之一：{}", words.join("、")),
                );
            }
        };
        (en.to_string(), zh.to_string())
    }
}

/// All tables of a draft.
pub const EXPECTED: [Expected; 6] = [
    Expected {
        path: "data/methods.csv",
        columns: &[
            ("code", Needed),
            ("name_en", Needed),
            ("name_zh", Needed),
            ("result", Word(&["breach", "to_verify", "indicator"])),
            ("severity", Word(&["high", "medium", "low", "info"])),
            ("confidence", Word(&["high", "medium", "low"])),
            ("outcome", Word(&["leads", "clean", "skipped", "failed"])),
            ("reason_en", Text),
            ("reason_zh", Text),
            ("population", Count(true)),
            ("tested", Count(true)),
            ("excluded", Count(true)),
            ("leads", Count(false)),
            ("evidence", Count(false)),
            ("amount", Amount(true)),
        ],
    },
    Expected {
        path: "data/exclusions.csv",
        columns: &[
            ("method", Needed),
            ("reason_en", Needed),
            ("reason_zh", Needed),
            ("rows", Count(false)),
        ],
    },
    Expected {
        path: "data/subjects.csv",
        columns: &[
            ("kind", Word(&["org", "gov", "(not shown)"])),
            ("subject", Text),
            ("name", Text),
            ("leads_high", Count(false)),
            ("leads_medium", Count(false)),
            ("leads_low", Count(false)),
            ("leads_info", Count(false)),
            ("leads", Count(false)),
            ("amount", Amount(false)),
            ("reason_en", Text),
            ("reason_zh", Text),
        ],
    },
    Expected {
        path: "data/totals.csv",
        columns: &[
            ("measure", Needed),
            ("value", Number),
            ("unit", Needed),
            ("meaning_en", Needed),
            ("meaning_zh", Needed),
        ],
    },
    Expected {
        path: "data/parameters.csv",
        columns: &[
            ("method", Needed),
            ("parameter", Needed),
            ("source", Word(&["default", "pack", "engagement"])),
            ("value", Text),
            ("effective_from", Day),
            ("effective_to", Day),
            ("basis", Text),
        ],
    },
    Expected {
        path: "data/coverage.csv",
        columns: &[
            ("method", Needed),
            ("name_en", Needed),
            ("name_zh", Needed),
            ("outcome", Word(&["skipped", "failed"])),
            ("reason_en", Needed),
            ("reason_zh", Needed),
        ],
    },
];

/// A row: cells by column.
pub type Row = BTreeMap<&'static str, String>;

/// The rows of every expected table.
pub struct Tables(BTreeMap<&'static str, Vec<Row>>);

impl Tables {
    /// The rows of `data/<name>.csv`.
    pub fn rows(&self, path: &str) -> &[Row] {
        self.0.get(path).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Whether every table reads; its rows, if all of them do.
pub fn check(files: &Files) -> (Check, Option<Tables>) {
    let mut check = Check::new(
        "every table reads, its numbers are exact, and no cell is run by a spreadsheet",
        "各表可读，数字精确，且无单元格会被电子表格当作公式执行",
    );
    let mut tables = BTreeMap::new();
    for expected in &EXPECTED {
        match files.get(expected.path) {
            None => check.problem(expected.path, "is missing", "缺少该文件"),
            Some(bytes) => {
                tables.insert(expected.path, read(bytes, expected, &mut check));
            }
        }
    }
    let all = check.problems.is_empty().then_some(Tables(tables));
    (check, all)
}

fn read(bytes: &[u8], expected: &Expected, check: &mut Check) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes)
        .into_records();
    let names = || expected.columns.iter().map(|(name, _)| *name);
    match records.next() {
        Some(Ok(header)) if header.iter().eq(names()) => {}
        _ => {
            let columns = names().collect::<Vec<_>>().join(",");
            check.problem(
                expected.path,
                format!("its first line is not {columns}"),
                format!("首行应为 {columns}"),
            );
            return rows;
        }
    }
    for (i, record) in records.enumerate() {
        let at = format!("{}, row {}", expected.path, i + 1);
        let record = match record {
            Ok(record) => record,
            Err(e) => {
                check.problem(&at, format!("does not read: {e}"), format!("无法读取：{e}"));
                continue;
            }
        };
        let mut row = Row::new();
        for ((name, kind), cell) in expected.columns.iter().zip(&record) {
            let at = format!("{at}, {name}");
            let cited = quoted(cell);
            if !kind.allows(cell) {
                let (en, zh) = kind.asked();
                check.problem(
                    &at,
                    format!("{cited} is not {en}"),
                    format!("{cited} 不是{zh}"),
                );
            } else if cell.starts_with(FORMULA) && !is_negative(cell) {
                check.problem(
                    &at,
                    format!("{cited} begins like a formula"),
                    format!("{cited} 形似公式"),
                );
            }
            row.insert(name, cell.to_string());
        }
        rows.push(row);
    }
    rows
}

/// A spreadsheet takes a cell that begins so for a formula.
const FORMULA: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// Longest number read: sums of as many rows as fit a memory stay inside 128 bits.
const LONGEST: usize = 27;

fn is_count(cell: &str) -> bool {
    cell.len() <= LONGEST
        && !cell.is_empty()
        && cell.bytes().all(|b| b.is_ascii_digit())
        && (cell == "0" || !cell.starts_with('0'))
}

fn is_amount(cell: &str) -> bool {
    let plain = cell.strip_prefix('-').unwrap_or(cell);
    plain.split_once('.').is_some_and(|(whole, cents)| {
        is_count(whole)
            && cents.len() == 2
            && cents.bytes().all(|b| b.is_ascii_digit())
            && cell != "-0.00"
    })
}

/// `-digits[.digits]`: a spreadsheet reads it as the number it is.
fn is_negative(cell: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    cell.strip_prefix('-').is_some_and(|plain| {
        let (whole, decimals) = plain.split_once('.').unwrap_or((plain, "0"));
        digits(whole) && digits(decimals)
    })
}

fn is_day(cell: &str) -> bool {
    let parts: Vec<_> = cell.split('-').collect();
    let within = |part: &str, most: u8| part.parse::<u8>().is_ok_and(|n| (1..=most).contains(&n));
    cell.len() == 10
        && cell.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        && matches!(parts[..], [y, m, d] if y.len() == 4 && m.len() == 2 && within(m, 12) && within(d, 31))
}

/// The number in a cell that was checked: a count as it is, an amount in hundredths. Nothing in
/// an empty one.
pub fn number(row: &Row, column: &str) -> Option<i128> {
    row.get(column)
        .filter(|cell| !cell.is_empty())
        .and_then(|cell| cell.replace('.', "").parse().ok())
}

/// The text in a cell.
pub fn text<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map(String::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_form() {
        for cell in ["0", "7", "1234567890"] {
            assert!(is_count(cell), "{cell}");
        }
        for cell in [
            "",
            "-1",
            "+1",
            "01",
            "1.0",
            "1e3",
            "1,000",
            " 1",
            "１",
            "9999999999999999999999999999",
        ] {
            assert!(!is_count(cell), "{cell}");
        }
        for cell in ["0.00", "-0.01", "1234.50"] {
            assert!(is_amount(cell), "{cell}");
        }
        for cell in [
            "0", "-0.00", "1.5", "1.555", ".50", "1.", "--1.00", "01.00", "1.-1", "1.0.0",
        ] {
            assert!(!is_amount(cell), "{cell}");
        }
        assert!(is_day("2025-01-31"));
        for cell in [
            "2025-13-01",
            "2025-1-31",
            "31-01-2025",
            "2025-01-00",
            "2025-01-+1",
        ] {
            assert!(!is_day(cell), "{cell}");
        }
    }
}
