//! Where putting things right stands: by state, what is overdue, what auditors acknowledged.

use super::finding;
use super::frame::{Page, Site};
use super::lists;
use super::words::count;
use crate::Package;
use crate::publication::{PublicFinding, RectificationState};
use fisc_model::act::Rectified;
use maud::html;

/// Overdue findings shown here.
const MOST: usize = 200;

const STATES: [Option<RectificationState>; 6] = [
    Some(RectificationState::Overdue),
    Some(RectificationState::Reopened),
    Some(RectificationState::Open),
    Some(RectificationState::Reported),
    Some(RectificationState::Closed),
    None,
];

/// Each kind added up on its own.
pub fn total(all: &[&Rectified]) -> Rectified {
    let mut sum = Rectified::default();
    for r in all {
        sum.to_treasury = sum.to_treasury + r.to_treasury;
        sum.returned = sum.returned + r.returned;
        sum.rebooked = sum.rebooked + r.rebooked;
        sum.recovered = sum.recovered + r.recovered;
        sum.rules_made = sum.rules_made.saturating_add(r.rules_made);
        sum.people_held_to_account = sum
            .people_held_to_account
            .saturating_add(r.people_held_to_account);
    }
    sum
}

pub fn page(site: &Site<'_>, files: &mut Package) {
    let (w, all) = (site.w, &site.facts.standing);
    let state = |f: &PublicFinding| f.rectification.as_ref().map(|r| r.state);
    let done: Vec<&Rectified> = all
        .iter()
        .filter_map(|f| f.rectification.as_ref())
        .map(|r| &r.acknowledged)
        .collect();
    let mut overdue: Vec<&PublicFinding> = all
        .iter()
        .copied()
        .filter(|f| state(f) == Some(RectificationState::Overdue))
        .collect();
    overdue.sort_by_key(|f| f.rectification.as_ref().map(|r| r.due));
    let path = "rectification.html";
    let body = html! {
        h1 { (w.t("nav-rectification")) }
        p { (w.say("rectification-intro", &[("date", html! { (site.facts.p.issue.published_on) })])) }
        table {
            caption { (w.t("states-caption")) }
            (site.row(&[("state", ""), ("findings", "n")]))
            tbody { @for s in STATES { tr { th scope="row" { (w.state(s)) } td.n { (count(all.iter().filter(|f| state(f) == s).count() as u64)) } } } }
        }
        h2 { (w.t("acknowledged-all")) }
        (finding::acknowledged(site, &total(&done)))
        p.note { (w.t("kinds-apart")) }
        h2 { (w.t("overdue")) }
        @if overdue.is_empty() { p { (w.t("none-overdue")) } } @else {
            (lists::table(site, path, &overdue[..overdue.len().min(MOST)], &w.text("overdue-caption", &[("shown", count(overdue.len().min(MOST) as u64).into()), ("all", count(overdue.len() as u64).into()), ("unit", w.unit().into())])))
        }
    };
    site.put(
        &Page {
            path,
            title: w.t("nav-rectification").into(),
            column: "nav-rectification",
            article: false,
            head: None,
            script: None,
            body,
        },
        files,
    );
}
