//! Whether an act may stand: one function over the state of the record and nothing else, so that
//! everybody who folds the same record comes to the same answer. What needs the present leads or the
//! files themselves is asked before an act is accepted ([`crate::live`]), not when it is folded.

use crate::case::Case;
use crate::documents::DocumentState;
use crate::findings::FindingState;
use crate::people::Person;
use crate::policy::{Mode, Policy};
use crate::refusal::{Notice, Refusal};
use crate::subjects::{self, Subject};
use crate::texts::Place;
use crate::{
    confirmations, disputes, documents, exposure, findings, leads, people, rectification,
    referrals, stages,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use fisc_model::act::{Act, Deed, Role, Stage};
use fisc_model::finding::Attachment;
use std::collections::BTreeMap;

/// A clock of a signer may be ahead of the log's by so much.
const AHEAD: Duration = Duration::minutes(10);

/// What judging has before it, and what it has noticed so far.
pub(crate) struct Judge<'a> {
    pub case: &'a Case,
    pub policy: &'a Policy,
    pub person: &'a Person,
    pub deed: &'a Deed,
    pub received: DateTime<Utc>,
    pub notices: Vec<Notice>,
}

/// Whether this act may stand after what the case has seen, and what is to be known about it.
/// The signature has been verified by [`crate::identity::open`].
///
/// # Errors
/// The first rule that refuses it.
pub fn judge(
    case: &Case,
    deed: &Deed,
    subjects: &[Subject],
    received: DateTime<Utc>,
) -> Result<Vec<Notice>, Refusal> {
    let refuse = |rule, places: &[(&str, Place)]| Err(Refusal::new(rule, rule, places));
    if let Act::Open { policy, .. } = &deed.act {
        return people::judge_open(case, deed, policy);
    }
    let (Some(opened), Some(policy)) = (case.opened(), case.policy()) else {
        return refuse("not-open", &[]);
    };
    if deed.engagement != opened.engagement {
        return refuse(
            "engagement",
            &[
                ("asked", (&deed.engagement).into()),
                ("here", (&opened.engagement).into()),
            ],
        );
    }
    if deed.after > case.size() {
        return refuse(
            "after",
            &[("after", deed.after.into()), ("size", case.size().into())],
        );
    }
    if deed.at > received + AHEAD {
        return refuse("clock", &[("at", deed.at.into())]);
    }
    let Some(person) = case.person(&deed.person) else {
        return refuse("unknown-person", &[("person", (&deed.person).into())]);
    };
    let mut j = Judge {
        case,
        policy,
        person,
        deed,
        received,
        notices: Vec::new(),
    };
    if case.private {
        // Who is who is taken over from the record as it is now; a role taken back since does not
        // unmake what was done under it.
        if !referrals::takes(&deed.act) || !person.held.contains(&Role::Referrer) {
            let places = [
                ("person", (&person.id).into()),
                ("role", Role::Referrer.into()),
            ];
            return refuse("role", &places);
        }
    } else if referrals::is_referral(&deed.act) {
        return refuse("referral-log", &[]);
    }
    if let Some(field) = blank(&deed.act) {
        return refuse("blank", &[("field", field.into())]);
    }
    attachments(&j)?;
    act(&mut j)?;
    subjects::agree(&j, subjects)?;
    Ok(j.notices)
}

fn act(j: &mut Judge<'_>) -> Result<(), Refusal> {
    match &j.deed.act {
        Act::Open { .. } | Act::Refused { .. } => Err(j.refuse("log-only", &[])),
        Act::SetPolicy { .. }
        | Act::EnrolUnit { .. }
        | Act::EnrolPerson { .. }
        | Act::EnrolKey { .. }
        | Act::RevokeKey { .. }
        | Act::Assign { .. }
        | Act::Unassign { .. }
        | Act::Service { .. }
        | Act::Recuse { .. }
        | Act::Except { .. } => people::judge(j),
        Act::VerifyLead { .. } => leads::judge(j),
        Act::WriteFinding { .. } | Act::WithdrawFinding { .. } => findings::judge(j),
        Act::PutDocument { .. } | Act::EnterPaper { .. } | Act::CheckPaper { .. } => {
            documents::judge(j)
        }
        Act::Decide { .. } => stages::judge(j),
        Act::Serve { .. } | Act::Reply { .. } | Act::AnswerReply { .. } | Act::Hearing { .. } => {
            exposure::judge(j)
        }
        Act::Dispute { .. } | Act::Say { .. } | Act::Rule { .. } | Act::Breach { .. } => {
            disputes::judge(j)
        }
        Act::Refer { .. } => referrals::judge(j),
        Act::PlanRectification { .. }
        | Act::ReportRectification { .. }
        | Act::VerifyRectification { .. }
        | Act::LookBack { .. } => rectification::judge(j),
        Act::ConfirmRelease { .. } => confirmations::judge(j),
    }
}

impl<'a> Judge<'a> {
    pub fn refuse(&self, rule: &'static str, places: &[(&str, Place)]) -> Refusal {
        Refusal::new(rule, rule, places)
    }

    /// The day on which the act was received, by which terms are reckoned.
    pub fn today(&self) -> NaiveDate {
        crate::day(self.received)
    }

    /// What the policy says of a rule that is not kept.
    pub fn rule(
        &mut self,
        rule: &'static str,
        stage: Option<Stage>,
        finding: Option<&str>,
        places: &[(&str, Place)],
    ) -> Result<(), Refusal> {
        self.rule_said(rule, rule, stage, finding, places)
    }

