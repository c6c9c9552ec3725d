//! Sessions: a random token in a cookie that no script and no other site gets at; the file keeps
//! only its hash. A session ends after a time without a request, and at the latest after a working
//! day.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use fisc_store::{Store, StoreError};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Without a request for so long, a session ends.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// So long after it was opened, it ends in any case.
pub const LONGEST: TimeDelta = TimeDelta::hours(10);

/// When each session was last used. In memory only: a request then writes nothing, and a server that
/// was started anew counts from its start.
#[derive(Default)]
pub struct Seen(BTreeMap<[u8; 32], DateTime<Utc>>);

/// The name of the cookie; the prefix makes a browser insist on encryption and on this very host.
#[must_use]
pub fn cookie_name(tls: bool) -> &'static str {
    if tls { "__Host-fisc" } else { "fisc" }
}

/// The line that sets the cookie.
#[must_use]
pub fn cookie(tls: bool, token: &str) -> String {
    let secure = if tls { "; Secure" } else { "" };
    let name = cookie_name(tls);
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict{secure}")
}

/// The line that takes it away again.
#[must_use]
pub fn no_cookie(tls: bool) -> String {
    format!("{}; Max-Age=0", cookie(tls, ""))
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Opens a session and returns its token.
///
/// # Errors
/// The file does not take it, or the system gives no random bytes.
pub fn open(
    store: &mut Store,
    person: &str,
    now: DateTime<Utc>,
) -> Result<Zeroizing<String>, String> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|e| e.to_string())?;
    let token = Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_slice()));
    store
        .open_session(&hash(&token), person, now, now + LONGEST)
        .map_err(|e| e.to_string())?;
    Ok(token)
}

/// Whose session this is; one that was idle too long ends here.
///
/// # Errors
/// The file does not answer.
pub fn person(
    store: &mut Store,
    seen: &mut Seen,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    let hash = hash(token);
    let idle = seen.0.get(&hash).is_some_and(|last| now - *last > IDLE);
    if idle {
        seen.0.remove(&hash);
        store.close_session(&hash)?;
        return Ok(None);
    }
    let person = store.session(&hash, now)?;
    if person.is_some() {
        // Of those that nobody closed, the old ones go.
        seen.0.retain(|_, last| now - *last <= LONGEST);
        seen.0.insert(hash, now);
    }
    Ok(person)
}

/// Ends a session.
///
/// # Errors
/// The file does not take it.
pub fn close(store: &mut Store, seen: &mut Seen, token: &str) -> Result<(), StoreError> {
    seen.0.remove(&hash(token));
    store.close_session(&hash(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_by_idleness_by_age_and_by_hand() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut store = Store::create(&folder.path().join("fisc.db")).expect("a store");
        store.set_password("lin", "$argon2id$x").expect("a user");
        let start: DateTime<Utc> = "2026-01-31T08:00:00Z".parse().expect("a time");
        let mut seen = Seen::default();
        let open = |store: &mut Store| open(store, "lin", start).expect("a session");

        let token = open(&mut store);
        assert_eq!(token.len(), 43);
        let mut at = start;
        while at < start + LONGEST {
            let who = person(&mut store, &mut seen, &token, at).expect("an answer");
            assert_eq!(who.as_deref(), Some("lin"));
            at += IDLE;
        }
        assert_eq!(
            person(&mut store, &mut seen, &token, at).expect("an answer"),
            None
        );

        let token = open(&mut store);
        let mut ask = |store: &mut Store, token: &str, at| {
            person(store, &mut seen, token, at)
                .expect("an answer")
                .is_some()
        };
        assert!(ask(&mut store, &token, start));
        let late = start + IDLE + TimeDelta::seconds(1);
        assert!(!ask(&mut store, &token, late));
        assert!(!ask(&mut store, &token, start), "it does not come back");

        let token = open(&mut store);
        assert!(!ask(&mut store, "", start) && !ask(&mut store, "x", start));
        assert!(ask(&mut store, &token, start));
        close(&mut store, &mut seen, &token).expect("closed");
        assert!(
            person(&mut store, &mut seen, &token, start)
                .expect("an answer")
                .is_none()
        );
    }
}
