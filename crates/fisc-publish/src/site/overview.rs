//! The first page: what was found in numbers with their meaning, and the drawings.

use super::facts::KINDS;
use super::figures::{self, By};
use super::frame::{Page, Site};
use super::words::count;
use crate::Package;
use crate::publication::RectificationState;
use fisc_model::Money;
use fisc_model::run::Outcome;
use maud::{Markup, PreEscaped, html};

/// Rows of transfers in the table here; all stand on their own page.
const ROWS: usize = 20;
/// Withdrawn findings with their reasons here; all stand on the page of corrections.
const MOST: usize = 100;

pub fn page(site: &Site<'_>, files: &mut Package) {
    let (w, p, facts) = (site.w, site.facts.p, site.facts);
    let auditees: std::collections::BTreeSet<&str> =
        facts.standing.iter().map(|f| f.auditee.as_str()).collect();
    let important: Vec<_> = facts.standing.iter().filter(|f| f.material).collect();
    let body = html! {
        h1 { (w.mixed(&p.title)) }
        @if facts.all_withdrawn() { (withdrawn(site)) } @else { p.lead { (w.say("overview-lead", &[
            ("year", html! { (p.fiscal_year) }), ("findings", html! { data value=(facts.standing.len()) { (count(facts.standing.len() as u64)) } }),
            ("auditees", html! { (count(auditees.len() as u64)) }),
        ])) } }
        @if let Some(first) = p.interpretation.first() { (w.paragraphs(first)) p { a href="plain.html" { (w.t("read-on")) } } }
        section aria-labelledby="key" { h2 #key { (w.t("key-figures")) } (key(site)) }
        @if !important.is_empty() {
            section aria-labelledby="important" {
                h2 #important { (w.t("important")) }
                ul { @for f in important.iter().take(10) { li { (site.finding_link("index.html", &f.number, &w.two(&f.title))) } } }
                p { a href="lists/number-1.html" { (w.t("all-findings")) } }
            }
        }
        (figures::amounts(site, By::Problem))
        (figures::amounts(site, By::Auditee))
        (figures::amounts(site, By::Level))
        (figures::execution(site))
        section aria-labelledby="flows" { h2 #flows { (w.t("nav-transfers")) } (figures::transfers(site, "index.html", ROWS)) }
        section aria-labelledby="data" {
            h2 #data { (w.t("data")) }
            ul {
                @for d in site.extra.downloads { li { a href={ (site.root("index.html")) (d.path) } download { (w.two(d.title)) } " (" (d.media_type) ", " (count(d.bytes)) " B)" } }
                li { a href={ (site.root("index.html")) "figures/findings.csv" } download { (w.t("findings-csv")) } }
            }
        }
    };
    site.put(
        &Page {
            path: "index.html",
            title: w.t("nav-overview").into(),
            column: "nav-overview",
            article: false,
            head: Some(description(site)),
            script: None,
            body,
        },
        files,
    );
}

/// That all was taken back comes first, with the reason for each finding.
fn withdrawn(site: &Site<'_>) -> Markup {
    let (w, all) = (site.w, &site.facts.withdrawn);
    let number = |n: &str| html! { (w.text("finding-number", &[("number", n.into())])) };
    html! { div.notice role="note" {
        p.lead { strong { (w.say("all-withdrawn", &[("year", html! { (site.facts.p.fiscal_year) }), ("findings", html! { data value=(all.len()) { (count(all.len() as u64)) } })])) } }
        ul { @for (n, gone) in all.iter().take(MOST) { li { (site.finding_link("index.html", n, &number(n))) " " (w.two(&gone.item.reason)) } } }
        p { a href="corrections.html" { (w.t("nav-corrections")) } }
    } }
}

/// Each number with what it means and where its rows are.
fn key(site: &Site<'_>) -> Markup {
    let (w, facts, run) = (site.w, site.facts, &site.facts.p.run);
    let sums = facts.sums(|_| ());
    let not_run = run
        .methods
        .iter()
        .filter(|m| matches!(m.outcome, Outcome::Skipped | Outcome::Failed))
        .count();
    let closed = facts
        .standing
        .iter()
        .filter(|f| {
            f.rectification
                .as_ref()
                .is_some_and(|r| r.state == RectificationState::Closed)
        })
        .count();
    let overdue = facts
        .standing
        .iter()
        .filter(|f| {
            f.rectification
                .as_ref()
                .is_some_and(|r| r.state == RectificationState::Overdue)
        })
        .count();
    let withheld = facts.p.withheld.iter().map(|w| w.count).sum();
    let row = |name: &str, value: String, means: &str, to: &str| html! { tr { th scope="row" { a href=(to) { (name) } span.note { (means) } } td.n { (value) } } };
    html! {
        (site.scroll(w.t("key-figures"), &html! { table.key {
            caption { (w.t("key-caption")) }
            (site.row(&[("figure", ""), ("value", "n")]))
            tbody {
                (row(w.t("findings"), count(facts.standing.len() as u64), w.t("findings-means"), "lists/number-1.html"))
                @for kind in KINDS { @if let Some((amount, n)) = sums.get(&kind).and_then(|s| s.get(&())) {
                    (row(w.kind(kind), w.amount(*amount), &w.text("kind-of", &[("means", w.kind_means(kind).into()), ("n", (*n).into())]), &format!("lists/{}-1.html", figures::kind_word(kind))))
                } }
                (row(w.t("closed"), count(closed as u64), w.t("closed-means"), "rectification.html"))
                (row(w.t("overdue"), count(overdue as u64), w.t("overdue-means"), "rectification.html"))
                (row(w.t("methods-run"), count((run.methods.len() - not_run) as u64), w.t("methods-run-means"), "methods.html"))
                (row(w.t("methods-not-run"), count(not_run as u64), w.t("methods-not-run-means"), "methods.html"))
                (row(w.t("withheld-parts"), count(withheld), w.t("withheld-parts-means"), "withheld.html"))
            }
        } }))
        p.note { (w.t("kinds-apart")) }
    }
}

/// For search engines: schema.org/Dataset.
fn description(site: &Site<'_>) -> Markup {
    let (w, p) = (site.w, site.facts.p);
    let issue = &p.issue;
    let own = |path: &str| format!("{}{path}", issue.address);
    let mut distribution: Vec<serde_json::Value> = site.extra.downloads.iter().map(|d| serde_json::json!({
        "@type": "DataDownload", "name": w.plain(d.title), "contentUrl": own(d.path), "encodingFormat": d.media_type,
        "contentSize": format!("{} B", d.bytes), "sha256": d.sha256,
    })).collect();
    distribution.push(serde_json::json!({ "@type": "DataDownload", "name": w.t("findings-csv"), "contentUrl": own("figures/findings.csv"), "encodingFormat": "text/csv" }));
    let body =
        serde_json::json!({ "@type": "GovernmentOrganization", "name": w.plain(&issue.body) });
    let mut json = serde_json::json!({
        "@context": "https://schema.org", "@type": "Dataset", "name": p.title,
        "description": match site.facts.all_withdrawn() {
            true => w.text("description-withdrawn", &[("title", (&p.title).into())]),
            false => w.text("description", &[("title", (&p.title).into()), ("n", site.facts.standing.len().into())]),
        },
        "url": own(site.folder()), "identifier": issue.index_number, "license": issue.licence.address,
        "creator": body, "publisher": body, "datePublished": issue.published_on.to_string(), "dateCreated": issue.written_on.to_string(),
        "version": issue.release.to_string(), "temporalCoverage": p.fiscal_year.to_string(), "isAccessibleForFree": true,
        "inLanguage": ["zh-CN", "en"], "distribution": distribution,
    });
    if let Some(until) = issue.valid_until {
        json["expires"] = until.to_string().into();
    }
    // Within script only `</` could end it; a JSON string says the same with an escape.
    let text = json.to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(text)) } }
}

/// The sum of a kind over the findings that stand, for texts.
pub fn kind_sums(site: &Site<'_>) -> Vec<(fisc_model::finding::AmountKind, Money, u64)> {
    let sums = site.facts.sums(|_| ());
    KINDS
        .iter()
        .filter_map(|k| {
            sums.get(k)
                .and_then(|s| s.get(&()))
                .map(|(a, n)| (*k, *a, *n))
        })
        .collect()
}
