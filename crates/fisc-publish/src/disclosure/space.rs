//! What can be known of whole numbers from equations about them: for a sum of unknowns, the smallest
//! and the largest value it can have. This is the attacker's arithmetic, exact to the last digit.
//!
//! Integer programming by bounds from the simplex method and branching. The tableau is kept in whole
//! numbers over one common denominator (J. Edmonds, *Systems of distinct representatives and linear
//! algebra*, 1967; the pivoting of D. Avis' lrs), in the end with R. Bland's rule (1977), under which
//! it cannot circle. Tables of two dimensions are flows, whose corners are whole numbers already:
//! branching is for tables of three dimensions, for linked ones and for differences.

use super::tableau::Tableau;
use std::collections::{BTreeMap, BTreeSet};

/// A sum of unknowns: how often each is in it.
pub type Form = BTreeMap<usize, i128>;

/// An equation between unknowns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// The left side.
    pub form: Form,
    /// The right side.
    pub value: i128,
}

/// From where to where a sum can be; no limit where nothing limits it. Each limit is a value that it
/// can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The smallest.
    pub low: Option<i128>,
    /// The largest.
    pub high: Option<i128>,
}

/// Why there is no range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpaceError {
    /// No numbers satisfy the equations.
    #[error("the figures contradict each other")]
    Contradiction,
    /// Numbers beyond 128 bits, or too many cases.
    #[error("the figures are too large or too many to be worked out")]
    TooLarge,
}

/// Branches that are looked at for one limit. Tables as they are published need few or none.
const BRANCHES: usize = 2000;

/// Whole numbers, each not below its limit, under equations.
#[derive(Clone, Debug)]
pub struct Space {
    lower: Vec<Option<i128>>,
    fixed: Vec<Option<i128>>,
    parts: Vec<Part>,
    part_of: Vec<Option<usize>>,
}

/// Unknowns that hang together by equations.
#[derive(Clone, Debug)]
struct Part {
    /// Unknown → its columns: one, or two (plus and minus) where it has no lower limit.
    columns: BTreeMap<usize, (usize, Option<usize>)>,
    rows: Vec<Vec<i128>>,
    tableau: Tableau,
}

impl Space {
    /// Of as many unknowns as there are lower limits.
    ///
    /// # Errors
    /// See [`SpaceError`].
    pub fn new(lower: Vec<Option<i128>>, equations: &[Equation]) -> Result<Space, SpaceError> {
        let mut fixed = vec![None; lower.len()];
        let open = settle(&lower, equations, &mut fixed)?;
        let mut space = Space {
            part_of: vec![None; lower.len()],
            lower,
            fixed,
            parts: Vec::new(),
        };
        for group in groups(&open) {
            space.add(&group)?;
        }
        Ok(space)
    }

    fn add(&mut self, equations: &[&Equation]) -> Result<(), SpaceError> {
        let unknowns: BTreeSet<usize> = equations
            .iter()
            .flat_map(|e| e.form.keys().copied())
            .collect();
        let mut columns = BTreeMap::new();
        let mut width = 0;
        for u in unknowns {
            let minus = self.lower[u].is_none().then_some(width + 1);
            columns.insert(u, (width, minus));
            width += 1 + usize::from(minus.is_some());
            self.part_of[u] = Some(self.parts.len());
        }
        let mut rows = Vec::new();
        for e in equations {
            let mut row = vec![0; width + 1];
            let mut value = e.value;
            for (u, times) in &e.form {
                let (plus, minus) = columns[u];
                row[plus] = *times;
                if let Some(minus) = minus {
                    row[minus] = -times;
                }
                let least = times.checked_mul(self.lower[*u].unwrap_or(0));
                value = least
                    .and_then(|l| value.checked_sub(l))
                    .ok_or(SpaceError::TooLarge)?;
            }
            row[width] = value;
            rows.push(row);
        }
        let tableau = Tableau::feasible(&rows, width)?.ok_or(SpaceError::Contradiction)?;
        self.parts.push(Part {
            columns,
            rows,
            tableau,
        });
        Ok(())
    }

