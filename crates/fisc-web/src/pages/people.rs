//! Who is enrolled, with which keys and roles; and for the owner of the engagement the forms that
//! change it, each of them a signed act.

use super::lead::options;
use crate::answer::{Answer, Wrong};
use crate::form::{Fault, Sent};
use crate::layout::{self, scroll};
use crate::password;
use crate::reading;
use crate::sign::{self, moment};
use crate::texts::name_of;
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_model::act::{Role, UnitKind};
use fisc_review::case::Case;
use maud::{Markup, html};

const ROLES: [Role; 11] = [
    Role::Owner,
    Role::Leader,
    Role::Member,
    Role::Reviewer,
    Role::ExposureSigner,
    Role::Adjudicator,
    Role::Conference,
    Role::Head,
    Role::Publisher,
    Role::Auditee,
    Role::Referrer,
];
const UNITS: [UnitKind; 5] = [
    UnitKind::Department,
    UnitKind::Adjudication,
    UnitKind::Leadership,
    UnitKind::OtherOffice,
    UnitKind::Auditee,
];

/// The page, and what it is sent.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    if v.post && v.fields.get("act") == "login" {
        return first_password(v);
    }
    sign::page(v, view)
}

/// Lets an enrolled person log in. Not an act of the record: it opens the desk and signs nothing.
fn first_password(v: &Visit<'_>) -> Result<Answer, Wrong> {
    if !v.insider()?.roles.contains(&Role::Owner) {
        return Err(Wrong::NotYours);
    }
    let (id, new) = (v.fields.get("id"), v.fields.raw("new"));
    let enrolled = v.desk.office().case()?.person(id).is_some();
    let wrong = if !enrolled {
        Some(("id", "people-login-unknown"))
    } else if new.chars().count() < password::SHORTEST || new.len() > password::LONGEST {
        Some(("new", "account-new-short"))
    } else if v.desk.store().password(id)?.is_some() {
        // Else an owner could log in as somebody who has a password of their own.
        Some(("id", "people-login-taken"))
    } else {
        None
    };
    let faults: Vec<Fault> = wrong
        .into_iter()
        .map(|(field, message)| Fault {
            field: field.to_string(),
            message: v.tongue.t(message).to_string(),
        })
        .collect();
    let sent = Sent {
        tongue: v.tongue,
        fields: &v.fields,
        faults: &faults,
    };
    if faults.is_empty() {
        let phc = password::hash(new).map_err(Wrong::Broken)?;
        v.desk.store().set_password(id, &phc)?;
    }
    let (heading, main) = view(v, &sent)?;
    let (status, done) = if faults.is_empty() {
        (StatusCode::OK, true)
    } else {
        (StatusCode::UNPROCESSABLE_ENTITY, false)
    };
    let main = html! {
        (sent.summary())
        @if done { div.done role="status" { p { (v.tongue.t("people-login-done")) } } }
        (main)
    };
    Ok(Answer::page(status, layout::whole(v, &heading, &main)))
}

fn view(v: &Visit<'_>, sent: &Sent<'_>) -> Result<(String, Markup), Wrong> {
    let (t, who) = (v.tongue, v.insider()?);
    let mut office = v.desk.office();
    let case = office.case()?;
    let main = html! {
        (people(v, case))
        (units(v, case))
        section.act aria-labelledby="change" {
            h2 #change { (t.t("people-change")) }
            @if who.roles.contains(&Role::Owner) { (owner(v, sent, case)) }
            @if who.roles.contains(&Role::Head) { (fold(v, sent, "except", "people-except", &["rule", "id", "reason"])) }
            (recuse(v, sent, &who.id))
        }
        details {
            summary { (t.t("people-policy")) }
            pre tabindex="0" role="group" aria-label=(t.t("people-policy")) { code { (reading::policy_text(case)) } }
        }
    };
    Ok((t.t("people").to_string(), main))
}

