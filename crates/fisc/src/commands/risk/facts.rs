//! Facts about auditees from the ledger and from the register's earlier years: what is known of each
//! risk factor, exactly, and by when. What the ledger does not say is left out, never put at nothing.

use crate::error::Failure;
use fisc_engine::{Engine, Strictness, Value};
use fisc_model::lead::SubjectKind;
use fisc_risk::assessment::Phase;
use fisc_risk::factors::{Factor, Facts};
use fisc_risk::settings::ONE;
use fisc_store::Attribute;
use std::collections::BTreeMap;

/// By an auditee's code.
pub type By<T> = BTreeMap<String, T>;

/// Units and governments in the ledger: name by code.
pub fn names(engine: &Engine, kind: SubjectKind) -> Result<By<String>, Failure> {
    let (table, code) = match kind {
        SubjectKind::Gov => ("government", "gov_code"),
        _ => ("organization", "org_code"),
    };
    let sql = format!("SELECT {code} AS code, MIN(name) AS name FROM {table} GROUP BY {code}");
    let rows = engine.query(&sql, Strictness::Question)?;
    let mut names: By<String> = rows
        .rows
        .iter()
        .map(|r| (r[0].to_string(), r[1].to_string()))
        .collect();
    // Who spends is a unit, also where the ledger has no list of units.
    if kind == SubjectKind::Org {
        for table in ["budget_line", "payment"] {
            if !engine.manifest().has(table) {
                continue;
            }
            let sql = format!(
                "SELECT DISTINCT org_code FROM {table} WHERE org_code IS NOT NULL AND org_code <> ''"
            );
            for row in engine.query(&sql, Strictness::Question)?.rows {
                let code = row[0].to_string();
                names.entry(code.clone()).or_insert(code);
            }
        }
    }
    Ok(names)
}

/// What the ledger says by then: before the year is audited its approved budget, from planning on
/// what became of it.
pub fn of_ledger(
    engine: &Engine,
    kind: SubjectKind,
    year: i32,
    phase: Phase,
    earlier: &[Attribute],
) -> Result<By<Facts>, Failure> {
    let ask = Ask {
        engine,
        code: match kind {
            SubjectKind::Gov => "gov_code",
            _ => "org_code",
        },
        kind,
        year,
    };
    let initial = ask.budget("initial_amount", year)?;
    let size = match phase {
        Phase::Initial => initial.clone(),
        _ => ask.size()?,
    };
    let mut before = ask.budget("adjusted_amount", year - 1)?;
    for a in earlier {
        if a.name == Factor::Size.name() && a.fiscal_year == year - 1 {
            before.entry(a.auditee.clone()).or_insert(a.value);
        }
    }
    let (complexity, earmarked) = (ask.complexity()?, ask.earmarked(phase)?);
    let changes = match phase {
        Phase::Initial => None,
        _ => ask.changes()?,
    };
    let mut all: By<Facts> = BTreeMap::new();
    let mut put = |code: &String, factor, value| {
        all.entry(code.clone()).or_default().insert(factor, value);
    };
    let share = |part: i128, of: i128| (of > 0).then(|| part * i128::from(ONE) / of);
    for (code, size) in &size {
        put(code, Factor::Size, *size);
        let before = before.get(code);
        if let Some(growth) = before.and_then(|b| share((size - b).abs(), *b)) {
            put(code, Factor::Growth, growth);
        }
        if let Some(earmarked) = &earmarked {
            let part = earmarked.get(code).copied().unwrap_or_default();
            if let Some(part) = share(part, *size) {
                put(code, Factor::EarmarkedShare, part.min(ONE.into()));
            }
        }
        if let Some(complexity) = &complexity {
            let projects = complexity.get(code).copied().unwrap_or_default();
            put(code, Factor::Complexity, projects);
        }
    }
    if let Some(changes) = &changes {
        for (code, initial) in &initial {
            let part = changes.get(code).copied().unwrap_or_default();
            if let Some(part) = share(part, *initial) {
                put(code, Factor::Adjustment, part);
            }
        }
    }
    Ok(all)
}

/// What the register knows of earlier years: findings and rectification of the last year that was
/// audited; where there is no ledger yet, everything else of the last year too.
pub fn of_register(earlier: &[Attribute], year: i32, ledger: bool) -> By<Facts> {
    let mut all: By<Facts> = BTreeMap::new();
    let mut from: BTreeMap<(&str, Factor), i32> = BTreeMap::new();
    for a in earlier.iter().filter(|a| a.fiscal_year < year) {
        let Some(factor) = Factor::named(&a.name) else {
            continue;
        };
        let history = matches!(factor, Factor::PastFindings | Factor::Unrectified);
        if ledger && !history {
            continue;
        }
        let last = from.entry((&a.auditee, factor)).or_insert(a.fiscal_year);
        if a.fiscal_year >= *last {
            *last = a.fiscal_year;
            let facts = all.entry(a.auditee.clone()).or_default();
            facts.insert(factor, a.value);
        }
    }
    all
}

struct Ask<'a> {
    engine: &'a Engine,
    code: &'static str,
    kind: SubjectKind,
    year: i32,
}

