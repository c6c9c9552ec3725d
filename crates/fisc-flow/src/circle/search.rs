//! Edges that can be part of a circle, found again by giver and by receiver. Bodies are numbered in
//! the order of their names, so that comparing numbers is comparing names.

use super::{Circle, CircleRule, Edge};
use crate::graph::begins;
use chrono::NaiveDate;
use fisc_model::Money;
use foldhash::fast::RandomState;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use rayon::prelude::*;
use std::collections::HashMap;

pub(super) struct Search<'a> {
    pub edges: &'a [Edge<'a>],
    pub rule: &'a CircleRule,
    from: Vec<u32>,
    to: Vec<u32>,
    /// Edges with both ends in one component: by giver, then by receiver, day and key.
    out: Places,
    /// The same by receiver, then by day; ties first.
    into: Places,
}

/// Edges of each body.
struct Places {
    begins: Vec<u32>,
    edges: Vec<u32>,
}

impl Places {
    fn new(inside: &[u32], end: &[u32], bodies: usize) -> Places {
        let mut counts = vec![0u32; bodies];
        for edge in inside {
            counts[end[*edge as usize] as usize] += 1;
        }
        let begins = begins(counts.into_iter());
        let mut free = begins.clone();
        let mut edges = vec![0; inside.len()];
        for edge in inside {
            let place = &mut free[end[*edge as usize] as usize];
            edges[*place as usize] = *edge;
            *place += 1;
        }
        Places { begins, edges }
    }

    fn of(&self, body: u32) -> &[u32] {
        let at = body as usize;
        &self.edges[self.begins[at] as usize..self.begins[at + 1] as usize]
    }

    fn sort(&mut self, compare: impl Fn(u32, u32) -> std::cmp::Ordering) {
        for w in self.begins.windows(2) {
            let own = &mut self.edges[w[0] as usize..w[1] as usize];
            own.sort_unstable_by(|a, b| compare(*a, *b));
        }
    }
}

