//! Logging in and out.

use crate::answer::{Answer, Wrong};
use crate::desk::Desk;
use crate::form::{Fault, Sent};
use crate::layout;
use crate::password::{self, Attempt};
use crate::session;
use crate::visit::Visit;
use axum::http::StatusCode;
use maud::{Markup, html};

/// The page, and what it is sent.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    if !v.post {
        return Ok(match v.who {
            Some(_) => Answer::elsewhere("/"),
            None => form(v, StatusCode::OK, &[]),
        });
    }
    let person = v.fields.get("person");
    let attempt = {
        let mut store = v.desk.store();
        password::attempt(&mut store, person, v.fields.raw("password"), v.from, v.now)?
    };
    match attempt {
        Attempt::TooMany => Err(Wrong::TooMany),
        Attempt::Wrong => {
            let message = v.tongue.t("login-wrong").to_string();
            let field = "person".to_string();
            Ok(form(
                v,
                StatusCode::UNAUTHORIZED,
                &[Fault { field, message }],
            ))
        }
        Attempt::Right => {
            close(v.desk, v)?;
            let token = session::open(&mut v.desk.store(), person, v.now).map_err(Wrong::Broken)?;
            let back = layout::own_path(v.fields.get("back"));
            let back = if back.starts_with("/log") { "/" } else { back };
            Ok(Answer::elsewhere(back).with_cookie(&session::cookie(v.desk.tls(), &token)))
        }
    }
}

/// The form, on whatever page it is shown: who was on the way somewhere gets there afterwards.
pub fn form(v: &Visit<'_>, status: StatusCode, faults: &[Fault]) -> Answer {
    let t = v.tongue;
    let carried = v.fields.get("back");
    let back = match (v.post, carried) {
        (true, "") => &v.path,
        (true, carried) => carried,
        (false, _) => &v.asked,
    };
    // A form whose session has ended meanwhile.
    let lost = v.post && v.path != "/login" && v.path != "/logout";
    let sent = Sent {
        tongue: t,
        fields: &v.fields,
        faults,
    };
    let login = sent.act("");
    let main = html! {
        (sent.summary())
        @if lost { div.note role="alert" { p { (t.t("login-ended")) } (typed(v)) } }
        @if faults.is_empty() { p { (t.t("login-text")) } }
        form method="post" action="/login" {
            (login.hidden("back", back))
            (login.text("person", t.t("login-person"), "", ""))
            (login.secret("password", t.t("login-password"), "", "current-password"))
            p { button type="submit" { (t.t("login-button")) } }
        }
    };
    Answer::page(status, layout::whole(v, t.t("login"), &main))
}

/// What people write at length; the rest is chosen again.
const TYPED: [&str; 10] = [
    "note", "opinion", "text", "reason", "title", "facts", "cause", "remedy", "advice", "matter",
];

/// What was typed, to be copied: it is nowhere else any more.
fn typed(v: &Visit<'_>) -> Markup {
    let t = v.tongue;
    let all: Vec<(String, &str)> = v
        .fields
        .texts()
        .filter(|(_, text)| !text.trim().is_empty())
        .filter_map(|(name, text)| {
            let base = name.split('.').next().unwrap_or_default();
            TYPED.contains(&base).then(|| (t.word("field", base), text))
        })
        .collect();
    html! {
        @if !all.is_empty() {
            p { (t.t("login-typed")) }
            dl.words { @for (name, text) in &all {
                div { dt { (name) } dd { span.prose { (text) } } }
            } }
        }
    }
}

fn close(desk: &Desk, v: &Visit<'_>) -> Result<(), Wrong> {
    if let Some(token) = &v.token {
        session::close(&mut desk.store(), &mut desk.seen(), token)?;
    }
    Ok(())
}

/// Ends the session.
pub fn logout(v: &Visit<'_>) -> Result<Answer, Wrong> {
    close(v.desk, v)?;
    Ok(Answer::elsewhere("/login").with_cookie(&session::no_cookie(v.desk.tls())))
}
