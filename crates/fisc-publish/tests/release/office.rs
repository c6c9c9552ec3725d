//! An office that releases the small publication: a record with every stage signed, and a pen that
//! also writes what no honest office would.

use chrono::{DateTime, TimeDelta, Utc};
use fisc_model::act::{Act, Deed, Document, DocumentKind, Role, Stage, UnitKind, Verdict};
use fisc_model::finding::Attachment;
use fisc_publish::Package;
use fisc_publish::package::{MARK, Prepared, Selected, Source, Wanted, prepare, select};
use fisc_publish::proof::ReleaseKey;
use fisc_publish::publication::{Publication, Signed};
use fisc_publish::quality;
use fisc_record::log::{Tree, leaf_hash};
use fisc_record::statement::Digests;
use fisc_record::{Algorithm, Checkpoint, Entry, Envelope, SecretKey, Statement, Subject};
use std::collections::{BTreeMap, BTreeSet};

pub const POLICY: &str = include_str!("../../../../policies/cn.toml");

/// Who signs at which stage, of which unit, enrolled with which role.
pub const SIGNERS: [(Stage, &str, &str); 7] = [
    (Stage::Leader, "leader", "dept-3"),
    (Stage::Exposure, "signer", "dept-3"),
    (Stage::Department, "reviewer", "dept-3"),
    (Stage::Adjudication, "adjudicator", "legal"),
    (Stage::Conference, "recorder", "office"),
    (Stage::Head, "head", "office"),
    (Stage::Publication, "publisher", "office"),
];

#[derive(Clone)]
pub struct Office {
    pub log_key: SecretKey,
    pub tree: Tree,
    pub entries: Vec<Vec<u8>>,
    pub older: Vec<String>,
    now: DateTime<Utc>,
    /// Signs instead of whom the stage should have.
    pub instead: BTreeMap<Stage, &'static str>,
    /// Units instead of the usual ones.
    pub moved: BTreeMap<&'static str, &'static str>,
    /// Stages in the order in which they are signed.
    pub order: Vec<Stage>,
    /// The version that is signed before publication.
    pub version: u32,
    /// What is confirmed before the release; nothing in most.
    pub confirms: Option<Confirms>,
}

/// The confirmation of the one item of a small standard, and what the package says of it.
#[derive(Clone)]
pub struct Confirms {
    /// Who signs.
    pub signer: &'static str,
    /// Who is said to have.
    pub named: &'static str,
    pub item: &'static str,
    pub role: Role,
    pub release: u32,
    pub objection: &'static str,
    /// Another list than that of the files.
    pub over: Option<&'static [u8]>,
    /// Another digest than that of the list.
    pub content: Option<&'static str>,
    pub state: &'static str,
}

pub fn key_of(person: &str) -> SecretKey {
    let mut seed = [0; 32];
    seed[..person.len()].copy_from_slice(person.as_bytes());
    let algorithm = if person == "head" {
        Algorithm::Sm2
    } else {
        Algorithm::Ed25519
    };
    SecretKey::from_seed(algorithm, &seed).expect("a seed")
}

pub fn whole() -> Publication {
    let mut whole: Publication =
        serde_json::from_str(include_str!("publication.json")).expect("a publication");
    let mut hidden = whole.findings["F-2"].clone();
    hidden.number = "4".into();
    hidden.title.zh = "整项不予公开".into();
    whole.findings.insert("F-4".into(), hidden);
    whole
}

pub fn shown(whole: &Publication) -> Publication {
    let mut shown = whole.clone();
    shown.findings.remove("F-4");
    if let Some(f) = shown.findings.get_mut("F-2") {
        f.facts.zh = format!("{MARK} NL-03");
        f.facts.en = format!("{MARK} NL-03");
    }
    shown
}

pub struct Released {
    pub selected: Selected,
    pub files: Package,
    pub office: Office,
}

impl Office {
    pub fn new() -> Office {
        Office {
            log_key: key_of("log"),
            tree: Tree::new(),
            entries: Vec::new(),
            older: Vec::new(),
            now: "2026-03-02T01:00:00Z".parse().expect("a time"),
            instead: BTreeMap::new(),
            moved: BTreeMap::new(),
            order: Stage::ALL.to_vec(),
            version: 1,
            confirms: None,
        }
    }

    fn log(&self) -> Checkpoint {
        Checkpoint {
            origin: "fisc/qingshan-2025/record".into(),
            size: self.tree.size(),
            root: self.tree.root(),
        }
    }

