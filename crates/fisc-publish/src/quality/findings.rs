//! What each finding must have before the public reads it.

use super::item::Check;
use super::standing::Standing;
use super::words::problem;
use super::{Input, Problem, TEAM};
use crate::package::marker;
use crate::publication::PublicFinding;
use fisc_model::Money;
use fisc_model::act::{Role, Stage};
use fisc_model::finding::AmountKind;
use fisc_model::lead::Bilingual;

/// What this check finds, finding by finding.
pub(super) fn problems(input: &Input<'_>, check: Check) -> Vec<Problem> {
    let nothing = Standing::default();
    let mut all = Vec::new();
    for (id, f) in &input.shown.findings {
        let standing = input.standing.get(id).unwrap_or(&nothing);
        // What review still asks is said in its words.
        for (_, text, who) in standing.asked.iter().filter(|(of, _, _)| *of == check) {
            let mut asked = problem(id, "still-asked", &[("asked", (&text.en).into())], who);
            let zh = problem(id, "still-asked", &[("asked", (&text.zh).into())], who);
            asked.text.zh = zh.text.zh;
            all.push(asked);
        }
        all.extend(match check {
            Check::Amount => amount(input, id, f),
            Check::Criteria => criteria(id, f),
            Check::Evidence => evidence(input, id, f, standing),
            Check::Reply => reply(id, f, standing),
            Check::Decision => decision(id, f),
            Check::Rectification => rectification(id, f),
            Check::Signatures => signatures(id, f, standing),
            _ => Vec::new(),
        });
    }
    all
}

fn some(wrong: bool, id: &str, name: &'static str, who: &[Role]) -> Vec<Problem> {
    match wrong {
        true => vec![problem(id, name, &[], who)],
        false => Vec::new(),
    }
}

fn blank(text: &Bilingual) -> bool {
    text.en.trim().is_empty() && text.zh.trim().is_empty()
}

fn amount(input: &Input<'_>, id: &str, f: &PublicFinding) -> Vec<Problem> {
    if marker(input.shown, id, f, "amount").is_some() {
        return Vec::new();
    }
    let none = f.amount_kind == AmountKind::None;
    let mut all = some(
        none && f.amount != Money::ZERO,
        id,
        "amount-without-kind",
        TEAM,
    );
    all.extend(some(
        !none && f.amount <= Money::ZERO,
        id,
        "amount-missing",
        TEAM,
    ));
    all
}

fn criteria(id: &str, f: &PublicFinding) -> Vec<Problem> {
    let mut all = some(f.criteria.is_empty(), id, "criteria-missing", TEAM);
    let empty = |t: &str| t.trim().is_empty();
    for (n, c) in (1_u64..).zip(&f.criteria) {
        if empty(&c.instrument) || empty(&c.article) {
            all.push(problem(id, "criterion-article", &[("n", n.into())], TEAM));
        }
    }
    all
}

fn evidence(input: &Input<'_>, id: &str, f: &PublicFinding, standing: &Standing) -> Vec<Problem> {
    // Where the count is withheld, what the finding rests on is still asked of the record.
    let hidden = marker(input.shown, id, f, "evidence_rows").is_some();
    let rows = standing.rows.len() as u64;
    let said = if hidden { rows } else { f.evidence_rows };
    let rests = said > 0 || standing.papers > 0;
    let mut all = some(!rests, id, "evidence-missing", TEAM);
    if rows != said {
        let args = [("said", f.evidence_rows.into()), ("rows", rows.into())];
        all.push(problem(id, "evidence-count", &args, TEAM));
    }
    all
}

/// Silence counts once the term is over, and review says when that is; here it is asked whether the
/// auditee was heard at all, and whether it was answered.
fn reply(id: &str, f: &PublicFinding, standing: &Standing) -> Vec<Problem> {
    let mut all = some(f.exposed_on.is_none(), id, "not-exposed", TEAM);
    let objects = f.replies.iter().any(|r| !r.accepted && r.answer.is_none());
    let said = standing.asked.iter().any(|(of, _, _)| *of == Check::Reply);
    all.extend(some(objects && !said, id, "not-answered", TEAM));
    all
}

fn decision(id: &str, f: &PublicFinding) -> Vec<Problem> {
    let mut all = some(f.issued_on.is_none(), id, "not-served", TEAM);
    let says = !blank(&f.remedy) || !blank(&f.advice);
    all.extend(some(!says, id, "decision-missing", TEAM));
    let backwards = f.exposed_on.zip(f.issued_on).is_some_and(|(e, i)| i < e);
    all.extend(some(backwards, id, "served-before-exposed", TEAM));
    all
}

fn rectification(id: &str, f: &PublicFinding) -> Vec<Problem> {
    some(f.rectification.is_none(), id, "rectification-missing", TEAM)
}

/// Each signature that is shown stands on the record, over the version that is shown, by a key that
/// was its signer's; and the finding is what was signed.
fn signatures(id: &str, f: &PublicFinding, standing: &Standing) -> Vec<Problem> {
    let same = f.version == standing.version && f.digest == standing.digest;
    let mut all = some(!same, id, "changed-since", TEAM);
    for shown in &f.signed {
        let who = &[shown.stage.role()];
        let args = [
            ("person", (&shown.person).into()),
            ("entry", shown.entry.into()),
        ];
        let found = standing.signatures.get(&shown.entry);
        let found = found.filter(|s| s.person == shown.person && s.stage == shown.stage);
        let Some(s) = found else {
            all.push(problem(id, "signature-void", &args, who));
            continue;
        };
        if s.version != f.version {
            all.push(problem(id, "signature-older", &args, who));
        }
        if !s.key {
            all.push(problem(id, "signature-key", &args, who));
        }
        if !s.documents {
            all.push(problem(id, "signature-document", &args, who));
        }
    }
    let signed = |stage: &Stage| f.signed.iter().any(|s| s.stage == *stage);
    // The head issues the report; a stage before that may be left out where the policy says so, and
    // then review has judged it.
    all.extend(some(
        !signed(&Stage::Head),
        id,
        "signature-missing",
        &[Role::Head],
    ));
    all
}
