//! Which figures are withheld beside the unsafe ones, so that nobody gets those back by adding and
//! subtracting. Finding the fewest is hard (NP-hard already for tables of two dimensions); this is a
//! heuristic: as long as the attacker's audit finds something, the cheapest figure in a line with it
//! goes too; in the end, what turns out not to have been needed comes back. What is chosen may not be the
//! least; that it is enough is the audit's word, not this module's.

use super::audit::{self, Exposure, Figure, Need, Question, audit};
use super::space::SpaceError;
use std::collections::BTreeSet;

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
        let unsafe_ones = self.candidates.iter().filter(|c| c.is_unsafe);
        let must: BTreeSet<String> = unsafe_ones.map(|c| c.figure.name.clone()).collect();
        let mut hidden = must.clone();
        // Insiders last: what protects from everybody mostly protects from them.
        let everybody = Question {
            insiders: Vec::new(),
            ..question.clone()
        };
        for asked in [&everybody, &question] {
            while let Some(exposure) = self.attack(&hidden, asked)?.into_iter().next() {
                let need = asked.needs.iter().find(|n| n.name == exposure.need);
                let next = need.and_then(|n| self.cheapest(n, &hidden));
                match next {
                    Some(next) => hidden.insert(next.figure.name.clone()),
                    // Nothing is left to be withheld.
                    None => break,
                };
            }
        }
        let mut more: Vec<&Candidate> = self
            .candidates
            .iter()
            .filter(|c| hidden.contains(&c.figure.name) && !must.contains(&c.figure.name))
            .collect();
        more.sort_by_key(|c| std::cmp::Reverse((c.rank, c.figure.value, &c.figure.name)));
        for candidate in more {
            hidden.remove(&candidate.figure.name);
            if !self.attack(&hidden, &question)?.is_empty() {
                hidden.insert(candidate.figure.name.clone());
            }
        }
        let shown = self.candidates.iter().map(|c| &c.figure);
        let shown = shown.filter(|f| !hidden.contains(&f.name));
        let all: Vec<&Figure> = before.iter().copied().chain(shown).collect();
        for exposure in audit(&all, &question)? {
            let by = audit::releases(&all, &question, &exposure)?;
            public.push((exposure, by));
        }
        Ok(Chosen { hidden, public })
    }

    /// The audit of what would be published.
    fn attack(
        &self,
        hidden: &BTreeSet<String>,
        question: &Question,
    ) -> Result<Vec<Exposure>, SpaceError> {
        let shown = self.candidates.iter().map(|c| &c.figure);
        let shown = shown.filter(|f| !hidden.contains(&f.name));
        let all: Vec<&Figure> = self.earlier.iter().chain(shown).collect();
        audit(&all, question)
    }

    /// The figure that is best withheld next: in a line with the need, else in a line with such a
    /// line, and so on.
    fn cheapest(&self, need: &Need, hidden: &BTreeSet<String>) -> Option<&Candidate> {
        let shown = |c: &&Candidate| !hidden.contains(&c.figure.name);
        let open: Vec<&Candidate> = self.candidates.iter().filter(shown).collect();
        let mut near: BTreeSet<&String> = need.form.keys().collect();
        let room = need.high.saturating_sub(need.low);
        loop {
            let now = open.iter().map(|c| &c.figure);
            let lines: Vec<&Figure> = now
                .chain(&self.earlier)
                .filter(|f| f.value.is_some() && f.parts.iter().any(|p| near.contains(p)))
                .collect();
            let reach: BTreeSet<&String> = lines.iter().flat_map(|f| &f.parts).collect();
            let best = open
                .iter()
                .filter(|c| {
                    let parts = &c.figure.parts;
                    // An empty cell beside it says nothing, and is known to be empty.
                    parts.iter().any(|p| near.contains(p))
                        || c.figure.value != Some(0) && parts.iter().all(|p| reach.contains(p))
                })
                .min_by_key(|c| {
                    let value = c.figure.value.unwrap_or(0).saturating_abs();
                    (c.rank, value < room, value, &c.figure.name)
                });
            if best.is_some() {
                return best.copied();
            }
            let wider: BTreeSet<&String> = near.union(&reach).copied().collect();
            if wider.len() == near.len() {
                return None;
            }
            near = wider;
        }
    }
}
