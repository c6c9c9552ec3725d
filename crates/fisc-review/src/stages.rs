//! The stages of review: who may decide, after what, and what a decision is worth once something
//! changes. A signature stands until what it is over, or one before it, changes; then it and every
//! later one are voided, with the reason.

use crate::case::Case;
use crate::documents::reviewed;
use crate::findings::FindingState;
use crate::judge::Judge;
use crate::refusal::Refusal;
use crate::texts::{Place, say};
use chrono::{DateTime, Utc};
use fisc_model::Money;
use fisc_model::act::{Act, Deed, DocumentKind, Role, Stage, UnitKind, Verdict, Verified};
use fisc_model::lead::Bilingual;
use std::collections::{BTreeMap, BTreeSet};

/// A decision that approves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// At which stage.
    pub stage: Stage,
    /// The finding's version that was signed.
    pub signed: u32,
    /// The version it stands for: a later one, where the policy lets it stand.
    pub version: u32,
    /// Documents signed with it.
    pub documents: BTreeMap<String, u32>,
    /// When it was received.
    pub received: DateTime<Utc>,
    /// The written opinion.
    pub opinion: String,
    /// Whether it is a ruling of the next level in place of the stage's own decision.
    pub ruling: bool,
    /// The key that signed, in text form.
    pub key: String,
    /// At the conference: left out by the head's authority, for this reason.
    pub authorised_otherwise: Option<String>,
}

/// Why a signature no longer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A new version of the finding.
    Amended {
        /// Which.
        version: u32,
    },
    /// A heavier fine than the exposed one.
    Heavier,
    /// A new version of a document that was signed with it.
    Document {
        /// Which.
        document: String,
        /// Its version.
        version: u32,
    },
    /// A lead it rests on was verified anew.
    Lead {
        /// Which.
        lead: String,
    },
    /// A stage before it was returned or rejected.
    Returned {
        /// At which.
        stage: Stage,
    },
    /// A ruling of the next level.
    Ruled {
        /// In which dispute.
        dispute: String,
    },
    /// The key was revoked from a moment before it.
    KeyRevoked {
        /// Whose.
        person: String,
    },
    /// Its signer withdrew.
    Recused {
        /// Who.
        person: String,
    },
    /// The finding was withdrawn.
    Withdrawn,
}

impl Why {
    /// In words.
    #[must_use]
    pub fn text(&self) -> Bilingual {
        match self {
            Why::Amended { version } => say("void-amended", &[("version", (*version).into())]),
            Why::Heavier => say("void-heavier", &[]),
            Why::Document { document, version } => {
                let places = [
                    ("document", document.into()),
                    ("version", (*version).into()),
                ];
                say("void-document", &places)
            }
            Why::Lead { lead } => say("void-lead", &[("lead", lead.into())]),
            Why::Returned { stage } => say("void-returned", &[("stage", (*stage).into())]),
            Why::Ruled { dispute } => say("void-ruled", &[("dispute", dispute.into())]),
            Why::KeyRevoked { person } => say("void-key", &[("person", person.into())]),
            Why::Recused { person } => say("void-recused", &[("person", person.into())]),
            Why::Withdrawn => say("void-withdrawn", &[]),
        }
    }
}

/// A signature that no longer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voided {
    /// It.
    pub signature: Signature,
    /// By which entry.
    pub by: u64,
    /// Why.
    pub why: Why,
}

/// A decision that does not approve, open until a new version, an approval or a ruling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// At which stage.
    pub stage: Stage,
    /// What was decided.
    pub verdict: Verdict,
    /// About which version.
    pub version: u32,
    /// The written opinion.
    pub opinion: String,
}

/// What stands, what is voided, what is returned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stages {
    /// By stage.
    pub stands: BTreeMap<Stage, Signature>,
    /// In the order in which it happened.
    pub voided: Vec<Voided>,
    /// Open.
    pub returned: Option<Returned>,
    /// Every decision that did not approve.
    pub returns: Vec<Returned>,
}

impl Stages {
    /// The first stage that has not signed.
    #[must_use]
    pub fn next(&self) -> Option<Stage> {
        Stage::ALL
            .into_iter()
            .find(|s| !self.stands.contains_key(s))
    }

