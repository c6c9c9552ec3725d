//! What an office keeps of its releases, in `publish/`: for each the seed of its secret key, what was
//! signed in full, what was shown, the prepared files, the package, and the checkpoint that the next
//! release is measured against. Only its owner reads the folder; nothing of it but the package
//! leaves.

use crate::engagement::Folder;
use crate::error::Failure;
use crate::texts::t;
use fisc_model::Money;
use fisc_publish::Package;
use fisc_publish::gather::Before;
use fisc_publish::publication::Publication;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The folder of one engagement.
pub struct Kept {
    root: PathBuf,
}

/// What is known of a release once it is published.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// SHA-256 of SHA256SUMS.
    pub sums: String,
    /// SHA-256 of the zip.
    pub zip: String,
}

/// What the files of a release were made under, beside what is in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// SHA-256 of the list of takedowns.
    pub takedowns: String,
    /// Findings that must not be in it.
    #[serde(default)]
    pub held: BTreeSet<String>,
    /// What auditees may spend, by org_code.
    #[serde(default)]
    pub budgets: BTreeMap<String, Money>,
    /// Passages that hold an accusing word for a reason.
    #[serde(default)]
    pub allowed: BTreeSet<String>,
}

impl Kept {
    /// Of this engagement; nothing is made before something is kept.
    pub fn open(folder: &Folder) -> Kept {
        Kept {
            root: folder.root.join("publish"),
        }
    }

    /// Makes the folder, where there is none, for its owner alone.
    pub fn ready(&self) -> Result<(), Failure> {
        private_folder(&self.root)
    }

    /// A file of the office beside the releases.
    pub fn file(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The folder of a release.
    pub fn release(&self, release: u32) -> PathBuf {
        self.root.join(format!("release-{release}"))
    }

    /// The last release that was published; 0 before the first.
    pub fn last(&self) -> u32 {
        let published = |n: &u32| self.release(*n).join("published.json").is_file();
        (1..).take_while(published).last().unwrap_or(0)
    }

    /// A JSON file of a release.
    pub fn json<T: DeserializeOwned>(&self, release: u32, name: &str) -> Result<T, Failure> {
        let path = self.release(release).join(name);
        let bytes = fs::read(&path).map_err(Failure::io(&path))?;
        serde_json::from_slice(&bytes).map_err(|e| {
            let error = e.to_string();
            Failure::Input(t!("publish-damaged", path = path.display(), error = error))
        })
    }

    /// What was published before.
    pub fn before(&self) -> Result<Option<Before>, Failure> {
        let last = self.last();
        let mut numbers = BTreeMap::new();
        for n in 1..=last {
            let whole: Publication = self.json(n, "whole.json")?;
            numbers.extend(whole.findings.into_iter().map(|(id, f)| (id, f.number)));
        }
        if last == 0 {
            return Ok(None);
        }
        let published: Published = self.json(last, "published.json")?;
        Ok(Some(Before {
            numbers,
            shown: self.json(last, "shown.json")?,
            digest: published.sums,
        }))
    }

    /// The checkpoints of all releases, the oldest first.
    pub fn checkpoints(&self) -> Result<Vec<String>, Failure> {
        let read = |n| {
            let path = self.release(n).join("checkpoint");
            fs::read_to_string(&path).map_err(Failure::io(&path))
        };
        (1..=self.last()).map(read).collect()
    }

    /// The seed of a release's secret, from the system's chance where there is none yet.
    pub fn seed(&self, release: u32) -> Result<Zeroizing<[u8; 32]>, Failure> {
        let folder = self.release(release);
        self.ready()?;
        private_folder(&folder)?;
        secret(&folder.join("secret"), true)
    }
}

/// A folder that its owner alone reads.
fn private_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(Failure::io(path))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(Failure::io(path))?;
    }
    Ok(())
}

/// 32 secret bytes as hex in a file that its owner alone reads.
pub fn secret(path: &Path, make: bool) -> Result<Zeroizing<[u8; 32]>, Failure> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    if make && !path.exists() {
        getrandom::fill(bytes.as_mut()).map_err(|e| Failure::Failed(e.to_string()))?;
        let hex: Zeroizing<String> =
            Zeroizing::new(bytes.iter().map(|b| format!("{b:02x}")).collect());
        crate::output::new_file(path, hex.as_bytes())?;
        return Ok(bytes);
    }
    let text = Zeroizing::new(fs::read_to_string(path).map_err(Failure::given(path))?);
    let text = text.trim();
    let wrong = || Failure::Input(t!("publish-no-secret", path = path.display()));
    if text.len() != 64 || !text.is_ascii() {
        return Err(wrong());
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).unwrap_or_default();
        *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
    }
    Ok(bytes)
}

/// Puts a file in place whole, for its owner alone.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(Failure::io(folder))?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(Failure::io(path))?;
    file.persist(path).map_err(|e| Failure::io(path)(e.error))?;
    Ok(())
}

/// The same of a value.
pub fn put_json<T: Serialize>(path: &Path, value: &T) -> Result<(), Failure> {
    let bytes = serde_json::to_vec(value).map_err(|e| Failure::Failed(e.to_string()))?;
    put(path, &bytes)
}

/// Writes the files of a package into a folder that is not there yet.
pub fn write_all(folder: &Path, files: &Package) -> Result<(), Failure> {
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(Failure::io(parent))?;
        }
        fs::write(&path, bytes).map_err(Failure::io(&path))?;
    }
    Ok(())
}
