//! Selecting items that all count the same.

use super::super::Error;
use super::{Stream, Way};
use std::collections::BTreeSet;

/// The positions (from 0) of n items of a population of `all`, in the order in which they are drawn.
///
/// - random: numbers below `all`, those drawn before passed over; a longer sample begins with a shorter
///   one of the same seed;
/// - interval: with r below `all`, the items ⌊(r + i·all) / n⌋; each item has the probability n/all;
/// - cell: one item of each cell from ⌊i·all/n⌋ to before ⌊(i+1)·all/n⌋.
///
/// The sieve is one of amounts and refused here.
pub fn items(way: Way, all: u64, n: u64, stream: &mut Stream) -> Result<Vec<u64>, Error> {
    if n > all {
        return Err(Error::Part {
            what: "more items to draw than the population has",
            part: n,
            whole: all,
        });
    }
    let at = |sum: u128| (sum / u128::from(n)) as u64;
    let edge = |i: u64| at(u128::from(i) * u128::from(all));
    Ok(match way {
        Way::Random => {
            let mut seen = BTreeSet::new();
            let mut drawn = Vec::new();
            while (drawn.len() as u64) < n {
                let item = stream.below(all);
                if seen.insert(item) {
                    drawn.push(item);
                }
            }
            drawn
        }
        _ if n == 0 => Vec::new(),
        Way::Interval => {
            let start = u128::from(stream.below(all));
            (0..n)
                .map(|i| at(start + u128::from(i) * u128::from(all)))
                .collect()
        }
        Way::Cell => (0..n)
            .map(|i| edge(i) + stream.below(edge(i + 1) - edge(i)))
            .collect(),
        Way::Sieve => {
            return Err(Error::Amount(
                "the sieve draws by amount: it needs monetary units",
            ));
        }
    })
}
