//! Money that comes round: an amount that leaves a body and, through others, comes back to it.
//!
//! Only edges whose ends lie in one strongly connected component can be part of a circle; they are
//! found in one pass over all edges. What remains is searched from each starting edge in the order
//! of days, shortest circles first, with the amount as the guide.

use chrono::NaiveDate;
use fisc_model::Money;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use std::collections::{HashMap, HashSet};

/// Money that moved, or a tie along which money moves unseen (an owner and its company).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge<'a> {
    /// Who gave.
    pub from: &'a str,
    /// Who got.
    pub to: &'a str,
    /// Names the edge; equal edges are told apart by it.
    pub key: &'a str,
    /// How much and when; `None` for a tie, which passes any amount on any day.
    pub moved: Option<(Money, NaiveDate)>,
    /// A circle may begin here.
    pub starts: bool,
}

/// A share as an exact ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Above the line.
    pub part: u32,
    /// Below it, above zero.
    pub of: u32,
}

/// What counts as coming round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CircleRule {
    /// Days from the first movement to the last.
    pub days: i64,
    /// What moves on is at least this share of what moved first, and never more than came in.
    pub share: Share,
    /// Most steps, ties among them.
    pub longest: usize,
}

/// A circle: places of edges, step by step; several in one step moved the amount together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle {
    /// The steps.
    pub steps: Vec<Vec<usize>>,
    /// What came back.
    pub amount: Money,
    /// From the first movement to the last.
    pub days: i64,
}

/// The circles, in the order of their first day. Each movement is part of one circle at most; the
/// order of edges changes nothing but their places.
#[must_use]
pub fn circles(edges: &[Edge<'_>], rule: &CircleRule) -> Vec<Circle> {
    let search = Search::new(edges, rule);
    let mut starts: Vec<usize> = search
        .inside
        .iter()
        .copied()
        .filter(|e| edges[*e].starts)
        .collect();
    starts.sort_by_key(|e| search.label(*e));
    let mut used: HashSet<usize> = HashSet::new();
    let mut found = Vec::new();
    for start in starts {
        if used.contains(&start) {
            continue;
        }
        let together = search.together(start, &used);
        let alone = std::iter::once(vec![start]);
        let circle = alone
            .chain(together)
            .find_map(|first| search.from(&first, &used));
        if let Some(circle) = circle {
            let moved = circle.steps.iter().flatten().copied();
            used.extend(moved.filter(|e| edges[*e].moved.is_some()));
            found.push(circle);
        }
    }
    found
}

struct Search<'a> {
    edges: &'a [Edge<'a>],
    rule: &'a CircleRule,
    /// Edges with both ends in one component.
    inside: Vec<usize>,
    /// Those, by giver; of each by receiver, day and key.
    out: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Search<'a> {
    fn new(edges: &'a [Edge<'a>], rule: &'a CircleRule) -> Search<'a> {
        let mut places: HashMap<&str, u32> = HashMap::new();
        let mut place = |name: &'a str| {
            let next = places.len() as u32;
            *places.entry(name).or_insert(next)
        };
        let ends: Vec<(u32, u32)> = edges.iter().map(|e| (place(e.from), place(e.to))).collect();
        let graph: DiGraph<(), ()> = DiGraph::from_edges(&ends);
        let mut part_of = vec![0u32; places.len()];
        for (part, members) in kosaraju_scc(&graph).iter().enumerate() {
            for member in members {
                part_of[member.index()] = part as u32;
            }
        }
        let inside = |(_, (a, b)): &(usize, &(u32, u32))| {
            a != b && part_of[*a as usize] == part_of[*b as usize]
        };
        let inside: Vec<usize> = ends
            .iter()
            .enumerate()
            .filter(inside)
            .map(|(at, _)| at)
            .collect();
        let mut out: HashMap<&str, Vec<usize>> = HashMap::new();
        for edge in &inside {
            out.entry(edges[*edge].from).or_default().push(*edge);
        }
        let mut search = Search {
            edges,
            rule,
            inside,
            out: HashMap::new(),
        };
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted for itself")]
        for edges_of in out.values_mut() {
            edges_of.sort_by_key(|e| (edges[*e].to, search.label(*e)));
        }
        search.out = out;
        search
    }

    fn label(&self, edge: usize) -> (Option<NaiveDate>, &'a str, &'a str, &'a str, Money) {
        let e = &self.edges[edge];
        let (amount, on) = e.moved.map_or((Money::ZERO, None), |(a, on)| (a, Some(on)));
        (on, e.from, e.to, e.key, amount)
    }

    /// All movements between the ends of a first one within the days, where there are several.
    fn together(&self, start: usize, used: &HashSet<usize>) -> Option<Vec<usize>> {
        let first = &self.edges[start];
        let (_, on) = first.moved?;
        let all: Vec<usize> = self.out[first.from]
            .iter()
            .copied()
            .filter(|e| {
                let e2 = &self.edges[*e];
                let days = e2.moved.map(|(_, day)| (day - on).num_days());
                e2.to == first.to
                    && e2.starts
                    && !used.contains(e)
                    && days.is_some_and(|d| (0..=self.rule.days).contains(&d))
            })
            .collect();
        (all.len() > 1).then_some(all)
    }

    fn from(&self, first: &[usize], used: &HashSet<usize>) -> Option<Circle> {
        let amount: Money = first
            .iter()
            .filter_map(|e| Some(self.edges[*e].moved?.0))
            .sum();
        let on = self.edges[*first.first()?].moved?.1;
        let e = &self.edges[first[0]];
        if amount.0 <= 0 {
            return None;
        }
        for longest in 2..=self.rule.longest {
            let mut walk = Walk {
                search: self,
                used,
                first: amount,
                begun: on,
                home: e.from,
                longest,
                steps: vec![first.to_vec()],
                passed: vec![e.from, e.to],
            };
            if let Some((amount, last)) = walk.on(e.to, amount, on) {
                let days = (last - on).num_days();
                return Some(Circle {
                    steps: walk.steps,
                    amount,
                    days,
                });
            }
        }
        None
    }
}

