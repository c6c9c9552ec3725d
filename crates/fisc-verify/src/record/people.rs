//! Who is enrolled with which keys, learnt from the entries themselves: the record's first entry
//! brings its owner's key and the log's, and whatever key comes later comes by an owner's signature.

use crate::record::entry::{Entry, words};
use crate::record::key::Key;
use crate::report::{Words, quoted};
use chrono::{DateTime, Utc};
use fisc_model::act::{Act, Role};
use std::collections::{BTreeMap, BTreeSet};

/// The person of what the log says itself.
const LOG: &str = "log";

/// The people of a record up to some entry.
pub struct People {
    /// The log's key.
    pub log_key: Key,
    /// The key that opened the record.
    pub owner_key: Key,
    /// Whose it is.
    pub owner_name: String,
    /// By person.
    keys: BTreeMap<String, Vec<Enrolled>>,
    owners: BTreeSet<String>,
}

struct Enrolled {
    key: Key,
    since: DateTime<Utc>,
    revoked: Option<DateTime<Utc>>,
}

impl People {
    /// From the entry that opens the record and is signed with the key that it brings.
    pub fn open(entry: &Entry) -> Result<People, Words> {
        let deed = entry.deed();
        let Act::Open {
            name, key, log_key, ..
        } = &deed.act
        else {
            return Err(words(
                "the first entry does not open the record".into(),
                "第一个条目不是开立记录".into(),
            ));
        };
        let owner_key = parse(key)?;
        let log_key = parse(log_key)?;
        if owner_key.text == log_key.text || deed.person == LOG {
            return Err(words(
                "the record's owner and its log are the same".into(),
                "记录的开立人与日志为同一身份".into(),
            ));
        }
        let enrolled = Enrolled {
            key: owner_key.clone(),
            since: entry.received,
            revoked: None,
        };
        let people = People {
            log_key,
            owner_key,
            owner_name: name.clone(),
            keys: BTreeMap::from([(deed.person.clone(), vec![enrolled])]),
            owners: BTreeSet::from([deed.person.clone()]),
        };
        people.signed(entry)?;
        Ok(people)
    }

