//! Random numbers that are the same on every machine and in every version: ChaCha keyed by what the
//! numbers are for, integers only. Each line, person and transfer has a stream of its own, so that
//! more payments change nothing but the payments.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// What a stream is for. Part of its key: two purposes never share numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum For {
    Shares = 1,
    Plan = 2,
    Line = 3,
    Transfer = 4,
    Person = 5,
    Grant = 6,
    Procurement = 7,
    Revenue = 8,
    Payroll = 9,
    Name = 10,
}

/// One stream.
pub(crate) struct Stream(ChaCha8Rng);

impl Stream {
    pub(crate) fn new(seed: u64, purpose: For, a: u64, b: u64) -> Stream {
        let mut key = [0; 32];
        for (slot, word) in key.chunks_exact_mut(8).zip([seed, purpose as u64, a, b]) {
            slot.copy_from_slice(&word.to_le_bytes());
        }
        Stream(ChaCha8Rng::from_seed(key))
    }

    /// A number in `0..n`; 0 for `n = 0`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(n);
        (wide >> 64) as u64
    }

    /// A number in `low..=high`.
    pub(crate) fn within(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True `n` times in `of`.
    pub(crate) fn chance(&mut self, n: u64, of: u64) -> bool {
        self.below(of) < n
    }

    /// An amount in cents around a median, spread as invoices are: normal in its logarithm. The
    /// ones among 64 random bits are as good as normal, and an exact power of 10/7 stands for the
    /// exponential that differs between machines.
    pub(crate) fn amount(&mut self, median: u64, largest: u64) -> i64 {
        let steps = self.0.next_u64().count_ones() as usize;
        let scaled = u128::from(median) * POWERS[steps] / POWERS[32];
        let between = 700 + u128::from(self.below(300));
        let cents = scaled * between / 840;
        let largest = u128::from(largest);
        // What is too large is drawn again evenly below: a pile at the limit would look like one.
        let cents = if cents > largest {
            largest / 3 + u128::from(self.below((largest / 2) as u64))
        } else {
            cents
        };
        i64::try_from(cents.max(1_000)).unwrap_or(i64::MAX)
    }
}

/// (10/7)^k, scaled so that every step is exact enough and the 64th still fits.
static POWERS: [u128; 65] = {
    let mut powers = [0; 65];
    powers[0] = 1 << 40;
    let mut k = 1;
    while k < 65 {
        powers[k] = powers[k - 1] * 10 / 7;
        k += 1;
    }
    powers
};

/// A number spread over 64 bits from an index: for the properties of entities that are too many to
/// give each a stream.
pub(crate) fn spread(seed: u64, purpose: For, index: u64) -> u64 {
    let mut z = seed
        .wrapping_add((purpose as u64) << 56)
        .wrapping_add(index.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_its_key() {
        let draw = |seed, a, b| {
            let mut s = Stream::new(seed, For::Line, a, b);
            [s.below(1000), s.within(5, 9), s.below(0)]
        };
        assert_eq!(draw(1, 2, 3), draw(1, 2, 3));
        assert_ne!(draw(1, 2, 3), draw(1, 3, 2));
        assert!((5..=9).contains(&draw(1, 2, 3)[1]));
    }

    #[test]
    fn amounts_spread_over_magnitudes() {
        let mut s = Stream::new(7, For::Line, 0, 0);
        let mut amounts: Vec<i64> = (0..10_000).map(|_| s.amount(800_000, 24_500_000)).collect();
        amounts.sort_unstable();
        assert!(
            (600_000..1_000_000).contains(&amounts[5_000]),
            "{}",
            amounts[5_000]
        );
        assert!(amounts[9_999] <= 24_500_000 && amounts[100] < 100_000);
        let ones = amounts
            .iter()
            .filter(|a| a.to_string().starts_with('1'))
            .count();
        assert!(
            (2_500..3_600).contains(&ones),
            "first digits as in real ledgers: {ones}"
        );
    }
}
