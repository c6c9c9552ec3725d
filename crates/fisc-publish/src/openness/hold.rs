//! What may not even be known to exist yet: matters that were referred or are under investigation,
//! and findings about a listed company before it had its notice. They leave the publication whole,
//! before anything is committed to: no row, no count and no name of theirs is in a package. A
//! release that a committee must deliberate first is not made at all before.

use crate::publication::{CorrectionKind, Publication};
use chrono::NaiveDate;
use fisc_model::calendar::Calendar;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::list::NegativeList;

/// Working days between the notice to a listed company and publication (审计法实施条例 (2010) 33).
pub const NOTICE_DAYS: u32 = 5;

/// A finding about a listed company, which is told before the public is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The finding.
    pub finding: String,
    /// The company, for the office.
    pub company: String,
    /// When it was told what will be published; nothing before.
    #[serde(default)]
    pub notified_on: Option<NaiveDate>,
}

/// A committee that deliberates before publication (预算法 89, 审计法 4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deliberation {
    /// Which body.
    pub body: String,
    /// When it did; nothing before.
    #[serde(default)]
    pub held_on: Option<NaiveDate>,
}

/// A finding that waits for its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Which.
    pub finding: String,
    /// The company.
    pub company: String,
    /// The first day on which it may be published; nothing where the company was not told, or the
    /// calendar does not reach so far.
    pub from: Option<NaiveDate>,
}

/// A publication without what is held.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// What may be committed to and shown.
    pub publication: Publication,
    /// For the office alone: what waits for a day. What is referred or under investigation is not
    /// even here.
    pub waiting: Vec<Waiting>,
}

/// Why there is no release yet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The committee has not deliberated.
    #[error(
        "nothing is published before {body} has deliberated; enter held_on under [deliberation] in openness.toml when it has"
    )]
    Deliberation {
        /// Which body.
        body: String,
    },
    /// It deliberates after the day of publication.
    #[error(
        "{body} deliberates on {held_on}, the release is dated {published_on}; publish on that day or later"
    )]
    Early {
        /// Which body.
        body: String,
        /// When it does.
        held_on: NaiveDate,
        /// The day of publication.
        published_on: NaiveDate,
    },
    /// A notice for a finding that is not there.
    #[error(
        "openness.toml, listed: there is no finding {0} in this release; correct the id or take the notice out"
    )]
    Unknown(String),
}

/// Takes out what must leave no trace. `silent`: the ids of findings whose matter was referred, which
/// only the log of referrals knows. Days are those of the release (`published_on`).
///
/// # Errors
/// See [`Refused`]: no release may be made.
pub fn hold(
    publication: &Publication,
    list: &NegativeList,
    silent: &BTreeSet<String>,
    calendar: &Calendar,
) -> Result<Held, Refused> {
    let published_on = publication.issue.published_on;
    if let Some(d) = &list.deliberation {
        let body = d.body.clone();
        match d.held_on {
            None => return Err(Refused::Deliberation { body }),
            Some(held_on) if held_on > published_on => {
                return Err(Refused::Early {
                    body,
                    held_on,
                    published_on,
                });
            }
            Some(_) => {}
        }
    }
    let mut gone: BTreeSet<&str> = silent
        .iter()
        .chain(&list.investigated)
        .map(String::as_str)
        .collect();
    let mut waiting = Vec::new();
    for notice in &list.listed {
        if gone.contains(notice.finding.as_str()) {
            continue;
        }
        if !publication.findings.contains_key(&notice.finding) {
            return Err(Refused::Unknown(notice.finding.clone()));
        }
        let last = notice
            .notified_on
            .and_then(|on| calendar.term(on, NOTICE_DAYS));
        let from = last.and_then(|day| day.succ_opt());
        if from.is_none_or(|from| published_on < from) {
            waiting.push(Waiting {
                finding: notice.finding.clone(),
                company: notice.company.clone(),
                from,
            });
        }
    }
    gone.extend(waiting.iter().map(|w| w.finding.as_str()));
    let publication = without(publication, &gone);
    Ok(Held {
        publication,
        waiting,
    })
}

/// As if these findings had never been written.
fn without(publication: &Publication, gone: &BTreeSet<&str>) -> Publication {
    let mut p = publication.clone();
    let numbers: BTreeSet<String> = p
        .findings
        .iter()
        .filter(|(id, _)| gone.contains(id.as_str()))
        .map(|(_, f)| f.number.clone())
        .collect();
    let before: BTreeSet<String> = p.findings.values().map(|f| f.auditee.clone()).collect();
    p.findings.retain(|id, _| !gone.contains(id.as_str()));
    let after: BTreeSet<String> = p.findings.values().map(|f| f.auditee.clone()).collect();
    for auditee in before.difference(&after) {
        p.auditees.remove(auditee);
        p.independence.leader_years.remove(auditee);
    }
    for c in &mut p.corrections {
        // What was published and withdrawn is known; anything else about it is not.
        c.what.retain(|item| {
            let of = item.finding.as_ref();
            item.kind == CorrectionKind::Withdrawn || !of.is_some_and(|n| numbers.contains(n))
        });
    }
    p.withheld.retain(|w| {
        let mut parts = w.place.split('/').skip(1);
        let named = parts.next().unwrap_or_default();
        !(gone.contains(named) || w.place.starts_with("findings/") && numbers.contains(named))
    });
    p
}
