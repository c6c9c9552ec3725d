//! Whether the right people signed: what is published is what they approved, in the order of the
//! stages, each in the role the stage asks for, and independent of each other as the office's own
//! policy, which stands on the record, asks.

use crate::record::entry::Entry;
use crate::release::document::{self, Document};
use crate::release::part::{Part, place};
use crate::release::tables::{Tables, by_name};
use crate::report::{Check, quoted};
use crate::{Files, sums};
use fisc_model::act::{Act, Role, Stage, UnitKind, Verdict};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What of a policy can be judged here.
#[derive(Default, Deserialize)]
struct Policy {
    #[serde(default)]
    stages: Stages,
    #[serde(default)]
    rules: BTreeMap<String, String>,
    amended: Option<Amended>,
}

#[derive(Default, Deserialize)]
struct Stages {
    #[serde(default)]
    distinct: BTreeSet<Stage>,
}

#[derive(Deserialize)]
struct Amended {
    team: Stage,
    adjudicator: Stage,
}

/// What is known of people and rules after some entries.
#[derive(Default)]
struct Office {
    policy: Policy,
    units: BTreeMap<String, UnitKind>,
    people: BTreeMap<String, String>,
    roles: BTreeMap<String, BTreeSet<Role>>,
    excepted: BTreeSet<(String, String)>,
}

/// A decision that approves a finding.
struct SignOff {
    index: u64,
    person: String,
    version: u32,
}

type SignOffs = BTreeMap<(String, Stage), Vec<SignOff>>;

/// The checks: that what is published was approved as it is, and that its signers were the right
/// people.
pub fn check(document: &Document, files: &Files, part: &Part, tables: &Tables) -> Vec<Check> {
    let mut approved = Check::new(
        "publication was approved of exactly this: the release document and each finding in its version",
        "获批公布的正是本内容：公布稿及各审计发现的相应版本",
    )
    .of("approval");
    let mut right = Check::new(
        "each step was signed in order by somebody in the right role and independent of the others",
        "各环节依次由具有相应职责且相互独立的人员签署",
    )
    .of("policy");
    right.unproved(
        "that nobody approved a finding they wrote: who wrote it stands in entries that hold the whole finding and are not shown",
        "签署人是否批准了本人撰写的审计发现：撰写人载于含发现全文的条目，此处未显示",
    );
    right.unproved(
        "that the team and its roles are shown in full: an entry that is on record and not in the package shows in nothing here",
        "审计组成员及其职责是否全部显示：在记录中而不在数据包中的条目，此处无从得知",
    );
    let mut office = Office::default();
    let mut offs = SignOffs::new();
    for (index, entry) in &part.entries {
        office.learn(*index, entry, &mut right);
        if let Act::Decide {
            stage,
            verdict: Verdict::Approve,
            findings,
            ..
        } = &entry.deed().act
        {
            office.decided(*index, entry, *stage, findings, &offs, document, &mut right);
            for (finding, version) in findings {
                offs.entry((finding.clone(), *stage))
                    .or_default()
                    .push(SignOff {
                        index: *index,
                        person: entry.deed().person.clone(),
                        version: *version,
                    });
            }
        }
    }
    revoked_since(part, &mut right);
    publication(document, files, part, &mut approved);
    let listed = listed(document, part, tables, &offs, &mut right);
    for (finding, signed) in &document.findings {
        office.stages(finding, signed.version, &offs, &listed, &mut right);
    }
    vec![approved, right]
}

impl Office {
    fn learn(&mut self, index: u64, entry: &Entry, check: &mut Check) {
        match &entry.deed().act {
            Act::Open { policy, .. } | Act::SetPolicy { policy, .. } => {
                match toml::from_str(policy) {
                    Ok(policy) => self.policy = policy,
                    Err(_) => check.problem(
                        &place(index),
                        "its policy does not read",
                        "其中的制度无法读取",
                    ),
                }
            }
            Act::EnrolUnit {
                unit, unit_kind, ..
            } => {
                self.units.insert(unit.clone(), *unit_kind);
            }
            Act::EnrolPerson { id, unit, .. } => {
                self.people.insert(id.clone(), unit.clone());
            }
            Act::Assign { id, role, .. } => {
                self.roles.entry(id.clone()).or_default().insert(*role);
            }
            Act::Unassign { id, role } => {
                self.roles.entry(id.clone()).or_default().remove(role);
            }
            Act::Except { rule, id, .. } if self.has(&entry.deed().person, Role::Head) => {
                self.excepted.insert((rule.clone(), id.clone()));
            }
            _ => {}
        }
    }

