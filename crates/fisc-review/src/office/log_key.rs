//! The file of the log's own key.

use super::{OfficeError, file, read};
use fisc_record::key::{Algorithm, SecretKey};
use std::fs;
use std::path::Path;

/// The seed of the log's key as hex. It signs checkpoints and refusals and can sign nothing in a
/// person's name; it is not behind a passphrase, because the log must be able to write unattended.
pub(super) fn read_key(path: &Path) -> Result<SecretKey, OfficeError> {
    let text = read(path)?;
    let text = text.trim();
    let wrong = || file(path)("is no log key: 64 hex digits; restore it from a copy".into());
    let mut seed = [0_u8; 32];
    if text.len() != 64 || !text.is_ascii() {
        return Err(wrong());
    }
    for (byte, pair) in seed.iter_mut().zip(text.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).unwrap_or_default();
        *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
    }
    from_seed(path, &seed)
}

pub(super) fn from_seed(path: &Path, seed: &[u8; 32]) -> Result<SecretKey, OfficeError> {
    SecretKey::from_seed(Algorithm::Ed25519, seed).map_err(|e| file(path)(e.to_string()))
}

pub(super) fn write(path: &Path, seed: &[u8; 32]) -> Result<(), OfficeError> {
    use std::io::Write as _;
    let hex: String = seed.iter().map(|b| format!("{b:02x}")).collect();
    let mut options = fs::File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut f| {
        f.write_all(hex.as_bytes())?;
        f.write_all(b"\n")?;
        f.sync_all()
    });
    written.map_err(|e| file(path)(e.to_string()))
}
