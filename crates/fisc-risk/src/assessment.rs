//! The four assessments of an auditee: before anything is tested, when the audit is planned, after
//! the first tests, and at the end, where the first one is compared with what came out. Each is kept;
//! none replaces another.

use crate::exposure::{Exposure, Part};
use crate::factors::{Facts, Inherent, inherent};
use crate::model::{AuditRisk, Control, control_risk};
use crate::settings::{Bands, ONE, Settings, Team};
use fisc_model::Money;
use fisc_model::lead::SubjectKind;
use fisc_stats::sampling;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// When an assessment is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// 初始评估: from what is known before.
    Initial,
    /// 计划阶段: with the ledger of the year; the team follows from it.
    Planning,
    /// 准备阶段: after the first tests.
    Preparation,
    /// 终结评估: with what people decided; compared with the initial one and written back.
    Final,
}

impl Phase {
    /// All, in order.
    pub const ALL: [Phase; 4] = [
        Phase::Initial,
        Phase::Planning,
        Phase::Preparation,
        Phase::Final,
    ];

    /// As registers and commands write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Phase::Initial => "initial",
            Phase::Planning => "planning",
            Phase::Preparation => "preparation",
            Phase::Final => "final",
        }
    }

    /// By that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Phase> {
        Phase::ALL.into_iter().find(|p| p.name() == name)
    }
}

/// How high a risk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// 低.
    Low,
    /// 中.
    Medium,
    /// 高.
    High,
}

impl Bands {
    /// The band of a score in millionths.
    #[must_use]
    pub fn of(&self, score: u32) -> Band {
        if score >= self.high {
            Band::High
        } else if score >= self.medium {
            Band::Medium
        } else {
            Band::Low
        }
    }
}

/// What is known about an auditee when it is assessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// Its risk factors.
    pub facts: Facts,
    /// Its controls, as far as they were tested.
    pub controls: Vec<Control>,
    /// What its leads say; nothing before the first tests.
    pub exposure: Option<Exposure>,
    /// What came out; nothing before the end.
    pub outcome: Option<Outcome>,
    /// Its first assessment in this engagement, at the end.
    pub initial: Option<Assessment>,
}

/// What came out of the audit of an auditee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Findings that stand.
    pub findings: u64,
    /// Leads that people looked at.
    pub decided: u64,
    /// The amounts that people confirmed, each row once.
    pub confirmed: Money,
    /// Its budget of the year.
    pub budget: Money,
    /// Rectification that was due.
    pub due: u64,
    /// Of which not closed in time.
    pub overdue: u64,
}

impl Outcome {
    /// Confirmed amounts in millionths of the budget, for the next year's factors.
    #[must_use]
    pub fn past_findings(&self) -> Option<i128> {
        (self.budget.0 > 0).then(|| self.confirmed.0 * i128::from(ONE) / self.budget.0)
    }

    /// What was not put right in time, in millionths; nothing where nothing was due.
    #[must_use]
    pub fn unrectified(&self) -> Option<i128> {
        let one = i128::from(ONE);
        (self.due > 0).then(|| i128::from(self.overdue) * one / i128::from(self.due))
    }
}

/// How the first assessment held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// What came out is as the first assessment said.
    AsAssessed,
    /// More was found than it said.
    Higher,
    /// Less.
    Lower,
}

/// The first assessment beside the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The band of the first one.
    pub initial: Band,
    /// The band of what came out: where its confirmed share of the budget stands among the auditees.
    pub came_out: Band,
    /// How the one held against the other.
    pub held: Held,
}

/// One assessment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// When.
    pub phase: Phase,
    /// Who: an org_code or a gov_code.
    pub auditee: String,
    /// Which of the two.
    pub kind: SubjectKind,
    /// Inherent risk and what it is made of.
    pub inherent: Inherent,
    /// Control risk, in millionths.
    pub control: u32,
    /// The controls behind it; none: not relied on.
    pub controls: Vec<Control>,
    /// Inherent times control risk, rounded up, in millionths.
    pub combined: u32,
    /// The band of that.
    pub band: Band,
    /// What detection risk may be run, in millionths.
    pub detection: u32,
    /// What team it asks for; from planning on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<Team>,
    /// The probability that one of its leads is right; from preparation on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<f64>,
    /// The expected amount; from preparation on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Money>,
    /// The methods behind the last two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// What came out; at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Beside the first one; at the end, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared: Option<Compared>,
}

