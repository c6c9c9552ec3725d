//! Which figures are withheld beside the unsafe ones, so that nobody gets those back by adding and
//! subtracting. Finding the fewest is hard (NP-hard already for tables of two dimensions); this is a
//! heuristic: as long as the attacker's audit finds something, the cheapest figure in a line with it
//! goes too; in the end, what turns out not to have been needed comes back. What is chosen may not be the
//! least; that it is enough is the audit's word, not this module's.

use super::audit::{self, Attacker, Exposure, Figure, Insider, Need, Question, audit};
use super::space::SpaceError;
use std::collections::BTreeSet;

/// Beyond so many questions nothing that was withheld is tried to be shown again: a large table may
/// withhold more than it needs to, and never less.
const QUESTIONS: usize = 20_000;

/// A figure of the release that is being made, with its true value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// As it would be published.
    pub figure: Figure,
    /// Withheld after all those of a smaller rank: readers miss margins more than cells, and what
    /// a finding says most.
    pub rank: u8,
    /// Whether it is withheld in any case.
    pub is_unsafe: bool,
}

/// One measure (people or amounts) of all tables of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// What may be published now.
    pub candidates: Vec<Candidate>,
    /// What was published before.
    pub earlier: Vec<Figure>,
    /// What must stay uncertain.
    pub question: Question,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Names of the figures that are withheld.
    pub hidden: BTreeSet<String>,
    /// What earlier releases tell already, whatever this one says, with those releases.
    pub public: Vec<(Exposure, BTreeSet<u32>)>,
}

impl Measure {
    /// Withholds what is unsafe and what protects it.
    ///
    /// # Errors
    /// What is published contradicts itself.
    pub fn choose(&self) -> Result<Chosen, SpaceError> {
        let mut question = self.question.clone();
        let before: Vec<&Figure> = self.earlier.iter().collect();
        let mut public = Vec::new();
        for exposure in audit(&before, &question)? {
            let by = audit::releases(&before, &question, &exposure)?;
            public.push((exposure, by));
        }
        let lost: BTreeSet<&String> = public.iter().map(|(e, _)| &e.need).collect();
        question.needs.retain(|n| !lost.contains(&n.name));
        let unsafe_ones = self.candidates.iter().enumerate();
        let must: BTreeSet<usize> = unsafe_ones
            .filter(|(_, c)| c.is_unsafe)
            .map(|(n, _)| n)
            .collect();
        let mut hidden = must.clone();
        let figures: Vec<&Figure> = self
            .candidates
            .iter()
            .map(|c| &c.figure)
            .chain(&self.earlier)
            .collect();
        let attacker = Attacker::new(&figures, &question);
        // Insiders last: what protects from everybody mostly protects from them.
        let everybody = [None].into_iter();
        let who: Vec<Option<&Insider>> = everybody
            .chain(question.insiders.iter().map(Some))
            .collect();
        // A need that is met stays met: to withhold more only takes away what is known.
        for insider in &who {
            for need in &question.needs {
                let is_open = |hidden: &BTreeSet<usize>| {
                    attacker.exposed(&|n| !hidden.contains(&n), &[need], *insider, true)
                };
                while !is_open(&hidden)?.is_empty() {
                    match self.cheapest(need, &hidden) {
                        Some(next) => hidden.insert(next),
                        // Nothing is left to be withheld.
                        None => break,
                    };
                }
            }
        }
        let mut more: Vec<usize> = hidden.difference(&must).copied().collect();
        more.sort_by_key(|n| {
            let c = &self.candidates[*n];
            std::cmp::Reverse((c.rank, c.figure.value, &c.figure.name))
        });
        let mut needs: Vec<&Need> = question.needs.iter().collect();
        if more.len() * needs.len() * who.len() > QUESTIONS {
            more.clear();
        }
        for n in more {
            hidden.remove(&n);
            for insider in &who {
                let found = attacker.exposed(&|n| !hidden.contains(&n), &needs, *insider, true)?;
                if let Some(exposure) = found.first() {
                    hidden.insert(n);
                    // What was missed once is likely to be missed again: it is asked first.
                    let at = needs.iter().position(|need| need.name == exposure.need);
                    needs[..=at.unwrap_or(0)].rotate_right(1);
                    break;
                }
            }
        }
        let name = |n: &usize| self.candidates[*n].figure.name.clone();
        let shown = self.candidates.iter().enumerate();
        let shown = shown.filter(|(n, _)| !hidden.contains(n));
        let all: Vec<&Figure> = before
            .iter()
            .copied()
            .chain(shown.map(|(_, c)| &c.figure))
            .collect();
        for exposure in audit(&all, &question)? {
            let by = audit::releases(&all, &question, &exposure)?;
            public.push((exposure, by));
        }
        Ok(Chosen {
            hidden: hidden.iter().map(name).collect(),
            public,
        })
    }

    /// The figure that is best withheld next: in a line with the need, else in a line with such a
    /// line, and so on.
    fn cheapest(&self, need: &Need, hidden: &BTreeSet<usize>) -> Option<usize> {
        let all = self.candidates.iter().enumerate();
        let open: Vec<(usize, &Candidate)> = all.filter(|(n, _)| !hidden.contains(n)).collect();
        let mut near: BTreeSet<&String> = need.form.keys().collect();
        let room = need.high.saturating_sub(need.low);
        loop {
            let now = open.iter().map(|(_, c)| &c.figure);
            let lines: Vec<&Figure> = now
                .chain(&self.earlier)
                .filter(|f| f.value.is_some() && f.parts.iter().any(|p| near.contains(p)))
                .collect();
            let reach: BTreeSet<&String> = lines.iter().flat_map(|f| &f.parts).collect();
            let best = open
                .iter()
                .filter(|(_, c)| {
                    let parts = &c.figure.parts;
                    // An empty cell beside it says nothing, and is known to be empty.
                    parts.iter().any(|p| near.contains(p))
                        || c.figure.value != Some(0) && parts.iter().all(|p| reach.contains(p))
                })
                .min_by_key(|(_, c)| {
                    let value = c.figure.value.unwrap_or(0).saturating_abs();
                    (c.rank, value < room, value, &c.figure.name)
                });
            if let Some((n, _)) = best {
                return Some(*n);
            }
            let wider: BTreeSet<&String> = near.union(&reach).copied().collect();
            if wider.len() == near.len() {
                return None;
            }
            near = wider;
        }
    }
}
