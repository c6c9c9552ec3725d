//! Small ledgers: every difference at its receipt, with its name, its amount and its days.

use crate::ledger::{Ledger, clocks, day, yuan};
use fisc_flow::{
    Appropriation, Batch, Clocks, Graph, Kind, Level, LevelOf, Program, Recipient, Start,
    TransferKind,
};
use fisc_model::Money;

/// Province → city → two counties, each of them with what can go wrong.
fn chain() -> Ledger {
    let mut l = Ledger::default();
    for (code, level) in [
        ("90", Level::Province),
        ("91", Level::City),
        ("92", Level::County),
        ("93", Level::County),
    ] {
        l.government(code, level);
    }
    l.vote("90", day(10));
    l.vote("91", day(20));
    // Issued on day 75: 65 days after the vote, 5 beyond the 60.
    let t = l.transfer("T1", "", "90", "91", yuan(1_000));
    (t.issued_on, t.received_on) = (day(75), Some(day(76)));
    // T2 is sent as 400 and arrives as 380; T3 is passed on late and from day 200.
    l.transfer("T2", "", "91", "92", yuan(380)).issued_on = day(80);
    l.link("T2", "T1", yuan(400));
    l.transfer("T3", "T1", "91", "93", yuan(100)).issued_on = day(200);
    l.line("L1", "T1", "91", yuan(200));
    l.line("L2", "T2", "92", yuan(380));
    l.line("L3", "T3", "93", yuan(100));
    l.payment("L1", "", "Alpha", yuan(150));
    l.payment("L2", "T2", "Beta", yuan(390));
    l.payment("L2", "T2", "Beta", yuan(-10));
    l.payment("L3", "", "Beta", yuan(100));
    l
}

fn named(l: &Ledger, start: &str) -> Vec<(Kind, String, Money, Option<i64>)> {
    let graph = Graph::build(l.rows(), &clocks()).expect("a graph");
    let program = l.names.find(start).expect("a name");
    let start = if start == "P" {
        Start::Program(program, None)
    } else {
        Start::Transfer(program)
    };
    let trace = graph.trace(start).expect("a trace");
    let one = |d: &fisc_flow::Difference| {
        let id = l.names.text(graph.transfer(d.receipt).id);
        (
            d.kind,
            format!("{id} {}", l.names.text(d.gov)),
            d.amount,
            d.days,
        )
    };
    trace.differences.iter().map(one).collect()
}

#[test]
fn every_difference_is_named_where_it_is() {
    assert_eq!(
        named(&chain(), "P"),
        [
            (Kind::Late, "T1 90".into(), yuan(1_000), Some(5)),
            // Within 60 days of day 76: 400 and 200; T3 followed later.
            (Kind::Retained, "T1 91".into(), yuan(400), Some(289)),
            (Kind::Lost, "T2 92".into(), yuan(20), None),
            (Kind::Unspent, "T1 91".into(), yuan(50), None),
        ]
    );
}

#[test]
fn levels_and_last_recipients_tie() {
    let l = chain();
    let graph = Graph::build(l.rows(), &clocks()).expect("a graph");
    let program = l.names.find("P").expect("a name");
    let trace = graph
        .trace(Start::Program(program, Some(2025)))
        .expect("a trace");
    let levels: Vec<_> = trace
        .levels
        .iter()
        .map(|v| {
            (
                v.level,
                v.receipts,
                v.part.received,
                v.part.passed_on,
                v.part.spent,
                v.late.0,
            )
        })
        .collect();
    assert_eq!(
        levels,
        [
            (
                LevelOf::Government(Level::City),
                1,
                yuan(1_000),
                yuan(500),
                yuan(150),
                1
            ),
            (
                LevelOf::Government(Level::County),
                2,
                yuan(480),
                Money::ZERO,
                yuan(480),
                0
            ),
        ]
    );
    let paid: Vec<_> = trace
        .recipients
        .iter()
        .map(|p| (l.names.text(p.who), p.amount))
        .collect();
    assert_eq!(paid, [("Beta", yuan(480)), ("Alpha", yuan(150))]);
    assert!(graph.trace(Start::Program(program, Some(2024))).is_none());
}

