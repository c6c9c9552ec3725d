//! The rows of the ledger that carry flows, read through the engine. Payments are summed by line and
//! payee there, with their returns set off as in the views payment_net and payment_payee: what is
//! read is as large as what is traced, not as the ledger.

use crate::error::Failure;
use chrono::NaiveDate;
use fisc_engine::{Effort, Engine, Strictness, Value};
use fisc_flow::{
    Batch, Government, Grant, Level, Line, Link, Name, Names, Payment, Program, Rows, Transfer,
    TransferKind, Vote,
};
use fisc_model::Money;
use fisc_publish::personal::{Words, known_as};
use std::collections::{BTreeMap, BTreeSet};

/// Whose payments are read.
#[derive(Clone, Copy)]
pub enum Whose<'a> {
    /// All that are tied to a transfer, by themselves or by their line.
    Tied,
    /// Those of one payee: by name, code or account.
    Payee(&'a str),
    /// None; the grants of one person.
    Person(&'a str),
}

/// A ledger's flows.
#[derive(Default)]
pub struct Book {
    pub names: Names,
    transfers: Vec<Transfer>,
    links: Vec<Link>,
    lines: Vec<Line>,
    payments: Vec<Payment>,
    grants: Vec<Grant>,
    governments: Vec<Government>,
    programs: Vec<Program>,
    votes: Vec<Vote>,
    /// What governments, units, programs, payees and persons are called.
    pub called: BTreeMap<Name, String>,
    /// Payees whose name is a natural person's.
    pub natural: BTreeSet<Name>,
    /// Names that several governments have.
    shared: BTreeSet<String>,
}

/// Name by which all payments of one payee are read.
pub const THE_PAYEE: &str = "payee";

/// Payments with what is left of them after their returns, and the payee's account where it is one
/// that is paid out to others.
const PAYMENTS: &str = "\
WITH back AS (
  SELECT original_payment_id, SUM(amount) AS amount FROM payment
  WHERE original_payment_id IS NOT NULL AND amount < 0 GROUP BY original_payment_id
), original AS (
  SELECT p.payment_id FROM payment p JOIN back b ON b.original_payment_id = p.payment_id GROUP BY p.payment_id
), agent AS (
  SELECT account FROM bank_account
  WHERE kind IN ('payroll_agent', 'grant_agent', 'transit', 'treasury') GROUP BY account
), org AS (
  SELECT org_code, MAX(gov_code) AS gov_code FROM organization GROUP BY org_code
), tied AS (
  SELECT line_id FROM budget_line WHERE transfer_id IS NOT NULL GROUP BY line_id
)
SELECT p.line_id, p.transfer_id, COALESCE(p.gov_code, o.gov_code) AS gov_code, p.org_code, p.function_code,
  p.payee_id, name_key(p.payee_name) AS payee_key, p.payee_account, MIN(p.payee_name) AS payee_name,
  a.account IS NOT NULL AS agent,
  SUM(CAST(CASE
    WHEN p.amount < 0 AND n.payment_id IS NOT NULL THEN 0
    WHEN p.amount > 0 AND b.amount IS NULL AND p.status IN ('returned', 'reversed') THEN 0
    WHEN b.amount IS NULL THEN p.amount
    ELSE p.amount + b.amount
  END AS DECIMAL(18,2))) AS amount
FROM payment p
LEFT JOIN back b ON b.original_payment_id = p.payment_id
LEFT JOIN original n ON n.payment_id = p.original_payment_id
LEFT JOIN agent a ON a.account = p.payee_account
LEFT JOIN org o ON o.org_code = p.org_code
LEFT JOIN tied t ON t.line_id = p.line_id
WHERE ";

const PAYMENTS_GROUPED: &str = "
GROUP BY p.line_id, p.transfer_id, COALESCE(p.gov_code, o.gov_code), p.org_code, p.function_code,
  p.payee_id, name_key(p.payee_name), p.payee_account, a.account IS NOT NULL";

