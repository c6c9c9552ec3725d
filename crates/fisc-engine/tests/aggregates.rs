//! Our aggregates in SQL: the same bytes whatever the partitions, the order of the rows, and the way
//! the work was split; what they refuse.

use fisc_engine::{Engine, Rows, Settings, Strictness, TextTable};
use std::collections::BTreeMap;

fn engine(partitions: usize, payments: &[(String, String)]) -> Engine {
    let settings = Settings {
        partitions,
        threads: 2,
        memory: 256 << 20,
        disk: 64 << 20,
        temp: std::env::temp_dir(),
        calendars: BTreeMap::new(),
    };
    let row = |(i, (org, amount)): (usize, &(String, String))| {
        let cell = |t: &str| Some(t.to_string());
        let amount = (!amount.is_empty()).then(|| amount.clone());
        vec![cell(&format!("K{i}")), Some(org.clone()), amount]
    };
    let table = TextTable {
        columns: ["key", "org_code", "amount"].map(String::from).to_vec(),
        rows: payments.iter().enumerate().map(row).collect(),
    };
    let tables = BTreeMap::from([("payment".to_string(), table)]);
    Engine::in_memory(&tables, &settings).expect("a ledger")
}

fn ask(engine: &Engine, sql: &str) -> Rows {
    engine
        .query(sql, Strictness::Method)
        .unwrap_or_else(|e| panic!("{sql}: {e}"))
}

/// 30,000 payments of 7 units over several magnitudes.
fn payments() -> Vec<(String, String)> {
    (0u64..30_000)
        .map(|i| {
            let x = i * i % 9_973 * (1 + i % 11) * (1 + i % 101) + 7;
            let amount = format!("{}.{:02}", x / 100, x % 100);
            (
                format!("O{}", i % 7),
                if i % 1_000 == 3 {
                    String::new()
                } else {
                    amount
                },
            )
        })
        .collect()
}

const ALL: &str = "SELECT org_code, benford_mad(amount, 1) AS a, benford_mad(amount, 2) AS b, \
    benford_mad(amount, 3) AS c, exact_median(amount) AS d, quartile(amount, 1) AS e, \
    quartile(amount, 3) AS f, mad_scaled(amount) AS g, hhi(amount) AS h, COUNT(*) AS n \
    FROM (SELECT * FROM payment WHERE key < 'K2' UNION ALL SELECT * FROM payment WHERE key >= 'K2') p \
    GROUP BY org_code ORDER BY org_code";

#[test]
fn partitions_and_order_change_nothing() {
    let mut rows = payments();
    let first = ask(&engine(1, &rows), ALL);
    assert_eq!(first.rows.len(), 7);
    for partitions in [2, 7] {
        assert_eq!(ask(&engine(partitions, &rows), ALL), first, "{partitions}");
    }
    rows.reverse();
    assert_eq!(ask(&engine(2, &rows), ALL), first);
    rows.sort_by(|a, b| a.1.cmp(&b.1));
    assert_eq!(ask(&engine(7, &rows), ALL), first);
}

