//! The audit and the choice on single tables.

use super::{figures, measure, need, without};
use crate::disclosure::audit::{Figure, Insider, Need, Question, audit};
use crate::disclosure::space::{Equation, Form, Range, Space};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// M. Fischetti and J. J. Salazar González, *Solving the cell suppression problem on tabular data
/// with linear constraints*, Management Science 47 (2001): investment by activity (rows) and region
/// (columns). 22 (activity II, region C) is sensitive.
fn investment() -> Vec<Figure> {
    figures(
        &[
            (&["I", "A"], 20),
            (&["I", "B"], 50),
            (&["I", "C"], 10),
            (&["II", "A"], 8),
            (&["II", "B"], 19),
            (&["II", "C"], 22),
            (&["III", "A"], 17),
            (&["III", "B"], 32),
            (&["III", "C"], 12),
        ],
        &[&[], &[]],
    )
}

fn names(list: &[&str]) -> BTreeSet<String> {
    list.iter().map(ToString::to_string).collect()
}

fn range(figures: &[Figure], name: &str) -> Range {
    let wanted = figures.iter().find(|f| f.name == name).expect("a figure");
    let parts: BTreeSet<&String> = figures.iter().flat_map(|f| &f.parts).collect();
    let at: BTreeMap<&String, usize> = parts.into_iter().zip(0..).collect();
    let form = |f: &Figure| -> Form { f.parts.iter().map(|p| (at[p], 1)).collect() };
    let equations: Vec<Equation> = figures
        .iter()
        .filter_map(|f| {
            Some(Equation {
                form: form(f),
                value: f.value?,
            })
        })
        .collect();
    let space = Space::new(vec![Some(0); at.len()], &equations).expect("a space");
    space.range(&form(wanted)).expect("a range")
}

#[test]
fn the_published_example_is_known_to_lie_between_5_and_30() {
    let all = investment();
    let total = all.iter().find(|f| f.name == "/").expect("a total");
    assert_eq!(total.value, Some(190));
    let hidden = names(&["II/A", "II/C", "III/A", "III/C"]);
    let shown = without(&all, &hidden);
    assert_eq!(
        range(&shown, "II/C"),
        Range {
            low: Some(5),
            high: Some(30)
        }
    );
    // Withheld alone it is no secret at all.
    let shown = without(&all, &names(&["II/C"]));
    let known = Range {
        low: Some(22),
        high: Some(22),
    };
    assert_eq!(range(&shown, "II/C"), known);
}

#[test]
fn the_choice_protects_the_published_example_with_three_more_cells() {
    let all = investment();
    let asked = measure(&all, vec![need(&all, "II/C", 8)]);
    let chosen = asked.choose().expect("a choice");
    assert_eq!(chosen.hidden.len(), 4, "{:?}", chosen.hidden);
    assert!(chosen.hidden.contains("II/C"));
    let shown = without(&all, &chosen.hidden);
    let shown: Vec<&Figure> = shown.iter().collect();
    assert_eq!(audit(&shown, &asked.question), Ok(Vec::new()));
    assert_eq!(asked.choose().expect("again").hidden, chosen.hidden);
}

/// What an attacker can add up: one line with one withheld cell, two in a row but alone in their
/// columns, a withheld cell whose group's sum is shown.
#[test]
fn one_dimension_with_groups_is_protected_level_by_level() {
    let groups: &[(&str, &str)] = &[("a", "N"), ("b", "N"), ("c", "S"), ("d", "S"), ("e", "S")];
    let all = figures(
        &[
            (&["a"], 2),
            (&["b"], 40),
            (&["c"], 30),
            (&["d"], 20),
            (&["e"], 50),
        ],
        &[groups],
    );
    let asked = measure(&all, vec![need(&all, "a", 2)]);
    let chosen = asked.choose().expect("a choice");
    // b protects a in the group N, whose sum may then stay.
    assert_eq!(chosen.hidden, names(&["a", "b"]));
    // With nobody but a in its group, the group's sum goes as well, and so does another's.
    let lone = figures(
        &[(&["a"], 2), (&["c"], 30), (&["d"], 20), (&["e"], 50)],
        &[groups],
    );
    let chosen = measure(&lone, vec![need(&lone, "a", 2)])
        .choose()
        .expect("a choice");
    assert!(
        chosen.hidden.contains("N") && chosen.hidden.len() >= 3,
        "{:?}",
        chosen.hidden
    );
}

