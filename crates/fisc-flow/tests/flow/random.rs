//! Random ledgers: whatever they hold, money is conserved at every receipt, parts tie to the cent,
//! and the order of rows changes nothing.

use crate::ledger::{Ledger, clocks, day};
use fisc_flow::{Batch, Graph, Part, Recipient, Start, TransferKind};
use fisc_model::Money;
use proptest::prelude::*;

/// What a random ledger is made of: numbers, of which each row takes what it needs.
type Seed = (usize, usize, i64, u8);

/// Transfers link to any earlier one, mostly of their giver; lines, payments and grants to any.
fn ledger(seeds: &[Seed], more: &[Seed]) -> Ledger {
    let mut l = Ledger::default();
    let gov = |n: usize| format!("g{}", n % 6);
    for (at, (a, b, amount, flags)) in seeds.iter().enumerate() {
        let parent = match (at, flags & 3) {
            (0, _) | (_, 0) => String::new(),
            (at, _) => format!("t{}", a % at),
        };
        // The giver of a linked transfer is mostly the upper one's recipient.
        let from = match (flags & 12 != 0, parent.is_empty()) {
            (true, false) => l.names.text(l.transfers[a % at].to).to_string(),
            _ => gov(*a),
        };
        let t = l.transfer(
            &format!("t{at}"),
            &parent,
            &from,
            &gov(*b),
            Money(i128::from(*amount)),
        );
        t.recovered = Money(i128::from(*flags) * 3);
        t.issued_on = day(1 + (*b as u64 % 300));
        t.received_on = (flags & 16 == 0).then(|| day(3 + (*b as u64 % 300)));
        if flags & 32 != 0 {
            (t.kind, t.batch) = (TransferKind::General, Batch::Advance);
        }
        if flags & 64 != 0 && at > 1 {
            let links = [(a % at, amount / 3), (b % at, amount / 2)];
            for (parent, amount) in links {
                l.link(
                    &format!("t{at}"),
                    &format!("t{parent}"),
                    Money(i128::from(amount)),
                );
            }
        }
    }
    for (at, (a, b, amount, flags)) in more.iter().enumerate() {
        let transfer = format!("t{}", a % (seeds.len() + 1));
        let amount = Money(i128::from(*amount));
        match flags % 3 {
            0 => drop(l.line(&format!("l{at}"), &transfer, &gov(*b), amount)),
            1 => {
                let line = format!("l{}", b % more.len());
                l.payment(&line, &transfer, &format!("p{}", b % 4), amount);
            }
            _ => l.grant(&gov(*b), &format!("h{}", a % 3), amount),
        }
    }
    l
}

fn conserved(p: &Part) -> bool {
    p.received + p.came_back + p.excess + p.over_allotted
        == p.passed_on + p.to_unknown + p.allotted + p.recovered + p.rest
}

/// All that a ledger tells, in texts.
fn told(l: &Ledger) -> String {
    let graph = Graph::build(l.rows(), &clocks()).expect("a graph");
    let id = |r: usize| l.names.text(graph.transfer(r).id);
    let mut all = String::new();
    let mut starts = vec!["P".to_string()];
    starts.extend((0..l.transfers.len()).map(|n| format!("t{n}")));
    for name in starts {
        let Some(found) = l.names.find(&name) else {
            continue;
        };
        let start = if name == "P" {
            Start::Program(found, None)
        } else {
            Start::Transfer(found)
        };
        let Some(trace) = graph.trace(start) else {
            continue;
        };
        for s in &trace.steps {
            let from: Vec<_> = trace
                .brought(&graph, s)
                .iter()
                .map(|(r, m)| (id(*r), *m))
                .collect();
            all += &format!(
                "{name}: {} {} {:?} {from:?}\n",
                id(s.receipt),
                s.depth,
                graph.part(s)
            );
        }
        for d in &trace.differences {
            all += &format!(
                "{name}: {:?} {} {} {:?}\n",
                d.kind,
                id(d.receipt),
                d.amount,
                d.days
            );
        }
        for p in &trace.recipients {
            all += &format!("{name}: {} {} {}\n", l.names.text(p.who), p.amount, p.rows);
        }
    }
    for who in ["p0", "p1", "p2", "p3", "h0", "h1", "h2"] {
        let Some(name) = l.names.find(who) else {
            continue;
        };
        let who_is = if who.starts_with('p') {
            Recipient::Payee(name)
        } else {
            Recipient::Person(name)
        };
        let Some(found) = graph.origins(who_is) else {
            continue;
        };
        let flows: Vec<_> = found
            .flows
            .iter()
            .map(|(a, b, m)| (id(*a), id(*b), *m))
            .collect();
        let from: Vec<Money> = found.from.iter().map(|(_, m)| *m).collect();
        all += &format!("{who}: {} {from:?} {flows:?}\n", found.paid);
    }
    all
}

