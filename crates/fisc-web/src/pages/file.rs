//! Files by their digest: given out only to who may see an entry that names them, so that a digest
//! that somebody guessed says nothing.

use super::referrals;
use crate::answer::{Answer, Wrong};
use crate::reading;
use crate::visit::Visit;
use fisc_store::Log;

const KIND: &str = "application/octet-stream";

/// A file of the record.
pub fn record(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let (who, sha256) = (v.who()?, v.part("sha256"));
    let mut office = v.desk.office();
    let name = reading::file_name(office.case()?, who, sha256).ok_or(Wrong::NotThere)?;
    let bytes = v.desk.store().attachment(Log::Record, sha256)?;
    Ok(Answer::file(&name, KIND, bytes.ok_or(Wrong::NotThere)?))
}

/// A file of a referral.
pub fn referral(v: &Visit<'_>) -> Result<Answer, Wrong> {
    if !v.who()?.refers() {
        return Err(Wrong::NotThere);
    }
    let sha256 = v.part("sha256");
    let store = v.desk.store();
    let name = referrals::files(&store)?
        .remove(sha256)
        .ok_or(Wrong::NotThere)?;
    let bytes = store.attachment(Log::Referrals, sha256)?;
    Ok(Answer::file(&name, KIND, bytes.ok_or(Wrong::NotThere)?))
}