#[test]
fn innocent_ledgers_are_quiet() {
    let mut l = Ledger::default();
    l.government("90", Level::Province);
    l.vote("90", day(10));
    l.vote("91", day(20));
    // General money may be kept; an advance waits for the vote; another batch has no clock.
    let t = l.transfer("G1", "", "90", "91", yuan(500));
    (t.kind, t.batch) = (TransferKind::General, Batch::Other);
    let t = l.transfer("A1", "", "90", "91", yuan(300));
    (t.batch, t.issued_on, t.received_on) = (Batch::Advance, day(1), Some(day(2)));
    l.line("L1", "A1", "91", yuan(300)).released_on = Some(day(80));
    // Many to many: two receipts, three documents, every cent linked.
    for (id, amount) in [("U1", 600), ("U2", 400)] {
        l.transfer(id, "", "90", "91", yuan(amount)).batch = Batch::Other;
    }
    for (id, amount) in [("M1", 500), ("M2", 300), ("M3", 200)] {
        l.transfer(id, "U1", "91", "92", yuan(amount)).batch = Batch::Other;
        l.line(id, id, "92", yuan(amount));
        l.payment(id, "", "Gamma", yuan(amount));
    }
    for (child, parent, amount) in [
        ("M1", "U1", 500),
        ("M2", "U1", 100),
        ("M2", "U2", 200),
        ("M3", "U2", 200),
    ] {
        l.link(child, parent, yuan(amount));
    }
    l.payment("L1", "", "Gamma", yuan(300));
    assert_eq!(
        named(&l, "P"),
        [(Kind::Kept, "G1 91".into(), yuan(500), None)]
    );
}

#[test]
fn what_is_not_tied_is_unlinked_and_not_lost() {
    let mut l = Ledger::default();
    l.transfer("T1", "", "90", "91", yuan(1_000)).batch = Batch::Other;
    l.transfer("T2", "T1", "91", "92", yuan(600));
    // The county got 400 more, of which the document names no upper transfer.
    l.transfer("T3", "", "91", "92", yuan(400));
    l.transfer("T4", "gone", "91", "92", yuan(5));
    l.link("elsewhere", "T1", yuan(7));
    l.line("L1", "T1", "99", yuan(3));
    let found = named(&l, "P");
    let of = |kind| {
        let all = found.iter().filter(move |f| f.0 == kind);
        all.map(|f| (f.1.as_str(), f.2)).collect::<Vec<_>>()
    };
    assert_eq!(
        of(Kind::Unlinked),
        [("T3 91", yuan(400)), ("T4 91", yuan(5))]
    );
    assert_eq!(of(Kind::MaybeUnlinked), [("T1 91", yuan(393))]);
    assert_eq!(of(Kind::ToUnknown), [("T1 91", yuan(7))]);
    assert_eq!(of(Kind::Elsewhere), [("T1 91", yuan(3))]);
    assert_eq!(of(Kind::Retained), [("T1 91", yuan(400))]);
    assert_eq!(of(Kind::Lost), []);
}

#[test]
fn excess_cuts_and_circles_have_their_names() {
    let mut l = Ledger::default();
    let own = |l: &mut Ledger, id: &str, parent: &str, from: &str, to: &str, amount| {
        let t = l.transfer(id, parent, from, to, amount);
        (t.batch, t.kind) = (Batch::Other, TransferKind::General);
    };
    own(&mut l, "U1", "", "90", "91", yuan(100));
    own(&mut l, "C1", "U1", "91", "92", yuan(90));
    own(&mut l, "C2", "U1", "91", "93", yuan(60));
    l.transfers[1].recovered = yuan(30);
    own(&mut l, "N1", "", "90", "91", yuan(-40));
    own(&mut l, "R1", "R2", "94", "95", yuan(10));
    own(&mut l, "R2", "R1", "95", "94", yuan(10));
    let found = named(&l, "P");
    // 90 and 60 passed on, 30 recovered: 20 more than the 100.
    assert!(
        found.contains(&(Kind::Excess, "U1 91".into(), yuan(20), None)),
        "{found:?}"
    );
    assert!(
        found.contains(&(Kind::CutOpen, "N1 91".into(), yuan(-40), None)),
        "{found:?}"
    );
    let circle = found.iter().filter(|f| f.0 == Kind::LinkCircle).count();
    assert_eq!(circle, 2, "{found:?}");
}

#[test]
fn a_transfer_is_followed_with_its_part_of_mixed_money() {
    let mut l = Ledger::default();
    l.transfer("A", "", "90", "91", Money(100));
    l.transfer("B", "", "90", "91", Money(200));
    l.transfer("M", "", "91", "92", Money(300));
    l.link("M", "A", Money(100));
    l.link("M", "B", Money(200));
    l.line("L", "M", "92", Money(300));
    l.payment("L", "", "x", Money(101));
    l.payment("L", "", "y", Money(99));
    let graph = Graph::build(l.rows(), &clocks()).expect("a graph");
    let parts = |id: &str| {
        let trace = graph
            .trace(Start::Transfer(l.names.find(id).expect("a name")))
            .expect("a trace");
        trace
            .recipients
            .iter()
            .map(|p| (l.names.text(p.who), p.amount))
            .collect::<Vec<_>>()
    };
    // A third of 200 cents is 67: 34 and 33 by largest remainder; the others get what is left.
    assert_eq!(parts("A"), [("x", Money(34)), ("y", Money(33))]);
    let b: Money = parts("B").iter().map(|p| p.1).sum();
    assert_eq!(b, Money(133));
}

