//! Rectification: what is to be put right, by when, and what was done; with the forms that stand on
//! a finding's own page of rectification.

use super::discussion::yes_or_no;
use super::lead::options;
use super::papers;
use crate::answer::{Answer, Wrong};
use crate::form::{Form, Sent};
use crate::layout::{self, scroll};
use crate::reading;
use crate::sign;
use crate::texts::name_of;
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_model::act::{RectificationClass, Rectified, Role};
use fisc_review::case::Case;
use fisc_review::findings::FindingState;
use fisc_review::paper::Kind;
use fisc_review::rectification::Rectification;
use maud::{Markup, html};

/// The list: whatever was issued, and whatever is planned.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let (t, who) = (v.tongue, v.who()?);
    let mut office = v.desk.office();
    let case = office.case()?;
    let all: Vec<_> = reading::findings_for(case, who)
        .into_iter()
        .filter(|(f, _)| f.issued.is_some() || f.rectification.is_some())
        .collect();
    let main = html! {
        @if who.inside() && !all.is_empty() {
            p { (t.t("papers-make")) " " (papers::link(v, Kind::RectificationLedger, "")) }
        }
        @if all.is_empty() { p { (t.t("rectification-none")) } }
        @else { (scroll(t.t("rectification"), &html! {
            table {
                caption { (t.t("rectification-caption")) }
                thead { tr {
                    th scope="col" { (t.word("field", "finding")) }
                    th scope="col" { (t.word("field", "auditee")) }
                    th scope="col" { (t.word("field", "class")) }
                    th scope="col" { (t.word("field", "due")) }
                    th scope="col" { (t.t("leads-state")) }
                } }
                tbody { @for (state, finding) in &all { tr {
                    th scope="row" { a href={ "/rectification/" (state.id) } { (t.side(&finding.title)) } span.code { (state.id) } }
                    td { (reading::auditee(case, &finding.auditee)) }
                    @match &state.rectification {
                        Some(r) => {
                            td { (t.word("class", &name_of(r.class))) }
                            td { (r.due) }
                            td { (state_word(v, r)) }
                        }
                        None => { td { "–" } td { "–" } td { (t.t("finding-open")) } }
                    }
                } } }
            }
        })) }
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("rectification"), &main),
    ))
}

/// How far it is put right: a word and a shape.
pub fn state_word(v: &Visit<'_>, r: &Rectification) -> Markup {
    let (class, shape, id) = if r.closed() {
        ("state good", "● ", "rectification-closed")
    } else if r.overdue(v.today()) {
        ("state bad", "△ ", "rectification-overdue")
    } else {
        ("state", "○ ", "rectification-due")
    };
    html! { span class=(class) { span aria-hidden="true" { (shape) } (v.tongue.t(id)) } }
}

/// One finding's rectification.
pub fn one(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page(v, |v, sent| {
        let (t, who) = (v.tongue, v.who()?);
        let mut office = v.desk.office();
        let case = office.case()?;
        let (state, finding) = reading::finding_for(case, who, v.part("finding"))?;
        let main = html! {
            p { a href={ "/findings/" (state.id) } { code { (state.id) } " " (t.side(&finding.title)) } }
            @if let Some(r) = &state.rectification { (told(v, case, r)) }
            div.act { (forms(v, sent, state)) }
        };
        Ok((t.t("rectification").to_string(), main))
    })
}

fn told(v: &Visit<'_>, case: &Case, r: &Rectification) -> Markup {
    let t = v.tongue;
    let by = |person: &str, index: u64| {
        html! {
            span.code { (reading::person(case, person)) " " (reading::entry(t, index)) }
        }
    };
    html! {
        dl.words {
            div { dt { (t.word("field", "class")) } dd { (t.word("class", &name_of(r.class))) } }
            div { dt { (t.word("field", "due")) } dd { (r.due) } }
            div { dt { (t.t("leads-state")) } dd { (state_word(v, r)) } }
        }
        @for report in &r.reports {
            h2 { (t.word("act", "report_rectification")) " · " (report.on) }
            p.prose { (report.text) }
            (amounts(v, &report.rectified))
            @for paper in &report.papers { (reading::attachment(paper)) }
            (by(&report.person, report.index))
        }
        @for seen in &r.verified {
            h2 { (t.word("act", "verify_rectification")) " · " (seen.on) }
            p { (t.word("field", "closed")) ": " (if seen.closed { t.t("yes") } else { t.t("no") }) }
            p.prose { (seen.text) }
            (amounts(v, &seen.rectified))
            (by(&seen.person, seen.index))
        }
        @for look in &r.looks {
            h2 { (t.word("act", "look_back")) " · " (look.on) }
            p { (t.word("field", "holds")) ": " (if look.holds { t.t("yes") } else { t.t("no") }) }
            p.prose { (look.text) }
            (by(&look.person, look.index))
        }
    }
}

