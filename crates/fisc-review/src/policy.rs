//! The policy: what an office asks of its own review, as TOML on the record. Rules that protect
//! others always forbid and are not in it; of every other rule the policy says what it does.

use fisc_model::Money;
use fisc_model::act::{DocumentKind, Stage};
use fisc_model::lead::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What happens where a rule is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The act is refused.
    Forbid,
    /// The act is refused unless a head has approved it for this person, with a reason.
    Approve,
    /// The act goes through, and a breach is recorded.
    Warn,
    /// The office does not have this rule.
    Allow,
}

/// The rules that a policy decides about, in order. A policy names each of them.
pub const RULES: [&str; 21] = [
    "adjudication-unit",
    "adjudicator-same-department",
    "borrowed-reviewer",
    "distinct-stages",
    "hearing",
    "late",
    "lead-used-twice",
    "lead-verifier-reviews",
    "material-lead-note",
    "open-dispute",
    "own-department",
    "rectification-due",
    "reply-answered",
    "reply-awaited",
    "report-served",
    "rotation",
    "sealed-paper",
    "stage-document",
    "stage-order",
    "team-reviews",
    "written-opinion",
];

/// A policy. Unknown keys are refused: a misspelt rule must not pass silently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// For people.
    pub title: Bilingual,
    /// Digests of attachments.
    pub digests: Digests,
    /// Which leads are material.
    pub material: Material,
    /// Terms.
    pub terms: Terms,
    /// Years in a row for one auditee.
    pub rotation: Rotation,
    /// Hearings.
    pub hearing: Hearing,
    /// What a new version restarts.
    pub amended: Amended,
    /// What goes back to the auditee.
    pub renotice: Renotice,
    /// What the stages ask.
    pub stages: Stages,
    /// What each of [`RULES`] does.
    pub rules: BTreeMap<String, Mode>,
}

/// `[digests]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digests {
    /// Whether every attachment needs an SM3 digest beside SHA-256.
    pub sm3: bool,
}

/// `[material]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// From this amount on; leads of high severity are material at any amount.
    pub amount: Money,
}

/// `[terms]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Working days for the auditee's reply.
    pub reply: u32,
    /// Working days in which a hearing may be asked for.
    pub hearing_request: u32,
    /// Calendar days from service to the report on rectification.
    pub rectification: u32,
    /// Calendar days after closing in which somebody looks back.
    pub look_back: u32,
    /// Working days for the decision at a stage.
    #[serde(default)]
    pub stage: BTreeMap<Stage, u32>,
}

/// `[rotation]`, in fiscal years in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    /// As team leader.
    pub leader: u32,
    /// As signer of exposure drafts.
    pub exposure_signer: u32,
}

/// `[hearing]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hearing {
    /// Fines from this amount on.
    pub fine: Money,
}

/// `[amended]`: the first stage that signs again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amended {
    /// When the team wrote the new version.
    pub team: Stage,
    /// When an adjudicator did.
    pub adjudicator: Stage,
}

/// `[renotice]`: what of a new version is served on the auditee again before it goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renotice {
    /// A fine above the exposed one.
    pub fine: bool,
    /// An amount above the exposed one.
    pub amount: bool,
}

