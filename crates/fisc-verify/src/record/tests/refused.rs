//! Entries that a store must not let in, let in here: the verifier names each.

use super::writer::{OWNER, Writer, enrol, key, key_of, lead};
use super::{holds, problems};
use crate::record::{Given, verify};
use chrono::TimeDelta;
use fisc_model::act::{Act, Role};
use fisc_record::{Algorithm, Envelope, Statement, Subject};

fn opened() -> Writer {
    Writer::opened(key(Algorithm::Ed25519, 9))
}

/// The record is refused for one reason, this one.
fn one(writer: &Writer, expected: &str) {
    let found = problems(&writer.files(), &Given::default());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains(expected), "{found:?}");
}

#[test]
fn a_record_of_either_algorithm_holds() {
    for algorithm in [Algorithm::Ed25519, Algorithm::Sm2] {
        let mut writer = Writer::opened(key(algorithm, 9));
        writer.sign("wang-fang", lead(1));
        writer.sign("liu-yang", lead(2));
        let report = verify(&writer.files(), &Given::default()).expect("a record");
        assert!(report.is_ok());
        let facts: Vec<&str> = report.facts.iter().map(|f| f.en.as_str()).collect();
        assert!(facts[0].contains("qingshan-2025"), "{facts:?}");
        assert!(
            facts[2].contains(&key_of(OWNER).public().to_string()),
            "{facts:?}"
        );
        assert!(
            facts[3].contains(&writer.log_key.public().id()),
            "{facts:?}"
        );
    }
}

#[test]
fn signatures_of_others() {
    let mut writer = opened();
    let statement = writer.statement(writer.deed("wang-fang", lead(1)), Vec::new());
    writer.receive(Envelope::sign(statement, &key_of("zhang-min")));
    one(
        &writer,
        "keyid is not that of a key enrolled for “wang-fang”",
    );

    let mut writer = opened();
    let statement = writer.statement(writer.deed("wang-fang", lead(1)), Vec::new());
    let mut forged = Envelope::sign(statement, &key_of("zhang-min"));
    forged.signatures[0].keyid = key_of("wang-fang").public().id();
    writer.receive(forged);
    one(&writer, "not signed by “wang-fang”");

    let mut writer = opened();
    let mut forged = writer.envelope("wang-fang", lead(1));
    forged.signatures[0].keyid = key_of("zhang-min").public().id();
    writer.receive(forged);
    one(
        &writer,
        "keyid is not that of a key enrolled for “wang-fang”",
    );

    let mut writer = opened();
    writer.sign("nobody", lead(1));
    one(&writer, "“nobody” is not enrolled");
}

fn revoke(writer: &mut Writer, person: &str, by: &str, in_seconds: i64) {
    let act = Act::RevokeKey {
        id: person.into(),
        key: key_of(person).public().to_string(),
        from: writer.now + TimeDelta::seconds(in_seconds),
        reason: "密钥遗失".into(),
    };
    writer.sign(by, act);
}

#[test]
fn keys_count_from_enrolment_until_revocation() {
    let mut writer = opened();
    writer.sign("zhang-min", lead(1));
    revoke(&mut writer, "zhang-min", OWNER, 120);
    writer.sign("zhang-min", lead(2));
    holds(&writer.files());
    writer.sign("zhang-min", lead(3));
    one(&writer, "a key of “zhang-min” that was revoked from");

    let mut writer = opened();
    revoke(&mut writer, "zhang-min", OWNER, 0);
    let fresh = key(Algorithm::Ed25519, 33);
    let act = Act::EnrolKey {
        id: "zhang-min".into(),
        key: fresh.public().to_string(),
    };
    writer.sign(OWNER, act);
    let statement = writer.statement(writer.deed("zhang-min", lead(1)), Vec::new());
    writer.receive(Envelope::sign(statement, &fresh));
    holds(&writer.files());
    // What was signed with it before stands, and revoking again puts nothing off.
    revoke(&mut writer, "zhang-min", OWNER, 1_000_000);
    writer.sign("zhang-min", lead(3));
    one(&writer, "that was revoked from");
}

