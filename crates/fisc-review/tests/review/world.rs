//! An office with a department, an adjudication body and an auditee, and an engagement with two
//! leads. Every name is a role.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use fisc_catalogue::Catalogue;
use fisc_model::Money;
use fisc_model::act::*;
use fisc_model::finding::{AmountKind, Attachment, Criterion, Finding, LeadRef};
use fisc_model::lead::{Bilingual, Confidence, Lead, ResultKind, Severity, SubjectKind};
use fisc_record::entry::Entry;
use fisc_record::envelope::Envelope;
use fisc_record::key::{Algorithm, SecretKey};
use fisc_record::statement::Statement;
use fisc_review::office::{NewPerson, Receipt};
use fisc_review::{Case, Office, OfficeError, Refusal, subjects};
use fisc_store::Log;
use std::collections::BTreeMap;

pub const AUDITEE: &str = "A01";

pub struct World {
    pub folder: tempfile::TempDir,
    pub office: Office,
    pub keys: BTreeMap<String, SecretKey>,
    pub now: DateTime<Utc>,
}

pub fn key(n: u8) -> SecretKey {
    SecretKey::from_seed(Algorithm::Ed25519, &[n; 32]).expect("a seed")
}

pub fn both(text: &str) -> Bilingual {
    Bilingual {
        en: text.into(),
        zh: text.into(),
    }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn lead(id: &str, amount: i128) -> Lead {
    Lead {
        lead_id: id.into(),
        lead_key: id.into(),
        method: "EXE-003".into(),
        method_digest: "00".into(),
        result: ResultKind::Breach,
        severity: Severity::Medium,
        confidence: Confidence::High,
        subject: AUDITEE.into(),
        subject_kind: SubjectKind::Org,
        amount: Money(amount),
        days: None,
        narrative: both("paid before release"),
        details: BTreeMap::new(),
        evidence: Vec::new(),
        evidence_digest: format!("evidence-of-{id}"),
        run_id: "run".into(),
    }
}

/// F-1 on both leads.
pub fn finding(version: u32) -> Finding {
    let on = |id: &str| LeadRef {
        lead_id: id.into(),
        evidence_digest: format!("evidence-of-{id}"),
    };
    Finding {
        id: "F-1".into(),
        version,
        title: both("Payments before release"),
        auditee: AUDITEE.into(),
        leads: vec![on("L1"), on("L2")],
        amount: Money(300_00),
        amount_kind: AmountKind::Irregular,
        facts: both("Two payments were made before their budget lines were released."),
        criteria: vec![Criterion {
            instrument: "中华人民共和国预算法（2018修正）".into(),
            article: "第五十七条".into(),
            text: String::new(),
        }],
        cause: Bilingual::default(),
        remedy: Bilingual::default(),
        advice: Bilingual::default(),
        fine: None,
        material: true,
        evidence: Vec::new(),
    }
}

pub fn confirm(id: &str, amount: i128) -> Act {
    Act::VerifyLead {
        lead_id: id.into(),
        evidence_digest: format!("evidence-of-{id}"),
        outcome: Verified::Confirmed,
        reason: None,
        amount: Money(amount),
        material: false,
        note: String::new(),
        evidence: Vec::new(),
    }
}

pub fn write(finding: Finding) -> Act {
    let reason = match finding.version {
        1 => "",
        _ => "corrected",
    };
    Act::WriteFinding {
        finding,
        reason: reason.into(),
    }
}

/// A decision about F-1 with these documents.
pub fn decide(stage: Stage, verdict: Verdict, version: u32, documents: &[(&str, u32)]) -> Act {
    Act::Decide {
        stage,
        verdict,
        findings: BTreeMap::from([("F-1".into(), version)]),
        documents: documents.iter().map(|(d, v)| ((*d).into(), *v)).collect(),
        opinion: "read, and in order".into(),
        authorised_otherwise: None,
    }
}

/// Who decides at a stage in this office, and with which document.
pub fn usual(stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Leader => ("leader", "WP-1"),
        Stage::Exposure => ("signer", "ED-1"),
        Stage::Department => ("reviewer", ""),
        Stage::Adjudication => ("adjudicator", ""),
        Stage::Conference => ("recorder", "M-1"),
        Stage::Head => ("head", "R-1"),
        Stage::Publication => ("publisher", ""),
    }
}

const PEOPLE: [(&str, &str, Option<Role>); 14] = [
    ("leader", "department", Some(Role::Leader)),
    ("member", "department", Some(Role::Member)),
    ("member2", "department", Some(Role::Member)),
    ("reviewer", "department", Some(Role::Reviewer)),
    ("signer", "department", Some(Role::ExposureSigner)),
    ("adjudicator", "adjudication", Some(Role::Adjudicator)),
    ("adjudicator2", "adjudication", Some(Role::Adjudicator)),
    ("inside", "department", Some(Role::Adjudicator)),
    ("lent", "upper", Some(Role::Reviewer)),
    ("recorder", "leadership", Some(Role::Conference)),
    ("head", "leadership", Some(Role::Head)),
    ("publisher", "leadership", Some(Role::Publisher)),
    ("keeper", "department", Some(Role::Referrer)),
    ("auditee", "auditee", None),
];

