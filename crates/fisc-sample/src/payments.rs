//! Payments of an organization, with the contracts and invoices behind them and the suppliers in
//! front. One payee never gets one amount twice from one organization: the amounts of a line have a
//! remainder of their own, and within a line each is drawn anew until it is new.

use crate::budget::{Kind, Line, expected, given, payroll_months, plan};
use crate::governments::{self, agent_account, agent_name, salaries};
use crate::names::{self, Holder, TRADES};
use crate::stream::{For, Stream, spread};
use crate::world::{Day, Organization, World, YEAR, later};
use crate::write::{Files, Table};
use crate::SampleError;
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
        let mut payments: Vec<Payment> = lines.iter().flat_map(|(_, f)| &f.payments).copied().collect();
        payments.sort_unstable_by_key(|p| (p.day, p.line, p.place));
        Book { lines, payments }
    }

    /// Voucher number of a payment, by its place in its line.
    fn number_of(&self, line: u32, place: u32) -> u64 {
        let day = self.lines[line as usize].1.payments[place as usize].day;
        let found = self.payments.binary_search_by_key(&(day, line, place), |p| (p.day, p.line, p.place));
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
        let modulus = (places as i64 + 2..).find(|m| m % 2 != 0 && m % 5 != 0).unwrap_or(1);
        Amounts { taken: BTreeSet::new(), remainder: line.place as i64, modulus }
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
    filled.suppliers =
        (0..suppliers).map(|_| s.below(world.enterprises / trades) * trades + line.economic.2).collect();
    let mut amounts = Amounts::new(line, places);
    let mut left = line.count;
    if line.kind != Kind::Operating {
        for number in 0..(line.count / 6).max(1) {
            let parts = s.within(2, 4);
            if left < parts {
                break;
            }
            left -= parts;
            contract(world, &mut s, line, &mut filled, &mut amounts, number == 0, parts);
        }
    } else if left >= 10 && s.chance(left, 400) {
        left -= 2;
        let day = world.season(&mut s, line.released + 1, world.last_day() - 8);
        let amount = amounts.settle(s.amount(800_000, 24_500_000));
        let payment = filled.push(line, day, amount);
        payment.supplier = 0;
        let place = payment.place;
        filled.push(line, day + s.within(1, 6) as Day, -amount).returned = Some(place);
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
    let total = if large { 15_000_000 + s.amount(45_000_000, 900_000_000) } else { s.amount(9_000_000, 38_000_000) };
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
        let share = if part + 1 == parts { (total - paid) * 97 / 100 } else { total * s.within(15, 30) as i64 / 100 };
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
    filled.contracts.push(Contract { supplier, amount, signed, tender });
}

fn payday(world: &World, month: u64) -> Day {
    world.on_or_before(NaiveDate::from_ymd_opt(YEAR, month as u32, 15).unwrap_or_default())
}

/// A supplier as its papers name it.
pub(crate) struct Party {
    pub name: String,
    pub id: String,
    pub account: String,
}

impl Party {
    pub(crate) fn enterprise(index: u64) -> Party {
        Party {
            name: names::enterprise(index),
            id: enterprise_id(index),
            account: names::account(Holder::Enterprise, index),
        }
    }
}

pub(crate) fn enterprise_id(index: u64) -> String {
    names::credit_code(91, "990100", index)
}

/// Writes payment, contract, invoice and enterprise.
pub(crate) fn write(world: &World, files: &mut Files<'_>) -> Result<(), SampleError> {
    let columns = [
        "payment_id", "fiscal_year", "paid_on", "gov_code", "org_code", "line_id", "transfer_id", "fund_code",
        "function_code", "economic_code", "gov_economic_code", "project_code", "payee_name", "payee_id",
        "payee_account", "payer_account", "payer_account_kind", "amount", "channel", "status", "original_payment_id",
        "book", "voucher_kind", "voucher_no", "invoice_no", "contract_id", "procurement_id", "purpose", "entered_by",
        "approved_by", "entered_at",
    ];
    files.table("payment", &columns, world.rows, |t| {
        world.organizations.iter().try_for_each(|org| payments(world, org, &Book::new(world, org), t))
    })?;
    let columns = ["contract_id", "org_code", "supplier_name", "supplier_id", "amount", "signed_on", "starts_on", "ends_on"];
    files.table("contract", &columns, expected(world) * 3, |t| {
        crate::budget::each(world, |org, line, filled, _| {
            for (number, contract) in (0..).zip(&filled.contracts) {
                let party = Party::enterprise(filled.suppliers[usize::from(contract.supplier)]);
                let signed = world.date(contract.signed);
                let row = t.row().id(&org.code, "C", line.place * 100 + number, 6).text(&org.code);
                row.text(&party.name).text(&party.id).money(contract.amount);
                row.date(signed).date(later(signed, 1)).date(later(signed, 400));
                t.end()?;
            }
            Ok(())
        })
    })?;
    let columns = ["invoice_no", "seller_id", "buyer_id", "issued_on", "amount", "payment_id"];
    files.table("invoice", &columns, world.rows / 2, |t| {
        world.organizations.iter().try_for_each(|org| {
            let book = Book::new(world, org);
            for (number, p) in (1..).zip(&book.payments).filter(|(_, p)| p.invoiced) {
                let seller = book.lines[p.line as usize].1.suppliers[usize::from(p.supplier)];
                let row = t.row().id(&invoice_prefix(org), "", number, 9).text(&enterprise_id(seller));
                row.text(&org.credit_code).date(world.date(p.day)).money(p.amount).id(&org.code, "P", number, 7);
                t.end()?;
            }
            Ok(())
        })
    })?;
    let columns =
        ["enterprise_id", "name", "legal_representative", "registered_on", "status", "address", "phone"];
    files.table("enterprise", &columns, world.enterprises, |t| {
        let from = NaiveDate::from_ymd_opt(2001, 1, 2).unwrap_or_default();
        for index in 0..world.enterprises {
            let age = spread(world.seed, For::Name, index) % 7_000;
            let row = t.row().text(&enterprise_id(index)).text(&names::enterprise(index));
            row.text(&representative(index)).date(later(from, age)).text("active");
            row.text(&names::address(index)).text(&names::phone(index));
            t.end()?;
        }
        Ok(())
    })
}

/// An enterprise's legal representative: of no other.
pub(crate) fn representative(index: u64) -> String {
    names::person(20_000_000 + index)
}

fn invoice_prefix(org: &Organization) -> String {
    format!("2599{:07}", org.index)
}

fn payments(world: &World, org: &Organization, book: &Book, t: &mut Table<'_>) -> csv::Result<()> {
    let parties: Vec<Vec<Party>> =
        book.lines.iter().map(|(_, f)| f.suppliers.iter().map(|i| Party::enterprise(*i)).collect()).collect();
    let codes: Vec<(Option<String>, Option<String>)> =
        book.lines.iter().map(|(l, _)| (l.project(org), l.transfer(org))).collect();
    let agent = Party {
        name: agent_name(org.government),
        id: governments::bank_id(),
        account: agent_account(org.government),
    };
    let clerks: Vec<String> = (1..=3).map(|n| governments::clerk(org, n)).collect();
    let approvers: Vec<String> = (1..=2).map(|n| governments::approver(org, n)).collect();
    let invoices = invoice_prefix(org);
    for (number, p) in (1..).zip(&book.payments) {
        let at = p.line as usize;
        let (line, filled) = &book.lines[at];
        let party = parties[at].get(usize::from(p.supplier)).unwrap_or(&agent);
        let noise = spread(world.seed, For::Name, org.index << 32 | number);
        let date = world.date(p.day);
        let row = t.row();
        row.id(&org.code, "P", number, 7).number(YEAR as u64).date(date);
        row.text(org.government().code).text(&org.code).id(&org.code, "B", line.place, 4);
        row.maybe(codes[at].1.as_deref()).text("111").text(org.function());
        row.text(line.economic.0).text(line.economic.1).maybe(codes[at].0.as_deref());
        row.text(&party.name).text(&party.id).text(&party.account);
        row.text(&org.account).text("zero_balance").money(p.amount);
        row.text(if noise.is_multiple_of(5) { "authorized" } else { "direct" });
        match p.returned {
            Some(place) => row.text("returned").id(&org.code, "P", book.number_of(p.line, place), 7),
            None => row.text("paid").empty(),
        };
        row.text("财务").text("记").number(number);
        if p.invoiced { row.id(&invoices, "", number, 9) } else { row.empty() };
        match p.contract {
            Some(c) => {
                row.id(&org.code, "C", line.place * 100 + u64::from(c), 6);
                let tendered = filled.contracts[usize::from(c)].tender.is_some();
                if tendered { row.id(&org.code, "S", line.place, 4) } else { row.empty() };
            }
            None => {
                row.empty().empty();
            }
        }
        match line.kind {
            Kind::Payroll => row.id("", "工资发放-", u64::from(p.place) + 2, 2),
            _ => row.id(TRADES[line.economic.2 as usize], if p.contract.is_some() { "合同款-" } else { "款项-" }, number, 5),
        };
        let minutes = 9 * 60 + (noise >> 8) % 470;
        row.text(&clerks[(noise >> 32) as usize % 3]).text(&approvers[(noise >> 40) as usize % 2]).moment(date, minutes);
        t.end()?;
    }
    Ok(())
}

/// Sum of the adjusted budgets of an organization's transfer line.
pub(crate) fn allotted(world: &World, org: &Organization) -> i64 {
    let lines = plan(world, org);
    let line = lines.iter().find(|l| l.kind == Kind::Transfer);
    line.map_or(0, |line| given(world, org, line, &fill(world, org, line, lines.len())).adjusted)
}
