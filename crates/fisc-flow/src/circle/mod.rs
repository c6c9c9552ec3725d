//! Money that comes round: an amount that leaves a body and, through others, comes back to it.
//!
//! Only edges whose ends lie in one strongly connected component can be part of a circle; they are
//! found in one pass over all edges. What remains is searched from each starting edge in the order
//! of days, shortest circles first, with the amount as the guide: only where something fitting came
//! back at all, and through those alone who paid it.

mod search;
mod walk;

use chrono::NaiveDate;
use fisc_model::Money;
use rayon::prelude::*;
use search::Search;

/// Money that moved, or a tie along which money moves unseen (an owner and its company).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge<'a> {
    /// Who gave.
    pub from: &'a str,
    /// Who got.
    pub to: &'a str,
    /// Names the edge; equal edges are told apart by it.
    pub key: &'a str,
    /// How much and when; `None` for a tie, which passes any amount on any day.
    pub moved: Option<(Money, NaiveDate)>,
    /// A circle may begin here.
    pub starts: bool,
}

/// A share as an exact ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Above the line.
    pub part: u32,
    /// Below it, above zero.
    pub of: u32,
}

/// What counts as coming round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CircleRule {
    /// Days from the first movement to the last.
    pub days: i64,
    /// What moves on is at least this share of what moved first, and never more than came in.
    pub share: Share,
    /// Most steps, ties among them.
    pub longest: usize,
}

/// A circle: places of edges, step by step; several in one step moved the amount together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle {
    /// The steps.
    pub steps: Vec<Vec<usize>>,
    /// What came back.
    pub amount: Money,
    /// From the first movement to the last.
    pub days: i64,
}

/// Starting edges that are tried side by side.
const TRIED: usize = 4096;

/// The circles, in the order of their first day. Each movement is part of one circle at most; the
/// order of edges changes nothing but their places. At most 2^32 edges.
#[must_use]
pub fn circles(edges: &[Edge<'_>], rule: &CircleRule) -> Vec<Circle> {
    let search = Search::new(edges, rule);
    let mut used = vec![false; edges.len()];
    let mut found = Vec::new();
    let starts = search.starts();
    let mut rest = &starts[..];
    while !rest.is_empty() {
        // The first circle decides what those that begin later may use: it is taken, and what was
        // tried after its start is tried again.
        let tried = rest[..rest.len().min(TRIED)].par_iter().enumerate();
        let first = tried.find_map_first(|(at, start)| {
            let circle = (!used[*start]).then(|| begins_at(&search, *start, &used))?;
            Some((at, circle?))
        });
        let Some((at, circle)) = first else {
            rest = &rest[rest.len().min(TRIED)..];
            continue;
        };
        for moved in circle.steps.iter().flatten() {
            used[*moved] = edges[*moved].moved.is_some();
        }
        found.push(circle);
        rest = &rest[at + 1..];
    }
    found
}

/// The shortest circle that begins with an edge, alone or with the others to the same receiver.
fn begins_at(search: &Search<'_>, start: usize, used: &[bool]) -> Option<Circle> {
    let alone = search.from(&[start], used);
    alone.or_else(|| {
        let together = search.together(start, used)?;
        search.from(&together, used)
    })
}
