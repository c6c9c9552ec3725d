//! Rules that need to know what a name stands for: types, whether a column may be null, and what
//! identifies a row. The plan is read before optimisation, while it still has the shape of the text.

use super::syntax::{Piece, Read};
use super::{Finding, finding};
use crate::EngineError;
use datafusion::common::DFSchema;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::error::DataFusionError;
use datafusion::logical_expr::expr::WindowFunctionParams;
use datafusion::logical_expr::{
    Expr, ExprSchemable, LogicalPlan, Operator, WindowFrameUnits, WindowFunctionDefinition,
};

/// Columns that identify a row wherever they come from.
const IDENTIFYING: [&str; 2] = ["key", "row_id"];

/// Window functions whose value is the same for all rows that tie.
const TIE_PROOF: [&str; 4] = ["rank", "dense_rank", "percent_rank", "cume_dist"];

/// Functions that take the value of one row, so that a frame by value does not help.
const PICKING: [&str; 3] = ["first_value", "last_value", "nth_value"];

pub(super) fn check(plan: &LogicalPlan, read: &Read) -> Result<Vec<Finding>, EngineError> {
    let mut findings = Vec::new();
    plan.apply_with_subqueries(|node| {
        node.apply_expressions(|expr| {
            expr.apply(|e| {
                for input in node.inputs() {
                    expression(e, input.schema(), read, &mut findings);
                }
                Ok(TreeNodeRecursion::Continue)
            })
        })
    })
    .map_err(|e: DataFusionError| EngineError::planning(&e))?;
    Ok(findings)
}

fn expression(expr: &Expr, schema: &DFSchema, read: &Read, findings: &mut Vec<Finding>) {
    match expr {
        Expr::BinaryExpr(b) if b.op == Operator::Minus => {
            let day = |e: &Expr| {
                e.get_type(schema).is_ok_and(|t| {
                    use datafusion::arrow::datatypes::DataType as T;
                    matches!(t, T::Date32 | T::Date64 | T::Timestamp(..))
                })
            };
            if day(&b.left) && day(&b.right) {
                findings.extend(named("date-difference", &read.differences, expr));
            }
        }
        Expr::WindowFunction(window) => {
            let params = &window.params;
            let name = window.fun.name().to_lowercase();
            let aggregate = matches!(window.fun, WindowFunctionDefinition::AggregateUDF(_))
                && !PICKING.contains(&name.as_str());
            let by_value = aggregate && params.window_frame.units != WindowFrameUnits::Rows;
            let proof = by_value || TIE_PROOF.contains(&name.as_str());
            let order = params.order_by.iter().flat_map(|s| columns(&s.expr));
            let order: Vec<String> = order.collect();
            if !params.order_by.is_empty() && !proof && !identifies(params, schema) {
                let at = read.windows.iter().filter(|w| w.columns == order);
                let at = at.filter(|w| {
                    let text = w.text.to_lowercase();
                    text.starts_with(&name) || text.starts_with("window ")
                });
                let mut at: Vec<Finding> = at
                    .map(|w| finding("window-order", w.line, &w.text))
                    .collect();
                if at.is_empty() {
                    at.push(finding("window-order", 1, expr));
                }
                findings.append(&mut at);
            }
            for sort in &params.order_by {
                if sort.expr.nullable(schema).unwrap_or(true) {
                    let own = columns(&sort.expr);
                    let at = read.unstated.iter();
                    let at = at.filter(|(all, p)| *all == order && p.columns == own);
                    findings.extend(at.map(|(_, p)| finding("nulls-order", p.line, &p.text)));
                }
            }
        }
        _ => {}
    }
}

/// Whether partition and order together leave no two rows equal: they name a key, or all columns by
/// which a grouped relation was grouped.
fn identifies(params: &WindowFunctionParams, schema: &DFSchema) -> bool {
    let ordering = params.order_by.iter().map(|s| &s.expr);
    let named: Vec<_> = ordering
        .chain(&params.partition_by)
        .filter_map(|e| match e {
            Expr::Column(c) => Some(c),
            _ => None,
        })
        .collect();
    if named.iter().any(|c| IDENTIFYING.contains(&c.name.as_str())) {
        return true;
    }
    let indices: Vec<usize> = named
        .iter()
        .filter_map(|c| schema.maybe_index_of_column(c))
        .collect();
    schema
        .functional_dependencies()
        .iter()
        .any(|d| d.source_indices.iter().all(|i| indices.contains(i)))
}

fn named(rule: &str, pieces: &[Piece], expr: &Expr) -> Vec<Finding> {
    let columns = columns(expr);
    let found: Vec<Finding> = pieces
        .iter()
        .filter(|p| p.columns == columns)
        .map(|p| finding(rule, p.line, &p.text))
        .collect();
    if found.is_empty() {
        return vec![finding(rule, 1, expr)];
    }
    found
}

fn columns(expr: &Expr) -> Vec<String> {
    let mut columns = Vec::new();
    // The closure never fails.
    let _ = expr.apply(|e| {
        if let Expr::Column(c) = e {
            columns.push(c.name.to_lowercase());
        }
        Ok(TreeNodeRecursion::Continue)
    });
    columns
}
