//! Making, opening, bringing up to date; and files that are not what they should be.

use crate::{append, place};
use fisc_store::{Log, Store, StoreError};
use rusqlite::Connection;
use std::fs;
use std::path::Path;

fn refused(path: &Path) -> StoreError {
    let error = Store::open(path).expect_err("it is not opened");
    let said = error.to_string();
    assert!(said.starts_with(&format!("{}: ", path.display())), "{said}");
    error
}

#[test]
fn a_file_is_made_once_for_its_owner_alone() {
    let (folder, path) = place();
    assert!(matches!(refused(&path), StoreError::Missing(_)));
    drop(Store::create(&path).expect("a file"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let again = Store::create(&path).expect_err("it is there");
    assert!(matches!(again, StoreError::Exists(_)), "{again}");
    let nowhere = folder.path().join("none/fisc.db");
    assert!(matches!(
        Store::create(&nowhere),
        Err(StoreError::Io { .. })
    ));
    assert!(matches!(refused(folder.path()), StoreError::Missing(_)));
    // What a creation leaves that was killed at once.
    let empty = folder.path().join("empty.db");
    fs::write(&empty, b"").expect("a file");
    assert!(matches!(refused(&empty), StoreError::Foreign { .. }));
    drop(Store::create(&empty).expect("it was begun"));
    drop(Store::open(&empty).expect("a file"));
}

#[test]
fn other_files_are_named_as_such() {
    let (_folder, path) = place();
    fs::write(&path, b"a text that is long enough to be taken for a header of a hundred bytes, or so it seems; it is none.").expect("a file");
    assert!(matches!(refused(&path), StoreError::Foreign { .. }));
    fs::remove_file(&path).expect("a file");
    let other = Connection::open(&path).expect("SQLite");
    other.execute_batch("CREATE TABLE t (a)").expect("a table");
    drop(other);
    let before = fs::read(&path).expect("a file");
    let StoreError::Foreign { what, .. } = refused(&path) else {
        panic!("it is another program's");
    };
    assert!(what.contains("another program"), "{what}");
    assert_eq!(fs::read(&path).expect("a file"), before, "it is left alone");
}

#[test]
fn a_newer_file_is_refused_by_name_and_an_older_one_brought_up() {
    let (_folder, path) = place();
    let mut store = Store::create(&path).expect("a file");
    append(&mut store, Log::Record, "a").expect("a receipt");
    drop(store);
    let set = |version: i64| {
        let file = Connection::open(&path).expect("SQLite");
        file.pragma_update(None, "user_version", version)
            .expect("a version");
    };
    set(7);
    let StoreError::Newer { found, known, .. } = refused(&path) else {
        panic!("it is newer");
    };
    assert_eq!((found, known), (7, 1));
    set(1);
    drop(Store::open(&path).expect("the file"));
    // A file whose creation got no further than its header is brought up from nothing.
    let bare = path.with_file_name("bare.db");
    let file = Connection::open(&bare).expect("SQLite");
    file.pragma_update(None, "application_id", 0x6669_7363)
        .expect("a header");
    drop(file);
    let mut store = Store::open(&bare).expect("brought up");
    append(&mut store, Log::Record, "a").expect("a receipt");
}

#[test]
fn the_record_is_not_changed_even_by_hand() {
    let (_folder, path) = place();
    let mut store = Store::create(&path).expect("a file");
    append(&mut store, Log::Record, "a").expect("a receipt");
    store.put_attachment(Log::Record, b"a").expect("kept");
    let hand = Connection::open(&path).expect("SQLite");
    for table in ["entry", "hash", "checkpoint", "attachment"] {
        for statement in [
            format!("DELETE FROM {table}"),
            format!("UPDATE {table} SET log = 'referrals'"),
        ] {
            let error = hand.execute_batch(&statement).expect_err(&statement);
            assert!(
                error.to_string().contains("is never"),
                "{statement}: {error}"
            );
        }
    }
    store.check().expect("nothing is damaged");
}

/// A file with some of everything, all of it in the file itself and none in the WAL.
fn filled(path: &Path) {
    let mut store = Store::create(path).expect("a file");
    for n in 0..40 {
        append(&mut store, Log::Record, &format!("{n}")).expect("a receipt");
    }
    store
        .put_attachment(Log::Record, &[7; 9_000])
        .expect("kept");
}

#[test]
fn damage_is_found_and_the_file_named() {
    let (_folder, path) = place();
    filled(&path);
    for (what, statement) in [
        (
            "the last entry",
            "DROP TRIGGER entry_is_kept; DELETE FROM entry WHERE position = 39",
        ),
        (
            "a middle entry",
            "DROP TRIGGER entry_is_kept; DELETE FROM entry WHERE position = 20",
        ),
        (
            "an entry's bytes",
            "DROP TRIGGER entry_stays; UPDATE entry SET bytes = x'7b7d' WHERE position = 5",
        ),
        (
            "an entry for another",
            "DROP TRIGGER entry_stays; UPDATE entry SET bytes = (SELECT bytes FROM entry WHERE position = 3) WHERE position = 5",
        ),
        (
            "a statement's digest",
            "DROP TRIGGER entry_stays; UPDATE entry SET statement = printf('%064d', 1) WHERE position = 5",
        ),
        (
            "a hash",
            "DROP TRIGGER hash_stays; UPDATE hash SET hash = zeroblob(32) WHERE level = 0 AND place = 7",
        ),
        (
            "a hash of the frontier",
            "DROP TRIGGER hash_is_kept; DELETE FROM hash WHERE level = 5 AND place = 0",
        ),
        (
            "the last checkpoint",
            "DROP TRIGGER checkpoint_is_kept; DELETE FROM checkpoint WHERE size = 40",
        ),
        (
            "a checkpoint's text",
            "DROP TRIGGER checkpoint_stays; UPDATE checkpoint SET note = 'x' WHERE size = 40",
        ),
        (
            "an attachment",
            "DROP TRIGGER attachment_stays; UPDATE attachment SET bytes = x'00'",
        ),
    ] {
        let copy = path.with_file_name("copy.db");
        fs::copy(&path, &copy).expect("a copy");
        let hand = Connection::open(&copy).expect("SQLite");
        hand.execute_batch(statement).expect(what);
        drop(hand);
        let found = Store::open(&copy).and_then(|store| store.check());
        let error = found.expect_err(what);
        assert!(
            matches!(error, StoreError::Damaged { .. }),
            "{what}: {error}"
        );
        assert!(error.to_string().contains("copy.db"), "{what}: {error}");
    }
}

/// No byte anywhere makes the program panic, and none that carries something is overlooked.
#[test]
fn flipped_bytes_are_an_error_or_carry_nothing() {
    let (_folder, path) = place();
    filled(&path);
    let bytes = fs::read(&path).expect("a file");
    let whole = Store::open(&path)
        .expect("the file")
        .entry_bytes(Log::Record, 0)
        .expect("entries");
    let copy = path.with_file_name("copy.db");
    let mut found = 0;
    for at in (0..bytes.len()).step_by(211) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        fs::write(&copy, &changed).expect("a copy");
        match Store::open(&copy).and_then(|store| store.check().map(|()| store)) {
            Ok(store) => {
                let entries = store.entry_bytes(Log::Record, 0).expect("entries");
                assert!(entries == whole, "byte {at} changed an entry unnoticed");
            }
            Err(error) => {
                found += 1;
                assert!(error.to_string().contains("copy.db"), "byte {at}: {error}");
            }
        }
        for rest in ["copy.db-wal", "copy.db-shm"] {
            let _ = fs::remove_file(path.with_file_name(rest));
        }
    }
    assert!(found > 50, "only {found} of the changes were noticed");
}

#[test]
fn a_file_cut_short_is_an_error() {
    let (_folder, path) = place();
    filled(&path);
    let bytes = fs::read(&path).expect("a file");
    for part in [1, 2, 3] {
        fs::write(&path, &bytes[..bytes.len() * part / 4]).expect("a file");
        let found = Store::open(&path).and_then(|store| store.check());
        let error = found.expect_err("it is cut");
        assert!(error.to_string().contains("fisc.db"), "{error}");
    }
}
