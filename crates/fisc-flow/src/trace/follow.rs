//! Following money down the graph.

use super::levels::Levels;
use super::{Difference, Start, Step, Trace};
use crate::graph::{Graph, NONE};
use crate::split::split;
use fisc_model::Money;
use foldhash::fast::RandomState;
use rayon::prelude::*;
use std::collections::HashMap;

/// What was sent on of receipts that are traced in part, by upper and lower receipt.
pub(super) type Sent = HashMap<(usize, usize), Money, RandomState>;

/// Receipts that one thread follows at a time.
const STRETCH: usize = 4096;

/// What is followed, before any amount is.
#[derive(Clone, Debug)]
pub(super) struct Reached {
    /// Whether the trace begins at a receipt.
    begins: Vec<bool>,
    /// Links from where it begins, at least; [`NONE`] where it does not come.
    pub depths: Vec<u32>,
}

/// What is found out about neighbours. Nothing of a receipt has to be looked at twice.
#[derive(Default)]
struct Stretch {
    differences: Vec<Difference>,
    levels: Levels,
    /// What was passed on of receipts that are traced in part.
    in_part: Vec<(usize, Money)>,
}

impl Graph<'_> {
    /// Follows the money; `None` where nothing is to be followed.
    #[must_use]
    pub fn trace(&self, start: Start) -> Option<Trace> {
        let whole = !matches!(start, Start::Transfer(_));
        let (reached, order) = self.reached(start);
        let depth = |receipt: u32| reached.depths[receipt as usize];
        let mut steps = vec![Step::default(); order.len()];
        let mut open = &mut steps[..];
        let mut all: Vec<Stretch> = Vec::new();
        let mut sent = Sent::default();
        for level in order.chunk_by(|a, b| depth(*a) == depth(*b)) {
            let done = all.len();
            let (own, rest) = std::mem::take(&mut open).split_at_mut(level.len());
            open = rest;
            let own = level.par_chunks(STRETCH).zip(own.par_chunks_mut(STRETCH));
            all.par_extend(own.map(|(receipts, steps)| {
                for (receipt, step) in receipts.iter().zip(&mut *steps) {
                    *step = self.step(*receipt as usize, whole, &reached, &sent);
                }
                self.stretch(steps)
            }));
            for (receipt, part) in all[done..].iter().flat_map(|s| &s.in_part) {
                self.spread(*receipt, *part, &mut sent);
            }
        }
        if all.is_empty() {
            return None;
        }
        let mut levels = Levels::default();
        for stretch in &mut all {
            levels.add(std::mem::take(&mut stretch.levels));
        }
        let differences: Vec<_> = all.into_iter().map(|s| s.differences).collect();
        let ((recipients, grants_unlinked), differences) = rayon::join(
            || self.recipients(&steps, start),
            || self.in_order(&differences),
        );
        Some(Trace {
            levels: levels.into_sums(),
            differences,
            recipients,
            grants_unlinked,
            steps: self.sorted(steps),
            reached,
            sent,
        })
    }

    /// What the trace reaches; and its receipts by depth, so that each comes after all that is traced
    /// above it.
    fn reached(&self, start: Start) -> (Reached, Vec<u32>) {
        let count = self.receipts.len() as u32;
        let mut begins = vec![false; self.receipts.len()];
        let mut open: Vec<u32> = match start {
            Start::Program(program, year) => {
                let of = |r: &u32| {
                    let t = self.transfer(*r as usize);
                    t.program == program && year.is_none_or(|y| y == t.year)
                };
                (0..count).into_par_iter().filter(of).collect()
            }
            Start::All(year) => {
                let of = |r: &u32| year.is_none_or(|y| y == self.transfer(*r as usize).year);
                (0..count).into_par_iter().filter(of).collect()
            }
            Start::Transfer(id) => self.under(id).into_iter().map(|r| r as u32).collect(),
        };
        for receipt in &open {
            begins[*receipt as usize] = true;
        }
        let mut seen = begins.clone();
        while let Some(receipt) = open.pop() {
            for (lower, _) in self.below(receipt as usize) {
                if !std::mem::replace(&mut seen[lower], true) {
                    open.push(lower as u32);
                }
            }
        }
        let mut depths = vec![NONE; self.receipts.len()];
        let traced = self.order.iter().map(|receipt| *receipt as usize);
        for receipt in traced.filter(|receipt| seen[*receipt]) {
            let above = self.above(receipt).map(|(upper, _)| depths[upper]);
            let depth = above.filter(|d| *d != NONE).map(|d| d + 1).max();
            depths[receipt] = depth.unwrap_or_default();
        }
        let all = (0..count).into_par_iter();
        let mut order: Vec<u32> = all.filter(|r| seen[*r as usize]).collect();
        order.par_sort_unstable_by_key(|r| (depths[*r as usize], *r));
        (Reached { begins, depths }, order)
    }

    fn stretch(&self, steps: &[Step]) -> Stretch {
        let mut made = Stretch::default();
        for step in steps {
            let part = self.part(step);
            if step.received != self.transfer(step.receipt).amount {
                made.in_part.push((step.receipt, part.passed_on));
            }
            let before = made.differences.len();
            self.differences(step, &part, &mut made.differences);
            let level = made.levels.of(self.level(step));
            level.step(&part, self.receipts[step.receipt].clock);
            for d in &made.differences[before..] {
                level.difference(d);
            }
        }
        made
    }

    /// One receipt, all above it that is traced having its step.
    fn step(&self, receipt: usize, whole: bool, reached: &Reached, sent: &Sent) -> Step {
        let mut step = Step {
            receipt,
            depth: reached.depths[receipt],
            received: Money::ZERO,
            begun: Money::ZERO,
            lost: Money::ZERO,
        };
        let mut linked = false;
        self.arrivals(receipt, reached, sent, |_, sent, arrived| {
            step.received = step.received + arrived;
            step.lost = step.lost + (sent - arrived);
            linked = true;
        });
        if reached.begins[receipt] && (whole || !linked) {
            let amount = self.transfer(receipt).amount;
            step.begun = amount - step.received;
            step.received = amount;
        }
        step
    }

    /// The traced links from upper receipts, with what was sent and what arrived of it.
    fn arrivals(
        &self,
        receipt: usize,
        reached: &Reached,
        sent: &Sent,
        mut take: impl FnMut(usize, Money, Money),
    ) {
        let delivered = self.delivered(receipt);
        for (at, (upper, amount)) in self.above(receipt).enumerate() {
            if reached.depths[upper] == NONE {
                continue;
            }
            let brought = delivered.as_ref().map_or(amount, |d| d[at]);
            // A part of the upper receipt was spread over its links when that was reached.
            let sent = sent.get(&(upper, receipt)).copied().unwrap_or(amount);
            let arrived = if brought == amount {
                sent
            } else {
                split(sent, &[brought, amount - brought]).map_or(sent, |p| p[0])
            };
            take(upper, sent, arrived);
        }
    }

    /// Spreads a part of what was passed on over the links, by largest remainder.
    fn spread(&self, receipt: usize, part: Money, sent: &mut Sent) {
        let weights: Vec<Money> = self.below(receipt).map(|(_, amount)| amount).collect();
        let parts = split(part, &weights).unwrap_or_else(|| vec![Money::ZERO; weights.len()]);
        for ((lower, _), part) in self.below(receipt).zip(parts) {
            sent.insert((receipt, lower), part);
        }
    }

    /// By depth, then by number. They are followed in the order in which receipts lie in memory.
    fn sorted(&self, steps: Vec<Step>) -> Vec<Step> {
        let key = |(at, s): (usize, &Step)| (s.depth, self.rank(s.receipt), at as u32);
        let mut order: Vec<(u32, u32, u32)> = steps.par_iter().enumerate().map(key).collect();
        order.par_sort_unstable();
        let order = order.into_par_iter();
        order.map(|(.., at)| steps[at as usize]).collect()
    }
}

impl Trace {
    /// Traced links from upper receipts to this step's, with what they brought.
    #[must_use]
    pub fn brought(&self, graph: &Graph<'_>, step: &Step) -> Vec<(usize, Money)> {
        let mut from = Vec::new();
        let take = |upper, _, arrived| from.push((upper, arrived));
        graph.arrivals(step.receipt, &self.reached, &self.sent, take);
        from
    }
}
