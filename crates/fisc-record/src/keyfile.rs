//! A secret key at rest: an age file behind a passphrase, after two lines that say whose it is.
//!
//! From its `-----BEGIN` line on the file is one that the program `age` opens too, so that a key
//! outlives this program.

use crate::key::{Algorithm, PublicKey, SecretKey};
use crate::text::{from_base64, to_base64};
use age::scrypt;
use age::secrecy::SecretString;
use std::io::{Read, Write};
use zeroize::Zeroizing;

/// How hard guessing a passphrase is made: scrypt with N = 2^17, 128 MiB and about half a second.
pub const WORK: u8 = 17;
/// Files that ask for more than 1 GiB are refused: whoever wrote them wants to stop the program.
const MOST_WORK: u8 = 20;

const TITLE: &str = "fisc secret key, version 1";
const PUBLIC: &str = "public: ";
const BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----";
const END: &str = "-----END AGE ENCRYPTED FILE-----";
const LINE: usize = 64;

/// Why a key was not sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum KeyfileError {
    /// Nothing to seal with.
    #[error("an empty passphrase protects nothing; choose one of several words")]
    NoPassphrase,
    /// Not such a file.
    #[error("not a fisc key file: {0}")]
    Form(&'static str),
    /// Most often a typing error.
    #[error("the passphrase is not the one this key was sealed with, or the file was changed")]
    Passphrase,
    /// It asks for more memory than a key file needs.
    #[error("the key file asks for 2^{0} rounds of scrypt; fisc opens up to 2^{MOST_WORK}")]
    TooMuchWork(u8),
    /// Its first lines name another key than is in it.
    #[error("the key in the file is not the one its second line names; the file was changed")]
    OtherKey,
    /// age did not write.
    #[error("the key could not be sealed: {0}")]
    Seal(String),
}

/// The key as a file. `work` is [`WORK`], less only in tests.
///
/// # Errors
/// The passphrase is empty, or the system has no random numbers.
pub fn seal(key: &SecretKey, passphrase: &str, work: u8) -> Result<String, KeyfileError> {
    if passphrase.is_empty() {
        return Err(KeyfileError::NoPassphrase);
    }
    let failed = |e: &dyn std::fmt::Display| KeyfileError::Seal(e.to_string());
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase.to_string()));
    recipient.set_work_factor(work.clamp(1, MOST_WORK));
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as _))
        .map_err(|e| failed(&e))?;
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed).map_err(|e| failed(&e))?;
    let secret = Zeroizing::new(to_base64(key.seed()));
    let secret = Zeroizing::new(format!("{}:{}\n", key.algorithm().name(), secret.as_str()));
    writer
        .write_all(secret.as_bytes())
        .and_then(|()| writer.finish().map(|_| ()))
        .map_err(|e| failed(&e))?;
    let body = to_base64(&sealed);
    let mut file = format!("{TITLE}\n{PUBLIC}{}\n{BEGIN}\n", key.public());
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(LINE));
        file.push_str(line);
        file.push('\n');
        rest = after;
    }
    file.push_str(END);
    file.push('\n');
    Ok(file)
}

/// The public key that the file names. Nothing vouches for it before [`open`] does.
///
/// # Errors
/// The file is no key file.
pub fn public(file: &str) -> Result<PublicKey, KeyfileError> {
    parts(file).map(|(key, _)| key)
}

/// The secret key.
///
/// # Errors
/// The file is no key file, the passphrase is another one, or the file was changed.
pub fn open(file: &str, passphrase: &str) -> Result<SecretKey, KeyfileError> {
    let (public, sealed) = parts(file)?;
    let mut identity = scrypt::Identity::new(SecretString::from(passphrase.to_string()));
    identity.set_max_work_factor(MOST_WORK);
    let decryptor = age::Decryptor::new_buffered(sealed.as_slice())
        .map_err(|_| KeyfileError::Form("what follows its third line is no age file"))?;
    let mut reader = decryptor
        .decrypt(std::iter::once(&identity as _))
        .map_err(|e| match e {
            age::DecryptError::ExcessiveWork { required, .. } => {
                KeyfileError::TooMuchWork(required)
            }
            _ => KeyfileError::Passphrase,
        })?;
    let mut secret = Zeroizing::new(String::new());
    reader
        .read_to_string(&mut secret)
        .map_err(|_| KeyfileError::Passphrase)?;
    let key = secret
        .strip_suffix('\n')
        .and_then(read)
        .ok_or(KeyfileError::Form("no secret key is in it"))?;
    if key.public() == public {
        Ok(key)
    } else {
        Err(KeyfileError::OtherKey)
    }
}

