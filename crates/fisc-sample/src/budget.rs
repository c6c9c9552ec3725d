//! Budget lines and what goes with them. A line's budget is sized from what is paid out of it, so
//! that no day's payments pass it.

use crate::book::{Filled, fill};
use crate::places::FIELDS;
use crate::stream::For;
use crate::transfers;
use crate::world::{Day, Organization, World, YEAR, later};
use crate::write::{Files, Table};
use crate::{SampleError, names};
use chrono::NaiveDate;

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Payroll,
    Operating,
    Project,
    /// Paid for by the program of the organization's field.
    Transfer,
    /// Left over from last year and used up.
    Carryover,
}

/// Department and government economic code, and the trade that is paid under them.
type Economic = (&'static str, &'static str, u64);

const OPERATING: [Economic; 5] = [
    ("30201", "50201", 0),
    ("30213", "50209", 1),
    ("30227", "50205", 8),
    ("30202", "50201", 5),
    ("30209", "50201", 6),
];
const PROJECTS: [Economic; 3] = [
    ("31003", "50306", 4),
    ("31005", "50302", 3),
    ("30227", "50205", 2),
];

/// A line before its payments.
pub(crate) struct Line {
    pub place: u64,
    pub kind: Kind,
    pub economic: Economic,
    /// How many payments it has.
    pub count: u64,
    pub approved: Day,
    pub released: Day,
}

impl Line {
    pub(crate) fn id(&self, org: &Organization) -> String {
        format!("{}B{:04}", org.code, self.place)
    }

    pub(crate) fn project(&self, org: &Organization) -> Option<String> {
        let named = matches!(self.kind, Kind::Project | Kind::Transfer | Kind::Carryover);
        named.then(|| format!("{}X{:04}", org.code, self.place))
    }

    pub(crate) fn transfer(&self, org: &Organization) -> Option<String> {
        (self.kind == Kind::Transfer).then(|| transfers::id(org.field, org.government))
    }
}

/// What a line was given, in cents.
pub(crate) struct Given {
    pub initial: i64,
    pub adjusted: i64,
    /// When the difference was added.
    pub added: Option<Day>,
}

/// The budget of a line with these payments.
pub(crate) fn given(world: &World, org: &Organization, line: &Line, filled: &Filled) -> Given {
    let mut s = world.stream(For::Plan, org.index, line.place + 1);
    let headroom = match line.kind {
        Kind::Payroll => s.within(1, 3),
        Kind::Carryover => 0,
        _ => s.within(3, 9) + if filled.contracts.is_empty() { 0 } else { 12 },
    };
    if line.kind == Kind::Carryover {
        return Given {
            initial: filled.gross,
            adjusted: filled.gross,
            added: None,
        };
    }
    const STEP: i64 = 10_000;
    let initial = (filled.gross * (100 + headroom as i64) / 100 / STEP + 1) * STEP;
    let added = (line.kind == Kind::Operating && s.chance(1, 5)).then(|| {
        let from = NaiveDate::from_ymd_opt(YEAR, 6, 3).unwrap_or_default();
        world.on_or_after(later(from, s.below(120)))
    });
    let adjusted = if added.is_some() {
        initial + (initial / 14 / STEP + 1) * STEP
    } else {
        initial
    };
    Given {
        initial,
        adjusted,
        added,
    }
}

/// Day on which the finance office approved an organization's budget.
pub(crate) fn approved(world: &World, org: &Organization) -> Day {
    world.on_or_after(later(org.government().voted_on, 1)) + (org.field % 3) as Day
}

/// Months of the year in which an organization pays salaries, beginning with February.
pub(crate) fn payroll_months(org: &Organization) -> u64 {
    (org.payments / 8).min(11)
}

/// The lines of an organization, without amounts.
pub(crate) fn plan(world: &World, org: &Organization) -> Vec<Line> {
    let mut s = world.stream(For::Plan, org.index, 0);
    let approved = approved(world, org);
    let mut lines = Vec::new();
    let mut line = |kind, economic, count, approved: Day, wait: u64| {
        let released = approved + wait as Day;
        lines.push(Line {
            place: lines.len() as u64,
            kind,
            economic,
            count,
            approved,
            released,
        });
    };
    let months = payroll_months(org);
    if months > 0 {
        line(
            Kind::Payroll,
            ("30101", "50101", 0),
            months,
            approved,
            s.within(1, 4),
        );
    }
    let rest = org.payments - months;
    let places = (4 + rest / 60).min(rest);
    let weights: Vec<u64> = (0..places).map(|_| s.within(40, 120)).collect();
    let total: u64 = weights.iter().sum();
    let (mut sum, mut placed) = (0, 0);
    for (i, weight) in (0..places).zip(weights) {
        sum += weight;
        // One payment for each line, the others by weight.
        let until = i + 1 + (rest - places) * sum / total;
        let count = until - placed;
        placed = until;
        let kind = match i {
            2 if org.government > 0 => Kind::Transfer,
            4 if org.index.is_multiple_of(3) => Kind::Carryover,
            _ if i % 2 == 1 || i % 3 == 1 => Kind::Project,
            _ => Kind::Operating,
        };
        match kind {
            Kind::Transfer => {
                let received = transfers::days(world, org.field, org.government).1;
                line(kind, PROJECTS[1], count, received + 1, s.within(2, 6));
            }
            Kind::Project | Kind::Carryover => {
                line(
                    kind,
                    PROJECTS[(i / 2 % 3) as usize],
                    count,
                    approved,
                    s.within(1, 5),
                );
            }
            _ => line(
                kind,
                OPERATING[(i / 2 % 5) as usize],
                count,
                approved,
                s.within(1, 5),
            ),
        }
    }
    lines
}

