//! Papers made from the record: to be completed, sealed and put on record. The page of a paper says
//! what is left to fill in and where each finding stands; nothing is signed.

use crate::answer::{Answer, Wrong};
use crate::fields::Fields;
use crate::form::Sent;
use crate::layout::{self, escape};
use crate::texts::name_of;
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_review::paper::{self, Draft, Head, Kind};
use maud::{Markup, html};
use serde::de::DeserializeOwned;

/// The types of the files.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The papers about an auditee, or about all of them.
const ABOUT: [Kind; 7] = [
    Kind::ExposureDraft,
    Kind::ReviewOpinion,
    Kind::AdjudicationOpinion,
    Kind::Minutes,
    Kind::Report,
    Kind::Decision,
    Kind::RectificationLedger,
];

/// The way to a paper.
pub fn link(v: &Visit<'_>, kind: Kind, about: &str) -> Markup {
    let to = format!("/papers/{}?about={}", name_of(kind), escape(about));
    html! { a href=(to) { (kind.title(v.tongue.0)) } }
}

/// The ways to all papers about an auditee; about all of them where it is empty.
pub fn links(v: &Visit<'_>, about: &str) -> Markup {
    html! { ul { @for kind in ABOUT { li { (link(v, kind, about)) } } } }
}

fn kind(v: &Visit<'_>) -> Result<Kind, Wrong> {
    let name = serde_json::Value::String(v.part("kind").to_string());
    parsed::<Kind>(name)
        .filter(|k| *k != Kind::ReferralLetter)
        .ok_or(Wrong::NotThere)
}

fn parsed<T: DeserializeOwned>(value: serde_json::Value) -> Option<T> {
    serde_json::from_value(value).ok()
}

/// In which forms a paper is made: a docx to be sealed, a workbook with all rows.
fn forms(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::EvidenceForm | Kind::WorkingPaper => &["docx", "xlsx"],
        Kind::RectificationLedger => &["xlsx"],
        _ => &["docx"],
    }
}

/// The paper with its id; nothing where the record has nothing for it.
fn made(v: &Visit<'_>, kind: Kind, workbook: bool) -> Result<(String, Option<Draft>), Wrong> {
    let about = v.query.get("about");
    let mut office = v.desk.office();
    let engagement = office.engagement().engagement.clone();
    let case = office.case()?;
    let id = paper::document_id(kind, about);
    let head = Head {
        lang: v.tongue.0,
        engagement: &engagement.id,
        title: &engagement.title,
        office: v.query.get("office"),
        currency: &engagement.currency,
        document: &id,
        version: case.document(&id).map_or(1, |d| d.version() + 1),
        number: v.query.get("number"),
        date: None,
    };
    let draft = match kind {
        Kind::EvidenceForm | Kind::WorkingPaper => {
            let steps = v.query.get("steps");
            paper::of_finding(case, head, kind, about, steps, workbook)
        }
        Kind::RectificationLedger => paper::ledger(case, head, about, v.today()),
        _ => paper::draft(case, head, kind, about),
    };
    let draft = draft.map_err(|e| Wrong::Broken(e.to_string()))?;
    Ok((id, draft))
}

/// The page of a paper.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let (t, kind) = (v.tongue, kind(v)?);
    let (id, draft) = made(v, kind, false)?;
    let main = html! {
        @if let Some(draft) = &draft {
            p { (t.t("papers-text")) }
            (download(v, kind))
            @if !draft.blanks.is_empty() {
                section aria-labelledby="blanks" {
                    h2 #blanks { (t.t("papers-blanks")) }
                    ul { @for blank in &draft.blanks { li { (blank) } } }
                }
            }
            (next(v, kind, &id, draft)?)
        } @else {
            p { (t.t(if kind == Kind::RectificationLedger { "papers-nothing-issued" } else { "papers-nothing" })) }
            p { a href="/findings" { (t.t("findings")) } }
        }
    };
    let heading = kind.title(t.0);
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, &heading, &main),
    ))
}

fn download(v: &Visit<'_>, kind: Kind) -> Markup {
    let t = v.tongue;
    let nothing = Fields::default();
    let sent = Sent {
        tongue: t,
        fields: &nothing,
        faults: &[],
    };
    let form = sent.act("paper");
    let action = format!("/papers/{}/file", name_of(kind));
    html! {
        form method="get" action=(action) {
            (form.hidden("about", v.query.get("about")))
            (form.text("office", t.t("papers-office"), t.t("papers-office-hint"), ""))
            (form.text("number", t.t("papers-number"), "", ""))
            @if kind == Kind::WorkingPaper {
                (form.area("steps", t.t("papers-steps"), t.t("papers-steps-hint"), ""))
            }
            p { @for format in forms(kind) {
                button type="submit" name="format" value=(format) {
                    (t.say("papers-download", &[("format", (*format).into())]))
                } " "
            } }
        }
    }
}

/// Where each finding stands in it, and the way to put it on record.
fn next(v: &Visit<'_>, kind: Kind, id: &str, draft: &Draft) -> Result<Markup, Wrong> {
    let t = v.tongue;
    let about = v.query.get("about");
    let mut office = v.desk.office();
    let case = office.case()?;
    let mut put = format!("/documents?id={}", escape(id));
    if let Some(document) = kind.document() {
        put.push_str(&format!("&document_kind={}", name_of(document)));
    }
    for (finding, placed) in &draft.says {
        let value = escape(&format!("{finding}@{}", placed.version));
        let paragraph = escape(&placed.paragraph);
        put.push_str(&format!(
            "&finding={value}&paragraph.{}={paragraph}",
            escape(finding)
        ));
    }
    put.push_str("#form-put-document");
    let known = case.document(id).is_some();
    Ok(html! {
        @if !draft.says.is_empty() {
            section aria-labelledby="says" {
                h2 #says { (t.t("documents-findings")) }
                ul { @for (finding, placed) in &draft.says { li {
                    a href={ "/findings/" (finding) } { code { (finding) "@" (placed.version) } } " "
                    @if let Some(state) = case.finding(finding) { (t.side(&state.now().title)) " " }
                    "· " (t.word("field", "paragraph")) " " (placed.paragraph)
                } } }
            }
        }
        section aria-labelledby="next" {
            h2 #next { (t.t("papers-next")) }
            @match (kind, kind.document()) {
                (Kind::Receipt, _) => { p { a href={ "/documents/" (escape(about)) } { (t.t("papers-then-serve")) } } }
                (_, Some(_)) if known => { p { a href={ "/documents/" (escape(id)) } { (t.t("papers-then-version")) " " code { (id) } } } }
                (_, Some(_)) => { p { a href=(put) { (t.t("papers-then-put")) " " code { (id) } } } }
                _ => { p { a href="/rectification" { (t.t("rectification")) } } }
            }
        }
    })
}

/// The file itself.
pub fn file(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let kind = kind(v)?;
    let format = v.query.get("format");
    let known = forms(kind).iter().find(|f| **f == format);
    let format = known.or(forms(kind).first()).copied().unwrap_or("docx");
    let (id, draft) = made(v, kind, format == "xlsx")?;
    let draft = draft.ok_or(Wrong::NotThere)?;
    // A receipt is called after what was served.
    let name = match kind {
        Kind::Receipt => format!("RC-{id}.{format}"),
        _ => format!("{id}.{format}"),
    };
    let mime = if format == "xlsx" { XLSX } else { DOCX };
    Ok(Answer::file(&name, mime, draft.bytes))
}
