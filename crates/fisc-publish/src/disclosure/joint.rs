//! All releases as one set of figures over one set of parts. A part is a finding in one version: as
//! long as version and contributors stay, it is the same unknown in every release, and what one
//! release withholds another may give away; when they change, what the change tells of whom it
//! touched is protected like a cell.

use super::audit::{Figure, Insider, Need, Question};
use super::people::{People, key, members, place};
use super::rules::Rules;
use super::said::Said;
use super::suppress::{Candidate, Measure};
use crate::publication::PeopleRow;
use fisc_model::Money;
use fisc_model::finding::AmountKind;
use std::collections::{BTreeMap, BTreeSet};

/// A release that was published before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    /// What it said.
    pub said: Said,
    /// What it was signed as, in full: the office keeps it.
    pub whole: Said,
    /// Whom its findings were about; empty where that was not kept.
    pub people: People,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// People.
    People,
    /// Amounts.
    Amount,
}

impl Of {
    /// Its name in places.
    pub fn name(self) -> &'static str {
        match self {
            Of::People => "people",
            Of::Amount => "amount",
        }
    }

    fn value(self, row: &PeopleRow) -> Option<i128> {
        match self {
            Of::People => row.people.map(i128::from),
            Of::Amount => row.amount.map(|a| a.0),
        }
    }
}

/// The last release and those before it, the oldest first.
pub struct Joint<'a> {
    /// Which measure.
    pub of: Of,
    /// The release that is being made: in full.
    pub whole: &'a Said,
    /// Its contributors.
    pub people: &'a People,
    /// What was published before.
    pub earlier: &'a [Earlier],
    /// The pack's.
    pub rules: &'a Rules,
}

/// Finding → part, of one release.
pub type Parts = BTreeMap<String, String>;

