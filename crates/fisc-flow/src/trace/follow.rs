//! Following money down the graph, and its sums by level.

use super::{Difference, LevelOf, LevelSums, Part, Start, Step, Trace};
use crate::clocks::Clock;
use crate::graph::Graph;
use crate::split::split;
use fisc_model::Money;
use std::collections::{BTreeMap, HashMap};

/// What was sent on of receipts that are traced in part, by upper and lower receipt.
type Sent = HashMap<(usize, usize), Money>;

impl Graph<'_> {
    /// Follows the money; `None` where nothing is to be followed.
    #[must_use]
    pub fn trace(&self, start: Start) -> Option<Trace> {
        let whole = !matches!(start, Start::Transfer(_));
        let (begins, reached) = self.reached(start);
        // One more than the place of a receipt's step; zero where it is not reached.
        let mut places: Vec<u32> = vec![0; self.receipts.len()];
        let mut steps: Vec<Step> = Vec::with_capacity(reached.len());
        let mut sent = Sent::new();
        for receipt in reached {
            let step = self.step(receipt, begins[receipt], whole, &places, &steps, &sent);
            if step.part.received != self.transfer(receipt).amount {
                self.spread(receipt, step.part.passed_on, &mut sent);
            }
            steps.push(step);
            places[receipt] = steps.len() as u32;
        }
        if steps.is_empty() {
            return None;
        }
        self.sorted(&mut steps);
        let (recipients, grants_unlinked) = self.recipients(&steps, start);
        let differences = self.differences(&steps);
        Some(Trace {
            levels: self.levels(&steps, &differences),
            differences,
            recipients,
            grants_unlinked,
            steps,
        })
    }

    /// Which receipts the trace begins at, and all that it reaches, upper ones first.
    fn reached(&self, start: Start) -> (Vec<bool>, Vec<usize>) {
        let mut begins = vec![false; self.receipts.len()];
        let mut open: Vec<usize> = match start {
            Start::Program(program, year) => {
                let of = |r: &usize| {
                    let t = self.transfer(*r);
                    t.program == program && year.is_none_or(|y| y == t.year)
                };
                (0..self.receipts.len()).filter(of).collect()
            }
            Start::All(year) => {
                let of = |r: &usize| year.is_none_or(|y| y == self.transfer(*r).year);
                (0..self.receipts.len()).filter(of).collect()
            }
            Start::Transfer(id) => self.under(id),
        };
        for receipt in &open {
            begins[*receipt] = true;
        }
        let mut seen = begins.clone();
        let mut reached = open.clone();
        while let Some(receipt) = open.pop() {
            for (lower, _) in self.below(receipt) {
                if !std::mem::replace(&mut seen[lower], true) {
                    open.push(lower);
                    reached.push(lower);
                }
            }
        }
        reached.sort_unstable_by_key(|r| self.turn[*r]);
        (begins, reached)
    }

    /// One receipt, all above it that is traced having its step.
    fn step(
        &self,
        receipt: usize,
        begins: bool,
        whole: bool,
        places: &[u32],
        steps: &[Step],
        sent: &Sent,
    ) -> Step {
        let delivered = self.delivered(receipt);
        let (mut part, mut from, mut depth) = (Part::default(), Vec::new(), 0);
        for (at, (upper, amount)) in self.above(receipt).enumerate() {
            let Some(step) = (places[upper] as usize).checked_sub(1).map(|at| &steps[at]) else {
                continue;
            };
            let brought = delivered.as_ref().map_or(amount, |d| d[at]);
            // A part of the upper receipt was spread over its links when that was reached.
            let sent = sent.get(&(upper, receipt)).copied().unwrap_or(amount);
            let arrived = if brought == amount {
                sent
            } else {
                split(sent, &[brought, amount - brought]).map_or(sent, |p| p[0])
            };
            part.received = part.received + arrived;
            part.lost = part.lost + (sent - arrived);
            depth = depth.max(step.depth + 1);
            from.push((upper, arrived));
        }
        if begins && (whole || from.is_empty()) {
            part.begun = self.transfer(receipt).amount - part.received;
            part.received = self.transfer(receipt).amount;
        }
        self.uses(receipt, &mut part);
        Step {
            receipt,
            depth,
            part,
            from,
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

    /// Spreads what is traced over the uses, in proportion where it is a part of the receipt.
    fn uses(&self, receipt: usize, part: &mut Part) {
        let (r, t) = (&self.receipts[receipt], self.transfer(receipt));
        let of = |sum: Money| self.part(receipt, sum, part.received);
        let rest = r.rest(t.amount, t.recovered);
        let excess = r.excess(t.amount);
        let cut = t.amount.0 <= 0;
        // A cut keeps its sign: its rest is what was not taken from below.
        let short = if cut {
            Money::ZERO
        } else {
            Money((-rest).0.max(0))
        };
        let over = Money((short - excess).0.max(0));
        let rest = if cut { rest } else { Money(rest.0.max(0)) };
        (part.came_back, part.excess, part.over_allotted) =
            (of(r.came_back), of(short - over), of(over));
        let sources = part.received + part.came_back + part.excess + part.over_allotted;
        let mut uses = [r.passed_on, r.to_unknown, r.allotted, t.recovered, rest];
        if part.received != t.amount {
            match split(sources, &uses) {
                Some(parts) => uses.copy_from_slice(&parts),
                None => uses = [Money::ZERO, Money::ZERO, Money::ZERO, Money::ZERO, sources],
            }
        }
        [
            part.passed_on,
            part.to_unknown,
            part.allotted,
            part.recovered,
            part.rest,
        ] = uses;
        let of = |sum: Money| self.part(receipt, sum, part.received);
        (part.spent, part.to_agents, part.granted) = (of(r.spent), of(r.to_agents), of(r.granted));
        (part.elsewhere, part.outside) = (of(r.elsewhere), of(r.outside));
        part.maybe_unlinked = of(r.maybe_unlinked);
    }

    /// By depth, then by number; each step is moved once, for they are large.
    fn sorted(&self, steps: &mut [Step]) {
        let key = |s: &Step| (s.depth, self.rank(s.receipt));
        let mut order: Vec<(u32, u32, u32)> = Vec::with_capacity(steps.len());
        order.extend(
            (0..)
                .zip(steps.iter())
                .map(|(at, s)| (key(s).0, key(s).1, at)),
        );
        order.sort_unstable();
        let mut from: Vec<u32> = order.into_iter().map(|(.., at)| at).collect();
        for at in 0..steps.len() {
            // What stood at `from` may have been moved on already, by an earlier exchange.
            let mut source = from[at] as usize;
            while source < at {
                source = from[source] as usize;
            }
            steps.swap(at, source);
            from[at] = source as u32;
        }
    }

    fn levels(&self, steps: &[Step], differences: &[Difference]) -> Vec<LevelSums> {
        let known = self.rows.levels();
        let level_of = |receipt: usize, depth: u32| {
            let known = known.get(&self.transfer(receipt).to);
            known.map_or(LevelOf::Depth(depth), |l| LevelOf::Government(*l))
        };
        let mut depths = vec![0u32; self.receipts.len()];
        let mut levels: BTreeMap<LevelOf, LevelSums> = BTreeMap::new();
        for step in steps {
            depths[step.receipt] = step.depth;
            let level = level_of(step.receipt, step.depth);
            let empty = || LevelSums {
                level,
                receipts: 0,
                part: Part::default(),
                clocked: 0,
                late: (0, Money::ZERO),
                most_days: None,
                differences: BTreeMap::new(),
            };
            let sums = levels.entry(level).or_insert_with(empty);
            sums.receipts += 1;
            sums.part += step.part;
            let clock = self.receipts[step.receipt].clock;
            if clock.late() > 0 {
                sums.late.0 += 1;
                sums.late.1 = sums.late.1 + step.part.received;
            }
            if let Clock::Ran { taken, .. } = clock {
                sums.clocked += 1;
                sums.most_days = sums.most_days.max(Some(taken));
            }
        }
        for d in differences {
            let level = level_of(d.receipt, depths[d.receipt]);
            if let Some(sums) = levels.get_mut(&level) {
                let sum = sums.differences.entry(d.kind).or_insert((0, Money::ZERO));
                *sum = (sum.0 + 1, sum.1 + d.amount);
            }
        }
        levels.into_values().collect()
    }
}
