//! The sums of a trace by level.

use super::{Difference, LevelOf, LevelSums, Part, Step};
use crate::clocks::Clock;
use crate::graph::Graph;
use fisc_model::Money;
use std::collections::BTreeMap;

/// Sums by level; those of stretches of a trace may be added up in any order.
#[derive(Default)]
pub(super) struct Levels(BTreeMap<LevelOf, LevelSums>);

impl Levels {
    pub(super) fn of(&mut self, level: LevelOf) -> &mut LevelSums {
        self.0.entry(level).or_insert_with(|| LevelSums {
            level,
            receipts: 0,
            part: Part::default(),
            clocked: 0,
            late: (0, Money::ZERO),
            most_days: None,
            differences: BTreeMap::new(),
        })
    }

    pub(super) fn add(&mut self, other: Levels) {
        for (level, sums) in other.0 {
            self.of(level).add(sums);
        }
    }

    pub(super) fn into_sums(self) -> Vec<LevelSums> {
        self.0.into_values().collect()
    }
}

impl LevelSums {
    pub(super) fn step(&mut self, part: &Part, clock: Clock) {
        self.receipts += 1;
        self.part += *part;
        if clock.late() > 0 {
            self.late.0 += 1;
            self.late.1 = self.late.1 + part.received;
        }
        if let Clock::Ran { taken, .. } = clock {
            self.clocked += 1;
            self.most_days = self.most_days.max(Some(taken));
        }
    }

    pub(super) fn difference(&mut self, d: &Difference) {
        let sum = self.differences.entry(d.kind).or_default();
        *sum = (sum.0 + 1, sum.1 + d.amount);
    }

    fn add(&mut self, o: LevelSums) {
        self.receipts += o.receipts;
        self.part += o.part;
        self.clocked += o.clocked;
        self.late = (self.late.0 + o.late.0, self.late.1 + o.late.1);
        self.most_days = self.most_days.max(o.most_days);
        for (kind, (count, amount)) in o.differences {
            let sum = self.differences.entry(kind).or_default();
            *sum = (sum.0 + count, sum.1 + amount);
        }
    }
}

impl Graph<'_> {
    pub(super) fn level(&self, step: &Step) -> LevelOf {
        let known = self.levels[self.transfer(step.receipt).to.index()];
        known.map_or(LevelOf::Depth(step.depth), LevelOf::Government)
    }
}
