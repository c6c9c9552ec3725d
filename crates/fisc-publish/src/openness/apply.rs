//! Withholding: the shown publication from the whole one. What no rule matches is the same in both,
//! to the letter; what one matches bears a mark in its place and stands on the list.

use super::list::{Cut, Match, NegativeList, Rule};
use super::places::{self, CELLS, Field};
use super::{mark, mark_in_text};
use crate::prose::{Phrases, sentences};
use crate::publication::{CorrectionKind, PublicFinding, Publication, Withheld, WithheldScope};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What the rules need to know beyond the publication.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day on which rules must not be overdue for review.
    pub today: NaiveDate,
    /// Finding → codes of the functions of the budget that its evidence is in; empty where the
    /// ledger has none for it.
    pub functions: &'a BTreeMap<String, BTreeSet<String>>,
}

/// A rule that names what is not in the release: a slip of the pen would publish what it meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Idle {
    /// The rule.
    pub rule: String,
    /// What it names.
    pub names: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Withholding {
    /// What is shown; its list `withheld` is complete.
    pub shown: Publication,
    /// What this added to the list.
    pub withheld: Vec<Withheld>,
    /// Rules that name what is not there.
    pub idle: Vec<Idle>,
    /// Rules that should have been looked at again, with the day by which.
    pub overdue: Vec<(String, NaiveDate)>,
}

/// Why nothing was withheld, and nothing may be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WithholdError {
    /// A rule by function cannot be judged for a finding.
    #[error(
        "finding {finding}: rule {rule} goes by functions of the budget, and nothing says which ones its evidence is in; run `fisc load` with the column function, or give it none"
    )]
    Functions {
        /// The finding.
        finding: String,
        /// The rule.
        rule: String,
    },
}

/// One row of the list of what is withheld before rows of one kind are counted together.
type Key = (WithheldScope, String, String);

struct Work<'a> {
    list: &'a NegativeList,
    shown: Publication,
    counts: BTreeMap<Key, u64>,
    idle: BTreeSet<Idle>,
}

/// Withholds what the list asks for, and nothing else.
///
/// # Errors
/// See [`WithholdError`].
pub fn withhold(
    whole: &Publication,
    list: &NegativeList,
    context: &Context<'_>,
) -> Result<Withholding, WithholdError> {
    let mut work = Work {
        list,
        shown: whole.clone(),
        counts: BTreeMap::new(),
        idle: BTreeSet::new(),
    };
    let mut names = work.rows(whole, context)?;
    work.columns();
    work.places();
    work.words(&mut names);
    let withheld: Vec<Withheld> = work
        .counts
        .into_iter()
        .filter_map(|((scope, place, reason), count)| {
            let rule = list.rules.get(&reason)?;
            Some(Withheld {
                scope,
                place,
                reason,
                words: rule.words.clone(),
                basis: rule.basis_text(),
                review_on: Some(rule.review_on),
                count,
            })
        })
        .collect();
    let mut shown = work.shown;
    shown.withheld.extend(withheld.iter().cloned());
    let late = list.overdue(context.today).into_iter();
    Ok(Withholding {
        shown,
        withheld,
        idle: work.idle.into_iter().collect(),
        overdue: late.map(|(rule, day)| (rule.to_string(), day)).collect(),
    })
}

impl<'a> Work<'a> {
    fn matches(&self, scope: WithheldScope) -> Vec<(&'a Rule, &'a Match)> {
        let all = self.list.rules.values();
        all.flat_map(|r| r.matches.iter().map(move |m| (r, m)))
            .filter(|(_, m)| m.scope == scope)
            .collect()
    }

    fn cleared(&self, rule: &Rule, finding: &str) -> bool {
        let key = (rule.code.clone(), finding.to_string());
        self.list.cleared.contains(&key)
    }

    fn count(&mut self, scope: WithheldScope, place: &str, rule: &Rule) {
        let key = (scope, place.to_string(), rule.code.clone());
        *self.counts.entry(key).or_default() += 1;
    }

    fn idle(&mut self, rule: &Rule, names: &str) {
        self.idle.insert(Idle {
            rule: rule.code.clone(),
            names: names.to_string(),
        });
    }

