//! Lists of findings in the orders people ask for, as pages of a hundred: by number, by auditee, and
//! by amount within each kind. And one page for each auditee.

use super::facts::KINDS;
use super::figures::kind_word;
use super::frame::{Page, Site, up};
use super::words::count;
use super::{file_name, finding};
use crate::Package;
use crate::publication::PublicFinding;
use fisc_model::finding::AmountKind;
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Findings on a page.
const SIZE: usize = 100;
/// Findings on an auditee's page; the list by auditee has all.
const MOST: usize = 200;

pub fn pages(site: &Site<'_>, files: &mut Package) {
    let by_number = site.facts.standing.clone();
    list(site, "number", site.w.t("order-number"), &by_number, files);
    let mut by_auditee = by_number.clone();
    by_auditee.sort_by_key(|f| &f.auditee);
    list(
        site,
        "auditee",
        site.w.t("order-auditee"),
        &by_auditee,
        files,
    );
    for kind in kinds(site) {
        let mut of_kind: Vec<_> = by_number
            .iter()
            .copied()
            .filter(|f| f.amount_kind == kind)
            .collect();
        of_kind.sort_by_key(|f| Reverse(site.facts.amount(f)));
        list(site, &kind_word(kind), site.w.kind(kind), &of_kind, files);
    }
    auditees(site, &by_auditee, files);
}

/// The kinds that findings have.
pub fn kinds(site: &Site<'_>) -> Vec<AmountKind> {
    KINDS
        .into_iter()
        .filter(|k| site.facts.standing.iter().any(|f| f.amount_kind == *k))
        .collect()
}

fn list(
    site: &Site<'_>,
    order: &str,
    name: &str,
    findings: &[&PublicFinding],
    files: &mut Package,
) {
    let w = site.w;
    let pages: Vec<&[&PublicFinding]> = if findings.is_empty() {
        vec![&[]]
    } else {
        findings.chunks(SIZE).collect()
    };
    let mut orders = vec![
        ("number".to_string(), w.t("order-number")),
        ("auditee".to_string(), w.t("order-auditee")),
    ];
    orders.extend(kinds(site).into_iter().map(|k| (kind_word(k), w.kind(k))));
    for (i, part) in pages.iter().enumerate() {
        let path = format!("lists/{order}-{}.html", i + 1);
        let title = if pages.len() == 1 {
            format!("{} · {name}", w.t("nav-findings"))
        } else {
            format!("{} · {name} · {}", w.t("nav-findings"), i + 1)
        };
        let body = html! {
            h1 { (w.t("nav-findings")) }
            nav.orders aria-label=(w.t("orders")) {
                p { (w.t("orders")) }
                ul { @for (o, n) in &orders { li { a href={ (o) "-1.html" } aria-current=[(o == order).then_some("true")] { (n) } } } }
            }
            @if part.is_empty() { p { (w.t("no-findings")) } } @else { (table(site, &path, part, &w.text("list-caption", &[
                ("order", name.into()), ("from", count((i * SIZE + 1) as u64).into()), ("to", count((i * SIZE + part.len()) as u64).into()),
                ("all", count(findings.len() as u64).into()), ("unit", w.unit().into()),
            ]))) }
            @if pages.len() > 1 { (pager(site, order, i, pages.len())) }
            @if order == "number" && !site.facts.withdrawn.is_empty() {
                h2 { (w.t("withdrawn-heading")) }
                ul { @for number in site.facts.withdrawn.keys() { li { (site.finding_link(&path, number, &html! { (number) })) } } }
            }
            p { a href={ (site.root(&path)) "figures/findings.csv" } download { (w.t("findings-csv")) } " · " a href={ (up(&path)) "search.html" } { (w.t("nav-search")) } }
        };
        site.put(
            &Page {
                path: &path,
                title,
                column: "nav-findings",
                article: false,
                head: None,
                script: None,
                body,
            },
            files,
        );
    }
}

/// The first, the last and those around.
fn pager(site: &Site<'_>, order: &str, at: usize, pages: usize) -> Markup {
    let w = site.w;
    let near = |i: usize| i == 0 || i + 1 == pages || i.abs_diff(at) <= 2;
    html! { nav.pager aria-label=(w.t("pages")) { ul { @for i in (0..pages).filter(|i| near(*i)) {
        @if i > 0 && !near(i - 1) { li aria-hidden="true" { "…" } }
        li { a href={ (order) "-" (i + 1) ".html" } aria-current=[(i == at).then_some("page")] aria-label=(w.text("page-n", &[("n", (i + 1).to_string().into())])) { (i + 1) } }
    } } } }
}

