//! A receipt: one transfer as the government that received it holds it, with all that came in, all
//! that went out, and what the difference is called.

use crate::clocks::Clock;
use crate::rows::{Batch, Transfer};
use chrono::NaiveDate;
use fisc_model::Money;

/// Where the part of a receipt that no link explains comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Begins {
    /// The giver received nothing of the program: its own money, an appropriation.
    Own,
    /// The giver received money of the program and tied this to none of it.
    Unlinked,
}

/// What a difference at a receipt is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Issued after the clock had run out; the amount is the transfer, the days are those beyond.
    Late,
    /// Earmarked, and neither passed on nor allotted within the days of TRF-002. The amount is what
    /// was open on that day.
    Retained,
    /// Passed on by links, and not received below.
    Lost,
    /// More passed on than received.
    Excess,
    /// Allotted or given back beyond what was left.
    OverAllotted,
    /// A cut that was not passed on.
    CutOpen,
    /// Tied to no upper money, by a giver that received some.
    Unlinked,
    /// Passed on to a number that is not in the ledger.
    ToUnknown,
    /// Budget lines of another government are tied to it.
    Elsewhere,
    /// Allotted and not spent.
    Unspent,
    /// Spent beyond the allotments.
    OverSpent,
    /// Spent on functions that the program does not allow.
    OutsideFunctions,
    /// Paid to agents and not on to persons.
    WithAgents,
    /// Not used, and not at issue: general money.
    Kept,
    /// Not used as far as the ledger shows: the recipient's ledger ties nothing to upper money.
    Unseen,
    /// Not used yet: its days have not run out, or cannot be counted.
    Waiting,
    /// Not used, as far as links show; the recipient issued as much without a link.
    MaybeUnlinked,
    /// Not used now, although it was open within its days for less: undated, taken back meanwhile.
    Open,
    /// The same number and recipient again; left out of all sums.
    Repeated,
    /// Its link closes a circle of links and counts as none.
    LinkCircle,
}

impl Kind {
    /// A word for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Late => "late",
            Kind::Retained => "retained",
            Kind::Lost => "lost",
            Kind::Excess => "excess",
            Kind::OverAllotted => "over_allotted",
            Kind::CutOpen => "cut_open",
            Kind::Unlinked => "unlinked",
            Kind::ToUnknown => "to_unknown",
            Kind::Elsewhere => "elsewhere",
            Kind::Unspent => "unspent",
            Kind::OverSpent => "over_spent",
            Kind::OutsideFunctions => "outside_functions",
            Kind::WithAgents => "with_agents",
            Kind::Kept => "kept",
            Kind::Unseen => "unseen",
            Kind::Waiting => "waiting",
            Kind::MaybeUnlinked => "maybe_unlinked",
            Kind::Open => "open",
            Kind::Repeated => "repeated",
            Kind::LinkCircle => "link_circle",
        }
    }

    /// All of them, in the order in which a trace names them.
    pub const ALL: [Kind; 20] = [
        Kind::Late,
        Kind::Retained,
        Kind::Lost,
        Kind::Excess,
        Kind::OverAllotted,
        Kind::CutOpen,
        Kind::Unlinked,
        Kind::ToUnknown,
        Kind::Elsewhere,
        Kind::Unspent,
        Kind::OverSpent,
        Kind::OutsideFunctions,
        Kind::WithAgents,
        Kind::Kept,
        Kind::Unseen,
        Kind::Waiting,
        Kind::MaybeUnlinked,
        Kind::Open,
        Kind::Repeated,
        Kind::LinkCircle,
    ];
}

/// One receipt. Sums are over the whole ledger, whatever is traced.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Sum of the links from upper receipts, as they say.
    pub linked: Money,
    /// Sum of the links to lower receipts.
    pub passed_on: Money,
    /// Lines of the recipient's own units.
    pub allotted: Money,
    /// Payments.
    pub spent: Money,
    /// Passed on or allotted within the days of TRF-002.
    pub(crate) used_in_time: Money,
    seldom: Option<Box<Seldom>>,
    /// How long the giver took.
    pub clock: Clock,
    /// The last of those days.
    pub(crate) deadline: Option<NaiveDate>,
    /// Last day on which an upper transfer was received.
    pub(crate) received_above: Option<NaiveDate>,
    /// It names an upper transfer, in the ledger or not.
    pub claims: bool,
    /// It names one that has no known day of receipt.
    pub(crate) undated_above: bool,
    /// It names one of another batch than the approved budget's.
    pub(crate) other_batch_above: bool,
    /// Whether a link of it closed a circle.
    pub link_circle: bool,
    /// Earmarked by its program, else by its kind.
    pub earmarked: bool,
    /// The recipient ties something to upper money.
    pub(crate) seen: bool,
    /// Where the unexplained part begins.
    pub begins: Begins,
}

