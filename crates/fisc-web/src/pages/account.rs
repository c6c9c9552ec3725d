//! One's own password and sealed key. Nobody else can change either here: the password needs the
//! old one, the key its passphrase.

use crate::answer::{Answer, Wrong};
use crate::form::{Fault, Sent};
use crate::layout;
use crate::password;
use crate::session;
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_record::keyfile;
use maud::{Markup, html};

/// The page, and what it is sent.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let who = v.who()?;
    if !v.post {
        return show(v, &[], None);
    }
    let fault = |field: &str, id: &'static str| {
        let (field, message) = (field.to_string(), v.tongue.t(id).to_string());
        show(v, &[Fault { field, message }], None)
    };
    match v.fields.get("act") {
        "password" => {
            let new = v.fields.raw("new");
            if !password::is_right(&v.desk.store(), &who.id, v.fields.raw("old"))? {
                return fault("old", "account-old-wrong");
            }
            if new.chars().count() < password::SHORTEST || new.len() > password::LONGEST {
                return fault("new", "account-new-short");
            }
            if new != v.fields.raw("again") {
                return fault("again", "account-again-other");
            }
            let phc = password::hash(new).map_err(Wrong::Broken)?;
            let mut store = v.desk.store();
            // All sessions end, those on other machines among them; this one goes on as a new one.
            store.set_password(&who.id, &phc)?;
            let token = session::open(&mut store, &who.id, v.now).map_err(Wrong::Broken)?;
            drop(store);
            let cookie = session::cookie(v.desk.tls(), &token);
            Ok(show(v, &[], Some("account-password-done"))?.with_cookie(&cookie))
        }
        "key" => {
            let Some(file) = v.fields.files("file").next() else {
                return fault("file", "account-key-none");
            };
            let Ok(text) = std::str::from_utf8(&file.bytes) else {
                return fault("file", "account-key-other");
            };
            let Ok(key) = v.desk.open_key(text, v.fields.raw("passphrase")) else {
                return fault("passphrase", "account-key-closed");
            };
            let public = key.public().to_string();
            let enrolled = {
                let mut office = v.desk.office();
                crate::reading::has_key(office.case()?, &who.id, &public)
            };
            if !enrolled {
                return fault("file", "account-key-not-enrolled");
            }
            v.desk.store().put_sealed_key(&who.id, text.as_bytes())?;
            show(v, &[], Some("account-key-done"))
        }
        _ => Err(Wrong::Unreadable),
    }
}

fn show(v: &Visit<'_>, faults: &[Fault], done: Option<&'static str>) -> Result<Answer, Wrong> {
    let (t, who) = (v.tongue, v.who()?);
    let sealed = v.desk.store().sealed_key(&who.id)?;
    let public = sealed.and_then(|bytes| {
        let text = String::from_utf8(bytes).ok()?;
        Some(keyfile::public(&text).ok()?.to_string())
    });
    let sent = Sent {
        tongue: t,
        fields: &v.fields,
        faults,
    };
    let (password, key) = (sent.act("password"), sent.act("key"));
    let passwords = html! {
        (password.secret("old", t.t("account-old"), "", "current-password"))
        (password.secret("new", t.t("account-new"), t.t("account-new-hint"), "new-password"))
        (password.secret("again", t.t("account-again"), "", "new-password"))
    };
    let keys = html! {
        (key.file("file", t.t("account-key-file"), t.t("account-key-hint"), false))
        (key.secret("passphrase", t.t("sign-passphrase"), "", "off"))
    };
    let roles: Vec<Markup> = who
        .roles
        .iter()
        .map(|r| html! { (t.word("role", &crate::texts::name_of(*r))) })
        .collect();
    let main = html! {
        (sent.summary())
        @if let Some(done) = done { div.done role="status" { p { (t.t(done)) } } }
        dl.words {
            div { dt { (t.t("field-id")) } dd { code { (who.id) } } }
            div { dt { (t.t("field-name")) } dd { (who.name) } }
            div { dt { (t.t("account-roles")) } dd {
                @if roles.is_empty() { (t.t("none")) }
                @for (i, role) in roles.iter().enumerate() { @if i > 0 { ", " } (role) }
            } }
        }
        section aria-labelledby="own-key" {
            h2 #own-key { (t.t("account-key")) }
            @match &public {
                Some(public) => { p { (t.t("account-key-here")) " " code { (public) } } }
                None => { p { (t.t("account-key-missing")) } }
            }
            (key.whole(true, &keys, t.t("account-key-button")))
        }
        section aria-labelledby="own-password" {
            h2 #own-password { (t.t("account-password")) }
            (password.whole(false, &passwords, t.t("account-password-button")))
        }
    };
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(Answer::page(
        status,
        layout::whole(v, t.t("account"), &main),
    ))
}