fn seeds(most: usize) -> impl Strategy<Value = Vec<Seed>> {
    let amount = prop_oneof![9 => 0i64..2_000_000, 1 => -50_000i64..0];
    prop::collection::vec((0usize..1_000, 0usize..1_000, amount, any::<u8>()), 1..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn money_is_conserved_at_every_receipt(a in seeds(25), b in seeds(30)) {
        let l = ledger(&a, &b);
        let graph = Graph::build(l.rows(), &clocks()).expect("a graph");
        for n in 0..=l.transfers.len() {
            let name = if n == 0 { "P".to_string() } else { format!("t{}", n - 1) };
            let found = l.names.find(&name).expect("a name");
            let start = if n == 0 { Start::Program(found, None) } else { Start::Transfer(found) };
            let trace = graph.trace(start).expect("a trace");
            let mut sums = Part::default();
            for s in &trace.steps {
                let part = graph.part(s);
                prop_assert!(conserved(&part), "{name}: {part:?}");
                let brought: Money = trace.brought(&graph, s).iter().map(|(_, m)| *m).sum();
                prop_assert_eq!(part.received, brought + part.begun);
                sums += part;
            }
            // What is passed on arrives, begins somewhere, or is lost on the way.
            prop_assert_eq!(sums.received + sums.lost, sums.passed_on + sums.begun);
            let mut levels = Part::default();
            trace.levels.iter().for_each(|v| levels += v.part);
            prop_assert_eq!(levels, sums);
            let paid: Money = trace.recipients.iter().filter(|p| !p.person).map(|p| p.amount).sum();
            if n == 0 {
                let all: Money = l.transfers.iter().map(|t| t.amount).sum();
                prop_assert_eq!(sums.received, all);
                prop_assert_eq!(paid, sums.spent);
            }
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(a in seeds(20), b in seeds(25), turn in 0usize..20) {
        let l = ledger(&a, &b);
        // Names get other numbers as well: a new ledger from the rows the other way round.
        let mut other = Ledger::default();
        for n in (0..l.names.len()).rev() {
            let at = (n + turn) % l.names.len();
            let text = all_names(&l)[at].clone();
            other.name(&text);
        }
        let name = |n: fisc_flow::Name| other.names.find(l.names.text(n)).expect("a name");
        for t in l.transfers.iter().rev() {
            let mut t = t.clone();
            (t.id, t.program, t.from, t.to) = (name(t.id), name(t.program), name(t.from), name(t.to));
            t.parent = t.parent.map(name);
            other.transfers.push(t);
        }
        for k in l.links.iter().rev() {
            other.links.push(fisc_flow::Link { child: name(k.child), parent: name(k.parent), amount: k.amount });
        }
        for line in l.lines.iter().rev() {
            let mut line = line.clone();
            (line.id, line.org) = (name(line.id), name(line.org));
            (line.transfer, line.gov) = (line.transfer.map(name), line.gov.map(name));
            other.lines.push(line);
        }
        for p in l.payments.iter().rev() {
            let mut p = p.clone();
            (p.org, p.payee) = (name(p.org), name(p.payee));
            (p.line, p.transfer) = (p.line.map(name), p.transfer.map(name));
            other.payments.push(p);
        }
        for g in l.grants.iter().rev() {
            let mut g = g.clone();
            (g.program, g.person, g.gov) = (name(g.program), name(g.person), g.gov.map(name));
            other.grants.push(g);
        }
        prop_assert_eq!(told(&l), told(&other));
    }

    #[test]
    fn a_recipient_is_paid_by_its_appropriations(a in seeds(25), b in seeds(30)) {
        let l = ledger(&a, &b);
        let graph = Graph::build(l.rows(), &clocks()).expect("a graph");
        for who in ["p0", "p1", "p2", "p3"] {
            let Some(name) = l.names.find(who) else { continue };
            let rows: Vec<Money> = l.payments.iter().filter(|p| p.payee == name).map(|p| p.amount).collect();
            match graph.origins(Recipient::Payee(name)) {
                None => prop_assert!(rows.is_empty()),
                Some(found) => {
                    prop_assert_eq!(found.rows as usize, rows.len());
                    prop_assert_eq!(found.paid, rows.into_iter().sum::<Money>());
                    prop_assert_eq!(found.paid, found.from.iter().map(|(_, m)| *m).sum::<Money>());
                }
            }
        }
    }
}

fn all_names(l: &Ledger) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |n: Option<fisc_flow::Name>| {
        if let Some(n) = n {
            let text = l.names.text(n).to_string();
            if !all.contains(&text) {
                all.push(text);
            }
        }
    };
    for t in &l.transfers {
        [
            Some(t.id),
            t.parent,
            Some(t.program),
            Some(t.from),
            Some(t.to),
        ]
        .into_iter()
        .for_each(&mut add);
    }
    l.links
        .iter()
        .flat_map(|k| [Some(k.child), Some(k.parent)])
        .for_each(&mut add);
    l.lines
        .iter()
        .flat_map(|k| [Some(k.id), k.transfer, k.gov, Some(k.org)])
        .for_each(&mut add);
    l.payments
        .iter()
        .flat_map(|p| [p.line, p.transfer, Some(p.org), Some(p.payee)])
        .for_each(&mut add);
    l.grants
        .iter()
        .flat_map(|g| [Some(g.program), g.gov, Some(g.person)])
        .for_each(&mut add);
    // Every name must be among them, or the turned ledger would lack one.
    assert_eq!(all.len(), l.names.len());
    all
}
