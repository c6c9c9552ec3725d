//! `fisc publish confirm`: who answers for an item of the standard confirms it, by signature, for
//! exactly the files that lie there to be read; or says what stands in the way. Whatever changes
//! afterwards is another content.

use super::gate;
use super::kept::Kept;
use crate::commands::review::{self, Signer};
use crate::commands::under;
use crate::engagement::Folder;
use crate::error::Failure;
use crate::texts::t;
use clap::Args;
use fisc_publish::publication::Publication;
use fisc_publish::quality::{self, Answer};
use fisc_review::confirmations::Content;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Confirm {
    /// The item, as fisc publish --gate names it
    item: String,
    /// Do not confirm it: what stands in the way
    #[arg(long, default_value = "", hide_default_value = true)]
    objection: String,
    /// Write a signing request for a signer on another machine instead
    #[arg(long, value_name = "FILE")]
    request: Option<PathBuf>,
    #[command(flatten)]
    signer: Signer,
}

pub fn run(dir: &Path, folder: &Folder, options: &Confirm) -> Result<u8, Failure> {
    let (standard, _) = gate::standard(folder)?;
    let asked = || {
        let items = standard.items.iter();
        let asked = items.filter(|i| i.answer != Answer::Program);
        let asked: Vec<&str> = asked.map(|i| i.code.as_str()).collect();
        asked.join(", ")
    };
    let name = &options.item;
    let Some(item) = standard.item(name) else {
        return Err(Failure::Input(t!(
            "confirm-unknown",
            item = name,
            items = asked()
        )));
    };
    let Answer::Role(role) = item.answer else {
        return Err(Failure::Input(t!(
            "confirm-program",
            item = name,
            items = asked()
        )));
    };
    let Some(lies) = lies(folder)? else {
        return Err(Failure::Failed(t!("confirm-nothing")));
    };
    let request = options.request.as_ref().map(|out| under(dir, out));
    review::sign(dir, &options.signer, request.as_deref(), |desk| {
        let list = desk.attach_bytes(quality::CONTENT, &lies.list)?;
        Ok(lies.act(&item.code, role, list, &options.objection))
    })?;
    Ok(0)
}

/// The files of the next release.
pub fn files(kept: &Kept) -> PathBuf {
    kept.release(kept.last() + 1).join("files")
}

/// What lies there to be confirmed; nothing before it was prepared.
pub fn lies(folder: &Folder) -> Result<Option<Content>, Failure> {
    let kept = Kept::open(folder);
    let release = kept.last() + 1;
    let files = files(&kept);
    if !files.is_dir() || !kept.release(release).join("shown.json").is_file() {
        return Ok(None);
    }
    let read = fisc_verify::folder::read(&files);
    let read = read.map_err(|e| Failure::Input(format!("{}: {e}", files.display())))?;
    let shown: Publication = kept.json(release, "shown.json")?;
    let findings = shown.findings.iter().map(|(id, f)| (id.clone(), f.version));
    Ok(Some(Content {
        release,
        findings: findings.collect(),
        list: quality::list(&read),
    }))
}
