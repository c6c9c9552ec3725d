//! The release gate: for each finding and for all of them, what is in order for publication and what
//! is not, who is to act and what is to be done.

use crate::answer::{Answer, Wrong};
use crate::layout::{self, scroll};
use crate::reading;
use crate::texts::name_of;
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_model::act::Role;
use fisc_review::case::Case;
use fisc_review::gate::{Check, Gate, Item, gates};
use maud::{Markup, html};

/// The page.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let t = v.tongue;
    let mut office = v.desk.office();
    let case = office.case()?;
    let all = gates(case, v.today());
    let open = all.iter().filter(|g| g.open()).count();
    let counts = [("open", open.into()), ("all", all.len().into())];
    let main = html! {
        p { (t.t("gate-text")) }
        @if v.desk.release().is_some() { p { a href="/gate/release" { (t.t("gate-release")) } } }
        @if all.is_empty() { p { (t.t("gate-none")) } }
        @else {
            div class=(if open == all.len() { "done" } else { "note" }) {
                p { strong { (t.say("gate-whole", &counts)) } }
            }
            (overview(v, case, &all))
            @for gate in &all { (one(v, case, gate)) }
        }
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("gate"), &main),
    ))
}

fn title(v: &Visit<'_>, case: &Case, id: &str) -> Markup {
    match case.finding(id) {
        Some(state) => html! { (v.tongue.side(&state.now().title)) },
        None => html! { (id) },
    }
}

/// The whole set: a line a finding.
fn overview(v: &Visit<'_>, case: &Case, all: &[Gate]) -> Markup {
    let t = v.tongue;
    scroll(
        t.t("gate-caption"),
        &html! {
            table {
                caption { (t.t("gate-caption")) }
                thead { tr {
                    th scope="col" { (t.word("field", "finding")) }
                    th.n scope="col" { (t.t("gate-missing")) }
                    th scope="col" { (t.t("gate-next")) }
                } }
                tbody { @for gate in all {
                    @let missing: Vec<&Check> = gate.checks.iter().filter(|c| !c.green).collect();
                    tr {
                        th scope="row" { a href={ "#" (gate.finding) } { (title(v, case, &gate.finding)) } span.code { code { (gate.finding) } } }
                        td.n { (missing.len()) }
                        td { @match missing.first() {
                            Some(check) => { (name(v, check.item)) span.code { (who(v, case, check.who)) } }
                            None => { span.state.good { span aria-hidden="true" { "● " } (t.t("gate-open")) } }
                        } }
                    }
                } }
            }
        },
    )
}

fn one(v: &Visit<'_>, case: &Case, gate: &Gate) -> Markup {
    let t = v.tongue;
    let caption = t.say("gate-items", &[("finding", (&gate.finding).into())]);
    html! {
        section aria-labelledby=(gate.finding) {
            h2 id=(gate.finding) { a href={ "/findings/" (gate.finding) } { (title(v, case, &gate.finding)) } }
            (scroll(&caption, &html! {
                table {
                    caption { (caption) }
                    thead { tr {
                        th scope="col" { (t.t("gate-item")) }
                        th scope="col" { (t.t("leads-state")) }
                        th scope="col" { (t.t("gate-what")) }
                    } }
                    tbody { @for c in &gate.checks { tr {
                        th scope="row" { (name(v, c.item)) }
                        td { @if c.green {
                            span.state.good { span aria-hidden="true" { "● " } (t.t("gate-green")) }
                        } @else {
                            span.state.bad { span aria-hidden="true" { "△ " } (t.t("gate-red")) }
                        } }
                        td { (t.side(&c.text)) @if !c.green { span.code { (who(v, case, c.who)) } } }
                    } } }
                }
            }))
        }
    }
}

fn name(v: &Visit<'_>, item: Item) -> String {
    let t = v.tongue;
    match item {
        Item::Evidence => t.t("gate-item-evidence"),
        Item::Returned => t.t("gate-item-returned"),
        Item::Reply => t.t("finding-replies"),
        Item::Hearing => t.t("finding-hearing"),
        Item::Disputes => t.t("finding-disputes"),
        Item::Served => t.t("gate-item-served"),
        Item::Rectification => t.t("rectification"),
        Item::Signed(stage) => return t.word("stage", &name_of(stage)),
    }
    .to_string()
}

/// The people who hold the roles, else the roles by name: then somebody has to be enrolled first.
pub fn who(v: &Visit<'_>, case: &Case, roles: &[Role]) -> Markup {
    let held = |role: &Role| case.holders(*role).next().is_some();
    html! {
        @for (i, role) in roles.iter().enumerate() {
            @if i > 0 { br; }
            (v.tongue.word("role", &name_of(*role))) ": "
            @if held(role) {
                @for (i, p) in case.holders(*role).enumerate() {
                    @if i > 0 { ", " }
                    (reading::person(case, &p.id))
                }
            } @else { (v.tongue.t("gate-nobody")) }
        }
    }
}
