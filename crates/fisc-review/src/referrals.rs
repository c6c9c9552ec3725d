//! Referrals (移送) are known to those who need to know. They have a log of their own, folded into a
//! case of its own that takes over who is who from the record: nothing of it reaches the record, its
//! counts or its queue. A lead that was referred looks, to everybody else, like one that nobody has
//! looked at yet.

use crate::case::Case;
use crate::findings::FindingState;
use crate::judge::Judge;
use crate::people::is_id;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use fisc_model::Money;
use fisc_model::act::{Act, Deed, DocumentKind, Exclusion, Role};
use fisc_model::finding::Attachment;
use std::collections::BTreeSet;

/// A matter that was referred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// Its id.
    pub id: String,
    /// By which entry of the log of referrals.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// When.
    pub received: DateTime<Utc>,
    /// To whom.
    pub to: String,
    /// The matter.
    pub matter: String,
    /// The amount concerned.
    pub amount: Money,
    /// Leads it rests on.
    pub leads: Vec<String>,
    /// The document.
    pub paper: Attachment,
}

/// Whether an act can only stand in the log of referrals, whoever does it.
#[must_use]
pub fn is_referral(act: &Act) -> bool {
    match act {
        Act::Refer { .. } => true,
        Act::VerifyLead { reason, .. } => *reason == Some(Exclusion::Referred),
        Act::PutDocument { document } => document.kind == DocumentKind::Referral,
        _ => false,
    }
}

/// Whether this deed belongs into the log of referrals. For who keeps no referrals there are no
/// documents in it: asking about one is answered as if it did not exist.
#[must_use]
pub fn belongs(referrals: &Case, record: &Case, deed: &Deed) -> bool {
    if is_referral(&deed.act) {
        return true;
    }
    let keeper = record
        .person(&deed.person)
        .is_some_and(|p| p.held.contains(&Role::Referrer));
    keeper
        && match &deed.act {
            Act::EnterPaper { document, .. } => referrals.document(document).is_some(),
            Act::CheckPaper { scan, .. } => referrals.paper(scan).is_some(),
            _ => false,
        }
}

/// What the log of referrals takes.
pub(crate) fn takes(act: &Act) -> bool {
    is_referral(act) || matches!(act, Act::EnterPaper { .. } | Act::CheckPaper { .. })
}

pub(crate) fn judge(j: &mut Judge<'_>) -> Result<(), Refusal> {
    let Act::Refer {
        referral,
        to,
        matter,
        amount,
        ..
    } = &j.deed.act
    else {
        return Ok(());
    };
    if !is_id(referral) {
        return Err(j.refuse("id", &[("id", referral.into())]));
    }
    if j.case.referrals.contains_key(referral) {
        return Err(j.refuse("referral-exists", &[("referral", referral.into())]));
    }
    if to.trim().is_empty() || matter.trim().is_empty() || *amount < Money::ZERO {
        return Err(j.refuse("blank", &[("field", "to, matter, amount".into())]));
    }
    Ok(())
}

pub(crate) fn apply(case: &mut Case, index: u64, deed: &Deed, received: DateTime<Utc>) {
    let Act::Refer {
        referral,
        to,
        matter,
        amount,
        leads,
        paper,
    } = &deed.act
    else {
        return;
    };
    let made = Referral {
        id: referral.clone(),
        index,
        person: deed.person.clone(),
        received,
        to: to.clone(),
        matter: matter.clone(),
        amount: *amount,
        leads: leads.clone(),
        paper: paper.clone(),
    };
    case.referrals.insert(referral.clone(), made);
}

impl Case {
    /// A case of an empty log of referrals.
    #[must_use]
    pub fn of_referrals() -> Case {
        let mut case = Case::default();
        case.private = true;
        case
    }

    /// Takes over from the record who is who; before each entry of the log of referrals.
    pub fn adopt(&mut self, record: &Case) {
        self.calendar = record.calendar.clone();
        self.opened = record.opened.clone();
        self.policy = record.policy.clone();
        self.units = record.units.clone();
        self.people = record.people.clone();
        self.leads.present = record.leads.present.clone();
    }

    /// Referrals, by id.
    pub fn referrals(&self) -> impl Iterator<Item = &Referral> {
        self.referrals.values()
    }

    /// Findings of a record that rest on leads that were referred.
    pub(crate) fn silent(&self, record: &Case) -> BTreeSet<String> {
        let leads = self.referrals().flat_map(|r| &r.leads);
        let referred: BTreeSet<&String> = leads.collect();
        let rests = |f: &&FindingState| {
            let mut leads = f.now().leads.iter();
            leads.any(|l| referred.contains(&l.lead_id))
        };
        record
            .findings()
            .filter(rests)
            .map(|f| f.id.clone())
            .collect()
    }
}
