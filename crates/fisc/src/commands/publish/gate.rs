//! `fisc publish --gate`: how the release stands item by item, who has to do what, and what is to be
//! weighed. The same list stops `--prepare`.

use super::prepare::Drafted;
use crate::commands::EngineOptions;
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::{self, harmless};
use crate::texts::{self, t};
use fisc_model::act::Role;
use fisc_publish::quality::{Answer, Neutral, Outcome, Report, Standard, State};
use fisc_review::{Case, word};
use std::io::Write;
use std::path::Path;

/// The standard and the words of the first pack that has them, else those of China.
pub fn standard(folder: &Folder) -> Result<(Standard, Neutral), Failure> {
    let standard = Standard::parse(super::of_pack(folder, "publication.toml"));
    let standard = standard.map_err(|e| Failure::Input(e.to_string()))?;
    let neutral = Neutral::parse(super::of_pack(folder, "neutral.toml"));
    Ok((standard, neutral.map_err(Failure::Input)?))
}

/// Shows it, for people or as JSON; 1 where the release may not go on.
pub fn run(folder: &Folder, options: &EngineOptions, json: bool) -> Result<u8, Failure> {
    let mut drafted = Drafted::new(folder, options)?;
    let report = drafted.report(folder)?;
    let code = u8::from(!report.open());
    let mut out = std::io::stdout().lock();
    if json {
        let text = serde_json::to_string_pretty(&report);
        let text = text.map_err(|e| Failure::Failed(e.to_string()))?;
        writeln!(out, "{text}")?;
        return Ok(code);
    }
    let case = drafted.office.case()?;
    let head = t!(
        "gate-head",
        release = u64::from(report.release),
        findings = report.findings,
        content = &report.content
    );
    writeln!(out, "{}", harmless(&head))?;
    let header = texts::parts(&t!("gate-columns"));
    let row = |o: &Outcome| {
        vec![
            o.item.clone(),
            state(o.state),
            answers(o, case),
            texts::side(&o.words).to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = report.items.iter().map(row).collect();
    output::table(&header, &rows, &[false; 4], &mut out)?;
    write!(out, "{}", harmless(&items(&report, case)))?;
    warn(&report, &mut out)?;
    Ok(code)
}

fn state(state: State) -> String {
    match state {
        State::Green => t!("gate-green"),
        State::Red => t!("gate-red"),
        State::NeedsPerson => t!("gate-needs-person"),
        State::AtPublication => t!("gate-at-publication"),
    }
}

/// Roles with who holds them now.
fn holders(roles: &[Role], case: &Case) -> String {
    let named = |role: &Role| {
        let people: Vec<&str> = case.holders(*role).map(|p| p.id.as_str()).collect();
        let role = word(texts::lang(), "role", role);
        let people = match people.is_empty() {
            true => t!("prepare-nobody"),
            false => people.join(", "),
        };
        t!("gate-role", role = role, people = people)
    };
    let all: Vec<String> = roles.iter().map(named).collect();
    all.join(", ")
}

fn answers(o: &Outcome, case: &Case) -> String {
    match (&o.answer, &o.confirmed) {
        (Answer::Program, _) => t!("gate-program"),
        (Answer::Role(_), Some(by)) => t!(
            "gate-confirmed",
            person = &by.person,
            on = by.on.to_string(),
            entry = by.entry
        ),
        (Answer::Role(role), None) => holders(&[*role], case),
    }
}

/// What stands in the way, each with what to do and who does it.
fn items(report: &Report, case: &Case) -> String {
    let mut all = String::new();
    for o in &report.items {
        for p in &o.problems {
            // An item that waits for somebody is its own place.
            let place = match p.place == o.item {
                true => o.item.clone(),
                false => format!("{}, {}", o.item, p.place),
            };
            let (text, remedy) = (texts::side(&p.text), texts::side(&p.remedy));
            let who = holders(&p.who, case);
            all += &format!("\n  {place}: {text}\n    {who}: {remedy}");
        }
    }
    match all.is_empty() {
        true => all,
        false => format!("{}\n", all.trim_start_matches('\n')),
    }
}

/// Early warnings.
pub fn warn(report: &Report, out: &mut impl Write) -> Result<(), Failure> {
    if report.warnings.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", t!("gate-warnings"))?;
    for w in &report.warnings {
        let kind = w.kind.words();
        let (kind, text) = (texts::side(&kind), texts::side(&w.text));
        let remedy = texts::side(&w.remedy);
        let line = format!("  {}: {kind}: {text}\n    {remedy}", w.place);
        writeln!(out, "{}", harmless(&line))?;
    }
    Ok(())
}

/// Why the release does not go on.
pub fn refused(report: &Report, case: &Case, at: &Path) -> Failure {
    Failure::Failed(t!(
        "gate-refused",
        items = items(report, case).trim_end(),
        files = at.join("files").display()
    ))
}
