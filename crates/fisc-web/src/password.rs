//! Logging in: argon2id, the same work for a person who is not there, one at a time so that many
//! attempts cost the sender and not the memory, and a limit on attempts by person and by address.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use chrono::{DateTime, TimeDelta, Utc};
use fisc_store::{Store, StoreError};
use std::net::IpAddr;

/// The time over which attempts are counted.
pub const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Attempts for one person in that time.
const PER_PERSON: u64 = 5;
/// Attempts from one address in that time: several people may share one.
const PER_ADDRESS: u64 = 50;
/// Characters of a password at least.
pub const SHORTEST: usize = 12;
/// Bytes at most: hashing takes longer the longer a text is.
pub const LONGEST: usize = 1024;

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// That is the person.
    Right,
    /// No such person, or not this password: which of the two is not told.
    Wrong,
    /// Too many attempts lately; not even looked at.
    TooMany,
}

/// The text under which a password is kept.
///
/// # Errors
/// The system gives no random bytes.
pub fn hash(password: &str) -> Result<String, String> {
    let hash: PasswordHash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|e| e.to_string())?;
    Ok(hash.to_string())
}

fn matches(password: &str, kept: &str) -> bool {
    PasswordHash::new(kept).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}

/// Whether this is the person's password, without a limit: for who is logged in already.
///
/// # Errors
/// The file does not answer.
pub fn is_right(store: &Store, person: &str, password: &str) -> Result<bool, StoreError> {
    let kept = store.password(person)?;
    Ok(kept.is_some_and(|kept| matches(password, &kept)))
}

/// Looks at an attempt to log in.
///
/// # Errors
/// The file does not answer.
pub fn attempt(
    store: &mut Store,
    person: &str,
    password: &str,
    from: IpAddr,
    now: DateTime<Utc>,
) -> Result<Attempt, StoreError> {
    // In a file made for it a row is a few bytes, but whoever is not known must not choose how many.
    let who: String = person.chars().take(64).collect();
    let (who, from) = (format!("person {who}"), format!("address {from}"));
    let since = now - WINDOW;
    let by_person = store.attempt(&who, now, since)?;
    let by_address = store.attempt(&from, now, since)?;
    if by_person > PER_PERSON || by_address > PER_ADDRESS {
        return Ok(Attempt::TooMany);
    }
    if password.len() > LONGEST {
        return Ok(Attempt::Wrong);
    }
    let kept = store.password(person)?;
    // The hash of no password: that of 32 zero bytes under a salt of zeros, with the parameters in
    // use, so that an unknown person takes as long as a known one.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let right = matches(password, kept.as_deref().unwrap_or(NOBODY)) && kept.is_some();
    if right {
        store.forget_attempts(&who)?;
        return Ok(Attempt::Right);
    }
    Ok(Attempt::Wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_attempt_is_not_even_looked_at() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut store = Store::create(&folder.path().join("fisc.db")).expect("a store");
        let kept = hash("correct horse battery").expect("a hash");
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        store.set_password("lin", &kept).expect("a user");
        let start: DateTime<Utc> = "2026-01-31T08:00:00Z".parse().expect("a time");
        let mut ask = |person: &str, password: &str, from: [u8; 4], at| {
            attempt(&mut store, person, password, IpAddr::from(from), at).expect("an answer")
        };
        let one = [127, 0, 0, 1];
        for _ in 0..5 {
            assert_eq!(ask("lin", "wrong", one, start), Attempt::Wrong);
        }
        let right = "correct horse battery";
        assert_eq!(ask("lin", right, one, start), Attempt::TooMany);
        assert_eq!(ask("lin", right, [10, 0, 0, 1], start), Attempt::TooMany);
        let later = start + WINDOW + TimeDelta::seconds(1);
        assert_eq!(ask("lin", right, one, later), Attempt::Right);
        assert_eq!(ask("lin", right, one, later), Attempt::Right);
        assert_eq!(ask("nobody", "", one, later), Attempt::Wrong);
        assert_eq!(ask("lin", &"x".repeat(2000), one, later), Attempt::Wrong);
    }
}
