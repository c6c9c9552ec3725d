//! `fisc publish --prepare`: gathers what may be published, takes out what must not be shown, and
//! writes the files and, where the gate is open, the release document for approval. Nothing is
//! signed here.

use super::build::{Draft, Plan, build, draft};
use super::gate;
use super::kept::{self, Kept, Made};
use super::screen::{Screen, stop_at};
use super::{FORM, disclose, ledger, refused};
use crate::commands::{EngineOptions, public};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::{self, harmless};
use crate::texts::{self, t};
use chrono::NaiveDate;
use fisc_engine::Engine;
use fisc_model::Money;
use fisc_model::digest::sha256_hex;
use fisc_model::lead::Bilingual;
use fisc_publish::Lang;
use fisc_publish::gather::{self, Before, Form, Sources};
use fisc_publish::openness::{Context, NegativeList, hold, withhold};
use fisc_publish::package::Prepared;
use fisc_publish::publication::{Publication, Withheld};
use fisc_publish::quality::{self, Input, Report};
use fisc_publish::site::FeedbackItem;
use fisc_review::Case;
use fisc_review::office::Office;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use zeroize::Zeroizing;

/// Reads `publish.toml`.
pub fn form(folder: &Folder) -> Result<Form, Failure> {
    let path = folder.root.join(FORM);
    if !path.is_file() {
        return Err(Failure::Input(t!("publish-no-form", path = path.display())));
    }
    let text = fs::read_to_string(&path).map_err(Failure::io(&path))?;
    let wrong = |e: String| Failure::Input(format!("{}: {}", path.display(), e.trim_end()));
    Form::parse(&text).map_err(wrong)
}

/// Names of everybody who is enrolled: they answer for what they sign, in `record/`.
pub fn signers(office: &mut Office) -> Result<BTreeSet<String>, Failure> {
    Ok(office.case()?.people().map(|p| p.name.clone()).collect())
}

/// A release as it would be published now, before it is judged.
pub struct Drafted {
    pub office: Office,
    pub kept: Kept,
    pub whole: Publication,
    pub shown: Publication,
    inputs: BTreeMap<String, String>,
    feedback: Vec<FeedbackItem>,
    feedback_form: Option<String>,
    seed: Zeroizing<[u8; 32]>,
    first: Lang,
    draft: Draft,
    held: BTreeSet<String>,
    budgets: BTreeMap<String, Money>,
    allowed: BTreeSet<String>,
    screen: Screen,
    guard: disclose::Guard,
    signers: BTreeSet<String>,
    today: NaiveDate,
}

impl Drafted {
    /// Gathers what may be published, takes out what must not be shown, and makes its files.
    pub fn new(folder: &Folder, options: &EngineOptions) -> Result<Drafted, Failure> {
        let form = form(folder)?;
        let mut office = Office::open(&folder.root)?;
        let run = super::draft::run_report(folder)?;
        if run.ledger_digest != folder.ledger_digest()? {
            return Err(Failure::Input(t!("publish-other-ledger")));
        }
        let kept = Kept::open(folder);
        let before = kept.before()?;
        let temp = folder.temp()?;
        let engine = folder.engine(options, temp.path())?;
        let sums = ledger::gather(folder, &engine)?;
        let budgets = ledger::budgets(folder, &engine)?;
        let today = fisc_review::day(chrono::Utc::now());
        let signers = signers(&mut office)?;
        let silent = office.silent()?;
        let leads = office.leads().to_vec();
        let screen = Screen::new(folder, &kept, &form, &engine, &leads)?;
        let case = office.case()?;
        let from = Sources {
            about: &folder.engagement.engagement,
            case,
            run: &run,
            form: &form,
            ledger: &sums,
            before: before.as_ref(),
            today,
        };
        let gathered = gather::gather(&from).map_err(|e| refused(&e))?;
        let steps = Steps {
            folder,
            engine: &engine,
            case,
            silent: &silent,
            form: &form,
            before: before.as_ref(),
            screen: &screen,
            kept: &kept,
            today,
        };
        let Taken {
            whole,
            shown,
            held,
            guard,
        } = steps.withheld(&gathered)?;
        let leads_file = folder.root.join("leads/leads.jsonl");
        let leads_bytes = fs::read(&leads_file).map_err(Failure::io(&leads_file))?;
        let inputs = BTreeMap::from([
            ("ledger".to_string(), run.ledger_digest.clone()),
            ("leads".to_string(), sha256_hex(&leads_bytes)),
        ]);
        let issue = &shown.issue;
        let feedback = public::published(&folder.root, issue.published_on, &issue.body)?;
        let seed = kept.seed(whole.issue.release)?;
        let first = first(folder);
        let draft = draft(&Plan {
            whole: &whole,
            shown: &shown,
            seed: &seed,
            inputs: &inputs,
            first,
            feedback: &feedback,
            feedback_form: form.feedback_form.as_deref(),
        })?;
        Ok(Drafted {
            office,
            kept,
            whole,
            shown,
            inputs,
            feedback,
            feedback_form: form.feedback_form.clone(),
            seed,
            first,
            draft,
            held,
            budgets,
            allowed: form.wording.iter().map(|w| w.value.clone()).collect(),
            screen,
            guard,
            signers,
            today,
        })
    }

