//! What people do on the record: each act is the predicate of one signed statement. The acts
//! carry what was decided; the digests of what was decided about are the statement's subjects.
//! Who may do what, when and after what is the policy's business (`fisc-review`), not this file's.

use crate::Money;
use crate::finding::{Attachment, Finding};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The predicate of a statement: an act, by whom, when, and after how much of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deed {
    /// The engagement's id: a statement for another engagement is refused.
    pub engagement: String,
    /// The enrolled person; the envelope must verify under a key of theirs.
    pub person: String,
    /// When they say they signed, in whole seconds. When it was received stands in the log.
    pub at: DateTime<Utc>,
    /// Entries of the record they had before them.
    pub after: u64,
    /// What they do.
    pub act: Act,
}

/// What an enrolled person may be in an engagement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Enrols people and keys, sets the policy; signs nothing of the audit by this role.
    Owner,
    /// 审计组组长.
    Leader,
    /// 审计组成员.
    Member,
    /// 业务部门复核人.
    Reviewer,
    /// Approves the exposure draft (征求意见稿签发人).
    ExposureSigner,
    /// 审理人员.
    Adjudicator,
    /// Records the audit conference (审计业务会议).
    Conference,
    /// 审计机关负责人.
    Head,
    /// Approves publication.
    Publisher,
    /// Speaks for an auditee.
    Auditee,
    /// Sees and keeps referrals (移送).
    Referrer,
}

/// What a unit of the audit institution is, for the independence of the stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 业务部门: does audits.
    Department,
    /// 审理机构.
    Adjudication,
    /// 机关领导.
    Leadership,
    /// 上级或其他审计机关: lends a reviewer.
    OtherOffice,
    /// 被审计单位.
    Auditee,
}

/// What came out of looking at a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verified {
    /// 属实.
    Confirmed,
    /// 部分属实.
    Partly,
    /// 排除.
    Excluded,
}

/// Why a lead, or a part of it, is excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// 数据错误.
    DataError,
    /// 合法例外.
    LawfulException,
    /// 金额不重大.
    Immaterial,
    /// 超出审计范围.
    OutOfScope,
    /// 证据不足.
    InsufficientEvidence,
    /// 已移送.
    Referred,
}

/// A stage of review, in the order of practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 组长审核底稿.
    Leader,
    /// 征求意见: the exposure draft is approved and served.
    Exposure,
    /// 业务部门复核.
    Department,
    /// 审理.
    Adjudication,
    /// 审计业务会议.
    Conference,
    /// 负责人签发.
    Head,
    /// 公布审批.
    Publication,
}

/// What a reviewer of a stage decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 同意.
    Approve,
    /// 退回补充取证.
    MoreEvidence,
    /// 退回修改.
    Return,
    /// 不予认可.
    Reject,
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 审计取证单.
    EvidenceForm,
    /// 审计工作底稿.
    WorkingPaper,
    /// 审计报告征求意见稿.
    ExposureDraft,
    /// 审计报告.
    Report,
    /// 审计决定书.
    Decision,
    /// 移送处理书.
    Referral,
    /// 复核意见书.
    ReviewOpinion,
    /// 审理意见书.
    AdjudicationOpinion,
    /// 审计业务会议纪要.
    Minutes,
    /// 公布稿: what a release publishes, by its root; its approval is one to publish exactly that.
    Release,
}

/// One version of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Unique in the engagement.
    pub id: String,
    /// What it is.
    pub kind: DocumentKind,
    /// From 1, without gaps.
    pub version: u32,
    /// Its bytes.
    pub file: Attachment,
    /// Which paragraph says which finding: finding id → (version, paragraph).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub findings: BTreeMap<String, Placed>,
}

/// Where a document says a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// The finding's version.
    pub version: u32,
    /// The paragraph, as the document numbers it.
    pub paragraph: String,
}

/// How a shortcoming is to be put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RectificationClass {
    /// 立行立改.
    AtOnce,
    /// 分阶段整改.
    Staged,
    /// 持续整改.
    Continuing,
}

/// What rectification moved, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rectified {
    /// 上缴财政.
    pub to_treasury: Money,
    /// 归还原渠道资金.
    pub returned: Money,
    /// 调账处理.
    pub rebooked: Money,
    /// 追回、挽回.
    pub recovered: Money,
    /// 制定、完善制度（项）.
    pub rules_made: u32,
    /// 处理责任人（人）.
    pub people_held_to_account: u32,
}

