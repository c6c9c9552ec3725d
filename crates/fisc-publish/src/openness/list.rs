//! The negative list: each rule with its words, its legal basis, what it matches, and the day on
//! which somebody must ask again whether it still holds.

use super::hold::{Deliberation, Listed};
use super::places::{CELLS, COLUMNS};
use crate::publication::WithheldScope;
use chrono::NaiveDate;
use fisc_model::lead::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// An article of law on which something is withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// The instrument, with its number or year.
    pub instrument: String,
    /// The article, in the instrument's words.
    pub article: String,
    /// From when this wording is in force.
    pub in_force_from: NaiveDate,
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.instrument, self.article)
    }
}

/// How much of a text goes where a word of a rule stands in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// The word.
    #[default]
    Word,
    /// The sentence that holds it.
    Sentence,
    /// The whole text, in both its languages.
    Text,
}

/// What a rule applies to. One scope has its own fields, and no others may be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Match {
    /// How much is withheld at once.
    pub scope: WithheldScope,
    /// `value`, `finding`: words; every text (or every finding with such a text) that holds one.
    #[serde(default)]
    pub texts: Vec<String>,
    /// Longer words in which those of `texts` mean something else.
    #[serde(default)]
    pub except: Vec<String>,
    /// `value` with `texts`: how much goes.
    #[serde(default)]
    pub cut: Cut,
    /// `value`: places such as `findings/F-3/facts` or `findings/F-3/amount`.
    #[serde(default)]
    pub places: Vec<String>,
    /// `column`: columns such as `findings/cause`.
    #[serde(default)]
    pub columns: Vec<String>,
    /// `finding`: ids.
    #[serde(default)]
    pub findings: Vec<String>,
    /// `auditee`: org_codes.
    #[serde(default)]
    pub auditees: Vec<String>,
    /// `function`: the beginnings of codes of functions of the budget; a finding with evidence in
    /// one of them is withheld.
    #[serde(default)]
    pub functions: Vec<String>,
}

/// A rule of the negative list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// `NL-` and capitals, digits, hyphens.
    pub code: String,
    /// The reason, for the public.
    pub words: Bilingual,
    /// At least one.
    pub basis: Vec<Basis>,
    /// On this day somebody must have asked again whether the rule still holds.
    pub review_on: NaiveDate,
    /// What it applies to; a pack may leave that to the engagement.
    #[serde(default, rename = "match")]
    pub matches: Vec<Match>,
}

impl Rule {
    /// Its legal bases as one text.
    #[must_use]
    pub fn basis_text(&self) -> String {
        let all: Vec<String> = self.basis.iter().map(ToString::to_string).collect();
        all.join("；")
    }
}

/// More that a rule of the pack applies to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Applied {
    rule: String,
    #[serde(rename = "match")]
    matches: Vec<Match>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reviewed {
    rule: String,
    on: NaiveDate,
    review_on: NaiveDate,
    by: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cleared {
    rule: String,
    finding: String,
    on: NaiveDate,
    by: String,
    reason: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    rule: Vec<Rule>,
    #[serde(rename = "apply")]
    applied: Vec<Applied>,
    reviewed: Vec<Reviewed>,
    cleared: Vec<Cleared>,
    investigated: Vec<String>,
    listed: Vec<Listed>,
    deliberation: Option<Deliberation>,
}

/// What may not be shown, and what not yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NegativeList {
    /// By code.
    pub rules: BTreeMap<String, Rule>,
    /// Rule and finding: examined, and found not to be what the rule is about.
    pub cleared: BTreeSet<(String, String)>,
    /// Findings under investigation or being handled by others: they leave no trace.
    pub investigated: BTreeSet<String>,
    /// Notices to listed companies.
    pub listed: Vec<Listed>,
    /// Deliberation by a committee, where the release must wait for one.
    pub deliberation: Option<Deliberation>,
}

/// A list that cannot be used: everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ListError(pub Vec<String>);

impl NegativeList {
    /// A pack's `negative.toml` and an engagement's `openness.toml`, on this day: what was decided
    /// later does not count yet.
    ///
    /// # Errors
    /// All problems of both files at once: no TOML, unknown keys, a rule without a legal basis, a
    /// match that does not fit its scope, a code twice, decisions without a name or a reason.
    pub fn parse(
        pack: &str,
        engagement: Option<&str>,
        today: NaiveDate,
    ) -> Result<NegativeList, ListError> {
        let mut list = NegativeList::default();
        let mut problems = Vec::new();
        let files = [
            ("negative.toml of the pack", Some(pack)),
            ("openness.toml", engagement),
        ];
        for (name, text) in files.iter().filter_map(|(n, t)| Some((*n, (*t)?))) {
            match toml::from_str(text) {
                Ok(file) => {
                    let mut found = Vec::new();
                    list.take(file, today, &mut found);
                    problems.extend(found.into_iter().map(|p| format!("{name}: {p}")));
                }
                Err(e) => problems.push(format!("{name}: {e}")),
            }
        }
        if problems.is_empty() {
            Ok(list)
        } else {
            Err(ListError(problems))
        }
    }

