//! Referrals, for who keeps them: the matters, their letters and the sealed forms of the letters.
//! For everybody else these pages are not there.

use super::discussion::yes_or_no;
use super::papers::DOCX;
use crate::answer::{Answer, Wrong};
use crate::fields::Fields;
use crate::form::Sent;
use crate::layout::{escape, scroll};
use crate::reading;
use crate::sign::{self, moment};
use crate::visit::Visit;
use fisc_model::act::DocumentKind;
use fisc_model::finding::Attachment;
use fisc_review::case::Case;
use fisc_review::documents::DocumentState;
use fisc_review::paper::{self, Head, Kind};
use fisc_store::{Log, Store};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The page, and what it is sent.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page(v, view)
}

/// The files that referrals name: their names by digest.
pub fn files(store: &Store) -> Result<BTreeMap<String, String>, Wrong> {
    let mut all = BTreeMap::new();
    for entry in store.entries(Log::Referrals, 0)? {
        let act = reading::deed(&entry)?.predicate.act;
        for file in reading::files(&act) {
            all.insert(file.sha256.clone(), file.name.clone());
        }
    }
    Ok(all)
}

/// Who keeps referrals.
fn keeper<'a>(v: &'a Visit<'_>) -> Result<&'a str, Wrong> {
    let who = v.who()?;
    who.refers()
        .then_some(who.id.as_str())
        .ok_or(Wrong::NotThere)
}

/// The way to a file of the referrals' log.
fn attachment(file: &Attachment) -> Markup {
    html! {
        p { a href={ "/referrals/files/" (file.sha256) } { (file.name) }
            span.code { "sha256 " code { (file.sha256) } } }
    }
}

fn view(v: &Visit<'_>, sent: &Sent<'_>) -> Result<(String, Markup), Wrong> {
    let t = v.tongue;
    let me = keeper(v)?;
    let mut office = v.desk.office();
    let case = office.referrals(me)?;
    let any = case.referrals().next().is_some();
    let form = sent.act("refer");
    let field = |name: &str| t.word("field", name);
    let leads: Vec<(String, bool, Markup)> = case
        .leads()
        .map(|l| {
            let label = html! { (t.side(&l.narrative)) span.code { (l.method) " · " code { (l.lead_id) } } };
            (l.lead_id.clone(), false, label)
        })
        .collect();
    let main = html! {
        p { (t.t("referrals-text")) }
        @if any { (matters(v, case)) } @else { p { (t.t("referrals-none")) } }
        (letters(v, case))
        section.act aria-labelledby="new" {
            h2 #new { (t.t("referrals-new")) }
            (form.whole(true, &html! {
                (form.text("referral", &field("id"), t.t("referrals-id-hint"), ""))
                (form.text("to", &field("to"), "", ""))
                (form.area("matter", &field("matter"), "", ""))
                (form.money("amount", &format!("{} ({})", field("amount"), reading::currency(v)), "", ""))
                (form.ticks("leads", &field("leads"), &leads))
                (form.file("paper", &field("paper"), "", false))
            }, t.t("lead-check")))
        }
        @if any {
            section.act aria-labelledby="put" {
                h2 #put { (t.t("referrals-put")) }
                p { (t.t("referrals-put-text")) }
                (put(v, sent, None))
            }
        }
    };
    Ok((t.t("referrals").to_string(), main))
}

fn matters(v: &Visit<'_>, case: &Case) -> Markup {
    let t = v.tongue;
    let field = |name: &str| t.word("field", name);
    scroll(
        t.t("referrals"),
        &html! {
            table {
                caption { (t.t("referrals-caption")) }
                thead { tr {
                    th scope="col" { (field("referral")) }
                    th scope="col" { (field("to")) }
                    th scope="col" { (field("matter")) }
                    th.n scope="col" { (field("amount")) " (" (reading::currency(v)) ")" }
                    th scope="col" { (field("paper")) }
                    th scope="col" { (t.t("referrals-letter")) }
                } }
                tbody { @for r in case.referrals() { tr {
                    th scope="row" { code { (r.id) } span.code { (reading::person(case, &r.person)) " · " (moment(r.received)) } }
                    td { (r.to) }
                    td { span.prose { (r.matter) } }
                    td.n { data value=(r.amount) { (r.amount.grouped()) } }
                    td { a href={ "/referrals/files/" (r.paper.sha256) } { (r.paper.name) } }
                    td { (letter_form(v, &r.id)) }
                } } }
            }
        },
    )
}

/// Asks for the letter of a referral as a docx.
fn letter_form(v: &Visit<'_>, referral: &str) -> Markup {
    let t = v.tongue;
    let (nothing, act) = (Fields::default(), format!("letter_{referral}"));
    let sent = Sent {
        tongue: t,
        fields: &nothing,
        faults: &[],
    };
    let form = sent.act(&act);
    html! {
        details {
            summary { (t.t("referrals-make")) }
            form method="get" action="/referrals/letter" {
                (form.hidden("referral", referral))
                (form.text("office", t.t("papers-office"), "", ""))
                (form.text("number", t.t("papers-number"), "", ""))
                p { button type="submit" { (t.say("papers-download", &[("format", "docx".into())])) } }
            }
        }
    }
}

