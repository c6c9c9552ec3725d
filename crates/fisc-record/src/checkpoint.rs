//! Checkpoints (C2SP tlog-checkpoint): what a log is at a size, signed by the log.

use crate::key::{PublicKey, SecretKey};
use crate::log::Hash;
use crate::note::{Note, NoteError, is_name};
use crate::text::to_number;
use std::fmt;
use std::str::FromStr;

/// A log at a size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: see [`origin`].
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Why a checkpoint is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not three lines of the form.
    #[error("not a checkpoint: expected three lines, the log's origin, its size and its root")]
    Form,
    /// Of another log.
    #[error("the checkpoint is of the log {found}, not of {expected}")]
    Origin {
        /// Of which it is.
        found: String,
        /// Of which it should be.
        expected: String,
    },
    /// Its note.
    #[error(transparent)]
    Note(#[from] NoteError),
}

/// The origin of a log of an engagement, which is its key's name too.
///
/// # Errors
/// The engagement's id would not read back from a note.
pub fn origin(engagement: &str, log: &str) -> Result<String, NoteError> {
    let origin = format!("fisc/{engagement}/{log}");
    if is_name(engagement) && is_name(log) {
        Ok(origin)
    } else {
        Err(NoteError::Name(origin))
    }
}

impl Checkpoint {
    /// Signs it with the log's key.
    ///
    /// # Errors
    /// Its origin cannot name a key.
    pub fn sign(&self, key: &SecretKey) -> Result<Note, NoteError> {
        Note::sign(self.to_string(), &self.origin, key)
    }

    /// The checkpoint in a note, if the log's key signed it.
    ///
    /// # Errors
    /// It did not, or the note is no checkpoint of this log.
    pub fn verify(
        note: &Note,
        origin: &str,
        key: &PublicKey,
    ) -> Result<Checkpoint, CheckpointError> {
        let checkpoint: Checkpoint = note.verify(origin, key)?.parse()?;
        if checkpoint.origin == origin {
            Ok(checkpoint)
        } else {
            Err(CheckpointError::Origin {
                found: checkpoint.origin,
                expected: origin.to_string(),
            })
        }
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, self.root)
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Checkpoint, CheckpointError> {
        let mut lines = text.split('\n');
        let mut line = || lines.next().ok_or(CheckpointError::Form);
        let (origin, size, root, end) = (line()?, line()?, line()?, line()?);
        let size = to_number(size).ok_or(CheckpointError::Form)?;
        let root = root.parse().map_err(|_| CheckpointError::Form)?;
        if !is_name(origin) || !end.is_empty() || lines.next().is_some() {
            return Err(CheckpointError::Form);
        }
        Ok(Checkpoint {
            origin: origin.to_string(),
            size,
            root,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Algorithm;

    #[test]
    fn it_has_one_form() {
        let text =
            "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        let checkpoint: Checkpoint = text.parse().expect("the example of the specification");
        assert_eq!(
            (checkpoint.size, checkpoint.to_string().as_str()),
            (20_852_163, text)
        );
        for other in [
            text.replace("20852163", "020852163"),
            text.replace("20852163", "+20852163"),
            text.replace("20852163", "-1"),
            text.replace("q2I=", "q2J="),
            text.replace("q2I=", "q2I"),
            text.replace("sofa", "the sofa"),
            format!("{text}extension\n"),
            text.trim_end().to_string(),
            String::new(),
        ] {
            assert_eq!(
                other.parse::<Checkpoint>(),
                Err(CheckpointError::Form),
                "{other}"
            );
        }
    }

    #[test]
    fn it_is_of_one_log_and_signed_by_its_key() {
        let key = SecretKey::from_seed(Algorithm::Ed25519, &[9; 32]).expect("a seed");
        let origin = origin("e-2025", "record").expect("a name");
        let checkpoint = Checkpoint {
            origin: origin.clone(),
            size: 0,
            root: Hash::EMPTY,
        };
        let note = checkpoint.sign(&key).expect("a note");
        assert_eq!(
            Checkpoint::verify(&note, &origin, &key.public()),
            Ok(checkpoint.clone())
        );
        let other = super::origin("e-2025", "referrals").expect("a name");
        assert!(Checkpoint::verify(&note, &other, &key.public()).is_err());
        // The name that signs is this log's, the text is another's.
        let swapped = Checkpoint {
            origin: other,
            ..checkpoint
        };
        let swapped = Note::sign(swapped.to_string(), &origin, &key).expect("a note");
        let refused = Checkpoint::verify(&swapped, &origin, &key.public());
        assert!(matches!(refused, Err(CheckpointError::Origin { .. })));
        assert!(super::origin("青山 2025", "record").is_err());
        assert!(super::origin("青山-2025", "record").is_ok());
        assert!(super::origin("", "record").is_err());
    }
}
