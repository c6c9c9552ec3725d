//! A small engagement with its people, and a desk over it that answers on a port of its own.

use crate::beside::{assessed, post};
use crate::prepared;
use chrono::{DateTime, TimeDelta, Utc};
use fisc_catalogue::Catalogue;
use fisc_i18n::Lang;
use fisc_model::Money;
use fisc_model::act::{Act, Document, DocumentKind, Exclusion, Role, UnitKind, Verified};
use fisc_model::finding::{AmountKind, Attachment, Criterion, Finding, LeadRef};
use fisc_model::lead::{
    Bilingual, Confidence, Evidence, Lead, ResultKind, Severity, SubjectKind, evidence_digest,
    lead_id,
};
use fisc_model::schema;
use fisc_record::envelope::Envelope;
use fisc_record::key::{Algorithm, SecretKey};
use fisc_record::keyfile;
use fisc_review::office::{NewPerson, Office};
use fisc_store::{Log, Store};
use fisc_web::evidence::{Row, Rows, Unread};
use fisc_web::{Listening, Serve};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::LazyLock;

/// Everybody's password here, and the passphrase of everybody's key.
pub const PASSWORD: &str = "correct horse battery";

/// Who there is: id, name, unit, roles.
pub const PEOPLE: [(&str, &str, &str, &[Role]); 11] = [
    ("owner", "项目管理人", "general", &[Role::Owner]),
    ("leader", "审计组长", "dept-1", &[Role::Leader]),
    ("lin", "审计组员甲", "dept-1", &[Role::Member]),
    ("mei", "审计组员乙", "dept-1", &[Role::Member]),
    ("reviewer", "复核人", "dept-1", &[Role::Reviewer]),
    ("signer", "签发人", "office", &[Role::ExposureSigner]),
    ("adjudicator", "审理人", "adj", &[Role::Adjudicator]),
    (
        "conference",
        "会议记录人",
        "general",
        &[Role::Conference, Role::Publisher],
    ),
    ("head", "机关负责人", "office", &[Role::Head]),
    ("school", "学校代表", "A-01", &[Role::Auditee]),
    (
        "referrer",
        "移送经办人",
        "dept-1",
        &[Role::Referrer, Role::Member],
    ),
];
const UNITS: [(&str, &str, UnitKind); 5] = [
    ("general", "综合部门", UnitKind::Department),
    ("dept-1", "业务一部门", UnitKind::Department),
    ("adj", "审理部门", UnitKind::Adjudication),
    ("office", "机关领导", UnitKind::Leadership),
    ("A-01", "<i>第一小学</i>", UnitKind::Auditee),
];

/// Hashing takes its time, and all passwords here are one.
static PHC: LazyLock<String> = LazyLock::new(|| fisc_web::password_hash(PASSWORD).expect("a hash"));

/// The clock of the desk and of everything before it.
fn clock() -> DateTime<Utc> {
    "2026-03-02T02:00:00Z".parse().expect("a moment")
}

fn key(person: &str) -> SecretKey {
    let n = PEOPLE.iter().position(|p| p.0 == person).expect("enrolled");
    let n = u8::try_from(n + 1).expect("few people");
    SecretKey::from_seed(Algorithm::Ed25519, &[n; 32]).expect("a seed")
}

fn lead(method: &str, row: &str, cents: i128, severity: Severity, en: &str, zh: &str) -> Lead {
    let evidence = vec![Evidence {
        table: "payment".into(),
        key: row.into(),
        source: "sources/payments.csv".into(),
        row: 17,
        amount: Money(cents),
        digest: format!("d{row}"),
    }];
    Lead {
        lead_id: lead_id(method, "A-01", &evidence),
        lead_key: row.into(),
        method: method.into(),
        method_digest: "0".repeat(64),
        result: ResultKind::ToVerify,
        severity,
        confidence: Confidence::Medium,
        subject: "A-01".into(),
        subject_kind: SubjectKind::Org,
        amount: Money(cents),
        days: None,
        narrative: Bilingual {
            en: en.into(),
            zh: zh.into(),
        },
        details: BTreeMap::from([("purpose".to_string(), "<b>desks</b>".to_string())]),
        evidence_digest: evidence_digest(&evidence),
        evidence,
        run_id: "r".into(),
    }
}

fn leads() -> Vec<Lead> {
    vec![
        lead(
            "EXE-009",
            "P-1",
            438_652,
            Severity::Medium,
            "Paid twice on invoice 0042 <script>alert(1)</script>",
            "同一发票 0042 重复支付<script>alert(1)</script>",
        ),
        lead(
            "EXE-001",
            "P-2",
            120_000_000,
            Severity::High,
            "Paid before the money was released",
            "指标下达前支付",
        ),
        lead(
            "PRC-001",
            "P-3",
            9_900_000,
            Severity::Low,
            "Split below the tender limit",
            "拆分采购以规避招标限额",
        ),
    ]
}

