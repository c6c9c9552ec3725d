//! Money that comes round: what is found, what stays quiet, and that depth is no danger.

use crate::ledger::{day, yuan};
use fisc_flow::{CircleRule, Edge, Share, circles};
use fisc_model::Money;
use proptest::prelude::*;

const RULE: CircleRule = CircleRule {
    days: 60,
    share: Share { part: 9, of: 10 },
    longest: 4,
};

fn edge<'a>(from: &'a str, to: &'a str, key: &'a str, amount: i128, on: u64) -> Edge<'a> {
    Edge {
        from,
        to,
        key,
        moved: Some((yuan(amount), day(on))),
        starts: from == "gov",
    }
}

fn found<'a>(edges: &[Edge<'a>]) -> Vec<(Vec<&'a str>, Money, i64)> {
    circles(edges, &RULE)
        .into_iter()
        .map(|c| {
            (
                c.steps.iter().flatten().map(|e| edges[*e].key).collect(),
                c.amount,
                c.days,
            )
        })
        .collect()
}

#[test]
fn out_through_others_and_back() {
    let tie = Edge {
        from: "b",
        to: "owner",
        key: "tie",
        moved: None,
        starts: false,
    };
    let edges = [
        edge("gov", "a", "out", 1_000, 10),
        edge("a", "b", "on", 960, 20),
        tie,
        edge("owner", "gov", "half", 500, 40),
        edge("owner", "gov", "rest", 450, 69),
    ];
    // 59 days; 950 of 1,000 came back in two payments through an owned company.
    assert_eq!(
        found(&edges),
        [(vec!["out", "on", "tie", "half", "rest"], yuan(950), 59)]
    );
}

#[test]
fn instalments_out_and_one_payment_in() {
    let edges = [
        edge("gov", "a", "one", 400, 10),
        edge("gov", "a", "two", 600, 12),
        edge("a", "gov", "in", 1_000, 30),
    ];
    assert_eq!(found(&edges), [(vec!["one", "two", "in"], yuan(1_000), 20)]);
}

#[test]
fn what_does_not_come_round_is_quiet() {
    for (why, edges) in [
        (
            "a fee of another size",
            vec![
                edge("gov", "a", "1", 1_000, 10),
                edge("a", "gov", "2", 80, 20),
            ],
        ),
        (
            "in before out",
            vec![
                edge("a", "gov", "1", 1_000, 10),
                edge("gov", "a", "2", 1_000, 20),
            ],
        ),
        (
            "day 61",
            vec![
                edge("gov", "a", "1", 1_000, 10),
                edge("a", "gov", "2", 1_000, 71),
            ],
        ),
        (
            "more than came in",
            vec![
                edge("gov", "a", "1", 1_000, 10),
                edge("a", "gov", "2", 1_001, 20),
            ],
        ),
        (
            "below the share",
            vec![
                edge("gov", "a", "1", 1_000, 10),
                edge("a", "gov", "2", 899, 20),
            ],
        ),
        (
            "no start",
            vec![
                edge("b", "a", "1", 1_000, 10),
                edge("a", "b", "2", 1_000, 20),
            ],
        ),
        (
            "five steps",
            vec![
                edge("gov", "a", "1", 1_000, 10),
                edge("a", "b", "2", 1_000, 11),
                edge("b", "c", "3", 1_000, 12),
                edge("c", "d", "4", 1_000, 13),
                edge("d", "gov", "5", 1_000, 14),
            ],
        ),
    ] {
        assert_eq!(found(&edges), [], "{why}");
    }
}

#[test]
fn at_the_boundaries_it_is_found() {
    for (amount, on) in [(1_000, 70), (900, 20), (1_000, 10)] {
        let edges = [
            edge("gov", "a", "1", 1_000, 10),
            edge("a", "gov", "2", amount, on),
        ];
        assert_eq!(found(&edges).len(), 1, "{amount} on day {on}");
    }
}

#[test]
fn a_movement_is_in_one_circle() {
    let edges = [
        edge("gov", "a", "out1", 1_000, 10),
        edge("gov", "a", "out2", 1_000, 15),
        edge("a", "gov", "in1", 1_000, 20),
        edge("a", "gov", "in2", 1_000, 25),
    ];
    let all = found(&edges);
    assert_eq!(
        all,
        [
            (vec!["out1", "in1"], yuan(1_000), 10),
            (vec!["out2", "in2"], yuan(1_000), 10)
        ]
    );
}

#[test]
fn a_chain_of_a_million_is_no_deep_recursion() {
    let names: Vec<String> = (0..1_000_000).map(|n| n.to_string()).collect();
    let mut edges: Vec<Edge<'_>> = names
        .windows(2)
        .map(|w| edge(&w[0], &w[1], "", 10, 5))
        .collect();
    edges.push(edge(&names[999_999], &names[0], "", 10, 5));
    assert_eq!(circles(&edges, &RULE), []);
}

proptest! {
    #[test]
    fn every_circle_is_one_and_the_order_of_edges_changes_nothing(
        made in prop::collection::vec((0usize..5, 0usize..5, 80i128..120, 1u64..90), 0..40), turn in 0usize..40,
    ) {
        let names = ["gov", "a", "b", "c", "d"];
        let keys: Vec<String> = (0..made.len()).map(|n| format!("k{n:02}")).collect();
        let edges: Vec<Edge<'_>> = made.iter().zip(&keys)
            .map(|((a, b, amount, on), key)| edge(names[*a], names[*b], key, *amount, *on)).collect();
        let mut seen = Vec::new();
        for c in circles(&edges, &RULE) {
            let first: Money = c.steps[0].iter().map(|e| edges[*e].moved.expect("money").0).sum();
            let (mut sum, mut last) = (first, day(1));
            for (n, step) in c.steps.iter().enumerate() {
                let next = &c.steps[(n + 1) % c.steps.len()];
                prop_assert_eq!(edges[step[0]].to, edges[next[0]].from);
                let moved: Money = step.iter().map(|e| edges[*e].moved.expect("money").0).sum();
                prop_assert!(moved <= sum && moved.0 * 10 >= first.0 * 9);
                sum = moved;
                for e in step {
                    prop_assert!(n == 0 || edges[*e].moved.expect("money").1 >= last || step.len() > 1);
                    prop_assert!(!seen.contains(e));
                    seen.push(*e);
                }
                last = step.iter().map(|e| edges[*e].moved.expect("money").1).max().expect("a day");
            }
            prop_assert_eq!(c.amount, sum);
            prop_assert!(c.days <= RULE.days);
        }
        let mut other = edges.clone();
        other.reverse();
        let middle = turn.min(other.len());
        other.rotate_left(middle);
        prop_assert_eq!(found(&edges), found(&other));
    }
}
