//! What stands between a budget line and its payments: the plan of cash by month and the application
//! for each payment. Budget, plan, application and payment never rise along this chain.

use crate::SampleError;
use crate::book::{Book, Filled};
use crate::budget::{each, expected};
use crate::governments::{agent_account, agent_name};
use crate::payments::Party;
use crate::world::{World, YEAR};
use crate::write::Files;
use chrono::Datelike;
use std::collections::BTreeMap;

/// Number of a line's plan for a month.
fn plan_number(line: u64, month: u32) -> u64 {
    line * 100 + u64::from(month)
}

/// What a line pays out, by month.
fn by_month(world: &World, filled: &Filled) -> BTreeMap<u32, i64> {
    let mut months = BTreeMap::new();
    for payment in filled.payments.iter().filter(|p| p.amount > 0) {
        *months.entry(world.date(payment.day).month()).or_default() += payment.amount;
    }
    months
}

/// Writes cash_plan and pay_application.
pub(crate) fn write(world: &World, files: &mut Files<'_>) -> Result<(), SampleError> {
    let months = (expected(world) * 11).min(world.rows);
    files.table(
        "cash_plan",
        "plan_id line_id org_code month amount",
        months,
        |t| {
            each(world, |org, line, filled, _| {
                for (month, amount) in by_month(world, filled) {
                    t.row()
                        .id(&org.code, "L", plan_number(line.place, month), 6)
                        .id(&org.code, "B", line.place, 4)
                        .text(&org.code)
                        .id("", &format!("{YEAR}-"), u64::from(month), 2)
                        .money(amount);
                    t.end()?;
                }
                Ok(())
            })
        },
    )?;
    let columns =
        "application_id line_id plan_id org_code applied_on amount payee_name payee_account";
    files.table("pay_application", columns, world.rows, |t| {
        for org in &world.organizations {
            let book = Book::new(world, org);
            let parties: Vec<Vec<Party>> = book.parties();
            let agent = (agent_name(org.government), agent_account(org.government));
            for (number, p) in (1..).zip(&book.payments).filter(|(_, p)| p.amount > 0) {
                let payee = parties[p.line as usize].get(usize::from(p.supplier));
                let (name, account) =
                    payee.map_or((&agent.0, &agent.1), |party| (&party.name, &party.account));
                // The day before, but within the month of the plan.
                let day = world.date(p.day);
                let before = world.date(p.day.saturating_sub(1));
                t.row()
                    .id(&org.code, "A", number, 7)
                    .id(&org.code, "B", u64::from(p.line), 4)
                    .id(
                        &org.code,
                        "L",
                        plan_number(u64::from(p.line), day.month()),
                        6,
                    )
                    .text(&org.code)
                    .date(if before.month() == day.month() {
                        before
                    } else {
                        day
                    })
                    .money(p.amount)
                    .text(name)
                    .text(account);
                t.end()?;
            }
        }
        Ok(())
    })
}
