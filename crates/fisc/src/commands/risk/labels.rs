//! How good the ranking is, measured against what is known to be there: the sample province's truth,
//! or an office's findings of last year. Labels measure and never enter a score.

use crate::error::Failure;
use crate::texts::t;
use fisc_engine::{Engine, Strictness};
use fisc_model::Money;
use fisc_model::lead::SubjectKind;
use fisc_risk::ranking::Quality;
use fisc_risk::settings::ONE;
use fisc_risk::texts::percent;
use std::collections::BTreeMap;
use std::path::Path;

/// The amount by subject, from a CSV file with the columns `subject` and `amount`; where it has a
/// column `kind`, lines of another kind than `seed` are left out (`truth.csv` of `fisc demo`).
pub fn read(path: &Path) -> Result<BTreeMap<String, Money>, Failure> {
    let bytes = std::fs::read(path).map_err(Failure::given(path))?;
    let wrong = |line: usize, error: String| {
        Failure::Input(t!(
            "risk-labels-wrong",
            path = path.display(),
            line = line,
            error = error
        ))
    };
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let headers = reader.headers().map_err(|e| wrong(1, e.to_string()))?;
    let column = |name: &str| headers.iter().position(|h| h == name);
    let (Some(subject), Some(amount)) = (column("subject"), column("amount")) else {
        return Err(wrong(1, t!("risk-labels-columns")));
    };
    let kind = column("kind");
    let mut labels = BTreeMap::new();
    for (n, record) in reader.records().enumerate() {
        let record = record.map_err(|e| wrong(n + 2, e.to_string()))?;
        let cell = |i: usize| record.get(i).unwrap_or_default().trim();
        if kind.is_some_and(|k| cell(k) != "seed") {
            continue;
        }
        let money = match cell(amount) {
            "" => Money::ZERO,
            text => Money::parse(text).map_err(|e| wrong(n + 2, e.to_string()))?,
        };
        if cell(subject).is_empty() {
            return Err(wrong(n + 2, t!("risk-labels-subject")));
        }
        let sum = labels
            .entry(cell(subject).to_string())
            .or_insert(Money::ZERO);
        *sum = *sum + money;
    }
    Ok(labels)
}

/// How many subjects the ledger has: everybody whom a method may name, of one kind or of all. Payees
/// are those who were paid, won or bid; persons those who receive benefits or wages, or are listed.
pub fn population(engine: &Engine, kind: Option<SubjectKind>) -> Result<u64, Failure> {
    let payees = [
        ("payment", "payee_id", "payee_name"),
        ("procurement", "supplier_id", "supplier_name"),
        ("contract", "supplier_id", "supplier_name"),
        ("bid", "bidder_id", "bidder_name"),
    ]
    .map(|(table, id, name)| {
        format!("SELECT COALESCE(CASE WHEN {id} <> '' THEN {id} END, {name}) AS who FROM {table}")
    });
    let persons =
        ["grant_payment", "payroll", "person"].map(|t| format!("SELECT person_id AS who FROM {t}"));
    let mut count = 0;
    for one in [
        SubjectKind::Org,
        SubjectKind::Gov,
        SubjectKind::Payee,
        SubjectKind::Person,
    ] {
        if kind.is_some_and(|k| k != one) {
            continue;
        }
        let all = match one {
            SubjectKind::Payee => payees.join(" UNION ALL "),
            SubjectKind::Person => persons.join(" UNION ALL "),
            _ => {
                count += super::facts::names(engine, one)?.len() as u64;
                continue;
            }
        };
        let sql = format!(
            "SELECT COUNT(*) AS n FROM (SELECT DISTINCT who FROM ({all}) a WHERE who <> '') d"
        );
        let rows = engine.query(&sql, Strictness::Question)?;
        let n = rows.rows.first().and_then(|r| r[0].integer());
        count += n.and_then(|n| u64::try_from(n).ok()).unwrap_or_default();
    }
    Ok(count)
}

/// What was measured, in words.
pub fn said(q: &Quality, top: u32) -> String {
    let share = |s: f64| format!("{:.1} %", s * 100.0);
    let figures = t!(
        "risk-quality",
        labelled = q.labelled,
        all = q.all.grouped(),
        first = q.first,
        population = q.population,
        top = percent(top.min(ONE)),
        among = q.among_first,
        share = share(q.share()),
        best = share(q.best())
    );
    let place = q.mean_place.map_or("–".to_string(), |p| format!("{p:.1}"));
    let order = t!(
        "risk-quality-order",
        precision = format!("{:.4}", q.average_precision),
        place = place
    );
    format!("{figures}\n{order}")
}
