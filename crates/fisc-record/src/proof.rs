//! Receipts (C2SP tlog-proof): that an entry is in the log, for whoever signed it to keep. A log
//! that loses the entry later is shown up by it.

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::key::PublicKey;
use crate::log::{self, Hash};
use crate::note::{Note, NoteError};
use crate::text::to_number;
use std::fmt;
use std::str::FromStr;

/// The first line of a receipt.
const TITLE: &str = "c2sp.org/tlog-proof@v1";
/// What its file's name ends in.
pub const EXTENSION: &str = "tlog-proof";
/// The tree of 2^64 entries is no higher.
const LONGEST: usize = 64;

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Which entry, from 0.
    pub index: u64,
    /// The hashes from its sibling up.
    pub hashes: Vec<Hash>,
    /// The log's checkpoint.
    pub checkpoint: Note,
}

/// Why a receipt is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Not of the form.
    #[error("not a receipt of a log ({TITLE}): {0}")]
    Form(&'static str),
    /// Its checkpoint is no note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Its checkpoint is not the log's.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The entry is not the one that was received.
    #[error("the receipt is not one for this entry")]
    NotIncluded,
}

impl Proof {
    /// The log's checkpoint, if the receipt is one for this entry in this log.
    ///
    /// # Errors
    /// It is not.
    pub fn verify(
        &self,
        entry: &[u8],
        origin: &str,
        key: &PublicKey,
    ) -> Result<Checkpoint, ProofError> {
        let checkpoint = Checkpoint::verify(&self.checkpoint, origin, key)?;
        let leaf = log::leaf_hash(entry);
        let Checkpoint { size, root, .. } = checkpoint;
        if log::verify_inclusion(leaf, self.index, size, &self.hashes, root) {
            Ok(checkpoint)
        } else {
            Err(ProofError::NotIncluded)
        }
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{TITLE}\nindex {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{hash}")?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

impl FromStr for Proof {
    type Err = ProofError;

    fn from_str(text: &str) -> Result<Proof, ProofError> {
        let form = ProofError::Form;
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or(form("it has no empty line"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(TITLE) {
            return Err(form("its first line is another"));
        }
        // Extra data is signed by nobody; receipts of this record have none.
        let index = lines
            .next()
            .and_then(|line| to_number(line.strip_prefix("index ")?))
            .ok_or(form("its second line is not “index” and a number"))?;
        let hashes = lines
            .map(|line| {
                line.parse()
                    .map_err(|_| form("a line under the index is no hash"))
            })
            .collect::<Result<Vec<Hash>, _>>()?;
        if hashes.len() > LONGEST {
            return Err(form("it has more hashes than any log needs"));
        }
        Ok(Proof {
            index,
            hashes,
            checkpoint: checkpoint.parse()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{Algorithm, SecretKey};
    use crate::log::{Tree, leaf_hash};

    #[test]
    fn a_receipt_is_for_one_entry_of_one_log() {
        let key = SecretKey::from_seed(Algorithm::Ed25519, &[9; 32]).expect("a seed");
        let mut tree = Tree::new();
        tree.extend((0..11_u8).map(|i| leaf_hash(&[i])));
        let checkpoint = Checkpoint {
            origin: "fisc/e/record".into(),
            size: 11,
            root: tree.root(),
        };
        let note = checkpoint.sign(&key).expect("a note");
        for index in 0..11_u8 {
            let hashes = log::inclusion(&tree, index.into(), 11).expect("in it");
            let proof = Proof {
                index: index.into(),
                hashes,
                checkpoint: note.clone(),
            };
            let text = proof.to_string();
            assert_eq!(text.parse(), Ok(proof.clone()));
            let verify = |entry: &[u8], origin| proof.verify(entry, origin, &key.public());
            assert_eq!(verify(&[index], "fisc/e/record"), Ok(checkpoint.clone()));
            assert_eq!(
                verify(&[index + 1], "fisc/e/record"),
                Err(ProofError::NotIncluded)
            );
            assert!(verify(&[index], "fisc/e/referrals").is_err());
            for at in 0..text.len() {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1;
                let changed = String::from_utf8(bytes)
                    .ok()
                    .and_then(|t| t.parse::<Proof>().ok());
                let passes = changed
                    .is_some_and(|p| p.verify(&[index], "fisc/e/record", &key.public()).is_ok());
                assert!(!passes, "byte {at} of {text}");
            }
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "c2sp.org/tlog-proof@v1\nindex 0\n",
            "c2sp.org/tlog-proof@v2\nindex 0\n\na\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— a AAAAAAA=\n",
            "c2sp.org/tlog-proof@v1\nindex 00\n\na\n\n— a AAAAAAA=\n",
            "c2sp.org/tlog-proof@v1\nextra AA==\nindex 0\n\na\n\n— a AAAAAAA=\n",
            "c2sp.org/tlog-proof@v1\nindex 0\nx\n\na\n\n— a AAAAAAA=\n",
        ] {
            assert!(text.parse::<Proof>().is_err(), "{text}");
        }
    }
}
