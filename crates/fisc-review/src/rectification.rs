//! Rectification: planned with a term, reported by the auditee, verified by an auditor, closed, and
//! looked back upon. Amounts of different kinds are never added up.

use crate::case::Case;
use crate::judge::Judge;
use crate::refusal::Refusal;
use chrono::{DateTime, Days, NaiveDate, Utc};
use fisc_model::Money;
use fisc_model::act::{Act, Deed, RectificationClass, Rectified, Role, Stage};
use fisc_model::finding::Attachment;

/// How a finding is put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rectification {
    /// By which entry it was planned.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// How.
    pub class: RectificationClass,
    /// By when.
    pub due: NaiveDate,
    /// What the auditee reported.
    pub reports: Vec<Report>,
    /// What auditors verified.
    pub verified: Vec<Verification>,
    /// Later looks.
    pub looks: Vec<Look>,
}

/// A report of the auditee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// By which entry.
    pub index: u64,
    /// Who entered it.
    pub person: String,
    /// What was moved.
    pub rectified: Rectified,
    /// In words.
    pub text: String,
    /// When.
    pub on: NaiveDate,
    /// Papers.
    pub papers: Vec<Attachment>,
}

/// An auditor's verification of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// When it was received.
    pub on: NaiveDate,
    /// What is acknowledged.
    pub rectified: Rectified,
    /// Whether the finding is closed.
    pub closed: bool,
    /// In words.
    pub text: String,
}

/// A later look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// When.
    pub on: NaiveDate,
    /// Whether it holds.
    pub holds: bool,
    /// In words.
    pub text: String,
}

impl Rectification {
    /// Closed, and not reopened by a look back.
    #[must_use]
    pub fn closed(&self) -> bool {
        let closing = self.verified.iter().rev().find(|v| v.closed);
        let last_look = self.looks.last().filter(|l| !l.holds).map(|l| l.index);
        closing.is_some_and(|c| last_look.is_none_or(|look| c.index > look))
    }

    /// A report that nobody has verified yet.
    #[must_use]
    pub fn waiting(&self) -> Option<&Report> {
        let verified = self.verified.last().map(|v| v.index);
        self.reports
            .last()
            .filter(|r| verified.is_none_or(|v| r.index > v))
    }

    /// Not closed, and the day has passed.
    #[must_use]
    pub fn overdue(&self, today: NaiveDate) -> bool {
        !self.closed() && today > self.due
    }

    /// What is acknowledged last.
    #[must_use]
    pub fn acknowledged(&self) -> Rectified {
        self.verified
            .last()
            .map(|v| v.rectified.clone())
            .unwrap_or_default()
    }
}

/// The amounts and counts of what was moved.
fn figures(r: &Rectified) -> ([Money; 4], [u32; 2]) {
    (
        [r.to_treasury, r.returned, r.rebooked, r.recovered],
        [r.rules_made, r.people_held_to_account],
    )
}

const TEAM: [Role; 2] = [Role::Leader, Role::Member];

