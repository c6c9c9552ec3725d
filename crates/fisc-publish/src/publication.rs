//! What a publication says: every value that may stand in a package, and nothing else. It is made by
//! naming what goes in. Gathering fills it from the record; withholding takes out of it what must
//! not leave; tables, pages, feeds and proofs read it alone.

use chrono::NaiveDate;
use fisc_model::Money;
use fisc_model::act::{RectificationClass, Rectified, Stage};
use fisc_model::finding::{AmountKind, Criterion};
use fisc_model::lead::Bilingual;
use fisc_model::run::Run;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One release of an engagement's results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Who issues it, under which number, when.
    pub issue: Issue,
    /// The engagement's id.
    pub engagement: String,
    /// The engagement's title.
    pub title: String,
    /// The year audited.
    pub fiscal_year: i32,
    /// ISO 4217.
    pub currency: String,
    /// What the results mean in plain words, one paragraph each; never empty in a release.
    pub interpretation: Vec<Bilingual>,
    /// By id; approved for publication.
    pub findings: BTreeMap<String, PublicFinding>,
    /// By org_code: everybody a finding is about.
    pub auditees: BTreeMap<String, Auditee>,
    /// What was tested, how, and what could not be.
    pub run: Run,
    /// Spending by month, in the order of the months.
    pub execution: Vec<Month>,
    /// Transfers between levels and bodies, sorted; the picture of where the money went.
    pub transfers: Vec<Transfer>,
    /// People that findings are about, and the amounts of these findings: by problem and unit, with
    /// all sums. Empty where no finding rests on rows about people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PeopleRow>,
    /// Earlier releases, and what was corrected or withdrawn since; the oldest first.
    pub corrections: Vec<Correction>,
    /// Who audited whom, who pays and appoints the auditors, and how independence was kept.
    pub independence: Independence,
    /// What was withheld, with its reason; nothing is left out in silence.
    pub withheld: Vec<Withheld>,
}

/// What a public body's publication must say about itself (公开属性).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The issuing body (发文机关).
    pub body: Bilingual,
    /// 索引号.
    pub index_number: String,
    /// Number of the document (文号), where it has one.
    #[serde(default)]
    pub document_number: String,
    /// 成文日期.
    pub written_on: NaiveDate,
    /// 发布日期.
    pub published_on: NaiveDate,
    /// Until when it is valid; open where none is stated.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    /// From 1: a correction is a new release.
    pub release: u32,
    /// The licence of the data: an SPDX identifier or the name of the licence, and its address.
    pub licence: Licence,
    /// Where the package stands on the web, ending in `/`; feeds and permanent links need it.
    pub address: String,
    /// How the public reaches the body: e-mail, telephone or address of an office, never of a person.
    pub contact: Bilingual,
}

/// Under which terms the data may be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// `CC-BY-4.0`, or a name.
    pub name: String,
    /// Its text on the web.
    pub address: String,
}

/// A finding as the public reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicFinding {
    /// Its number in the publication, which it keeps in all releases: the permanent link is
    /// `findings/NUMBER.html`.
    pub number: String,
    /// The version approved.
    pub version: u32,
    /// SHA-256 of the canonical JSON of the approved version, as it was signed.
    pub digest: String,
    /// One line.
    pub title: Bilingual,
    /// An org_code of `auditees`.
    pub auditee: String,
    /// The codes of the methods whose leads it rests on, sorted; empty where it rests on papers.
    pub methods: Vec<String>,
    /// Leads it rests on.
    pub leads: u64,
    /// Rows of the ledger it rests on.
    pub evidence_rows: u64,
    /// The amount determined.
    pub amount: Money,
    /// What the amount means; amounts of different kinds are never added up.
    pub amount_kind: AmountKind,
    /// The facts.
    pub facts: Bilingual,
    /// The rules it is measured by.
    pub criteria: Vec<Criterion>,
    /// How it came about.
    pub cause: Bilingual,
    /// What was decided.
    pub remedy: Bilingual,
    /// What is advised.
    pub advice: Bilingual,
    /// Whether it is one of the important matters.
    pub material: bool,
    /// What the auditee said; empty after silence.
    pub replies: Vec<PublicReply>,
    /// When the exposure draft was served.
    pub exposed_on: Option<NaiveDate>,
    /// When the report or decision was served.
    pub issued_on: Option<NaiveDate>,
    /// The signatures that stand, in the order of the stages.
    pub signed: Vec<Signed>,
    /// How it is put right; nothing before a plan.
    pub rectification: Option<PublicRectification>,
}

/// What the auditee said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicReply {
    /// When it was received.
    pub on: NaiveDate,
    /// Accepted or not.
    pub accepted: bool,
    /// In the auditee's words, in the language of who wrote them.
    pub text: String,
    /// Whether the objection was taken, and why; nothing where none was needed.
    pub answer: Option<PublicAnswer>,
}

/// The auditors' answer to an objection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicAnswer {
    /// Whether the objection was taken.
    pub taken: bool,
    /// Why.
    pub reason: String,
}

