//! A finding as the public reads it: from the version that was signed, what the auditee said, who
//! signed, and how it is being put right.

use super::{Sources, Trouble};
use crate::publication::{
    DatedNote, PublicAnswer, PublicFinding, PublicRectification, PublicReply, RectificationState,
    Signed,
};
use chrono::NaiveDate;
use fisc_model::act::Stage;
use fisc_model::lead::Bilingual;
use fisc_review::findings::FindingState;
use fisc_review::rectification::Rectification;
use fisc_review::subjects;
use std::collections::BTreeSet;

pub(super) fn public(
    from: &Sources<'_>,
    state: &FindingState,
    number: String,
    troubles: &mut Vec<Trouble>,
) -> PublicFinding {
    let now = state.now();
    let leads: Vec<_> = now
        .leads
        .iter()
        .filter_map(|l| from.case.lead(&l.lead_id))
        .collect();
    let methods: BTreeSet<&String> = leads.iter().map(|l| &l.method).collect();
    // A row that two leads rest on is one row.
    let evidence = leads.iter().flat_map(|l| &l.evidence);
    let rows: BTreeSet<(&String, &String)> = evidence.map(|e| (&e.table, &e.key)).collect();
    let mut text = |field: &str, own: &Bilingual| {
        let given = from.form.finding.get(&state.id);
        let given = given.and_then(|t| t.get(field));
        translated(&state.id, field, own, given, troubles)
    };
    PublicFinding {
        number,
        version: now.version,
        digest: subjects::digest_of(now),
        title: text("title", &now.title),
        auditee: now.auditee.clone(),
        methods: methods.into_iter().cloned().collect(),
        leads: now.leads.len() as u64,
        evidence_rows: rows.len() as u64,
        amount: now.amount,
        amount_kind: now.amount_kind,
        facts: text("facts", &now.facts),
        criteria: now.criteria.clone(),
        cause: text("cause", &now.cause),
        remedy: text("remedy", &now.remedy),
        advice: text("advice", &now.advice),
        material: now.material,
        replies: replies(state),
        exposed_on: state.exposed.as_ref().map(|e| e.on),
        issued_on: state.issued.as_ref().map(|e| e.on),
        signed: signed(from, state),
        rectification: state
            .rectification
            .as_ref()
            .map(|r| rectification(r, from.form.published_on)),
    }
}

/// A translation fills the side that was left empty. The other one was signed, and stays.
fn translated(
    id: &str,
    field: &str,
    own: &Bilingual,
    given: Option<&Bilingual>,
    troubles: &mut Vec<Trouble>,
) -> Bilingual {
    let mut text = own.clone();
    let Some(given) = given else { return text };
    for (side, given) in [(&mut text.en, &given.en), (&mut text.zh, &given.zh)] {
        if given.trim().is_empty() || side == given {
            continue;
        }
        if side.trim().is_empty() {
            side.clone_from(given);
        } else {
            let place = format!("publish.toml, finding.{id}.{field}");
            troubles.push(Trouble::new(place, "trouble-signed-text", &[]));
        }
    }
    text
}

/// What the auditee said to the version that was laid before it.
fn replies(state: &FindingState) -> Vec<PublicReply> {
    let exposed = state.exposed.as_ref().map(|e| e.version);
    let said = state.replies.iter().filter(|r| Some(r.version) == exposed);
    said.map(|r| PublicReply {
        on: r.on,
        accepted: r.accepted,
        text: r.text.clone(),
        answer: r.answer.as_ref().map(|a| PublicAnswer {
            taken: a.taken,
            reason: a.reason.clone(),
        }),
    })
    .collect()
}

/// The signatures that stand. The approval for publication is over what is made of this, and so
/// cannot be a part of it: it stands in the record alone.
fn signed(from: &Sources<'_>, state: &FindingState) -> Vec<Signed> {
    let before = state.stages.stands.values();
    before
        .filter(|s| s.stage != Stage::Publication)
        .map(|s| {
            let unit = from.case.person(&s.person).map(|p| p.unit.as_str());
            let unit = unit.and_then(|u| from.case.unit(u));
            Signed {
                stage: s.stage,
                person: s.person.clone(),
                unit: unit.map(|u| u.name.clone()).unwrap_or_default(),
                on: fisc_review::day(s.received),
                entry: s.index,
            }
        })
        .collect()
}

fn rectification(r: &Rectification, on: NaiveDate) -> PublicRectification {
    let verified = r.verified.iter().map(|v| (v.index, v.on, &v.text));
    let looks = r.looks.iter().map(|l| (l.index, l.on, &l.text));
    let mut notes: Vec<_> = verified.chain(looks).collect();
    notes.sort();
    let reopened = r.verified.iter().any(|v| v.closed);
    let state = if r.closed() {
        RectificationState::Closed
    } else if r.waiting().is_some() {
        RectificationState::Reported
    } else if reopened {
        RectificationState::Reopened
    } else if r.overdue(on) {
        RectificationState::Overdue
    } else {
        RectificationState::Open
    };
    PublicRectification {
        class: r.class,
        due: r.due,
        state,
        acknowledged: r.acknowledged(),
        notes: notes
            .into_iter()
            .filter(|(_, _, text)| !text.trim().is_empty())
            .map(|(_, on, text)| DatedNote {
                on,
                text: text.clone(),
            })
            .collect(),
    }
}
