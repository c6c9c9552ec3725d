//! The risk register keeps what it was given and says the last word on each.

use chrono::{DateTime, Utc};
use fisc_store::{Attribute, Kept, Register, Store, StoreError, Taught};
use tempfile::tempdir;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("a moment")
}

fn assessment(auditee: &str, phase: &str, seconds: i64) -> Kept {
    Kept {
        engagement: "e-2025".into(),
        fiscal_year: 2025,
        auditee: auditee.into(),
        name: "甲局".into(),
        phase: phase.into(),
        at: at(seconds),
        content: format!("{{\"auditee\":\"{auditee}\"}}"),
    }
}

fn attribute(value: i128) -> Attribute {
    Attribute {
        auditee: "A".into(),
        fiscal_year: 2025,
        name: "budget".into(),
        value,
    }
}

fn taught(lead: &str, lesson: &str) -> Taught {
    Taught {
        engagement: "e-2025".into(),
        lead: lead.into(),
        method: "EXE-009".into(),
        lesson: lesson.into(),
    }
}

#[test]
fn nothing_is_overwritten_and_the_last_word_counts() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("risk.db");
    assert!(Register::existing(&path).expect("no file").is_none());
    let mut register = Register::open(&path).expect("a register");
    let first = [assessment("A", "initial", 1), assessment("B", "initial", 1)];
    let lessons = [
        taught("1", "right"),
        taught("2", "wrong"),
        taught("3", "nothing"),
    ];
    register
        .keep("e-2025", at(1), &first, &[attribute(5)], &lessons)
        .expect("kept");
    let second = [assessment("A", "planning", 2)];
    let lessons = [taught("1", "right"), taught("2", "right")];
    register
        .keep("e-2025", at(2), &second, &[attribute(7)], &lessons)
        .expect("kept");
    drop(register);
    let register = Register::existing(&path).expect("the same again");
    let register = register.expect("a file");
    let of_a: Vec<String> = register
        .assessments(Some("A"))
        .expect("A")
        .into_iter()
        .map(|k| k.phase)
        .collect();
    assert_eq!(of_a, ["initial", "planning"]);
    assert_eq!(register.assessments(None).expect("all").len(), 3);
    assert_eq!(register.attributes().expect("attributes"), [attribute(7)]);
    let learnt = register.lessons(None).expect("lessons");
    assert_eq!(learnt, [("EXE-009".to_string(), 2, 0)]);
    assert_eq!(register.lessons(Some("e-2025")).expect("lessons"), []);
    let others = register.lessons(Some("e-2026")).expect("lessons");
    assert_eq!(others, learnt);
}

#[test]
fn our_own_code_cannot_change_it_either() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("risk.db");
    let mut register = Register::open(&path).expect("a register");
    let one = [assessment("A", "initial", 1)];
    register
        .keep("e", at(1), &one, &[attribute(1)], &[taught("1", "right")])
        .expect("kept");
    let raw = rusqlite::Connection::open(&path).expect("the file");
    for table in ["assessment", "attribute", "lesson"] {
        for sql in [
            format!("DELETE FROM {table}"),
            format!("UPDATE {table} SET at = 0"),
        ] {
            let error = raw.execute(&sql, []).expect_err(&sql).to_string();
            assert!(error.contains("is never"), "{error}");
        }
    }
}

#[test]
fn a_phase_that_is_none_leaves_nothing_of_its_company() {
    let folder = tempdir().expect("a folder");
    let mut register = Register::open(&folder.path().join("risk.db")).expect("a register");
    let mixed = [
        assessment("A", "initial", 1),
        assessment("B", "whenever", 1),
    ];
    assert!(
        register
            .keep("e", at(1), &mixed, &[attribute(1)], &[])
            .is_err()
    );
    assert_eq!(register.assessments(None).expect("none"), []);
    assert_eq!(register.attributes().expect("none"), []);
}

#[test]
fn a_record_is_no_register_and_a_register_no_record() {
    let folder = tempdir().expect("a folder");
    let (record, register) = (folder.path().join("fisc.db"), folder.path().join("risk.db"));
    Store::create(&record).expect("a record");
    Register::open(&register).expect("a register");
    assert!(matches!(
        Register::open(&record),
        Err(StoreError::Foreign { .. })
    ));
    assert!(matches!(
        Store::open(&register),
        Err(StoreError::Foreign { .. })
    ));
}
