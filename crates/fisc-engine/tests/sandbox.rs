//! Hostile and inexact statements: each is refused, with its reason.

use fisc_engine::{Engine, Settings, Strictness};
use std::collections::BTreeMap;
use std::path::Path;

fn engine(folder: &Path) -> Engine {
    std::fs::write(
        folder.join("manifest.json"),
        r#"{"schema_version":1,"tables":{},"ordinals":{}}"#,
    )
    .expect("a writable folder");
    let settings = Settings {
        partitions: 2,
        threads: 2,
        memory: 64 << 20,
        disk: 64 << 20,
        temp: folder.to_path_buf(),
        calendars: BTreeMap::new(),
    };
    Engine::open(folder, &settings).expect("an empty ledger")
}

/// (statement, part of the reason).
const HOSTILE: &[(&str, &str)] = &[
    // files, URLs
    ("SELECT * FROM '/etc/passwd'", "not a table of the ledger"),
    ("SELECT * FROM 'payment.csv'", "not a table of the ledger"),
    ("SELECT * FROM \"/etc/passwd\"", "not a table of the ledger"),
    (
        "SELECT * FROM 'https://example.org/x.parquet'",
        "not a table of the ledger",
    ),
    (
        "SELECT * FROM 's3://bucket/x.parquet'",
        "not a table of the ledger",
    ),
    (
        "SELECT * FROM \"../ledger/payment/part-0.parquet\"",
        "not a table of the ledger",
    ),
    ("SELECT * FROM file.csv", "not a table of the ledger"),
    // table functions
    ("SELECT * FROM read_csv('/etc/passwd')", "table functions"),
    ("SELECT * FROM read_parquet('x')", "table functions"),
    ("SELECT * FROM parquet_metadata('x')", "table functions"),
    (
        "SELECT * FROM generate_series(1, 1000000000000)",
        "table functions",
    ),
    ("SELECT * FROM range(1, 1000000000000)", "table functions"),
    (
        "SELECT * FROM TABLE(generate_series(1, 10))",
        "table functions",
    ),
    ("SELECT * FROM UNNEST([1, 2, 3])", "table functions"),
    ("SELECT * FROM payment TABLESAMPLE BERNOULLI (10)", "sample"),
    (
        "SELECT * FROM (SELECT 1) t, LATERAL generate_series(1, 10)",
        "table functions",
    ),
    // system tables
    ("SELECT * FROM information_schema.tables", "system tables"),
    (
        "SELECT * FROM information_schema.df_settings",
        "system tables",
    ),
    ("SELECT * FROM datafusion.public.payment", "system tables"),
    ("SELECT * FROM pg_catalog.pg_class", "system tables"),
    ("SELECT * FROM nowhere", "nowhere"),
    ("SELECT @@version", "system variable"),
    // clock, random, version, environment
    ("SELECT now()", "now"),
    ("SELECT current_timestamp", "current_timestamp"),
    ("SELECT current_date", "current_date"),
    ("SELECT current_time", "current_time"),
    ("SELECT today()", "today"),
    ("SELECT random()", "random"),
    ("SELECT uuid()", "uuid"),
    ("SELECT version()", "version"),
    ("SELECT input_file_name()", "input_file_name"),
    // recursion, bombs
    (
        "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT * FROM t",
        "recursion",
    ),
    ("SELECT repeat('x', 1000000000)", "repeat"),
    ("SELECT lpad('x', 1000000000)", "lpad"),
    ("SELECT rpad('x', 1000000000)", "rpad"),
    ("SELECT generate_series(1, 1000000000)", "generate_series"),
    ("SELECT range(1, 1000000000)", "range"),
    ("SELECT array_repeat(1, 1000000000)", "array_repeat"),
    ("SELECT factorial(20)", "factorial"),
    // other statements
    ("EXPLAIN SELECT 1", "EXPLAIN is not a SELECT"),
    (
        "EXPLAIN ANALYZE SELECT * FROM payment",
        "EXPLAIN is not a SELECT",
    ),
    ("DESCRIBE payment", "is not a SELECT"),
    ("SHOW TABLES", "SHOW is not a SELECT"),
    ("SHOW ALL", "SHOW is not a SELECT"),
    (
        "SET datafusion.execution.target_partitions = 64",
        "SET is not a SELECT",
    ),
    ("CREATE TABLE x AS SELECT 1", "CREATE is not a SELECT"),
    ("CREATE VIEW x AS SELECT 1", "CREATE is not a SELECT"),
    (
        "CREATE EXTERNAL TABLE x STORED AS CSV LOCATION '/etc/passwd'",
        "",
    ),
    (
        "CREATE FUNCTION f() RETURNS INT RETURN 1",
        "CREATE is not a SELECT",
    ),
    ("DROP TABLE payment", "DROP is not a SELECT"),
    (
        "ALTER TABLE payment ADD COLUMN x INT",
        "ALTER is not a SELECT",
    ),
    ("TRUNCATE payment", "TRUNCATE is not a SELECT"),
    (
        "INSERT INTO payment (amount) VALUES (1)",
        "INSERT is not a SELECT",
    ),
    ("UPDATE payment SET amount = 0", "UPDATE is not a SELECT"),
    ("DELETE FROM payment", "DELETE is not a SELECT"),
    (
        "MERGE INTO payment USING bid ON true WHEN MATCHED THEN DELETE",
        "is not a SELECT",
    ),
    ("COPY payment TO 'x.csv'", "COPY is not a SELECT"),
    ("COPY (SELECT 1) TO '/tmp/x.csv'", "COPY is not a SELECT"),
    ("PREPARE p AS SELECT 1", "PREPARE is not a SELECT"),
    ("EXECUTE p", "EXECUTE is not a SELECT"),
    ("BEGIN", "is not a SELECT"),
    ("SELECT 1; DROP TABLE payment", "more than one statement"),
    ("SELECT * INTO x FROM payment", "SELECT INTO"),
    ("SELECT * FROM payment FOR UPDATE", "FOR UPDATE"),
    ("SELECT $limit", "has no value"),
    ("", "no statement"),
];

