//! What a signer must have had before them: each act names what it is about, and the statement must
//! carry exactly the digests of that. A signature over something else than what stands here is
//! refused, whatever it says in words.

use crate::case::Case;
use crate::judge::Judge;
use crate::refusal::Refusal;
use fisc_model::act::{Act, Deed};
use fisc_model::digest::sha256_hex;
use fisc_model::finding::{Attachment, Finding};
use fisc_record::canonical;
use fisc_record::statement::Digests;

pub use fisc_record::statement::Subject;

/// The files that an act names.
#[must_use]
pub fn attachments(act: &Act) -> Vec<&Attachment> {
    match act {
        Act::VerifyLead { evidence, .. } => evidence.iter().collect(),
        Act::WriteFinding { finding, .. } => finding.evidence.iter().collect(),
        Act::PutDocument { document } => vec![&document.file],
        Act::EnterPaper { scan, .. } => vec![scan],
        Act::Serve { receipt, .. } => vec![receipt],
        Act::Reply { letter, .. } => letter.iter().collect(),
        Act::Hearing { paper, .. } | Act::Refer { paper, .. } => vec![paper],
        Act::ReportRectification { papers, .. } => papers.iter().collect(),
        Act::ConfirmRelease { content, .. } => vec![content],
        _ => Vec::new(),
    }
}

fn digests(file: &Attachment) -> Digests {
    Digests {
        sha256: file.sha256.clone(),
        sm3: file.sm3.clone(),
    }
}

/// SHA-256 of what stands for a version of a finding, as signatures name it.
#[must_use]
pub fn digest_of(finding: &Finding) -> String {
    sha256_hex(&finding_bytes(finding))
}

/// The bytes whose digest stands for a version of a finding.
pub(crate) fn finding_bytes(finding: &Finding) -> Vec<u8> {
    // A finding holds texts and small numbers only, which always have a canonical form.
    canonical::to_vec(finding).unwrap_or_default()
}

/// The subjects of a deed over what the case holds, in order. What the case does not have is left out: then
/// the act itself is refused.
#[must_use]
pub fn of(case: &Case, deed: &Deed) -> Vec<Subject> {
    let sm3 = case.policy().is_some_and(|p| p.digests.sm3);
    let mut all = Vec::new();
    if let Some(root) = case.root(deed.after) {
        all.push(Subject::log(deed.after, root));
    }
    let finding = |id: &str, version: Option<u32>, all: &mut Vec<Subject>| {
        let versions = case.finding(id).map_or(&[][..], |f| &f.versions[..]);
        let written = match version {
            Some(v) => versions.iter().find(|w| w.finding.version == v),
            None => versions.last(),
        };
        all.extend(written.map(|w| {
            let name = format!("finding/{id}@{}", w.finding.version);
            Subject::of(name, &finding_bytes(&w.finding), sm3)
        }));
    };
    let document = |id: &str, version: u32, all: &mut Vec<Subject>| {
        let versions = case.document(id).map_or(&[][..], |d| &d.versions[..]);
        let put = versions.iter().find(|p| p.document.version == version);
        all.extend(put.map(|p| Subject {
            name: format!("document/{id}@{version}"),
            digest: digests(&p.document.file),
        }));
    };
    let add = &mut all;
    match &deed.act {
        Act::VerifyLead { lead_id, .. } => add.extend(lead(case, lead_id, sm3)),
        Act::WriteFinding { finding: f, .. } => {
            let name = format!("finding/{}@{}", f.id, f.version);
            add.push(Subject::of(name, &finding_bytes(f), sm3));
        }
        Act::WithdrawFinding { finding: id, .. }
        | Act::AnswerReply { finding: id, .. }
        | Act::Hearing { finding: id, .. }
        | Act::Dispute { finding: id, .. }
        | Act::PlanRectification { finding: id, .. }
        | Act::ReportRectification { finding: id, .. }
        | Act::VerifyRectification { finding: id, .. }
        | Act::LookBack { finding: id, .. } => finding(id, None, add),
        Act::Reply {
            finding: id,
            version,
            ..
        } => finding(id, Some(*version), add),
        Act::Say { dispute, .. } | Act::Rule { dispute, .. } => {
            if let Some(dispute) = case.dispute(dispute) {
                finding(&dispute.finding, None, add);
            }
        }
        Act::PutDocument { document: d } => {
            add.push(Subject {
                name: format!("document/{}@{}", d.id, d.version),
                digest: digests(&d.file),
            });
            for (id, placed) in &d.findings {
                finding(id, Some(placed.version), add);
            }
        }
        Act::EnterPaper {
            document: id,
            version,
            ..
        }
        | Act::Serve {
            document: id,
            version,
            ..
        } => {
            document(id, *version, add);
        }
        Act::CheckPaper { scan, .. } => {
            if let Some((of, paper)) = case.paper(scan) {
                document(of, paper.version, add);
                add.push(Subject {
                    name: format!("attachment/{}", paper.scan.name),
                    digest: digests(&paper.scan),
                });
            }
        }
        Act::ConfirmRelease { findings, .. } => {
            for (id, version) in findings {
                finding(id, Some(*version), add);
            }
        }
        Act::Decide {
            findings,
            documents,
            ..
        } => {
            for (id, version) in findings {
                finding(id, Some(*version), add);
            }
            for (id, version) in documents {
                document(id, *version, add);
            }
        }
        _ => {}
    }
    if !matches!(deed.act, Act::PutDocument { .. }) {
        add.extend(attachments(&deed.act).into_iter().map(|file| Subject {
            name: format!("attachment/{}", file.name),
            digest: digests(file),
        }));
    }
    all.sort();
    all.dedup();
    all
}

