//! The methods: what each looks for, by which values it judged, how it is tested; and how it fared
//! here: what became of its leads, and what reviewers disputed of the findings that rest on it.

use crate::answer::{Answer, Wrong};
use crate::law::Method;
use crate::layout::{self, scroll};
use crate::markdown;
use crate::reading;
use crate::texts::name_of;
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_i18n::Lang;
use fisc_model::act::{Exclusion, Verified};
use fisc_model::lead::Lead;
use fisc_model::run::{MethodRun, Outcome};
use fisc_review::case::Case;
use fisc_review::findings::FindingState;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// What became of a method's leads.
#[derive(Default)]
struct Load {
    leads: usize,
    confirmed: usize,
    partly: usize,
    excluded: usize,
    /// By reason: also of leads that were confirmed in part.
    reasons: BTreeMap<Exclusion, usize>,
}

impl Load {
    /// Over the decisions on record: a lead that only a referral decides counts as undecided.
    fn of(case: &Case, leads: &[&Lead]) -> Load {
        let mut load = Load {
            leads: leads.len(),
            ..Load::default()
        };
        for lead in leads {
            let Some(d) = case.lead_decision(&lead.lead_id) else {
                continue;
            };
            match d.outcome {
                Verified::Confirmed => load.confirmed += 1,
                Verified::Partly => load.partly += 1,
                Verified::Excluded => load.excluded += 1,
            }
            if let Some(reason) = d.reason {
                *load.reasons.entry(reason).or_default() += 1;
            }
        }
        load
    }

    fn decided(&self) -> usize {
        self.confirmed + self.partly + self.excluded
    }

    /// Excluded of decided, in whole per cent.
    fn share(&self) -> Option<usize> {
        (self.excluded * 100).checked_div(self.decided())
    }
}

fn leads<'a>(case: &'a Case, code: &str) -> Vec<&'a Lead> {
    case.leads().filter(|l| l.method == code).collect()
}

/// The list.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let t = v.tongue;
    let run = v.desk.run();
    let mut office = v.desk.office();
    let case = office.case()?;
    let ran = |code: &str| {
        run.as_ref()
            .and_then(|r| r.methods.iter().find(|m| m.code == code))
    };
    let main = html! {
        p { a href="/coverage" { (t.t("methods-coverage")) } }
        (scroll(t.t("methods"), &html! {
            table {
                caption { (t.say("methods-caption", &[("all", v.desk.methods().len().into())])) }
                thead { tr {
                    th scope="col" { (t.t("method")) }
                    th scope="col" { (t.t("method-outcome")) }
                    th.n scope="col" { (t.t("nav-leads")) }
                    th.n scope="col" { (t.t("method-decided")) }
                    th.n scope="col" { (t.t("method-excluded")) }
                    th.n scope="col" { (t.t("method-share")) }
                } }
                tbody { @for (code, method) in v.desk.methods() {
                    @let load = Load::of(case, &leads(case, code));
                    tr {
                        th scope="row" { a href={ "/methods/" (code) } { (t.plain(&method.name)) } span.code { (code) } }
                        td { (outcome(v, ran(code))) }
                        td.n { (load.leads) }
                        td.n { (load.decided()) }
                        td.n { (load.excluded) }
                        td.n { @match load.share() { Some(n) => { (n) " %" } None => "–" } }
                    }
                } }
            }
        }))
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("methods"), &main),
    ))
}

/// How it ended in the last run: a word and a shape.
pub fn outcome(v: &Visit<'_>, ran: Option<&MethodRun>) -> Markup {
    let t = v.tongue;
    let Some(ran) = ran else {
        return html! { span.state { span aria-hidden="true" { "○ " } (t.t("method-not-run")) } };
    };
    let (class, shape) = match ran.outcome {
        Outcome::Leads | Outcome::Clean => ("state good", "● "),
        Outcome::Skipped => ("state", "○ "),
        Outcome::Failed => ("state bad", "△ "),
    };
    html! { span class=(class) { span aria-hidden="true" { (shape) } (t.word("ran", &name_of(ran.outcome))) } }
}

/// One method.
pub fn one(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let t = v.tongue;
    let code = v.part("method");
    let method = v.desk.method(code).ok_or(Wrong::NotThere)?;
    let run = v.desk.run();
    let ran = run
        .as_ref()
        .and_then(|r| r.methods.iter().find(|m| m.code == code));
    let mut office = v.desk.office();
    let case = office.case()?;
    let leads = leads(case, code);
    let main = html! {
        p.soft { a href="/methods" { (t.t("methods")) } " · " (code) " · " (outcome(v, ran)) }
        @if let Some(reason) = ran.and_then(|r| r.reason.as_ref()) { div.note { p { (t.side(reason)) } } }
        p { (t.side(&method.objective)) }
        div.two {
            section aria-labelledby="about" {
                h2 #about { (t.t("lead-method")) }
                (readme(v, method))
            }
            div {
                (load(v, case, &leads))
                (agreement(v, case, &leads))
                (parameters(v, ran))
                (super::lead::rules(v, method))
                (cases(v, method))
            }
        }
        @if !leads.is_empty() { p { a href={ "/leads?state=all&q=" (code) } { (t.t("method-leads")) } } }
    };
    let name = t.plain(&method.name);
    Ok(Answer::page(StatusCode::OK, layout::whole(v, name, &main)))
}

