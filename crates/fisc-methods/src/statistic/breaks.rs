//! The break: the sums by period of each lead_key, from its first period to its last (none between
//! is zero), change their level. Pettitt's test finds where; the means before and after must differ
//! by the factor `ratio`, and the chance of such a break must not be above `p_value`. Evidence are
//! the rows of the first period after a rise, of the last before a fall.

use super::{Columns, Found, Source, Values, at, cents, count, decimal, excluded};
use fisc_engine::{EngineError, Rows, Value};
use fisc_stats::series::pettitt;
use std::collections::BTreeMap;

/// Longest series: more periods than any ledger has, so that a mistaken period is an error and not
/// a thousand million zeros.
const LONGEST: i64 = 100_000;

fn period(rows: &Rows, row: &[Value]) -> Result<i64, EngineError> {
    row[at(rows, "period")?].integer().ok_or_else(|| {
        EngineError::Sql(
            "[statistic]: period is a whole number, not null: year × 12 + month".into(),
        )
    })
}

pub(super) fn judge(source: &Source<'_>, values: &Values) -> Result<Found, EngineError> {
    let needed: u64 = values.number("periods")?;
    let (ratio, p_value): (f64, f64) = (values.number("ratio")?, values.number("p_value")?);
    // By lead_key and period: the sum and the number of rows.
    let mut sums: BTreeMap<String, BTreeMap<i64, (i128, u64)>> = BTreeMap::new();
    source(&mut |rows| {
        let columns = Columns::of(rows)?;
        for row in &rows.rows {
            let group = sums.entry(row[columns.lead_key].to_string()).or_default();
            let of = group.entry(period(rows, row)?).or_default();
            of.0 += cents(&row[columns.amount])?;
            of.1 += 1;
        }
        Ok(())
    })?;
    let mut short = 0;
    let mut found: BTreeMap<String, (i64, Vec<Value>)> = BTreeMap::new();
    for (group, sums) in sums {
        let (Some((first, _)), Some((last, _))) = (sums.first_key_value(), sums.last_key_value())
        else {
            continue;
        };
        if last - first >= LONGEST {
            return Err(EngineError::Sql(format!(
                "[statistic]: {group} has periods from {first} to {last}; periods follow one another"
            )));
        }
        let series: Vec<i128> = (*first..=*last)
            .map(|p| sums.get(&p).map_or(0, |(sum, _)| *sum))
            .collect();
        if (series.len() as u64) < needed {
            short += sums.values().map(|(_, rows)| rows).sum::<u64>();
            continue;
        }
        let Some(at) = pettitt(&series).filter(|b| b.p_value <= p_value && b.u != 0) else {
            continue;
        };
        let (before, after) = series.split_at(at.after as usize);
        let mean = |part: &[i128]| part.iter().sum::<i128>() as f64 / part.len() as f64 / 100.0;
        let (before, after) = (mean(before), mean(after));
        let (less, more) = (before.min(after), before.max(after));
        if more <= 0.0 || less * ratio > more {
            continue;
        }
        let rises = after > before;
        let start = first + i64::try_from(at.after).unwrap_or_default();
        // A period without rows has none to show: the nearest on the higher side that has some.
        let shown = if rises {
            sums.range(start..).next()
        } else {
            sums.range(..start).next_back()
        };
        if let Some((shown, _)) = shown {
            let cells = vec![
                decimal(before, 2),
                decimal(after, 2),
                count(at.n),
                decimal(at.p_value, 4),
            ];
            found.insert(group, (*shown, cells));
        }
    }
    let mut evidence = Vec::new();
    if !found.is_empty() {
        source(&mut |rows| {
            let columns = Columns::of(rows)?;
            for row in &rows.rows {
                let group = row[columns.lead_key].to_string();
                if let Some((shown, cells)) = found.get(&group)
                    && period(rows, row)? == *shown
                {
                    let mut row = row.clone();
                    row.extend(cells.iter().cloned());
                    evidence.push(row);
                }
            }
            Ok(())
        })?;
    }
    Ok((
        evidence,
        vec![excluded(
            "not judged: too few periods for a break to be told from chance",
            "未作判断：期数不足，无法区分突变与偶然波动",
            short,
        )],
    ))
}
