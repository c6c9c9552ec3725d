//! Signed notes (C2SP signed-note): a text and lines that sign it. The format of checkpoints, so
//! that the tools of transparency logs read ours.

use crate::key::{Algorithm, BadSignature, PublicKey, SecretKey};
use crate::text::{from_base64, to_base64, to_hex};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// Notes with more signatures are refused unread.
const MOST_SIGNATURES: usize = 16;
/// What stands before SM2's name in a key's id: C2SP gives it no number of its own.
const UNASSIGNED: u8 = 0xff;

/// A text and its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The text, with the end of its last line.
    pub text: String,
    /// Who signed it; at least one.
    pub signatures: Vec<NoteSignature>,
}

/// A line that signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// The key's name.
    pub name: String,
    /// The beginning of a digest of name and key.
    pub id: [u8; 4],
    /// The signature over the text.
    pub signature: Vec<u8>,
}

/// Why a note is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not of the form.
    #[error("not a signed note: {0}")]
    Form(&'static str),
    /// Nobody we know signed it.
    #[error("the note is not signed by {0} with the key that was given")]
    Unsigned(String),
    /// Somebody claims to be the known key.
    #[error("the note's signature by {0}: {BadSignature}")]
    Signature(String),
    /// A name that would not read back.
    #[error("“{0}” cannot name a key: it is empty or holds a space, a plus or a control character")]
    Name(String),
}

/// The first four bytes of SHA-256 of name, type and key.
#[must_use]
pub fn key_id(name: &str, key: &PublicKey) -> [u8; 4] {
    let digest = Sha256::new()
        .chain_update(name)
        .chain_update(b"\n")
        .chain_update(typed(key))
        .finalize();
    [digest[0], digest[1], digest[2], digest[3]]
}

/// The key as the tools of signed notes take it: name, id and key in one text.
#[must_use]
pub fn verifier_key(name: &str, key: &PublicKey) -> String {
    let id = to_hex(&key_id(name, key));
    format!("{name}+{id}+{}", to_base64(&typed(key)))
}

fn typed(key: &PublicKey) -> Vec<u8> {
    match key.algorithm() {
        Algorithm::Ed25519 => [&[1], key.to_bytes().as_slice()].concat(),
        Algorithm::Sm2 => [&[UNASSIGNED], b"fisc sm2\n".as_slice(), &key.to_bytes()].concat(),
    }
}

pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || c == '+')
}

impl Note {
    /// Signs a text.
    ///
    /// # Errors
    /// The text or the name would not read back.
    pub fn sign(text: String, name: &str, key: &SecretKey) -> Result<Note, NoteError> {
        if !is_name(name) {
            return Err(NoteError::Name(name.to_string()));
        }
        check_text(&text)?;
        let signature = NoteSignature {
            name: name.to_string(),
            id: key_id(name, &key.public()),
            signature: key.sign(text.as_bytes()).to_vec(),
        };
        Ok(Note {
            text,
            signatures: vec![signature],
        })
    }

    /// The text, if this key signed it under this name.
    ///
    /// # Errors
    /// It did not, or a signature that claims to be its is not.
    pub fn verify(&self, name: &str, key: &PublicKey) -> Result<&str, NoteError> {
        let id = key_id(name, key);
        let mut signed = false;
        for line in self
            .signatures
            .iter()
            .filter(|s| s.name == name && s.id == id)
        {
            key.verify(self.text.as_bytes(), &line.signature)
                .map_err(|BadSignature| NoteError::Signature(name.to_string()))?;
            signed = true;
        }
        if signed {
            Ok(&self.text)
        } else {
            Err(NoteError::Unsigned(name.to_string()))
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for line in &self.signatures {
            let signature = to_base64(&[&line.id, line.signature.as_slice()].concat());
            writeln!(f, "— {} {signature}", line.name)?;
        }
        Ok(())
    }
}

impl FromStr for Note {
    type Err = NoteError;

