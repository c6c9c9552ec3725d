//! Public keys as the record writes them, and their signatures.

use crate::sums;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use sm2::dsa::signature::Verifier;

/// The user id of GM/T 0009.
const SM2_USER: &str = "1234567812345678";

/// A public key.
#[derive(Clone)]
pub struct Key {
    /// Its text.
    pub text: String,
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Ed25519(ed25519_dalek::VerifyingKey),
    Sm2(Box<sm2::dsa::VerifyingKey>),
}

impl Key {
    /// Only the one text that a key has.
    pub fn parse(text: &str) -> Option<Key> {
        let (algorithm, base64) = text.split_once(':')?;
        let bytes = bytes(base64)?;
        let kind = match algorithm {
            "ed25519" => {
                let key =
                    ed25519_dalek::VerifyingKey::from_bytes(bytes.as_slice().try_into().ok()?);
                let key = key.ok().filter(|k| !k.is_weak())?;
                // A point of the curve has a second spelling where its y is not reduced.
                if key.to_edwards().compress().as_bytes().as_slice() != bytes {
                    return None;
                }
                Kind::Ed25519(key)
            }
            "sm2" if bytes.len() == 65 && bytes[0] == 4 => {
                let key = sm2::dsa::VerifyingKey::from_sec1_bytes(SM2_USER, &bytes).ok()?;
                Kind::Sm2(Box::new(key))
            }
            _ => return None,
        };
        Some(Key {
            text: text.to_string(),
            kind,
        })
    }

    /// SHA-256 of its text: the `keyid` of its envelopes.
    pub fn id(&self) -> String {
        sums::sha256(self.text.as_bytes())
    }

    /// Whether it signed the message.
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.kind {
            Kind::Ed25519(key) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|s| key.verify_strict(message, &s).is_ok()),
            Kind::Sm2(key) => sm2::dsa::Signature::from_slice(signature)
                .is_ok_and(|s| key.verify(message, &s).is_ok()),
        }
    }

    /// What stands for it, under this name, in the signature lines of notes.
    pub fn note_id(&self, name: &str) -> [u8; 4] {
        let mut digest = Sha256::new();
        digest.update(name);
        digest.update(b"\n");
        match &self.kind {
            Kind::Ed25519(key) => {
                digest.update([1]);
                digest.update(key.as_bytes());
            }
            Kind::Sm2(key) => {
                digest.update(b"\xfffisc sm2\n");
                digest.update(key.to_sec1_bytes());
            }
        }
        let digest = digest.finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }
}

/// Strict base64.
pub fn bytes(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    fisc_model::digest::hex(bytes)
}
