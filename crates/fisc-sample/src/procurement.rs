//! Procurement of the large contracts and the bids for it: open, bids from unrelated firms at
//! irregular prices, awarded within the budget and signed in time.

use crate::SampleError;
use crate::book::{Contract, Filled};
use crate::budget::each;
use crate::names::{self, TRADES};
use crate::payments::{Party, enterprise_id, representative};
use crate::places::FIELDS;
use crate::stream::For;
use crate::world::{Organization, World};
use crate::write::Files;

/// What a trade's procurement is: category, catalogue item, words for its title.
fn item(trade: u64) -> (&'static str, &'static str, &'static str) {
    match trade {
        3 => ("works", "B02010000", "改造工程"),
        2 => ("services", "C16010000", "信息系统运行服务"),
        _ => ("goods", "A02100300", "专用设备采购"),
    }
}

/// The tendered contract of a line.
fn tendered(filled: &Filled) -> Option<(&Contract, [u16; 3])> {
    filled.contracts.iter().find_map(|c| Some((c, c.tender?)))
}

/// Bidders other than the winner, with their prices in cents.
fn losers(
    world: &World,
    org: &Organization,
    line: u64,
    winner: u64,
    award: i64,
) -> Vec<(u64, i64)> {
    let mut s = world.stream(For::Procurement, org.index, line);
    let trades = TRADES.len() as u64;
    let firms = world.enterprises / trades;
    let start = winner / trades;
    // Steps of at most a sixth of all firms never come back to the winner.
    let step = s.within(1, firms / 6 - 1);
    let mut above = 0;
    (1..=s.within(3, 5))
        .map(|n| {
            // Short and long steps in turn: three prices are never evenly apart.
            above += if n % 2 == 0 {
                s.within(36, 58)
            } else {
                s.within(13, 30)
            };
            let price =
                award + award * above as i64 / 1000 + s.below(award.unsigned_abs() / 4_000) as i64;
            ((start + n * step) % firms * trades + winner % trades, price)
        })
        .collect()
}

/// Writes procurement and bid.
pub(crate) fn write(world: &World, files: &mut Files<'_>) -> Result<(), SampleError> {
    let expected = crate::budget::expected(world) / 2;
    let columns = "procurement_id org_code project_code title category catalogue_code budget_amount \
        procurement_method agency announced_on opened_on awarded_on supplier_name supplier_id \
        award_amount contract_id signed_on contract_amount";
    files.table("procurement", columns, expected, |t| {
        each(world, |org, line, filled, _| {
            let Some((contract, [announced, opened, awarded])) = tendered(filled) else {
                return Ok(());
            };
            let place = filled
                .contracts
                .iter()
                .position(|c| std::ptr::eq(c, contract))
                .unwrap_or_default();
            let (category, catalogue, words) = item(line.economic.2);
            let winner = Party::enterprise(filled.suppliers[usize::from(contract.supplier)]);
            let mut s = world.stream(For::Procurement, org.index, line.place << 32);
            let budget = contract.amount * s.within(1031, 1090) as i64 / 1000;
            let row = t
                .row()
                .id(&org.code, "S", line.place, 4)
                .text(&org.code)
                .maybe(line.project(org).as_deref());
            row.text(&format!(
                "{}{words}第{}包",
                FIELDS[org.field].name, line.place
            ))
            .text(category)
            .text(catalogue);
            row.money(budget - budget % 10_000 + 10_000).text("open");
            row.text(&format!("虚构{}招标代理有限公司", names::stem(s.below(30))));
            row.date(world.date(announced))
                .date(world.date(opened))
                .date(world.date(awarded));
            row.text(&winner.name)
                .text(&winner.id)
                .money(contract.amount);
            row.id(&org.code, "C", line.place * 100 + place as u64, 6);
            row.date(world.date(contract.signed)).money(contract.amount);
            t.end()
        })
    })?;
    let columns = "procurement_id bidder_name bidder_id price address phone legal_representative \
        disqualified";
    files.table("bid", columns, expected * 5, |t| {
        each(world, |org, line, filled, _| {
            let Some((contract, _)) = tendered(filled) else {
                return Ok(());
            };
            let winner = filled.suppliers[usize::from(contract.supplier)];
            let mut bids = losers(world, org, line.place, winner, contract.amount);
            bids.insert((winner % 3) as usize, (winner, contract.amount));
            for (firm, price) in bids {
                let row = t
                    .row()
                    .id(&org.code, "S", line.place, 4)
                    .text(&names::enterprise(firm))
                    .text(&enterprise_id(firm));
                row.money(price)
                    .text(&names::address(firm))
                    .text(&names::phone(firm));
                row.text(&representative(firm)).text("false");
                t.end()?;
            }
            Ok(())
        })
    })
}
