//! The last recipients of a trace: payees by payments, persons by grants.

use super::{Paid, Start, Step};
use crate::graph::Graph;
use crate::names::Name;
use crate::rows::Grant;
use crate::split::split;
use fisc_model::Money;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A government's grants of a program and year.
type Pool = (Name, Name, i32);

/// Sums by recipient: for each name, one more than its place as a payee and as a person. What is
/// not written to takes no memory.
struct Sums {
    places: [Vec<u32>; 2],
    paid: Vec<Paid>,
}

impl Sums {
    fn new(names: usize) -> Sums {
        Sums {
            places: [vec![0; names], vec![0; names]],
            paid: Vec::new(),
        }
    }

    fn add(&mut self, who: Name, person: bool, agent: bool, amount: Money) {
        let place = &mut self.places[usize::from(person)][who.index()];
        if *place == 0 {
            *place = self.paid.len() as u32 + 1;
            self.paid.push(Paid {
                who,
                person,
                agent: false,
                amount: Money::ZERO,
                rows: 0,
            });
        }
        let paid = &mut self.paid[*place as usize - 1];
        paid.amount = paid.amount + amount;
        paid.agent |= agent;
        paid.rows += 1;
    }
}

impl Graph<'_> {
    /// The last recipients, and grants of a traced program that no receipt of it explains.
    pub(super) fn recipients(&self, steps: &[Step], start: Start) -> (Vec<Paid>, Money) {
        let mut sums = Sums::new(self.rows.names.len());
        let mut whole = vec![false; self.receipts.len()];
        let mut granted: BTreeMap<Pool, Money> = BTreeMap::new();
        for step in steps {
            let t = self.transfer(step.receipt);
            let here = if step.received == t.amount {
                whole[step.receipt] = true;
                self.receipts[step.receipt].seldom().granted
            } else {
                let part = self.part(step);
                self.paid_in_part(self.payments(step.receipt), part.spent, &mut sums);
                part.granted
            };
            if here.0 != 0 {
                let sum = granted.entry((t.to, t.program, t.year)).or_default();
                *sum = *sum + here;
            }
        }
        for (p, receipt) in self.rows.payments.iter().zip(&self.tied) {
            if whole.get(*receipt as usize).is_some_and(|whole| *whole) {
                sums.add(p.payee, false, p.agent, p.amount);
            }
        }
        let unlinked = self.granted(&granted, start, &mut sums);
        let text = |p: &Paid| self.rows.names.text(p.who);
        let mut all = sums.paid;
        all.par_sort_unstable_by(|a, b| {
            let first = (-a.amount.0, a.person).cmp(&(-b.amount.0, b.person));
            first.then_with(|| text(a).cmp(text(b)))
        });
        (all, unlinked)
    }

    /// Payments out of a receipt that is traced in part: each in proportion.
    fn paid_in_part(&self, rows: &[u32], spent: Money, sums: &mut Sums) {
        let text = |n: Name| self.rows.names.text(n);
        let mut rows: Vec<u32> = rows.to_vec();
        rows.sort_by_key(|p| {
            let p = &self.rows.payments[*p as usize];
            (text(p.payee), text(p.org), p.amount, p.line.map(text))
        });
        let payments = || rows.iter().map(|p| &self.rows.payments[*p as usize]);
        let weights: Vec<Money> = payments().map(|p| p.amount).collect();
        let amounts = split(spent, &weights).unwrap_or_default();
        for (p, amount) in payments().zip(amounts) {
            sums.add(p.payee, false, p.agent, amount);
        }
    }

    fn granted(&self, granted: &BTreeMap<Pool, Money>, start: Start, sums: &mut Sums) -> Money {
        let mut unlinked = Money::ZERO;
        let asked = |g: &Grant| match start {
            Start::Program(program, year) => {
                program == g.program && year.is_none_or(|y| y == g.year)
            }
            Start::All(year) => year.is_none_or(|y| y == g.year),
            Start::Transfer(_) => false,
        };
        let mut grants: BTreeMap<Pool, Vec<&Grant>> = BTreeMap::new();
        for g in self.rows.grants {
            match g.gov.map(|gov| (gov, g.program, g.year)) {
                Some(key) if granted.contains_key(&key) => grants.entry(key).or_default().push(g),
                Some(key) if self.pools.contains_key(&key) => {}
                _ if asked(g) => {
                    unlinked = unlinked + g.amount;
                }
                _ => {}
            }
        }
        for (key, mut rows) in grants {
            rows.sort_by_key(|g| (self.rows.names.text(g.person), g.amount));
            let weights: Vec<Money> = rows.iter().map(|g| g.amount).collect();
            let amounts = split(granted[&key], &weights).unwrap_or_default();
            for (g, amount) in rows.iter().zip(amounts) {
                sums.add(g.person, true, false, amount);
            }
        }
        unlinked
    }
}
