//! How a sample is shared out among strata.

use super::super::Error;

/// Shares out n items among strata of (number of items, weight per item): in proportion to
/// number · weight, which with the standard deviation as weight is Neyman's optimal allocation (Journal
/// of the Royal Statistical Society 97, 1934) and with equal weights the proportional one. No stratum
/// gets more than it has or less than `least` (or all it has); what a full stratum leaves goes to the
/// others; remainders go to the largest fractions, ties to the earlier stratum. An error where n cannot
/// hold the least of all.
pub fn allocate(strata: &[(u64, f64)], n: u64, least: u64) -> Result<Vec<u64>, Error> {
    let all: u64 = strata.iter().map(|(items, _)| items).sum();
    let floor: Vec<u64> = strata
        .iter()
        .map(|(items, _)| (*items).min(least))
        .collect();
    let fixed: u64 = floor.iter().sum();
    let out = |what, part, whole| Err(Error::Part { what, part, whole });
    if n > all {
        return out("more items to draw than the strata have", n, all);
    }
    if fixed > n {
        return out(
            "the least that every stratum needs, of the sample",
            fixed,
            n,
        );
    }
    let flat = strata
        .iter()
        .all(|(items, weight)| *items as f64 * weight <= 0.0);
    let weight = |i: usize| strata[i].0 as f64 * if flat { 1.0 } else { strata[i].1 };
    let mut settled: Vec<Option<u64>> = vec![None; strata.len()];
    loop {
        let open: Vec<usize> = (0..strata.len())
            .filter(|i| settled[*i].is_none())
            .collect();
        let taken: u64 = settled.iter().flatten().sum();
        let total: f64 = open.iter().map(|i| weight(*i)).sum();
        let left = n - taken;
        let ideal = |i: usize| match total > 0.0 {
            true => left as f64 * weight(i) / total,
            false => left as f64 / open.len() as f64,
        };
        // One at a time: what is settled changes what the others share.
        let full = open.iter().find(|i| ideal(**i) > strata[**i].0 as f64);
        let short = open.iter().find(|i| ideal(**i) < floor[**i] as f64);
        match (full, short) {
            (_, Some(i)) => settled[*i] = Some(floor[*i]),
            (Some(i), None) => settled[*i] = Some(strata[*i].0.min(left)),
            (None, None) => {
                let parts: Vec<f64> = open.iter().map(|i| ideal(*i)).collect();
                for (i, part) in open.iter().zip(spread(&parts, left)) {
                    settled[*i] = Some(part);
                }
                break;
            }
        }
    }
    let mut shares: Vec<u64> = settled.into_iter().flatten().collect();
    repair(&mut shares, strata, n);
    Ok(shares)
}

/// Whole numbers that sum to `total`, from parts that nearly do: each rounded down, the rest to the
/// largest fractions, ties to the earlier.
pub fn spread(parts: &[f64], total: u64) -> Vec<u64> {
    let mut whole: Vec<u64> = parts.iter().map(|x| x.floor() as u64).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| {
        parts[*b]
            .fract()
            .total_cmp(&parts[*a].fract())
            .then(a.cmp(b))
    });
    let missing = total.saturating_sub(whole.iter().sum());
    for i in order.iter().cycle().take(missing as usize) {
        whole[*i] += 1;
    }
    whole
}

/// Rounding and full strata can leave a few items over or give a few too many: they are moved one by
/// one, first to or from the largest stratum that has room.
fn repair(shares: &mut [u64], strata: &[(u64, f64)], n: u64) {
    loop {
        let sum: u64 = shares.iter().sum();
        let room = |i: &usize| strata[*i].0 > shares[*i];
        let pick = match sum.cmp(&n) {
            std::cmp::Ordering::Equal => return,
            std::cmp::Ordering::Less => (0..shares.len()).filter(room).max_by_key(|i| strata[*i].0),
            std::cmp::Ordering::Greater => (0..shares.len()).max_by_key(|i| shares[*i]),
        };
        match pick {
            Some(i) if sum < n => shares[i] += 1,
            Some(i) => shares[i] -= 1,
            None => return,
        }
    }
}
