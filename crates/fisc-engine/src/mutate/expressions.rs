//! The changes of one expression: operators, conditions, lists, windows, parameters, calls.

use super::{Change, Variant, boolean, fragment, line, taken_as, unnested, without_keys};
use datafusion::sql::sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, UnaryOperator,
    Value, WindowType,
};
use std::collections::BTreeMap;

pub(super) fn of_expr(expr: &Expr, parameters: &BTreeMap<String, Vec<&str>>) -> Vec<Variant<Expr>> {
    let mut out = Vec::new();
    let whole = |change, node: Expr| Variant {
        name: format!(
            "{} → {}",
            fragment(&expr.to_string()),
            fragment(&node.to_string())
        ),
        line: line(expr),
        change,
        node,
    };
    if let Some(reversed) = reversed(expr) {
        out.push(whole(Change::Reversal, reversed));
    }
    match expr {
        Expr::BinaryOp { left, op, right } => {
            let with = |op: BinaryOperator| Expr::BinaryOp {
                left: left.clone(),
                op,
                right: right.clone(),
            };
            let boundary = match op {
                BinaryOperator::Lt => Some(BinaryOperator::LtEq),
                BinaryOperator::LtEq => Some(BinaryOperator::Lt),
                BinaryOperator::Gt => Some(BinaryOperator::GtEq),
                BinaryOperator::GtEq => Some(BinaryOperator::Gt),
                _ => None,
            };
            out.extend(boundary.map(|op| whole(Change::Boundary, with(op))));
            if matches!(op, BinaryOperator::And | BinaryOperator::Or) {
                let neutral = *op == BinaryOperator::And;
                for (operand, first) in [(left, true), (right, false)] {
                    // The parts of a chain are those of its innermost nodes.
                    if matches!(&**operand, Expr::BinaryOp { op: inner, .. } if inner == op) {
                        continue;
                    }
                    let constant = Box::new(boolean(neutral));
                    let (left, right) = if first {
                        (constant, right.clone())
                    } else {
                        (left.clone(), constant)
                    };
                    let op = op.clone();
                    out.push(taken_as(
                        operand,
                        neutral,
                        Expr::BinaryOp { left, op, right },
                    ));
                }
            }
        }
        Expr::Between {
            expr: e,
            negated: false,
            low,
            high,
        } => {
            for (above, below) in [
                (BinaryOperator::Gt, BinaryOperator::LtEq),
                (BinaryOperator::GtEq, BinaryOperator::Lt),
            ] {
                let compare = |op, bound: &Expr| {
                    Box::new(Expr::BinaryOp {
                        left: e.clone(),
                        op,
                        right: Box::new(bound.clone()),
                    })
                };
                let both = Expr::BinaryOp {
                    left: compare(above, low),
                    op: BinaryOperator::And,
                    right: compare(below, high),
                };
                out.push(whole(Change::Boundary, Expr::Nested(Box::new(both))));
            }
        }
        Expr::InList {
            expr: e,
            list,
            negated,
        } if list.len() > 1 => {
            for (i, item) in list.iter().enumerate() {
                let mut list = list.clone();
                list.remove(i);
                let node = Expr::InList {
                    expr: e.clone(),
                    list,
                    negated: *negated,
                };
                let mut variant = whole(Change::Item, node);
                variant.name = format!("{} → without {item}", fragment(&expr.to_string()));
                out.push(variant);
            }
        }
        Expr::Case {
            operand: Some(_),
            conditions,
            ..
        } => {
            for (i, when) in conditions.iter().enumerate() {
                let mut node = expr.clone();
                if let Expr::Case { conditions, .. } = &mut node {
                    conditions[i].condition = Expr::value(Value::Null);
                }
                let mut variant = whole(Change::Reversal, node);
                variant.line = line(&when.result).max(variant.line);
                variant.name = format!(
                    "{} → without WHEN {}",
                    fragment(&expr.to_string()),
                    when.condition
                );
                out.push(variant);
            }
        }
        Expr::Trim { expr: inner, .. } => out.push(whole(Change::Function, (**inner).clone())),
        Expr::Function(function) => {
            if let Some(WindowType::WindowSpec(spec)) = &function.over {
                for (key, at, spec) in without_keys(spec) {
                    let mut function = function.clone();
                    function.over = Some(WindowType::WindowSpec(spec));
                    let mut variant = whole(Change::Key, Expr::Function(function));
                    variant.line = at.max(variant.line);
                    variant.name = format!(
                        "{} → PARTITION BY without {key}",
                        fragment(&expr.to_string())
                    );
                    out.push(variant);
                }
            } else {
                for (name, node) in simpler(function) {
                    let mut variant = whole(Change::Function, node);
                    variant.name = format!("{} → {name}", fragment(&expr.to_string()));
                    out.push(variant);
                }
            }
        }
        Expr::Value(value) => {
            if let Value::Placeholder(name) = &value.value
                && let Some(changes) = name.strip_prefix('$').and_then(|n| parameters.get(n))
            {
                for change in changes {
                    let other = Value::Placeholder(format!("{name}__{change}"));
                    let mut variant = whole(Change::Parameter, Expr::value(other));
                    variant.name = format!("{name} → {change}");
                    out.push(variant);
                }
            }
        }
        _ => {}
    }
    out
}

