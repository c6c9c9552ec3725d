//! Releases after the first: numbers that stay, and the list of what was corrected, withdrawn or
//! added, with a reason for each. What differs without a reason is refused, and so is a reason for
//! what does not differ.

use super::words::say;
use super::{Form, Trouble};
use crate::publication::{Correction, CorrectionItem, CorrectionKind, PublicFinding, Publication};
use fisc_model::lead::Bilingual;
use std::collections::{BTreeMap, BTreeSet};

/// What was published before.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    /// Of every finding of every release: its number, by id.
    pub numbers: BTreeMap<String, String>,
    /// The last release, as it was shown.
    pub shown: Publication,
    /// SHA-256 of its SHA256SUMS.
    pub digest: String,
}

/// Gives findings without a number the next ones, in the order of their ids. Done after what must
/// leave no trace is gone: a gap would be one.
pub fn number(whole: &mut Publication, before: Option<&Before>) {
    let given = before.map(|b| b.numbers.values().collect::<BTreeSet<_>>());
    let given = given.unwrap_or_default();
    let mut last: u64 = given
        .iter()
        .filter_map(|n| n.parse().ok())
        .max()
        .unwrap_or(0);
    let mut new: Vec<&mut PublicFinding> = Vec::new();
    let mut findings: Vec<_> = whole.findings.iter_mut().collect();
    findings.sort_by_key(|(id, _)| natural(id));
    new.extend(
        findings
            .into_iter()
            .map(|(_, f)| f)
            .filter(|f| f.number.is_empty()),
    );
    for finding in new {
        last += 1;
        finding.number = last.to_string();
    }
}

/// F-2 before F-10.
fn natural(id: &str) -> (String, u64, String) {
    let digits = id.trim_start_matches(|c: char| !c.is_ascii_digit());
    let head = &id[..id.len() - digits.len()];
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    let number = digits[..end].parse().unwrap_or(u64::MAX);
    (head.to_string(), number, id.to_string())
}

/// Whether a reader of the earlier release would be told something else now. Who signed again and
/// how far rectification is are no corrections, nor is a translation that was missing.
fn differs(old: &PublicFinding, new: &PublicFinding) -> bool {
    let text = |old: &Bilingual, new: &Bilingual| {
        let side = |old: &str, new: &str| old != new && !old.trim().is_empty();
        side(&old.en, &new.en) || side(&old.zh, &new.zh)
    };
    let texts = [
        (&old.title, &new.title),
        (&old.facts, &new.facts),
        (&old.cause, &new.cause),
        (&old.remedy, &new.remedy),
        (&old.advice, &new.advice),
    ];
    let rest = |f: &PublicFinding| {
        (
            f.version,
            f.digest.clone(),
            f.auditee.clone(),
            f.methods.clone(),
            (f.leads, f.evidence_rows),
            (f.amount, f.amount_kind),
            f.criteria.clone(),
            f.material,
        )
    };
    texts.into_iter().any(|(a, b)| text(a, b)) || rest(old) != rest(new)
}

/// The findings that releases before took back, and that none has shown since.
fn gone(before: &Before) -> BTreeSet<&str> {
    let corrections = before.shown.corrections.iter();
    let items = corrections.flat_map(|c| &c.what);
    let last: BTreeMap<&str, CorrectionKind> = items
        .filter_map(|item| Some((item.finding.as_deref()?, item.kind)))
        .collect();
    let gone = |number: &str| last.get(number) == Some(&CorrectionKind::Withdrawn);
    let numbers = before.numbers.iter();
    let gone = numbers.filter(|(_, number)| gone(number));
    gone.map(|(id, _)| id.as_str()).collect()
}