    fn has(&self, person: &str, role: Role) -> bool {
        self.roles.get(person).is_some_and(|r| r.contains(&role))
    }

    /// A rule that was not kept: wrong where the policy forbids it, or asks for an exception that
    /// is not there.
    fn broken(
        &self,
        rule: &str,
        person: &str,
        at: &str,
        en: String,
        zh: String,
        check: &mut Check,
    ) {
        let excepted = self
            .excepted
            .contains(&(rule.to_string(), person.to_string()));
        match self.policy.rules.get(rule).map(String::as_str) {
            Some("warn" | "allow") => check.unproved(
                format!("{at}: {en}; the policy of this office lets it pass ({rule})"),
                format!("{at}：{zh}；该机关的制度允许（{rule}）"),
            ),
            Some("approve") if excepted => check.unproved(
                format!("{at}: {en}; the head made an exception, with a reason ({rule})"),
                format!("{at}：{zh}；负责人已说明理由并批准例外（{rule}）"),
            ),
            _ => check.problem(at, format!("{en} ({rule})"), format!("{zh}（{rule}）")),
        }
    }

    #[expect(clippy::too_many_arguments)]
    fn decided(
        &self,
        index: u64,
        entry: &Entry,
        stage: Stage,
        findings: &BTreeMap<String, u32>,
        offs: &SignOffs,
        document: &Document,
        check: &mut Check,
    ) {
        let (at, person) = (place(index), &entry.deed().person);
        let who = quoted(person);
        let role = match &entry.deed().act {
            Act::Decide {
                authorised_otherwise: Some(_),
                ..
            } if stage == Stage::Conference => Role::Head,
            _ => stage.role(),
        };
        if !self.has(person, role) {
            check.problem(
                &at,
                format!("{who} signed at a stage without its role, {role}"),
                format!("{who}不具有该环节的职责（{role}）而签署"),
            );
        }
        for (finding, version) in findings {
            let signed = entry.subject(&format!("finding/{finding}@{version}"));
            let published = document.findings.get(finding);
            let same = published.is_none_or(|p| p.version != *version || signed == Some(&p.digest));
            if signed.is_none() || !same {
                check.problem(
                    &at,
                    format!(
                        "{} that was signed is not the published one: its digest is another",
                        quoted(finding)
                    ),
                    format!("所签署的{}与公布的不同：摘要不一致", quoted(finding)),
                );
            }
        }
        if matches!(stage, Stage::Department | Stage::Adjudication) {
            self.outside(stage, person, &at, check);
        }
        let distinct = &self.policy.stages.distinct;
        for ((finding, other), earlier) in offs {
            let same = earlier.last().is_some_and(|s| s.person == *person);
            if same
                && *other != stage
                && findings.contains_key(finding)
                && distinct.contains(other)
                && distinct.contains(&stage)
            {
                let (en, zh) = (
                    format!(
                        "{who} signed {} at the stages {other} and {stage}",
                        quoted(finding)
                    ),
                    format!("{who}在 {other} 和 {stage} 两个环节签署{}", quoted(finding)),
                );
                self.broken("distinct-stages", person, &at, en, zh, check);
            }
        }
    }

