//! The next release before it is published: what lies there to be read, what was said of each item
//! that people answer for and whether that still holds, and the form by which who answers confirms.

use super::gate::who;
use crate::acts::Keep;
use crate::answer::{Answer, Wrong};
use crate::fields::Upload;
use crate::form::{Fault, Sent};
use crate::layout::scroll;
use crate::release::{Item, Prepared};
use crate::texts::Tongue;
use crate::visit::Visit;
use crate::{reading, sign};
use axum::http::{StatusCode, header};
use fisc_i18n::Arg;
use fisc_model::act::Act;
use fisc_model::lead::Bilingual;
use fisc_review::case::Case;
use fisc_review::confirmations::{Confirmation, Holds, LIST};
use maud::{Markup, html};

/// The act of the form here.
const ACT: &str = "confirm_release";
/// Files named one by one; the list that is offered has all.
const MOST: usize = 500;
/// The prepared pages are the public's: they load and send nothing here.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; \
    frame-ancestors 'none'; base-uri 'none'";

/// The page, and what its form asks for.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page_of(v, view, |keep| act(v, keep))
}

/// What lies there, asked without the office: reading many files takes its time.
fn prepared(v: &Visit<'_>) -> Result<Option<Prepared>, Wrong> {
    match v.desk.release() {
        None => Ok(None),
        Some(reader) => (reader.lies)().map_err(Wrong::Broken),
    }
}

/// The act, over what lies there now, if that is what the page showed.
fn act(v: &Visit<'_>, keep: &mut Keep<'_>) -> Result<Result<Act, Vec<Fault>>, Wrong> {
    let (t, f) = (v.tongue, &v.fields);
    if f.get("act") != ACT {
        return Err(Wrong::Unreadable);
    }
    let Some(lies) = prepared(v)? else {
        return Ok(Err(vec![fault("item", t.t("confirm-nothing"))]));
    };
    let mut faults = Vec::new();
    let word = |field: &str| [("field", Arg::Text(t.word("field", field)))];
    let item = lies.items.iter().find(|i| i.code == f.get("item"));
    if item.is_none() {
        faults.push(fault("item", &t.say("fault-choose", &word("item"))));
    }
    let objection = f.get("objection");
    match (f.get("confirms"), objection.is_empty()) {
        ("yes", true) | ("no", false) => {}
        ("yes", false) => faults.push(fault("objection", t.t("confirm-both"))),
        ("no", true) => {
            faults.push(fault(
                "objection",
                &t.say("fault-empty", &word("objection")),
            ));
        }
        _ => faults.push(fault("confirms", &t.say("fault-choose", &word("confirms")))),
    }
    if f.get("content") != lies.content.sha256() {
        faults.push(fault("item", t.t("confirm-changed")));
    }
    let Some(item) = item.filter(|_| faults.is_empty()) else {
        return Ok(Err(faults));
    };
    let list = keep(&Upload {
        name: LIST.into(),
        bytes: lies.content.list.clone(),
    })?;
    let act = lies.content.act(&item.code, item.role, list, objection);
    Ok(Ok(act))
}

fn fault(field: &str, message: &str) -> Fault {
    let (field, message) = (field.to_string(), message.to_string());
    Fault { field, message }
}

fn view(v: &Visit<'_>, sent: &Sent<'_>) -> Result<(String, Markup), Wrong> {
    v.insider()?;
    let t = v.tongue;
    let Some(lies) = prepared(v)? else {
        return Ok((
            t.t("confirm").into(),
            html! { p { (t.t("confirm-nothing")) } p { a href="/gate" { (t.t("gate")) } } },
        ));
    };
    let mut office = v.desk.office();
    let case = office.case()?;
    let places = [("release", u64::from(lies.content.release).into())];
    let main = html! {
        p { (t.t("confirm-text")) }
        (about(v, case, &lies))
        (items(v, case, &lies))
        (before(v, case, &lies))
        (form(v, sent, &lies))
        (files(t, &lies))
    };
    Ok((t.say("confirm-release", &places), main))
}