/// About how many lines there are.
pub(crate) fn expected(world: &World) -> u64 {
    world
        .organizations
        .iter()
        .map(|o| 5 + o.payments / 60)
        .sum()
}

/// Every line of every organization with its payments, one organization at a time.
pub(crate) fn each(
    world: &World,
    mut visit: impl FnMut(&Organization, &Line, &Filled, &Given) -> csv::Result<()>,
) -> csv::Result<()> {
    for org in &world.organizations {
        let lines = plan(world, org);
        for line in &lines {
            let filled = fill(world, org, line, lines.len());
            visit(org, line, &filled, &given(world, org, line, &filled))?;
        }
    }
    Ok(())
}

/// Writes budget_line, budget_change, project and target.
pub(crate) fn write(world: &World, files: &mut Files<'_>) -> Result<(), SampleError> {
    let expected = expected(world);
    let columns = "line_id fiscal_year gov_code org_code budget_type fund_code function_code economic_code \
        gov_economic_code project_code source transfer_id document_no initial_amount \
        adjusted_amount approved_on released_on";
    files.table("budget_line", columns, expected, |t| {
        each(world, |o, l, _, g| budget_line(world, t, o, l, g))
    })?;
    let columns = "change_id line_id fiscal_year changed_on kind amount authority";
    files.table("budget_change", columns, expected / 12, |t| {
        each(world, |org, line, _, given| {
            let Some(day) = given.added else {
                return Ok(());
            };
            t.row()
                .id(&org.code, "Z", line.place, 4)
                .text(&line.id(org))
                .number(YEAR as u64)
                .date(world.date(day))
                .text("addition")
                .money(given.adjusted - given.initial)
                .text(&format!(
                    "{}财预调〔{YEAR}〕{}号",
                    org.government().name,
                    line.place + 1
                ));
            t.end()
        })
    })?;
    let columns = "project_code name org_code kind starts_on ends_on total_amount";
    let from = NaiveDate::from_ymd_opt(YEAR, 1, 1).unwrap_or_default();
    files.table("project", columns, expected / 2, |t| {
        each(world, |org, line, _, given| {
            let Some(code) = line.project(org) else {
                return Ok(());
            };
            t.row()
                .text(&code)
                .text(&format!(
                    "{}{}项目{}",
                    FIELDS[org.field].name,
                    names::TRADES[line.economic.2 as usize],
                    line.place
                ))
                .text(&org.code)
                .text(if line.economic.2 == 3 {
                    "construction"
                } else {
                    "special"
                })
                .date(from)
                .date(later(from, 729))
                .money(given.adjusted);
            t.end()
        })
    })?;
    let columns =
        "project_code indicator unit direction target_value actual_value weight self_score";
    files.table("target", columns, expected / 2, |t| {
        for org in &world.organizations {
            for line in plan(world, org) {
                let Some(code) = line.project(org) else {
                    continue;
                };
                let target = 10 + (line.place * 7 + org.index) % 40;
                let row = t
                    .row()
                    .text(&code)
                    .text("完成数量")
                    .text("个")
                    .text("at_least");
                row.number(target)
                    .number(target + line.place % 3)
                    .number(100)
                    .number(94 + line.place % 5);
                t.end()?;
            }
        }
        Ok(())
    })
}

fn budget_line(
    world: &World,
    t: &mut Table<'_>,
    org: &Organization,
    line: &Line,
    given: &Given,
) -> csv::Result<()> {
    let source = match line.kind {
        Kind::Transfer => "transfer",
        Kind::Carryover => "carryover",
        _ => "initial",
    };
    t.row()
        .id(&org.code, "B", line.place, 4)
        .number(YEAR as u64)
        .text(org.government().code)
        .text(&org.code)
        .text("general")
        .text("111")
        .text(org.function())
        .text(line.economic.0)
        .text(line.economic.1)
        .maybe(line.project(org).as_deref())
        .text(source)
        .maybe(line.transfer(org).as_deref())
        .text(&format!(
            "{}财预〔{YEAR}〕{}号",
            org.government().name,
            org.index + 1
        ))
        .money(given.initial)
        .money(given.adjusted)
        .date(world.date(line.approved))
        .date(world.date(line.released));
    t.end()
}
