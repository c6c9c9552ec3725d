//! A lead: what the method says, the rows it rests on, the rules, what people decided, and the form
//! to decide.

use crate::answer::{Answer, Wrong};
use crate::form::Sent;
use crate::layout::scroll;
use crate::reading::{self, LeadState};
use crate::sign;
use crate::texts::{Tongue, name_of};
use crate::visit::Visit;
use fisc_model::act::{Exclusion, Role, Verified};
use fisc_model::lead::Lead;
use fisc_review::case::Case;
use fisc_review::live;
use maud::{Markup, html};
use serde::Serialize;

/// The page, and what it is sent.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page(v, view)
}

/// The values of a closed list with their words.
pub fn options<T: Serialize + Copy>(t: Tongue, kind: &str, all: &[T]) -> Vec<(String, String)> {
    let each = all.iter().map(|value| {
        let name = name_of(*value);
        let word = t.word(kind, &name);
        (name, word)
    });
    each.collect()
}

fn view(v: &Visit<'_>, sent: &Sent<'_>) -> Result<(String, Markup), Wrong> {
    let who = v.insider()?;
    let t = v.tongue;
    let mut office = v.desk.office();
    let case = office.case()?;
    let lead = case.lead(v.part("lead")).ok_or(Wrong::NotThere)?;
    let state = reading::lead_state(case, lead);
    let may = who.roles.contains(&Role::Member) || who.roles.contains(&Role::Leader);
    let method = v.desk.method(&lead.method);
    let name = method.map_or(lead.method.clone(), |m| t.plain(&m.name).to_string());
    let main = html! {
        p.soft { (lead.method) " · " code { (lead.lead_id) } " · " (super::leads::state_word(v, &state)) }
        @if matches!(state, LeadState::Changed) { div.note { p { (t.t("lead-changed")) } } }
        div.two {
            div {
                section aria-labelledby="says" {
                    h2 #says { (t.t("lead-says")) }
                    p.prose { (t.side(&lead.narrative)) }
                }
                (rows(v, lead))
            }
            div {
                (facts(v, lead))
                (law(v, lead))
                (history(v, case, lead))
            }
        }
        @if may {
            section.act aria-labelledby="verify" {
                h2 #verify { (t.t("lead-verify")) }
                (verify(t, sent, case, lead, who.refers()))
            }
        }
    };
    Ok((name, main))
}

fn rows(v: &Visit<'_>, lead: &Lead) -> Markup {
    let t = v.tongue;
    html! {
        section aria-labelledby="rows" {
            h2 #rows { (t.t("lead-rows")) }
            (evidence(v, lead))
            p.soft { (t.word("field", "evidence_digest")) " " code { (lead.evidence_digest) } }
        }
    }
}

/// The rows that a lead rests on, down to file and row.
pub fn evidence(v: &Visit<'_>, lead: &Lead) -> Markup {
    let t = v.tongue;
    let caption = t.say("lead-rows-caption", &[("lead", (&lead.lead_id).into())]);
    scroll(
        &caption,
        &html! {
            table {
                caption { (caption) }
                thead { tr {
                    th scope="col" { (t.t("lead-key")) }
                    th scope="col" { (t.t("lead-table")) }
                    th scope="col" { (t.t("lead-source")) }
                    th.n scope="col" { (t.t("lead-row")) }
                    th.n scope="col" { (t.word("field", "amount")) " (" (reading::currency(v)) ")" }
                } }
                tbody { @for e in &lead.evidence { tr {
                    th scope="row" { code { (e.key) } }
                    td { code { (e.table) } }
                    td { (e.source) }
                    td.n { (e.row) }
                    td.n { data value=(e.amount) { (e.amount.grouped()) } }
                } } }
            }
        },
    )
}

fn facts(v: &Visit<'_>, lead: &Lead) -> Markup {
    let t = v.tongue;
    html! {
        section aria-labelledby="facts" {
            h2 #facts { (t.t("lead-facts")) }
            dl.words {
                div { dt { (t.word("field", "auditee")) } dd { code { (lead.subject) } } }
                div { dt { (t.word("field", "amount")) } dd {
                    data value=(lead.amount) { (lead.amount.grouped()) } " " (reading::currency(v))
                } }
                div { dt { (t.t("lead-severity")) } dd { (t.word("severity", &name_of(lead.severity))) } }
                div { dt { (t.word("field", "kind")) } dd { (t.word("result", &name_of(lead.result))) } }
            }
            @if !lead.details.is_empty() {
                details {
                    summary { (t.t("lead-details")) }
                    dl.words { @for (key, value) in &lead.details {
                        div { dt { (key) } dd { (value) } }
                    } }
                }
            }
        }
    }
}