#[test]
fn a_margin_that_is_unsafe_itself_is_protected_too() {
    let all = figures(
        &[
            (&["x", "1"], 1),
            (&["x", "2"], 1),
            (&["y", "1"], 9),
            (&["y", "2"], 8),
        ],
        &[&[], &[]],
    );
    let needs = vec![
        need(&all, "x/1", 1),
        need(&all, "x/2", 1),
        need(&all, "x/", 2),
    ];
    let asked = measure(&all, needs);
    let chosen = asked.choose().expect("a choice");
    let shown = without(&all, &chosen.hidden);
    let open = range(&shown, "x/");
    assert!(
        open.low.is_none_or(|l| l == 0) && open.high.is_none_or(|h| h >= 4),
        "{open:?}"
    );
}

/// Two cells with one contributor each in a line of two: each knows the other's amount.
#[test]
fn who_is_alone_in_a_cell_knows_that_cell() {
    let all = figures(&[(&["a"], 10), (&["b"], 20), (&["c"], 500)], &[&[]]);
    let mut asked = measure(&all, vec![need(&all, "a", 2), need(&all, "b", 2)]);
    let only_two = names(&["a", "b"]);
    let chosen = asked.choose().expect("a choice");
    assert_eq!(chosen.hidden, only_two);
    let insider = |part: &str, value| Insider {
        part: part.into(),
        value,
    };
    asked.question.insiders = vec![insider("a", 10), insider("b", 20)];
    let shown = without(&all, &only_two);
    let shown: Vec<&Figure> = shown.iter().collect();
    let found = audit(&shown, &asked.question).expect("an audit");
    let who: Vec<_> = found
        .iter()
        .map(|e| (e.need.as_str(), e.insider.as_deref()))
        .collect();
    assert_eq!(who, [("b", Some("a")), ("a", Some("b"))]);
    let chosen = asked.choose().expect("a choice");
    assert!(chosen.hidden.len() > 2, "{:?}", chosen.hidden);
}

/// A table of three dimensions in which every line has two withheld cells and every cell is known:
/// counting cells in lines is not enough.
#[test]
fn two_in_every_line_can_be_too_few() {
    let mut inner: Vec<([&str; 3], i128)> = Vec::new();
    for (a, b, c, v) in [
        ("1", "1", "1", 0),
        ("1", "1", "2", 1),
        ("1", "2", "1", 1),
        ("1", "2", "2", 0),
        ("2", "1", "1", 1),
        ("2", "1", "2", 0),
        ("2", "2", "1", 0),
        ("2", "2", "2", 0),
    ] {
        inner.push(([a, b, c], v));
    }
    let values: Vec<(&[&str], i128)> = inner.iter().map(|(p, v)| (p.as_slice(), *v)).collect();
    let all = figures(&values, &[&[], &[], &[]]);
    let hidden: BTreeSet<String> = inner.iter().map(|(p, _)| p.join("/")).collect();
    let shown = without(&all, &hidden);
    // All eight move together, and 0 keeps those with one sign and those with the other in place.
    for (place, value) in &inner {
        let value = Some(*value);
        assert_eq!(
            range(&shown, &place.join("/")),
            Range {
                low: value,
                high: value
            }
        );
    }
}

/// Small tables of two and three dimensions, with totals and, in the first, a group.
fn tables() -> impl Strategy<Value = (Vec<Figure>, BTreeSet<String>)> {
    let two = prop::collection::vec(0_i128..4, 6).prop_map(|v| {
        let place = |n: usize| [["a", "b", "c"][n % 3], ["x", "y"][n / 3]];
        let places: Vec<[&str; 2]> = (0..6).map(place).collect();
        let values: Vec<(&[&str], i128)> = places
            .iter()
            .zip(&v)
            .map(|(p, v)| (p.as_slice(), *v))
            .collect();
        figures(&values, &[&[("a", "G"), ("b", "G")], &[]])
    });
    let three = prop::collection::vec(0_i128..3, 8).prop_map(|v| {
        let place = |n: usize| [["a", "b"][n % 2], ["x", "y"][n / 2 % 2], ["1", "2"][n / 4]];
        let places: Vec<[&str; 3]> = (0..8).map(place).collect();
        let values: Vec<(&[&str], i128)> = places
            .iter()
            .zip(&v)
            .map(|(p, v)| (p.as_slice(), *v))
            .collect();
        figures(&values, &[&[], &[], &[]])
    });
    prop_oneof![two, three].prop_flat_map(|all| {
        let n = all.len();
        (Just(all), prop::collection::vec(any::<bool>(), n)).prop_map(|(all, hide)| {
            // The grand total stays, so that there is an end to what can be enumerated.
            let hidden = all.iter().zip(hide);
            let hidden = hidden.filter(|(f, hide)| *hide && !f.name.chars().all(|c| c == '/'));
            let hidden = hidden.map(|(f, _)| f.name.clone()).collect();
            (all, hidden)
        })
    })
}

