//! Confirmations of a release's items: what no program can judge (secrecy, whether plain words mean
//! what the findings say) somebody answers for, over exactly the content they read. Who confirms in a
//! role stands as apart from the findings as who signs at that role's stage.

use crate::case::Case;
use crate::judge::Judge;
use crate::people::is_id;
use crate::refusal::Refusal;
use crate::stages::{Why, independent};
use chrono::{DateTime, Utc};
use fisc_model::act::{Act, Deed, Role, Stage};
use fisc_model::finding::Attachment;
use std::collections::BTreeMap;

/// What somebody said about an item of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// As what.
    pub role: Role,
    /// Of which release.
    pub release: u32,
    /// The item.
    pub item: String,
    /// Finding id → version.
    pub findings: BTreeMap<String, u32>,
    /// The list of the files that were read.
    pub content: Attachment,
    /// What stands in the way; empty where the item is confirmed.
    pub objection: String,
    /// When it was received.
    pub received: DateTime<Utc>,
    /// The key that signed, in text form.
    pub key: String,
    /// By which entry it no longer stands, and why.
    pub void: Option<(u64, Why)>,
}

pub(crate) fn judge(j: &mut Judge<'_>) -> Result<(), Refusal> {
    let Act::ConfirmRelease {
        item,
        role,
        findings,
        ..
    } = &j.deed.act
    else {
        return Ok(());
    };
    let Some(stage) = Stage::ALL.into_iter().find(|s| s.role() == *role) else {
        return Err(j.refuse("confirm-role", &[("role", (*role).into())]));
    };
    j.role(&[*role])?;
    if !is_id(item) {
        return Err(j.refuse("id", &[("id", item.into())]));
    }
    // A release that takes back all that was published says no finding, and is confirmed too.
    for (id, version) in findings {
        let state = j.finding(id)?;
        if state.version() != *version {
            let places = [
                ("finding", id.into()),
                ("version", (*version).into()),
                ("last", state.version().into()),
            ];
            return Err(j.refuse("finding-version", &places));
        }
        independent(j, stage, state)?;
    }
    Ok(())
}

pub(crate) fn apply(case: &mut Case, index: u64, deed: &Deed, received: DateTime<Utc>, key: &str) {
    let Act::ConfirmRelease {
        release,
        item,
        role,
        findings,
        content,
        objection,
    } = &deed.act
    else {
        return;
    };
    case.confirmations.push(Confirmation {
        index,
        person: deed.person.clone(),
        role: *role,
        release: *release,
        item: item.clone(),
        findings: findings.clone(),
        content: content.clone(),
        objection: objection.clone(),
        received,
        key: key.to_string(),
        void: None,
    });
}

impl Case {
    /// What was said about items of releases, in order; also what no longer stands.
    #[must_use]
    pub fn confirmations(&self) -> &[Confirmation] {
        &self.confirmations
    }

    pub(crate) fn void_confirmations(
        &mut self,
        by: u64,
        why: &Why,
        hits: impl Fn(&Confirmation) -> bool,
    ) {
        for c in &mut self.confirmations {
            if c.void.is_none() && hits(c) {
                c.void = Some((by, why.clone()));
            }
        }
    }
}