/// Grants with those set off that came back: a return is its own row below zero, or the status of a
/// payment without one.
const GRANTS: &str = "\
WITH back AS (
  SELECT person_id, program_code, -amount AS amount FROM grant_payment
  WHERE amount < 0 GROUP BY person_id, program_code, -amount
), org AS (
  SELECT org_code, MAX(gov_code) AS gov_code FROM organization GROUP BY org_code
)
SELECT g.program_code, g.fiscal_year, COALESCE(g.gov_code, o.gov_code) AS gov_code, g.person_id,
  MIN(g.person_name) AS person_name,
  SUM(CAST(CASE
    WHEN g.amount > 0 AND g.status IN ('returned', 'reversed') AND b.amount IS NULL THEN 0
    ELSE g.amount
  END AS DECIMAL(18,2))) AS amount
FROM grant_payment g
LEFT JOIN back b ON b.person_id = g.person_id AND b.program_code = g.program_code AND b.amount = g.amount
LEFT JOIN org o ON o.org_code = g.org_code
WHERE ";

const GRANTS_GROUPED: &str = "
GROUP BY g.program_code, g.fiscal_year, COALESCE(g.gov_code, o.gov_code), g.person_id";

/// A text in a statement.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A row of an answer, read from left to right.
struct Cells<'a>(std::slice::Iter<'a, Value>);

impl Cells<'_> {
    fn text(&mut self) -> String {
        match self.0.next() {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Null) | None => String::new(),
            Some(other) => other.to_string(),
        }
    }

    fn money(&mut self) -> Money {
        let money = self.0.next().and_then(Value::money);
        money.unwrap_or_default()
    }

    fn day(&mut self) -> Option<NaiveDate> {
        self.text().parse().ok()
    }

    fn year(&mut self) -> i32 {
        let year = self.0.next().and_then(Value::integer);
        year.and_then(|y| y.try_into().ok()).unwrap_or_default()
    }

    fn truth(&mut self) -> Option<bool> {
        match self.0.next() {
            Some(Value::Boolean(b)) => Some(*b),
            _ => None,
        }
    }
}

