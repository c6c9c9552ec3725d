//! Documents with their versions and the map from findings to paragraphs, and the sealed papers that
//! come back: entered by one person, compared with the paper by another.

use crate::case::Case;
use crate::judge::Judge;
use crate::people::is_id;
use crate::refusal::Refusal;
use crate::stages::Why;
use chrono::{DateTime, NaiveDate, Utc};
use fisc_model::act::{Act, Deed, Document, DocumentKind, Role};
use fisc_model::finding::Attachment;

/// A version as it was put on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// When it was received.
    pub received: DateTime<Utc>,
    /// It.
    pub document: Document,
}

/// A version that was served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// By which entry.
    pub index: u64,
    /// Who recorded it.
    pub person: String,
    /// Which version.
    pub version: u32,
    /// On whom.
    pub auditee: String,
    /// When.
    pub on: NaiveDate,
    /// The receipt.
    pub receipt: Attachment,
    /// When the record of it was received.
    pub received: DateTime<Utc>,
}

/// A sealed paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// By which entry.
    pub index: u64,
    /// The version it is the sealed form of.
    pub version: u32,
    /// The scan.
    pub scan: Attachment,
    /// Whose seal or signature it bears.
    pub sealed_by: String,
    /// The date on it.
    pub sealed_on: NaiveDate,
    /// Who entered it.
    pub entered_by: String,
    /// Who compared it.
    pub checked: Option<Checked>,
}

/// The comparison of a scan with its paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// By which entry.
    pub index: u64,
    /// By whom.
    pub person: String,
    /// Whether it agrees.
    pub agrees: bool,
    /// In words.
    pub note: String,
}

impl Paper {
    /// Checked, and found to agree.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.checked.as_ref().is_some_and(|c| c.agrees)
    }
}

/// A document with all that happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentState {
    /// From version 1 on.
    pub versions: Vec<Put>,
    /// Where it was served.
    pub served: Vec<Served>,
    /// Its sealed papers.
    pub papers: Vec<Paper>,
}

impl DocumentState {
    /// The last version.
    ///
    /// # Panics
    /// Never: a document begins with its first version.
    #[must_use]
    pub fn now(&self) -> &Document {
        &self
            .versions
            .last()
            .expect("begins with a version")
            .document
    }

    /// The number of the last version.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.now().version
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> DocumentKind {
        self.now().kind
    }
}

/// Whether a document of this kind is written by the team and reviewed by others; opinions and
/// minutes are the reviewers' own.
pub(crate) fn reviewed(kind: DocumentKind) -> bool {
    !matches!(
        kind,
        DocumentKind::ReviewOpinion | DocumentKind::AdjudicationOpinion | DocumentKind::Minutes
    )
}

fn writers(kind: DocumentKind) -> &'static [Role] {
    match kind {
        DocumentKind::ReviewOpinion => &[Role::Reviewer],
        DocumentKind::AdjudicationOpinion => &[Role::Adjudicator],
        DocumentKind::Minutes => &[Role::Conference],
        DocumentKind::Report | DocumentKind::Decision => {
            &[Role::Member, Role::Leader, Role::Adjudicator]
        }
        _ => &[Role::Member, Role::Leader],
    }
}

