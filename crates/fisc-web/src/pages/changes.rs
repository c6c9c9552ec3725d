//! What changed in a finding since the person who looks last signed it: every field, before and now.

use crate::answer::{Answer, Wrong};
use crate::layout::{self, scroll};
use crate::reading;
use crate::visit::Visit;
use crate::words;
use axum::http::StatusCode;
use fisc_model::finding::Finding;
use maud::{Markup, html};
use serde_json::Value;

/// The page.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let (t, who) = (v.tongue, v.insider()?);
    let mut office = v.desk.office();
    let case = office.case()?;
    let state = case.finding(v.part("finding")).ok_or(Wrong::NotThere)?;
    let now = state.now();
    let signed = reading::last_signed(state, &who.id);
    let before = signed.and_then(|n| {
        let found = state.versions.iter().find(|w| w.finding.version == n);
        found.map(|w| &w.finding)
    });
    let changed = changed(before, now);
    let main = html! {
        p.soft {
            a href={ "/findings/" (state.id) } { code { (state.id) } " " (t.side(&now.title)) }
            " · " (t.say("finding-version", &[("version", u64::from(now.version).into())]))
        }
        @match signed {
            Some(n) => { p { (t.say("finding-changes-since", &[("version", u64::from(n).into())])) } }
            None => { p { (t.t("finding-changes-never")) } }
        }
        @for w in state.versions.iter().filter(|w| signed.is_some_and(|n| w.finding.version > n)) {
            div.note {
                p { (t.say("finding-version", &[("version", u64::from(w.finding.version).into())])) " · "
                    (reading::person(case, &w.person)) " " (reading::entry(t, w.index)) }
                p.prose { (w.reason) }
            }
        }
        @if changed.is_empty() { p { (t.t("finding-changes-none")) } }
        @else { (table(v, &changed)) }
    };
    Ok(Answer::page(StatusCode::OK, layout::whole(v, t.t("finding-changes"), &main)))
}

/// The fields that differ: name, before, now.
fn changed(before: Option<&Finding>, now: &Finding) -> Vec<(String, Value, Value)> {
    let object = |finding: Option<&Finding>| match serde_json::to_value(finding) {
        Ok(Value::Object(map)) => map,
        _ => serde_json::Map::new(),
    };
    let (before, now) = (object(before), object(Some(now)));
    let mut names: Vec<&String> = now.keys().chain(before.keys()).collect();
    names.sort();
    names.dedup();
    let of = |map: &serde_json::Map<String, Value>, name: &String| {
        map.get(name).cloned().unwrap_or(Value::Null)
    };
    names
        .into_iter()
        .filter(|name| *name != "version" && before.get(*name) != now.get(*name))
        .map(|name| (name.clone(), of(&before, name), of(&now, name)))
        .collect()
}

fn table(v: &Visit<'_>, changed: &[(String, Value, Value)]) -> Markup {
    let t = v.tongue;
    scroll(t.t("finding-changes-caption"), &html! {
        table {
            caption { (t.t("finding-changes-caption")) }
            thead { tr {
                th scope="col" { (t.t("finding-what")) }
                th scope="col" { (t.t("finding-changes-before")) }
                th scope="col" { (t.t("finding-changes-now")) }
            } }
            tbody { @for (name, before, now) in changed { tr {
                th scope="row" { (t.word("field", name)) }
                td { del { (words::value(t, name, before)) } }
                td { ins { (words::value(t, name, now)) } }
            } } }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_differs_is_shown_and_no_other() {
        let text = r#"{"id":"F-1","version":1,"title":{"en":"a","zh":""},"auditee":"A","leads":[],
            "amount":"1.00","amount_kind":"loss","facts":{"en":"f","zh":""},"criteria":[],
            "material":false}"#;
        let one: Finding = serde_json::from_str(text).expect("a finding");
        let mut two = one.clone();
        (two.version, two.material) = (2, true);
        two.amount = fisc_model::Money(200);
        let names: Vec<String> = changed(Some(&one), &two).into_iter().map(|c| c.0).collect();
        assert_eq!(names, ["amount", "material"]);
        assert_eq!(changed(Some(&one), &one), []);
        assert!(changed(None, &one).len() > 8);
    }
}
