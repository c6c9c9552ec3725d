//! A method as its folder has it: `method.toml`, `method.sql`, the READMEs. The folder's digest is
//! the method's version.

use crate::graph::{self, GraphSpec};
use fisc_catalogue::Catalogue;
use fisc_engine::lint::RULES;
use fisc_model::digest;
use fisc_model::lead::{Bilingual, Confidence, ResultKind, Severity, SubjectKind};
use fisc_model::schema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A method folder that is not what docs/methods.md asks for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("methods/{folder}: {message}")]
pub struct MethodError {
    /// The folder's name.
    pub folder: String,
    /// What is wrong and what was expected.
    pub message: String,
}

/// An audit test.
#[derive(Clone, Debug)]
pub struct Method {
    /// The folder's name: code in lower case, then a noun phrase.
    pub folder: String,
    /// method.toml.
    pub meta: Meta,
    /// method.sql.
    pub sql: String,
    /// README.md.
    pub readme: String,
    /// README.zh.md.
    pub readme_zh: String,
    /// SHA-256 over method.toml and method.sql: what decides the result. Texts and cases are not
    /// part of it, so that correcting a word does not void what people decided.
    pub digest: String,
}

/// `method.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// As in the catalogue: `EXE-009`.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// What it is to find.
    pub objective: Bilingual,
    /// transaction, system, risk.
    pub marks: Vec<String>,
    /// The kind of test.
    pub result: ResultKind,
    /// How much a lead matters.
    pub severity: Severity,
    /// How likely a lead is right.
    pub confidence: Confidence,
    /// The table of the evidence.
    pub evidence: String,
    /// What the subject is.
    pub subject_kind: SubjectKind,
    /// The column that decides between versions of a law parameter.
    #[serde(default)]
    pub judged_on: Option<String>,
    /// `table` or `table.column` without which it is skipped.
    #[serde(default)]
    pub requires: Vec<String>,
    /// Of each group one at least.
    #[serde(default)]
    pub any_of: Vec<Vec<String>>,
    /// Above this share of the tested it is a pattern, not an exception.
    #[serde(default = "one_percent")]
    pub max_flagged_share: String,
    /// The release it came with.
    pub since: String,
    /// Who wrote it; left out for the product's own.
    #[serde(default)]
    pub author: Option<String>,
    /// By name.
    #[serde(default)]
    pub parameters: BTreeMap<String, ParameterSpec>,
    /// What is tested.
    #[serde(default)]
    pub population: PopulationSpec,
    /// What is left out; the first that applies counts.
    #[serde(default, rename = "exclude")]
    pub excludes: Vec<Exclude>,
    /// What is searched for among the edges that method.sql selects.
    #[serde(default)]
    pub graph: Option<GraphSpec>,
    /// The rule (定性依据).
    #[serde(default, rename = "criterion")]
    pub criteria: Vec<Rule>,
    /// How it is handled (处理处罚依据).
    #[serde(default, rename = "remedy")]
    pub remedies: Vec<Rule>,
    /// Rules of the dialect that it breaks for a reason.
    #[serde(default, rename = "waiver")]
    pub waivers: Vec<Waiver>,
    /// The sentence.
    pub narrative: Bilingual,
    /// What to do with a lead.
    pub advice: Bilingual,
}

fn one_percent() -> String {
    "0.01".to_string()
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParameterType {
    /// An amount.
    Money,
    /// An integer or decimal.
    Number,
    /// A whole number of days.
    Days,
    /// An ISO date.
    Date,
    /// A text.
    Text,
    /// Several texts.
    List,
}

/// Who sets a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParameterSource {
    /// Law: from a pack or the engagement, never a default.
    Law,
    /// The auditee: from the engagement, never a default.
    Auditee,
    /// Judgement: has a default and says so.
    Judgement,
}

/// A parameter of a method.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterSpec {
    /// Its type.
    #[serde(rename = "type")]
    pub ty: ParameterType,
    /// Who sets it.
    pub source: ParameterSource,
    /// For people.
    pub unit: String,
    /// For people.
    pub description: Bilingual,
    /// Only for judgement.
    #[serde(default)]
    pub default: Option<toml::Value>,
}

/// `[population]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PopulationSpec {
    /// A FROM clause in which the evidence table is `p`.
    #[serde(default)]
    pub from: Option<String>,
    /// The key's expression.
    #[serde(default)]
    pub key: Option<String>,
    /// Which rows the method is about.
    #[serde(default, rename = "where")]
    pub filter: Option<String>,
}

/// `[[exclude]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclude {
    /// Why.
    pub reason: Bilingual,
    /// A predicate over the population.
    pub when: String,
}

/// `[[criterion]]`, `[[remedy]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The instrument's name.
    pub instrument: String,
    /// The date of the version cited.
    pub version: String,
    /// Articles.
    pub article: String,
    /// First day in force.
    pub effective_from: String,
    /// Last day in force.
    #[serde(default)]
    pub effective_to: Option<String>,
}