    /// What the gate says of it.
    pub fn report(&mut self, folder: &Folder) -> Result<Report, Failure> {
        let (standard, neutral) = gate::standard(folder)?;
        let case = self.office.case()?;
        Ok(quality::check(&Input {
            shown: &self.shown,
            standing: &quality::standing(case, &self.shown, self.today),
            held: &self.held,
            budgets: &self.budgets,
            allowed: &self.allowed,
            content: &self.draft.content(),
            said: &quality::said(case, self.shown.issue.release),
            approval: None,
            standard: &standard,
            neutral: &neutral,
        }))
    }

    /// Its files, with what the gate says.
    fn build(&mut self, report: &Report) -> Result<Prepared, Failure> {
        let plan = Plan {
            whole: &self.whole,
            shown: &self.shown,
            seed: &self.seed,
            inputs: &self.inputs,
            first: self.first,
            feedback: &self.feedback,
            feedback_form: self.feedback_form.as_deref(),
        };
        build(&plan, &mut self.draft, report)
    }
}

pub fn run(folder: &Folder, options: &EngineOptions) -> Result<u8, Failure> {
    let mut drafted = Drafted::new(folder, options)?;
    let report = drafted.report(folder)?;
    let prepared = drafted.build(&report)?;
    stop_at(&drafted.screen.scan(&prepared.files, &drafted.signers))?;
    let release = drafted.whole.issue.release;
    drafted.guard.audit(release, &prepared.files)?;
    let at = drafted.kept.release(release);
    let temp = folder.temp()?;
    let target = temp.path().join("files");
    kept::write_all(&target, &prepared.files)?;
    // Without its document nothing is prepared: it goes first and comes last.
    let (document, made) = (at.join("release.json"), at.join("files"));
    for old in [&document, &made] {
        let gone = if old.is_dir() {
            fs::remove_dir_all(old)
        } else if old.exists() {
            fs::remove_file(old)
        } else {
            Ok(())
        };
        gone.map_err(Failure::io(old))?;
    }
    fs::rename(&target, &made).map_err(Failure::io(&made))?;
    kept::put_json(&at.join("whole.json"), &drafted.whole)?;
    kept::put_json(&at.join("shown.json"), &drafted.shown)?;
    kept::put_json(&at.join("gate.json"), &report)?;
    drafted.guard.keep(&at)?;
    let made = Made {
        takedowns: drafted.screen.digest.clone(),
        held: drafted.held.clone(),
        budgets: drafted.budgets.clone(),
        allowed: drafted.allowed.clone(),
    };
    kept::put_json(&at.join("made.json"), &made)?;
    gate::warn(&report, &mut std::io::stderr().lock())?;
    let case = drafted.office.case()?;
    if !report.open() {
        // What lies there is for those who confirm to read; without its document it is no release.
        return Err(gate::refused(&report, case, &at));
    }
    kept::put(&document, &prepared.release)?;
    say(&drafted.shown, &at, case)
}

/// A publication after everything that takes something out of it.
struct Taken {
    /// What is signed.
    whole: Publication,
    /// What is shown.
    shown: Publication,
    /// Findings that must be in neither yet.
    held: BTreeSet<String>,
    /// The attacker's audit of the finished files.
    guard: disclose::Guard,
}

/// What stands between everything that may be published and what is shown of it.
struct Steps<'a> {
    folder: &'a Folder,
    engine: &'a Engine,
    case: &'a Case,
    silent: &'a BTreeSet<String>,
    form: &'a Form,
    before: Option<&'a Before>,
    screen: &'a Screen,
    kept: &'a Kept,
    today: NaiveDate,
}

