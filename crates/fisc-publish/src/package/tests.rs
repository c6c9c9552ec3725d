//! A small publication, and what every package of it must be.

use super::*;
use fisc_model::finding::AmountKind;
use fisc_model::lead::Bilingual;

fn both(zh: &str, en: &str) -> Bilingual {
    Bilingual {
        en: en.into(),
        zh: zh.into(),
    }
}

pub(crate) fn publication() -> Publication {
    serde_json::from_str(include_str!("../../tests/release/publication.json"))
        .expect("a publication")
}

fn prepared(shown: &Publication) -> Result<Prepared, PackageError> {
    prepare(&Source {
        whole: &publication(),
        shown,
        key: &ReleaseKey::new([7; 32]),
        inputs: &BTreeMap::from([("ledger".into(), "00".repeat(32))]),
        software: "0.1.0",
        more: &Package::from([("index.html".into(), b"<html>".to_vec())]),
    })
}

#[test]
fn the_same_publication_gives_the_same_bytes() {
    let [a, b] = [(); 2].map(|()| prepared(&publication()).expect("a release"));
    assert_eq!((&a.files, &a.release), (&b.files, &b.release));
    let [a, b] = [a, b].map(|p| zip(&p.finish(Package::new())).expect("small"));
    assert_eq!(a, b);
}

#[test]
fn no_file_is_made_twice_and_no_row_shown_that_is_not_signed() {
    let more = |path: &str| {
        let files = Package::from([(path.into(), Vec::new())]);
        let source = Source {
            whole: &publication(),
            shown: &publication(),
            key: &ReleaseKey::new([7; 32]),
            inputs: &BTreeMap::new(),
            software: "0.1.0",
            more: &files,
        };
        prepare(&source)
    };
    for path in [
        "SHA256SUMS",
        "release.json",
        "data/findings.csv",
        "record/x",
        "ro-crate-metadata.json",
    ] {
        assert!(matches!(more(path), Err(PackageError::Taken(p)) if p == path));
    }
    assert!(more("index.html").is_ok());
    let mut shown = publication();
    let mut another = shown.findings["F-1"].clone();
    another.number = "99".into();
    shown.findings.insert("F-99".into(), another);
    assert!(matches!(
        prepared(&shown),
        Err(PackageError::Proof(ProofError::Stranger { .. }))
    ));
}

#[test]
fn formulas_are_text_and_a_withheld_value_leaves_no_trace() {
    let mut whole = publication();
    if let Some(f) = whole.findings.get_mut("F-1") {
        f.title = both("=cmd|' /C calc'!A0", "+1");
        f.facts.zh = "隐去的句子".into();
        f.amount_kind = AmountKind::Loss;
    }
    let mut shown = whole.clone();
    if let Some(f) = shown.findings.get_mut("F-1") {
        f.facts.zh = format!("{MARK} NL-03");
    }
    let made = prepare(&Source {
        whole: &whole,
        shown: &shown,
        key: &ReleaseKey::new([7; 32]),
        inputs: &BTreeMap::new(),
        software: "0.1.0",
        more: &Package::new(),
    })
    .expect("a release");
    let csv = String::from_utf8_lossy(&made.files["data/findings.csv"]).into_owned();
    assert!(
        csv.contains(",'=cmd|' /C calc'!A0,") && csv.contains(",'+1,"),
        "{csv}"
    );
    for (path, bytes) in made
        .files
        .iter()
        .chain([(&"release.json".to_string(), &made.release)])
    {
        assert!(
            !String::from_utf8_lossy(bytes).contains("隐去的句子"),
            "{path}"
        );
    }
}

#[test]
fn a_name_is_always_a_name() {
    for (text, expected) in [
        ("Qingshan 2025-1", "qingshan-2025-1"),
        ("青山", "fisc"),
        ("a--b_", "a-b"),
    ] {
        assert_eq!(slug(text), expected);
    }
}