/// A lead is its line of leads.jsonl in canonical form.
fn lead(case: &Case, id: &str, sm3: bool) -> Option<Subject> {
    let lead = case.leads.present.get(id)?;
    let bytes = canonical::to_vec(lead).ok()?;
    Some(Subject::of(format!("lead/{id}"), &bytes, sm3))
}

/// The statement's subjects are those of the act. Leads lie outside the record and may have been
/// replaced since: in a fold only their names are compared, and their digests before an act is
/// accepted ([`crate::live`]).
pub(crate) fn agree(j: &Judge<'_>, given: &[Subject]) -> Result<(), Refusal> {
    let is_lead = |s: &&Subject| s.name.starts_with("lead/");
    let expected = of(j.case, j.deed);
    let (mine, theirs) = (
        expected.iter().filter(|s| !is_lead(s)),
        given.iter().filter(|s| !is_lead(s)),
    );
    let differing = |name: &str| j.refuse("broken-digest", &[("subject", name.into())]);
    let (mine, theirs): (Vec<_>, Vec<_>) = (mine.collect(), theirs.collect());
    if let Some(other) = theirs.iter().find(|s| !mine.contains(s)) {
        return Err(differing(&other.name));
    }
    if let Some(missing) = mine.iter().find(|s| !theirs.contains(s)) {
        return Err(differing(&missing.name));
    }
    let leads: Vec<&str> = given
        .iter()
        .filter(is_lead)
        .map(|s| s.name.as_str())
        .collect();
    let wanted = match &j.deed.act {
        Act::VerifyLead { lead_id, .. } => vec![format!("lead/{lead_id}")],
        _ => Vec::new(),
    };
    if let (Act::VerifyLead { lead_id, .. }, true) = (&j.deed.act, leads.is_empty()) {
        return Err(j.refuse("unknown-lead", &[("lead", lead_id.into())]));
    }
    if leads != wanted {
        return Err(differing(leads.first().copied().unwrap_or("lead/…")));
    }
    Ok(())
}

/// The statement's digest of a lead is that of the lead as it is now.
pub(crate) fn lead_agrees(case: &Case, id: &str, given: &[Subject]) -> bool {
    let sm3 = case.policy().is_some_and(|p| p.digests.sm3);
    lead(case, id, sm3).is_some_and(|lead| given.contains(&lead))
}