/// Which release, of which findings, over which files, and where they are read.
fn about(v: &Visit<'_>, case: &Case, lies: &Prepared) -> Markup {
    let t = v.tongue;
    let content = &lies.content;
    let title = |id: &str| case.finding(id).map(|f| t.side(&f.now().title));
    html! {
        dl.words {
            div { dt { (t.word("field", "findings")) } dd {
                @if content.findings.is_empty() { (t.t("confirm-no-findings")) }
                @else { ul { @for (id, version) in &content.findings { li {
                    a href={ "/findings/" (id) } { @if let Some(title) = title(id) { (title) } @else { (id) } }
                    " " span.code { code { (id) "@" (version) } }
                } } } }
            } }
            div { dt { (t.word("field", "content")) } dd {
                (t.say("confirm-files", &[("n", content.files().count().into())])) " "
                a href="/gate/list" { code { (LIST) } } " " span.code { "sha256 " code { (content.sha256()) } }
            } }
            div { dt { (t.t("confirm-where")) } dd { code { (lies.folder) } } }
        }
        p { a href="/gate/files/index.html" { (t.t("confirm-read")) } }
    }
}

/// What something that was said is worth now, as a word and a shape.
fn state(t: Tongue, holds: Option<Holds>) -> Markup {
    match holds {
        Some(Holds::Confirms) => {
            html! { span.state.good { span aria-hidden="true" { "● " } (t.t("confirm-holds")) } }
        }
        Some(Holds::Objects) => {
            html! { span.state.bad { span aria-hidden="true" { "△ " } (t.t("confirm-objects")) } }
        }
        Some(Holds::Older) => {
            html! { span.state.bad { span aria-hidden="true" { "△ " } (t.t("confirm-older")) } }
        }
        Some(Holds::Void) => {
            html! { span.state.bad { span aria-hidden="true" { "△ " } (t.t("confirm-void")) } }
        }
        None => html! { span.state { span aria-hidden="true" { "○ " } (t.t("confirm-nobody")) } },
    }
}

/// Who said it, when, by which entry, and why it no longer stands.
fn said(v: &Visit<'_>, case: &Case, c: &Confirmation) -> Markup {
    let t = v.tongue;
    html! {
        (reading::person(case, &c.person)) " " (sign::moment(c.received)) " "
        a href={ "/record/" (c.index) } { (t.say("confirm-entry", &[("n", c.index.into())])) }
        @if !c.objection.is_empty() { p.prose { (c.objection) } }
        @if let Some((_, why)) = &c.void { p { (t.side(&why.text())) } }
    }
}

/// Item by item: who answers, and how it stands.
fn items(v: &Visit<'_>, case: &Case, lies: &Prepared) -> Markup {
    let t = v.tongue;
    let caption = t.t("confirm-items");
    let last = |i: &Item| case.last_said(lies.content.release, &i.code, i.role);
    scroll(
        caption,
        &html! { table {
            caption { (caption) }
            thead { tr {
                th scope="col" { (t.word("field", "item")) }
                th scope="col" { (t.t("confirm-answers")) }
                th scope="col" { (t.t("leads-state")) }
            } }
            tbody { @for i in &lies.items { tr {
                @let last = last(i);
                th scope="row" { (t.side(&i.words)) span.code { code { (i.code) } } }
                td { (who(v, case, &[i.role])) }
                td {
                    (state(t, last.map(|c| c.holds(&lies.content))))
                    @if let Some(c) = last { div { (said(v, case, c)) } }
                }
            } } }
        } },
    )
}

