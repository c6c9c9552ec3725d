//! Finding things: indexes by kind, number and auditee for everybody; with script, a field over the
//! same list. The list is a script of the package, because a page opened from a folder may fetch
//! nothing.

use super::figures::kind_word;
use super::file_name;
use super::frame::{Page, Site};
use super::lists::{kinds, table};
use crate::Package;
use maud::html;

pub fn page(site: &Site<'_>, files: &mut Package) {
    let (w, facts) = (site.w, site.facts);
    let starts: Vec<_> = facts.standing.chunks(100).enumerate().collect();
    let index: Vec<serde_json::Value> = facts
        .standing
        .iter()
        .map(|f| {
            let name = facts
                .auditee(f)
                .map(|a| a.name.as_str())
                .unwrap_or_default();
            serde_json::json!([f.number, w.plain(&f.title), name, file_name(&f.number)])
        })
        .collect();
    let json = serde_json::Value::from(index)
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    files.insert(
        format!("{}search-index.js", site.folder()),
        format!("window.fiscIndex={json};\n").into_bytes(),
    );
    let body = html! {
        h1 { (w.t("nav-search")) }
        div #search data-label=(w.t("search-label")) data-none=(w.t("search-none")) data-some=(w.t("search-some")) {}
        h2 { (w.t("index-number-heading")) }
        ul { @for (i, part) in &starts { li { a href={ "lists/number-" (i + 1) ".html" } { (part[0].number) " – " (part[part.len() - 1].number) } } } }
        h2 { (w.t("index-kind-heading")) }
        ul { @for kind in kinds(site) { li { a href={ "lists/" (kind_word(kind)) "-1.html" } { (w.kind(kind)) } } } }
        h2 { (w.t("index-auditee-heading")) }
        p { a href="auditees.html" { (w.t("nav-auditees")) } " · " a href="lists/auditee-1.html" { (w.t("order-auditee")) } }
        @if facts.standing.len() <= 20 && !facts.standing.is_empty() { (table(site, "search.html", &facts.standing, &w.text("amounts-caption", &[("unit", w.unit().into())]))) }
    };
    let script = html! { script src="search-index.js" {} script src={ (site.root("search.html")) "search.js" } {} };
    site.put(
        &Page {
            path: "search.html",
            title: w.t("nav-search").into(),
            column: "nav-search",
            article: false,
            head: None,
            script: Some(script),
            body,
        },
        files,
    );
}
