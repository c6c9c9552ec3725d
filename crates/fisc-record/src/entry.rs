//! What stands in the log: an envelope and when the log received it, in one form only. A second
//! spelling of an entry would be a second leaf of the tree for the same deed.

use crate::canonical::{self, CanonicalError};
use crate::envelope::{Envelope, EnvelopeError};
use chrono::{DateTime, Timelike, Utc};
use serde::{Deserialize, Serialize};

/// The longest entry: its length stands in two bytes of a C2SP entry bundle.
pub const LONGEST: usize = 65_535;

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What was signed.
    pub envelope: Envelope,
    /// When the log received it, in whole seconds.
    pub received: DateTime<Utc>,
}

/// Why something is no entry.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// Not its canonical JSON.
    #[error("not an entry: {0}")]
    Json(#[from] CanonicalError),
    /// The envelope is not one of the record.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// Parts of a second.
    #[error("an entry is received at a whole second")]
    Second,
    /// It would not fit.
    #[error(
        "an entry of {0} bytes; there is room for {LONGEST}: put long texts in an attachment and name it"
    )]
    Long(usize),
}

impl Entry {
    /// An envelope as it is received; parts of a second are dropped.
    #[must_use]
    pub fn new(envelope: Envelope, received: DateTime<Utc>) -> Entry {
        let received = received.with_nanosecond(0).unwrap_or(received);
        Entry { envelope, received }
    }

    /// Its canonical JSON: the leaf of the log.
    ///
    /// # Errors
    /// It is not of the form of the record, or too long.
    pub fn to_bytes(&self) -> Result<Vec<u8>, EntryError> {
        self.check()?;
        let bytes = canonical::to_vec(self)?;
        if bytes.len() > LONGEST {
            return Err(EntryError::Long(bytes.len()));
        }
        Ok(bytes)
    }

    /// Reads an entry from its canonical JSON, and from no other form. Signatures are looked at,
    /// not verified: that takes a key.
    ///
    /// # Errors
    /// See [`EntryError`].
    pub fn parse(bytes: &[u8]) -> Result<Entry, EntryError> {
        if bytes.len() > LONGEST {
            return Err(EntryError::Long(bytes.len()));
        }
        let entry: Entry = canonical::from_slice(bytes)?;
        entry.check()?;
        Ok(entry)
    }

    fn check(&self) -> Result<(), EntryError> {
        self.envelope.signature()?;
        if self.received.nanosecond() == 0 {
            Ok(())
        } else {
            Err(EntryError::Second)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{Algorithm, SecretKey};
    use proptest::prelude::*;

    fn entry(payload: &[u8]) -> Entry {
        let key = SecretKey::from_seed(Algorithm::Ed25519, &[1; 32]).expect("a seed");
        let received = DateTime::from_timestamp(1_769_846_400, 5).expect("a time");
        Entry::new(Envelope::sign(payload.to_vec(), &key), received)
    }

    #[test]
    fn it_has_one_form() {
        let bytes = entry(b"{}").to_bytes().expect("a form");
        assert_eq!(Entry::parse(&bytes).expect("an entry"), entry(b"{}"));
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(
            text.ends_with(r#","received":"2026-01-31T08:00:00Z"}"#),
            "{text}"
        );
        for (from, to) in [
            ("00Z", "00+00:00"),
            ("00Z", "00.000Z"),
            ("00Z", "00.5Z"),
            ("08:00:00Z", "16:00:00+08:00"),
            ("T08", " 08"),
            ("e30=", "e30"),
            ("e30=", "e31="),
            ("e30=", "e3\\u0030="),
            ("vnd.in-toto+json", "json"),
            (",", ", "),
            ("\"signatures\":[", "\"signatures\":[],\"x\":["),
        ] {
            let other = text.replacen(from, to, 1);
            assert_ne!(other, text, "{from}");
            assert!(Entry::parse(other.as_bytes()).is_err(), "{other}");
        }
    }

    /// Base64 of DSSE's kind has one spelling here, whatever byte of it is changed to what.
    #[test]
    fn every_other_spelling_is_refused_or_another_entry() {
        let bytes = entry(b"{\"a\":1}").to_bytes().expect("a form");
        let good = Entry::parse(&bytes).expect("an entry");
        for at in 0..bytes.len() {
            for other in 0..=127_u8 {
                let mut changed = bytes.clone();
                changed[at] = other;
                if let (Ok(entry), true) = (Entry::parse(&changed), changed != bytes) {
                    assert_ne!(entry, good, "{}", String::from_utf8_lossy(&changed));
                }
            }
        }
    }

    #[test]
    fn what_is_too_long_is_refused() {
        assert!(entry(&vec![b'x'; 48_000]).to_bytes().is_ok());
        let long = entry(&vec![b'x'; 50_000]).to_bytes();
        assert!(matches!(long, Err(EntryError::Long(_))));
    }

    proptest! {
        #[test]
        fn no_bytes_are_a_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..40), at in any::<prop::sample::Index>()
        ) {
            let mut changed = entry(b"{}").to_bytes().expect("a form");
            let at = at.index(changed.len());
            changed.splice(at..(at + 3).min(changed.len()), bytes.iter().copied());
            for bytes in [&bytes, &changed] {
                let _ = Entry::parse(bytes);
                let _ = Envelope::read(bytes);
                let _ = crate::tile::unpack(bytes);
            }
        }
    }
}