    /// Voids the signature of a stage and every later one.
    pub(crate) fn void_from(&mut self, stage: Stage, by: u64, why: &Why) {
        for (_, signature) in self.stands.split_off(&stage) {
            let why = why.clone();
            self.voided.push(Voided { signature, by, why });
        }
    }

    /// What still stands stands for the new version.
    pub(crate) fn carry(&mut self, version: u32) {
        self.returned = None;
        for signature in self.stands.values_mut() {
            signature.version = version;
        }
    }
}

pub(crate) fn judge(j: &mut Judge<'_>) -> Result<(), Refusal> {
    let Act::Decide {
        stage,
        verdict,
        findings,
        documents,
        opinion,
        authorised_otherwise,
    } = &j.deed.act
    else {
        return Ok(());
    };
    let stage = *stage;
    match authorised_otherwise {
        Some(_) if stage != Stage::Conference || *verdict != Verdict::Approve => {
            return Err(j.refuse("authorised-where", &[]));
        }
        Some(_) => j.role(&[Role::Head])?,
        None => j.role(&[stage.role()])?,
    }
    if findings.is_empty() && !takes_all_back(j, stage, documents) {
        return Err(j.refuse("decide-nothing", &[]));
    }
    let wants_opinion =
        matches!(stage, Stage::Department | Stage::Adjudication) || *verdict != Verdict::Approve;
    if wants_opinion && opinion.trim().is_empty() {
        j.rule(
            "written-opinion",
            Some(stage),
            None,
            &[("stage", stage.into())],
        )?;
    }
    for (id, version) in documents {
        let document = j.document(id)?;
        if document.version() != *version {
            let places = [
                ("document", id.into()),
                ("version", (*version).into()),
                ("last", document.version().into()),
            ];
            return Err(j.refuse("document-version", &places));
        }
        let own = document.versions.iter().any(|p| p.person == j.person.id);
        if own && reviewed(document.kind()) {
            return Err(Refusal::new(
                "own-work",
                "own-document",
                &[("document", id.into())],
            ));
        }
    }
    for (id, version) in findings {
        let state = j.finding(id)?;
        if state.version() != *version {
            let places = [
                ("finding", id.into()),
                ("version", (*version).into()),
                ("last", state.version().into()),
            ];
            return Err(j.refuse("finding-version", &places));
        }
        independent(j, stage, state)?;
        if *verdict == Verdict::Approve {
            approvable(j, stage, state, documents, authorised_otherwise.is_some())?;
        }
        // Sending back late is late too; who has signed in time may send back at any time.
        if !state.stages.stands.contains_key(&stage) {
            late(j, stage, state)?;
        }
    }
    Ok(())
}

/// Whether a decision is about a release that says no finding: the one that takes back all that was
/// published before.
fn takes_all_back(j: &Judge<'_>, stage: Stage, documents: &BTreeMap<String, u32>) -> bool {
    let empty = |name: &String| {
        let document = j.case.document(name);
        document.is_some_and(|d| d.kind() == DocumentKind::Release && d.now().findings.is_empty())
    };
    stage == Stage::Publication && documents.keys().any(empty)
}

