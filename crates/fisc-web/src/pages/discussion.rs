//! What is said about a finding by the two sides of it: replies of the auditee and the team's
//! answers, hearings, disputes between reviewer and reviewed, and their rulings.

use super::lead::options;
use crate::form::{Form, Sent};
use crate::reading;
use crate::texts::{Tongue, name_of};
use crate::visit::Visit;
use fisc_model::act::{Role, Stage};
use fisc_review::case::Case;
use fisc_review::findings::FindingState;
use maud::{Markup, html};

/// Yes and no, as a choice that must be made.
pub fn yes_or_no(t: Tongue) -> Vec<(String, String)> {
    let each = [("yes", "yes"), ("no", "no")];
    each.map(|(k, id)| (k.to_string(), t.t(id).to_string()))
        .into()
}

/// Replies and their answers.
pub fn replies(v: &Visit<'_>, case: &Case, state: &FindingState) -> Markup {
    let t = v.tongue;
    html! {
        section aria-labelledby="replies" {
            h2 #replies { (t.t("finding-replies")) }
            @if state.replies.is_empty() { p { (t.t("finding-replies-none")) } }
            @else { ol { @for reply in &state.replies { li {
                strong { (t.word("field", "accepted")) ": " (if reply.accepted { t.t("yes") } else { t.t("no") }) }
                " · " (reply.on)
                p.prose { (reply.text) }
                @if let Some(letter) = &reply.letter { (reading::attachment(letter)) }
                span.code { (reading::person(case, &reply.person)) " " (reading::entry(t, reply.index)) }
                @if let Some(answer) = &reply.answer {
                    p { strong { (t.word("field", "taken")) ": " (if answer.taken { t.t("yes") } else { t.t("no") }) } }
                    p.prose { (answer.reason) }
                    span.code { (reading::person(case, &answer.person)) " " (reading::entry(t, answer.index)) }
                }
            } } } }
            @for heard in &state.hearings {
                p { (t.t("finding-hearing")) " · " (t.word("field", "told_on")) " " (heard.told_on)
                    @if let Some(on) = heard.held_on { " · " (t.word("field", "held_on")) " " (on) }
                    " " (reading::entry(t, heard.index)) }
                (reading::attachment(&heard.paper))
            }
        }
    }
}

/// Disputes and their rulings.
pub fn disputes(v: &Visit<'_>, case: &Case, state: &FindingState) -> Markup {
    let t = v.tongue;
    let all: Vec<_> = reading::disputes(case, &state.id).collect();
    html! {
        section aria-labelledby="disputes" {
            h2 #disputes { (t.t("finding-disputes")) }
            @if all.is_empty() { p { (t.t("finding-disputes-none")) } }
            @for d in all {
                h3 { code { (d.id) } " · " (t.word("stage", &name_of(d.stage))) }
                p.prose { (d.text) }
                span.code { (reading::person(case, &d.person)) " " (reading::entry(t, d.index)) }
                @if !d.said.is_empty() { ul { @for said in &d.said { li {
                    span.prose { (said.text) }
                    span.code { (reading::person(case, &said.person)) " " (reading::entry(t, said.index)) }
                } } } }
                @if let Some(r) = &d.ruling {
                    p { strong { (t.word("field", "upheld")) ": " (if r.upheld { t.t("yes") } else { t.t("no") }) } }
                    p.prose { (r.reason) }
                    span.code { (reading::person(case, &r.person)) " " (reading::entry(t, r.index)) }
                }
            }
        }
    }
}

/// One form under a disclosure, open when it was sent and something is missing.
fn folded(sent: &Sent<'_>, act: &str, heading: &str, body: &Markup) -> Markup {
    html! { details open[sent.fields.get("act") == act] { summary { (heading) } (body) } }
}

/// The forms for who may say something now.
pub fn forms(v: &Visit<'_>, sent: &Sent<'_>, case: &Case, state: &FindingState) -> Markup {
    let t = v.tongue;
    let Some(who) = &v.who else { return html! {} };
    let team = who.roles.contains(&Role::Leader) || who.roles.contains(&Role::Member);
    let speaks = who.speaks_for.contains(&state.now().auditee);
    let about = |form: &Form<'_>| form.hidden("finding", &state.id);
    let button = t.t("lead-check");
    let field = |name: &str| t.word("field", name);
    html! {
        @if let Some(exposed) = state.exposed.as_ref().filter(|_| team || speaks) {
            @let form = sent.act("reply");
            (folded(sent, "reply", t.t("finding-reply"), &form.whole(true, &html! {
                (about(&form))
                (form.hidden("version", &exposed.version.to_string()))
                (form.choice("accepted", &field("accepted"), "", &yes_or_no(t)))
                (form.area("text", &field("text"), "", ""))
                (form.day("on", &field("on"), &v.today().to_string()))
                (form.file("letter", &field("letter"), "", false))
            }, button)))
        }
        @if team && state.replies.last().is_some_and(|r| !r.accepted && r.answer.is_none()) {
            @let form = sent.act("answer_reply");
            (folded(sent, "answer_reply", t.t("finding-reply-answer"), &form.whole(false, &html! {
                (about(&form))
                (form.choice("taken", &field("taken"), "", &yes_or_no(t)))
                (form.area("reason", &field("reason"), "", ""))
            }, button)))
        }
        @if team && state.now().fine.is_some() {
            @let form = sent.act("hearing");
            (folded(sent, "hearing", t.t("finding-hearing"), &form.whole(true, &html! {
                (about(&form))
                (form.day("told_on", &field("told_on"), ""))
                (form.day("held_on", &field("held_on"), ""))
                (form.file("paper", &field("paper"), "", false))
            }, button)))
        }
        @if who.inside() {
            @let form = sent.act("dispute");
            @let next = format!("D-{}", reading::disputes(case, &state.id).count() + 1);
            @let stage = state.stages.returned.as_ref().map(|r| name_of(r.stage)).unwrap_or_default();
            (folded(sent, "dispute", t.t("finding-dispute"), &form.whole(false, &html! {
                (about(&form))
                (form.text("dispute", &field("id"), t.t("finding-id-hint"), &format!("{}-{next}", state.id)))
                (form.choice("stage", &field("stage"), &stage, &options(t, "stage", &Stage::ALL)))
                (form.area("text", &field("text"), "", ""))
            }, button)))
            (open_disputes(v, sent, case, state))
        }
    }
}

fn open_disputes(v: &Visit<'_>, sent: &Sent<'_>, case: &Case, state: &FindingState) -> Markup {
    let t = v.tongue;
    let open: Vec<(String, String)> = reading::disputes(case, &state.id)
        .filter(|d| d.ruling.is_none())
        .map(|d| (d.id.clone(), d.id.clone()))
        .collect();
    let (button, field) = (t.t("lead-check"), |name: &str| t.word("field", name));
    let only = if open.len() == 1 {
        open[0].0.as_str()
    } else {
        ""
    };
    html! {
        @if !open.is_empty() {
            @let form = sent.act("say");
            (folded(sent, "say", t.t("finding-say"), &form.whole(false, &html! {
                (form.choice("dispute", &field("dispute"), only, &open))
                (form.area("text", &field("text"), "", ""))
            }, button)))
            @let form = sent.act("rule");
            (folded(sent, "rule", t.t("finding-rule"), &form.whole(false, &html! {
                (form.choice("dispute", &field("dispute"), only, &open))
                (form.choice("upheld", &field("upheld"), "", &yes_or_no(t)))
                (form.area("reason", &field("reason"), "", ""))
            }, button)))
        }
    }
}