impl Steps<'_> {
    fn control(&self) -> disclose::Control<'_> {
        disclose::Control {
            folder: self.folder,
            kept: self.kept,
            engine: self.engine,
            case: self.case,
            form: self.form,
        }
    }

    /// What is signed, what is shown of it, and which findings must be in neither yet.
    fn withheld(&self, gathered: &Publication) -> Result<Taken, Failure> {
        let failed = |e: &dyn std::fmt::Display| Failure::Failed(e.to_string());
        let list = negative_list(self.folder, self.today)?;
        let calendar = self.case.calendar();
        let held = hold(gathered, &list, self.silent, calendar).map_err(|e| failed(&e))?;
        for w in &held.waiting {
            let from = w.from.map(|d| d.to_string()).unwrap_or_default();
            let (finding, company) = (&w.finding, &w.company);
            note(&t!(
                "publish-waiting",
                finding = finding,
                company = company,
                from = from
            ))?;
        }
        let mut out: BTreeSet<String> = self.silent.union(&list.investigated).cloned().collect();
        out.extend(held.waiting.iter().map(|w| w.finding.clone()));
        let mut whole = held.publication;
        gather::number(&mut whole, self.before);
        let functions = ledger::functions(self.engine, &whole, self.case)?;
        let context = Context {
            today: self.today,
            functions: &functions,
        };
        let done = withhold(&whole, &list, &context).map_err(|e| failed(&e))?;
        for idle in &done.idle {
            note(&t!("publish-idle", rule = &idle.rule, names = &idle.names))?;
        }
        for (rule, on) in &done.overdue {
            note(&t!("publish-overdue", rule = rule, day = on.to_string()))?;
        }
        let mut shown = done.shown;
        gather::redact(&mut shown, &self.screen.redaction()).map_err(|e| refused(&e))?;
        let guard = self.control().protect(&mut whole, &mut shown)?;
        gather::explain(&mut whole, &mut shown, self.form, self.before).map_err(|e| refused(&e))?;
        // A release that takes back all that was published says so and shows no finding.
        let took_back = |b: &Before| !b.shown.findings.is_empty();
        if shown.findings.is_empty() && !self.before.is_some_and(took_back) {
            return Err(Failure::Failed(t!("publish-nothing")));
        }
        Ok(Taken {
            whole,
            shown,
            held: out,
            guard,
        })
    }
}

/// The language at the root: Chinese for Chinese packs, else English.
fn first(folder: &Folder) -> Lang {
    let packs = &folder.engagement.engagement.packs;
    if packs.iter().any(|p| p.starts_with("cn")) {
        Lang::Zh
    } else {
        Lang::En
    }
}

/// The rules of the first pack that has some, with what `openness.toml` adds.
fn negative_list(folder: &Folder, today: NaiveDate) -> Result<NegativeList, Failure> {
    let pack = super::of_pack(folder, "negative.toml");
    let path = folder.root.join("openness.toml");
    let own = match path.is_file() {
        true => Some(fs::read_to_string(&path).map_err(Failure::io(&path))?),
        false => None,
    };
    NegativeList::parse(pack, own.as_deref(), today).map_err(|e| Failure::Input(e.to_string()))
}

fn note(text: &str) -> Result<(), Failure> {
    Ok(writeln!(std::io::stderr(), "{}", harmless(text))?)
}

/// What was prepared, what is withheld, and what is to be done now.
fn say(shown: &Publication, at: &std::path::Path, case: &Case) -> Result<u8, Failure> {
    let mut out = std::io::stdout().lock();
    let release = u64::from(shown.issue.release);
    let done = t!(
        "prepare-done",
        release = release,
        findings = shown.findings.len(),
        withheld = shown.withheld.iter().map(|w| w.count).sum::<u64>(),
        files = at.join("files").display()
    );
    writeln!(out, "{}", harmless(&done))?;
    if !shown.withheld.is_empty() {
        let header = texts::parts(&t!("prepare-columns"));
        let row = |w: &Withheld| {
            let words: &Bilingual = &w.words;
            vec![
                w.place.clone(),
                w.reason.clone(),
                w.count.to_string(),
                texts::side(words).to_string(),
            ]
        };
        let rows: Vec<Vec<String>> = shown.withheld.iter().map(row).collect();
        output::table(&header, &rows, &[false, false, true, false], &mut out)?;
    }
    for (text, findings) in corrections(shown) {
        writeln!(out, "{}", harmless(&format!("{text}: {findings}")))?;
    }
    let findings: Vec<String> = shown
        .findings
        .keys()
        .map(|id| format!(" --finding {id}"))
        .collect();
    let who = case.holders(fisc_model::act::Role::Publisher);
    let who: Vec<&str> = who.map(|p| p.id.as_str()).collect();
    let next = t!(
        "prepare-next",
        file = at.join("release.json").display(),
        release = release,
        who = if who.is_empty() {
            t!("prepare-nobody")
        } else {
            who.join(", ")
        },
        findings = findings.concat()
    );
    writeln!(out, "{}", harmless(&next))?;
    Ok(0)
}

/// What the release before said otherwise, by kind.
fn corrections(shown: &Publication) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let last = shown.corrections.last();
    for item in last.into_iter().flat_map(|c| &c.what) {
        use fisc_publish::publication::CorrectionKind as K;
        let kind = match item.kind {
            K::Corrected => t!("kind-corrected"),
            K::Withdrawn => t!("kind-withdrawn"),
            K::Added => t!("kind-added"),
        };
        let number = item.finding.clone().unwrap_or_else(|| t!("kind-release"));
        let list = all.entry(kind).or_default();
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(&number);
    }
    all
}