/// The ledger: it holds the rows of the first two leads, as they were; of the third nothing can be
/// read.
fn rows(keys: &BTreeMap<String, Vec<String>>) -> Result<Rows, Unread> {
    let mut rows = Rows::new();
    for (table, keys) in keys {
        let columns = &schema::table(table).expect("a table").columns;
        for key in keys {
            if key == "P-3" {
                return Err(Unread::NoLedger);
            }
            let value = |c: &schema::Column| match c.name.as_str() {
                "org_code" => "A-01".to_string(),
                "amount" if key == "P-1" => "4386.52".to_string(),
                "amount" => "1200000.00".to_string(),
                "paid_on" | "payment_date" | "pay_date" => "2025-03-14".to_string(),
                "purpose" => "<b>课桌椅</b>采购款".to_string(),
                "payee_name" => "收款单位一".to_string(),
                _ => String::new(),
            };
            let row = Row {
                digest: format!("d{key}"),
                values: columns.iter().map(value).collect(),
            };
            rows.insert((table.clone(), key.clone()), row);
        }
    }
    Ok(rows)
}

/// A listening desk; its folder goes with it.
pub struct Desk {
    pub address: SocketAddr,
    folder: tempfile::TempDir,
    leads: Vec<Lead>,
}

struct Setup {
    office: Office,
    at: DateTime<Utc>,
}

impl Setup {
    fn act(&mut self, person: &str, act: Act) {
        self.at += TimeDelta::seconds(1);
        let request = self.office.request(person, act, self.at);
        let statement = request.unwrap_or_else(|e| panic!("{person}: {e}"));
        let envelope = Envelope::sign(statement, &key(person));
        let done = self.office.submit(&envelope, self.at);
        done.unwrap_or_else(|e| panic!("{person}: {e}"));
    }

    fn attach(&mut self, name: &str) -> Attachment {
        let bytes = format!("the bytes of {name}");
        let sha256 = self.office.attach(Log::Record, bytes.as_bytes());
        Attachment {
            name: name.into(),
            sha256: sha256.expect("kept"),
            sm3: None,
        }
    }
}

impl Desk {
    /// People are enrolled, and there is one finding with its working paper before the leader.
    pub fn open() -> Desk {
        Desk::begun(false)
    }

    /// The same, after somebody has referred a matter.
    pub fn open_with_referral() -> Desk {
        Desk::begun(true)
    }

