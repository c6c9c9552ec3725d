//! Receipts from rows: one for each number and recipient, found again by both.

use super::{Graph, begins};
use crate::names::Name;
use crate::receipt::Receipt;
use rayon::prelude::*;

impl Graph<'_> {
    /// One receipt for each number and recipient; which of the repeats stands does not depend on
    /// their order.
    pub(super) fn receive(&mut self) {
        let rows = self.rows;
        let text = |n: Name| rows.names.text(n);
        let content = |row: usize| {
            let t = &rows.transfers[row];
            let (money, days) = ((t.amount, t.recovered), (t.issued_on, t.received_on));
            (
                text(t.from),
                days.0,
                money,
                text(t.program),
                t.parent.map(text),
                t.year,
                days.1,
            )
        };
        let all = rows.transfers.par_iter().enumerate();
        let mut keys: Vec<(Name, Name, u32)> =
            all.map(|(row, t)| (t.id, t.to, row as u32)).collect();
        keys.par_sort_unstable();
        let mut counts = vec![0u32; rows.names.len()];
        for group in keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let same = group.iter().map(|(_, _, row)| *row as usize);
            let stays = match group {
                [(_, _, row)] => *row as usize,
                _ => same
                    .clone()
                    .min_by_key(|row| content(*row))
                    .unwrap_or_default(),
            };
            self.repeated.extend(same.filter(|row| *row != stays));
            self.row.push(stays as u32);
            self.to.push(group[0].1);
            counts[group[0].0.index()] += 1;
        }
        // By all threads: most of what it takes is the system handing out memory.
        self.receipts = self.row.par_iter().map(|_| Receipt::new()).collect();
        self.by_id = begins(counts.into_iter());
        self.rank = self.ranked();
    }

    /// The place of each receipt by number and recipient, as texts.
    fn ranked(&self) -> Vec<u32> {
        let text = |n: Name| self.rows.names.text(n).as_bytes();
        let id = |receipt: u32| text(self.transfer(receipt as usize).id);
        let count = self.receipts.len() as u32;
        // Numbers of one office begin alike: their first bytes that differ are compared as one word,
        // which spares most of the ways to their texts.
        let alike = (0..count).into_par_iter().map(|r| {
            let pairs = id(0).iter().zip(id(r));
            pairs.take_while(|(a, b)| a == b).count()
        });
        let alike = alike.min().unwrap_or_default();
        let word = |receipt: u32| {
            let rest = &id(receipt)[alike..];
            let mut word = [0u8; 16];
            let length = rest.len().min(16);
            word[..length].copy_from_slice(&rest[..length]);
            u128::from_be_bytes(word)
        };
        let all = (0..count).into_par_iter().map(|r| (word(r), r));
        let mut all: Vec<(u128, u32)> = all.collect();
        let to = |receipt: u32| text(self.to[receipt as usize]);
        all.par_sort_unstable_by(|(a, x), (b, y)| {
            a.cmp(b)
                .then_with(|| (id(*x), to(*x)).cmp(&(id(*y), to(*y))))
        });
        let mut rank = vec![0; all.len()];
        for (place, (_, receipt)) in all.iter().enumerate() {
            rank[*receipt as usize] = place as u32;
        }
        rank
    }

    /// The receipt of a number by a government.
    pub(super) fn at(&self, id: Name, to: Name) -> Option<usize> {
        let (from, end) = self.range(id);
        let found = self.to[from..end].binary_search(&to);
        found.ok().map(|n| from + n)
    }

    /// The receipts under a number, mostly one, by recipient.
    pub(crate) fn under(&self, id: Name) -> Vec<usize> {
        let (from, end) = self.range(id);
        let mut all: Vec<usize> = (from..end).collect();
        all.sort_by_key(|r| self.rank[*r]);
        all
    }

    /// The first of them.
    pub(super) fn first_under(&self, id: Name) -> Option<usize> {
        let (from, end) = self.range(id);
        (from..end).min_by_key(|r| self.rank[*r])
    }

    fn range(&self, id: Name) -> (usize, usize) {
        let at = |n: usize| self.by_id[n] as usize;
        (at(id.index()), at(id.index() + 1))
    }
}
