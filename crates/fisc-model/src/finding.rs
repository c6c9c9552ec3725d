//! A finding (审计发现): what people made of leads. Each version is content with a digest, and a
//! signature is over that digest.

use crate::Money;
use crate::lead::Bilingual;
use serde::{Deserialize, Serialize};

/// What an amount of a finding means; amounts of different kinds are never added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountKind {
    /// 违规金额: spent or collected against a rule.
    Irregular,
    /// 损失浪费金额: lost or wasted.
    Loss,
    /// 管理不规范金额: managed improperly, the money being where it belongs.
    Mismanaged,
    /// 应上缴金额: owed to the treasury.
    OwedToTreasury,
    /// 闲置金额: lying idle.
    Idle,
    /// No amount is stated.
    None,
}

/// The rule a finding is measured by (审计依据), as it was in force on the day of the conduct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// The instrument, with its number: 中华人民共和国预算法（2018修正）.
    pub instrument: String,
    /// The article, in the instrument's words: 第五十七条.
    pub article: String,
    /// What it says, word for word.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A file that is kept with the record, by its content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// The file's name, for people.
    pub name: String,
    /// Lower-case hex SHA-256 of its bytes.
    pub sha256: String,
    /// Lower-case hex SM3, where the policy asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sm3: Option<String>,
}

/// A lead that a finding rests on, as it was when the finding was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeadRef {
    /// Its id.
    pub lead_id: String,
    /// The digest of its evidence: a changed row makes the finding stale.
    pub evidence_digest: String,
}

/// One version of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Unique in the engagement: letters, digits and hyphens.
    pub id: String,
    /// From 1, without gaps.
    pub version: u32,
    /// One line.
    pub title: Bilingual,
    /// The auditee it is about: an org_code of the ledger.
    pub auditee: String,
    /// The leads it rests on, sorted; each confirmed or partly confirmed.
    pub leads: Vec<LeadRef>,
    /// The amount people determined.
    pub amount: Money,
    /// What the amount means.
    pub amount_kind: AmountKind,
    /// The facts (事实): who, when, what, how much, from which source.
    pub facts: Bilingual,
    /// The rules it is measured by; at least one.
    pub criteria: Vec<Criterion>,
    /// How it came about (原因).
    #[serde(default)]
    pub cause: Bilingual,
    /// What is decided about it under which rule (处理处罚意见).
    #[serde(default)]
    pub remedy: Bilingual,
    /// What is advised (审计建议).
    #[serde(default)]
    pub advice: Bilingual,
    /// A fine, where one is meant: heavier than the exposed one goes back to the auditee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fine: Option<Money>,
    /// Whether it is one of the important matters that a report may not leave out.
    pub material: bool,
    /// Papers and files beyond the ledger's rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Attachment>,
}
