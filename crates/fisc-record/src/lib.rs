//! Signed statements in an append-only log: envelopes, keys, log mathematics; knows no findings.
//!
//! The format is specified in `docs/formats/record.md`. Nothing here reads a file or a clock; the
//! only thing taken from outside is chance, for new keys and for sealing them.

pub mod canonical;
pub mod checkpoint;
pub mod digest;
pub mod entry;
pub mod envelope;
pub mod folder;
pub mod key;
pub mod keyfile;
pub mod log;
pub mod note;
pub mod proof;
pub mod statement;
mod text;
pub mod tile;

pub use checkpoint::Checkpoint;
pub use entry::Entry;
pub use envelope::Envelope;
pub use key::{Algorithm, PublicKey, SecretKey};
pub use log::Hash;
pub use note::Note;
pub use proof::Proof;
pub use statement::{Statement, Subject};