struct Walk<'s, 'a> {
    search: &'s Search<'a>,
    used: &'s HashSet<usize>,
    first: Money,
    begun: NaiveDate,
    home: &'a str,
    longest: usize,
    steps: Vec<Vec<usize>>,
    passed: Vec<&'a str>,
}

impl<'a> Walk<'_, 'a> {
    /// Goes on from a body that got this amount on this day; at most `longest` steps deep.
    fn on(&mut self, at: &'a str, amount: Money, on: NaiveDate) -> Option<(Money, NaiveDate)> {
        if self.steps.len() == self.longest {
            return None;
        }
        let search = self.search;
        let out = search.out.get(at)?;
        for group in out.chunk_by(|a, b| search.edges[*a].to == search.edges[*b].to) {
            let to = search.edges[group[0]].to;
            let home = to == self.home;
            // The last step must lead home; others must not come by twice.
            if !home && (self.steps.len() + 1 == self.longest || self.passed.contains(&to)) {
                continue;
            }
            let tie = group.iter().find(|e| search.edges[**e].moved.is_none());
            let ties = tie.map(|e| (vec![*e], amount, on));
            for (step, moved, day) in self.moves(group, amount, on).into_iter().chain(ties) {
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
        }
        None
    }

    /// The ways in which an amount can have moved on to one body: the first single movement that
    /// fits, else all movements together.
    fn moves(
        &self,
        group: &[usize],
        amount: Money,
        on: NaiveDate,
    ) -> Option<(Vec<usize>, Money, NaiveDate)> {
        let search = self.search;
        let fits = |a: Money| {
            a <= amount
                && a.0 * i128::from(search.rule.share.of)
                    >= self.first.0 * i128::from(search.rule.share.part)
        };
        let mut all = (Vec::new(), Money::ZERO, on);
        for edge in group.iter().filter(|e| !self.used.contains(e)) {
            let Some((moved, day)) = search.edges[*edge].moved else {
                continue;
            };
            if day < on || (day - self.begun).num_days() > search.rule.days {
                continue;
            }
            if fits(moved) {
                return Some((vec![*edge], moved, day));
            }
            all = (all.0, all.1 + moved, all.2.max(day));
            all.0.push(*edge);
        }
        (all.0.len() > 1 && fits(all.1)).then_some(all)
    }
}
