//! What is done with receipts on paper: passed on, allotted, given back, and by which day.

use super::Graph;
use crate::clocks::Clocks;
use crate::split::split;
use chrono::Days;
use fisc_model::Money;
use rayon::prelude::*;

impl Graph<'_> {
    /// The last of the days within which earmarked money is to be used, as TRF-002 counts them.
    pub(super) fn dates(&mut self, clocks: &Clocks) {
        let rows = self.rows;
        let votes = clocks.votes(rows.votes);
        let mut earmarked: Vec<Option<bool>> = vec![None; rows.names.len()];
        for p in rows.programs {
            if let Some(said) = p.earmarked {
                let kept = &mut earmarked[p.code.index()];
                *kept = Some(said && kept.unwrap_or(true));
            }
        }
        let all = self.receipts.par_iter_mut().zip(&self.row);
        all.for_each(|(r, row)| {
            let t = &rows.transfers[*row as usize];
            let vote = votes.get(&(t.to, t.year)).copied();
            r.earmarked = earmarked[t.program.index()].unwrap_or_else(|| t.kind.earmarked());
            let waits = t.batch == crate::rows::Batch::Advance && vote.is_none();
            let started = t
                .received_on
                .filter(|_| !waits)
                .max(vote.filter(|_| t.received_on.is_some() && !waits));
            let hold = clocks.hold.and_then(|d| u64::try_from(d).ok());
            r.deadline = started
                .zip(hold)
                .and_then(|(s, d)| s.checked_add_days(Days::new(d)));
        });
    }

    /// Ties lines to receipts; says which governments tie any.
    pub(super) fn allot(&mut self) -> Vec<bool> {
        let mut ties = vec![false; self.rows.names.len()];
        for line in self.rows.lines {
            let Some(transfer) = line.transfer else {
                continue;
            };
            if let Some(gov) = line.gov {
                ties[gov.index()] = true;
            }
            if let Some(own) = line.gov.and_then(|gov| self.at(transfer, gov)) {
                let r = &mut self.receipts[own];
                r.allotted = r.allotted + line.amount;
                // An allotment without a date counts as made in time: its lateness cannot be shown.
                let late = line
                    .released_on
                    .zip(r.deadline)
                    .is_some_and(|(on, last)| on > last);
                if !late {
                    r.used_in_time = r.used_in_time + line.amount;
                }
            } else if let Some(other) = self.first_under(transfer) {
                let r = self.receipts[other].seldom_mut();
                r.elsewhere = r.elsewhere + line.amount;
            }
        }
        ties
    }

    /// Sums over links; `ties` says which governments tie lines to upper money.
    pub(super) fn sums(&mut self, mut ties: Vec<bool>) {
        for receipt in 0..self.receipts.len() {
            if self.receipts[receipt].claims {
                ties[self.transfer(receipt).from.index()] = true;
            }
        }
        let links = std::mem::take(&mut self.links);
        for receipt in 0..self.receipts.len() {
            let t = self.transfer(receipt);
            let linked: Money = links.above(receipt).map(|(_, amount)| amount).sum();
            let back = if t.recovered.0 == 0 {
                Vec::new()
            } else {
                let weights: Vec<Money> = links.above(receipt).map(|(_, amount)| amount).collect();
                split(t.recovered, &weights).unwrap_or_default()
            };
            let back = back.into_iter().chain(std::iter::repeat(Money::ZERO));
            for ((upper, amount), back) in links.above(receipt).zip(back) {
                let r = &mut self.receipts[upper];
                r.passed_on = r.passed_on + amount;
                if back.0 != 0 {
                    let sum = &mut r.seldom_mut().came_back;
                    *sum = *sum + back;
                }
                if r.deadline.is_none_or(|last| t.issued_on <= last) {
                    r.used_in_time = r.used_in_time + amount;
                }
            }
            let r = &mut self.receipts[receipt];
            r.linked = linked;
            r.seen = ties[t.to.index()];
        }
        self.links = links;
    }
}