    pub fn checkpoint(&self) -> String {
        self.log().sign(&self.log_key).expect("a name").to_string()
    }

    pub fn envelope(
        &self,
        person: &str,
        act: Act,
        mut subjects: Vec<Subject>,
        key: &SecretKey,
    ) -> Envelope {
        subjects.push(Subject::log(self.tree.size(), self.tree.root()));
        let deed = Deed {
            engagement: "qingshan-2025".into(),
            person: person.into(),
            at: self.now,
            after: self.tree.size(),
            act,
        };
        Envelope::sign(
            Statement::new(subjects, deed).to_bytes().expect("short"),
            key,
        )
    }

    pub fn sign(&mut self, person: &str, act: Act, subjects: Vec<Subject>) -> u64 {
        let envelope = self.envelope(person, act, subjects, &key_of(person));
        self.now += TimeDelta::seconds(60);
        let entry = Entry::new(envelope, self.now).to_bytes().expect("an entry");
        self.tree.push(leaf_hash(&entry));
        self.entries.push(entry);
        self.tree.size() - 1
    }

    pub fn open(&mut self) {
        let act = Act::Open {
            title: "青山省2025年度预算执行审计".into(),
            fiscal_year: 2025,
            name: "管理员".into(),
            unit: "office".into(),
            key: key_of("owner").public().to_string(),
            log_key: self.log_key.public().to_string(),
            policy: POLICY.into(),
        };
        self.sign("owner", act, vec![]);
        for (unit, kind) in [
            ("dept-3", UnitKind::Department),
            ("legal", UnitKind::Adjudication),
            ("office", UnitKind::Leadership),
            ("water", UnitKind::Auditee),
        ] {
            let act = Act::EnrolUnit {
                unit: unit.into(),
                name: unit.into(),
                unit_kind: kind,
            };
            self.sign("owner", act, vec![]);
        }
        let mut people: Vec<(&str, &str, Role)> =
            SIGNERS.iter().map(|(s, p, u)| (*p, *u, s.role())).collect();
        people.push(("member", "dept-3", Role::Member));
        people.push(("contact", "water", Role::Auditee));
        for (id, unit, role) in people {
            let unit = self.moved.get(id).copied().unwrap_or(unit);
            let act = Act::EnrolPerson {
                id: id.into(),
                name: format!("某{id}"),
                unit: unit.into(),
                key: key_of(id).public().to_string(),
            };
            self.sign("owner", act, vec![]);
            let auditee = (role == Role::Auditee).then(|| "A001".to_string());
            self.sign(
                "owner",
                Act::Assign {
                    id: id.into(),
                    role,
                    auditee,
                },
                vec![],
            );
        }
    }

    pub fn decide(
        &mut self,
        stage: Stage,
        findings: &[(&str, String)],
        documents: &[(&str, &[u8])],
    ) -> u64 {
        let person = SIGNERS.iter().find(|s| s.0 == stage).expect("all stages").1;
        let person = self.instead.get(&stage).copied().unwrap_or(person);
        let version = if stage == Stage::Publication {
            1
        } else {
            self.version
        };
        let digest = |sha256: String| Digests { sha256, sm3: None };
        let mut subjects: Vec<Subject> = findings
            .iter()
            .map(|(id, sha)| Subject {
                name: format!("finding/{id}@{version}"),
                digest: digest(sha.clone()),
            })
            .collect();
        subjects.extend(documents.iter().map(|(id, bytes)| Subject {
            name: format!("document/{id}@1"),
            digest: digest(fisc_record::digest::sha256(bytes)),
        }));
        let act = Act::Decide {
            stage,
            verdict: Verdict::Approve,
            findings: findings
                .iter()
                .map(|(id, _)| ((*id).to_string(), version))
                .collect(),
            documents: documents
                .iter()
                .map(|(id, _)| ((*id).to_string(), 1))
                .collect(),
            opinion: format!("同意（{stage}）"),
            authorised_otherwise: None,
        };
        self.sign(person, act, subjects)
    }

