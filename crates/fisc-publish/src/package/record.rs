//! The part of the record that goes into a package: what shows who signed what is published, and
//! that they were enrolled and independent. Entries are signed whole, so an entry goes as it is or
//! not at all; what it says beside the point (an opinion, another finding) is handed to the caller
//! before anything leaves.

use crate::Package;
use crate::publication::Publication;
use crate::quality;
use fisc_model::act::{Act, Deed, Role, Stage, Verdict};
use fisc_model::digest::sha256_hex;
use fisc_record::canonical::{self, CanonicalError};
use fisc_record::log::{self, OutOfRange, Tree, leaf_hash};
use fisc_record::{Checkpoint, Entry, Note, Proof, Statement};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What to select from.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// All entries of the record, in order, as its export has them.
    pub entries: &'a [Vec<u8>],
    /// Its checkpoint: a signed note.
    pub checkpoint: &'a str,
    /// Checkpoints of earlier releases, for which it is shown that the record goes on from them.
    pub older: &'a [String],
    /// The release document ([`super::Prepared::release`]).
    pub release: &'a [u8],
    /// What is published.
    pub publication: &'a Publication,
    /// Entries that must not leave, because what they say beside their decision is withheld.
    pub held_back: &'a BTreeSet<u64>,
}

/// A sign-off whose entry is not in the package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LeftOut {
    /// The entry of the record.
    pub entry: u64,
    /// The finding's id.
    pub finding: String,
    /// The step.
    pub stage: Stage,
    /// `names_unpublished`: it decides about a finding that is not published too; `held_back`: what
    /// it says beside its decision is withheld.
    pub why: &'static str,
}

/// The part.
#[derive(Clone, Debug)]
pub struct Selected {
    /// Files under `record/`.
    pub files: Package,
    /// Free texts that leave with the entries, by entry: for the scanner of personal data.
    pub texts: BTreeMap<u64, String>,
    /// What is not in it and why; also in `record/left-out.json`.
    pub left_out: BTreeSet<LeftOut>,
}

