//! A pen for records in tests: it writes what it is told, also what a store would refuse.

use chrono::{DateTime, TimeDelta, Utc};
use fisc_model::Money;
use fisc_model::act::{Act, Deed, UnitKind, Verified};
use fisc_record::log::{Tree, leaf_hash};
use fisc_record::{
    Algorithm, Checkpoint, Entry, Envelope, Note, SecretKey, Statement, Subject, checkpoint, folder,
};
use std::collections::BTreeMap;

#[derive(Clone)]
pub struct Writer {
    pub log_name: &'static str,
    pub engagement: String,
    pub log_key: SecretKey,
    pub tree: Tree,
    pub entries: Vec<Vec<u8>>,
    pub now: DateTime<Utc>,
}

pub const OWNER: &str = "li-wei";

pub fn key(algorithm: Algorithm, n: u8) -> SecretKey {
    SecretKey::from_seed(algorithm, &[n; 32]).expect("a seed")
}

/// The key of a person; one of them signs with SM2.
pub fn key_of(person: &str) -> SecretKey {
    match person {
        OWNER => key(Algorithm::Ed25519, 1),
        "wang-fang" => key(Algorithm::Ed25519, 2),
        "zhang-min" => key(Algorithm::Ed25519, 3),
        "liu-yang" => key(Algorithm::Sm2, 4),
        _ => key(Algorithm::Ed25519, 99),
    }
}

impl Writer {
    /// A record without entries.
    pub fn empty(log_key: SecretKey) -> Writer {
        Writer {
            log_name: "record",
            engagement: "qingshan-2025".into(),
            log_key,
            tree: Tree::new(),
            entries: Vec::new(),
            now: "2026-03-02T01:00:00Z".parse().expect("a time"),
        }
    }

    /// A record with its owner, a unit and three people.
    pub fn opened(log_key: SecretKey) -> Writer {
        let mut writer = Writer::empty(log_key);
        let act = writer.open();
        writer.sign(OWNER, act);
        let unit = Act::EnrolUnit {
            unit: "dept-3".into(),
            name: "财政审计三处".into(),
            unit_kind: UnitKind::Department,
        };
        writer.sign(OWNER, unit);
        for (id, name) in [
            ("wang-fang", "王芳"),
            ("zhang-min", "张敏"),
            ("liu-yang", "刘洋"),
        ] {
            let act = enrol(id, name);
            writer.sign(OWNER, act);
        }
        writer
    }

    /// A record of so many entries.
    pub fn with_entries(size: usize) -> Writer {
        let mut writer = Writer::opened(key(Algorithm::Ed25519, 9));
        while writer.entries.len() < size {
            let n = writer.entries.len();
            // SM2 is slow without the assembler of larger libraries; a few are enough.
            let person = match n % 50 {
                49 => "liu-yang",
                odd if odd % 2 == 1 => "zhang-min",
                _ => "wang-fang",
            };
            let act = lead(n);
            writer.sign(person, act);
        }
        writer
    }

    pub fn open(&self) -> Act {
        Act::Open {
            title: "青山省2025年度预算执行审计".into(),
            fiscal_year: 2025,
            name: "李伟".into(),
            unit: "office".into(),
            key: key_of(OWNER).public().to_string(),
            log_key: self.log_key.public().to_string(),
            policy: "rotation_years = 5\n".into(),
        }
    }

    pub fn deed(&self, person: &str, act: Act) -> Deed {
        Deed {
            engagement: self.engagement.clone(),
            person: person.into(),
            at: self.now,
            after: self.tree.size(),
            act,
        }
    }

    /// The subject that every statement has.
    pub fn log(&self) -> Subject {
        Subject::log(self.tree.size(), self.tree.root())
    }

    pub fn statement(&self, deed: Deed, more: Vec<Subject>) -> Vec<u8> {
        let subjects = more.into_iter().chain([self.log()]).collect();
        Statement::new(subjects, deed)
            .to_bytes()
            .expect("a statement")
    }

    pub fn envelope(&self, person: &str, act: Act) -> Envelope {
        let statement = self.statement(self.deed(person, act), Vec::new());
        Envelope::sign(statement, &key_of(person))
    }

    /// The person does it, and the log receives it half a minute later.
    pub fn sign(&mut self, person: &str, act: Act) {
        let envelope = self.envelope(person, act);
        self.receive(envelope);
    }

    pub fn receive(&mut self, envelope: Envelope) {
        self.now += TimeDelta::seconds(30);
        let entry = Entry::new(envelope, self.now);
        self.append(entry.to_bytes().expect("an entry"));
        self.now += TimeDelta::seconds(30);
    }

    pub fn append(&mut self, entry: Vec<u8>) {
        self.tree.push(leaf_hash(&entry));
        self.entries.push(entry);
    }

    pub fn origin(&self) -> String {
        checkpoint::origin(&self.engagement, self.log_name).expect("a name")
    }

    pub fn checkpoint(&self) -> Note {
        let checkpoint = Checkpoint {
            origin: self.origin(),
            size: self.tree.size(),
            root: self.tree.root(),
        };
        checkpoint.sign(&self.log_key).expect("a note")
    }

    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        folder::files(&self.entries, &self.checkpoint()).expect("short entries")
    }
}

pub fn enrol(id: &str, name: &str) -> Act {
    Act::EnrolPerson {
        id: id.into(),
        name: name.into(),
        unit: "dept-3".into(),
        key: key_of(id).public().to_string(),
    }
}

/// A lead is confirmed; each number gives another.
pub fn lead(n: usize) -> Act {
    Act::VerifyLead {
        lead_id: format!("{n:032x}"),
        evidence_digest: format!("{n:064x}"),
        outcome: Verified::Confirmed,
        reason: None,
        amount: Money::parse(&format!("{n}.00")).expect("an amount"),
        material: n.is_multiple_of(10),
        note: String::new(),
        evidence: Vec::new(),
    }
}