/// Amounts by kind: they are never added up.
fn amounts(v: &Visit<'_>, r: &Rectified) -> Markup {
    let t = v.tongue;
    let money = [
        ("to_treasury", r.to_treasury),
        ("returned", r.returned),
        ("rebooked", r.rebooked),
        ("recovered", r.recovered),
    ];
    html! {
        dl.words {
            @for (name, amount) in money.iter().filter(|(_, m)| m.0 != 0) {
                div { dt { (t.word("field", name)) } dd { data value=(amount) { (amount.grouped()) } " " (reading::currency(v)) } }
            }
            @if r.rules_made > 0 { div { dt { (t.word("field", "rules_made")) } dd { (r.rules_made) } } }
            @if r.people_held_to_account > 0 {
                div { dt { (t.word("field", "people_held_to_account")) } dd { (r.people_held_to_account) } }
            }
        }
    }
}

fn forms(v: &Visit<'_>, sent: &Sent<'_>, state: &FindingState) -> Markup {
    let t = v.tongue;
    let Some(who) = &v.who else { return html! {} };
    let team = who.roles.contains(&Role::Leader) || who.roles.contains(&Role::Member);
    let speaks = who.speaks_for.contains(&state.now().auditee);
    let field = |name: &str| t.word("field", name);
    let about = |form: &Form<'_>| form.hidden("finding", &state.id);
    let open = |act: &str| sent.fields.get("act") == act;
    let button = t.t("lead-check");
    let classes = [
        RectificationClass::AtOnce,
        RectificationClass::Staged,
        RectificationClass::Continuing,
    ];
    let today = v.today().to_string();
    html! {
        @if team {
            @let form = sent.act("plan_rectification");
            details open[open("plan_rectification") || state.rectification.is_none()] {
                summary { (t.t("rectification-plan")) }
                (form.whole(false, &html! {
                    (about(&form))
                    (form.choice("class", &field("class"), "", &options(t, "class", &classes)))
                    (form.day("due", &field("due"), ""))
                }, button))
            }
        }
        @if state.rectification.is_some() && (team || speaks) {
            @let form = sent.act("report_rectification");
            details open[open("report_rectification")] {
                summary { (t.t("rectification-report")) }
                (form.whole(true, &html! {
                    (about(&form))
                    (sums(v, &form))
                    (form.area("text", &field("text"), "", ""))
                    (form.day("on", &field("on"), &today))
                    (form.file("papers", &field("papers"), "", true))
                }, button))
            }
        }
        @if state.rectification.is_some() && team {
            @let form = sent.act("verify_rectification");
            details open[open("verify_rectification")] {
                summary { (t.t("rectification-verify")) }
                (form.whole(false, &html! {
                    (about(&form))
                    (sums(v, &form))
                    (form.choice("closed", &field("closed"), "", &yes_or_no(t)))
                    (form.area("text", &field("text"), "", ""))
                }, button))
            }
            @let form = sent.act("look_back");
            details open[open("look_back")] {
                summary { (t.t("rectification-look")) }
                (form.whole(false, &html! {
                    (about(&form))
                    (form.day("on", &field("on"), &today))
                    (form.choice("holds", &field("holds"), "", &yes_or_no(t)))
                    (form.area("text", &field("text"), "", ""))
                }, button))
            }
        }
    }
}

fn sums(v: &Visit<'_>, form: &Form<'_>) -> Markup {
    let t = v.tongue;
    html! {
        @for name in ["to_treasury", "returned", "rebooked", "recovered"] {
            (form.money(name, &format!("{} ({})", t.word("field", name), reading::currency(v)), "", "0.00"))
        }
        (form.text("rules_made", &t.word("field", "rules_made"), "", "0"))
        (form.text("people_held_to_account", &t.word("field", "people_held_to_account"), "", "0"))
    }
}
