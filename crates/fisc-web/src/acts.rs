//! From what a form sent to the act that is to be signed. What is missing or no amount or no date is
//! said per field, all at once; whether the act may be done at all is the office's judgement.

use crate::answer::Wrong;
use crate::fields::{Fields, Upload};
use crate::form::Fault;
use crate::texts::Tongue;
use chrono::{DateTime, NaiveDate, Utc};
use fisc_i18n::Arg;
use fisc_model::Money;
use fisc_model::act::{Act, Document, Placed, Rectified};
use fisc_model::finding::{Attachment, Criterion, Finding, LeadRef};
use fisc_model::lead::Bilingual;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Rows for rules in the form of a finding.
pub const CRITERIA: usize = 4;

/// Keeps a file and says under which digest.
pub type Keep<'a> = dyn FnMut(&Upload) -> Result<Attachment, Wrong> + 'a;

/// Reads a form, and collects what is wrong with it.
pub struct Reader<'a> {
    tongue: Tongue,
    fields: &'a Fields,
    keep: &'a mut Keep<'a>,
    faults: Vec<Fault>,
    broken: Option<Wrong>,
}

/// The act that a form asks for.
///
/// # Errors
/// A file could not be kept, or the form is of no act.
pub fn read<'a>(
    tongue: Tongue,
    fields: &'a Fields,
    keep: &'a mut Keep<'a>,
) -> Result<Result<Act, Vec<Fault>>, Wrong> {
    let mut r = Reader {
        tongue,
        fields,
        keep,
        faults: Vec::new(),
        broken: None,
    };
    let act = act(&mut r);
    if let Some(wrong) = r.broken {
        return Err(wrong);
    }
    if !r.faults.is_empty() {
        return Ok(Err(r.faults));
    }
    act.map(Ok).ok_or(Wrong::Unreadable)
}