fn people(v: &Visit<'_>, case: &Case) -> Markup {
    let t = v.tongue;
    scroll(
        t.t("people"),
        &html! {
            table {
                caption { (t.t("people-caption")) }
                thead { tr {
                    th scope="col" { (t.word("field", "name")) }
                    th scope="col" { (t.word("field", "unit")) }
                    th scope="col" { (t.t("account-roles")) }
                    th scope="col" { (t.t("people-keys")) }
                } }
                tbody { @for person in case.people() { tr {
                    th scope="row" { (person.name) span.code { code { (person.id) } } }
                    td { (reading::auditee(case, &person.unit)) }
                    td {
                        @for role in &person.roles { div { (t.word("role", &name_of(*role))) } }
                    }
                    td { @for key in &person.keys { div {
                        code { (key.key) }
                        @if let Some((from, reason)) = &key.revoked {
                            span.code { (t.t("people-revoked")) " · " (moment(*from)) " · " (reason) }
                        }
                    } } }
                } } }
            }
        },
    )
}

fn units(v: &Visit<'_>, case: &Case) -> Markup {
    let t = v.tongue;
    html! {
        h2 { (t.t("people-units")) }
        (scroll(t.t("people-units"), &html! {
            table {
                caption { (t.t("people-units-caption")) }
                thead { tr {
                    th scope="col" { (t.word("field", "name")) }
                    th scope="col" { (t.word("field", "unit_kind")) }
                } }
                tbody { @for unit in case.units() { tr {
                    th scope="row" { (unit.name) span.code { code { (unit.id) } } }
                    td { (t.word("unit", &name_of(unit.kind))) }
                } } }
            }
        }))
    }
}

/// A form of plain fields under a disclosure.
fn fold(
    v: &Visit<'_>,
    sent: &Sent<'_>,
    act: &str,
    heading: &'static str,
    names: &[&str],
) -> Markup {
    let t = v.tongue;
    let form = sent.act(act);
    html! {
        details open[sent.fields.get("act") == act] {
            summary { (t.t(heading)) }
            (form.whole(false, &html! {
                @for name in names {
                    @let label = t.word("field", name);
                    @match *name {
                        "reason" | "key" => { (form.area(name, &label, "", "")) }
                        "from" => { (form.day(name, &label, &v.today().to_string())) }
                        "role" => { (form.choice(name, &label, "", &options(t, "role", &ROLES))) }
                        "unit_kind" => { (form.choice(name, &label, "", &options(t, "unit", &UNITS))) }
                        _ => { (form.text(name, &label, "", "")) }
                    }
                }
            }, t.t("lead-check")))
        }
    }
}

fn owner(v: &Visit<'_>, sent: &Sent<'_>, case: &Case) -> Markup {
    let t = v.tongue;
    let forms: [(&str, &'static str, &[&str]); 7] = [
        ("enrol_unit", "people-unit", &["unit", "name", "unit_kind"]),
        (
            "enrol_person",
            "people-person",
            &["id", "name", "unit", "key"],
        ),
        ("enrol_key", "people-key", &["id", "key"]),
        (
            "revoke_key",
            "people-revoke",
            &["id", "key", "from", "reason"],
        ),
        ("assign", "people-assign", &["id", "role", "auditee"]),
        ("unassign", "people-unassign", &["id", "role"]),
        (
            "service",
            "people-service",
            &["id", "auditee", "role", "years"],
        ),
    ];
    let policy = sent.act("set_policy");
    let login = sent.act("login");
    html! {
        @for (act, heading, names) in forms { (fold(v, sent, act, heading, names)) }
        details open[sent.fields.get("act") == "set_policy"] {
            summary { (t.word("act", "set_policy")) }
            (policy.whole(false, &html! {
                (policy.area("policy", &t.word("field", "policy"), "", &reading::policy_text(case)))
                (policy.area("reason", &t.word("field", "reason"), "", ""))
            }, t.t("lead-check")))
        }
        details open[sent.fields.get("act") == "login"] {
            summary { (t.t("people-login")) }
            p { (t.t("people-login-text")) }
            (login.whole(false, &html! {
                (login.text("id", &t.word("field", "id"), "", ""))
                (login.secret("new", t.t("account-new"), t.t("account-new-hint"), "new-password"))
            }, t.t("people-login")))
        }
    }
}

fn recuse(v: &Visit<'_>, sent: &Sent<'_>, me: &str) -> Markup {
    let t = v.tongue;
    let form = sent.act("recuse");
    html! {
        details open[sent.fields.get("act") == "recuse"] {
            summary { (t.t("people-recuse")) }
            (form.whole(false, &html! {
                (form.text("id", &t.word("field", "id"), "", me))
                (form.text("auditee", &t.word("field", "auditee"), "", ""))
                (form.area("reason", &t.word("field", "reason"), "", ""))
            }, t.t("lead-check")))
        }
    }
}