    /// Whether the entry is signed by whom it says; what it changes among the people is done.
    pub fn admit(&mut self, entry: &Entry) -> Result<(), Words> {
        self.signed(entry)?;
        let deed = entry.deed();
        match &deed.act {
            Act::Open { .. } => Err(words(
                "opens a record that is open already".into(),
                "记录已经开立，不能再次开立".into(),
            )),
            Act::EnrolPerson { id, key, .. } => {
                self.owner(&deed.person)?;
                if self.keys.contains_key(id) {
                    return Err(words(
                        format!("enrols {} a second time", quoted(id)),
                        format!("重复登记人员{}", quoted(id)),
                    ));
                }
                self.enrol(id, key, entry.received)
            }
            Act::EnrolKey { id, key } => {
                self.owner(&deed.person)?;
                if !self.keys.contains_key(id) {
                    return Err(unknown(id));
                }
                self.enrol(id, key, entry.received)
            }
            Act::RevokeKey { id, key, from, .. } => {
                self.owner(&deed.person)?;
                let keys = self.keys.get_mut(id).ok_or_else(|| unknown(id))?;
                let enrolled = keys
                    .iter_mut()
                    .find(|e| e.key.text == *key)
                    .ok_or_else(|| {
                        words(
                            format!("revokes a key that {} does not have", quoted(id)),
                            format!("吊销的密钥不属于{}", quoted(id)),
                        )
                    })?;
                // Revoking again may bring the moment forward, never put it off.
                enrolled.revoked = Some(enrolled.revoked.map_or(*from, |before| before.min(*from)));
                Ok(())
            }
            Act::Assign {
                id,
                role: Role::Owner,
                ..
            } => {
                self.owner(&deed.person)?;
                self.owners.insert(id.clone());
                Ok(())
            }
            Act::Unassign {
                id,
                role: Role::Owner,
            } => {
                self.owner(&deed.person)?;
                self.owners.remove(id);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Whether an entry of the log of referrals is signed by whom it says, as the record has them.
    pub fn admit_referral(&self, entry: &Entry) -> Result<(), Words> {
        self.signed(entry)?;
        let deed = entry.deed();
        let changes = matches!(
            deed.act,
            Act::Open { .. }
                | Act::EnrolPerson { .. }
                | Act::EnrolKey { .. }
                | Act::RevokeKey { .. }
                | Act::Assign { .. }
                | Act::Unassign { .. }
        );
        if changes {
            return Err(words(
                "changes who is enrolled in the log of referrals; that stands in the record".into(),
                "在移送日志中变更人员登记；应在记录中变更".into(),
            ));
        }
        let keys = self.keys.get(&deed.person).into_iter().flatten();
        let early = |e: &Enrolled| e.key.id() == entry.keyid && e.since > entry.received;
        if keys.into_iter().any(early) {
            return Err(words(
                format!(
                    "is signed with a key of {} that was enrolled later",
                    quoted(&deed.person)
                ),
                format!("所用{}的密钥此后才登记", quoted(&deed.person)),
            ));
        }
        Ok(())
    }

    /// From when on the person's key with this id is revoked.
    pub fn revoked_from(&self, person: &str, keyid: &str) -> Option<DateTime<Utc>> {
        let keys = self.keys.get(person)?;
        keys.iter().find(|e| e.key.id() == keyid)?.revoked
    }

    fn enrol(&mut self, id: &str, key: &str, since: DateTime<Utc>) -> Result<(), Words> {
        let key = parse(key)?;
        let taken = self.keys.values().flatten().any(|e| e.key.text == key.text);
        if taken || key.text == self.log_key.text {
            return Err(words(
                format!("enrols for {} a key that is enrolled already", quoted(id)),
                format!("为{}登记的密钥已被登记", quoted(id)),
            ));
        }
        let enrolled = Enrolled {
            key,
            since,
            revoked: None,
        };
        self.keys.entry(id.to_string()).or_default().push(enrolled);
        Ok(())
    }

    fn owner(&self, person: &str) -> Result<(), Words> {
        if self.owners.contains(person) {
            return Ok(());
        }
        Err(words(
            format!(
                "{} changes who is enrolled and is not an owner of the record",
                quoted(person)
            ),
            format!("{}不是记录的管理人，无权变更人员登记", quoted(person)),
        ))
    }

    fn signed(&self, entry: &Entry) -> Result<(), Words> {
        let deed = entry.deed();
        let key = if matches!(deed.act, Act::Refused { .. }) {
            // What the log says for itself is signed with its own key, and nothing else is.
            if deed.person != LOG {
                return Err(words(
                    format!(
                        "what the log says is said by “{LOG}”, not by {}",
                        quoted(&deed.person)
                    ),
                    format!(
                        "日志自身的条目应由“{LOG}”作出，而不是{}",
                        quoted(&deed.person)
                    ),
                ));
            }
            &self.log_key
        } else {
            self.key(&deed.person, entry)?
        };
        if key.id() != entry.keyid {
            return Err(words(
                "its keyid is not that of the key it must be signed with".into(),
                "其 keyid 与应使用的密钥不符".into(),
            ));
        }
        if key.signed(&entry.signed_bytes(), &entry.signature) {
            Ok(())
        } else {
            Err(words(
                format!(
                    "is not signed by {}: the signature does not verify",
                    quoted(&deed.person)
                ),
                format!("签名不是{}所签：验证未通过", quoted(&deed.person)),
            ))
        }
    }

    /// The person's key that the envelope hints at, if it stood when the entry was received.
    fn key(&self, person: &str, entry: &Entry) -> Result<&Key, Words> {
        let keys = self.keys.get(person).ok_or_else(|| unknown(person))?;
        let enrolled = keys
            .iter()
            .find(|e| e.key.id() == entry.keyid)
            .ok_or_else(|| {
                words(
                    format!(
                        "its keyid is not that of a key enrolled for {}",
                        quoted(person)
                    ),
                    format!("其 keyid 不是为{}登记的密钥", quoted(person)),
                )
            })?;
        match enrolled.revoked {
            Some(from) if from <= entry.received => Err(words(
                format!(
                    "is signed with a key of {} that was revoked from {from} on",
                    quoted(person)
                ),
                format!("所用{}的密钥自 {from} 起已吊销", quoted(person)),
            )),
            _ => Ok(&enrolled.key),
        }
    }
}

fn parse(key: &str) -> Result<Key, Words> {
    Key::parse(key).ok_or_else(|| {
        words(
            format!("brings something that is no public key: {}", quoted(key)),
            format!("其中的公钥无效：{}", quoted(key)),
        )
    })
}

fn unknown(id: &str) -> Words {
    words(
        format!("{} is not enrolled", quoted(id)),
        format!("{}未登记", quoted(id)),
    )
}
