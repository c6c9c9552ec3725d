//! Documents, their versions and the sealed papers that come back.

use super::discussion::yes_or_no;
use super::lead::options;
use super::papers;
use crate::answer::{Answer, Wrong};
use crate::form::{Form, Sent};
use crate::layout::scroll;
use crate::reading;
use crate::sign;
use crate::texts::name_of;
use crate::visit::{Visit, Who};
use fisc_model::act::{DocumentKind, Role};
use fisc_review::case::Case;
use fisc_review::documents::{DocumentState, Paper};
use fisc_review::paper::Kind;
use maud::{Markup, html};

/// Not the letter of referral: it belongs where referrals are.
const KINDS: [DocumentKind; 9] = [
    DocumentKind::EvidenceForm,
    DocumentKind::WorkingPaper,
    DocumentKind::ExposureDraft,
    DocumentKind::Report,
    DocumentKind::Decision,
    DocumentKind::ReviewOpinion,
    DocumentKind::AdjudicationOpinion,
    DocumentKind::Minutes,
    DocumentKind::Release,
];

/// The list.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page(v, |v, sent| {
        let (t, who) = (v.tongue, v.insider()?);
        let mut office = v.desk.office();
        let case = office.case()?;
        let any = case.documents().next().is_some();
        let main = html! {
            @if any { (list(v, case)) } @else { p { (t.t("documents-none")) } }
            section aria-labelledby="make" {
                h2 #make { (t.t("papers-all")) }
                (papers::links(v, ""))
            }
            @if keeps(who) {
                section.act aria-labelledby="put" {
                    h2 #put { (t.t("documents-put")) }
                    (put(v, sent, case, None))
                }
            }
        };
        Ok((t.t("documents").to_string(), main))
    })
}

/// Who may put documents and papers on record; the office judges each.
fn keeps(who: &Who) -> bool {
    let roles = [
        Role::Leader,
        Role::Member,
        Role::Reviewer,
        Role::Adjudicator,
        Role::Conference,
    ];
    roles.iter().any(|r| who.roles.contains(r))
}

fn list(v: &Visit<'_>, case: &Case) -> Markup {
    let t = v.tongue;
    scroll(
        t.t("documents"),
        &html! {
            table {
                caption { (t.t("documents-caption")) }
                thead { tr {
                    th scope="col" { (t.word("field", "document")) }
                    th scope="col" { (t.word("field", "document_kind")) }
                    th scope="col" { (t.word("field", "findings")) }
                    th scope="col" { (t.t("documents-papers")) }
                } }
                tbody { @for (id, d) in case.documents() { tr {
                    th scope="row" { a href={ "/documents/" (id) } { code { (id) } }
                        span.code { (t.say("finding-version", &[("version", u64::from(d.version()).into())])) } }
                    td { (t.word("document", &name_of(d.kind()))) }
                    td { @for (finding, placed) in &d.now().findings {
                        a href={ "/findings/" (finding) } { (finding) } " (" (placed.paragraph) ") "
                    } }
                    td { @match d.papers.last() { Some(p) => { (checked(v, p)) } None => { "–" } } }
                } } }
            }
        },
    )
}

/// Whether somebody else has compared a scan with its paper.
pub fn checked(v: &Visit<'_>, paper: &Paper) -> Markup {
    let t = v.tongue;
    let (class, shape, id) = match &paper.checked {
        None => ("state", "○ ", "documents-unchecked"),
        Some(c) if c.agrees => ("state good", "● ", "documents-checked"),
        Some(_) => ("state bad", "△ ", "documents-disagrees"),
    };
    html! { span class=(class) { span aria-hidden="true" { (shape) } (t.t(id)) } }
}

fn put(
    v: &Visit<'_>,
    sent: &Sent<'_>,
    case: &Case,
    before: Option<(&str, &DocumentState)>,
) -> Markup {
    let t = v.tongue;
    let form = sent.act("put_document");
    let field = |name: &str| t.word("field", name);
    let said = before.map(|(_, d)| &d.now().findings);
    let findings: Vec<(String, bool, Markup)> = case
        .findings()
        .filter(|f| f.withdrawn.is_none())
        .map(|f| {
            let value = format!("{}@{}", f.id, f.version());
            let first = match said {
                Some(said) => said.contains_key(&f.id),
                // Asked for by the page of a paper.
                None => v.query.all("finding").any(|asked| asked == value),
            };
            (
                value,
                first,
                html! { code { (f.id) "@" (f.version()) } " " (t.side(&f.now().title)) },
            )
        })
        .collect();
    let kind = before.map(|(_, d)| name_of(d.kind())).unwrap_or_default();
    let fields = html! {
        @match before {
            Some((id, d)) => {
                (form.hidden("id", id))
                (form.hidden("version", &(d.version() + 1).to_string()))
                (form.hidden("document_kind", &kind))
            }
            None => {
                (form.text("id", &field("id"), t.t("finding-id-hint"), v.query.get("id")))
                (form.hidden("version", "1"))
                (form.choice("document_kind", &field("document_kind"), v.query.get("document_kind"), &options(t, "document", &KINDS)))
            }
        }
        (form.file("file", &field("file"), "", false))
        @if !findings.is_empty() {
            (form.ticks("finding", t.t("documents-findings"), &findings))
            @for f in case.findings().filter(|f| f.withdrawn.is_none()) {
                @let asked = format!("paragraph.{}", f.id);
                @let asked = if said.is_none() { v.query.get(&asked) } else { "" };
                @let at = said.and_then(|s| s.get(&f.id)).map_or(asked, |p| p.paragraph.as_str());
                @let label = t.say("documents-paragraph", &[("finding", (&f.id).into())]);
                (form.text(&format!("paragraph.{}", f.id), &label, "", at))
            }
        }
    };
    form.whole(true, &fields, t.t("lead-check"))
}