    /// The department's review comes from the team's department and not from the team, the
    /// adjudication from a unit of its own.
    fn outside(&self, stage: Stage, person: &str, at: &str, check: &mut Check) {
        let who = quoted(person);
        let in_team = |p: &str| self.has(p, Role::Leader) || self.has(p, Role::Member);
        if in_team(person) {
            let (en, zh) = (
                format!("{who} is of the team and reviews its work"),
                format!("{who}是审计组成员，又复核本组工作"),
            );
            self.broken("team-reviews", person, at, en, zh, check);
        }
        let unit = self.people.get(person);
        let kind = unit.and_then(|u| self.units.get(u)).copied();
        if kind == Some(UnitKind::OtherOffice) {
            let (en, zh) = (
                format!("{who} is of another office"),
                format!("{who}来自其他审计机关"),
            );
            return self.broken("borrowed-reviewer", person, at, en, zh, check);
        }
        let team: BTreeSet<&String> = self
            .people
            .iter()
            .filter(|(p, _)| in_team(p))
            .map(|(_, unit)| unit)
            .collect();
        let same = unit.is_some_and(|u| team.contains(u));
        let (rule, en, zh) = match (stage, same, kind) {
            (Stage::Department, false, _) => (
                "own-department",
                "is not of the team's department",
                "不属于审计组所在业务部门",
            ),
            (Stage::Adjudication, true, _) => (
                "adjudicator-same-department",
                "adjudicates and is of the team's department",
                "负责审理却属于审计组所在部门",
            ),
            (Stage::Adjudication, false, k) if k != Some(UnitKind::Adjudication) => (
                "adjudication-unit",
                "adjudicates and is not of the adjudication body",
                "负责审理却不属于审理机构",
            ),
            _ => return,
        };
        self.broken(
            rule,
            person,
            at,
            format!("{who} {en}"),
            format!("{who}{zh}"),
            check,
        );
    }

    /// All stages of a finding, in order and fresh.
    fn stages(
        &self,
        finding: &str,
        version: u32,
        offs: &SignOffs,
        listed: &BTreeSet<(String, Stage)>,
        check: &mut Check,
    ) {
        let at = format!("data/signatures.csv, {}", quoted(finding));
        let mut last: Option<(Stage, u64)> = None;
        for stage in Stage::ALL {
            let key = (finding.to_string(), stage);
            let Some(off) = offs.get(&key).and_then(|all| all.last()) else {
                if !listed.contains(&key) && stage != Stage::Publication {
                    let (en, zh) = (
                        format!("nobody signed at the stage {stage}"),
                        format!("{stage} 环节无人签署"),
                    );
                    self.broken("stage-order", "", &at, en, zh, check);
                }
                continue;
            };
            if off.version != version {
                let restarts = self
                    .policy
                    .amended
                    .as_ref()
                    .map(|a| a.team.max(a.adjudicator));
                let en = format!(
                    "was signed at the stage {stage} in version {}, not {version}",
                    off.version
                );
                let zh = format!(
                    "{stage} 环节签署的是第 {} 版，而非第 {version} 版",
                    off.version
                );
                if off.version > version || restarts.is_none_or(|from| stage >= from) {
                    check.problem(&at, en, zh);
                } else {
                    check.unproved(format!("{at}: {en}; the policy lets an earlier signature stand for some changes"), format!("{at}：{zh}；制度允许在部分修改后保留此前签署"));
                }
            }
            if let Some((before, index)) = last.filter(|(_, index)| *index > off.index) {
                let (en, zh) = (
                    format!(
                        "was signed at {stage} (entry {}) before {before} (entry {index})",
                        off.index
                    ),
                    format!(
                        "{stage}（条目 {}）早于 {before}（条目 {index}）签署",
                        off.index
                    ),
                );
                self.broken("stage-order", &off.person, &at, en, zh, check);
            }
            last = Some((stage, off.index));
        }
    }
}

/// A key that was revoked later, from a moment before it signed.
fn revoked_since(part: &Part, check: &mut Check) {
    for (index, entry) in &part.entries {
        let deed = entry.deed();
        let revoked = part
            .people
            .as_ref()
            .and_then(|p| p.revoked_from(&deed.person, &entry.keyid));
        if matches!(deed.act, Act::Decide { .. } | Act::ConfirmRelease { .. })
            && revoked.is_some_and(|from| from <= entry.received)
        {
            let who = quoted(&deed.person);
            check.problem(&place(*index), format!("was signed with a key of {who} that was revoked afterwards from a moment before"), format!("所用{who}的密钥其后被追溯吊销"));
        }
    }
}

