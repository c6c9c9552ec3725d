//! Binds `$name` parameters as typed literals in the parsed SQL. DataFusion takes no placeholder
//! inside INTERVAL or frames, and a report must show what was run: so the bound text is the method.

use crate::EngineError;
use datafusion::sql::sqlparser::ast::{
    CaseWhen, CastKind, DataType, ExactNumberInfo, Expr, Ident, Interval, Statement, TypedString,
    UnaryOperator, Value, VisitMut, VisitorMut,
};
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::parser::Parser;
use datafusion::sql::sqlparser::tokenizer::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// The typed value of a parameter, all as validated text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// An amount: `CAST(200000 AS DECIMAL(18,2))`.
    Money(String),
    /// An integer or decimal number, or a number of days.
    Number(String),
    /// An ISO date.
    Date(String),
    /// A text.
    Text(String),
    /// Several texts, for `IN ($name)`.
    List(Vec<String>),
    /// From this day on no version is in force: NULL, with which no comparison holds.
    Nothing,
}

/// The values of a parameter: one, or several versions of the law with the first day of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// In order of their first day; the first may have none.
    pub versions: Vec<(Option<String>, Literal)>,
}

/// A predicate that holds for rows on whose day all parameters have a value in force; `None` where
/// one version binds on every day.
#[must_use]
pub fn in_force(
    parameters: &BTreeMap<String, Parameter>,
    judged_on: Option<&str>,
) -> Option<String> {
    let judged_on = judged_on?;
    let dated = parameters.values().filter(|p| p.versions.len() > 1);
    let cases: Vec<String> = dated
        .map(|p| {
            let mut case = String::from("CASE");
            for (from, value) in p.versions.iter().rev() {
                let from = from.as_deref().unwrap_or("0001-01-01");
                let holds = *value != Literal::Nothing;
                case.push_str(&format!(" WHEN {judged_on} >= DATE '{from}' THEN {holds}"));
            }
            format!("{case} ELSE FALSE END")
        })
        .collect();
    (!cases.is_empty()).then(|| cases.join(" AND "))
}

/// Parses exactly one statement.
pub(crate) fn parse_one(sql: &str) -> Result<Statement, EngineError> {
    let mut statements = Parser::new(&GenericDialect {})
        .with_recursion_limit(128)
        .try_with_sql(sql)
        .and_then(|mut p| p.parse_statements())
        .map_err(|e| EngineError::Sql(e.to_string()))?;
    match (statements.pop(), statements.is_empty()) {
        (Some(statement), true) => Ok(statement),
        (None, _) => Err(EngineError::Sql("there is no statement".into())),
        _ => Err(EngineError::Refused(
            "more than one statement; write one SELECT".into(),
        )),
    }
}

/// The SQL with every `$name` replaced. `judged_on` is the column that decides between versions.
///
/// # Errors
/// SQL that does not parse, a parameter without a value, versions without `judged_on`.
pub fn bind(
    sql: &str,
    parameters: &BTreeMap<String, Parameter>,
    judged_on: Option<&str>,
) -> Result<String, EngineError> {
    let mut statement = parse_one(sql)?;
    let judged_on = judged_on.map(parse_expr).transpose()?;
    let mut binder = Binder {
        parameters,
        judged_on,
    };
    match statement.visit(&mut binder) {
        ControlFlow::Break(error) => Err(error),
        ControlFlow::Continue(()) => Ok(statement.to_string()),
    }
}

/// The same for a predicate or a FROM clause, given as a piece of SQL.
///
/// # Errors
/// As [`bind`].
pub fn bind_predicate(
    predicate: &str,
    parameters: &BTreeMap<String, Parameter>,
    judged_on: Option<&str>,
) -> Result<String, EngineError> {
    let bound = bind(
        &format!("SELECT 1 WHERE {predicate}"),
        parameters,
        judged_on,
    )?;
    Ok(bound["SELECT 1 WHERE ".len()..].to_string())
}