impl World {
    pub fn new() -> World {
        World::under("cn", |policy| policy)
    }

    pub fn under(policy: &str, change: impl Fn(String) -> String) -> World {
        let folder = tempfile::tempdir().expect("a folder");
        let toml = "[engagement]\nid = 'e1'\ntitle = 'E1'\nfiscal_year = 2025\ncurrency = 'CNY'\npacks = ['cn']\n";
        std::fs::write(folder.path().join("fisc.toml"), toml).expect("written");
        leads_file(folder.path(), &[lead("L1", 100_00), lead("L2", 200_00)]);
        let catalogue = Catalogue::embedded();
        let policy = catalogue
            .text(&format!("policies/{policy}.toml"))
            .expect("shipped");
        let now = "2026-03-02T02:00:00Z".parse().expect("a time");
        let owner = NewPerson {
            id: "owner".into(),
            name: "Owner".into(),
            unit: "leadership".into(),
        };
        let policy = change(policy.to_string());
        let office = Office::create(folder.path(), &policy, owner, &key(1), &[2; 32], now);
        let mut world = World {
            folder,
            office: office.expect("opened"),
            keys: BTreeMap::from([("owner".to_string(), key(1))]),
            now,
        };
        for (unit, unit_kind) in [
            ("department", UnitKind::Department),
            ("adjudication", UnitKind::Adjudication),
            ("upper", UnitKind::OtherOffice),
            ("auditee", UnitKind::Auditee),
        ] {
            let (unit, name) = (unit.to_string(), unit.to_string());
            world.ok(
                "owner",
                Act::EnrolUnit {
                    unit,
                    name,
                    unit_kind,
                },
            );
        }
        for (n, (id, unit, role)) in (10..).zip(PEOPLE) {
            world.keys.insert(id.into(), key(n));
            world.ok(
                "owner",
                Act::EnrolPerson {
                    id: id.into(),
                    name: id.into(),
                    unit: unit.into(),
                    key: key(n).public().to_string(),
                },
            );
            let (role, auditee) = match role {
                Some(role) => (role, None),
                None => (Role::Auditee, Some(AUDITEE.to_string())),
            };
            let id = id.to_string();
            world.ok("owner", Act::Assign { id, role, auditee });
        }
        world
    }

    pub fn case(&mut self) -> &Case {
        self.office.case().expect("a record")
    }

    /// The statement of this act over what there is now, whatever the rules say.
    pub fn statement(&mut self, person: &str, act: Act) -> Statement<Deed> {
        let now = self.now;
        let private = fisc_review::referrals::is_referral(&act);
        let case = match private {
            true => self.office.referrals("keeper").expect("a keeper"),
            false => self.office.case().expect("a record"),
        };
        let deed = Deed {
            engagement: "e1".into(),
            person: person.into(),
            at: now,
            after: case.size(),
            act,
        };
        Statement::new(subjects::of(case, &deed), deed)
    }

    pub fn sign(&self, statement: &Statement<Deed>, person: &str) -> Envelope {
        let key = &self.keys[person];
        Envelope::sign(statement.to_bytes().expect("a form"), key)
    }

    /// Signs and submits, whatever the rules say.
    pub fn submit(&mut self, person: &str, act: Act) -> Result<Receipt, OfficeError> {
        self.now += Duration::minutes(1);
        let statement = self.statement(person, act);
        let envelope = self.sign(&statement, person);
        self.office.submit(&envelope, self.now)
    }

    /// Asks, signs and submits; it goes through.
    pub fn ok(&mut self, person: &str, act: Act) {
        self.now += Duration::minutes(1);
        let request = self.office.request(person, act.clone(), self.now);
        let request = request.unwrap_or_else(|e| panic!("{person} {act:?}: {e}"));
        let envelope = Envelope::sign(request, &self.keys[person]);
        let done = self.office.submit(&envelope, self.now);
        done.unwrap_or_else(|e| panic!("{person} {act:?}: {e}"));
    }

    /// It is refused in asking and in submitting, by the same rule, and the second is on record.
    pub fn refused(&mut self, person: &str, act: Act) -> Refusal {
        let asked = self.office.request(person, act.clone(), self.now);
        let asked = refusal(asked.map(drop), &act);
        let before = self.case().refused().len();
        let submitted = self.submit(person, act.clone());
        let refusal = refusal(submitted.map(drop), &act);
        assert_eq!(asked.rule, refusal.rule, "{} | {}", asked.en, refusal.en);
        let on_record = self.case().refused();
        assert_eq!(on_record.len(), before + 1, "{act:?}");
        assert_eq!(on_record[before].rule, refusal.rule);
        assert_eq!(on_record[before].claimed, person);
        refusal
    }

    pub fn attach(&mut self, name: &str) -> Attachment {
        let sha256 = self
            .office
            .attach(Log::Record, name.as_bytes())
            .expect("kept");
        Attachment {
            name: name.into(),
            sha256,
            sm3: None,
        }
    }

