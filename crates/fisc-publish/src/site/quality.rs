//! How this release was checked: the items of the standard with who answers for each, what exactly was
//! read and signed for, and what was weighed. Places of warnings are not said: where somebody may be
//! recognised is not to be pointed at.

use super::frame::{Page, Site};
use super::words::count;
use crate::Package;
use crate::quality::{Answer, FILES, JSON, Outcome, PAGE, Report, State};
use fisc_model::act::Role;
use maud::{Markup, html};

pub fn page(site: &Site<'_>, files: &mut Package) {
    let Some(report) = site.extra.quality else {
        return;
    };
    let w = site.w;
    let body = html! {
        h1 { (w.t("nav-quality")) }
        p { (w.t("quality-intro")) }
        (items(site, report))
        h2 { (w.t("quality-content-heading")) }
        p { (w.say("quality-content", &[("digest", html! { code { (report.content) } })])) }
        pre tabindex="0" { code { (command()) } }
        p { (w.t("quality-content-signed")) }
        h2 { (w.t("quality-weighed-heading")) }
        p { (w.t("quality-weighed-text")) }
        (site.scroll(w.t("quality-weighed-caption"), &html! { table {
            caption { (w.t("quality-weighed-caption")) }
            (site.row(&[("quality-weighed-kind", ""), ("quality-weighed-n", "n")]))
            tbody { @for (kind, n) in report.weighed() { tr { th scope="row" { (w.two(&kind.words())) } td.n { (count(n)) } } } }
        } }))
        p { (w.say("quality-data", &[("file", html! { a href={ (site.root(PAGE)) (JSON) } download { (JSON) } })])) }
    };
    site.put(
        &Page {
            path: PAGE,
            title: w.t("nav-quality").into(),
            column: "nav-quality",
            article: true,
            head: None,
            script: None,
            body,
        },
        files,
    );
}

fn items(site: &Site<'_>, report: &Report) -> Markup {
    let w = site.w;
    html! {
        (site.scroll(w.t("quality-caption"), &html! { table {
            caption { (w.t("quality-caption")) }
            (site.row(&[("quality-item", ""), ("quality-answer", ""), ("quality-source", "")]))
            tbody { @for o in &report.items { tr {
                th scope="row" { (w.two(&o.words)) }
                td { (answer(site, o)) }
                td { @for (n, basis) in o.basis.iter().enumerate() { @if n > 0 { br; } (w.mixed(&basis.to_string())) } }
            } } }
        } }))
    }
}

fn answer(site: &Site<'_>, o: &Outcome) -> Markup {
    let w = site.w;
    let state = match o.state {
        State::Green => w.t("quality-green"),
        State::Red | State::NeedsPerson => w.t("quality-open"),
        State::AtPublication => w.t("quality-at-publication"),
    };
    let role = |role: &Role| fisc_review::word(w.lang, "role", role);
    html! {
        @match (&o.answer, &o.confirmed) {
            (Answer::Program, _) => { (w.t("quality-program")) }
            (Answer::Role(_), Some(by)) => { (w.say("quality-confirmed", &[
                ("role", html! { (role(&by.role)) }), ("person", html! { (by.person) }), ("unit", w.mixed(&by.unit)),
                ("date", html! { (by.on) }), ("entry", html! { (by.entry) }),
            ])) }
            (Answer::Role(r), None) => { (role(r)) }
        }
        br; (state)
    }
}

/// What makes the list again, with programs that every machine has.
fn command() -> String {
    let mut left_out = vec![
        "SHA256SUMS".to_string(),
        "release.json".into(),
        "record/.*".into(),
    ];
    left_out.extend(FILES.iter().map(|f| (*f).to_string()));
    format!(
        "grep -Ev '  ({})$' SHA256SUMS | sha256sum",
        left_out.join("|").replace('.', "\\.").replace("\\.*", ".*")
    )
}
