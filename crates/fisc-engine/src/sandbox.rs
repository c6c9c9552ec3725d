//! What a statement may do: read the ledger, nothing else, and exactly. By allow-list, on the parsed
//! statement and again on the plan: what is not listed is refused, with the reason.

use crate::EngineError;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::error::DataFusionError;
use datafusion::logical_expr::expr::{AggregateFunction, WindowFunction};
use datafusion::logical_expr::{Expr, ExprSchemable, LogicalPlan, WindowFunctionDefinition};
use datafusion::sql::sqlparser::ast::{
    self, Query, SetExpr, Statement, TableFactor, Visit, Visitor,
};
use std::ops::ControlFlow;

/// How strictly a plan is held to exactness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// A method: no float anywhere; `amount` is a decimal with at most two decimals.
    Method,
    /// An auditor's own question: floats may be looked at, but not become an `amount`.
    Question,
}

fn refused(reason: impl Into<String>) -> EngineError {
    EngineError::Refused(reason.into())
}

/// Checks the parsed statement: one query without the constructs that reach outside or cannot be
/// bounded.
pub(crate) fn check_statement(statement: &Statement) -> Result<(), EngineError> {
    let Statement::Query(_) = statement else {
        let text = statement.to_string();
        let word = text.split_whitespace().next().unwrap_or_default();
        return Err(refused(format!(
            "{word} is not a SELECT; a statement only reads the ledger"
        )));
    };
    match statement.visit(&mut StatementCheck) {
        ControlFlow::Break(reason) => Err(refused(reason)),
        ControlFlow::Continue(()) => Ok(()),
    }
}

struct StatementCheck;

impl Visitor for StatementCheck {
    type Break = String;

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<String> {
        if query.with.as_ref().is_some_and(|w| w.recursive) {
            return ControlFlow::Break(
                "recursion has no bound; tracing is done by fisc trace".into(),
            );
        }
        if !query.locks.is_empty() {
            return ControlFlow::Break("FOR UPDATE locks; a statement only reads".into());
        }
        if query.settings.is_some() || query.format_clause.is_some() {
            return ControlFlow::Break("SETTINGS and FORMAT are not part of the dialect".into());
        }
        match query.body.as_ref() {
            SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) | SetExpr::Merge(_) => {
                ControlFlow::Break("a statement only reads the ledger".into())
            }
            SetExpr::Select(select) if select.into.is_some() => {
                ControlFlow::Break("SELECT INTO writes; a statement only reads".into())
            }
            _ => ControlFlow::Continue(()),
        }
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<String> {
        match factor {
            TableFactor::Table {
                args: None,
                sample: None,
                version: None,
                json_path: None,
                name,
                ..
            } => table_name(name),
            TableFactor::Derived { sample: None, .. } | TableFactor::NestedJoin { .. } => {
                ControlFlow::Continue(())
            }
            TableFactor::Table {
                sample: Some(_), ..
            }
            | TableFactor::Derived {
                sample: Some(_), ..
            } => ControlFlow::Break("a sample is random; use fisc sample, which is seeded".into()),
            other => ControlFlow::Break(format!(
                "{other} is not a table of the ledger; table functions are not allowed"
            )),
        }
    }

    fn pre_visit_expr(&mut self, expr: &ast::Expr) -> ControlFlow<String> {
        match expr {
            ast::Expr::Value(v) if matches!(v.value, ast::Value::Placeholder(_)) => {
                ControlFlow::Break(format!("{expr} has no value"))
            }
            ast::Expr::Identifier(i) if i.value.starts_with('@') => {
                ControlFlow::Break(format!("{expr} is a system variable"))
            }
            _ => ControlFlow::Continue(()),
        }
    }
}

/// A table's name has one part: no other catalog, no schema, no path, no URL.
fn table_name(name: &ast::ObjectName) -> ControlFlow<String> {
    let text = name.to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '"';
    if name.0.len() == 1 && text.chars().all(plain) {
        ControlFlow::Continue(())
    } else {
        ControlFlow::Break(format!(
            "{text} is not a table of the ledger; files, URLs and system tables are not allowed"
        ))
    }
}

/// Checks the plan: its nodes, its functions and its arithmetic.
pub(crate) fn check_plan(plan: &LogicalPlan, strictness: Strictness) -> Result<(), EngineError> {
    let mut reason: Option<EngineError> = None;
    plan.apply_with_subqueries(|node| {
        if let Err(e) = check_node(node, strictness) {
            reason = Some(e);
            return Ok(TreeNodeRecursion::Stop);
        }
        Ok(TreeNodeRecursion::Continue)
    })
    .map_err(|e: DataFusionError| EngineError::planning(&e))?;
    if let Some(reason) = reason {
        return Err(reason);
    }
    for field in plan.schema().fields() {
        if field.name() == "amount" {
            check_amount(field.data_type())?;
        }
    }
    Ok(())
}

