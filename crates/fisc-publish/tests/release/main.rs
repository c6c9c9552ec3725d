//! A release from the signatures to the verifier: what holds, and a hundred tamperings that do not.

mod cases;
mod checked;
mod format;
mod office;
mod tamper;

use fisc_model::act::Stage;
use fisc_model::lead::Bilingual;
use fisc_publish::package::zip;
use fisc_publish::publication::{Correction, CorrectionItem, CorrectionKind, PublicFinding};
use fisc_verify::record::Given;
use fisc_verify::{Lang, Report, verify_with, zipped};
use office::{Office, key_of};
use std::collections::BTreeSet;

fn said(report: &Report, lang: Lang) -> String {
    let mut out = Vec::new();
    report.write(lang, &mut out).expect("memory");
    String::from_utf8(out).expect("text")
}

fn given(office: &Office) -> Given {
    Given {
        log_key: Some(office.log_key.public().to_string()),
        owner_key: Some(key_of("owner").public().id()),
        against: Some(office.older[0].clone().into_bytes()),
        record: None,
    }
}

#[test]
fn a_release_holds_and_the_verifier_says_what_it_cannot_prove() {
    let released = Office::new().release();
    let report = verify_with(&released.files, &given(&released.office)).expect("a package");
    assert!(report.is_ok(), "{}", said(&report, Lang::En));
    insta::assert_snapshot!("english", said(&report, Lang::En));
    insta::assert_snapshot!("chinese", said(&report, Lang::Zh));
    // Somebody who knows nothing yet is told what to compare and to keep.
    let stranger = verify_with(&released.files, &Given::default()).expect("a package");
    assert!(stranger.is_ok());
    assert!(said(&stranger, Lang::En).contains("keep record/checkpoint"));
}

/// For those who look at a package with their own eyes or with other programs.
#[test]
fn a_release_is_written_where_asked() {
    if let Some(folder) = std::env::var_os("FISC_RELEASE") {
        let files = Office::new().release().files;
        for (path, bytes) in &files {
            let path = std::path::Path::new(&folder).join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        let zipped = std::path::Path::new(&folder).with_extension("zip");
        std::fs::write(zipped, zip(&files).expect("small")).expect("a file");
    }
}

#[test]
fn the_zip_reads_back_and_is_the_same_each_time() {
    let files = Office::new().release().files;
    let bytes = zip(&files).expect("small");
    assert_eq!(bytes, zip(&Office::new().release().files).expect("small"));
    let (read, check) = zipped::read(&bytes).expect("a zip");
    assert_eq!((read, check.problems), (files, vec![]));
}

#[test]
fn what_is_on_record_and_not_needed_stays_out() {
    let released = Office::new().release();
    let all: String = released
        .files
        .values()
        .map(|b| String::from_utf8_lossy(b).into_owned())
        .collect();
    let shown: BTreeSet<u64> = released
        .selected
        .files
        .keys()
        .filter_map(|p| {
            p.strip_prefix("record/entries/")?
                .strip_suffix(".json")?
                .parse()
                .ok()
        })
        .collect();
    let out: Vec<usize> = (0..released.office.entries.len())
        .filter(|n| !shown.contains(&(*n as u64)))
        .collect();
    let left: Vec<String> = out
        .iter()
        .map(|n| {
            let entry = fisc_record::Entry::parse(&released.office.entries[*n]).expect("an entry");
            let statement: fisc_record::Statement<fisc_model::act::Deed> =
                fisc_record::Statement::parse(&entry.envelope.payload).expect("a deed");
            serde_json::to_value(&statement.predicate.act).expect("JSON")["kind"].to_string()
        })
        .collect();
    // The auditee's unit, person and role; the document itself, which release.json is.
    assert_eq!(
        left,
        [
            "\"enrol_unit\"",
            "\"enrol_person\"",
            "\"assign\"",
            "\"put_document\""
        ]
    );
    assert_eq!(
        released.selected.texts.len(),
        7,
        "the opinions leave, and are handed over"
    );
    assert!(
        !all.contains("整项不予公开"),
        "a withheld finding leaves no trace but its place"
    );
}

#[test]
fn an_entry_that_may_not_leave_is_named_and_the_rest_holds() {
    let probe = Office::new().release();
    let held = probe.office.entries.len() as u64 - 4;
    let released = Office::new().release_as(&BTreeSet::from([held]), |_| {});
    assert_eq!(
        released.selected.left_out.len(),
        3,
        "{:?}",
        released.selected.left_out
    );
    assert!(
        !released
            .files
            .contains_key(&format!("record/entries/{held:06}.json"))
    );
    let report = verify_with(&released.files, &given(&released.office)).expect("a package");
    assert!(report.is_ok(), "{}", said(&report, Lang::En));
    assert!(said(&report, Lang::En).contains("says more than may be published"));
}

/// Everything that was published is taken back: no finding is left for a signature to name, so the
/// approval names the document, and without it the release does not hold.
#[test]
fn a_release_that_takes_back_everything_is_approved_by_its_document() {
    let mut office = Office::new();
    office.order = vec![Stage::Publication];
    office.confirms = Some(checked::HONEST);
    let whole = office.release_as(&BTreeSet::new(), |p| {
        let withdrawn = |f: &PublicFinding| CorrectionItem {
            finding: Some(f.number.clone()),
            kind: CorrectionKind::Withdrawn,
            reason: Bilingual {
                en: "The ledger was wrong.".into(),
                zh: "账套有误。".into(),
            },
        };
        let what = p.findings.values().map(withdrawn).collect();
        p.findings.clear();
        p.auditees.clear();
        p.withheld.clear();
        p.independence.leader_years.clear();
        p.corrections = vec![Correction {
            release: 1,
            published_on: p.issue.published_on,
            digest: "a".repeat(64),
            what,
        }];
    });
    let report = verify_with(&whole.files, &given(&whole.office)).expect("a package");
    let text = said(&report, Lang::En);
    assert!(report.is_ok(), "{text}");
    assert!(
        text.contains("publication was approved of exactly this")
            && text.contains("proved  what people confirmed before publication"),
        "{text}"
    );
    let table = |name: &str| String::from_utf8_lossy(&whole.files[name]).into_owned();
    assert!(table("data/totals.csv").contains("\nfindings,0,"));
    assert!(table("data/corrections.csv").contains("The ledger was wrong."));
    let approval = whole.office.entries.len() as u64 - 1;
    let mut silent = whole.files.clone();
    let entry = cases::entry(approval);
    assert!(silent.remove(&entry).is_some(), "the approval is shown");
    silent.remove(&entry.replace(".json", ".tlog-proof"));
    let report = verify_with(&silent, &given(&whole.office)).expect("a package");
    let text = said(&report, Lang::En);
    assert!(
        !report.is_ok() && text.contains("no approval for publication that is shown names it"),
        "{text}"
    );
}
