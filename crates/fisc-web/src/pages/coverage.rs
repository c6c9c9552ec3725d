//! Coverage: what could not be looked for. A method that was skipped is news, and so are the rows
//! that a method left out.

use crate::answer::{Answer, Wrong};
use crate::layout::{self, scroll};
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_model::run::{MethodRun, Outcome, Run};
use maud::{Markup, html};

/// The page.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let t = v.tongue;
    let run = v.desk.run();
    let main = match &run {
        Some(run) if !run.methods.is_empty() => whole(v, run),
        _ => html! { p { (t.t("coverage-no-run")) } },
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("coverage"), &main),
    ))
}

fn whole(v: &Visit<'_>, run: &Run) -> Markup {
    let t = v.tongue;
    let ended = |outcome: Outcome| run.methods.iter().filter(move |m| m.outcome == outcome);
    let known = |code: &str| run.methods.iter().any(|m| m.code == code);
    let never = v.desk.methods().keys().filter(|code| !known(code)).count();
    let counts = [
        (
            "ran",
            (ended(Outcome::Leads).count() + ended(Outcome::Clean).count()).into(),
        ),
        ("skipped", ended(Outcome::Skipped).count().into()),
        ("failed", ended(Outcome::Failed).count().into()),
    ];
    html! {
        p { (t.say("coverage-text", &counts)) }
        @if never > 0 { p { (t.say("coverage-never", &[("count", never.into())])) } }
        (reasons(v, "skipped", t.t("coverage-skipped"), t.t("coverage-skipped-none"), &ended(Outcome::Skipped).collect::<Vec<_>>()))
        (reasons(v, "failed", t.t("coverage-failed"), t.t("coverage-failed-none"), &ended(Outcome::Failed).collect::<Vec<_>>()))
        (populations(v, run))
        (tables(v, run))
    }
}

fn name(v: &Visit<'_>, m: &MethodRun) -> Markup {
    let name = v.tongue.plain(&m.name);
    html! {
        // A run may name a method that this program does not have.
        @if v.desk.method(&m.code).is_some() { a href={ "/methods/" (m.code) } { (name) } } @else { (name) }
        span.code { (m.code) }
    }
}

fn reasons(v: &Visit<'_>, id: &str, heading: &str, nothing: &str, all: &[&MethodRun]) -> Markup {
    let t = v.tongue;
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (heading) }
            @if all.is_empty() { p { (nothing) } }
            @else { (scroll(heading, &html! {
                table {
                    caption { (t.say("coverage-count", &[("count", all.len().into())])) }
                    thead { tr {
                        th scope="col" { (t.t("method")) }
                        th scope="col" { (t.t("coverage-why")) }
                    } }
                    tbody { @for m in all { tr {
                        th scope="row" { (name(v, m)) }
                        td { @match &m.reason {
                            Some(reason) => { (t.side(reason)) }
                            None => { (t.t("coverage-no-reason")) }
                        } }
                    } } }
                }
            })) }
        }
    }
}

/// What the methods that ran left out of their population.
fn populations(v: &Visit<'_>, run: &Run) -> Markup {
    let t = v.tongue;
    let with = run
        .methods
        .iter()
        .filter_map(|m| Some((m, m.population.as_ref()?)));
    let all: Vec<_> = with.collect();
    html! {
        section aria-labelledby="population" {
            h2 #population { (t.t("coverage-population")) }
            @if all.is_empty() { p { (t.t("coverage-population-none")) } }
            @else { (scroll(t.t("coverage-population"), &html! {
                table {
                    caption { (t.t("coverage-population-caption")) }
                    thead { tr {
                        th scope="col" { (t.t("method")) }
                        th.n scope="col" { (t.t("coverage-rows")) }
                        th.n scope="col" { (t.t("coverage-tested")) }
                        th scope="col" { (t.t("coverage-excluded")) }
                    } }
                    tbody { @for (m, p) in &all { tr {
                        th scope="row" { (name(v, m)) }
                        td.n { (p.rows) }
                        td.n { (p.tested) }
                        td {
                            @let left: Vec<_> = p.excluded.iter().filter(|e| e.rows > 0).collect();
                            @if left.is_empty() { (t.t("none")) }
                            @for e in &left { div.sum { span { (t.side(&e.reason)) } span.n { (e.rows) } } }
                        }
                    } } }
                }
            })) }
        }
    }
}

/// What the ledger holds, and what it does not.
fn tables(v: &Visit<'_>, run: &Run) -> Markup {
    let t = v.tongue;
    let zh = t.0 == fisc_i18n::Lang::Zh;
    let all = fisc_model::schema::tables();
    let rows = |name: &str| run.tables.get(name).copied().unwrap_or(0);
    let label = |table: &fisc_model::schema::Table| {
        if zh {
            table.zh.clone()
        } else {
            table.name.replace('_', " ")
        }
    };
    let missing: Vec<String> = all
        .iter()
        .filter(|x| rows(&x.name) == 0)
        .map(label)
        .collect();
    html! {
        section aria-labelledby="tables" {
            h2 #tables { (t.t("coverage-tables")) }
            (scroll(t.t("coverage-tables"), &html! {
                table {
                    caption { (t.t("coverage-tables-caption")) }
                    thead { tr {
                        th scope="col" { (t.t("lead-table")) }
                        th.n scope="col" { (t.t("coverage-rows")) }
                    } }
                    tbody { @for table in all.iter().filter(|x| rows(&x.name) > 0) { tr {
                        th scope="row" { (label(table)) }
                        td.n { (rows(&table.name)) }
                    } } }
                }
            }))
            @if !missing.is_empty() {
                p { (t.say("coverage-missing", &[("tables", missing.join(if zh { "、" } else { ", " }).into())])) }
            }
        }
    }
}
