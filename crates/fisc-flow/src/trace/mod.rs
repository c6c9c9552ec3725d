//! Forward: a program or a transfer, followed through every level to the last recipient.

mod differences;
mod follow;
mod levels;
mod part;
mod recipients;

use crate::names::Name;
use crate::receipt::Kind;
use crate::rows::Level;
use fisc_model::Money;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// What is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// All receipts of a program, of one year or of all.
    Program(Name, Option<i32>),
    /// All receipts of the ledger, of one year or of all.
    All(Option<i32>),
    /// One transfer, at all who received it under its number.
    Transfer(Name),
}

/// The traced part of a receipt's sums. `received + came_back + excess + over_allotted` is
/// `passed_on + to_unknown + allotted + recovered + rest`, always and to the cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// What came in.
    pub received: Money,
    /// Of it, what begins here: no link from traced money.
    pub begun: Money,
    /// Lost between the upper receipt and this one; not part of `received`.
    pub lost: Money,
    /// Recovered from below. In a part, taken as mixed in proportion.
    pub came_back: Money,
    /// Passed on beyond what was received.
    pub excess: Money,
    /// Allotted or given back beyond what was left.
    pub over_allotted: Money,
    /// Passed on to lower receipts.
    pub passed_on: Money,
    /// Passed on to numbers that are not in the ledger.
    pub to_unknown: Money,
    /// Allotted to own units: the paper.
    pub allotted: Money,
    /// Given back to the upper government.
    pub recovered: Money,
    /// Not used; below zero in a cut that was not passed on.
    pub rest: Money,
    /// Of the rest, as much as the recipient issued without a link.
    pub maybe_unlinked: Money,
    /// Paid out: the cash.
    pub spent: Money,
    /// Of it, to agents.
    pub to_agents: Money,
    /// Of it, on functions that the program does not allow.
    pub outside: Money,
    /// Grants to persons, in proportion.
    pub granted: Money,
    /// Lines of other governments tied to it.
    pub elsewhere: Money,
}

impl AddAssign for Part {
    fn add_assign(&mut self, o: Part) {
        let add = |a: &mut Money, b: Money| *a = *a + b;
        add(&mut self.received, o.received);
        add(&mut self.begun, o.begun);
        add(&mut self.lost, o.lost);
        add(&mut self.came_back, o.came_back);
        add(&mut self.excess, o.excess);
        add(&mut self.over_allotted, o.over_allotted);
        add(&mut self.passed_on, o.passed_on);
        add(&mut self.to_unknown, o.to_unknown);
        add(&mut self.allotted, o.allotted);
        add(&mut self.recovered, o.recovered);
        add(&mut self.rest, o.rest);
        add(&mut self.maybe_unlinked, o.maybe_unlinked);
        add(&mut self.spent, o.spent);
        add(&mut self.to_agents, o.to_agents);
        add(&mut self.outside, o.outside);
        add(&mut self.granted, o.granted);
        add(&mut self.elsewhere, o.elsewhere);
    }
}

/// A traced receipt.
#[derive(Clone, Copy, Debug, Default)]
pub struct Step {
    /// Which.
    pub receipt: usize,
    /// Links from where the trace begins, at least.
    pub depth: u32,
    /// What came in; [`Graph::part`] has what became of it.
    pub received: Money,
    /// Of it, what begins here: no link from traced money.
    pub begun: Money,
    /// Lost between the upper receipt and this one; not part of `received`.
    pub lost: Money,
}

/// A difference by its name, at its receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its name.
    pub kind: Kind,
    /// Where.
    pub receipt: usize,
    /// The government whose difference it is.
    pub gov: Name,
    /// How much.
    pub amount: Money,
    /// Days, where days are at issue.
    pub days: Option<i64>,
}

/// What a level is called: that of its governments, or how far it is from the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LevelOf {
    /// The level of the governments that received.
    Government(Level),
    /// Links from the beginning, where a government's level is not known.
    Depth(u32),
}

/// Sums of a level.
#[derive(Clone, Debug)]
pub struct LevelSums {
    /// Which.
    pub level: LevelOf,
    /// How many receipts.
    pub receipts: u64,
    /// Their sums.
    pub part: Part,
    /// On how many of them a clock ran.
    pub clocked: u64,
    /// How many of them were issued late, and for how much.
    pub late: (u64, Money),
    /// Most days taken by a giver on whose transfer a clock ran.
    pub most_days: Option<i64>,
    /// Differences by name: how many, and how much.
    pub differences: BTreeMap<Kind, (u64, Money)>,
}

/// A last recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// Payee or person.
    pub who: Name,
    /// A person, paid by grants; else a payee, by payments.
    pub person: bool,
    /// Paid out in turn to others.
    pub agent: bool,
    /// How much.
    pub amount: Money,
    /// In how many rows.
    pub rows: u64,
}

/// A trace.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Upper before lower, then by number.
    pub steps: Vec<Step>,
    /// From the top.
    pub levels: Vec<LevelSums>,
    /// By name of the difference, then the largest first.
    pub differences: Vec<Difference>,
    /// The largest first.
    pub recipients: Vec<Paid>,
    /// Grants of the program by governments that received nothing of it.
    pub grants_unlinked: Money,
    reached: follow::Reached,
    sent: follow::Sent,
}
