//! What a release must not tell about single persons is in none of its files.

use crate::program::ok;
use crate::publication::{
    approve, contains, finding, form, holds, open, package, publish, to_confirm, two_leads,
};
use fisc_model::lead::{Lead, SubjectKind};
use fisc_verify::record::Given;
use std::fs;

/// A finding that rests on the rows of one person: nobody learns that person's amount from the
/// package, and everything says why.
#[test]
fn a_figure_about_one_person_is_withheld_everywhere() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path().join("province");
    let at = folder.to_str().expect("UTF-8");
    ok(&["demo", at, "--rows", "2000"]);
    open(&folder, at);
    let today = fisc_review::day(chrono::Utc::now()).to_string();
    let of_body = two_leads(&folder).remove(0);
    let text = fs::read_to_string(folder.join("leads/leads.jsonl")).expect("leads");
    let mut all = text
        .lines()
        .map(|l| serde_json::from_str::<Lead>(l).expect("a lead"));
    let of_person = |l: &Lead| {
        let paid = l
            .evidence
            .iter()
            .filter(|e| e.amount != fisc_model::Money(0));
        l.subject_kind == SubjectKind::Person
            && l.amount > fisc_model::Money(0)
            && paid.clone().count() > 0
            && paid.clone().all(|e| e.table == "grant_payment")
    };
    let mut about_one = all.find(of_person).expect("a lead about a person");
    let person = about_one.subject.clone();
    // The finding is about the body that paid.
    about_one.subject.clone_from(&of_body.subject);
    finding(&folder, at, "F-1", &about_one, &today);
    finding(&folder, at, "F-2", &of_body, &today);
    form(&folder, &today, "");
    to_confirm(at);
    let said = publish(at, &["--prepare"]);
    assert!(said.contains("SDC-1"), "{said}");
    approve(at, 1, &["F-1", "F-2"]);

    publish(at, &[]);
    let (_, files) = package(&folder);
    let given = Given {
        log_key: None,
        owner_key: None,
        against: None,
        record: None,
    };
    let report = holds(&files, &given);
    assert!(report.contains("an amount is withheld"), "{report}");
    let table = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    let people = table("data/people.csv");
    assert_eq!(
        people.matches("█ SDC-1").count(),
        2 * (people.lines().count() - 1),
        "{people}"
    );
    assert!(table("data/findings.csv").contains("█ SDC-1"));
    assert!(table("data/withheld.csv").contains("个人信息保护法"));
    for page in ["people.html", "en/people.html", "data/people.parquet"] {
        assert!(files.contains_key(page), "{page}");
    }
    let amount = about_one.amount;
    for name in [
        "data/people.csv",
        "data/findings.csv",
        "findings/1.html",
        "en/findings/1.html",
    ] {
        for needle in [amount.to_string(), amount.grouped()] {
            assert!(!table(name).contains(&needle), "{name}: {needle}");
        }
    }
    assert_eq!(contains(&files, person.as_bytes()), None);
    // What the office keeps for the next release names nobody.
    let kept = fs::read_to_string(folder.join("publish/release-1/people.json")).expect("kept");
    assert!(
        kept.contains(&amount.to_string()) && kept.len() < 200,
        "{kept}"
    );
}
