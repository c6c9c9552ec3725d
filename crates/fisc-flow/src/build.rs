//! From rows to the graph: receipts joined by links, in an order in which upper money comes first,
//! with allotments, payments and grants tied to the receipts they belong to.

use crate::clocks::Clocks;
use crate::names::Name;
use crate::receipt::{Begins, Receipt};
use crate::rows::{Batch, Level, Rows, Transfer};
use crate::split::{share, split};
use chrono::{Days, NaiveDate};
use fisc_model::Money;
use petgraph::Direction::{Incoming, Outgoing};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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

/// No place in a list of numbers.
const NONE: u32 = u32::MAX;

/// The graph of a ledger.
#[derive(Debug)]
pub struct Graph<'a> {
    pub(crate) rows: Rows<'a>,
    pub(crate) receipts: Vec<Receipt>,
    /// From upper to lower receipt, with the amount of the link.
    pub(crate) links: DiGraph<(), Money>,
    /// Upper receipts before lower ones.
    pub(crate) order: Vec<usize>,
    /// Receipt and payment, sorted by receipt.
    pub(crate) paid: Vec<(u32, u32)>,
    /// Payments whose transfer is in no row, or which name none.
    pub(crate) untied: Vec<usize>,
    /// Rows of transfer left out because number and recipient stand in another row.
    pub(crate) repeated: Vec<usize>,
    /// Receipts that share a government's grants of a program and year.
    pub(crate) pools: BTreeMap<(Name, Name, i32), Vec<u32>>,
    pub(crate) as_of: Option<NaiveDate>,
    by_id: Vec<u32>,
    next: Vec<u32>,
}

/// Who holds money of which program and year.
type Purse = (Name, (Name, i32));

impl<'a> Graph<'a> {
    /// Builds it; the order of rows changes nothing.
    ///
    /// # Errors
    /// Amounts so large that splits could not be exact.
    pub fn build(rows: Rows<'a>, clocks: &Clocks) -> Result<Graph<'a>, FlowError> {
        within_reach(&rows)?;
        let names = rows.names.len();
        let mut graph = Graph {
            rows,
            receipts: Vec::with_capacity(rows.transfers.len()),
            links: DiGraph::default(),
            order: Vec::new(),
            paid: Vec::new(),
            untied: Vec::new(),
            repeated: Vec::new(),
            pools: BTreeMap::new(),
            as_of: clocks.as_of,
            by_id: vec![NONE; names],
            next: Vec::new(),
        };
        let places = graph.receive();
        graph.link(&places);
        graph.sort();
        graph.dates(clocks);
        let untied_lines = graph.allot(&places);
        graph.sums(&untied_lines);
        graph.pay(&places);
        graph.grant();
        graph.begin();
        graph.clock(clocks);
        Ok(graph)
    }

    /// The row of a receipt.
    #[must_use]
    pub fn transfer(&self, receipt: usize) -> &'a Transfer {
        &self.rows.transfers[self.receipts[receipt].row]
    }

    /// All receipts, in no order that says anything.
    #[must_use]
    pub fn receipts(&self) -> &[Receipt] {
        &self.receipts
    }

    /// The receipts under a number: mostly one.
    pub(crate) fn under(&self, id: Name) -> Vec<usize> {
        let mut all = Vec::new();
        let mut at = self.by_id[id.index()];
        while at != NONE {
            all.push(at as usize);
            at = self.next[at as usize];
        }
        all.sort_by_key(|r| self.rows.names.text(self.transfer(*r).to));
        all
    }

    /// Links to lower receipts.
    pub(crate) fn below(&self, receipt: usize) -> impl Iterator<Item = (usize, Money)> {
        let edges = self.links.edges_directed(NodeIndex::new(receipt), Outgoing);
        edges.map(|e| (e.target().index(), *e.weight()))
    }

    /// Links from upper receipts, in the order of their numbers: remainders go by it.
    pub(crate) fn above(&self, receipt: usize) -> Vec<(usize, Money)> {
        let edges = self.links.edges_directed(NodeIndex::new(receipt), Incoming);
        let mut all: Vec<(usize, Money)> =
            edges.map(|e| (e.source().index(), *e.weight())).collect();
        if all.len() > 1 {
            all.sort_by_key(|(r, _)| self.label(*r));
        }
        all
    }