/// Findings as rows, narrow enough for a telephone.
pub fn table(site: &Site<'_>, path: &str, findings: &[&PublicFinding], caption: &str) -> Markup {
    let w = site.w;
    site.scroll(w.t("nav-findings"), &html! { table.list {
        caption { (caption) }
        (site.row(&[("finding-and-auditee", ""), ("amount-and-kind", "n"), ("state", "")]))
        tbody { @for f in findings { tr {
            th scope="row" { span.code { (f.number) } (site.finding_link(path, &f.number, &w.two(&f.title))) span.note { (site.auditee_link(path, &f.auditee)) } }
            td.n { (site.amount(f)) span.note { (w.kind(f.amount_kind)) } }
            td { (w.state(f.rectification.as_ref().map(|r| r.state))) }
        } } }
    } })
}

fn auditees(site: &Site<'_>, sorted: &[&PublicFinding], files: &mut Package) {
    let (w, p) = (site.w, site.facts.p);
    let mut of: BTreeMap<&str, Vec<&PublicFinding>> = BTreeMap::new();
    let mut page_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, f) in sorted.iter().enumerate() {
        of.entry(&f.auditee).or_default().push(f);
        page_of.entry(&f.auditee).or_insert(i / SIZE + 1);
    }
    let sums = site.facts.sums(|f| f.auditee.clone());
    let body = html! {
        h1 { (w.t("nav-auditees")) }
        p { (w.say("auditees-intro", &[("n", html! { (count(p.auditees.len() as u64)) })])) }
        (site.scroll(w.t("nav-auditees"), &html! { table {
            caption { (w.t("auditees-caption")) }
            (site.row(&[("auditee", ""), ("code", ""), ("government", ""), ("level", ""), ("findings", "n")]))
            tbody { @for (code, a) in &p.auditees { tr {
                th scope="row" { (site.auditee_link("auditees.html", code)) } td { (code) } td { (w.mixed(&a.government)) } td { (w.level(&a.level)) }
                td.n { (count(of.get(code.as_str()).map_or(0, Vec::len) as u64)) }
            } } }
        } }))
    };
    site.put(
        &Page {
            path: "auditees.html",
            title: w.t("nav-auditees").into(),
            column: "nav-auditees",
            article: false,
            head: None,
            script: None,
            body,
        },
        files,
    );
    for (code, a) in &p.auditees {
        let path = format!("auditees/{}", file_name(code));
        let own = of.get(code.as_str()).map_or(&[][..], Vec::as_slice);
        let years = p.independence.leader_years.get(code);
        let body = html! {
            h1 { (w.mixed(&a.name)) }
            dl.facts {
                div { dt { (w.t("code")) } dd { (code) } }
                div { dt { (w.t("government")) } dd { (w.mixed(&a.government)) } }
                div { dt { (w.t("level")) } dd { (w.level(&a.level)) } }
                @for kind in KINDS { @if let Some((amount, n)) = sums.get(&kind).and_then(|s| s.get(code)) {
                    div { dt { (w.kind(kind)) } dd { (w.amount(*amount)) " " (w.text("of-findings", &[("n", (*n).into())])) } }
                } }
                @if let Some(years) = years { div { dt { (w.t("leader-years")) } dd { (years) } } }
            }
            @if own.is_empty() { p { (w.t("no-findings-auditee")) } } @else {
                h2 { (w.t("findings")) }
                (table(site, &path, &own[..own.len().min(MOST)], &w.text("amounts-caption", &[("unit", w.unit().into())])))
                @if own.len() > MOST { p { a href={ (up(&path)) "lists/auditee-" (page_of[code.as_str()]) ".html" } { (w.t("all-findings")) } } }
            }
            @let done: Vec<_> = own.iter().filter_map(|f| f.rectification.as_ref()).map(|r| &r.acknowledged).collect();
            @if !done.is_empty() { (finding::acknowledged(site, &super::rectification::total(&done))) }
        };
        site.put(
            &Page {
                path: &path,
                title: a.name.clone(),
                column: "nav-auditees",
                article: true,
                head: None,
                script: None,
                body,
            },
            files,
        );
    }
}
