//! What changed in a finding since the person who looks last signed it.

use crate::answer::{Answer, Wrong};
use crate::layout::{self, scroll};
use crate::reading;
use crate::sign;
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_model::act::Act;
use fisc_review::changes::{Changed, since_signature};
use maud::{Markup, html};

/// The page.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let (t, who) = (v.tongue, v.insider()?);
    let mut office = v.desk.office();
    let case = office.case()?;
    let id = v.part("finding");
    let state = case.finding(id).ok_or(Wrong::NotThere)?;
    let since = since_signature(case, id, &who.id).ok_or(Wrong::NotThere)?;
    let now = state.now();
    let happened = case
        .history()
        .iter()
        .filter(|h| since.entries.contains(&h.index));
    let main = html! {
        p.soft {
            a href={ "/findings/" (state.id) } { code { (state.id) } " " (t.side(&now.title)) }
            " · " (t.say("finding-version", &[("version", u64::from(now.version).into())]))
        }
        @match since.version {
            Some(n) => { p { (t.say("finding-changes-since", &[("version", u64::from(n).into())])) } }
            None => { p { (t.t("finding-changes-never")) } }
        }
        @if since.signed.is_some() && since.fields.is_empty() { p { (t.t("finding-changes-none")) } }
        @if !since.fields.is_empty() { (table(v, &since.fields)) }
        @if !since.entries.is_empty() {
            h2 { (t.t("finding-history")) }
            ol { @for h in happened { li {
                (sign::title(t, &h.act))
                @if let Act::WriteFinding { reason, .. } = &h.act { p.prose { (reason) } }
                span.code { (reading::person(case, &h.person)) " · " (sign::moment(h.received)) " · " (reading::entry(t, h.index)) }
            } } }
        }
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("finding-changes"), &main),
    ))
}

/// `facts.zh` as people call it.
fn name(v: &Visit<'_>, field: &str) -> String {
    let parts = field.split('.').map(|part| match part {
        "zh" => "中文".to_string(),
        "en" => "English".to_string(),
        other => v.tongue.word("field", other),
    });
    parts.collect::<Vec<_>>().join(" · ")
}

fn table(v: &Visit<'_>, changed: &[Changed]) -> Markup {
    let t = v.tongue;
    scroll(
        t.t("finding-changes-caption"),
        &html! {
            table {
                caption { (t.t("finding-changes-caption")) }
                thead { tr {
                    th scope="col" { (t.t("finding-what")) }
                    th scope="col" { (t.t("finding-changes-before")) }
                    th scope="col" { (t.t("finding-changes-now")) }
                } }
                tbody { @for c in changed { tr {
                    th scope="row" { (name(v, &c.field)) }
                    td { @if c.before.is_empty() { (t.t("none")) } @else { del.prose { (c.before) } } }
                    td { @if c.after.is_empty() { (t.t("none")) } @else { ins.prose { (c.after) } } }
                } } }
            }
        },
    )
}
