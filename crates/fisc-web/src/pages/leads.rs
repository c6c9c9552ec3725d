//! The leads: filtered, ordered, a page at a time.

use crate::answer::{Answer, Wrong};
use crate::fields::Fields;
use crate::form::Sent;
use crate::layout::{self, escape, scroll};
use crate::reading::{self, LeadState};
use crate::texts::name_of;
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_model::lead::Lead;
use maud::{Markup, html};
use std::cmp::Reverse;

/// Leads on one page.
const PAGE: usize = 100;
const STATES: [&str; 4] = ["open", "decided", "changed", "all"];
const ORDERS: [&str; 3] = ["amount", "severity", "method"];

/// The page.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let t = v.tongue;
    let mut office = v.desk.office();
    let case = office.case()?;
    let state = one_of(v.query.get("state"), &STATES);
    let order = one_of(v.query.get("order"), &ORDERS);
    let search = v.query.get("q").to_lowercase();
    let all: Vec<&Lead> = case.leads().collect();
    let mut chosen: Vec<(&Lead, LeadState)> = all
        .iter()
        .map(|lead| (*lead, reading::lead_state(case, lead)))
        .filter(|(_, s)| state == "all" || state == s.name())
        .filter(|(lead, _)| search.is_empty() || says(lead, &search))
        .collect();
    // Stable: leads that are equal stay in the order of the run.
    match order {
        "amount" => chosen.sort_by_key(|(lead, _)| Reverse(lead.amount)),
        "severity" => chosen.sort_by_key(|(lead, _)| Reverse((lead.severity, lead.amount))),
        _ => chosen.sort_by(|a, b| a.0.method.cmp(&b.0.method)),
    }
    let from: usize = v.query.get("from").parse().unwrap_or(0);
    let shown: Vec<_> = chosen.iter().skip(from).take(PAGE).collect();
    let caption = [("shown", shown.len().into()), ("all", chosen.len().into())];
    let main = html! {
        @if all.is_empty() { p { (t.t("leads-no-run")) } } @else { (filter(v, state, order)) }
        @if chosen.is_empty() && !all.is_empty() { p { (t.t("leads-none")) } }
        @if !shown.is_empty() {
            (scroll(t.t("leads"), &html! {
                table {
                    caption { (t.say("leads-caption", &caption)) }
                    thead { tr {
                        th scope="col" { (t.t("lead")) }
                        th scope="col" { (t.word("field", "auditee")) }
                        th.n scope="col" { (t.word("field", "amount")) " (" (reading::currency(v)) ")" }
                        th scope="col" { (t.t("leads-state")) }
                    } }
                    tbody { @for (lead, state) in &shown { tr {
                        th scope="row" {
                            a href={ "/leads/" (lead.lead_id) } { (t.side(&lead.narrative)) }
                            span.code { (lead.method) " · " (t.word("severity", &name_of(lead.severity))) " · " code { (lead.lead_id) } }
                        }
                        td { code { (lead.subject) } }
                        td.n { data value=(lead.amount) { (lead.amount.grouped()) } }
                        td { (state_word(v, state)) }
                    } } }
                }
            }))
        }
        @if from + PAGE < chosen.len() {
            @let next = format!("/leads?state={state}&order={order}&q={}&from={}", escape(&search), from + PAGE);
            p { a href=(next) rel="next" { (t.t("leads-next")) } }
        }
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("leads"), &main),
    ))
}

/// The state of a lead: a word and a shape.
pub fn state_word(v: &Visit<'_>, state: &LeadState) -> Markup {
    let t = v.tongue;
    let (class, shape, word) = match state {
        LeadState::Open => ("state", "○", t.t("leads-state-open").to_string()),
        LeadState::Changed => ("state bad", "△", t.t("leads-state-changed").to_string()),
        LeadState::Decided(outcome) => ("state good", "●", t.word("outcome", &name_of(*outcome))),
    };
    html! { span class=(class) { span aria-hidden="true" { (shape) " " } (word) } }
}

fn one_of<'a>(asked: &str, known: &[&'a str]) -> &'a str {
    let found = known.iter().find(|k| **k == asked);
    found.or(known.first()).copied().unwrap_or_default()
}

fn says(lead: &Lead, search: &str) -> bool {
    [
        &lead.narrative.en,
        &lead.narrative.zh,
        &lead.method,
        &lead.subject,
        &lead.lead_id,
    ]
    .iter()
    .any(|text| text.to_lowercase().contains(search))
}

fn filter(v: &Visit<'_>, state: &str, order: &str) -> Markup {
    let t = v.tongue;
    let nothing = Fields::default();
    let sent = Sent {
        tongue: t,
        fields: &nothing,
        faults: &[],
    };
    let form = sent.act("filter");
    let states = [
        ("open", "leads-state-open"),
        ("decided", "leads-state-decided"),
        ("changed", "leads-state-changed"),
        ("all", "leads-state-all"),
    ];
    let orders = [
        ("amount", "leads-sort-amount"),
        ("severity", "leads-sort-severity"),
        ("method", "leads-sort-method"),
    ];
    let options = |all: &[(&str, &'static str)]| -> Vec<(String, String)> {
        let each = all
            .iter()
            .map(|(k, id)| ((*k).to_string(), t.t(id).to_string()));
        each.collect()
    };
    html! {
        form.filter method="get" action="/leads" role="search" {
            (form.text("q", t.t("leads-search"), t.t("leads-search-hint"), v.query.get("q")))
            (form.choice("state", t.t("leads-state"), state, &options(&states)))
            (form.choice("order", t.t("leads-sort"), order, &options(&orders)))
            p { button type="submit" { (t.t("leads-show")) } }
        }
    }
}