    /// Puts a version of a document that says F-1.
    pub fn put(&mut self, person: &str, id: &str, kind: DocumentKind, version: u32) {
        let file = self.attach(&format!("{id}-{version}.docx"));
        let says = self
            .case()
            .finding("F-1")
            .map(|f| f.version())
            .expect("F-1");
        let placed = Placed {
            version: says,
            paragraph: "1".into(),
        };
        let document = Document {
            id: id.into(),
            kind,
            version,
            file,
            findings: BTreeMap::from([("F-1".into(), placed)]),
        };
        self.ok(person, Act::PutDocument { document });
    }

    pub fn serve(&mut self, id: &str, version: u32) {
        let act = self.service(id, version);
        self.ok("member", act);
    }

    pub fn service(&mut self, id: &str, version: u32) -> Act {
        Act::Serve {
            document: id.into(),
            version,
            auditee: AUDITEE.into(),
            on: fisc_review::day(self.now),
            receipt: self.attach("receipt.pdf"),
        }
    }

    /// The sealed form of a document, entered by one and compared by another.
    pub fn seal(&mut self, id: &str, version: u32) {
        let scan = self.attach(&format!("{id}-{version}-sealed.pdf"));
        let sha256 = scan.sha256.clone();
        let act = Act::EnterPaper {
            document: id.into(),
            version,
            scan,
            sealed_by: "head".into(),
            sealed_on: fisc_review::day(self.now),
        };
        self.ok("member", act);
        let check = Act::CheckPaper {
            scan: sha256,
            agrees: true,
            note: String::new(),
        };
        self.ok("member2", check);
    }

    pub fn reply(&mut self, accepted: bool) {
        let version = self
            .case()
            .finding("F-1")
            .and_then(|f| f.exposed.clone())
            .expect("exposed");
        let act = Act::Reply {
            finding: "F-1".into(),
            version: version.version,
            accepted,
            text: "we do not agree".into(),
            on: fisc_review::day(self.now),
            letter: None,
        };
        self.ok("auditee", act);
    }

    /// A finding on both leads, written by the member.
    pub fn found(&mut self) {
        self.ok("member", confirm("L1", 100_00));
        self.ok("member2", confirm("L2", 200_00));
        self.ok("member", write(finding(1)));
    }

    /// F-1 through the stages up to and with this one, as it should be.
    pub fn through(&mut self, last: Stage) {
        for stage in Stage::ALL.into_iter().filter(|s| *s <= last) {
            let state = self.case().finding("F-1").expect("F-1").clone();
            if !state.stages.stands.contains_key(&stage) {
                self.stage(stage, state.version());
            }
        }
    }

    fn stage(&mut self, stage: Stage, version: u32) {
        let (person, document) = usual(stage);
        let (author, kind) = match stage {
            Stage::Leader => ("member", DocumentKind::WorkingPaper),
            Stage::Exposure => ("member", DocumentKind::ExposureDraft),
            Stage::Conference => ("recorder", DocumentKind::Minutes),
            _ => ("member", DocumentKind::Report),
        };
        let mut documents = Vec::new();
        if !document.is_empty() {
            let next = self.case().document(document).map_or(0, |d| d.version()) + 1;
            self.put(author, document, kind, next);
            documents.push((document, next));
        }
        if stage == Stage::Publication {
            let at = self.case().document("R-1").expect("a report").version();
            self.seal("R-1", at);
            self.serve("R-1", at);
        }
        self.ok(person, decide(stage, Verdict::Approve, version, &documents));
        let exposed = self
            .case()
            .finding("F-1")
            .is_some_and(|f| f.exposed.is_some());
        if stage == Stage::Exposure && !exposed {
            let (_, at) = documents[0];
            self.seal("ED-1", at);
            self.serve("ED-1", at);
            self.reply(true);
        }
    }

    /// Every entry of the record, folded anew.
    pub fn refolded(&mut self) -> Case {
        let calendar = self.case().calendar().clone();
        let mut case = Case::new(calendar);
        case.set_leads(self.office.leads());
        let entries: Vec<Entry> = self
            .office
            .store()
            .entries(Log::Record, 0)
            .expect("entries");
        for entry in &entries {
            case.apply(entry);
        }
        case
    }
}

pub fn leads_file(folder: &std::path::Path, leads: &[Lead]) {
    std::fs::create_dir_all(folder.join("leads")).expect("a folder");
    let lines: Vec<String> = leads
        .iter()
        .map(|l| serde_json::to_string(l).expect("JSON") + "\n")
        .collect();
    std::fs::write(folder.join("leads/leads.jsonl"), lines.concat()).expect("written");
}

pub fn refusal(outcome: Result<(), OfficeError>, act: &Act) -> Refusal {
    match outcome {
        Err(OfficeError::Refused(refusal)) => {
            // Every place is filled, in both languages.
            assert!(
                !format!("{} {}", refusal.en, refusal.zh).contains('{'),
                "{refusal:?}"
            );
            refusal
        }
        Err(other) => panic!("{act:?}: {other}"),
        Ok(()) => panic!("went through: {act:?}"),
    }
}
