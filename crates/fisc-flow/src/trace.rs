//! Forward: a program or a transfer, followed through every level to the last recipient.

use crate::build::Graph;
use crate::names::Name;
use crate::receipt::{Begins, Kind};
use crate::rows::Level;
use crate::split::split;
use fisc_model::Money;
use std::collections::{BTreeMap, HashMap};
use std::ops::AddAssign;

/// What is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// All receipts of a program, of one year or of all.
    Program(Name, Option<i32>),
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
        add(&mut self.granted, o.granted);
        add(&mut self.elsewhere, o.elsewhere);
    }
}

/// A traced receipt.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which.
    pub receipt: usize,
    /// Links from where the trace begins, at least.
    pub depth: u32,
    /// Its part.
    pub part: Part,
    /// Traced links from upper receipts, with what they brought.
    pub from: Vec<(usize, Money)>,
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
    /// How many of them were issued late, and for how much.
    pub late: (u64, Money),
    /// Most days taken by a giver on whose transfer a clock ran.
    pub most_days: Option<i64>,
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
}

impl Graph<'_> {
    /// Follows the money; `None` where nothing is to be followed.
    #[must_use]
    pub fn trace(&self, start: Start) -> Option<Trace> {
        let starts = |r: usize| match start {
            Start::Program(program, year) => {
                let t = self.transfer(r);
                t.program == program && year.is_none_or(|y| y == t.year)
            }
            Start::Transfer(id) => self.transfer(r).id == id,
        };
        let whole = matches!(start, Start::Program(..));
        let mut parts: Vec<Option<u32>> = vec![None; self.receipts.len()];
        let mut steps: Vec<Step> = Vec::new();
        let mut sent: HashMap<(usize, usize), Money> = HashMap::new();
        for &receipt in &self.order {
            let above = self.above(receipt);
            let traced = |(upper, _): &(usize, Money)| parts[*upper].is_some();
            let begins = starts(receipt);
            if !begins && !above.iter().any(traced) {
                continue;
            }
            let delivered = self.delivered(receipt, &above);
            let (mut part, mut from, mut depth) = (Part::default(), Vec::new(), 0);
            for ((upper, amount), brought) in above.iter().zip(delivered) {
                let Some(step) = parts[*upper] else { continue };
                let step = &steps[step as usize];
                // A part of the upper receipt was spread over its links when that was reached.
                let sent = match sent.get(&(*upper, receipt)) {
                    Some(sent) => *sent,
                    None => *amount,
                };
                let arrived = split(sent, &[brought, *amount - brought]).map_or(sent, |p| p[0]);
                part.received = part.received + arrived;
                part.lost = part.lost + (sent - arrived);
                depth = depth.max(step.depth + 1);
                from.push((*upper, arrived));
            }
            if begins && (whole || from.is_empty()) {
                part.begun = self.transfer(receipt).amount - part.received;
                part.received = self.transfer(receipt).amount;
            }
            self.uses(receipt, &mut part);
            if part.received != self.transfer(receipt).amount {
                self.spread(receipt, part.passed_on, &mut sent);
            }
            parts[receipt] = u32::try_from(steps.len()).ok();
            steps.push(Step {
                receipt,
                depth,
                part,
                from,
            });
        }
        if steps.is_empty() {
            return None;
        }
        steps.sort_by_key(|s| (s.depth, self.label(s.receipt)));
        let (recipients, grants_unlinked) = self.recipients(&steps, start);
        Some(Trace {
            levels: self.levels(&steps),
            differences: self.differences(&steps),
            recipients,
            grants_unlinked,
            steps,
        })
    }

    /// Spreads a part of what was passed on over the links, by largest remainder.
    fn spread(&self, receipt: usize, part: Money, sent: &mut HashMap<(usize, usize), Money>) {
        let mut below: Vec<(usize, Money)> = self.below(receipt).collect();
        below.sort_by_key(|(r, _)| self.label(*r));
        let weights: Vec<Money> = below.iter().map(|(_, amount)| *amount).collect();
        let parts = split(part, &weights).unwrap_or_else(|| vec![Money::ZERO; weights.len()]);
        for ((lower, _), part) in below.iter().zip(parts) {
            sent.insert((receipt, *lower), part);
        }
    }

    /// Spreads what is traced over the uses, in proportion where it is a part of the receipt.
    fn uses(&self, receipt: usize, part: &mut Part) {
        let (r, t) = (&self.receipts[receipt], self.transfer(receipt));
        let of = |sum: Money| self.part(receipt, sum, part.received);
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
        (part.came_back, part.excess, part.over_allotted) =
            (of(r.came_back), of(short - over), of(over));
        let sources = part.received + part.came_back + part.excess + part.over_allotted;
        let uses = [r.passed_on, r.to_unknown, r.allotted, t.recovered, rest];
        let spread = if part.received == t.amount {
            uses.to_vec()
        } else {
            let none = [Money::ZERO, Money::ZERO, Money::ZERO, Money::ZERO, sources];
            split(sources, &uses).unwrap_or_else(|| none.to_vec())
        };
        [
            part.passed_on,
            part.to_unknown,
            part.allotted,
            part.recovered,
            part.rest,
        ] = [spread[0], spread[1], spread[2], spread[3], spread[4]];
        let of = |sum: Money| self.part(receipt, sum, part.received);
        (part.spent, part.to_agents, part.granted) = (of(r.spent), of(r.to_agents), of(r.granted));
        part.elsewhere = of(r.elsewhere);
        part.maybe_unlinked = of(r.maybe_unlinked);
    }

    fn levels(&self, steps: &[Step]) -> Vec<LevelSums> {
        let mut known: HashMap<Name, Level> = HashMap::new();
        for g in self.rows.governments {
            if let Some(level) = g.level {
                known.entry(g.code).or_insert(level);
            }
        }
        let mut levels: BTreeMap<LevelOf, LevelSums> = BTreeMap::new();
        for step in steps {
            let known = known.get(&self.transfer(step.receipt).to);
            let level = known.map_or(LevelOf::Depth(step.depth), |l| LevelOf::Government(*l));
            let empty = || LevelSums {
                level,
                receipts: 0,
                part: Part::default(),
                late: (0, Money::ZERO),
                most_days: None,
            };
            let sums = levels.entry(level).or_insert_with(empty);
            sums.receipts += 1;
            sums.part += step.part;
            let clock = self.receipts[step.receipt].clock;
            if clock.late() > 0 {
                sums.late.0 += 1;
                sums.late.1 = sums.late.1 + step.part.received;
            }
            if let crate::clocks::Clock::Ran { taken, .. } = clock {
                sums.most_days = sums.most_days.max(Some(taken));
            }
        }
        levels.into_values().collect()
    }

    fn differences(&self, steps: &[Step]) -> Vec<Difference> {
        let mut all = Vec::new();
        for step in steps {
            let (p, receipt) = (&step.part, step.receipt);
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
                    let open = self.part(receipt, open.unwrap_or_default(), p.received);
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
            if p.granted.0 > 0 {
                say(
                    Kind::WithAgents,
                    t.to,
                    Money((p.to_agents - p.granted).0.max(0)),
                    None,
                );
            }
        }
        all.sort_by_key(|d| (d.kind, -d.amount.0, self.label(d.receipt)));
        all
    }

    fn recipients(&self, steps: &[Step], start: Start) -> (Vec<Paid>, Money) {
        let mut sums: HashMap<(bool, Name), Paid> = HashMap::new();
        let mut add = |who: Name, person: bool, agent: bool, amount: Money| {
            let empty = Paid {
                who,
                person,
                agent: false,
                amount: Money::ZERO,
                rows: 0,
            };
            let paid = sums.entry((person, who)).or_insert(empty);
            paid.amount = paid.amount + amount;
            paid.agent |= agent;
            paid.rows += 1;
        };
        let mut granted: BTreeMap<(Name, Name, i32), Money> = BTreeMap::new();
        for step in steps {
            let t = self.transfer(step.receipt);
            let mut rows: Vec<usize> = self.payments(step.receipt).collect();
            rows.sort_by_key(|p| {
                let p = &self.rows.payments[*p];
                (
                    self.rows.names.text(p.payee),
                    self.rows.names.text(p.org),
                    p.amount,
                    p.line.map(|l| self.rows.names.text(l)),
                )
            });
            let weights: Vec<Money> = rows.iter().map(|p| self.rows.payments[*p].amount).collect();
            let amounts = if step.part.received == t.amount {
                weights
            } else {
                split(step.part.spent, &weights).unwrap_or_default()
            };
            for (row, amount) in rows.iter().zip(amounts) {
                let p = &self.rows.payments[*row];
                add(p.payee, false, p.agent, amount);
            }
            if step.part.granted.0 != 0 {
                let sum = granted.entry((t.to, t.program, t.year)).or_default();
                *sum = *sum + step.part.granted;
            }
        }
        let mut unlinked = Money::ZERO;
        let mut grants: BTreeMap<(Name, Name, i32), Vec<&crate::rows::Grant>> = BTreeMap::new();
        for g in self.rows.grants {
            match g.gov.map(|gov| (gov, g.program, g.year)) {
                Some(key) if granted.contains_key(&key) => grants.entry(key).or_default().push(g),
                Some(key) if self.pools.contains_key(&key) => {}
                _ if matches!(start, Start::Program(p, year)
                    if p == g.program && year.is_none_or(|y| y == g.year)) =>
                {
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
                add(g.person, true, false, amount);
            }
        }
        let mut all: Vec<Paid> = sums.into_values().collect();
        all.sort_by_key(|p| (-p.amount.0, p.person, self.rows.names.text(p.who)));
        (all, unlinked)
    }
}
