//! The auditees: whom the leads and findings are about, what was found there by kind, and how far it
//! is. Who speaks for an auditee sees its own page, with what was served on it.

use super::papers;
use crate::answer::{Answer, Wrong};
use crate::layout::{self, escape, scroll};
use crate::reading::{self, LeadState};
use crate::texts::name_of;
use crate::visit::{Visit, Who};
use axum::http::StatusCode;
use fisc_model::Money;
use fisc_model::act::UnitKind;
use fisc_model::finding::{AmountKind, Finding};
use fisc_model::lead::{Lead, ResultKind, SubjectKind};
use fisc_review::case::Case;
use fisc_review::findings::FindingState;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// A finding that the reader may see, in the version they may see.
type Seen<'a> = (&'a FindingState, &'a Finding);

/// The list.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let (t, who) = (v.tongue, v.who()?);
    let mut office = v.desk.office();
    let case = office.case()?;
    let findings = reading::findings_for(case, who);
    let all = auditees(case, who, &findings);
    let main = html! {
        @if all.is_empty() { p { (t.t("auditees-none")) } }
        @else { (scroll(t.t("auditees"), &html! {
            table {
                caption { (t.t("auditees-caption")) }
                thead { tr {
                    th scope="col" { (t.word("field", "auditee")) }
                    @if who.inside() {
                        th.n scope="col" { (t.t("nav-leads")) }
                        th.n scope="col" { (t.t("auditee-open")) }
                    }
                    th.n scope="col" { (t.t("findings")) }
                    th scope="col" { (t.t("auditee-amounts")) " (" (reading::currency(v)) ")" }
                } }
                tbody { @for id in &all {
                    @let leads = leads(case, id);
                    @let own: Vec<Seen<'_>> = findings.iter().filter(|(_, f)| f.auditee == *id).copied().collect();
                    tr {
                        th scope="row" { (link(case, id)) }
                        @if who.inside() {
                            td.n { (leads.len()) }
                            td.n { (open(case, &leads)) }
                        }
                        td.n { (own.len()) }
                        td { (amounts(v, &own)) }
                    }
                } }
            }
        })) }
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("auditees"), &main),
    ))
}

/// The way to an auditee.
fn link(case: &Case, id: &str) -> Markup {
    html! { a href={ "/auditees/" (escape(id)) } { (reading::auditee(case, id)) } }
}

/// Everybody that something is known of; to who speaks for some, these only.
fn auditees(case: &Case, who: &Who, findings: &[Seen<'_>]) -> BTreeSet<String> {
    if !who.inside() {
        return who.speaks_for.clone();
    }
    let units = case.units().filter(|u| u.kind == UnitKind::Auditee);
    let leads = case.leads().filter(|l| audited(l));
    let mut all: BTreeSet<String> = units.map(|u| u.id.clone()).collect();
    all.extend(leads.map(|l| l.subject.clone()));
    all.extend(findings.iter().map(|(_, f)| f.auditee.clone()));
    all
}

/// Payees and persons are not audited, whatever a lead says of them.
fn audited(lead: &Lead) -> bool {
    matches!(lead.subject_kind, SubjectKind::Org | SubjectKind::Gov)
}

fn leads<'a>(case: &'a Case, id: &str) -> Vec<&'a Lead> {
    case.leads()
        .filter(|l| audited(l) && l.subject == id)
        .collect()
}

fn open(case: &Case, leads: &[&Lead]) -> usize {
    let waits = |l: &&&Lead| !matches!(reading::lead_state(case, l), LeadState::Decided(_));
    leads.iter().filter(waits).count()
}

/// The amounts of findings by kind. Kinds mean different things and are never added up.
fn amounts(v: &Visit<'_>, findings: &[Seen<'_>]) -> Markup {
    let t = v.tongue;
    let mut sums: Vec<(AmountKind, Money)> = Vec::new();
    for (_, f) in findings.iter().filter(|(s, _)| s.withdrawn.is_none()) {
        match sums.iter_mut().find(|(kind, _)| *kind == f.amount_kind) {
            Some((_, sum)) => *sum = *sum + f.amount,
            None => sums.push((f.amount_kind, f.amount)),
        }
    }
    sums.retain(|(kind, _)| *kind != AmountKind::None);
    html! {
        @if sums.is_empty() { (t.t("none")) }
        @for (kind, sum) in &sums {
            div.sum { span { (t.word("amount", &name_of(*kind))) } data value=(sum) { (sum.grouped()) } }
        }
    }
}

