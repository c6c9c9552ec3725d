//! `publish.toml`: what only people can say about a publication. Everything else is gathered.

use super::Trouble;
use crate::publication::{CorrectionKind, Licence};
use chrono::NaiveDate;
use fisc_model::lead::Bilingual;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// An empty form, with a comment at each line.
pub const TEMPLATE: &str = include_str!("publish.toml");

/// The filled-in form. Unknown keys are refused: a misspelt reason must not pass silently.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// 索引号.
    pub index_number: String,
    /// 文号.
    #[serde(default)]
    pub document_number: String,
    /// 成文日期.
    pub written_on: NaiveDate,
    /// 发布日期.
    pub published_on: NaiveDate,
    /// Until when it is valid.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    /// Where the package will stand on the web, ending in `/`.
    pub address: String,
    /// The issuing body (发文机关).
    #[serde(deserialize_with = "one")]
    pub body: Bilingual,
    /// How the public reaches it.
    #[serde(deserialize_with = "one")]
    pub contact: Bilingual,
    /// Where the public's web form for feedback stands, where there is one.
    #[serde(default)]
    pub feedback_form: Option<String>,
    /// Under which terms the data may be used.
    pub licence: Licence,
    /// Who pays for the audit institution.
    #[serde(deserialize_with = "one")]
    pub funded_by: Bilingual,
    /// Who appoints its head.
    #[serde(deserialize_with = "one")]
    pub appointed_by: Bilingual,
    /// What the results mean in plain words (解读), one paragraph each.
    #[serde(default, deserialize_with = "each")]
    pub interpretation: Vec<Bilingual>,
    /// Translations of findings' texts, by the finding's id.
    #[serde(default)]
    pub finding: BTreeMap<String, Translation>,
    /// Names of auditees that the ledger does not give, by code.
    #[serde(default)]
    pub auditee: BTreeMap<String, GivenAuditee>,
    /// Findings that wait for a later release.
    #[serde(default)]
    pub later: Vec<Later>,
    /// What this release corrects of the one before.
    #[serde(default)]
    pub correction: Vec<GivenCorrection>,
    /// Values that look like personal data and are none.
    #[serde(default)]
    pub not_personal: Vec<NotPersonal>,
    /// Passages with a word that accuses, which must stand.
    #[serde(default)]
    pub wording: Vec<NotPersonal>,
    /// Cells about people that earlier releases tell already: published all the same.
    #[serde(default)]
    pub already_public: Vec<AlreadyPublic>,
    /// Files of the office for takedowns, where it shares them between engagements.
    #[serde(default)]
    pub takedowns: Option<Secrets>,
}

/// Texts of a finding in the language in which it was not written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Translation {
    /// One line.
    #[serde(deserialize_with = "one")]
    pub title: Bilingual,
    /// The facts.
    #[serde(deserialize_with = "one")]
    pub facts: Bilingual,
    /// How it came about.
    #[serde(deserialize_with = "one")]
    pub cause: Bilingual,
    /// What was decided.
    #[serde(deserialize_with = "one")]
    pub remedy: Bilingual,
    /// What is advised.
    #[serde(deserialize_with = "one")]
    pub advice: Bilingual,
}

impl Translation {
    pub(super) fn get(&self, field: &str) -> Option<&Bilingual> {
        match field {
            "title" => Some(&self.title),
            "facts" => Some(&self.facts),
            "cause" => Some(&self.cause),
            "remedy" => Some(&self.remedy),
            "advice" => Some(&self.advice),
            _ => None,
        }
    }
}

/// An auditee that is not in the ledger, or is to be called otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenAuditee {
    /// Its name.
    pub name: String,
    /// The government it belongs to.
    #[serde(default)]
    pub gov_code: String,
    /// That government's name.
    #[serde(default)]
    pub government: String,
    /// central, province, city, county, township.
    #[serde(default)]
    pub level: String,
}

/// A finding that is not in this release, although nobody withdrew it. The reason stays inside.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Later {
    /// Its id.
    pub finding: String,
    /// Why.
    pub reason: String,
}

/// A correction or withdrawal, with a reason for the public.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenCorrection {
    /// The finding's id; nothing where it is about the release as a whole.
    #[serde(default)]
    pub finding: Option<String>,
    /// corrected, withdrawn or added.
    pub kind: CorrectionKind,
    /// Why.
    #[serde(deserialize_with = "one")]
    pub reason: Bilingual,
}

/// What the leak scanner, or the gate's list of words, may pass.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotPersonal {
    /// The value.
    pub value: String,
    /// Why it is none, or must stand.
    pub reason: String,
}

/// A cell that disclosure control would keep, and an earlier release gave away.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlreadyPublic {
    /// Its place, as it was said.
    pub place: String,
    /// Why the release goes out nevertheless.
    pub reason: String,
}

/// Where the office keeps its takedowns.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrets {
    /// The list, relative to the engagement.
    pub list: String,
    /// The key of its fingerprints.
    pub key: String,
}

/// A text of which one side may be left out.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Side {
    en: String,
    zh: String,
}

impl From<Side> for Bilingual {
    fn from(side: Side) -> Bilingual {
        Bilingual {
            en: side.en,
            zh: side.zh,
        }
    }
}

fn one<'de, D: Deserializer<'de>>(from: D) -> Result<Bilingual, D::Error> {
    Side::deserialize(from).map(Bilingual::from)
}

