//! `fisc review request` and `submit`: what is signed on a machine that no network reaches.

use super::{Acting, Desk, Signer};
use crate::error::Failure;
use crate::output;
use crate::request;
use crate::texts::t;
use clap::Args;
use fisc_model::act::Act;
use fisc_record::Envelope;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Request {
    /// The request's new file
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(subcommand)]
    act: Acting,
}

#[derive(Args)]
pub struct Submit {
    /// The answer, as fisc key sign wrote it
    answer: PathBuf,
}

pub fn run(desk: &mut Desk<'_>, signer: &Signer, options: &Request) -> Result<(), Failure> {
    let out = desk.under(&options.out);
    write(desk, signer, &out, |desk| options.act.act(desk))
}

/// Writes the request of an act.
pub fn write(
    desk: &mut Desk<'_>,
    signer: &Signer,
    out: &Path,
    act: impl FnOnce(&mut Desk<'_>) -> Result<Act, Failure>,
) -> Result<(), Failure> {
    if out.exists() {
        return Err(output::exists(out));
    }
    let person = signer.person(desk)?;
    desk.person = Some(person.clone());
    let act = act(desk)?;
    let statement = desk.office.request(&person, act.clone(), desk.now)?;
    request::Request::new(&statement, contents(desk, &act)?)?.write(out)?;
    let done = t!("request-done", person = person, out = out.display());
    writeln!(std::io::stdout(), "{done}")?;
    Ok(())
}

/// What the act's subjects are, where they are JSON: the signer reads them offline, and their
/// digests are compared there.
fn contents(
    desk: &mut Desk<'_>,
    act: &Act,
) -> Result<BTreeMap<String, serde_json::Value>, Failure> {
    let failed = |e: serde_json::Error| Failure::Failed(e.to_string());
    let mut contents = BTreeMap::new();
    if let Act::VerifyLead { lead_id, .. } = act {
        let mut leads = desk.office.leads().iter();
        if let Some(lead) = leads.find(|l| l.lead_id == *lead_id) {
            let value = serde_json::to_value(lead).map_err(failed)?;
            contents.insert(format!("lead/{lead_id}"), value);
        }
    }
    let case = desk.case()?;
    let mut versions: Vec<(&str, Option<u32>)> = Vec::new();
    match act {
        Act::Decide { findings, .. } | Act::ConfirmRelease { findings, .. } => {
            versions.extend(findings.iter().map(|(id, v)| (id.as_str(), Some(*v))));
        }
        Act::Reply {
            finding, version, ..
        } => versions.push((finding, Some(*version))),
        Act::WithdrawFinding { finding, .. }
        | Act::AnswerReply { finding, .. }
        | Act::Hearing { finding, .. }
        | Act::Dispute { finding, .. }
        | Act::PlanRectification { finding, .. }
        | Act::ReportRectification { finding, .. }
        | Act::VerifyRectification { finding, .. }
        | Act::LookBack { finding, .. } => versions.push((finding, None)),
        Act::Say { dispute, .. } | Act::Rule { dispute, .. } => {
            versions.extend(case.dispute(dispute).map(|d| (d.finding.as_str(), None)));
        }
        Act::PutDocument { document } => versions.extend(
            document
                .findings
                .iter()
                .map(|(id, placed)| (id.as_str(), Some(placed.version))),
        ),
        _ => {}
    }
    for (id, version) in versions {
        let Some(state) = case.finding(id) else {
            continue;
        };
        let version = version.unwrap_or(state.version());
        let mut written = state.versions.iter();
        if let Some(written) = written.find(|w| w.finding.version == version) {
            let value = serde_json::to_value(&written.finding).map_err(failed)?;
            contents.insert(format!("finding/{id}@{version}"), value);
        }
    }
    Ok(contents)
}

pub fn submit(desk: &mut Desk<'_>, options: &Submit) -> Result<(), Failure> {
    let path = desk.under(&options.answer);
    let bytes = fs::read(&path).map_err(Failure::given(&path))?;
    let envelope = Envelope::read(&bytes).map_err(|e| {
        let error = e.to_string();
        Failure::Input(t!("answer-wrong", path = path.display(), error = error))
    })?;
    desk.submit(&envelope)
}
