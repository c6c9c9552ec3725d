//! The simplex tableau of [`super::space`], in whole numbers over one common denominator: numbers
//! beyond 128 bits are an error and never a wrong result.

use super::space::SpaceError;

/// Pivots by the steepest column, before Bland's rule.
const STEEP: u32 = 5_000;

/// Equations over columns that are not negative, solved for a basis: every number stands over one
/// denominator.
#[derive(Clone, Debug)]
pub struct Tableau {
    rows: Vec<Vec<i128>>,
    basis: Vec<usize>,
    /// The denominator of every number.
    pub over: i128,
    /// Columns, without the right side.
    pub width: usize,
}

impl Tableau {
    /// A first solution; nothing where there is none.
    pub fn feasible(rows: &[Vec<i128>], width: usize) -> Result<Option<Tableau>, SpaceError> {
        let mut rows = rows.to_vec();
        for row in rows.iter_mut().filter(|row| row[width] < 0) {
            row.iter_mut().for_each(|v| *v = -*v);
        }
        // One helper column for each row, from `width` on, which need not be written.
        let mut tableau = Tableau {
            basis: (width..width + rows.len()).collect(),
            rows,
            over: 1,
            width,
        };
        let mut sum = vec![0_i128; width + 1];
        for row in &tableau.rows {
            for (s, v) in sum.iter_mut().zip(row) {
                *s = s.checked_sub(*v).ok_or(SpaceError::TooLarge)?;
            }
        }
        if !tableau.climb(&mut sum)? || sum[width] != 0 {
            return Ok(None);
        }
        let mut at = 0;
        while at < tableau.rows.len() {
            if tableau.basis[at] < width {
                at += 1;
                continue;
            }
            match (0..width).find(|c| tableau.rows[at][*c] != 0) {
                Some(column) => {
                    if tableau.rows[at][column] < 0 {
                        tableau.rows[at].iter_mut().for_each(|v| *v = -*v);
                    }
                    tableau.pivot(at, column, &mut [])?;
                    at += 1;
                }
                None => {
                    tableau.rows.remove(at);
                    tableau.basis.remove(at);
                }
            }
        }
        Ok(Some(tableau))
    }

    /// The largest value of the objective, over the denominator; nothing where there is none.
    pub fn raise(&mut self, objective: &[i128]) -> Result<Option<i128>, SpaceError> {
        let big = SpaceError::TooLarge;
        let mut line = vec![0_i128; self.width + 1];
        for (column, times) in objective.iter().enumerate() {
            line[column] = self.over.checked_mul(-times).ok_or(big)?;
        }
        for (row, column) in self.rows.iter().zip(&self.basis) {
            let times = objective[*column];
            if times == 0 {
                continue;
            }
            for (l, v) in line.iter_mut().zip(row) {
                let more = v.checked_mul(times).ok_or(big)?;
                *l = l.checked_add(more).ok_or(big)?;
            }
        }
        Ok(self.climb(&mut line)?.then_some(line[self.width]))
    }

    /// Pivots until the line has no negative number; false where it can rise without end.
    fn climb(&mut self, line: &mut [i128]) -> Result<bool, SpaceError> {
        let big = SpaceError::TooLarge;
        let mut pivots = 0;
        loop {
            // The steepest column is the quicker way; the first one never circles.
            let falling = (0..self.width).filter(|c| line[*c] < 0);
            let column = match pivots < STEEP {
                true => falling.min_by_key(|c| (line[*c], *c)),
                false => falling.min(),
            };
            let Some(column) = column else {
                return Ok(true);
            };
            pivots += 1;
            let mut leaving: Option<usize> = None;
            for (at, row) in self.rows.iter().enumerate().filter(|(_, r)| r[column] > 0) {
                let less = match leaving {
                    None => true,
                    Some(other) => {
                        let old = &self.rows[other];
                        let own = row[self.width].checked_mul(old[column]).ok_or(big)?;
                        let his = old[self.width].checked_mul(row[column]).ok_or(big)?;
                        own < his || own == his && self.basis[at] < self.basis[other]
                    }
                };
                if less {
                    leaving = Some(at);
                }
            }
            match leaving {
                None => return Ok(false),
                Some(row) => self.pivot(row, column, &mut [line])?,
            }
        }
    }

    /// Exchanges a column of the basis. The divisions come out even: every number is a determinant.
    fn pivot(
        &mut self,
        row: usize,
        column: usize,
        lines: &mut [&mut [i128]],
    ) -> Result<(), SpaceError> {
        let by = self.rows[row].clone();
        let (p, over) = (by[column], self.over);
        let turn = |line: &mut [i128]| -> Result<(), SpaceError> {
            let times = line[column];
            if times == 0 && p == over {
                return Ok(());
            }
            if p == 1 && over == 1 {
                // Flows: all corners are whole numbers, and nothing is divided.
                for (v, b) in line.iter_mut().zip(&by).filter(|(_, b)| **b != 0) {
                    let less = b.checked_mul(times).ok_or(SpaceError::TooLarge)?;
                    *v = v.checked_sub(less).ok_or(SpaceError::TooLarge)?;
                }
                return Ok(());
            }
            for (v, b) in line.iter_mut().zip(&by) {
                let a = v.checked_mul(p).ok_or(SpaceError::TooLarge)?;
                let b = b.checked_mul(times).ok_or(SpaceError::TooLarge)?;
                *v = a.checked_sub(b).ok_or(SpaceError::TooLarge)? / over;
            }
            Ok(())
        };
        for (at, other) in self.rows.iter_mut().enumerate() {
            if at != row {
                turn(other)?;
            }
        }
        for line in lines {
            turn(line)?;
        }
        self.over = p;
        self.basis[row] = column;
        Ok(())
    }

    /// The first of the columns before `end` that is no whole number, with the one below.
    pub fn broken(&self, end: usize) -> Option<(usize, i128)> {
        let rows = self.rows.iter().zip(&self.basis);
        let broken = rows.filter(|(row, c)| **c < end && row[self.width] % self.over != 0);
        let first = broken.min_by_key(|(_, c)| **c)?;
        Some((*first.1, first.0[self.width].div_euclid(self.over)))
    }
}
