//! Mutants of a statement: the same SQL with one comparison, key, condition or parameter changed.
//! A method's cases must tell each of them from the method itself, else a slip of the pen in that
//! place would go unnoticed.

use crate::{EngineError, bind};
use datafusion::sql::sqlparser::ast::{
    BinaryOperator, Expr, GroupByExpr, JoinConstraint, JoinOperator, NamedWindowExpr, Select,
    Spanned, UnaryOperator, Value, VisitMut, VisitorMut, WindowSpec, WindowType,
};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// What kind of change a mutant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// `<` and `<=`, `>` and `>=`, a bound of BETWEEN left out.
    Boundary,
    /// `=` and `<>`, IS NULL, IN, LIKE, a regular expression, a NOT turned round; a WHEN never met.
    Reversal,
    /// A part of an AND taken as true, of an OR as false; a whole WHERE, HAVING, ON as true.
    Condition,
    /// A value of an IN list left out.
    Item,
    /// A key of PARTITION BY, GROUP BY or USING left out.
    Key,
    /// Another value of a parameter in this one place.
    Parameter,
}

/// One changed statement.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// `was → is`, with `#2`, `#3` for the same change further down: lasts while other lines change.
    pub name: String,
    /// The line of the statement.
    pub line: u64,
    /// The kind of change.
    pub change: Change,
    /// The changed statement, parameters not yet bound.
    pub sql: String,
}

/// All mutants of a statement, in the order of its text. `parameters` names for each parameter the
/// other values it may take: `$days` becomes `$days__raised` for `raised`.
///
/// # Errors
/// SQL that does not parse.
pub fn mutants(
    sql: &str,
    parameters: &BTreeMap<String, Vec<&str>>,
) -> Result<Vec<Mutant>, EngineError> {
    let original = bind::parse_one(sql)?;
    let mut walk = Walk {
        parameters,
        node: 0,
        wanted: None,
        found: Vec::new(),
    };
    let _ = original.clone().visit(&mut walk);
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut mutants = Vec::with_capacity(walk.found.len());
    for (node, site) in walk.found {
        let mut statement = original.clone();
        let mut walk = Walk {
            parameters,
            node: 0,
            wanted: Some((node, site.number)),
            found: Vec::new(),
        };
        let _ = statement.visit(&mut walk);
        let n = seen.entry(site.name.clone()).or_default();
        *n += 1;
        let name = match n {
            1 => site.name,
            n => format!("{} #{n}", site.name),
        };
        mutants.push(Mutant {
            name,
            line: site.line,
            change: site.change,
            sql: statement.to_string(),
        });
    }
    Ok(mutants)
}

struct Site {
    /// Among the sites of its node.
    number: usize,
    name: String,
    line: u64,
    change: Change,
}

/// Visits nodes in one order, whether it lists their sites or changes the one wanted.
struct Walk<'a> {
    parameters: &'a BTreeMap<String, Vec<&'a str>>,
    node: usize,
    wanted: Option<(usize, usize)>,
    found: Vec<(usize, Site)>,
}

impl Walk<'_> {
    fn at<T>(&mut self, node: &mut T, variants: impl Fn(&T) -> Vec<Variant<T>>) -> ControlFlow<()> {
        let number = self.node;
        self.node += 1;
        match self.wanted {
            None => {
                for (k, v) in variants(node).into_iter().enumerate() {
                    let site = Site {
                        number: k,
                        name: v.name,
                        line: v.line,
                        change: v.change,
                    };
                    self.found.push((number, site));
                }
                ControlFlow::Continue(())
            }
            Some((wanted, k)) if wanted == number => {
                if let Some(v) = variants(node).into_iter().nth(k) {
                    *node = v.node;
                }
                ControlFlow::Break(())
            }
            Some(_) => ControlFlow::Continue(()),
        }
    }
}

impl VisitorMut for Walk<'_> {
    type Break = ();

    fn pre_visit_select(&mut self, select: &mut Select) -> ControlFlow<()> {
        self.at(select, of_select)
    }

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        let parameters = self.parameters;
        self.at(expr, |e| of_expr(e, parameters))
    }
}

struct Variant<T> {
    name: String,
    line: u64,
    change: Change,
    node: T,
}

