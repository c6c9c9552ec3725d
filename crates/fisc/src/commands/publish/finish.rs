//! `fisc publish`: writes the package of a release that was approved, with the part of the record
//! that shows it. Everything is compared again with what was approved, and the finished package is
//! read by the leak scanner and by the verifier before it is put in place.

use super::kept::{self, Kept, Made, Published};
use super::prepare::{form, signers};
use super::screen::{Screen, stop_at};
use crate::commands::EngineOptions;
use crate::engagement::{Folder, replace};
use crate::error::Failure;
use crate::output::harmless;
use crate::texts::{self, t};
use fisc_model::act::{Act, DocumentKind, Stage, Verdict};
use fisc_model::digest::sha256_hex;
use fisc_publish::Package;
use fisc_publish::package::{Prepared, Wanted, select, zip};
use fisc_publish::publication::Publication;
use fisc_publish::quality::{self, Approval, Input};
use fisc_review::Case;
use fisc_review::gate::{Item, gate};
use fisc_review::office::Office;
use fisc_store::Log;
use fisc_verify::record::Given;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

pub fn run(folder: &Folder, options: &EngineOptions) -> Result<u8, Failure> {
    let kept = Kept::open(folder);
    let (last, release) = (kept.last(), kept.last() + 1);
    let at = kept.release(release);
    if !at.join("release.json").is_file() {
        // A command that was killed between the two: what was published is put in place again.
        return match last {
            0 => Err(Failure::Failed(t!("publish-refused"))),
            last => again(folder, &kept, last),
        };
    }
    let prepared = read(&at)?;
    super::disclose::audit(&kept, release, &prepared.files)?;
    let shown: Publication = kept.json(release, "shown.json")?;
    let mut office = Office::open(&folder.root)?;
    let now = chrono::Utc::now();
    let today = fisc_review::day(now);
    if today < shown.issue.published_on {
        let day = shown.issue.published_on.to_string();
        return Err(Failure::Failed(t!("publish-early", day = day)));
    }
    let document = approved(office.case()?, &shown, &prepared.release, &at, today)?;
    let made: Made = kept.json(release, "made.json")?;
    checked(
        folder,
        &mut office,
        &shown,
        &prepared,
        &made,
        &document,
        &at,
    )?;

    let form = form(folder)?;
    let temp = folder.temp()?;
    let engine = folder.engine(options, temp.path())?;
    let leads = office.leads().to_vec();
    let screen = Screen::new(folder, &kept, &form, &engine, &leads)?;
    if made.takedowns != screen.digest {
        return Err(Failure::Failed(t!("publish-taken-down")));
    }
    let signers = signers(&mut office)?;
    let older = kept.checkpoints()?;
    let files = with_record(&office, &shown, prepared, &older, &screen, &signers)?;
    stop_at(&screen.scan(&files, &signers))?;
    let given = given(office.case()?, older.last());
    verified(&files, &given)?;

    let zipped = zip(&files).map_err(|e| Failure::Failed(e.to_string()))?;
    let sums = files
        .get("SHA256SUMS")
        .map(|b| sha256_hex(b))
        .unwrap_or_default();
    let checkpoint = files.get("record/checkpoint").cloned().unwrap_or_default();
    kept::put(&at.join("package.zip"), &zipped)?;
    kept::put(&at.join("checkpoint"), &checkpoint)?;
    let published = Published {
        sums,
        zip: sha256_hex(&zipped),
    };
    // From here on it is published; what stands beside is put in place again where that is missed.
    kept::put_json(&at.join("published.json"), &published)?;
    index(&kept, release)?;
    in_place(folder, &files, &zipped)?;
    let withheld: u64 = shown.withheld.iter().map(|w| w.count).sum();
    let done = t!(
        "publish-release",
        release = u64::from(release),
        findings = shown.findings.len(),
        withheld = withheld,
        package = folder.root.join("package").display(),
        zip = folder.root.join("package.zip").display(),
        digest = published.zip,
        address = &shown.issue.address,
        log = given.log_key.unwrap_or_default(),
        owner = given.owner_key.unwrap_or_default(),
        kept = at.display()
    );
    writeln!(std::io::stdout(), "{}", harmless(&done))?;
    Ok(0)
}

