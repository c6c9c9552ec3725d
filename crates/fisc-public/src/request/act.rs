//! What may happen to a request, as it is stored. The articles are those of the regulation on open
//! government information (政府信息公开条例, 2019).

use crate::request::Outcome;
use crate::texts::words;
use chrono::NaiveDate;
use fisc_model::Money;
use serde::{Deserialize, Serialize};

/// How a request came; article 31 makes the day of receipt depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Handed in: received on that day.
    Presented,
    /// By mail that is signed for: received when signed for.
    RegisteredMail,
    /// By ordinary mail: received on the day that is confirmed with the applicant.
    OrdinaryMail,
    /// Over the web or by fax: received on the day that both sides confirm.
    Online,
}

impl How {
    /// All.
    pub const ALL: [How; 4] = [
        How::Presented,
        How::RegisteredMail,
        How::OrdinaryMail,
        How::Online,
    ];

    /// Whether it is received only once that was confirmed.
    #[must_use]
    pub fn needs_confirmation(self) -> bool {
        matches!(self, How::OrdinaryMail | How::Online)
    }
}

/// Who asks, as the annual report counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applicant {
    /// 自然人.
    Natural,
    /// 商业企业.
    Company,
    /// 科研机构.
    Research,
    /// 社会公益组织.
    Welfare,
    /// 法律服务机构.
    LegalService,
    /// 其他.
    Other,
}

impl Applicant {
    /// In the order of the report's columns.
    pub const ALL: [Applicant; 6] = [
        Applicant::Natural,
        Applicant::Company,
        Applicant::Research,
        Applicant::Welfare,
        Applicant::LegalService,
        Applicant::Other,
    ];
}

/// Who is heard before a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    /// Whose interests are concerned (article 32).
    ThirdParty,
    /// An organ that had a part in making the information (article 34).
    OtherOrgan,
}

impl Heard {
    /// Both.
    pub const ALL: [Heard; 2] = [Heard::ThirdParty, Heard::OtherOrgan];
}

/// How a decision is contested, as the annual report counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// 行政复议.
    Review,
    /// 未经复议直接起诉.
    Suit,
    /// 复议后起诉.
    SuitAfterReview,
}

impl Way {
    /// All.
    pub const ALL: [Way; 3] = [Way::Review, Way::Suit, Way::SuitAfterReview];
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// 结果维持.
    Upheld,
    /// 结果纠正.
    Corrected,
    /// 其他结果.
    Other,
}

impl Ruling {
    /// All.
    pub const ALL: [Ruling; 3] = [Ruling::Upheld, Ruling::Corrected, Ruling::Other];
}

words!(How, Applicant, Heard, Way, Ruling);

/// An act. Consultations and contests are numbered from 1 in each request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// It came. Who asks is kept apart.
    Received {
        /// How.
        how: How,
        /// What kind of applicant.
        applicant: Applicant,
        /// What is asked for.
        text: String,
        /// Whether a contact was given.
        contact: bool,
    },
    /// The day of receipt was confirmed with the applicant.
    Confirmed {},
    /// The applicant is told once what is unclear (article 30).
    SupplementAsked {
        /// What.
        what: String,
        /// By when it is asked for.
        until: NaiveDate,
    },
    /// The applicant made it clear.
    Supplemented {
        /// What is asked for now.
        text: String,
    },
    /// The term was extended and the applicant told (article 33).
    Extended {
        /// By so many working days.
        days: u32,
        /// Who approved it.
        approved_by: String,
        /// Why.
        reason: String,
    },
    /// Somebody is heard; the day is the one on which they received the letter.
    Consulted {
        /// Who: a third party or an organ.
        whom: Heard,
    },
    /// Their answer.
    Answered {
        /// The number of the consultation.
        consultation: usize,
        /// Whether they agree that it is disclosed.
        consents: bool,
        /// Their reasons.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A fee is asked for (article 42); the term begins again when it is paid.
    FeeAsked {
        /// How much.
        amount: Money,
    },
    /// It was paid.
    Paid {},
    /// How it ends.
    Decided {
        /// The outcome, as the annual report counts it.
        outcome: Outcome,
        /// The reasons and the legal basis; may be empty only where everything asked for is given.
        reason: String,
    },
    /// The decision, or its being late, is contested.
    Contested {
        /// Where.
        way: Way,
    },
    /// What became of that.
    Ruled {
        /// The number of the contest.
        contest: usize,
        /// What.
        ruling: Ruling,
    },
    /// How to reach the applicant was erased.
    ContactErased {},
}
