//! What does not tie at the steps of a trace, each by its name.

use super::{Difference, Part, Step};
use crate::graph::Graph;
use crate::receipt::{Begins, Kind};
use fisc_model::Money;
use rayon::prelude::*;

impl Graph<'_> {
    /// Those of one step.
    pub(super) fn differences(&self, step: &Step, p: &Part, all: &mut Vec<Difference>) {
        let receipt = step.receipt;
        let (r, t) = (&self.receipts[receipt], self.transfer(receipt));
        let mut say = |kind, gov, amount: Money, days| {
            if amount.0 != 0 {
                all.push(Difference {
                    kind,
                    receipt,
                    gov,
                    amount,
                    days,
                });
            }
        };
        if r.clock.late() > 0 {
            say(Kind::Late, t.from, p.received, Some(r.clock.late()));
        }
        say(Kind::Lost, t.to, p.lost, None);
        if r.begins == Begins::Unlinked {
            say(Kind::Unlinked, t.from, p.begun, None);
        }
        if r.link_circle {
            say(Kind::LinkCircle, t.from, p.received, None);
        }
        say(Kind::Excess, t.to, p.excess, None);
        say(Kind::OverAllotted, t.to, p.over_allotted, None);
        say(Kind::ToUnknown, t.to, p.to_unknown, None);
        say(Kind::Elsewhere, t.to, p.elsewhere, None);
        if p.received.0 < 0 {
            say(Kind::CutOpen, t.to, p.rest, None);
        } else {
            let open = r.open_at_deadline(t.amount, t.recovered, self.as_of);
            let kind = r.rest_kind(open);
            say(
                Kind::MaybeUnlinked,
                t.to,
                Money(p.maybe_unlinked.0.min(p.rest.0)),
                None,
            );
            if kind == Kind::Retained {
                let open = self.share_of(receipt, open.unwrap_or_default(), p.received);
                let days = t.received_on.zip(self.as_of);
                say(
                    kind,
                    t.to,
                    open,
                    days.map(|(on, last)| (last - on).num_days()),
                );
            } else {
                say(kind, t.to, p.rest, None);
            }
        }
        if r.allotted.0 != 0 || r.spent.0 != 0 {
            let unspent = p.allotted - p.spent;
            let kind = if unspent.0 > 0 {
                Kind::Unspent
            } else {
                Kind::OverSpent
            };
            say(kind, t.to, Money(unspent.0.abs()), None);
        }
        say(Kind::OutsideFunctions, t.to, p.outside, None);
        if p.granted.0 > 0 {
            say(
                Kind::WithAgents,
                t.to,
                Money((p.to_agents - p.granted).0.max(0)),
                None,
            );
        }
    }

    /// By name, then the largest first, then by number.
    pub(super) fn in_order(&self, differences: &[Vec<Difference>]) -> Vec<Difference> {
        let mut differences = differences.concat();
        let first = |d: &Difference| (d.kind, -d.amount.0);
        differences.par_sort_unstable_by(|a, b| {
            let number = |d: &Difference| self.rank(d.receipt);
            first(a)
                .cmp(&first(b))
                .then_with(|| number(a).cmp(&number(b)))
        });
        differences
    }
}
