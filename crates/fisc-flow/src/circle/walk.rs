//! The walk from a first movement back to where it began.

use super::Circle;
use super::search::Search;
use chrono::NaiveDate;
use fisc_model::Money;

struct Walk<'s, 'a> {
    search: &'s Search<'a>,
    used: &'s [bool],
    first: Money,
    begun: NaiveDate,
    home: u32,
    /// Who can have taken the last step.
    last: &'s [u32],
    longest: usize,
    steps: Vec<Vec<usize>>,
    passed: Vec<u32>,
}

/// The shortest circle from `home` to `next` by the first movements, and on; `last` has all who can
/// have taken the last step.
pub(super) fn shortest(
    search: &Search<'_>,
    used: &[bool],
    first: &[usize],
    (home, next): (u32, u32),
    last: &[u32],
) -> Option<Circle> {
    let moved = first.iter().filter_map(|e| Some(search.edges[*e].moved?.0));
    let amount: Money = moved.sum();
    let begun = search.edges[*first.first()?].moved?.1;
    for longest in 2..=search.rule.longest {
        let mut walk = Walk {
            search,
            used,
            first: amount,
            begun,
            home,
            last,
            longest,
            steps: vec![first.to_vec()],
            passed: vec![home, next],
        };
        if let Some((amount, last)) = walk.on(next, amount, begun) {
            let days = (last - begun).num_days();
            return Some(Circle {
                steps: walk.steps,
                amount,
                days,
            });
        }
    }
    None
}

impl Walk<'_, '_> {
    /// Goes on from a body that got this amount on this day, and is home after exactly `longest`
    /// steps: shorter circles were looked for before.
    fn on(&mut self, at: u32, amount: Money, on: NaiveDate) -> Option<(Money, NaiveDate)> {
        let (search, last) = (self.search, self.last);
        match self.longest - self.steps.len() {
            0 => None,
            1 => self.step(search.between(at, self.home), true, amount, on),
            // The step before the last leads to who can take it.
            2 => last
                .iter()
                .find_map(|next| self.step(search.between(at, *next), false, amount, on)),
            _ => search
                .groups(at)
                .find_map(|group| self.step(group, false, amount, on)),
        }
    }

    /// Takes a step by these edges, of one giver to one receiver, and goes on.
    fn step(
        &mut self,
        group: &[u32],
        home: bool,
        amount: Money,
        on: NaiveDate,
    ) -> Option<(Money, NaiveDate)> {
        let search = self.search;
        let to = search.to(*group.first()?);
        // The first body is passed as well: only the last step leads there.
        if !home && self.passed.contains(&to) {
            return None;
        }
        let tie = |e: &&u32| search.edges[**e as usize].moved.is_none();
        let tie = group.iter().find(tie);
        let tie = tie.map(|e| (vec![*e as usize], amount, on));
        for (step, moved, day) in self.moves(group, amount, on).into_iter().chain(tie) {
            self.steps.push(step);
            if home {
                return Some((moved, day));
            }
            self.passed.push(to);
            let found = self.on(to, moved, day);
            if found.is_some() {
                return found;
            }
            self.passed.pop();
            self.steps.pop();
        }
        None
    }

    /// The ways in which an amount can have moved on to one body: the first single movement that
    /// fits, else all movements together.
    fn moves(
        &self,
        group: &[u32],
        amount: Money,
        on: NaiveDate,
    ) -> Option<(Vec<usize>, Money, NaiveDate)> {
        let search = self.search;
        let mut all = (Vec::new(), Money::ZERO, on);
        for edge in group.iter().map(|e| *e as usize).filter(|e| !self.used[*e]) {
            let Some((moved, day)) = search.edges[edge].moved else {
                continue;
            };
            if day < on || (day - self.begun).num_days() > search.rule.days {
                continue;
            }
            if search.fits(moved, self.first, amount) {
                return Some((vec![edge], moved, day));
            }
            all = (all.0, all.1 + moved, all.2.max(day));
            all.0.push(edge);
        }
        (all.0.len() > 1 && search.fits(all.1, self.first, amount)).then_some(all)
    }
}