/// A call without one of its values, or its value without the call, for functions whose values are
/// of the call's own type. A comparison hides in each: which value is there, which is larger.
fn simpler(function: &Function) -> Vec<(String, Expr)> {
    let FunctionArguments::List(list) = &function.args else {
        return Vec::new();
    };
    let values: Vec<&Expr> = list
        .args
        .iter()
        .filter_map(|a| match a {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(e)) => Some(e),
            _ => None,
        })
        .collect();
    let call = function.name.to_string().to_lowercase();
    match (call.as_str(), values.as_slice()) {
        (
            "abs" | "upper" | "lower" | "name_key" | "text_key" | "anagram_key" | "nullif",
            [first, ..],
        ) => {
            vec![(fragment(&first.to_string()), (*first).clone())]
        }
        ("coalesce" | "greatest" | "least", [_, _, ..]) => (0..values.len())
            .map(|i| {
                let name = format!("without {}", fragment(&values[i].to_string()));
                if let [a, b] = values.as_slice() {
                    return (name, (*if i == 0 { b } else { a }).clone());
                }
                let mut function = function.clone();
                if let FunctionArguments::List(list) = &mut function.args {
                    list.args.remove(i);
                }
                (name, Expr::Function(function))
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The expression with its answer turned round, for what has an opposite of its own.
fn reversed(expr: &Expr) -> Option<Expr> {
    Some(match expr {
        Expr::BinaryOp { left, op, right } => {
            let op = match op {
                BinaryOperator::Eq => BinaryOperator::NotEq,
                BinaryOperator::NotEq => BinaryOperator::Eq,
                BinaryOperator::PGRegexMatch => BinaryOperator::PGRegexNotMatch,
                BinaryOperator::PGRegexNotMatch => BinaryOperator::PGRegexMatch,
                BinaryOperator::PGRegexIMatch => BinaryOperator::PGRegexNotIMatch,
                BinaryOperator::PGRegexNotIMatch => BinaryOperator::PGRegexIMatch,
                _ => return None,
            };
            Expr::BinaryOp {
                left: left.clone(),
                op,
                right: right.clone(),
            }
        }
        Expr::IsNull(e) => Expr::IsNotNull(e.clone()),
        Expr::IsNotNull(e) => Expr::IsNull(e.clone()),
        Expr::IsTrue(e) => Expr::IsNotTrue(e.clone()),
        Expr::IsNotTrue(e) => Expr::IsTrue(e.clone()),
        Expr::IsFalse(e) => Expr::IsNotFalse(e.clone()),
        Expr::IsNotFalse(e) => Expr::IsFalse(e.clone()),
        Expr::IsDistinctFrom(a, b) => Expr::IsNotDistinctFrom(a.clone(), b.clone()),
        Expr::IsNotDistinctFrom(a, b) => Expr::IsDistinctFrom(a.clone(), b.clone()),
        Expr::InList { .. }
        | Expr::InSubquery { .. }
        | Expr::Like { .. }
        | Expr::ILike { .. }
        | Expr::Between { .. }
        | Expr::Exists { .. } => {
            let mut other = expr.clone();
            match &mut other {
                Expr::InList { negated, .. }
                | Expr::InSubquery { negated, .. }
                | Expr::Like { negated, .. }
                | Expr::ILike { negated, .. }
                | Expr::Between { negated, .. }
                | Expr::Exists { negated, .. } => *negated = !*negated,
                _ => return None,
            }
            other
        }
        // NOT (a = b) is turned round inside.
        Expr::UnaryOp {
            op: UnaryOperator::Not,
            expr: inner,
        } if reversed(unnested(inner)).is_none() => (**inner).clone(),
        _ => return None,
    })
}