impl Reader<'_> {
    fn fault(&mut self, field: &str, id: &'static str) {
        // `title.zh` and `article.2` are called what `title` and `article` are.
        let base = field.split('.').next().unwrap_or_default();
        let name = Arg::Text(self.tongue.word("field", base));
        let message = self.tongue.say(id, &[("field", name)]);
        self.faults.push(Fault {
            field: field.to_string(),
            message,
        });
    }

    /// A text that may be empty.
    fn text(&self, field: &str) -> String {
        self.fields.get(field).to_string()
    }

    /// A text that may not.
    fn need(&mut self, field: &str) -> String {
        let text = self.text(field);
        if text.is_empty() {
            self.fault(field, "fault-empty");
        }
        text
    }

    fn parse<T: std::str::FromStr + Default>(&mut self, field: &str, id: &'static str) -> T {
        let parsed = self.fields.get(field).parse();
        parsed.unwrap_or_else(|_| {
            self.fault(field, id);
            T::default()
        })
    }

    fn number(&mut self, field: &str) -> u32 {
        if self.fields.get(field).is_empty() {
            return 0;
        }
        self.parse(field, "fault-number")
    }

    fn day(&mut self, field: &str) -> NaiveDate {
        self.parse(field, "fault-day")
    }

    fn day_or_none(&mut self, field: &str) -> Option<NaiveDate> {
        (!self.fields.get(field).is_empty()).then(|| self.day(field))
    }

    /// An amount; separators of thousands are taken as people write them.
    fn money(&mut self, field: &str) -> Money {
        let plain: String = self
            .fields
            .get(field)
            .chars()
            .filter(|c| !matches!(c, ',' | '，' | ' '))
            .collect();
        Money::parse(&plain).unwrap_or_else(|_| {
            self.fault(field, "fault-money");
            Money::ZERO
        })
    }

    fn money_or_zero(&mut self, field: &str) -> Money {
        if self.fields.get(field).is_empty() {
            return Money::ZERO;
        }
        self.money(field)
    }

    fn yes(&self, field: &str) -> bool {
        self.fields.get(field) == "yes"
    }

    /// A value of a closed list, by its serialised word.
    fn pick<T: DeserializeOwned>(&mut self, field: &str) -> Option<T> {
        let picked = self.pick_or_none(field);
        if picked.is_none() {
            self.fault(field, "fault-choose");
        }
        picked
    }

    fn pick_or_none<T: DeserializeOwned>(&self, field: &str) -> Option<T> {
        serde_json::from_value(serde_json::Value::String(self.text(field))).ok()
    }

    /// Yes or no that must be said.
    fn decided(&mut self, field: &str) -> bool {
        match self.fields.get(field) {
            "yes" => true,
            "no" => false,
            _ => {
                self.fault(field, "fault-choose");
                false
            }
        }
    }

    fn both(&self, field: &str) -> Bilingual {
        Bilingual {
            en: self.text(&format!("{field}.en")),
            zh: self.text(&format!("{field}.zh")),
        }
    }

    /// A text that one of the two languages must have.
    fn need_both(&mut self, field: &str) -> Bilingual {
        let both = self.both(field);
        if both.en.is_empty() && both.zh.is_empty() {
            let own = match self.tongue.0 {
                fisc_i18n::Lang::En => format!("{field}.en"),
                fisc_i18n::Lang::Zh => format!("{field}.zh"),
            };
            self.fault(&own, "fault-empty");
        }
        both
    }

    fn files(&mut self, field: &str) -> Vec<Attachment> {
        let mut all = Vec::new();
        let fields = self.fields;
        for upload in fields.files(field) {
            match (self.keep)(upload) {
                Ok(attachment) => all.push(attachment),
                Err(wrong) => self.broken = Some(wrong),
            }
        }
        all
    }

    fn file_or_none(&mut self, field: &str) -> Option<Attachment> {
        self.files(field).into_iter().next()
    }

    fn file(&mut self, field: &str) -> Attachment {
        self.file_or_none(field).unwrap_or_else(|| {
            self.fault(field, "fault-file");
            Attachment {
                name: String::new(),
                sha256: String::new(),
                sm3: None,
            }
        })
    }

    /// `id@version` values.
    fn versions(&self, field: &str) -> BTreeMap<String, u32> {
        let each = self.fields.all(field).filter_map(|v| v.rsplit_once('@'));
        each.filter_map(|(id, v)| Some((id.to_string(), v.parse().ok()?)))
            .collect()
    }

    /// The same, at least one.
    fn need_versions(&mut self, field: &str) -> BTreeMap<String, u32> {
        let versions = self.versions(field);
        if versions.is_empty() {
            self.fault(field, "fault-choose");
        }
        versions
    }

    fn finding(&mut self) -> Option<Finding> {
        let mut leads: Vec<LeadRef> = Vec::new();
        for each in self.fields.all("lead") {
            if let Some((id, digest)) = each.split_once('@') {
                leads.push(LeadRef {
                    lead_id: id.to_string(),
                    evidence_digest: digest.to_string(),
                });
            }
        }
        leads.sort();
        leads.dedup();
        if leads.is_empty() {
            self.fault("lead", "fault-leads");
        }
        let mut criteria = Vec::new();
        for i in 0..CRITERIA {
            let [instrument, article, text] =
                ["instrument", "article", "text"].map(|f| self.text(&format!("{f}.{i}")));
            if instrument.is_empty() && article.is_empty() && text.is_empty() {
                continue;
            }
            for (value, field) in [(&instrument, "instrument"), (&article, "article")] {
                if value.is_empty() {
                    self.fault(&format!("{field}.{i}"), "fault-criterion");
                }
            }
            criteria.push(Criterion {
                instrument,
                article,
                text,
            });
        }
        if criteria.is_empty() && !self.faults.iter().any(|f| f.field.starts_with("inst")) {
            self.fault("instrument.0", "fault-criterion");
        }
        let amount_kind = self.pick("amount_kind");
        let fine = (!self.fields.get("fine").is_empty()).then(|| self.money("fine"));
        let mut evidence: Vec<Attachment> = Vec::new();
        for kept in self.fields.all("kept") {
            if let Ok(attachment) = serde_json::from_str(kept) {
                evidence.push(attachment);
            }
        }
        evidence.extend(self.files("evidence"));
        let (id, auditee) = (self.need("id"), self.need("auditee"));
        let (title, facts) = (self.need_both("title"), self.need_both("facts"));
        let amount = self.money("amount");
        Some(Finding {
            id,
            version: self.number("version").max(1),
            title,
            auditee,
            leads,
            amount,
            amount_kind: amount_kind?,
            facts,
            criteria,
            cause: self.both("cause"),
            remedy: self.both("remedy"),
            advice: self.both("advice"),
            fine,
            material: self.yes("material"),
            evidence,
        })
    }

    fn rectified(&mut self) -> Rectified {
        Rectified {
            to_treasury: self.money_or_zero("to_treasury"),
            returned: self.money_or_zero("returned"),
            rebooked: self.money_or_zero("rebooked"),
            recovered: self.money_or_zero("recovered"),
            rules_made: self.number("rules_made"),
            people_held_to_account: self.number("people_held_to_account"),
        }
    }

    fn document(&mut self) -> Option<Document> {
        let mut findings = BTreeMap::new();
        for each in self.fields.all("finding") {
            if let Some((id, version)) = each.rsplit_once('@') {
                let placed = Placed {
                    version: version.parse().unwrap_or_default(),
                    paragraph: self.text(&format!("paragraph.{id}")),
                };
                findings.insert(id.to_string(), placed);
            }
        }
        let (id, file) = (self.need("id"), self.file("file"));
        Some(Document {
            id,
            kind: self.pick("document_kind")?,
            version: self.number("version").max(1),
            file,
            findings,
        })
    }

    fn moment(&mut self, field: &str) -> DateTime<Utc> {
        self.day(field).and_time(chrono::NaiveTime::MIN).and_utc()
    }

    fn years(&mut self) -> Vec<i32> {
        let text = self.need("years");
        let years: Vec<Option<i32>> = text
            .split([',', '，', '、', ' '])
            .filter(|y| !y.is_empty())
            .map(|y| y.parse().ok())
            .collect();
        if years.contains(&None) {
            self.fault("years", "fault-number");
        }
        years.into_iter().flatten().collect()
    }
}

