//! One decision about several findings that stand at the same stage: what a conference, a head or an
//! approver of publication signs in one go.

use super::finding::stages_of;
use super::lead::options;
use crate::answer::{Answer, Wrong};
use crate::form::Sent;
use crate::reading;
use crate::sign;
use crate::texts::name_of;
use crate::visit::Visit;
use fisc_model::act::{Role, Stage, Verdict};
use fisc_review::case::Case;
use maud::{Markup, html};

/// The page, and what it is sent.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page(v, view)
}

fn view(v: &Visit<'_>, sent: &Sent<'_>) -> Result<(String, Markup), Wrong> {
    let (t, who) = (v.tongue, v.insider()?);
    let name = v.part("stage");
    let mine = stages_of(&who.roles);
    let stage = mine.into_iter().find(|s| name_of(*s) == name);
    let stage = stage.ok_or(Wrong::NotThere)?;
    let mut office = v.desk.office();
    let case = office.case()?;
    let here: Vec<_> = case
        .findings()
        .filter(|f| f.withdrawn.is_none() && f.stages.next() == Some(stage))
        .collect();
    let main = html! {
        @if here.is_empty() { p { (t.t("together-none")) } p { a href="/" { (t.t("nav-queue")) } } }
        @else {
            p { (t.t("together-text")) }
            div.act { (form(v, sent, case, stage, &here)) }
        }
    };
    let stage = t.word("stage", &name_of(stage));
    Ok((t.say("together", &[("stage", stage.into())]), main))
}

fn form(
    v: &Visit<'_>,
    sent: &Sent<'_>,
    case: &Case,
    stage: Stage,
    here: &[&fisc_review::findings::FindingState],
) -> Markup {
    let t = v.tongue;
    let form = sent.act("decide");
    let verdicts = [
        Verdict::Approve,
        Verdict::MoreEvidence,
        Verdict::Return,
        Verdict::Reject,
    ];
    let findings: Vec<(String, bool, Markup)> = here
        .iter()
        .map(|f| {
            let now = f.now();
            let label = html! {
                a href={ "/findings/" (f.id) } { (t.side(&now.title)) }
                span.code { code { (f.id) "@" (f.version()) } " · " (reading::auditee(case, &now.auditee))
                    " · " data value=(now.amount) { (now.amount.grouped()) } " " (reading::currency(v)) }
            };
            (format!("{}@{}", f.id, f.version()), false, label)
        })
        .collect();
    let says_one = |d: &fisc_review::documents::DocumentState| {
        let said = &d.now().findings;
        here.iter()
            .any(|f| said.get(&f.id).is_some_and(|p| p.version == f.version()))
    };
    let documents: Vec<(String, bool, Markup)> = case
        .documents()
        .filter(|(_, d)| says_one(d))
        .map(|(id, d)| {
            let kind = t.word("document", &name_of(d.kind()));
            let label = html! { code { (id) "@" (d.version()) } " " (kind) };
            (format!("{id}@{}", d.version()), false, label)
        })
        .collect();
    let head = v
        .who
        .as_ref()
        .is_some_and(|w| w.roles.contains(&Role::Head));
    let fields = html! {
        (form.hidden("stage", &name_of(stage)))
        (form.ticks("findings", &t.word("field", "findings"), &findings))
        (form.choice("verdict", &t.word("field", "verdict"), "", &options(t, "verdict", &verdicts)))
        (form.area("opinion", &t.word("field", "opinion"), "", ""))
        @if !documents.is_empty() { (form.ticks("documents", &t.word("field", "documents"), &documents)) }
        @if head && stage == Stage::Conference {
            (form.text("authorised_otherwise", &t.word("field", "authorised_otherwise"), t.t("decide-otherwise-hint"), ""))
        }
    };
    form.whole(false, &fields, t.t("lead-check"))
}