/// Everything else that was said of this release, the last first.
fn before(v: &Visit<'_>, case: &Case, lies: &Prepared) -> Markup {
    let t = v.tongue;
    let content = &lies.content;
    let is_last = |c: &Confirmation| {
        let last = case.last_said(content.release, &c.item, c.role);
        last.is_some_and(|l| l.index == c.index)
    };
    let all = case.confirmations().iter().rev();
    let all: Vec<&Confirmation> = all
        .filter(|c| c.release == content.release && !is_last(c))
        .collect();
    html! { @if !all.is_empty() { details {
        summary { (t.t("confirm-before")) }
        ul { @for c in all { li {
            code { (c.item) } " " (state(t, Some(c.holds(content)))) " " (said(v, case, c))
        } } }
    } } }
}

/// For who answers for an item: confirm it, or say what stands in the way.
fn form(v: &Visit<'_>, sent: &Sent<'_>, lies: &Prepared) -> Markup {
    let t = v.tongue;
    let roles = v.who.as_ref().map(|w| &w.roles);
    let mine = |i: &&Item| roles.is_some_and(|r| r.contains(&i.role));
    let mine: Vec<&Item> = lies.items.iter().filter(mine).collect();
    let first = match mine.as_slice() {
        [only] => only.code.as_str(),
        _ => "",
    };
    let options: Vec<(String, String)> = mine
        .iter()
        .map(|i| (i.code.clone(), named(t, &i.code, &i.words)))
        .collect();
    let says = ["yes", "no"].map(|value| {
        let word = match value {
            "yes" => t.t("confirm-yes"),
            _ => t.t("confirm-no"),
        };
        (value.to_string(), word.to_string())
    });
    let form = sent.act(ACT);
    html! { section.act aria-labelledby="confirming" {
        h2 #confirming { (t.word("act", ACT)) }
        @if mine.is_empty() { p { (t.t("confirm-not-yours")) } } @else {
            p { (t.t("confirm-means")) }
            (form.whole(false, &html! {
                (form.hidden("content", &lies.content.sha256()))
                (form.choice("item", &t.word("field", "item"), first, &options))
                (form.choice("confirms", &t.word("field", "confirms"), "", &says))
                (form.area("objection", &t.word("field", "objection"), t.t("confirm-objection-hint"), ""))
            }, t.t("lead-check")))
        }
    } }
}

fn named(t: Tongue, code: &str, words: &Bilingual) -> String {
    format!("{code}: {}", t.plain(words))
}

/// The files that are confirmed, each with its digest.
fn files(t: Tongue, lies: &Prepared) -> Markup {
    let caption = t.t("confirm-list");
    let all = lies.content.files().count();
    html! { details {
        summary { (caption) }
        (scroll(caption, &html! { table {
            caption { (caption) }
            thead { tr { th scope="col" { (t.t("confirm-file")) } th scope="col" { "SHA-256" } } }
            tbody { @for (path, digest) in lies.content.files().take(MOST) { tr {
                th scope="row" { a href={ "/gate/files/" (path) } { (path) } }
                td { code { (digest) } }
            } } }
        } }))
        @if all > MOST { p { (t.say("confirm-more", &[("shown", MOST.into()), ("all", all.into())])) " " a href="/gate/list" { code { (LIST) } } } }
    } }
}

/// The list of the files as it would be signed over.
pub fn list(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let lies = prepared(v)?.ok_or(Wrong::NotThere)?;
    Ok(Answer::file(LIST, "text/plain", lies.content.list))
}

/// A file of what lies there: pages are shown as the public will see them, others are kept.
pub fn file(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let path = v.part("path");
    let reader = v.desk.release().ok_or(Wrong::NotThere)?;
    let bytes = (reader.file)(path).map_err(Wrong::Broken)?;
    let bytes = bytes.ok_or(Wrong::NotThere)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    let kind = match name.rsplit_once('.').map(|(_, kind)| kind) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        _ => return Ok(Answer::file(name, "application/octet-stream", bytes)),
    };
    let answer = Answer::of(StatusCode::OK, kind, bytes);
    Ok(answer.with(header::CONTENT_SECURITY_POLICY, POLICY))
}
