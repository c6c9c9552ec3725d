//! Logging in and out.

use crate::answer::{Answer, Wrong};
use crate::desk::Desk;
use crate::form::{Fault, Sent};
use crate::layout;
use crate::password::{self, Attempt};
use crate::session;
use crate::visit::Visit;
use axum::http::StatusCode;
use maud::html;

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
    let back = if v.post {
        v.fields.get("back")
    } else {
        &v.path
    };
    let sent = Sent {
        tongue: t,
        fields: &v.fields,
        faults,
    };
    let login = sent.act("");
    let main = html! {
        (sent.summary())
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
