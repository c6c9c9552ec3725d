//! What was tested and how, and what could not be: that is news too.

use super::frame::{Page, Site};
use super::words::count;
use crate::Package;
use crate::tables::{not_run, reason};
use fisc_model::run::{MethodRun, Outcome};
use maud::{Markup, html};

pub fn page(site: &Site<'_>, files: &mut Package) {
    let w = site.w;
    let mut methods: Vec<&MethodRun> = site.facts.p.run.methods.iter().collect();
    methods.sort_by_key(|m| &m.code);
    let (missing, run): (Vec<&MethodRun>, Vec<&MethodRun>) =
        methods.iter().partition(|m| not_run(m));
    let head = |m: &MethodRun| html! { th scope="row" { span.code { (m.code) } (w.two(&m.name)) } };
    let rests = |m: &MethodRun| {
        site.facts
            .standing
            .iter()
            .filter(|f| f.methods.contains(&m.code))
            .count() as u64
    };
    let body = html! {
        h1 { (w.t("nav-methods")) }
        p { (w.t("methods-intro")) }
        h2 { (w.t("not-tested")) }
        @if missing.is_empty() { p { (w.t("all-run")) } } @else {
            p { (w.t("not-tested-note")) }
            (site.scroll(w.t("not-tested"), &html! { table {
                caption { (w.t("not-tested")) }
                (site.row(&[("method", ""), ("outcome", ""), ("reason", "")]))
                tbody { @for m in &missing { tr { (head(m)) td { (w.outcome(m.outcome)) } td { @if m.outcome == Outcome::Failed { (w.t("failed-reason")) } @else { (w.two(&reason(m))) } } } } }
            } }))
        }
        h2 { (w.t("tested-heading")) }
        (site.scroll(w.t("tested-heading"), &html! { table {
            caption { (w.t("tested-caption")) }
            (site.row(&[("method", ""), ("population", "n"), ("tested", "n"), ("excluded", "n"), ("findings", "n")]))
            tbody { @for m in &run { tr { (head(m))
                @if let Some(p) = &m.population {
                    td.n { (count(p.rows)) } td.n { (count(p.tested)) } td.n { (count(p.excluded.iter().map(|e| e.rows).sum())) }
                } @else { td.n { "–" } td.n { "–" } td.n { "–" } }
                td.n { (count(rests(m))) }
            } } }
        } }))
        h2 { (w.t("exclusions")) }
        (exclusions(site, &run, &head))
        h2 { (w.t("parameters")) }
        (site.scroll(w.t("parameters"), &html! { table {
            caption { (w.t("parameters-caption")) }
            (site.row(&[("method", ""), ("parameter", ""), ("value", ""), ("in-force", ""), ("basis", "")]))
            tbody { @for m in &methods { @for p in &m.parameters { @for v in &p.values { tr {
                th scope="row" { span.code { (m.code) } } td { (p.name) } td { (w.mixed(&v.value)) }
                td { (v.effective_from.as_deref().unwrap_or("–")) @if let Some(to) = &v.effective_to { " – " (to) } }
                td { (w.mixed(v.basis.as_deref().unwrap_or("–"))) }
            } } } } }
        } }))
        @if let Some(c) = &site.extra.conformance {
            h2 { (w.t("conformance")) }
            p { (w.say("conformance-sum", &[
                ("cells", html! { (count(c.cells)) }), ("agree", html! { (count(c.agree)) }),
                ("explained", html! { (count(c.explained)) }),
            ])) " " a href={ (site.root("methods.html")) (crate::CONFORMANCE) } download { (w.t("conformance-file")) } }
        }
        h2 { (w.t("versions")) }
        (site.scroll(w.t("versions"), &html! { table {
            caption { (w.t("versions-caption")) }
            (site.row(&[("method", ""), ("digest", "")]))
            tbody { @for m in &methods { tr { th scope="row" { span.code { (m.code) } } td { code { (m.digest) } } } } }
        } }))
    };
    site.put(
        &Page {
            path: "methods.html",
            title: w.t("nav-methods").into(),
            column: "nav-methods",
            article: false,
            head: None,
            script: None,
            body,
        },
        files,
    );
}

fn exclusions(site: &Site<'_>, run: &[&MethodRun], head: &dyn Fn(&MethodRun) -> Markup) -> Markup {
    let w = site.w;
    let rows: Vec<_> = run
        .iter()
        .flat_map(|m| {
            m.population
                .iter()
                .flat_map(|p| &p.excluded)
                .map(move |e| (*m, e))
        })
        .collect();
    html! {
        @if rows.is_empty() { p { (w.t("none-excluded")) } } @else {
            (site.scroll(w.t("exclusions"), &html! { table {
                caption { (w.t("exclusions-caption")) }
                (site.row(&[("method", ""), ("reason", ""), ("rows", "n")]))
                tbody { @for (m, e) in &rows { tr { (head(m)) td { (w.two(&e.reason)) } td.n { (count(e.rows)) } } } }
            } }))
        }
    }
}