    /// Signs for the item, and gives what the package says of it.
    fn confirm(&mut self, c: &Confirms, findings: &[(&str, String)], list: &[u8]) -> Vec<u8> {
        let sha256 = fisc_record::digest::sha256(c.over.unwrap_or(list));
        let mut subjects: Vec<Subject> = findings
            .iter()
            .map(|(id, sha)| Subject {
                name: format!("finding/{id}@1"),
                digest: Digests {
                    sha256: sha.clone(),
                    sm3: None,
                },
            })
            .collect();
        subjects.push(Subject {
            name: "attachment/content.sha256".into(),
            digest: Digests {
                sha256: sha256.clone(),
                sm3: None,
            },
        });
        let act = Act::ConfirmRelease {
            release: c.release,
            item: c.item.into(),
            role: c.role,
            findings: findings.iter().map(|(id, _)| ((*id).into(), 1)).collect(),
            content: Attachment {
                name: "content.sha256".into(),
                sha256,
                sm3: None,
            },
            objection: c.objection.into(),
        };
        let entry = self.sign(c.signer, act, subjects);
        let content = fisc_record::digest::sha256(list);
        let content = c.content.unwrap_or(&content);
        format!(
            "{{\"format\":\"urn:fisc:quality:v1\",\"release\":1,\"content\":\"{content}\",\"items\":[\
             {{\"item\":\"secrecy\",\"answer\":{{\"role\":\"publisher\"}},\"state\":\"{}\",\"confirmed\":\
             {{\"person\":\"{}\",\"role\":\"publisher\",\"entry\":{entry}}}}}]}}",
            c.state, c.named
        )
        .into_bytes()
    }

    /// Signs every stage, releases, and puts the package together.
    pub fn release(self) -> Released {
        self.release_as(&BTreeSet::new(), |_| {})
    }

    pub fn release_as(
        mut self,
        held_back: &BTreeSet<u64>,
        change: impl Fn(&mut Publication),
    ) -> Released {
        self.open();
        let mut whole = whole();
        change(&mut whole);
        let part = shown(&whole);
        let findings: Vec<(&str, String)> = part
            .findings
            .iter()
            .map(|(id, f)| (id.as_str(), f.digest.clone()))
            .collect();
        self.older.push(self.checkpoint());
        let mut signed = Vec::new();
        for stage in self
            .order
            .clone()
            .into_iter()
            .filter(|s| *s != Stage::Publication)
        {
            let entry = self.decide(stage, &findings, &[]);
            let (_, person, unit) = SIGNERS.iter().find(|s| s.0 == stage).expect("all stages");
            signed.push(Signed {
                stage,
                person: self.instead.get(&stage).unwrap_or(person).to_string(),
                unit: (*unit).to_string(),
                on: "2026-03-02".parse().expect("a day"),
                entry,
            });
        }
        for f in whole.findings.values_mut() {
            f.signed.clone_from(&signed);
        }
        let part = shown(&whole);
        let mut more = Package::from([(
            "index.html".into(),
            b"<!doctype html><title>x</title>".to_vec(),
        )]);
        let mut prepared = self::prepared(&whole, &part, &more);
        if let Some(confirms) = self.confirms.clone() {
            let list = quality::list(&prepared.files);
            let json = self.confirm(&confirms, &findings, &list);
            more.insert(quality::JSON.into(), json);
            prepared = self::prepared(&whole, &part, &more);
        }
        let document = Document {
            id: "R-1".into(),
            kind: DocumentKind::Release,
            version: 1,
            file: Attachment {
                name: "release.json".into(),
                sha256: fisc_record::digest::sha256(&prepared.release),
                sm3: None,
            },
            findings: BTreeMap::new(),
        };
        self.sign("member", Act::PutDocument { document }, vec![]);
        self.decide(Stage::Publication, &findings, &[("R-1", &prepared.release)]);
        let checkpoint = self.checkpoint();
        let selected = select(&Wanted {
            entries: &self.entries,
            checkpoint: &checkpoint,
            older: &self.older,
            release: &prepared.release,
            publication: &part,
            held_back,
        })
        .expect("a part of the record");
        let files = prepared.finish(selected.files.clone());
        Released {
            selected,
            files,
            office: self,
        }
    }
}

fn prepared(whole: &Publication, shown: &Publication, more: &Package) -> Prepared {
    prepare(&Source {
        whole,
        shown,
        key: &ReleaseKey::new([7; 32]),
        inputs: &BTreeMap::from([
            ("ledger".into(), "a".repeat(64)),
            ("leads".into(), "b".repeat(64)),
        ]),
        software: "0.1.0",
        more,
    })
    .expect("a release")
}