impl Ask<'_> {
    /// Sums or counts by code.
    fn by_code(&self, sql: &str) -> Result<By<i128>, Failure> {
        let rows = self.engine.query(sql, Strictness::Question)?;
        let value = |v: &Value| match v {
            Value::Integer(n) => i128::from(*n),
            other => other.money().map_or(0, |m| m.0),
        };
        let known = rows.rows.iter().filter(|r| r[0] != Value::Null);
        let each = known.map(|r| (r[0].to_string(), value(&r[1])));
        Ok(each.filter(|(code, _)| !code.is_empty()).collect())
    }

    fn budget(&self, amount: &str, year: i32) -> Result<By<i128>, Failure> {
        let code = self.code;
        self.by_code(&format!(
            "SELECT {code} AS code, SUM({amount}) AS amount FROM budget_line \
             WHERE fiscal_year = {year} GROUP BY {code}"
        ))
    }

    /// The adjusted budget; what was paid where the ledger has no budget.
    fn size(&self) -> Result<By<i128>, Failure> {
        let (code, year) = (self.code, self.year);
        if self.engine.manifest().has("budget_line") {
            return self.budget("adjusted_amount", year);
        }
        self.by_code(&format!(
            "SELECT {code} AS code, SUM(amount) AS amount FROM payment WHERE fiscal_year = {year} GROUP BY {code}"
        ))
    }

    /// Projects with money in the year; of a government also the programs that it received.
    fn complexity(&self) -> Result<Option<By<i128>>, Failure> {
        let (code, year) = (self.code, self.year);
        let mut counts = match self.engine.manifest().has("budget_line.project_code") {
            true => Some(self.by_code(&format!(
                "SELECT code, COUNT(*) AS n FROM (SELECT DISTINCT {code} AS code, project_code FROM budget_line \
                 WHERE fiscal_year = {year} AND project_code IS NOT NULL AND project_code <> '') d GROUP BY code"
            ))?),
            false => None,
        };
        if self.kind == SubjectKind::Gov && self.engine.manifest().has("transfer") {
            let programs = self.by_code(&format!(
                "SELECT code, COUNT(*) AS n FROM (SELECT DISTINCT to_gov AS code, program_code FROM transfer \
                 WHERE fiscal_year = {year}) d GROUP BY code"
            ))?;
            let counts = counts.get_or_insert_default();
            for (code, n) in programs {
                *counts.entry(code).or_default() += n;
            }
        }
        Ok(counts)
    }

    /// Money tied to a purpose: of a unit the lines that a transfer pays for, of a government the
    /// transfers that it received.
    fn earmarked(&self, phase: Phase) -> Result<Option<By<i128>>, Failure> {
        let has = |name| self.engine.manifest().has(name);
        if !has("transfer") || (self.kind != SubjectKind::Gov && !has("budget_line.transfer_id")) {
            return Ok(None);
        }
        let year = self.year;
        let tied = "LEFT JOIN (SELECT program_code, BOOL_AND(earmarked) AS earmarked FROM program \
                    GROUP BY program_code) g ON g.program_code = t.program_code \
                    WHERE COALESCE(g.earmarked, t.kind IN ('special', 'shared', 'direct'))";
        let amount = match phase {
            Phase::Initial => "initial_amount",
            _ => "adjusted_amount",
        };
        let sql = match self.kind {
            SubjectKind::Gov => format!(
                "SELECT t.to_gov AS code, SUM(t.amount) AS amount FROM transfer t {tied} \
                 AND t.fiscal_year = {year} GROUP BY t.to_gov"
            ),
            _ => format!(
                "SELECT b.org_code AS code, SUM(b.{amount}) AS amount FROM budget_line b \
                 JOIN transfer t ON t.transfer_id = b.transfer_id {tied} \
                 AND b.fiscal_year = {year} GROUP BY b.org_code"
            ),
        };
        Ok(Some(self.by_code(&sql)?))
    }

    /// What was added and cut during the year, both counted upwards.
    fn changes(&self) -> Result<Option<By<i128>>, Failure> {
        if !self.engine.manifest().has("budget_change") {
            return Ok(None);
        }
        let (code, year) = (self.code, self.year);
        let sql = format!(
            "SELECT b.{code} AS code, SUM(CASE WHEN c.amount < 0 THEN -c.amount ELSE c.amount END) AS amount \
             FROM budget_change c JOIN budget_line b ON b.line_id = c.line_id \
             WHERE c.fiscal_year = {year} GROUP BY b.{code}"
        );
        Ok(Some(self.by_code(&sql)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(fiscal_year: i32, name: &str, value: i128) -> Attribute {
        Attribute {
            auditee: "A".into(),
            fiscal_year,
            name: name.into(),
            value,
        }
    }

    #[test]
    fn the_last_earlier_year_counts_and_no_later_one() {
        let earlier = [
            attribute(2023, "past_findings", 5),
            attribute(2024, "past_findings", 7),
            attribute(2025, "past_findings", 9),
            attribute(2024, "size", 100),
            attribute(2024, "unheard_of", 1),
        ];
        let with = of_register(&earlier, 2025, true);
        assert_eq!(with["A"], Facts::from([(Factor::PastFindings, 7)]));
        let without = of_register(&earlier, 2025, false);
        assert_eq!(without["A"].get(&Factor::Size), Some(&100));
        assert!(of_register(&earlier, 2023, true).is_empty());
    }
}
