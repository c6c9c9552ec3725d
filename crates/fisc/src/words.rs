//! A deed in words, for the person who is about to sign it or who reads the record: every field of
//! the act as it stands in the statement, none left out, under a name that an auditor knows. It works
//! on the act's JSON so that no field can be forgotten here.

use crate::output;
use crate::texts::{self, t};
use fisc_model::act::{Act, Deed};
use serde_json::Value;
use std::io::{self, Write};

/// A line: how deep, what it is, what it says.
pub type Line = (usize, String, String);

/// What a person does, as a title: “verify a lead”.
pub fn act(act: &Act) -> String {
    fisc_review::word(texts::lang(), "act", &kind(act))
}

/// The act's name in the record.
pub fn kind(act: &Act) -> String {
    let json = serde_json::to_value(act).unwrap_or_default();
    json["kind"].as_str().unwrap_or_default().to_string()
}

/// What an act is about, in one cell: the ids that it names first.
pub fn gist(act: &Act) -> String {
    let act = serde_json::to_value(act).unwrap_or_default();
    let mut ids = Vec::new();
    for field in [
        "lead_id", "item", "finding", "findings", "document", "dispute", "referral", "id", "unit",
        "role", "stage", "verdict", "rule", "claimed",
    ] {
        match &act[field] {
            Value::String(id) if field == "lead_id" => ids.push(id.chars().take(12).collect()),
            Value::String(id) => ids.push(id.clone()),
            Value::Object(of) => match (of.get("id"), of.get("version")) {
                (Some(Value::String(id)), Some(version)) => ids.push(format!("{id}@{version}")),
                _ => ids.extend(of.iter().map(|(id, v)| match v {
                    Value::Number(version) => format!("{id}@{version}"),
                    _ => id.clone(),
                })),
            },
            _ => {}
        }
    }
    ids.join(" ")
}

/// The whole deed.
pub fn deed(deed: &Deed) -> Vec<Line> {
    let mut lines = vec![
        (0, field("act"), act(&deed.act)),
        (0, field("person"), deed.person.clone()),
        (0, field("engagement"), deed.engagement.clone()),
        (0, field("at"), moment(&deed.at)),
        (0, field("after"), deed.after.to_string()),
    ];
    if let Ok(Value::Object(mut fields)) = serde_json::to_value(&deed.act) {
        fields.remove("kind");
        for (name, value) in &fields {
            tell(0, name, value, &mut lines);
        }
    }
    lines
}

/// The name of a field.
pub fn field(name: &str) -> String {
    fisc_review::word(texts::lang(), "field", &name)
}

/// A moment as people read it.
pub fn moment(at: &chrono::DateTime<chrono::Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// Any content, under its name.
pub fn tell(depth: usize, name: &str, value: &Value, lines: &mut Vec<Line>) {
    let label = field(name);
    match value {
        Value::Null => {}
        Value::Object(fields) if fields.is_empty() => {}
        Value::Array(items) if items.is_empty() => {}
        Value::Object(fields) if fields.len() == 2 && fields.contains_key("en") => {
            let side = |lang: &str| fields.get(lang).and_then(Value::as_str).unwrap_or_default();
            // Both are signed, and both are shown; mostly only one is written.
            let both = [side("zh"), side("en")];
            let both: Vec<&str> = both.into_iter().filter(|s| !s.is_empty()).collect();
            if !both.is_empty() {
                lines.push((depth, label, both.join(" / ")));
            }
        }
        Value::Object(fields) => {
            lines.push((depth, label, String::new()));
            // Here the names are ids that people chose, and not ours to translate.
            let ids = matches!(name, "findings" | "documents" | "details");
            for (name, value) in fields {
                let at = lines.len();
                tell(depth + 1, name, value, lines);
                if let Some(line) = lines.get_mut(at).filter(|_| ids) {
                    line.1.clone_from(name);
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                tell(depth, name, item, lines);
            }
        }
        Value::Bool(yes) => {
            let word = if *yes {
                t!("words-yes")
            } else {
                t!("words-no")
            };
            lines.push((depth, label, word));
        }
        Value::String(text) => lines.push((depth, label, value_word(name, text))),
        Value::Number(number) => lines.push((depth, label, number.to_string())),
    }
}

/// The word of a value that comes from a closed list; any other text as it is.
fn value_word(field: &str, text: &str) -> String {
    let kind = match field {
        "stage" => "stage",
        "verdict" => "verdict",
        "role" => "role",
        "outcome" => "verified",
        // Elsewhere a reason is a free text, and none of the list's words.
        "reason" => "exclusion",
        "unit_kind" => "unit",
        "amount_kind" => "amount",
        "class" => "class",
        "kind" => "document",
        _ => return text.to_string(),
    };
    fisc_review::word(texts::lang(), kind, &text)
}

/// Prints lines with their names aligned; control characters of others' texts are not passed on.
pub fn print(lines: &[Line], out: &mut impl Write) -> io::Result<()> {
    let indent = |depth: usize| "  ".repeat(depth);
    let width = |(depth, label, _): &Line| 2 * depth + output::width(label);
    let widest = lines.iter().map(width).max().unwrap_or(0);
    for line in lines {
        let (depth, label, value) = line;
        let pad = " ".repeat(widest - width(line));
        let mut rows = value.lines();
        let first = rows.next().unwrap_or_default();
        let text = format!("{}{label}{pad}  {first}", indent(*depth));
        writeln!(out, "{}", output::harmless(text.trim_end()))?;
        for row in rows {
            let text = format!("{}  {row}", " ".repeat(widest));
            writeln!(out, "{}", output::harmless(text.trim_end()))?;
        }
    }
    Ok(())
}
