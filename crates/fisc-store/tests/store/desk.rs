//! Passwords, sessions, sealed keys, attempts.

use crate::place;
use chrono::{DateTime, TimeDelta, Utc};
use fisc_store::Store;

fn noon() -> DateTime<Utc> {
    "2026-03-02T12:00:00Z".parse().expect("a time")
}

#[test]
fn a_session_lasts_until_it_expires_or_is_ended() {
    let (_folder, path) = place();
    let mut store = Store::create(&path).expect("a file");
    let (now, hour) = (noon(), TimeDelta::hours(1));
    assert!(
        store
            .open_session(&[1; 32], "lin", now, now + hour)
            .is_err(),
        "nobody yet"
    );
    store.set_password("lin", "$argon2id$1").expect("a user");
    store.set_password("wu", "$argon2id$2").expect("a user");
    assert_eq!(
        store.password("lin").expect("a file").as_deref(),
        Some("$argon2id$1")
    );
    assert_eq!(store.password("li").expect("a file"), None);
    assert_eq!(store.users().expect("a file"), ["lin", "wu"]);

    store
        .open_session(&[1; 32], "lin", now, now + hour)
        .expect("a session");
    store
        .open_session(&[2; 32], "lin", now, now + hour)
        .expect("a session");
    store
        .open_session(&[3; 32], "wu", now, now + hour * 2)
        .expect("a session");
    let who = |store: &Store, token: u8, at| store.session(&[token; 32], at).expect("a file");
    assert_eq!(
        who(&store, 1, now + hour - TimeDelta::seconds(1)).as_deref(),
        Some("lin")
    );
    assert_eq!(who(&store, 1, now + hour), None);
    assert_eq!(who(&store, 9, now), None);
    store.close_session(&[1; 32]).expect("ended");
    assert_eq!(who(&store, 1, now), None);
    assert_eq!(who(&store, 2, now).as_deref(), Some("lin"));
    // A new password ends what the old one opened, and nobody else's.
    store
        .set_password("lin", "$argon2id$3")
        .expect("a password");
    assert_eq!(who(&store, 2, now), None);
    assert_eq!(who(&store, 3, now).as_deref(), Some("wu"));
    store.remove_user("wu").expect("gone");
    assert_eq!(who(&store, 3, now), None);
    assert_eq!(store.password("wu").expect("a file"), None);
}

#[test]
fn the_last_sealed_key_is_kept() {
    let (_folder, path) = place();
    let mut store = Store::create(&path).expect("a file");
    assert_eq!(store.sealed_key("lin").expect("a file"), None);
    store.put_sealed_key("lin", b"old").expect("kept");
    store.put_sealed_key("lin", b"new").expect("kept");
    drop(store);
    let store = Store::open(&path).expect("the file");
    assert_eq!(
        store.sealed_key("lin").expect("a file").as_deref(),
        Some(b"new".as_slice())
    );
}

#[test]
fn attempts_are_counted_by_whom_and_forgotten_in_time() {
    let (_folder, path) = place();
    let mut store = Store::create(&path).expect("a file");
    let window = TimeDelta::minutes(15);
    let mut attempt =
        |who: &str, at: DateTime<Utc>| store.attempt(who, at, at - window).expect("counted");
    let now = noon();
    assert_eq!(attempt("lin", now), 1);
    assert_eq!(attempt("lin", now), 2);
    assert_eq!(attempt("192.0.2.7", now), 1);
    assert_eq!(attempt("lin", now + window), 3);
    assert_eq!(attempt("lin", now + window + TimeDelta::seconds(1)), 2);
    assert_eq!(attempt("192.0.2.7", now + window), 1);
    store.forget_attempts("lin").expect("forgotten");
    assert_eq!(store.attempt("lin", now, now - window).expect("counted"), 1);
}
