//! What may happen to an item of feedback, as it is stored.

use crate::terms::Terms;
use crate::texts::words;
use chrono::NaiveDate;
use fisc_model::lead::Bilingual;
use serde::{Deserialize, Serialize};

/// How it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In a file: a list of another system.
    File,
    /// A form on the web.
    Web,
    /// A letter or e-mail.
    Letter,
    /// By telephone, or spoken.
    Phone,
}

impl Channel {
    /// All.
    pub const ALL: [Channel; 4] = [Channel::File, Channel::Web, Channel::Letter, Channel::Phone];
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A question.
    Question,
    /// Says that something published is wrong.
    Error,
    /// Tells of a matter. Never published: who tells must not be known by it.
    Tip,
    /// A complaint about the office.
    Complaint,
    /// Thanks, and other remarks that ask for nothing.
    Thanks,
    /// Belongs elsewhere; the reason says where.
    OutOfScope,
}

impl Kind {
    /// All.
    pub const ALL: [Kind; 6] = [
        Kind::Question,
        Kind::Error,
        Kind::Tip,
        Kind::Complaint,
        Kind::Thanks,
        Kind::OutOfScope,
    ];

    /// Working days from receipt to answer it.
    #[must_use]
    pub fn days(self, terms: &Terms) -> u32 {
        let f = &terms.feedback;
        match self {
            Kind::Question => f.question,
            Kind::Error => f.error,
            Kind::Tip => f.tip,
            Kind::Complaint => f.complaint,
            Kind::Thanks => f.thanks,
            Kind::OutOfScope => f.out_of_scope,
        }
    }
}

words!(Channel, Kind);

/// The place in a file that an item was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// SHA-256 of the file, by which it is known when it comes again.
    pub sha256: String,
    /// The row, the first after the header being 1.
    pub row: u64,
    /// What the web form gave the sender to quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

/// An act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// It came. How to reach who sent it is kept apart.
    Received {
        /// How.
        channel: Channel,
        /// As received.
        text: String,
        /// The finding it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        finding: Option<String>,
        /// Whether a contact was given.
        contact: bool,
        /// Where it was read from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<Source>,
    },
    /// What it is.
    Triaged {
        /// What.
        kind: Kind,
        /// Why it is out of scope; elsewhere a note.
        note: String,
    },
    /// Who answers for it.
    Assigned {
        /// The owner: a unit or a person of the office.
        owner: String,
        /// A deadline of its own; the term of its kind where none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<NaiveDate>,
        /// Why the deadline is beyond the term.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The answer, as it was sent.
    Answered {
        /// In words.
        text: Bilingual,
        /// Of a report of an error: whether it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        accepted: Option<bool>,
    },
    /// A release corrects the error.
    Corrected {
        /// Which.
        release: u32,
    },
    /// Question and answer are published.
    Published {
        /// What was asked, without personal data.
        question: String,
        /// The answer.
        answer: Bilingual,
    },
    /// Not published, or taken back from publication.
    Closed {
        /// Why.
        reason: String,
    },
    /// How to reach who sent it was erased.
    ContactErased {},
}