/// Who decides stands apart from what is decided about.
pub(crate) fn independent(
    j: &mut Judge<'_>,
    stage: Stage,
    state: &FindingState,
) -> Result<(), Refusal> {
    let (id, me) = (state.id.as_str(), j.person);
    let auditee = &state.now().auditee;
    j.not_recused(auditee)?;
    let base: Vec<(&str, Place)> = vec![
        ("finding", id.into()),
        ("person", (&me.id).into()),
        ("stage", stage.into()),
    ];
    if state.authors().contains(me.id.as_str()) {
        return Err(j.refuse("own-work", &base));
    }
    let outside = matches!(stage, Stage::Department | Stage::Adjudication);
    if outside && me.of_team() {
        j.rule("team-reviews", Some(stage), Some(id), &base)?;
    }
    if outside {
        from_where(j, stage, id, &base)?;
    }
    let distinct = &j.policy.stages.distinct;
    let other = state.stages.stands.values().find(|s| {
        s.person == me.id && s.stage != stage && !s.ruling && distinct.contains(&s.stage)
    });
    if let (Some(other), true) = (other, distinct.contains(&stage)) {
        let mut places = base.clone();
        places.push(("other", other.stage.into()));
        j.rule("distinct-stages", Some(stage), Some(id), &places)?;
    }
    let leads = state.now().leads.iter();
    let verified = leads
        .filter_map(|l| j.case.lead_decision(&l.lead_id))
        .any(|d| d.person == me.id && d.outcome != Verified::Excluded);
    if verified {
        j.rule("lead-verifier-reviews", Some(stage), Some(id), &base)?;
    }
    let limit = match stage {
        Stage::Leader => j.policy.rotation.leader,
        Stage::Exposure => j.policy.rotation.exposure_signer,
        _ => return Ok(()),
    };
    let year = j.case.opened().map_or(0, |o| o.fiscal_year);
    let before = me.years_before(year, auditee, stage.role());
    if before >= limit {
        let mut places = base;
        places.push(("auditee", auditee.into()));
        places.push(("years", before.into()));
        places.push(("limit", limit.into()));
        j.rule("rotation", Some(stage), Some(id), &places)?;
    }
    Ok(())
}

/// The unit from which the department's review and the adjudication come.
fn from_where(
    j: &mut Judge<'_>,
    stage: Stage,
    id: &str,
    base: &[(&str, Place)],
) -> Result<(), Refusal> {
    let kind = j.case.unit(&j.person.unit).map(|u| u.kind);
    if kind == Some(UnitKind::OtherOffice) {
        return j.rule("borrowed-reviewer", Some(stage), Some(id), base);
    }
    let team: BTreeSet<&str> = j.case.team().map(|p| p.unit.as_str()).collect();
    let same = team.contains(j.person.unit.as_str());
    if stage == Stage::Department {
        if !same {
            j.rule("own-department", Some(stage), Some(id), base)?;
        }
        return Ok(());
    }
    if same {
        j.rule("adjudicator-same-department", Some(stage), Some(id), base)?;
    } else if kind != Some(UnitKind::Adjudication) {
        j.rule("adjudication-unit", Some(stage), Some(id), base)?;
    }
    Ok(())
}

/// What must have happened before a stage approves.
fn approvable(
    j: &mut Judge<'_>,
    stage: Stage,
    state: &FindingState,
    documents: &BTreeMap<String, u32>,
    without_conference: bool,
) -> Result<(), Refusal> {
    let id = state.id.as_str();
    let base: Vec<(&str, Place)> = vec![("finding", id.into()), ("stage", stage.into())];
    if let Some(standing) = state.stages.stands.get(&stage)
        && !released_anew(j, standing, documents)
    {
        return Err(j.refuse("already-signed", &base));
    }
    for lead in &state.now().leads {
        let decision = j.case.lead_decision(&lead.lead_id);
        let holds =
            decision.is_some_and(|d| d.holds() && d.evidence_digest == lead.evidence_digest);
        if !holds {
            let places = [("finding", id.into()), ("lead", (&lead.lead_id).into())];
            return Err(j.refuse("stale", &places));
        }
    }
    if let Some(returned) = &state.stages.returned
        && returned.stage < stage
    {
        let places = [
            ("finding", id.into()),
            ("stage", returned.stage.into()),
            ("verdict", returned.verdict.into()),
        ];
        return Err(j.refuse("returned", &places));
    }
    let before = Stage::ALL.into_iter().filter(|s| *s < stage);
    for missing in before.filter(|s| !state.stages.stands.contains_key(s)) {
        let mut places = base.clone();
        places.push(("missing", missing.into()));
        j.rule("stage-order", Some(missing), Some(id), &places)?;
    }
    if j.case
        .disputes()
        .any(|d| d.finding == id && d.ruling.is_none())
    {
        j.rule("open-dispute", Some(stage), Some(id), &base)?;
    }
    named(j, stage, state, documents, without_conference)?;
    if stage >= Stage::Department {
        crate::exposure::settled(j, stage, state)?;
    }
    if stage == Stage::Head {
        crate::exposure::heard(j, state)?;
    }
    let issued = |i: &crate::exposure::Exposed| i.version == state.version();
    if stage == Stage::Publication && !state.issued.as_ref().is_some_and(issued) {
        j.rule("report-served", Some(stage), Some(id), &base)?;
    }
    Ok(())
}