/// Letters that are on record, and their sealed forms.
fn letters(v: &Visit<'_>, case: &Case) -> Markup {
    let t = v.tongue;
    let all: Vec<_> = case.documents().collect();
    html! {
        @if !all.is_empty() {
            section aria-labelledby="letters" {
                h2 #letters { (t.t("referrals-letters")) }
                ul { @for (id, d) in all { li {
                    a href={ "/referrals/documents/" (escape(id)) } { code { (id) } } " · "
                    (t.say("finding-version", &[("version", u64::from(d.version()).into())])) " · "
                    @match d.papers.last() {
                        Some(p) => { (super::documents::checked(v, p)) }
                        None => { (t.t("referrals-unsealed")) }
                    }
                } } }
            }
        }
    }
}

fn put(v: &Visit<'_>, sent: &Sent<'_>, before: Option<(&str, &DocumentState)>) -> Markup {
    let t = v.tongue;
    let form = sent.act("put_document");
    let field = |name: &str| t.word("field", name);
    form.whole(
        true,
        &html! {
            (form.hidden("document_kind", &crate::texts::name_of(DocumentKind::Referral)))
            @match before {
                Some((id, d)) => {
                    (form.hidden("id", id))
                    (form.hidden("version", &(d.version() + 1).to_string()))
                }
                None => {
                    (form.text("id", &field("id"), t.t("referrals-letter-hint"), ""))
                    (form.hidden("version", "1"))
                }
            }
            (form.file("file", &field("file"), "", false))
        },
        t.t("lead-check"),
    )
}

/// One letter on record.
pub fn one(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page(v, |v, sent| {
        let t = v.tongue;
        let me = keeper(v)?;
        let mut office = v.desk.office();
        let case = office.referrals(me)?;
        let id = v.part("document");
        let d = case.document(id).ok_or(Wrong::NotThere)?;
        let main = html! {
            p.soft { a href="/referrals" { (t.t("referrals")) } " · " code { (id) } }
            ol { @for put in d.versions.iter().rev() { li {
                (t.say("finding-version", &[("version", u64::from(put.document.version).into())])) " · "
                (reading::person(case, &put.person))
                (attachment(&put.document.file))
            } } }
            @if !d.papers.is_empty() {
                h2 { (t.t("documents-papers")) }
                ul { @for p in &d.papers { li {
                    (p.sealed_by) " · " (p.sealed_on) " · " (super::documents::checked(v, p))
                    span.code { (reading::person(case, &p.entered_by)) }
                    (attachment(&p.scan))
                } } }
            }
            div.act { (forms(v, sent, id, d, me)) }
        };
        Ok((t.word("document", "referral"), main))
    })
}

fn forms(v: &Visit<'_>, sent: &Sent<'_>, id: &str, d: &DocumentState, me: &str) -> Markup {
    let t = v.tongue;
    let field = |name: &str| t.word("field", name);
    let open = |act: &str| sent.fields.get("act") == act;
    let button = t.t("lead-check");
    html! {
        @for paper in d.papers.iter().filter(|p| p.checked.is_none() && p.entered_by != me) {
            @let form = sent.act("check_paper");
            h2 { (t.t("documents-check")) }
            (form.whole(false, &html! {
                (form.hidden("scan", &paper.scan.sha256))
                (attachment(&paper.scan))
                (form.choice("agrees", &field("agrees"), "", &yes_or_no(t)))
                (form.area("note", &field("note"), "", ""))
            }, button))
        }
        @let form = sent.act("enter_paper");
        details open[open("enter_paper")] {
            summary { (t.t("documents-paper")) }
            (form.whole(true, &html! {
                (form.hidden("document", id)) (form.hidden("version", &d.version().to_string()))
                (form.file("scan", &field("scan"), "", false))
                (form.text("sealed_by", &field("sealed_by"), "", ""))
                (form.day("sealed_on", &field("sealed_on"), ""))
            }, button))
        }
        details open[open("put_document")] {
            summary { (t.t("documents-put")) }
            (put(v, sent, Some((id, d))))
        }
    }
}

/// The letter of a referral, as far as the log of referrals fills it in.
pub fn letter(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let me = keeper(v)?;
    let mut office = v.desk.office();
    let engagement = office.engagement().engagement.clone();
    let case = office.referrals(me)?;
    let referral = v.query.get("referral");
    let id = paper::document_id(Kind::ReferralLetter, referral);
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
    let draft = paper::of_referral(case, head, referral);
    let draft = draft.map_err(|e| Wrong::Broken(e.to_string()))?;
    let draft = draft.ok_or(Wrong::NotThere)?;
    Ok(Answer::file(&format!("{id}.docx"), DOCX, draft.bytes))
}
