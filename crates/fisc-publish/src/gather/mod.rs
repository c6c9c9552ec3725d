//! From the record to a publication: what an engagement may publish, gathered from the case, the run,
//! sums of the ledger and the form that people fill in (`publish.toml`). Pure: the program reads the
//! files and hands the values over. What stands between what was gathered and what is shown
//! (negative list, personal data, disclosure control) are steps over the result.

mod earlier;
mod finding;
mod form;
mod redact;
mod words;

pub use earlier::{Before, explain, number};
pub use form::{
    AlreadyPublic, Form, GivenAuditee, GivenCorrection, Later, NotPersonal, Secrets, TEMPLATE,
    Translation,
};
pub use redact::{Redaction, redact, tidy};

use crate::publication::{
    Auditee, CorrectionKind, ExceptionMade, Independence, Issue, Month, PublicFinding, Publication,
    Transfer,
};
use chrono::NaiveDate;
use fisc_model::act::{Role, Stage};
use fisc_model::engagement::{About, Relation};
use fisc_model::lead::Bilingual;
use fisc_model::run::Run;
use fisc_review::gate::{Item, gate};
use fisc_review::{Case, findings::FindingState};
use std::collections::BTreeMap;
use words::say;

/// Where a publication comes from.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// The engagement, from `fisc.toml`.
    pub about: &'a About,
    /// The fold of the record, with the leads as they are now.
    pub case: &'a Case,
    /// The run that the leads are of.
    pub run: &'a Run,
    /// `publish.toml`.
    pub form: &'a Form,
    /// What is added up from the ledger.
    pub ledger: &'a Ledger,
    /// What was published before; nothing for the first release.
    pub before: Option<&'a Before>,
    /// The day by which terms are reckoned.
    pub today: NaiveDate,
}

/// Sums and names of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// By org_code.
    pub organizations: BTreeMap<String, Auditee>,
    /// In the order of the months.
    pub execution: Vec<Month>,
    /// Between governments.
    pub transfers: Vec<Transfer>,
}

/// Something that stands in the way of a release: where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trouble {
    /// A file, a finding, a text.
    pub place: String,
    /// In words.
    pub text: BilingualText,
}

/// A sentence in both languages, with an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BilingualText {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Trouble {
    fn new(place: impl Into<String>, id: &str, args: &[(&str, crate::i18n::Arg)]) -> Trouble {
        let Bilingual { en, zh } = say(id, args);
        Trouble {
            place: place.into(),
            text: BilingualText { en, zh },
        }
    }
}

/// Everything that may be published, in full: nothing is withheld yet, and findings that were not
/// published before have no number yet ([`number`]).
///
/// # Errors
/// Everything that stands in the way, at once.
pub fn gather(from: &Sources<'_>) -> Result<Publication, Vec<Trouble>> {
    let mut troubles = from.form.troubles();
    let states = ready(from, &mut troubles);
    let mut findings = BTreeMap::new();
    for state in &states {
        let number = from.before.and_then(|b| b.numbers.get(&state.id)).cloned();
        let found = finding::public(from, state, number.unwrap_or_default(), &mut troubles);
        findings.insert(state.id.clone(), found);
    }
    let known = |id: &str| from.case.finding(id).is_some_and(|f| f.withdrawn.is_none());
    for id in from.form.finding.keys().filter(|id| !known(id)) {
        let place = format!("publish.toml, finding.{id}");
        troubles.push(Trouble::new(
            place,
            "trouble-no-such-finding",
            &[("finding", id.into())],
        ));
    }
    let auditees = auditees(from, &findings, &mut troubles);
    let release = from.before.map_or(1, |b| b.shown.issue.release + 1);
    let form = from.form;
    if troubles.is_empty() {
        Ok(Publication {
            issue: issue(form, release),
            engagement: from.about.id.clone(),
            title: from.about.title.clone(),
            fiscal_year: from.about.fiscal_year,
            currency: from.about.currency.clone(),
            interpretation: form.interpretation.clone(),
            independence: independence(from, &findings),
            findings,
            auditees,
            run: settled(from.run),
            execution: from.ledger.execution.clone(),
            transfers: from.ledger.transfers.clone(),
            people: Vec::new(),
            corrections: from
                .before
                .map(|b| b.shown.corrections.clone())
                .unwrap_or_default(),
            withheld: Vec::new(),
        })
    } else {
        troubles.sort();
        troubles.dedup();
        Err(troubles)
    }
}

fn issue(form: &Form, release: u32) -> Issue {
    Issue {
        body: form.body.clone(),
        index_number: form.index_number.clone(),
        document_number: form.document_number.clone(),
        written_on: form.written_on,
        published_on: form.published_on,
        valid_until: form.valid_until,
        release,
        licence: form.licence.clone(),
        address: form.address.clone(),
        contact: form.contact.clone(),
    }
}

/// How a run went is no part of what it found, and differs from machine to machine.
fn settled(run: &Run) -> Run {
    let mut run = run.clone();
    run.spilled_bytes = 0;
    for method in &mut run.methods {
        method.seconds = 0.0;
    }
    run
}

