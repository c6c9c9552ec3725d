//! `fisc review paper`: documents and their sealed forms. What is sealed is on paper, since auditees
//! and leaders seal paper and hold no keys: one person enters the scan, another compares it.

use super::{Desk, findings, word};
use crate::error::Failure;
use crate::texts::t;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use fisc_model::act::{Act, Document, DocumentKind, Placed};
use fisc_store::Log;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

#[derive(Args)]
pub struct Paper {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Put a version of a document on record
    Put {
        /// Its file
        file: PathBuf,
        /// Its id; the version is the next one
        #[arg(long)]
        id: String,
        /// evidence-form, working-paper, exposure-draft, report, decision, referral, review-opinion,
        /// adjudication-opinion, minutes or release
        #[arg(long, value_parser = word::<DocumentKind>)]
        kind: DocumentKind,
        /// A finding that it says, and in which paragraph: F-1=3.2; once for each
        #[arg(long = "says", value_name = "FINDING=PARAGRAPH")]
        says: Vec<String>,
    },
    /// Enter the scan of a sealed paper
    Enter {
        /// The scan
        scan: PathBuf,
        /// The document that it is the sealed form of, in its last version
        #[arg(long)]
        document: String,
        /// Whose seal or signature it bears
        #[arg(long, value_name = "WHO")]
        sealed_by: String,
        /// The date on it
        #[arg(long, value_name = "DAY")]
        sealed_on: NaiveDate,
    },
    /// Say that the scan agrees with the paper, or does not
    Check {
        /// The scan that was compared
        scan: PathBuf,
        /// It does not agree
        #[arg(long, requires = "note")]
        differs: bool,
        /// What was seen
        #[arg(long, default_value = "")]
        note: String,
    },
}

/// The last version of a document, and in which log it stands.
fn place(desk: &mut Desk<'_>, id: &str) -> Result<(Log, u32), Failure> {
    let found = desk.document(id)?;
    found.ok_or_else(|| Failure::Input(t!("no-document", document = id)))
}

/// The last version of a document.
pub fn version(desk: &mut Desk<'_>, id: &str) -> Result<u32, Failure> {
    place(desk, id).map(|(_, version)| version)
}

impl Paper {
    pub fn act(&self, desk: &mut Desk<'_>) -> Result<Act, Failure> {
        match &self.what {
            What::Put {
                file,
                id,
                kind,
                says,
            } => {
                let mut placed = BTreeMap::new();
                for one in says {
                    let Some((finding, paragraph)) = one.split_once('=') else {
                        return Err(Failure::Input(t!("paper-says", text = one)));
                    };
                    let version = findings::version(desk, finding)?;
                    let paragraph = paragraph.to_string();
                    placed.insert(finding.to_string(), Placed { version, paragraph });
                }
                let last = desk.document(id)?.map_or(0, |(_, version)| version);
                let log = match kind {
                    DocumentKind::Referral => Log::Referrals,
                    _ => Log::Record,
                };
                Ok(Act::PutDocument {
                    document: Document {
                        id: id.clone(),
                        kind: *kind,
                        version: last.saturating_add(1),
                        file: desk.attach(log, file)?,
                        findings: placed,
                    },
                })
            }
            What::Enter {
                scan,
                document,
                sealed_by,
                sealed_on,
            } => {
                let (log, version) = place(desk, document)?;
                Ok(Act::EnterPaper {
                    document: document.clone(),
                    version,
                    scan: desk.attach(log, scan)?,
                    sealed_by: sealed_by.clone(),
                    sealed_on: *sealed_on,
                })
            }
            What::Check {
                scan,
                differs,
                note,
            } => {
                let path = desk.under(scan);
                let bytes = fs::read(&path).map_err(Failure::given(&path))?;
                Ok(Act::CheckPaper {
                    scan: fisc_model::digest::sha256_hex(&bytes),
                    agrees: !differs,
                    note: note.clone(),
                })
            }
        }
    }
}
