//! The outcomes of a request as the annual report counts them: section 三 of the form of the State
//! Council's office (国办公开办函〔2021〕30号). A request has one outcome; what is granted in part counts
//! as that alone.

use crate::texts::words;
use serde::{Deserialize, Serialize};

/// An outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 予以公开.
    Granted,
    /// 部分公开.
    Partly,
    /// 属于国家秘密.
    StateSecret,
    /// 其他法律行政法规禁止公开.
    LawForbids,
    /// 危及“三安全一稳定”.
    Security,
    /// 保护第三方合法权益.
    ThirdParty,
    /// 属于三类内部事务信息.
    Internal,
    /// 属于四类过程性信息.
    Process,
    /// 属于行政执法案卷.
    EnforcementFile,
    /// 属于行政查询事项.
    Inquiry,
    /// 本机关不掌握相关政府信息.
    NotHeld,
    /// 没有现成信息需要另行制作.
    ToBeMade,
    /// 补正后申请内容仍不明确.
    StillUnclear,
    /// 信访举报投诉类申请.
    Petition,
    /// 重复申请.
    Repeated,
    /// 要求提供公开出版物.
    InPrint,
    /// 无正当理由大量反复申请.
    Excessive,
    /// 要求行政机关确认或重新出具已获取信息.
    ConfirmAgain,
    /// 申请人无正当理由逾期不补正.
    NotSupplemented,
    /// 申请人逾期未按收费通知要求缴纳费用.
    NotPaid,
    /// 其他: withdrawn by the applicant, and what has no line of its own.
    Other,
}

/// The part of section 三（三）in which an outcome stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// （一）予以公开.
    Granted,
    /// （二）部分公开.
    Partly,
    /// （三）不予公开.
    Refused,
    /// （四）无法提供.
    Unable,
    /// （五）不予处理.
    NotProcessed,
    /// （六）其他处理.
    Otherwise,
}

impl Outcome {
    /// In the order of the form.
    pub const ALL: [Outcome; 21] = [
        Outcome::Granted,
        Outcome::Partly,
        Outcome::StateSecret,
        Outcome::LawForbids,
        Outcome::Security,
        Outcome::ThirdParty,
        Outcome::Internal,
        Outcome::Process,
        Outcome::EnforcementFile,
        Outcome::Inquiry,
        Outcome::NotHeld,
        Outcome::ToBeMade,
        Outcome::StillUnclear,
        Outcome::Petition,
        Outcome::Repeated,
        Outcome::InPrint,
        Outcome::Excessive,
        Outcome::ConfirmAgain,
        Outcome::NotSupplemented,
        Outcome::NotPaid,
        Outcome::Other,
    ];

    /// Where it stands.
    #[must_use]
    pub fn group(self) -> Group {
        use Outcome as O;
        match self {
            O::Granted => Group::Granted,
            O::Partly => Group::Partly,
            O::StateSecret
            | O::LawForbids
            | O::Security
            | O::ThirdParty
            | O::Internal
            | O::Process
            | O::EnforcementFile
            | O::Inquiry => Group::Refused,
            O::NotHeld | O::ToBeMade | O::StillUnclear => Group::Unable,
            O::Petition | O::Repeated | O::InPrint | O::Excessive | O::ConfirmAgain => {
                Group::NotProcessed
            }
            O::NotSupplemented | O::NotPaid | O::Other => Group::Otherwise,
        }
    }

    /// Whether something is disclosed.
    #[must_use]
    pub fn discloses(self) -> bool {
        matches!(self, Outcome::Granted | Outcome::Partly)
    }
}

impl Group {
    /// In the order of the form.
    pub const ALL: [Group; 6] = [
        Group::Granted,
        Group::Partly,
        Group::Refused,
        Group::Unable,
        Group::NotProcessed,
        Group::Otherwise,
    ];

    /// Its outcomes.
    pub fn outcomes(self) -> impl Iterator<Item = Outcome> {
        Outcome::ALL.into_iter().filter(move |o| o.group() == self)
    }
}

words!(Outcome, Group);