    fn begun(referred: bool) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let leads = leads();
        files(folder.path(), &leads);
        let at = clock() - TimeDelta::days(3);
        let owner = NewPerson {
            id: "owner".into(),
            name: "项目管理人".into(),
            unit: "general".into(),
        };
        let catalogue = Catalogue::embedded();
        let policy = catalogue.text("policies/cn.toml").expect("the policy");
        let office = Office::create(folder.path(), policy, owner, &key("owner"), &[99; 32], at);
        let mut setup = Setup {
            office: office.expect("a record"),
            at,
        };
        enrol(&mut setup);
        finding(&mut setup, &leads);
        if referred {
            refer(&mut setup, &leads[2]);
        }
        drop(setup);
        assessed(folder.path(), clock());
        accounts(&folder.path().join("fisc.db"));
        post(&folder.path().join("public.db"), at);
        let serve = Serve {
            address: "127.0.0.1:0".parse().expect("an address"),
            hosts: Vec::new(),
            tls: None,
            language: Lang::Zh,
        };
        let reader = Box::new(rows);
        let listening = Listening::with_clock(folder.path(), &catalogue, &serve, reader, clock);
        let listening = listening.expect("a desk");
        let listening = listening.with_release(prepared::reader(folder.path()));
        let address = listening.address();
        std::thread::spawn(move || listening.run());
        Desk {
            address,
            folder,
            leads,
        }
    }

    /// Changes a file of what lies there to be confirmed.
    pub fn prepare(&self, name: &str, text: &str) {
        prepared::put(self.folder.path(), name, text);
    }

    /// Enrols a member of the team whose key is SM2, while the desk is open.
    pub fn enrol_sm2(&self, person: &str) {
        let secret = SecretKey::from_seed(Algorithm::Sm2, &[77; 32]).expect("a seed");
        let mut setup = Setup {
            office: Office::open(self.folder.path()).expect("a record"),
            at: clock() - TimeDelta::hours(1),
        };
        let act = Act::EnrolPerson {
            id: person.into(),
            name: "国密审计组员".into(),
            unit: "dept-1".into(),
            key: secret.public().to_string(),
        };
        setup.act("owner", act);
        let act = Act::Assign {
            id: person.into(),
            role: Role::Member,
            auditee: None,
        };
        setup.act("owner", act);
        let mut store = Store::open(&self.folder.path().join("fisc.db")).expect("the record");
        store.set_password(person, &PHC).expect("a user");
        let sealed = keyfile::seal(&secret, PASSWORD, 2).expect("sealed");
        store
            .put_sealed_key(person, sealed.as_bytes())
            .expect("kept");
    }

    /// The record as acts, one JSON line each, after the files that they name: what another way of
    /// signing the same must lead to.
    pub fn acts(&self) -> String {
        let store = Store::open(&self.folder.path().join("fisc.db")).expect("the record");
        let mut lines = String::new();
        for sha256 in store.attachments(Log::Record).expect("attachments") {
            let bytes = store.attachment(Log::Record, &sha256).expect("read");
            let text = String::from_utf8(bytes.expect("kept")).expect("text");
            lines += &format!("{}\n", json!({ "file": sha256, "text": text }));
        }
        for entry in store.entries(Log::Record, 0).expect("entries") {
            let statement: Value = serde_json::from_slice(&entry.envelope.payload).expect("JSON");
            let deed = &statement["predicate"];
            if deed["person"] != "log" {
                lines += &format!(
                    "{}\n",
                    json!({ "person": deed["person"], "act": deed["act"] })
                );
            }
        }
        // The log's key is new with every record.
        let key = store.entries(Log::Record, 0).expect("entries");
        let first: Value = serde_json::from_slice(&key[0].envelope.payload).expect("JSON");
        let key = first["predicate"]["act"]["log_key"]
            .as_str()
            .expect("a key");
        lines.replace(key, "LOG")
    }

    /// The leads that the acts are about.
    pub fn leads_file(&self) -> String {
        fs::read_to_string(self.folder.path().join("leads/leads.jsonl")).expect("leads")
    }

    /// What of the record leaves the folder for those who verify it: entries and checkpoint, and
    /// the names of the files kept with it.
    pub fn record(&self) -> Vec<u8> {
        let store = Store::open(&self.folder.path().join("fisc.db")).expect("the record");
        let mut all = Vec::new();
        for entry in store.entries(Log::Record, 0).expect("entries") {
            all.extend(entry.to_bytes().expect("its form"));
        }
        for sha256 in store.attachments(Log::Record).expect("attachments") {
            all.extend(sha256.as_bytes());
            let bytes = store.attachment(Log::Record, &sha256).expect("read");
            all.extend(bytes.expect("kept"));
        }
        all
    }

    /// What scripts call by name: `$lead1`, `$digest1`, ….
    pub fn known(&self) -> BTreeMap<String, String> {
        let mut known = BTreeMap::from([("own".to_string(), self.address.to_string())]);
        for (i, lead) in self.leads.iter().enumerate() {
            known.insert(format!("lead{}", i + 1), lead.lead_id.clone());
            known.insert(format!("digest{}", i + 1), lead.evidence_digest.clone());
        }
        known
    }
}

fn files(folder: &Path, leads: &[Lead]) {
    let toml = "[engagement]\nid = \"e-1\"\ntitle = \"2025 <预算>执行审计\"\nfiscal_year = 2025\n\
                currency = \"CNY\"\npacks = [\"cn\"]\n";
    fs::write(folder.join("fisc.toml"), toml).expect("written");
    fs::create_dir(folder.join("leads")).expect("made");
    let lines: String = leads
        .iter()
        .map(|l| format!("{}\n", serde_json::to_string(l).expect("JSON")))
        .collect();
    fs::write(folder.join("leads/leads.jsonl"), lines).expect("written");
    let run = include_str!("run.json");
    fs::write(folder.join("leads/run.json"), run).expect("written");
}

fn enrol(setup: &mut Setup) {
    for (unit, name, unit_kind) in UNITS {
        let (unit, name) = (unit.to_string(), name.to_string());
        setup.act(
            "owner",
            Act::EnrolUnit {
                unit,
                name,
                unit_kind,
            },
        );
    }
    for (id, name, unit, roles) in PEOPLE {
        if id != "owner" {
            let act = Act::EnrolPerson {
                id: id.into(),
                name: name.into(),
                unit: unit.into(),
                key: key(id).public().to_string(),
            };
            setup.act("owner", act);
        }
        for role in roles.iter().filter(|r| **r != Role::Owner) {
            let act = Act::Assign {
                id: id.into(),
                role: *role,
                auditee: (*role == Role::Auditee).then(|| unit.to_string()),
            };
            setup.act("owner", act);
        }
    }
}

