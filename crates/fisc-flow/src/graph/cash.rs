//! Cash: payments and grants tied to receipts, and whether they were for what the program allows.

use super::{Graph, begins, laid};
use crate::names::Name;
use crate::rows::Line;
use fisc_model::Money;
use std::collections::{BTreeMap, HashMap};

/// No place in a list of numbers.
const NONE: u32 = u32::MAX;

impl Graph<'_> {
    pub(super) fn pay(&mut self) {
        let rows = self.rows;
        let lines = self.lines_by_id();
        let line_of = |id: Option<Name>| {
            let at = lines[id?.index()];
            (at != NONE).then(|| &rows.lines[at as usize])
        };
        let functions = self.functions();
        let mut outside: HashMap<(Name, Name), bool> = HashMap::new();
        let mut tied = vec![NONE; rows.payments.len()];
        let mut counts = vec![0u32; self.receipts.len()];
        for (at, payment) in rows.payments.iter().enumerate() {
            let line = line_of(payment.line);
            let transfer = payment.transfer.or_else(|| line?.transfer);
            let receipt = transfer.and_then(|transfer| {
                let own = payment.gov.and_then(|gov| self.at(transfer, gov));
                own.or_else(|| self.first_under(transfer))
            });
            let Some(receipt) = receipt else {
                self.untied.push(at);
                continue;
            };
            tied[at] = receipt as u32;
            counts[receipt] += 1;
            let program = self.transfer(receipt).program;
            let r = &mut self.receipts[receipt];
            r.spent = r.spent + payment.amount;
            if payment.agent {
                r.to_agents = r.to_agents + payment.amount;
            }
            let function = payment.function.or_else(|| line?.function);
            if let (true, Some(function), Some(allowed)) =
                (r.earmarked, function, functions.get(&program))
            {
                let text = rows.names.text(function);
                // A code of a class or section allows all that stand below it.
                let not_allowed = || {
                    !allowed
                        .iter()
                        .any(|a| text.starts_with(rows.names.text(*a)))
                };
                if *outside
                    .entry((program, function))
                    .or_insert_with(not_allowed)
                {
                    r.outside = r.outside + payment.amount;
                }
            }
        }
        self.paid_from = begins(counts.into_iter());
        let mut free = self.paid_from.clone();
        self.paid = vec![0; rows.payments.len() - self.untied.len()];
        for (at, receipt) in tied.into_iter().enumerate() {
            if receipt != NONE {
                let place = &mut free[receipt as usize];
                self.paid[*place as usize] = at as u32;
                *place += 1;
            }
        }
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
    fn functions(&self) -> HashMap<Name, Vec<Name>> {
        let mut all: HashMap<Name, Vec<Name>> = HashMap::new();
        for p in self
            .rows
            .programs
            .iter()
            .filter(|p| !p.functions.is_empty())
        {
            all.entry(p.code).or_default().extend(&p.functions);
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
                self.receipts[*member as usize].granted = part;
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