/// The smallest and largest value of each figure over all tables of whole numbers that agree with
/// what is shown.
fn enumerated(shown: &[Figure], sum: i128) -> BTreeMap<String, (i128, i128)> {
    let parts: Vec<&String> = shown
        .iter()
        .flat_map(|f| &f.parts)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let mut found: BTreeMap<String, (i128, i128)> = BTreeMap::new();
    let mut x = vec![0_i128; parts.len()];
    let at: BTreeMap<&String, usize> = parts.iter().copied().zip(0..).collect();
    let forms: Vec<Vec<usize>> = shown
        .iter()
        .map(|f| f.parts.iter().map(|p| at[p]).collect())
        .collect();
    fill(0, sum, &mut x, &mut |x| {
        let values: Vec<i128> = forms
            .iter()
            .map(|f| f.iter().map(|p| x[*p]).sum())
            .collect();
        if shown
            .iter()
            .zip(&values)
            .all(|(f, v)| f.value.is_none_or(|w| w == *v))
        {
            for (f, v) in shown.iter().zip(&values) {
                let range = found.entry(f.name.clone()).or_insert((*v, *v));
                *range = (range.0.min(*v), range.1.max(*v));
            }
        }
    });
    found
}

/// Every way to give out a sum.
fn fill(at: usize, left: i128, x: &mut Vec<i128>, see: &mut dyn FnMut(&[i128])) {
    if at + 1 == x.len() {
        x[at] = left;
        see(x);
        return;
    }
    for v in 0..=left {
        x[at] = v;
        fill(at + 1, left - v, x, see);
    }
}

fn total(all: &[Figure]) -> i128 {
    let whole = all.iter().max_by_key(|f| f.parts.len()).expect("a total");
    whole.value.expect("a value")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The audit and enumeration agree about every cell: what can be known, and whether that is too
    /// close.
    #[test]
    fn the_audit_knows_what_enumeration_finds((all, hidden) in tables(), room in 1_i128..4) {
        prop_assume!(total(&all) <= 8);
        let shown = without(&all, &hidden);
        let found = enumerated(&shown, total(&all));
        let needs: Vec<Need> = hidden.iter().map(|name| need(&all, name, room)).collect();
        let question = Question { least: Some(0), needs: needs.clone(), insiders: Vec::new() };
        let refs: Vec<&Figure> = shown.iter().collect();
        let exposed = audit(&refs, &question).expect("the truth is a solution");
        for n in &needs {
            let (low, high) = found[&n.name];
            let is_exposed = exposed.iter().any(|e| e.need == n.name);
            prop_assert_eq!(is_exposed, low > n.low || high < n.high, "{} in {}..{}", n.name, low, high);
            let known = range(&shown, &n.name);
            prop_assert_eq!((known.low, known.high), (Some(low), Some(high)));
        }
    }

    /// What is chosen is enough: nothing unsafe can be enumerated down to what was forbidden.
    #[test]
    fn what_is_chosen_is_enough((all, bad) in tables(), room in 1_i128..3) {
        prop_assume!(total(&all) <= 8 && total(&all) > 0);
        let zero = |name: &String| all.iter().any(|f| f.name == *name && f.value == Some(0));
        let needs: Vec<Need> = bad.iter().filter(|b| !zero(b)).map(|name| need(&all, name, room)).collect();
        let asked = measure(&all, needs.clone());
        let chosen = asked.choose().expect("a choice");
        prop_assert!(needs.iter().all(|n| chosen.hidden.contains(&n.name)));
        let shown = without(&all, &chosen.hidden);
        if shown.iter().any(|f| f.value.is_some() && f.parts.len() == all.iter().map(|f| f.parts.len()).max().unwrap_or(0)) {
            let found = enumerated(&shown, total(&all));
            for n in &needs {
                let (low, high) = found[&n.name];
                prop_assert!(low <= n.low && high >= n.high, "{} in {}..{}, asked {}..{}", n.name, low, high, n.low, n.high);
            }
        }
        let refs: Vec<&Figure> = shown.iter().collect();
        prop_assert_eq!(audit(&refs, &asked.question), Ok(Vec::new()));
    }
}
