//! Checks an exported record: who signed what, in which order, and that nothing was changed, left
//! out or put in since. What `docs/formats/record.md` specifies is stated here a second time, with
//! another Merkle tree than the writer's.
//!
//! Whether an act was allowed by the policy is not looked at: that is for people who read it. What
//! is looked at is what makes reading worth while: forms, signatures, enrolment, order and time.

pub(crate) mod checkpoint;
pub(crate) mod entry;
pub(crate) mod key;
pub(crate) mod people;
#[cfg(test)]
mod tests;
pub(crate) mod tree;

pub(crate) use key::bytes as base64;

use crate::report::{Check, Report, Thing, Words, quoted};
use crate::{Files, sums};
use entry::Entry;
use key::Key;
use people::People;
use std::collections::BTreeMap;

/// Where a record's checkpoint stands: what makes a folder one of a record.
pub const CHECKPOINT: &str = "checkpoint";

/// What the reader of a record knows from elsewhere. What is not given is taken from the record
/// and told, so that it can be compared.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The log's public key, or its SHA-256.
    pub log_key: Option<String>,
    /// The public key of who opened the record, or its SHA-256.
    pub owner_key: Option<String>,
    /// A checkpoint that was kept: the record must go on from it.
    pub against: Option<Vec<u8>>,
    /// For a log of referrals: the record of the same engagement, which says who is enrolled.
    pub record: Option<Files>,
}

/// There is nothing to check.
#[derive(Debug, thiserror::Error)]
#[error("not a record: there is no file “{CHECKPOINT}” in it")]
pub struct NotARecord;

/// Checks the record. Every check is made, so that one problem does not hide another.
///
/// # Errors
/// The files are no record at all.
pub fn verify(files: &Files, given: &Given) -> Result<Report, NotARecord> {
    let Some(note) = files.get(CHECKPOINT) else {
        return Err(NotARecord);
    };
    let (log, main, mut record) = match &given.record {
        None => ("record", None, Record::new()),
        Some(main) => ("referrals", Some(main), Record::of_referrals(main)?),
    };
    let (read, roots) = record.read(files);
    record.compare_keys(given);
    let keys = record.people.as_ref().map(|p| &p.log_key);
    let origin = record.engagement.as_deref();
    let origin = origin.map(|engagement| checkpoint::origin(engagement, log));
    let (mut at, found) = checkpoint::check(note, CHECKPOINT, origin.as_deref(), keys);
    if let Some(found) = found {
        tree::compare(&mut at, CHECKPOINT, &found, &roots, true);
    }
    let mut checks = vec![tree::files(files, &read), at];
    if let Some(old) = &given.against {
        checks.push(against(old, origin.as_deref(), keys, &roots));
    }
    if let Some(main) = main {
        checks.push(rests_on(main, given)?);
    }
    let facts = record.facts(&roots);
    checks.extend([record.form, record.signed, record.once]);
    if given.log_key.is_some() || given.owner_key.is_some() {
        checks.push(record.keys);
    }
    Ok(Report {
        of: Thing::Record,
        facts,
        checks,
    })
}

/// Whether the record that says who is enrolled holds itself.
fn rests_on(main: &Files, given: &Given) -> Result<Check, NotARecord> {
    let mut check = Check::new(
        "the record that says who is enrolled holds itself",
        "登记人员所依据的记录本身核验通过",
    );
    let keys = Given {
        log_key: given.log_key.clone(),
        owner_key: given.owner_key.clone(),
        ..Given::default()
    };
    if !verify(main, &keys)?.is_ok() {
        check.problem(
            "--with",
            "does not hold together; verify it by itself to see why",
            "核验未通过；请单独核验以查看原因",
        );
    }
    Ok(check)
}

/// Whether the record goes on from a checkpoint that somebody kept.
fn against(old: &[u8], origin: Option<&str>, key: Option<&Key>, roots: &[[u8; 32]]) -> Check {
    const AT: &str = "--against";
    let (mut check, found) = checkpoint::check(old, AT, origin, key);
    check.title = Words {
        en: "the record goes on from the older checkpoint: nothing before it was changed or left out".into(),
        zh: "记录自旧检查点延续而来，此前内容未被改动或删减".into(),
    };
    if let Some(found) = found {
        tree::compare(&mut check, AT, &found, roots, false);
    }
    check
}

/// What has been read of a record, entry by entry.
struct Record {
    people: Option<People>,
    /// Whether who is enrolled stands elsewhere.
    is_referrals: bool,
    engagement: Option<String>,
    title: String,
    /// Statements by their digests, with the entry they stand in.
    statements: BTreeMap<String, u64>,
    form: Check,
    signed: Check,
    once: Check,
    keys: Check,
}

impl Record {
    fn new() -> Record {
        Record {
            people: None,
            is_referrals: false,
            engagement: None,
            title: String::new(),
            statements: BTreeMap::new(),
            form: Check::new(
                "every entry is in the one form that the format has for it",
                "各条目均为规定的唯一形式",
            ),
            signed: Check::new(
                "every entry is signed with a key that was enrolled for its signer and not revoked",
                "各条目均由签署人已登记且未吊销的密钥签名",
            ),
            once: Check::new(
                "every statement is of this engagement, stands once, and names the record before it",
                "各声明均属本项目、不重复，并与其签署时的记录相符",
            ),
            keys: Check::new(
                "the record is of the keys that were given",
                "记录所用密钥与给定的一致",
            ),
        }
    }

