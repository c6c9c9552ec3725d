//! What is known about all auditees when they are assessed: from the ledger, the leads, the record and
//! the register, as far as the phase asks for it.

use super::controls::{self, Compared, Controls};
use super::facts::{self, By};
use super::outcome;
use crate::commands::{EngineOptions, leads};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::texts::t;
use chrono::NaiveDate;
use fisc_model::Money;
use fisc_model::lead::{Lead, SubjectKind};
use fisc_risk::assessment::{Assessment, Known, Phase, assess};
use fisc_risk::exposure::exposures;
use fisc_risk::factors::{Factor, Facts};
use fisc_risk::settings::Settings;
use fisc_store::{Attribute, Kept, Taught};
use std::collections::BTreeMap;
use std::path::Path;

/// Auditees are units and governments; payees and persons are not audited.
pub const KINDS: [SubjectKind; 2] = [SubjectKind::Org, SubjectKind::Gov];

/// Counting and adding up by auditee takes little.
const OPTIONS: EngineOptions = EngineOptions {
    partitions: 1,
    jobs: 1,
    memory: 512,
};

/// What is known, and what goes into the register beside the assessments.
pub struct Gathered {
    phase: Phase,
    /// By kind and code.
    known: BTreeMap<SubjectKind, By<Known>>,
    /// By kind and code.
    pub names: BTreeMap<SubjectKind, By<String>>,
    /// What comparing units showed.
    pub compared: Vec<Compared>,
    /// What decisions taught.
    pub taught: Vec<Taught>,
}

/// Where it is gathered from.
pub struct Sources<'a> {
    pub dir: &'a Path,
    pub folder: &'a Folder,
    pub settings: &'a Settings,
    /// `AUDITEE=FILE`, evaluated samples of controls.
    pub samples: &'a [String],
    pub today: NaiveDate,
}

/// Gathers what is known by this phase.
///
/// # Errors
/// What the phase rests on is not there: a ledger, leads, decisions.
pub fn gather(from: &Sources<'_>, phase: Phase) -> Result<Gathered, Failure> {
    let (folder, settings) = (from.folder, from.settings);
    let about = &folder.engagement.engagement;
    let register = super::register(folder)?;
    let (earlier, kept) = match &register {
        Some(register) => (register.attributes()?, register.assessments(None)?),
        None => (Vec::new(), Vec::new()),
    };
    let ledger = folder.root.join("ledger/manifest.json").is_file();
    if !ledger && (phase != Phase::Initial || earlier.is_empty()) {
        return Err(Failure::Input(match phase {
            Phase::Initial => t!("risk-nothing-known"),
            _ => t!("no-ledger", folder = folder.root.display()),
        }));
    }
    let history = facts::of_register(&earlier, about.fiscal_year, ledger);
    let mut all = Gathered {
        phase,
        known: BTreeMap::new(),
        names: BTreeMap::new(),
        compared: Vec::new(),
        taught: Vec::new(),
    };
    let temp = folder.temp()?;
    let mut controls = Controls::default();
    let mut found = Vec::new();
    let mut office = None;
    if phase >= Phase::Preparation {
        found = leads::read(folder)?;
        same_ledger(folder)?;
        office = super::record(folder)?;
    }
    let case = match &mut office {
        Some(office) => Some(office.case()?),
        None if phase == Phase::Final => return Err(Failure::Input(t!("risk-no-record"))),
        None => None,
    };
    if ledger {
        let engine = folder.engine(&OPTIONS, temp.path())?;
        for kind in KINDS {
            let names = facts::names(&engine, kind)?;
            let known = facts::of_ledger(&engine, kind, about.fiscal_year, phase, &earlier)?;
            all.names.insert(kind, names);
            put(&mut all.known, kind, known);
        }
        if phase >= Phase::Preparation {
            let standing: Vec<&Lead> = found
                .iter()
                .filter(|l| case.is_none_or(|case| !outcome::excluded(case, l)))
                .collect();
            controls = controls::tested(folder, &engine, &standing, settings)?;
        }
    }
    all.add_register(&kept, &history);
    for given in from.samples {
        let auditee = controls::sample(from.dir, given, &mut controls)?;
        let known = KINDS.iter().any(|k| all.knows(*k, &auditee));
        if !known {
            return Err(Failure::Input(t!("risk-no-auditee", auditee = &auditee)));
        }
    }
    let precision = super::precision(folder, &found, case, settings)?;
    let standing: Vec<Lead> = found
        .iter()
        .filter(|l| case.is_none_or(|case| !outcome::excluded(case, l)))
        .cloned()
        .collect();
    for exposure in exposures(&standing, &precision) {
        // A code that leads nowhere names no auditee.
        if all.knows(exposure.kind, &exposure.subject)
            && let Some(known) = all.auditee(exposure.kind, &exposure.subject)
        {
            known.exposure = Some(exposure);
        }
    }
    for (unit, tests) in controls.by_unit {
        for kind in KINDS {
            if all.knows(kind, &unit)
                && let Some(known) = all.auditee(kind, &unit)
            {
                known.controls.clone_from(&tests);
            }
        }
    }
    all.compared = controls.compared;
    if phase == Phase::Final
        && let Some(case) = case
    {
        for (kind, known) in &mut all.known {
            for (auditee, known) in known {
                let size = known.facts.get(&Factor::Size).copied().unwrap_or_default();
                let who = (*kind, auditee.as_str());
                let outcome = outcome::of(case, &found, who, Money(size), from.today);
                known.outcome = Some(outcome);
                known.initial = first(&kept, &about.id, *kind, auditee);
            }
        }
        all.taught = outcome::taught(case, &found, &about.id);
    }
    Ok(all)
}

