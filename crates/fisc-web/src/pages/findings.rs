//! All findings, and writing one: from leads that were confirmed, or a new version of one.

use super::lead::options;
use crate::acts::CRITERIA;
use crate::answer::{Answer, Wrong};
use crate::form::{Form, Sent};
use crate::layout::{self, scroll};
use crate::reading;
use crate::sign;
use crate::texts::name_of;
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_i18n::Lang;
use fisc_model::act::Role;
use fisc_model::finding::{AmountKind, Finding};
use fisc_model::lead::Bilingual;
use fisc_review::case::Case;
use maud::{Markup, html};

/// The list.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let (t, who) = (v.tongue, v.who()?);
    let mut office = v.desk.office();
    let case = office.case()?;
    let all = reading::findings_for(case, who);
    let main = html! {
        @if writes(v) { p.act { a href="/findings/new" { (t.t("findings-new")) } } }
        @if all.is_empty() { p { (t.t("findings-none")) } }
        @else { (scroll(t.t("findings"), &html! {
            table {
                caption { (t.t("findings-caption")) }
                thead { tr {
                    th scope="col" { (t.word("field", "finding")) }
                    th scope="col" { (t.word("field", "auditee")) }
                    th.n scope="col" { (t.word("field", "amount")) " (" (reading::currency(v)) ")" }
                    th scope="col" { (t.t("leads-state")) }
                } }
                tbody { @for (state, finding) in &all { tr {
                    th scope="row" {
                        a href={ "/findings/" (finding.id) } { (t.side(&finding.title)) }
                        span.code { (finding.id) " · " (t.say("finding-version", &[("version", u64::from(finding.version).into())])) }
                    }
                    td { (reading::auditee(case, &finding.auditee)) }
                    td.n { data value=(finding.amount) { (finding.amount.grouped()) }
                        span.code { (t.word("amount", &name_of(finding.amount_kind))) } }
                    td { (reading::progress(v, state)) }
                } } }
            }
        })) }
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("findings"), &main),
    ))
}

fn writes(v: &Visit<'_>) -> bool {
    let who = v.who.as_ref();
    who.is_some_and(|w| w.roles.contains(&Role::Member) || w.roles.contains(&Role::Leader))
}

/// A new finding.
pub fn new(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page(v, |v, sent| {
        v.insider()?;
        if !writes(v) {
            return Err(Wrong::NotThere);
        }
        let mut office = v.desk.office();
        let main = write(v, sent, office.case()?, None);
        Ok((v.tongue.t("findings-new").to_string(), main))
    })
}

/// A new version of a finding.
pub fn edit(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page(v, |v, sent| {
        let adjudicates = v.insider()?.roles.contains(&Role::Adjudicator);
        if !writes(v) && !adjudicates {
            return Err(Wrong::NotThere);
        }
        let mut office = v.desk.office();
        let case = office.case()?;
        let state = case.finding(v.part("finding")).ok_or(Wrong::NotThere)?;
        let main = write(v, sent, case, Some(state.now()));
        Ok((v.tongue.t("finding-edit").to_string(), main))
    })
}

