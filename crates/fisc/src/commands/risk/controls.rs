//! Controls unit by unit: what the methods of the family CTL and the samples of the team showed in
//! each, and which units fail more often than chance among many explains.

use crate::engagement::Folder;
use crate::error::Failure;
use crate::texts::t;
use fisc_engine::Engine;
use fisc_methods::tested_by_unit;
use fisc_model::lead::{Lead, SubjectKind};
use fisc_risk::model::{Among, Control};
use fisc_risk::multiple::{Tested, units};
use fisc_risk::settings::Settings;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Methods that test controls.
const FAMILY: &str = "CTL-";

/// What was tested over all units with one method.
pub struct Compared {
    /// The method.
    pub method: String,
    /// Units tested.
    pub units: usize,
    /// Those that stand out, by name.
    pub out: Vec<String>,
}

/// Controls by unit, and what comparing them showed.
#[derive(Default)]
pub struct Controls {
    /// By org_code.
    pub by_unit: BTreeMap<String, Vec<Control>>,
    /// By method.
    pub compared: Vec<Compared>,
}

/// What the control methods showed. `leads` are those that nobody has found to be the method's error.
pub fn tested(
    folder: &Folder,
    engine: &Engine,
    leads: &[&Lead],
    settings: &Settings,
) -> Result<Controls, Failure> {
    let methods = folder.methods()?;
    let controls = methods
        .iter()
        .filter(|m| m.meta.code.starts_with(FAMILY) && m.meta.subject_kind == SubjectKind::Org);
    let controls: Vec<_> = controls.collect();
    let run = fisc_methods::Settings {
        catalogue: &folder.catalogue,
        engagement: &folder.engagement,
        packs: &folder.packs,
        ledger_digest: folder.ledger_digest()?,
        jobs: 1,
        progress: &|_, _, _| {},
    };
    let mut all = Controls::default();
    for (method, tested) in tested_by_unit(engine, &controls, &run)? {
        let mut flagged: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for lead in leads.iter().filter(|l| l.method == method) {
            let rows = flagged.entry(&lead.subject).or_default();
            rows.extend(lead.evidence.iter().map(|e| e.key.as_str()));
        }
        let of = |unit: &str| flagged.get(unit).map_or(0, |rows| rows.len() as u64);
        let tests: Vec<Tested> = tested
            .iter()
            .map(|(unit, n)| Tested {
                unit: unit.clone(),
                tested: *n,
                flagged: of(unit).min(*n),
            })
            .collect();
        let rate = settings.multiple.false_discovery_rate;
        let mut out = Vec::new();
        for found in units(&tests, rate) {
            let test = &found.tested;
            let mut control = Control::of_all(&method, test.tested, test.flagged);
            // One unit is compared with nobody.
            control.among = (tests.len() > 1).then_some(Among {
                units: tests.len() as u64,
                adjusted: found.adjusted,
                rate,
                stands_out: found.stands_out,
            });
            if found.stands_out && tests.len() > 1 {
                out.push(test.unit.clone());
            }
            let unit = all.by_unit.entry(test.unit.clone()).or_default();
            unit.push(control);
        }
        all.compared.push(Compared {
            method,
            units: tests.len(),
            out,
        });
    }
    Ok(all)
}

/// The part of an answer of `fisc sample evaluate --format json` that control risk rests on.
#[derive(Deserialize)]
struct Evaluated {
    kind: String,
    #[serde(default)]
    n: u64,
    #[serde(default)]
    k: u64,
    #[serde(default)]
    upper_limit: f64,
}

/// `AUDITEE=FILE`: a sample of controls that was evaluated.
pub fn sample(dir: &Path, given: &str, controls: &mut Controls) -> Result<String, Failure> {
    let Some((auditee, file)) = given.split_once('=') else {
        return Err(Failure::Input(t!("risk-sample-form", given = given)));
    };
    let path = crate::commands::under(dir, Path::new(file));
    let text = fs::read_to_string(&path).map_err(Failure::given(&path))?;
    let wrong = |error: String| {
        Failure::Input(t!(
            "risk-sample-wrong",
            path = path.display(),
            error = error
        ))
    };
    let found: Evaluated = serde_json::from_str(&text).map_err(|e| wrong(e.to_string()))?;
    if found.kind != "rate" || found.n == 0 {
        return Err(wrong(t!("risk-sample-kind", kind = found.kind)));
    }
    let name = Path::new(file).file_stem().and_then(|n| n.to_str());
    let control = Control::of_sample(name.unwrap_or(file), found.n, found.k, found.upper_limit);
    let unit = controls.by_unit.entry(auditee.to_string()).or_default();
    unit.push(control);
    Ok(auditee.to_string())
}
