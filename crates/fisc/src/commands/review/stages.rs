//! `fisc review decide`: a reviewer's decision at a stage.

use super::{Desk, findings, papers, word};
use crate::error::Failure;
use clap::Args;
use fisc_model::act::{Act, Stage, Verdict};
use std::collections::BTreeMap;

#[derive(Args)]
pub struct Decide {
    /// leader, exposure, department, adjudication, conference, head or publication
    #[arg(value_parser = word::<Stage>)]
    stage: Stage,
    /// approve, more-evidence, return or reject
    #[arg(value_parser = word::<Verdict>)]
    verdict: Verdict,
    /// A finding decided about, in its last version; once for each
    #[arg(
        long = "finding",
        value_name = "ID",
        required_unless_present = "documents"
    )]
    findings: Vec<String>,
    /// A document decided about, in its last version; once for each
    #[arg(long = "document", value_name = "ID")]
    documents: Vec<String>,
    /// The written opinion
    #[arg(long, default_value = "")]
    opinion: String,
    /// At the conference: left out by the head's authority, for this reason
    #[arg(long, value_name = "REASON")]
    authorised_otherwise: Option<String>,
}

impl Decide {
    pub fn act(&self, desk: &mut Desk<'_>) -> Result<Act, Failure> {
        let mut about = BTreeMap::new();
        for id in &self.findings {
            about.insert(id.clone(), findings::version(desk, id)?);
        }
        let mut documents = BTreeMap::new();
        for id in &self.documents {
            documents.insert(id.clone(), papers::version(desk, id)?);
        }
        Ok(Act::Decide {
            stage: self.stage,
            verdict: self.verdict,
            findings: about,
            documents,
            opinion: self.opinion.clone(),
            authorised_otherwise: self.authorised_otherwise.clone(),
        })
    }
}
