//! The book of what the public sends: added to, judged under the lock, and rid of contacts for good.

use chrono::{DateTime, NaiveDate, Utc};
use fisc_store::{Book, Desk, NewEvent, Store, StoreError};
use std::fs;
use std::path::Path;
use tempfile::tempdir;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_778_000_000, 0).expect("a moment")
}

fn event(item: &str, act: &str) -> NewEvent {
    NewEvent {
        item: item.into(),
        on: NaiveDate::from_ymd_opt(2026, 5, 6).expect("a day"),
        by: "信访科".into(),
        act: format!("{{\"act\":\"{act}\"}}"),
        contact: None,
        erases: false,
    }
}

fn add(book: &mut Book, desk: Desk, events: Vec<NewEvent>) {
    let added: Result<(), StoreError> = book.add(desk, now(), |_| Ok((events, ())));
    added.expect("added");
}

/// Whether the bytes stand anywhere in the files of the book.
fn holds(folder: &Path, text: &str) -> bool {
    let mut files = fs::read_dir(folder).expect("the folder");
    files.any(|entry| {
        let bytes = fs::read(entry.expect("an entry").path()).expect("a file");
        bytes.windows(text.len()).any(|w| w == text.as_bytes())
    })
}

#[test]
fn events_are_added_in_order_and_desks_are_apart() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("public.db");
    let mut book = Book::open(&path).expect("a book");
    add(
        &mut book,
        Desk::Feedback,
        vec![event("F-2026-1", "a"), event("F-2026-2", "b")],
    );
    add(&mut book, Desk::Request, vec![event("R-2026-1", "c")]);
    add(&mut book, Desk::Feedback, vec![event("F-2026-1", "d")]);
    drop(book);
    let book = Book::open(&path).expect("the same again");
    let of = |desk| {
        let events = book.events(desk).expect("events");
        events
            .into_iter()
            .map(|e| (e.item, e.act))
            .collect::<Vec<_>>()
    };
    let feedback = of(Desk::Feedback);
    assert_eq!(feedback.len(), 3);
    assert_eq!(feedback[2], ("F-2026-1".into(), "{\"act\":\"d\"}".into()));
    assert_eq!(of(Desk::Request).len(), 1);
    let first = &book.events(Desk::Feedback).expect("events")[0];
    assert_eq!((first.by.as_str(), first.written), ("信访科", now()));
}

#[test]
fn a_judge_sees_what_it_judges_and_its_no_leaves_nothing() {
    let folder = tempdir().expect("a folder");
    let mut book = Book::open(&folder.path().join("public.db")).expect("a book");
    add(&mut book, Desk::Feedback, vec![event("F-2026-1", "a")]);
    let refused: Result<(), StoreError> = book.add(Desk::Feedback, now(), |before| {
        assert_eq!(before.len(), 1);
        Err(StoreError::Entry("no".into()))
    });
    assert!(refused.is_err());
    // The second event is none, and takes the first with it.
    let mut broken = event("F-2026-3", "c");
    broken.act = "no JSON".into();
    let pair = vec![event("F-2026-2", "b"), broken];
    let half: Result<(), StoreError> = book.add(Desk::Feedback, now(), |_| Ok((pair, ())));
    assert!(half.is_err());
    assert_eq!(book.events(Desk::Feedback).expect("events").len(), 1);
}

#[test]
fn a_contact_is_kept_apart_and_leaves_no_byte_when_it_is_erased() {
    let folder = tempdir().expect("a folder");
    let mut book = Book::open(&folder.path().join("public.db")).expect("a book");
    let mut first = event("F-2026-1", "received");
    first.contact = Some("zhaoqian-13900000000".into());
    add(&mut book, Desk::Feedback, vec![first]);
    let contact = book.contact(Desk::Feedback, "F-2026-1").expect("an answer");
    assert_eq!(contact.as_deref(), Some("zhaoqian-13900000000"));
    assert_eq!(
        book.contact(Desk::Request, "F-2026-1").expect("an answer"),
        None
    );
    assert!(
        holds(folder.path(), "zhaoqian-13900000000"),
        "the test looks at the right files"
    );
    let mut erased = event("F-2026-1", "contact_erased");
    erased.erases = true;
    add(&mut book, Desk::Feedback, vec![erased]);
    assert_eq!(
        book.contact(Desk::Feedback, "F-2026-1").expect("an answer"),
        None
    );
    assert!(!holds(folder.path(), "zhaoqian"), "a byte of it is left");
    assert_eq!(book.events(Desk::Feedback).expect("events").len(), 2);
}

#[test]
fn our_own_code_cannot_change_it_either() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("public.db");
    let mut book = Book::open(&path).expect("a book");
    add(&mut book, Desk::Feedback, vec![event("F-2026-1", "a")]);
    let raw = rusqlite::Connection::open(&path).expect("the file");
    for sql in ["DELETE FROM event", "UPDATE event SET person = 'x'"] {
        let error = raw.execute(sql, []).expect_err(sql).to_string();
        assert!(error.contains("is never"), "{error}");
    }
}

#[test]
fn writers_at_the_same_time_lose_nothing() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("public.db");
    Book::open(&path).expect("a book");
    std::thread::scope(|s| {
        for _ in 0..8 {
            s.spawn(|| {
                let mut book = Book::open(&path).expect("the book");
                for _ in 0..5 {
                    let added: Result<(), StoreError> = book.add(Desk::Request, now(), |before| {
                        Ok((
                            vec![event(&format!("R-2026-{}", before.len() + 1), "a")],
                            (),
                        ))
                    });
                    added.expect("added");
                }
            });
        }
    });
    let book = Book::open(&path).expect("the book");
    let items: Vec<String> = book
        .events(Desk::Request)
        .expect("events")
        .into_iter()
        .map(|e| e.item)
        .collect();
    let expected: Vec<String> = (1..=40).map(|n| format!("R-2026-{n}")).collect();
    assert_eq!(items, expected);
}

#[test]
fn a_record_is_no_book_and_a_book_no_record() {
    let folder = tempdir().expect("a folder");
    let (record, book) = (
        folder.path().join("fisc.db"),
        folder.path().join("public.db"),
    );
    Store::create(&record).expect("a record");
    Book::open(&book).expect("a book");
    assert!(matches!(
        Book::open(&record),
        Err(StoreError::Foreign { .. })
    ));
    assert!(matches!(
        Store::open(&book),
        Err(StoreError::Foreign { .. })
    ));
}
