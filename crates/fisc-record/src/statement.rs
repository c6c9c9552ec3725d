//! in-toto statements: an act, and the digests of everything its signer had before them.

use crate::canonical::{self, CanonicalError};
use crate::digest;
use crate::log::Hash;
use crate::text::is_digest;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The version of in-toto's statements.
pub const TYPE: &str = "https://in-toto.io/Statement/v1";
/// The predicate that is a deed in an audit.
pub const DEED: &str = "urn:fisc:deed:v1";

/// A statement with a predicate of some type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement<P> {
    /// Always [`TYPE`].
    #[serde(rename = "_type")]
    pub kind: String,
    /// What the signer had before them, by name, each once; never empty, because the first is the
    /// log itself ([`Subject::log`]).
    pub subject: Vec<Subject>,
    /// Always [`DEED`].
    #[serde(rename = "predicateType")]
    pub predicate_type: String,
    /// What is said about it.
    pub predicate: P,
}

/// A thing that a statement is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// What it is called in this engagement: `finding/F-1@2`.
    pub name: String,
    /// What it was when it was signed.
    pub digest: Digests,
}

/// The digests of one content, in lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digests {
    /// SHA-256.
    pub sha256: String,
    /// SM3, where the policy asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sm3: Option<String>,
}

impl Digests {
    /// Of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8], with_sm3: bool) -> Digests {
        Digests {
            sha256: digest::sha256(bytes),
            sm3: with_sm3.then(|| digest::sm3(bytes)),
        }
    }
}

impl Subject {
    /// A content by its bytes.
    #[must_use]
    pub fn of(name: impl Into<String>, bytes: &[u8], with_sm3: bool) -> Subject {
        Subject {
            name: name.into(),
            digest: Digests::of(bytes, with_sm3),
        }
    }

    /// The log as the signer saw it: its first `size` entries, by their root. Each signature so
    /// vouches for the whole history before it, and a log that was rewritten since has lost it.
    #[must_use]
    pub fn log(size: u64, root: Hash) -> Subject {
        Subject {
            name: format!("log@{size}"),
            digest: Digests {
                sha256: root.to_hex(),
                sm3: None,
            },
        }
    }
}

/// Why a payload is no statement of the record.
#[derive(Debug, thiserror::Error)]
pub enum StatementError {
    /// Not its canonical JSON.
    #[error("not a statement: {0}")]
    Json(#[from] CanonicalError),
    /// Another `_type` or `predicateType`.
    #[error("not a statement of this record: expected _type {TYPE} and predicateType {DEED}")]
    Kind,
    /// No subject at all.
    #[error("the statement is about nothing: its first subject is the log it was made after")]
    NoSubject,
    /// Twice or not in order.
    #[error("subject {0}: subjects stand in the order of their names, each once")]
    Order(String),
    /// A digest in another form.
    #[error("subject {0}: a digest is 64 lower-case hex digits")]
    Digest(String),
    /// An empty or invisible name.
    #[error("a subject's name is empty or holds control characters")]
    Name,
}

impl<P: Serialize + DeserializeOwned> Statement<P> {
    /// A statement; its subjects are put in order.
    #[must_use]
    pub fn new(mut subject: Vec<Subject>, predicate: P) -> Statement<P> {
        subject.sort();
        subject.dedup();
        Statement {
            kind: TYPE.to_string(),
            subject,
            predicate_type: DEED.to_string(),
            predicate,
        }
    }

    /// Its canonical JSON, which is what is signed.
    ///
    /// # Errors
    /// It is not of the form of the record.
    pub fn to_bytes(&self) -> Result<Vec<u8>, StatementError> {
        self.check()?;
        Ok(canonical::to_vec(self)?)
    }

    /// Reads a statement from its canonical JSON, and from no other form.
    ///
    /// # Errors
    /// See [`StatementError`].
    pub fn parse(bytes: &[u8]) -> Result<Statement<P>, StatementError> {
        let statement: Statement<P> = canonical::from_slice(bytes)?;
        statement.check()?;
        Ok(statement)
    }

    fn check(&self) -> Result<(), StatementError> {
        if self.kind != TYPE || self.predicate_type != DEED {
            return Err(StatementError::Kind);
        }
        if self.subject.is_empty() {
            return Err(StatementError::NoSubject);
        }
        for subject in &self.subject {
            let Subject { name, digest } = subject;
            if name.is_empty() || name.chars().any(char::is_control) {
                return Err(StatementError::Name);
            }
            if !is_digest(&digest.sha256) || !digest.sm3.as_deref().is_none_or(is_digest) {
                return Err(StatementError::Digest(name.clone()));
            }
        }
        match self
            .subject
            .windows(2)
            .find(|two| two[0].name >= two[1].name)
        {
            Some(two) => Err(StatementError::Order(two[1].name.clone())),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Any = Statement<serde_json::Value>;

    fn statement() -> Any {
        Statement::new(
            vec![
                Subject::of("finding/F-1@1", b"x", true),
                Subject::log(0, Hash::EMPTY),
                Subject::of("attachment/a.pdf", b"y", false),
            ],
            serde_json::json!({"b": 1, "a": "1.00"}),
        )
    }

    #[test]
    fn it_has_one_form() {
        let bytes = statement().to_bytes().expect("a form");
        assert_eq!(Any::parse(&bytes).expect("a statement"), statement());
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.starts_with(
            r#"{"_type":"https://in-toto.io/Statement/v1","predicate":{"a":"1.00","b":1},"#
        ));
        for (from, to) in [
            ("Statement/v1", "Statement/v2"),
            ("deed:v1", "deed:v2"),
            ("log@0", "zog@0"),
            ("attachment/a.pdf", "finding/F-1@1"),
            ("e3b0", "E3B0"),
            ("e3b0", "3b0"),
            ("log@0", ""),
            ("log@0", "log\\n0"),
            (",", ", "),
        ] {
            let other = text.replacen(from, to, 1);
            assert_ne!(other, text);
            let read = Any::parse(other.as_bytes());
            // Another name alone may still be in order.
            if to != "zog@0" {
                assert!(read.is_err(), "{other}");
            }
        }
    }

    #[test]
    fn it_is_about_something() {
        let nothing: Any = Statement::new(Vec::new(), serde_json::json!({}));
        assert!(matches!(nothing.to_bytes(), Err(StatementError::NoSubject)));
        let twice: Any = Statement::new(
            vec![Subject::of("a", b"x", false), Subject::of("a", b"y", false)],
            serde_json::json!({}),
        );
        assert!(matches!(twice.to_bytes(), Err(StatementError::Order(_))));
    }
}