#[test]
fn only_owners_change_who_is_enrolled() {
    let mut writer = opened();
    writer.sign("wang-fang", enrol("new", "新人"));
    one(
        &writer,
        "“wang-fang” changes who is enrolled and is not an owner",
    );

    let mut writer = opened();
    revoke(&mut writer, "zhang-min", "wang-fang", 0);
    one(&writer, "is not an owner");

    let mut writer = opened();
    writer.sign(
        "wang-fang",
        Act::Assign {
            id: "wang-fang".into(),
            role: Role::Owner,
            auditee: None,
        },
    );
    one(&writer, "is not an owner");

    let mut writer = opened();
    writer.sign(
        OWNER,
        Act::Assign {
            id: "wang-fang".into(),
            role: Role::Owner,
            auditee: None,
        },
    );
    writer.sign("wang-fang", enrol("new", "新人"));
    holds(&writer.files());
    writer.sign(
        OWNER,
        Act::Unassign {
            id: "wang-fang".into(),
            role: Role::Owner,
        },
    );
    writer.sign("wang-fang", enrol("newer", "新人"));
    one(&writer, "is not an owner");

    let mut writer = opened();
    writer.sign(OWNER, enrol("wang-fang", "王芳"));
    one(&writer, "enrols “wang-fang” a second time");

    let mut writer = opened();
    let key = key_of("zhang-min").public().to_string();
    writer.sign(
        OWNER,
        Act::EnrolKey {
            id: "wang-fang".into(),
            key,
        },
    );
    one(&writer, "a key that is enrolled already");

    let mut writer = opened();
    writer.sign(
        OWNER,
        Act::EnrolKey {
            id: "wang-fang".into(),
            key: "ed25519:AAAA".into(),
        },
    );
    one(&writer, "is no public key");
}

#[test]
fn the_beginning() {
    let mut writer = opened();
    let act = writer.open();
    writer.sign(OWNER, act);
    one(&writer, "open already");

    let mut writer = Writer::empty(key(Algorithm::Ed25519, 9));
    writer.sign(OWNER, lead(1));
    let found = problems(&writer.files(), &Given::default());
    assert!(
        found.iter().any(|p| p.contains("does not open the record")),
        "{found:?}"
    );

    // Signed with another key than it brings.
    let mut writer = Writer::empty(key(Algorithm::Ed25519, 9));
    let statement = writer.statement(writer.deed(OWNER, writer.open()), Vec::new());
    writer.receive(Envelope::sign(statement, &key_of("wang-fang")));
    let found = problems(&writer.files(), &Given::default());
    assert!(
        found
            .iter()
            .any(|p| p.contains("keyid is not that of a key enrolled")),
        "{found:?}"
    );

    // Whoever keeps the log would be its owner too.
    let mut writer = Writer::empty(key_of(OWNER));
    let act = writer.open();
    writer.sign(OWNER, act);
    let found = problems(&writer.files(), &Given::default());
    assert!(
        found.iter().any(|p| p.contains("are the same")),
        "{found:?}"
    );

    let nothing = Writer::empty(key(Algorithm::Ed25519, 9));
    assert_ne!(
        problems(&nothing.files(), &Given::default()),
        Vec::<String>::new()
    );
}

#[test]
fn the_log_speaks_for_itself_only() {
    let refused = || Act::Refused {
        rule: "own-finding".into(),
        claimed: "wang-fang".into(),
        envelope: "0".repeat(64),
        text: "You wrote this finding.".into(),
    };
    let mut writer = opened();
    let statement = writer.statement(writer.deed("log", refused()), Vec::new());
    writer.receive(Envelope::sign(statement, &writer.log_key));
    holds(&writer.files());

    let mut writer = opened();
    let statement = writer.statement(writer.deed("wang-fang", refused()), Vec::new());
    writer.receive(Envelope::sign(statement, &writer.log_key));
    one(&writer, "what the log says is said by “log”");

    let mut writer = opened();
    let statement = writer.statement(writer.deed("log", refused()), Vec::new());
    writer.receive(Envelope::sign(statement, &key_of("wang-fang")));
    one(&writer, "not that of the key it must be signed with");

    let mut writer = opened();
    let statement = writer.statement(writer.deed("wang-fang", lead(1)), Vec::new());
    writer.receive(Envelope::sign(statement, &writer.log_key));
    one(&writer, "keyid is not that of a key enrolled");
}

#[test]
fn referrals_are_signed_by_the_people_of_the_record() {
    let record = opened();
    let with = |record: &Writer| Given {
        record: Some(record.files()),
        ..Given::default()
    };
    let mut referrals = Writer::empty(key(Algorithm::Ed25519, 9));
    referrals.log_name = "referrals";
    referrals.now = record.now;
    referrals.sign("wang-fang", lead(1));
    let found = |referrals: &Writer, given| problems(&referrals.files(), &given);
    assert_eq!(found(&referrals, with(&record)), Vec::<String>::new());
    // It is not a record itself, and no other engagement's.
    assert_ne!(found(&referrals, Given::default()), Vec::<String>::new());
    let mut other = Writer::empty(key(Algorithm::Ed25519, 9));
    other.engagement = "qingshan-2024".into();
    let act = other.open();
    other.sign(OWNER, act);
    assert_ne!(found(&referrals, with(&other)), Vec::<String>::new());
    // Who is enrolled is said in the record only, and counts from then on.
    let mut enrols = referrals.clone();
    enrols.sign(OWNER, enrol("new", "新人"));
    let refused = found(&enrols, with(&record));
    assert!(
        refused.len() == 1 && refused[0].contains("in the log of referrals"),
        "{refused:?}"
    );
    let mut early = Writer::empty(key(Algorithm::Ed25519, 9));
    early.log_name = "referrals";
    early.sign("wang-fang", lead(1));
    let refused = found(&early, with(&record));
    assert!(
        refused.len() == 1 && refused[0].contains("enrolled later"),
        "{refused:?}"
    );
    // A record that does not hold vouches for nobody.
    let mut broken = record.clone();
    broken.sign("nobody", lead(2));
    let refused = found(&referrals, with(&broken));
    assert!(
        refused.len() == 1 && refused[0].starts_with("--with: "),
        "{refused:?}"
    );
}