#[test]
fn values_are_those_of_the_definitions() {
    let of = |amounts: &[&str]| {
        let rows = amounts.iter().map(|a| ("O".to_string(), (*a).to_string()));
        engine(2, &rows.collect::<Vec<_>>())
    };
    // As R has them: quantile(type = 7), mad(constant = 1) = 4; 4/0.6745.
    let e = of(&["16.00", "1.00", "4.00", "2.00", "11.00", "7.00", ""]);
    let sql = "SELECT exact_median(amount), quartile(amount, 1), quartile(amount, 3), mad_scaled(amount) FROM payment";
    let shown: Vec<String> = ask(&e, sql).rows[0]
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(shown, ["5.5000", "2.5000", "10.0000", "5.930319"]);
    // The example of the merger guidelines: shares of 30, 30, 20, 20 per cent.
    let e = of(&["30.00", "30.00", "20.00", "20.00"]);
    assert_eq!(
        ask(&e, "SELECT hhi(amount) FROM payment").rows[0][0].to_string(),
        "0.260000000000"
    );
    // One digit alone: (1 − P(1) + Σ P(2..9)) / 9 = 2 (1 − log10 2) / 9.
    let e = of(&["1.00", "19.00", "123.45"]);
    let mad = ask(&e, "SELECT benford_mad(amount, 1) FROM payment").rows[0][0].to_string();
    assert_eq!(mad, "0.155326667630000000");
    let digits = "SELECT leading_digits(amount, 1), leading_digits(amount, 2), leading_digits(-amount, 3), leading_digits(0, 1) FROM payment ORDER BY key";
    let rows = ask(&of(&["0.29", "1234.56"]), digits).rows;
    let shown = |row: usize| {
        rows[row]
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(0), ["2", "29", "290", ""]);
    assert_eq!(shown(1), ["1", "12", "123", ""]);
    // 11/1024, and nothing below.
    let chance = "SELECT bunching_p(9, 1), bunching_p(0, 3), bunching_p(NULL, 3)";
    let shown: Vec<String> = ask(&e, chance).rows[0]
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(shown, ["0.010742187500000000", "1.000000000000000000", ""]);
}

/// The printed table: binomial, 95 %, n 60, k 0 to 3: 4.87, 7.66, 10.12, 12.42 %.
#[test]
fn limits_are_the_printed_ones() {
    let e = engine(2, &[]);
    let sql = "SELECT CAST(deviation_limit(60, 0, CAST(0.95 AS DECIMAL(18,6))) AS DECIMAL(18,4)), CAST(deviation_limit(60, 1, CAST(0.95 AS DECIMAL(18,6))) AS DECIMAL(18,4)), \
        CAST(deviation_limit(60, 2, CAST(0.95 AS DECIMAL(18,6))) AS DECIMAL(18,4)), CAST(deviation_limit(60, 3, CAST(0.95 AS DECIMAL(18,6))) AS DECIMAL(18,4)), deviation_limit(NULL, 1, CAST(0.95 AS DECIMAL(18,6)))";
    let shown: Vec<String> = ask(&e, sql).rows[0]
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(shown, ["0.0487", "0.0766", "0.1012", "0.1242", ""]);
    let wrong = e.query(
        "SELECT deviation_limit(3, 4, CAST(0.95 AS DECIMAL(18,6)))",
        Strictness::Method,
    );
    assert!(wrong.expect_err("4 of 3").to_string().contains("4 of 3"));
}

#[test]
fn without_values_there_is_no_answer() {
    let e = engine(2, &[]);
    let sql = "SELECT benford_mad(amount, 2), exact_median(amount), quartile(amount, 2), mad_scaled(amount), hhi(amount) FROM payment";
    assert!(
        ask(&e, sql).rows[0]
            .iter()
            .all(|v| v.to_string().is_empty())
    );
}

#[test]
fn what_they_do_not_take_is_refused() {
    let e = engine(
        2,
        &[("O".into(), "1.00".into()), ("O".into(), "-1.00".into())],
    );
    for (sql, reason) in [
        (
            "SELECT benford_mad(amount, 4) FROM payment",
            "one, two or three",
        ),
        ("SELECT benford_mad(amount) FROM payment", "whole number"),
        (
            "SELECT benford_mad(DISTINCT amount, 1) FROM payment",
            "DISTINCT",
        ),
        ("SELECT quartile(amount, 5) FROM payment", "k is 1, 2 or 3"),
        (
            "SELECT quartile(amount, CASE WHEN amount > 0 THEN 1 ELSE 2 END) FROM payment",
            "one number",
        ),
        ("SELECT hhi(amount) FROM payment", "below zero"),
        ("SELECT mad_scaled(org_code) FROM payment", "decimal"),
        ("SELECT leading_digits(org_code, 1) FROM payment", "decimal"),
        (
            "SELECT mad_scaled(CAST(amount AS DOUBLE)) FROM payment",
            "decimal",
        ),
    ] {
        let error = e
            .query(sql, Strictness::Question)
            .expect_err(sql)
            .to_string();
        assert!(error.contains(reason), "{sql}: {error}");
    }
}
