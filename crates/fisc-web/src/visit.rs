//! One request as pages see it: who asks, in which language, for what, with which values.

use crate::answer::Wrong;
use crate::desk::Desk;
use crate::fields::Fields;
use crate::texts::Tongue;
use chrono::{DateTime, NaiveDate, Utc};
use fisc_model::act::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use zeroize::Zeroizing;

/// Who is logged in, as the record says on the day of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The person's id.
    pub id: String,
    /// For people.
    pub name: String,
    /// What they are in the engagement.
    pub roles: BTreeSet<Role>,
    /// For whom they speak, if they speak for an auditee.
    pub speaks_for: BTreeSet<String>,
}

impl Who {
    /// Whether the person belongs to the audit institution. Who only speaks for an auditee sees
    /// what was served on that auditee, and nothing else.
    #[must_use]
    pub fn inside(&self) -> bool {
        self.roles.iter().any(|r| *r != Role::Auditee)
    }

    /// Whether the person may know of referrals.
    #[must_use]
    pub fn refers(&self) -> bool {
        self.roles.contains(&Role::Referrer)
    }
}

/// A request.
pub struct Visit<'a> {
    /// The desk it came to.
    pub desk: &'a Desk,
    /// The reader's language.
    pub tongue: Tongue,
    /// Its path, as it was asked for.
    pub path: String,
    /// The same with what stands after `?`.
    pub asked: String,
    /// The parts of the path that stand for something.
    pub parts: BTreeMap<String, String>,
    /// What stands after `?`.
    pub query: Fields,
    /// What a form sent.
    pub fields: Fields,
    /// Whether a form was sent.
    pub post: bool,
    /// Who is logged in.
    pub who: Option<Who>,
    /// The token of the session.
    pub token: Option<Zeroizing<String>>,
    /// From where.
    pub from: IpAddr,
    /// When.
    pub now: DateTime<Utc>,
}

impl Visit<'_> {
    /// Who is logged in.
    ///
    /// # Errors
    /// Nobody is.
    pub fn who(&self) -> Result<&Who, Wrong> {
        self.who.as_ref().ok_or(Wrong::Stranger)
    }

    /// Who is logged in, if they belong to the audit institution.
    ///
    /// # Errors
    /// Nobody is, or they speak for an auditee only.
    pub fn insider(&self) -> Result<&Who, Wrong> {
        let who = self.who()?;
        who.inside().then_some(who).ok_or(Wrong::NotThere)
    }

    /// A part of the path.
    #[must_use]
    pub fn part(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }

    /// The day of the request, where the auditors are.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        fisc_review::day(self.now)
    }
}
