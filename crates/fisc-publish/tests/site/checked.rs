//! The page that says how a release was checked.

use crate::crawl::crawl;
use crate::fixture::{checked, publication, two};
use chrono::NaiveDate;
use fisc_model::act::Role;
use fisc_publish::quality::{Answer, Confirmed, JSON, Kind, Outcome, Report, State, Warning};

fn report() -> Report {
    let outcome = |item: &str, answer, confirmed| Outcome {
        item: item.into(),
        words: two("Asked <b>", "要求"),
        basis: Vec::new(),
        answer,
        checks: Vec::new(),
        state: State::Green,
        problems: Vec::new(),
        confirmed,
    };
    let by = Confirmed {
        person: "publisher-1".into(),
        unit: "公开办公室".into(),
        role: Role::Publisher,
        on: NaiveDate::from_ymd_opt(2026, 5, 4).expect("a day"),
        entry: 77,
    };
    Report {
        release: 1,
        content: "c".repeat(64),
        findings: 3,
        items: vec![
            outcome("totals", Answer::Program, None),
            outcome("secrecy", Answer::Role(Role::Publisher), Some(by)),
        ],
        warnings: vec![Warning {
            kind: Kind::SmallCount,
            place: "findings/F-1/facts".into(),
            text: two("SOMEBODY", "某人"),
            remedy: two("REMEDY", "处理"),
        }],
        ..Report::default()
    }
}

#[test]
fn every_page_leads_to_it_and_it_leads_on() {
    let report = report();
    let mut package = checked(&publication(), Some(&report));
    package.insert(JSON.into(), b"{}".to_vec());
    let (problems, seen) = crawl(&package);
    assert_eq!(problems, [""; 0]);
    for page in ["quality.html", "en/quality.html", JSON] {
        assert!(seen.contains(page), "{page}");
    }
    let pages = package.iter().filter(|(path, _)| path.ends_with(".html"));
    for (path, bytes) in pages {
        assert!(
            String::from_utf8_lossy(bytes).contains("quality.html"),
            "{path}"
        );
    }
}

#[test]
fn it_says_who_confirmed_and_not_where_warnings_stand() {
    let report = report();
    let package = checked(&publication(), Some(&report));
    let page = |path: &str| String::from_utf8_lossy(&package[path]).into_owned();
    let (zh, en) = (page("quality.html"), page("en/quality.html"));
    for said in [
        "publisher-1",
        "公开办公室",
        "2026-05-04",
        "77",
        "sha256sum",
        "Asked &lt;b&gt;",
    ] {
        assert!(en.contains(said), "{said}: {en}");
    }
    assert!(
        zh.contains("公布前如何检查") && zh.contains("程序检查"),
        "{zh}"
    );
    for hidden in ["SOMEBODY", "findings/F-1/facts", "REMEDY"] {
        assert!(!en.contains(hidden) && !zh.contains(hidden), "{hidden}");
    }
}

#[test]
fn what_it_says_changes_no_other_page() {
    let provisional = Report::default();
    let (before, after) = (
        checked(&publication(), Some(&provisional)),
        checked(&publication(), Some(&report())),
    );
    let differ = before
        .iter()
        .filter(|(path, bytes)| after.get(*path) != Some(*bytes));
    let differ: Vec<&String> = differ.map(|(path, _)| path).collect();
    assert_eq!(differ, ["en/quality.html", "quality.html"]);
    let without = checked(&publication(), None);
    assert!(
        !without.contains_key("quality.html"),
        "a draft has nothing of it"
    );
}
