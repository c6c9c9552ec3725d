//! Keys that sign: Ed25519, and SM2 with SM3 where the law asks for it. Which one a key is stands
//! before it in its text, never in what it signed, so nobody can talk a verifier into another.

use crate::text::{from_base64, to_base64};
use ed25519_dalek::Signer as _;
use serde::{Deserialize, Serialize};
use sm2::dsa::signature::Verifier as _;
use std::fmt;
use std::str::FromStr;
use zeroize::Zeroizing;

/// The user id of GM/T 0009 that goes into what SM2 signs.
pub const SM2_USER: &str = "1234567812345678";
/// The largest SM2 secret: the group's order less two. With the order less one nothing can be signed.
const SM2_LARGEST: [u8; 32] = [
    0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0x72, 0x03, 0xdf, 0x6b, 0x21, 0xc6, 0x05, 0x2b, 0x53, 0xbb, 0xf4, 0x09, 0x39, 0xd5, 0x41, 0x21,
];

/// How a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// RFC 8032.
    Ed25519,
    /// GB/T 32918 over SM3, with the user id [`SM2_USER`]; signatures are r and s, 32 bytes each.
    Sm2,
}

impl Algorithm {
    /// As it stands before a key.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Ed25519 => "ed25519",
            Algorithm::Sm2 => "sm2",
        }
    }
}

impl FromStr for Algorithm {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Algorithm, KeyError> {
        match text {
            "ed25519" => Ok(Algorithm::Ed25519),
            "sm2" => Ok(Algorithm::Sm2),
            _ => Err(KeyError::Algorithm(text.to_string())),
        }
    }
}

/// Why something is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No such algorithm.
    #[error("{0}: there are keys of ed25519 and of sm2")]
    Algorithm(String),
    /// Not the text of a public key.
    #[error(
        "not a public key: expected ed25519: or sm2: and base64 of 32 bytes or of an uncompressed point"
    )]
    Public,
    /// A point under which more than one content verifies, or that is spelled in a second way.
    #[error("a public key of a weak or unusual form; make a new key with `fisc key new`")]
    Weak,
    /// 32 bytes that are no secret of the algorithm.
    #[error("these 32 bytes are no secret key of {}", .0.name())]
    Seed(Algorithm),
    /// The system gave no chance.
    #[error("the system's random numbers are not to be had: {0}")]
    Random(String),
}

/// The signature is not one of this key over these bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature is not one of this key over this content")]
pub struct BadSignature;

/// A public key. Its text is `ed25519:` or `sm2:` and the base64 of its bytes, and one key has one
/// text.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey(Public);

#[derive(Clone)]
enum Public {
    Ed25519(ed25519_dalek::VerifyingKey),
    Sm2(Box<sm2::dsa::VerifyingKey>),
}

impl PublicKey {
    /// From the bytes of [`PublicKey::to_bytes`].
    ///
    /// # Errors
    /// They are no key, or a weak one.
    pub fn from_bytes(algorithm: Algorithm, bytes: &[u8]) -> Result<PublicKey, KeyError> {
        let key = match algorithm {
            Algorithm::Ed25519 => {
                let bytes = bytes.try_into().map_err(|_| KeyError::Public)?;
                let key =
                    ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Public)?;
                if key.is_weak() {
                    return Err(KeyError::Weak);
                }
                Public::Ed25519(key)
            }
            Algorithm::Sm2 => {
                let key = sm2::dsa::VerifyingKey::from_sec1_bytes(SM2_USER, bytes)
                    .map_err(|_| KeyError::Public)?;
                Public::Sm2(Box::new(key))
            }
        };
        let key = PublicKey(key);
        // Points have compressed and unreduced spellings too; one key must have one id.
        let one_form = match &key.0 {
            Public::Ed25519(k) => k.to_edwards().compress().to_bytes().to_vec(),
            Public::Sm2(_) => key.to_bytes(),
        };
        if one_form == bytes {
            Ok(key)
        } else {
            Err(KeyError::Weak)
        }
    }

    /// 32 bytes as in RFC 8032, or the uncompressed point (`04`, x, y).
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        match &self.0 {
            Public::Ed25519(key) => key.to_bytes().to_vec(),
            Public::Sm2(key) => key.to_sec1_bytes().to_vec(),
        }
    }

    /// How it signs.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            Public::Ed25519(_) => Algorithm::Ed25519,
            Public::Sm2(_) => Algorithm::Sm2,
        }
    }

    /// SHA-256 of the key's text, in lower-case hex: the `keyid` of its envelopes, and what people
    /// compare when they compare keys.
    #[must_use]
    pub fn id(&self) -> String {
        crate::digest::sha256(self.to_string().as_bytes())
    }

    /// Whether the signature is one of this key over the message. Strict: what verifies here
    /// verifies with every correct implementation.
    ///
    /// # Errors
    /// It is not.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), BadSignature> {
        let verified = match &self.0 {
            Public::Ed25519(key) => {
                let signature =
                    ed25519_dalek::Signature::from_slice(signature).map_err(|_| BadSignature)?;
                key.verify_strict(message, &signature).is_ok()
            }
            Public::Sm2(key) => {
                let signature =
                    sm2::dsa::Signature::from_slice(signature).map_err(|_| BadSignature)?;
                key.verify(message, &signature).is_ok()
            }
        };
        if verified { Ok(()) } else { Err(BadSignature) }
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = to_base64(&self.to_bytes());
        write!(f, "{}:{bytes}", self.algorithm().name())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<PublicKey, KeyError> {
        let (algorithm, bytes) = text.split_once(':').ok_or(KeyError::Public)?;
        let bytes = from_base64(bytes).ok_or(KeyError::Public)?;
        PublicKey::from_bytes(algorithm.parse()?, &bytes)
    }
}

