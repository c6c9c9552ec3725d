//! A finding: left its facts and evidence, right the rule and what is thought of it; then how far it
//! is, what happened to it, and the forms for who may act now.

use super::discussion;
use super::lead::options;
use super::papers;
use crate::answer::{Answer, Wrong};
use crate::evidence::{Rows, Unread};
use crate::form::Sent;
use crate::layout::{escape, scroll};
use crate::reading;
use crate::sign;
use crate::texts::name_of;
use crate::visit::Visit;
use fisc_model::act::{Act, Role, Stage, Verdict};
use fisc_model::finding::Finding;
use fisc_model::lead::{Bilingual, Lead};
use fisc_review::case::{Case, Happened};
use fisc_review::changes::about;
use fisc_review::findings::FindingState;
use fisc_review::paper::Kind;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The page, and what it is sent.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page(v, view)
}

fn view(v: &Visit<'_>, sent: &Sent<'_>) -> Result<(String, Markup), Wrong> {
    let (t, who) = (v.tongue, v.who()?);
    let inside = who.inside();
    let leads = resting(v)?;
    let rows = v.desk.rows(&leads);
    let mut office = v.desk.office();
    let case = office.case()?;
    let (state, finding) = reading::finding_for(case, who, v.part("finding"))?;
    let version = t.say(
        "finding-version",
        &[("version", u64::from(finding.version).into())],
    );
    let main = html! {
        p.soft {
            code { (finding.id) } " · " (version)
            @if state.issued.is_some() {
                " · " a href={ "/rectification/" (finding.id) } { (t.t("rectification")) }
            }
            @if inside {
                " · " a href={ "/findings/" (finding.id) "/changes" } { (t.t("finding-changes")) }
                @if (team(v) || amends(v)) && state.withdrawn.is_none() {
                    " · " a href={ "/findings/" (finding.id) "/edit" } { (t.t("finding-edit")) }
                }
            }
        }
        @if let Some(lead) = case.stale(state).filter(|_| inside) {
            div.note { p { (t.t("finding-stale")) " " a href={ "/leads/" (lead) } { code { (lead) } } } }
        }
        @if let Some(withdrawn) = &state.withdrawn {
            div.note { p { strong { (t.t("finding-withdrawn")) } } p.prose { (withdrawn.reason) } }
        }
        (content(v, case, finding))
        @if inside && state.withdrawn.is_none() {
            p { (t.t("papers-make")) " "
                @for (i, kind) in [Kind::WorkingPaper, Kind::EvidenceForm].into_iter().enumerate() {
                    @if i > 0 { " · " }
                    (papers::link(v, kind, &finding.id))
                }
            }
        }
        @if !leads.is_empty() { (evidence(v, &leads, &rows)) }
        @if inside { (stages(v, case, state)) (history(v, case, state)) }
        (discussion::replies(v, case, state))
        @if inside { (discussion::disputes(v, case, state)) }
        @if state.withdrawn.is_none() {
            div.act { (forms(v, sent, case, state)) }
        }
    };
    Ok((t.plain(&finding.title).to_string(), main))
}

/// The leads that the finding rests on, as they are now; none for who may not see leads.
fn resting(v: &Visit<'_>) -> Result<Vec<Lead>, Wrong> {
    let who = v.who()?;
    let mut office = v.desk.office();
    let case = office.case()?;
    let (_, finding) = reading::finding_for(case, who, v.part("finding"))?;
    if !who.inside() {
        return Ok(Vec::new());
    }
    let leads = finding.leads.iter().filter_map(|l| case.lead(&l.lead_id));
    Ok(leads.cloned().collect())
}

fn evidence(v: &Visit<'_>, leads: &[Lead], rows: &Result<Rows, Unread>) -> Markup {
    let t = v.tongue;
    html! {
        section aria-labelledby="rows" {
            h2 #rows { (t.t("lead-rows")) }
            (super::rows::state(v, leads, rows))
            @for lead in leads {
                h3 { a href={ "/leads/" (lead.lead_id) } { (t.side(&lead.narrative)) } }
                (super::rows::of(v, lead, rows))
            }
        }
    }
}

fn team(v: &Visit<'_>) -> bool {
    let who = v.who.as_ref();
    who.is_some_and(|w| w.roles.contains(&Role::Member) || w.roles.contains(&Role::Leader))
}

/// Who may write a version of what others found.
fn amends(v: &Visit<'_>) -> bool {
    let who = v.who.as_ref();
    who.is_some_and(|w| w.roles.contains(&Role::Adjudicator))
}

