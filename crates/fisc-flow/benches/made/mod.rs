//! A country's ledger by the numbers of a seeded generator: one central government, 31 provinces,
//! 333 cities, 2,844 counties; transfers pass down, a tenth of them out of two upper ones; counties
//! allot and pay. And a market of movements between bodies, with circles planted in it.

use chrono::{Days, NaiveDate};
use fisc_flow::{
    Batch, Edge, Government, Level, Line, Link, Name, Names, Payment, Rows, Transfer, TransferKind,
    Vote,
};
use fisc_model::Money;
use std::collections::BTreeSet;

/// Circles planted in a market.
pub const CIRCLES: usize = 100;

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}

fn day(n: usize) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day");
    first.checked_add_days(Days::new(n as u64)).expect("a day")
}

/// The rows, of one program, so that one trace takes all of them.
pub struct Ledger {
    pub names: Names,
    pub transfers: Vec<Transfer>,
    pub links: Vec<Link>,
    pub lines: Vec<Line>,
    pub payments: Vec<Payment>,
    governments: Vec<Government>,
    votes: Vec<Vote>,
    pub program: Name,
}

impl Ledger {
    pub fn rows(&self) -> Rows<'_> {
        Rows {
            names: &self.names,
            transfers: &self.transfers,
            links: &self.links,
            lines: &self.lines,
            payments: &self.payments,
            grants: &[],
            governments: &self.governments,
            programs: &[],
            votes: &self.votes,
        }
    }
}

impl Ledger {
    /// Numbers all names anew, in the order in which a reader of the tables comes upon them.
    fn read_again(&mut self) {
        let old = std::mem::take(&mut self.names);
        let names = &mut self.names;
        let mut again = |name: &mut Name| *name = names.id(old.text(*name));
        again(&mut self.program);
        for t in &mut self.transfers {
            again(&mut t.id);
            t.parent.iter_mut().for_each(&mut again);
            for name in [&mut t.program, &mut t.from, &mut t.to] {
                again(name);
            }
        }
        for l in &mut self.links {
            for name in [&mut l.child, &mut l.parent] {
                again(name);
            }
        }
        self.governments.iter_mut().for_each(|g| again(&mut g.code));
        self.votes.iter_mut().for_each(|v| again(&mut v.gov));
        for l in &mut self.lines {
            again(&mut l.id);
            l.transfer.iter_mut().for_each(&mut again);
            l.gov.iter_mut().for_each(&mut again);
            again(&mut l.org);
        }
        for p in &mut self.payments {
            p.line.iter_mut().for_each(&mut again);
            p.transfer.iter_mut().for_each(&mut again);
            p.gov.iter_mut().for_each(&mut again);
            for name in [&mut p.org, &mut p.payee] {
                again(name);
            }
        }
    }
}

/// Provinces, cities and counties.
const BODIES: [usize; 3] = [31, 333, 2_844];

/// About `size` transfers: a fiftieth to provinces, 18 in a hundred on to cities, the others to
/// counties; in an order that says nothing.
pub fn ledger(size: usize) -> Ledger {
    let mut random = Random(1);
    let mut names = Names::default();
    let program = names.id("P");
    let mut l = Ledger {
        program,
        transfers: Vec::with_capacity(size),
        links: Vec::new(),
        lines: Vec::with_capacity(size),
        payments: Vec::with_capacity(size),
        governments: Vec::new(),
        votes: Vec::new(),
        names,
    };
    let govs = governments(&mut l);
    let counts = [
        size / 50,
        size * 18 / 100,
        size - size / 50 - size * 18 / 100,
    ];
    // Place of each upper transfer and of its recipient.
    let mut upper: Vec<(usize, usize)> = Vec::new();
    for (level, count) in counts.into_iter().enumerate() {
        let mut last: Vec<Option<usize>> = vec![None; BODIES[level.saturating_sub(1)]];
        let mut made = Vec::with_capacity(count);
        for n in 0..count {
            let id = l.names.id(&format!("T{level}{n:08}"));
            let (from, to, mut amount, parent) = match upper.get(n % upper.len().max(1)) {
                None => {
                    let to = random.below(BODIES[0]);
                    let amount = 100_000_000_000 + random.below(1_000_000_000) as i128;
                    (l.names.id("g"), to, amount, None)
                }
                Some((parent, giver)) => {
                    let step = BODIES[level - 1];
                    let to = giver + step * random.below((BODIES[level] - giver).div_ceil(step));
                    let above = l.transfers[*parent].amount.0;
                    let share = above / (count as i128 / upper.len() as i128 + 2);
                    (govs[level - 1][*giver], to, share, Some((*parent, *giver)))
                }
            };
            let mut parents = None;
            if let Some((parent, giver)) = parent {
                let other = last[giver].replace(parent).filter(|o| *o != parent);
                let ids = [Some(parent), other].map(|p| p.map(|p| l.transfers[p].id));
                match (ids, random.below(10)) {
                    ([Some(one), Some(two)], 0) => {
                        let more = amount / 10;
                        l.links
                            .extend([(one, amount), (two, more)].map(|(parent, amount)| Link {
                                child: id,
                                parent,
                                amount: Money(amount),
                            }));
                        amount += more;
                    }
                    ([one, _], _) => parents = one,
                }
            }
            let issued = 30 + 60 * level + random.below(40);
            made.push((l.transfers.len(), to));
            l.transfers.push(Transfer {
                id,
                parent: parents,
                year: 2025,
                program,
                kind: TransferKind::Special,
                batch: Batch::Annual,
                from,
                to: govs[level][to],
                issued_on: day(issued),
                received_on: Some(day(issued + random.below(5))),
                amount: Money(amount),
                recovered: Money::ZERO,
            });
            if level == 2 {
                spend(&mut l, &mut random, (id, govs[level][to]), amount, size, n);
            }
        }
        upper = made;
    }
    for at in (1..l.transfers.len()).rev() {
        l.transfers.swap(at, random.below(at + 1));
    }
    l.read_again();
    l
}