fn both(zh: &str) -> Bilingual {
    Bilingual {
        en: String::new(),
        zh: zh.into(),
    }
}

fn finding(setup: &mut Setup, leads: &[Lead]) {
    let lead = &leads[1];
    let act = Act::VerifyLead {
        lead_id: lead.lead_id.clone(),
        evidence_digest: lead.evidence_digest.clone(),
        outcome: Verified::Confirmed,
        reason: None,
        amount: lead.amount,
        material: true,
        note: "已核对支付凭证与指标文件。".into(),
        evidence: vec![setup.attach("指标文件.pdf")],
    };
    setup.act("lin", act);
    let finding = Finding {
        id: "F-001".into(),
        version: 1,
        title: both("指标下达前支付资金<em>120 万元</em>"),
        auditee: "A-01".into(),
        leads: vec![LeadRef {
            lead_id: lead.lead_id.clone(),
            evidence_digest: lead.evidence_digest.clone(),
        }],
        amount: lead.amount,
        amount_kind: AmountKind::Irregular,
        facts: both("2025 年 3 月，第一小学在指标下达前支付设备款。\n涉及金额 120 万元。"),
        criteria: vec![Criterion {
            instrument: "中华人民共和国预算法（2018修正）".into(),
            article: "第五十七条".into(),
            text: String::new(),
        }],
        cause: both("预算执行控制不严。"),
        remedy: both("责令改正。"),
        advice: both("严格按照下达的指标支付。"),
        fine: None,
        material: true,
        evidence: Vec::new(),
    };
    let act = Act::WriteFinding {
        finding,
        reason: String::new(),
    };
    setup.act("lin", act);
    let document = Document {
        id: "WP-001".into(),
        kind: DocumentKind::WorkingPaper,
        version: 1,
        file: setup.attach("底稿一.docx"),
        findings: BTreeMap::from([(
            "F-001".to_string(),
            fisc_model::act::Placed {
                version: 1,
                paragraph: "一".into(),
            },
        )]),
    };
    setup.act("lin", Act::PutDocument { document });
}

/// What of a referral can be told from anything else here, in the forms in which pages say it.
pub const REFERRED: [&str; 9] = [
    "T-77-refer",
    "监察机关丙",
    "涉嫌串通投标线索",
    "77,313.29",
    "77313.29",
    "移送处理书七七.docx",
    "refer-T-77-letter",
    "LR-77",
    "the bytes of a letter of referral",
];

/// The SHA-256 of the letter.
pub fn letter() -> String {
    fisc_model::digest::sha256_hex(REFERRED[8].as_bytes())
}

/// The lead is put away as referred, the matter referred, its letter put on record as a document.
fn refer(setup: &mut Setup, lead: &Lead) {
    let bytes = REFERRED[8].as_bytes();
    let sha256 = setup.office.attach(Log::Referrals, bytes).expect("kept");
    let paper = Attachment {
        name: REFERRED[5].into(),
        sha256,
        sm3: None,
    };
    let act = Act::VerifyLead {
        lead_id: lead.lead_id.clone(),
        evidence_digest: lead.evidence_digest.clone(),
        outcome: Verified::Excluded,
        reason: Some(Exclusion::Referred),
        amount: Money(0),
        material: false,
        note: REFERRED[6].into(),
        evidence: vec![paper.clone()],
    };
    setup.act("referrer", act);
    let act = Act::Refer {
        referral: REFERRED[0].into(),
        to: REFERRED[1].into(),
        matter: REFERRED[2].into(),
        amount: Money(7_731_329),
        leads: vec![lead.lead_id.clone()],
        paper: paper.clone(),
    };
    setup.act("referrer", act);
    let document = Document {
        id: REFERRED[7].into(),
        kind: DocumentKind::Referral,
        version: 1,
        file: paper,
        findings: BTreeMap::new(),
    };
    setup.act("referrer", Act::PutDocument { document });
}

fn accounts(record: &Path) {
    let mut store = Store::open(record).expect("the record");
    for (id, ..) in PEOPLE {
        store.set_password(id, &PHC).expect("a user");
        // Nobody's key here is worth the work of a real passphrase.
        let sealed = keyfile::seal(&key(id), PASSWORD, 2).expect("sealed");
        store.put_sealed_key(id, sealed.as_bytes()).expect("kept");
    }
}