/// What a version says.
pub fn content(v: &Visit<'_>, case: &Case, finding: &Finding) -> Markup {
    let t = v.tongue;
    let text = |name: &str, text: &Bilingual| {
        html! {
            @if !t.plain(text).is_empty() {
                h3 { (t.word("field", name)) }
                p.prose { (t.side(text)) }
            }
        }
    };
    let inside = v.who.as_ref().is_some_and(crate::visit::Who::inside);
    html! {
        div.two {
            section aria-labelledby="left" {
                h2 #left { (t.t("finding-left")) }
                (text("facts", &finding.facts))
                dl.words {
                    div { dt { (t.word("field", "auditee")) } dd { a href={ "/auditees/" (escape(&finding.auditee)) } { (reading::auditee(case, &finding.auditee)) } } }
                    div { dt { (t.word("field", "amount")) } dd {
                        data value=(finding.amount) { (finding.amount.grouped()) } " " (reading::currency(v))
                        span.code { (t.word("amount", &name_of(finding.amount_kind))) }
                    } }
                    @if let Some(fine) = finding.fine {
                        div { dt { (t.word("field", "fine")) } dd { data value=(fine) { (fine.grouped()) } " " (reading::currency(v)) } }
                    }
                    div { dt { (t.word("field", "material")) } dd { (if finding.material { t.t("yes") } else { t.t("no") }) } }
                }
                @if inside {
                    h3 { (t.word("field", "leads")) }
                    @for lead in &finding.leads {
                        p { a href={ "/leads/" (lead.lead_id) } { code { (lead.lead_id) } } }
                    }
                }
                @if !finding.evidence.is_empty() {
                    h3 { (t.word("field", "evidence")) }
                    @for file in &finding.evidence { (reading::attachment(file)) }
                }
            }
            section aria-labelledby="right" {
                h2 #right { (t.t("finding-right")) }
                h3 { (t.word("field", "criteria")) }
                ul { @for c in &finding.criteria { li {
                    (c.instrument) " " (c.article)
                    @if !c.text.is_empty() { p.prose.soft { (c.text) } }
                } } }
                (text("cause", &finding.cause))
                (text("remedy", &finding.remedy))
                (text("advice", &finding.advice))
            }
        }
    }
}

fn stages(v: &Visit<'_>, case: &Case, state: &FindingState) -> Markup {
    let t = v.tongue;
    html! {
        section aria-labelledby="stages" {
            h2 #stages { (t.t("finding-stages")) }
            (scroll(t.t("finding-stages"), &html! {
                table {
                    caption { (t.say("finding-stages-caption", &[("finding", (&state.id).into())])) }
                    thead { tr {
                        th scope="col" { (t.t("queue-stage")) }
                        th scope="col" { (t.t("leads-state")) }
                        th scope="col" { (t.t("finding-who")) }
                        th scope="col" { (t.word("field", "opinion")) }
                    } }
                    tbody { @for stage in Stage::ALL { tr {
                        th scope="row" { (t.word("stage", &name_of(stage))) }
                        @match state.stages.stands.get(&stage) {
                            Some(s) => {
                                td { span.state.good { span aria-hidden="true" { "● " } (t.t("finding-stands")) } }
                                td { (reading::person(case, &s.person)) " " (reading::entry(t, s.index)) }
                                td { span.prose { (s.opinion) } }
                            }
                            None => {
                                @let void = state.stages.voided.iter().rev().find(|x| x.signature.stage == stage);
                                @match void {
                                    Some(x) => {
                                        td { span.state.bad { span aria-hidden="true" { "△ " } (t.t("finding-void")) } }
                                        td { (reading::person(case, &x.signature.person)) " " (reading::entry(t, x.signature.index)) }
                                        td { (t.side(&x.why.text())) }
                                    }
                                    None => {
                                        td { span.state { span aria-hidden="true" { "○ " } (t.t("finding-open")) } }
                                        td {} td {}
                                    }
                                }
                            }
                        }
                    } } }
                }
            }))
        }
    }
}

/// Every entry about the finding, in order.
fn history(v: &Visit<'_>, case: &Case, state: &FindingState) -> Markup {
    let t = v.tongue;
    html! {
        section aria-labelledby="history" {
            h2 #history { (t.t("finding-history")) }
            (scroll(t.t("finding-history"), &html! {
                table {
                    caption { (t.say("finding-history-caption", &[("finding", (&state.id).into())])) }
                    thead { tr {
                        th scope="col" { (t.t("record-index")) }
                        th scope="col" { (t.t("finding-what")) }
                        th scope="col" { (t.t("finding-who")) }
                        th scope="col" { (t.t("finding-when")) }
                    } }
                    tbody { @for h in about(case, state) { tr {
                        th scope="row" { a href={ "/record/" (h.index) } { (h.index) } }
                        td {
                            (what(v, h))
                            @for notice in &h.notices { p.soft { (t.side(&notice.text)) } }
                        }
                        td { (reading::person(case, &h.person)) }
                        td { (sign::moment(h.received)) }
                    } } }
                }
            }))
        }
    }
}