/// One document.
pub fn one(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page(v, |v, sent| {
        let (t, who) = (v.tongue, v.insider()?);
        let mut office = v.desk.office();
        let case = office.case()?;
        let id = v.part("document");
        let d = case.document(id).ok_or(Wrong::NotThere)?;
        let main = html! {
            p.soft { code { (id) } " · " (t.say("finding-version", &[("version", u64::from(d.version()).into())])) }
            ol { @for put in d.versions.iter().rev() { li {
                (t.say("finding-version", &[("version", u64::from(put.document.version).into())])) " · "
                (reading::person(case, &put.person)) " " (reading::entry(t, put.index))
                (reading::attachment(&put.document.file))
            } } }
            @if !d.now().findings.is_empty() {
                h2 { (t.word("field", "findings")) }
                ul { @for (finding, placed) in &d.now().findings { li {
                    a href={ "/findings/" (finding) } { (finding) "@" (placed.version) } " · "
                    (t.word("field", "paragraph")) " " (placed.paragraph)
                } } }
            }
            @if !d.served.is_empty() {
                h2 { (t.t("documents-serve")) }
                ul { @for s in &d.served { li {
                    (s.on) " · " (reading::auditee(case, &s.auditee)) " · "
                    (t.say("finding-version", &[("version", u64::from(s.version).into())])) " "
                    (reading::entry(t, s.index)) (reading::attachment(&s.receipt))
                } } }
            }
            (papers(v, case, d))
            @if keeps(who) { div.act { (forms(v, sent, case, id, d)) } }
        };
        Ok((t.word("document", &name_of(d.kind())), main))
    })
}

fn papers(v: &Visit<'_>, case: &Case, d: &DocumentState) -> Markup {
    let t = v.tongue;
    html! {
        @if !d.papers.is_empty() {
            h2 { (t.t("documents-papers")) }
            ul { @for p in &d.papers { li {
                (p.sealed_by) " · " (p.sealed_on) " · " (checked(v, p))
                span.code { (reading::person(case, &p.entered_by)) " " (reading::entry(t, p.index)) }
                (reading::attachment(&p.scan))
            } } }
        }
    }
}

fn forms(v: &Visit<'_>, sent: &Sent<'_>, case: &Case, id: &str, d: &DocumentState) -> Markup {
    let t = v.tongue;
    let field = |name: &str| t.word("field", name);
    let about = |form: &Form<'_>| {
        html! {
            (form.hidden("document", id)) (form.hidden("version", &d.version().to_string()))
        }
    };
    let open = |act: &str| sent.fields.get("act") == act;
    let mine = v.who.as_ref().map(|w| w.id.as_str()).unwrap_or_default();
    let button = t.t("lead-check");
    html! {
        @for paper in d.papers.iter().filter(|p| p.checked.is_none() && p.entered_by != mine) {
            @let form = sent.act("check_paper");
            h2 { (t.t("documents-check")) }
            (form.whole(false, &html! {
                (form.hidden("scan", &paper.scan.sha256))
                (reading::attachment(&paper.scan))
                (form.choice("agrees", &field("agrees"), "", &yes_or_no(t)))
                (form.area("note", &field("note"), "", ""))
            }, button))
        }
        @let form = sent.act("enter_paper");
        details open[open("enter_paper")] {
            summary { (t.t("documents-paper")) }
            (form.whole(true, &html! {
                (about(&form))
                (form.file("scan", &field("scan"), "", false))
                (form.text("sealed_by", &field("sealed_by"), "", ""))
                (form.day("sealed_on", &field("sealed_on"), ""))
            }, button))
        }
        @let form = sent.act("serve");
        @let auditee = d.now().findings.keys().find_map(|f| case.finding(f)).map(|f| f.now().auditee.clone());
        details open[open("serve")] {
            summary { (t.t("documents-serve")) }
            p { (t.t("papers-make")) " " (papers::link(v, Kind::Receipt, id)) }
            (form.whole(true, &html! {
                (about(&form))
                (form.text("auditee", &field("auditee"), "", &auditee.unwrap_or_default()))
                (form.day("on", &field("on"), &v.today().to_string()))
                (form.file("receipt", &field("receipt"), "", false))
            }, button))
        }
        details open[open("put_document")] {
            summary { (t.t("documents-put")) }
            (put(v, sent, case, Some((id, d))))
        }
    }
}
