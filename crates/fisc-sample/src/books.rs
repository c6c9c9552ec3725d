//! The books: a voucher for every payment, balances that roll forward, and the year's accounts and
//! reports, all summed from the same payments.

use crate::SampleError;
use crate::book::{Book, fill};
use crate::budget::{Kind, each, expected, given, plan};
use crate::names::TRADES;
use crate::places::{FIELDS, GOVERNMENTS};
use crate::world::{Organization, World, YEAR};
use crate::write::{Files, Table};
use chrono::Datelike;
use std::collections::BTreeMap;

const EXPENSE: (&str, &str) = ("5001", "业务活动费用");
const FUNDING: (&str, &str) = ("4001", "财政拨款收入");
const ASSETS: (&str, &str) = ("1601", "固定资产");
const EQUITY: (&str, &str) = ("3001", "累计盈余");

/// Debits of the expense account and its credits, by month.
type Months = [(i64, i64); 12];

/// Writes journal_line, account_balance, balance, final_account and execution_report.
pub(crate) fn write(world: &World, files: &mut Files<'_>) -> Result<(), SampleError> {
    let columns = "voucher_id line_no posted_on entered_at period org_code book voucher_kind account_code \
        account_name debit_amount credit_amount summary prepared_by reviewed_by posted_by";
    files.table("journal_line", columns, world.rows * 2, |t| {
        world
            .organizations
            .iter()
            .try_for_each(|org| journal(world, org, &Book::new(world, org), t))
    })?;
    let columns = "org_code book period account_code account_name direction opening_amount debit_amount \
        credit_amount closing_amount";
    files.table(
        "account_balance",
        columns,
        world.organizations.len() as u64 * 48,
        |t| {
            world
                .organizations
                .iter()
                .try_for_each(|org| account_balances(world, org, t))
        },
    )?;
    let columns = "fiscal_year gov_code org_code fund_code project_code kind opening_amount budget_amount \
        spent_amount recovered_amount handed_over_amount closing_amount first_year";
    files.table("balance", columns, expected(world) / 2, |t| {
        world
            .organizations
            .iter()
            .try_for_each(|org| balances(world, org, t))
    })?;
    let columns = "fiscal_year gov_code org_code function_code economic_code budget_amount adjusted_amount \
        final_amount";
    files.table(
        "final_account",
        columns,
        world.organizations.len() as u64 * 6,
        |t| {
            world
                .organizations
                .iter()
                .try_for_each(|org| final_account(world, org, t))
        },
    )?;
    let reported: usize = GOVERNMENTS.len() * FIELDS.len() * 12;
    let columns =
        "fiscal_year period gov_code fund_code function_code approved_amount executed_amount";
    files.table("execution_report", columns, reported as u64 / 2, |t| {
        execution_report(world, t)
    })
}

fn journal(world: &World, org: &Organization, book: &Book, t: &mut Table<'_>) -> csv::Result<()> {
    let people: Vec<String> = ["制单1", "复核1", "记账1"]
        .iter()
        .map(|p| format!("{}-{p}", org.code))
        .collect();
    let month = format!("{YEAR}-");
    for (number, p) in (1..).zip(&book.payments) {
        let date = world.date(p.day);
        let line = &book.lines[p.line as usize].0;
        // Money that came back turns the voucher round.
        let accounts = if p.amount < 0 {
            [FUNDING, EXPENSE]
        } else {
            [EXPENSE, FUNDING]
        };
        let amount = p.amount.abs();
        for (line_no, account, debit) in [(1, accounts[0], amount), (2, accounts[1], 0)] {
            let row = t
                .row()
                .number(number)
                .number(line_no)
                .date(date)
                .moment(date, 17 * 60 + 5);
            row.id("", &month, u64::from(date.month()), 2)
                .text(&org.code)
                .text("财务")
                .text("记");
            row.text(account.0)
                .text(account.1)
                .money(debit)
                .money(amount - debit);
            let words = if line.kind == Kind::Payroll {
                "工资"
            } else {
                TRADES[line.economic.2 as usize]
            };
            row.id("支付", words, number, 5)
                .text(&people[0])
                .text(&people[1])
                .text(&people[2]);
            t.end()?;
        }
    }
    Ok(())
}