/// Why there is no such part.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// An entry that does not read.
    #[error("entry {entry} of the record: {what}; verify the record with `fisc verify --record`")]
    Entry {
        /// Its number.
        entry: u64,
        /// What is wrong.
        what: String,
    },
    /// A checkpoint that is none, or of another log.
    #[error("{which}: {what}; export the record again")]
    Checkpoint {
        /// Which one.
        which: String,
        /// What is wrong.
        what: String,
    },
    /// Nobody approved it.
    #[error(
        "finding {finding}, version {version}: no approval for publication on the record names it together with this release; put the release document on record and have its publication approved"
    )]
    Unapproved {
        /// Which.
        finding: String,
        /// Its version.
        version: u32,
    },
    /// Nobody approved a release that takes back every finding.
    #[error(
        "this release takes back every finding, and no approval for publication on the record names it; put the release document on record and have its publication approved"
    )]
    UnapprovedRelease,
    /// An approval of more than is published.
    #[error(
        "entry {entry} approves the publication of {finding} too, which this release does not publish; approve exactly what is published"
    )]
    ApprovesMore {
        /// Its number.
        entry: u64,
        /// The other finding.
        finding: String,
    },
    /// A signature that is no decision.
    #[error("finding {finding}: entry {entry} is named as a signature and is no approval")]
    NoDecision {
        /// Which.
        finding: String,
        /// The entry.
        entry: u64,
    },
    /// A document could not be written.
    #[error(transparent)]
    Json(#[from] CanonicalError),
    /// A proof beyond the log.
    #[error(transparent)]
    Range(#[from] OutOfRange),
}

/// Selects the part of the record that shows who signed what is published.
///
/// # Errors
/// The record does not read, or does not approve this release: see [`RecordError`].
pub fn select(wanted: &Wanted<'_>) -> Result<Selected, RecordError> {
    let mut tree = Tree::new();
    tree.extend(wanted.entries.iter().map(|e| leaf_hash(e)));
    let checkpoint = note(wanted.checkpoint, "the record's checkpoint")?;
    let (at, note_of_record) = (&checkpoint.0, &checkpoint.1);
    if at.size != tree.size() || at.root != tree.root() {
        return Err(RecordError::Checkpoint {
            which: "the record's checkpoint".into(),
            what: "it is not one of these entries".into(),
        });
    }
    let entries = read(wanted.entries)?;
    let mut left_out = BTreeSet::new();
    let mut chosen = approvals(wanted, &entries)?;
    chosen.extend(confirmations(wanted, &entries));
    chosen.extend(sign_offs(wanted, &entries, &mut left_out)?);
    let signers: BTreeSet<&str> = chosen
        .iter()
        .filter_map(|n| entries.get(n))
        .map(|e| e.0.person.as_str())
        .collect();
    chosen.extend(enrolments(&entries, signers));
    let mut files = Package::new();
    files.insert("record/checkpoint".into(), wanted.checkpoint.into());
    files.insert("record/left-out.json".into(), canonical::to_vec(&left_out)?);
    let mut texts = BTreeMap::new();
    for (n, bytes) in (0_u64..)
        .zip(wanted.entries)
        .filter(|(n, _)| chosen.contains(n))
    {
        let proof = Proof {
            index: n,
            hashes: log::inclusion(&tree, n, tree.size())?,
            checkpoint: note_of_record.clone(),
        };
        files.insert(format!("record/entries/{n:06}.json"), bytes.clone());
        files.insert(
            format!("record/entries/{n:06}.tlog-proof"),
            proof.to_string().into_bytes(),
        );
        if let Some(text) = entries.get(&n).and_then(|e| free_text(&e.0.act)) {
            texts.insert(n, text.to_string());
        }
    }
    for old in wanted.older {
        let (old_at, _) = note(old, "an older checkpoint")?;
        let size = old_at.size;
        let proof = log::consistency(&tree, size, tree.size())?;
        if !log::verify_consistency(size, old_at.root, tree.size(), tree.root(), &proof) {
            return Err(RecordError::Checkpoint {
                which: format!("the older checkpoint of {size} entries"),
                what: "the record does not go on from it".into(),
            });
        }
        let lines: String = proof.iter().map(|hash| format!("{hash}\n")).collect();
        files.insert(format!("record/older/{size}"), old.clone().into_bytes());
        files.insert(
            format!("record/older/{size}.consistency"),
            lines.into_bytes(),
        );
    }
    Ok(Selected {
        files,
        texts,
        left_out,
    })
}

fn note(text: &str, which: &str) -> Result<(Checkpoint, Note), RecordError> {
    let wrong = |what: String| RecordError::Checkpoint {
        which: which.into(),
        what,
    };
    let note: Note = text.parse().map_err(|e| wrong(format!("{e}")))?;
    let at: Checkpoint = note.text.parse().map_err(|e| wrong(format!("{e}")))?;
    Ok((at, note))
}

/// What an entry does, and the digests of what it does it to.
type Done = (Deed, BTreeMap<String, String>);

fn read(entries: &[Vec<u8>]) -> Result<BTreeMap<u64, Done>, RecordError> {
    let mut all = BTreeMap::new();
    for (n, bytes) in (0_u64..).zip(entries) {
        let wrong = |what: String| RecordError::Entry { entry: n, what };
        let entry = Entry::parse(bytes).map_err(|e| wrong(e.to_string()))?;
        let statement: Statement<Deed> =
            Statement::parse(&entry.envelope.payload).map_err(|e| wrong(e.to_string()))?;
        let subjects = statement.subject.into_iter();
        let subjects = subjects.map(|s| (s.name, s.digest.sha256)).collect();
        all.insert(n, (statement.predicate, subjects));
    }
    Ok(all)
}

/// The approvals of this release.
fn approvals(
    wanted: &Wanted<'_>,
    entries: &BTreeMap<u64, Done>,
) -> Result<BTreeSet<u64>, RecordError> {
    let digest = sha256_hex(wanted.release);
    let published = &wanted.publication.findings;
    let mut approved = BTreeSet::new();
    let mut chosen = BTreeSet::new();
    for (n, (deed, subjects)) in entries {
        let Act::Decide {
            stage: Stage::Publication,
            verdict: Verdict::Approve,
            findings,
            ..
        } = &deed.act
        else {
            continue;
        };
        let names =
            |(name, sha): (&String, &String)| name.starts_with("document/") && *sha == digest;
        if !subjects.iter().any(names) {
            continue;
        }
        if let Some(other) = findings.keys().find(|f| !published.contains_key(*f)) {
            return Err(RecordError::ApprovesMore {
                entry: *n,
                finding: other.clone(),
            });
        }
        approved.extend(findings.iter());
        chosen.insert(*n);
    }
    if chosen.is_empty() && published.is_empty() {
        return Err(RecordError::UnapprovedRelease);
    }
    match published
        .iter()
        .find(|(id, f)| !approved.contains(&(*id, &f.version)))
    {
        None => Ok(chosen),
        Some((finding, f)) => Err(RecordError::Unapproved {
            finding: finding.clone(),
            version: f.version,
        }),
    }
}

/// What people confirmed of exactly these files: the list that they signed for is made again from the
/// release document, which names every file.
fn confirmations(wanted: &Wanted<'_>, entries: &BTreeMap<u64, Done>) -> BTreeSet<u64> {
    let document: serde_json::Value = serde_json::from_slice(wanted.release).unwrap_or_default();
    let named = document["files"].as_object().cloned().unwrap_or_default();
    let files = named
        .iter()
        .filter_map(|(path, d)| Some((path.as_str(), d.as_str()?)));
    let content = sha256_hex(&quality::lines(files));
    let published = &wanted.publication.findings;
    let confirms = |act: &Act| match act {
        Act::ConfirmRelease {
            findings,
            content: of,
            objection,
            ..
        } => {
            of.sha256 == content
                && objection.is_empty()
                && findings.keys().all(|f| published.contains_key(f))
        }
        _ => false,
    };
    let confirming = entries.iter().filter(|(_, (deed, _))| confirms(&deed.act));
    confirming.map(|(n, _)| *n).collect()
}

/// The decisions of the stages before.
fn sign_offs(
    wanted: &Wanted<'_>,
    entries: &BTreeMap<u64, Done>,
    left_out: &mut BTreeSet<LeftOut>,
) -> Result<BTreeSet<u64>, RecordError> {
    let published = &wanted.publication.findings;
    let mut chosen = BTreeSet::new();
    for (id, finding) in published {
        for signed in finding
            .signed
            .iter()
            .filter(|s| s.stage != Stage::Publication)
        {
            let act = entries.get(&signed.entry).map(|e| &e.0.act);
            let more = match act {
                Some(Act::Decide {
                    findings,
                    verdict: Verdict::Approve,
                    ..
                }) => findings.keys().any(|f| !published.contains_key(f)),
                Some(Act::Rule { .. }) => false,
                _ => {
                    return Err(RecordError::NoDecision {
                        finding: id.clone(),
                        entry: signed.entry,
                    });
                }
            };
            let why = if more {
                "names_unpublished"
            } else if wanted.held_back.contains(&signed.entry) {
                "held_back"
            } else {
                chosen.insert(signed.entry);
                continue;
            };
            left_out.insert(LeftOut {
                entry: signed.entry,
                finding: id.clone(),
                stage: signed.stage,
                why,
            });
        }
    }
    Ok(chosen)
}

/// Who the signers are: the opening, the policy, units, people, keys and roles; of the team too,
/// because a reviewer must not be of its department. Who enrolled them is enrolled as well.
fn enrolments<'a>(entries: &'a BTreeMap<u64, Done>, signers: BTreeSet<&'a str>) -> BTreeSet<u64> {
    let mut people = signers;
    for (deed, _) in entries.values() {
        if let Act::Assign {
            id,
            role: Role::Leader | Role::Member,
            ..
        } = &deed.act
        {
            people.insert(id);
        }
    }
    loop {
        let (mut chosen, mut units, mut by) = (BTreeSet::new(), BTreeSet::new(), people.clone());
        for (n, (deed, _)) in entries {
            let of = match &deed.act {
                Act::Open { .. } | Act::SetPolicy { .. } => None,
                Act::EnrolPerson { id, unit, .. } => {
                    if people.contains(id.as_str()) {
                        units.insert(unit.as_str());
                    }
                    Some(id)
                }
                Act::EnrolKey { id, .. }
                | Act::RevokeKey { id, .. }
                | Act::Assign { id, .. }
                | Act::Unassign { id, .. }
                | Act::Service { id, .. }
                | Act::Except { id, .. } => Some(id),
                _ => continue,
            };
            if of.is_none_or(|id| people.contains(id.as_str())) {
                chosen.insert(*n);
                by.insert(&deed.person);
            }
        }
        for (n, (deed, _)) in entries {
            if let Act::EnrolUnit { unit, .. } = &deed.act
                && units.contains(unit.as_str())
            {
                chosen.insert(*n);
                by.insert(&deed.person);
            }
        }
        if by == people {
            return chosen;
        }
        people = by;
    }
}

/// What an entry says in words of its own.
fn free_text(act: &Act) -> Option<&str> {
    let text = match act {
        Act::Decide { opinion, .. } => opinion,
        Act::Rule { reason, .. }
        | Act::SetPolicy { reason, .. }
        | Act::RevokeKey { reason, .. }
        | Act::Except { reason, .. } => reason,
        _ => return None,
    };
    Some(text).filter(|t| !t.is_empty()).map(String::as_str)
}