    /// Findings and auditees that go whole. Gives back the names that may not stand anywhere, with
    /// the rule.
    fn rows(
        &mut self,
        whole: &Publication,
        context: &Context<'_>,
    ) -> Result<Vec<(String, &'a Rule)>, WithholdError> {
        let mut gone: BTreeMap<String, (WithheldScope, &'a Rule)> = BTreeMap::new();
        let mut names = Vec::new();
        let mut without = BTreeSet::new();
        for (rule, m) in self.matches(WithheldScope::Auditee) {
            for code in &m.auditees {
                let Some(auditee) = whole.auditees.get(code) else {
                    self.idle(rule, code);
                    continue;
                };
                names.push((auditee.name.clone(), rule));
                for (id, _) in whole.findings.iter().filter(|(_, f)| f.auditee == *code) {
                    gone.entry(id.clone())
                        .or_insert((WithheldScope::Auditee, rule));
                }
                if without.insert(code.clone()) {
                    self.count(WithheldScope::Auditee, "auditees", rule);
                }
            }
        }
        for (rule, m) in self.matches(WithheldScope::Function) {
            for (id, f) in &whole.findings {
                let known = context.functions.get(id);
                if known.is_none() && f.evidence_rows > 0 && !self.cleared(rule, id) {
                    return Err(WithholdError::Functions {
                        finding: id.clone(),
                        rule: rule.code.clone(),
                    });
                }
                let mut codes = known.into_iter().flatten();
                let hit = codes.any(|c| m.functions.iter().any(|begin| c.starts_with(begin)));
                if hit && !self.cleared(rule, id) {
                    gone.entry(id.clone())
                        .or_insert((WithheldScope::Function, rule));
                }
            }
        }
        for (rule, m) in self.matches(WithheldScope::Finding) {
            for id in &m.findings {
                if whole.findings.contains_key(id) {
                    gone.entry(id.clone())
                        .or_insert((WithheldScope::Finding, rule));
                } else {
                    self.idle(rule, id);
                }
            }
            let words = phrases(m);
            for (id, f) in &whole.findings {
                if says(f, &words) && !self.cleared(rule, id) {
                    gone.entry(id.clone())
                        .or_insert((WithheldScope::Finding, rule));
                }
            }
        }
        for (id, (scope, rule)) in &gone {
            self.shown.findings.remove(id);
            if *scope != WithheldScope::Auditee {
                self.count(*scope, "findings", rule);
            }
        }
        // An auditee without a finding that is shown would be named by what is withheld.
        let about = |p: &Publication| -> BTreeSet<String> {
            p.findings.values().map(|f| f.auditee.clone()).collect()
        };
        for code in about(whole).difference(&about(&self.shown)) {
            if without.contains(code) || !whole.auditees.contains_key(code) {
                continue;
            }
            let of = whole.findings.iter().find(|(_, f)| f.auditee == *code);
            if let Some((_, rule)) = of.and_then(|(id, _)| gone.get(id)) {
                self.count(WithheldScope::Auditee, "auditees", rule);
                without.insert(code.clone());
            }
        }
        for code in &without {
            self.shown.auditees.remove(code);
            self.shown.independence.leader_years.remove(code);
        }
        let numbers: BTreeSet<&str> = gone
            .keys()
            .filter_map(|id| Some(whole.findings.get(id)?.number.as_str()))
            .collect();
        for c in &mut self.shown.corrections {
            c.what.retain(|item| {
                let of = item.finding.as_deref();
                item.kind == CorrectionKind::Withdrawn || !of.is_some_and(|n| numbers.contains(n))
            });
        }
        Ok(names)
    }

    fn columns(&mut self) {
        for (rule, m) in self.matches(WithheldScope::Column) {
            for column in &m.columns {
                if CELLS.contains(&column.as_str()) {
                    let ids: Vec<String> = self.shown.findings.keys().cloned().collect();
                    for id in ids {
                        let place = cell_place(&id, column);
                        if !self.cleared(rule, &id) {
                            self.number(&place, column, rule, WithheldScope::Column);
                        }
                    }
                    continue;
                }
                let here = |place: &str| places::column_of(place).as_deref() == Some(column);
                let found = self.blank(rule, &here);
                for _ in found {
                    self.count(WithheldScope::Column, column, rule);
                }
            }
        }
    }

    fn places(&mut self) {
        for (rule, m) in self.matches(WithheldScope::Value) {
            for place in &m.places {
                let column = places::column_of(place).unwrap_or_default();
                if CELLS.contains(&column.as_str()) {
                    if !self.number(place, &column, rule, WithheldScope::Value) {
                        self.idle(rule, place);
                    }
                    continue;
                }
                let found = self.blank(rule, &|at| at == place);
                if found.is_empty() {
                    self.idle(rule, place);
                }
                for at in found {
                    self.count(WithheldScope::Value, &at, rule);
                }
            }
        }
    }

    /// Empties a number; its cell bears the mark because the list names its place.
    fn number(&mut self, place: &str, column: &str, rule: &Rule, scope: WithheldScope) -> bool {
        let id = place.split('/').nth(1).unwrap_or_default();
        let finding = self.shown.findings.get_mut(id);
        let done = finding.is_some_and(|f| places::empty(f, column));
        let again = self.counts.keys().any(|(_, at, _)| at == place);
        if done && !again {
            self.count(scope, place, rule);
        }
        done
    }

    /// Puts the mark in place of whole texts; the places where there was one.
    fn blank(&mut self, rule: &Rule, here: &dyn Fn(&str) -> bool) -> Vec<String> {
        let whole = mark(&rule.code);
        let cleared = self.list;
        let mut found = Vec::new();
        places::texts(&mut self.shown, &mut |place, mut field| {
            if !here(place) || is_cleared(cleared, rule, place) {
                return;
            }
            let mut any = false;
            for (_, text) in field.sides() {
                if !text.trim().is_empty() && !text.starts_with(crate::package::MARK) {
                    text.clone_from(&whole);
                    any = true;
                }
            }
            if any {
                found.push(place.to_string());
            }
        });
        found
    }

    /// Words: everything is looked for at once in what people wrote, so that no mark is judged by
    /// another rule.
    fn words(&mut self, names: &mut Vec<(String, &'a Rule)>) {
        let mut searches: Vec<(&'a Rule, Cut, Phrases)> = self
            .matches(WithheldScope::Value)
            .into_iter()
            .filter(|(_, m)| !m.texts.is_empty())
            .map(|(rule, m)| (rule, m.cut, phrases(m)))
            .collect();
        for (name, rule) in names.drain(..) {
            searches.push((rule, Cut::Word, Phrases::new([name.as_str()], [])));
        }
        if searches.is_empty() {
            return;
        }
        let list = self.list;
        let mut counted: Vec<(String, &'a Rule)> = Vec::new();
        places::texts(&mut self.shown, &mut |place, mut field| {
            let here: Vec<&(&Rule, Cut, Phrases)> = searches
                .iter()
                .filter(|(rule, _, _)| !is_cleared(list, rule, place))
                .collect();
            let sides = field.sides();
            let whole = here.iter().find(|(_, cut, words)| {
                *cut == Cut::Text && sides.iter().any(|(_, t)| !words.find(t).is_empty())
            });
            if let Some((rule, _, _)) = whole {
                for (_, text) in sides {
                    if !text.trim().is_empty() {
                        *text = mark(&rule.code);
                    }
                }
                counted.push((place.to_string(), rule));
                return;
            }
            for (lang, text) in sides {
                let spans = spans(text, &here);
                for (span, rule) in spans.iter().rev() {
                    let mark = mark_in_text(&rule.code, lang);
                    text.replace_range(span.clone(), &mark);
                    counted.push((place.to_string(), rule));
                }
            }
        });
        for (place, rule) in counted {
            self.count(WithheldScope::Value, &place, rule);
        }
    }
}

fn phrases(m: &Match) -> Phrases {
    let list = |l: &'_ [String]| -> Vec<String> { l.to_vec() };
    let (texts, except) = (list(&m.texts), list(&m.except));
    Phrases::new(
        texts.iter().map(String::as_str),
        except.iter().map(String::as_str),
    )
}

/// Whether the place is in a finding that was examined and cleared of this rule.
fn is_cleared(list: &NegativeList, rule: &Rule, place: &str) -> bool {
    let mut parts = place.split('/');
    parts.next() == Some("findings")
        && parts.next().is_some_and(|id| {
            let key = (rule.code.clone(), id.to_string());
            list.cleared.contains(&key)
        })
}

fn cell_place(id: &str, column: &str) -> String {
    match column.split_once('/') {
        Some(("rectification", field)) => format!("findings/{id}/rectification/{field}"),
        Some((_, field)) => format!("findings/{id}/{field}"),
        None => String::new(),
    }
}

/// Whether a text of the finding holds one of the words.
fn says(f: &PublicFinding, words: &Phrases) -> bool {
    let mut copy = f.clone();
    let mut found = false;
    places::of_finding("", &mut copy, &mut |_, mut field: Field<'_>| {
        found |= field.sides().iter().any(|(_, t)| !words.find(t).is_empty());
    });
    found
}

/// What goes from a text: in order, without overlaps, each with the first rule that asks for it.
fn spans<'r>(text: &str, searches: &[&(&'r Rule, Cut, Phrases)]) -> Vec<(Range<usize>, &'r Rule)> {
    let mut all: Vec<(Range<usize>, &Rule)> = Vec::new();
    for (rule, cut, words) in searches {
        for found in words.find(text) {
            let mut span = found.span;
            if *cut == Cut::Sentence {
                let touched = sentences(text);
                let touched = touched
                    .iter()
                    .filter(|s| s.start < span.end && span.start < s.end);
                let (mut start, mut end) = (span.start, span.end);
                for s in touched {
                    start = start.min(s.start);
                    end = end.max(s.end);
                }
                span = start..end;
            }
            all.push((span, rule));
        }
    }
    all.sort_by_key(|(s, _)| (s.start, std::cmp::Reverse(s.end)));
    let mut merged: Vec<(Range<usize>, &Rule)> = Vec::new();
    for (span, rule) in all {
        match merged.last_mut() {
            Some((last, _)) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push((span, rule)),
        }
    }
    merged
}
