//! Backward: the appropriations that paid a payee or a person. Money in one receipt is mixed, so a
//! payment out of several sources is attributed to them in proportion, to the cent.

use crate::graph::Graph;
use crate::names::Name;
use crate::split::split;
use fisc_model::Money;
use std::collections::BTreeMap;

/// Whom the money reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// `payment`, by the payee as the caller names it.
    Payee(Name),
    /// `grant_payment.person_id`.
    Person(Name),
}

/// What paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appropriation {
    /// A receipt of which nothing or not all came from upper receipts: the giver's appropriation.
    Transfer {
        /// The receipt in which it begins.
        receipt: usize,
    },
    /// A line of the payer's own budget that is tied to no transfer.
    Line {
        /// `line_id`.
        line: Name,
        /// `org_code`.
        org: Name,
    },
    /// Rows that name neither.
    Unlinked {
        /// `org_code` of a payment, `program_code` of a grant.
        of: Name,
    },
}

/// Where money came from.
#[derive(Clone, Debug)]
pub struct Origins {
    /// What reached the recipient.
    pub paid: Money,
    /// In how many rows.
    pub rows: u64,
    /// Sums to `paid`; the largest first.
    pub from: Vec<(Appropriation, Money)>,
    /// From receipt to receipt, on the way down.
    pub flows: Vec<(usize, usize, Money)>,
    /// From receipts to the recipient.
    pub last: Vec<(usize, Money)>,
}

impl Graph<'_> {
    /// Follows the money back; `None` where the recipient received nothing.
    #[must_use]
    pub fn origins(&self, recipient: Recipient) -> Option<Origins> {
        let mut at: BTreeMap<usize, Money> = BTreeMap::new();
        let mut from: Vec<(Appropriation, Money)> = Vec::new();
        let mut rows = 0;
        match recipient {
            Recipient::Payee(who) => {
                let payments = self.rows.payments;
                for receipt in 0..self.receipts.len() {
                    let tied = self
                        .payments(receipt)
                        .iter()
                        .map(|p| &payments[*p as usize]);
                    for p in tied.filter(|p| p.payee == who) {
                        rows += 1;
                        let sum = at.entry(receipt).or_default();
                        *sum = *sum + p.amount;
                    }
                }
                let own = self.untied.iter().map(|p| &payments[*p]);
                for p in own.filter(|p| p.payee == who) {
                    rows += 1;
                    from.push((
                        match p.line {
                            Some(line) => Appropriation::Line { line, org: p.org },
                            None => Appropriation::Unlinked { of: p.org },
                        },
                        p.amount,
                    ));
                }
            }
            Recipient::Person(who) => {
                let mut sums: BTreeMap<(Name, Name, i32), Money> = BTreeMap::new();
                for g in self.rows.grants.iter().filter(|g| g.person == who) {
                    rows += 1;
                    let key = g.gov.map(|gov| (gov, g.program, g.year));
                    match key.filter(|k| self.pools.contains_key(k)) {
                        Some(key) => {
                            let sum = sums.entry(key).or_default();
                            *sum = *sum + g.amount;
                        }
                        None => from.push((Appropriation::Unlinked { of: g.program }, g.amount)),
                    }
                }
                for (key, amount) in sums {
                    let members = &self.pools[&key];
                    for (member, part) in members.iter().zip(self.pool_parts(members, amount)) {
                        let sum = at.entry(*member as usize).or_default();
                        *sum = *sum + part;
                    }
                }
            }
        }
        if rows == 0 {
            return None;
        }
        let mut last: Vec<(usize, Money)> = at.iter().map(|(r, m)| (*r, *m)).collect();
        last.retain(|(_, amount)| amount.0 != 0);
        last.sort_by_key(|(r, _)| self.rank(*r));
        let flows = self.up(at, &mut from);
        let from = merged(self, from);
        let paid = from.iter().map(|(_, amount)| *amount).sum();
        Some(Origins {
            paid,
            rows,
            from,
            flows,
            last,
        })
    }

    /// Lifts amounts from receipt to receipt until they begin.
    fn up(
        &self,
        mut at: BTreeMap<usize, Money>,
        from: &mut Vec<(Appropriation, Money)>,
    ) -> Vec<(usize, usize, Money)> {
        let mut flows = Vec::new();
        for &receipt in self.order.iter().rev() {
            let receipt = receipt as usize;
            let Some(amount) = at.remove(&receipt).filter(|a| a.0 != 0) else {
                continue;
            };
            let above: Vec<(usize, Money)> = self.above(receipt).collect();
            let links = || above.iter().map(|(_, amount)| *amount).collect();
            let mut weights: Vec<Money> = self.delivered(receipt).unwrap_or_else(links);
            let brought: Money = weights.iter().copied().sum();
            weights.push(self.transfer(receipt).amount - brought);
            let parts = split(amount, &weights).unwrap_or_else(|| {
                let mut all = vec![Money::ZERO; weights.len()];
                all[weights.len() - 1] = amount;
                all
            });
            for ((upper, _), part) in above.iter().zip(&parts) {
                if part.0 != 0 {
                    let sum = at.entry(*upper).or_default();
                    *sum = *sum + *part;
                    flows.push((*upper, receipt, *part));
                }
            }
            let begun = parts[above.len()];
            if begun.0 != 0 {
                from.push((Appropriation::Transfer { receipt }, begun));
            }
        }
        flows.sort_by_key(|(a, b, _)| (self.rank(*a), self.rank(*b)));
        flows
    }
}

/// Equal appropriations together, the largest first.
fn merged(graph: &Graph<'_>, from: Vec<(Appropriation, Money)>) -> Vec<(Appropriation, Money)> {
    let text = |n: Name| graph.rows.names.text(n);
    let label = |a: &Appropriation| match a {
        Appropriation::Transfer { receipt } => {
            let t = graph.transfer(*receipt);
            (0, text(t.id), text(t.to))
        }
        Appropriation::Line { line, org } => (1, text(*line), text(*org)),
        Appropriation::Unlinked { of } => (2, text(*of), ""),
    };
    let mut all: BTreeMap<(i32, &str, &str), (Appropriation, Money)> = BTreeMap::new();
    for (appropriation, amount) in from {
        let key = label(&appropriation);
        let sum = &mut all
            .entry(key)
            .or_insert((appropriation.clone(), Money::ZERO))
            .1;
        *sum = *sum + amount;
    }
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by_key(|(key, (_, amount))| (-amount.0, *key));
    all.into_iter().map(|(_, found)| found).collect()
}
