//! Digests as subjects of statements name them: lower-case hex.

use crate::text::to_hex;
use sha2::{Digest, Sha256};
use sm3::Sm3;

/// SHA-256.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    to_hex(&Sha256::digest(bytes))
}

/// SM3 (GB/T 32905).
#[must_use]
pub fn sm3(bytes: &[u8]) -> String {
    to_hex(&Sm3::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4 and GB/T 32905-2016, appendix A.
    #[test]
    fn published_vectors() {
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            sm3(b"abc"),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
        assert_eq!(
            sm3(&b"abcd".repeat(16)),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
        );
    }
}
