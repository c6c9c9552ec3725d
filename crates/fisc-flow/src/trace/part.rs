//! What became of the traced part of a receipt.

use super::{Part, Step};
use crate::graph::Graph;
use crate::split::split;
use fisc_model::Money;

impl Graph<'_> {
    /// The sums of a step. What is traced is spread over the uses, in proportion where it is a part
    /// of the receipt. Worked out when asked for: for millions of steps that is quicker than reading
    /// it again.
    #[must_use]
    pub fn part(&self, step: &Step) -> Part {
        let (r, t) = (&self.receipts[step.receipt], self.transfer(step.receipt));
        let seldom = r.seldom();
        let of = |sum: Money| self.share_of(step.receipt, sum, step.received);
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
        let (came_back, excess, over_allotted) = (of(seldom.came_back), of(short - over), of(over));
        let sources = step.received + came_back + excess + over_allotted;
        let mut uses = [
            r.passed_on,
            seldom.to_unknown,
            r.allotted,
            t.recovered,
            rest,
        ];
        if step.received != t.amount {
            match split(sources, &uses) {
                Some(parts) => uses.copy_from_slice(&parts),
                None => uses = [Money::ZERO, Money::ZERO, Money::ZERO, Money::ZERO, sources],
            }
        }
        let [passed_on, to_unknown, allotted, recovered, rest] = uses;
        Part {
            received: step.received,
            begun: step.begun,
            lost: step.lost,
            came_back,
            excess,
            over_allotted,
            passed_on,
            to_unknown,
            allotted,
            recovered,
            rest,
            maybe_unlinked: of(seldom.maybe_unlinked),
            spent: of(r.spent),
            to_agents: of(seldom.to_agents),
            outside: of(seldom.outside),
            granted: of(seldom.granted),
            elsewhere: of(seldom.elsewhere),
        }
    }
}
