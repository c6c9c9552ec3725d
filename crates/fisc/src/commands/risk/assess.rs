//! `fisc risk assess`: an assessment of every auditee, kept in the register beside the earlier ones.

use super::gather::{Gathered, Sources, gather};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::{self, Format, Origin, Show};
use crate::texts::{self, lang, t};
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_risk::assessment::{Assessment, Phase};
use fisc_risk::settings::Skill;
use fisc_risk::texts::percent;
use fisc_store::{Kept, Register};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct Assess {
    /// When: initial, planning, preparation (after the first tests) or final
    #[arg(long, value_name = "PHASE", value_parser = super::phase)]
    at: Phase,
    /// A sample of an auditee's controls, as fisc sample evaluate --format json answered (repeatable)
    #[arg(long = "sample", value_name = "AUDITEE=FILE")]
    samples: Vec<String>,
    #[command(flatten)]
    output: Show,
    /// At most so many rows; 0 for all. Left out: 20 as a table on the terminal, else all
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Auditees of a table on the terminal.
const SCREEN: usize = 20;

pub fn run(dir: &Path, options: &Assess) -> Result<u8, Failure> {
    let show = options.output.under(dir);
    show.ready()?;
    let folder = Folder::find(dir)?;
    let settings = super::settings(&folder)?;
    let now = chrono::Utc::now();
    let from = Sources {
        dir,
        folder: &folder,
        settings: &settings,
        samples: &options.samples,
        today: fisc_review::day(now),
    };
    if options.at < Phase::Preparation && !options.samples.is_empty() {
        return Err(Failure::Input(t!("risk-sample-early")));
    }
    let gathered = gather(&from, options.at)?;
    let all = gathered.assess(&settings)?;
    let about = &folder.engagement.engagement;
    let kept: Vec<Kept> = all
        .iter()
        .map(|a| {
            Ok(Kept {
                engagement: about.id.clone(),
                fiscal_year: about.fiscal_year,
                auditee: a.auditee.clone(),
                name: gathered.name(a.kind, &a.auditee).to_string(),
                phase: a.phase.name().to_string(),
                at: now,
                content: serde_json::to_string(a).map_err(|e| Failure::Failed(e.to_string()))?,
            })
        })
        .collect::<Result<_, Failure>>()?;
    let attributes = gathered.attributes(about.fiscal_year);
    let path = super::register_path(&folder);
    Register::open(&path)?.keep(&about.id, now, &kept, &attributes, &gathered.taught)?;

    let on_screen = show.format == Format::Table && show.out.is_none();
    let shown = match options.limit.unwrap_or(if on_screen { SCREEN } else { 0 }) {
        0 => all.len(),
        limit => limit.min(all.len()),
    };
    let rows = table(options.at, &all[..shown], &gathered, show.for_people());
    let titles = match show.for_people() {
        true => titles(options.at),
        false => rows.columns.clone(),
    };
    let book = [(t!("book-engagement"), about.id.clone())];
    let origin = Origin {
        dates: &[],
        about: &book,
    };
    show.rows(&titles, &rows, &origin)?;
    if on_screen {
        let mut out = std::io::stdout().lock();
        let kept = t!(
            "risk-kept",
            shown = shown,
            all = all.len(),
            phase = fisc_risk::texts::phase(options.at, lang()),
            path = path.display()
        );
        writeln!(out, "{kept}")?;
        follows(options.at, &all, &mut out)?;
        compared(&gathered, settings.multiple.false_discovery_rate, &mut out)?;
        if options.at == Phase::Final {
            held(&all, &gathered, &mut out)?;
        }
    }
    Ok(0)
}

fn titles(phase: Phase) -> Vec<String> {
    let mut titles = texts::parts(&t!("risk-assess-columns"));
    let more = match phase {
        Phase::Initial => None,
        Phase::Planning => Some(t!("risk-team-columns")),
        Phase::Preparation => Some(t!("risk-leads-columns")),
        Phase::Final => Some(t!("risk-final-columns")),
    };
    titles.extend(more.iter().flat_map(|columns| texts::parts(columns)));
    titles
}

/// One row an auditee: its risk, and what the phase adds.
fn table(phase: Phase, all: &[Assessment], gathered: &Gathered, people: bool) -> Rows {
    let mut columns = vec![
        "place",
        "auditee",
        "name",
        "kind",
        "band",
        "risk",
        "inherent",
        "control",
        "detection",
    ];
    columns.extend_from_slice(match phase {
        Phase::Initial => &[],
        Phase::Planning => &["people", "experienced", "days"],
        Phase::Preparation => &["likelihood", "expected"],
        Phase::Final => &["findings", "confirmed", "initial", "came_out", "held"],
    });
    let share = |millionths: u32| match people {
        true => Value::Text(percent(millionths)),
        false => Value::Decimal(millionths.into(), 6),
    };
    let count = |n: u64| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
    let named = |value: serde_json::Value| Value::Text(value.as_str().unwrap_or("").to_string());
    let band = |b| match people {
        true => Value::Text(fisc_risk::texts::band(b, lang()).to_string()),
        false => named(serde_json::json!(b)),
    };
    let row = |(n, a): (usize, &Assessment)| {
        let mut row = vec![
            count(n as u64 + 1),
            Value::Text(a.auditee.clone()),
            Value::Text(output::harmless(gathered.name(a.kind, &a.auditee))),
            Value::Text(match people {
                true => texts::word("subject", &a.kind),
                false => a.kind.to_string(),
            }),
            band(a.band),
            share(a.combined),
            share(a.inherent.score),
            share(a.control),
            share(a.detection),
        ];
        match phase {
            Phase::Initial => {}
            Phase::Planning => {
                let team = a.team.as_ref().map(|t| [t.people, t.experienced, t.days]);
                row.extend(team.unwrap_or_default().map(|n| count(n.into())));
            }
            Phase::Preparation => {
                row.push(match (a.likelihood, people) {
                    (None, _) => Value::Null,
                    (Some(p), true) => Value::Text(format!("{:.1} %", p * 100.0)),
                    (Some(p), false) => Value::Text(p.to_string()),
                });
                row.push(a.expected.map_or(Value::Null, |m| Value::Decimal(m.0, 2)));
            }
            Phase::Final => {
                let outcome = a.outcome.as_ref();
                row.push(outcome.map_or(Value::Null, |o| count(o.findings)));
                row.push(outcome.map_or(Value::Null, |o| Value::Decimal(o.confirmed.0, 2)));
                let compared = a.compared.as_ref();
                row.push(compared.map_or(Value::Null, |c| band(c.initial)));
                row.push(compared.map_or(Value::Null, |c| band(c.came_out)));
                row.push(compared.map_or(Value::Null, |c| match people {
                    true => Value::Text(fisc_risk::texts::held(c.held, lang()).to_string()),
                    false => named(serde_json::json!(c.held)),
                }));
            }
        }
        row
    };
    Rows {
        columns: columns.into_iter().map(str::to_string).collect(),
        rows: all.iter().enumerate().map(row).collect(),
    }
}

/// The people, days and hours by skill that all audits together ask for.
fn follows(phase: Phase, all: &[Assessment], out: &mut impl Write) -> Result<(), Failure> {
    if phase != Phase::Planning {
        return Ok(());
    }
    let (mut days, mut hours) = (0_u64, BTreeMap::<Skill, u64>::new());
    for team in all.iter().filter_map(|a| a.team.as_ref()) {
        days += u64::from(team.people) * u64::from(team.days);
        for (skill, h) in &team.hours {
            *hours.entry(*skill).or_default() += u64::from(*h);
        }
    }
    let hours = fisc_risk::texts::hours(&hours, lang());
    let said = t!("risk-teams", audits = all.len(), days = days, hours = hours);
    writeln!(out, "{said}")?;
    Ok(())
}

/// What comparing units showed, and that many were compared at once.
fn compared(gathered: &Gathered, rate: u32, out: &mut impl Write) -> Result<(), Failure> {
    for c in gathered.compared.iter().filter(|c| c.units > 1) {
        let said = t!(
            "risk-compared",
            method = &c.method,
            units = c.units,
            rate = percent(rate),
            count = c.out.len()
        );
        write!(out, "{said}")?;
        if !c.out.is_empty() {
            write!(out, " {}", output::harmless(&c.out.join(" ")))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// How the initial assessments held, and what goes back into the register.
fn held(all: &[Assessment], gathered: &Gathered, out: &mut impl Write) -> Result<(), Failure> {
    use fisc_risk::assessment::Held;
    let count = |held: Held| {
        let compared = all.iter().filter_map(|a| a.compared.as_ref());
        compared.filter(|c| c.held == held).count()
    };
    let compared = all.iter().filter(|a| a.compared.is_some()).count();
    let said = match compared {
        0 => t!("risk-held-none"),
        n => t!(
            "risk-held",
            compared = n,
            same = count(Held::AsAssessed),
            higher = count(Held::Higher),
            lower = count(Held::Lower)
        ),
    };
    writeln!(out, "{said}")?;
    let back = t!("risk-back", lessons = gathered.taught.len());
    writeln!(out, "{back}")?;
    Ok(())
}
