//! The case: what the record says, as a fold of its entries. Nothing else decides. An entry that the
//! rules refuse changes nothing, even when it stands in the log: whoever can write into the log can
//! not make an unlawful signature stand.

use crate::confirmations::Confirmation;
use crate::disputes::{Breach, Dispute};
use crate::documents::{DocumentState, Paper};
use crate::findings::FindingState;
use crate::identity::{self, LOG, Signed};
use crate::judge::judge;
use crate::leads::{Decision, Leads};
use crate::people::{Exception, Person, Unit};
use crate::policy::Policy;
use crate::referrals::Referral;
use crate::refusal::{Notice, Refusal};
use crate::stages::{Signature, Why};
use crate::{
    confirmations, disputes, documents, exposure, findings, leads, people, rectification,
    referrals, stages,
};
use chrono::{DateTime, NaiveDate, Utc};
use fisc_model::act::{Act, Role, Stage};
use fisc_model::calendar::Calendar;
use fisc_model::lead::Lead;
use fisc_record::entry::Entry;
use fisc_record::key::PublicKey;
use fisc_record::log::{Hash, Tree, leaf_hash};
use std::collections::{BTreeMap, BTreeSet};

/// What the first entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The engagement's id.
    pub engagement: String,
    /// For people.
    pub title: String,
    /// The year audited.
    pub fiscal_year: i32,
    /// The log's own key.
    pub log_key: PublicKey,
    /// When it was received.
    pub received: DateTime<Utc>,
}

/// An entry that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// Its place in the log.
    pub index: u64,
    /// Who signed it.
    pub person: String,
    /// When they say they did.
    pub at: DateTime<Utc>,
    /// When it was received.
    pub received: DateTime<Utc>,
    /// What they did.
    pub act: Act,
    /// What was to be known about it.
    pub notices: Vec<Notice>,
}

/// An attempt that was refused and put on record by the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedAttempt {
    /// The entry that says so.
    pub index: u64,
    /// When.
    pub received: DateTime<Utc>,
    /// The rule.
    pub rule: String,
    /// Who asked, as far as it could be told.
    pub claimed: String,
    /// SHA-256 of the envelope.
    pub envelope: String,
    /// What was answered.
    pub text: String,
}

/// An entry in the log that the rules refuse: it should never have been written, and changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlawful {
    /// Its place in the log.
    pub index: u64,
    /// Why it is refused.
    pub refusal: Refusal,
}

/// The roots of the log at each size, so that a statement's first subject can be compared.
#[derive(Clone, Debug, Default)]
struct Roots {
    tree: Tree,
    at: Vec<Hash>,
}

impl PartialEq for Roots {
    fn eq(&self, other: &Roots) -> bool {
        self.at == other.at
    }
}

/// The state of an engagement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    pub(crate) calendar: Calendar,
    roots: Roots,
    received: Option<DateTime<Utc>>,
    /// Of the log of referrals.
    pub(crate) private: bool,
    pub(crate) referrals: BTreeMap<String, Referral>,
    pub(crate) opened: Option<Opened>,
    pub(crate) policy: Option<Policy>,
    pub(crate) units: BTreeMap<String, Unit>,
    pub(crate) people: BTreeMap<String, Person>,
    pub(crate) exceptions: Vec<Exception>,
    pub(crate) leads: Leads,
    pub(crate) findings: BTreeMap<String, FindingState>,
    pub(crate) documents: BTreeMap<String, DocumentState>,
    pub(crate) disputes: BTreeMap<String, Dispute>,
    pub(crate) confirmations: Vec<Confirmation>,
    pub(crate) breaches: Vec<Breach>,
    refused: Vec<RefusedAttempt>,
    unlawful: Vec<Unlawful>,
    history: Vec<Happened>,
}

impl Case {
    /// A case of an empty record, with the calendar by which terms are reckoned.
    #[must_use]
    pub fn new(calendar: Calendar) -> Case {
        Case {
            calendar,
            ..Case::default()
        }
    }