/// What happened, in a few words.
fn what(v: &Visit<'_>, h: &Happened) -> Markup {
    let t = v.tongue;
    let title = sign::title(t, &h.act);
    let (more, text) = match &h.act {
        Act::VerifyLead { outcome, note, .. } => {
            (t.word("outcome", &name_of(*outcome)), note.as_str())
        }
        Act::WriteFinding { finding, reason } => {
            let version = [("version", u64::from(finding.version).into())];
            (t.say("finding-version", &version), reason.as_str())
        }
        Act::Decide {
            stage,
            verdict,
            opinion,
            ..
        } => {
            let stage = t.word("stage", &name_of(*stage));
            let verdict = t.word("verdict", &name_of(*verdict));
            (format!("{stage} · {verdict}"), opinion.as_str())
        }
        Act::Reply { text, .. } | Act::Dispute { text, .. } | Act::Say { text, .. } => {
            (String::new(), text.as_str())
        }
        Act::AnswerReply { reason, .. } | Act::Rule { reason, .. } => {
            (String::new(), reason.as_str())
        }
        _ => (String::new(), ""),
    };
    html! {
        (title) @if !more.is_empty() { " · " (more) }
        @if !text.is_empty() { p.prose.soft { (text) } }
    }
}

fn forms(v: &Visit<'_>, sent: &Sent<'_>, case: &Case, state: &FindingState) -> Markup {
    let t = v.tongue;
    let roles = v.who.as_ref().map(|w| w.roles.clone()).unwrap_or_default();
    let stages = stages_of(&roles);
    let next = state.stages.next().filter(|s| stages.contains(s));
    html! {
        @if !stages.is_empty() {
            section aria-labelledby="decide" {
                h2 #decide { (t.t("finding-decide")) }
                (decide(v, sent, case, state, &stages, next))
            }
        }
        (discussion::forms(v, sent, case, state))
        @if team(v) {
            @let form = sent.act("withdraw_finding");
            details open[sent.fields.get("act") == "withdraw_finding"] {
                summary { (t.t("finding-withdraw")) }
                (form.whole(false, &html! {
                    (form.hidden("finding", &state.id))
                    (form.area("reason", &t.word("field", "reason"), "", ""))
                }, t.t("lead-check")))
            }
        }
    }
}

/// The stages at which somebody decides. A head may leave out the conference.
pub fn stages_of(roles: &BTreeSet<Role>) -> Vec<Stage> {
    let decides = |s: &Stage| {
        roles.contains(&s.role()) || (*s == Stage::Conference && roles.contains(&Role::Head))
    };
    Stage::ALL.into_iter().filter(decides).collect()
}

fn decide(
    v: &Visit<'_>,
    sent: &Sent<'_>,
    case: &Case,
    state: &FindingState,
    stages: &[Stage],
    next: Option<Stage>,
) -> Markup {
    let t = v.tongue;
    let form = sent.act("decide");
    let verdicts = [
        Verdict::Approve,
        Verdict::MoreEvidence,
        Verdict::Return,
        Verdict::Reject,
    ];
    let documents: Vec<(String, bool, Markup)> = case
        .documents()
        .map(|(id, d)| {
            let says = d.now().findings.get(&state.id);
            let says = says.is_some_and(|p| p.version == state.version());
            let kind = t.word("document", &name_of(d.kind()));
            let label = html! { code { (id) "@" (d.version()) } " " (kind) };
            (format!("{id}@{}", d.version()), says, label)
        })
        .collect();
    let at = next.map(name_of).unwrap_or_default();
    let head = v
        .who
        .as_ref()
        .is_some_and(|w| w.roles.contains(&Role::Head));
    let fields = html! {
        (form.hidden("findings", &format!("{}@{}", state.id, state.version())))
        (form.choice("stage", &t.word("field", "stage"), &at, &options(t, "stage", stages)))
        (form.choice("verdict", &t.word("field", "verdict"), "", &options(t, "verdict", &verdicts)))
        (form.area("opinion", &t.word("field", "opinion"), "", ""))
        @if !documents.is_empty() { (form.ticks("documents", &t.word("field", "documents"), &documents)) }
        @if head {
            (form.text("authorised_otherwise", &t.word("field", "authorised_otherwise"), t.t("decide-otherwise-hint"), ""))
        }
    };
    form.whole(false, &fields, t.t("lead-check"))
}
