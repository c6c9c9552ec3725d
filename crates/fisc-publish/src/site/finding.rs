//! One page for each finding, at its permanent link; withdrawn ones keep theirs.

use super::facts::Withdrawn;
use super::file_name;
use super::frame::{Page, Site, up};
use super::words::count;
use crate::Package;
use crate::publication::{PublicFinding, PublicRectification, PublicReply, Withheld};
use fisc_model::Money;
use fisc_model::act::Rectified;
use fisc_model::lead::Bilingual;
use maud::{Markup, html};

pub fn pages(site: &Site<'_>, files: &mut Package) {
    let gone = site.facts.withdrawn.values().filter_map(|w| w.finding);
    for f in site.facts.standing.iter().copied().chain(gone) {
        page(site, f, files);
    }
    for (number, gone) in &site.facts.withdrawn {
        if gone.finding.is_none() {
            let title = site
                .w
                .text("finding-number", &[("number", (*number).into())]);
            let body = html! { h1 { (title) } (notice(site, gone)) };
            put(site, number, title, body, files);
        }
    }
}

fn put(site: &Site<'_>, number: &str, title: String, body: Markup, files: &mut Package) {
    let path = format!("findings/{}", file_name(number));
    site.put(
        &Page {
            path: &path,
            title,
            column: "nav-findings",
            article: true,
            head: None,
            script: None,
            body,
        },
        files,
    );
}

