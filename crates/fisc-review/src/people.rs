//! People, units, keys and roles: who is who is the owner's to say, on the record, and what somebody
//! has once been is not forgotten when a role is taken back.

use crate::case::Case;
use crate::judge::Judge;
use crate::policy::{Mode, Policy, RULES};
use crate::refusal::{Notice, Refusal};
use chrono::{DateTime, Utc};
use fisc_model::act::{Act, Deed, Role, UnitKind};
use fisc_record::key::PublicKey;
use std::collections::{BTreeMap, BTreeSet};

/// An enrolled unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Unique.
    pub id: String,
    /// For people.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
}

/// A key of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// In text form.
    pub key: PublicKey,
    /// Enrolled by this entry.
    pub index: u64,
    /// Revoked from then on, and why.
    pub revoked: Option<(DateTime<Utc>, String)>,
}

/// An enrolled person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What signs.
    pub id: String,
    /// For people.
    pub name: String,
    /// An enrolled unit.
    pub unit: String,
    /// In the order of enrolment.
    pub keys: Vec<Key>,
    /// Held now.
    pub roles: BTreeSet<Role>,
    /// Held now or before: who was of the team does not review it after leaving it.
    pub held: BTreeSet<Role>,
    /// Auditees spoken for.
    pub auditees: BTreeSet<String>,
    /// Fiscal years of service by auditee and role.
    pub service: BTreeMap<(String, Role), BTreeSet<i32>>,
    /// Auditees withdrawn from, and why.
    pub recused: BTreeMap<String, String>,
}

impl Person {
    /// Whether they are or were of the audit team.
    #[must_use]
    pub fn of_team(&self) -> bool {
        self.held.contains(&Role::Leader) || self.held.contains(&Role::Member)
    }

    /// Fiscal years in a row, just before this one, in a role for an auditee.
    #[must_use]
    pub fn years_before(&self, year: i32, auditee: &str, role: Role) -> u32 {
        let Some(years) = self.service.get(&(auditee.to_string(), role)) else {
            return 0;
        };
        let before = (1..).map_while(|n| year.checked_sub(n));
        let row = before.take_while(|y| years.contains(y)).count();
        u32::try_from(row).unwrap_or(u32::MAX)
    }
}

/// A head's approval of what a rule asks approval for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// By which entry.
    pub index: u64,
    /// The head.
    pub by: String,
    /// The rule.
    pub rule: String,
    /// For whom.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// An id that is safe in file names, addresses and subject names.
pub(crate) fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && !text.starts_with(['.', '-'])
}

/// Opening is the first entry, signed by the owner whose key it names.
pub(crate) fn judge_open(case: &Case, deed: &Deed, policy: &str) -> Result<Vec<Notice>, Refusal> {
    let refuse =
        |rule, places: &[(&str, crate::texts::Place)]| Err(Refusal::new(rule, rule, places));
    if case.size() > 0 {
        return refuse("opened", &[]);
    }
    let Act::Open {
        name,
        unit,
        key,
        log_key,
        ..
    } = &deed.act
    else {
        return refuse("not-open", &[]);
    };
    for id in [&deed.engagement, &deed.person] {
        if !is_id(id) {
            return refuse("id", &[("id", id.into())]);
        }
    }
    if name.trim().is_empty() || unit.trim().is_empty() {
        return refuse("blank", &[("field", "name, unit".into())]);
    }
    let (Ok(own), Ok(log)) = (key.parse::<PublicKey>(), log_key.parse::<PublicKey>()) else {
        return refuse("key-form", &[]);
    };
    if own == log {
        return refuse("key-taken", &[]);
    }
    if let Err(error) = Policy::parse(policy) {
        return refuse("policy", &[("error", error.into())]);
    }
    Ok(Vec::new())
}