/// The names of the tables a statement reads, without its own common table expressions.
///
/// # Errors
/// SQL that does not parse.
pub fn tables_of(sql: &str) -> Result<BTreeSet<String>, EngineError> {
    use datafusion::sql::sqlparser::ast::{ObjectName, Query, Visit, Visitor};
    #[derive(Default)]
    struct Names {
        tables: BTreeSet<String>,
        ctes: BTreeSet<String>,
    }
    impl Visitor for Names {
        type Break = ();
        fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
            for cte in query.with.iter().flat_map(|w| &w.cte_tables) {
                self.ctes.insert(cte.alias.name.value.to_lowercase());
            }
            ControlFlow::Continue(())
        }
        fn pre_visit_relation(&mut self, name: &ObjectName) -> ControlFlow<()> {
            self.tables.insert(name.to_string().to_lowercase());
            ControlFlow::Continue(())
        }
    }
    let statement = parse_one(sql)?;
    let mut names = Names::default();
    let _ = statement.visit(&mut names);
    Ok(names.tables.difference(&names.ctes).cloned().collect())
}

fn parse_expr(text: &str) -> Result<Expr, EngineError> {
    Parser::new(&GenericDialect {})
        .try_with_sql(text)
        .and_then(|mut p| p.parse_expr())
        .map_err(|e| EngineError::Sql(format!("judged_on {text:?}: {e}")))
}

struct Binder<'a> {
    parameters: &'a BTreeMap<String, Parameter>,
    judged_on: Option<Expr>,
}

impl VisitorMut for Binder<'_> {
    type Break = EngineError;

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<EngineError> {
        match self.replacement(expr) {
            Ok(Some(new)) => *expr = new,
            Ok(None) => {}
            Err(error) => return ControlFlow::Break(error),
        }
        ControlFlow::Continue(())
    }
}

impl Binder<'_> {
    fn replacement(&self, expr: &mut Expr) -> Result<Option<Expr>, EngineError> {
        if let Expr::InList {
            expr: item,
            list,
            negated,
        } = expr
            && let [only] = list.as_slice()
            && let Some(name) = placeholder(only)
            && let Some((_, Literal::List(_))) = self.parameter(name)?.versions.first()
        {
            let made = self.versions(name, |literal| match literal {
                Literal::List(values) => Ok(Expr::InList {
                    expr: item.clone(),
                    list: values.iter().map(|v| string(v)).collect(),
                    negated: *negated,
                }),
                other => self::literal(name, other),
            });
            return made.map(Some);
        }
        if let Expr::Interval(interval) = expr {
            let Some(name) = placeholder(&interval.value) else {
                return Ok(None);
            };
            let interval = interval.clone();
            return self
                .versions(name, |literal| match literal {
                    Literal::Number(n) => Ok(Expr::Interval(Interval {
                        value: Box::new(string(n)),
                        ..interval.clone()
                    })),
                    Literal::Nothing => Ok(null()),
                    _ => Err(EngineError::Sql(format!(
                        "${name} inside INTERVAL must be a number"
                    ))),
                })
                .map(Some);
        }
        match placeholder(expr) {
            None => Ok(None),
            Some(name) => self.versions(name, |l| literal(name, l)).map(Some),
        }
    }

    fn parameter(&self, name: &str) -> Result<&Parameter, EngineError> {
        self.parameters
            .get(name)
            .ok_or_else(|| EngineError::Sql(format!("${name} is no parameter of this method")))
    }

    /// One value, or a CASE over the day on which a row is judged; days before the first version
    /// have no value in force and become NULL.
    fn versions(
        &self,
        name: &str,
        make: impl Fn(&Literal) -> Result<Expr, EngineError>,
    ) -> Result<Expr, EngineError> {
        let versions = &self.parameter(name)?.versions;
        if let [(_, only)] = versions.as_slice() {
            return make(only);
        }
        let Some(judged_on) = &self.judged_on else {
            return Err(EngineError::Sql(format!(
                "${name} is not the same on all days; the method must say judged_on"
            )));
        };
        let mut conditions = Vec::new();
        for (from, value) in versions.iter().rev() {
            let from = from.as_deref().unwrap_or("0001-01-01");
            conditions.push(CaseWhen {
                condition: Expr::BinaryOp {
                    left: Box::new(judged_on.clone()),
                    op: datafusion::sql::sqlparser::ast::BinaryOperator::GtEq,
                    right: Box::new(date(from)),
                },
                result: make(value)?,
            });
        }
        Ok(Expr::Nested(Box::new(Expr::Case {
            case_token:
                datafusion::sql::sqlparser::ast::helpers::attached_token::AttachedToken::empty(),
            end_token:
                datafusion::sql::sqlparser::ast::helpers::attached_token::AttachedToken::empty(),
            operand: None,
            conditions,
            else_result: None,
        })))
    }
}

