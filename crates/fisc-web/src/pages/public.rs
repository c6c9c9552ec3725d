//! The queue of what the public sends: every item with its owner and its deadline, every request with
//! its clock. To be read; no text of the public stands here, and nothing of who sent it.

use crate::answer::{Answer, Wrong};
use crate::layout::{self, scroll};
use crate::post::{self, Post};
use crate::visit::Visit;
use axum::http::StatusCode;
use chrono::NaiveDate;
use fisc_model::calendar::Calendar;
use fisc_public::feedback::Item;
use fisc_public::request::Request;
use fisc_public::word;
use maud::{Markup, html};

/// The page.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let t = v.tongue;
    let (post, calendar) = {
        let mut office = v.desk.office();
        let packs = office.engagement().engagement.packs.clone();
        let post = post::read(office.folder(), &packs)?;
        (post, office.case()?.calendar().clone())
    };
    let main = match &post {
        Some(post) => whole(v, post, &calendar),
        None => html! { p { (t.t("public-none")) } },
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("public"), &main),
    ))
}

fn whole(v: &Visit<'_>, post: &Post, calendar: &Calendar) -> Markup {
    let t = v.tongue;
    let today = v.today();
    let items: Vec<&Item> = post.items.iter().filter(|i| !i.state().done()).collect();
    let late = |i: &Item| i.overdue(&post.terms, calendar, today);
    let requests: Vec<&Request> = post
        .requests
        .iter()
        .filter(|r| r.decision.is_none())
        .collect();
    html! {
        p { (t.t("public-text")) }
        section aria-labelledby="feedback" {
            h2 #feedback { (t.t("public-feedback")) }
            @let overdue = items.iter().filter(|i| late(i)).count();
            p { (t.say("public-open", &[("open", items.len().into()), ("overdue", overdue.into())])) }
            @if !items.is_empty() { (scroll(t.t("public-feedback"), &html! {
                table {
                    thead { tr {
                        @for head in ["public-item", "public-received", "public-kind", "public-finding", "public-owner", "public-state", "public-due"] { th scope="col" { (t.t(head)) } }
                    } }
                    tbody { @for i in &items { tr {
                        th scope="row" { (i.number) }
                        td { (i.received_on) }
                        td { @if let Some(kind) = i.kind { (word(t.0, "kind", &kind)) } }
                        td { @if let Some(finding) = &i.finding { (finding) } }
                        td { @match &i.owner { Some(owner) => { (owner) } None => { strong { (t.t("public-unowned")) } } } }
                        td { (word(t.0, "state", &i.state())) }
                        td { (due(v, i.due(&post.terms, calendar), i.beyond(&post.terms, calendar), late(i))) }
                    } } }
                }
            })) }
        }
        section aria-labelledby="requests" {
            h2 #requests { (t.t("public-requests")) }
            @let overdue = requests.iter().filter(|r| r.late(&post.terms, calendar, today)).count();
            p { (t.say("public-open", &[("open", requests.len().into()), ("overdue", overdue.into())])) }
            @if !requests.is_empty() { (scroll(t.t("public-requests"), &html! {
                table {
                    thead { tr {
                        @for head in ["public-item", "public-received", "public-state", "public-used", "public-due"] { th scope="col" { (t.t(head)) } }
                    } }
                    tbody { @for r in &requests { (request(v, post, calendar, r, today)) } }
                }
            })) }
        }
    }
}

fn request(
    v: &Visit<'_>,
    post: &Post,
    calendar: &Calendar,
    r: &Request,
    today: NaiveDate,
) -> Markup {
    let (t, terms) = (v.tongue, &post.terms);
    let clock = r.clock(terms, calendar);
    let used = clock.and_then(|c| Some((c.used(calendar, today)?, c.allowed)));
    html! { tr {
        th scope="row" { (r.number) }
        td { (r.received_on.unwrap_or(r.arrived_on)) }
        td { (word(t.0, "state", &r.state(terms, calendar, today))) }
        td { @if let Some((used, allowed)) = used { (used) " / " (allowed) } }
        td { (due(v, r.due(terms, calendar), r.beyond(terms, calendar), r.late(terms, calendar, today))) }
    } }
}

fn due(v: &Visit<'_>, due: Option<NaiveDate>, beyond: bool, late: bool) -> Markup {
    let t = v.tongue;
    html! {
        @if let Some(day) = due { (day) }
        @if beyond { (t.t("public-beyond")) }
        @if late { " " strong { (t.t("public-overdue")) } }
    }
}