/// `[stages]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stages {
    /// Stages that one person may not decide at about one finding.
    pub distinct: BTreeSet<Stage>,
    /// Kinds of which a decision at a stage must name a document.
    #[serde(default)]
    pub documents: BTreeMap<Stage, Vec<DocumentKind>>,
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// What is wrong and where, for the person who wrote the file.
    pub fn parse(text: &str) -> Result<Policy, String> {
        let policy: Policy = toml::from_str(text).map_err(|e| e.to_string())?;
        for rule in policy.rules.keys() {
            if !RULES.contains(&rule.as_str()) {
                return Err(format!(
                    "[rules] {rule}: there is no such rule that a policy decides about; there are {}",
                    RULES.join(", ")
                ));
            }
        }
        for rule in RULES {
            if !policy.rules.contains_key(rule) {
                return Err(format!(
                    "[rules] {rule} is missing: write {rule} = \"forbid\", \"approve\", \"warn\" or \"allow\""
                ));
            }
        }
        let terms = &policy.terms;
        let all = [
            terms.reply,
            terms.hearing_request,
            terms.rectification,
            terms.look_back,
        ];
        if all.iter().chain(terms.stage.values()).any(|t| *t > 3650) {
            return Err("[terms]: a term is longer than 3650 days".into());
        }
        if policy.rotation.leader == 0 || policy.rotation.exposure_signer == 0 {
            return Err("[rotation]: 0 years would leave nobody; write at least 1".into());
        }
        for (key, money) in [
            ("[material] amount", policy.material.amount),
            ("[hearing] fine", policy.hearing.fine),
        ] {
            if money < Money::ZERO {
                return Err(format!("{key} = {money}: an amount below zero"));
            }
        }
        Ok(policy)
    }

    /// What a rule does; a rule that the policy does not know always forbids.
    #[must_use]
    pub fn mode(&self, rule: &str) -> Mode {
        self.rules.get(rule).copied().unwrap_or(Mode::Forbid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fisc_catalogue::Catalogue;

    fn shipped(name: &str) -> String {
        let catalogue = Catalogue::embedded();
        catalogue
            .text(&format!("policies/{name}.toml"))
            .expect("shipped")
            .to_string()
    }

    #[test]
    fn shipped_policies_parse_and_differ() {
        let (cn, county) = (
            Policy::parse(&shipped("cn")),
            Policy::parse(&shipped("county")),
        );
        let (cn, county) = (cn.expect("cn"), county.expect("county"));
        assert_eq!(cn.mode("rotation"), Mode::Forbid);
        assert_eq!(county.mode("rotation"), Mode::Approve);
        // What protects the auditee does not depend on how many people an office has.
        for rule in ["hearing", "reply-answered", "reply-awaited"] {
            assert_eq!(
                (cn.mode(rule), county.mode(rule)),
                (Mode::Forbid, Mode::Forbid),
                "{rule}"
            );
        }
        assert_eq!(cn.mode("own-work"), Mode::Forbid);
    }

    #[test]
    fn refusals_say_what_to_do() {
        let cn = shipped("cn");
        for (from, to, expected) in [
            (
                "rotation = \"forbid\"",
                "rotatoin = \"forbid\"",
                "there is no such rule",
            ),
            ("rotation = \"forbid\"", "", "rotation is missing"),
            (
                "rotation = \"forbid\"",
                "rotation = \"maybe\"",
                "unknown variant",
            ),
            (
                "rotation = \"forbid\"",
                "rotation = \"forbid\"\nrecused = \"warn\"",
                "no such rule",
            ),
            ("reply = 10", "reply = 10\nsilence = 1", "unknown field"),
            ("reply = 10", "reply = 99999", "longer than"),
            ("leader = 5", "leader = 0", "leave nobody"),
            (
                "amount = \"1000000.00\"",
                "amount = 1.5",
                "expected a string",
            ),
            ("fine = \"100000.00\"", "fine = \"-1.00\"", "below zero"),
        ] {
            let text = cn.replace(from, to);
            assert_ne!(text, cn, "{from}");
            let error = Policy::parse(&text).expect_err(to);
            assert!(error.contains(expected), "{to}: {error}");
        }
    }

    #[test]
    fn the_docs_name_every_rule_with_its_modes() {
        let docs = include_str!("../../../docs/review.md");
        let (cn, county) = (shipped("cn"), shipped("county"));
        let (cn, county) = (
            Policy::parse(&cn).expect("cn"),
            Policy::parse(&county).expect("county"),
        );
        let word = |mode: Mode| format!("{mode:?}").to_lowercase();
        for rule in RULES {
            let row = format!(
                "| `{rule}` | {} | {} |",
                word(cn.mode(rule)),
                word(county.mode(rule))
            );
            assert!(docs.contains(&row), "docs/review.md lacks {row}");
        }
    }
}
