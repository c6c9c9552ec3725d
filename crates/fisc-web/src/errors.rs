//! Pages that say no: what happened, why, and what to do now.

use crate::answer::{Answer, Wrong};
use crate::layout;
use crate::pages::login;
use crate::visit::Visit;
use axum::http::header;
use fisc_model::lead::Bilingual;
use fisc_review::Refusal;
use maud::{Markup, html};

/// Heading and what to do, for a rule that says no.
fn refused(rule: &str) -> (&'static str, &'static str) {
    match rule.contains("stale") {
        true => ("error-stale", "error-stale-text"),
        false => ("error-refused", "error-refused-text"),
    }
}

/// A refusal above the form that it is about, which keeps what was typed.
pub fn refusal(v: &Visit<'_>, refusal: &Refusal) -> Markup {
    let t = v.tongue;
    let (heading, text) = refused(refusal.rule);
    let message = Bilingual {
        en: refusal.en.clone(),
        zh: refusal.zh.clone(),
    };
    let form = format!("#{}", crate::form::form_id(v.fields.get("act")));
    html! {
        section.faults role="alert" aria-labelledby="refused" {
            h2 #refused { (t.t(heading)) }
            p.prose { (t.side(&message)) }
            p.soft { (t.say("error-rule", &[("rule", refusal.rule.into())])) }
            p { (t.t(text)) }
            p { a href=(form) { (t.t("error-form")) }
                @if v.fields.any_file() { " " (t.t("form-files")) } }
        }
    }
}

/// The page for what went wrong.
pub fn answer(v: &Visit<'_>, wrong: &Wrong) -> Answer {
    if matches!(wrong, Wrong::Stranger) {
        return login::form(v, wrong.status(), &[]);
    }
    let t = v.tongue;
    let (heading, body): (&str, Markup) = match wrong {
        Wrong::NotThere | Wrong::Stranger => (
            t.t("error-not-there"),
            html! { p { (t.t("error-not-there-text")) } },
        ),
        Wrong::NotYours => (
            t.t("error-not-yours"),
            html! { p { (t.t("error-not-yours-text")) } },
        ),
        Wrong::Elsewhere => (
            t.t("error-elsewhere"),
            html! { p { (t.t("error-elsewhere-text")) } },
        ),
        Wrong::TooLarge(limit) => (
            t.t("error-too-large"),
            html! { p { (t.say("error-too-large-text", &[("limit", ((limit >> 10) as u64).into())])) } },
        ),
        Wrong::Unreadable => (
            t.t("error-unreadable"),
            html! { p { (t.t("error-unreadable-text")) } },
        ),
        Wrong::TooMany => (
            t.t("error-too-many"),
            html! { p { (t.t("error-too-many-text")) } },
        ),
        Wrong::Refused { rule, message } => {
            let (heading, text) = refused(rule);
            (
                t.t(heading),
                html! {
                    div.note { p.prose { (t.side(message)) } }
                    p { (t.say("error-rule", &[("rule", rule.into())])) }
                    p { (t.t(text)) }
                },
            )
        }
        Wrong::Broken(error) => (
            t.t("error-broken"),
            html! { p { (t.t("error-broken-text")) } pre { code { (error) } } },
        ),
    };
    let main = html! {
        (body)
        p { a href=(layout::own_path(&v.path)) { (t.t("error-back")) } }
    };
    let answer = Answer::page(wrong.status(), layout::whole(v, heading, &main));
    match wrong {
        Wrong::TooMany => answer.with(header::RETRY_AFTER, "900"),
        _ => answer,
    }
}