/// By the name under which it is serialised.
fn act(r: &mut Reader<'_>) -> Option<Act> {
    Some(match r.fields.get("act") {
        "set_policy" => Act::SetPolicy {
            policy: r.need("policy"),
            reason: r.need("reason"),
        },
        "enrol_unit" => Act::EnrolUnit {
            unit: r.need("unit"),
            name: r.need("name"),
            unit_kind: r.pick("unit_kind")?,
        },
        "enrol_person" => Act::EnrolPerson {
            id: r.need("id"),
            name: r.need("name"),
            unit: r.need("unit"),
            key: r.need("key"),
        },
        "enrol_key" => Act::EnrolKey {
            id: r.need("id"),
            key: r.need("key"),
        },
        "revoke_key" => Act::RevokeKey {
            id: r.need("id"),
            key: r.need("key"),
            from: r.moment("from"),
            reason: r.need("reason"),
        },
        "assign" => Act::Assign {
            id: r.need("id"),
            role: r.pick("role")?,
            auditee: (!r.text("auditee").is_empty()).then(|| r.text("auditee")),
        },
        "unassign" => Act::Unassign {
            id: r.need("id"),
            role: r.pick("role")?,
        },
        "service" => Act::Service {
            id: r.need("id"),
            auditee: r.need("auditee"),
            years: r.years(),
            role: r.pick("role")?,
        },
        "recuse" => Act::Recuse {
            id: r.need("id"),
            auditee: r.need("auditee"),
            reason: r.need("reason"),
        },
        "except" => Act::Except {
            rule: r.need("rule"),
            id: r.need("id"),
            reason: r.need("reason"),
        },
        "verify_lead" => Act::VerifyLead {
            lead_id: r.need("lead_id"),
            evidence_digest: r.need("evidence_digest"),
            amount: r.money("amount"),
            material: r.yes("material"),
            note: r.text("note"),
            evidence: r.files("evidence"),
            reason: r.pick_or_none("exclusion"),
            outcome: r.pick("outcome")?,
        },
        "write_finding" => Act::WriteFinding {
            reason: r.text("reason"),
            finding: r.finding()?,
        },
        "withdraw_finding" => Act::WithdrawFinding {
            finding: r.need("finding"),
            reason: r.need("reason"),
        },
        "put_document" => Act::PutDocument {
            document: r.document()?,
        },
        "enter_paper" => Act::EnterPaper {
            document: r.need("document"),
            version: r.number("version"),
            scan: r.file("scan"),
            sealed_by: r.need("sealed_by"),
            sealed_on: r.day("sealed_on"),
        },
        "check_paper" => Act::CheckPaper {
            scan: r.need("scan"),
            agrees: r.decided("agrees"),
            note: r.text("note"),
        },
        "decide" => Act::Decide {
            findings: r.need_versions("findings"),
            documents: r.versions("documents"),
            opinion: r.need("opinion"),
            authorised_otherwise: (!r.text("authorised_otherwise").is_empty())
                .then(|| r.text("authorised_otherwise")),
            stage: r.pick("stage")?,
            verdict: r.pick("verdict")?,
        },
        "serve" => Act::Serve {
            document: r.need("document"),
            version: r.number("version"),
            auditee: r.need("auditee"),
            on: r.day("on"),
            receipt: r.file("receipt"),
        },
        "reply" => Act::Reply {
            finding: r.need("finding"),
            version: r.number("version"),
            accepted: r.decided("accepted"),
            text: r.need("text"),
            on: r.day("on"),
            letter: r.file_or_none("letter"),
        },
        "answer_reply" => Act::AnswerReply {
            finding: r.need("finding"),
            taken: r.decided("taken"),
            reason: r.need("reason"),
        },
        "hearing" => Act::Hearing {
            finding: r.need("finding"),
            told_on: r.day("told_on"),
            held_on: r.day_or_none("held_on"),
            paper: r.file("paper"),
        },
        "dispute" => Act::Dispute {
            dispute: r.need("dispute"),
            finding: r.need("finding"),
            text: r.need("text"),
            stage: r.pick("stage")?,
        },
        "say" => Act::Say {
            dispute: r.need("dispute"),
            text: r.need("text"),
        },
        "rule" => Act::Rule {
            dispute: r.need("dispute"),
            upheld: r.decided("upheld"),
            reason: r.need("reason"),
        },
        "refer" => Act::Refer {
            referral: r.need("referral"),
            to: r.need("to"),
            matter: r.need("matter"),
            amount: r.money("amount"),
            leads: r.fields.all("leads").map(str::to_string).collect(),
            paper: r.file("paper"),
        },
        "breach" => Act::Breach {
            rule: r.need("rule"),
            id: r.need("id"),
            text: r.need("text"),
            stage: r.pick("stage")?,
        },
        "plan_rectification" => Act::PlanRectification {
            finding: r.need("finding"),
            due: r.day("due"),
            class: r.pick("class")?,
        },
        "report_rectification" => Act::ReportRectification {
            finding: r.need("finding"),
            rectified: r.rectified(),
            text: r.need("text"),
            on: r.day("on"),
            papers: r.files("papers"),
        },
        "verify_rectification" => Act::VerifyRectification {
            finding: r.need("finding"),
            rectified: r.rectified(),
            closed: r.decided("closed"),
            text: r.need("text"),
        },
        "look_back" => Act::LookBack {
            finding: r.need("finding"),
            on: r.day("on"),
            holds: r.decided("holds"),
            text: r.need("text"),
        },
        _ => return None,
    })
}
