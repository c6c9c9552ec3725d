//! From the table in full to what is shown: unsafe cells and those that protect them bear the mark
//! and stand on the list of what is withheld, and so does what the rest of the release says about
//! the same numbers: a finding's amount, how many leads and rows it rests on, what was paid back, and
//! the amount where its texts spell it.

use super::audit::{Exposure, Figure, Question, audit, releases};
use super::joint::{Earlier, Joint, Of, Parts, figures, parts_of};
use super::people::{People, place, rows, share};
use super::rules::Rules;
use super::said::{Said, Unreadable};
use super::space::SpaceError;
use super::spelled;
use super::words::say;
use crate::Package;
use crate::openness::places;
use crate::publication::{Publication, Withheld, WithheldScope};
use fisc_model::lead::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked of the finished release, kept by the office beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Of counts of people.
    pub people: Question,
    /// Of amounts.
    pub amount: Question,
    /// Finding → part, for counts and for amounts.
    pub parts: [Parts; 2],
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Protected {
    /// For the audit of the finished files.
    pub asked: Asked,
    /// What earlier releases tell already and no later one can take back.
    pub public: Vec<Disclosed>,
}

/// Something that can be known, or nearly.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disclosed {
    /// The cell.
    pub place: String,
    /// In words.
    pub en: String,
    /// In words.
    pub zh: String,
}

/// Why a release cannot be protected, or not be checked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DisclosureError {
    /// Releases say different things about one sum.
    #[error(
        "disclosure control: the figures about people of this release and of the releases before it ({0:?}) contradict each other; a finding that changed must have another version"
    )]
    Contradiction(BTreeSet<u32>),
    /// A table cannot be read back.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// Puts the table of people into both, in full into what is signed, and takes out of what is shown
/// whatever would tell about single persons. `shown` may have less than `whole` already.
///
/// # Errors
/// See [`DisclosureError`].
pub fn protect(
    whole: &mut Publication,
    shown: &mut Publication,
    people: &People,
    rules: &Rules,
    earlier: &[Earlier],
) -> Result<Protected, DisclosureError> {
    whole.people = rows(shown, people);
    shown.people.clone_from(&whole.people);
    let said = Said::of(shown);
    let joint = |of| Joint {
        of,
        whole: &said,
        people,
        earlier,
        rules,
    };
    let failed = |_: SpaceError| {
        DisclosureError::Contradiction(earlier.iter().map(|e| e.said.release).collect())
    };
    let mut protected = Protected::default();
    let mut hidden = BTreeSet::new();
    for (n, of) in [Of::People, Of::Amount].into_iter().enumerate() {
        let measure = joint(of).measure();
        let chosen = measure.choose().map_err(failed)?;
        hidden.extend(chosen.hidden);
        let mut question = measure.question;
        let lost: BTreeSet<&String> = chosen.public.iter().map(|(e, _)| &e.need).collect();
        question.needs.retain(|need| !lost.contains(&need.name));
        for (exposure, by) in &chosen.public {
            protected.public.push(disclosed(exposure, by, true));
        }
        protected.asked.parts[n] = parts_of(of, earlier, &said, people).1;
        match of {
            Of::People => protected.asked.people = question,
            Of::Amount => protected.asked.amount = question,
        }
    }
    take_out(shown, &hidden, rules);
    // A share is signed as it is shown: what is withheld has none.
    let shares: Vec<Option<u64>> = shown
        .people
        .iter()
        .map(|row| share(rules, shown, row))
        .collect();
    for all in [&mut whole.people, &mut shown.people] {
        for (row, share) in all.iter_mut().zip(&shares) {
            row.share = *share;
        }
    }
    Ok(protected)
}