/// `[[waiver]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule's name.
    pub rule: String,
    /// Why breaking it is right here.
    pub reason: String,
}

/// The headings of README.md, in order.
pub const HEADINGS: [&str; 6] = [
    "What it finds",
    "Why it matters",
    "Example",
    "Innocent explanations",
    "Exclusions",
    "Basis",
];

/// The headings of README.zh.md, in order.
pub const HEADINGS_ZH: [&str; 6] = ["查什么", "为什么", "例子", "正常情形", "排除", "依据"];

/// Words that no method's name carries: a method names a pattern and accuses nobody.
const ACCUSING: [&str; 8] = [
    "fraud",
    "suspicious",
    "corrupt",
    "crime",
    "illegal",
    "embezzle",
    "theft",
    "avoid",
];

impl Method {
    /// Reads the folder `methods/<folder>` of the catalogue.
    ///
    /// # Errors
    /// What the folder lacks or has wrong.
    pub fn read(catalogue: &Catalogue, folder: &str) -> Result<Method, MethodError> {
        let error = |message: String| MethodError {
            folder: folder.to_string(),
            message,
        };
        let text = |file: &str| {
            catalogue
                .text(&format!("methods/{folder}/{file}"))
                .map(|t| t.replace("\r\n", "\n"))
                .ok_or_else(|| error(format!("there is no {file} in UTF-8")))
        };
        let (toml, sql) = (text("method.toml")?, text("method.sql")?);
        if toml::from_str::<toml::Table>(&toml).is_ok_and(|t| t.contains_key("statistic")) {
            return Err(error(
                "method.toml: [statistic]: statistical tests over a whole population are not built in \
                 yet; a method is decided by method.sql alone"
                    .into(),
            ));
        }
        let meta: Meta = toml::from_str(&toml).map_err(|e| error(format!("method.toml: {e}")))?;
        let method = Method {
            folder: folder.to_string(),
            digest: digest::sha256_hex(format!("{toml}\0{sql}").as_bytes()),
            sql: sql.trim().trim_end_matches(';').to_string(),
            readme: text("README.md")?,
            readme_zh: text("README.zh.md")?,
            meta,
        };
        method.validate().map_err(error)?;
        Ok(method)
    }

    /// All methods of a catalogue, in the order of their codes.
    ///
    /// # Errors
    /// The first folder that is no method; two folders with one code.
    pub fn read_all(catalogue: &Catalogue) -> Result<Vec<Method>, MethodError> {
        let mut methods = BTreeMap::new();
        for folder in catalogue.folders("methods") {
            let method = Method::read(catalogue, &folder)?;
            let code = method.meta.code.clone();
            if let Some(other) = methods.insert(code.clone(), method) {
                let message = format!("{code} is also the code of methods/{}", other.folder);
                return Err(MethodError { folder, message });
            }
        }
        Ok(methods.into_values().collect())
    }

    fn validate(&self) -> Result<(), String> {
        let m = &self.meta;
        if !self
            .folder
            .starts_with(&format!("{}-", m.code.to_lowercase()))
        {
            return Err(format!(
                "the folder's name must begin with {}-",
                m.code.to_lowercase()
            ));
        }
        if let Some(word) = ACCUSING.iter().find(|w| self.folder.contains(*w)) {
            return Err(format!("a name with {word:?} accuses; name the pattern"));
        }
        if schema::table(&m.evidence).is_none() {
            return Err(format!(
                "evidence = {:?} is no table of the ledger",
                m.evidence
            ));
        }
        for name in m.requires.iter().chain(m.any_of.iter().flatten()) {
            let (t, column) = name.split_once('.').unwrap_or((name, ""));
            let known =
                schema::table(t).is_some_and(|t| column.is_empty() || t.column(column).is_some());
            if !known {
                return Err(format!("requires {name:?}, which the ledger does not know"));
            }
        }
        for (name, p) in &m.parameters {
            match (p.source, &p.default) {
                (ParameterSource::Judgement, None) => {
                    return Err(format!("parameter {name}: a judgement needs a default"));
                }
                (ParameterSource::Law | ParameterSource::Auditee, Some(_)) => {
                    return Err(format!(
                        "parameter {name}: what law or auditee set has no default"
                    ));
                }
                _ => {}
            }
        }
        graph::validate(m)?;
        for waiver in &m.waivers {
            let rules = || RULES.iter().map(|r| r.name);
            if !rules().any(|r| r == waiver.rule) {
                let known = rules().collect::<Vec<_>>().join(", ");
                return Err(format!(
                    "[[waiver]] rule = {:?} is no rule; the rules are: {known}",
                    waiver.rule
                ));
            }
            if waiver.reason.trim().is_empty() {
                return Err(format!("[[waiver]] of {} has no reason", waiver.rule));
            }
        }
        if m.marks.is_empty()
            || m.marks
                .iter()
                .any(|k| !["transaction", "system", "risk"].contains(&k.as_str()))
        {
            return Err("marks are one or more of transaction, system, risk".into());
        }
        Ok(())
    }
}