/// The prepared files, each as the release document names it.
fn read(at: &Path) -> Result<Prepared, Failure> {
    let path = at.join("release.json");
    let release = fs::read(&path).map_err(Failure::io(&path))?;
    let changed = |name: &str| Failure::Failed(t!("publish-file-changed", file = name));
    let document: serde_json::Value =
        serde_json::from_slice(&release).map_err(|_| changed("release.json"))?;
    let named = document["files"].as_object().cloned().unwrap_or_default();
    let folder = at.join("files");
    let files = fisc_verify::folder::read(&folder)
        .map_err(|e| Failure::Input(format!("{}: {e}", folder.display())))?;
    for (name, digest) in &named {
        let same = files
            .get(name)
            .is_some_and(|b| digest == sha256_hex(b).as_str());
        if !same {
            return Err(changed(name));
        }
    }
    match files.keys().find(|name| !named.contains_key(*name)) {
        Some(more) => Err(changed(more)),
        None => Ok(Prepared { files, release }),
    }
}

/// Every finding is approved in this release, and nothing about it has changed since. Gives the
/// release document as it stands on record.
fn approved(
    case: &Case,
    shown: &Publication,
    release: &[u8],
    at: &Path,
    today: chrono::NaiveDate,
) -> Result<(String, u32), Failure> {
    let number = u64::from(shown.issue.release);
    let digest = sha256_hex(release);
    let on_record = case
        .documents()
        .find(|(_, d)| d.kind() == DocumentKind::Release && d.now().file.sha256 == digest);
    let Some((document, state)) = on_record else {
        let file = at.join("release.json");
        return Err(Failure::Failed(t!(
            "publish-not-on-record",
            file = file.display(),
            release = number
        )));
    };
    let mut items = String::new();
    if shown.findings.is_empty() && !named(case, document, state.version()) {
        items += &format!("\n  {document}: {}", t!("publish-unapproved"));
    }
    for (id, f) in &shown.findings {
        let Some(finding) = case.finding(id) else {
            continue;
        };
        let same = finding.version() == f.version
            && finding.withdrawn.is_none()
            && f.signed.iter().all(|s| {
                let stands = finding.stages.stands.get(&s.stage);
                stands.is_some_and(|x| x.index == s.entry)
            });
        let signed = finding.stages.stands.get(&Stage::Publication);
        let this = signed.and_then(|s| s.documents.get(document)) == Some(&state.version());
        let red = gate(case, finding, today).checks.into_iter();
        let red = red.filter(|c| !c.green && c.item != Item::Signed(Stage::Publication));
        for check in red {
            items += &format!("\n  {id}: {}", texts::side(&check.text));
        }
        if !same {
            items += &format!("\n  {id}: {}", t!("publish-changed"));
        } else if !this {
            items += &format!("\n  {id}: {}", t!("publish-unapproved"));
        }
    }
    if items.is_empty() {
        return Ok((document.to_string(), state.version()));
    }
    let who = case.holders(fisc_model::act::Role::Publisher);
    let who: Vec<&str> = who.map(|p| p.id.as_str()).collect();
    Err(Failure::Failed(t!(
        "publish-not-approved",
        release = number,
        document = document,
        items = items,
        who = who.join(", ")
    )))
}

/// Whether somebody approved the publication of a version of a release document: asked where it
/// says no finding whose signatures would show it.
fn named(case: &Case, release: &str, version: u32) -> bool {
    case.history().iter().any(|h| {
        matches!(
            &h.act,
            Act::Decide { stage: Stage::Publication, verdict: Verdict::Approve, documents, .. }
                if documents.get(release) == Some(&version)
        )
    })
}

/// The gate once more, over the files that lie there and with the approval: a key may have been revoked
/// since, a referral made, or more approved than is published.
fn checked(
    folder: &Folder,
    office: &mut Office,
    shown: &Publication,
    prepared: &Prepared,
    made: &Made,
    (document, version): &(String, u32),
    at: &Path,
) -> Result<(), Failure> {
    let (standard, neutral) = super::gate::standard(folder)?;
    let mut held = office.silent()?;
    held.extend(made.held.iter().cloned());
    let today = fisc_review::day(chrono::Utc::now());
    let case = office.case()?;
    let report = quality::check(&Input {
        shown,
        standing: &quality::standing(case, shown, today),
        held: &held,
        budgets: &made.budgets,
        allowed: &made.allowed,
        content: &sha256_hex(&quality::list(&prepared.files)),
        said: &quality::said(case, shown.issue.release),
        approval: Some(&Approval::of(case, document, *version)),
        standard: &standard,
        neutral: &neutral,
    });
    match report.open() {
        true => Ok(()),
        false => Err(super::gate::refused(&report, case, at)),
    }
}

