//! DSSE envelopes: bytes, what they are, and a signature over both.
//!
//! The `keyid` in an envelope is signed by nobody. It never chooses the key: verification is
//! against a key that the caller holds for the person, and a `keyid` that names another one is
//! refused afterwards, because two spellings of one envelope would be two entries.

use crate::canonical::{self, CanonicalError};
use crate::digest;
use crate::key::{BadSignature, PublicKey, SecretKey};
use crate::text::{base64_field, is_digest};
use serde::{Deserialize, Serialize};

/// What the payload of a statement calls itself.
pub const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";

/// An envelope with one signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Envelope {
    /// What is signed.
    #[serde(with = "base64_field")]
    pub payload: Vec<u8>,
    /// What it is.
    pub payload_type: String,
    /// By whom: exactly one; who signs with others signs an envelope of their own.
    pub signatures: Vec<Signature>,
}

/// A signature in an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// A hint: [`PublicKey::id`] of the signer's key.
    pub keyid: String,
    /// 64 bytes.
    #[serde(with = "base64_field")]
    pub sig: Vec<u8>,
}

/// Why an envelope is refused.
#[derive(Debug, thiserror::Error)]
pub enum EnvelopeError {
    /// Not its JSON.
    #[error("not an envelope: {0}")]
    Json(#[from] CanonicalError),
    /// Another type of payload.
    #[error("the envelope's payloadType is not {PAYLOAD_TYPE}")]
    PayloadType,
    /// None, or more than one.
    #[error("an envelope holds one signature, this one {0}")]
    Signatures(usize),
    /// Not of the form of a signature.
    #[error("the envelope's signature is not 64 bytes with a keyid of 64 hex digits")]
    Form,
    /// Of another key, or over other bytes.
    #[error(transparent)]
    Signature(#[from] BadSignature),
    /// The signature is right and the hint is wrong.
    #[error("the envelope's keyid names another key than the one that signed")]
    KeyId,
}

/// DSSE's pre-authentication encoding: what is really signed.
#[must_use]
pub fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!(
        "DSSEv1 {} {payload_type} {} ",
        payload_type.len(),
        payload.len()
    );
    [head.as_bytes(), payload].concat()
}

impl Envelope {
    /// Signs the payload of a statement.
    #[must_use]
    pub fn sign(payload: Vec<u8>, key: &SecretKey) -> Envelope {
        let sig = key.sign(&pae(PAYLOAD_TYPE, &payload)).to_vec();
        Envelope {
            payload,
            payload_type: PAYLOAD_TYPE.to_string(),
            signatures: vec![Signature {
                keyid: key.public().id(),
                sig,
            }],
        }
    }

    /// The payload, if this key signed it.
    ///
    /// # Errors
    /// See [`EnvelopeError`].
    pub fn verify(&self, key: &PublicKey) -> Result<&[u8], EnvelopeError> {
        let signature = self.signature()?;
        key.verify(&pae(&self.payload_type, &self.payload), &signature.sig)?;
        if signature.keyid != key.id() {
            return Err(EnvelopeError::KeyId);
        }
        Ok(&self.payload)
    }

    /// Its one signature, looked at but not verified.
    ///
    /// # Errors
    /// The envelope is not of the form of the record.
    pub fn signature(&self) -> Result<&Signature, EnvelopeError> {
        if self.payload_type != PAYLOAD_TYPE {
            return Err(EnvelopeError::PayloadType);
        }
        let [signature] = self.signatures.as_slice() else {
            return Err(EnvelopeError::Signatures(self.signatures.len()));
        };
        if signature.sig.len() != 64 || !is_digest(&signature.keyid) {
            return Err(EnvelopeError::Form);
        }
        Ok(signature)
    }

    /// Reads an envelope as it comes from a signer: any spelling of its JSON, since only its
    /// canonical form enters the record.
    ///
    /// # Errors
    /// Not an envelope of the form of the record.
    pub fn read(json: &[u8]) -> Result<Envelope, EnvelopeError> {
        let envelope: Envelope = serde_json::from_slice(json).map_err(CanonicalError::from)?;
        envelope.signature()?;
        Ok(envelope)
    }

    /// Its canonical JSON.
    ///
    /// # Panics
    /// Never: it holds text only, and text always has a canonical form.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_vec(self).expect("text only")
    }

    /// SHA-256 of its canonical JSON: names an envelope that was refused.
    #[must_use]
    pub fn digest(&self) -> String {
        digest::sha256(&self.to_bytes())
    }

    /// SHA-256 of its payload: the same statement is recorded once, however often it is signed.
    #[must_use]
    pub fn statement_digest(&self) -> String {
        digest::sha256(&self.payload)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Algorithm;

    /// DSSE 1.0.2, protocol.md.
    #[test]
    fn published_encoding() {
        assert_eq!(
            pae("http://example.com/HelloWorld", b"hello world"),
            b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
        );
        assert_eq!(pae("", b""), b"DSSEv1 0  0 ");
        assert_eq!(pae("é", "é".as_bytes()), "DSSEv1 2 é 2 é".as_bytes());
    }

    fn key(n: u8) -> SecretKey {
        SecretKey::from_seed(Algorithm::Ed25519, &[n; 32]).expect("a seed")
    }

    #[test]
    fn only_the_given_key_counts() {
        let envelope = Envelope::sign(b"{}".to_vec(), &key(1));
        assert_eq!(envelope.verify(&key(1).public()).expect("signed"), b"{}");
        let other = key(2).public();
        assert!(matches!(
            envelope.verify(&other),
            Err(EnvelopeError::Signature(_))
        ));
        let mut forged = envelope.clone();
        forged.signatures[0].keyid = other.id();
        assert!(matches!(
            forged.verify(&other),
            Err(EnvelopeError::Signature(_))
        ));
        assert!(matches!(
            forged.verify(&key(1).public()),
            Err(EnvelopeError::KeyId)
        ));
    }

    #[test]
    fn other_forms_are_refused() {
        let good = Envelope::sign(b"{}".to_vec(), &key(1));
        let public = key(1).public();
        let mut typed = good.clone();
        typed.payload_type = "application/json".into();
        assert!(matches!(
            typed.verify(&public),
            Err(EnvelopeError::PayloadType)
        ));
        let mut twice = good.clone();
        twice.signatures.push(twice.signatures[0].clone());
        assert!(matches!(
            twice.verify(&public),
            Err(EnvelopeError::Signatures(2))
        ));
        let mut none = good.clone();
        none.signatures.clear();
        assert!(matches!(
            none.verify(&public),
            Err(EnvelopeError::Signatures(0))
        ));
        let mut long = good.clone();
        long.signatures[0].sig.push(0);
        assert!(matches!(long.verify(&public), Err(EnvelopeError::Form)));
        let mut payload = good.clone();
        payload.payload.push(b' ');
        assert!(matches!(
            payload.verify(&public),
            Err(EnvelopeError::Signature(_))
        ));
    }

    #[test]
    fn it_is_read_in_any_spelling_and_written_in_one() {
        let good = Envelope::sign(b"{}".to_vec(), &key(1));
        let pretty = serde_json::to_vec_pretty(&good).expect("JSON");
        let read = Envelope::read(&pretty).expect("an envelope");
        assert_eq!(read.to_bytes(), good.to_bytes());
        assert_eq!(read.digest(), good.digest());
        for bad in [
            "",
            "{}",
            r#"{"payload":"e30","payloadType":"x","signatures":[]}"#,
        ] {
            assert!(Envelope::read(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
