//! The release gate: what a finding still needs before it may be published, item by item, with who
//! is to act and what is to be done. A pure function of the case and a day, so that the desk shows
//! and publication enforces the same thing.
//!
//! Leads that nobody has decided are no item: a lead that was referred looks undecided to everybody
//! else, and a gate that it holds shut would tell of it.

use crate::case::Case;
use crate::disputes::next_level;
use crate::exposure::Reply;
use crate::findings::FindingState;
use crate::texts::{Place, say};
use chrono::NaiveDate;
use fisc_model::Money;
use fisc_model::act::{Role, Stage};
use fisc_model::lead::Bilingual;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// The leads are what they were when they were verified.
    Evidence,
    /// Nothing was sent back and left so.
    Returned,
    /// The signature of a stage stands, for the last version; the last stage is the approval for
    /// publication.
    Signed(Stage),
    /// The auditee had its say and was answered.
    Reply,
    /// The right to a hearing was kept, where a fine asks for it.
    Hearing,
    /// Every dispute is ruled.
    Disputes,
    /// The report or decision that says the last version was served.
    Served,
    /// How and by when it is put right is set.
    Rectification,
}

/// An item and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub item: Item,
    /// Whether it is in order.
    pub green: bool,
    /// Who is to act while it is not; an office where the roles hold nobody.
    pub who: &'static [Role],
    /// What is in order, or what is to be done.
    pub text: Bilingual,
}

/// The gate of one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The finding.
    pub finding: String,
    /// Its items, in the order of the work.
    pub checks: Vec<Check>,
}

impl Gate {
    /// Whether it may be published.
    #[must_use]
    pub fn open(&self) -> bool {
        self.checks.iter().all(|c| c.green)
    }
}

const TEAM: &[Role] = &[Role::Leader, Role::Member];

/// The gates of all findings that were not withdrawn, by id. Publication needs each of them open,
/// and at least one.
#[must_use]
pub fn gates(case: &Case, today: NaiveDate) -> Vec<Gate> {
    let standing = case.findings().filter(|f| f.withdrawn.is_none());
    standing.map(|f| gate(case, f, today)).collect()
}

/// The gate of a finding. Terms are counted up to `today`.
#[must_use]
pub fn gate(case: &Case, finding: &FindingState, today: NaiveDate) -> Gate {
    let mut checks = vec![evidence(case, finding), returned(finding)];
    for stage in Stage::ALL {
        checks.push(signed(finding, stage));
        match stage {
            // In the order in which they are due.
            Stage::Exposure => {
                checks.push(reply(case, finding, today));
                checks.push(hearing(case, finding, today));
            }
            Stage::Head => {
                checks.push(served(finding));
                checks.push(rectification(finding));
            }
            _ => {}
        }
    }
    checks.push(disputes(case, finding));
    Gate {
        finding: finding.id.clone(),
        checks,
    }
}

fn green(item: Item, message: &str, places: &[(&str, Place)]) -> Check {
    Check {
        item,
        green: true,
        who: &[],
        text: say(message, places),
    }
}

fn red(item: Item, who: &'static [Role], message: &str, places: &[(&str, Place)]) -> Check {
    Check {
        item,
        green: false,
        who,
        text: say(message, places),
    }
}

fn evidence(case: &Case, f: &FindingState) -> Check {
    let holds = |id: &str, digest: &str| {
        let decision = case.lead_decision(id);
        decision.is_some_and(|d| d.holds() && d.evidence_digest == digest)
    };
    let mut leads = f.now().leads.iter();
    let fallen = leads
        .find(|l| !holds(&l.lead_id, &l.evidence_digest))
        .map(|l| l.lead_id.clone());
    match case.stale(f).or(fallen) {
        None => green(Item::Evidence, "gate-evidence", &[]),
        Some(lead) => red(
            Item::Evidence,
            TEAM,
            "gate-evidence-changed",
            &[("lead", lead.into())],
        ),
    }
}

fn returned(f: &FindingState) -> Check {
    match &f.stages.returned {
        None => green(Item::Returned, "gate-not-returned", &[]),
        Some(r) => {
            let places = [("stage", r.stage.into()), ("verdict", r.verdict.into())];
            red(Item::Returned, TEAM, "gate-returned", &places)
        }
    }
}

