//! A year over several engagements, for the annual audit report: findings and amounts by kind, problem,
//! unit and level, what became of them, and what could not be tested. Amounts of different kinds or
//! currencies are never added up; each evidence row counts once in an engagement; every source is named
//! by its digest.

mod read;
mod tell;

pub use read::{Auditee, Evidence, Finding, NotTested, Rectification, Release, RowKey, Rows, read};
pub(crate) use read::{MARK, Table};
pub use tell::{table, tell};

use crate::refusal::Refusal;
use crate::texts::Place;
use fisc_model::Money;
use fisc_model::finding::AmountKind;
use fisc_model::lead::Bilingual;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a year was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The engagement.
    pub engagement: String,
    /// Its title.
    pub title: String,
    /// Its release.
    pub release: u64,
    /// SHA-256 of the release's SHA256SUMS.
    pub digest: String,
    /// Findings in it.
    pub findings: u64,
    /// The rows that findings rest on, each once.
    pub evidence_rows: u64,
    /// Whether that is exact; else it is the most that it can be.
    pub exact: bool,
    /// Rows that methods tested, each method by itself.
    pub tested: u64,
}

/// Findings that rest on the same rows: their amounts may tell of the same money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// The engagement.
    pub engagement: String,
    /// Their numbers.
    pub findings: Vec<String>,
    /// Rows that all of them rest on, and no others.
    pub rows: u64,
}

/// Findings of one kind of amount, added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What the amount means.
    pub kind: AmountKind,
    /// A problem, a unit or a level; empty in the sum of a kind.
    pub key: String,
    /// For people.
    pub name: Bilingual,
    /// How many.
    pub findings: u64,
    /// Of those whose amount is shown.
    pub amount: Money,
    /// How many amounts are withheld, and so not in the sum.
    pub withheld: u64,
}

/// The sums of one currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sums {
    /// By kind.
    pub kinds: Vec<Line>,
    /// By kind and problem: the methods, or none for what rests on papers.
    pub problems: Vec<Line>,
    /// By kind and unit.
    pub units: Vec<Line>,
    /// By kind and level.
    pub levels: Vec<Line>,
    /// Acknowledged: to the treasury, returned, rebooked, recovered. Of those that are shown.
    pub acknowledged: [Money; 4],
}

/// A year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Year {
    /// The year audited.
    pub fiscal_year: i64,
    /// What it was made from, by engagement.
    pub sources: Vec<Source>,
    /// All findings.
    pub findings: u64,
    /// Of them the important matters.
    pub material: u64,
    /// Findings by the state of their rectification; `none` before a plan.
    pub rectification: BTreeMap<String, u64>,
    /// By currency.
    pub sums: BTreeMap<String, Sums>,
    /// What may be counted twice in the amounts.
    pub shared: Vec<Shared>,
    /// What could not be tested, by engagement.
    pub not_tested: BTreeMap<String, Vec<NotTested>>,
}

/// Adds up releases of one year, one of each engagement.
///
/// # Errors
/// An engagement is there twice, years differ, or there is none.
pub fn add_up(releases: &[Release]) -> Result<Year, Refusal> {
    let Some(first) = releases.first() else {
        return Err(Refusal::new("year-none", &[]));
    };
    let mut by_engagement: BTreeMap<&str, &Release> = BTreeMap::new();
    for release in releases {
        if release.fiscal_year != first.fiscal_year {
            let places: [(&str, Place); 4] = [
                ("a", (&first.engagement).into()),
                ("year", first.fiscal_year.to_string().into()),
                ("b", (&release.engagement).into()),
                ("other", release.fiscal_year.to_string().into()),
            ];
            return Err(Refusal::new("year-differs", &places));
        }
        if by_engagement.insert(&release.engagement, release).is_some() {
            let places = [("engagement", (&release.engagement).into())];
            return Err(Refusal::new("year-twice", &places));
        }
    }
    let mut year = Year {
        fiscal_year: first.fiscal_year,
        sources: Vec::new(),
        findings: 0,
        material: 0,
        rectification: BTreeMap::new(),
        sums: BTreeMap::new(),
        shared: Vec::new(),
        not_tested: BTreeMap::new(),
    };
    let mut adders: BTreeMap<String, Adder> = BTreeMap::new();
    for release in by_engagement.values() {
        let adder = adders.entry(release.currency.clone()).or_default();
        year.add(release, adder);
    }
    for (currency, adder) in adders {
        year.sums.insert(currency, adder.sums());
    }
    Ok(year)
}

