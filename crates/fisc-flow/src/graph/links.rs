//! Links between receipts, from both ends, and an order in which upper receipts come first.

use super::{Graph, begins, laid};
use crate::names::Name;
use crate::rows::Batch;
use crate::split::split;
use fisc_model::Money;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

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
    fn new(edges: &[Edge], rank: &[u32]) -> Links {
        let count = |end: fn(&Edge) -> u32| {
            let mut counts = vec![0u32; rank.len()];
            for e in edges {
                counts[end(e) as usize] += 1;
            }
            begins(counts.into_iter())
        };
        let (above, below) = (count(|e| e.lower), count(|e| e.upper));
        let mut sorted = edges.to_vec();
        let mut free = above.clone();
        for e in edges {
            let place = &mut free[e.lower as usize];
            sorted[*place as usize] = *e;
            *place += 1;
        }
        for w in above.windows(2).filter(|w| w[1] - w[0] > 1) {
            let group = &mut sorted[w[0] as usize..w[1] as usize];
            group.sort_unstable_by_key(|e| rank[e.upper as usize]);
        }
        let mut down = vec![0u32; edges.len()];
        let mut free = below.clone();
        for (at, e) in sorted.iter().enumerate() {
            let place = &mut free[e.upper as usize];
            down[*place as usize] = at as u32;
            *place += 1;
        }
        for w in below.windows(2).filter(|w| w[1] - w[0] > 1) {
            let group = &mut down[w[0] as usize..w[1] as usize];
            group.sort_unstable_by_key(|at| rank[sorted[*at as usize].lower as usize]);
        }
        Links {
            edges: sorted,
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
        let mut edges: Vec<Edge> = Vec::with_capacity(self.receipts.len());
        let has_link = self.link_rows(&mut edges);
        for receipt in 0..self.receipts.len() {
            let t = self.transfer(receipt);
            let Some(parent) = t.parent.filter(|_| !has_link[t.id.index()]) else {
                continue;
            };
            let upper = self.at(parent, t.from);
            self.claim(receipt, upper);
            edges.extend(upper.map(|upper| Edge {
                upper: upper as u32,
                lower: receipt as u32,
                amount: t.amount,
            }));
        }
        self.links = Links::new(&edges, &self.rank);
        self.order = self.links.order();
        if self.order.len() < self.receipts.len() {
            self.unwind(edges);
        }
    }

    /// The rows of transfer_link; returns which numbers have any.
    fn link_rows(&mut self, edges: &mut Vec<Edge>) -> Vec<bool> {
        let rows = self.rows;
        let links = rows.links.iter().map(|l| (l.child, l.parent, l.amount));
        let mut links: Vec<(Name, Name, Money)> = links.collect();
        links.sort_unstable();
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
                    let sum = &mut self.receipts[receipt].to_unknown;
                    *sum = *sum + part;
                }
                continue;
            }
            let mut found: Vec<(usize, usize)> = Vec::new();
            for child in children {
                let upper = self.at(parent, self.transfer(child).from);
                self.claim(child, upper);
                found.extend(upper.map(|upper| (child, upper)));
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
        has_link
    }

    fn claim(&mut self, receipt: usize, upper: Option<usize>) {
        let above = upper.map(|u| self.transfer(u));
        let received_on = above.and_then(|t| t.received_on);
        let annual = above.is_some_and(|t| t.batch == Batch::Annual);
        let r = &mut self.receipts[receipt];
        r.claims += 1;
        r.undated_above += u32::from(received_on.is_none());
        r.other_batch_above += u32::from(!annual);
        r.received_above = r.received_above.max(received_on);
    }

    /// Takes out the links that close a circle: money cannot come from below itself.
    fn unwind(&mut self, mut edges: Vec<Edge>) {
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
        self.links = Links::new(&edges, &self.rank);
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
