//! What personal data there is, and the words for it: one kind is one entry of the list of what is
//! withheld.

use crate::i18n::{Lang, Messages};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

pub(super) static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../../i18n/en/personal.ftl"),
        include_str!("../../i18n/zh/personal.ftl"),
    )
});

/// A kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Resident identity number, GB 11643 (18 characters, or 15 digits before 1999); also as the
    /// beginning of a disability certificate.
    PersonId,
    /// Mobile telephone number.
    Mobile,
    /// Landline number with area code, or a shorter one where the text says so.
    Landline,
    /// Bank card: ISO/IEC 7812 with a Luhn check.
    BankCard,
    /// Bank account, by the words before it or by its shape.
    BankAccount,
    /// Passport or travel permit.
    Passport,
    /// Officer's or soldier's certificate.
    Military,
    /// Number plate.
    Plate,
    /// E-mail address.
    Email,
    /// Account of a messenger (微信, QQ).
    Messenger,
    /// Postal address down to the house, or the village where the text says that somebody lives
    /// there.
    Address,
    /// Name of a person.
    Name,
    /// Unified social credit code of a sole trader (GB 32100, category 92): the business is the
    /// person.
    SoleTrader,
    /// Date of birth.
    BirthDate,
    /// A value of a column marked personal of which nothing more is known.
    Other,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 15] = [
        Kind::PersonId,
        Kind::Mobile,
        Kind::Landline,
        Kind::BankCard,
        Kind::BankAccount,
        Kind::Passport,
        Kind::Military,
        Kind::Plate,
        Kind::Email,
        Kind::Messenger,
        Kind::Address,
        Kind::Name,
        Kind::SoleTrader,
        Kind::BirthDate,
        Kind::Other,
    ];

    fn id(self) -> &'static str {
        match self {
            Kind::PersonId => "kind-person-id",
            Kind::Mobile => "kind-mobile",
            Kind::Landline => "kind-landline",
            Kind::BankCard => "kind-bank-card",
            Kind::BankAccount => "kind-bank-account",
            Kind::Passport => "kind-passport",
            Kind::Military => "kind-military",
            Kind::Plate => "kind-plate",
            Kind::Email => "kind-email",
            Kind::Messenger => "kind-messenger",
            Kind::Address => "kind-address",
            Kind::Name => "kind-name",
            Kind::SoleTrader => "kind-sole-trader",
            Kind::BirthDate => "kind-birth-date",
            Kind::Other => "kind-other",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        MESSAGES.plain(lang, self.id())
    }

    /// The kind of the values of a ledger column, by its name in `tables.toml`; `Other` where the
    /// name does not say.
    #[must_use]
    pub fn of_column(name: &str) -> Kind {
        let ends = |end: &str| name.ends_with(end);
        if name == "person_id" {
            Kind::PersonId
        } else if ends("account") {
            Kind::BankAccount
        } else if name == "phone" {
            Kind::Mobile
        } else if name == "address" {
            Kind::Address
        } else if ends("_name") || ends("_by") || name == "name" || name == "legal_representative" {
            Kind::Name
        } else {
            Kind::Other
        }
    }
}

/// How likely a hit is personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The shape alone; other numbers have it too.
    Low,
    /// Shape and context, or a rare shape.
    Medium,
    /// A check character, an unmistakable shape, or a known value.
    High,
}

/// Why something is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// 政府信息公开条例 (2019) 15, 审计法 (2021) 40: personal data.
    Personal,
    /// It was taken down after publication.
    Takedown,
}

/// What stands in the place of what was withheld. Detectors step over it, so that a text is not
/// judged by the words in its own markers.
#[must_use]
pub fn marker(kind: Kind, reason: Reason, lang: Lang) -> String {
    let id = match reason {
        Reason::Personal => "marker-personal",
        Reason::Takedown => "marker-takedown",
    };
    MESSAGES.say(lang, id, &[("kind", kind.word(lang).into())])
}

/// All markers there are.
pub(super) static MARKERS: LazyLock<std::collections::BTreeSet<String>> = LazyLock::new(|| {
    let reasons = [Reason::Personal, Reason::Takedown];
    let each = |kind| {
        reasons
            .into_iter()
            .flat_map(move |r| [Lang::En, Lang::Zh].map(|l| marker(kind, r, l)))
    };
    Kind::ALL.into_iter().flat_map(each).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_and_every_message_is_used() {
        assert_eq!(MESSAGES.problems(), [""; 0]);
        let used = concat!(
            include_str!("kind.rs"),
            include_str!("pseudonym.rs"),
            include_str!("scan.rs")
        );
        for id in MESSAGES.ids() {
            assert!(used.contains(&format!("\"{id}\"")), "nobody says {id}");
        }
        for kind in Kind::ALL {
            for lang in [Lang::En, Lang::Zh] {
                assert!(!kind.word(lang).is_empty(), "{kind:?}");
                assert!(marker(kind, Reason::Personal, lang).contains(kind.word(lang)));
            }
        }
        assert_eq!(MARKERS.len(), Kind::ALL.len() * 4, "no two are the same");
    }

    #[test]
    fn every_personal_column_has_its_kind() {
        let mut other = Vec::new();
        for table in fisc_model::schema::tables() {
            for column in &table.columns {
                if column.privacy == fisc_model::schema::Privacy::Personal
                    && Kind::of_column(&column.name) == Kind::Other
                {
                    other.push(column.name.as_str());
                }
            }
        }
        other.sort_unstable();
        other.dedup();
        // Codes of whoever was paid or bid, a household, a user: any of them may be a person's.
        assert_eq!(
            other,
            [
                "bidder_id",
                "buyer_id",
                "counterparty",
                "died_on",
                "holder_id",
                "household_id",
                "payee_id",
                "payer_id",
                "seller_id",
                "supplier_id",
                "user_id"
            ]
        );
    }
}
