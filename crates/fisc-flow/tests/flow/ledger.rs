//! A ledger in a few words, for tests.

use chrono::{Days, NaiveDate};
use fisc_flow::{
    Batch, Clocks, Government, Grant, Level, Line, Link, Name, Names, Payment, Program, Rows, Term,
    Transfer, TransferKind, Vote,
};
use fisc_model::Money;

#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub names: Names,
    pub transfers: Vec<Transfer>,
    pub links: Vec<Link>,
    pub lines: Vec<Line>,
    pub payments: Vec<Payment>,
    pub grants: Vec<Grant>,
    pub governments: Vec<Government>,
    pub programs: Vec<Program>,
    pub votes: Vec<Vote>,
}

/// A day of 2025.
pub fn day(n: u64) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day");
    first.checked_add_days(Days::new(n - 1)).expect("a day")
}

/// Units of currency.
pub fn yuan(units: i128) -> Money {
    Money(units * 100)
}

impl Ledger {
    pub fn rows(&self) -> Rows<'_> {
        Rows {
            names: &self.names,
            transfers: &self.transfers,
            links: &self.links,
            lines: &self.lines,
            payments: &self.payments,
            grants: &self.grants,
            governments: &self.governments,
            programs: &self.programs,
            votes: &self.votes,
        }
    }

    pub fn name(&mut self, text: &str) -> Name {
        self.names.id(text)
    }

    /// A special transfer of the program P in 2025, issued on day 50 and received on day 52.
    pub fn transfer(
        &mut self,
        id: &str,
        parent: &str,
        from: &str,
        to: &str,
        amount: Money,
    ) -> &mut Transfer {
        let t = Transfer {
            id: self.names.id(id),
            parent: self.names.some(parent),
            year: 2025,
            program: self.names.id("P"),
            kind: TransferKind::Special,
            batch: Batch::Annual,
            from: self.names.id(from),
            to: self.names.id(to),
            issued_on: day(50),
            received_on: Some(day(52)),
            amount,
            recovered: Money::ZERO,
        };
        self.transfers.push(t);
        self.transfers.last_mut().expect("one")
    }

    pub fn link(&mut self, child: &str, parent: &str, amount: Money) {
        let (child, parent) = (self.names.id(child), self.names.id(parent));
        self.links.push(Link {
            child,
            parent,
            amount,
        });
    }

    pub fn line(&mut self, id: &str, transfer: &str, gov: &str, amount: Money) -> &mut Line {
        let line = Line {
            id: self.names.id(id),
            transfer: self.names.some(transfer),
            gov: self.names.some(gov),
            org: self.names.id("unit"),
            function: None,
            amount,
            released_on: Some(day(60)),
        };
        self.lines.push(line);
        self.lines.last_mut().expect("one")
    }

    pub fn payment(
        &mut self,
        line: &str,
        transfer: &str,
        payee: &str,
        amount: Money,
    ) -> &mut Payment {
        let payment = Payment {
            line: self.names.some(line),
            transfer: self.names.some(transfer),
            gov: None,
            org: self.names.id("unit"),
            function: None,
            payee: self.names.id(payee),
            agent: false,
            amount,
        };
        self.payments.push(payment);
        self.payments.last_mut().expect("one")
    }

    pub fn grant(&mut self, gov: &str, person: &str, amount: Money) {
        let grant = Grant {
            program: self.names.id("P"),
            year: 2025,
            gov: self.names.some(gov),
            person: self.names.id(person),
            amount,
        };
        self.grants.push(grant);
    }

    pub fn government(&mut self, code: &str, level: Level) {
        let code = self.names.id(code);
        self.governments.push(Government {
            code,
            level: Some(level),
        });
    }

    pub fn vote(&mut self, gov: &str, on: NaiveDate) {
        let gov = self.names.id(gov);
        self.votes.push(Vote { gov, on });
    }
}

/// Budget Law 52, and 60 days to use earmarked money.
pub fn clocks() -> Clocks {
    let days = |days| {
        vec![Term {
            from: None,
            to: None,
            days,
        }]
    };
    Clocks {
        general: days(30),
        special: days(90),
        province: days(30),
        own_general: days(30),
        own_special: days(60),
        hold: Some(60),
        as_of: Some(day(365)),
        year_start: (1, 1),
    }
}
