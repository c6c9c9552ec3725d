//! What an organization pays in a year, with the contracts behind it. One payee never gets one amount
//! twice from one organization: the amounts of a line have a remainder of their own, and within a
//! line each is moved on until it is new.

use crate::budget::{Kind, Line, given, payroll_months, plan};
use crate::governments::salaries;
use crate::names::TRADES;
use crate::payments::Party;
use crate::stream::{For, Stream};
use crate::world::{Day, Organization, World, YEAR};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// One payment, as small as it can be: those of one organization are in memory together.
#[derive(Clone, Copy)]
pub(crate) struct Payment {
    pub line: u32,
    /// Its place in the line.
    pub place: u32,
    pub day: Day,
    /// Among the suppliers of its line.
    pub supplier: u16,
    /// Among the contracts of its line.
    pub contract: Option<u16>,
    pub invoiced: bool,
    /// The payment of its line that came back.
    pub returned: Option<u32>,
    pub amount: i64,
}

/// A contract of a line.
pub(crate) struct Contract {
    pub supplier: u16,
    pub amount: i64,
    pub signed: Day,
    /// Announced, opened, awarded; none where the amount needs no procurement.
    pub tender: Option<[Day; 3]>,
}

/// A line with its payments.
#[derive(Default)]
pub(crate) struct Filled {
    pub payments: Vec<Payment>,
    pub contracts: Vec<Contract>,
    /// Indices of enterprises; none for salaries, which go through the agent.
    pub suppliers: Vec<u64>,
    /// What went out, and what of it did not come back.
    pub gross: i64,
    pub net: i64,
}

/// An organization's year, in the order of its vouchers.
pub(crate) struct Book {
    pub lines: Vec<(Line, Filled)>,
    pub payments: Vec<Payment>,
}

impl Book {
    pub(crate) fn new(world: &World, org: &Organization) -> Book {
        let plan = plan(world, org);
        let places = plan.len();
        let lines: Vec<(Line, Filled)> = plan
            .into_iter()
            .map(|line| {
                let filled = fill(world, org, &line, places);
                (line, filled)
            })
            .collect();
        let mut payments: Vec<Payment> = lines
            .iter()
            .flat_map(|(_, f)| &f.payments)
            .copied()
            .collect();
        payments.sort_unstable_by_key(|p| (p.day, p.line, p.place));
        Book { lines, payments }
    }

    /// The suppliers of each line as their papers name them.
    pub(crate) fn parties(&self) -> Vec<Vec<Party>> {
        let of = |(_, filled): &(Line, Filled)| {
            filled
                .suppliers
                .iter()
                .map(|i| Party::enterprise(*i))
                .collect()
        };
        self.lines.iter().map(of).collect()
    }

    /// Voucher number of a payment, by its place in its line.
    pub(crate) fn number_of(&self, line: u32, place: u32) -> u64 {
        let day = self.lines[line as usize].1.payments[place as usize].day;
        let found = self
            .payments
            .binary_search_by_key(&(day, line, place), |p| (p.day, p.line, p.place));
        found.map_or(0, |at| at as u64 + 1)
    }
}

/// What keeps the amounts of a line apart.
struct Amounts {
    taken: BTreeSet<i64>,
    remainder: i64,
    modulus: i64,
}

impl Amounts {
    fn new(line: &Line, places: usize) -> Amounts {
        // Without a factor in common with 100, so that every remainder has every number of cents.
        let modulus = (places as i64 + 2..)
            .find(|m| m % 2 != 0 && m % 5 != 0)
            .unwrap_or(1);
        Amounts {
            taken: BTreeSet::new(),
            remainder: line.place as i64,
            modulus,
        }
    }

    fn settle(&mut self, amount: i64) -> i64 {
        let mut amount = amount - amount % self.modulus + self.remainder;
        while amount % 100 == 0 || !self.taken.insert(amount) {
            amount += self.modulus;
        }
        amount
    }
}