    /// Where the sum can be.
    ///
    /// # Errors
    /// See [`SpaceError`].
    pub fn range(&self, form: &Form) -> Result<Range, SpaceError> {
        let high = self.largest(form)?;
        let minus: Form = form.iter().map(|(u, times)| (*u, -times)).collect();
        let low = self.largest(&minus)?.map(|v| -v);
        Ok(Range { low, high })
    }

    fn largest(&self, form: &Form) -> Result<Option<i128>, SpaceError> {
        let mut sum: i128 = 0;
        let mut of_part: BTreeMap<usize, Vec<(usize, i128)>> = BTreeMap::new();
        let mut add = |value: Option<i128>| -> Result<(), SpaceError> {
            let value = value.ok_or(SpaceError::TooLarge)?;
            sum = sum.checked_add(value).ok_or(SpaceError::TooLarge)?;
            Ok(())
        };
        for (u, times) in form.iter().filter(|(_, times)| **times != 0) {
            if let Some(value) = self.fixed[*u] {
                add(times.checked_mul(value))?;
            } else if let Some(part) = self.part_of[*u] {
                of_part.entry(part).or_default().push((*u, *times));
            } else if let (Some(lower), true) = (self.lower[*u], *times < 0) {
                add(times.checked_mul(lower))?;
            } else {
                return Ok(None);
            }
        }
        for (part, terms) in of_part {
            let part = &self.parts[part];
            let mut objective = vec![0; part.tableau.width];
            for (u, times) in terms {
                let (plus, minus) = part.columns[&u];
                objective[plus] = times;
                if let Some(minus) = minus {
                    objective[minus] = -times;
                }
                add(times.checked_mul(self.lower[u].unwrap_or(0)))?;
            }
            match part.largest(&objective)? {
                Some(value) => add(Some(value))?,
                None => return Ok(None),
            }
        }
        Ok(Some(sum))
    }
}

impl Part {
    /// The largest whole value of the objective; nothing where there is none.
    fn largest(&self, objective: &[i128]) -> Result<Option<i128>, SpaceError> {
        let mut best: Option<i128> = None;
        // Each case: further limits of columns, (column, from below, limit).
        let mut cases: Vec<Vec<(usize, bool, i128)>> = vec![Vec::new()];
        let mut looked = 0;
        while let Some(case) = cases.pop() {
            looked += 1;
            if looked > BRANCHES {
                // What was found can be reached; whether more can, is not known. To take the range
                // for narrower than it is errs to the side of who is protected.
                return best.map(Some).ok_or(SpaceError::TooLarge);
            }
            let tableau = match case.is_empty() {
                true => Some(self.tableau.clone()),
                false => self.limited(&case)?,
            };
            let Some(mut tableau) = tableau else { continue };
            let mut wide = objective.to_vec();
            wide.resize(tableau.width, 0);
            let Some(top) = tableau.raise(&wide)? else {
                return Ok(None);
            };
            let ceiling = top.div_euclid(tableau.over);
            if best.is_some_and(|b| ceiling <= b) {
                continue;
            }
            match tableau.broken(objective.len()) {
                None => best = Some(ceiling),
                Some((column, below)) => {
                    let mut under = case.clone();
                    under.push((column, false, below));
                    let mut over = case;
                    over.push((column, true, below + 1));
                    cases.extend([under, over]);
                }
            }
        }
        best.map(Some).ok_or(SpaceError::Contradiction)
    }

    fn limited(&self, case: &[(usize, bool, i128)]) -> Result<Option<Tableau>, SpaceError> {
        let width = self.tableau.width;
        let wide = width + case.len();
        let mut rows = Vec::new();
        for row in &self.rows {
            let mut longer = row[..width].to_vec();
            longer.resize(wide, 0);
            longer.push(row[width]);
            rows.push(longer);
        }
        for (n, (column, from_below, limit)) in case.iter().enumerate() {
            let mut row = vec![0; wide + 1];
            row[*column] = 1;
            row[width + n] = if *from_below { -1 } else { 1 };
            row[wide] = *limit;
            rows.push(row);
        }
        Tableau::feasible(&rows, wide)
    }
}

