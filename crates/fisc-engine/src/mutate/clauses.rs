//! The changes of a SELECT that are none of an expression of its own: its clauses.

use super::{Change, Variant, boolean, fragment, line, taken_as, unnested, without_keys};
use datafusion::sql::sqlparser::ast::{
    BinaryOperator, Expr, GroupByExpr, JoinConstraint, JoinOperator, NamedWindowExpr, Select,
};

/// The clauses of a SELECT that are no expression of their own: a condition without AND or OR, which
/// [`of_expr`] does not see as a part, and the keys of GROUP BY, USING and named windows.
pub(super) fn of_select(select: &Select) -> Vec<Variant<Select>> {
    let mut out = Vec::new();
    let single = |e: &Expr| {
        !matches!(
            unnested(e),
            Expr::BinaryOp {
                op: BinaryOperator::And | BinaryOperator::Or,
                ..
            }
        )
    };
    let mut changed = |condition: &Expr, set: &dyn Fn(&mut Select)| {
        if single(condition) {
            let mut node = select.clone();
            set(&mut node);
            out.push(taken_as(condition, true, node));
        }
    };
    for (f, from) in select.from.iter().enumerate() {
        for (j, join) in from.joins.iter().enumerate() {
            if let Some(JoinConstraint::On(on)) = constraint(&join.join_operator) {
                changed(&on, &|s| {
                    let operator = &mut s.from[f].joins[j].join_operator;
                    if let Some(c) = constraint_mut(operator) {
                        *c = JoinConstraint::On(boolean(true));
                    }
                });
            }
        }
    }
    if let Some(condition) = &select.selection {
        changed(condition, &|s| s.selection = None);
    }
    if let Some(condition) = &select.having {
        changed(condition, &|s| s.having = None);
    }
    if let Some(condition) = &select.qualify {
        changed(condition, &|s| s.qualify = None);
    }
    let key = |name: String, line, node| Variant {
        name,
        line,
        change: Change::Key,
        node,
    };
    for (f, from) in select.from.iter().enumerate() {
        for (j, join) in from.joins.iter().enumerate() {
            let Some(JoinConstraint::Using(columns)) = constraint(&join.join_operator) else {
                continue;
            };
            for (i, column) in columns.iter().enumerate() {
                let mut columns = columns.clone();
                columns.remove(i);
                let mut node = select.clone();
                let operator = &mut node.from[f].joins[j].join_operator;
                if let Some(c) = constraint_mut(operator) {
                    *c = if columns.is_empty() {
                        JoinConstraint::On(boolean(true))
                    } else {
                        JoinConstraint::Using(columns)
                    };
                }
                let name = format!("{} → USING without {column}", fragment(&join.to_string()));
                out.push(key(name, line(column), node));
            }
        }
    }
    if let GroupByExpr::Expressions(keys, _) = &select.group_by {
        for (i, k) in keys.iter().enumerate() {
            let mut node = select.clone();
            if let GroupByExpr::Expressions(keys, _) = &mut node.group_by {
                keys.remove(i);
            }
            let clause = fragment(&select.group_by.to_string());
            out.push(key(format!("{clause} → without {k}"), line(k), node));
        }
    }
    for (w, window) in select.named_window.iter().enumerate() {
        let NamedWindowExpr::WindowSpec(spec) = &window.1 else {
            continue;
        };
        for (k, at, spec) in without_keys(spec) {
            let mut node = select.clone();
            node.named_window[w].1 = NamedWindowExpr::WindowSpec(spec);
            let name = format!(
                "{} → PARTITION BY without {k}",
                fragment(&window.to_string())
            );
            out.push(key(name, at, node));
        }
    }
    out
}

fn constraint(operator: &JoinOperator) -> Option<JoinConstraint> {
    constraint_mut(&mut operator.clone()).cloned()
}

fn constraint_mut(operator: &mut JoinOperator) -> Option<&mut JoinConstraint> {
    match operator {
        JoinOperator::Join(c)
        | JoinOperator::Inner(c)
        | JoinOperator::Left(c)
        | JoinOperator::LeftOuter(c)
        | JoinOperator::Right(c)
        | JoinOperator::RightOuter(c)
        | JoinOperator::FullOuter(c)
        | JoinOperator::Semi(c)
        | JoinOperator::LeftSemi(c)
        | JoinOperator::RightSemi(c)
        | JoinOperator::Anti(c)
        | JoinOperator::LeftAnti(c)
        | JoinOperator::RightAnti(c) => Some(c),
        _ => None,
    }
}
