//! Who answers for what: stages whose term is over and that nobody has decided, what was not done as
//! the policy asks, exceptions that a head approved, and what was refused.

use super::finding::stages_of;
use super::lead::options;
use crate::answer::{Answer, Wrong};
use crate::form::Sent;
use crate::layout::scroll;
use crate::reading;
use crate::sign::{self, moment};
use crate::texts::name_of;
use crate::visit::Visit;
use fisc_i18n::Lang;
use fisc_model::act::{Role, Stage};
use fisc_review::case::Case;
use maud::{Markup, html};

/// Refusals on the page; all stand on record.
const REFUSED: usize = 50;

/// The page, and what it is sent.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page(v, view)
}

fn view(v: &Visit<'_>, sent: &Sent<'_>) -> Result<(String, Markup), Wrong> {
    let (t, who) = (v.tongue, v.insider()?);
    let mut office = v.desk.office();
    let case = office.case()?;
    let records = [
        Role::Leader,
        Role::Reviewer,
        Role::Adjudicator,
        Role::Conference,
        Role::Head,
    ];
    let may = records.iter().any(|r| who.roles.contains(r));
    let main = html! {
        (undecided(v, case))
        (breaches(v, case))
        (exceptions(v, case))
        (refused(v, case))
        @if may {
            section.act aria-labelledby="breach" {
                h2 #breach { (t.word("act", "breach")) }
                (record(v, sent, case))
            }
        }
    };
    Ok((t.t("accountability").to_string(), main))
}

/// A table with a caption, or a sentence where there is nothing.
fn listed(
    v: &Visit<'_>,
    id: &'static str,
    none: &'static str,
    columns: &[&str],
    rows: &[Markup],
) -> Markup {
    let t = v.tongue;
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (t.t(id)) }
            @if rows.is_empty() { p { (t.t(none)) } }
            @else { (scroll(t.t(id), &html! {
                table {
                    caption.hidden { (t.t(id)) }
                    thead { tr { @for column in columns { th scope="col" { (column) } } } }
                    tbody { @for row in rows { tr { (row) } } }
                }
            })) }
        }
    }
}

fn finding(v: &Visit<'_>, case: &Case, id: &str) -> Markup {
    html! {
        a href={ "/findings/" (id) } {
            @match case.finding(id) {
                Some(state) => { (v.tongue.side(&state.now().title)) }
                None => { (id) }
            }
        }
        span.code { code { (id) } }
    }
}

fn undecided(v: &Visit<'_>, case: &Case) -> Markup {
    let t = v.tongue;
    let rows: Vec<Markup> = case
        .undecided(v.today())
        .map(|(f, stage, due)| {
            let holders: Vec<&str> = case.holders(stage.role()).map(|p| p.id.as_str()).collect();
            html! {
                th scope="row" { (finding(v, case, &f.id)) }
                td { (t.word("stage", &name_of(stage))) }
                td { span.state.bad { span aria-hidden="true" { "△ " } (due) } }
                td {
                    @if holders.is_empty() { (t.t("gate-nobody")) }
                    @for id in &holders { div { (reading::person(case, id)) } }
                }
            }
        })
        .collect();
    let columns = [
        t.word("field", "finding"),
        t.word("field", "stage"),
        t.t("queue-due").to_string(),
        t.t("accountability-who").to_string(),
    ];
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let none = "accountability-undecided-none";
    listed(v, "accountability-undecided", none, &columns, &rows)
}

fn breaches(v: &Visit<'_>, case: &Case) -> Markup {
    let t = v.tongue;
    let rows: Vec<Markup> = case
        .breaches()
        .iter()
        .map(|b| {
            html! {
                th scope="row" { (reading::entry(t, b.index)) }
                td { (reading::person(case, &b.person))
                    @if let Some(stage) = b.stage { span.code { (t.word("stage", &name_of(stage))) } } }
                td { @match &b.finding { Some(id) => { (finding(v, case, id)) } None => { "–" } } }
                td { span.prose { (t.side(&b.text)) } span.code { code { (b.rule) } } }
            }
        })
        .collect();
    let columns = [
        t.t("record-index").to_string(),
        t.t("accountability-who").to_string(),
        t.word("field", "finding"),
        t.t("accountability-what").to_string(),
    ];
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let none = "accountability-breaches-none";
    listed(v, "accountability-breaches", none, &columns, &rows)
}

fn exceptions(v: &Visit<'_>, case: &Case) -> Markup {
    let t = v.tongue;
    let rows: Vec<Markup> = case
        .exceptions()
        .iter()
        .map(|e| {
            html! {
                th scope="row" { (reading::entry(t, e.index)) }
                td { (reading::person(case, &e.id)) }
                td { code { (e.rule) } }
                td { (reading::person(case, &e.by)) }
                td { span.prose { (e.reason) } }
            }
        })
        .collect();
    let columns = [
        t.t("record-index").to_string(),
        t.t("accountability-for").to_string(),
        t.word("field", "rule"),
        t.t("accountability-by").to_string(),
        t.word("field", "reason"),
    ];
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let none = "accountability-exceptions-none";
    listed(v, "accountability-exceptions", none, &columns, &rows)
}

fn refused(v: &Visit<'_>, case: &Case) -> Markup {
    let t = v.tongue;
    let all = case.refused();
    let rows: Vec<Markup> = all
        .iter()
        .rev()
        .take(REFUSED)
        .map(|r| {
            // The answer stands on record in both languages, a line each.
            let mut lines = r.text.splitn(2, '\n');
            let en = lines.next().unwrap_or_default();
            let zh = lines.next().unwrap_or(en);
            let text = if t.0 == Lang::Zh { zh } else { en };
            html! {
                th scope="row" { (reading::entry(t, r.index)) }
                td { (moment(r.received)) }
                td { (reading::person(case, &r.claimed)) }
                td { span.prose { (text) } span.code { code { (r.rule) } } }
            }
        })
        .collect();
    let columns = [
        t.t("record-index"),
        t.t("record-received"),
        t.t("accountability-claimed"),
        t.t("accountability-what"),
    ];
    let none = "accountability-refused-none";
    html! {
        (listed(v, "accountability-refused", none, &columns, &rows))
        @if all.len() > REFUSED {
            p { (t.say("accountability-refused-more", &[("shown", REFUSED.into()), ("all", all.len().into())])) }
        }
        @if !case.unlawful().is_empty() {
            div.note {
                p { (t.t("accountability-unlawful")) }
                ul { @for u in case.unlawful() { li {
                    (reading::entry(t, u.index)) " · " code { (u.refusal.rule) }
                } } }
            }
        }
    }
}

fn record(v: &Visit<'_>, sent: &Sent<'_>, case: &Case) -> Markup {
    let t = v.tongue;
    let form = sent.act("breach");
    let people: Vec<(String, String)> = case
        .people()
        .map(|p| (p.id.clone(), format!("{} ({})", p.name, p.id)))
        .collect();
    let roles = v.who.as_ref().map(|w| w.roles.clone()).unwrap_or_default();
    let own = stages_of(&roles);
    let at = own.first().map(|s| name_of(*s)).unwrap_or_default();
    form.whole(
        false,
        &html! {
            p { (t.t("accountability-breach-text")) }
            (form.choice("id", t.t("accountability-who"), "", &people))
            (form.choice("stage", &t.word("field", "stage"), &at, &options(t, "stage", &Stage::ALL)))
            (form.text("rule", &t.word("field", "rule"), t.t("accountability-rule-hint"), ""))
            (form.area("text", &t.word("field", "text"), "", ""))
        },
        t.t("lead-check"),
    )
}