/// A signature: who answers for which step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The step.
    pub stage: Stage,
    /// The signer's id on the record.
    pub person: String,
    /// The signer's unit, for people.
    pub unit: String,
    /// When it was received, as a day in the office's calendar.
    pub on: NaiveDate,
    /// The entry of the record.
    pub entry: u64,
}

/// How a finding is put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicRectification {
    /// How.
    pub class: RectificationClass,
    /// By when.
    pub due: NaiveDate,
    /// Where it stands on the day of publication.
    pub state: RectificationState,
    /// What auditors acknowledged; amounts of different kinds are never added up.
    pub acknowledged: Rectified,
    /// What auditors wrote when they looked, the oldest first.
    pub notes: Vec<DatedNote>,
}

/// Where a rectification stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RectificationState {
    /// 整改中, within its term.
    Open,
    /// The auditee has reported; auditors have not looked yet.
    Reported,
    /// 已整改.
    Closed,
    /// 逾期未整改.
    Overdue,
    /// Closed once, and found not to hold.
    Reopened,
}

/// A word on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedNote {
    /// When.
    pub on: NaiveDate,
    /// In the language of who wrote it.
    pub text: String,
}

/// Whom findings are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Auditee {
    /// Its name.
    pub name: String,
    /// The government it belongs to.
    pub gov_code: String,
    /// That government's name.
    pub government: String,
    /// central, province, city, county, township: as the ledger says.
    pub level: String,
}

/// What was spent in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Month {
    /// `2025-03`.
    pub month: String,
    /// Paid, net of returns.
    pub paid: Money,
}

/// A flow of money between two bodies or levels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// From whom: a name.
    pub from: String,
    /// To whom: a name.
    pub to: String,
    /// How much.
    pub amount: Money,
}

/// A cell of the table of people, inner or marginal. An empty text stands for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleRow {
    /// The kind of the findings' amounts, over which nothing is added up.
    pub amount_kind: AmountKind,
    /// A method: the first of a finding's.
    pub problem: String,
    /// A gov_code.
    pub government: String,
    /// An org_code.
    pub auditee: String,
    /// A finding's id.
    pub finding: String,
    /// How many people, each once in a finding; nothing where that is withheld.
    pub people: Option<u64>,
    /// The findings' amounts; nothing where that is withheld.
    pub amount: Option<Money>,
    /// Percent of all people of this kind, where both are shown.
    #[serde(default)]
    pub share: Option<u64>,
}

/// An earlier release, and why there is a later one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The release that this is about.
    pub release: u32,
    /// When that release was published.
    pub published_on: NaiveDate,
    /// SHA-256 of its SHA256SUMS, by which it is known.
    pub digest: String,
    /// What the release after it corrected.
    pub what: Vec<CorrectionItem>,
}

/// One thing that a release corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionItem {
    /// The finding's number; nothing where it is about the release as a whole.
    pub finding: Option<String>,
    /// corrected or withdrawn.
    pub kind: CorrectionKind,
    /// Why, for the public.
    pub reason: Bilingual,
}

/// What happened to a published thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionKind {
    /// Its content changed.
    Corrected,
    /// It was taken back; its page says so and stays.
    Withdrawn,
    /// Added, as a matter approved later.
    Added,
}

/// The independence statement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Independence {
    /// same_level, upper_audits_lower or cross.
    pub relation: String,
    /// Who pays for the audit institution.
    pub funded_by: Bilingual,
    /// Who appoints its head.
    pub appointed_by: Bilingual,
    /// Rules that were not kept as they stand, with the head's reason; empty is said as such.
    pub exceptions: Vec<ExceptionMade>,
    /// Years in a row in which the team's leader has audited each auditee, by org_code, this one
    /// included.
    pub leader_years: BTreeMap<String, u32>,
}

/// A rule that a head excepted somebody from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExceptionMade {
    /// The rule.
    pub rule: String,
    /// The head's reason.
    pub reason: String,
    /// The entry of the record.
    pub entry: u64,
}

/// A part that is withheld. Its place in the package bears a marker with the same reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// What kind of part: value, column, cell, finding, auditee.
    pub scope: WithheldScope,
    /// Where: `findings/F-3/facts`, `subjects/amount`. A withheld finding or auditee is counted and
    /// not named.
    pub place: String,
    /// The code of the reason: a rule of the negative list, or personal data of a kind.
    pub reason: String,
    /// The reason for the public.
    pub words: Bilingual,
    /// The legal basis.
    pub basis: String,
    /// When the reason is looked at again.
    pub review_on: Option<NaiveDate>,
    /// How many parts.
    pub count: u64,
}

/// How much is withheld at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithheldScope {
    /// A part of a text or one value.
    Value,
    /// A cell of a table of sums.
    Cell,
    /// A column.
    Column,
    /// A finding.
    Finding,
    /// All findings about an auditee.
    Auditee,
    /// What belongs to a function of the budget.
    Function,
}
