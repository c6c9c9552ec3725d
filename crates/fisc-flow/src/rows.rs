//! The rows of the ledger that carry flows, with the columns that matter here. Their meaning is that
//! of the tables of the ledger; what a source lacks is `None`.

use crate::names::{Name, Names};
use chrono::NaiveDate;
use fisc_model::Money;

/// Level of a government.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 中央.
    Central,
    /// 省.
    Province,
    /// 市.
    City,
    /// 县.
    County,
    /// 乡.
    Township,
}

impl Level {
    /// From the ledger's word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Level> {
        Some(match text {
            "central" => Level::Central,
            "province" => Level::Province,
            "city" => Level::City,
            "county" => Level::County,
            "township" => Level::Township,
            _ => return None,
        })
    }

    /// The ledger's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Central => "central",
            Level::Province => "province",
            Level::City => "city",
            Level::County => "county",
            Level::Township => "township",
        }
    }
}

/// `transfer.kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferKind {
    /// 一般性.
    General,
    /// 专项.
    Special,
    /// 共同财政事权.
    Shared,
    /// 直达.
    Direct,
    /// Anything else.
    Other,
}

impl TransferKind {
    /// From the ledger's word.
    #[must_use]
    pub fn parse(text: &str) -> TransferKind {
        match text {
            "general" => TransferKind::General,
            "special" => TransferKind::Special,
            "shared" => TransferKind::Shared,
            "direct" => TransferKind::Direct,
            _ => TransferKind::Other,
        }
    }

    /// Whether money of this kind is for its purpose alone, where its program does not say.
    #[must_use]
    pub fn earmarked(self) -> bool {
        matches!(
            self,
            TransferKind::Special | TransferKind::Shared | TransferKind::Direct
        )
    }
}

/// `transfer.batch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batch {
    /// Of the approved budget.
    Annual,
    /// Notified in advance.
    Advance,
    /// Another one, or none stated.
    Other,
}

impl Batch {
    /// From the ledger's word.
    #[must_use]
    pub fn parse(text: &str) -> Batch {
        match text {
            "annual" => Batch::Annual,
            "advance" => Batch::Advance,
            _ => Batch::Other,
        }
    }
}

/// A row of `transfer`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// `transfer_id`.
    pub id: Name,
    /// `parent_transfer_id`.
    pub parent: Option<Name>,
    /// `fiscal_year`.
    pub year: i32,
    /// `program_code`.
    pub program: Name,
    /// `kind`.
    pub kind: TransferKind,
    /// `batch`.
    pub batch: Batch,
    /// `from_gov`.
    pub from: Name,
    /// `to_gov`.
    pub to: Name,
    /// `issued_on`.
    pub issued_on: NaiveDate,
    /// `received_on`.
    pub received_on: Option<NaiveDate>,
    /// `amount`; below zero for a cut.
    pub amount: Money,
    /// `recovered_amount`, zero where there is none.
    pub recovered: Money,
}

/// A row of `transfer_link`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// `child_transfer_id`.
    pub child: Name,
    /// `parent_transfer_id`.
    pub parent: Name,
    /// `amount`.
    pub amount: Money,
}

/// A row of `budget_line`: the paper trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `line_id`.
    pub id: Name,
    /// `transfer_id`.
    pub transfer: Option<Name>,
    /// `gov_code`, else that of the organization.
    pub gov: Option<Name>,
    /// `org_code`.
    pub org: Name,
    /// `function_code`.
    pub function: Option<Name>,
    /// `adjusted_amount`.
    pub amount: Money,
    /// `released_on`.
    pub released_on: Option<NaiveDate>,
}

/// A payment, or several of one payee from one line: the cash. Returns are below zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// `line_id`.
    pub line: Option<Name>,
    /// `transfer_id`.
    pub transfer: Option<Name>,
    /// `gov_code`, else that of the organization.
    pub gov: Option<Name>,
    /// `org_code`.
    pub org: Name,
    /// `function_code`, else that of the line.
    pub function: Option<Name>,
    /// Who was paid, as the caller tells payees apart.
    pub payee: Name,
    /// The payee pays the money out to others in turn (an agent's account).
    pub agent: bool,
    /// What stands of it.
    pub amount: Money,
}

/// A row of `grant_payment`, or several of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// `program_code`.
    pub program: Name,
    /// `fiscal_year`.
    pub year: i32,
    /// `gov_code`, else that of the organization.
    pub gov: Option<Name>,
    /// `person_id`.
    pub person: Name,
    /// What stands of it.
    pub amount: Money,
}

/// A row of `government`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Government {
    /// `gov_code`.
    pub code: Name,
    /// `level`.
    pub level: Option<Level>,
}

/// A row of `program`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// `program_code`.
    pub code: Name,
    /// `earmarked`.
    pub earmarked: Option<bool>,
    /// `allowed_function_codes`, one by one; empty where any is allowed or the source does not say.
    pub functions: Vec<Name>,
}

impl Program {
    /// The codes of `allowed_function_codes`, which sources separate by commas, semicolons, spaces
    /// or their Chinese forms. None where words stand among them: those cannot be compared.
    pub fn functions(text: &str, names: &mut Names) -> Vec<Name> {
        let codes = || {
            let between = |c: char| c.is_whitespace() || ",;、，；".contains(c);
            text.split(between).filter(|code| !code.is_empty())
        };
        if !codes().all(|code| code.bytes().all(|b| b.is_ascii_digit())) {
            return Vec::new();
        }
        codes().map(|code| names.id(code)).collect()
    }
}

/// A `legal_event` of the kind `budget_approved`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// `gov_code`.
    pub gov: Name,
    /// `occurred_on`.
    pub on: NaiveDate,
}

/// What the graph is built from.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// The texts of all names.
    pub names: &'a Names,
    /// `transfer`.
    pub transfers: &'a [Transfer],
    /// `transfer_link`.
    pub links: &'a [Link],
    /// `budget_line`.
    pub lines: &'a [Line],
    /// `payment`.
    pub payments: &'a [Payment],
    /// `grant_payment`.
    pub grants: &'a [Grant],
    /// `government`.
    pub governments: &'a [Government],
    /// `program`.
    pub programs: &'a [Program],
    /// Votes on budgets.
    pub votes: &'a [Vote],
}

impl Rows<'_> {
    /// The level of each name that is a government's; where rows contradict each other, the first
    /// as text.
    pub(crate) fn levels(&self) -> Vec<Option<Level>> {
        let mut levels: Vec<Option<Level>> = vec![None; self.names.len()];
        for g in self.governments {
            let kept = &mut levels[g.code.index()];
            let all = g.level.into_iter().chain(*kept);
            *kept = all.min_by_key(|level| level.as_str());
        }
        levels
    }
}
