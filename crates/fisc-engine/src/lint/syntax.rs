//! Rules on the parsed text, and where in it the plan's rules may find what they name: a plan knows
//! no lines.

use super::{Finding, finding};
use datafusion::sql::sqlparser::ast::{
    BinaryOperator, CastKind, Cte, DataType, DuplicateTreatment, ExactNumberInfo, Expr, Function,
    FunctionArgumentClause, FunctionArguments, GroupByExpr, NamedWindowDefinition, NamedWindowExpr,
    ObjectName, OrderByExpr, Query, Select, Spanned, Statement, Visit, Visitor, WindowType,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::ops::ControlFlow;

/// A piece of the text: its line, itself, and the columns it names in their order, without their
/// tables. By the columns a piece of a plan is found again.
pub(super) struct Piece {
    pub line: u64,
    pub text: String,
    pub columns: Vec<String>,
}

/// What the text shows.
#[derive(Default)]
pub(super) struct Read {
    pub findings: Vec<Finding>,
    /// All subtractions.
    pub differences: Vec<Piece>,
    /// All windows with ORDER BY, by their ordering columns.
    pub windows: Vec<Piece>,
    /// What windows order by without saying where nulls go, each with all columns of its ORDER BY.
    pub unstated: Vec<(Vec<String>, Piece)>,
}

/// Aggregates that DataFusion computes in floats or estimates.
fn inexact(name: &str) -> bool {
    const PREFIXES: [&str; 6] = ["approx_", "stddev", "var", "covar", "regr_", "percentile_"];
    ["avg", "mean", "median", "corr", "quantile_cont"].contains(&name)
        || PREFIXES.iter().any(|p| name.starts_with(p))
}

/// Functions that take one row of several: which one must be said.
const ORDERED: [&str; 6] = [
    "array_agg",
    "string_agg",
    "first_value",
    "last_value",
    "nth_value",
    "any_value",
];

/// Windows without meaning when no order is stated.
const NUMBERING: [&str; 9] = [
    "row_number",
    "rank",
    "dense_rank",
    "percent_rank",
    "cume_dist",
    "ntile",
    "lag",
    "lead",
    "nth_value",
];

const AGGREGATES: [&str; 14] = [
    "count",
    "sum",
    "min",
    "max",
    "bool_and",
    "bool_or",
    "bit_and",
    "bit_or",
    "bit_xor",
    "benford_mad",
    "exact_median",
    "quartile",
    "mad_scaled",
    "hhi",
];

/// `big` are the tables and views that grow with the transactions.
pub(super) fn read(statement: &Statement, big: &BTreeSet<String>) -> Read {
    let mut reader = Reader::default();
    let _ = statement.visit(&mut reader);
    for (name, cte) in &reader.ctes {
        let uses = reader.relations.get(name).copied().unwrap_or(0);
        if uses > 1 {
            let mut work = Work::default();
            work.of(cte, &reader.ctes, &mut BTreeSet::new());
            if work.heavy && work.relations.iter().any(|r| big.contains(r)) {
                let line = cte.alias.name.span.start.line;
                let text = format!("WITH {name}, named {uses} times");
                reader
                    .read
                    .findings
                    .push(finding("repeated-cte", line, text));
            }
        }
    }
    reader.read
}

#[derive(Default)]
struct Reader {
    read: Read,
    /// Quotients that a CAST declares, by address: the CAST is visited before its argument.
    declared: Vec<*const Expr>,
    ctes: BTreeMap<String, Cte>,
    relations: BTreeMap<String, usize>,
}

impl Reader {
    fn add(&mut self, rule: &str, at: &(impl Spanned + Display)) {
        let found = finding(rule, at.span().start.line, at);
        self.read.findings.push(found);
    }

    fn function(&mut self, f: &Function, expr: &Expr) {
        let name = name_of(f);
        if inexact(&name) {
            self.add("inexact-aggregate", expr);
        }
        match &f.over {
            None if ORDERED.contains(&name.as_str()) && !ordered(f) => {
                self.add("aggregate-order", expr);
            }
            Some(WindowType::WindowSpec(spec)) => {
                if spec.order_by.is_empty() {
                    let chance = NUMBERING.contains(&name.as_str())
                        || (ORDERED.contains(&name.as_str()) && !ordered(f));
                    if chance && spec.window_name.is_none() {
                        self.add("window-order", expr);
                    }
                } else {
                    self.order(&spec.order_by, piece(expr));
                }
            }
            _ => {}
        }
    }

    fn order(&mut self, order_by: &[OrderByExpr], at: Piece) {
        let pieces: Vec<Piece> = order_by.iter().map(|o| piece(&o.expr)).collect();
        let columns: Vec<String> = pieces.iter().flat_map(|p| p.columns.clone()).collect();
        self.read.windows.push(Piece {
            columns: columns.clone(),
            ..at
        });
        let items = order_by.iter().zip(pieces);
        let unstated = items.filter(|(o, _)| o.options.nulls_first.is_none());
        self.read
            .unstated
            .extend(unstated.map(|(_, p)| (columns.clone(), p)));
    }
}

impl Visitor for Reader {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        for cte in query.with.iter().flat_map(|w| &w.cte_tables) {
            let name = cte.alias.name.value.to_lowercase();
            self.ctes.insert(name, cte.clone());
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        for NamedWindowDefinition(name, window) in &select.named_window {
            if let NamedWindowExpr::WindowSpec(spec) = window {
                let at = Piece {
                    line: name.span.start.line,
                    text: format!("WINDOW {name}"),
                    columns: Vec::new(),
                };
                self.order(&spec.order_by, at);
            }
        }
        let mut counts = Aggregates::default();
        let _ = select.projection.visit(&mut counts);
        let _ = select.having.visit(&mut counts);
        if let (Some((line, text)), true) = (counts.distinct, counts.all.len() > 1) {
            self.read
                .findings
                .push(finding("distinct-count", line, text));
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, name: &ObjectName) -> ControlFlow<()> {
        *self
            .relations
            .entry(name.to_string().to_lowercase())
            .or_default() += 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        match expr {
            Expr::Cast { expr: inner, .. } if scaled(expr) => {
                let inner = unnested(inner);
                if let Expr::BinaryOp { left, op, .. } = inner
                    && *op == BinaryOperator::Divide
                    && scaled(unnested(left))
                {
                    self.declared.push(std::ptr::from_ref(inner));
                }
            }
            Expr::BinaryOp { op, .. }
                if *op == BinaryOperator::Divide
                    && !self.declared.contains(&std::ptr::from_ref(expr)) =>
            {
                self.add("bare-division", expr);
            }
            Expr::BinaryOp { op, .. } if *op == BinaryOperator::Minus => {
                self.read.differences.push(piece(expr));
            }
            Expr::IsDistinctFrom(_, right) | Expr::IsNotDistinctFrom(_, right) => {
                let swallowed =
                    |op: &BinaryOperator| matches!(op, BinaryOperator::And | BinaryOperator::Or);
                if matches!(right.as_ref(), Expr::BinaryOp { op, .. } if swallowed(op)) {
                    self.add("distinct-from", expr);
                }
            }
            Expr::Function(f) => self.function(f, expr),
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

/// The aggregates of one SELECT, without those of its subqueries and windows.
#[derive(Default)]
struct Aggregates {
    depth: usize,
    all: Vec<String>,
    distinct: Option<(u64, String)>,
}

impl Visitor for Aggregates {
    type Break = ();

    fn pre_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.depth += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.depth -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        if let (Expr::Function(f), 0) = (expr, self.depth) {
            let name = name_of(f);
            let aggregate = AGGREGATES.contains(&name.as_str())
                || ORDERED.contains(&name.as_str())
                || inexact(&name);
            let text = expr.to_string();
            if aggregate && f.over.is_none() && !self.all.contains(&text) {
                let distinct = matches!(&f.args, FunctionArguments::List(l)
                    if l.duplicate_treatment == Some(DuplicateTreatment::Distinct));
                if distinct {
                    self.distinct = Some((expr.span().start.line, text.clone()));
                }
                self.all.push(text);
            }
        }
        ControlFlow::Continue(())
    }
}

/// What computing a CTE takes: a filter is cheap however often, a join, a group or a window is not.
#[derive(Default)]
struct Work {
    relations: BTreeSet<String>,
    heavy: bool,
}

impl Work {
    fn of(&mut self, cte: &Cte, ctes: &BTreeMap<String, Cte>, seen: &mut BTreeSet<String>) {
        let before = self.relations.clone();
        let _ = cte.query.visit(self);
        let named: Vec<String> = self.relations.difference(&before).cloned().collect();
        for name in named {
            if let Some(inner) = ctes.get(&name)
                && seen.insert(name)
            {
                self.of(inner, ctes, seen);
            }
        }
    }
}

impl Visitor for Work {
    type Break = ();

    fn pre_visit_relation(&mut self, name: &ObjectName) -> ControlFlow<()> {
        self.relations.insert(name.to_string().to_lowercase());
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        let grouped = !matches!(&select.group_by, GroupByExpr::Expressions(e, _) if e.is_empty());
        let joined = select.from.len() > 1 || select.from.iter().any(|f| !f.joins.is_empty());
        self.heavy |= grouped || joined || select.distinct.is_some();
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        self.heavy |= matches!(expr, Expr::Function(f) if f.over.is_some());
        ControlFlow::Continue(())
    }
}

fn name_of(f: &Function) -> String {
    f.name.to_string().to_lowercase()
}

fn ordered(f: &Function) -> bool {
    let clause = |c: &FunctionArgumentClause| matches!(c, FunctionArgumentClause::OrderBy(order) if !order.is_empty());
    !f.within_group.is_empty()
        || matches!(&f.args, FunctionArguments::List(l) if l.clauses.iter().any(clause))
}

fn unnested(expr: &Expr) -> &Expr {
    match expr {
        Expr::Nested(inner) => unnested(inner),
        other => other,
    }
}

/// CAST(… AS DECIMAL(p,s)).
fn scaled(expr: &Expr) -> bool {
    let exact = |t: &DataType| {
        matches!(
            t,
            DataType::Decimal(ExactNumberInfo::PrecisionAndScale(..))
                | DataType::Numeric(ExactNumberInfo::PrecisionAndScale(..))
        )
    };
    matches!(expr, Expr::Cast { kind: CastKind::Cast | CastKind::DoubleColon, data_type, .. } if exact(data_type))
}

fn piece(expr: &Expr) -> Piece {
    struct Columns(Vec<String>);
    impl Visitor for Columns {
        type Break = ();
        fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
            match expr {
                Expr::Identifier(i) => self.0.push(i.value.to_lowercase()),
                Expr::CompoundIdentifier(parts) => {
                    self.0.extend(parts.last().map(|i| i.value.to_lowercase()));
                }
                _ => {}
            }
            ControlFlow::Continue(())
        }
    }
    let mut columns = Columns(Vec::new());
    let _ = expr.visit(&mut columns);
    Piece {
        line: expr.span().start.line,
        text: expr.to_string(),
        columns: columns.0,
    }
}