fn check_amount(ty: &DataType) -> Result<(), EngineError> {
    match ty {
        DataType::Decimal128(_, scale) if (0..=2).contains(scale) => Ok(()),
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 | DataType::Null => {
            Ok(())
        }
        DataType::Decimal128(_, scale) | DataType::Decimal256(_, scale) => Err(refused(format!(
            "amount has {scale} decimals; say how it is rounded: CAST(… AS DECIMAL(18,2))"
        ))),
        other => Err(refused(format!(
            "amount is {other}; money is exact: use decimals"
        ))),
    }
}

fn check_node(node: &LogicalPlan, strictness: Strictness) -> Result<(), EngineError> {
    use LogicalPlan as P;
    match node {
        P::Projection(_)
        | P::Filter(_)
        | P::Window(_)
        | P::Aggregate(_)
        | P::Sort(_)
        | P::Join(_)
        | P::Union(_)
        | P::TableScan(_)
        | P::EmptyRelation(_)
        | P::Subquery(_)
        | P::SubqueryAlias(_)
        | P::Limit(_)
        | P::Values(_)
        | P::Distinct(_) => {}
        other => {
            return Err(refused(format!(
                "{} is not part of the dialect",
                other.display()
            )));
        }
    }
    let mut reason = None;
    node.apply_expressions(|expr| {
        expr.apply(|e| {
            if let Err(error) = check_expr(e, node, strictness) {
                reason = Some(error);
                return Ok(TreeNodeRecursion::Stop);
            }
            Ok(TreeNodeRecursion::Continue)
        })
    })
    .map_err(|e: DataFusionError| EngineError::planning(&e))?;
    reason.map_or(Ok(()), Err)
}

fn check_expr(expr: &Expr, node: &LogicalPlan, strictness: Strictness) -> Result<(), EngineError> {
    match expr {
        Expr::ScalarVariable(..) | Expr::Placeholder(_) | Expr::Unnest(_) => {
            return Err(refused(format!("{expr} is not part of the dialect")));
        }
        Expr::HigherOrderFunction(_) | Expr::Lambda(_) | Expr::LambdaVariable(_) => {
            return Err(refused("lambdas are not part of the dialect"));
        }
        Expr::AggregateFunction(AggregateFunction { func, params }) => {
            check_aggregate(func.name(), &params.args, !params.order_by.is_empty(), node)?;
        }
        Expr::WindowFunction(window) => {
            let WindowFunction { fun, params } = window.as_ref();
            if let WindowFunctionDefinition::AggregateUDF(f) = fun {
                check_aggregate(f.name(), &params.args, true, node)?;
            }
        }
        _ => {}
    }
    if strictness == Strictness::Method && type_of(expr, node).is_some_and(|t| t.is_floating()) {
        return Err(refused(format!(
            "{expr} is a float, which is not exact; use decimals: CAST(… AS DECIMAL(p,s))"
        )));
    }
    Ok(())
}

fn type_of(expr: &Expr, node: &LogicalPlan) -> Option<DataType> {
    node.inputs()
        .iter()
        .find_map(|input| expr.get_type(input.schema()).ok())
        .or_else(|| expr.get_type(node.schema()).ok())
}

/// SUM widens a decimal by ten digits and never checks the sum itself: what could exceed 38 digits
/// is refused. An integer SUM wraps, so only sums of small constants pass.
fn check_aggregate(
    name: &str,
    args: &[Expr],
    ordered: bool,
    node: &LogicalPlan,
) -> Result<(), EngineError> {
    match name {
        "sum" | "avg" => {
            for arg in args {
                match type_of(arg, node) {
                    Some(DataType::Decimal128(p, _)) if p > 28 => {
                        return Err(refused(format!(
                            "{name}({arg}): {p} digits could overflow; CAST({arg} AS DECIMAL(28,2)) first"
                        )));
                    }
                    Some(t) if t.is_integer() && !bounded(arg) => {
                        return Err(refused(format!(
                            "{name}({arg}): integers wrap around; CAST({arg} AS DECIMAL(18,0)) first"
                        )));
                    }
                    _ => {}
                }
            }
        }
        "first_value" | "last_value" if !ordered => {
            return Err(refused(format!(
                "{name} without ORDER BY depends on chance"
            )));
        }
        _ => {}
    }
    Ok(())
}

/// Whether an integer expression takes only values written in the statement, so that its sum stays
/// below 2^63 for any number of rows that fits a disk.
fn bounded(expr: &Expr) -> bool {
    match expr {
        Expr::Literal(value, _) => {
            let text = value.to_string();
            text == "NULL" || text.parse::<i64>().is_ok_and(|n| n.abs() <= 1_000_000)
        }
        Expr::Cast(cast) => bounded(&cast.expr),
        Expr::Case(case) => {
            case.when_then_expr.iter().all(|(_, then)| bounded(then))
                && case.else_expr.as_ref().is_none_or(|e| bounded(e))
        }
        _ => false,
    }
}