/// A fragment as a name holds it: on one line, and not longer than one can read.
fn fragment(text: &str) -> String {
    const LONGEST: usize = 110;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn line(node: &impl Spanned) -> u64 {
    node.span().start.line
}

fn of_expr(expr: &Expr, parameters: &BTreeMap<String, Vec<&str>>) -> Vec<Variant<Expr>> {
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

fn unnested(expr: &Expr) -> &Expr {
    match expr {
        Expr::Nested(inner) => unnested(inner),
        other => other,
    }
}

fn boolean(value: bool) -> Expr {
    Expr::value(Value::Boolean(value))
}

fn taken_as<T>(condition: &Expr, value: bool, node: T) -> Variant<T> {
    Variant {
        name: format!(
            "{} → {}",
            fragment(&condition.to_string()),
            if value { "TRUE" } else { "FALSE" }
        ),
        line: line(condition),
        change: Change::Condition,
        node,
    }
}

/// The keys of a window, each with its line and the window without it.
fn without_keys(spec: &WindowSpec) -> Vec<(String, u64, WindowSpec)> {
    let keys = spec.partition_by.iter().enumerate();
    keys.map(|(i, key)| {
        let mut spec = spec.clone();
        spec.partition_by.remove(i);
        (fragment(&key.to_string()), line(key), spec)
    })
    .collect()
}

/// The clauses of a SELECT that are no expression of their own: a condition without AND or OR, which
/// [`of_expr`] does not see as a part, and the keys of GROUP BY, USING and named windows.
fn of_select(select: &Select) -> Vec<Variant<Select>> {
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
                changed(on, &|s| {
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

fn constraint(operator: &JoinOperator) -> Option<&JoinConstraint> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(sql: &str) -> Vec<String> {
        let parameters = BTreeMap::from([("days".to_string(), vec!["raised", "lowered"])]);
        let mutants = mutants(sql, &parameters).expect("parses");
        mutants
            .into_iter()
            .map(|m| format!("{} {}", m.line, m.name))
            .collect()
    }

    #[test]
    fn each_place_is_changed_alone() {
        let sql = "SELECT a,\n ROW_NUMBER() OVER (PARTITION BY b, c ORDER BY d) AS n\nFROM t\nJOIN u ON u.a = t.a\nWHERE a < 1 AND (b IS NULL OR c IN ('x', 'y'))\n AND NOT d AND e + INTERVAL $days DAY > f";
        let window = "ROW_NUMBER() OVER (PARTITION BY b, c ORDER BY d) → PARTITION BY without";
        let list = "c IN ('x', 'y')";
        let mut expected = [
            "4 u.a = t.a → TRUE".to_string(),
            format!("2 {window} b"),
            format!("2 {window} c"),
            "4 u.a = t.a → u.a <> t.a".into(),
            "6 e + INTERVAL $days DAY > f → TRUE".into(),
            "6 NOT d → TRUE".into(),
            "5 a < 1 → TRUE".into(),
            format!("5 (b IS NULL OR {list}) → TRUE"),
            "5 a < 1 → a <= 1".into(),
            "5 b IS NULL → FALSE".into(),
            format!("5 {list} → FALSE"),
            "5 b IS NULL → b IS NOT NULL".into(),
            "5 c IN ('x', 'y') → c NOT IN ('x', 'y')".into(),
            format!("5 {list} → without 'x'"),
            format!("5 {list} → without 'y'"),
            "6 NOT d → d".into(),
            "6 e + INTERVAL $days DAY > f → e + INTERVAL $days DAY >= f".into(),
            "6 $days → raised".into(),
            "6 $days → lowered".into(),
        ];
        expected.sort();
        let mut found = names(sql);
        found.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_occurs_twice_is_numbered() {
        let found = names("SELECT CASE WHEN a = 1 THEN 2 END, CASE WHEN a = 1 THEN 3 END FROM t");
        assert_eq!(found, ["1 a = 1 → a <> 1", "1 a = 1 → a <> 1 #2"]);
    }

    #[test]
    fn the_changed_statement_is_whole() {
        let mutants = mutants(
            "SELECT k FROM t WHERE a BETWEEN 1 AND 2 GROUP BY k, l HAVING COUNT(*) > 1",
            &BTreeMap::new(),
        )
        .expect("parses");
        let sql: Vec<&str> = mutants.iter().map(|m| m.sql.as_str()).collect();
        for expected in [
            "SELECT k FROM t WHERE (a > 1 AND a <= 2) GROUP BY k, l HAVING COUNT(*) > 1",
            "SELECT k FROM t WHERE (a >= 1 AND a < 2) GROUP BY k, l HAVING COUNT(*) > 1",
            "SELECT k FROM t WHERE a NOT BETWEEN 1 AND 2 GROUP BY k, l HAVING COUNT(*) > 1",
            "SELECT k FROM t GROUP BY k, l HAVING COUNT(*) > 1",
            "SELECT k FROM t WHERE a BETWEEN 1 AND 2 GROUP BY k HAVING COUNT(*) > 1",
            "SELECT k FROM t WHERE a BETWEEN 1 AND 2 GROUP BY l HAVING COUNT(*) > 1",
            "SELECT k FROM t WHERE a BETWEEN 1 AND 2 GROUP BY k, l",
            "SELECT k FROM t WHERE a BETWEEN 1 AND 2 GROUP BY k, l HAVING COUNT(*) >= 1",
        ] {
            assert!(sql.contains(&expected), "{expected}\n{sql:#?}");
        }
        assert_eq!(sql.len(), 8);
    }
}
