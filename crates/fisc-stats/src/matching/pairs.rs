//! The pipeline: payees in, explained pairs out, one at a time.

use super::block::{Block, Blocks, Limits, name_keys, tail_key};
use super::compare::{likeness, one_apart, transposed_digits};
use super::name::{Name, text_key};
use super::sound::units;
use super::weight::{Model, Score};
use super::words::is_han;

/// A payee as a ledger names it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Payee<'a> {
    /// The name.
    pub name: &'a str,
    /// The bank account, where it is known.
    pub account: Option<&'a str>,
    /// The identifier, where it is known.
    pub id: Option<&'a str>,
}

/// Two payees that may be one, by their positions.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The first.
    pub a: u32,
    /// The second, later than the first.
    pub b: u32,
    /// Why.
    pub score: Score,
}

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// How the blocks were.
    pub blocks: Blocks,
    /// Pairs compared.
    pub compared: u64,
    /// Pairs given.
    pub pairs: u64,
}

/// A name as it is compared: what is kept of each payee.
struct Prepared {
    /// Words in their order where they are Han, in alphabetical order otherwise.
    stem: Box<str>,
    name: Name,
    numbers: Box<str>,
}

/// Digits and Chinese numerals: 第一 and 第二 are one mistake apart and two bodies.
fn numbers(stem: &str) -> Box<str> {
    let number = |c: &char| c.is_numeric() || "一二三四五六七八九十百零".contains(*c);
    stem.chars().filter(number).collect()
}

impl Prepared {
    fn new(name: &str) -> Prepared {
        let mut name = Name::new(name);
        let stem: Box<str> = if name.words.iter().any(|w| w.chars().any(is_han)) {
            name.stem().into()
        } else {
            let mut words = name.words.clone();
            words.sort_unstable();
            words.concat().into()
        };
        let numbers = numbers(&stem);
        name.words = Vec::new();
        name.key = String::new();
        Prepared {
            stem,
            name,
            numbers,
        }
    }

    /// The level of the name: see `payee_model`.
    fn level(&self, other: &Prepared) -> usize {
        /// From here on two names that are more than one mistake apart are similar.
        const SIMILAR: f64 = 0.85;
        let (a, b) = (&*self.stem, &*other.stem);
        if a == b {
            return 0;
        }
        let (x, y) = (units(a), units(b));
        if x == y {
            return 1;
        }
        let shorter = x.len().min(y.len());
        if shorter > 3 && one_apart(a, b) {
            return if shorter > 5 { 2 } else { 3 };
        }
        if likeness(a, b) >= SIMILAR { 4 } else { 5 }
    }
}

/// Level of two numbers: the same, two digits exchanged, different.
fn number_level(a: Option<&str>, b: Option<&str>) -> Option<usize> {
    let (a, b) = (a?, b?);
    Some(if text_key(a) == text_key(b) {
        0
    } else if transposed_digits(a, b) {
        1
    } else {
        2
    })
}

/// Gives every pair of payees that share a key (of name, account or identifier: see `block.rs`) and
/// weigh at least `least` bits under the model, which has the fields of
/// [`payee_model`](super::payee_model) in their order. Each pair comes once; the order depends on the
/// limits, the pairs do not while no block is over-large. Held are the payees in their normal form
/// and `limits.keys` keys.
pub fn match_payees(
    payees: &[Payee<'_>],
    model: &Model,
    limits: Limits,
    least: f64,
    mut pair: impl FnMut(Pair),
) -> Report {
    let prepared: Vec<Prepared> = payees.iter().map(|p| Prepared::new(p.name)).collect();
    let keys = |i: u32, out: &mut Vec<u64>| {
        let payee = &payees[i as usize];
        name_keys(&prepared[i as usize].stem, out);
        out.extend(payee.account.and_then(|a| tail_key(1, a)));
        out.extend(payee.id.and_then(|i| tail_key(2, i)));
    };
    let (mut compared, mut pairs) = (0, 0);
    let (mut own, mut others) = (Vec::new(), Vec::new());
    let records = u32::try_from(payees.len()).unwrap_or(u32::MAX);
    let blocks = Blocks::stream(records, limits, keys, |Block { key, a, b }| {
        // Of the keys that two records share, the smallest gives the pair.
        own.clear();
        others.clear();
        keys(a, &mut own);
        keys(b, &mut others);
        if own.iter().any(|k| *k < key && others.contains(k)) {
            return;
        }
        compared += 1;
        let (x, y) = (&prepared[a as usize], &prepared[b as usize]);
        let (p, q) = (&payees[a as usize], &payees[b as usize]);
        let regions = !x.name.regions.is_empty() && !y.name.regions.is_empty();
        let numbered = !x.numbers.is_empty() || !y.numbers.is_empty();
        let score = model.score(&[
            Some(x.level(y)),
            regions.then(|| usize::from(!x.name.regions_agree(&y.name))),
            numbered.then(|| usize::from(x.numbers != y.numbers)),
            number_level(p.account, q.account),
            number_level(p.id, q.id),
        ]);
        if score.total >= least {
            pairs += 1;
            pair(Pair { a, b, score });
        }
    });
    Report {
        blocks,
        compared,
        pairs,
    }
}
