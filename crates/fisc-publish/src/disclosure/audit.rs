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

/// Parts as unknowns.
struct Names<'a>(BTreeMap<&'a str, usize>);

impl<'a> Names<'a> {
    fn of(figures: &[&'a Figure], needs: &'a [Need]) -> Names<'a> {
        let parts = figures.iter().flat_map(|f| &f.parts);
        let parts = parts.chain(needs.iter().flat_map(|n| n.form.keys()));
        let names: BTreeSet<&str> = parts.map(String::as_str).collect();
        Names(names.into_iter().zip(0..).collect())
    }

    fn form<'b>(&self, parts: impl IntoIterator<Item = (&'b String, i128)>) -> Form {
        let known = parts.into_iter();
        known
            .filter_map(|(p, times)| Some((*self.0.get(p.as_str())?, times)))
            .collect()
    }

    fn equations(&self, figures: &[&Figure]) -> Vec<Equation> {
        let equation = |f: &&Figure| {
            Some(Equation {
                form: self.form(f.parts.iter().map(|p| (p, 1))),
                value: f.value?,
            })
        };
        figures.iter().filter_map(equation).collect()
    }
}

/// What an attacker can come too close to. `figures` are those of all releases.
///
/// # Errors
/// The figures contradict each other.
pub fn audit(figures: &[&Figure], question: &Question) -> Result<Vec<Exposure>, SpaceError> {
    let names = Names::of(figures, &question.needs);
    let lower = vec![question.least; names.0.len()];
    let equations = names.equations(figures);
    let all: Vec<&Need> = question.needs.iter().collect();
    let mut found = exposed(&names, &lower, &equations, &all, None)?;
    for insider in &question.insiders {
        let form = names.form([(&insider.part, 1)]);
        if form.is_empty() {
            continue;
        }
        // That a contributor knows the own contribution is no disclosure.
        let others: Vec<&Need> = all
            .iter()
            .filter(|n| !n.form.contains_key(&insider.part))
            .filter(|n| found.iter().all(|e| e.need != n.name))
            .copied()
            .collect();
        let mut more = equations.clone();
        more.push(Equation {
            form,
            value: insider.value,
        });
        found.extend(exposed(&names, &lower, &more, &others, Some(insider))?);
    }
    Ok(found)
}

fn exposed(
    names: &Names<'_>,
    lower: &[Option<i128>],
    equations: &[Equation],
    needs: &[&Need],
    insider: Option<&Insider>,
) -> Result<Vec<Exposure>, SpaceError> {
    if needs.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let mut add = |need: &Need, range: Option<Range>| {
        found.push(Exposure {
            need: need.name.clone(),
            range,
            insider: insider.map(|i| i.part.clone()),
        });
    };
    let space = match Space::new(lower.to_vec(), equations) {
        Ok(space) => space,
        Err(SpaceError::TooLarge) => {
            needs.iter().for_each(|n| add(n, None));
            return Ok(found);
        }
        Err(error) => return Err(error),
    };
    for need in needs {
        let form = names.form(need.form.iter().map(|(p, times)| (p, *times)));
        match space.range(&form) {
            Ok(range) if is_met(need, range) => {}
            Ok(range) => add(need, Some(range)),
            Err(SpaceError::TooLarge) => add(need, None),
            Err(error) => return Err(error),
        }
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
