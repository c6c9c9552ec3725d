//! The attacker's audit: who has everything that is published, now and before, and can add up, must
//! not come closer to what is protected than was asked for. It knows nothing of how cells were
//! chosen to be withheld: it sees figures with a value or without, and works out what they say.

use super::space::{Equation, Form, Range, Space, SpaceError};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A figure as it was published: a sum of parts, with its value or without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Where it stands, for people.
    pub name: String,
    /// In which release.
    pub release: u32,
    /// What it is the sum of.
    pub parts: BTreeSet<String>,
    /// Nothing where it is withheld.
    pub value: Option<i128>,
}

/// What must stay uncertain: a sum of parts that, for all an attacker can tell, might be as small as
/// `low` and as large as `high`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// What it is, for people.
    pub name: String,
    /// Part → how often; −1 in differences.
    pub form: BTreeMap<String, i128>,
    /// A value it might have must be this or smaller.
    pub low: i128,
    /// A value it might have must be this or larger; above `low`.
    pub high: i128,
}

/// A part with one contributor, who therefore knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Insider {
    /// The part.
    pub part: String,
    /// What the contributor knows.
    pub value: i128,
}

/// Everything that is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What every part is known to be at least: 1 for counts of people, because empty cells are not
    /// withheld; 0 for amounts; nothing where there are negative ones.
    pub least: Option<i128>,
    /// What must stay uncertain.
    pub needs: Vec<Need>,
    /// Who knows more than the public.
    pub insiders: Vec<Insider>,
}

/// A need that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// Of what: a [`Need`] by its name.
    pub need: String,
    /// What can be known of it; nothing where that could not be worked out, which counts as known.
    pub range: Option<Range>,
    /// The part whose one contributor could know it; nothing where anybody can.
    pub insider: Option<String>,
}

/// The attacker, with a fixed set of figures of which some may be out of sight.
pub struct Attacker<'a> {
    question: &'a Question,
    names: BTreeMap<&'a str, usize>,
    equations: Vec<Option<Equation>>,
}

impl<'a> Attacker<'a> {
    /// Of figures of all releases.
    #[must_use]
    pub fn new(figures: &[&'a Figure], question: &'a Question) -> Attacker<'a> {
        let parts = figures.iter().flat_map(|f| &f.parts);
        let parts = parts.chain(question.needs.iter().flat_map(|n| n.form.keys()));
        let names: BTreeSet<&str> = parts.map(String::as_str).collect();
        let mut attacker = Attacker {
            question,
            names: names.into_iter().zip(0..).collect(),
            equations: Vec::new(),
        };
        let equation = |f: &&Figure| {
            Some(Equation {
                form: attacker.form(f.parts.iter().map(|p| (p, 1))),
                value: f.value?,
            })
        };
        let equations = figures.iter().map(equation).collect();
        attacker.equations = equations;
        attacker
    }

    fn form<'b>(&self, parts: impl IntoIterator<Item = (&'b String, i128)>) -> Form {
        let known = parts.into_iter();
        known
            .filter_map(|(p, times)| Some((*self.names.get(p.as_str())?, times)))
            .collect()
    }

    /// What can be known of the figures in sight; as somebody who is alone in a part, also that
    /// part.
    fn space(
        &self,
        in_sight: &dyn Fn(usize) -> bool,
        insider: Option<&Insider>,
    ) -> Result<Space, SpaceError> {
        let all = self.equations.iter().enumerate();
        let mut seen: Vec<Equation> = all
            .filter(|(n, _)| in_sight(*n))
            .filter_map(|(_, e)| e.clone())
            .collect();
        seen.extend(insider.map(|i| Equation {
            form: self.form([(&i.part, 1)]),
            value: i.value,
        }));
        Space::new(vec![self.question.least; self.names.len()], &seen)
    }

    /// How these needs are not met; with `one`, the first that is not.
    ///
    /// # Errors
    /// The figures contradict each other.
    pub fn exposed(
        &self,
        in_sight: &dyn Fn(usize) -> bool,
        needs: &[&Need],
        insider: Option<&Insider>,
        one: bool,
    ) -> Result<Vec<Exposure>, SpaceError> {
        // That a contributor knows the own contribution is no disclosure.
        let own = |n: &Need| insider.is_some_and(|i| n.form.contains_key(&i.part));
        let needs: Vec<&Need> = needs.iter().filter(|n| !own(n)).copied().collect();
        if needs.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        let space = match self.space(in_sight, insider) {
            Ok(space) => Some(space),
            Err(SpaceError::TooLarge) => None,
            Err(error) => return Err(error),
        };
        for need in needs {
            let form = self.form(need.form.iter().map(|(p, times)| (p, *times)));
            let range = match space.as_ref().map(|s| s.range(&form)) {
                Some(Ok(range)) if is_met(need, range) => continue,
                Some(Ok(range)) => Some(range),
                Some(Err(SpaceError::TooLarge)) | None => None,
                Some(Err(error)) => return Err(error),
            };
            found.push(Exposure {
                need: need.name.clone(),
                range,
                insider: insider.map(|i| i.part.clone()),
            });
            if one {
                break;
            }
        }
        Ok(found)
    }
}

/// What an attacker can come too close to. `figures` are those of all releases.
///
/// # Errors
/// The figures contradict each other.
pub fn audit(figures: &[&Figure], question: &Question) -> Result<Vec<Exposure>, SpaceError> {
    let attacker = Attacker::new(figures, question);
    let all: Vec<&Need> = question.needs.iter().collect();
    let mut found = attacker.exposed(&|_| true, &all, None, false)?;
    for insider in &question.insiders {
        let others: Vec<&Need> = all
            .iter()
            .filter(|n| found.iter().all(|e| e.need != n.name))
            .copied()
            .collect();
        found.extend(attacker.exposed(&|_| true, &others, Some(insider), false)?);
    }
    Ok(found)
}

fn is_met(need: &Need, range: Range) -> bool {
    range.low.is_none_or(|low| low <= need.low) && range.high.is_none_or(|high| high >= need.high)
}

/// The releases without which the need would be met: for the message. The newest is asked first
/// whether it can be done without, so that what remains is the oldest.
///
/// # Errors
/// See [`audit`].
pub fn releases(
    figures: &[&Figure],
    question: &Question,
    exposure: &Exposure,
) -> Result<BTreeSet<u32>, SpaceError> {
    let mut needed: BTreeSet<u32> = figures.iter().map(|f| f.release).collect();
    let insider = question.insiders.iter();
    let one = Question {
        least: question.least,
        needs: question
            .needs
            .iter()
            .filter(|n| n.name == exposure.need)
            .cloned()
            .collect(),
        insiders: insider
            .filter(|i| Some(&i.part) == exposure.insider.as_ref())
            .cloned()
            .collect(),
    };
    for release in needed.clone().into_iter().rev() {
        let without: Vec<&Figure> = figures
            .iter()
            .filter(|f| f.release != release && needed.contains(&f.release))
            .copied()
            .collect();
        if !without.is_empty() && !audit(&without, &one)?.is_empty() {
            needed.remove(&release);
        }
    }
    Ok(needed)
}
