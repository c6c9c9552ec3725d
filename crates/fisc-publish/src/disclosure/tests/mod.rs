//! Tables of the literature, all small tables against enumeration, and releases one after another.

mod releases;
mod tables;

use super::audit::{Figure, Need, Question};
use super::suppress::{Candidate, Measure};
use super::table::{Dimension, Record, cells};
use std::collections::{BTreeMap, BTreeSet};

/// Inner cells by place, with totals over every dimension, as figures.
pub fn figures(values: &[(&[&str], i128)], parents: &[&[(&str, &str)]]) -> Vec<Figure> {
    let dimensions: Vec<Dimension> = parents
        .iter()
        .map(|pairs| Dimension {
            parents: pairs
                .iter()
                .map(|(c, p)| ((*c).into(), (*p).into()))
                .collect(),
            total: true,
        })
        .collect();
    let part = |place: &[&str]| place.join("/");
    let records: Vec<Record> = values
        .iter()
        .map(|(place, value)| Record {
            place: place.iter().map(ToString::to_string).collect(),
            part: part(place),
            person: "someone".into(),
            amount: *value,
        })
        .collect();
    let known: BTreeMap<String, i128> = values.iter().map(|(p, v)| (part(p), *v)).collect();
    let figure = |(place, cell): (Vec<String>, super::table::Cell)| Figure {
        name: place.join("/"),
        release: 1,
        value: Some(cell.parts.iter().map(|p| known[p]).sum()),
        parts: cell.parts,
    };
    cells(&dimensions, &records)
        .into_iter()
        .map(figure)
        .collect()
}

/// The same with these withheld.
pub fn without(figures: &[Figure], hidden: &BTreeSet<String>) -> Vec<Figure> {
    let hide = |f: &Figure| {
        let mut f = f.clone();
        f.value = f.value.filter(|_| !hidden.contains(&f.name));
        f
    };
    figures.iter().map(hide).collect()
}

/// That a cell must stay uncertain by so much to either side.
pub fn need(figures: &[Figure], name: &str, room: i128) -> Need {
    let figure = figures.iter().find(|f| f.name == name).expect("a figure");
    let value = figure.value.expect("a value");
    Need {
        name: name.into(),
        form: figure.parts.iter().map(|p| (p.clone(), 1)).collect(),
        low: (value - room).max(0),
        high: value + room,
    }
}

/// These cells are unsafe.
pub fn measure(figures: &[Figure], needs: Vec<Need>) -> Measure {
    let bad: BTreeSet<&String> = needs.iter().map(|n| &n.name).collect();
    let candidate = |f: &Figure| Candidate {
        is_unsafe: bad.contains(&f.name),
        rank: u8::try_from(f.parts.len().min(100)).unwrap_or(100),
        figure: f.clone(),
    };
    Measure {
        candidates: figures.iter().map(candidate).collect(),
        earlier: Vec::new(),
        question: Question {
            least: Some(0),
            needs,
            insiders: Vec::new(),
        },
    }
}