impl TryFrom<String> for PublicKey {
    type Error = KeyError;

    fn try_from(text: String) -> Result<PublicKey, KeyError> {
        text.parse()
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> String {
        key.to_string()
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &PublicKey) -> bool {
        self.algorithm() == other.algorithm() && self.to_bytes() == other.to_bytes()
    }
}

impl Eq for PublicKey {}

impl PartialOrd for PublicKey {
    fn partial_cmp(&self, other: &PublicKey) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PublicKey {
    fn cmp(&self, other: &PublicKey) -> std::cmp::Ordering {
        (self.algorithm(), self.to_bytes()).cmp(&(other.algorithm(), other.to_bytes()))
    }
}

/// A secret key: 32 bytes that are wiped when it goes, and that no output shows.
#[derive(Clone)]
pub struct SecretKey {
    algorithm: Algorithm,
    seed: Zeroizing<[u8; 32]>,
}

impl SecretKey {
    /// The key of these 32 bytes: the seed of RFC 8032, or SM2's d as a big-endian number.
    ///
    /// # Errors
    /// They are no secret of SM2: nought or too large, as one in four thousand million is.
    pub fn from_seed(algorithm: Algorithm, seed: &[u8; 32]) -> Result<SecretKey, KeyError> {
        let fits = match algorithm {
            Algorithm::Ed25519 => true,
            Algorithm::Sm2 => *seed != [0; 32] && *seed <= SM2_LARGEST,
        };
        if !fits {
            return Err(KeyError::Seed(algorithm));
        }
        Ok(SecretKey {
            algorithm,
            seed: Zeroizing::new(*seed),
        })
    }

    /// A new key, from the system's random numbers.
    ///
    /// # Errors
    /// The system has none.
    pub fn generate(algorithm: Algorithm) -> Result<SecretKey, KeyError> {
        let mut seed = Zeroizing::new([0; 32]);
        loop {
            getrandom::fill(&mut seed[..]).map_err(|e| KeyError::Random(e.to_string()))?;
            if let Ok(key) = SecretKey::from_seed(algorithm, &seed) {
                return Ok(key);
            }
        }
    }