    /// The same, said in another message than the rule's own.
    pub fn rule_said(
        &mut self,
        rule: &'static str,
        message: &str,
        stage: Option<Stage>,
        finding: Option<&str>,
        places: &[(&str, Place)],
    ) -> Result<(), Refusal> {
        let breach = match self.policy.mode(rule) {
            Mode::Allow => return Ok(()),
            Mode::Warn => true,
            Mode::Approve if self.case.excepted(rule, &self.person.id).is_some() => false,
            Mode::Approve => {
                let ask = [("rule", rule.into()), ("person", (&self.person.id).into())];
                return Err(Refusal::new(rule, message, places).and("ask-approval", &ask));
            }
            Mode::Forbid => return Err(Refusal::new(rule, message, places)),
        };
        self.notices.push(Notice {
            rule,
            stage,
            finding: finding.map(str::to_string),
            breach,
            text: crate::texts::say(message, places),
        });
        Ok(())
    }

    /// Something to be known that breaks no rule.
    pub fn note(&mut self, rule: &'static str, finding: Option<&str>, places: &[(&str, Place)]) {
        self.notices.push(Notice {
            rule,
            stage: None,
            finding: finding.map(str::to_string),
            breach: false,
            text: crate::texts::say(rule, places),
        });
    }

    /// The person holds one of these roles.
    pub fn role(&self, roles: &[Role]) -> Result<(), Refusal> {
        // In the log of referrals one role does everything, and has been asked for.
        if self.case.private || roles.iter().any(|r| self.person.roles.contains(r)) {
            return Ok(());
        }
        let first = roles.first().copied().unwrap_or(Role::Owner);
        let places = [("person", (&self.person.id).into()), ("role", first.into())];
        Err(self.refuse("role", &places))
    }

    /// Recusal always forbids.
    pub fn not_recused(&self, auditee: &str) -> Result<(), Refusal> {
        if !self.person.recused.contains_key(auditee) {
            return Ok(());
        }
        let places = [
            ("person", (&self.person.id).into()),
            ("auditee", auditee.into()),
        ];
        Err(self.refuse("recused", &places))
    }

    /// Speaks for this auditee.
    pub fn speaks_for(&self, auditee: &str) -> bool {
        self.person.roles.contains(&Role::Auditee) && self.person.auditees.contains(auditee)
    }

    /// The finding, not withdrawn.
    pub fn finding(&self, id: &str) -> Result<&'a FindingState, Refusal> {
        let Some(finding) = self.case.finding(id) else {
            return Err(self.refuse("unknown-finding", &[("finding", id.into())]));
        };
        if finding.withdrawn.is_some() {
            return Err(self.refuse("withdrawn", &[("finding", id.into())]));
        }
        Ok(finding)
    }

    /// The document.
    pub fn document(&self, id: &str) -> Result<&'a DocumentState, Refusal> {
        let unknown = || self.refuse("unknown-document", &[("document", id.into())]);
        self.case.document(id).ok_or_else(unknown)
    }
}

/// The text that an act may not leave empty.
fn blank(act: &Act) -> Option<&'static str> {
    let texts: &[(&'static str, &String)] = match act {
        Act::SetPolicy { reason, .. }
        | Act::RevokeKey { reason, .. }
        | Act::Recuse { reason, .. }
        | Act::Except { reason, .. }
        | Act::WithdrawFinding { reason, .. }
        | Act::AnswerReply { reason, .. }
        | Act::Rule { reason, .. } => &[("reason", reason)],
        Act::EnrolUnit { unit, name, .. } => &[("unit", unit), ("name", name)],
        Act::EnrolPerson { id, name, .. } => &[("id", id), ("name", name)],
        Act::EnterPaper { sealed_by, .. } => &[("sealed_by", sealed_by)],
        Act::Dispute { text, .. }
        | Act::Say { text, .. }
        | Act::Breach { text, .. }
        | Act::VerifyRectification { text, .. }
        | Act::ReportRectification { text, .. }
        | Act::LookBack { text, .. } => &[("text", text)],
        Act::Decide {
            authorised_otherwise: Some(reason),
            ..
        } => &[("authorised_otherwise", reason)],
        Act::Reply {
            accepted: false,
            text,
            ..
        } => &[("text", text)],
        _ => &[],
    };
    texts
        .iter()
        .find(|(_, t)| t.trim().is_empty())
        .map(|(f, _)| *f)
}

/// Attachments have digests of the right shape, SM3 where the policy asks for it, and one name each.
fn attachments(j: &Judge<'_>) -> Result<(), Refusal> {
    let hex = |s: &str| s.len() == 64 && s.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let mut names: BTreeMap<&str, &Attachment> = BTreeMap::new();
    for file in subjects::attachments(&j.deed.act) {
        let place = [("name", (&file.name).into())];
        if file.name.trim().is_empty() || !hex(&file.sha256) {
            return Err(j.refuse("attachment", &place));
        }
        match &file.sm3 {
            Some(sm3) if !hex(sm3) => return Err(j.refuse("attachment", &place)),
            None if j.policy.digests.sm3 && !j.case.private => return Err(j.refuse("sm3", &place)),
            _ => {}
        }
        if names
            .insert(&file.name, file)
            .is_some_and(|other| other != file)
        {
            return Err(j.refuse("attachment-twice", &place));
        }
    }
    Ok(())
}
