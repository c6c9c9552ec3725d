//! What pages read from the case: who may see what, and the small pieces that many pages show.

use crate::answer::Wrong;
use crate::texts::{Tongue, name_of};
use crate::visit::{Visit, Who};
use fisc_model::act::{Act, DocumentKind, Verified};
use fisc_model::finding::{Attachment, Finding};
use fisc_model::lead::Lead;
use fisc_record::entry::Entry;
use fisc_review::case::Case;
use fisc_review::disputes::Dispute;
use fisc_review::findings::FindingState;
use fisc_store::Log;
use maud::{Markup, html};

/// Who this is, as the record says now; nobody if they are not enrolled.
#[must_use]
pub fn who(case: &Case, id: &str) -> Option<Who> {
    let person = case.person(id)?;
    Some(Who {
        id: person.id.clone(),
        name: person.name.clone(),
        roles: person.roles.clone(),
        speaks_for: person.auditees.clone(),
    })
}

/// Whether this public key is enrolled for the person and not revoked.
#[must_use]
pub fn has_key(case: &Case, id: &str, public: &str) -> bool {
    let keys = case
        .person(id)
        .map(|p| p.keys.as_slice())
        .unwrap_or_default();
    keys.iter()
        .any(|k| k.revoked.is_none() && k.key.to_string() == public)
}

/// Whether files need an SM3 digest too.
#[must_use]
pub fn wants_sm3(case: &Case) -> bool {
    case.policy().is_some_and(|p| p.digests.sm3)
}

/// The log in which the act of a form belongs: its files are kept there and nowhere else.
#[must_use]
pub fn log_of(v: &Visit<'_>) -> Log {
    let fields = &v.fields;
    // Sealed letters are entered and compared like any other paper, and are kept apart all the same.
    let referred = v.path.starts_with("/referrals")
        || fields.get("act") == "refer"
        || fields.get("exclusion") == "referred"
        || fields.get("document_kind") == "referral";
    if referred {
        Log::Referrals
    } else {
        Log::Record
    }
}

/// What a lead is, for lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadState {
    /// Nobody has decided.
    Open,
    /// Decided over these rows.
    Decided(Verified),
    /// Decided over rows that have changed since.
    Changed,
}

impl LeadState {
    /// As a filter names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            LeadState::Open => "open",
            LeadState::Decided(_) => "decided",
            LeadState::Changed => "changed",
        }
    }
}

/// The state of a lead.
#[must_use]
pub fn lead_state(case: &Case, lead: &Lead) -> LeadState {
    match case.lead_decision(&lead.lead_id) {
        None => LeadState::Open,
        Some(d) if d.evidence_digest == lead.evidence_digest => LeadState::Decided(d.outcome),
        Some(_) => LeadState::Changed,
    }
}

/// Whether a finding may rest on it.
#[must_use]
pub fn may_rest_on(case: &Case, lead: &Lead) -> bool {
    let decision = case.lead_decision(&lead.lead_id);
    decision.is_some_and(|d| d.holds() && d.evidence_digest == lead.evidence_digest)
}

/// The findings that this person may see, each in the version they may see: who speaks for an
/// auditee sees what was served on it.
#[must_use]
pub fn findings_for<'a>(case: &'a Case, who: &Who) -> Vec<(&'a FindingState, &'a Finding)> {
    let each = case.findings().filter_map(|f| Some((f, visible(f, who)?)));
    each.collect()
}

fn visible<'a>(state: &'a FindingState, who: &Who) -> Option<&'a Finding> {
    if who.inside() {
        return Some(state.now());
    }
    let served = state.issued.as_ref().or(state.exposed.as_ref())?.version;
    let written = state
        .versions
        .iter()
        .find(|w| w.finding.version == served)?;
    let theirs = who.speaks_for.contains(&written.finding.auditee);
    theirs.then_some(&written.finding)
}

/// A finding that this person may see.
///
/// # Errors
/// There is none, in the same words for both reasons.
pub fn finding_for<'a>(
    case: &'a Case,
    who: &Who,
    id: &str,
) -> Result<(&'a FindingState, &'a Finding), Wrong> {
    let state = case.finding(id).ok_or(Wrong::NotThere)?;
    let finding = visible(state, who).ok_or(Wrong::NotThere)?;
    Ok((state, finding))
}

/// How far a finding is: a word and a shape.
#[must_use]
pub fn progress(v: &Visit<'_>, state: &FindingState) -> Markup {
    let t = v.tongue;
    if !v.who.as_ref().is_some_and(Who::inside) {
        return html! {};
    }
    if state.withdrawn.is_some() {
        return html! { span.state.bad { span aria-hidden="true" { "✕ " } (t.t("finding-withdrawn")) } };
    }
    if let Some(r) = &state.stages.returned {
        let word = t.word("verdict", &name_of(r.verdict));
        return html! { span.state.bad { span aria-hidden="true" { "△ " } (t.word("stage", &name_of(r.stage))) " · " (word) } };
    }
    match state.stages.next() {
        Some(stage) => {
            html! { span.state { span aria-hidden="true" { "○ " } (t.word("stage", &name_of(stage))) } }
        }
        None => {
            html! { span.state.good { span aria-hidden="true" { "● " } (t.t("finding-stands")) } }
        }
    }
}