fn signed(f: &FindingState, stage: Stage) -> Check {
    let item = Item::Signed(stage);
    let who = role(stage);
    let version = f.version();
    if let Some(s) = f.stages.stands.get(&stage) {
        let places = [
            ("person", (&s.person).into()),
            ("version", s.version.into()),
            ("last", version.into()),
        ];
        if s.version == version {
            return green(item, "gate-signed", &places);
        }
        return red(item, who, "gate-signed-older", &places);
    }
    let before = Stage::ALL
        .into_iter()
        .find(|s| *s < stage && !f.stages.stands.contains_key(s));
    let mut voided = f.stages.voided.iter().rev();
    let void = voided.find(|v| v.signature.stage == stage);
    match (void, before) {
        (Some(v), _) => {
            let mut check = red(item, who, "gate-void", &[]);
            let why = v.why.text();
            check.text.en = format!("{} {}", check.text.en, why.en);
            check.text.zh.push_str(&why.zh);
            check
        }
        (None, Some(before)) => red(item, who, "gate-after", &[("stage", before.into())]),
        (None, None) => red(item, who, "gate-unsigned", &[("version", version.into())]),
    }
}

/// Who signs at a stage, as a constant list.
fn role(stage: Stage) -> &'static [Role] {
    match stage {
        Stage::Leader => &[Role::Leader],
        Stage::Exposure => &[Role::ExposureSigner],
        Stage::Department => &[Role::Reviewer],
        Stage::Adjudication => &[Role::Adjudicator],
        Stage::Conference => &[Role::Conference, Role::Head],
        Stage::Head => &[Role::Head],
        Stage::Publication => &[Role::Publisher],
    }
}

fn reply(case: &Case, f: &FindingState, today: NaiveDate) -> Check {
    let item = Item::Reply;
    let Some(exposed) = &f.exposed else {
        return red(item, TEAM, "gate-not-exposed", &[]);
    };
    let replies: Vec<&Reply> = f
        .replies
        .iter()
        .filter(|r| r.version == exposed.version)
        .collect();
    let days = case.policy().map(|p| p.terms.reply);
    let due = days.and_then(|d| case.calendar().term(exposed.on, d));
    let Some(last) = replies.last() else {
        return match due {
            Some(due) if today > due => green(item, "gate-silence", &[("due", due.into())]),
            Some(due) => {
                let who = &[Role::Auditee, Role::Member];
                red(item, who, "gate-reply-awaited", &[("due", due.into())])
            }
            None => red(item, TEAM, "gate-calendar", &[("on", exposed.on.into())]),
        };
    };
    if replies.iter().any(|r| !r.accepted && r.answer.is_none()) {
        return red(item, TEAM, "gate-unanswered", &[]);
    }
    let taken = |r: &&Reply| r.answer.as_ref().is_some_and(|a| a.taken);
    if replies.iter().any(taken) && f.version() == exposed.version {
        return red(item, TEAM, "gate-taken", &[]);
    }
    green(item, "gate-replied", &[("on", last.on.into())])
}

fn hearing(case: &Case, f: &FindingState, today: NaiveDate) -> Check {
    let item = Item::Hearing;
    let fine = crate::stages::fine(f);
    let Some(policy) = case
        .policy()
        .filter(|p| fine > Money::ZERO && fine >= p.hearing.fine)
    else {
        return green(item, "gate-no-hearing", &[]);
    };
    let days = policy.terms.hearing_request;
    let over = |told| case.calendar().term(told, days).is_some_and(|d| today > d);
    let kept = f
        .hearings
        .iter()
        .any(|h| h.fine >= fine && (h.held_on.is_some() || over(h.told_on)));
    if kept {
        return green(item, "gate-hearing", &[]);
    }
    red(
        item,
        TEAM,
        "gate-hearing-missing",
        &[("fine", fine.grouped().into())],
    )
}

fn disputes(case: &Case, f: &FindingState) -> Check {
    let open = case
        .disputes()
        .find(|d| d.finding == f.id && d.ruling.is_none());
    match open {
        None => green(Item::Disputes, "gate-no-dispute", &[]),
        Some(d) => {
            let places = [("dispute", (&d.id).into()), ("stage", d.stage.into())];
            red(Item::Disputes, next_level(d.stage), "gate-dispute", &places)
        }
    }
}

fn served(f: &FindingState) -> Check {
    match &f.issued {
        Some(i) if i.version == f.version() => {
            let places = [("document", (&i.document).into()), ("on", i.on.into())];
            green(Item::Served, "gate-served", &places)
        }
        Some(i) => {
            let places = [("version", i.version.into()), ("last", f.version().into())];
            red(Item::Served, TEAM, "gate-served-older", &places)
        }
        None => red(Item::Served, TEAM, "gate-unserved", &[]),
    }
}

fn rectification(f: &FindingState) -> Check {
    match &f.rectification {
        Some(r) => green(
            Item::Rectification,
            "gate-planned",
            &[("due", r.due.into())],
        ),
        None => red(Item::Rectification, TEAM, "gate-unplanned", &[]),
    }
}