    /// Takes in the next entry of the log.
    pub fn apply(&mut self, entry: &Entry) {
        let index = self.size();
        match self.next(index, entry) {
            Ok(()) => {}
            Err(refusal) => {
                let (person, stage) = self.answers_for(entry, &refusal);
                self.breaches.push(Breach {
                    index,
                    rule: refusal.rule.to_string(),
                    stage,
                    person,
                    finding: None,
                    text: crate::texts::say("unlawful", &[("index", index.into())]),
                });
                self.unlawful.push(Unlawful { index, refusal });
            }
        }
        // Bytes that were read from the log are in its form.
        let bytes = entry.to_bytes().unwrap_or_default();
        self.roots.tree.push(leaf_hash(&bytes));
        self.roots.at.push(self.roots.tree.root());
        self.received = self.received.max(Some(entry.received));
    }

    /// Who signed over something else than what stands here answers for that; for everything else
    /// that should not be in the log the log does.
    fn answers_for(&self, entry: &Entry, refusal: &Refusal) -> (String, Option<Stage>) {
        let signed = identity::open(self, &entry.envelope, entry.received);
        match signed.map(|s| s.deed) {
            Ok(deed) if refusal.rule == "broken-digest" => {
                let stage = match &deed.act {
                    Act::Decide { stage, .. } => Some(*stage),
                    _ => None,
                };
                (deed.person, stage)
            }
            _ => (LOG.to_string(), None),
        }
    }

    fn next(&mut self, index: u64, entry: &Entry) -> Result<(), Refusal> {
        let received = entry.received;
        let signed = identity::open(self, &entry.envelope, received)?;
        if let Act::Refused {
            rule,
            claimed,
            envelope,
            text,
        } = &signed.deed.act
            && signed.deed.person == LOG
        {
            self.refused.push(RefusedAttempt {
                index,
                received,
                rule: rule.clone(),
                claimed: claimed.clone(),
                envelope: envelope.clone(),
                text: text.clone(),
            });
            return Ok(());
        }
        let notices = judge(self, &signed.deed, &signed.subjects, received)?;
        self.stand(index, &signed, received, notices);
        Ok(())
    }

    /// The act stands.
    fn stand(
        &mut self,
        index: u64,
        signed: &Signed,
        received: DateTime<Utc>,
        notices: Vec<Notice>,
    ) {
        let deed = &signed.deed;
        for notice in notices.iter().filter(|n| n.breach) {
            self.breaches.push(Breach {
                index,
                rule: notice.rule.to_string(),
                stage: notice.stage,
                person: deed.person.clone(),
                finding: notice.finding.clone(),
                text: notice.text.clone(),
            });
        }
        let key = signed.key.to_string();
        if let Act::Open {
            title,
            fiscal_year,
            name,
            unit,
            log_key,
            policy,
            ..
        } = &deed.act
        {
            // Judging has parsed them.
            let (Ok(log_key), Ok(policy)) = (log_key.parse(), Policy::parse(policy)) else {
                return;
            };
            self.policy = Some(policy);
            self.opened = Some(Opened {
                engagement: deed.engagement.clone(),
                title: title.clone(),
                fiscal_year: *fiscal_year,
                log_key,
                received,
            });
            people::open(self, deed, name, unit, &signed.key);
        }
        people::apply(self, index, deed);
        leads::apply(self, index, deed, received);
        findings::apply(self, index, deed, received);
        documents::apply(self, index, deed, received);
        stages::apply(self, index, deed, received, &key);
        exposure::apply(self, index, deed, received);
        disputes::apply(self, index, deed, received, &key);
        rectification::apply(self, index, deed, received);
        confirmations::apply(self, index, deed, received, &key);
        referrals::apply(self, index, deed, received);
        self.history.push(Happened {
            index,
            person: deed.person.clone(),
            at: deed.at,
            received,
            act: deed.act.clone(),
            notices,
        });
    }