fn read(secret: &str) -> Option<SecretKey> {
    let (algorithm, seed) = secret.split_once(':')?;
    let algorithm: Algorithm = algorithm.parse().ok()?;
    let seed = Zeroizing::new(from_base64(seed)?);
    let seed: &[u8; 32] = seed.as_slice().try_into().ok()?;
    SecretKey::from_seed(algorithm, seed).ok()
}

fn parts(file: &str) -> Result<(PublicKey, Vec<u8>), KeyfileError> {
    let form = KeyfileError::Form;
    // Editors on other systems change the ends of lines; nothing signed depends on them.
    let mut lines = file.lines();
    if lines.next() != Some(TITLE) {
        return Err(form("its first line is not “fisc secret key, version 1”"));
    }
    let key = lines
        .next()
        .and_then(|line| line.strip_prefix(PUBLIC)?.parse().ok())
        .ok_or(form("its second line does not name a public key"))?;
    if lines.next() != Some(BEGIN) {
        return Err(form("its third line does not begin an age file"));
    }
    let mut body = String::new();
    for line in lines.by_ref() {
        if line == END {
            let bytes =
                from_base64(&body).ok_or(form("what follows its third line is not base64"))?;
            return if lines.all(str::is_empty) {
                Ok((key, bytes))
            } else {
                Err(form("something follows its last line"))
            };
        }
        body.push_str(line);
    }
    Err(form("its end is missing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAST: u8 = 4;

    fn key(algorithm: Algorithm) -> SecretKey {
        SecretKey::from_seed(algorithm, &[0x5a; 32]).expect("a seed")
    }

    #[test]
    fn what_is_sealed_opens_with_its_passphrase_only() {
        for algorithm in [Algorithm::Ed25519, Algorithm::Sm2] {
            let key = key(algorithm);
            let file = seal(&key, "河 清 海 晏", FAST).expect("sealed");
            assert_eq!(public(&file).expect("a file"), key.public());
            assert_eq!(
                open(&file, "河 清 海 晏").expect("opened").public(),
                key.public()
            );
            for other in ["", "河 清 海", "河清海晏"] {
                assert!(matches!(open(&file, other), Err(KeyfileError::Passphrase)));
            }
            assert!(open(&file.replace('\n', "\r\n"), "河 清 海 晏").is_ok());
        }
    }

    #[test]
    fn the_secret_is_not_in_the_file() {
        let key = key(Algorithm::Ed25519);
        let file = seal(&key, "a", FAST).expect("sealed");
        let again = seal(&key, "a", FAST).expect("sealed");
        assert_ne!(file, again, "the salt is new each time");
        assert!(!file.contains(&to_base64(key.seed())));
        assert!(file.lines().all(|line| line.len() <= 80));
    }

    #[test]
    fn changed_files_are_refused() {
        let file = seal(&key(Algorithm::Ed25519), "a", FAST).expect("sealed");
        for at in (0..file.len()).step_by(3) {
            let mut bytes = file.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(open(&changed, "a").is_err(), "byte {at}: {changed}");
            }
            assert!(open(&file[..at], "a").is_err(), "cut at {at}");
        }
        let other = SecretKey::from_seed(Algorithm::Ed25519, &[1; 32])
            .expect("a seed")
            .public();
        let mine = key(Algorithm::Ed25519).public();
        let swapped = file.replace(&mine.to_string(), &other.to_string());
        assert!(matches!(open(&swapped, "a"), Err(KeyfileError::OtherKey)));
    }

    #[test]
    fn an_empty_passphrase_and_too_much_work_are_refused() {
        let key = key(Algorithm::Ed25519);
        assert!(matches!(
            seal(&key, "", FAST),
            Err(KeyfileError::NoPassphrase)
        ));
        // A file that asks for 2^30 rounds would take a tebibyte.
        let file = seal(&key, "a", FAST).expect("sealed");
        let (_, sealed) = parts(&file).expect("a file");
        let text = String::from_utf8_lossy(&sealed).into_owned();
        let first = text.lines().nth(1).expect("a stanza").to_string();
        let hard = first.trim_end_matches('4').to_string() + "30";
        let at = sealed
            .windows(first.len())
            .position(|w| w == first.as_bytes())
            .expect("there");
        let sealed = [&sealed[..at], hard.as_bytes(), &sealed[at + first.len()..]].concat();
        let file = format!(
            "{TITLE}\n{PUBLIC}{}\n{BEGIN}\n{}\n{END}\n",
            key.public(),
            to_base64(&sealed)
        );
        assert!(matches!(
            open(&file, "a"),
            Err(KeyfileError::TooMuchWork(30))
        ));
    }
}
