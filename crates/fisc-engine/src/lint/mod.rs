//! The dialect of methods, held by rules: SQL that gives one result in any order of rows, at any
//! number of partitions, and on another engine. What the text shows is read from the parsed
//! statement (`syntax`), what needs types, nulls or keys from the plan (`plan`).

mod plan;
mod syntax;

use crate::ledger::Manifest;
use crate::{Engine, EngineError, Settings, bind, session};
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::sql::parser::Statement as DfStatement;
use fisc_model::schema;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// A rule of the dialect.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// As a waiver names it.
    pub name: &'static str,
    /// What goes wrong.
    pub why: &'static str,
    /// What to write.
    pub instead: &'static str,
}

/// All rules, in the order of docs/methods.md.
pub const RULES: [Rule; 9] = [
    Rule {
        name: "date-difference",
        why: "engines disagree on what date - date is: a number of days or an interval",
        instead: "compare a date with a date ± INTERVAL, or take days_between(a, b), which is b - a in days",
    },
    Rule {
        name: "bare-division",
        why: "how many decimals a quotient keeps differs between engines, and integers lose theirs",
        instead: "declare both scales: CAST(CAST(a AS DECIMAL(28,6)) / b AS DECIMAL(18,6))",
    },
    Rule {
        name: "inexact-aggregate",
        why: "it is computed in floats or estimated, and its last digits depend on the order of rows",
        instead: "use SUM, COUNT, MIN, MAX, and divide with declared scales",
    },
    Rule {
        name: "aggregate-order",
        why: "without ORDER BY inside it, its result depends on the order of rows",
        instead: "add ORDER BY … key inside the parentheses, or take MIN or MAX",
    },
    Rule {
        name: "distinct-count",
        why: "COUNT(DISTINCT …) beside another aggregate holds all values of a group in memory",
        instead: "use two levels: GROUP BY the value first, then COUNT(*) over that",
    },
    Rule {
        name: "window-order",
        why: "rows that tie in the window's ORDER BY have no order, so the result depends on chance",
        instead: "end its ORDER BY in key, or in columns that identify a row of what it reads",
    },
    Rule {
        name: "nulls-order",
        why: "engines disagree on where nulls sort, and this column may be null",
        instead: "add NULLS FIRST or NULLS LAST",
    },
    Rule {
        name: "distinct-from",
        why: "the parser takes all that follows as the right side: a IS DISTINCT FROM (b AND c)",
        instead: "put it in parentheses: (a IS DISTINCT FROM b) AND c",
    },
    Rule {
        name: "repeated-cte",
        why: "a WITH is computed again for each place that names it, and this one joins, groups or ranks a big table",
        instead: "make it a view in views/, or name it once",
    },
];

/// A breach of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub rule: &'static Rule,
    /// The line in the text, from 1.
    pub line: u64,
    /// The piece of SQL.
    pub fragment: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rule { name, why, instead } = self.rule;
        let (line, fragment) = (self.line, &self.fragment);
        write!(f, "line {line}: {fragment}: {why}; {instead} [{name}]")
    }
}

fn finding(rule: &str, line: u64, fragment: impl fmt::Display) -> Finding {
    let rule = RULES
        .iter()
        .find(|r| r.name == rule)
        .expect("only rules of the table are named");
    let mut fragment = fragment.to_string();
    if fragment.chars().count() > 80 {
        fragment = fragment.chars().take(79).chain(['…']).collect();
    }
    Finding {
        rule,
        line: line.max(1),
        fragment,
    }
}

/// Checks statements against the rules, over the empty tables of the ledger: unlike those of a
/// session, their required columns are known not to be null.
pub struct Linter {
    engine: Engine,
    big: BTreeSet<String>,
}

/// Tables that grow with the transactions; the rest fits in memory many times over.
const BIG: [&str; 9] = [
    "cash_plan",
    "grant_payment",
    "invoice",
    "journal_line",
    "open_item",
    "pay_application",
    "payment",
    "payroll",
    "revenue",
];

impl Linter {
    /// One with the ledger's tables and no views.
    ///
    /// # Errors
    /// A session that cannot be set up.
    pub fn new(settings: &Settings) -> Result<Linter, EngineError> {
        let engine = Engine::bare(settings, Manifest::default())?;
        for table in schema::tables() {
            let known = |name: &str| {
                schema::PROVENANCE.iter().any(|(n, _)| *n == name)
                    || table.column(name).is_some_and(|c| c.required)
            };
            let fields = session::table_schema(table)
                .fields()
                .iter()
                .map(|f| Field::new(f.name(), f.data_type().clone(), !known(f.name())))
                .collect::<Vec<_>>();
            engine.register_batches(&table.name, Arc::new(Schema::new(fields)), &[], Vec::new())?;
        }
        let big = BIG.iter().map(ToString::to_string).collect();
        Ok(Linter { engine, big })
    }

    /// Checks a view and makes it known to the statements that read it.
    ///
    /// # Errors
    /// SQL that does not parse or plan.
    pub fn view(&mut self, name: &str, sql: &str) -> Result<Vec<Finding>, EngineError> {
        let plan = self.plan(sql)?;
        let schema = Arc::clone(plan.schema().inner());
        if !bind::tables_of(sql)?.is_disjoint(&self.big) {
            self.big.insert(name.to_string());
        }
        self.engine.forget(name);
        self.engine
            .register_batches(name, schema, &[], Vec::new())?;
        self.check(sql, sql)
    }

    /// What a statement breaks, in the order of its lines. `written` is the text with its
    /// parameters, whose lines are named; `bound` the same with values.
    ///
    /// # Errors
    /// SQL that does not parse or plan.
    pub fn check(&self, written: &str, bound: &str) -> Result<Vec<Finding>, EngineError> {
        let found = syntax::read(&bind::parse_one(written)?, &self.big);
        let mut findings = match self.plan(bound) {
            Ok(plan) => plan::check(&plan, &found)?,
            // A function the rules know better than the session's list: the rule says what to do.
            Err(_) if !found.findings.is_empty() => Vec::new(),
            Err(e) => return Err(e),
        };
        findings.extend(found.findings);
        findings.sort_by(|a, b| {
            (a.line, a.rule.name, &a.fragment).cmp(&(b.line, b.rule.name, &b.fragment))
        });
        findings.dedup();
        Ok(findings)
    }

    fn plan(&self, sql: &str) -> Result<datafusion::logical_expr::LogicalPlan, EngineError> {
        let (state, sql) = (self.engine.ctx.state(), sql.to_string());
        self.engine.on_deep_stack(async move {
            let statement = DfStatement::Statement(Box::new(bind::parse_one(&sql)?));
            state
                .statement_to_plan(statement)
                .await
                .map_err(|e| EngineError::planning(&e))
        })?
    }
}