fn governments(l: &mut Ledger) -> [Vec<Name>; 3] {
    let central = l.names.id("g");
    let mut all = vec![(central, Level::Central)];
    let levels = [Level::Province, Level::City, Level::County];
    let govs = [0, 1, 2].map(|at| {
        let codes = (0..BODIES[at]).map(|n| l.names.id(&format!("g{at}{n:04}")));
        let codes: Vec<Name> = codes.collect();
        all.extend(codes.iter().map(|c| (*c, levels[at])));
        codes
    });
    for (code, level) in all {
        l.governments.push(Government {
            code,
            level: Some(level),
        });
        l.votes.push(Vote {
            gov: code,
            on: day(20),
        });
    }
    govs
}

/// A county allots what it received to one unit, which pays most of it to one payee or two.
fn spend(
    l: &mut Ledger,
    random: &mut Random,
    (transfer, gov): (Name, Name),
    amount: i128,
    size: usize,
    n: usize,
) {
    let line = l.names.id(&format!("L{n:08}"));
    let org = l.names.id(&format!("o{}", random.below(20_000)));
    l.lines.push(Line {
        id: line,
        transfer: Some(transfer),
        gov: Some(gov),
        org,
        function: None,
        amount: Money(amount),
        released_on: Some(day(200 + random.below(60))),
    });
    for _ in 0..=random.below(3) / 2 {
        let payee = l.names.id(&format!("p{}", random.below(size / 5 + 1)));
        l.payments.push(Payment {
            line: Some(line),
            transfer: (random.below(2) == 0).then_some(transfer),
            gov: Some(gov),
            org,
            function: None,
            payee,
            agent: false,
            amount: Money(amount * 45 / 100),
        });
    }
}

/// Movements of money between bodies.
pub struct Market {
    pub names: Vec<String>,
    moved: Vec<(u32, u32, Money, NaiveDate)>,
    keys: Vec<String>,
    units: usize,
    pub planted: BTreeSet<usize>,
}

/// About `size` movements: units pay companies, of which few get much; a tenth goes from companies
/// to units (fees, taxes, deposits), a tenth from company to company. Circles are planted in it.
pub fn market(size: usize) -> Market {
    let mut random = Random(2);
    let (units, companies) = (10_000.min(size / 10), size / 10);
    let names = (0..units).map(|n| format!("u{n}"));
    let names: Vec<String> = names
        .chain((0..companies).map(|n| format!("c{n}")))
        .collect();
    let company = |random: &mut Random| {
        let (a, b) = (random.below(companies), random.below(companies));
        (units + a.min(b)) as u32
    };
    let mut moved = Vec::with_capacity(size + 4 * CIRCLES);
    for _ in 0..size {
        let unit = random.below(units) as u32;
        let (from, to) = match random.below(10) {
            0 => (company(&mut random), unit),
            1 => (company(&mut random), company(&mut random)),
            _ => (unit, company(&mut random)),
        };
        // Amounts of all sizes, as many of each order: ten to ten million.
        let order = 10i128.pow(1 + random.below(6) as u32) * 100;
        let amount = order + random.below(9) as i128 * order + random.below(100) as i128;
        moved.push((from, to, Money(amount), day(random.below(365))));
    }
    let mut planted = BTreeSet::new();
    for n in 0..CIRCLES {
        // Of an amount and a day that nothing else has.
        let first = 90_000_000_000 + 20_000_000_000 * n as i128;
        let start = random.below(units) as u32;
        let mut at = start;
        let steps = 2 + n % 3;
        for step in 0..steps {
            let to = if step + 1 == steps {
                start
            } else {
                company(&mut random)
            };
            planted.insert(moved.len());
            let amount = Money(first - step as i128 * 100_000_000);
            moved.push((at, to, amount, day(300 + 10 * step)));
            at = to;
        }
    }
    let keys = (0..moved.len()).map(|n| format!("k{n:08}")).collect();
    Market {
        names,
        moved,
        keys,
        units,
        planted,
    }
}

impl Market {
    pub fn edges(&self) -> Vec<Edge<'_>> {
        let name = |n: u32| self.names[n as usize].as_str();
        let edge = |(at, (from, to, amount, on)): (usize, &(u32, u32, Money, NaiveDate))| Edge {
            from: name(*from),
            to: name(*to),
            key: &self.keys[at],
            moved: Some((*amount, *on)),
            starts: (*from as usize) < self.units,
        };
        self.moved.iter().enumerate().map(edge).collect()
    }
}
