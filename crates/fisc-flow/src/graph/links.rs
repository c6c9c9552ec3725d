//! Links between receipts, from both ends, and an order in which upper receipts come first.

use super::{Graph, begins, laid};
use crate::names::Name;
use crate::split::split;
use fisc_model::Money;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use rayon::prelude::*;

/// Money that a document says was passed on.
#[derive(Clone, Copy, Debug)]
struct Edge {
    upper: u32,
    lower: u32,
    amount: Money,
}

/// Links, by lower receipt; those of an upper one are found by place.
#[derive(Debug, Default)]
pub(super) struct Links {
    edges: Vec<Edge>,
    above: Vec<u32>,
    below: Vec<u32>,
    down: Vec<u32>,
}

impl Links {
    /// Takes the edges by lower receipt, then by the number of the upper one.
    fn new(edges: Vec<Edge>, rank: &[u32]) -> Links {
        let count = |end: fn(&Edge) -> u32| {
            let mut counts = vec![0u32; rank.len()];
            for e in &edges {
                counts[end(e) as usize] += 1;
            }
            begins(counts.into_iter())
        };
        let (above, below) = (count(|e| e.lower), count(|e| e.upper));
        let mut down = vec![0u32; edges.len()];
        let mut free = below.clone();
        for (at, e) in edges.iter().enumerate() {
            let place = &mut free[e.upper as usize];
            down[*place as usize] = at as u32;
            *place += 1;
        }
        for w in below.windows(2).filter(|w| w[1] - w[0] > 1) {
            let group = &mut down[w[0] as usize..w[1] as usize];
            group.sort_unstable_by_key(|at| rank[edges[*at as usize].lower as usize]);
        }
        Links {
            edges,
            above,
            below,
            down,
        }
    }

    pub(super) fn above(&self, receipt: usize) -> impl ExactSizeIterator<Item = (usize, Money)> {
        let range = self.above[receipt] as usize..self.above[receipt + 1] as usize;
        self.edges[range]
            .iter()
            .map(|e| (e.upper as usize, e.amount))
    }

    pub(super) fn below(&self, receipt: usize) -> impl Iterator<Item = (usize, Money)> {
        let range = self.below[receipt] as usize..self.below[receipt + 1] as usize;
        let edges = self.down[range].iter().map(|at| &self.edges[*at as usize]);
        edges.map(|e| (e.lower as usize, e.amount))
    }

    /// Upper receipts before lower ones; what is in a circle, or below one, is missing.
    fn order(&self) -> Vec<u32> {
        let mut open: Vec<u32> = self.above.windows(2).map(|w| w[1] - w[0]).collect();
        let mut order: Vec<u32> = Vec::with_capacity(open.len());
        order.extend((0..open.len() as u32).filter(|r| open[*r as usize] == 0));
        let mut at = 0;
        while let Some(receipt) = order.get(at) {
            at += 1;
            for (lower, _) in self.below(*receipt as usize) {
                open[lower] -= 1;
                if open[lower] == 0 {
                    order.push(lower as u32);
                }
            }
        }
        order
    }
}

