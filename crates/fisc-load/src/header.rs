//! Where a file's header is and what its columns are called: given by the mapping, the first record,
//! or the row that has what the mapping wants. A header of several rows becomes one.

use crate::bind::{missing, wanted};
use crate::chunk::trim;
use crate::mapping::{HeaderRow, Mapping};
use fisc_model::schema::Table;

/// Rows within which a header is looked for.
const SEARCH: usize = 50;
/// Rows of one header; more are no header.
const ROWS: usize = 5;
/// Between the names that stand above each other.
const ABOVE: &str = "/";

/// How many records must be looked at.
pub(crate) fn head_rows(mapping: &Mapping) -> usize {
    let named = match mapping.header_row {
        Some(HeaderRow::Number(n)) => n,
        _ => 1,
    };
    mapping.skip_rows + named.max(SEARCH) + mapping.header_rows.unwrap_or(1)
}

/// The header, and how many records come before the first row.
pub(crate) fn find_header(
    rows: &[Vec<String>],
    mapping: &Mapping,
    table: &Table,
    search: bool,
) -> Result<(Vec<String>, usize), String> {
    let height = mapping.header_rows.unwrap_or(1);
    if !(1..=ROWS).contains(&height) {
        return Err(format!("header_rows = {height}: a number from 1 to {ROWS}"));
    }
    if let Some(header) = &mapping.header {
        if mapping.header_rows.is_some() {
            return Err(
                "header says that the file has none: header_rows has no place beside it"
                    .to_string(),
            );
        }
        return Ok((header.clone(), mapping.skip_rows));
    }
    let below = rows.get(mapping.skip_rows..).unwrap_or_default();
    let index = match mapping.header_row {
        Some(HeaderRow::Number(n)) => n - 1,
        None if !search => 0,
        _ => {
            let wanted = wanted(mapping, table);
            let lacking = below
                .windows(height)
                .take(SEARCH)
                .map(|rows| missing(&wanted, &joined(rows)));
            // Of rows that lack as little, the first; then binding names what it lacks.
            let best = lacking.enumerate().min_by_key(|(_, m)| m.len());
            match best {
                Some((index, lacking)) if lacking.len() < wanted.len() || wanted.is_empty() => {
                    index
                }
                _ => {
                    return Err(format!(
                        "none of the first {SEARCH} rows is a header with {}",
                        wanted
                            .iter()
                            .map(|w| w.join(" or "))
                            .collect::<Vec<_>>()
                            .join(", ")
                    ));
                }
            }
        }
    };
    let rows = below
        .get(index..index + height)
        .ok_or("the file has no header")?;
    let header = joined(rows);
    // A delimiter at the end of each line makes columns that have no name and hold nothing.
    let named = header
        .iter()
        .rposition(|h| !trim(h).is_empty())
        .map_or(0, |i| i + 1);
    if named == 0 {
        return Err("the header is empty".to_string());
    }
    Ok((header[..named].to_vec(), mapping.skip_rows + index + height))
}

/// Names of a header of several rows, those above each other joined. A name goes for the empty
/// cells to its right, as in a merged cell, up to the next name in its row or where a row above
/// begins another group; the last row is not filled. A column without a name of its own has none.
fn joined(rows: &[Vec<String>]) -> Vec<String> {
    let [row] = rows else {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |row: usize, column: usize| rows[row].get(column).map_or("", |text| trim(text));
        let mut reaching = vec![""; rows.len()];
        let mut names = Vec::with_capacity(width);
        for column in 0..width {
            let last = rows.len() - 1;
            let mut begins = false;
            for (row, name) in reaching.iter_mut().enumerate() {
                let own = cell(row, column);
                begins |= !own.is_empty();
                if begins || row == last {
                    *name = own;
                }
            }
            let mut parts: Vec<&str> = reaching.iter().copied().filter(|p| !p.is_empty()).collect();
            // A cell merged downwards is repeated by some exports.
            parts.dedup();
            names.push(if begins {
                parts.join(ABOVE)
            } else {
                String::new()
            });
        }
        return names;
    };
    row.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn header(rows: &[&str]) -> String {
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|r| r.split(',').map(String::from).collect())
            .collect();
        joined(&rows).join(",")
    }

    #[test]
    fn names_above_each_other_are_joined() {
        for (rows, expected) in [
            (&["编号,单位,金额"][..], "编号,单位,金额"),
            (
                &["编号,预算,,,备注", ",年初,调整,合计,"],
                "编号,预算/年初,预算/调整,预算/合计,备注",
            ),
            (
                &[
                    "编号,支出,,,,备注",
                    ",基本支出,,项目支出,,",
                    ",人员,公用,人员,公用,",
                ],
                "编号,支出/基本支出/人员,支出/基本支出/公用,支出/项目支出/人员,支出/项目支出/公用,备注",
            ),
            // The second row's name does not reach into the first row's next group.
            (
                &["甲,,乙,", "子,,,", "一,二,三,四"],
                "甲/子/一,甲/子/二,乙/三,乙/四",
            ),
            // Merged downwards and written in both rows; nothing stands above or in a column.
            (
                &["编号,金额,", "编号, 收入 ,支出,"],
                "编号,金额/收入,金额/支出,",
            ),
            (&["预算,,", "年初,,调整"], "预算/年初,,预算/调整"),
        ] {
            assert_eq!(header(rows), expected);
        }
    }

    proptest! {
        #[test]
        fn any_rows_have_names(rows in proptest::collection::vec(proptest::collection::vec("(|甲|乙| )", 0..5), 1..4)) {
            let names = joined(&rows);
            prop_assert_eq!(names.len(), rows.iter().map(Vec::len).max().unwrap_or(0));
            let last = &rows[rows.len() - 1];
            for (name, own) in names.iter().zip(last) {
                prop_assert!(name.ends_with(trim(own)));
            }
        }
    }
}
