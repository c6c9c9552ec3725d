//! The tables of a release that add up: what was spent and transferred, from the ledger, and the totals
//! of the findings that are shown.

use crate::package::sheets::{Sheet, amount, count, marker, needed, sheet, text, word};
use crate::publication::{Publication, Transfer};
use fisc_model::Money;
use fisc_model::finding::AmountKind;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn execution(p: &Publication) -> Sheet {
    let rows = p.execution.iter();
    let rows = rows.map(|m| vec![m.month.clone(), m.paid.to_string()]);
    sheet(
        "execution",
        &["month"],
        vec![needed("month"), amount("paid")],
        rows.collect(),
    )
}

pub(super) fn transfers(p: &Publication) -> Sheet {
    let row = |(n, t): (u64, &Transfer)| {
        vec![
            n.to_string(),
            t.from.clone(),
            t.to.clone(),
            t.amount.to_string(),
        ]
    };
    let columns = vec![
        count("position"),
        text("from"),
        text("to"),
        amount("amount"),
    ];
    let rows = (1_u64..).zip(&p.transfers).map(row).collect();
    sheet("transfers", &["position"], columns, rows)
}

/// What adds up from the findings that are shown, so that a reader can add it up again.
pub(super) fn totals(p: &Publication) -> Sheet {
    let mut by_kind: BTreeMap<AmountKind, Money> = BTreeMap::new();
    // A sum with a withheld amount in it would give it away.
    let shown = p.findings.iter();
    for (_, f) in shown.filter(|(id, f)| marker(p, id, f, "amount").is_none()) {
        let sum = by_kind.entry(f.amount_kind).or_default();
        *sum = *sum + f.amount;
    }
    let about: BTreeSet<&String> = p.findings.values().map(|f| &f.auditee).collect();
    let mut rows = vec![
        vec![
            "findings".into(),
            p.findings.len().to_string(),
            String::new(),
        ],
        vec!["auditees".into(), about.len().to_string(), String::new()],
    ];
    for (kind, sum) in by_kind
        .iter()
        .filter(|(kind, _)| **kind != AmountKind::None)
    {
        rows.push(vec![
            format!("amount_{}", word(kind)),
            sum.to_string(),
            p.currency.clone(),
        ]);
    }
    let columns = vec![needed("measure"), amount("value"), text("unit")];
    sheet("totals", &["measure"], columns, rows)
}
