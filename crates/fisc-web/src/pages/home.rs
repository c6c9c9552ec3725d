//! The queue: what waits for me, what is overdue, how the findings stand by stage.

use crate::answer::{Answer, Wrong};
use crate::layout::{self, scroll};
use crate::reading::{self, LeadState};
use crate::texts::name_of;
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_model::act::Stage;
use fisc_model::lead::Lead;
use fisc_review::case::Case;
use fisc_review::queue::{Kind, Task};
use maud::{Markup, html};

/// Leads that are named one by one; more are a number and a way to the list.
const LEADS: usize = 5;

/// The page.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let (t, who) = (v.tongue, v.who()?);
    let mut office = v.desk.office();
    let tasks = office.queue(&who.id, v.today())?;
    let case = office.case()?;
    let lead = |task: &&Task| matches!(task.kind, Kind::VerifyLead | Kind::VerifyLeadAgain);
    let (overdue, rest): (Vec<&Task>, Vec<&Task>) = tasks.iter().partition(|t| t.overdue);
    let leads = rest.iter().copied().filter(lead).count();
    let mut shown = 0;
    let mine: Vec<&Task> = rest
        .into_iter()
        .filter(|task| {
            shown += usize::from(lead(task));
            !lead(task) || leads <= LEADS || shown <= LEADS
        })
        .collect();
    let main = html! {
        @if tasks.is_empty() { p { (t.t("queue-nothing")) } }
        @if !overdue.is_empty() { (list(v, case, "queue-overdue", &overdue)) }
        @if !mine.is_empty() { (list(v, case, "queue-mine", &mine)) }
        (together(v, &tasks))
        @if who.inside() {
            @let decided = |l: &&Lead| matches!(reading::lead_state(case, l), LeadState::Decided(_));
            @let open = case.leads().filter(|l| !decided(l)).count();
            section aria-labelledby="open-leads" {
                h2 #open-leads { (t.t("queue-leads")) }
                p { a href="/leads" { (t.say("queue-leads-text", &[("open", open.into()), ("all", case.leads().count().into())])) } }
            }
            (stages(v, case))
        }
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("nav-queue"), &main),
    ))
}

/// The way to what waits next for who is logged in.
pub fn next(v: &Visit<'_>) -> Result<Option<Markup>, Wrong> {
    let (t, who) = (v.tongue, v.who()?);
    let mut office = v.desk.office();
    let tasks = office.queue(&who.id, v.today())?;
    let case = office.case()?;
    Ok(tasks.first().map(|task| {
        html! { a href=(place(case, task)) { (t.word("task", task.kind.name())) } " " (subject(v, case, task)) }
    }))
}

/// Stages at which more than one finding waits: they may be decided together.
fn together(v: &Visit<'_>, tasks: &[Task]) -> Markup {
    let t = v.tongue;
    let waiting = |stage: Stage| {
        let here = |task: &&Task| task.kind == Kind::Decide && task.stage == Some(stage);
        tasks.iter().filter(here).count()
    };
    html! {
        @for stage in Stage::ALL {
            @let count = waiting(stage);
            @if count > 1 {
                @let words = [("count", count.into()), ("stage", t.word("stage", &name_of(stage)).into())];
                p { a href={ "/decide/" (name_of(stage)) } { (t.say("queue-together", &words)) } }
            }
        }
    }
}

fn list(v: &Visit<'_>, case: &Case, id: &'static str, tasks: &[&Task]) -> Markup {
    let t = v.tongue;
    let name = v.who.as_ref().map(|w| w.name.clone()).unwrap_or_default();
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (t.t(id)) }
            (scroll(t.t(id), &html! {
                table {
                    caption { (t.say("queue-caption", &[("name", name.into())])) }
                    thead { tr {
                        th scope="col" { (t.t("queue-what")) }
                        th scope="col" { (t.t("queue-subject")) }
                        th scope="col" { (t.t("queue-due")) }
                    } }
                    tbody { @for task in tasks { tr {
                        th scope="row" {
                            a href=(place(case, task)) { (t.word("task", task.kind.name())) }
                            @if let Some(stage) = task.stage { span.code { (t.word("stage", &name_of(stage))) } }
                        }
                        td { (subject(v, case, task)) }
                        td { @match task.due {
                            Some(day) => {
                                @if task.overdue { span.state.bad { span aria-hidden="true" { "△ " } (day) } }
                                @else { (day) }
                            }
                            None => { "–" }
                        } }
                    } } }
                }
            }))
        }
    }
}

/// Where the task is done.
fn place(case: &Case, task: &Task) -> String {
    let about = &task.about;
    match task.kind {
        Kind::VerifyLead | Kind::VerifyLeadAgain => format!("/leads/{about}"),
        Kind::WriteFinding => format!("/findings/new?lead={about}"),
        Kind::Serve => format!("/documents/{about}"),
        Kind::CheckPaper => {
            let of = case.paper(about).map(|(document, _)| document);
            format!("/documents/{}", of.unwrap_or_default())
        }
        Kind::Rule => {
            let of = case.dispute(about).map(|d| d.finding.as_str());
            format!("/findings/{}", of.unwrap_or_default())
        }
        _ => format!("/findings/{about}"),
    }
}

fn subject(v: &Visit<'_>, case: &Case, task: &Task) -> Markup {
    let t = v.tongue;
    let about = &task.about;
    html! {
        @if let Some(lead) = case.lead(about) { (t.side(&lead.narrative)) }
        @else if let Some(finding) = case.finding(about) { (t.side(&finding.now().title)) }
        span.code { code { (about) } }
    }
}

fn stages(v: &Visit<'_>, case: &Case) -> Markup {
    let t = v.tongue;
    let standing: Vec<_> = case.findings().filter(|f| f.withdrawn.is_none()).collect();
    let at = |stage: Option<Stage>| standing.iter().filter(|f| f.stages.next() == stage).count();
    let late = |stage: Stage| {
        let late = case.undecided(v.today()).filter(|(_, s, _)| *s == stage);
        late.count()
    };
    html! {
        section aria-labelledby="stages" {
            h2 #stages { (t.t("queue-stages")) }
            @if standing.is_empty() { p { (t.t("queue-stages-none")) } }
            @else { table {
                caption { (t.t("finding-stages")) }
                thead { tr {
                    th scope="col" { (t.t("queue-stage")) }
                    th.n scope="col" { (t.t("queue-count")) }
                    th.n scope="col" { (t.t("queue-late")) }
                } }
                tbody {
                    @for stage in Stage::ALL { tr {
                        th scope="row" { (t.word("stage", &name_of(stage))) }
                        td.n { (at(Some(stage))) }
                        td.n { @match late(stage) {
                            0 => { "0" }
                            n => { a href="/accountability#accountability-undecided" { (n) } }
                        } }
                    } }
                    tr { th scope="row" { (t.t("queue-through")) } td.n { (at(None)) } td.n { "–" } }
                }
            } }
        }
    }
}
