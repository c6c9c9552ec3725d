//! How each finding of a release stands on the record, as plain values: what the checks and warnings
//! read, so that they need no office to be tried out.

use super::item::Check;
use crate::publication::Publication;
use chrono::{DateTime, NaiveDate, Utc};
use fisc_model::act::{Role, Stage};
use fisc_model::lead::Bilingual;
use fisc_model::schema;
use fisc_review::Case;
use fisc_review::findings::FindingState;
use fisc_review::gate::{Item, gate};
use fisc_review::subjects;
use std::collections::{BTreeMap, BTreeSet};

/// A signature of a stage, with what makes it sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The step.
    pub stage: Stage,
    /// Who signed.
    pub person: String,
    /// The version it stands for.
    pub version: u32,
    /// When it was received.
    pub received: DateTime<Utc>,
    /// Whether its key was enrolled for its signer and not revoked when it was received.
    pub key: bool,
    /// Whether every document that was signed with it is still in that version.
    pub documents: bool,
}

/// How a finding stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Its last version.
    pub version: u32,
    /// The digest of that version.
    pub digest: String,
    /// Papers beyond the ledger's rows.
    pub papers: u64,
    /// Rows of the ledger that it rests on: table and key, each once.
    pub rows: BTreeSet<(String, String)>,
    /// How many of them are about a natural person.
    pub people: u64,
    /// The files that they come from.
    pub sources: BTreeSet<String>,
    /// What the gate of review still asks, by what it belongs to here.
    pub asked: Vec<(Check, Bilingual, Vec<Role>)>,
    /// The signatures that stand, by entry.
    pub signatures: BTreeMap<u64, Signature>,
    /// Disputes that were ruled.
    pub ruled: u64,
}

/// How the findings that are shown stand; terms are reckoned up to `today`.
#[must_use]
pub fn standing(case: &Case, shown: &Publication, today: NaiveDate) -> BTreeMap<String, Standing> {
    let known = |id: &String| Some((id.clone(), of(case, case.finding(id)?, today)));
    shown.findings.keys().filter_map(known).collect()
}

fn of(case: &Case, state: &FindingState, today: NaiveDate) -> Standing {
    let now = state.now();
    let leads = now.leads.iter().filter_map(|l| case.lead(&l.lead_id));
    let evidence: Vec<_> = leads.flat_map(|l| &l.evidence).collect();
    let rows: BTreeSet<(String, String)> = evidence
        .iter()
        .map(|e| (e.table.clone(), e.key.clone()))
        .collect();
    let about_people = |table: &str| {
        let table = schema::table(table);
        table.is_some_and(|t| t.column("person_id").is_some())
    };
    let people = rows.iter().filter(|(table, _)| about_people(table)).count();
    let asked = gate(case, state, today).checks.into_iter();
    let asked = asked
        .filter(|c| !c.green)
        .filter_map(|c| Some((check_of(c.item)?, c.text, c.who.to_vec())));
    let signatures = state.stages.stands.values();
    let ruled = case.disputes();
    let ruled = ruled.filter(|d| d.finding == state.id && d.ruling.is_some());
    Standing {
        version: now.version,
        digest: subjects::digest_of(now),
        papers: now.evidence.len() as u64,
        people: people as u64,
        rows,
        sources: evidence.iter().map(|e| e.source.clone()).collect(),
        asked: asked.collect(),
        signatures: signatures
            .filter(|s| s.stage != Stage::Publication)
            .map(|s| (s.index, signature(case, s)))
            .collect(),
        ruled: ruled.count() as u64,
    }
}

fn signature(case: &Case, s: &fisc_review::stages::Signature) -> Signature {
    let person = case.person(&s.person);
    let mut keys = person.into_iter().flat_map(|p| &p.keys);
    let key = keys.find(|k| k.key.to_string() == s.key);
    let sound = key.is_some_and(|k| {
        let revoked = k
            .revoked
            .as_ref()
            .is_some_and(|(from, _)| *from <= s.received);
        k.index <= s.index && !revoked
    });
    let current = |(id, version): (&String, &u32)| {
        let document = case.document(id);
        document.is_some_and(|d| d.version() == *version)
    };
    Signature {
        stage: s.stage,
        person: s.person.clone(),
        version: s.version,
        received: s.received,
        key: sound,
        documents: s.documents.iter().all(current),
    }
}

/// To which check an item of review's gate belongs; the approval for publication is over this.
fn check_of(item: Item) -> Option<Check> {
    Some(match item {
        Item::Signed(Stage::Publication) => return None,
        Item::Signed(_) | Item::Returned => Check::Signatures,
        Item::Evidence => Check::Evidence,
        Item::Reply | Item::Hearing => Check::Reply,
        Item::Disputes => Check::Disputes,
        Item::Served => Check::Decision,
        Item::Rectification => Check::Rectification,
    })
}
