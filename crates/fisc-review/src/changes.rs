//! What changed since somebody last signed: a reviewer reads what is new, not everything again.

use crate::case::{Case, Happened};
use crate::findings::FindingState;
use fisc_model::act::{Act, Verdict};
use fisc_model::finding::Finding;
use serde_json::Value;
use std::collections::BTreeSet;

/// A field of a finding before and after, as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The field, with a dot before a part of it: `facts.zh`.
    pub field: String,
    /// As it was signed.
    pub before: String,
    /// As it is now.
    pub after: String,
}

/// What is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The entry in which the person last decided about the finding; nothing if never.
    pub signed: Option<u64>,
    /// About which version.
    pub version: Option<u32>,
    /// What of the finding is different.
    pub fields: Vec<Changed>,
    /// Entries about the finding since then, in order: places in [`Case::history`].
    pub entries: Vec<u64>,
}

/// What changed about a finding since this person last decided about it.
#[must_use]
pub fn since_signature(case: &Case, finding: &str, person: &str) -> Option<Since> {
    let state = case.finding(finding)?;
    let mut decisions = case.history().iter().rev().filter(|h| h.person == person);
    let last = decisions.find_map(|h| match &h.act {
        Act::Decide { findings, .. } => findings.get(finding).map(|v| (h.index, *v)),
        _ => None,
    });
    let (signed, version) = (last.map(|l| l.0), last.map(|l| l.1));
    let before = state
        .versions
        .iter()
        .find(|w| Some(w.finding.version) == version);
    let fields = before.map_or(Vec::new(), |b| differences(&b.finding, state.now()));
    let about = about(case, state);
    let entries = about
        .filter(|h| signed.is_none_or(|s| h.index > s))
        .map(|h| h.index);
    Some(Since {
        signed,
        version,
        fields,
        entries: entries.collect(),
    })
}

/// The entries about a finding: about it, its leads, the documents that say it, and its disputes.
pub fn about<'a>(
    case: &'a Case,
    state: &'a FindingState,
) -> impl Iterator<Item = &'a Happened> + 'a {
    let leads: BTreeSet<&str> = state
        .versions
        .iter()
        .flat_map(|w| w.finding.leads.iter().map(|l| l.lead_id.as_str()))
        .collect();
    let saying = case.documents().filter(|(_, d)| {
        d.versions
            .iter()
            .any(|p| p.document.findings.contains_key(&state.id))
    });
    let documents: BTreeSet<&str> = saying.map(|(id, _)| id).collect();
    let id = state.id.as_str();
    case.history().iter().filter(move |h| match &h.act {
        Act::VerifyLead { lead_id, .. } => leads.contains(lead_id.as_str()),
        Act::WriteFinding { finding, .. } => finding.id == id,
        Act::WithdrawFinding { finding, .. }
        | Act::Reply { finding, .. }
        | Act::AnswerReply { finding, .. }
        | Act::Hearing { finding, .. }
        | Act::Dispute { finding, .. }
        | Act::PlanRectification { finding, .. }
        | Act::ReportRectification { finding, .. }
        | Act::VerifyRectification { finding, .. }
        | Act::LookBack { finding, .. } => finding == id,
        Act::Say { dispute, .. } | Act::Rule { dispute, .. } => {
            case.dispute(dispute).is_some_and(|d| d.finding == id)
        }
        Act::PutDocument { document } => documents.contains(document.id.as_str()),
        Act::EnterPaper { document, .. } | Act::Serve { document, .. } => {
            documents.contains(document.as_str())
        }
        Act::Decide { findings, .. } | Act::ConfirmRelease { findings, .. } => {
            findings.contains_key(id)
        }
        _ => false,
    })
}

/// Field by field, in the order of the fields' names.
#[must_use]
pub fn differences(before: &Finding, after: &Finding) -> Vec<Changed> {
    let json = |f: &Finding| serde_json::to_value(f).unwrap_or(Value::Null);
    let (mut old, mut new) = (Vec::new(), Vec::new());
    leaves("", &json(before), &mut old);
    leaves("", &json(after), &mut new);
    let value = |all: &[(String, String)], field: &str| {
        let found = all.iter().find(|(f, _)| f == field);
        found.map(|(_, v)| v.clone()).unwrap_or_default()
    };
    let fields: BTreeSet<String> = old.iter().chain(&new).map(|(f, _)| f.clone()).collect();
    let fields = fields.into_iter().filter(|f| f != "version");
    fields
        .map(|field| Changed {
            before: value(&old, &field),
            after: value(&new, &field),
            field,
        })
        .filter(|c| c.before != c.after)
        .collect()
}

fn leaves(at: &str, value: &Value, out: &mut Vec<(String, String)>) {
    let under = |name: &str| match at {
        "" => name.to_string(),
        _ => format!("{at}.{name}"),
    };
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                leaves(&under(name), member, out);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                leaves(&under(&(i + 1).to_string()), item, out);
            }
        }
        Value::String(text) => out.push((at.to_string(), text.clone())),
        Value::Null => {}
        other => out.push((at.to_string(), other.to_string())),
    }
}

/// Whether a decision approves, for lists of history.
#[must_use]
pub fn approves(happened: &Happened) -> bool {
    matches!(
        &happened.act,
        Act::Decide {
            verdict: Verdict::Approve,
            ..
        }
    )
}