impl Year {
    fn add(&mut self, release: &Release, adder: &mut Adder) {
        let (rows, exact, shared) = rows(release);
        self.sources.push(Source {
            engagement: release.engagement.clone(),
            title: release.title.clone(),
            release: release.release,
            digest: release.digest.clone(),
            findings: release.findings.len() as u64,
            evidence_rows: rows,
            exact,
            tested: release.tested,
        });
        self.shared.extend(shared);
        if !release.not_tested.is_empty() {
            let of = self.not_tested.entry(release.engagement.clone());
            of.or_default().extend(release.not_tested.iter().cloned());
        }
        for finding in &release.findings {
            self.findings += 1;
            self.material += u64::from(finding.material);
            let state = finding.rectification.as_ref().map_or("none", |r| &r.state);
            *self.rectification.entry(state.to_string()).or_default() += 1;
            adder.add(release, finding);
        }
    }
}

/// The rows that findings of a release rest on, each once; whether that is exact; and what is shared.
fn rows(release: &Release) -> (u64, bool, Vec<Shared>) {
    let mut on: BTreeMap<&RowKey, BTreeSet<&str>> = BTreeMap::new();
    let (mut counted, mut exact) = (0_u64, true);
    for finding in &release.findings {
        match &finding.evidence {
            Evidence::Rows(rows) => {
                for row in rows {
                    on.entry(row).or_default().insert(&finding.number);
                }
            }
            Evidence::Count(0) => {}
            Evidence::Count(n) => {
                counted = counted.saturating_add(*n);
                // One finding alone shares with nobody, but its own leads may share rows.
                exact = false;
            }
        }
    }
    let mut by_findings: BTreeMap<Vec<&str>, u64> = BTreeMap::new();
    for findings in on.values().filter(|f| f.len() > 1) {
        *by_findings
            .entry(findings.iter().copied().collect())
            .or_default() += 1;
    }
    let shared = by_findings.into_iter().map(|(findings, rows)| Shared {
        engagement: release.engagement.clone(),
        findings: findings.into_iter().map(String::from).collect(),
        rows,
    });
    (on.len() as u64 + counted, exact, shared.collect())
}

/// Lines of one currency as they grow, by their place in the result.
#[derive(Default)]
struct Adder {
    kinds: BTreeMap<(AmountKind, String), Line>,
    problems: BTreeMap<(AmountKind, String), Line>,
    units: BTreeMap<(AmountKind, String), Line>,
    levels: BTreeMap<(AmountKind, String), Line>,
    acknowledged: [Money; 4],
}

impl Adder {
    fn add(&mut self, release: &Release, finding: &Finding) {
        let same = |text: &str| Bilingual {
            en: text.into(),
            zh: text.into(),
        };
        line(&mut self.kinds, finding, "", Bilingual::default());
        let problem = finding.methods.join(" ");
        let names = finding
            .methods
            .iter()
            .map(|m| release.methods.get(m).cloned().unwrap_or_else(|| same(m)));
        let (en, zh): (Vec<String>, Vec<String>) = names.map(|n| (n.en, n.zh)).unzip();
        let name = Bilingual {
            en: en.join("; "),
            zh: zh.join("；"),
        };
        line(&mut self.problems, finding, &problem, name);
        let auditee = release.auditees.get(&finding.auditee);
        let name = auditee.map_or("", |a| &a.name);
        line(&mut self.units, finding, &finding.auditee, same(name));
        let level = auditee.map_or("", |a| &a.level);
        line(&mut self.levels, finding, level, Bilingual::default());
        if let Some(r) = &finding.rectification {
            for (sum, part) in self.acknowledged.iter_mut().zip(r.acknowledged) {
                *sum = *sum + part.unwrap_or_default();
            }
        }
    }

    fn sums(self) -> Sums {
        let lines = |of: BTreeMap<_, Line>| of.into_values().collect::<Vec<_>>();
        let mut problems = lines(self.problems);
        let mut units = lines(self.units);
        // The largest first within a kind; names decide between equals.
        for of in [&mut problems, &mut units] {
            of.sort_by(|a, b| (a.kind, -a.amount, &a.key).cmp(&(b.kind, -b.amount, &b.key)));
        }
        Sums {
            kinds: lines(self.kinds),
            problems,
            units,
            levels: lines(self.levels),
            acknowledged: self.acknowledged,
        }
    }
}

fn line(
    lines: &mut BTreeMap<(AmountKind, String), Line>,
    finding: &Finding,
    key: &str,
    name: Bilingual,
) {
    let at = (finding.kind, key.to_string());
    let line = lines.entry(at).or_insert_with(|| Line {
        kind: finding.kind,
        key: key.to_string(),
        name,
        findings: 0,
        amount: Money::ZERO,
        withheld: 0,
    });
    line.findings += 1;
    match finding.amount {
        Some(amount) => line.amount = line.amount + amount,
        None => line.withheld += 1,
    }
}