fn placeholder(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Value(v) => match &v.value {
            Value::Placeholder(name) => name.strip_prefix('$'),
            _ => None,
        },
        _ => None,
    }
}

fn literal(name: &str, literal: &Literal) -> Result<Expr, EngineError> {
    Ok(match literal {
        Literal::Money(v) => Expr::Cast {
            kind: CastKind::Cast,
            expr: Box::new(number(v)),
            data_type: DataType::Decimal(ExactNumberInfo::PrecisionAndScale(18, 2)),
            array: false,
            format: None,
        },
        Literal::Number(v) => number(v),
        Literal::Date(v) => date(v),
        Literal::Text(v) => string(v),
        Literal::Nothing => null(),
        Literal::List(_) => {
            return Err(EngineError::Sql(format!(
                "${name} is a list: write column IN (${name})"
            )));
        }
    })
}

fn number(text: &str) -> Expr {
    let value = |t: &str| Expr::value(Value::Number(t.to_string(), false));
    match text.strip_prefix('-') {
        Some(rest) => Expr::UnaryOp {
            op: UnaryOperator::Minus,
            expr: Box::new(value(rest)),
        },
        None => value(text),
    }
}

fn null() -> Expr {
    Expr::value(Value::Null)
}

fn string(text: &str) -> Expr {
    Expr::value(Value::SingleQuotedString(text.to_string()))
}

fn date(iso: &str) -> Expr {
    Expr::TypedString(TypedString {
        data_type: DataType::Date,
        value: datafusion::sql::sqlparser::ast::ValueWithSpan {
            value: Value::SingleQuotedString(iso.to_string()),
            span: Span::empty(),
        },
        uses_odbc_syntax: false,
    })
}

