//! The random numbers of a selection.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};

/// The generator in words that are enough to build it again.
pub const GENERATOR: &str = "ChaCha20 (RFC 8439, 64-bit counter and nonce 0), key = SHA-256 of the seed's UTF-8; \
    numbers are its output as little-endian 64-bit integers; a number below b is the first that is \
    below the largest multiple of b, modulo b";

/// A stream of random numbers that a seed decides.
pub struct Stream(ChaCha20Rng);

impl Stream {
    /// The stream of this seed: any text, best one that nobody could choose, as a lottery's numbers.
    pub fn seeded(seed: &str) -> Stream {
        Stream(ChaCha20Rng::from_seed(
            Sha256::digest(seed.as_bytes()).into(),
        ))
    }

    /// A number from 0 to `bound` − 1, each as likely. `bound` is above 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        // What 2^64 leaves over beyond whole rounds of `bound` is drawn again.
        let over = (u64::MAX % bound + 1) % bound;
        loop {
            let drawn = self.next();
            if drawn <= u64::MAX - over {
                return drawn % bound;
            }
        }
    }

    /// The next 64 bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0.next_u64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_stream_is_the_published_one() {
        // RFC 8439, appendix A.1, test vector 1: key, nonce and counter are zero.
        let mut zero = Stream(ChaCha20Rng::from_seed([0; 32]));
        let bytes = [0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90];
        assert_eq!(zero.next(), u64::from_le_bytes(bytes));
    }

    #[test]
    fn every_number_is_as_likely() {
        let mut stream = Stream::seeded("even");
        let mut seen = [0u32; 3];
        for _ in 0..30_000 {
            seen[stream.below(3) as usize] += 1;
        }
        assert!(seen.iter().all(|n| n.abs_diff(10_000) < 400), "{seen:?}");
        assert_eq!(Stream::seeded("x").below(1), 0);
        let huge = u64::MAX / 2 + 2;
        assert!((0..100).all(|_| stream.below(huge) < huge));
    }
}