/// Marks what is hidden, lists it, and follows it through the rest of the release.
fn take_out(shown: &mut Publication, hidden: &BTreeSet<String>, rules: &Rules) {
    let mut places: Vec<(WithheldScope, String)> = Vec::new();
    let mut findings: BTreeMap<String, [bool; 2]> = BTreeMap::new();
    for row in &mut shown.people {
        let names = [Of::People, Of::Amount].map(|of| place(row, of.name()));
        let [people, amount] = [0, 1].map(|n| hidden.contains(&names[n]));
        if people {
            row.people = None;
        }
        if amount {
            row.amount = None;
        }
        if !row.finding.is_empty() && (people || amount) {
            findings.insert(row.finding.clone(), [people, amount]);
        }
        let gone = names.into_iter().zip([people, amount]).filter(|(_, h)| *h);
        places.extend(gone.map(|(name, _)| (WithheldScope::Cell, name)));
    }
    for (id, [people, amount]) in findings {
        let Some(f) = shown.findings.get_mut(&id) else {
            continue;
        };
        let mut fields = Vec::new();
        if people {
            f.leads = 0;
            f.evidence_rows = 0;
            fields.extend(["leads", "evidence_rows"].map(String::from));
        }
        if amount {
            for place in spelled::take_out(f, &id, &rules.code) {
                places.push((WithheldScope::Value, place));
            }
            places::empty(f, "findings/amount");
            fields.push("amount".into());
            let done = f.rectification.as_ref().map(|r| r.acknowledged.clone());
            for (field, is_there) in done.iter().flat_map(|d| {
                [
                    ("to_treasury", d.to_treasury.0 != 0),
                    ("returned", d.returned.0 != 0),
                    ("rebooked", d.rebooked.0 != 0),
                    ("recovered", d.recovered.0 != 0),
                ]
            }) {
                if is_there {
                    places::empty(f, &format!("rectification/{field}"));
                    fields.push(format!("rectification/{field}"));
                }
            }
        }
        for field in fields {
            places.push((WithheldScope::Value, format!("findings/{id}/{field}")));
        }
    }
    let basis: Vec<String> = rules.basis.iter().map(ToString::to_string).collect();
    shown
        .withheld
        .extend(places.into_iter().map(|(scope, place)| Withheld {
            scope,
            place,
            reason: rules.code.clone(),
            words: rules.words.clone(),
            basis: basis.join("；"),
            review_on: Some(rules.review_on),
            count: 1,
        }));
}

/// The attacker's audit of the finished files, together with everything published before. Nothing
/// is known to it but what stands there and what must not be found out.
///
/// # Errors
/// A table cannot be read back, or the figures contradict each other.
pub fn audit_files(
    files: &Package,
    release: u32,
    earlier: &[Earlier],
    asked: &Asked,
) -> Result<Vec<Disclosed>, DisclosureError> {
    let said = Said::of_files(files, release)?;
    let (nothing, nobody) = (Said::default(), People::new());
    let everything = |of, n: usize| -> Vec<Figure> {
        let before = parts_of(of, earlier, &nothing, &nobody).0;
        let past = earlier.iter().zip(&before);
        let past = past.flat_map(|(e, parts)| figures(of, &e.said, parts));
        past.chain(figures(of, &said, &asked.parts[n])).collect()
    };
    let mut found = Vec::new();
    for (n, (of, question)) in [(Of::People, &asked.people), (Of::Amount, &asked.amount)]
        .into_iter()
        .enumerate()
    {
        let all = everything(of, n);
        let all: Vec<&Figure> = all.iter().collect();
        let failed = |_: SpaceError| {
            DisclosureError::Contradiction(earlier.iter().map(|e| e.said.release).collect())
        };
        for exposure in audit(&all, question).map_err(failed)? {
            let by = releases(&all, question, &exposure).map_err(failed)?;
            found.push(disclosed(&exposure, &by, false));
        }
    }
    Ok(found)
}

fn disclosed(exposure: &Exposure, by: &BTreeSet<u32>, before: bool) -> Disclosed {
    let releases: Vec<String> = by.iter().map(u32::to_string).collect();
    // Amounts are said in the currency's unit, counts as they are.
    let amount = exposure.need.contains("/amount");
    let shown = |v: Option<Option<i128>>| match v {
        Some(Some(v)) if amount => fisc_model::Money(v).to_string(),
        Some(Some(v)) => v.to_string(),
        Some(None) => "∞".into(),
        None => "?".into(),
    };
    let args = [
        ("place", exposure.need.as_str().into()),
        ("low", shown(exposure.range.map(|r| r.low)).into()),
        ("high", shown(exposure.range.map(|r| r.high)).into()),
        ("releases", releases.join(", ").into()),
        ("who", exposure.insider.clone().unwrap_or_default().into()),
    ];
    let id = match (before, &exposure.insider) {
        (true, _) => "already-public",
        (false, None) => "exposed",
        (false, Some(_)) => "exposed-to-insider",
    };
    let Bilingual { en, zh } = say(id, &args);
    Disclosed {
        place: exposure.need.clone(),
        en,
        zh,
    }
}