/// The package with its part of the record. An opinion that may not leave holds its entry back.
fn with_record(
    office: &Office,
    shown: &Publication,
    prepared: Prepared,
    older: &[String],
    screen: &Screen,
    signers: &BTreeSet<String>,
) -> Result<Package, Failure> {
    let store = office.store();
    let entries = store.entry_bytes(Log::Record, 0)?;
    // Of these entries: somebody may be adding one meanwhile.
    let checkpoint = store.checkpoint_at(Log::Record, entries.len() as u64)?;
    let checkpoint = checkpoint.map(|note| note.to_string()).unwrap_or_default();
    let mut held_back = BTreeSet::new();
    let selected = |held_back: &BTreeSet<u64>| {
        select(&Wanted {
            entries: &entries,
            checkpoint: &checkpoint,
            older,
            release: &prepared.release,
            publication: shown,
            held_back,
        })
        .map_err(|e| Failure::Failed(e.to_string()))
    };
    let first = selected(&held_back)?;
    let unclean = first
        .texts
        .iter()
        .filter(|(_, text)| !screen.is_clean(text, signers));
    held_back.extend(unclean.map(|(entry, _)| *entry));
    let part = if held_back.is_empty() {
        first
    } else {
        selected(&held_back)?
    };
    for left in &part.left_out {
        let line = t!(
            "publish-left-out",
            entry = left.entry,
            finding = &left.finding
        );
        writeln!(std::io::stderr(), "{}", harmless(&line))?;
    }
    Ok(prepared.finish(part.files))
}

/// What a reader is to know from elsewhere.
fn given(case: &Case, older: Option<&String>) -> Given {
    let opened = case.opened();
    let history = case.history().first().map(|h| h.person.clone());
    let owner = history.and_then(|id| case.person(&id));
    Given {
        log_key: opened.map(|o| o.log_key.to_string()),
        owner_key: owner
            .and_then(|p| p.keys.first())
            .map(|k| k.key.to_string()),
        against: older.map(|c| c.clone().into_bytes()),
        record: None,
    }
}

/// What the public's verifier will say must be said before, and not after.
fn verified(files: &Package, given: &Given) -> Result<(), Failure> {
    let report = fisc_verify::verify_with(files, given);
    let report = report.map_err(|e| Failure::Failed(e.to_string()))?;
    if report.is_ok() {
        return Ok(());
    }
    let lang = match texts::lang() {
        fisc_publish::Lang::Zh => fisc_verify::Lang::Zh,
        fisc_publish::Lang::En => fisc_verify::Lang::En,
    };
    let mut said = Vec::new();
    report.write(lang, &mut said)?;
    let said = String::from_utf8_lossy(&said).into_owned();
    Err(Failure::Failed(t!(
        "publish-unverified",
        report = said.trim_end()
    )))
}

/// The folder and the zip where people look for them.
fn in_place(folder: &Folder, files: &Package, zipped: &[u8]) -> Result<(), Failure> {
    let temp = folder.temp()?;
    let target = temp.path().join("package");
    kept::write_all(&target, files)?;
    replace(&folder.root, "package", &target)?;
    let zip = folder.root.join("package.zip");
    kept::put(&zip, zipped)?;
    // It is for everybody, unlike everything else that is put in place so.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&zip, fs::Permissions::from_mode(0o644)).map_err(Failure::io(&zip))?;
    }
    Ok(())
}

/// Puts the last release in place again.
fn again(folder: &Folder, kept: &Kept, last: u32) -> Result<u8, Failure> {
    let path = kept.release(last).join("package.zip");
    let zipped = fs::read(&path).map_err(Failure::io(&path))?;
    let (files, _) = fisc_verify::zipped::read(&zipped)
        .map_err(|e| Failure::Input(format!("{}: {e}", path.display())))?;
    index(kept, last)?;
    in_place(folder, &files, &zipped)?;
    let done = t!(
        "publish-again",
        release = u64::from(last),
        package = folder.root.join("package").display()
    );
    writeln!(std::io::stdout(), "{}", harmless(&done))?;
    Ok(0)
}

/// Which releases there are, and which one took the place of which: the old ones stay as they were
/// signed, so the mark stands beside them.
fn index(kept: &Kept, last: u32) -> Result<(), Failure> {
    let failed = |e: csv::Error| Failure::Failed(e.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "release",
        "published_on",
        "file",
        "sha256",
        "sha256sums",
        "superseded_by",
    ];
    writer.write_record(header).map_err(failed)?;
    for n in 1..=last {
        let shown: Publication = kept.json(n, "shown.json")?;
        let published: Published = kept.json(n, "published.json")?;
        let next = if n < last {
            (n + 1).to_string()
        } else {
            String::new()
        };
        let row = [
            n.to_string(),
            shown.issue.published_on.to_string(),
            format!("release-{n}/package.zip"),
            published.zip,
            published.sums,
            next,
        ];
        writer.write_record(row).map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|e| Failure::Failed(e.to_string()))?;
    kept::put(&kept.file("releases.csv"), &bytes)
}
