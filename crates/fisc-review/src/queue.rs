//! What waits for a person: what their roles let them do next, with the day by which it is due. It
//! shows what they may do and not what would be refused for who they are.

use crate::case::Case;
use crate::disputes::next_level;
use crate::findings::FindingState;
use crate::people::Person;
use chrono::{Days, NaiveDate};
use fisc_model::act::{DocumentKind, Role, Stage};
use std::collections::BTreeSet;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A lead that nobody has looked at.
    VerifyLead,
    /// A lead whose evidence has changed since.
    VerifyLeadAgain,
    /// A verified lead that no finding rests on.
    WriteFinding,
    /// A finding that was returned or rejected.
    Revise,
    /// A finding at a stage.
    Decide,
    /// A document that is signed and not served.
    Serve,
    /// A finding that was served, to reply to.
    Reply,
    /// A reply that does not accept.
    AnswerReply,
    /// A sealed paper that somebody else entered.
    CheckPaper,
    /// A dispute to rule.
    Rule,
    /// A finding that was issued without a plan of rectification.
    PlanRectification,
    /// A planned rectification to report on.
    ReportRectification,
    /// A report on rectification to verify.
    VerifyRectification,
    /// A closed finding to look back upon.
    LookBack,
}

impl Kind {
    /// All, in the order of the work.
    pub const ALL: [Kind; 14] = [
        Kind::VerifyLead,
        Kind::VerifyLeadAgain,
        Kind::WriteFinding,
        Kind::Revise,
        Kind::Decide,
        Kind::Serve,
        Kind::Reply,
        Kind::AnswerReply,
        Kind::CheckPaper,
        Kind::Rule,
        Kind::PlanRectification,
        Kind::ReportRectification,
        Kind::VerifyRectification,
        Kind::LookBack,
    ];

    /// Its word, for messages (`task-…`) and for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::VerifyLead => "verify_lead",
            Kind::VerifyLeadAgain => "verify_lead_again",
            Kind::WriteFinding => "write_finding",
            Kind::Revise => "revise",
            Kind::Decide => "decide",
            Kind::Serve => "serve",
            Kind::Reply => "reply",
            Kind::AnswerReply => "answer_reply",
            Kind::CheckPaper => "check_paper",
            Kind::Rule => "rule",
            Kind::PlanRectification => "plan_rectification",
            Kind::ReportRectification => "report_rectification",
            Kind::VerifyRectification => "verify_rectification",
            Kind::LookBack => "look_back",
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Task {
    /// The last day, where there is one.
    pub due: Option<NaiveDate>,
    /// What is to be done.
    pub kind: Kind,
    /// With which lead, finding, document, dispute, or scan (its SHA-256).
    pub about: String,
    /// At which stage.
    pub stage: Option<Stage>,
    /// The last day has passed.
    pub overdue: bool,
}

/// What waits for a person: what is due first, then the rest.
#[must_use]
pub fn queue(case: &Case, person: &str, today: NaiveDate) -> Vec<Task> {
    let Some(me) = case.person(person) else {
        return Vec::new();
    };
    let mut q = Queue {
        case,
        me,
        today,
        tasks: Vec::new(),
    };
    if q.has(&[Role::Leader, Role::Member]) {
        q.leads();
        q.serving();
    }
    q.papers();
    for finding in case.findings().filter(|f| f.withdrawn.is_none()) {
        if me.recused.contains_key(&finding.now().auditee) {
            continue;
        }
        q.finding(finding);
    }
    q.disputes();
    q.tasks.sort_by_key(|t| (t.due.is_none(), t.clone()));
    q.tasks
}

struct Queue<'a> {
    case: &'a Case,
    me: &'a Person,
    today: NaiveDate,
    tasks: Vec<Task>,
}