/// Sums that are zero at most receipts: kept apart, because of millions of receipts every line of the
/// cache counts.
#[derive(Clone, Debug, Default)]
pub struct Seldom {
    /// Links to numbers that are not in the ledger.
    pub to_unknown: Money,
    /// Recovered from below.
    pub came_back: Money,
    /// Lines of other governments.
    pub elsewhere: Money,
    /// Payments to agents.
    pub to_agents: Money,
    /// Payments on functions that the program does not allow.
    pub outside: Money,
    /// Grants of the program by this government, in proportion where it has several receipts.
    pub granted: Money,
    /// Part of the rest that is as large as what the recipient issued without a link.
    pub(crate) maybe_unlinked: Money,
}

const NOTHING: &Seldom = &Seldom {
    to_unknown: Money::ZERO,
    came_back: Money::ZERO,
    elsewhere: Money::ZERO,
    to_agents: Money::ZERO,
    outside: Money::ZERO,
    granted: Money::ZERO,
    maybe_unlinked: Money::ZERO,
};

impl Receipt {
    pub(crate) fn new() -> Receipt {
        Receipt {
            linked: Money::ZERO,
            passed_on: Money::ZERO,
            allotted: Money::ZERO,
            spent: Money::ZERO,
            used_in_time: Money::ZERO,
            seldom: None,
            clock: Clock::Not(crate::clocks::NoClock::Law),
            deadline: None,
            received_above: None,
            claims: false,
            undated_above: false,
            other_batch_above: false,
            link_circle: false,
            earmarked: false,
            seen: false,
            begins: Begins::Own,
        }
    }

    /// Sums that are zero at most receipts.
    #[must_use]
    pub fn seldom(&self) -> &Seldom {
        self.seldom.as_deref().unwrap_or(NOTHING)
    }

    pub(crate) fn seldom_mut(&mut self) -> &mut Seldom {
        self.seldom.get_or_insert_default()
    }

    /// Takes note of an upper transfer that the row names, in the ledger or not.
    pub(crate) fn claim(&mut self, above: Option<&Transfer>) {
        let received_on = above.and_then(|t| t.received_on);
        let annual = above.is_some_and(|t| t.batch == Batch::Annual);
        self.claims = true;
        self.undated_above |= received_on.is_none();
        self.other_batch_above |= !annual;
        self.received_above = self.received_above.max(received_on);
    }

    /// What came in and did not go out; below zero: the other way round.
    #[must_use]
    pub fn rest(&self, received: Money, recovered: Money) -> Money {
        let Seldom {
            came_back,
            to_unknown,
            ..
        } = *self.seldom();
        received + came_back - self.passed_on - to_unknown - self.allotted - recovered
    }

    /// Passed on beyond what was received, as TRF-003 counts it.
    #[must_use]
    pub fn excess(&self, received: Money) -> Money {
        if received.0 <= 0 {
            return Money::ZERO;
        }
        Money(
            (self.passed_on - self.seldom().came_back - received)
                .0
                .max(0),
        )
    }

    /// What links say that did not arrive.
    #[must_use]
    pub fn lost(&self, received: Money) -> Money {
        if received.0 < 0 {
            return Money::ZERO;
        }
        Money((self.linked - received).0.max(0))
    }

    /// What no link explains.
    #[must_use]
    pub fn begun(&self, received: Money) -> Money {
        received + self.lost(received) - self.linked
    }

    /// What was open when the days of TRF-002 ended; `None` where that is not at issue or not known.
    #[must_use]
    pub fn open_at_deadline(
        &self,
        received: Money,
        recovered: Money,
        as_of: Option<NaiveDate>,
    ) -> Option<Money> {
        let deadline = self.deadline?;
        let counts = self.earmarked && self.seen && received.0 > 0 && deadline <= as_of?;
        let open = received - recovered - self.used_in_time;
        counts.then_some(Money(open.0.max(0)))
    }

    /// What a rest above zero is called.
    pub(crate) fn rest_kind(&self, open: Option<Money>) -> Kind {
        match open {
            _ if !self.earmarked => Kind::Kept,
            _ if !self.seen => Kind::Unseen,
            None => Kind::Waiting,
            Some(Money(0)) => Kind::Open,
            Some(_) => Kind::Retained,
        }
    }
}
