//! A table about people: who contributes how much to which cell, along dimensions whose categories
//! may stand under others, up to a total. Every sum of such a table is a cell here, so that a
//! margin is judged and protected like any other figure.

use std::collections::{BTreeMap, BTreeSet};

/// A dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    /// Category → the one above it. What is named by nobody as its child stands under the total.
    pub parents: BTreeMap<String, String>,
    /// Whether there is a total over all its categories.
    pub total: bool,
}

/// What one person contributes at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// A category of each dimension.
    pub place: Vec<String>,
    /// The part that it belongs to: the smallest unit of which all sums are made, and which belongs
    /// to one place.
    pub part: String,
    /// A pseudonym.
    pub person: String,
    /// Exact, in hundredths.
    pub amount: i128,
}

/// A cell, inner or marginal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Pseudonym → amount: each person once, with everything.
    pub people: BTreeMap<String, i128>,
    /// What it is the sum of.
    pub parts: BTreeSet<String>,
}

/// The total of a dimension, as a category.
pub const TOTAL: &str = "";

impl Dimension {
    /// The category and everything that it is counted in, the total last.
    fn levels(&self, category: &str) -> Vec<String> {
        let mut all = vec![category.to_string()];
        let mut at = category;
        while let Some(above) = self.parents.get(at) {
            // A category above itself would have no end.
            if all.contains(above) {
                break;
            }
            all.push(above.clone());
            at = above;
        }
        if self.total && category != TOTAL {
            all.push(TOTAL.into());
        }
        all
    }
}

/// All cells that have contributors, by place. Empty ones are published as they are: that there is
/// nobody tells about nobody.
#[must_use]
pub fn cells(dimensions: &[Dimension], records: &[Record]) -> BTreeMap<Vec<String>, Cell> {
    let mut all: BTreeMap<Vec<String>, Cell> = BTreeMap::new();
    for record in records {
        let mut places: Vec<Vec<String>> = vec![Vec::new()];
        for (dimension, category) in dimensions.iter().zip(&record.place) {
            let levels = dimension.levels(category);
            let longer = |place: Vec<String>| {
                let with = |level: &String| {
                    let mut place = place.clone();
                    place.push(level.clone());
                    place
                };
                levels.iter().map(with).collect::<Vec<_>>()
            };
            places = places.into_iter().flat_map(longer).collect();
        }
        for place in places {
            let cell = all.entry(place).or_default();
            *cell.people.entry(record.person.clone()).or_default() += record.amount;
            cell.parts.insert(record.part.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_counts_once_in_every_sum() {
        let units = Dimension {
            parents: [("a", "north"), ("b", "north")]
                .map(|(c, p)| (c.into(), p.into()))
                .into(),
            total: true,
        };
        let years = Dimension::default();
        let record = |unit: &str, person: &str, amount| Record {
            place: vec![unit.into(), "2025".into()],
            part: unit.into(),
            person: person.into(),
            amount,
        };
        let records = [
            record("a", "p", 10),
            record("b", "p", 5),
            record("c", "q", 1),
        ];
        let cells = cells(&[units, years], &records);
        let people = |place: &str| {
            let cell = &cells[&vec![place.to_string(), "2025".into()]];
            (
                cell.people.len(),
                cell.people.values().sum::<i128>(),
                cell.parts.len(),
            )
        };
        assert_eq!(people("north"), (1, 15, 2));
        assert_eq!(people(TOTAL), (2, 16, 3));
        assert_eq!(people("a"), (1, 10, 1));
        assert_eq!(cells.len(), 5, "no total over years");
    }
}