pub(crate) fn judge(j: &mut Judge<'_>) -> Result<(), Refusal> {
    let act = &j.deed.act;
    match act {
        Act::Except { .. } => j.role(&[Role::Head])?,
        // A person may withdraw on their own.
        Act::Recuse { id, .. } if *id == j.person.id => {}
        _ => j.role(&[Role::Owner])?,
    }
    match act {
        Act::SetPolicy { policy, .. } => {
            let error = |e: String| j.refuse("policy", &[("error", e.into())]);
            Policy::parse(policy).map_err(error)?;
        }
        Act::EnrolUnit { unit, .. } => {
            // What a unit is decides about independence: it does not change under decisions.
            let fixed = j.case.units.contains_key(unit) && j.case.decided_anything();
            if fixed {
                return Err(j.refuse("unit-fixed", &[("unit", unit.into())]));
            }
        }
        Act::EnrolPerson { id, unit, key, .. } => {
            if !is_id(id) || id == "log" {
                return Err(j.refuse("id", &[("id", id.into())]));
            }
            if j.case.people.contains_key(id) {
                return Err(j.refuse("person-exists", &[("person", id.into())]));
            }
            if !j.case.units.contains_key(unit) {
                return Err(j.refuse("unknown-unit", &[("unit", unit.into())]));
            }
            new_key(j, key)?;
        }
        Act::EnrolKey { id, key } => {
            enrolled(j, id)?;
            new_key(j, key)?;
        }
        Act::RevokeKey { id, key, .. } => {
            let person = enrolled(j, id)?;
            let Some(known) = person.keys.iter().find(|k| k.key.to_string() == *key) else {
                return Err(j.refuse("unknown-key", &[("person", id.into())]));
            };
            if known.revoked.is_some() {
                return Err(j.refuse("revoked-before", &[("person", id.into())]));
            }
        }
        Act::Assign { id, role, auditee } => {
            enrolled(j, id)?;
            if (*role == Role::Auditee) != auditee.as_ref().is_some_and(|a| !a.trim().is_empty()) {
                return Err(j.refuse("assign-auditee", &[("person", id.into())]));
            }
        }
        Act::Unassign { id, role } => {
            let person = enrolled(j, id)?;
            if !person.roles.contains(role) {
                let places = [("person", id.into()), ("role", (*role).into())];
                return Err(j.refuse("not-assigned", &places));
            }
            // A record without an owner could never enrol anybody again.
            let owners = j
                .case
                .people
                .values()
                .filter(|p| p.roles.contains(&Role::Owner));
            if *role == Role::Owner && owners.count() < 2 {
                return Err(j.refuse("last-owner", &[]));
            }
        }
        Act::Service { id, role, .. } => {
            enrolled(j, id)?;
            if !matches!(role, Role::Leader | Role::ExposureSigner) {
                return Err(j.refuse("service-role", &[("role", (*role).into())]));
            }
        }
        Act::Recuse { id, .. } => {
            enrolled(j, id)?;
        }
        Act::Except { rule, id, .. } => {
            enrolled(j, id)?;
            if !RULES.contains(&rule.as_str()) || j.policy.mode(rule) != Mode::Approve {
                return Err(j.refuse("except-rule", &[("rule", rule.into())]));
            }
            if *id == j.person.id {
                return Err(j.refuse("own-exception", &[("rule", rule.into())]));
            }
        }
        _ => {}
    }
    Ok(())
}

fn enrolled<'a>(j: &Judge<'a>, id: &str) -> Result<&'a Person, Refusal> {
    let unknown = || j.refuse("unknown-person", &[("person", id.into())]);
    j.case.person(id).ok_or_else(unknown)
}

/// One key, one person: otherwise a signature would not say whose it is.
fn new_key(j: &Judge<'_>, key: &str) -> Result<(), Refusal> {
    let Ok(parsed) = key.parse::<PublicKey>() else {
        return Err(j.refuse("key-form", &[]));
    };
    let known = j
        .case
        .people
        .values()
        .flat_map(|p| &p.keys)
        .any(|k| k.key == parsed);
    let log = j.case.opened().is_some_and(|o| o.log_key == parsed);
    if known || log {
        return Err(j.refuse("key-taken", &[]));
    }
    Ok(())
}

