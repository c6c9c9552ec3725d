//! Grants to persons: quantity times standard, once per person, program and month, by the pay day,
//! and none for a month after death.

use crate::SampleError;
use crate::names::{self, Holder};
use crate::places::GOVERNMENTS;
use crate::stream::{For, spread};
use crate::world::{World, YEAR};
use crate::write::Files;
use chrono::{Datelike, NaiveDate};

/// A program that pays persons.
pub(crate) struct Program {
    pub code: &'static str,
    pub name: &'static str,
    /// Cents per unit.
    pub rate: i64,
    /// Quarters of a unit at most; four where a person is the unit.
    largest: u64,
    monthly: bool,
    component: &'static str,
}

pub(crate) static PROGRAMS: [Program; 4] = [
    Program {
        code: "QS51",
        name: "高龄津贴（样例）",
        rate: 12_000,
        largest: 4,
        monthly: true,
        component: "基本津贴",
    },
    Program {
        code: "QS52",
        name: "耕地保护补贴（样例）",
        rate: 10_560,
        largest: 60,
        monthly: false,
        component: "面积补贴",
    },
    Program {
        code: "QS53",
        name: "生活困难补贴（样例）",
        rate: 38_500,
        largest: 4,
        monthly: true,
        component: "生活补贴",
    },
    Program {
        code: "QS54",
        name: "公益林补偿（样例）",
        rate: 1_600,
        largest: 400,
        monthly: false,
        component: "面积补偿",
    },
];

/// Day of the month by which grants are paid.
pub(crate) const PAY_DAY: u64 = 15;

/// How many persons get grants.
pub(crate) fn beneficiaries(world: &World) -> u64 {
    (world.rows.isqrt() * 3).max(120)
}

/// Index of a beneficiary among all persons; below are the employed.
pub(crate) fn person(beneficiary: u64) -> u64 {
    120_000 + beneficiary
}

/// A few died during the year.
pub(crate) fn died_on(beneficiary: u64) -> Option<NaiveDate> {
    let month = 4 + (beneficiary / 50 % 8) as u32;
    (beneficiary % 50 == 8).then(|| NaiveDate::from_ymd_opt(YEAR, month, 20).unwrap_or_default())
}

/// Writes grant_payment.
pub(crate) fn write(world: &World, files: &mut Files<'_>) -> Result<(), SampleError> {
    let columns = "grant_id fiscal_year paid_on program_code benefit_period component gov_code org_code \
        person_id person_name account household_id quantity rate amount status";
    files.table("grant_payment", columns, beneficiaries(world) * 6, |t| {
        for b in 0..beneficiaries(world) {
            let program = &PROGRAMS[(b % 4) as usize];
            let months = if program.monthly { 2..=12 } else { 6..=6 };
            let last = died_on(b).map_or(12, |d| d.month());
            // The counties and townships; each has its finance office first.
            let government = 3 + (b / 4 % 9) as usize;
            let quarters = match program.largest {
                4 => 4,
                n => 4 + spread(world.seed, For::Grant, b) % (n - 4),
            };
            let person = person(b);
            let (id, name) = (names::person_id(person), names::person(person));
            let account = names::account(Holder::Person, person);
            for month in months.filter(|m| *m <= last) {
                let by = NaiveDate::from_ymd_opt(YEAR, month, PAY_DAY as u32).unwrap_or_default();
                let row = t
                    .row()
                    .id(program.code, "G", b * 100 + u64::from(month), 9)
                    .number(YEAR as u64);
                row.date(world.date(world.on_or_before(by)))
                    .text(program.code);
                match program.monthly {
                    true => row.id("", &format!("{YEAR}-"), u64::from(month), 2),
                    false => row.number(YEAR as u64),
                };
                row.text(program.component)
                    .text(GOVERNMENTS[government].code);
                row.text(&world.organizations[government].code)
                    .text(&id)
                    .text(&name)
                    .text(&account);
                // A quantity in hundredths has the form of an amount in cents.
                row.id("H", "", b, 8)
                    .money(quarters as i64 * 25)
                    .money(program.rate);
                row.money(program.rate * quarters as i64 / 4).text("paid");
                t.end()?;
            }
        }
        Ok(())
    })
}