/// Leads of another ledger than the one that is counted would be set against the wrong rows.
fn same_ledger(folder: &Folder) -> Result<(), Failure> {
    let path = folder.root.join("leads/run.json");
    let text = std::fs::read(&path).map_err(Failure::io(&path))?;
    let run: fisc_model::run::Run = serde_json::from_slice(&text).map_err(|e| {
        let error = e.to_string();
        Failure::Input(t!("publish-old-run", path = path.display(), error = error))
    })?;
    match run.ledger_digest == folder.ledger_digest()? {
        true => Ok(()),
        false => Err(Failure::Input(t!("risk-other-ledger"))),
    }
}

/// The first assessment of an auditee in this engagement.
fn first(kept: &[Kept], engagement: &str, kind: SubjectKind, auditee: &str) -> Option<Assessment> {
    let own = |k: &&Kept| {
        k.engagement == engagement && k.auditee == auditee && k.phase == Phase::Initial.name()
    };
    let read = |k: &Kept| serde_json::from_str::<Assessment>(&k.content).ok();
    let mut all = kept.iter().filter(own).filter_map(read);
    all.find(|a| a.kind == kind)
}

fn put(known: &mut BTreeMap<SubjectKind, By<Known>>, kind: SubjectKind, facts: By<Facts>) {
    let all = known.entry(kind).or_default();
    for (auditee, facts) in facts {
        all.entry(auditee).or_default().facts.extend(facts);
    }
}

impl Gathered {
    fn knows(&self, kind: SubjectKind, auditee: &str) -> bool {
        let named = self
            .names
            .get(&kind)
            .is_some_and(|n| n.contains_key(auditee));
        named
            || self
                .known
                .get(&kind)
                .is_some_and(|k| k.contains_key(auditee))
    }

    /// An auditee, made where it is not there yet; nothing for a payee or a person.
    fn auditee(&mut self, kind: SubjectKind, auditee: &str) -> Option<&mut Known> {
        let audited = KINDS.contains(&kind);
        audited.then(|| {
            let all = self.known.entry(kind).or_default();
            all.entry(auditee.to_string()).or_default()
        })
    }

    /// Adds what earlier years say, and everybody who has a name. Whom no ledger names is of the kind
    /// and the name that the register last had.
    fn add_register(&mut self, kept: &[Kept], history: &By<Facts>) {
        let mut last: BTreeMap<&str, (SubjectKind, &str)> = BTreeMap::new();
        for k in kept {
            if let Ok(a) = serde_json::from_str::<Assessment>(&k.content) {
                last.insert(&k.auditee, (a.kind, &k.name));
            }
        }
        let ledger = !self.names.is_empty();
        for (auditee, facts) in history {
            let mut kinds: Vec<SubjectKind> = KINDS
                .into_iter()
                .filter(|k| self.knows(*k, auditee))
                .collect();
            if kinds.is_empty() {
                let (kind, name) = last
                    .get(auditee.as_str())
                    .copied()
                    .unwrap_or((SubjectKind::Org, auditee));
                // In a year with a ledger, who is not in it is not audited.
                if ledger {
                    continue;
                }
                kinds.push(kind);
                let names = self.names_of(kind);
                names.insert(auditee.clone(), name.to_string());
            }
            for kind in kinds {
                if let Some(known) = self.auditee(kind, auditee) {
                    known.facts.extend(facts.clone());
                }
            }
        }
        for (kind, names) in self.names.clone() {
            for auditee in names.keys() {
                self.auditee(kind, auditee);
            }
        }
    }

    fn names_of(&mut self, kind: SubjectKind) -> &mut By<String> {
        self.names.entry(kind).or_default()
    }

    /// The name of an auditee; its code where it has none.
    pub fn name<'a>(&'a self, kind: SubjectKind, auditee: &'a str) -> &'a str {
        let names = self.names.get(&kind);
        let name = names.and_then(|n| n.get(auditee)).map(String::as_str);
        name.filter(|n| !n.is_empty()).unwrap_or(auditee)
    }

    /// The assessments under these settings, the riskiest first, then by code. Units are set against
    /// units, governments against governments.
    pub fn assess(&self, settings: &Settings) -> Result<Vec<Assessment>, Failure> {
        let mut all = Vec::new();
        for (kind, known) in &self.known {
            all.extend(assess(self.phase, *kind, known, settings)?);
        }
        all.sort_by(|a, b| {
            let key = |x: &Assessment| (std::cmp::Reverse(x.combined), x.auditee.clone(), x.kind);
            key(a).cmp(&key(b))
        });
        Ok(all)
    }

    /// What is known, for the register: the facts of the year, and at the end what came out. Facts of
    /// earlier years stand there already.
    pub fn attributes(&self, year: i32) -> Vec<Attribute> {
        let mut all = Vec::new();
        let one = |auditee: &String, name: Factor, value: i128| Attribute {
            auditee: auditee.clone(),
            fiscal_year: year,
            name: name.name().to_string(),
            value,
        };
        for (auditee, known) in self.known.values().flatten() {
            let own = |(f, _): &(&Factor, &i128)| {
                !matches!(f, Factor::PastFindings | Factor::Unrectified)
            };
            let facts = known.facts.iter().filter(own);
            all.extend(facts.map(|(f, v)| one(auditee, *f, *v)));
            if let Some(outcome) = &known.outcome {
                let past = outcome.past_findings();
                all.extend(past.map(|v| one(auditee, Factor::PastFindings, v)));
                let open = outcome.unrectified();
                all.extend(open.map(|v| one(auditee, Factor::Unrectified, v)));
            }
        }
        all
    }
}
