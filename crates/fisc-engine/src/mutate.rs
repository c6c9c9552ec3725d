//! Mutants of a statement: the same SQL with one comparison, key, condition or parameter changed.
//! A method's cases must tell each of them from the method itself, else a slip of the pen in that
//! place would go unnoticed.

mod clauses;
mod expressions;

use crate::{EngineError, bind};
use datafusion::sql::sqlparser::ast::{
    Expr, Select, Spanned, Value, VisitMut, VisitorMut, WindowSpec,
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
    /// A function that makes values alike left out; a value of COALESCE, GREATEST, LEAST left out.
    Function,
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

/// All mutants of a statement, in the order in which its parts are visited. `parameters` names for each parameter the
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
        self.at(select, clauses::of_select)
    }

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        let parameters = self.parameters;
        self.at(expr, |e| expressions::of_expr(e, parameters))
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

fn unnested(expr: &Expr) -> &Expr {
    match expr {
        Expr::Nested(inner) => unnested(inner),
        other => other,
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
    fn functions_are_left_out() {
        assert_eq!(
            names("SELECT COALESCE(a, b, 0), UPPER(TRIM(c)), SUM(d) FROM t"),
            [
                "1 COALESCE(a, b, 0) → without a",
                "1 COALESCE(a, b, 0) → without b",
                "1 COALESCE(a, b, 0) → without 0",
                "1 UPPER(TRIM(c)) → TRIM(c)",
                "1 TRIM(c) → c"
            ]
        );
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