    fn take(&mut self, file: File, today: NaiveDate, problems: &mut Vec<String>) {
        for rule in file.rule {
            problems.extend(of_rule(&rule));
            if self.rules.contains_key(&rule.code) {
                problems.push(format!("rule {}: stands there twice", rule.code));
            }
            self.rules.insert(rule.code.clone(), rule);
        }
        for applied in file.applied {
            problems.extend(
                applied
                    .matches
                    .iter()
                    .flat_map(|m| of_match(&applied.rule, m)),
            );
            match self.rules.get_mut(&applied.rule) {
                Some(rule) => rule.matches.extend(applied.matches),
                None => problems.push(unknown("apply", &applied.rule)),
            }
        }
        for r in file.reviewed {
            if r.by.trim().is_empty() || r.on > today || r.review_on <= r.on {
                problems.push(format!(
                    "reviewed, rule {}: say by whom, a day that has come, and a later one for the next review",
                    r.rule
                ));
            }
            match self.rules.get_mut(&r.rule) {
                Some(rule) => rule.review_on = rule.review_on.max(r.review_on),
                None => problems.push(unknown("reviewed", &r.rule)),
            }
        }
        for c in file.cleared {
            if [&c.by, &c.reason, &c.finding]
                .iter()
                .any(|t| t.trim().is_empty())
                || c.on > today
            {
                problems.push(format!(
                    "cleared, rule {}: say which finding, by whom, on a day that has come, and why",
                    c.rule
                ));
            }
            if !self.rules.contains_key(&c.rule) {
                problems.push(unknown("cleared", &c.rule));
            }
            self.cleared.insert((c.rule, c.finding));
        }
        for notice in &file.listed {
            if notice.finding.trim().is_empty() || notice.company.trim().is_empty() {
                problems.push("listed: say which finding and which company".into());
            }
        }
        if file
            .deliberation
            .as_ref()
            .is_some_and(|d| d.body.trim().is_empty())
        {
            problems.push("deliberation: say of which body".into());
        }
        self.investigated.extend(file.investigated);
        self.listed.extend(file.listed);
        self.deliberation = file.deliberation.or(self.deliberation.take());
    }

    /// Rules whose day of review has passed, with that day: they hold on, and the gate of quality
    /// is shut until somebody has looked at them (政府信息公开条例 18).
    #[must_use]
    pub fn overdue(&self, today: NaiveDate) -> Vec<(&str, NaiveDate)> {
        let late = self.rules.values().filter(|r| r.review_on < today);
        late.map(|r| (r.code.as_str(), r.review_on)).collect()
    }
}

fn unknown(what: &str, rule: &str) -> String {
    format!("{what}: there is no rule {rule}; the rules are those of the pack and of [[rule]]")
}

fn of_rule(rule: &Rule) -> Vec<String> {
    let code = &rule.code;
    let mut problems = Vec::new();
    let capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
    if !code
        .strip_prefix("NL-")
        .is_some_and(|r| !r.is_empty() && r.chars().all(capital))
    {
        problems.push(format!(
            "rule {code:?}: a code is NL- and capitals, digits or hyphens"
        ));
    }
    if [&rule.words.en, &rule.words.zh]
        .iter()
        .any(|w| w.trim().is_empty())
    {
        problems.push(format!(
            "rule {code}: give its words in both languages, en and zh"
        ));
    }
    let empty = |b: &Basis| b.instrument.trim().is_empty() || b.article.trim().is_empty();
    if rule.basis.is_empty() || rule.basis.iter().any(empty) {
        problems.push(format!(
            "rule {code}: has no legal basis; give instrument, article and in_force_from, or do not withhold"
        ));
    }
    problems.extend(rule.matches.iter().flat_map(|m| of_match(code, m)));
    problems
}

fn of_match(code: &str, m: &Match) -> Vec<String> {
    use WithheldScope as S;
    let fields = [
        ("texts", &m.texts, matches!(m.scope, S::Value | S::Finding)),
        ("except", &m.except, !m.texts.is_empty()),
        ("places", &m.places, m.scope == S::Value),
        ("columns", &m.columns, m.scope == S::Column),
        ("findings", &m.findings, m.scope == S::Finding),
        ("auditees", &m.auditees, m.scope == S::Auditee),
        ("functions", &m.functions, m.scope == S::Function),
    ];
    let mut problems = Vec::new();
    let mut say = |what: String| problems.push(format!("rule {code}: {what}"));
    for (name, list, fits) in fields {
        if !list.is_empty() && !fits {
            say(format!("{name} does not go with this scope"));
        }
        if list.iter().any(|t| t.trim().is_empty()) {
            say(format!(
                "{name} has an empty entry, which would match everything"
            ));
        }
    }
    if fields
        .iter()
        .all(|(name, list, _)| *name == "except" || list.is_empty())
    {
        say("a match without anything to match".into());
    }
    if m.cut != Cut::Word && (m.scope != S::Value || m.texts.is_empty()) {
        say("cut goes with texts of the scope value only".into());
    }
    if m.scope == S::Cell {
        say("cells of sums are protected by program, not by a rule".into());
    }
    for column in &m.columns {
        if !COLUMNS.contains(&column.as_str()) && !CELLS.contains(&column.as_str()) {
            say(format!(
                "no column {column} can be withheld; there are {}",
                known()
            ));
        }
    }
    for place in &m.places {
        let fits = super::places::column_of(place)
            .is_some_and(|c| COLUMNS.contains(&c.as_str()) || CELLS.contains(&c.as_str()));
        if !fits {
            say(format!(
                "{place} is no place; write findings/ID/facts, findings/ID/replies/1/text or auditees/CODE/name, with a column of {}",
                known()
            ));
        }
    }
    problems
}

fn known() -> String {
    [COLUMNS, CELLS].concat().join(", ")
}
