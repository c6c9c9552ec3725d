//! Whose signature it is. An envelope verifies under a key of the person whose deed it holds, or it
//! is refused; the key id in it is a hint that nobody signed, and decides nothing.

use crate::case::Case;
use crate::refusal::Refusal;
use crate::subjects::Subject;
use crate::texts::Place;
use chrono::{DateTime, Utc};
use fisc_model::act::{Act, Deed};
use fisc_record::envelope::{Envelope, EnvelopeError};
use fisc_record::key::PublicKey;
use fisc_record::statement::Statement;

/// The person of what the log itself signs.
pub const LOG: &str = "log";

/// An envelope that is really its signer's.
#[derive(Clone, Debug)]
pub struct Signed {
    /// What is done.
    pub deed: Deed,
    /// What the signer had before them.
    pub subjects: Vec<Subject>,
    /// The key that signed.
    pub key: PublicKey,
}

/// The deed as it is claimed, whoever signed it: for messages and for sorting into logs only.
#[must_use]
pub fn claimed(envelope: &Envelope) -> Option<Deed> {
    Statement::<Deed>::parse(&envelope.payload)
        .ok()
        .map(|s| s.predicate)
}

/// Opens an envelope that was received at a moment.
///
/// # Errors
/// It is not of the form of the record, not signed by a key of its person, or by a revoked one.
pub fn open(case: &Case, envelope: &Envelope, received: DateTime<Utc>) -> Result<Signed, Refusal> {
    let refuse = |rule, places: &[(&str, Place)]| Err(Refusal::new(rule, rule, places));
    let statement: Statement<Deed> = match Statement::parse(&envelope.payload) {
        Ok(statement) => statement,
        Err(error) => return refuse("form", &[("error", error.to_string().into())]),
    };
    let deed = statement.predicate;
    let keys: Vec<(PublicKey, Option<DateTime<Utc>>)> = match (&deed.act, case.opened()) {
        (Act::Open { key, .. }, None) => match key.parse() {
            Ok(key) => vec![(key, None)],
            Err(_) => return refuse("key-form", &[]),
        },
        (_, None) => return refuse("not-open", &[]),
        (_, Some(opened)) if deed.person == LOG => vec![(opened.log_key.clone(), None)],
        (_, Some(_)) => {
            let Some(person) = case.person(&deed.person) else {
                return refuse("unknown-person", &[("person", (&deed.person).into())]);
            };
            let revoked = |k: &crate::people::Key| k.revoked.as_ref().map(|(from, _)| *from);
            person
                .keys
                .iter()
                .map(|k| (k.key.clone(), revoked(k)))
                .collect()
        }
    };
    let place = [("person", (&deed.person).into())];
    for (key, revoked) in keys {
        match envelope.verify(&key) {
            Ok(_) => {}
            Err(EnvelopeError::Signature(_)) => continue,
            Err(EnvelopeError::KeyId) => return refuse("forged-keyid", &place),
            Err(error) => return refuse("form", &[("error", error.to_string().into())]),
        }
        if let Some(from) = revoked.filter(|from| *from <= received) {
            let places = [("person", (&deed.person).into()), ("from", from.into())];
            return refuse("revoked-key", &places);
        }
        let subjects = statement.subject;
        return Ok(Signed {
            deed,
            subjects,
            key,
        });
    }
    // The hint names a key of this person under which the signature does not verify.
    let hint = envelope.signatures.first().map(|s| &s.keyid);
    let known = case
        .person(&deed.person)
        .is_some_and(|p| p.keys.iter().any(|k| Some(&k.key.id()) == hint));
    refuse(if known { "forged-keyid" } else { "wrong-key" }, &place)
}