/// Compares what is shown with the release before and lists what changed, with the form's reasons,
/// in `shown` and in `whole`. What was added needs no reason of its own, unless it was taken back before.
///
/// # Errors
/// What changed without a reason, and reasons for what did not change.
pub fn explain(
    whole: &mut Publication,
    shown: &mut Publication,
    form: &Form,
    before: Option<&Before>,
) -> Result<(), Vec<Trouble>> {
    let Some(before) = before else {
        let trouble = |_: &_| Trouble::new("publish.toml, correction", "trouble-first", &[]);
        let troubles: Vec<Trouble> = form.correction.iter().take(1).map(trouble).collect();
        return if troubles.is_empty() {
            Ok(())
        } else {
            Err(troubles)
        };
    };
    let mut changed: BTreeMap<&str, CorrectionKind> = BTreeMap::new();
    for (id, old) in &before.shown.findings {
        match shown.findings.get(id) {
            None => {
                changed.insert(id, CorrectionKind::Withdrawn);
            }
            Some(new) if differs(old, new) => {
                changed.insert(id, CorrectionKind::Corrected);
            }
            Some(_) => {}
        }
    }
    let fresh = shown
        .findings
        .keys()
        .filter(|id| !before.shown.findings.contains_key(*id));
    changed.extend(fresh.map(|id| (id.as_str(), CorrectionKind::Added)));

    let gone = gone(before);
    let (mut items, mut troubles) = (Vec::new(), Vec::new());
    let mut reasons: BTreeMap<&str, &super::GivenCorrection> = BTreeMap::new();
    for given in &form.correction {
        let Some(id) = &given.finding else {
            items.push(CorrectionItem {
                finding: None,
                kind: given.kind,
                reason: given.reason.clone(),
            });
            continue;
        };
        let place = format!("publish.toml, correction {id}");
        // What an earlier release took back stays in the form: without it the finding would come back.
        if given.kind == CorrectionKind::Withdrawn
            && gone.contains(id.as_str())
            && !changed.contains_key(&**id)
        {
            continue;
        }
        if changed.get(id.as_str()) != Some(&given.kind) {
            let id = match changed.get(id.as_str()) {
                None => "trouble-unchanged",
                Some(CorrectionKind::Withdrawn) => "trouble-is-withdrawn",
                Some(CorrectionKind::Corrected) => "trouble-is-corrected",
                Some(CorrectionKind::Added) => "trouble-is-added",
            };
            troubles.push(Trouble::new(place, id, &[]));
        } else if reasons.insert(id, given).is_some() {
            troubles.push(Trouble::new(place, "trouble-twice", &[]));
        }
    }
    for (id, kind) in changed {
        let reason = match (reasons.get(id), kind) {
            (Some(given), _) => given.reason.clone(),
            (None, CorrectionKind::Added) if gone.contains(id) => {
                troubles.push(Trouble::new(id, "trouble-back", &[]));
                continue;
            }
            (None, CorrectionKind::Added) => say("added-since", &[]),
            (None, CorrectionKind::Corrected) => {
                troubles.push(Trouble::new(id, "trouble-changed", &[]));
                continue;
            }
            (None, CorrectionKind::Withdrawn) => {
                troubles.push(Trouble::new(id, "trouble-gone", &[]));
                continue;
            }
        };
        let number = shown.findings.get(id).map(|f| f.number.clone());
        items.push(CorrectionItem {
            finding: number.or_else(|| before.numbers.get(id).cloned()),
            kind,
            reason,
        });
    }
    if !troubles.is_empty() {
        return Err(troubles);
    }
    let correction = Correction {
        release: before.shown.issue.release,
        published_on: before.shown.issue.published_on,
        digest: before.digest.clone(),
        what: items,
    };
    shown.corrections.push(correction.clone());
    whole.corrections.push(correction);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn two_comes_before_ten() {
        let mut ids = ["F-10", "F-2", "F-2b", "G-1", "F"];
        ids.sort_by_key(|id| natural(id));
        assert_eq!(ids, ["F", "F-2", "F-2b", "F-10", "G-1"]);
    }
}