fn account_balances(world: &World, org: &Organization, t: &mut Table<'_>) -> csv::Result<()> {
    let mut months: Months = Default::default();
    let lines = plan(world, org);
    for payment in lines
        .iter()
        .flat_map(|l| fill(world, org, l, lines.len()).payments)
    {
        let month = &mut months[world.date(payment.day).month0() as usize];
        if payment.amount < 0 {
            month.1 -= payment.amount
        } else {
            month.0 += payment.amount
        }
    }
    let assets = 125_000_000 + org.index as i64 * 37_013;
    let mut spent = 0;
    for (month, (out, back)) in (1..).zip(months) {
        let before = spent;
        spent += out - back;
        // Signed, debits positive: what loading makes of the unsigned balances of printed books.
        for (account, direction, opening, debit, credit) in [
            (ASSETS, "debit", assets, 0, 0),
            (EQUITY, "credit", -assets, 0, 0),
            (FUNDING, "credit", -before, back, out),
            (EXPENSE, "debit", before, out, back),
        ] {
            let row = t
                .row()
                .text(&org.code)
                .text("财务")
                .id("", &format!("{YEAR}-"), month, 2);
            row.text(account.0).text(account.1).text(direction);
            row.money(opening)
                .money(debit)
                .money(credit)
                .money(opening + debit - credit);
            t.end()?;
        }
    }
    Ok(())
}

fn balances(world: &World, org: &Organization, t: &mut Table<'_>) -> csv::Result<()> {
    let lines = plan(world, org);
    let mut basic = (0, 0);
    let row = |t: &mut Table<'_>,
               project: Option<&str>,
               kind: &str,
               opening: i64,
               budget: i64,
               spent: i64,
               first: i32| {
        let row = t
            .row()
            .number(YEAR as u64)
            .text(org.government().code)
            .text(&org.code)
            .text("111")
            .maybe(project);
        row.text(kind)
            .money(opening)
            .money(budget)
            .money(spent)
            .money(0)
            .money(0);
        row.money(opening + budget - spent).number(first as u64);
        t.end()
    };
    for line in &lines {
        let filled = fill(world, org, line, lines.len());
        let adjusted = given(world, org, line, &filled).adjusted;
        match line.project(org) {
            None => basic = (basic.0 + adjusted, basic.1 + filled.net),
            Some(project) if line.kind == Kind::Carryover => {
                row(
                    t,
                    Some(&project),
                    "carryover",
                    adjusted,
                    0,
                    filled.net,
                    YEAR - 1,
                )?;
            }
            Some(project) => row(
                t,
                Some(&project),
                "carryover",
                0,
                adjusted,
                filled.net,
                YEAR,
            )?,
        }
    }
    if basic.0 > 0 {
        row(t, None, "surplus", 0, basic.0, basic.1, YEAR)?;
    }
    Ok(())
}

fn final_account(world: &World, org: &Organization, t: &mut Table<'_>) -> csv::Result<()> {
    let lines = plan(world, org);
    let mut sums: BTreeMap<&str, (i64, i64, i64)> = BTreeMap::new();
    for line in &lines {
        let filled = fill(world, org, line, lines.len());
        let given = given(world, org, line, &filled);
        let sum = sums.entry(line.economic.0).or_default();
        *sum = (
            sum.0 + given.initial,
            sum.1 + given.adjusted,
            sum.2 + filled.net,
        );
    }
    for (economic, (initial, adjusted, net)) in sums {
        let row = t
            .row()
            .number(YEAR as u64)
            .text(org.government().code)
            .text(&org.code)
            .text(org.function());
        row.text(economic).money(initial).money(adjusted).money(net);
        t.end()?;
    }
    Ok(())
}

fn execution_report(world: &World, t: &mut Table<'_>) -> csv::Result<()> {
    let mut sums: BTreeMap<(usize, usize), (i64, [i64; 12])> = BTreeMap::new();
    each(world, |org, _, filled, given| {
        let (approved, months) = sums.entry((org.government, org.field)).or_default();
        *approved += given.initial;
        for payment in &filled.payments {
            months[world.date(payment.day).month0() as usize] += payment.amount;
        }
        Ok(())
    })?;
    for ((government, field), (approved, months)) in sums {
        let mut executed = 0;
        for (month, amount) in (1..).zip(months) {
            executed += amount;
            let row = t
                .row()
                .number(YEAR as u64)
                .id("", &format!("{YEAR}-"), month, 2);
            row.text(GOVERNMENTS[government].code)
                .text("111")
                .text(FIELDS[field].function);
            row.money(approved).money(executed);
            t.end()?;
        }
    }
    Ok(())
}