/// Enrols the owner.
pub(crate) fn open(case: &mut Case, deed: &Deed, name: &str, unit: &str, key: &PublicKey) {
    let id = unit.to_string();
    let kind = UnitKind::Leadership;
    case.units.insert(
        id.clone(),
        Unit {
            id: id.clone(),
            name: id,
            kind,
        },
    );
    enrol(case, 0, &deed.person, name, unit, key);
    give(case, &deed.person, Role::Owner, None);
}

fn enrol(case: &mut Case, index: u64, id: &str, name: &str, unit: &str, key: &PublicKey) {
    let key = Key {
        key: key.clone(),
        index,
        revoked: None,
    };
    let person = Person {
        id: id.to_string(),
        name: name.to_string(),
        unit: unit.to_string(),
        keys: vec![key],
        roles: BTreeSet::new(),
        held: BTreeSet::new(),
        auditees: BTreeSet::new(),
        service: BTreeMap::new(),
        recused: BTreeMap::new(),
    };
    case.people.insert(id.to_string(), person);
}

fn give(case: &mut Case, id: &str, role: Role, auditee: Option<&String>) {
    if let Some(person) = case.people.get_mut(id) {
        person.roles.insert(role);
        person.held.insert(role);
        person.auditees.extend(auditee.cloned());
    }
}

pub(crate) fn apply(case: &mut Case, index: u64, deed: &Deed) {
    match &deed.act {
        Act::SetPolicy { policy, .. } => {
            if let Ok(policy) = Policy::parse(policy) {
                case.policy = Some(policy);
            }
        }
        Act::EnrolUnit {
            unit,
            name,
            unit_kind,
        } => {
            let (id, name, kind) = (unit.clone(), name.clone(), *unit_kind);
            case.units.insert(unit.clone(), Unit { id, name, kind });
        }
        Act::EnrolPerson {
            id,
            name,
            unit,
            key,
        } => {
            if let Ok(key) = key.parse() {
                enrol(case, index, id, name, unit, &key);
            }
        }
        Act::EnrolKey { id, key } => {
            if let (Some(person), Ok(key)) = (case.people.get_mut(id), key.parse()) {
                person.keys.push(Key {
                    key,
                    index,
                    revoked: None,
                });
            }
        }
        Act::RevokeKey {
            id,
            key,
            from,
            reason,
        } => {
            if let Some(person) = case.people.get_mut(id) {
                let mut keys = person.keys.iter_mut();
                if let Some(known) = keys.find(|k| k.key.to_string() == *key) {
                    known.revoked = Some((*from, reason.clone()));
                }
            }
            case.void_signed_with(index, key, *from);
        }
        Act::Assign { id, role, auditee } => give(case, id, *role, auditee.as_ref()),
        Act::Unassign { id, role } => {
            if let Some(person) = case.people.get_mut(id) {
                person.roles.remove(role);
                if *role == Role::Auditee {
                    person.auditees.clear();
                }
            }
        }
        Act::Service {
            id,
            auditee,
            role,
            years,
        } => {
            if let Some(person) = case.people.get_mut(id) {
                let served = person.service.entry((auditee.clone(), *role)).or_default();
                served.extend(years);
            }
        }
        Act::Recuse {
            id,
            auditee,
            reason,
        } => {
            if let Some(person) = case.people.get_mut(id) {
                person.recused.insert(auditee.clone(), reason.clone());
            }
            case.void_signed_by(index, id, auditee);
        }
        Act::Except { rule, id, reason } => case.exceptions.push(Exception {
            index,
            by: deed.person.clone(),
            rule: rule.clone(),
            id: id.clone(),
            reason: reason.clone(),
        }),
        _ => {}
    }
}