/// Puts in what is known, as long as equations with one unknown, or with all unknowns at their
/// limits, come of it. Gives back the equations that are left.
fn settle(
    lower: &[Option<i128>],
    equations: &[Equation],
    fixed: &mut [Option<i128>],
) -> Result<Vec<Equation>, SpaceError> {
    let big = SpaceError::TooLarge;
    let mut open: BTreeSet<(Vec<(usize, i128)>, i128)> = BTreeSet::new();
    for e in equations {
        let form = e.form.iter().filter(|(_, t)| **t != 0);
        open.insert((form.map(|(u, t)| (*u, *t)).collect(), e.value));
    }
    loop {
        let mut next = BTreeSet::new();
        let mut changed = false;
        for (form, value) in &open {
            let (mut left, mut value) = (Vec::new(), *value);
            for (u, times) in form {
                match fixed[*u] {
                    Some(known) => {
                        let known = times.checked_mul(known).ok_or(big)?;
                        value = value.checked_sub(known).ok_or(big)?;
                    }
                    None => left.push((*u, *times)),
                }
            }
            let least = left.iter().try_fold(0_i128, |sum, (u, times)| {
                let least = lower[*u].filter(|_| *times > 0)?;
                sum.checked_add(times.checked_mul(least)?)
            });
            match (left.as_slice(), least) {
                ([], _) if value != 0 => return Err(SpaceError::Contradiction),
                ([], _) => {}
                ([(u, times)], _) => {
                    let whole = value % times == 0;
                    let known = value / times;
                    if !whole || lower[*u].is_some_and(|l| known < l) {
                        return Err(SpaceError::Contradiction);
                    }
                    fixed[*u] = Some(known);
                    changed = true;
                }
                (_, Some(least)) if value < least => return Err(SpaceError::Contradiction),
                (_, Some(least)) if value == least => {
                    for (u, _) in left {
                        fixed[u] = lower[u];
                    }
                    changed = true;
                }
                _ => {
                    next.insert((left, value));
                }
            }
        }
        open = next;
        if !changed {
            let equation = |(form, value): (Vec<(usize, i128)>, i128)| Equation {
                form: form.into_iter().collect(),
                value,
            };
            return Ok(open.into_iter().map(equation).collect());
        }
    }
}

