//! What the leads add up to, held against what the run says of itself.

use crate::{Draft, PublishError};
use fisc_model::Money;
use fisc_model::lead::{Lead, ResultKind, Severity, SubjectKind};
use fisc_model::run::MethodRun;
use std::collections::BTreeMap;

/// The sums of a draft.
pub struct Sums<'a> {
    /// The run's methods in the order of their codes.
    pub methods: Vec<&'a MethodRun>,
    /// Organizations and governments by kind and code.
    pub subjects: BTreeMap<(SubjectKind, &'a str), Subject<'a>>,
    /// Payees and persons, all in one.
    pub hidden: Subject<'a>,
    /// All leads.
    pub leads: u64,
    /// Evidence rows; a row of two leads counts twice.
    pub evidence: u64,
    /// Evidence rows, each once.
    pub distinct: u64,
    /// Each evidence row once over all methods, with its largest share; without indicators.
    pub once: Money,
    /// The leads' amounts by kind of test; without indicators.
    pub by_kind: BTreeMap<ResultKind, Money>,
}

/// The leads about one subject.
#[derive(Default)]
pub struct Subject<'a> {
    /// Its name, where the ledger has one.
    pub name: &'a str,
    /// Leads by the severity of their method.
    pub leads: BTreeMap<Severity, u64>,
    /// Their amounts, without indicators.
    pub amount: Money,
}

#[derive(Default)]
struct OfMethod {
    leads: u64,
    evidence: u64,
    amount: Money,
}

impl Sums<'_> {
    /// The amounts of all methods; a row that two methods flag counts twice.
    pub fn all_methods(&self) -> Money {
        self.by_kind.values().copied().sum()
    }
}

/// An indicator points and ranks: it never adds to an amount.
pub fn has_amount(result: ResultKind) -> bool {
    result != ResultKind::Indicator
}

/// Adds up the leads.
///
/// # Errors
/// The run says something else.
pub fn add_up<'a>(input: &Draft<'a>) -> Result<Sums<'a>, PublishError> {
    let mut methods: BTreeMap<&str, (&MethodRun, OfMethod)> = BTreeMap::new();
    for method in &input.run.methods {
        population_ties(method)?;
        if methods
            .insert(&method.code, (method, OfMethod::default()))
            .is_some()
        {
            return Err(PublishError::MethodTwice(method.code.clone()));
        }
    }
    let mut rows: BTreeMap<(&str, &str), Option<Money>> = BTreeMap::new();
    let mut subjects: BTreeMap<(SubjectKind, &str), Subject<'_>> = BTreeMap::new();
    let mut hidden = Subject::default();
    let mut by_kind = BTreeMap::from([
        (ResultKind::Breach, Money::ZERO),
        (ResultKind::ToVerify, Money::ZERO),
    ]);
    for lead in input.leads {
        belongs(lead, &input.run.run_id)?;
        let Some((method, of_method)) = methods.get_mut(lead.method.as_str()) else {
            return Err(PublishError::UnknownMethod {
                lead: lead.lead_id.clone(),
                method: lead.method.clone(),
            });
        };
        let counts = has_amount(method.result);
        let amount = if counts { lead.amount } else { Money::ZERO };
        of_method.leads += 1;
        of_method.evidence += lead.evidence.len() as u64;
        of_method.amount = of_method.amount + amount;
        if let Some(sum) = by_kind.get_mut(&method.result) {
            *sum = *sum + amount;
        }
        let subject = match lead.subject_kind {
            kind @ (SubjectKind::Org | SubjectKind::Gov) => {
                let name = input.names.get(&lead.subject).map_or("", String::as_str);
                subjects
                    .entry((kind, lead.subject.as_str()))
                    .or_insert_with(|| Subject {
                        name,
                        ..Subject::default()
                    })
            }
            SubjectKind::Payee | SubjectKind::Person => &mut hidden,
        };
        *subject.leads.entry(method.severity).or_default() += 1;
        subject.amount = subject.amount + amount;
        for row in &lead.evidence {
            let largest = rows.entry((&row.table, &row.key)).or_default();
            if counts {
                *largest = (*largest).max(Some(row.amount));
            }
        }
    }
    for (method, of_method) in methods.values() {
        run_agrees(method, of_method)?;
    }
    Ok(Sums {
        leads: methods.values().map(|(_, m)| m.leads).sum(),
        evidence: methods.values().map(|(_, m)| m.evidence).sum(),
        distinct: rows.len() as u64,
        once: rows.values().flatten().copied().sum(),
        methods: methods.into_values().map(|(method, _)| method).collect(),
        subjects,
        hidden,
        by_kind,
    })
}

fn population_ties(method: &MethodRun) -> Result<(), PublishError> {
    let Some(population) = &method.population else {
        return Ok(());
    };
    let excluded: u128 = population.excluded.iter().map(|e| u128::from(e.rows)).sum();
    if u128::from(population.tested) + excluded == u128::from(population.rows) {
        return Ok(());
    }
    Err(PublishError::Population {
        method: method.code.clone(),
        rows: population.rows,
        tested: population.tested,
        excluded,
    })
}

fn belongs(lead: &Lead, run_id: &str) -> Result<(), PublishError> {
    let shares: Money = lead.evidence.iter().map(|e| e.amount).sum();
    if lead.run_id != run_id {
        return Err(PublishError::OtherRun {
            lead: lead.lead_id.clone(),
            found: lead.run_id.clone(),
            expected: run_id.to_string(),
        });
    }
    if shares != lead.amount {
        return Err(PublishError::Shares {
            lead: lead.lead_id.clone(),
            amount: lead.amount.to_string(),
            shares: shares.to_string(),
        });
    }
    Ok(())
}

fn run_agrees(method: &MethodRun, leads: &OfMethod) -> Result<(), PublishError> {
    let differs = |what, run: String, leads: String| {
        Err(PublishError::Differs {
            method: method.code.clone(),
            what,
            run,
            leads,
        })
    };
    if method.leads != leads.leads {
        return differs("leads", method.leads.to_string(), leads.leads.to_string());
    }
    if method.evidence != leads.evidence {
        return differs(
            "evidence rows",
            method.evidence.to_string(),
            leads.evidence.to_string(),
        );
    }
    // What a run writes as the amount of an indicator is of no account here.
    if has_amount(method.result) && method.amount != leads.amount {
        return differs(
            "amount",
            method.amount.to_string(),
            leads.amount.to_string(),
        );
    }
    Ok(())
}
