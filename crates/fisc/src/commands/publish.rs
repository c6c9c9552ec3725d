//! `fisc publish --draft`: an internal draft, aggregates only. Publication proper needs findings
//! approved for it, which do not exist yet: without `--draft` it is refused.

use crate::engagement::{Folder, replace};
use crate::error::Failure;
use crate::texts::t;
use clap::Args;
use fisc_model::run::Run;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Publish {
    /// An internal draft: aggregates of leads, marked as such everywhere
    #[arg(long)]
    draft: bool,
}

pub fn run(dir: &Path, options: &Publish) -> Result<u8, Failure> {
    let folder = Folder::find(dir)?;
    if !options.draft {
        return Err(Failure::Failed(t!("publish-refused")));
    }
    let _lock = folder.write_lock("fisc publish")?;
    let package = draft(&folder)?;
    let done = t!("publish-done", package = package.display());
    writeln!(std::io::stdout(), "{done}")?;
    Ok(0)
}

/// Writes `package/` whole and returns it.
pub fn draft(folder: &Folder) -> Result<PathBuf, Failure> {
    let leads = super::leads::read(folder)?;
    let path = folder.root.join("leads/run.json");
    let text = fs::read(&path).map_err(Failure::io(&path))?;
    let run: Run = serde_json::from_slice(&text).map_err(|e| {
        let error = e.to_string();
        Failure::Input(t!("publish-old-run", path = path.display(), error = error))
    })?;
    let names = names(folder)?;
    let input = fisc_publish::Draft {
        run: &run,
        leads: &leads,
        names: &names,
    };
    let files = fisc_publish::draft(&input).map_err(|e| Failure::Failed(e.to_string()))?;
    let temp = folder.temp()?;
    let target = temp.path().join("package");
    for (name, bytes) in files {
        let path = target.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(Failure::io(parent))?;
        }
        fs::write(&path, bytes).map_err(Failure::io(&path))?;
    }
    replace(&folder.root, "package", &target)?;
    Ok(folder.root.join("package"))
}

/// Names of public bodies by code.
fn names(folder: &Folder) -> Result<BTreeMap<String, String>, Failure> {
    let temp = folder.temp()?;
    let options = super::EngineOptions {
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
