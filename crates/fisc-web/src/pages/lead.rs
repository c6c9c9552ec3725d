//! A lead: what the method says, the rows it rests on, the rules, what people decided, and the form
//! to decide.

use crate::answer::{Answer, Wrong};
use crate::form::Sent;
use crate::law::Method;
use crate::layout::{escape, scroll};
use crate::reading::{self, LeadState};
use crate::sign;
use crate::texts::{Tongue, name_of};
use crate::visit::Visit;
use fisc_model::act::{Exclusion, Role, Verified};
use fisc_model::lead::{Lead, SubjectKind};
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
    let id = v.part("lead");
    let known = v.desk.office().case()?.lead(id).cloned();
    let known = [known.ok_or(Wrong::NotThere)?];
    let rows = v.desk.rows(&known);
    let mut office = v.desk.office();
    let case = office.case()?;
    // The leads may have been made anew while the ledger was read.
    let lead = case.lead(id).ok_or(Wrong::NotThere)?;
    let state = reading::lead_state(case, lead);
    let may = who.roles.contains(&Role::Member) || who.roles.contains(&Role::Leader);
    let method = v.desk.method(&lead.method);
    let name = method.map_or(lead.method.clone(), |m| t.plain(&m.name).to_string());
    let main = html! {
        p.soft { a href={ "/methods/" (lead.method) } { (lead.method) } " · " code { (lead.lead_id) } " · " (super::leads::state_word(v, &state)) }
        @if matches!(state, LeadState::Changed) { div.note { p { (t.t("lead-changed")) } } }
        div.two {
            div {
                section aria-labelledby="says" {
                    h2 #says { (t.t("lead-says")) }
                    p.prose { (t.side(&lead.narrative)) }
                }
                (facts(v, case, lead))
            }
            div {
                (law(v, lead))
                (history(v, case, lead))
            }
        }
        section aria-labelledby="rows" {
            h2 #rows { (t.t("lead-rows")) }
            (super::rows::state(v, &known, &rows))
            (super::rows::of(v, &known[0], &rows))
            p.soft { (t.word("field", "evidence_digest")) " " code { (lead.evidence_digest) } }
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

/// Whom it is about; who is audited has a page.
fn subject(case: &Case, lead: &Lead) -> Markup {
    match lead.subject_kind {
        SubjectKind::Org | SubjectKind::Gov => html! {
            a href={ "/auditees/" (escape(&lead.subject)) } { (reading::auditee(case, &lead.subject)) }
        },
        SubjectKind::Payee | SubjectKind::Person => html! { code { (lead.subject) } },
    }
}

fn facts(v: &Visit<'_>, case: &Case, lead: &Lead) -> Markup {
    let t = v.tongue;
    html! {
        section aria-labelledby="facts" {
            h2 #facts { (t.t("lead-facts")) }
            dl.words {
                div { dt { (t.word("field", "auditee")) } dd { (subject(case, lead)) } }
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
                Some(method) => { (rule_table(v, method)) }
                None => { p { (t.t("lead-law-none")) } }
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
                p { (t.side(&method.objective)) " "
                    a href={ "/methods/" (lead.method) } { (t.t("lead-method")) } }
            }
        }
    }
}

/// The rules that a method names, under a heading of their own.
pub fn rules(v: &Visit<'_>, method: &Method) -> Markup {
    html! {
        section aria-labelledby="law" {
            h2 #law { (v.tongue.t("lead-law")) }
            (rule_table(v, method))
        }
    }
}

fn rule_table(v: &Visit<'_>, method: &Method) -> Markup {
    let t = v.tongue;
    if method.criteria.is_empty() {
        return html! { p { (t.t("lead-law-none")) } };
    }
    scroll(
        t.t("lead-law"),
        &html! {
            table {
                caption { (t.say("lead-law-caption", &[("method", (&method.code).into())])) }
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
        },
    )
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
