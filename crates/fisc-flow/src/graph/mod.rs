//! The graph: receipts joined by links, in an order in which upper money comes first, with
//! allotments, payments and grants tied to the receipts they belong to.

mod begins;
mod cash;
mod links;
mod receipts;
mod uses;

use crate::clocks::Clocks;
use crate::names::Name;
use crate::receipt::Receipt;
use crate::rows::{Level, Rows, Transfer};
use crate::split::{share, split};
use fisc_model::Money;
use links::Links;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Why no graph can be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FlowError {
    /// Splits are exact up to 10^17 units of currency in all.
    #[error(
        "the amounts of the ledger sum to more than 100,000,000,000,000,000: look for a wrong scale"
    )]
    TooLarge,
}

/// Sum of all amounts, in hundredths, up to which products of two of them fit 127 bits.
const LARGEST: i128 = 10_000_000_000_000_000_000;

/// No place in a list.
pub(crate) const NONE: u32 = u32::MAX;

/// The graph of a ledger.
#[derive(Debug)]
pub struct Graph<'a> {
    pub(crate) rows: Rows<'a>,
    pub(crate) receipts: Vec<Receipt>,
    /// Place of each receipt's row among the transfers, kept apart since receipts are large and
    /// most questions are about the row.
    row: Vec<u32>,
    /// Who received, for each receipt: kept apart since numbers are looked up by it.
    to: Vec<Name>,
    /// For each name, where the receipts under it as a number begin.
    by_id: Vec<u32>,
    /// Places of receipts by number and recipient, as texts.
    rank: Vec<u32>,
    /// For each name, the level of the government that bears it.
    pub(crate) levels: Vec<Option<Level>>,
    links: Links,
    /// Upper receipts before lower ones.
    pub(crate) order: Vec<u32>,
    /// For each payment, its receipt; [`NONE`] where its transfer is in no row, or it names none.
    pub(crate) tied: Vec<u32>,
    /// For each receipt, where its payments begin in `paid`.
    paid_from: Vec<u32>,
    /// Payments by receipt.
    paid: Vec<u32>,
    /// Payments without a receipt.
    pub(crate) untied: Vec<usize>,
    /// Rows of transfer left out because number and recipient stand in another row.
    repeated: Vec<usize>,
    /// Receipts that share a government's grants of a program and year.
    pub(crate) pools: BTreeMap<(Name, Name, i32), Vec<u32>>,
    pub(crate) as_of: Option<chrono::NaiveDate>,
}

impl<'a> Graph<'a> {
    /// Builds it; the order of rows changes nothing.
    ///
    /// # Errors
    /// Amounts so large that splits could not be exact.
    pub fn build(rows: Rows<'a>, clocks: &Clocks) -> Result<Graph<'a>, FlowError> {
        within_reach(&rows)?;
        let mut graph = Graph {
            rows,
            receipts: Vec::with_capacity(rows.transfers.len()),
            row: Vec::with_capacity(rows.transfers.len()),
            to: Vec::with_capacity(rows.transfers.len()),
            by_id: Vec::new(),
            rank: Vec::new(),
            levels: rows.levels(),
            links: Links::default(),
            order: Vec::new(),
            tied: Vec::new(),
            paid_from: Vec::new(),
            paid: Vec::new(),
            untied: Vec::new(),
            repeated: Vec::new(),
            pools: BTreeMap::new(),
            as_of: clocks.as_of,
        };
        graph.receive();
        graph.link();
        graph.dates(clocks);
        let ties = graph.allot();
        graph.sums(ties);
        graph.pay();
        graph.grant();
        graph.begin();
        graph.clock(clocks);
        Ok(graph)
    }

    /// The row of a receipt.
    #[must_use]
    pub fn transfer(&self, receipt: usize) -> &'a Transfer {
        &self.rows.transfers[self.row[receipt] as usize]
    }

    /// All receipts, in no order that says anything.
    #[must_use]
    pub fn receipts(&self) -> &[Receipt] {
        &self.receipts
    }

    /// Links to lower receipts, in the order of their numbers: remainders go by it.
    pub fn below(&self, receipt: usize) -> impl Iterator<Item = (usize, Money)> {
        self.links.below(receipt)
    }

    /// Links from upper receipts, in the order of their numbers: remainders go by it.
    pub fn above(&self, receipt: usize) -> impl ExactSizeIterator<Item = (usize, Money)> {
        self.links.above(receipt)
    }

    /// What puts receipts in an order that does not depend on that of rows: the place of number and
    /// recipient among all.
    pub(crate) fn rank(&self, receipt: usize) -> u32 {
        self.rank[receipt]
    }

    /// Payments tied to a receipt.
    pub(crate) fn payments(&self, receipt: usize) -> &[u32] {
        &self.paid[self.paid_from[receipt] as usize..self.paid_from[receipt + 1] as usize]
    }

    /// The part of one sum of a receipt that goes with a part of what was received.
    pub(crate) fn share_of(&self, receipt: usize, sum: Money, part: Money) -> Money {
        share(sum, part, self.transfer(receipt).amount)
    }

    /// Numbers of rows that were left out as repeats, with their amount.
    #[must_use]
    pub fn repeated(&self) -> (usize, Money) {
        let amounts = self.repeated.iter().map(|r| self.rows.transfers[*r].amount);
        (self.repeated.len(), amounts.sum())
    }

    /// Programs that any receipt is of.
    #[must_use]
    pub fn programs(&self) -> BTreeSet<&'a str> {
        let all = 0..self.receipts.len();
        let all: HashSet<Name> = all.map(|r| self.transfer(r).program).collect();
        let mut texts = BTreeSet::new();
        texts.extend(all.into_iter().map(|p| self.rows.names.text(p)));
        texts
    }
}

/// An amount over weights; all of it on the first where they give no proportion.
fn laid(amount: Money, weights: &[Money]) -> Vec<Money> {
    split(amount, weights).unwrap_or_else(|| {
        let mut parts = vec![Money::ZERO; weights.len()];
        if let Some(first) = parts.first_mut() {
            *first = amount;
        }
        parts
    })
}

/// From counts of each place to where each begins; one more than there are places.
pub(crate) fn begins(counts: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut sum = 0;
    let starts = std::iter::once(0).chain(counts.map(|n| {
        sum += n;
        sum
    }));
    starts.collect()
}

fn within_reach(rows: &Rows<'_>) -> Result<(), FlowError> {
    let transfers = rows.transfers.iter().flat_map(|t| [t.amount, t.recovered]);
    let all = transfers
        .chain(rows.links.iter().map(|l| l.amount))
        .chain(rows.lines.iter().map(|l| l.amount))
        .chain(rows.payments.iter().map(|p| p.amount))
        .chain(rows.grants.iter().map(|g| g.amount));
    let sum: i128 = all.map(|m| m.0.abs()).sum();
    if sum > LARGEST {
        return Err(FlowError::TooLarge);
    }
    Ok(())
}