impl Joint<'_> {
    /// Everything that the choice of what is withheld needs.
    pub fn measure(&self) -> Measure {
        let (before, now) = parts_of(self.of, self.earlier, self.whole, self.people);
        let mut needs = Needs::default();
        let candidates = self.candidates(&now, &mut needs);
        for (e, parts) in self.earlier.iter().zip(&before) {
            self.needs_of(&e.whole, &e.people, parts, &mut needs);
            self.differences(e, parts, &now, &mut needs);
        }
        let mut insiders = Vec::new();
        if self.of == Of::Amount {
            let all = self.earlier.iter().zip(&before);
            let all = all.map(|(e, parts)| (&e.whole, &e.people, parts));
            let mut known = BTreeSet::new();
            for (said, people, parts) in all.chain([(self.whole, self.people, &now)]) {
                for (id, of) in people.iter().filter(|(_, of)| of.len() == 1) {
                    let (Some(part), Some(amount)) = (parts.get(id), said.amounts.get(id)) else {
                        continue;
                    };
                    let one = of.keys().next();
                    if known.insert((part.clone(), one.cloned())) {
                        insiders.push(Insider {
                            part: part.clone(),
                            value: amount.0,
                        });
                    }
                }
            }
        }
        let earlier = self.earlier.iter().zip(&before);
        let earlier = earlier.flat_map(|(e, parts)| figures(self.of, &e.said, parts));
        Measure {
            candidates,
            earlier: earlier.collect(),
            question: Question {
                least: self.least(),
                needs: needs.list,
                insiders,
            },
        }
    }

    /// Empty cells are not withheld, so a withheld count is at least 1; an amount is at least 0
    /// unless there are negative ones.
    fn least(&self) -> Option<i128> {
        match self.of {
            Of::People => Some(1),
            Of::Amount => {
                let all = self.earlier.iter().map(|e| &e.whole).chain([self.whole]);
                let mut amounts = all.flat_map(|s| s.amounts.values());
                amounts.all(|a| a.0 >= 0).then_some(0)
            }
        }
    }

    fn candidates(&self, parts: &Parts, needs: &mut Needs) -> Vec<Candidate> {
        let bad = self.needs_of(self.whole, self.people, parts, needs);
        let rows = self.whole.rows.iter().filter(|r| counts(self.of, r));
        let mut all: Vec<Candidate> = rows
            .map(|row| {
                let name = place(row, self.of.name());
                Candidate {
                    is_unsafe: bad.contains(&name),
                    rank: rank(row),
                    figure: figure(self.of, self.whole, row, parts, name),
                }
            })
            .collect();
        // Rows that are the same sum stand or fall together.
        let mut ranks: BTreeMap<BTreeSet<String>, u8> = BTreeMap::new();
        for c in &all {
            let most = ranks.entry(c.figure.parts.clone()).or_default();
            *most = c.rank.max(*most);
        }
        for c in &mut all {
            c.rank = ranks.get(&c.figure.parts).copied().unwrap_or(c.rank);
        }
        all
    }

    /// What must stay uncertain of a release; gives back the names of its unsafe cells.
    fn needs_of(
        &self,
        said: &Said,
        people: &People,
        parts: &Parts,
        needs: &mut Needs,
    ) -> BTreeSet<String> {
        let mut bad = BTreeSet::new();
        // From the last, so that what several rows say is named by the one that says most exactly what.
        for row in said.rows.iter().rev().filter(|r| counts(self.of, r)) {
            let ids = members(&said.rows, row);
            let Some(value) = self.of.value(row) else {
                continue;
            };
            let whom = whom(people, &ids);
            let least = self.rules.least(&row.problem);
            let form: BTreeMap<String, i128> = ids
                .iter()
                .filter_map(|id| Some((parts.get(*id)?.clone(), 1)))
                .collect();
            let name = place(row, self.of.name());
            if let Some(need) = self.need(&name, form, value, &whom, least) {
                bad.insert(name);
                needs.add(need);
            }
        }
        bad
    }

    fn need(
        &self,
        name: &str,
        form: BTreeMap<String, i128>,
        value: i128,
        whom: &BTreeMap<&str, i128>,
        least: u64,
    ) -> Option<Need> {
        let (low, high) = match self.of {
            Of::People => {
                if whom.is_empty() || whom.len() as u64 >= least {
                    return None;
                }
                let least = i128::from(least);
                if value < 0 {
                    (-least.max(1 - value), value)
                } else {
                    (value, least.max(value + 1))
                }
            }
            Of::Amount => {
                let found = self.rules.judge(whom.values().copied(), least)?;
                let of_people: i128 = whom.values().map(|a| a.abs()).sum();
                let room = scaled(found.room, value, of_people);
                let floor = match self.least() {
                    Some(least) if form.values().all(|times| *times > 0) => {
                        least * form.len() as i128
                    }
                    _ => i128::MIN,
                };
                (value.saturating_sub(room).max(floor), value + room)
            }
        };
        Some(Need {
            name: name.to_string(),
            form,
            low: low.min(value),
            high,
        })
    }

    /// What the change of a row since an earlier release would tell of whom it touched.
    fn differences(&self, e: &Earlier, before: &Parts, now: &Parts, needs: &mut Needs) {
        for row in self.whole.rows.iter().rev().filter(|r| counts(self.of, r)) {
            let Some(old) = e.whole.rows.iter().find(|r| key(r) == key(row)) else {
                continue;
            };
            let (Some(value), Some(was)) = (self.of.value(row), self.of.value(old)) else {
                continue;
            };
            let (ids, had) = (members(&self.whole.rows, row), members(&e.whole.rows, old));
            let mut form: BTreeMap<String, i128> = BTreeMap::new();
            let sides = [(&ids, now, 1), (&had, before, -1)];
            for (ids, parts, times) in sides {
                for part in ids.iter().filter_map(|id| parts.get(*id)) {
                    *form.entry(part.clone()).or_default() += times;
                }
            }
            form.retain(|_, times| *times != 0);
            let signs: BTreeSet<i128> = form.values().map(|times| times.signum()).collect();
            if signs.len() < 2 {
                // Unchanged, or findings came or went whole: these are cells of their own.
                continue;
            }
            let (own, his) = (whom(self.people, &ids), whom(&e.people, &had));
            let all: BTreeSet<&str> = own.keys().chain(his.keys()).copied().collect();
            let changed = all.into_iter().filter_map(|p| {
                let (a, b) = (own.get(p), his.get(p));
                let touched = match self.of {
                    Of::People => a.is_none() || b.is_none(),
                    Of::Amount => a != b,
                };
                let by = a.copied().unwrap_or(0) - b.copied().unwrap_or(0);
                touched.then_some((p, by))
            });
            let changed: BTreeMap<&str, i128> = changed.collect();
            let name = format!(
                "{} − release {}",
                place(row, self.of.name()),
                e.said.release
            );
            let least = self.rules.least(&row.problem);
            if let Some(need) = self.need(&name, form, value - was, &changed, least) {
                needs.add(need);
            }
        }
    }
}