/// Assesses the auditees of one kind, units or governments: an auditee's risk is one among the others
/// of its kind. By auditee.
/// Before planning no control has been looked at, before preparation no lead, before the end no
/// outcome: what is known of these is not used earlier, whatever the caller gives.
///
/// # Errors
/// The settings leave the audit risk model without an answer.
pub fn assess(
    phase: Phase,
    kind: SubjectKind,
    known: &BTreeMap<String, Known>,
    settings: &Settings,
) -> Result<Vec<Assessment>, sampling::Error> {
    let facts = known.iter().map(|(a, k)| (a.clone(), k.facts.clone()));
    let inherent = inherent(&facts.collect(), settings);
    let came_out = came_out(known, settings);
    let model = &settings.model;
    let mut all = Vec::new();
    for (auditee, inherent) in inherent {
        let k = &known[&auditee];
        let controls = if phase >= Phase::Preparation {
            k.controls.clone()
        } else {
            Vec::new()
        };
        let control = control_risk(&controls, model.tolerable_deviation, model.control_floor);
        let product = u64::from(inherent.score) * u64::from(control);
        let combined = u32::try_from(product.div_ceil(u64::from(ONE))).unwrap_or(ONE);
        let band = settings.bands.of(combined);
        let risk = AuditRisk {
            acceptable: model.acceptable,
            inherent: inherent.score.max(1),
            control: control.max(1),
            analytical: ONE,
        };
        let exposure = k.exposure.as_ref().filter(|_| phase >= Phase::Preparation);
        let outcome = k.outcome.as_ref().filter(|_| phase == Phase::Final);
        let initial = k.initial.as_ref().filter(|_| outcome.is_some());
        all.push(Assessment {
            phase,
            kind,
            detection: risk.detection()?,
            inherent,
            control,
            controls,
            combined,
            band,
            team: (phase >= Phase::Planning).then(|| team(band, settings)),
            likelihood: exposure.map(|e| e.likelihood),
            expected: exposure.map(|e| e.expected),
            parts: exposure.map(|e| e.parts.clone()).unwrap_or_default(),
            outcome: outcome.cloned(),
            compared: initial.and_then(|first| Some(compare(first.band, *came_out.get(&auditee)?))),
            auditee,
        });
    }
    Ok(all)
}

fn team(band: Band, settings: &Settings) -> Team {
    match band {
        Band::High => settings.team.high.clone(),
        Band::Medium => settings.team.medium.clone(),
        Band::Low => settings.team.low.clone(),
    }
}

/// The band of what came out, by where an auditee's confirmed share of its budget stands among the
/// auditees: inherent risk with that as its only factor.
fn came_out(known: &BTreeMap<String, Known>, settings: &Settings) -> BTreeMap<String, Band> {
    use crate::factors::Factor::PastFindings;
    let share = |k: &Known| k.outcome.as_ref()?.past_findings();
    let facts: BTreeMap<String, Facts> = known
        .iter()
        .filter_map(|(a, k)| Some((a.clone(), Facts::from([(PastFindings, share(k)?)]))))
        .collect();
    let mut only = settings.clone();
    only.factors = BTreeMap::from([(PastFindings.name().to_string(), 1)]);
    let bands = |(a, i): (String, Inherent)| (a, settings.bands.of(i.score));
    inherent(&facts, &only).into_iter().map(bands).collect()
}

fn compare(initial: Band, came_out: Band) -> Compared {
    let held = match came_out.cmp(&initial) {
        std::cmp::Ordering::Equal => Held::AsAssessed,
        std::cmp::Ordering::Greater => Held::Higher,
        std::cmp::Ordering::Less => Held::Lower,
    };
    Compared {
        initial,
        came_out,
        held,
    }
}

/// How an auditee moves when the settings do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Who.
    pub auditee: String,
    /// A unit or a government.
    pub kind: SubjectKind,
    /// Place by combined risk, from 1, under the one settings.
    pub from_place: usize,
    /// And under the other.
    pub to_place: usize,
    /// Band under the one settings.
    pub from_band: Band,
    /// And under the other.
    pub to_band: Band,
}

/// What changes if the settings do: those whose place or band is another, the largest move first.
/// Both lists are of the same auditees.
#[must_use]
pub fn what_if(one: &[Assessment], other: &[Assessment]) -> Vec<Moved> {
    let (from, to) = (places(one), places(other));
    let mut moved: Vec<Moved> = from
        .into_iter()
        .filter_map(|((auditee, kind), (from_place, from_band))| {
            let (to_place, to_band) = *to.get(&(auditee, kind))?;
            Some(Moved {
                auditee: auditee.to_string(),
                kind,
                from_place,
                to_place,
                from_band,
                to_band,
            })
        })
        .filter(|m| (m.from_place, m.from_band) != (m.to_place, m.to_band))
        .collect();
    moved.sort_by_key(|m| {
        (
            std::cmp::Reverse(m.from_place.abs_diff(m.to_place)),
            m.to_place,
        )
    });
    moved
}

/// Place and band by auditee and kind, since a unit and a government may have one code: the riskiest
/// first, then by name.
#[must_use]
pub fn places(all: &[Assessment]) -> BTreeMap<(&str, SubjectKind), (usize, Band)> {
    let mut order: Vec<&Assessment> = all.iter().collect();
    order.sort_by(|a, b| (b.combined, &a.auditee, a.kind).cmp(&(a.combined, &b.auditee, b.kind)));
    let place = |(n, a): (usize, &&'_ Assessment)| (n + 1, a.band);
    order
        .iter()
        .enumerate()
        .map(|(n, a)| ((a.auditee.as_str(), a.kind), place((n, a))))
        .collect()
}