/// Whether a decision approves publication in another release than the signature that stands: each
/// release is approved by its own document, and what was published once is in the next one too.
fn released_anew(j: &Judge<'_>, standing: &Signature, documents: &BTreeMap<String, u32>) -> bool {
    let is_release = |name: &str| {
        let document = j.case.document(name);
        document.is_some_and(|d| d.kind() == DocumentKind::Release)
    };
    standing.stage == Stage::Publication
        && documents.iter().any(|(name, version)| {
            is_release(name) && standing.documents.get(name) != Some(version)
        })
}

/// A decision names a document of the kinds that the policy asks for, which says the finding.
fn named(
    j: &mut Judge<'_>,
    stage: Stage,
    state: &FindingState,
    documents: &BTreeMap<String, u32>,
    without_conference: bool,
) -> Result<(), Refusal> {
    let kinds = j.policy.stages.documents.get(&stage);
    let Some(kinds) = kinds.filter(|k| !k.is_empty() && !without_conference) else {
        return Ok(());
    };
    let says = |name: &String| {
        let document = j.case.document(name);
        document.is_some_and(|d| {
            let placed = d.now().findings.get(&state.id);
            kinds.contains(&d.kind()) && placed.is_some_and(|p| p.version == state.version())
        })
    };
    if documents.keys().any(says) {
        return Ok(());
    }
    let places = [
        ("finding", (&state.id).into()),
        ("stage", stage.into()),
        ("document", kinds[0].into()),
    ];
    j.rule("stage-document", Some(stage), Some(&state.id), &places)
}

/// Later than the policy gives the stage, counted from the signature before.
fn late(j: &mut Judge<'_>, stage: Stage, state: &FindingState) -> Result<(), Refusal> {
    let Some(due) = j.case.stage_due(state, stage) else {
        return Ok(());
    };
    if j.today() <= due {
        return Ok(());
    }
    let places = [
        ("finding", (&state.id).into()),
        ("stage", stage.into()),
        ("due", due.into()),
    ];
    j.rule("late", Some(stage), Some(&state.id), &places)
}

pub(crate) fn apply(case: &mut Case, index: u64, deed: &Deed, received: DateTime<Utc>, key: &str) {
    let Act::Decide {
        stage,
        verdict,
        findings,
        documents,
        opinion,
        authorised_otherwise,
    } = &deed.act
    else {
        return;
    };
    for (id, version) in findings {
        let Some(state) = case.findings.get_mut(id) else {
            continue;
        };
        if *verdict == Verdict::Approve {
            let answered = |r: &Returned| r.stage == *stage;
            if state.stages.returned.as_ref().is_some_and(answered) {
                state.stages.returned = None;
            }
            let signature = Signature {
                index,
                person: deed.person.clone(),
                stage: *stage,
                signed: *version,
                version: *version,
                documents: documents.clone(),
                received,
                opinion: opinion.clone(),
                ruling: false,
                key: key.to_string(),
                authorised_otherwise: authorised_otherwise.clone(),
            };
            state.stages.stands.insert(*stage, signature);
            continue;
        }
        let returned = Returned {
            index,
            person: deed.person.clone(),
            stage: *stage,
            verdict: *verdict,
            version: *version,
            opinion: opinion.clone(),
        };
        state
            .stages
            .void_from(*stage, index, &Why::Returned { stage: *stage });
        state.stages.returns.push(returned.clone());
        // What an earlier stage sent back stays open until that stage is satisfied.
        let earlier = |r: &Returned| r.stage < *stage;
        if !state.stages.returned.as_ref().is_some_and(earlier) {
            state.stages.returned = Some(returned);
        }
    }
}

/// The fine of a version, nothing being no fine.
pub(crate) fn fine(state: &FindingState) -> Money {
    state.now().fine.unwrap_or(Money::ZERO)
}
