//! Each rule of the dialect refuses what it is for, on its line, and is quiet about the right way.

use fisc_engine::Settings;
use fisc_engine::lint::{Linter, RULES};
use std::collections::BTreeMap;

/// (rule, line, refused).
const REFUSED: &[(&str, u64, &str)] = &[
    (
        "date-difference",
        2,
        "SELECT key\nFROM payment WHERE paid_on - entered_at > INTERVAL '3' DAY",
    ),
    (
        "date-difference",
        1,
        "SELECT l.released_on - p.paid_on AS d FROM payment p JOIN budget_line l ON l.line_id = p.line_id",
    ),
    (
        "bare-division",
        1,
        "SELECT amount / 3 AS third FROM payment",
    ),
    (
        "bare-division",
        1,
        "SELECT fiscal_year / 2 AS half FROM payment",
    ),
    (
        "bare-division",
        1,
        "SELECT CAST(amount / 3 AS DECIMAL(18,2)) AS third FROM payment",
    ),
    (
        "inexact-aggregate",
        1,
        "SELECT AVG(amount) AS a FROM payment",
    ),
    (
        "inexact-aggregate",
        1,
        "SELECT stddev(amount) AS a FROM payment",
    ),
    (
        "inexact-aggregate",
        1,
        "SELECT approx_distinct(org_code) AS a FROM payment",
    ),
    (
        "inexact-aggregate",
        1,
        "SELECT MEDIAN(amount) OVER (PARTITION BY org_code) AS a FROM payment",
    ),
    (
        "aggregate-order",
        1,
        "SELECT string_agg(key, ',') AS keys FROM payment",
    ),
    (
        "aggregate-order",
        1,
        "SELECT array_agg(key) AS keys FROM payment",
    ),
    (
        "aggregate-order",
        1,
        "SELECT first_value(key) AS k FROM payment",
    ),
    (
        "distinct-count",
        1,
        "SELECT org_code, COUNT(DISTINCT payee_id) AS a, COUNT(*) AS b FROM payment GROUP BY org_code",
    ),
    (
        "distinct-count",
        1,
        "SELECT COUNT(DISTINCT payee_id) AS a FROM payment HAVING SUM(amount) > 0",
    ),
    (
        "window-order",
        1,
        "SELECT ROW_NUMBER() OVER (PARTITION BY org_code ORDER BY paid_on) AS n FROM payment",
    ),
    (
        "window-order",
        1,
        "SELECT ROW_NUMBER() OVER (PARTITION BY org_code) AS n FROM payment",
    ),
    (
        "window-order",
        3,
        "SELECT\n  key,\n  SUM(amount) OVER (ORDER BY paid_on ROWS UNBOUNDED PRECEDING) AS s\nFROM payment",
    ),
    (
        "window-order",
        1,
        "SELECT LAG(n) OVER (ORDER BY n) AS before FROM (SELECT org_code, COUNT(*) AS n FROM payment GROUP BY org_code) q",
    ),
    (
        "nulls-order",
        2,
        "SELECT ROW_NUMBER() OVER (\n  ORDER BY entered_at, key) AS n FROM payment",
    ),
    (
        "window-order",
        2,
        "SELECT ROW_NUMBER() OVER w AS n FROM payment\nWINDOW w AS (ORDER BY paid_on)",
    ),
    (
        "nulls-order",
        1,
        "SELECT RANK() OVER (ORDER BY l.released_on DESC, p.key) AS n FROM payment p LEFT JOIN budget_line l ON l.line_id = p.line_id",
    ),
    (
        "distinct-from",
        1,
        "SELECT key FROM payment WHERE line_id IS DISTINCT FROM contract_id AND amount > 0",
    ),
    (
        "distinct-from",
        1,
        "SELECT key FROM payment WHERE contract_id IS NULL IS NOT DISTINCT FROM line_id IS NULL OR amount > 0",
    ),
    (
        "repeated-cte",
        1,
        "WITH s AS (SELECT org_code, SUM(amount) AS amount FROM payment GROUP BY org_code)\n\
         SELECT a.org_code FROM s a JOIN s b ON a.amount = b.amount",
    ),
    (
        "repeated-cte",
        2,
        "WITH s AS (SELECT org_code, SUM(amount) AS amount FROM payment GROUP BY org_code),\n\
         t AS (SELECT org_code, amount FROM s WHERE amount > 0)\n\
         SELECT a.org_code FROM t a JOIN t b ON a.amount = b.amount",
    ),
];

