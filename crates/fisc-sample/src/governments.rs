//! Governments, organizations, their people, accounts and legal events.

use crate::SampleError;
use crate::budget::{approved, payroll_months};
use crate::grants;
use crate::names::{self, Holder};
use crate::places::GOVERNMENTS;
use crate::row::Row;
use crate::stream::{For, spread};
use crate::world::{Organization, World, YEAR, later};
use crate::write::Files;
use chrono::NaiveDate;

/// The bank that pays salaries out: an institution that is no supplier.
pub(crate) fn bank_id() -> String {
    names::credit_code(91, "990000", 999_999_999)
}

/// The account through which a government's salaries are paid.
pub(crate) fn agent_account(government: usize) -> String {
    names::account(Holder::Agent, government as u64)
}

/// Its holder.
pub(crate) fn agent_name(government: usize) -> String {
    format!("虚构银行{}代发工资专户", GOVERNMENTS[government].name)
}

/// Who enters payments.
pub(crate) fn clerk(org: &Organization, number: u64) -> String {
    format!("{}-经办{number}", org.code)
}

/// Who approves them.
pub(crate) fn approver(org: &Organization, number: u64) -> String {
    format!("{}-审批{number}", org.code)
}

/// How many people an organization employs.
fn staff(world: &World, org: &Organization) -> u64 {
    6 + spread(world.seed, For::Person, org.index) % 12
}

/// Index of an employee among all persons.
fn employee(org: &Organization, number: u64) -> u64 {
    org.index * 20 + number
}

/// Salaries of a month: person and cents.
pub(crate) fn salaries(
    world: &World,
    org: &Organization,
    month: u64,
) -> impl Iterator<Item = (u64, i64)> {
    let seed = world.seed;
    (0..staff(world, org))
        .map(|n| employee(org, n))
        .map(move |person| {
            let base = 600_000 + spread(seed, For::Payroll, person) % 700_000;
            let extra = spread(seed, For::Payroll, person << 8 | month) % 90_000;
            (person, (base + extra) as i64)
        })
}

fn is_department(org: &&Organization) -> bool {
    org.parent.is_none()
}