/// An act. Texts are in the language of who wrote them.
// Acts are read and judged one at a time; a box would only stand in the way of matching them.
#[expect(clippy::large_enum_variant)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// The first entry: opens the record and enrols its owner, who signs it.
    Open {
        /// For people.
        title: String,
        /// The year audited.
        fiscal_year: i32,
        /// The owner's name.
        name: String,
        /// The owner's unit.
        unit: String,
        /// The owner's public key in text form.
        key: String,
        /// The log's own public key, which signs checkpoints and refusals.
        log_key: String,
        /// The policy, as TOML.
        policy: String,
    },
    /// The owner changes the policy.
    SetPolicy {
        /// The whole policy, as TOML.
        policy: String,
        /// Why.
        reason: String,
    },
    /// The owner enrols a unit.
    EnrolUnit {
        /// Unique.
        unit: String,
        /// For people.
        name: String,
        /// What it is.
        unit_kind: UnitKind,
    },
    /// The owner enrols a person with a key.
    EnrolPerson {
        /// Unique; what signs.
        id: String,
        /// For people.
        name: String,
        /// An enrolled unit.
        unit: String,
        /// Public key in text form.
        key: String,
    },
    /// The owner enrols a further key of a person.
    EnrolKey {
        /// Whose.
        id: String,
        /// Public key in text form.
        key: String,
    },
    /// The owner revokes a key from a moment on; what it signed before stands.
    RevokeKey {
        /// Whose.
        id: String,
        /// The key.
        key: String,
        /// From then on.
        from: DateTime<Utc>,
        /// Why.
        reason: String,
    },
    /// The owner gives a role.
    Assign {
        /// To whom.
        id: String,
        /// Which.
        role: Role,
        /// For [`Role::Auditee`]: for which auditee.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        auditee: Option<String>,
    },
    /// The owner takes a role back.
    Unassign {
        /// From whom.
        id: String,
        /// Which.
        role: Role,
    },
    /// In which years a person led audits of an auditee before, or signed their exposure drafts.
    Service {
        /// Who.
        id: String,
        /// Of whom.
        auditee: String,
        /// As what.
        role: Role,
        /// In which fiscal years.
        years: Vec<i32>,
    },
    /// A person withdraws, or is withdrawn by the owner, from everything about an auditee (回避).
    Recuse {
        /// Who.
        id: String,
        /// From whom.
        auditee: String,
        /// Why.
        reason: String,
    },
    /// A head approves, with a reason, what a rule asks approval for.
    Except {
        /// The rule, as the refusal names it.
        rule: String,
        /// For whom.
        id: String,
        /// Why.
        reason: String,
    },
    /// A lead is verified.
    VerifyLead {
        /// Its id.
        lead_id: String,
        /// Its evidence, as it was.
        evidence_digest: String,
        /// What came out.
        outcome: Verified,
        /// Why it, or a part of it, is excluded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Exclusion>,
        /// The amount confirmed.
        amount: Money,
        /// Whether it would have been material: excluding a material lead needs a note.
        material: bool,
        /// In words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// What was looked at beyond the ledger.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Attachment>,
    },
    /// A version of a finding is written.
    WriteFinding {
        /// Its content.
        finding: Finding,
        /// From the second version on: what changed and why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A finding is withdrawn; it keeps its number.
    WithdrawFinding {
        /// Its id.
        finding: String,
        /// Why.
        reason: String,
    },
    /// A version of a document is put on record.
    PutDocument {
        /// It.
        document: Document,
    },
    /// A sealed paper is entered: the scan of what was signed or sealed by hand (盖章扫描件).
    EnterPaper {
        /// The document it is the sealed form of.
        document: String,
        /// Its version.
        version: u32,
        /// The scan.
        scan: Attachment,
        /// Whose seal or signature it bears.
        sealed_by: String,
        /// The date on it.
        sealed_on: NaiveDate,
    },
    /// Another person has compared the scan with the paper.
    CheckPaper {
        /// SHA-256 of the scan.
        scan: String,
        /// Whether it agrees.
        agrees: bool,
        /// In words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// A reviewer decides about versions of findings and documents at a stage.
    Decide {
        /// The stage.
        stage: Stage,
        /// The decision.
        verdict: Verdict,
        /// Finding id → version decided about.
        findings: BTreeMap<String, u32>,
        /// Document id → version decided about.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        documents: BTreeMap<String, u32>,
        /// The written opinion.
        opinion: String,
        /// At the conference: left out by the head's authority, for this reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        authorised_otherwise: Option<String>,
    },
    /// A document was served (送达).
    Serve {
        /// Which.
        document: String,
        /// Its version.
        version: u32,
        /// On whom.
        auditee: String,
        /// When.
        on: NaiveDate,
        /// The receipt (送达回证).
        receipt: Attachment,
    },
    /// The auditee replies to a finding.
    Reply {
        /// Which.
        finding: String,
        /// Its version.
        version: u32,
        /// Accepted or not.
        accepted: bool,
        /// In the auditee's words.
        text: String,
        /// When it was received.
        on: NaiveDate,
        /// The letter, where it came on paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        letter: Option<Attachment>,
    },
    /// The team answers a reply.
    AnswerReply {
        /// The finding.
        finding: String,
        /// Whether the objection is taken; then a new version follows.
        taken: bool,
        /// Why.
        reason: String,
    },
    /// The auditee was told of the right to a hearing (听证告知), and what came of it.
    Hearing {
        /// The finding.
        finding: String,
        /// When it was told.
        told_on: NaiveDate,
        /// When it was held; none where it was not asked for.
        held_on: Option<NaiveDate>,
        /// The record of it, or the receipt.
        paper: Attachment,
    },
    /// A reviewer and who was reviewed do not agree.
    Dispute {
        /// Unique.
        dispute: String,
        /// About which finding.
        finding: String,
        /// At which stage.
        stage: Stage,
        /// The point.
        text: String,
    },
    /// A word in a dispute.
    Say {
        /// Which.
        dispute: String,
        /// The word.
        text: String,
    },
    /// The next level rules.
    Rule {
        /// Which.
        dispute: String,
        /// Whether the reviewer is upheld.
        upheld: bool,
        /// Why.
        reason: String,
    },
    /// A matter is referred to other authorities (移送). In the log of referrals only.
    Refer {
        /// Unique there.
        referral: String,
        /// To whom.
        to: String,
        /// The matter.
        matter: String,
        /// The amount concerned.
        amount: Money,
        /// Leads it rests on.
        leads: Vec<String>,
        /// The document.
        paper: Attachment,
    },
    /// Somebody did not do what the policy asks.
    Breach {
        /// The rule.
        rule: String,
        /// At which stage.
        stage: Stage,
        /// Who answers for it.
        id: String,
        /// In words.
        text: String,
    },
    /// How a finding is to be put right, by when.
    PlanRectification {
        /// Which.
        finding: String,
        /// How.
        class: RectificationClass,
        /// By when.
        due: NaiveDate,
    },
    /// The auditee reports what was done.
    ReportRectification {
        /// Which.
        finding: String,
        /// What was moved.
        rectified: Rectified,
        /// In words.
        text: String,
        /// When.
        on: NaiveDate,
        /// Papers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        papers: Vec<Attachment>,
    },
    /// The auditor has looked at what was reported.
    VerifyRectification {
        /// Which.
        finding: String,
        /// What is acknowledged.
        rectified: Rectified,
        /// Whether the finding is closed.
        closed: bool,
        /// In words.
        text: String,
    },
    /// A later look at whether it stayed put right.
    LookBack {
        /// Which.
        finding: String,
        /// When.
        on: NaiveDate,
        /// Whether it did.
        holds: bool,
        /// In words.
        text: String,
    },
    /// Who answers for an item of the publication standard confirms it for exactly this content of a
    /// release, or says what stands in the way.
    ConfirmRelease {
        /// The number of the release.
        release: u32,
        /// The item, as the standard names it.
        item: String,
        /// As what.
        role: Role,
        /// Finding id → version that is published.
        findings: BTreeMap<String, u32>,
        /// The list of the files that were read, as `sha256sum` writes it. Other files are another
        /// content, and the confirmation is not of that.
        content: Attachment,
        /// What stands in the way; empty where the item is confirmed.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        objection: String,
    },
    /// The log itself, signed by its own key: something was refused.
    Refused {
        /// The rule.
        rule: String,
        /// Who asked, as far as it could be told.
        claimed: String,
        /// SHA-256 of the envelope that was refused, or of the statement where nothing was signed.
        envelope: String,
        /// The message that was given.
        text: String,
    },
}
