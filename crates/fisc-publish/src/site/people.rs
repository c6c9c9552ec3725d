//! People affected: how many and with which amounts, by problem and unit. What is withheld bears
//! the same mark whether it is unsafe itself or protects another figure.

use super::figures::problem_label;
use super::frame::{Page, Site};
use super::words::count;
use crate::Package;
use crate::publication::PeopleRow;
use maud::{Markup, html};

/// Where the page stands.
pub const PATH: &str = "people.html";

/// The same as a table of the package.
const TABLE: &str = "data/people.csv";

/// Nothing where no finding is about people.
pub fn page(site: &Site<'_>, files: &mut Package) {
    let (w, p) = (site.w, site.facts.p);
    if p.people.is_empty() {
        return;
    }
    let body = html! {
        h1 { (w.t("nav-people")) }
        p { (w.t("people-intro")) }
        p.note { (w.t("people-withheld")) }
        (site.scroll(w.t("nav-people"), &html! { table {
            caption { (w.text("people-caption", &[("unit", w.unit().into())])) }
            (site.row(&[("amount-kind", ""), ("problem", ""), ("unit", ""), ("people", "n"), ("share", "n"), ("amount", "n")]))
            tbody { @for row in &p.people { tr {
                td { (w.kind(row.amount_kind)) }
                td { @if row.problem.is_empty() { (w.t("all-problems")) } @else { (w.mixed(&problem_label(site, &row.problem))) } }
                th scope="row" { (unit(site, row)) }
                td.n { @if let Some(n) = row.people { (count(n)) } @else { (withheld(site)) } }
                td.n { @if let Some(share) = row.share { (share) } @else { "–" } }
                td.n { @if let Some(amount) = row.amount { (amount.grouped()) } @else { (withheld(site)) } }
            } } }
        } }))
        @if site.extra.downloads.iter().any(|d| d.path == TABLE) {
            p { a href={ (site.root(PATH)) (TABLE) } download { (w.t("download-csv")) } }
        }
    };
    site.put(
        &Page {
            path: PATH,
            title: w.t("nav-people").into(),
            column: "nav-people",
            article: false,
            head: None,
            script: None,
            body,
        },
        files,
    );
}

fn withheld(site: &Site<'_>) -> Markup {
    html! { span.withheld { (site.w.t("withheld-mark")) } }
}

/// The finding, the auditee, the government, or all.
fn unit(site: &Site<'_>, row: &PeopleRow) -> Markup {
    let p = site.facts.p;
    if let Some(f) = p.findings.get(&row.finding) {
        return site.finding_link(
            PATH,
            &f.number,
            &html! { (f.number) " " (site.w.two(&f.title)) },
        );
    }
    if !row.auditee.is_empty() {
        return site.auditee_link(PATH, &row.auditee);
    }
    if row.government.is_empty() {
        return html! { (site.w.t("all-units")) };
    }
    let of = p.auditees.values().find(|a| a.gov_code == row.government);
    let name = of.map(|a| a.government.as_str()).filter(|n| !n.is_empty());
    html! { (site.w.mixed(name.unwrap_or(&row.government))) }
}
