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
use fisc_model::digest::sha256_hex;
use fisc_model::finding::Attachment;
use std::collections::BTreeMap;

/// What the list of the files is called where it is kept.
pub const LIST: &str = "content.sha256";

/// What of a release is confirmed: the files that lie there to be read, and the findings in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Which release.
    pub release: u32,
    /// Finding id → version.
    pub findings: BTreeMap<String, u32>,
    /// The list of the files, in the form of `sha256sum`.
    pub list: Vec<u8>,
}

impl Content {
    /// SHA-256 of the list, lower-case hex.
    #[must_use]
    pub fn sha256(&self) -> String {
        sha256_hex(&self.list)
    }

    /// The files by path, each with its SHA-256, in the order of the list.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let text = std::str::from_utf8(&self.list).unwrap_or_default();
        let parts = text.lines().filter_map(|line| line.split_once("  "));
        parts.map(|(digest, path)| (path, digest))
    }

    /// The act by which somebody in the role of an item confirms it, or objects: what a signature on
    /// the command line and in the desk is over. `list` is the list as it was kept with the record.
    #[must_use]
    pub fn act(&self, item: &str, role: Role, list: Attachment, objection: &str) -> Act {
        Act::ConfirmRelease {
            release: self.release,
            item: item.to_string(),
            role,
            findings: self.findings.clone(),
            content: list,
            objection: objection.to_string(),
        }
    }
}

/// What something that was said about an item is worth for what lies there now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It no longer stands: a key was revoked, a finding changed, somebody withdrew.
    Void,
    /// It was said of another content.
    Older,
    /// Something stands in the way of this content.
    Objects,
    /// This content is confirmed.
    Confirms,
}

impl Holds {
    /// From whether it is void, whether it was said of the same content, and the objection.
    #[must_use]
    pub fn of(void: bool, same: bool, objection: &str) -> Holds {
        match (void, same, objection.is_empty()) {
            (true, _, _) => Holds::Void,
            (false, false, _) => Holds::Older,
            (false, true, false) => Holds::Objects,
            (false, true, true) => Holds::Confirms,
        }
    }
}

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

impl Confirmation {
    /// What it is worth for this content.
    #[must_use]
    pub fn holds(&self, content: &Content) -> Holds {
        let same = self.content.sha256 == content.sha256() && self.findings == content.findings;
        Holds::of(self.void.is_some(), same, &self.objection)
    }
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

    /// What was said last about an item of a release by somebody in this role.
    #[must_use]
    pub fn last_said(&self, release: u32, item: &str, role: Role) -> Option<&Confirmation> {
        let mut last = self.confirmations.iter().rev();
        last.find(|c| c.release == release && c.item == item && c.role == role)
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