/// What is not exact is refused in a method.
const INEXACT: &[(&str, &str)] = &[
    (
        "SELECT CAST(amount AS DOUBLE) AS amount FROM payment",
        "float",
    ),
    (
        "SELECT CAST(CAST(amount AS DOUBLE) * 0.1 AS DECIMAL(18,2)) AS amount FROM payment",
        "float",
    ),
    ("SELECT amount * 0.125 AS amount FROM payment", "decimals"),
    (
        "SELECT SUM(CAST(amount AS DECIMAL(38,2))) AS amount FROM payment",
        "overflow",
    ),
    (
        "SELECT SUM(s) AS amount FROM (SELECT SUM(s) AS s FROM (SELECT SUM(amount) AS s FROM payment GROUP BY org_code) a) b",
        "overflow",
    ),
    (
        "SELECT SUM(CAST(amount AS DECIMAL(38,2))) OVER (ORDER BY key) AS amount FROM payment",
        "overflow",
    ),
    ("SELECT SUM(fiscal_year) AS n FROM payment", "wrap around"),
    (
        "SELECT AVG(CAST(amount AS DOUBLE)) AS n FROM payment",
        "float",
    ),
    ("SELECT stddev(amount) AS n FROM payment", "stddev"),
    (
        "SELECT approx_distinct(key) AS n FROM payment",
        "approx_distinct",
    ),
    ("SELECT median(amount) AS n FROM payment", "median"),
    ("SELECT array_agg(key) AS n FROM payment", "array_agg"),
    ("SELECT first_value(key) AS n FROM payment", "ORDER BY"),
    ("SELECT org_code AS amount FROM payment", "exact"),
];

#[test]
fn hostile_statements_are_refused_with_their_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path());
    assert!(HOSTILE.len() >= 60);
    for (sql, expected) in HOSTILE {
        for strictness in [Strictness::Method, Strictness::Question] {
            let error = engine.query(sql, strictness).expect_err(sql).to_string();
            assert!(
                error.to_lowercase().contains(&expected.to_lowercase()),
                "{sql}\n  {error}"
            );
        }
    }
}

#[test]
fn inexact_statements_are_refused_with_their_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path());
    for (sql, expected) in INEXACT {
        let error = engine
            .query(sql, Strictness::Method)
            .expect_err(sql)
            .to_string();
        assert!(error.contains(expected), "{sql}\n  {error}");
    }
}

#[test]
fn what_an_auditor_writes_passes() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path());
    for sql in [
        "SELECT org_code, SUM(amount) AS amount FROM payment GROUP BY org_code ORDER BY amount DESC",
        "SELECT SUM(CASE WHEN status = 'paid' THEN 1 ELSE 0 END) AS n FROM payment",
        "WITH a AS (SELECT key, amount FROM payment) SELECT * FROM a WHERE amount > (SELECT MAX(amount) FROM a) OR EXISTS (SELECT 1 FROM bid)",
        "SELECT key, SUM(amount) OVER (PARTITION BY org_code ORDER BY paid_on, key ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS amount FROM payment",
        "SELECT EXTRACT(MONTH FROM paid_on) AS m, paid_on + INTERVAL '7' DAY FROM payment WHERE payee_name ~ '公司$'",
        "SELECT CAST(ROUND(amount * 0.125, 2) AS DECIMAL(18,2)) AS amount FROM payment",
        "SELECT 0.1 + 0.2 AS amount",
        "VALUES (1, 'a')",
    ] {
        engine.query(sql, Strictness::Method).expect(sql);
    }
    let rows = engine
        .query("SELECT 0.1 + 0.2 = 0.3 AS exact", Strictness::Method)
        .expect("runs");
    assert_eq!(rows.rows[0][0].to_string(), "true", "decimals, not floats");
}

#[test]
fn deep_statements_are_an_error_and_not_a_crash() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path());
    let deep = format!("SELECT {}1{}", "(".repeat(5_000), ")".repeat(5_000));
    engine
        .query(&deep, Strictness::Method)
        .expect_err("too deep");
    let long = format!("SELECT {}1", "1 + ".repeat(2_000));
    let _ = engine.query(&long, Strictness::Method);
}

#[test]
fn our_functions_answer_in_sql() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path());
    let sql = "SELECT person_id_valid('11010519491231002X'), credit_code_valid('91350100M000100Y43'), \
        luhn_valid('4111111111111112'), name_key('甲（集团）有限公司'), \
        days_between(DATE '2025-01-20', DATE '2025-02-05'), person_id_valid(NULL)";
    let rows = engine.query(sql, Strictness::Method).expect("runs");
    let cells: Vec<String> = rows.rows[0].iter().map(ToString::to_string).collect();
    assert_eq!(cells, ["true", "true", "false", "甲", "16", ""]);
    let error = engine.query(
        "SELECT is_working_day(DATE '2025-01-01', 'CN')",
        Strictness::Method,
    );
    assert!(
        error
            .expect_err("no calendar")
            .to_string()
            .contains("no calendar \"CN\"")
    );
}