/// Writes government, organization, legal_event, disclosure, person, payroll, bank_account and
/// approval_limit.
pub(crate) fn write(world: &World, files: &mut Files<'_>) -> Result<(), SampleError> {
    let columns = "gov_code name level parent_gov_code";
    files.table("government", columns, GOVERNMENTS.len() as u64, |t| {
        GOVERNMENTS.iter().try_for_each(|g| {
            let parent = g.parent.map(|p| GOVERNMENTS[p].code);
            t.row()
                .text(g.code)
                .text(g.name)
                .text(g.level)
                .maybe(parent);
            t.end()
        })
    })?;
    let count = world.organizations.len() as u64;
    let columns = "org_code name gov_code parent_org_code kind social_credit_code";
    files.table("organization", columns, count, |t| {
        world.organizations.iter().try_for_each(|o| {
            let kind = if o.parent.is_none() {
                "department"
            } else {
                "institution"
            };
            let row = t
                .row()
                .text(&o.code)
                .text(&o.name)
                .text(o.government().code);
            row.maybe(o.parent.as_deref())
                .text(kind)
                .text(&o.credit_code);
            t.end()
        })
    })?;
    let columns = "event_id kind gov_code org_code occurred_on document_no";
    files.table("legal_event", columns, count, |t| {
        for g in &GOVERNMENTS {
            let row = t
                .row()
                .id(g.code, "V", 1, 2)
                .text("budget_approved")
                .text(g.code)
                .empty()
                .date(g.voted_on);
            row.text(&format!("{}人大决〔{YEAR}〕1号", g.name));
            t.end()?;
        }
        for o in world.organizations.iter().filter(is_department) {
            let day = world.date(approved(world, o));
            let row = t
                .row()
                .id(&o.code, "V", 1, 2)
                .text("budget_released_to_department")
                .text(o.government().code);
            row.text(&o.code).date(day).text(&format!(
                "{}财预批〔{YEAR}〕{}号",
                o.government().name,
                o.index + 1
            ));
            t.end()?;
        }
        Ok(())
    })?;
    let columns = "fiscal_year gov_code org_code kind published_on table_name";
    files.table("disclosure", columns, count, |t| {
        let tables = ["一般公共预算支出表", "一般公共预算收入表", "转移支付预算表"];
        for (g, name) in GOVERNMENTS.iter().flat_map(|g| tables.map(|n| (g, n))) {
            let row = t
                .row()
                .number(YEAR as u64)
                .text(g.code)
                .empty()
                .text("budget");
            row.date(world.date(world.on_or_after(later(g.voted_on, 5))))
                .text(name);
            t.end()?;
        }
        Ok(())
    })?;
    people(world, files)?;
    let columns = "account holder_name org_code kind opened_on registered";
    let opened = NaiveDate::from_ymd_opt(2016, 3, 1).unwrap_or_default();
    files.table("bank_account", columns, count, |t| {
        for (index, g) in GOVERNMENTS.iter().enumerate() {
            let treasury = names::account(Holder::Treasury, index as u64);
            t.row()
                .text(&treasury)
                .text(&format!("{}国库", g.name))
                .empty()
                .text("treasury")
                .date(opened)
                .text("true");
            t.end()?;
            let row = t
                .row()
                .text(&agent_account(index))
                .text(&agent_name(index))
                .empty()
                .text("payroll_agent");
            row.date(opened).text("true");
            t.end()?;
        }
        for o in &world.organizations {
            t.row()
                .text(&o.account)
                .text(&o.name)
                .text(&o.code)
                .text("zero_balance")
                .date(opened)
                .text("true");
            t.end()?;
        }
        Ok(())
    })?;
    let columns = "org_code user_id limit_amount from_on";
    files.table("approval_limit", columns, count * 2, |t| {
        for (o, n) in world.organizations.iter().flat_map(|o| [(o, 1), (o, 2)]) {
            t.row()
                .text(&o.code)
                .text(&approver(o, n))
                .money(5_000_000_000)
                .date(opened);
            t.end()?;
        }
        Ok(())
    })
}

fn people(world: &World, files: &mut Files<'_>) -> Result<(), SampleError> {
    let employees = || {
        world
            .organizations
            .iter()
            .flat_map(|o| (0..staff(world, o)).map(move |n| (o, employee(o, n))))
    };
    let expected = world.organizations.len() as u64 * 11 + grants::beneficiaries(world);
    let columns = "person_id name org_code kind from_on died_on account phone address";
    let from = NaiveDate::from_ymd_opt(2012, 7, 2).unwrap_or_default();
    files.table("person", columns, expected, |t| {
        let rest = |row: &mut Row, person: u64| {
            row.text(&names::account(Holder::Person, person));
            // Enterprises have the numbers below.
            row.text(&names::phone(50_000_000 + person))
                .text(&names::address(50_000_000 + person));
        };
        for (o, person) in employees() {
            let row = t
                .row()
                .text(&names::person_id(person))
                .text(&names::person(person))
                .text(&o.code);
            rest(
                row.text("staff").date(later(from, person % 3_000)).empty(),
                person,
            );
            t.end()?;
        }
        for b in 0..grants::beneficiaries(world) {
            let person = grants::person(b);
            let row = t
                .row()
                .text(&names::person_id(person))
                .text(&names::person(person))
                .empty()
                .text("beneficiary");
            rest(
                row.date(later(from, person % 3_000))
                    .maybe_date(grants::died_on(b)),
                person,
            );
            t.end()?;
        }
        Ok(())
    })?;
    let columns = "org_code person_id period item amount";
    files.table("payroll", columns, expected * 8, |t| {
        for o in &world.organizations {
            for month in 2..2 + payroll_months(o) {
                for (person, amount) in salaries(world, o, month) {
                    let row = t.row().text(&o.code).text(&names::person_id(person));
                    row.id("", &format!("{YEAR}-"), month, 2)
                        .text("基本工资和津贴")
                        .money(amount);
                    t.end()?;
                }
            }
        }
        Ok(())
    })
}