impl Queue<'_> {
    fn has(&self, roles: &[Role]) -> bool {
        roles.iter().any(|r| self.me.roles.contains(r))
    }

    fn push(&mut self, kind: Kind, about: &str, stage: Option<Stage>, due: Option<NaiveDate>) {
        let overdue = due.is_some_and(|d| self.today > d);
        let about = about.to_string();
        self.tasks.push(Task {
            due,
            kind,
            about,
            stage,
            overdue,
        });
    }

    fn leads(&mut self) {
        let standing = self.case.findings().filter(|f| f.withdrawn.is_none());
        let used: BTreeSet<&str> = standing
            .flat_map(|f| f.now().leads.iter().map(|l| l.lead_id.as_str()))
            .collect();
        for lead in self.case.leads() {
            if self.me.recused.contains_key(&lead.subject) {
                continue;
            }
            let id = lead.lead_id.as_str();
            match self.case.lead_decision(id) {
                None => self.push(Kind::VerifyLead, id, None, None),
                Some(d) if d.evidence_digest != lead.evidence_digest => {
                    self.push(Kind::VerifyLeadAgain, id, None, None);
                }
                Some(d) if d.holds() && !used.contains(id) => {
                    self.push(Kind::WriteFinding, id, None, None);
                }
                Some(_) => {}
            }
        }
    }

    /// Documents whose findings are signed at the stage that lets them out.
    fn serving(&mut self) {
        for (id, document) in self.case.documents() {
            let stage = match document.kind() {
                DocumentKind::ExposureDraft => Stage::Exposure,
                DocumentKind::Report | DocumentKind::Decision => Stage::Head,
                _ => continue,
            };
            let version = document.version();
            let signed = document.now().findings.keys().any(|f| {
                let signature = self
                    .case
                    .finding(f)
                    .and_then(|f| f.stages.stands.get(&stage));
                signature.is_some_and(|s| s.documents.get(id) == Some(&version))
            });
            if signed && !document.served.iter().any(|s| s.version == version) {
                self.push(Kind::Serve, id, Some(stage), None);
            }
        }
    }

    fn papers(&mut self) {
        if !self.has(&[
            Role::Leader,
            Role::Member,
            Role::Reviewer,
            Role::Adjudicator,
        ]) {
            return;
        }
        for (_, document) in self.case.documents() {
            for paper in &document.papers {
                if paper.checked.is_none() && paper.entered_by != self.me.id {
                    self.push(Kind::CheckPaper, &paper.scan.sha256, None, None);
                }
            }
        }
    }

    fn finding(&mut self, f: &FindingState) {
        let id = f.id.as_str();
        let team = self.has(&[Role::Leader, Role::Member]);
        let speaks = self.has(&[Role::Auditee]) && self.me.auditees.contains(&f.now().auditee);
        if team && f.stages.returned.is_some() {
            self.push(
                Kind::Revise,
                id,
                f.stages.returned.as_ref().map(|r| r.stage),
                None,
            );
        }
        let unanswered = f.replies.iter().any(|r| !r.accepted && r.answer.is_none());
        if team && unanswered {
            self.push(Kind::AnswerReply, id, None, None);
        }
        if let (true, Some(exposed)) = (speaks, &f.exposed)
            && !f.replies.iter().any(|r| r.version == exposed.version)
        {
            let days = self.case.policy().map(|p| p.terms.reply);
            let due = days.and_then(|d| self.case.calendar().term(exposed.on, d));
            self.push(Kind::Reply, id, None, due);
        }
        if let Some(stage) = f.stages.next()
            && self.decides(f, stage)
        {
            let due = self.case.stage_due(f, stage);
            self.push(Kind::Decide, id, Some(stage), due);
        }
        self.rectification(f, team, speaks);
    }

    /// The stage is this person's, and what must happen before it has happened.
    fn decides(&self, f: &FindingState, stage: Stage) -> bool {
        let role =
            self.has(&[stage.role()]) || (stage == Stage::Conference && self.has(&[Role::Head]));
        let free = !f.authors().contains(self.me.id.as_str());
        let stale = self.case.stale(f).is_some();
        let returned = f.stages.returned.as_ref().is_some_and(|r| r.stage <= stage);
        let ready = match stage {
            Stage::Department => self.heard(f),
            Stage::Publication => f.issued.as_ref().is_some_and(|i| i.version == f.version()),
            _ => true,
        };
        role && free && !stale && !returned && ready
    }

    /// The auditee has replied, or its term is over.
    fn heard(&self, f: &FindingState) -> bool {
        let Some(exposed) = &f.exposed else {
            return false;
        };
        let replies: Vec<_> = f
            .replies
            .iter()
            .filter(|r| r.version == exposed.version)
            .collect();
        if replies.is_empty() {
            let days = self.case.policy().map(|p| p.terms.reply);
            let due = days.and_then(|d| self.case.calendar().term(exposed.on, d));
            return due.is_some_and(|d| self.today > d);
        }
        replies.iter().all(|r| r.accepted || r.answer.is_some())
    }

    fn rectification(&mut self, f: &FindingState, team: bool, speaks: bool) {
        let id = f.id.as_str();
        let Some(plan) = &f.rectification else {
            if team && f.issued.is_some() {
                self.push(Kind::PlanRectification, id, None, None);
            }
            return;
        };
        if plan.closed() {
            let days = self.case.policy().map_or(0, |p| p.terms.look_back);
            let on = plan.verified.last().map(|v| v.on);
            let due = on.and_then(|on| on.checked_add_days(Days::new(u64::from(days))));
            if team && plan.looks.is_empty() {
                self.push(Kind::LookBack, id, None, due);
            }
            return;
        }
        match plan.waiting() {
            Some(report) if team && report.person != self.me.id => {
                self.push(Kind::VerifyRectification, id, None, Some(plan.due));
            }
            None if speaks || team => {
                self.push(Kind::ReportRectification, id, None, Some(plan.due));
            }
            _ => {}
        }
    }

    fn disputes(&mut self) {
        for dispute in self.case.disputes().filter(|d| d.ruling.is_none()) {
            let party = dispute.parties.contains(&self.me.id);
            let auditee = self
                .case
                .finding(&dispute.finding)
                .map(|f| &f.now().auditee);
            let recused = auditee.is_some_and(|a| self.me.recused.contains_key(a));
            if self.has(next_level(dispute.stage)) && !party && !recused {
                self.push(Kind::Rule, &dispute.id, Some(dispute.stage), None);
            }
        }
    }
}
