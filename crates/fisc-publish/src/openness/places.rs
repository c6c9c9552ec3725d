//! Where texts stand in a publication, by names such as `findings/F-3/facts`: what a rule may point
//! at, and what has to be looked through for words. Nothing that is published may be missing here,
//! except what is law (criteria), a code or a number.

use crate::i18n::Lang;
use crate::publication::{PublicFinding, Publication};
use fisc_model::Money;
use fisc_model::lead::Bilingual;

/// Columns of texts.
pub const COLUMNS: &[&str] = &[
    "findings/title",
    "findings/facts",
    "findings/cause",
    "findings/remedy",
    "findings/advice",
    "replies/text",
    "replies/answer",
    "notes/text",
    "auditees/name",
    "auditees/government",
];

/// Columns of numbers, whose cell then holds the marker.
pub const CELLS: &[&str] = &[
    "findings/amount",
    "findings/evidence_rows",
    "findings/leads",
    "rectification/to_treasury",
    "rectification/returned",
    "rectification/rebooked",
    "rectification/recovered",
    "rectification/people_held_to_account",
];

/// The column that a place is in: `findings/F-3/replies/1/text` is in `replies/text`.
pub fn column_of(place: &str) -> Option<String> {
    let parts: Vec<&str> = place.split('/').collect();
    match parts[..] {
        [table @ ("findings" | "auditees"), id, field] if !id.is_empty() => {
            Some(format!("{table}/{field}"))
        }
        ["findings", id, "rectification", field] if !id.is_empty() => {
            Some(format!("rectification/{field}"))
        }
        ["findings", id, table @ ("replies" | "notes"), n, field]
            if !id.is_empty() && n.parse::<usize>().is_ok_and(|n| n > 0) =>
        {
            Some(format!("{table}/{field}"))
        }
        _ => None,
    }
}

/// A text somebody wrote, in one language or two.
pub enum Field<'a> {
    /// In the language of who wrote it.
    One(&'a mut String),
    /// In English and Chinese.
    Two(&'a mut Bilingual),
}

impl Field<'_> {
    /// Its sides with their language.
    pub fn sides(&mut self) -> Vec<(Lang, &mut String)> {
        match self {
            Field::One(text) => vec![(language(text), text)],
            Field::Two(two) => vec![(Lang::En, &mut two.en), (Lang::Zh, &mut two.zh)],
        }
    }
}

/// Chinese where there is a Han character.
pub fn language(text: &str) -> Lang {
    let han = text.chars().any(|c| ('\u{3400}'..'\u{a000}').contains(&c));
    if han { Lang::Zh } else { Lang::En }
}

/// Shows every text that the release says, with its place.
pub fn texts(p: &mut Publication, see: &mut dyn FnMut(&str, Field<'_>)) {
    see("title", Field::One(&mut p.title));
    for (n, text) in (1..).zip(&mut p.interpretation) {
        see(&format!("interpretation/{n}"), Field::Two(text));
    }
    for (id, f) in &mut p.findings {
        of_finding(&format!("findings/{id}"), f, see);
    }
    for (code, a) in &mut p.auditees {
        see(&format!("auditees/{code}/name"), Field::One(&mut a.name));
        see(
            &format!("auditees/{code}/government"),
            Field::One(&mut a.government),
        );
    }
    for (n, t) in (1..).zip(&mut p.transfers) {
        see(&format!("transfers/{n}/from"), Field::One(&mut t.from));
        see(&format!("transfers/{n}/to"), Field::One(&mut t.to));
    }
    for c in &mut p.corrections {
        for (n, item) in (1..).zip(&mut c.what) {
            let place = format!("corrections/{}/{n}/reason", c.release);
            see(&place, Field::Two(&mut item.reason));
        }
    }
    for (n, e) in (1..).zip(&mut p.independence.exceptions) {
        see(
            &format!("independence/{n}/reason"),
            Field::One(&mut e.reason),
        );
    }
}

/// The same of one finding; also of one alone.
pub fn of_finding(at: &str, f: &mut PublicFinding, see: &mut dyn FnMut(&str, Field<'_>)) {
    for (name, text) in [
        ("title", &mut f.title),
        ("facts", &mut f.facts),
        ("cause", &mut f.cause),
        ("remedy", &mut f.remedy),
        ("advice", &mut f.advice),
    ] {
        see(&format!("{at}/{name}"), Field::Two(text));
    }
    for (n, r) in (1..).zip(&mut f.replies) {
        see(&format!("{at}/replies/{n}/text"), Field::One(&mut r.text));
        if let Some(a) = &mut r.answer {
            let place = format!("{at}/replies/{n}/answer");
            see(&place, Field::One(&mut a.reason));
        }
    }
    let notes = f.rectification.as_mut().map(|r| &mut r.notes);
    for (n, note) in (1..).zip(notes.into_iter().flatten()) {
        see(&format!("{at}/notes/{n}/text"), Field::One(&mut note.text));
    }
}

/// Empties a number of a finding; whether there is such a number.
pub fn empty(f: &mut PublicFinding, column: &str) -> bool {
    let done = f.rectification.as_mut().map(|r| &mut r.acknowledged);
    let money = match (column, done) {
        ("findings/amount", _) => &mut f.amount,
        ("findings/evidence_rows", _) => {
            f.evidence_rows = 0;
            return true;
        }
        ("findings/leads", _) => {
            f.leads = 0;
            return true;
        }
        ("rectification/to_treasury", Some(d)) => &mut d.to_treasury,
        ("rectification/returned", Some(d)) => &mut d.returned,
        ("rectification/rebooked", Some(d)) => &mut d.rebooked,
        ("rectification/recovered", Some(d)) => &mut d.recovered,
        ("rectification/people_held_to_account", Some(d)) => {
            d.people_held_to_account = 0;
            return true;
        }
        _ => return false,
    };
    *money = Money::ZERO;
    true
}
