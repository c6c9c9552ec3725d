//! Who is who: what the engagement's owner says about units, people, keys and roles, and what people
//! say about themselves.

use super::{Desk, word};
use crate::error::Failure;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use fisc_model::act::{Act, Role, UnitKind};
use std::path::PathBuf;

#[derive(Args)]
pub struct Enrol {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// A unit of an audit office, or an auditee
    Unit {
        /// Its id
        id: String,
        /// Its name
        #[arg(long)]
        name: String,
        /// department, adjudication, leadership, other-office or auditee
        #[arg(long, value_parser = word::<UnitKind>)]
        kind: UnitKind,
    },
    /// A person with a key
    Person {
        /// Their id, which signs
        id: String,
        /// Their name
        #[arg(long)]
        name: String,
        /// An enrolled unit
        #[arg(long)]
        unit: String,
        /// Their public key, as fisc key show prints it
        #[arg(long, value_name = "KEY")]
        public: String,
    },
    /// A further key of a person
    Key {
        /// Whose
        id: String,
        /// The public key, as fisc key show prints it
        #[arg(long, value_name = "KEY")]
        public: String,
    },
}

impl Enrol {
    pub fn act(&self) -> Act {
        match &self.what {
            What::Unit { id, name, kind } => Act::EnrolUnit {
                unit: id.clone(),
                name: name.clone(),
                unit_kind: *kind,
            },
            What::Person {
                id,
                name,
                unit,
                public,
            } => Act::EnrolPerson {
                id: id.clone(),
                name: name.clone(),
                unit: unit.clone(),
                key: public.clone(),
            },
            What::Key { id, public } => Act::EnrolKey {
                id: id.clone(),
                key: public.clone(),
            },
        }
    }
}

#[derive(Args)]
pub struct Revoke {
    /// Whose key
    id: String,
    /// The public key
    #[arg(long, value_name = "KEY")]
    public: String,
    /// From then on, as 2026-01-31T08:00:00Z; left out: from now on
    #[arg(long, value_name = "MOMENT")]
    from: Option<DateTime<Utc>>,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Revoke {
    pub fn act(&self, desk: &Desk<'_>) -> Act {
        Act::RevokeKey {
            id: self.id.clone(),
            key: self.public.clone(),
            from: self.from.unwrap_or(desk.now),
            reason: self.reason.clone(),
        }
    }
}

#[derive(Args)]
pub struct Assign {
    /// To whom
    id: String,
    /// owner, leader, member, reviewer, exposure-signer, adjudicator, conference, head, publisher,
    /// auditee or referrer
    #[arg(value_parser = word::<Role>)]
    role: Role,
    /// For an auditee: for which
    #[arg(long, value_name = "CODE")]
    auditee: Option<String>,
    /// Take the role back
    #[arg(long, conflicts_with = "auditee")]
    back: bool,
}

impl Assign {
    pub fn act(&self) -> Act {
        let (id, role) = (self.id.clone(), self.role);
        if self.back {
            Act::Unassign { id, role }
        } else {
            let auditee = self.auditee.clone();
            Act::Assign { id, role, auditee }
        }
    }
}

#[derive(Args)]
pub struct Service {
    /// Who
    id: String,
    /// Of whom
    #[arg(long, value_name = "CODE")]
    auditee: String,
    /// leader or exposure-signer
    #[arg(long, value_parser = word::<Role>)]
    role: Role,
    /// In this fiscal year; once for each
    #[arg(long = "year", required = true)]
    years: Vec<i32>,
}

impl Service {
    pub fn act(&self) -> Act {
        Act::Service {
            id: self.id.clone(),
            auditee: self.auditee.clone(),
            role: self.role,
            years: self.years.clone(),
        }
    }
}

#[derive(Args)]
pub struct Recuse {
    /// Who
    id: String,
    /// From whom
    #[arg(long, value_name = "CODE")]
    auditee: String,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Recuse {
    pub fn act(&self) -> Act {
        Act::Recuse {
            id: self.id.clone(),
            auditee: self.auditee.clone(),
            reason: self.reason.clone(),
        }
    }
}

#[derive(Args)]
pub struct Except {
    /// The rule, as the refusal names it
    rule: String,
    /// For whom
    id: String,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Except {
    pub fn act(&self) -> Act {
        Act::Except {
            rule: self.rule.clone(),
            id: self.id.clone(),
            reason: self.reason.clone(),
        }
    }
}

#[derive(Args)]
pub struct SetPolicy {
    /// The new policy, whole
    file: PathBuf,
    /// Why
    #[arg(long)]
    reason: String,
}

impl SetPolicy {
    pub fn act(&self, desk: &Desk<'_>) -> Result<Act, Failure> {
        Ok(Act::SetPolicy {
            policy: desk.text(&self.file)?,
            reason: self.reason.clone(),
        })
    }
}