impl<'a> Search<'a> {
    pub fn new(edges: &'a [Edge<'a>], rule: &'a CircleRule) -> Search<'a> {
        let mut places: HashMap<&str, u32, RandomState> = HashMap::default();
        let mut names: Vec<(&str, u32)> = Vec::new();
        let mut place = |name: &'a str| {
            *places.entry(name).or_insert_with(|| {
                names.push((name, names.len() as u32));
                names.len() as u32 - 1
            })
        };
        let ends: Vec<(u32, u32)> = edges.iter().map(|e| (place(e.from), place(e.to))).collect();
        drop(places);
        names.par_sort_unstable();
        let mut rank = vec![0u32; names.len()];
        for (at, (_, place)) in names.iter().enumerate() {
            rank[*place as usize] = at as u32;
        }
        let from: Vec<u32> = ends.iter().map(|(a, _)| rank[*a as usize]).collect();
        let to: Vec<u32> = ends.iter().map(|(_, b)| rank[*b as usize]).collect();
        let graph: DiGraph<(), ()> = DiGraph::from_edges(&ends);
        let mut part_of = vec![0u32; names.len()];
        for (part, members) in kosaraju_scc(&graph).iter().enumerate() {
            for member in members {
                part_of[rank[member.index()] as usize] = part as u32;
            }
        }
        drop(graph);
        let inside = |edge: &u32| {
            let (a, b) = (from[*edge as usize], to[*edge as usize]);
            a != b && part_of[a as usize] == part_of[b as usize]
        };
        let inside: Vec<u32> = (0..edges.len() as u32).filter(inside).collect();
        let mut search = Search {
            edges,
            rule,
            out: Places::new(&inside, &from, names.len()),
            into: Places::new(&inside, &to, names.len()),
            from,
            to,
        };
        let content = |edge: u32| {
            let e = &edges[edge as usize];
            let (amount, on) = e.moved.map_or((Money::ZERO, None), |(a, on)| (a, Some(on)));
            (search.to[edge as usize], on, e.key, amount)
        };
        search.out.sort(|a, b| content(a).cmp(&content(b)));
        let on = |edge: u32| edges[edge as usize].moved.map(|(_, on)| on);
        search.into.sort(|a, b| on(a).cmp(&on(b)));
        search
    }

    /// The edges at which a circle may begin: by day, giver, receiver and key.
    pub fn starts(&self) -> Vec<usize> {
        let starts = self
            .out
            .edges
            .iter()
            .filter(|e| self.edges[**e as usize].starts);
        let key = |edge: u32| {
            let on = self.edges[edge as usize].moved.map(|(_, on)| on);
            (on, self.from[edge as usize], self.to[edge as usize])
        };
        let mut starts: Vec<_> = starts.map(|e| (key(*e), *e)).collect();
        let rest = |edge: u32| {
            let e = &self.edges[edge as usize];
            (e.key, e.moved.map(|(amount, _)| amount))
        };
        starts
            .par_sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then_with(|| rest(*x).cmp(&rest(*y))));
        starts.into_iter().map(|(_, edge)| edge as usize).collect()
    }

    pub fn to(&self, edge: u32) -> u32 {
        self.to[edge as usize]
    }

    /// What leaves a body, receiver by receiver.
    pub fn groups(&self, body: u32) -> impl Iterator<Item = &[u32]> {
        self.out
            .of(body)
            .chunk_by(|a, b| self.to(*a) == self.to(*b))
    }

    /// What leaves a body for another.
    pub fn between(&self, from: u32, to: u32) -> &[u32] {
        let out = self.out.of(from);
        let begin = out.partition_point(|e| self.to(*e) < to);
        let end = begin + out[begin..].partition_point(|e| self.to(*e) == to);
        &out[begin..end]
    }

    /// All movements between the ends of a first one within the days, where there are several.
    pub fn together(&self, start: usize, used: &[bool]) -> Option<Vec<usize>> {
        let (_, on) = self.edges[start].moved?;
        let within = |edge: &usize| {
            let e = &self.edges[*edge];
            let days = e.moved.map(|(_, day)| (day - on).num_days());
            e.starts && !used[*edge] && days.is_some_and(|d| (0..=self.rule.days).contains(&d))
        };
        let between = self.between(self.from[start], self.to[start]).iter();
        let all: Vec<usize> = between.map(|e| *e as usize).filter(within).collect();
        (all.len() > 1).then_some(all)
    }

    /// Whether what moves on is enough of what moved first, and not more than came in.
    pub fn fits(&self, amount: Money, first: Money, came: Money) -> bool {
        let share = self.rule.share;
        amount <= came && amount.0 * i128::from(share.of) >= first.0 * i128::from(share.part)
    }

    /// Who can have taken the last step home: who paid a fitting amount within the days, or several
    /// that could sum to one, or is tied to it. In the order of names.
    fn last(&self, home: u32, first: Money, begun: NaiveDate) -> Vec<u32> {
        let into = self.into.of(home);
        let on = |edge: &u32| self.edges[*edge as usize].moved.map(|(_, on)| on);
        let ties = into.partition_point(|e| on(e).is_none());
        let from = into.partition_point(|e| on(e).is_none_or(|day| day < begun));
        let in_time =
            |e: &&u32| on(e).is_some_and(|day| (day - begun).num_days() <= self.rule.days);
        let mut payers: Vec<(u32, bool)> = Vec::new();
        for edge in into[from..].iter().take_while(in_time) {
            let fits = self.edges[*edge as usize].moved;
            let fits = fits.is_some_and(|(amount, _)| self.fits(amount, first, first));
            payers.push((self.from[*edge as usize], fits));
        }
        payers.sort_unstable();
        let paid = payers.chunk_by(|a, b| a.0 == b.0);
        let paid = paid.filter(|own| own.len() > 1 || own[0].1);
        let mut last: Vec<u32> = paid.map(|own| own[0].0).collect();
        last.extend(into[..ties].iter().map(|e| self.from[*e as usize]));
        last.sort_unstable();
        last.dedup();
        last
    }

    /// The shortest circle that begins with these movements, of one giver to one receiver.
    pub fn from(&self, first: &[usize], used: &[bool]) -> Option<Circle> {
        let moved = first.iter().filter_map(|e| Some(self.edges[*e].moved?.0));
        let amount: Money = moved.sum();
        let at = *first.first()?;
        let begun = self.edges[at].moved?.1;
        if amount.0 <= 0 {
            return None;
        }
        let (home, next) = (self.from[at], self.to[at]);
        let last = self.last(home, amount, begun);
        if last.is_empty() {
            return None;
        }
        super::walk::shortest(self, used, first, (home, next), &last)
    }
}