    fn from_str(note: &str) -> Result<Note, NoteError> {
        let form = NoteError::Form;
        let end = note.rfind("\n\n").ok_or(form("it has no empty line"))?;
        let (text, lines) = (&note[..=end], &note[end + 2..]);
        check_text(text)?;
        let lines = lines
            .strip_suffix('\n')
            .ok_or(form("its last line has no end"))?;
        if lines.split('\n').count() > MOST_SIGNATURES {
            return Err(form("it has more than 16 signatures"));
        }
        let signatures = lines
            .split('\n')
            .map(signature)
            .collect::<Option<Vec<_>>>()
            .ok_or(form("a line under it is no signature"))?;
        Ok(Note {
            text: text.to_string(),
            signatures,
        })
    }
}

fn check_text(text: &str) -> Result<(), NoteError> {
    if !text.ends_with('\n') {
        return Err(NoteError::Form(
            "its text does not end with the end of a line",
        ));
    }
    if text.chars().any(|c| c < ' ' && c != '\n') {
        return Err(NoteError::Form("its text holds control characters"));
    }
    Ok(())
}

fn signature(line: &str) -> Option<NoteSignature> {
    let (name, bytes) = line.strip_prefix("— ")?.split_once(' ')?;
    let bytes = from_base64(bytes)?;
    let (id, signature) = bytes.split_first_chunk()?;
    (is_name(name) && !signature.is_empty()).then(|| NoteSignature {
        name: name.to_string(),
        id: *id,
        signature: signature.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example in the documentation of Go's golang.org/x/mod/sumdb/note.
    const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\
        \n\
        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn published_note() {
        let key = from_base64(KEY.rsplit('+').next().expect("a key")).expect("base64");
        let key = PublicKey::from_bytes(Algorithm::Ed25519, &key[1..]).expect("a key");
        assert_eq!(verifier_key("PeterNeumann", &key), KEY);
        let note: Note = NOTE.parse().expect("a note");
        assert_eq!(note.to_string(), NOTE);
        assert!(note.verify("PeterNeumann", &key).is_ok());
        assert!(matches!(
            note.verify("Peter", &key),
            Err(NoteError::Unsigned(_))
        ));
        let other: Note = NOTE
            .replace("problem is", "problem was")
            .parse()
            .expect("a note");
        assert!(matches!(
            other.verify("PeterNeumann", &key),
            Err(NoteError::Signature(_))
        ));
    }

    #[test]
    fn both_algorithms_sign_and_a_further_signature_is_let_be() {
        for algorithm in [Algorithm::Ed25519, Algorithm::Sm2] {
            let key = SecretKey::from_seed(algorithm, &[3; 32]).expect("a seed");
            let other = SecretKey::from_seed(algorithm, &[4; 32]).expect("a seed");
            let note = Note::sign("文\n\n本\n".into(), "a/b", &key).expect("a note");
            let mut read: Note = note.to_string().parse().expect("a note");
            assert_eq!(read, note);
            let more = Note::sign(note.text.clone(), "witness", &other).expect("a note");
            read.signatures.extend(more.signatures);
            assert_eq!(read.verify("a/b", &key.public()), Ok("文\n\n本\n"));
            assert_eq!(read.verify("witness", &other.public()), Ok("文\n\n本\n"));
            assert!(read.verify("a/b", &other.public()).is_err());
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for note in [
            "",
            "\n\n",
            "text\n",
            "text\n\n",
            &NOTE[..NOTE.len() - 1],
            &NOTE.replace("— ", "- "),
            &NOTE.replace("— ", "—  "),
            &NOTE.replace("AM=\n", "AN=\n"),
            &NOTE.replace("AM=\n", "AM\n"),
            &NOTE.replace("AM=\n", "AM= \n"),
            &NOTE.replace("AM=\n", "AM=\r\n"),
            &NOTE.replace("is the", "is\tthe"),
            "text\n\n— a AAAA\n",
            "text\n\n— a+b AAAAAAA=\n",
        ] {
            assert!(note.parse::<Note>().is_err(), "{note:?}");
        }
        let key = SecretKey::from_seed(Algorithm::Ed25519, &[3; 32]).expect("a seed");
        assert!(Note::sign("a".into(), "a", &key).is_err());
        assert!(Note::sign("a\n".into(), "a b", &key).is_err());
        assert!(Note::sign("a\n".into(), "", &key).is_err());
        let many = format!("a\n\n{}", "— a AAAAAAA=\n".repeat(17));
        assert!(many.parse::<Note>().is_err());
    }

    proptest! {
        #[test]
        fn what_reads_writes_the_same(text in "[a-z\n— =A+]{0,60}") {
            if let Ok(note) = text.parse::<Note>() {
                prop_assert_eq!(note.to_string(), text);
            }
        }
    }
}