pub(crate) fn judge(j: &mut Judge<'_>) -> Result<(), Refusal> {
    match &j.deed.act {
        Act::PutDocument { document } => put(j, document),
        Act::EnterPaper {
            document,
            version,
            scan,
            sealed_on,
            ..
        } => {
            j.role(&[Role::Member, Role::Leader])?;
            let state = j.document(document)?;
            if !state
                .versions
                .iter()
                .any(|p| p.document.version == *version)
            {
                let places = [
                    ("document", document.into()),
                    ("version", (*version).into()),
                    ("last", state.version().into()),
                ];
                return Err(j.refuse("document-version", &places));
            }
            if *sealed_on > j.today() {
                return Err(j.refuse("serve-day", &[("document", document.into())]));
            }
            if j.case.paper(&scan.sha256).is_some() {
                return Err(j.refuse("paper-twice", &[("name", (&scan.name).into())]));
            }
            Ok(())
        }
        Act::CheckPaper { scan, agrees, note } => {
            j.role(&[
                Role::Member,
                Role::Leader,
                Role::Reviewer,
                Role::Adjudicator,
            ])?;
            let Some((_, paper)) = j.case.paper(scan) else {
                return Err(j.refuse("unknown-paper", &[]));
            };
            let place = [("name", (&paper.scan.name).into())];
            if paper.checked.is_some() {
                return Err(j.refuse("paper-checked", &place));
            }
            if paper.entered_by == j.person.id {
                return Err(j.refuse("second-person", &place));
            }
            if !agrees && note.trim().is_empty() {
                return Err(j.refuse("blank", &[("field", "note".into())]));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn put(j: &mut Judge<'_>, d: &Document) -> Result<(), Refusal> {
    j.role(writers(d.kind))?;
    if !is_id(&d.id) {
        return Err(j.refuse("id", &[("id", (&d.id).into())]));
    }
    let before = j.case.document(&d.id);
    let last = before.map_or(0, DocumentState::version);
    if Some(d.version) != last.checked_add(1) {
        let places = [
            ("document", (&d.id).into()),
            ("version", d.version.into()),
            ("last", last.into()),
        ];
        return Err(j.refuse("document-next", &places));
    }
    if before.is_some_and(|b| b.kind() != d.kind) {
        return Err(j.refuse("document-kind", &[("document", (&d.id).into())]));
    }
    for (id, placed) in &d.findings {
        let state = j.finding(id)?;
        j.not_recused(&state.now().auditee)?;
        if state.version() != placed.version || placed.paragraph.trim().is_empty() {
            let places = [
                ("document", (&d.id).into()),
                ("finding", id.into()),
                ("last", state.version().into()),
            ];
            return Err(j.refuse("document-finding", &places));
        }
    }
    Ok(())
}

pub(crate) fn apply(case: &mut Case, index: u64, deed: &Deed, received: DateTime<Utc>) {
    match &deed.act {
        Act::PutDocument { document } => {
            let put = Put {
                index,
                person: deed.person.clone(),
                received,
                document: document.clone(),
            };
            let fresh = || DocumentState {
                versions: Vec::new(),
                served: Vec::new(),
                papers: Vec::new(),
            };
            let state = case
                .documents
                .entry(document.id.clone())
                .or_insert_with(fresh);
            state.versions.push(put);
            if document.version > 1 {
                case.void_document(index, &document.id, document.version);
            }
        }
        Act::EnterPaper {
            document,
            version,
            scan,
            sealed_by,
            sealed_on,
        } => {
            if let Some(state) = case.documents.get_mut(document) {
                state.papers.push(Paper {
                    index,
                    version: *version,
                    scan: scan.clone(),
                    sealed_by: sealed_by.clone(),
                    sealed_on: *sealed_on,
                    entered_by: deed.person.clone(),
                    checked: None,
                });
            }
        }
        Act::CheckPaper { scan, agrees, note } => {
            let papers = case.documents.values_mut().flat_map(|d| &mut d.papers);
            if let Some(paper) = papers.into_iter().find(|p| p.scan.sha256 == *scan) {
                paper.checked = Some(Checked {
                    index,
                    person: deed.person.clone(),
                    agrees: *agrees,
                    note: note.clone(),
                });
            }
        }
        _ => {}
    }
}

impl Case {
    /// Signatures that a new version of a document leaves without it.
    fn void_document(&mut self, index: u64, document: &str, version: u32) {
        let why = Why::Document {
            document: document.to_string(),
            version,
        };
        for state in self.findings.values_mut() {
            let mut signed = state.stages.stands.values();
            let first = signed.find(|s| s.documents.contains_key(document));
            if let Some(stage) = first.map(|s| s.stage) {
                state.stages.void_from(stage, index, &why);
            }
        }
    }
}
