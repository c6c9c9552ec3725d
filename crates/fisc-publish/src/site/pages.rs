//! The pages of words: what it means, what was corrected, how to check it, how to ask, who we are,
//! and what was withheld.

use super::FeedbackItem;
use super::figures;
use super::frame::{Page, Site};
use super::words::count;
use crate::Package;
use crate::publication::Withheld;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Rows of transfers on their page; all stand in the file.
const TRANSFERS: usize = 1_000;
/// The forms of feedback, beside its page.
const FORM_CSV: &str = "feedback-form.csv";
const FORM_TEXT: &str = "feedback-form.txt";
/// Withheld parts listed one by one.
const PARTS: usize = 500;

pub fn all(site: &Site<'_>, files: &mut Package) {
    let mut put = |path: &str, column: &'static str, content: Markup| {
        let title = site.w.t(column);
        let body = html! { h1 { (title) } (content) };
        site.put(
            &Page {
                path,
                title: title.into(),
                column,
                article: true,
                head: None,
                script: None,
                body,
            },
            files,
        );
    };
    put("plain.html", "nav-plain", plain(site));
    put(
        "transfers.html",
        "nav-transfers",
        html! { (figures::transfers(site, "transfers.html", TRANSFERS)) (super::concentration::section(site)) },
    );
    put("corrections.html", "nav-corrections", corrections(site));
    put("verify.html", "nav-verify", verify(site));
    put("feedback.html", "nav-feedback", feedback(site));
    put("about.html", "nav-about", about(site));
    put("withheld.html", "nav-withheld", withheld(site));
    forms(site, files);
}

/// The forms of feedback as files.
fn forms(site: &Site<'_>, files: &mut Package) {
    let issue = &site.facts.p.issue;
    let places = [
        ("index", issue.index_number.as_str().into()),
        ("release", u64::from(issue.release).to_string().into()),
    ];
    for (name, text) in [
        (FORM_CSV, format!("{}\r\n", super::FEEDBACK_FORM)),
        (FORM_TEXT, site.w.text("feedback-text", &places) + "\r\n"),
    ] {
        // A byte order mark: without it many programs take UTF-8 for their own code.
        let file = format!("\u{feff}{text}").into_bytes();
        files.insert(format!("{}{name}", site.folder()), file);
    }
}

fn plain(site: &Site<'_>) -> Markup {
    let (w, p) = (site.w, site.facts.p);
    html! {
        @if p.interpretation.is_empty() { p { (w.t("no-interpretation")) } }
        @for paragraph in &p.interpretation { (w.paragraphs(paragraph)) }
        h2 { (w.t("words")) }
        dl.words {
            @for kind in super::facts::KINDS { dt { (w.kind(kind)) } dd { (w.kind_means(kind)) } }
            dt { (w.t("findings")) } dd { (w.t("findings-means")) }
            dt { (w.t("methods-not-run")) } dd { (w.t("methods-not-run-means")) }
        }
    }
}

fn corrections(site: &Site<'_>) -> Markup {
    let (w, p) = (site.w, site.facts.p);
    html! {
        p id={ "release-" (p.issue.release) } { (w.say("release-now", &[("release", html! { (p.issue.release) }), ("date", html! { (p.issue.published_on) })])) }
        @if p.corrections.is_empty() { p { (w.t("no-corrections")) } }
        @for c in p.corrections.iter().rev() {
            h2 id={ "release-" (c.release) } { (w.say("correction-of", &[("release", html! { (c.release) }), ("date", html! { (c.published_on) })])) }
            ul { @for (i, item) in c.what.iter().enumerate() { li id={ "release-" (c.release) "-" (i + 1) } {
                strong { (w.correction(item.kind)) } " "
                @if let Some(number) = &item.finding {
                    @let known = site.facts.withdrawn.contains_key(number.as_str()) || site.facts.standing.iter().any(|f| f.number == *number);
                    @if known { (site.finding_link("corrections.html", number, &html! { (number) })) } @else { (number) } " "
                } @else { (w.t("whole-release")) " " }
                (w.two(&item.reason))
            } } }
            p.note { (w.t("digest-of-release")) " " code { (c.digest) } }
        }
        p { (w.t("old-kept")) }
    }
}

fn verify(site: &Site<'_>) -> Markup {
    let w = site.w;
    let lines = [
        ("sha256sum --check SHA256SUMS", "verify-sums"),
        ("fisc-verify .", "verify-fisc"),
        ("fisc-verify --checkpoint checkpoint.old .", "verify-older"),
    ];
    html! {
        p { (w.t("verify-intro")) }
        pre tabindex="0" { code { @for (line, _) in lines { (line) "\n" } } }
        ol { @for (line, proves) in lines { li { code { (line) } br; (w.t(proves)) } } }
        h2 { (w.t("verify-not")) }
        p { (w.t("verify-not-text")) }
    }
}