pub(crate) fn judge(j: &mut Judge<'_>) -> Result<(), Refusal> {
    let (Act::PlanRectification { finding, .. }
    | Act::ReportRectification { finding, .. }
    | Act::VerifyRectification { finding, .. }
    | Act::LookBack { finding, .. }) = &j.deed.act
    else {
        return Ok(());
    };
    let state = j.finding(finding)?;
    let auditee = &state.now().auditee;
    let place = [("finding", finding.into())];
    let reports = matches!(j.deed.act, Act::ReportRectification { .. });
    if !(reports && j.speaks_for(auditee)) {
        j.role(&TEAM)?;
        j.not_recused(auditee)?;
    }
    let plan = state.rectification.as_ref();
    match &j.deed.act {
        Act::PlanRectification { due, .. } => {
            let Some(issued) = state.issued.as_ref() else {
                return Err(j.refuse("plan-before-issue", &place));
            };
            let days = Days::new(u64::from(j.policy.terms.rectification));
            let latest = issued.on.checked_add_days(days);
            if *due < issued.on {
                return Err(j.refuse("plan-day", &place));
            }
            if let Some(latest) = latest.filter(|l| due > l) {
                let places = [
                    ("finding", finding.into()),
                    ("due", (*due).into()),
                    ("latest", latest.into()),
                ];
                j.rule("rectification-due", None, Some(finding), &places)?;
            }
        }
        _ if plan.is_none() => return Err(j.refuse("not-planned", &place)),
        Act::ReportRectification {
            rectified,
            on,
            papers,
            ..
        } => {
            if figures(rectified).0.iter().any(|m| *m < Money::ZERO) || *on > j.today() {
                return Err(j.refuse("rectified", &place));
            }
            if !j.speaks_for(auditee) && papers.is_empty() {
                return Err(j.refuse("report-paper", &place));
            }
            if plan.is_some_and(Rectification::closed) {
                return Err(j.refuse("rectified-closed", &place));
            }
        }
        Act::VerifyRectification { rectified, .. } => {
            let Some(report) = plan.and_then(Rectification::waiting) else {
                return Err(j.refuse("nothing-reported", &place));
            };
            if report.person == j.person.id {
                return Err(j.refuse("own-report", &place));
            }
            let (given, reported) = (figures(rectified), figures(&report.rectified));
            let above = given
                .0
                .iter()
                .zip(&reported.0)
                .any(|(g, r)| g > r || *g < Money::ZERO)
                || given.1.iter().zip(&reported.1).any(|(g, r)| g > r);
            if above {
                return Err(j.refuse("rectified-above", &place));
            }
        }
        Act::LookBack { on, .. } if !plan.is_some_and(Rectification::closed) || *on > j.today() => {
            return Err(j.refuse("look-back", &place));
        }
        _ => {}
    }
    Ok(())
}

pub(crate) fn apply(case: &mut Case, index: u64, deed: &Deed, received: DateTime<Utc>) {
    let person = deed.person.clone();
    let (Act::PlanRectification { finding, .. }
    | Act::ReportRectification { finding, .. }
    | Act::VerifyRectification { finding, .. }
    | Act::LookBack { finding, .. }) = &deed.act
    else {
        return;
    };
    let Some(state) = case.findings.get_mut(finding) else {
        return;
    };
    if let Act::PlanRectification { class, due, .. } = &deed.act {
        // A new plan is a new term; what was reported and verified stays.
        let old = state.rectification.take();
        let (reports, verified, looks) = old
            .map(|o| (o.reports, o.verified, o.looks))
            .unwrap_or_default();
        state.rectification = Some(Rectification {
            index,
            person,
            class: *class,
            due: *due,
            reports,
            verified,
            looks,
        });
        return;
    }
    let Some(plan) = &mut state.rectification else {
        return;
    };
    match &deed.act {
        Act::ReportRectification {
            rectified,
            text,
            on,
            papers,
            ..
        } => plan.reports.push(Report {
            index,
            person,
            rectified: rectified.clone(),
            text: text.clone(),
            on: *on,
            papers: papers.clone(),
        }),
        Act::VerifyRectification {
            rectified,
            closed,
            text,
            ..
        } => {
            let (due, today) = (plan.due, crate::day(received));
            plan.verified.push(Verification {
                index,
                person,
                on: today,
                rectified: rectified.clone(),
                closed: *closed,
                text: text.clone(),
            });
            let late = plan.reports.last().is_some_and(|r| r.on > due);
            if *closed && late {
                let auditee = state.now().auditee.clone();
                case.late_rectification(index, finding, &auditee, due);
            }
        }
        Act::LookBack {
            on, holds, text, ..
        } => plan.looks.push(Look {
            index,
            person,
            on: *on,
            holds: *holds,
            text: text.clone(),
        }),
        _ => {}
    }
}

impl Case {
    /// The auditee was late with putting it right: known from its report, recorded at closing.
    fn late_rectification(&mut self, index: u64, finding: &str, auditee: &str, due: NaiveDate) {
        let places = [("finding", finding.into()), ("due", due.into())];
        self.breaches.push(crate::disputes::Breach {
            index,
            rule: "rectification-late".into(),
            stage: None::<Stage>,
            person: auditee.to_string(),
            finding: Some(finding.to_string()),
            text: crate::texts::say("rectification-late", &places),
        });
    }
}