#[test]
fn a_payee_is_followed_back_to_every_appropriation() {
    let mut l = Ledger::default();
    l.transfer("A", "", "90", "91", yuan(100));
    l.transfer("B", "", "90", "91", yuan(200));
    l.transfer("M", "", "91", "92", yuan(330));
    l.link("M", "A", yuan(100));
    l.link("M", "B", yuan(200));
    l.line("L", "M", "92", yuan(300));
    l.line("own", "", "92", yuan(50));
    l.payment("L", "", "x", yuan(33));
    l.payment("own", "", "x", yuan(8));
    l.payment("", "", "x", yuan(1));
    l.grant("92", "p", yuan(66));
    l.grant("97", "p", yuan(2));
    let graph = Graph::build(l.rows(), &clocks()).expect("a graph");
    let told = |who: Recipient| {
        let found = graph.origins(who).expect("paid");
        let text = |a: &Appropriation| match a {
            Appropriation::Transfer { receipt } => {
                l.names.text(graph.transfer(*receipt).id).to_string()
            }
            Appropriation::Line { line, .. } => format!("line {}", l.names.text(*line)),
            Appropriation::Unlinked { of } => format!("? {}", l.names.text(*of)),
        };
        let from: Vec<_> = found.from.iter().map(|(a, m)| (text(a), *m)).collect();
        assert_eq!(found.paid, from.iter().map(|(_, m)| *m).sum());
        from
    };
    let name = |text: &str| l.names.find(text).expect("a name");
    assert_eq!(
        told(Recipient::Payee(name("x"))),
        [
            ("B".to_string(), yuan(20)),
            ("A".to_string(), yuan(10)),
            ("line own".to_string(), yuan(8)),
            ("M".to_string(), yuan(3)),
            ("? unit".to_string(), yuan(1)),
        ]
    );
    assert_eq!(
        told(Recipient::Person(name("p"))),
        [
            ("B".to_string(), yuan(40)),
            ("A".to_string(), yuan(20)),
            ("M".to_string(), yuan(6)),
            ("? P".to_string(), yuan(2)),
        ]
    );
    assert!(graph.origins(Recipient::Payee(name("p"))).is_none());
}

#[test]
fn amounts_beyond_exact_splits_are_refused() {
    let mut l = Ledger::default();
    for n in 0..11 {
        l.transfer(
            &format!("T{n}"),
            "",
            "90",
            "91",
            Money(999_999_999_999_999_999),
        );
    }
    let error = Graph::build(l.rows(), &clocks()).expect_err("too large");
    assert!(error.to_string().contains("wrong scale"), "{error}");
}

#[test]
fn what_is_paid_outside_the_functions_of_the_program_is_named() {
    let mut l = chain();
    let functions = Program::functions("205、 21301;", &mut l.names);
    assert_eq!(functions.len(), 2);
    assert_eq!(Program::functions("教育, 205", &mut l.names), []);
    let code = l.name("P");
    l.programs.push(Program {
        code,
        earmarked: Some(true),
        functions,
    });
    // The line's function counts where the payment does not say; a class allows its items.
    let (roads, schools, forests) = (l.name("2140104"), l.name("2050201"), l.name("2130201"));
    l.lines[0].function = Some(roads);
    l.payments[0].function = None;
    l.payments[1].function = Some(schools);
    l.payments[3].function = Some(forests);
    let outside: Vec<_> = named(&l, "P")
        .into_iter()
        .filter(|d| d.0 == Kind::OutsideFunctions)
        .collect();
    assert_eq!(
        outside,
        [
            (Kind::OutsideFunctions, "T1 91".into(), yuan(150), None),
            (Kind::OutsideFunctions, "T3 93".into(), yuan(100), None),
        ]
    );
    // General money may be spent on anything.
    l.programs[0].earmarked = Some(false);
    let quiet = named(&l, "P");
    assert!(quiet.iter().all(|d| d.0 != Kind::OutsideFunctions));
}

#[test]
fn a_vote_counts_for_the_fiscal_year_in_which_it_falls() {
    let mut l = Ledger::default();
    l.government("90", Level::Province);
    // Within the fiscal year that begins on 1 April 2024, the 65th day before the issue.
    l.vote("90", day(10));
    let t = l.transfer("T1", "", "90", "91", yuan(1_000));
    (t.issued_on, t.year) = (day(75), 2024);
    let late = |year_start| {
        let clocks = Clocks {
            year_start,
            ..clocks()
        };
        let graph = Graph::build(l.rows(), &clocks).expect("a graph");
        graph.receipts()[0].clock.late()
    };
    assert_eq!(late((4, 1)), 5);
    assert_eq!(late((1, 1)), 0);
}
