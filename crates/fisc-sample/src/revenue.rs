//! Fees and fines that departments collect: what is due less what is waived, in the treasury within
//! three days.

use crate::SampleError;
use crate::names;
use crate::payments::enterprise_id;
use crate::stream::For;
use crate::world::{Organization, World, YEAR};
use crate::write::Files;

/// Receipts of a department in a year.
const RECEIPTS: u64 = 40;

/// Writes revenue.
pub(crate) fn write(world: &World, files: &mut Files<'_>) -> Result<(), SampleError> {
    let departments: Vec<&Organization> = world
        .organizations
        .iter()
        .filter(|o| o.parent.is_none())
        .collect();
    let columns = "receipt_id fiscal_year received_on gov_code org_code item_code payer_name payer_id \
        assessed_amount reduced_amount amount treasury_on";
    files.table(
        "revenue",
        columns,
        departments.len() as u64 * RECEIPTS,
        |t| {
            for org in departments {
                let mut s = world.stream(For::Revenue, org.index, 0);
                for number in 0..RECEIPTS {
                    let day = s.below(u64::from(world.last_day())) as u16;
                    let received = world.date(day);
                    let next = world.date(day + 1);
                    // Over a weekend the bank pays in on the same day.
                    let treasury = if (next - received).num_days() <= 2 {
                        next
                    } else {
                        received
                    };
                    let payer = s.below(world.enterprises);
                    let reduced = if s.chance(1, 12) {
                        s.amount(8_000, 90_000)
                    } else {
                        0
                    };
                    let amount = s.amount(90_000, 30_000_000);
                    let row = t
                        .row()
                        .id(&org.code, "R", number, 5)
                        .number(YEAR as u64)
                        .date(received);
                    row.text(org.government().code).text(&org.code);
                    row.text(if org.field % 2 == 0 {
                        "103044501"
                    } else {
                        "103050199"
                    });
                    row.text(&names::enterprise(payer))
                        .text(&enterprise_id(payer));
                    row.money(amount + reduced)
                        .money(reduced)
                        .money(amount)
                        .date(treasury);
                    t.end()?;
                }
            }
            Ok(())
        },
    )
}