/// The findings that only the approval for publication is missing of. A finding that is not so far
/// must be named under `[[later]]`, one that was published and is taken back under `[[correction]]`:
/// none is left out in silence. Where all that was published is taken back there is none.
fn ready<'a>(from: &Sources<'a>, troubles: &mut Vec<Trouble>) -> Vec<&'a FindingState> {
    let later: BTreeMap<&str, &Later> = from
        .form
        .later
        .iter()
        .map(|l| (l.finding.as_str(), l))
        .collect();
    for id in later.keys() {
        let place = format!("publish.toml, later {id}");
        let known = from.case.finding(id);
        if known.is_none_or(|f| f.withdrawn.is_some()) {
            let args = [("finding", (*id).into())];
            troubles.push(Trouble::new(place, "trouble-no-such-finding", &args));
        } else if from
            .before
            .is_some_and(|b| b.shown.findings.contains_key(*id))
        {
            let args = [("finding", (*id).into())];
            troubles.push(Trouble::new(place, "trouble-later-published", &args));
        }
    }
    let mut ready = Vec::new();
    let taken_back = |id: &str| {
        let mut given = from.form.correction.iter();
        given.any(|c| c.kind == CorrectionKind::Withdrawn && c.finding.as_deref() == Some(id))
    };
    let standing = from.case.findings().filter(|f| f.withdrawn.is_none());
    let waits = |id: &str| later.contains_key(id) || taken_back(id);
    for state in standing.filter(|f| !waits(&f.id)) {
        let gate = gate(from.case, state, from.today);
        let approval = Item::Signed(Stage::Publication);
        let red = gate
            .checks
            .into_iter()
            .filter(|c| !c.green && c.item != approval);
        let red: Vec<Trouble> = red
            .map(|c| Trouble {
                place: state.id.clone(),
                text: BilingualText {
                    en: c.text.en,
                    zh: c.text.zh,
                },
            })
            .collect();
        if red.is_empty() {
            ready.push(state);
        } else {
            troubles.extend(red);
            troubles.push(Trouble::new(&*state.id, "trouble-not-ready", &[]));
        }
    }
    // A first release shows something; a later one may take back all that was shown, and says why.
    let shown_before = from.before.is_some_and(|b| !b.shown.findings.is_empty());
    if ready.is_empty() && troubles.is_empty() && !shown_before {
        troubles.push(Trouble::new(
            "fisc review status",
            "trouble-no-findings",
            &[],
        ));
    }
    ready
}

/// Names from the ledger, else from the form, else of the unit enrolled as the auditee.
fn auditees(
    from: &Sources<'_>,
    findings: &BTreeMap<String, PublicFinding>,
    troubles: &mut Vec<Trouble>,
) -> BTreeMap<String, Auditee> {
    let mut all = BTreeMap::new();
    for f in findings.values() {
        let code = &f.auditee;
        let enrolled = || {
            let mut people = from.case.people();
            let person = people.find(|p| p.auditees.contains(code))?;
            from.case.unit(&person.unit).map(|u| Auditee {
                name: u.name.clone(),
                gov_code: from.about.gov_code.clone(),
                government: String::new(),
                level: String::new(),
            })
        };
        let given = from.form.auditee.get(code).map(|g| Auditee {
            name: g.name.clone(),
            gov_code: g.gov_code.clone(),
            government: g.government.clone(),
            level: g.level.clone(),
        });
        let ledger = from.ledger.organizations.get(code).cloned();
        match given.or(ledger).or_else(enrolled) {
            Some(auditee) => {
                all.insert(code.clone(), auditee);
            }
            None => {
                let args = [("auditee", code.into())];
                troubles.push(Trouble::new("publish.toml", "trouble-auditee", &args));
            }
        }
    }
    let about = |code: &str| {
        let mut standing = from.case.findings().filter(|f| f.withdrawn.is_none());
        standing.any(|f| f.now().auditee == code)
    };
    for code in from.form.auditee.keys().filter(|code| !about(code)) {
        let place = format!("publish.toml, auditee.{code}");
        let args = [("auditee", code.into())];
        troubles.push(Trouble::new(place, "trouble-no-such-auditee", &args));
    }
    all
}

fn independence(from: &Sources<'_>, findings: &BTreeMap<String, PublicFinding>) -> Independence {
    let relation = match from.about.relation {
        Relation::SameLevel => "same_level",
        Relation::UpperAuditsLower => "upper_audits_lower",
        Relation::Cross => "cross",
    };
    let mut leader_years: BTreeMap<String, u32> = BTreeMap::new();
    for f in findings.values() {
        let leaders = f.signed.iter().filter(|s| s.stage == Stage::Leader);
        for person in leaders.filter_map(|s| from.case.person(&s.person)) {
            let before = person.years_before(from.about.fiscal_year, &f.auditee, Role::Leader);
            let years = leader_years.entry(f.auditee.clone()).or_default();
            *years = (*years).max(before + 1);
        }
    }
    let exceptions = from.case.exceptions().iter();
    Independence {
        relation: relation.into(),
        funded_by: from.form.funded_by.clone(),
        appointed_by: from.form.appointed_by.clone(),
        exceptions: exceptions
            .map(|e| ExceptionMade {
                rule: e.rule.clone(),
                reason: e.reason.clone(),
                entry: e.index,
            })
            .collect(),
        leader_years,
    }
}