/// One auditee.
pub fn one(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let (t, who) = (v.tongue, v.who()?);
    let mut office = v.desk.office();
    let case = office.case()?;
    let id = v.part("auditee");
    let all = reading::findings_for(case, who);
    if !auditees(case, who, &all).contains(id) {
        return Err(Wrong::NotThere);
    }
    let own: Vec<Seen<'_>> = all.into_iter().filter(|(_, f)| f.auditee == id).collect();
    let leads = leads(case, id);
    let name = case.unit(id).map_or(id, |u| u.name.as_str());
    let main = html! {
        p.soft { a href="/auditees" { (t.t("auditees")) } " · " code { (id) } }
        section aria-labelledby="amounts" {
            h2 #amounts { (t.t("auditee-amounts")) " (" (reading::currency(v)) ")" }
            (amounts(v, &own))
            p.soft { (t.t("auditee-kinds")) }
        }
        section aria-labelledby="own-findings" {
            h2 #own-findings { (t.t("findings")) }
            @if own.is_empty() { p { (t.t("auditee-findings-none")) } } @else { (findings(v, &own)) }
        }
        (served(v, case, id))
        @if who.inside() && !own.is_empty() {
            section aria-labelledby="make" {
                h2 #make { (t.t("papers-about")) }
                (papers::links(v, id))
            }
        }
        @if who.inside() {
            section aria-labelledby="own-leads" {
                h2 #own-leads { (t.t("auditee-leads")) }
                @if leads.is_empty() { p { (t.t("auditee-leads-none")) } } @else { (by_method(v, case, &leads)) }
            }
        }
    };
    Ok(Answer::page(StatusCode::OK, layout::whole(v, name, &main)))
}

/// The documents that were served on it, in the versions that were.
fn served(v: &Visit<'_>, case: &Case, id: &str) -> Markup {
    let t = v.tongue;
    let own = BTreeSet::from([id.to_string()]);
    let all: Vec<_> = reading::served_on(case, &own).collect();
    html! {
        section aria-labelledby="served" {
            h2 #served { (t.t("auditee-served")) }
            @if all.is_empty() { p { (t.t("auditee-served-none")) } }
            @else { ul { @for s in &all { li {
                (t.word("document", &name_of(s.kind))) " " code { (s.document) } " · "
                (t.say("finding-version", &[("version", u64::from(s.version).into())])) " · " (s.on)
                (reading::attachment(s.file))
            } } } }
        }
    }
}

fn findings(v: &Visit<'_>, own: &[Seen<'_>]) -> Markup {
    let t = v.tongue;
    let inside = v.who.as_ref().is_some_and(Who::inside);
    scroll(
        t.t("findings"),
        &html! {
            table {
                caption { (t.t("auditee-findings-caption")) }
                thead { tr {
                    th scope="col" { (t.word("field", "finding")) }
                    th.n scope="col" { (t.word("field", "amount")) " (" (reading::currency(v)) ")" }
                    @if inside { th scope="col" { (t.t("queue-stage")) } }
                    th scope="col" { (t.t("finding-replies")) }
                    th scope="col" { (t.t("rectification")) }
                } }
                tbody { @for (state, f) in own { tr {
                    th scope="row" { a href={ "/findings/" (f.id) } { (t.side(&f.title)) } span.code { code { (f.id) } } }
                    td.n { data value=(f.amount) { (f.amount.grouped()) }
                        span.code { (t.word("amount", &name_of(f.amount_kind))) } }
                    @if inside { td { (reading::progress(v, state)) } }
                    td { (reply(v, state)) }
                    td { @match &state.rectification {
                        Some(r) => {
                            a href={ "/rectification/" (f.id) } { (super::rectification::state_word(v, r)) }
                            span.code { (t.word("field", "due")) " " (r.due) }
                        }
                        None => { (t.t("auditee-unplanned")) }
                    } }
                } } }
            }
        },
    )
}

/// What the auditee said last.
fn reply(v: &Visit<'_>, state: &FindingState) -> Markup {
    let t = v.tongue;
    let word = match (state.replies.last(), &state.exposed) {
        (Some(r), _) if r.accepted => "auditee-accepted",
        (Some(r), _) if r.answer.is_none() => "auditee-objects",
        (Some(_), _) => "auditee-answered",
        (None, Some(_)) => "auditee-silent",
        (None, None) => "auditee-not-served",
    };
    html! {
        (t.t(word))
        @if let Some(r) = state.replies.last() { span.code { (r.on) } }
    }
}

/// Leads by method. Amounts of different methods overlap, and indicators have none that counts.
fn by_method(v: &Visit<'_>, case: &Case, leads: &[&Lead]) -> Markup {
    let t = v.tongue;
    let mut methods: BTreeMap<&str, Vec<&Lead>> = BTreeMap::new();
    for lead in leads {
        methods.entry(&lead.method).or_default().push(lead);
    }
    html! {
        @for (code, leads) in &methods {
            @let name = v.desk.method(code).map_or((*code).to_string(), |m| t.plain(&m.name).to_string());
            @let indicates = leads.iter().all(|l| l.result == ResultKind::Indicator);
            h3 { a href={ "/methods/" (code) } { (code) " · " (name) } }
            (scroll(&name, &html! {
                table {
                    caption { (t.say("auditee-method-caption", &[("leads", leads.len().into()), ("open", open(case, leads).into())]))
                        @if indicates { " " (t.t("auditee-indicates")) } }
                    thead { tr {
                        th scope="col" { (t.t("lead")) }
                        th.n scope="col" { (t.word("field", "amount")) " (" (reading::currency(v)) ")" }
                        th scope="col" { (t.t("leads-state")) }
                    } }
                    tbody { @for lead in leads { tr {
                        th scope="row" { a href={ "/leads/" (lead.lead_id) } { (t.side(&lead.narrative)) } }
                        td.n { data value=(lead.amount) { (lead.amount.grouped()) } }
                        td { (super::leads::state_word(v, &reading::lead_state(case, lead))) }
                    } } }
                }
            }))
        }
    }
}