/// The parts of the releases before, and of this one. A finding keeps its part as long as its version
/// is the same and, as far as is known, whom it is about.
pub fn parts_of(of: Of, earlier: &[Earlier], whole: &Said, people: &People) -> (Vec<Parts>, Parts) {
    let mut seen: Vec<(&Said, &People, Parts)> = Vec::new();
    let all = earlier.iter().map(|e| (&e.whole, &e.people));
    for (said, people) in all.chain([(whole, people)]) {
        let mut parts = Parts::new();
        for (id, digest) in &said.digests {
            let same = seen.iter().rev().find_map(|(old, whose, names)| {
                let version = old.digests.get(id) == Some(digest);
                let equal = match (whose.get(id), people.get(id)) {
                    (Some(a), Some(b)) => match of {
                        Of::People => a.keys().eq(b.keys()),
                        Of::Amount => a == b,
                    },
                    _ => true,
                };
                names.get(id).filter(|_| version && equal)
            });
            let fresh = || format!("{id}@{}", said.release);
            parts.insert(id.clone(), same.cloned().unwrap_or_else(fresh));
        }
        seen.push((said, people, parts));
    }
    let mut parts: Vec<Parts> = seen.into_iter().map(|(_, _, parts)| parts).collect();
    let now = parts.pop().unwrap_or_default();
    (parts, now)
}

/// Amounts of the kind "none" are none.
fn counts(of: Of, row: &PeopleRow) -> bool {
    of == Of::People || row.amount_kind != AmountKind::None
}

/// Each person of these findings once, with everything.
fn whom<'a>(people: &'a People, ids: &BTreeSet<&str>) -> BTreeMap<&'a str, i128> {
    let mut all: BTreeMap<&str, i128> = BTreeMap::new();
    for (person, amount) in ids.iter().filter_map(|id| people.get(*id)).flatten() {
        *all.entry(person).or_default() += amount.0;
    }
    all
}

/// The room that was asked for of what people got, in terms of the amount that is published: a
/// finding may determine another amount than the rows add up to. At least one cent.
fn scaled(room: i128, value: i128, of_people: i128) -> i128 {
    let value = value.abs();
    let scaled = if of_people == 0 || value == of_people {
        Some(room)
    } else {
        room.checked_mul(value).map(|r| r / of_people + 1)
    };
    scaled.unwrap_or(value).max(1)
}

/// A reader misses a margin more than a cell, and what a finding itself says most.
fn rank(row: &PeopleRow) -> u8 {
    if !row.finding.is_empty() {
        return 5;
    }
    let unit = match (row.government.is_empty(), row.auditee.is_empty()) {
        (true, _) => 2,
        (false, true) => 1,
        (false, false) => 0,
    };
    unit + u8::from(row.problem.is_empty())
}

fn figure(of: Of, said: &Said, row: &PeopleRow, parts: &Parts, name: String) -> Figure {
    let ids = members(&said.rows, row);
    Figure {
        name,
        release: said.release,
        parts: ids
            .iter()
            .filter_map(|id| parts.get(*id))
            .cloned()
            .collect(),
        value: of.value(row),
    }
}

/// Everything that a release says, by part.
pub fn figures(of: Of, said: &Said, parts: &Parts) -> Vec<Figure> {
    let rows = said.rows.iter().filter(|r| counts(of, r));
    let mut all: Vec<Figure> = rows
        .map(|row| figure(of, said, row, parts, place(row, of.name())))
        .collect();
    if of == Of::Amount {
        let amounts = said.amounts.iter();
        all.extend(amounts.filter_map(|(id, amount)| single(said, id, *amount, parts)));
    }
    all
}

fn single(said: &Said, id: &str, amount: Money, parts: &Parts) -> Option<Figure> {
    Some(Figure {
        name: format!("findings/{id}/amount"),
        release: said.release,
        parts: BTreeSet::from([parts.get(id)?.clone()]),
        value: Some(amount.0),
    })
}

/// Needs, one for each sum: the largest that is asked for it.
#[derive(Default)]
struct Needs {
    list: Vec<Need>,
    at: BTreeMap<Vec<(String, i128)>, usize>,
}

impl Needs {
    fn add(&mut self, need: Need) {
        let form: Vec<(String, i128)> = need.form.clone().into_iter().collect();
        if form.is_empty() {
            return;
        }
        match self.at.get(&form).and_then(|at| self.list.get_mut(*at)) {
            Some(old) => {
                old.low = old.low.min(need.low);
                old.high = old.high.max(need.high);
            }
            None => {
                self.at.insert(form, self.list.len());
                self.list.push(need);
            }
        }
    }
}