/// The disputes about a finding.
pub fn disputes<'a>(case: &'a Case, finding: &'a str) -> impl Iterator<Item = &'a Dispute> {
    case.disputes().filter(move |d| d.finding == finding)
}

/// The id of the next finding, as a proposal.
#[must_use]
pub fn next_id(case: &Case) -> String {
    let mut n = case.findings().count() + 1;
    while case.finding(&format!("F-{n:03}")).is_some() {
        n += 1;
    }
    format!("F-{n:03}")
}

/// A person, by name and id; an id that nobody has as it is.
#[must_use]
pub fn person(case: &Case, id: &str) -> Markup {
    match case.person(id) {
        Some(person) => html! { (person.name) " (" code { (id) } ")" },
        None => html! { code { (id) } },
    }
}

/// An auditee: its name where it is enrolled as a unit.
#[must_use]
pub fn auditee(case: &Case, id: &str) -> Markup {
    match case.unit(id) {
        Some(unit) => html! { (unit.name) " (" code { (id) } ")" },
        None => html! { code { (id) } },
    }
}

/// The way to an entry of the record.
#[must_use]
pub fn entry(t: Tongue, index: u64) -> Markup {
    html! { a href={ "/record/" (index) } { (t.t("record-index")) " " (index) } }
}

/// The way to a file of the record.
#[must_use]
pub fn attachment(file: &Attachment) -> Markup {
    html! {
        p { a href={ "/files/" (file.sha256) } { (file.name) }
            span.code { "sha256 " code { (file.sha256) } } }
    }
}

/// The engagement's currency.
#[must_use]
pub fn currency<'a>(v: &'a Visit<'_>) -> &'a str {
    v.desk.currency()
}

/// The name of a file, if an entry of the record that this person may see names it.
#[must_use]
pub fn file_name(case: &Case, who: &Who, sha256: &str) -> Option<String> {
    let is = |file: &&Attachment| file.sha256 == sha256;
    if who.inside() {
        let acts = case.history().iter().map(|h| &h.act);
        return acts.flat_map(files).find(is).map(|f| f.name.clone());
    }
    let mut seen: Vec<&Attachment> = Vec::new();
    for (state, finding) in findings_for(case, who) {
        seen.extend(&finding.evidence);
        seen.extend(state.replies.iter().filter_map(|r| r.letter.as_ref()));
        seen.extend(state.hearings.iter().map(|h| &h.paper));
        let reports = state.rectification.iter().flat_map(|r| &r.reports);
        seen.extend(reports.flat_map(|r| &r.papers));
    }
    seen.extend(served_on(case, &who.speaks_for).map(|s| s.file));
    seen.into_iter().find(is).map(|f| f.name.clone())
}

/// A document that was served, in the version that was.
pub struct Served<'a> {
    /// Its id.
    pub document: &'a str,
    /// What it is.
    pub kind: DocumentKind,
    /// The version.
    pub version: u32,
    /// On which day.
    pub on: chrono::NaiveDate,
    /// Its file.
    pub file: &'a Attachment,
}

/// What was served on these auditees.
pub fn served_on<'a>(
    case: &'a Case,
    auditees: &'a std::collections::BTreeSet<String>,
) -> impl Iterator<Item = Served<'a>> {
    case.documents().flat_map(move |(document, d)| {
        let theirs = d.served.iter().filter(|s| auditees.contains(&s.auditee));
        theirs.filter_map(move |s| {
            let put = d
                .versions
                .iter()
                .find(|p| p.document.version == s.version)?;
            Some(Served {
                document,
                kind: d.kind(),
                version: s.version,
                on: s.on,
                file: &put.document.file,
            })
        })
    })
}

/// The files that an act names.
pub use fisc_review::subjects::attachments as files;

/// The statement in an entry.
///
/// # Errors
/// It is none: the record was not written by this office.
pub fn deed(
    entry: &Entry,
) -> Result<fisc_record::statement::Statement<fisc_model::act::Deed>, Wrong> {
    fisc_record::statement::Statement::parse(&entry.envelope.payload)
        .map_err(|e| Wrong::Broken(e.to_string()))
}

/// The policy in force, as it was written.
#[must_use]
pub fn policy_text(case: &Case) -> String {
    let texts = case.history().iter().rev().filter_map(|h| match &h.act {
        Act::Open { policy, .. } | Act::SetPolicy { policy, .. } => Some(policy.clone()),
        _ => None,
    });
    texts.take(1).collect()
}