fn page(site: &Site<'_>, f: &PublicFinding, files: &mut Package) {
    let w = site.w;
    let path = format!("findings/{}", file_name(&f.number));
    let (title, title_markup) = (w.plain(&f.title), w.two(&f.title));
    let part = |name: &'static str, text: &Bilingual| {
        html! {
            @if !w.plain(text).trim().is_empty() { section aria-labelledby=(name) { h2 id=(name) { (w.t(name)) } (w.paragraphs(text)) } }
        }
    };
    let body = html! {
        p.number { (w.text("finding-number", &[("number", (&f.number).into())])) }
        h1 { (title_markup) }
        @if let Some(gone) = site.facts.withdrawn.get(f.number.as_str()) { (notice(site, gone)) }
        (table(site, &path, f))
        (part("part-facts", &f.facts))
        section aria-labelledby="criteria" {
            h2 #criteria { (w.t("part-criteria")) }
            @for c in &f.criteria { div.criterion {
                p { strong { (w.mixed(&c.instrument)) " " (w.mixed(&c.article)) } }
                @if !c.text.is_empty() { blockquote { p { (w.mixed(&c.text)) } } }
            } }
        }
        (part("part-cause", &f.cause))
        @if f.exposed_on.is_some() || !f.replies.is_empty() { section aria-labelledby="replies" {
            h2 #replies { (w.t("part-replies")) }
            @if f.replies.is_empty() { p { (w.t("no-reply")) } }
            @for r in &f.replies { (reply(site, r)) }
        } }
        (part("part-remedy", &f.remedy))
        (part("part-advice", &f.advice))
        section aria-labelledby="rectification" { h2 #rectification { (w.t("part-rectification")) } (rectification(site, f.rectification.as_ref())) }
        @if let Some(parts) = site.facts.withheld.get(f.number.as_str()) { section aria-labelledby="withheld" { h2 #withheld { (w.t("part-withheld")) } (withheld(site, parts)) } }
        section aria-labelledby="signed" {
            h2 #signed { (w.t("part-signed")) }
            (site.scroll(w.t("part-signed"), &html! { table {
                caption { (w.t("signed-caption")) }
                (site.row(&[("stage", ""), ("unit-of", ""), ("day", ""), ("entry", "n")]))
                tbody { @for s in &f.signed { tr { th scope="row" { (w.stage(s.stage)) } td { (w.mixed(&s.unit)) } td { (s.on) } td.n { (s.entry) } } } }
            } }))
            p.note { (w.say("version-note", &[("version", html! { (f.version) }), ("digest", html! { code { (f.digest) } })])) " " a href={ (up(&path)) "verify.html" } { (w.t("nav-verify")) } }
        }
        @let ask = super::form::link(site, Some(&f.number)).unwrap_or_else(|| format!("{}feedback.html", up(&path)));
        p { a href=(ask) { (w.t("ask-about")) } }
        @let asked: Vec<_> = site.extra.feedback.iter().filter(|i| i.finding.as_deref() == Some(f.number.as_str())).collect();
        @if !asked.is_empty() { p { (w.t("asked-about")) @for item in asked { " " a href={ (up(&path)) "feedback.html#item-" (item.number) } { (item.number) } } } }
    };
    put(site, &f.number, title.to_string(), body, files);
}

fn notice(site: &Site<'_>, gone: &Withdrawn<'_>) -> Markup {
    let w = site.w;
    html! { div.notice role="note" {
        p { strong { (w.t("withdrawn-notice")) } }
        (w.paragraphs(&gone.item.reason))
        p { (w.say("withdrawn-from", &[("release", html! { (gone.of.release) }), ("date", html! { (gone.of.published_on) })])) }
    } }
}

fn table(site: &Site<'_>, path: &str, f: &PublicFinding) -> Markup {
    let w = site.w;
    let facts = site.facts;
    let row = |name: &str, value: Markup| html! { div { dt { (w.t(name)) } dd { (value) } } };
    let method = |code: &String| html! { (facts.problem(code).map_or(html! {}, |n| w.two(n))) " " span.code { (code) } };
    html! { dl.facts {
        (row("auditee", site.auditee_link(path, &f.auditee)))
        (row("amount", html! {
            @if let Some(amount) = facts.amount(f) { strong { (w.amount(amount)) } " " }
            @if facts.amount_hidden(f) { span.withheld { (w.t("withheld-mark")) } " " }
            (w.kind(f.amount_kind))
        }))
        (row("rests-on", html! { @if f.methods.is_empty() { (w.t("problem-papers")) } @for m in &f.methods { (method(m)) }
            p.note { @if facts.rows_hidden(f) { (w.t("rests-on-withheld")) }
                @else { (w.text("rests-on-rows", &[("leads", f.leads.into()), ("rows", f.evidence_rows.into())])) } } }))
        @if f.material { (row("importance", html! { (w.t("is-material")) })) }
        (row("state", w.state(f.rectification.as_ref().map(|r| r.state))))
        @if let Some(on) = f.exposed_on { (row("exposed-on", html! { (on) })) }
        @if let Some(on) = f.issued_on { (row("issued-on", html! { (on) })) }
    } }
}

fn reply(site: &Site<'_>, r: &PublicReply) -> Markup {
    let w = site.w;
    html! {
        h3 { (w.say(if r.accepted { "reply-accepted" } else { "reply-objected" }, &[("date", html! { (r.on) })])) }
        @if !r.text.is_empty() { blockquote { @for line in r.text.lines() { p { (w.mixed(line)) } } } }
        @if let Some(a) = &r.answer {
            h3 { (w.t(if a.taken { "answer-taken" } else { "answer-not-taken" })) }
            @for line in a.reason.lines() { p { (w.mixed(line)) } }
        }
    }
}

fn rectification(site: &Site<'_>, r: Option<&PublicRectification>) -> Markup {
    let w = site.w;
    let Some(r) = r else {
        return html! { p { (w.t("no-plan")) } };
    };
    html! {
        p { (w.state(Some(r.state))) " · " (w.class(r.class)) " · " (w.say("due", &[("date", html! { (r.due) })])) }
        (acknowledged(site, &r.acknowledged))
        @for n in &r.notes { p { strong { (n.on) } " " (w.mixed(&n.text)) } }
    }
}

/// What auditors acknowledged, each kind on its own line.
pub fn acknowledged(site: &Site<'_>, r: &Rectified) -> Markup {
    let w = site.w;
    let amounts = [
        ("to-treasury", r.to_treasury),
        ("returned", r.returned),
        ("rebooked", r.rebooked),
        ("recovered", r.recovered),
    ];
    let counts = [
        ("rules-made", r.rules_made),
        ("people-held", r.people_held_to_account),
    ];
    if *r == Rectified::default() {
        return html! { p { (w.t("nothing-acknowledged")) } };
    }
    html! {
        h3 { (w.t("acknowledged")) }
        dl.facts {
            @for (name, amount) in amounts { @if amount != Money::ZERO { div { dt { (w.t(name)) } dd { (w.amount(amount)) } } } }
            @for (name, n) in counts { @if n > 0 { div { dt { (w.t(name)) } dd { (count(n.into())) } } } }
        }
    }
}

fn withheld(site: &Site<'_>, parts: &[&Withheld]) -> Markup {
    let w = site.w;
    let place = |p: &Withheld| match p.place.rsplit('/').next().unwrap_or_default() {
        "title" => w.t("part-title"),
        "facts" => w.t("part-facts"),
        "cause" => w.t("part-cause"),
        "remedy" => w.t("part-remedy"),
        "advice" => w.t("part-advice"),
        "amount" => w.t("amount"),
        "replies" => w.t("part-replies"),
        "criteria" => w.t("part-criteria"),
        _ => w.t("part-other"),
    };
    site.scroll(w.t("part-withheld"), &html! { table {
        caption { (w.t("withheld-here")) }
        (site.row(&[("where", ""), ("how-many", "n"), ("reason", ""), ("basis", ""), ("review-on", "")]))
        tbody { @for p in parts { tr {
            th scope="row" { (place(p)) } td.n { (count(p.count)) } td { (w.two(&p.words)) } td { (w.mixed(&p.basis)) }
            td { @if let Some(on) = p.review_on { (on) } @else { "–" } }
        } } }
    } })
}
