//! What people confirmed before publication: whoever `quality.json` names signed for that item, in that
//! role, over the list of exactly these files.

use crate::Files;
use crate::release::document::Document;
use crate::release::part::{Part, place};
use crate::report::{Check, quoted};
use crate::sums::sha256;
use fisc_model::act::{Act, Role};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Where the outcome of the gate stands.
const PATH: &str = "quality.json";
/// Files that came after the confirmations.
const AFTER: [&str; 5] = [
    PATH,
    "quality.html",
    "en/quality.html",
    "zh/quality.html",
    "ro-crate-metadata.json",
];

#[derive(Deserialize)]
struct Outcome {
    format: String,
    release: u32,
    content: String,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    item: String,
    answer: Answer,
    state: String,
    confirmed: Option<Confirmed>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Program,
    Role(Role),
}

#[derive(Deserialize)]
struct Confirmed {
    person: String,
    role: Role,
    entry: u64,
}

/// Nothing where a package does not say how it was checked.
pub fn check(document: &Document, files: &Files, part: &Part) -> Option<Check> {
    let bytes = files.get(PATH)?;
    let mut check = Check::new(
        "what people confirmed before publication is what is published, item by item",
        "公布前由人员逐项确认的正是所公布的内容",
    )
    .of("confirmations");
    check.unproved(
        "what the program checked before publication: only who confirmed what is signed for",
        "公布前由程序检查的项目：仅人员确认的部分有签名",
    );
    let outcome: Outcome = match serde_json::from_slice(bytes) {
        Ok(outcome) => outcome,
        Err(e) => {
            check.problem(
                PATH,
                format!("does not read: {e}"),
                format!("无法读取：{e}"),
            );
            return Some(check);
        }
    };
    if outcome.format != "urn:fisc:quality:v1" || outcome.release != document.release {
        check.problem(
            PATH,
            "is of another release or format",
            "属于另一次公布或格式不符",
        );
    }
    let list: String = document
        .files
        .iter()
        .filter(|(path, _)| !AFTER.contains(&path.as_str()))
        .map(|(path, digest)| format!("{digest}  {path}\n"))
        .collect();
    let content = sha256(list.as_bytes());
    if outcome.content != content {
        check.problem(
            PATH,
            format!(
                "the list of the files has the digest {content}, not {}",
                quoted(&outcome.content)
            ),
            format!(
                "文件清单的摘要为 {content}，而非{}",
                quoted(&outcome.content)
            ),
        );
    }
    let roles = roles(part);
    for item in &outcome.items {
        let at = format!("{PATH}, {}", item.item);
        let role = match (&item.answer, item.state.as_str()) {
            (Answer::Program, "green" | "at_publication") => continue,
            (Answer::Role(role), "green") => *role,
            _ => {
                check.problem(&at, "was not in order", "该项未达到要求");
                continue;
            }
        };
        let Some(by) = &item.confirmed else {
            check.problem(&at, "nobody is named who confirmed it", "未列明由谁确认");
            continue;
        };
        let entry = part.entries.get(&by.entry);
        let signed = entry.is_some_and(|e| {
            let deed = e.deed();
            let subject = |name: &str| e.subject(name) == Some(content.as_str());
            let of = |findings: &BTreeMap<String, u32>| {
                let published = document.findings.iter();
                *findings == published.map(|(id, f)| (id.clone(), f.version)).collect()
            };
            matches!(&deed.act, Act::ConfirmRelease { release, item: name, role: r, findings, content: list, objection }
                if *release == document.release && *name == item.item && *r == role && by.role == role
                    && objection.is_empty() && of(findings)
                    && subject(&format!("attachment/{}", list.name)))
                && deed.person == by.person
        });
        if !signed {
            check.problem(
                &place(by.entry),
                format!(
                    "is no confirmation of {} by {} over these files",
                    quoted(&item.item),
                    quoted(&by.person)
                ),
                format!(
                    "并非{}就这些文件对{}的确认",
                    quoted(&by.person),
                    quoted(&item.item)
                ),
            );
        } else if !held(&roles, &by.person, role, by.entry) {
            check.problem(
                &place(by.entry),
                format!("{} confirmed without the role, {role}", quoted(&by.person)),
                format!("{}不具有相应职责（{role}）而确认", quoted(&by.person)),
            );
        }
    }
    Some(check)
}

/// Who held which role from which entry on, until which.
type Roles = BTreeMap<(String, Role), BTreeSet<(u64, bool)>>;

fn roles(part: &Part) -> Roles {
    let mut all = Roles::new();
    for (index, entry) in &part.entries {
        let (id, role, given) = match &entry.deed().act {
            Act::Assign { id, role, .. } => (id, role, true),
            Act::Unassign { id, role } => (id, role, false),
            _ => continue,
        };
        let changes = all.entry((id.clone(), *role)).or_default();
        changes.insert((*index, given));
    }
    all
}

fn held(roles: &Roles, person: &str, role: Role, at: u64) -> bool {
    let changes = roles.get(&(person.to_string(), role));
    let last = changes.and_then(|c| c.range(..(at, false)).next_back());
    last.is_some_and(|(_, given)| *given)
}
