//! The isolation forest: rows ranked by how early random cuts separate them in the numbers that the
//! SQL returns behind `amount`. A ranking to look at first: at most `most` rows, none whose score is
//! not above `score`. The seed and the order of the keys make it one ranking on every machine.

use super::{Columns, Found, Source, Values, count, decimal, excluded};
use fisc_engine::{EngineError, Rows, Value};
use fisc_stats::forest::{self, Settings};

/// The whole numbers that a row is judged by: decimals in units of their last place.
fn features(columns: &Columns, rows: &Rows, row: &[Value]) -> Result<Vec<i64>, EngineError> {
    let wrong = |name: &str| {
        EngineError::Sql(format!(
            "[statistic]: {name} is not a number of at most 18 digits; the columns behind amount are what a row is judged by, none null"
        ))
    };
    (columns.amount + 1..row.len())
        .map(|at| match &row[at] {
            Value::Integer(n) => Ok(*n),
            Value::Decimal(n, _) => i64::try_from(*n).map_err(|_| wrong(&rows.columns[at])),
            _ => Err(wrong(&rows.columns[at])),
        })
        .collect()
}

pub(super) fn judge(source: &Source<'_>, values: &Values) -> Result<Found, EngineError> {
    let (rows_needed, most): (u64, usize) = (values.number("rows")?, values.number("most")?);
    let limit: f64 = values.number("score")?;
    let settings = Settings {
        seed: values.number("seed")?,
        ..Settings::default()
    };
    let mut all: Vec<(String, Vec<i64>, Vec<Value>)> = Vec::new();
    source(&mut |rows| {
        let columns = Columns::of(rows)?;
        for row in &rows.rows {
            let key = row[columns.key].to_string();
            all.push((key, features(&columns, rows, row)?, row.clone()));
        }
        Ok(())
    })?;
    let too_few = (all.len() as u64) < rows_needed;
    let few = if too_few { all.len() as u64 } else { 0 };
    let mut evidence = Vec::new();
    if !too_few {
        all.sort();
        let numbers: Vec<Vec<i64>> = all.iter_mut().map(|r| std::mem::take(&mut r.1)).collect();
        let scores = forest::scores(&numbers, settings);
        let mut ranked: Vec<(f64, Vec<Value>)> = scores
            .into_iter()
            .zip(all.into_iter().map(|(_, _, row)| row))
            .filter(|(score, _)| *score > limit)
            .collect();
        // The sort keeps the order of the keys among equals.
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (place, (score, mut row)) in (1..).zip(ranked.into_iter().take(most)) {
            row.extend([decimal(score, 4), count(place)]);
            evidence.push(row);
        }
    }
    Ok((
        evidence,
        vec![excluded(
            "not judged: too few rows for a ranking",
            "未作判断：记录数不足，无法排序",
            few,
        )],
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// 400 rows in a cloud and one far from it.
    fn rows() -> Rows {
        let row = |key: String, a: i64, b: i64| {
            let text = |t: &str| Value::Text(t.into());
            let money = Value::Decimal(100, 2);
            let numbers = [Value::Integer(a), Value::Decimal(i128::from(b), 2)];
            let named = [text("g"), text("s"), Value::Text(key), money];
            named.into_iter().chain(numbers).collect()
        };
        let mut rows: Vec<Vec<Value>> = (0..400)
            .map(|i| row(format!("K{i:03}"), i * 37 % 101, i * 53 % 97))
            .collect();
        rows.push(row("far".into(), 5_000, 4_000));
        let columns = ["lead_key", "subject", "key", "amount", "a", "b"];
        Rows {
            columns: columns.map(String::from).to_vec(),
            rows,
        }
    }

    fn judged(rows: &Rows, needed: &str) -> Found {
        let given = [
            ("rows", needed),
            ("most", "3"),
            ("score", "0.7"),
            ("seed", "1"),
        ];
        let values = given.map(|(n, v)| (n.to_string(), v.to_string()));
        let source = |batch: &mut dyn FnMut(&Rows) -> Result<(), EngineError>| batch(rows);
        judge(&source, &Values(BTreeMap::from(values))).expect("numbers")
    }

    #[test]
    fn the_row_that_stands_apart_is_ranked_first_in_any_order() {
        let mut rows = rows();
        let (evidence, unjudged) = judged(&rows, "401");
        assert_eq!(unjudged[0].rows, 0);
        assert_eq!(evidence.len(), 1);
        assert_eq!(evidence[0][2].to_string(), "far");
        assert_eq!(evidence[0].last(), Some(&Value::Integer(1)));
        rows.rows.reverse();
        assert_eq!(judged(&rows, "401").0, evidence);
        let (evidence, unjudged) = judged(&rows, "402");
        assert_eq!((evidence.len(), unjudged[0].rows), (0, 401));
    }

    #[test]
    fn what_is_no_number_is_named() {
        let mut rows = rows();
        rows.rows[7][4] = Value::Null;
        let source = |batch: &mut dyn FnMut(&Rows) -> Result<(), EngineError>| batch(&rows);
        let values = ["rows", "most", "seed"].map(|n| (n.to_string(), "1".to_string()));
        let mut values = BTreeMap::from(values);
        values.insert("score".into(), "0.5".into());
        let error = judge(&source, &Values(values)).expect_err("a null");
        assert!(
            format!("{error:?}").contains("a is not a number"),
            "{error:?}"
        );
    }
}
