//! `fisc publish --draft`: an internal draft, aggregates only.

use crate::engagement::{Folder, replace};
use crate::error::Failure;
use crate::texts::t;
use fisc_model::run::Run;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Writes `package/` whole and returns it.
pub fn draft(folder: &Folder) -> Result<PathBuf, Failure> {
    let leads = crate::commands::leads::read(folder)?;
    let run = run_report(folder)?;
    let names = names(folder)?;
    let conformance = super::conformance()?;
    let input = fisc_publish::Draft {
        run: &run,
        leads: &leads,
        names: &names,
        conformance: &conformance.1,
    };
    let files = fisc_publish::draft(&input).map_err(|e| Failure::Failed(e.to_string()))?;
    let temp = folder.temp()?;
    let target = temp.path().join("package");
    super::kept::write_all(&target, &files)?;
    replace(&folder.root, "package", &target)?;
    Ok(folder.root.join("package"))
}

/// What the last run says of itself.
pub fn run_report(folder: &Folder) -> Result<Run, Failure> {
    let path = folder.root.join("leads/run.json");
    let text = fs::read(&path).map_err(Failure::io(&path))?;
    serde_json::from_slice(&text).map_err(|e| {
        let error = e.to_string();
        Failure::Input(t!("publish-old-run", path = path.display(), error = error))
    })
}

/// Names of public bodies by code.
fn names(folder: &Folder) -> Result<BTreeMap<String, String>, Failure> {
    let temp = folder.temp()?;
    let options = crate::commands::EngineOptions {
        partitions: 1,
        jobs: 1,
        memory: 256,
    };
    let engine = folder.engine(&options, temp.path())?;
    let sql = "SELECT gov_code AS code, MIN(name) AS name FROM government GROUP BY gov_code \
               UNION ALL SELECT org_code, MIN(name) FROM organization GROUP BY org_code";
    let rows = engine.query(sql, fisc_engine::Strictness::Method)?;
    Ok(rows
        .rows
        .iter()
        .map(|r| (r[0].to_string(), r[1].to_string()))
        .collect())
}