    /// How it signs.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Its public key.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(match self.algorithm {
            Algorithm::Ed25519 => Public::Ed25519(self.ed25519().verifying_key()),
            Algorithm::Sm2 => Public::Sm2(Box::new(self.sm2().verifying_key().clone())),
        })
    }

    /// Signs the message; the same message gives the same 64 bytes (RFC 8032, RFC 6979).
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        match self.algorithm {
            Algorithm::Ed25519 => self.ed25519().sign(message).to_bytes(),
            Algorithm::Sm2 => self.sm2().sign(message).to_bytes().into(),
        }
    }

    pub(crate) fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    fn ed25519(&self) -> ed25519_dalek::SigningKey {
        ed25519_dalek::SigningKey::from_bytes(&self.seed)
    }

    fn sm2(&self) -> sm2::dsa::SigningKey {
        sm2::dsa::SigningKey::from_slice(SM2_USER, &self.seed[..])
            .expect("from_seed let no other number in")
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.public())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bytes(hex: &str) -> Vec<u8> {
        hex.as_bytes()
            .chunks(2)
            .map(|two| u8::from_str_radix(std::str::from_utf8(two).expect("ASCII"), 16))
            .collect::<Result<_, _>>()
            .expect("hex")
    }

    fn key(algorithm: Algorithm, seed: &str) -> SecretKey {
        let seed: [u8; 32] = bytes(seed).try_into().expect("32 bytes");
        SecretKey::from_seed(algorithm, &seed).expect("a seed")
    }

    /// RFC 8032 §7.1, tests 1 to 3.
    #[test]
    fn published_vectors_of_ed25519() {
        for (seed, public, message, signature) in [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            ),
        ] {
            let key = key(Algorithm::Ed25519, seed);
            assert_eq!(key.public().to_bytes(), bytes(public));
            assert_eq!(key.sign(&bytes(message)).to_vec(), bytes(signature));
            assert_eq!(
                key.public().verify(&bytes(message), &bytes(signature)),
                Ok(())
            );
        }
    }

    /// GB/T 32918.5-2017, appendix A: the recommended curve and the default user id.
    #[test]
    fn published_vector_of_sm2() {
        let key = key(
            Algorithm::Sm2,
            "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8",
        );
        assert_eq!(
            key.public().to_bytes(),
            bytes(concat!(
                "04",
                "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020",
                "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
            ))
        );
        let signature = bytes(concat!(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3",
            "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
        ));
        assert_eq!(key.public().verify(b"message digest", &signature), Ok(()));
        assert_eq!(
            key.public().verify(b"message digesu", &signature),
            Err(BadSignature)
        );
    }

    #[test]
    fn a_key_has_one_text() {
        for algorithm in [Algorithm::Ed25519, Algorithm::Sm2] {
            let public = SecretKey::from_seed(algorithm, &[7; 32])
                .expect("a seed")
                .public();
            let text = public.to_string();
            assert_eq!(text.parse(), Ok(public));
            for other in [
                text.trim_end_matches('=').to_string(),
                format!("{text} "),
                text.replace(':', ": "),
                text.to_uppercase(),
                text.replacen("ed25519:", "sm2:", 1)
                    .replacen("sm2:", "ed25519:", 1),
                String::new(),
            ] {
                if other != text {
                    assert!(other.parse::<PublicKey>().is_err(), "{other}");
                }
            }
        }
        // The same point, compressed.
        let point = SecretKey::from_seed(Algorithm::Sm2, &[7; 32])
            .expect("a seed")
            .public()
            .to_bytes();
        let sign = 2 + (point[64] & 1);
        let short: Vec<u8> = [&[sign], &point[1..33]].concat();
        assert_eq!(
            PublicKey::from_bytes(Algorithm::Sm2, &short),
            Err(KeyError::Weak)
        );
    }

    /// Under a point of small order one signature fits many contents; y of at least the field's
    /// prime is a second spelling.
    #[test]
    fn weak_keys_are_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        assert_eq!(
            PublicKey::from_bytes(Algorithm::Ed25519, &identity),
            Err(KeyError::Weak)
        );
        assert_eq!(
            PublicKey::from_bytes(Algorithm::Ed25519, &[0; 32]),
            Err(KeyError::Weak)
        );
        for y in 0xed..=0xff_u8 {
            let mut large = [0xff; 32];
            large[0] = y;
            large[31] = 0x7f;
            assert!(
                PublicKey::from_bytes(Algorithm::Ed25519, &large).is_err(),
                "{y}"
            );
        }
    }

    #[test]
    fn seeds_outside_the_group_are_refused() {
        let mut too_large = SM2_LARGEST;
        assert!(SecretKey::from_seed(Algorithm::Sm2, &too_large).is_ok());
        too_large[31] += 1;
        for seed in [[0; 32], too_large, [0xff; 32]] {
            let refused = SecretKey::from_seed(Algorithm::Sm2, &seed);
            assert_eq!(refused.err(), Some(KeyError::Seed(Algorithm::Sm2)));
        }
    }

    #[test]
    fn no_secret_is_shown() {
        for algorithm in [Algorithm::Ed25519, Algorithm::Sm2] {
            let key = SecretKey::from_seed(algorithm, &[0x5a; 32]).expect("a seed");
            let shown = format!("{key:?} {key:#?}");
            assert!(shown.contains(&key.public().to_string()));
            for secret in ["5a5a", "90, 90", &to_base64(&[0x5a; 30])] {
                assert!(!shown.contains(secret), "{shown}");
            }
        }
    }

    #[test]
    fn new_keys_differ_and_sign() {
        for algorithm in [Algorithm::Ed25519, Algorithm::Sm2] {
            let (a, b) = (
                SecretKey::generate(algorithm),
                SecretKey::generate(algorithm),
            );
            let (a, b) = (a.expect("chance"), b.expect("chance"));
            assert_ne!(a.public(), b.public());
            assert_eq!(a.public().verify(b"x", &a.sign(b"x")), Ok(()));
            assert_eq!(b.public().verify(b"x", &a.sign(b"x")), Err(BadSignature));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn every_changed_bit_is_noticed(
            seed in any::<[u8; 32]>(), message in any::<Vec<u8>>(), bit in 0..512_usize, sm2 in any::<bool>()
        ) {
            let algorithm = if sm2 { Algorithm::Sm2 } else { Algorithm::Ed25519 };
            if let Ok(key) = SecretKey::from_seed(algorithm, &seed) {
                let mut signature = key.sign(&message);
                prop_assert_eq!(key.public().verify(&message, &signature), Ok(()));
                signature[bit / 8] ^= 1 << (bit % 8);
                prop_assert_eq!(key.public().verify(&message, &signature), Err(BadSignature));
            }
        }

        #[test]
        fn no_text_is_a_panic(text in ".*", bytes in any::<Vec<u8>>()) {
            let _ = text.parse::<PublicKey>();
            let _ = PublicKey::from_bytes(Algorithm::Sm2, &bytes);
            let _ = PublicKey::from_bytes(Algorithm::Ed25519, &bytes);
        }
    }
}