#[test]
fn statements_for_elsewhere() {
    let mut writer = opened();
    let mut deed = writer.deed("wang-fang", lead(1));
    deed.engagement = "qingshan-2024".into();
    let statement = writer.statement(deed, Vec::new());
    writer.receive(Envelope::sign(statement, &key_of("wang-fang")));
    one(&writer, "for another engagement, “qingshan-2024”");

    let mut writer = opened();
    let envelope = writer.envelope("wang-fang", lead(1));
    writer.receive(envelope.clone());
    writer.receive(envelope);
    one(&writer, "repeats the statement of entry 5");
}

#[test]
fn statements_after_another_record() {
    let forged = |after: u64, subjects: Vec<Subject>| {
        let mut writer = opened();
        let mut deed = writer.deed("wang-fang", lead(1));
        deed.after = after;
        let statement = Statement::new(subjects, deed)
            .to_bytes()
            .expect("a statement");
        writer.receive(Envelope::sign(statement, &key_of("wang-fang")));
        writer
    };
    let writer = opened();
    let root = writer.tree.root();
    holds(&forged(5, vec![writer.log()]).files());
    let another = "had another record before them";
    one(
        &forged(5, vec![Subject::of("finding/F-1@1", b"x", false)]),
        another,
    );
    one(&forged(4, vec![writer.log()]), another);
    one(&forged(4, vec![Subject::log(4, root)]), another);
    one(&forged(6, vec![Subject::log(6, root)]), another);
    one(
        &forged(u64::MAX >> 11, vec![Subject::log(u64::MAX >> 11, root)]),
        another,
    );
}

#[test]
fn other_forms() {
    let text = |entry: &[u8]| String::from_utf8(entry.to_vec()).expect("UTF-8");
    let entry = text(opened().entries.last().expect("one"));
    for (from, to, expected) in [
        (",", ", ", "canonical"),
        ("Z\"}", ".500Z\"}", "parts of a second"),
        ("Z\"}", "+00:00\"}", "canonical"),
        ("in-toto+json", "json", "payload type"),
        ("\"sig\":\"", "\"sig\":\"AAAA", "64 bytes"),
        ("\"keyid\":\"", "\"keyid\":\"0", "64 hex"),
        ("\"payload\":\"e", "\"payload\":\"-", "base64"),
        ("\"payload\":\"e", "\"payload\":\"A", "not the statement"),
        ("{\"envelope\"", "{\"x\":1,\"envelope\"", "not the entry"),
    ] {
        let mut writer = opened();
        let other = entry.replacen(from, to, 1);
        assert_ne!(other, entry);
        writer.entries.pop();
        let mut short = Writer::empty(key(Algorithm::Ed25519, 9));
        writer.entries.drain(..).for_each(|e| short.append(e));
        short.append(other.into_bytes());
        one(&short, expected);
    }
    // The signer signed another spelling of the statement.
    let mut writer = opened();
    let mut statement = writer.statement(writer.deed("wang-fang", lead(1)), Vec::new());
    statement.push(b'\n');
    writer.receive(Envelope::sign(statement, &key_of("wang-fang")));
    one(&writer, "the statement is not in its canonical form");
}

#[test]
fn keys_that_were_given() {
    let writer = opened();
    let (log, owner) = (writer.log_key.public(), key_of(OWNER).public());
    let given = |log_key: String, owner_key: String| Given {
        log_key: Some(log_key),
        owner_key: Some(owner_key),
        ..Given::default()
    };
    for right in [
        given(log.to_string(), owner.to_string()),
        given(log.id(), owner.id()),
    ] {
        assert_eq!(problems(&writer.files(), &right), Vec::<String>::new());
    }
    let found = problems(&writer.files(), &given(owner.to_string(), log.id()));
    assert!(
        found.len() == 2 && found[0].contains("the log's key is"),
        "{found:?}"
    );
    assert!(found[1].contains("the owner's key is"), "{found:?}");
}