    /// What puts receipts in an order that does not depend on that of rows.
    pub(crate) fn label(&self, receipt: usize) -> (&'a str, &'a str) {
        let t = self.transfer(receipt);
        (self.rows.names.text(t.id), self.rows.names.text(t.to))
    }

    fn receive(&mut self) -> HashMap<(Name, Name), u32> {
        let rows = self.rows;
        let content = |row: usize| {
            let t = &rows.transfers[row];
            let text = |n: Name| rows.names.text(n);
            let parent = t.parent.map(text);
            let money = (t.amount, t.recovered);
            (
                text(t.from),
                t.issued_on,
                money,
                text(t.program),
                parent,
                t.year,
                t.received_on,
            )
        };
        let mut places = HashMap::with_capacity(rows.transfers.len());
        for (row, t) in rows.transfers.iter().enumerate() {
            let at = self.receipts.len() as u32;
            match places.entry((t.id, t.to)) {
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(at);
                    self.receipts.push(Receipt::new(row));
                    self.next.push(self.by_id[t.id.index()]);
                    self.by_id[t.id.index()] = at;
                }
                std::collections::hash_map::Entry::Occupied(taken) => {
                    // Which of the repeats stands must not depend on their order.
                    let receipt = &mut self.receipts[*taken.get() as usize];
                    let (stays, goes) = if content(row) < content(receipt.row) {
                        (row, receipt.row)
                    } else {
                        (receipt.row, row)
                    };
                    receipt.row = stays;
                    self.repeated.push(goes);
                }
            }
        }
        places
    }

    /// transfer_link wins over the column: it alone can name several upper transfers.
    fn link(&mut self, places: &HashMap<(Name, Name), u32>) {
        let rows = self.rows;
        let mut links: Vec<(Name, Name, Money)> = rows
            .links
            .iter()
            .map(|l| (l.child, l.parent, l.amount))
            .collect();
        links.sort_unstable();
        links.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 = kept.2 + next.2;
            }
            same
        });
        let mut has_link = vec![false; rows.names.len()];
        let mut edges: Vec<(u32, u32, Money)> = Vec::with_capacity(rows.transfers.len());
        for (child, parent, amount) in links {
            has_link[child.index()] = true;
            let children = self.under(child);
            if children.is_empty() {
                let upper = self.under(parent);
                let weights: Vec<Money> = upper.iter().map(|u| self.transfer(*u).amount).collect();
                let parts = split(amount, &weights).unwrap_or_else(|| first(amount, upper.len()));
                for (receipt, part) in upper.into_iter().zip(parts) {
                    let sum = &mut self.receipts[receipt].to_unknown;
                    *sum = *sum + part;
                }
                continue;
            }
            let upper = |child: &usize| places.get(&(parent, self.transfer(*child).from)).copied();
            let mut found: Vec<(usize, u32)> = Vec::new();
            found.extend(children.iter().filter_map(|c| Some((*c, upper(c)?))));
            for child in children {
                let to = found
                    .iter()
                    .find(|(c, _)| *c == child)
                    .map(|(_, upper)| *upper);
                self.claim(child, to);
            }
            let weights: Vec<Money> = found
                .iter()
                .map(|(c, _)| self.transfer(*c).amount)
                .collect();
            let parts = split(amount, &weights).unwrap_or_else(|| first(amount, found.len()));
            for ((child, upper), part) in found.into_iter().zip(parts) {
                edges.push((upper, child as u32, part));
            }
        }
        for receipt in 0..self.receipts.len() {
            let t = self.transfer(receipt);
            let Some(parent) = t.parent.filter(|_| !has_link[t.id.index()]) else {
                continue;
            };
            let upper = places.get(&(parent, t.from)).copied();
            self.claim(receipt, upper);
            if let Some(upper) = upper {
                edges.push((upper, receipt as u32, t.amount));
            }
        }
        self.links = DiGraph::with_capacity(self.receipts.len(), edges.len());
        for _ in 0..self.receipts.len() {
            self.links.add_node(());
        }
        for (upper, lower, amount) in edges {
            self.links.add_edge(upper.into(), lower.into(), amount);
        }
    }

    fn claim(&mut self, receipt: usize, upper: Option<u32>) {
        let above = upper.map(|u| self.transfer(u as usize));
        let received_on = above.and_then(|t| t.received_on);
        let annual = above.is_some_and(|t| t.batch == Batch::Annual);
        let r = &mut self.receipts[receipt];
        r.claims += 1;
        r.undated_above += u32::from(received_on.is_none());
        r.other_batch_above += u32::from(!annual);
        r.received_above = r.received_above.max(received_on);
    }

    /// The order, and links out that close a circle: money cannot come from below itself.
    fn sort(&mut self) {
        let parts = kosaraju_scc(&self.links);
        let mut part_of = vec![0u32; self.receipts.len()];
        let mut circles = false;
        for (part, members) in parts.iter().rev().enumerate() {
            circles |= members.len() > 1;
            for member in members {
                part_of[member.index()] = part as u32;
                self.order.push(member.index());
            }
        }
        let own = |a: NodeIndex, b: NodeIndex| part_of[a.index()] == part_of[b.index()];
        circles |= self
            .links
            .edge_references()
            .any(|e| own(e.source(), e.target()));
        if circles {
            for edge in self.links.edge_references() {
                if own(edge.source(), edge.target()) {
                    self.receipts[edge.target().index()].link_circle = true;
                }
            }
            self.links.retain_edges(|links, edge| {
                links.edge_endpoints(edge).is_none_or(|(a, b)| !own(a, b))
            });
        }
    }

    /// The last of the days within which earmarked money is to be used, as TRF-002 counts them.
    fn dates(&mut self, clocks: &Clocks) {
        let rows = self.rows;
        let votes = votes(&rows);
        let mut earmarked: HashMap<Name, bool> = HashMap::new();
        for p in rows.programs {
            if let Some(said) = p.earmarked {
                earmarked
                    .entry(p.code)
                    .and_modify(|e| *e &= said)
                    .or_insert(said);
            }
        }
        for receipt in 0..self.receipts.len() {
            let t = self.transfer(receipt);
            let vote = votes.get(&(t.to, t.year)).copied();
            let r = &mut self.receipts[receipt];
            r.earmarked = earmarked
                .get(&t.program)
                .copied()
                .unwrap_or_else(|| t.kind.earmarked());
            let waits = t.batch == Batch::Advance && vote.is_none();
            let started = t
                .received_on
                .filter(|_| !waits)
                .max(vote.filter(|_| t.received_on.is_some() && !waits));
            let hold = clocks.hold.and_then(|d| u64::try_from(d).ok());
            r.deadline = started
                .zip(hold)
                .and_then(|(s, d)| s.checked_add_days(Days::new(d)));
        }
    }

    /// Ties lines to receipts; returns the governments that tie any.
    fn allot(&mut self, places: &HashMap<(Name, Name), u32>) -> HashSet<Name> {
        let mut tie = HashSet::new();
        for line in self.rows.lines {
            let Some(transfer) = line.transfer else {
                continue;
            };
            tie.extend(line.gov);
            let own = line.gov.and_then(|gov| places.get(&(transfer, gov)));
            if let Some(own) = own {
                let r = &mut self.receipts[*own as usize];
                r.allotted = r.allotted + line.amount;
                // An allotment without a date counts as made in time: its lateness cannot be shown.
                let late = line
                    .released_on
                    .zip(r.deadline)
                    .is_some_and(|(on, last)| on > last);
                if !late {
                    r.used_in_time = r.used_in_time + line.amount;
                }
            } else if let Some(other) = self.under(transfer).first() {
                let r = &mut self.receipts[*other];
                r.elsewhere = r.elsewhere + line.amount;
            }
        }
        tie
    }

    fn sums(&mut self, line_govs: &HashSet<Name>) {
        let mut ties = line_govs.clone();
        for receipt in 0..self.receipts.len() {
            if self.receipts[receipt].claims > 0 {
                ties.insert(self.transfer(receipt).from);
            }
        }
        for receipt in 0..self.receipts.len() {
            let above = self.above(receipt);
            let t = self.transfer(receipt);
            let weights: Vec<Money> = above.iter().map(|(_, amount)| *amount).collect();
            let back = split(t.recovered, &weights).unwrap_or_default();
            let back = back.into_iter().chain(std::iter::repeat(Money::ZERO));
            for ((upper, amount), back) in above.iter().zip(back) {
                let r = &mut self.receipts[*upper];
                r.passed_on = r.passed_on + *amount;
                r.came_back = r.came_back + back;
                if r.deadline.is_none_or(|last| t.issued_on <= last) {
                    r.used_in_time = r.used_in_time + *amount;
                }
            }
            let r = &mut self.receipts[receipt];
            r.linked = weights.into_iter().sum();
            r.seen = ties.contains(&t.to);
        }
    }

    fn pay(&mut self, places: &HashMap<(Name, Name), u32>) {
        let rows = self.rows;
        let mut line_transfer: HashMap<Name, Name> = HashMap::new();
        for line in rows.lines {
            if let Some(transfer) = line.transfer {
                let kept = line_transfer.entry(line.id).or_insert(transfer);
                if rows.names.text(transfer) < rows.names.text(*kept) {
                    *kept = transfer;
                }
            }
        }
        for (at, payment) in rows.payments.iter().enumerate() {
            let by_line = || payment.line.and_then(|l| line_transfer.get(&l).copied());
            let receipt = payment.transfer.or_else(by_line).and_then(|transfer| {
                let own = payment
                    .gov
                    .and_then(|gov| places.get(&(transfer, gov)).copied());
                own.or_else(|| self.under(transfer).first().map(|r| *r as u32))
            });
            let Some(receipt) = receipt else {
                self.untied.push(at);
                continue;
            };
            self.paid.push((receipt, at as u32));
            let r = &mut self.receipts[receipt as usize];
            r.spent = r.spent + payment.amount;
            if payment.agent {
                r.to_agents = r.to_agents + payment.amount;
            }
        }
        self.paid.sort_unstable();
    }

    /// Grants name a program and no transfer: they are laid on the government's receipts of the
    /// program and year in proportion to the amounts received.
    fn grant(&mut self) {
        let rows = self.rows;
        let mut sums: BTreeMap<(Name, Name, i32), Money> = BTreeMap::new();
        for g in rows.grants {
            if let Some(gov) = g.gov {
                let sum = sums.entry((gov, g.program, g.year)).or_default();
                *sum = *sum + g.amount;
            }
        }
        if sums.is_empty() {
            return;
        }
        for receipt in 0..self.receipts.len() {
            let t = self.transfer(receipt);
            let key = (t.to, t.program, t.year);
            if sums.contains_key(&key) {
                self.pools.entry(key).or_default().push(receipt as u32);
            }
        }
        let mut pools = std::mem::take(&mut self.pools);
        for (key, members) in &mut pools {
            members.sort_by_key(|m| self.label(*m as usize));
            let parts = self.pool_parts(members, sums[key]);
            for (member, part) in members.iter().zip(parts) {
                self.receipts[*member as usize].granted = part;
            }
        }
        self.pools = pools;
    }

    /// An amount laid on receipts in proportion to what they received.
    pub(crate) fn pool_parts(&self, members: &[u32], amount: Money) -> Vec<Money> {
        let weights = members
            .iter()
            .map(|m| Money(self.transfer(*m as usize).amount.0.max(0)));
        let weights: Vec<Money> = weights.collect();
        split(amount, &weights).unwrap_or_else(|| first(amount, members.len()))
    }

    /// Where money begins; and what could be the use of a rest, had its document named the receipt.
    fn begin(&mut self) {
        let key = |t: &Transfer| (t.program, t.year);
        let mut holders = HashSet::new();
        for receipt in 0..self.receipts.len() {
            let t = self.transfer(receipt);
            holders.insert((t.to, key(t)));
        }
        let mut open: BTreeMap<Purse, Money> = BTreeMap::new();
        for receipt in 0..self.receipts.len() {
            let t = self.transfer(receipt);
            if !holders.contains(&(t.from, key(t))) {
                continue;
            }
            let r = &mut self.receipts[receipt];
            r.begins = Begins::Unlinked;
            let begun = r.begun(t.amount);
            if begun.0 != 0 {
                let sum = open.entry((t.from, key(t))).or_default();
                *sum = *sum + begun;
            }
        }
        let mut rests: BTreeMap<Purse, Vec<(usize, Money)>> = BTreeMap::new();
        for receipt in 0..self.receipts.len() {
            let t = self.transfer(receipt);
            let rest = self.receipts[receipt].rest(t.amount, t.recovered);
            if t.amount.0 > 0 && rest.0 > 0 && open.contains_key(&(t.to, key(t))) {
                rests
                    .entry((t.to, key(t)))
                    .or_default()
                    .push((receipt, rest));
            }
        }
        for (key, mut held) in rests {
            held.sort_by_key(|(r, _)| self.label(*r));
            let weights: Vec<Money> = held.iter().map(|(_, rest)| *rest).collect();
            let most: Money = weights.iter().copied().sum();
            let amount = Money(open[&key].0.clamp(0, most.0));
            let parts = split(amount, &weights).unwrap_or_default();
            for ((receipt, _), part) in held.into_iter().zip(parts) {
                self.receipts[receipt].maybe_unlinked = part;
            }
        }
    }

    fn clock(&mut self, clocks: &Clocks) {
        let votes = votes(&self.rows);
        let mut levels: HashMap<Name, Level> = HashMap::new();
        for g in self.rows.governments {
            if let Some(level) = g.level {
                let kept = levels.entry(g.code).or_insert(level);
                if level.as_str() < kept.as_str() {
                    *kept = level;
                }
            }
        }
        for receipt in 0..self.receipts.len() {
            let t = self.transfer(receipt);
            let vote = votes.get(&(t.from, t.year)).copied();
            let level = levels.get(&t.from).copied();
            let clock = clocks.of(t, &self.receipts[receipt], level, vote);
            self.receipts[receipt].clock = clock;
        }
    }

    /// Payments tied to a receipt.
    pub(crate) fn payments(&self, receipt: usize) -> impl Iterator<Item = usize> {
        let from = self.paid.partition_point(|(r, _)| (*r as usize) < receipt);
        let own = self.paid[from..]
            .iter()
            .take_while(move |(r, _)| *r as usize == receipt);
        own.map(|(_, p)| *p as usize)
    }

    /// What a link brings: its amount, or its part of what was received where links say more.
    pub(crate) fn delivered(&self, receipt: usize, above: &[(usize, Money)]) -> Vec<Money> {
        let received = self.transfer(receipt).amount;
        let weights: Vec<Money> = above.iter().map(|(_, amount)| *amount).collect();
        if self.receipts[receipt].lost(received).0 == 0 {
            return weights;
        }
        split(received, &weights).unwrap_or(weights)
    }

    /// The part of one sum of a receipt that goes with a part of what was received.
    pub(crate) fn part(&self, receipt: usize, sum: Money, part: Money) -> Money {
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
        let all = self
            .receipts
            .iter()
            .map(|r| self.rows.transfers[r.row].program);
        let all: HashSet<Name> = all.collect();
        let mut texts = BTreeSet::new();
        texts.extend(all.into_iter().map(|p| self.rows.names.text(p)));
        texts
    }
}

/// Everything on the first of them.
fn first(amount: Money, count: usize) -> Vec<Money> {
    let mut parts = vec![Money::ZERO; count];
    if let Some(first) = parts.first_mut() {
        *first = amount;
    }
    parts
}

/// The first vote of each government and year.
fn votes(rows: &Rows<'_>) -> HashMap<(Name, i32), NaiveDate> {
    let mut votes: HashMap<(Name, i32), NaiveDate> = HashMap::new();
    for v in rows.votes {
        let kept = votes
            .entry((v.gov, chrono::Datelike::year(&v.on)))
            .or_insert(v.on);
        *kept = v.on.min(*kept);
    }
    votes
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