fn law(v: &Visit<'_>, lead: &Lead) -> Markup {
    let t = v.tongue;
    let method = v.desk.method(&lead.method);
    let parameters = v.desk.parameters(&lead.method);
    html! {
        section aria-labelledby="law" {
            h2 #law { (t.t("lead-law")) }
            @match method {
                Some(method) if !method.criteria.is_empty() => {
                    (scroll(t.t("lead-law"), &html! {
                        table {
                            caption { (t.say("lead-law-caption", &[("method", (&lead.method).into())])) }
                            thead { tr {
                                th scope="col" { (t.word("field", "instrument")) }
                                th scope="col" { (t.word("field", "article")) }
                                th scope="col" { (t.t("lead-from")) }
                            } }
                            tbody { @for rule in &method.criteria { tr {
                                th scope="row" { (rule.instrument) @if !rule.version.is_empty() { " (" (rule.version) ")" } }
                                td { (rule.article) }
                                td { (rule.effective_from) }
                            } } }
                        }
                    }))
                }
                _ => { p { (t.t("lead-law-none")) } }
            }
            @if !parameters.is_empty() {
                details {
                    summary { (t.t("lead-parameters")) }
                    dl.words { @for p in &parameters { @for value in &p.values {
                        div { dt { (p.name) } dd {
                            (value.value)
                            @if let Some(basis) = &value.basis { span.code { (basis) } }
                        } }
                    } } }
                }
            }
            @if let Some(method) = method {
                details {
                    summary { (t.t("lead-method")) }
                    p { (t.side(&method.objective)) }
                    div.prose lang="en" { (method.readme) }
                }
            }
        }
    }
}

fn history(v: &Visit<'_>, case: &Case, lead: &Lead) -> Markup {
    let t = v.tongue;
    let decisions = case.lead_decisions(&lead.lead_id);
    html! {
        section aria-labelledby="history" {
            h2 #history { (t.t("lead-history")) }
            @if decisions.is_empty() { p { (t.t("lead-history-none")) } }
            @else {
                ol { @for d in decisions { li {
                    strong { (t.word("outcome", &name_of(d.outcome))) }
                    @if let Some(reason) = d.reason { " · " (t.word("exclusion", &name_of(reason))) }
                    " · " data value=(d.amount) { (d.amount.grouped()) } " " (reading::currency(v))
                    @if d.material { " · " (t.word("field", "material")) }
                    span.code { (reading::person(case, &d.person)) " · " (sign::moment(d.received)) " · "
                        a href={ "/record/" (d.index) } { (t.t("record-index")) " " (d.index) } }
                    @if !d.note.is_empty() { p.prose { (d.note) } }
                    @for file in &d.evidence { (reading::attachment(file)) }
                } } }
            }
        }
    }
}

fn verify(t: Tongue, sent: &Sent<'_>, case: &Case, lead: &Lead, refers: bool) -> Markup {
    let form = sent.act("verify_lead");
    let outcomes = [Verified::Confirmed, Verified::Partly, Verified::Excluded];
    let mut reasons = vec![
        Exclusion::DataError,
        Exclusion::LawfulException,
        Exclusion::Immaterial,
        Exclusion::OutOfScope,
        Exclusion::InsufficientEvidence,
    ];
    // Only for who keeps referrals; it is then signed into their log.
    if refers {
        reasons.push(Exclusion::Referred);
    }
    let amount = lead.amount.abs().to_string();
    let material = live::material(case, lead);
    let fields = html! {
        (form.hidden("lead_id", &lead.lead_id))
        (form.hidden("evidence_digest", &lead.evidence_digest))
        (form.choice("outcome", &t.word("field", "outcome"), "", &options(t, "outcome", &outcomes)))
        (form.choice("exclusion", &t.word("field", "exclusion"), "", &options(t, "exclusion", &reasons)))
        (form.money("amount", &t.word("field", "amount"), t.t("lead-amount-hint"), &amount))
        // What is material follows from the policy and is signed as such.
        (form.hidden("material", if material { "yes" } else { "no" }))
        p { (t.word("field", "material")) ": " (if material { t.t("yes") } else { t.t("no") }) }
        (form.area("note", &t.word("field", "note"), t.t("lead-note-hint"), ""))
        (form.file("evidence", &t.word("field", "evidence"), t.t("lead-evidence-hint"), true))
    };
    form.whole(true, &fields, t.t("lead-check"))
}