/// The payments of a line; `places` is the number of lines of its organization.
pub(crate) fn fill(world: &World, org: &Organization, line: &Line, places: usize) -> Filled {
    let mut filled = Filled::default();
    if line.kind == Kind::Payroll {
        for month in 2..2 + payroll_months(org) {
            let amount = salaries(world, org, month).map(|(_, a)| a).sum();
            filled.push(line, payday(world, month), amount);
        }
        return filled;
    }
    let mut s = world.stream(For::Line, org.index, line.place);
    let trades = TRADES.len() as u64;
    let suppliers = (2 + line.count / 8).min(60);
    filled.suppliers = (0..suppliers)
        .map(|_| s.below(world.enterprises / trades) * trades + line.economic.2)
        .collect();
    let mut amounts = Amounts::new(line, places);
    let mut left = line.count;
    if line.kind != Kind::Operating {
        for number in 0..(line.count / 6).max(1) {
            let parts = s.within(2, 4);
            if left < parts {
                break;
            }
            left -= parts;
            contract(
                world,
                &mut s,
                line,
                &mut filled,
                &mut amounts,
                number == 0,
                parts,
            );
        }
    } else if left >= 10 && s.chance(left, 400) {
        left -= 2;
        let day = world.season(&mut s, line.released + 1, world.last_day() - 8);
        let amount = amounts.settle(s.amount(800_000, 24_500_000));
        let payment = filled.push(line, day, amount);
        payment.supplier = 0;
        let place = payment.place;
        filled
            .push(line, day + s.within(1, 6) as Day, -amount)
            .returned = Some(place);
    }
    for _ in 0..left {
        let day = world.season(&mut s, line.released + 1, world.last_day());
        let payment = filled.push(line, day, amounts.settle(s.amount(800_000, 24_500_000)));
        payment.supplier = s.below(suppliers).min(s.below(suppliers)) as u16;
        payment.invoiced = s.chance(2, 3);
    }
    filled
}

impl Filled {
    fn push(&mut self, line: &Line, day: Day, amount: i64) -> &mut Payment {
        self.gross += amount.max(0);
        self.net += amount;
        let place = self.payments.len();
        self.payments.push(Payment {
            line: line.place as u32,
            place: place as u32,
            day,
            supplier: 0,
            contract: None,
            invoiced: false,
            returned: None,
            amount,
        });
        &mut self.payments[place]
    }
}

/// A contract and its instalments. The first of a line is large and tendered for.
fn contract(
    world: &World,
    s: &mut Stream,
    line: &Line,
    filled: &mut Filled,
    amounts: &mut Amounts,
    large: bool,
    parts: u64,
) {
    let total = if large {
        15_000_000 + s.amount(45_000_000, 900_000_000)
    } else {
        s.amount(9_000_000, 38_000_000)
    };
    let tender = large.then(|| {
        let announced = line.released + s.within(2, 50) as Day;
        // 20 days for bids are 14 working days at most.
        let opened = announced + s.within(17, 22) as Day;
        [announced, opened, opened + s.within(1, 3) as Day]
    });
    let signed = match tender {
        // Within 30 days even across the October holidays.
        Some([_, _, awarded]) => awarded + s.within(3, 12) as Day,
        None => line.released + s.within(2, 80) as Day,
    };
    let supplier = s.below(filled.suppliers.len() as u64) as u16;
    let number = filled.contracts.len() as u16;
    let slot = u64::from((world.last_day() - signed - 1) / parts as Day);
    let mut paid = 0;
    for part in 0..parts {
        let share = if part + 1 == parts {
            (total - paid) * 97 / 100
        } else {
            total * s.within(15, 30) as i64 / 100
        };
        let amount = amounts.settle(share.max(10_000));
        paid += amount;
        // Half a slot between two instalments at least: weeks, where splitting takes days.
        let day = signed + 1 + (slot * part + s.below(slot / 2)) as Day;
        let payment = filled.push(line, day, amount);
        payment.supplier = supplier;
        payment.contract = Some(number);
        payment.invoiced = true;
    }
    // What is kept back until the warranty ends.
    let amount = paid + paid * s.within(0, 5) as i64 / 100;
    filled.contracts.push(Contract {
        supplier,
        amount,
        signed,
        tender,
    });
}

fn payday(world: &World, month: u64) -> Day {
    world.on_or_before(NaiveDate::from_ymd_opt(YEAR, month as u32, 15).unwrap_or_default())
}

/// Sum of the adjusted budgets of an organization's transfer line.
pub(crate) fn allotted(world: &World, org: &Organization) -> i64 {
    let lines = plan(world, org);
    let line = lines.iter().find(|l| l.kind == Kind::Transfer);
    line.map_or(0, |line| {
        given(world, org, line, &fill(world, org, line, lines.len())).adjusted
    })
}
