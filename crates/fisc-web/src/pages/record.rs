//! The record: what was signed, in order, with its proofs, and how anybody can verify it.

use crate::answer::{Answer, Wrong};
use crate::layout::{self, scroll};
use crate::reading;
use crate::sign::{self, moment};
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_model::act::{Act, Deed};
use fisc_record::entry::Entry;
use fisc_record::log::leaf_hash;
use fisc_record::statement::Statement;
use fisc_store::Log;
use maud::{Markup, html};

/// Entries on one page.
const PAGE: u64 = 50;

/// The list, the newest first.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let t = v.tongue;
    let mut office = v.desk.office();
    let case = office.case()?;
    let store = v.desk.store();
    let size = store.size(Log::Record)?;
    let to: u64 = v.query.get("to").parse().unwrap_or(size);
    let to = to.min(size);
    let from = to.saturating_sub(PAGE);
    let mut rows: Vec<(u64, Entry)> = (from..to).zip(store.entries(Log::Record, from)?).collect();
    rows.reverse();
    let checkpoint = store.checkpoint(Log::Record)?;
    let caption = [
        ("from", from.into()),
        ("to", to.saturating_sub(1).into()),
        ("size", size.into()),
    ];
    let main = html! {
        p { (t.t("record-text")) }
        (scroll(t.t("record"), &html! {
            table {
                caption { (t.say("record-caption", &caption)) }
                thead { tr {
                    th.n scope="col" { (t.t("record-index")) }
                    th scope="col" { (t.t("record-received")) }
                    th scope="col" { (t.t("record-act")) }
                    th scope="col" { (t.t("record-person")) }
                } }
                tbody { @for (index, entry) in &rows {
                    @let statement = reading::deed(entry)?;
                    @let by = &statement.predicate.person;
                    tr {
                        th.n scope="row" { a href={ "/record/" (index) } { (index) } }
                        td { (moment(entry.received)) }
                        td { (sign::title(t, &statement.predicate.act)) " " (about(&statement)) }
                        td { @if by == "log" { (t.t("record-log")) } @else { (reading::person(case, by)) } }
                    }
                } }
            }
        }))
        p {
            @if from > 0 { a href={ "/record?to=" (from) } rel="next" { (t.t("record-older")) } " " }
            @if to < size { a href={ "/record?to=" (to + PAGE) } rel="prev" { (t.t("record-newer")) } }
        }
        section aria-labelledby="checkpoint" {
            h2 #checkpoint { (t.t("record-checkpoint")) }
            @if let Some(note) = checkpoint {
                pre tabindex="0" role="group" aria-label=(t.t("record-checkpoint")) { code { (note.to_string()) } }
            }
        }
        section aria-labelledby="verify" {
            h2 #verify { (t.t("record-verify")) }
            p { (t.t("record-verify-text")) }
            pre tabindex="0" role="group" aria-label=(t.t("record-verify")) { code {
                "fisc review export record-copy\nfisc verify --record record-copy"
                @if let Some(opened) = case.opened() { " --log-key " (opened.log_key) }
            } }
            p { (t.t("record-verify-more")) }
        }
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("record"), &main),
    ))
}

fn entry_at(store: &fisc_store::Store, index: u64) -> Result<Entry, Wrong> {
    let bytes = store.entry_bytes(Log::Record, index)?;
    let first = bytes.first().ok_or(Wrong::NotThere)?;
    Entry::parse(first).map_err(|e| Wrong::Broken(e.to_string()))
}

/// What the act is about, by name; the log itself is what every statement is about.
fn about(statement: &Statement<Deed>) -> Markup {
    let names = statement.subject.iter().map(|s| s.name.as_str());
    let names: Vec<&str> = names.filter(|n| !n.starts_with("log")).collect();
    html! { @for name in names { code { (name) } " " } }
}

fn index(v: &Visit<'_>) -> Result<u64, Wrong> {
    v.part("index").parse().map_err(|_| Wrong::NotThere)
}

/// One entry with its proof.
pub fn entry(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let (t, index) = (v.tongue, index(v)?);
    let store = v.desk.store();
    if index >= store.size(Log::Record)? {
        return Err(Wrong::NotThere);
    }
    let entry = entry_at(&store, index)?;
    let statement = reading::deed(&entry)?;
    let receipt = store.receipt(Log::Record, index)?;
    let bytes = entry.to_bytes().map_err(|e| Wrong::Broken(e.to_string()))?;
    let act = &statement.predicate.act;
    let main = html! {
        p.soft { (t.t("record-received")) " " (moment(entry.received)) }
        section aria-labelledby="act" {
            h2 #act { (sign::title(t, act)) }
            @if matches!(act, Act::Refused { .. }) { div.note { p { (t.t("entry-refused")) } } }
            (sign::in_words(t, &statement))
        }
        section aria-labelledby="envelope" {
            h2 #envelope { (t.t("entry-envelope")) }
            dl.words { @for signature in &entry.envelope.signatures {
                div { dt { "keyid" } dd { code { (signature.keyid) } } }
            } }
            p { a href={ "/record/" (index) "/envelope" } { (t.t("download")) } }
        }
        section aria-labelledby="proof" {
            h2 #proof { (t.t("entry-proof")) }
            p { (t.t("entry-proof-text")) }
            p { (t.t("entry-hash")) " " code { (leaf_hash(&bytes).to_hex()) } }
            pre tabindex="0" role="group" aria-label=(t.t("entry-proof")) { code { (receipt.to_string()) } }
        }
    };
    let heading = t.say("entry", &[("index", index.into())]);
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, &heading, &main),
    ))
}

/// The signed envelope, as it was received.
pub fn envelope(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let index = index(v)?;
    let store = v.desk.store();
    if index >= store.size(Log::Record)? {
        return Err(Wrong::NotThere);
    }
    let entry = entry_at(&store, index)?;
    let name = format!("entry-{index}.envelope.json");
    Ok(Answer::file(
        &name,
        "application/json",
        entry.envelope.to_bytes(),
    ))
}
