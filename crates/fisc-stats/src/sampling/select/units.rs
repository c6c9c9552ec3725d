//! Selecting monetary units, and with them the items they belong to.

use super::super::Error;
use super::{Stream, Way};

/// An item that monetary units drew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its position in the population, from 0.
    pub at: usize,
    /// How many of the units drawn were its; 0 for an item that is certain.
    pub hits: u64,
}

/// A selection of monetary units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Units {
    /// Items of an interval or more: all of them are examined, nothing is projected from them.
    pub certain: Vec<usize>,
    /// Items drawn, in the order of the population.
    pub drawn: Vec<Hit>,
    /// The units that were drawn for: ⌈book value of the others / interval⌉.
    pub n: u64,
    /// Book value, in cents, of what is not certain.
    pub rest: i128,
}

/// Draws from amounts (whole cents, in the order of the population) with this interval. Amounts of zero
/// or less have no units and cannot be drawn: they are examined otherwise. Among the others, with
/// n = ⌈rest / interval⌉:
///
/// - interval: unit r + i·interval with r below the interval, until the end;
/// - cell: in each interval one unit; one beyond the end is no hit, so that each item keeps the
///   probability book / interval;
/// - random: n units of the whole, each as likely;
/// - sieve: each amount over a random number (64 bits, plus one), the n largest quotients, ties to the
///   earlier item.
pub fn units(
    way: Way,
    amounts: &[i128],
    interval: i128,
    stream: &mut Stream,
) -> Result<Units, Error> {
    if interval <= 0 {
        return Err(Error::Amount("the interval must be above zero"));
    }
    let certain = |x: i128| x >= interval;
    let mut sums = Vec::with_capacity(amounts.len());
    let mut rest = 0i128;
    for x in amounts {
        if *x > 0 && !certain(*x) {
            rest = rest.checked_add(*x).ok_or(Error::Overflow)?;
        }
        sums.push(rest);
    }
    let whole = u64::try_from(rest).map_err(|_| Error::Overflow)?;
    let step = u64::try_from(interval).map_err(|_| Error::Overflow)?;
    let n = whole.div_ceil(step);
    let mut units: Vec<u64> = match way {
        Way::Interval => {
            let start = stream.below(step);
            (0..n)
                .filter_map(|i| i.checked_mul(step)?.checked_add(start))
                .collect()
        }
        Way::Cell => (0..n)
            .filter_map(|i| i.checked_mul(step)?.checked_add(stream.below(step)))
            .collect(),
        Way::Random => (0..n).map(|_| stream.below(whole)).collect(),
        Way::Sieve => Vec::new(),
    };
    units.retain(|unit| *unit < whole);
    units.sort_unstable();
    let mut drawn: Vec<Hit> = Vec::new();
    for unit in units {
        // The item whose units end after this one.
        let at = sums.partition_point(|sum| *sum <= i128::from(unit));
        match drawn.last_mut() {
            Some(last) if last.at == at => last.hits += 1,
            _ => drawn.push(Hit { at, hits: 1 }),
        }
    }
    if way == Way::Sieve {
        drawn = sieve(amounts, interval, n, stream);
    }
    Ok(Units {
        certain: (0..amounts.len())
            .filter(|i| certain(amounts[*i]))
            .collect(),
        drawn,
        n,
        rest,
    })
}

fn sieve(amounts: &[i128], interval: i128, n: u64, stream: &mut Stream) -> Vec<Hit> {
    let mut ranked: Vec<(u128, u128, usize)> = amounts
        .iter()
        .enumerate()
        .filter(|(_, x)| **x > 0 && **x < interval)
        .map(|(at, x)| (*x as u128, u128::from(stream.next()) + 1, at))
        .collect();
    // a/r against b/s without a division; amounts below 2^63 cents keep the products in 128 bits.
    ranked.sort_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)).then(a.2.cmp(&b.2)));
    ranked.truncate(n as usize);
    ranked.sort_by_key(|item| item.2);
    ranked
        .into_iter()
        .map(|(_, _, at)| Hit { at, hits: 1 })
        .collect()
}
