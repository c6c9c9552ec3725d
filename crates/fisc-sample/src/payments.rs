//! Payments as they are exported, from the plan of cash to the invoice, and the suppliers they went to.

use crate::SampleError;
use crate::book::Book;
use crate::budget::{Kind, expected};
use crate::governments::{self, agent_account, agent_name};
use crate::names::{self, Holder, TRADES};
use crate::stream::{For, spread};
use crate::world::{Organization, World, YEAR, later};
use crate::write::{Files, Table};
use chrono::NaiveDate;

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
    let columns = "payment_id fiscal_year paid_on gov_code org_code line_id application_id transfer_id fund_code \
        function_code economic_code gov_economic_code project_code payee_name payee_id \
        payee_account payer_account payer_account_kind amount channel status original_payment_id \
        book voucher_kind voucher_no invoice_no contract_id procurement_id purpose entered_by \
        approved_by entered_at";
    files.table("payment", columns, world.rows, |t| {
        world
            .organizations
            .iter()
            .try_for_each(|org| payments(world, org, &Book::new(world, org), t))
    })?;
    let columns =
        "contract_id org_code supplier_name supplier_id amount signed_on starts_on ends_on";
    files.table("contract", columns, expected(world) * 3, |t| {
        crate::budget::each(world, |org, line, filled, _| {
            for (number, contract) in (0..).zip(&filled.contracts) {
                let party = Party::enterprise(filled.suppliers[usize::from(contract.supplier)]);
                let signed = world.date(contract.signed);
                let row = t
                    .row()
                    .id(&org.code, "C", line.place * 100 + number, 6)
                    .text(&org.code);
                row.text(&party.name).text(&party.id).money(contract.amount);
                row.date(signed)
                    .date(later(signed, 1))
                    .date(later(signed, 400));
                t.end()?;
            }
            Ok(())
        })
    })?;
    let columns = "invoice_no seller_id buyer_id issued_on amount payment_id";
    files.table("invoice", columns, world.rows / 2, |t| {
        world.organizations.iter().try_for_each(|org| {
            let book = Book::new(world, org);
            for (number, p) in (1..).zip(&book.payments).filter(|(_, p)| p.invoiced) {
                let seller = book.lines[p.line as usize].1.suppliers[usize::from(p.supplier)];
                let row = t
                    .row()
                    .id(&invoice_prefix(org), "", number, 9)
                    .text(&enterprise_id(seller));
                row.text(&org.credit_code)
                    .date(world.date(p.day))
                    .money(p.amount)
                    .id(&org.code, "P", number, 7);
                t.end()?;
            }
            Ok(())
        })
    })?;
    let columns = "enterprise_id name legal_representative registered_on status address phone";
    files.table("enterprise", columns, world.enterprises, |t| {
        let from = NaiveDate::from_ymd_opt(2001, 1, 2).unwrap_or_default();
        for index in 0..world.enterprises {
            let age = spread(world.seed, For::Name, index) % 7_000;
            let row = t
                .row()
                .text(&enterprise_id(index))
                .text(&names::enterprise(index));
            row.text(&representative(index))
                .date(later(from, age))
                .text("active");
            row.text(&names::address(index)).text(&names::phone(index));
            t.end()?;
        }
        Ok(())
    })
}

/// An enterprise's legal representative: of no other.
pub(crate) fn representative(index: u64) -> String {
    format!("虚代{}", names::stem(index))
}

fn invoice_prefix(org: &Organization) -> String {
    format!("2599{:07}", org.index)
}

fn payments(world: &World, org: &Organization, book: &Book, t: &mut Table<'_>) -> csv::Result<()> {
    let parties = book.parties();
    let codes: Vec<(Option<String>, Option<String>)> = book
        .lines
        .iter()
        .map(|(l, _)| (l.project(org), l.transfer(org)))
        .collect();
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
        row.id(&org.code, "P", number, 7)
            .number(YEAR as u64)
            .date(date);
        row.text(org.government().code)
            .text(&org.code)
            .id(&org.code, "B", line.place, 4);
        if p.amount > 0 {
            row.id(&org.code, "A", number, 7)
        } else {
            row.empty()
        };
        row.maybe(codes[at].1.as_deref())
            .text("111")
            .text(org.function());
        row.text(line.economic.0)
            .text(line.economic.1)
            .maybe(codes[at].0.as_deref());
        row.text(&party.name).text(&party.id).text(&party.account);
        row.text(&org.account).text("zero_balance").money(p.amount);
        row.text(if noise.is_multiple_of(5) {
            "authorized"
        } else {
            "direct"
        });
        match p.returned {
            Some(place) => {
                row.text("returned")
                    .id(&org.code, "P", book.number_of(p.line, place), 7)
            }
            None => row.text("paid").empty(),
        };
        row.text("财务").text("记").number(number);
        if p.invoiced {
            row.id(&invoices, "", number, 9)
        } else {
            row.empty()
        };
        match p.contract {
            Some(c) => {
                row.id(&org.code, "C", line.place * 100 + u64::from(c), 6);
                let tendered = filled.contracts[usize::from(c)].tender.is_some();
                if tendered {
                    row.id(&org.code, "S", line.place, 4)
                } else {
                    row.empty()
                };
            }
            None => {
                row.empty().empty();
            }
        }
        match line.kind {
            Kind::Payroll => row.id("", "工资发放-", u64::from(p.place) + 2, 2),
            _ => row.id(
                TRADES[line.economic.2 as usize],
                if p.contract.is_some() {
                    "合同款-"
                } else {
                    "款项-"
                },
                number,
                5,
            ),
        };
        let minutes = 9 * 60 + (noise >> 8) % 470;
        row.text(&clerks[(noise >> 32) as usize % 3])
            .text(&approvers[(noise >> 40) as usize % 2])
            .moment(date, minutes);
        t.end()?;
    }
    Ok(())
}