    /// Of referrals, by those who are enrolled in the record.
    fn of_referrals(main: &Files) -> Result<Record, NotARecord> {
        if !main.contains_key(CHECKPOINT) {
            return Err(NotARecord);
        }
        let mut enrolled = Record::new();
        enrolled.read(main);
        Ok(Record {
            people: enrolled.people,
            is_referrals: true,
            engagement: enrolled.engagement,
            title: enrolled.title,
            ..Record::new()
        })
    }

    /// Reads all entries; gives them and the roots at every size.
    fn read<'a>(&mut self, files: &'a Files) -> (tree::Log<'a>, Vec<[u8; 32]>) {
        let log = tree::read(files);
        let roots = tree::roots(&log.entries);
        for (index, bytes) in log.entries.iter().enumerate() {
            self.add(index as u64, bytes, &roots);
        }
        (log, roots)
    }

    fn add(&mut self, index: u64, bytes: &[u8], roots: &[[u8; 32]]) {
        let at = tree::place(index);
        let entry = match Entry::parse(bytes) {
            Ok(entry) => entry,
            Err(wrong) => {
                self.form.problem(&at, wrong.en, wrong.zh);
                return;
            }
        };
        let admitted = if self.is_referrals {
            let people = self.people.as_ref();
            people.map_or_else(|| Err(nobody()), |people| people.admit_referral(&entry))
        } else if index == 0 {
            self.engagement = Some(entry.deed().engagement.clone());
            self.title = entry.title().unwrap_or_default().to_string();
            People::open(&entry).map(|people| self.people = Some(people))
        } else {
            let people = self.people.as_mut();
            people.map_or_else(|| Err(nobody()), |people| people.admit(&entry))
        };
        if let Err(wrong) = admitted {
            self.signed.problem(&at, wrong.en, wrong.zh);
        }
        self.placed(&at, index, &entry, roots);
    }

    /// What binds a statement to this place in this record.
    fn placed(&mut self, at: &str, index: u64, entry: &Entry, roots: &[[u8; 32]]) {
        let deed = entry.deed();
        if self.engagement.as_ref() != Some(&deed.engagement) {
            let other = quoted(&deed.engagement);
            self.once.problem(
                at,
                format!("its statement is for another engagement, {other}"),
                format!("其声明属于另一项目{other}"),
            );
        }
        let digest = sums::sha256(&entry.payload);
        if let Some(first) = self.statements.get(&digest) {
            self.once.problem(
                at,
                format!("repeats the statement of entry {first}"),
                format!("与第 {first} 号条目的声明重复"),
            );
        } else {
            self.statements.insert(digest, index);
        }
        let name = format!("log@{}", deed.after);
        let seen = entry.subject(&name);
        let root = usize::try_from(deed.after).ok().and_then(|n| roots.get(n));
        let fits = deed.after <= index
            && seen.is_some_and(|digest| root.is_some_and(|r| key::hex(r) == digest));
        if !fits {
            self.once.problem(
                at,
                format!(
                    "its signer had another record before them: the first {} entries are not those",
                    deed.after
                ),
                format!("签署人当时所见的记录与此不同：前 {} 条不相符", deed.after),
            );
        }
    }

    fn compare_keys(&mut self, given: &Given) {
        let people = self.people.as_ref();
        for (what, zh, expected, found) in [
            ("log", "日志", &given.log_key, people.map(|p| &p.log_key)),
            (
                "owner",
                "开立人",
                &given.owner_key,
                people.map(|p| &p.owner_key),
            ),
        ] {
            let Some(expected) = expected else { continue };
            if !found.is_some_and(|key| key.text == *expected || key.id() == *expected) {
                let found = found.map_or_else(|| "-".into(), |key| key.text.clone());
                self.keys.problem(
                    &tree::place(0),
                    format!("the {what}'s key is {found}, not the one that was given"),
                    format!("{zh}密钥为 {found}，与给定的不一致"),
                );
            }
        }
    }

    fn facts(&self, roots: &[[u8; 32]]) -> Vec<Words> {
        let words = |en: String, zh: String| Words { en, zh };
        let mut facts = Vec::new();
        if let (Some(engagement), Some(root)) = (&self.engagement, roots.last()) {
            let title = &self.title;
            facts.push(words(
                format!("engagement {engagement}: {title}"),
                format!("项目 {engagement}：{title}"),
            ));
            let (size, root) = (roots.len() - 1, key::hex(root));
            facts.push(words(
                format!("{size} entries, root {root}"),
                format!("条目 {size} 个，根哈希 {root}"),
            ));
        }
        if let Some(people) = &self.people {
            let (owner, name) = (&people.owner_key, &people.owner_name);
            let log = &people.log_key;
            facts.push(words(
                format!("opened by {name}, key {} ({})", owner.text, owner.id()),
                format!("开立人 {name}，公钥 {}（{}）", owner.text, owner.id()),
            ));
            facts.push(words(
                format!("key of the log {} ({})", log.text, log.id()),
                format!("日志公钥 {}（{}）", log.text, log.id()),
            ));
            facts.push(words(
                "compare these keys with what you were told by another way".into(),
                "请与经其他途径得知的公钥核对".into(),
            ));
        }
        facts
    }
}

fn nobody() -> Words {
    entry::words(
        "nobody is enrolled: the record does not begin with an act that opens it".into(),
        "没有已登记的人员：记录不以开立条目开头".into(),
    )
}