fn each<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Bilingual>, D::Error> {
    let sides = Vec::<Side>::deserialize(from)?;
    Ok(sides.into_iter().map(Bilingual::from).collect())
}

/// Readers of either language are told: one side alone is not enough.
fn blank(text: &Bilingual) -> bool {
    text.en.trim().is_empty() || text.zh.trim().is_empty()
}

impl Form {
    /// Reads `publish.toml`.
    ///
    /// # Errors
    /// What is wrong and where.
    pub fn parse(text: &str) -> Result<Form, String> {
        toml::from_str(text).map_err(|e| e.to_string())
    }

    /// What is missing in it, or cannot be.
    pub(super) fn troubles(&self) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        let mut missing = |name: &str, id: &str, is_blank: bool| {
            if is_blank {
                troubles.push(Trouble::new(format!("publish.toml, {name}"), id, &[]));
            }
        };
        for (name, text) in [
            ("index_number", &self.index_number),
            ("licence", &self.licence.name),
            ("licence", &self.licence.address),
        ] {
            missing(name, "trouble-empty", text.trim().is_empty());
        }
        for (name, text) in [
            ("body", &self.body),
            ("contact", &self.contact),
            ("funded_by", &self.funded_by),
            ("appointed_by", &self.appointed_by),
        ] {
            missing(name, "trouble-blank", blank(text));
        }
        for l in &self.later {
            let name = format!("later {}", l.finding);
            missing(&name, "trouble-empty", l.reason.trim().is_empty());
        }
        for c in &self.correction {
            let of = c.finding.as_deref().unwrap_or_default();
            missing(
                &format!("correction {of}"),
                "trouble-blank",
                blank(&c.reason),
            );
        }
        for (n, p) in (1..).zip(&self.not_personal) {
            let is_blank = p.value.trim().is_empty() || p.reason.trim().is_empty();
            missing(&format!("not_personal {n}"), "trouble-empty", is_blank);
        }
        for (n, w) in (1..).zip(&self.wording) {
            let is_blank = w.value.trim().is_empty() || w.reason.trim().is_empty();
            missing(&format!("wording {n}"), "trouble-empty", is_blank);
        }
        for (n, p) in (1..).zip(&self.already_public) {
            let is_blank = p.place.trim().is_empty() || p.reason.trim().is_empty();
            missing(&format!("already_public {n}"), "trouble-empty", is_blank);
        }
        let mut wrong = |name: &str, id: &str| {
            troubles.push(Trouble::new(format!("publish.toml, {name}"), id, &[]));
        };
        if self.interpretation.is_empty() || self.interpretation.iter().any(blank) {
            wrong("interpretation", "trouble-interpretation");
        }
        for (name, address) in [
            ("address", &self.address),
            ("licence", &self.licence.address),
        ] {
            let web = address.starts_with("https://") || address.starts_with("http://");
            let plain = !address.contains(|c: char| c.is_whitespace() || c.is_control());
            let ends = name == "licence" || address.ends_with('/');
            if !(web && plain && ends) {
                wrong(name, "trouble-address");
            }
        }
        let form = self.feedback_form.as_deref();
        if form.is_some_and(|address| !crate::site::is_form(address)) {
            wrong("feedback_form", "trouble-form-address");
        }
        if self.written_on > self.published_on {
            wrong("written_on", "trouble-written-later");
        }
        if self.valid_until.is_some_and(|d| d < self.published_on) {
            wrong("valid_until", "trouble-valid-until");
        }
        troubles
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_form_reads_and_says_all_that_is_missing() {
        let form = Form::parse(TEMPLATE).expect("a form");
        let places: Vec<String> = form.troubles().into_iter().map(|t| t.place).collect();
        let missing = [
            "index_number",
            "body",
            "contact",
            "funded_by",
            "appointed_by",
            "interpretation",
            "address",
        ];
        assert_eq!(places, missing.map(|m| format!("publish.toml, {m}")));
        // What stands there as a comment can be written as it stands.
        let whole: String = TEMPLATE
            .lines()
            .map(|l| match l.strip_prefix("# ") {
                Some(key) if key.starts_with('[') || key.contains(" = ") => format!("{key}\n"),
                _ => format!("{l}\n"),
            })
            .collect();
        let form = Form::parse(&whole).expect("a form");
        assert_eq!(
            (
                form.later.len(),
                form.correction.len(),
                form.not_personal.len(),
                form.wording.len(),
                form.already_public.len()
            ),
            (1, 1, 1, 1, 1)
        );
        assert!(form.finding.contains_key("F-1") && form.auditee.contains_key("990101001"));
    }

    #[test]
    fn what_cannot_be_is_said() {
        let filled = TEMPLATE.replace("address = \"\"", "address = \"ftp://x\"");
        let filled = filled.replace("written_on = \"2026-01-01\"", "written_on = \"2026-01-02\"");
        let filled = filled.replace("# feedback_form = \"https", "feedback_form = \"http");
        let filled = filled.replace("# valid_until = \"2031", "valid_until = \"2021");
        let troubles = Form::parse(&filled).expect("a form").troubles();
        for (place, text) in [
            ("address", "https://"),
            ("feedback_form", "this machine alone"),
            ("written_on", "after the day"),
            ("valid_until", "before the day"),
            ("interpretation", "plain words"),
        ] {
            let found = troubles.iter().find(|t| t.place.ends_with(place));
            assert!(
                found.is_some_and(|t| t.text.en.contains(text)),
                "{place}: {troubles:?}"
            );
        }
    }
}
