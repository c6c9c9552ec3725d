//! What the release as a whole must have: totals that are the sums of what is shown, who issues it,
//! grounds for what is withheld, nothing before its day, and an approval of exactly this.

use super::words::problem;
use super::{Input, OFFICE, Problem, TEAM};
use crate::package::{MARK, Sheet, sheets};
use fisc_model::Money;
use fisc_model::act::Role;
use fisc_model::finding::AmountKind;
use fisc_model::lead::Bilingual;
use std::collections::{BTreeMap, BTreeSet};

fn column(sheet: &Sheet, name: &str) -> usize {
    let mut columns = sheet.columns.iter();
    columns.position(|c| c.0 == name).unwrap_or(usize::MAX)
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map(String::as_str).unwrap_or_default()
}

/// The totals as a reader adds them up from the table of findings, and no row of evidence in two
/// findings whose amounts are added.
pub(super) fn totals(input: &Input<'_>) -> Vec<Problem> {
    let tables = sheets(input.shown);
    let named = |name: &str| tables.iter().find(|s| s.name == name);
    let (Some(findings), Some(totals)) = (named("findings"), named("totals")) else {
        return Vec::new();
    };
    let mut sums: BTreeMap<String, Money> = BTreeMap::new();
    let (amount, kind) = (column(findings, "amount"), column(findings, "amount_kind"));
    for row in &findings.rows {
        let (amount, kind) = (cell(row, amount), cell(row, kind));
        if amount.starts_with(MARK) || kind == "none" {
            continue;
        }
        let sum = sums.entry(format!("amount_{kind}")).or_default();
        *sum = *sum + Money::parse(amount).unwrap_or_default();
    }
    let mut expected: BTreeMap<String, String> = sums
        .into_iter()
        .map(|(measure, sum)| (measure, sum.to_string()))
        .collect();
    expected.insert("findings".into(), findings.rows.len().to_string());
    let auditee = column(findings, "auditee");
    let auditees: BTreeSet<&str> = findings.rows.iter().map(|r| cell(r, auditee)).collect();
    expected.insert("auditees".into(), auditees.len().to_string());
    let (measure, value) = (column(totals, "measure"), column(totals, "value"));
    let said: BTreeMap<String, String> = totals
        .rows
        .iter()
        .map(|r| (cell(r, measure).to_string(), cell(r, value).to_string()))
        .collect();
    let mut all = Vec::new();
    let measures: BTreeSet<&String> = said.keys().chain(expected.keys()).collect();
    for measure in measures {
        let (said, sum) = (said.get(measure), expected.get(measure));
        if said != sum {
            let text = |t: Option<&String>| t.cloned().unwrap_or_else(|| "–".into());
            let args = [("said", text(said).into()), ("sum", text(sum).into())];
            all.push(problem(
                format!("totals/{measure}"),
                "totals-differ",
                &args,
                TEAM,
            ));
        }
    }
    all.extend(twice(input));
    all
}

/// Two findings of one kind of amount that rest on the same row would count it twice in the total.
fn twice(input: &Input<'_>) -> Vec<Problem> {
    let mut first: BTreeMap<(AmountKind, &(String, String)), &str> = BTreeMap::new();
    let mut shared: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for (id, f) in &input.shown.findings {
        if f.amount_kind == AmountKind::None {
            continue;
        }
        for row in input.standing.get(id).into_iter().flat_map(|s| &s.rows) {
            match first.get(&(f.amount_kind, row)) {
                Some(before) => *shared.entry((*before, id)).or_default() += 1,
                None => {
                    first.insert((f.amount_kind, row), id);
                }
            }
        }
    }
    let said = |((one, other), rows): ((&str, &str), u64)| {
        let args = [("other", one.into()), ("rows", rows.into())];
        problem(other, "rows-shared", &args, TEAM)
    };
    shared.into_iter().map(said).collect()
}

fn blank(text: &Bilingual) -> bool {
    text.en.trim().is_empty() || text.zh.trim().is_empty()
}

/// What a public body's publication says about itself.
pub(super) fn issue(input: &Input<'_>) -> Vec<Problem> {
    let (issue, independence) = (&input.shown.issue, &input.shown.independence);
    let mut all = Vec::new();
    for (place, missing) in [
        ("body", blank(&issue.body)),
        ("contact", blank(&issue.contact)),
        ("index_number", issue.index_number.trim().is_empty()),
        ("licence", issue.licence.name.trim().is_empty()),
        ("funded_by", blank(&independence.funded_by)),
        ("appointed_by", blank(&independence.appointed_by)),
    ] {
        if missing {
            all.push(problem(
                format!("publish.toml, {place}"),
                "issue-missing",
                &[],
                OFFICE,
            ));
        }
    }
    for (id, f) in &input.shown.findings {
        if !input.shown.auditees.contains_key(&f.auditee) {
            all.push(problem(id, "auditee-missing", &[], OFFICE));
        }
    }
    all
}

/// Every withheld part has its reason in words, and a legal basis.
pub(super) fn withheld(input: &Input<'_>) -> Vec<Problem> {
    let without = |w: &&crate::publication::Withheld| {
        blank(&w.words) || w.basis.trim().is_empty() || w.reason.trim().is_empty() || w.count == 0
    };
    let parts = input.shown.withheld.iter().filter(without);
    parts
        .map(|w| {
            let args = [("reason", (&w.reason).into())];
            problem(&w.place, "withheld-ground", &args, OFFICE)
        })
        .collect()
}

/// Which finding is held back is not for everybody to know, and is not said.
pub(super) fn holds(input: &Input<'_>) -> Vec<Problem> {
    let shown = |id: &&String| input.shown.findings.contains_key(*id);
    match input.held.iter().any(|id| shown(&id)) {
        true => vec![problem("findings", "held-shown", &[], OFFICE)],
        false => Vec::new(),
    }
}

/// The approval names what is shown, in its version, and nothing else.
pub(super) fn approval(input: &Input<'_>) -> Vec<Problem> {
    let Some(approval) = input.approval else {
        return Vec::new();
    };
    let who = &[Role::Publisher];
    let mut all = Vec::new();
    for (id, f) in &input.shown.findings {
        match approval.findings.get(id) {
            None => all.push(problem(id, "approval-missing", &[], who)),
            Some(version) if *version != f.version => {
                let args = [("version", u64::from(*version).into())];
                all.push(problem(id, "approval-version", &args, who));
            }
            Some(_) => {}
        }
    }
    for id in approval.findings.keys() {
        if !input.shown.findings.contains_key(id) {
            all.push(problem(id, "approval-more", &[], who));
        }
    }
    all
}