/// The description in the reader's language; where it was not written, the English one.
fn readme(v: &Visit<'_>, method: &Method) -> Markup {
    if v.tongue.0 == Lang::Zh && !method.readme_zh.is_empty() {
        return markdown::render(&method.readme_zh);
    }
    html! { div lang="en" { (markdown::render(&method.readme)) } }
}

fn load(v: &Visit<'_>, case: &Case, leads: &[&Lead]) -> Markup {
    let t = v.tongue;
    let load = Load::of(case, leads);
    let counts = [
        ("leads", load.leads.into()),
        ("decided", load.decided().into()),
    ];
    html! {
        section aria-labelledby="load" {
            h2 #load { (t.t("method-load")) }
            p { (t.say("method-load-text", &counts)) }
            @if load.decided() > 0 {
                dl.words {
                    div { dt { (t.word("outcome", "confirmed")) } dd { (load.confirmed) } }
                    div { dt { (t.word("outcome", "partly")) } dd { (load.partly) } }
                    div { dt { (t.word("outcome", "excluded")) } dd { (load.excluded)
                        @if let Some(share) = load.share() { " (" (share) " %)" } } }
                }
            }
            @if !load.reasons.is_empty() {
                h3 { (t.t("method-reasons")) }
                dl.words { @for (reason, count) in &load.reasons {
                    div { dt { (t.word("exclusion", &name_of(*reason))) } dd { (count) } }
                } }
            }
        }
    }
}

/// What reviewers and reviewed disputed about findings that rest on the method's leads.
fn agreement(v: &Visit<'_>, case: &Case, leads: &[&Lead]) -> Markup {
    let t = v.tongue;
    let own: BTreeSet<&str> = leads.iter().map(|l| l.lead_id.as_str()).collect();
    let rests = |f: &&FindingState| {
        f.now()
            .leads
            .iter()
            .any(|l| own.contains(l.lead_id.as_str()))
    };
    let findings: Vec<&FindingState> = case.findings().filter(rests).collect();
    let returns: usize = findings.iter().map(|f| f.stages.returns.len()).sum();
    let disputes: Vec<_> = findings
        .iter()
        .flat_map(|f| reading::disputes(case, &f.id))
        .collect();
    let counts = [
        ("findings", findings.len().into()),
        ("returns", returns.into()),
        ("disputes", disputes.len().into()),
    ];
    html! {
        section aria-labelledby="agreement" {
            h2 #agreement { (t.t("method-agreement")) }
            p { (t.say("method-agreement-text", &counts)) }
            @if !findings.is_empty() { ul { @for f in &findings { li {
                a href={ "/findings/" (f.id) } { (t.side(&f.now().title)) } " " code { (f.id) }
                @for d in disputes.iter().filter(|d| d.finding == f.id) {
                    span.code { (t.word("field", "dispute")) " " (d.id) " · " (t.word("stage", &name_of(d.stage))) " · "
                        (t.t(match &d.ruling {
                            None => "method-dispute-open",
                            Some(r) if r.upheld => "method-dispute-upheld",
                            Some(_) => "method-dispute-overruled",
                        })) }
                }
            } } } }
        }
    }
}

fn parameters(v: &Visit<'_>, ran: Option<&MethodRun>) -> Markup {
    let t = v.tongue;
    let Some(ran) = ran else {
        return html! {};
    };
    html! {
        section aria-labelledby="parameters" {
            h2 #parameters { (t.t("lead-parameters")) }
            @if ran.parameters.is_empty() { p { (t.t("method-no-parameters")) } }
            @else { (scroll(t.t("lead-parameters"), &html! {
                table {
                    caption { (t.t("method-parameters-caption")) }
                    thead { tr {
                        th scope="col" { (t.t("method-parameter")) }
                        th scope="col" { (t.t("method-value")) }
                        th scope="col" { (t.t("method-source")) }
                        th scope="col" { (t.t("method-force")) }
                    } }
                    tbody { @for p in &ran.parameters { @for value in &p.values { tr {
                        th scope="row" { code { (p.name) } }
                        td { (value.value) }
                        td { (t.word("source", &p.source)) @if let Some(basis) = &value.basis { span.code { (basis) } } }
                        td { @match (&value.effective_from, &value.effective_to) {
                            (None, None) => { (t.t("method-always")) }
                            (from, to) => { (from.as_deref().unwrap_or("…")) " – " (to.as_deref().unwrap_or("…")) }
                        } }
                    } } } }
                }
            })) }
        }
    }
}

/// The cases that hold the method: what each is called says what it shows.
fn cases(v: &Visit<'_>, method: &Method) -> Markup {
    let t = v.tongue;
    let flags = method
        .cases
        .iter()
        .filter(|c| c.starts_with("flags"))
        .count();
    let counts = [
        ("flags", flags.into()),
        ("quiet", (method.cases.len() - flags).into()),
    ];
    html! {
        section aria-labelledby="cases" {
            h2 #cases { (t.t("method-cases")) }
            p { (t.say("method-cases-text", &counts)) }
            ul lang="en" { @for case in &method.cases { li { (case.replace('-', " ")) } } }
        }
    }
}
