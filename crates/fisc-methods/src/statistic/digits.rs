//! The digit test: each lead_key is judged by its own amounts, where they can be judged at all. An
//! effect decides, not a p-value: the MAD is beyond Nigrini's last cut-off, and beyond what chance
//! gives at this number of amounts by `excess`. Digits whose z is above `z` are named, of one that
//! deviates in no digit by so much the one that stands there most too often.

use super::{Columns, Found, Place, Source, Values, cents, count, decimal, excluded};
use fisc_engine::{EngineError, Value};
use fisc_stats::digits::{Conformity, DigitTest, Place as Digits, Preconditions, Profile, Reason};
use std::collections::BTreeMap;

impl Place {
    const fn of_stats(self) -> Digits {
        match self {
            Place::First => Digits::First,
            Place::FirstTwo => Digits::FirstTwo,
            Place::FirstThree => Digits::FirstThree,
            Place::LastTwo => Digits::LastTwo,
        }
    }

    fn written(self, digits: u16) -> String {
        match self {
            Place::LastTwo => format!("{digits:02}"),
            _ => digits.to_string(),
        }
    }
}

/// What is told of a digit of a lead_key.
type Told = BTreeMap<u16, Vec<Value>>;

pub(super) fn judge(
    place: Place,
    source: &Source<'_>,
    values: &Values,
) -> Result<Found, EngineError> {
    let (excess, z): (f64, f64) = (values.number("excess")?, values.number("z")?);
    let needed = Preconditions {
        rows: values.number("rows")?,
        ..Preconditions::for_place(place.of_stats())
    };
    let mut amounts: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    source(&mut |rows| {
        let columns = Columns::of(rows)?;
        for row in &rows.rows {
            let amount = i64::try_from(cents(&row[columns.amount])?).map_err(|_| {
                EngineError::Sql("[statistic]: an amount of more than 18 digits".into())
            })?;
            let group = row[columns.lead_key].to_string();
            amounts.entry(group).or_default().push(amount);
        }
        Ok(())
    })?;
    let mut not_judged = [0u64; 4];
    let mut found: BTreeMap<String, Told> = BTreeMap::new();
    while let Some((group, mut amounts)) = amounts.pop_first() {
        let profile = Profile::of(&mut amounts, 1).map_err(|e| EngineError::Run(e.to_string()))?;
        if let Some(reason) = needed.fails(&profile.digits, &profile.repeats) {
            let reason = match reason {
                Reason::TooFew { .. } => 0,
                Reason::NarrowSpan { .. } => 1,
                Reason::Assigned { .. } => 2,
                Reason::Capped { .. } => 3,
            };
            not_judged[reason] += amounts.len() as u64;
            continue;
        }
        let Some(test) = DigitTest::new(&profile.digits, place.of_stats()) else {
            continue;
        };
        let conforms = test
            .conformity
            .is_some_and(|c| c < Conformity::Nonconforming);
        if conforms || test.excess_mad <= excess {
            continue;
        }
        let too_often = || {
            let all = test.largest_deviations().into_iter();
            all.filter(|d| d.difference > 0.0)
        };
        let named = too_often().filter(|d| d.z > z).count().max(1);
        let n = test.n as f64;
        let told = too_often().take(named).map(|d| {
            let cells = vec![
                Value::Text(place.written(d.digits)),
                count(d.observed),
                decimal(d.expected * n, 1),
                decimal(d.z, 2),
                decimal(test.mad, 6),
                decimal(test.excess_mad, 6),
                count(test.n),
            ];
            (d.digits, cells)
        });
        found.insert(group, told.collect());
    }
    let mut evidence = Vec::new();
    if !found.is_empty() {
        source(&mut |rows| {
            let columns = Columns::of(rows)?;
            for row in &rows.rows {
                let group = row[columns.lead_key].to_string();
                let Some(told) = found.get(&group) else {
                    continue;
                };
                let digits = place.of_stats().digits(cents(&row[columns.amount])?);
                let Some(cells) = digits.and_then(|d| told.get(&d)) else {
                    continue;
                };
                let mut row = row.clone();
                row[columns.lead_key] = Value::Text(format!("{group}/{}", cells[0]));
                row.extend(cells.iter().cloned());
                evidence.push(row);
            }
            Ok(())
        })?;
    }
    let [few, narrow, assigned, capped] = not_judged;
    Ok((
        evidence,
        vec![
            excluded(
                "not judged: too few amounts for a digit test",
                "未作判断：金额笔数不足，不适用数字检验",
                few,
            ),
            excluded(
                "not judged: the amounts span too few magnitudes",
                "未作判断：金额跨越的数量级不足，不适用数字检验",
                narrow,
            ),
            excluded(
                "not judged: one amount makes up a tenth or more (fees, rates, assigned numbers)",
                "未作判断：同一金额占比过高（收费、定额等指定数字），不适用数字检验",
                assigned,
            ),
            excluded(
                "not judged: the largest amount is so frequent that amounts seem capped",
                "未作判断：最大金额重复过多，金额似有上限，不适用数字检验",
                capped,
            ),
        ],
    ))
}