/// Equations that share unknowns, together.
fn groups(equations: &[Equation]) -> Vec<Vec<&Equation>> {
    let mut all: Vec<(BTreeSet<usize>, Vec<&Equation>)> = Vec::new();
    for e in equations {
        let mut unknowns: BTreeSet<usize> = e.form.keys().copied().collect();
        let mut own = vec![e];
        let (touched, rest) = all
            .into_iter()
            .partition(|(u, _): &(BTreeSet<usize>, _)| !u.is_disjoint(&unknowns));
        all = rest;
        for (u, more) in touched {
            unknowns.extend(u);
            own.extend(more);
        }
        all.push((unknowns, own));
    }
    all.into_iter().map(|(_, e)| e).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn equation(terms: &[(usize, i128)], value: i128) -> Equation {
        let form = terms.iter().copied().collect();
        Equation { form, value }
    }

    fn of(terms: &[(usize, i128)]) -> Form {
        terms.iter().copied().collect()
    }

    #[test]
    fn a_corner_that_is_no_whole_number_is_not_reached() {
        // x+y = y+z = x+z = 5 has the one solution 2.5: no whole numbers.
        let odd = [(0, 1), (1, 2), (0, 2)].map(|(a, b)| equation(&[(a, 1), (b, 1)], 5));
        let space = Space::new(vec![Some(0); 3], &odd).expect("a space");
        assert_eq!(space.range(&of(&[(0, 1)])), Err(SpaceError::Contradiction));
        // 2x + 2y + z = 7: z is odd, so x + y is at most 3.
        let space = Space::new(vec![Some(0); 3], &[equation(&[(0, 2), (1, 2), (2, 1)], 7)])
            .expect("a space");
        let range = space.range(&of(&[(0, 1), (1, 1)])).expect("a range");
        assert_eq!((range.low, range.high), (Some(0), Some(3)));
        let range = space.range(&of(&[(2, 1)])).expect("a range");
        assert_eq!((range.low, range.high), (Some(1), Some(7)));
    }

    #[test]
    fn what_nothing_limits_has_no_limit() {
        let space = Space::new(
            vec![Some(0), Some(0), None, None],
            &[
                equation(&[(0, 1), (1, -1)], 2),
                equation(&[(2, 1), (3, 1)], 5),
            ],
        )
        .expect("a space");
        let range = |terms: &[(usize, i128)]| space.range(&of(terms)).expect("a range");
        assert_eq!(
            range(&[(0, 1)]),
            Range {
                low: Some(2),
                high: None
            }
        );
        assert_eq!(
            range(&[(2, 1)]),
            Range {
                low: None,
                high: None
            }
        );
        assert_eq!(
            range(&[(2, 1), (3, 1), (0, 1), (1, -1)]),
            Range {
                low: Some(7),
                high: Some(7)
            }
        );
    }

    #[test]
    fn contradictions_and_numbers_too_large_are_said() {
        let twice = [
            equation(&[(0, 1), (1, 1)], 2),
            equation(&[(0, 1), (1, 1)], 3),
        ];
        let error = Space::new(vec![Some(0); 2], &twice).expect_err("no space");
        assert_eq!(error, SpaceError::Contradiction);
        let huge = [
            equation(&[(0, i128::MAX / 2), (1, 1), (2, 3)], i128::MAX - 1),
            equation(&[(0, 5), (1, i128::MAX / 3), (2, 1)], i128::MAX - 2),
        ];
        let space = Space::new(vec![Some(0); 3], &huge);
        assert_eq!(space.err(), Some(SpaceError::TooLarge));
    }

    proptest! {
        /// Against the enumeration of everything that there is.
        #[test]
        fn ranges_are_those_of_all_solutions(
            truth in prop::collection::vec(0_i128..4, 5),
            rows in prop::collection::vec(prop::collection::vec(-1_i128..3, 5), 1..4),
            target in prop::collection::vec(-1_i128..2, 5),
        ) {
            // A closing sum keeps the solutions few enough to be enumerated.
            let mut equations = vec![equation(&[(0, 1), (1, 1), (2, 1), (3, 1), (4, 1)], truth.iter().sum())];
            for row in &rows {
                let terms: Vec<_> = row.iter().copied().enumerate().collect();
                let value = row.iter().zip(&truth).map(|(a, x)| a * x).sum();
                equations.push(equation(&terms, value));
            }
            let total: i128 = truth.iter().sum();
            let (mut low, mut high) = (i128::MAX, i128::MIN);
            let base = total + 1;
            for code in 0..base.pow(5) {
                let x: Vec<i128> = (0..5).map(|i| code / base.pow(i) % base).collect();
                let fits = |e: &Equation| e.form.iter().map(|(u, a)| a * x[*u]).sum::<i128>() == e.value;
                if x.iter().sum::<i128>() == total && equations.iter().all(fits) {
                    let value = target.iter().zip(&x).map(|(a, x)| a * x).sum();
                    low = low.min(value);
                    high = high.max(value);
                }
            }
            let space = Space::new(vec![Some(0); 5], &equations).expect("the truth is a solution");
            let form: Form = target.iter().copied().enumerate().collect();
            let range = space.range(&form).expect("a range");
            prop_assert_eq!((range.low, range.high), (Some(low), Some(high)));
        }
    }
}