fn feedback(site: &Site<'_>) -> Markup {
    let (w, p) = (site.w, site.facts.p);
    html! {
        p { (w.t("feedback-intro")) }
        p { strong { (w.t("contact")) } " " (w.two(&p.issue.contact)) }
        @if let Some(link) = super::form::link(site, None) { p { a href=(link) { (w.t("feedback-web")) } } }
        h2 { (w.t("feedback-form")) }
        p { (w.t("feedback-copy")) }
        pre tabindex="0" { (w.say("feedback-text", &[("index", html! { (p.issue.index_number) }), ("release", html! { (p.issue.release) })])) }
        ul {
            li { a href=(FORM_TEXT) download { (w.t("feedback-form-text")) } }
            li { a href=(FORM_CSV) download { (w.t("feedback-form-csv")) } }
        }
        p.note { (w.t("feedback-care")) }
        h2 { (w.t("feedback-answers")) }
        @if site.extra.feedback.is_empty() { p { (w.t("no-feedback")) } }
        @for item in site.extra.feedback { article id={ "item-" (item.number) } {
            h3 { (item.number) @if let Some(f) = &item.finding { " · " (about_finding(site, f)) } }
            blockquote { @for line in item.text.lines() { p { (w.mixed(line)) } } }
            p.note { (received(site, item)) }
            @if let Some((on, answer)) = &item.answer { p { strong { (w.say("answered", &[("date", html! { (on) })])) } } (w.paragraphs(answer)) }
            @else { p { (w.t("not-answered")) } }
        } }
    }
}

/// A finding that feedback names: people write any number, and only one that has a page is a link.
fn about_finding(site: &Site<'_>, number: &str) -> Markup {
    let text = site.w.text("finding-number", &[("number", number.into())]);
    let facts = site.facts;
    let there = facts.p.findings.values().any(|f| f.number == number);
    if there || facts.withdrawn.contains_key(number) {
        site.finding_link("feedback.html", number, &html! { (text) })
    } else {
        html! { (text) }
    }
}

fn received(site: &Site<'_>, item: &FeedbackItem) -> Markup {
    let places = [
        ("date", html! { (item.received_on) }),
        ("owner", site.w.two(&item.owner)),
    ];
    match item.due_on {
        Some(due) => {
            let [date, owner] = places;
            let due = ("due", html! { (due) });
            site.w.say("feedback-state", &[date, owner, due])
        }
        None => site.w.say("feedback-owner", &places),
    }
}

fn about(site: &Site<'_>) -> Markup {
    let (w, p) = (site.w, site.facts.p);
    let (issue, i) = (&p.issue, &p.independence);
    let row = |name: &str, value: Markup| html! { div { dt { (w.t(name)) } dd { (value) } } };
    html! {
        dl.facts {
            (row("index-number", html! { (issue.index_number) }))
            (row("issuing-body", w.two(&issue.body)))
            @if !issue.document_number.is_empty() { (row("document-number", w.mixed(&issue.document_number))) }
            (row("written-on", html! { (issue.written_on) }))
            (row("published-on", html! { (issue.published_on) }))
            (row("validity", html! { @if let Some(until) = issue.valid_until { (w.say("valid-until", &[("date", html! { (until) })])) } @else { (w.t("valid")) } }))
            (row("release", html! { (issue.release) }))
            (row("licence", html! { a href=(issue.licence.address) { (issue.licence.name) } }))
            (row("contact", w.two(&issue.contact)))
        }
        h2 { (w.t("independence")) }
        dl.facts {
            (row("relation", html! { (w.relation(&i.relation)) }))
            (row("funded-by", w.two(&i.funded_by)))
            (row("appointed-by", w.two(&i.appointed_by)))
        }
        @if let Some(most) = i.leader_years.values().max() { p { (w.say("leader-years-most", &[("years", html! { (most) })])) } }
        h3 { (w.t("exceptions")) }
        @if i.exceptions.is_empty() { p { (w.t("no-exceptions")) } } @else { ul { @for e in &i.exceptions { li { code { (e.rule) } " " (w.mixed(&e.reason)) " " (w.text("entry-n", &[("n", e.entry.to_string().into())])) } } } }
        h2 { (w.t("feeds")) }
        ul {
            li { a href="feed.xml" { "Atom" } } li { a href="feed.json" { "JSON Feed" } }
            li { a href="news.txt" { (w.t("news-release")) } } li { a href="message.txt" { (w.t("news-message")) } }
        }
        h2 { (w.t("made-from")) }
        p { (w.say("made-from-text", &[("run", html! { code { (p.run.run_id) } }), ("ledger", html! { code { (p.run.ledger_digest) } })])) }
    }
}

fn withheld(site: &Site<'_>) -> Markup {
    let (w, p) = (site.w, site.facts.p);
    let mut by: BTreeMap<(&str, &str, _), (u64, &Withheld)> = BTreeMap::new();
    for part in &p.withheld {
        by.entry((&part.reason, &part.basis, part.scope))
            .or_insert((0, part))
            .0 += part.count;
    }
    html! {
        p { (w.t("withheld-intro")) }
        @if p.withheld.is_empty() { p { (w.t("none-withheld")) } } @else {
            (site.scroll(w.t("nav-withheld"), &html! { table {
                caption { (w.t("withheld-caption")) }
                (site.row(&[("reason", ""), ("basis", ""), ("scope", ""), ("how-many", "n"), ("review-on", "")]))
                tbody { @for ((_, basis, scope), (n, part)) in &by { tr {
                    th scope="row" { (w.two(&part.words)) } td { (w.mixed(basis)) } td { (w.scope(*scope)) } td.n { (count(*n)) }
                    td { @if let Some(on) = part.review_on { (on) } @else { "–" } }
                } } }
            } }))
            h2 { (w.t("withheld-places")) }
            ul { @for part in p.withheld.iter().take(PARTS) { li { code { (part.place) } " " (w.two(&part.words)) " " (w.text("times", &[("n", part.count.into())])) } } }
            @if p.withheld.len() > PARTS { p { (w.say("table-part", &[("shown", html! { (PARTS) }), ("all", html! { (count(p.withheld.len() as u64)) })])) } }
        }
    }
}
