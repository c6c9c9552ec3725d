//! Isolation forest: rows that random cuts separate early stand apart. A ranking to look at first,
//! never a verdict. Features are integers and cuts are drawn among integers, from a seeded stream
//! that no platform changes.
//!
//! F. T. Liu, K. M. Ting and Z.-H. Zhou, "Isolation forest", *ICDM* 2008: 100 trees of 256 rows,
//! score 2^(−E(h)/c(n)), c(n) = 2H(n − 1) − 2(n − 1)/n.

use crate::rounding::stored;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// How the forest is grown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Seed of the ChaCha20 stream.
    pub seed: u64,
    /// Trees.
    pub trees: u32,
    /// Rows that a tree is grown from.
    pub sample: usize,
}

impl Default for Settings {
    /// The paper's: 100 trees of 256 rows.
    fn default() -> Settings {
        Settings {
            seed: 1,
            trees: 100,
            sample: 256,
        }
    }
}

enum Node {
    Leaf {
        rows: usize,
    },
    Cut {
        feature: usize,
        below: i64,
        children: Box<[Node; 2]>,
    },
}

/// Scores of rows, in their order: near 1 stands apart, 0.5 and below does not. Every row has the
/// same number of features, at least one; rows that lack some take zero. The order of the rows
/// decides which a tree is grown from: give them in an order of their own (by key).
#[must_use]
pub fn scores(rows: &[Vec<i64>], settings: Settings) -> Vec<f64> {
    let features = rows.iter().map(Vec::len).max().unwrap_or_default();
    let sample = settings.sample.min(rows.len());
    if features == 0 || sample < 2 || settings.trees == 0 {
        return vec![0.5; rows.len()];
    }
    let mut random = ChaCha20Rng::seed_from_u64(settings.seed);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let depth = sample.next_power_of_two().ilog2();
    // Path lengths are summed in units of 2^−32: integers, whatever their order.
    let mut paths = vec![0u128; rows.len()];
    for _ in 0..settings.trees {
        for at in 0..sample {
            let other = at + below(&mut random, (rows.len() - at) as u64) as usize;
            order.swap(at, other);
        }
        let mut chosen = order[..sample].to_vec();
        let tree = grow(rows, &mut chosen, features, depth, &mut random);
        for (row, path) in rows.iter().zip(&mut paths) {
            *path += length(&tree, row);
        }
    }
    let normal = average_path(sample) * f64::from(settings.trees) * UNIT;
    paths
        .iter()
        .map(|p| stored((-(*p as f64) / normal).exp2()))
        .collect()
}

const UNIT: f64 = 4_294_967_296.0;

/// A number below `n`, all equally likely.
fn below(random: &mut ChaCha20Rng, n: u64) -> u64 {
    let fair = u64::MAX - u64::MAX % n;
    loop {
        let drawn = random.next_u64();
        if drawn < fair {
            return drawn % n;
        }
    }
}

fn value(row: &[i64], feature: usize) -> i64 {
    row.get(feature).copied().unwrap_or_default()
}

fn grow(
    rows: &[Vec<i64>],
    chosen: &mut [usize],
    features: usize,
    depth: u32,
    random: &mut ChaCha20Rng,
) -> Node {
    let leaf = Node::Leaf { rows: chosen.len() };
    if depth == 0 || chosen.len() < 2 {
        return leaf;
    }
    let range = |feature: usize| {
        let values = || chosen.iter().map(|r| value(&rows[*r], feature));
        (
            values().min().unwrap_or_default(),
            values().max().unwrap_or_default(),
        )
    };
    let cuttable: Vec<(usize, i64, i64)> = (0..features)
        .map(|f| (f, range(f)))
        .filter(|(_, (least, most))| least < most)
        .map(|(f, (least, most))| (f, least, most))
        .collect();
    if cuttable.is_empty() {
        return leaf;
    }
    let (feature, least, most) = cuttable[below(random, cuttable.len() as u64) as usize];
    // Between least + 1 and most: both sides get a row.
    let cut = least.wrapping_add_unsigned(1 + below(random, most.abs_diff(least)));
    let mut left = 0;
    for at in 0..chosen.len() {
        if value(&rows[chosen[at]], feature) < cut {
            chosen.swap(at, left);
            left += 1;
        }
    }
    let (a, b) = chosen.split_at_mut(left);
    let first = grow(rows, a, features, depth - 1, random);
    let second = grow(rows, b, features, depth - 1, random);
    Node::Cut {
        feature,
        below: cut,
        children: Box::new([first, second]),
    }
}

fn length(tree: &Node, row: &[i64]) -> u128 {
    let (mut at, mut depth) = (tree, 0u32);
    loop {
        match at {
            Node::Leaf { rows } => {
                return ((f64::from(depth) + average_path(*rows)) * UNIT).round() as u128;
            }
            Node::Cut {
                feature,
                below,
                children,
            } => {
                at = &children[usize::from(value(row, *feature) >= *below)];
                depth += 1;
            }
        }
    }
}

/// Average path of an unsuccessful search in a binary search tree of `n` rows, with the exact
/// harmonic number.
fn average_path(n: usize) -> f64 {
    if n < 2 {
        return 0.0;
    }
    let harmonic: f64 = (1..n).map(|i| 1.0 / i as f64).sum();
    2.0 * harmonic - 2.0 * (n as f64 - 1.0) / n as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_stands_apart_comes_first() {
        let mut rows: Vec<Vec<i64>> = (0..400).map(|i| vec![i * 37 % 101, i * 53 % 97]).collect();
        rows.push(vec![5_000, 4_000]);
        let scores = scores(&rows, Settings::default());
        let most = scores.iter().copied().fold(0.0, f64::max);
        assert_eq!(scores[400].to_bits(), most.to_bits());
        assert!(most > 0.7, "{most}");
        assert!(scores.iter().filter(|s| **s > 0.65).count() < 5);
    }

    /// With the paper's ln(i) + 0.5772156649 for H(i) c(256) is 10.2448; with the exact H(255) it is
    /// 10.2487.
    #[test]
    fn the_average_path_is_the_papers() {
        assert_eq!(format!("{:.4}", average_path(256)), "10.2487");
        let papers = 2.0 * (255f64.ln() + 0.577_215_664_9) - 2.0 * 255.0 / 256.0;
        assert!((average_path(256) - papers - 1.0 / 255.0).abs() < 1e-5);
        assert_eq!((average_path(1), average_path(2)), (0.0, 1.0));
    }

    #[test]
    fn a_seed_gives_one_ranking() {
        let rows: Vec<Vec<i64>> = (0..50).map(|i| vec![i * i % 71, i]).collect();
        let settings = Settings {
            trees: 10,
            ..Settings::default()
        };
        assert_eq!(scores(&rows, settings), scores(&rows, settings));
        assert_ne!(
            scores(&rows, settings),
            scores(
                &rows,
                Settings {
                    seed: 2,
                    ..settings
                }
            )
        );
        assert!(scores(&[], settings).is_empty());
        assert_eq!(scores(&[vec![1]], settings), [0.5]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn scores_lie_between_zero_and_one(
            rows in prop::collection::vec(prop::collection::vec(any::<i64>(), 0..3), 0..40), seed in any::<u64>(),
        ) {
            let settings = Settings { seed, trees: 5, sample: 16 };
            let scores = scores(&rows, settings);
            prop_assert_eq!(scores.len(), rows.len());
            prop_assert!(scores.iter().all(|s| *s > 0.0 && *s < 1.0));
        }
    }
}