/// Reads an answer row by row.
fn each(engine: &Engine, sql: &str, mut take: impl FnMut(&mut Cells<'_>)) -> Result<(), Failure> {
    engine.visit(sql, Strictness::Question, Effort::Usual, &mut |part| {
        for row in &part.rows {
            take(&mut Cells(row.iter()));
        }
        Ok(())
    })?;
    Ok(())
}

impl Book {
    /// Reads the ledger. `words` tell the names of natural persons among payees.
    pub fn read(engine: &Engine, whose: Whose<'_>, words: &Words) -> Result<Book, Failure> {
        let mut book = Book::default();
        book.read_transfers(engine)?;
        book.read_bodies(engine)?;
        let payments = match whose {
            Whose::Tied => "(p.transfer_id IS NOT NULL OR t.line_id IS NOT NULL)".to_string(),
            Whose::Payee(who) => {
                let who = quoted(who);
                format!(
                    "(p.payee_id = {who} OR p.payee_account = {who} OR name_key(p.payee_name) = name_key({who}))"
                )
            }
            Whose::Person(_) => String::new(),
        };
        if !payments.is_empty() {
            book.read_payments(engine, &payments, whose, words)?;
        }
        let grants = match whose {
            Whose::Tied => "TRUE".to_string(),
            Whose::Person(who) => format!("g.person_id = {}", quoted(who)),
            Whose::Payee(_) => String::new(),
        };
        if !grants.is_empty() {
            book.read_grants(engine, &grants)?;
        }
        Ok(book)
    }

    /// The rows, for a graph.
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

    /// What a body is called; its code where nobody says.
    pub fn name(&self, name: Name) -> String {
        match self.called.get(&name) {
            Some(called) if !called.is_empty() => called.clone(),
            _ => self.names.text(name).to_string(),
        }
    }

    /// As [`Book::name`], with the code beside it where another government has the same name.
    pub fn unique(&self, name: Name) -> String {
        let called = self.name(name);
        if self.shared.contains(&called) {
            return format!("{called} ({})", self.names.text(name));
        }
        called
    }

    /// Levels of governments.
    pub fn levels(&self) -> BTreeMap<Name, Level> {
        let level = |g: &Government| Some((g.code, g.level?));
        self.governments.iter().filter_map(level).collect()
    }

    /// Rows of transfer of a program, or of all, and their sum.
    pub fn sums_of(&self, program: Option<Name>, year: Option<i32>) -> (usize, Money) {
        let of = |t: &&Transfer| {
            program.is_none_or(|p| p == t.program) && year.is_none_or(|y| y == t.year)
        };
        let amounts = self.transfers.iter().filter(of).map(|t| t.amount);
        (amounts.clone().count(), amounts.sum())
    }

    fn call(&mut self, name: Name, called: String) {
        self.called.entry(name).or_insert(called);
    }

    fn read_transfers(&mut self, engine: &Engine) -> Result<(), Failure> {
        let sql = "SELECT transfer_id, parent_transfer_id, fiscal_year, program_code, program_name, kind, \
                   batch, from_gov, to_gov, issued_on, received_on, amount, recovered_amount FROM transfer";
        let mut undated = 0;
        each(engine, sql, |row| {
            let (id, parent) = (row.text(), row.text());
            let year = row.year();
            let (program, program_name) = (row.text(), row.text());
            let (kind, batch) = (row.text(), row.text());
            let (from, to) = (row.text(), row.text());
            let (issued_on, received_on) = (row.day(), row.day());
            let names = &mut self.names;
            let program = names.id(&program);
            let Some(issued_on) = issued_on else {
                undated += 1;
                return;
            };
            self.transfers.push(Transfer {
                id: names.id(&id),
                parent: names.some(&parent),
                year,
                program,
                kind: TransferKind::parse(&kind),
                batch: Batch::parse(&batch),
                from: names.id(&from),
                to: names.id(&to),
                issued_on,
                received_on,
                amount: row.money(),
                recovered: row.money(),
            });
            self.call(program, program_name);
        })?;
        // The column is required: a ledger without it was not written by us.
        if undated > 0 {
            return Err(Failure::Failed(format!(
                "ledger: {undated} rows of transfer without issued_on; run fisc load again"
            )));
        }
        let sql = "SELECT child_transfer_id, parent_transfer_id, amount FROM transfer_link";
        each(engine, sql, |row| {
            let (child, parent) = (row.text(), row.text());
            self.links.push(Link {
                child: self.names.id(&child),
                parent: self.names.id(&parent),
                amount: row.money(),
            });
        })?;
        let sql = "SELECT l.line_id, l.transfer_id, COALESCE(l.gov_code, o.gov_code) AS gov_code, l.org_code, \
                   l.function_code, l.adjusted_amount, l.released_on FROM budget_line l LEFT JOIN \
                   (SELECT org_code, MAX(gov_code) AS gov_code FROM organization GROUP BY org_code) o \
                   ON o.org_code = l.org_code WHERE l.transfer_id IS NOT NULL";
        each(engine, sql, |row| {
            let texts = [row.text(), row.text(), row.text(), row.text(), row.text()];
            let names = &mut self.names;
            self.lines.push(Line {
                id: names.id(&texts[0]),
                transfer: names.some(&texts[1]),
                gov: names.some(&texts[2]),
                org: names.id(&texts[3]),
                function: names.some(&texts[4]),
                amount: row.money(),
                released_on: row.day(),
            });
        })
    }

    /// Governments, units, programs and votes.
    fn read_bodies(&mut self, engine: &Engine) -> Result<(), Failure> {
        let sql = "SELECT gov_code, name, level FROM government ORDER BY gov_code, name";
        each(engine, sql, |row| {
            let (code, called, level) = (row.text(), row.text(), row.text());
            let code = self.names.id(&code);
            self.governments.push(Government {
                code,
                level: Level::parse(&level),
            });
            self.call(code, called);
        })?;
        let mut bearers: BTreeMap<String, BTreeSet<Name>> = BTreeMap::new();
        for g in &self.governments {
            bearers.entry(self.name(g.code)).or_default().insert(g.code);
        }
        let shared = bearers.into_iter().filter(|(_, codes)| codes.len() > 1);
        self.shared = shared.map(|(called, _)| called).collect();
        let sql = "SELECT org_code, MIN(name) AS name FROM organization GROUP BY org_code";
        each(engine, sql, |row| {
            let (code, called) = (row.text(), row.text());
            let code = self.names.id(&code);
            self.call(code, called);
        })?;
        let sql = "SELECT program_code, name, earmarked, allowed_function_codes FROM program";
        each(engine, sql, |row| {
            let (code, called) = (row.text(), row.text());
            let earmarked = row.truth();
            let functions = row.text();
            let code = self.names.id(&code);
            self.programs.push(Program {
                code,
                earmarked,
                functions: Program::functions(&functions, &mut self.names),
            });
            if !called.is_empty() {
                self.called.insert(code, called);
            }
        })?;
        let sql = "SELECT gov_code, occurred_on FROM legal_event WHERE kind = 'budget_approved'";
        each(engine, sql, |row| {
            let gov = row.text();
            let gov = self.names.id(&gov);
            if let Some(on) = row.day() {
                self.votes.push(Vote { gov, on });
            }
        })
    }

    fn read_payments(
        &mut self,
        engine: &Engine,
        filter: &str,
        whose: Whose<'_>,
        words: &Words,
    ) -> Result<(), Failure> {
        let sql = format!("{PAYMENTS}{filter}{PAYMENTS_GROUPED}");
        each(engine, &sql, |row| {
            let [line, transfer, gov, org, function] =
                [row.text(), row.text(), row.text(), row.text(), row.text()];
            let [id, key, account, called] = [row.text(), row.text(), row.text(), row.text()];
            let agent = row.truth().unwrap_or_default();
            let amount = row.money();
            if amount == Money::ZERO {
                return;
            }
            let natural = known_as(words, "payee_name", &called).is_some();
            // Companies of one name are one; persons of one name are told apart by their accounts.
            let payee = match whose {
                Whose::Payee(_) => THE_PAYEE.to_string(),
                _ if !id.is_empty() => format!("id:{id}"),
                _ if natural => format!("account:{account} name:{key}"),
                _ => format!("name:{key}"),
            };
            let names = &mut self.names;
            let payee = names.id(&payee);
            self.payments.push(Payment {
                line: names.some(&line),
                transfer: names.some(&transfer),
                gov: names.some(&gov),
                org: names.id(&org),
                function: names.some(&function),
                payee,
                agent,
                amount,
            });
            if natural {
                self.natural.insert(payee);
            }
            // Of several spellings the first as text, whatever the order of rows.
            let kept = self.called.entry(payee).or_insert_with(|| called.clone());
            if called < *kept {
                *kept = called;
            }
        })
    }

    fn read_grants(&mut self, engine: &Engine, filter: &str) -> Result<(), Failure> {
        let sql = format!("{GRANTS}{filter}{GRANTS_GROUPED}");
        each(engine, &sql, |row| {
            let program = row.text();
            let year = row.year();
            let [gov, person, called] = [row.text(), row.text(), row.text()];
            let amount = row.money();
            if amount == Money::ZERO {
                return;
            }
            let names = &mut self.names;
            let person = names.id(&format!("person:{person}"));
            self.grants.push(Grant {
                program: names.id(&program),
                year,
                gov: names.some(&gov),
                person,
                amount,
            });
            let kept = self.called.entry(person).or_insert_with(|| called.clone());
            if called < *kept {
                *kept = called;
            }
        })
    }
}
