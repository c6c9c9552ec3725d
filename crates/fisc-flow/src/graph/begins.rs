//! Where money begins, what could be the use of a rest, and how long givers took.

use super::Graph;
use crate::clocks::Clocks;
use crate::names::Name;
use crate::receipt::Begins;
use crate::split::split;
use fisc_model::Money;
use foldhash::fast::RandomState;
use rayon::prelude::*;
use std::collections::HashMap;

/// Who holds money of which program and year.
type Purse = (Name, Name, i32);

impl Graph<'_> {
    /// Where money begins; and what could be the use of a rest, had its document named the receipt.
    pub(super) fn begin(&mut self) {
        let mut purses: HashMap<Purse, u32, RandomState> = HashMap::default();
        let mut held: Vec<u32> = Vec::with_capacity(self.receipts.len());
        for receipt in 0..self.receipts.len() {
            let t = self.transfer(receipt);
            let next = purses.len() as u32;
            held.push(*purses.entry((t.to, t.program, t.year)).or_insert(next));
        }
        // What holders of a purse issued without a link to what they hold.
        let rows = self.rows;
        let all = self.receipts.par_iter_mut().zip(&self.row);
        let begun: Vec<Option<(u32, Money)>> = all
            .map(|(r, row)| {
                let t = &rows.transfers[*row as usize];
                let purse = *purses.get(&(t.from, t.program, t.year))?;
                r.begins = Begins::Unlinked;
                Some((purse, r.begun(t.amount)))
            })
            .collect();
        let mut issued = vec![Money::ZERO; purses.len()];
        for (purse, begun) in begun.into_iter().flatten() {
            let sum = &mut issued[purse as usize];
            *sum = *sum + begun;
        }
        let mut rests: Vec<(u32, u32, usize, Money)> = Vec::new();
        for (receipt, purse) in held.into_iter().enumerate() {
            let t = self.transfer(receipt);
            let rest = self.receipts[receipt].rest(t.amount, t.recovered);
            if t.amount.0 > 0 && rest.0 > 0 && issued[purse as usize].0 > 0 {
                rests.push((purse, self.rank(receipt), receipt, rest));
            }
        }
        rests.sort_unstable_by_key(|(purse, rank, ..)| (*purse, *rank));
        for held in rests.chunk_by(|a, b| a.0 == b.0) {
            let weights: Vec<Money> = held.iter().map(|(.., rest)| *rest).collect();
            let most: Money = weights.iter().copied().sum();
            let amount = issued[held[0].0 as usize].min(most);
            let parts = split(amount, &weights).unwrap_or_default();
            for ((_, _, receipt, _), part) in held.iter().zip(parts) {
                if part.0 != 0 {
                    self.receipts[*receipt].seldom_mut().maybe_unlinked = part;
                }
            }
        }
    }

    pub(super) fn clock(&mut self, clocks: &Clocks) {
        let votes = clocks.votes(self.rows.votes);
        let (rows, levels) = (self.rows, &self.levels);
        let all = self.receipts.par_iter_mut().zip(&self.row);
        all.for_each(|(r, row)| {
            let t = &rows.transfers[*row as usize];
            let vote = votes.get(&(t.from, t.year)).copied();
            r.clock = clocks.of(t, r, levels[t.from.index()], vote);
        });
    }
}
