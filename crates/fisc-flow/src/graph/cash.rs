//! Cash: payments and grants tied to receipts, and whether they were for what the program allows.

use super::{Graph, NONE, begins, laid};
use crate::names::Name;
use crate::rows::{Line, Payment, Rows};
use fisc_model::Money;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

impl<'a> Graph<'a> {
    pub(super) fn pay(&mut self) {
        let rows = self.rows;
        let lines = self.lines_by_id();
        let line_of = |payment: &Payment| {
            let at = lines[payment.line?.index()];
            rows.lines.get(at as usize)
        };
        self.tie(line_of);
        self.spend(line_of);
    }

    /// Finds the receipt of each payment, and the payments of each receipt.
    fn tie(&mut self, line_of: impl Fn(&Payment) -> Option<&'a Line> + Sync) {
        let rows = self.rows;
        let tied = rows.payments.par_iter().map(|payment| {
            let line = || line_of(payment)?.transfer;
            let transfer = payment.transfer.or_else(line)?;
            let own = payment.gov.and_then(|gov| self.at(transfer, gov));
            own.or_else(|| self.first_under(transfer))
        });
        let tied = tied.map(|receipt| receipt.map_or(NONE, |r| r as u32));
        self.tied = tied.collect();
        let mut counts = vec![0u32; self.receipts.len()];
        for (at, receipt) in self.tied.iter().enumerate() {
            match counts.get_mut(*receipt as usize) {
                Some(count) => *count += 1,
                None => self.untied.push(at),
            }
        }
        self.paid_from = begins(counts.into_iter());
        let mut free = self.paid_from.clone();
        self.paid = vec![0; rows.payments.len() - self.untied.len()];
        for (at, receipt) in (0..).zip(&self.tied) {
            if let Some(place) = free.get_mut(*receipt as usize) {
                self.paid[*place as usize] = at;
                *place += 1;
            }
        }
    }

    /// Sums of the payments of each receipt.
    fn spend(&mut self, line_of: impl Fn(&Payment) -> Option<&'a Line> + Sync) {
        let rows = self.rows;
        let functions = Self::functions(&rows);
        let mut receipts = std::mem::take(&mut self.receipts);
        let all = receipts.par_iter_mut().enumerate();
        all.for_each(|(receipt, r)| {
            let paid = self.payments(receipt);
            if paid.is_empty() {
                return;
            }
            let allowed = functions.get(&self.transfer(receipt).program);
            let allowed = allowed.filter(|_| r.earmarked);
            for payment in paid.iter().map(|p| &rows.payments[*p as usize]) {
                r.spent = r.spent + payment.amount;
                if payment.agent {
                    let sum = &mut r.seldom_mut().to_agents;
                    *sum = *sum + payment.amount;
                }
                let function = || {
                    let line = || line_of(payment)?.function;
                    Some(rows.names.text(payment.function.or_else(line)?))
                };
                // A code of a class or section allows all that stand below it.
                let outside = |allowed: &Vec<&str>| {
                    function().is_some_and(|f| !allowed.iter().any(|a| f.starts_with(a)))
                };
                if allowed.is_some_and(outside) {
                    let sum = &mut r.seldom_mut().outside;
                    *sum = *sum + payment.amount;
                }
            }
        });
        self.receipts = receipts;
    }

    /// For each name, the line of this number. Where several have it: one that is tied to a
    /// transfer, then the first as text.
    fn lines_by_id(&self) -> Vec<u32> {
        let rows = self.rows;
        let text = |n: Option<Name>| (n.is_none(), n.map(|n| rows.names.text(n)));
        let content = |l: &Line| (text(l.transfer), text(l.function));
        let mut lines = vec![NONE; rows.names.len()];
        for (at, line) in rows.lines.iter().enumerate() {
            let kept = &mut lines[line.id.index()];
            if *kept == NONE || content(line) < content(&rows.lines[*kept as usize]) {
                *kept = at as u32;
            }
        }
        lines
    }

    /// The functions that programs allow, where they say.
    fn functions(rows: &Rows<'a>) -> HashMap<Name, Vec<&'a str>> {
        let mut all: HashMap<Name, Vec<&str>> = HashMap::new();
        for p in rows.programs.iter().filter(|p| !p.functions.is_empty()) {
            let texts = p.functions.iter().map(|f| rows.names.text(*f));
            all.entry(p.code).or_default().extend(texts);
        }
        all
    }

    /// Grants name a program and no transfer: they are laid on the government's receipts of the
    /// program and year in proportion to the amounts received.
    pub(super) fn grant(&mut self) {
        let rows = self.rows;
        let mut sums: BTreeMap<(Name, Name, i32), Money> = BTreeMap::new();
        for g in rows.grants {
            if let Some(gov) = g.gov {
                let sum = sums.entry((gov, g.program, g.year)).or_default();
                *sum = *sum + g.amount;
            }
        }
        if sums.is_empty() {
            return;
        }
        for receipt in 0..self.receipts.len() {
            let t = self.transfer(receipt);
            let key = (t.to, t.program, t.year);
            if sums.contains_key(&key) {
                self.pools.entry(key).or_default().push(receipt as u32);
            }
        }
        let mut pools = std::mem::take(&mut self.pools);
        for (key, members) in &mut pools {
            members.sort_by_key(|m| self.rank(*m as usize));
            let parts = self.pool_parts(members, sums[key]);
            for (member, part) in members.iter().zip(parts) {
                if part.0 != 0 {
                    self.receipts[*member as usize].seldom_mut().granted = part;
                }
            }
        }
        self.pools = pools;
    }

    /// An amount laid on receipts in proportion to what they received.
    pub(crate) fn pool_parts(&self, members: &[u32], amount: Money) -> Vec<Money> {
        let weights = members
            .iter()
            .map(|m| Money(self.transfer(*m as usize).amount.0.max(0)));
        laid(amount, &weights.collect::<Vec<_>>())
    }
}
