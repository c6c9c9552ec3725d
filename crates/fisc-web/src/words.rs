//! What is signed, in words: every field of an act, none left out, because it is made from the very
//! bytes that are signed and not from what a page knows about them.

use crate::texts::Tongue;
use fisc_model::Money;
use maud::{Markup, html};
use serde_json::Value;

/// Fields that hold amounts.
const AMOUNTS: [&str; 6] = [
    "amount",
    "fine",
    "to_treasury",
    "returned",
    "rebooked",
    "recovered",
];
/// Fields whose values are words of a closed list, by the prefix of their messages.
const LISTS: [(&str, &str); 10] = [
    ("role", "role"),
    ("unit_kind", "unit"),
    ("outcome", "outcome"),
    ("stage", "stage"),
    ("verdict", "verdict"),
    ("class", "class"),
    ("amount_kind", "amount"),
    ("kind", "document"),
    ("reason", "exclusion"),
    ("act", "act"),
];

/// The fields of an act as a list of names and values.
#[must_use]
pub fn fields(tongue: Tongue, value: &Value) -> Markup {
    match value {
        Value::Object(map) => html! {
            dl.words { @for (key, value) in map {
                // The tag of an act stands in the heading; a document's kind is a field.
                @if !(key == "kind" && map.len() > 1 && tongue.word("document", text(value)) == text(value)) {
                    div { dt { (label(tongue, key)) } dd { (one(tongue, key, value)) } }
                }
            } }
        },
        other => one(tongue, "", other),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The name of a field; a key that is an id of something is its own name.
fn label(tongue: Tongue, key: &str) -> String {
    tongue.word("field", key)
}

fn one(tongue: Tongue, key: &str, value: &Value) -> Markup {
    match value {
        Value::Null => html! { (tongue.t("none")) },
        Value::Bool(true) => html! { (tongue.t("yes")) },
        Value::Bool(false) => html! { (tongue.t("no")) },
        Value::Number(n) => html! { (n) },
        Value::String(s) => string(tongue, key, s),
        Value::Array(all) if all.is_empty() => html! { (tongue.t("none")) },
        Value::Array(all) => html! { ul { @for each in all { li { (one(tongue, key, each)) } } } },
        Value::Object(map) => match (map.get("en"), map.get("zh"), map.len()) {
            (Some(en), Some(zh), 2) => html! {
                @if !text(zh).is_empty() { p.prose lang="zh-CN" { (text(zh)) } }
                @if !text(en).is_empty() { p.prose lang="en" { (text(en)) } }
                @if text(en).is_empty() && text(zh).is_empty() { (tongue.t("none")) }
            },
            _ => fields(tongue, value),
        },
    }
}

fn string(tongue: Tongue, key: &str, s: &str) -> Markup {
    if s.is_empty() {
        return html! { (tongue.t("none")) };
    }
    if AMOUNTS.contains(&key)
        && let Ok(amount) = Money::parse(s)
    {
        return html! { data value=(s) { (amount.grouped()) } };
    }
    if let Some((_, list)) = LISTS.iter().find(|(name, _)| *name == key) {
        return html! { span.prose { (tongue.word(list, s)) } };
    }
    if matches!(
        key,
        "sha256" | "sm3" | "key" | "log_key" | "evidence_digest" | "lead_id" | "envelope"
    ) {
        return html! { code { (s) } };
    }
    html! { span.prose { (s) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fisc_i18n::Lang;

    #[test]
    fn every_field_is_said_and_none_becomes_markup() {
        let act = serde_json::json!({
            "kind": "verify_lead", "lead_id": "<b>", "amount": "1234.5", "outcome": "partly",
            "note": "a\n<script>", "evidence": [{"name": "x.pdf", "sha256": "ab"}], "material": true,
        });
        for lang in [Lang::En, Lang::Zh] {
            let html = fields(Tongue(lang), &act).into_string();
            assert!(
                html.contains("&lt;b&gt;") && html.contains("&lt;script&gt;"),
                "{html}"
            );
            assert!(
                html.contains("1,234.50") && html.contains("x.pdf"),
                "{html}"
            );
            assert!(
                !html.contains("<script") && !html.contains("verify_lead"),
                "{html}"
            );
        }
    }
}