const QUIET: &[(&str, &str)] = &[
    (
        "date-difference",
        "SELECT key, days_between(paid_on, paid_on) - 3 AS d FROM payment WHERE paid_on - INTERVAL '3' DAY > DATE '2025-01-01'",
    ),
    (
        "bare-division",
        "SELECT CAST((CAST(amount AS DECIMAL(28,6)) / 3) AS DECIMAL(18,2)) AS third FROM payment",
    ),
    (
        "inexact-aggregate",
        "SELECT MIN(amount) AS a, MAX(amount) AS b, SUM(amount) AS c FROM payment",
    ),
    (
        "aggregate-order",
        "SELECT first_value(key ORDER BY key) AS k FROM payment",
    ),
    (
        "distinct-count",
        "SELECT COUNT(DISTINCT org_code) AS a, (SELECT COUNT(*) FROM contract) AS b FROM payment",
    ),
    (
        "window-order",
        "SELECT ROW_NUMBER() OVER (PARTITION BY org_code ORDER BY paid_on, key) AS n FROM payment",
    ),
    (
        "window-order",
        "SELECT SUM(amount) OVER (PARTITION BY org_code) AS s, RANK() OVER (ORDER BY paid_on) AS r FROM payment",
    ),
    (
        "window-order",
        "SELECT SUM(amount) OVER (ORDER BY paid_on RANGE BETWEEN INTERVAL '3' DAY PRECEDING AND CURRENT ROW) AS s FROM payment",
    ),
    (
        "window-order",
        "SELECT LAG(n) OVER (ORDER BY org_code) AS before FROM (SELECT org_code, COUNT(*) AS n FROM payment GROUP BY org_code) q",
    ),
    (
        "nulls-order",
        "SELECT ROW_NUMBER() OVER (ORDER BY entered_at NULLS FIRST, paid_on, key) AS n FROM payment",
    ),
    (
        "nulls-order",
        "SELECT ROW_NUMBER() OVER (ORDER BY COALESCE(line_id, ''), key) AS n FROM payment",
    ),
    (
        "distinct-from",
        "SELECT key FROM payment WHERE (line_id IS DISTINCT FROM contract_id) AND amount > 0",
    ),
    (
        "distinct-from",
        "SELECT key FROM payment WHERE amount > 0 AND line_id IS DISTINCT FROM contract_id",
    ),
    (
        "repeated-cte",
        "WITH s AS (SELECT org_code, amount FROM payment WHERE amount > 0)\n\
         SELECT a.org_code FROM s a JOIN s b ON a.amount = b.amount",
    ),
    (
        "repeated-cte",
        "WITH s AS (SELECT gov_code, MIN(level) AS level FROM government GROUP BY gov_code)\n\
         SELECT a.gov_code FROM s a JOIN s b ON a.level = b.level",
    ),
];

fn linter() -> Linter {
    Linter::new(&Settings {
        partitions: 1,
        threads: 1,
        memory: 64 << 20,
        disk: 1 << 20,
        temp: std::env::temp_dir(),
        calendars: BTreeMap::new(),
    })
    .expect("a session")
}

#[test]
fn each_rule_refuses_on_its_line() {
    let linter = linter();
    for (rule, line, sql) in REFUSED {
        let found = linter.check(sql, sql).expect(sql);
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(
            found
                .iter()
                .any(|f| f.rule.name == *rule && f.line == *line),
            "{rule} on line {line} of {sql}: {told:?}"
        );
    }
    for rule in &RULES {
        let tested = REFUSED.iter().any(|r| r.0 == rule.name);
        assert!(tested, "{} has no refused statement", rule.name);
    }
}

#[test]
fn each_rule_is_quiet_about_the_right_way() {
    let linter = linter();
    for (rule, sql) in QUIET {
        let found = linter.check(sql, sql).expect(sql);
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{rule}: {sql}: {told:?}");
    }
    for rule in &RULES {
        let tested = QUIET.iter().any(|r| r.0 == rule.name);
        assert!(tested, "{} has no quiet statement", rule.name);
    }
}

#[test]
fn a_view_over_a_big_table_is_big_and_keeps_its_nulls() {
    let mut linter = linter();
    let view = "SELECT key, org_code, entered_at, amount FROM payment WHERE amount > 0";
    assert!(linter.view("paid", view).expect("plans").is_empty());
    let twice = "WITH s AS (SELECT org_code, SUM(amount) AS amount FROM paid GROUP BY org_code) \
                 SELECT a.org_code FROM s a JOIN s b ON a.amount = b.amount";
    let found = linter.check(twice, twice).expect("plans");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].rule.name, "repeated-cte");
    let nulls = "SELECT RANK() OVER (ORDER BY entered_at, org_code, key) AS n FROM paid";
    let found = linter.check(nulls, nulls).expect("plans");
    assert_eq!(found.len(), 1, "only entered_at may be null: {found:?}");
}

#[test]
fn a_finding_says_where_what_why_and_instead() {
    let sql = "SELECT key FROM payment\nWHERE amount / 2 > 1";
    let found = linter().check(sql, sql).expect("plans");
    assert_eq!(
        found[0].to_string(),
        "line 2: amount / 2: how many decimals a quotient keeps differs between engines, and integers \
         lose theirs; declare both scales: CAST(CAST(a AS DECIMAL(28,6)) / b AS DECIMAL(18,6)) [bare-division]"
    );
}
