//! A table while it is recomputed: its values as text, as printed, and how a computed value is judged
//! against one.

use super::{Cell, Count, Outcome, Reason, Table};
use crate::rounding::{scaled, stored};
use std::collections::BTreeMap;
use std::fmt::Display;

/// What is known about one printed value: at these coordinates, and for this computed value only.
pub(super) struct Note {
    /// The coordinates, as in [`Cell::at`].
    pub(super) at: &'static [(&'static str, &'static str)],
    /// What is computed there.
    pub(super) computed: &'static str,
    /// Why something else is printed.
    pub(super) reason: Reason,
}

/// A table in the making.
pub(super) struct Sheet {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) source: &'static str,
    pub(super) functions: &'static str,
    /// Whether its publisher rounds up.
    pub(super) rounds_up: bool,
    pub(super) notes: &'static [Note],
    pub(super) cells: Vec<Cell>,
}

impl Sheet {
    /// Judges a number against the printed digits of one.
    pub(super) fn number<E: Display>(
        &mut self,
        at: &[(&'static str, &str)],
        published: &str,
        computed: Result<f64, E>,
    ) {
        let (text, fits) = match computed {
            Ok(value) => {
                let value = stored(value);
                (value.to_string(), self.fits(published, value))
            }
            Err(error) => (error.to_string(), None),
        };
        self.judge(at, published, text, fits);
    }

    /// Judges what is printed in full: a count, a class.
    pub(super) fn whole<T: Display, E: Display>(
        &mut self,
        at: &[(&'static str, &str)],
        published: &str,
        computed: Result<T, E>,
    ) {
        let text = match computed {
            Ok(value) => value.to_string(),
            Err(error) => error.to_string(),
        };
        let fits = (text == published).then_some(Outcome::Agrees);
        self.judge(at, published, text, fits.map(|f| (f, None)));
    }

    /// Whether a value of 12 significant digits, rounded, is what is printed.
    fn fits(&self, published: &str, value: f64) -> Option<(Outcome, Option<Reason>)> {
        let (whole, part) = published.split_once('.').unwrap_or((published, ""));
        let decimals = u32::try_from(part.len()).ok()?;
        let printed: i128 = format!("{whole}{part}").parse().ok()?;
        // Twelve digits that end half-way may come from either side of it.
        let digits = part.len();
        let nearest = format!("{value:.digits$}").replace('.', "");
        if scaled(value, decimals) == Some(printed) || nearest.parse() == Ok(printed) {
            return Some((Outcome::Agrees, None));
        }
        // Twelve digits hold no more than this of what lies beyond the printed ones.
        let above = (value * 10f64.powi(digits as i32) - 1e-8).ceil();
        let up = self.rounds_up && above as i128 == printed;
        up.then_some((Outcome::Explained, Some(Reason::RoundedUp)))
    }

    fn judge(
        &mut self,
        at: &[(&'static str, &str)],
        published: &str,
        computed: String,
        fits: Option<(Outcome, Option<Reason>)>,
    ) {
        let at: BTreeMap<&'static str, String> =
            at.iter().map(|(k, v)| (*k, (*v).to_string())).collect();
        let noted = || {
            let here = |n: &&Note| {
                n.computed == computed
                    && n.at.len() == at.len()
                    && n.at.iter().all(|(k, v)| at.get(k).is_some_and(|x| x == v))
            };
            let note = self.notes.iter().find(here)?;
            Some((Outcome::Explained, Some(note.reason)))
        };
        let (outcome, reason) = fits.or_else(noted).unwrap_or((Outcome::Differs, None));
        self.cells.push(Cell {
            at,
            published: published.to_string(),
            computed,
            outcome,
            reason,
        });
    }

    /// The table as it is reported.
    pub(super) fn table(self) -> Table {
        let mut count = Count::default();
        for cell in &self.cells {
            count.add(cell.outcome);
        }
        Table {
            id: self.id,
            title: self.title,
            source: self.source,
            functions: self.functions,
            count,
            values: self.cells,
        }
    }
}

/// The rows of a file of `tables/`: the first is the head. Values are as they are printed; an empty
/// one is a blank of the table.
pub(super) fn rows(file: &'static str) -> (Vec<&'static str>, Vec<Vec<&'static str>>) {
    let mut lines = file.lines().map(|line| line.split(',').collect::<Vec<_>>());
    (lines.next().unwrap_or_default(), lines.collect())
}