fn write(v: &Visit<'_>, sent: &Sent<'_>, case: &Case, before: Option<&Finding>) -> Markup {
    let t = v.tongue;
    let form = sent.act("write_finding");
    let field = |name: &str| t.word("field", name);
    let kinds = [
        AmountKind::Irregular,
        AmountKind::Loss,
        AmountKind::Mismanaged,
        AmountKind::OwedToTreasury,
        AmountKind::Idle,
        AmountKind::None,
    ];
    let from_lead = v.query.get("lead");
    let leads: Vec<(String, bool, Markup)> = case
        .leads()
        .filter(|lead| reading::may_rest_on(case, lead))
        .map(|lead| {
            let chosen = match before {
                Some(b) => b.leads.iter().any(|l| l.lead_id == lead.lead_id),
                None => lead.lead_id == from_lead,
            };
            let label = html! {
                (t.side(&lead.narrative)) " "
                span.code { (lead.method) " · " code { (lead.lead_id) } }
            };
            (
                format!("{}@{}", lead.lead_id, lead.evidence_digest),
                chosen,
                label,
            )
        })
        .collect();
    let auditee = before.map_or_else(
        || {
            let lead = case.lead(from_lead);
            lead.map(|l| l.subject.clone()).unwrap_or_default()
        },
        |b| b.auditee.clone(),
    );
    let amount = before.map(|b| b.amount.to_string()).unwrap_or_default();
    let kind = before.map(|b| name_of(b.amount_kind)).unwrap_or_default();
    let fine = before
        .and_then(|b| b.fine)
        .map(|f| f.to_string())
        .unwrap_or_default();
    let fields = html! {
        @match before {
            Some(b) => {
                (form.hidden("id", &b.id))
                (form.hidden("version", &(b.version + 1).to_string()))
                (form.area("reason", &field("reason"), t.t("finding-reason-hint"), ""))
            }
            None => {
                (form.hidden("version", "1"))
                (form.text("id", &field("id"), t.t("finding-id-hint"), &reading::next_id(case)))
            }
        }
        (side(v, &form, "title", before.map(|b| &b.title), false))
        (form.text("auditee", &field("auditee"), "", &auditee))
        (form.ticks("lead", &field("leads"), &leads))
        p.hint { (t.t("finding-leads-hint")) }
        (form.money("amount", &format!("{} ({})", field("amount"), reading::currency(v)), "", &amount))
        (form.choice("amount_kind", &field("amount_kind"), &kind, &options(t, "amount", &kinds)))
        (side(v, &form, "facts", before.map(|b| &b.facts), true))
        (criteria(v, &form, before))
        (side(v, &form, "cause", before.map(|b| &b.cause), true))
        (side(v, &form, "remedy", before.map(|b| &b.remedy), true))
        (side(v, &form, "advice", before.map(|b| &b.advice), true))
        (form.money("fine", &format!("{} ({})", field("fine"), reading::currency(v)), "", &fine))
        (form.tick("material", &field("material"), before.is_some_and(|b| b.material)))
        @let kept: Vec<(String, bool, Markup)> = before.map(|b| b.evidence.as_slice()).unwrap_or_default().iter()
            .map(|file| (serde_json::to_string(file).unwrap_or_default(), true, html! { (file.name) }))
            .collect();
        @if !kept.is_empty() { (form.ticks("kept", t.t("finding-evidence-kept"), &kept)) }
        (form.file("evidence", t.t("finding-evidence"), "", true))
        (other(v, &form, before))
    };
    form.whole(true, &fields, t.t("lead-check"))
}

/// The reader's side of a text.
fn side(
    v: &Visit<'_>,
    form: &Form<'_>,
    name: &str,
    text: Option<&Bilingual>,
    long: bool,
) -> Markup {
    one_side(v, form, name, text, long, v.tongue.0)
}

fn one_side(
    v: &Visit<'_>,
    form: &Form<'_>,
    name: &str,
    text: Option<&Bilingual>,
    long: bool,
    lang: Lang,
) -> Markup {
    let (code, first) = match lang {
        Lang::En => ("en", text.map_or("", |b| &b.en)),
        Lang::Zh => ("zh", text.map_or("", |b| &b.zh)),
    };
    let (field, label) = (format!("{name}.{code}"), v.tongue.word("field", name));
    let label = if lang == v.tongue.0 {
        label
    } else {
        format!(
            "{label} ({})",
            if lang == Lang::En {
                "English"
            } else {
                "中文"
            }
        )
    };
    if long {
        form.area(&field, &label, "", first)
    } else {
        form.text(&field, &label, "", first)
    }
}

/// The other language's side of all texts, under a disclosure: most offices write one.
fn other(v: &Visit<'_>, form: &Form<'_>, before: Option<&Finding>) -> Markup {
    let lang = match v.tongue.0 {
        Lang::En => Lang::Zh,
        Lang::Zh => Lang::En,
    };
    let texts = [
        ("title", before.map(|b| &b.title), false),
        ("facts", before.map(|b| &b.facts), true),
        ("cause", before.map(|b| &b.cause), true),
        ("remedy", before.map(|b| &b.remedy), true),
        ("advice", before.map(|b| &b.advice), true),
    ];
    html! {
        details {
            summary { (v.tongue.t("other-language")) }
            @for (name, text, long) in texts { (one_side(v, form, name, text, long, lang)) }
        }
    }
}

fn criteria(v: &Visit<'_>, form: &Form<'_>, before: Option<&Finding>) -> Markup {
    let t = v.tongue;
    let known = before.map(|b| b.criteria.as_slice()).unwrap_or_default();
    let row = |i: usize| {
        let c = known.get(i);
        html! {
            (form.text(&format!("instrument.{i}"), &t.word("field", "instrument"), "", c.map_or("", |c| &c.instrument)))
            (form.text(&format!("article.{i}"), &t.word("field", "article"), "", c.map_or("", |c| &c.article)))
            (form.area(&format!("text.{i}"), &t.word("field", "text"), "", c.map_or("", |c| &c.text)))
        }
    };
    html! {
        @for i in 0..CRITERIA {
            @let legend = format!("{} {}", t.t("finding-criteria"), i + 1);
            @if i == 0 || i < known.len() { fieldset { legend { (legend) } (row(i)) } }
            @else { details { summary { (legend) } (row(i)) } }
        }
    }
}
