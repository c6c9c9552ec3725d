//! The risk register: where the auditees stand by likelihood and amount, the last assessment of each,
//! and for one of them how it went. The register's file is read anew each time: it may be one that
//! several engagements share.

use crate::answer::{Answer, Wrong};
use crate::layout::{self, escape, scroll};
use crate::visit::Visit;
use axum::http::StatusCode;
use fisc_publish::risk::{Made, heat_map, history, history_table, latest, register, sentences};
use fisc_store::Register;
use maud::{Markup, html};

/// What the register holds, the oldest first; nothing where there is none yet.
fn all(v: &Visit<'_>) -> Result<Vec<Made>, Wrong> {
    let path = {
        let office = v.desk.office();
        office.folder().join(office.engagement().risk.file())
    };
    let Some(register) = Register::existing(&path)? else {
        return Ok(Vec::new());
    };
    let kept = register.assessments(None)?;
    // What another version wrote and this one cannot read is not shown as something else.
    let read = |k: fisc_store::Kept| {
        let assessment = serde_json::from_str(&k.content);
        let assessment = assessment.map_err(|e| Wrong::Broken(format!("{}: {e}", k.auditee)))?;
        Ok(Made {
            engagement: k.engagement,
            fiscal_year: k.fiscal_year,
            on: fisc_review::day(k.at).to_string(),
            name: k.name,
            assessment,
        })
    };
    kept.into_iter().map(read).collect()
}

/// The register.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let t = v.tongue;
    let all = all(v)?;
    let latest = latest(&all);
    let link = |auditee: &str| Some(format!("/risk/{}", escape(auditee)));
    let main = html! {
        p { (t.t("risk-text")) }
        @if latest.is_empty() {
            p { (t.t("risk-empty")) " " code { "fisc risk assess --at initial" } }
        } @else {
            section aria-labelledby="map" {
                h2 #map { (t.t("risk-map")) }
                (heat_map(&latest, t.0, v.desk.currency(), "heat").figure("heat"))
            }
            section aria-labelledby="register" {
                h2 #register { (t.t("risk-register")) }
                (scroll(t.t("risk-register"), &register(&latest, t.0, v.desk.currency(), &link)))
            }
        }
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("risk"), &main),
    ))
}

/// One auditee.
pub fn one(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.insider()?;
    let t = v.tongue;
    let id = v.part("auditee");
    let all = all(v)?;
    let own: Vec<&Made> = all.iter().filter(|m| m.assessment.auditee == id).collect();
    let Some(last) = own.last() else {
        return Err(Wrong::NotThere);
    };
    let main = html! {
        p.soft {
            a href="/risk" { (t.t("risk")) } " · " code { (id) }
            " · " a href={ "/auditees/" (escape(id)) } { (t.t("risk-auditee")) }
        }
        section aria-labelledby="way" {
            h2 #way { (t.t("risk-history")) }
            (history(&own, t.0, "history").figure("history"))
            (scroll(t.t("risk-history"), &history_table(&own, t.0)))
        }
        section aria-labelledby="parts" {
            h2 #parts { (t.t("risk-parts")) }
            (parts(v, last))
        }
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, &last.name, &main),
    ))
}

fn parts(v: &Visit<'_>, last: &Made) -> Markup {
    html! { (sentences(last, v.tongue.0)) p.soft { (v.tongue.t("risk-judgement")) } }
}