impl Graph<'_> {
    /// transfer_link wins over the column: it alone can name several upper transfers.
    pub(super) fn link(&mut self) {
        let (mut linked, has_link) = self.link_rows();
        linked.par_sort_unstable_by_key(|e| (e.lower, self.rank[e.upper as usize]));
        let mut receipts = std::mem::take(&mut self.receipts);
        let all = receipts.par_iter_mut().enumerate();
        let uppers = all.map(|(receipt, r)| {
            let t = self.transfer(receipt);
            let parent = t.parent.filter(|_| !has_link[t.id.index()])?;
            let upper = self.at(parent, t.from);
            r.claim(upper.map(|upper| self.transfer(upper)));
            upper.map(|upper| upper as u32)
        });
        let uppers: Vec<Option<u32>> = uppers.collect();
        self.receipts = receipts;
        let mut edges: Vec<Edge> = Vec::with_capacity(self.receipts.len() + linked.len());
        let mut linked = linked.into_iter().peekable();
        for (lower, upper) in (0..).zip(uppers) {
            edges.extend(std::iter::from_fn(|| linked.next_if(|e| e.lower == lower)));
            edges.extend(upper.map(|upper| Edge {
                upper,
                lower,
                amount: self.transfer(lower as usize).amount,
            }));
        }
        self.links = Links::new(edges, &self.rank);
        self.order = self.links.order();
        if self.order.len() < self.receipts.len() {
            self.unwind();
        }
    }

    /// The rows of transfer_link, and which numbers have any.
    fn link_rows(&mut self) -> (Vec<Edge>, Vec<bool>) {
        let mut edges: Vec<Edge> = Vec::with_capacity(self.rows.links.len());
        let rows = self.rows;
        let links = rows.links.iter().map(|l| (l.child, l.parent, l.amount));
        let mut links: Vec<(Name, Name, Money)> = links.collect();
        links.par_sort_unstable();
        links.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 = kept.2 + next.2;
            }
            same
        });
        let mut has_link = vec![false; rows.names.len()];
        for (child, parent, amount) in links {
            has_link[child.index()] = true;
            let children = self.under(child);
            if children.is_empty() {
                let upper = self.under(parent);
                let weights: Vec<Money> = upper.iter().map(|u| self.transfer(*u).amount).collect();
                for (receipt, part) in upper.into_iter().zip(laid(amount, &weights)) {
                    let sum = &mut self.receipts[receipt].seldom_mut().to_unknown;
                    *sum = *sum + part;
                }
                continue;
            }
            let mut found: Vec<(usize, usize)> = Vec::with_capacity(children.len());
            for child in children {
                let upper = self.at(parent, self.transfer(child).from);
                let above = upper.map(|upper| self.transfer(upper));
                self.receipts[child].claim(above);
                found.extend(upper.map(|upper| (child, upper)));
            }
            if let [(lower, upper)] = found[..] {
                edges.push(Edge {
                    upper: upper as u32,
                    lower: lower as u32,
                    amount,
                });
                continue;
            }
            let weights = found.iter().map(|(c, _)| self.transfer(*c).amount);
            let parts = laid(amount, &weights.collect::<Vec<_>>());
            edges.extend(
                found
                    .into_iter()
                    .zip(parts)
                    .map(|((lower, upper), amount)| Edge {
                        upper: upper as u32,
                        lower: lower as u32,
                        amount,
                    }),
            );
        }
        (edges, has_link)
    }

    /// Takes out the links that close a circle: money cannot come from below itself.
    fn unwind(&mut self) {
        let mut edges = std::mem::take(&mut self.links).edges;
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(self.receipts.len(), edges.len());
        for _ in 0..self.receipts.len() {
            graph.add_node(());
        }
        for e in &edges {
            graph.add_edge(e.upper.into(), e.lower.into(), ());
        }
        let mut part_of = vec![0u32; self.receipts.len()];
        for (part, members) in kosaraju_scc(&graph).iter().enumerate() {
            for member in members {
                part_of[member.index()] = part as u32;
            }
        }
        edges.retain(|e| {
            let own = part_of[e.upper as usize] == part_of[e.lower as usize];
            if own {
                self.receipts[e.lower as usize].link_circle = true;
            }
            !own
        });
        self.links = Links::new(edges, &self.rank);
        self.order = self.links.order();
    }

    /// What each link from above brings, where not all that links say was received: its part.
    pub(crate) fn delivered(&self, receipt: usize) -> Option<Vec<Money>> {
        let received = self.transfer(receipt).amount;
        if self.receipts[receipt].lost(received).0 == 0 {
            return None;
        }
        let weights: Vec<Money> = self.above(receipt).map(|(_, amount)| amount).collect();
        split(received, &weights)
    }
}