/// Whether publication of this very document was approved, for every finding in it.
fn publication(document: &Document, files: &Files, part: &Part, check: &mut Check) {
    let Some(bytes) = files.get(document::PATH) else {
        return;
    };
    let digest = sums::sha256(bytes);
    let mut approved = BTreeSet::new();
    let mut named = false;
    for (index, entry) in &part.entries {
        let Act::Decide {
            stage: Stage::Publication,
            verdict: Verdict::Approve,
            findings,
            documents,
            ..
        } = &entry.deed().act
        else {
            continue;
        };
        let names = documents.iter().any(|(id, version)| {
            entry.subject(&format!("document/{id}@{version}")) == Some(digest.as_str())
        });
        if !names {
            continue;
        }
        named = true;
        for (finding, version) in findings {
            let signed = entry.subject(&format!("finding/{finding}@{version}"));
            match document.findings.get(finding) {
                Some(p) if p.version == *version && signed == Some(&p.digest) => {
                    approved.insert(finding);
                }
                _ => check.problem(
                    &place(*index),
                    format!(
                        "approves the publication of {}, which is not in it in this version",
                        quoted(finding)
                    ),
                    format!("批准公布的{}不在其中或版本不同", quoted(finding)),
                ),
            }
        }
    }
    if document.findings.is_empty() && !named {
        check.problem(
            document::PATH,
            "takes back every finding, and no approval for publication that is shown names it",
            "撤回全部审计发现，但所示的公布审批均未列明本公布稿",
        );
    }
    for finding in document.findings.keys().filter(|f| !approved.contains(f)) {
        check.problem(document::PATH, format!("no approval for publication that is shown names {} together with this release document", quoted(finding)), format!("所示的公布审批均未同时列明{}与本公布稿", quoted(finding)));
    }
}

/// Whether every signature of the table is an entry, and the other way round; gives the stages that
/// are named without being shown.
fn listed(
    document: &Document,
    part: &Part,
    tables: &Tables,
    offs: &SignOffs,
    check: &mut Check,
) -> BTreeSet<(String, Stage)> {
    const AT: &str = "data/signatures.csv";
    let mut without_entry = BTreeSet::new();
    let (Some(findings), Some(signatures)) = (tables.get("findings"), tables.get("signatures"))
    else {
        check.proves = false;
        check.unproved(
            "who signed at which stage: that table is not in this excerpt",
            "各环节由谁签署：此摘录不含该表",
        );
        return without_entry;
    };
    let text = |row: &BTreeMap<&str, &str>, name: &str| {
        row.get(name).copied().unwrap_or_default().to_string()
    };
    let ids: BTreeMap<String, String> = by_name(findings)
        .map(|r| (text(&r, "number"), text(&r, "id")))
        .collect();
    for row in by_name(signatures) {
        let finding = ids.get(&text(&row, "finding")).cloned().unwrap_or_default();
        let word = serde_json::Value::String(text(&row, "stage"));
        let (Ok(stage), Ok(index)) = (
            serde_json::from_value::<Stage>(word),
            text(&row, "entry").parse::<u64>(),
        ) else {
            check.problem(
                AT,
                "a stage or an entry in it does not read",
                "其中的环节或条目号无法读取",
            );
            continue;
        };
        let at = format!("{AT}, {} {stage}", quoted(&finding));
        let key = (finding.clone(), stage);
        let person = text(&row, "person");
        let backed = offs
            .get(&key)
            .is_some_and(|all| all.iter().any(|s| s.index == index && s.person == person));
        let left_out = part
            .left_out
            .iter()
            .any(|l| (l.entry, &l.finding, l.stage) == (index, &finding, stage));
        let ruled = part
            .entries
            .get(&index)
            .is_some_and(|e| matches!(e.deed().act, Act::Rule { .. }) && e.deed().person == person);
        if backed {
            continue;
        }
        without_entry.insert(key);
        if left_out {
            check.unproved(
                format!("{at}: the entry is not shown, because it says more than may be published"),
                format!("{at}：该条目含不予公开的内容，故未显示"),
            );
        } else if ruled {
            check.unproved(
                format!("{at}: is a ruling of the next level; the dispute it rules is not shown"),
                format!("{at}：为上一级裁定，所涉分歧未显示"),
            );
        } else {
            check.problem(
                &at,
                format!("no entry {index} that is shown is this signature"),
                format!("所示条目 {index} 并非此签署"),
            );
        }
    }
    for ((finding, stage), all) in offs
        .iter()
        .filter(|((f, s), _)| *s != Stage::Publication && document.findings.contains_key(f))
    {
        let has = |index: u64| by_name(signatures).any(|r| text(&r, "entry") == index.to_string());
        if !all.iter().any(|s| has(s.index)) {
            check.problem(
                AT,
                format!(
                    "the signature of {} at {stage} is not in it",
                    quoted(finding)
                ),
                format!("缺少{}在 {stage} 环节的签署", quoted(finding)),
            );
        }
    }
    without_entry
}