/// An identifier, quoted.
#[must_use]
pub fn quoted(name: &str) -> String {
    Ident::with_quote('"', name).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(literal: Literal) -> Parameter {
        Parameter {
            versions: vec![(None, literal)],
        }
    }

    fn parameters() -> BTreeMap<String, Parameter> {
        let n = |s: &str| Literal::Number(s.into());
        BTreeMap::from([
            ("limit".into(), one(Literal::Money("200000".into()))),
            ("days".into(), one(n("7"))),
            ("from".into(), one(Literal::Date("2025-01-01".into()))),
            ("word".into(), one(Literal::Text("it's".into()))),
            (
                "codes".into(),
                one(Literal::List(vec!["a".into(), "b'".into()])),
            ),
            (
                "clock".into(),
                Parameter {
                    versions: vec![
                        (Some("2015-01-01".into()), n("30")),
                        (Some("2025-07-01".into()), n("20")),
                    ],
                },
            ),
        ])
    }

    #[test]
    fn every_type_becomes_a_literal() {
        let bind = |sql| bind(sql, &parameters(), Some("p.paid_on")).expect(sql);
        assert_eq!(
            bind("SELECT $limit"),
            "SELECT CAST(200000 AS DECIMAL(18,2))"
        );
        assert_eq!(
            bind("SELECT a + INTERVAL $days DAY"),
            "SELECT a + INTERVAL '7' DAY"
        );
        assert_eq!(
            bind("SELECT a >= $from, $word"),
            "SELECT a >= DATE '2025-01-01', 'it''s'"
        );
        assert_eq!(bind("SELECT a IN ($codes)"), "SELECT a IN ('a', 'b''')");
        assert_eq!(
            bind("SELECT a NOT IN ($codes)"),
            "SELECT a NOT IN ('a', 'b''')"
        );
        assert_eq!(
            bind("SELECT b > $clock"),
            "SELECT b > (CASE WHEN p.paid_on >= DATE '2025-07-01' THEN 20 WHEN p.paid_on >= DATE '2015-01-01' THEN 30 END)"
        );
        assert_eq!(
            bind("SELECT a + INTERVAL $clock DAY"),
            "SELECT a + (CASE WHEN p.paid_on >= DATE '2025-07-01' THEN INTERVAL '20' DAY WHEN p.paid_on >= DATE '2015-01-01' THEN INTERVAL '30' DAY END)"
        );
        assert_eq!(
            bind_predicate("a < $days OR b", &parameters(), None).expect("binds"),
            "a < 7 OR b"
        );
    }

    #[test]
    fn an_ended_version_binds_no_longer() {
        let ended = |value: Literal| Parameter {
            versions: vec![
                (Some("2015-01-01".into()), value),
                (Some("2026-01-01".into()), Literal::Nothing),
            ],
        };
        let parameters = BTreeMap::from([
            ("days".into(), ended(Literal::Number("30".into()))),
            ("codes".into(), ended(Literal::List(vec!["a".into()]))),
        ]);
        let case = |value: &str| {
            format!(
                "(CASE WHEN d >= DATE '2026-01-01' THEN NULL WHEN d >= DATE '2015-01-01' THEN {value} END)"
            )
        };
        for (sql, expected) in [
            ("SELECT b > $days", format!("SELECT b > {}", case("30"))),
            (
                "SELECT a + INTERVAL $days DAY",
                format!("SELECT a + {}", case("INTERVAL '30' DAY")),
            ),
            (
                "SELECT a NOT IN ($codes)",
                format!("SELECT {}", case("a NOT IN ('a')")),
            ),
        ] {
            assert_eq!(bind(sql, &parameters, Some("d")).expect(sql), expected);
        }
        let days = BTreeMap::from([("days".to_string(), parameters["days"].clone())]);
        assert_eq!(
            in_force(&days, Some("d")).expect("dated"),
            "CASE WHEN d >= DATE '2026-01-01' THEN false WHEN d >= DATE '2015-01-01' THEN true ELSE FALSE END"
        );
        assert_eq!(in_force(&BTreeMap::new(), Some("d")), None);
    }

    #[test]
    fn what_cannot_be_bound_is_said() {
        for (sql, expected) in [
            ("SELECT $nothing", "$nothing is no parameter"),
            ("SELECT $codes", "write column IN"),
            ("SELECT a + INTERVAL $word DAY", "must be a number"),
            ("SELECT 1; SELECT 2", "more than one statement"),
            ("SELEC 1", "Expected"),
        ] {
            let error = bind(sql, &parameters(), None).expect_err(sql).to_string();
            assert!(error.contains(expected), "{sql}: {error}");
        }
        let error = bind("SELECT $clock", &parameters(), None).expect_err("no judged_on");
        assert!(error.to_string().contains("judged_on"), "{error}");
    }

    #[test]
    fn tables_without_ctes() {
        let tables = tables_of(
            "WITH v AS (SELECT 1 FROM legal_event) SELECT * FROM payment p JOIN v ON true WHERE EXISTS (SELECT 1 FROM bid)",
        );
        let tables: Vec<_> = tables.expect("parses").into_iter().collect();
        assert_eq!(tables, ["bid", "legal_event", "payment"]);
    }
}
