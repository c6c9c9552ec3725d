//! Similarity of names.

use super::sheet::{Sheet, rows};
use crate::matching::jaro_winkler;

pub(super) fn sheets() -> Vec<Sheet> {
    let mut sheet = Sheet {
        id: "winkler",
        title: "Similarity of names, Jaro and Winkler",
        source: "W. Winkler, Advanced Methods for Record Linkage (U.S. Bureau of the Census, 1994) and Overview of Record Linkage and Current Research Directions (2006)",
        functions: "matching::jaro_winkler",
        rounds_up: false,
        notes: &[],
        cells: Vec::new(),
    };
    let (_, rows) = rows(include_str!("tables/winkler.csv"));
    for row in &rows {
        let [first, second, printed] = row[..] else {
            continue;
        };
        let value = Ok::<f64, String>(jaro_winkler(first, second));
        sheet.number(&[("first", first), ("second", second)], printed, value);
    }
    vec![sheet]
}