    /// Entries taken in.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.roots.at.len() as u64
    }

    /// The latest moment at which an entry was received.
    #[must_use]
    pub fn last_received(&self) -> Option<DateTime<Utc>> {
        self.received
    }

    /// The root of the log's first entries; nothing beyond what was taken in.
    #[must_use]
    pub fn root(&self, size: u64) -> Option<Hash> {
        match size.checked_sub(1) {
            None => Some(Hash::EMPTY),
            Some(last) => self.roots.at.get(usize::try_from(last).ok()?).copied(),
        }
    }

    /// The calendar by which terms are reckoned.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// What the first entry says.
    #[must_use]
    pub fn opened(&self) -> Option<&Opened> {
        self.opened.as_ref()
    }

    /// The policy in force.
    #[must_use]
    pub fn policy(&self) -> Option<&Policy> {
        self.policy.as_ref()
    }

    /// Units, by id.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.values()
    }

    /// A unit.
    #[must_use]
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.units.get(id)
    }

    /// People, by id.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }

    /// A person.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.get(id)
    }

    /// Who is or was of the audit team.
    pub fn team(&self) -> impl Iterator<Item = &Person> {
        self.people.values().filter(|p| p.of_team())
    }

    /// What heads have approved.
    #[must_use]
    pub fn exceptions(&self) -> &[Exception] {
        &self.exceptions
    }

    /// A head's approval of a rule for a person.
    #[must_use]
    pub fn excepted(&self, rule: &str, person: &str) -> Option<&Exception> {
        self.exceptions
            .iter()
            .find(|e| e.rule == rule && e.id == person)
    }

    /// The verifications of a lead, in order.
    #[must_use]
    pub fn lead_decisions(&self, lead: &str) -> &[Decision] {
        self.leads.decided.get(lead).map_or(&[], Vec::as_slice)
    }

    /// The verification of a lead that counts: the last.
    #[must_use]
    pub fn lead_decision(&self, lead: &str) -> Option<&Decision> {
        self.lead_decisions(lead).last()
    }

    /// The leads as they are now, which lie outside the record.
    pub fn set_leads(&mut self, leads: &[Lead]) {
        let by_id = leads.iter().map(|l| (l.lead_id.clone(), l.clone()));
        self.leads.present = by_id.collect();
    }

    /// A lead as it is now.
    #[must_use]
    pub fn lead(&self, id: &str) -> Option<&Lead> {
        self.leads.present.get(id)
    }

    /// The leads as they are now, by id.
    pub fn leads(&self) -> impl Iterator<Item = &Lead> {
        self.leads.present.values()
    }

    /// Findings, by id.
    pub fn findings(&self) -> impl Iterator<Item = &FindingState> {
        self.findings.values()
    }

    /// A finding.
    #[must_use]
    pub fn finding(&self, id: &str) -> Option<&FindingState> {
        self.findings.get(id)
    }

    /// Why a finding is not what the leads say now: the first lead of it that is gone or has other
    /// evidence than it was verified on.
    #[must_use]
    pub fn stale(&self, finding: &FindingState) -> Option<String> {
        let fresh =
            |id: &str, digest: &str| self.lead(id).is_some_and(|l| l.evidence_digest == digest);
        let mut leads = finding.now().leads.iter();
        leads
            .find(|l| !fresh(&l.lead_id, &l.evidence_digest))
            .map(|l| l.lead_id.clone())
    }

    /// Documents, by id.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &DocumentState)> {
        self.documents.iter().map(|(id, d)| (id.as_str(), d))
    }

    /// A document.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&DocumentState> {
        self.documents.get(id)
    }

    /// A sealed paper by the SHA-256 of its scan, and the document it is the sealed form of.
    #[must_use]
    pub fn paper(&self, scan: &str) -> Option<(&str, &Paper)> {
        let mut all = self
            .documents()
            .flat_map(|(id, d)| d.papers.iter().map(move |p| (id, p)));
        all.find(|(_, p)| p.scan.sha256 == scan)
    }

    /// Disputes, by id.
    pub fn disputes(&self) -> impl Iterator<Item = &Dispute> {
        self.disputes.values()
    }

    /// A dispute.
    #[must_use]
    pub fn dispute(&self, id: &str) -> Option<&Dispute> {
        self.disputes.get(id)
    }

    /// What was not done as the policy asks.
    #[must_use]
    pub fn breaches(&self) -> &[Breach] {
        &self.breaches
    }

    /// Attempts that were refused.
    #[must_use]
    pub fn refused(&self) -> &[RefusedAttempt] {
        &self.refused
    }

    /// Entries of the log that the rules refuse.
    #[must_use]
    pub fn unlawful(&self) -> &[Unlawful] {
        &self.unlawful
    }

    /// Every entry that stands, in order.
    #[must_use]
    pub fn history(&self) -> &[Happened] {
        &self.history
    }

    /// Findings whose rectification is overdue.
    pub fn overdue(&self, today: NaiveDate) -> impl Iterator<Item = &FindingState> {
        let late =
            move |f: &&FindingState| f.rectification.as_ref().is_some_and(|r| r.overdue(today));
        self.findings.values().filter(late)
    }

    /// The last day on which a stage decides in time; nothing where the policy sets no term, the
    /// stage before has not signed, or the calendar does not reach so far.
    #[must_use]
    pub fn stage_due(&self, finding: &FindingState, stage: Stage) -> Option<NaiveDate> {
        let policy = self.policy()?;
        let days = *policy.terms.stage.get(&stage)?;
        let signed = finding
            .stages
            .stands
            .range(..stage)
            .map(|(_, s)| crate::day(s.received));
        let mut base = signed.max()?;
        if stage == Stage::Department {
            // It cannot begin before the auditee has had its say.
            let exposed = finding.exposed.as_ref()?;
            let silent = || self.calendar.term(exposed.on, policy.terms.reply);
            base = finding
                .replies
                .last()
                .map(|r| r.on)
                .or_else(silent)?
                .max(base);
        }
        self.calendar.term(base, days)
    }

    /// Findings at a stage whose term is over as of a day, with the term's last day: nobody has
    /// decided yet, so no entry says so.
    pub fn undecided(
        &self,
        today: NaiveDate,
    ) -> impl Iterator<Item = (&FindingState, Stage, NaiveDate)> {
        let open = self.findings.values().filter(|f| f.withdrawn.is_none());
        open.filter_map(move |f| {
            let stage = f.stages.next()?;
            let due = self.stage_due(f, stage)?;
            (today > due).then_some((f, stage, due))
        })
    }

    pub(crate) fn decided_anything(&self) -> bool {
        let decides = |h: &Happened| matches!(h.act, Act::Decide { .. } | Act::Rule { .. });
        self.history.iter().any(decides)
    }

    fn void_where(&mut self, by: u64, why: &Why, hits: impl Fn(&FindingState, &Signature) -> bool) {
        for state in self.findings.values_mut() {
            let first = state
                .stages
                .stands
                .values()
                .find(|s| hits(state, s))
                .map(|s| s.stage);
            if let Some(stage) = first {
                state.stages.void_from(stage, by, why);
            }
        }
    }

    /// What a revoked key signed before the revocation stands; what it signed from then on does not.
    pub(crate) fn void_signed_with(&mut self, by: u64, key: &str, from: DateTime<Utc>) {
        let whose = |k: &people::Key| k.key.to_string() == key;
        let owner = self.people.values().find(|p| p.keys.iter().any(whose));
        let person = owner.map(|p| p.id.clone()).unwrap_or_default();
        let why = Why::KeyRevoked { person };
        self.void_where(by, &why, |_, s| s.key == key && s.received >= from);
        self.void_confirmations(by, &why, |c| c.key == key && c.received >= from);
    }

    /// Who has an interest did not review independently before saying so either.
    pub(crate) fn void_signed_by(&mut self, by: u64, person: &str, auditee: &str) {
        let why = Why::Recused {
            person: person.to_string(),
        };
        self.void_where(by, &why, |f, s| {
            s.person == person && f.now().auditee == auditee
        });
        let about: BTreeSet<String> = self
            .findings
            .values()
            .filter(|f| f.now().auditee == auditee)
            .map(|f| f.id.clone())
            .collect();
        self.void_confirmations(by, &why, |c| {
            c.person == person && c.findings.keys().any(|f| about.contains(f))
        });
    }

    pub(crate) fn void_resting_on(&mut self, by: u64, lead: &str) {
        let why = Why::Lead {
            lead: lead.to_string(),
        };
        self.void_where(by, &why, |f, _| {
            f.now().leads.iter().any(|l| l.lead_id == lead)
        });
    }

    /// People who hold a role now.
    pub fn holders(&self, role: Role) -> impl Iterator<Item = &Person> {
        self.people
            .values()
            .filter(move |p| p.roles.contains(&role))
    }
}
