//! Transfers from the province down to the townships, within the clocks of Budget Law 52, passed on
//! in full and allotted in full: a transfer is as large as the lines it pays for.

use crate::SampleError;
use crate::book::allotted;
use crate::grants;
use crate::places::{FIELDS, GOVERNMENTS, program_code};
use crate::stream::For;
use crate::world::{Day, World, YEAR, later};
use crate::write::Files;

/// Id of the transfer of a field's program to a government.
pub(crate) fn id(field: usize, government: usize) -> String {
    format!("{}-{}", program_code(field), GOVERNMENTS[government].code)
}

/// Days on which that transfer was issued and received.
pub(crate) fn days(world: &World, field: usize, government: usize) -> (Day, Day) {
    let mut s = world.stream(For::Transfer, field as u64, government as u64);
    let issued = match GOVERNMENTS[government].parent {
        // Ten working days from the vote are less than the 30 days for general transfers.
        None | Some(0) => world.on_or_after(later(GOVERNMENTS[0].voted_on, 3)) + s.below(10) as Day,
        Some(parent) => days(world, field, parent).1 + s.within(3, 11) as Day,
    };
    (issued, issued + s.within(1, 3) as Day)
}

/// What a government gets of a field's program, for itself and those below it.
fn amounts(world: &World) -> Vec<[i64; GOVERNMENTS.len()]> {
    let mut amounts = vec![[0; GOVERNMENTS.len()]; FIELDS.len()];
    for org in &world.organizations {
        let amount = allotted(world, org);
        let mut at = Some(org.government);
        while let Some(government) = at {
            amounts[org.field][government] += amount;
            at = GOVERNMENTS[government].parent;
        }
    }
    amounts
}

/// Writes program, transfer and transfer_link.
pub(crate) fn write(world: &World, files: &mut Files<'_>) -> Result<(), SampleError> {
    let columns = "program_code name earmarked allowed_function_codes rate pay_day";
    files.table(
        "program",
        columns,
        (FIELDS.len() + grants::PROGRAMS.len()) as u64,
        |t| {
            for (index, field) in FIELDS.iter().enumerate() {
                let earmarked = if field.transfer == "general" {
                    "false"
                } else {
                    "true"
                };
                let row = t
                    .row()
                    .text(&program_code(index))
                    .text(field.program)
                    .text(earmarked);
                row.text(field.function).empty().empty();
                t.end()?;
            }
            for p in &grants::PROGRAMS {
                t.row()
                    .text(p.code)
                    .text(p.name)
                    .text("true")
                    .empty()
                    .money(p.rate)
                    .number(grants::PAY_DAY);
                t.end()?;
            }
            Ok(())
        },
    )?;
    let amounts = amounts(world);
    let issued: Vec<(usize, usize, usize, i64)> = (0..FIELDS.len())
        .flat_map(|f| (1..GOVERNMENTS.len()).map(move |g| (f, g)))
        .filter_map(|(f, g)| Some((f, GOVERNMENTS[g].parent?, g, amounts[f][g])))
        .filter(|(.., amount)| *amount > 0)
        .collect();
    let columns = "transfer_id parent_transfer_id fiscal_year program_code program_name kind batch from_gov \
        to_gov document_no approved_on issued_on received_on amount";
    files.table("transfer", columns, issued.len() as u64, |t| {
        for (n, (field, from, to, amount)) in issued.iter().enumerate() {
            let (issued_on, received_on) = days(world, *field, *to);
            let parent = (*from > 0).then(|| id(*field, *from));
            let giver = &GOVERNMENTS[*from];
            let row = t
                .row()
                .text(&id(*field, *to))
                .maybe(parent.as_deref())
                .number(YEAR as u64);
            row.text(&program_code(*field))
                .text(FIELDS[*field].program)
                .text(FIELDS[*field].transfer)
                .text("annual");
            row.text(giver.code).text(GOVERNMENTS[*to].code);
            row.text(&format!("{}财预转〔{YEAR}〕{}号", giver.name, n + 1));
            row.date(giver.voted_on)
                .date(world.date(issued_on))
                .date(world.date(received_on))
                .money(*amount);
            t.end()?;
        }
        Ok(())
    })?;
    let linked: Vec<_> = issued.iter().filter(|(_, from, ..)| *from > 0).collect();
    let columns = "child_transfer_id parent_transfer_id amount";
    files.table("transfer_link", columns, linked.len() as u64, |t| {
        for (field, from, to, amount) in linked {
            t.row()
                .text(&id(*field, *to))
                .text(&id(*field, *from))
                .money(*amount);
            t.end()?;
        }
        Ok(())
    })
}
