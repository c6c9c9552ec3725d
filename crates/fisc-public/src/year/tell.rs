//! A year as people read it, and as a table for a spreadsheet.

use super::{Line, Shared, Source, Sums, Year};
use crate::paper::{Paper, Part};
use crate::texts::{Place, say, side, word};
use fisc_i18n::Lang;
use fisc_model::finding::AmountKind;
use std::collections::BTreeMap;

/// The headings of [`table`].
const COLUMNS: [&str; 7] = [
    "by", "currency", "kind", "key", "findings", "amount", "withheld",
];

/// The sums as rows: by, currency, kind, key, findings, amount, withheld; the header first.
#[must_use]
pub fn table(year: &Year) -> Vec<Vec<String>> {
    let mut rows = vec![COLUMNS.map(str::to_string).to_vec()];
    for (currency, sums) in &year.sums {
        for (by, lines) in [
            ("kind", &sums.kinds),
            ("problem", &sums.problems),
            ("unit", &sums.units),
            ("level", &sums.levels),
        ] {
            rows.extend(lines.iter().map(|l| {
                vec![
                    by.to_string(),
                    currency.clone(),
                    l.kind.to_string(),
                    fisc_model::cell::safe(&l.key),
                    l.findings.to_string(),
                    l.amount.to_string(),
                    l.withheld.to_string(),
                ]
            }));
        }
    }
    rows
}

/// The whole of it in one language.
#[must_use]
pub fn tell(year: &Year, lang: Lang) -> Paper {
    let t = |id: &str| say(lang, id, &[]);
    let of_year = [("year", year.fiscal_year.to_string().into())];
    let counts: [(&str, Place); 3] = [
        ("engagements", year.sources.len().into()),
        ("findings", year.findings.into()),
        ("material", year.material.into()),
    ];
    let mut parts = vec![
        Part::Text(say(lang, "year-counts", &counts)),
        Part::Heading(t("year-sources")),
        sources(&year.sources, lang),
        Part::Text(t("year-digest")),
    ];
    for (currency, sums) in &year.sums {
        amounts(currency, sums, lang, &mut parts);
    }
    if !year.shared.is_empty() {
        parts.push(Part::Heading(t("year-shared")));
        parts.push(Part::Text(t("year-shared-text")));
        parts.push(shared(&year.shared, lang));
    }
    parts.push(Part::Heading(t("year-rectification")));
    parts.push(Part::Table {
        columns: vec![t("year-state"), t("year-findings")],
        numbers: 1,
        rows: states(&year.rectification, lang),
    });
    parts.push(Part::Heading(t("year-not-tested")));
    if year.not_tested.is_empty() {
        parts.push(Part::Text(t("year-all-tested")));
    } else {
        parts.push(not_tested(year, lang));
    }
    Paper {
        title: say(lang, "year-title", &of_year),
        parts,
    }
}

fn sources(sources: &[Source], lang: Lang) -> Part {
    let t = |id: &str| say(lang, id, &[]);
    let row = |s: &Source| {
        let most = [("rows", s.evidence_rows.to_string().into())];
        vec![
            s.engagement.clone(),
            s.title.clone(),
            s.release.to_string(),
            s.digest.clone(),
            s.findings.to_string(),
            if s.exact {
                s.evidence_rows.to_string()
            } else {
                say(lang, "year-at-most", &most)
            },
            s.tested.to_string(),
        ]
    };
    let columns = [
        "year-engagement",
        "year-name",
        "year-release",
        "year-sha",
        "year-findings",
        "year-rows",
        "year-tested",
    ];
    Part::Table {
        columns: columns.map(t).to_vec(),
        numbers: 4,
        rows: sources.iter().map(row).collect(),
    }
}

fn amounts(currency: &str, sums: &Sums, lang: Lang, parts: &mut Vec<Part>) {
    let t = |id: &str| say(lang, id, &[]);
    let of = [("currency", currency.into())];
    parts.push(Part::Heading(say(lang, "year-amounts", &of)));
    parts.push(Part::Text(t("year-kinds-apart")));
    let key = |by: &str, l: &Line| match by {
        "level" if l.key.is_empty() => t("year-unknown"),
        "level" => word(lang, "level", &l.key),
        "problem" if l.key.is_empty() => t("year-papers"),
        "problem" => format!("{} {}", l.key, side(lang, &l.name)),
        _ if l.key.is_empty() => t("year-withheld-unit"),
        _ => format!("{} {}", l.key, side(lang, &l.name)),
    };
    for (by, lines) in [
        ("", &sums.kinds),
        ("problem", &sums.problems),
        ("unit", &sums.units),
        ("level", &sums.levels),
    ] {
        let mut columns = vec![t("year-kind")];
        if !by.is_empty() {
            columns.push(t(&format!("year-by-{by}")));
        }
        let numbers = columns.len();
        columns.extend(["year-findings", "year-amount", "year-withheld"].map(t));
        let row = |l: &Line| {
            let mut cells = vec![word(lang, "amount", &l.kind)];
            if !by.is_empty() {
                cells.push(key(by, l));
            }
            let amount = match l.kind {
                AmountKind::None => String::new(),
                _ => l.amount.grouped(),
            };
            cells.extend([l.findings.to_string(), amount, l.withheld.to_string()]);
            cells
        };
        parts.push(Part::Table {
            columns,
            numbers,
            rows: lines.iter().map(row).collect(),
        });
    }
    let columns = [
        "year-to-treasury",
        "year-returned",
        "year-rebooked",
        "year-recovered",
    ];
    parts.push(Part::Text(t("year-acknowledged")));
    parts.push(Part::Table {
        columns: columns.map(t).to_vec(),
        numbers: 0,
        rows: vec![sums.acknowledged.iter().map(|m| m.grouped()).collect()],
    });
}

fn shared(shared: &[Shared], lang: Lang) -> Part {
    let t = |id: &str| say(lang, id, &[]);
    let row = |s: &Shared| {
        vec![
            s.engagement.clone(),
            s.findings.join(", "),
            s.rows.to_string(),
        ]
    };
    Part::Table {
        columns: ["year-engagement", "year-findings-of", "year-rows"]
            .map(t)
            .to_vec(),
        numbers: 2,
        rows: shared.iter().map(row).collect(),
    }
}

fn states(states: &BTreeMap<String, u64>, lang: Lang) -> Vec<Vec<String>> {
    let row = |(state, n): (&String, &u64)| vec![word(lang, "rectification", state), n.to_string()];
    states.iter().map(row).collect()
}

fn not_tested(year: &Year, lang: Lang) -> Part {
    let t = |id: &str| say(lang, id, &[]);
    let mut rows = Vec::new();
    for (engagement, methods) in &year.not_tested {
        rows.extend(methods.iter().map(|m| {
            vec![
                engagement.clone(),
                format!("{} {}", m.method, side(lang, &m.name)),
                word(lang, "outcome-of", &m.outcome),
                side(lang, &m.reason).to_string(),
            ]
        }));
    }
    let columns = [
        "year-engagement",
        "year-method",
        "year-outcome",
        "year-reason",
    ];
    Part::Table {
        columns: columns.map(t).to_vec(),
        numbers: 4,
        rows,
    }
}
