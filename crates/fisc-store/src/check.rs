//! Whether the file is still what was written: a quick look at every opening, and the whole of it
//! for who asks. Neither replaces the verifier, which trusts no file.

use crate::{Log, Store, StoreError};
use fisc_record::{Checkpoint, Hash, log};

impl Store {
    /// That each log's entries, hashes and last checkpoint belong together, in a handful of reads.
    pub(crate) fn holds_together(&self) -> Result<(), StoreError> {
        let _transaction = self.snapshot()?;
        for log in Log::ALL {
            let size = self.size(log)?;
            let said = self.said(log)?;
            let root = self.root(log, size)?;
            if said != (size, root) {
                return Err(self.damaged(format!(
                    "the log {log} has {size} entries with the root {root}, its last checkpoint says {} with {}",
                    said.0, said.1
                )));
            }
        }
        Ok(())
    }

    /// Reads everything: SQLite's own check, every entry against its form, its leaf and the place
    /// under which it is found, every hash against those below it, every attachment against its
    /// digest, and the root against the last checkpoint. Signatures are the reviewer's business.
    ///
    /// # Errors
    /// What is damaged first.
    pub fn check(&self) -> Result<(), StoreError> {
        let _transaction = self.snapshot()?;
        let found: String = self
            .connection
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
            .map_err(|e| self.failed(e))?;
        if found != "ok" {
            return Err(self.damaged(found));
        }
        for log in Log::ALL {
            let mut tree = log::Tree::new();
            for (position, entry) in (0..).zip(self.entries(log, 0)?) {
                let bytes = entry
                    .to_bytes()
                    .map_err(|e| self.damaged(format!("entry {position} of the log {log}: {e}")))?;
                let leaf = log::leaf_hash(&bytes);
                for (node, hash) in log::append(&tree, position, leaf)? {
                    use fisc_record::log::Nodes;
                    if self.tree(log).node(node)? != hash {
                        return Err(self.damaged(format!(
                            "entry {position} of the log {log} is not the one its hash was made of"
                        )));
                    }
                }
                tree.push(leaf);
                if self.position(&entry.envelope.statement_digest())? != Some((log, position)) {
                    return Err(self.damaged(format!(
                        "entry {position} of the log {log} is not found under its statement"
                    )));
                }
            }
            if self.said(log)? != (tree.size(), tree.root()) {
                return Err(self.damaged(format!(
                    "the last checkpoint of the log {log} is not of its {} entries",
                    tree.size()
                )));
            }
            for digest in self.attachments(log)? {
                self.attachment(log, &digest)?;
            }
        }
        Ok(())
    }

    /// Size and root in a log's last checkpoint; its signature is not looked at.
    fn said(&self, log: Log) -> Result<(u64, Hash), StoreError> {
        let Some(note) = self.checkpoint(log)? else {
            return Ok((0, Hash::EMPTY));
        };
        let said: Checkpoint = note
            .text
            .parse()
            .map_err(|e| self.damaged(format!("the last checkpoint of the log {log}: {e}")))?;
        Ok((said.size, said.root))
    }
}
