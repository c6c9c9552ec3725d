//! The engagement folder: found from where the user stands, as cargo finds a package; and the
//! catalogue of methods, mappings and packs, built in or its own.

use crate::error::Failure;
use crate::texts::t;
use fisc_catalogue::Catalogue;
use fisc_engine::{Engine, Settings};
use fisc_methods::{Method, Pack};
use fisc_model::engagement::Engagement;
use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An engagement and what it works with.
pub struct Folder {
    /// Where fisc.toml stands.
    pub root: PathBuf,
    /// fisc.toml.
    pub engagement: Engagement,
    /// Built-in and own methods, views, mappings, packs.
    pub catalogue: Catalogue,
    /// The engagement's packs.
    pub packs: Vec<Pack>,
}

/// A working folder, locked while it is used and gone when dropped.
pub struct Scratch {
    folder: tempfile::TempDir,
    _lock: File,
}

/// How working folders are named.
const SCRATCH: &str = ".fisc-";

impl Scratch {
    /// Makes one, and removes those of commands that were killed: nobody holds their lock.
    fn new(root: &Path) -> Result<Scratch, Failure> {
        for entry in fs::read_dir(root).map_err(Failure::io(root))? {
            let path = entry.map_err(Failure::io(root))?.path();
            let ours = path
                .file_name()
                .and_then(|n| n.to_str())
                .is_some_and(|n| n.starts_with(SCRATCH));
            if ours && File::open(path.join("lock")).is_ok_and(|f| f.try_lock().is_ok()) {
                fs::remove_dir_all(&path).map_err(Failure::io(&path))?;
            }
        }
        let folder = tempfile::Builder::new()
            .prefix(SCRATCH)
            .tempdir_in(root)
            .map_err(Failure::io(root))?;
        let path = folder.path().join("lock");
        let lock = File::create(&path).map_err(Failure::io(&path))?;
        lock.lock().map_err(Failure::io(&path))?;
        Ok(Scratch {
            folder,
            _lock: lock,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// The right to write into an engagement, held by one command at a time and given back by the system
/// when the command ends, however it ends. Readers need none: what they read is put in place whole.
pub struct WriteLock {
    _file: File,
}

/// The file that is locked. It stays: removing it would let two commands lock two files of one name.
const LOCK: &str = ".fisc.lock";

impl WriteLock {
    /// The lock, or `None` while another command holds it.
    fn try_new(root: &Path, command: &str) -> Result<Option<WriteLock>, Failure> {
        let path = root.join(LOCK);
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(Failure::io(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(e)) => return Err(Failure::io(&path)(e)),
        }
        let holder = format!("{command}, process {}\n", std::process::id());
        file.set_len(0)
            .and_then(|()| file.write_all(holder.as_bytes()))
            .map_err(Failure::io(&path))?;
        Ok(Some(WriteLock { _file: file }))
    }
}

/// The data folders an engagement may have of its own; a file there joins the built-in ones.
const OWN: [&str; 4] = ["methods", "views", "mappings", "packs"];

impl Folder {
    /// The engagement at or above this folder.
    pub fn find(start: &Path) -> Result<Folder, Failure> {
        let start = fs::canonicalize(start).map_err(Failure::given(start))?;
        let root = start
            .ancestors()
            .find(|p| p.join("fisc.toml").is_file())
            .ok_or_else(|| Failure::Input(t!("no-engagement", folder = start.display())))?;
        Folder::open(root)
    }

    fn open(root: &Path) -> Result<Folder, Failure> {
        let path = root.join("fisc.toml");
        let text = fs::read_to_string(&path).map_err(Failure::io(&path))?;
        let wrong = |e: String| Failure::Input(format!("{}: {}", path.display(), e.trim_end()));
        let engagement = Engagement::parse(&text).map_err(wrong)?;
        settle(root)?;
        let mut catalogue = Catalogue::embedded();
        for folder in OWN {
            add(&mut catalogue, &root.join(folder), folder)?;
        }
        let packs = engagement
            .engagement
            .packs
            .iter()
            .map(|p| Pack::read(&catalogue, p));
        let packs = packs.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
        Ok(Folder {
            root: root.to_path_buf(),
            engagement,
            catalogue,
            packs,
        })
    }

    /// The right to write, for as long as the command works.
    ///
    /// # Errors
    /// Another command is writing.
    pub fn write_lock(&self, command: &str) -> Result<WriteLock, Failure> {
        WriteLock::try_new(&self.root, command)?.ok_or_else(|| {
            let holder = fs::read_to_string(self.root.join(LOCK)).unwrap_or_default();
            let holder = match holder.trim() {
                "" => "another command",
                known => known,
            };
            Failure::Failed(format!(
                "{holder} is writing into {}; {command} changed nothing: run it again when that has ended",
                self.root.display()
            ))
        })
    }

    /// The methods, in the order of their codes.
    pub fn methods(&self) -> Result<Vec<Method>, Failure> {
        Method::read_all(&self.catalogue).map_err(|e| Failure::Input(e.to_string()))
    }

    /// What an engine of this engagement may use; `temp` is where it spills.
    pub fn settings(&self, options: &crate::commands::EngineOptions, temp: &Path) -> Settings {
        let mut calendars = BTreeMap::new();
        for pack in &self.packs {
            if let Some(calendar) = &pack.calendar {
                calendars.insert(pack.jurisdiction.clone(), calendar.clone());
            }
        }
        Settings {
            partitions: options.partitions,
            threads: options.jobs.max(options.partitions),
            memory: options.memory << 20,
            disk: 1 << 40,
            temp: temp.to_path_buf(),
            calendars,
        }
    }

    /// The engine over this engagement's ledger.
    pub fn engine(
        &self,
        options: &crate::commands::EngineOptions,
        temp: &Path,
    ) -> Result<Engine, Failure> {
        let ledger = self.root.join("ledger");
        if !ledger.join("manifest.json").is_file() {
            return Err(Failure::Input(t!(
                "no-ledger",
                folder = self.root.display()
            )));
        }
        Ok(Engine::open(&ledger, &self.settings(options, temp))?)
    }

    /// The digest by which a run names the ledger it was made from.
    pub fn ledger_digest(&self) -> Result<String, Failure> {
        let manifest = self.root.join("ledger/manifest.json");
        let bytes = fs::read(&manifest).map_err(Failure::io(&manifest))?;
        Ok(fisc_model::digest::sha256_hex(&bytes))
    }

    /// A folder beside the ledger for what is unfinished or spilled: on the same disk, so that a
    /// rename is enough to put it in place.
    pub fn temp(&self) -> Result<Scratch, Failure> {
        Scratch::new(&self.root)
    }

    /// The text of a mapping: a file relative to the engagement, or a shipped one by name.
    pub fn mapping(&self, name: &str) -> Option<String> {
        let file = self.root.join(name);
        if file.is_file() {
            return fs::read_to_string(file).ok();
        }
        let shipped = format!("mappings/{}.toml", name.trim_end_matches(".toml"));
        self.catalogue.text(&shipped).map(str::to_string)
    }
}

/// A replacement that was interrupted between its two renames leaves the old folder beside: it is
/// put back, so that killing a command at any moment leaves a whole ledger. While the command that
/// replaces still runs, this waits: a replacement takes two renames and the removal of the old folder.
fn settle(root: &Path) -> Result<(), Failure> {
    const NAMES: [&str; 3] = ["ledger", "leads", "package"];
    let old = |name: &str| root.join(format!(".{name}.old"));
    let open = || NAMES.iter().any(|name| old(name).is_dir());
    let mut patience = 1_000;
    while open() {
        if let Some(_lock) = WriteLock::try_new(root, "recovery")? {
            for name in NAMES {
                let (current, old) = (root.join(name), old(name));
                if old.is_dir() && current.exists() {
                    fs::remove_dir_all(&old).map_err(Failure::io(&old))?;
                } else if old.is_dir() {
                    fs::rename(&old, &current).map_err(Failure::io(&old))?;
                }
            }
        } else if patience == 0 {
            return Err(Failure::Failed(format!(
                "another command has been replacing a folder of {} for ten seconds; try again",
                root.display()
            )));
        } else {
            patience -= 1;
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    Ok(())
}

/// Puts a finished folder in the place of `root/name`, the old one last to go.
pub fn replace(root: &Path, name: &str, finished: &Path) -> Result<(), Failure> {
    let (current, old) = (root.join(name), root.join(format!(".{name}.old")));
    if current.exists() {
        fs::rename(&current, &old).map_err(Failure::io(&current))?;
    }
    fs::rename(finished, &current).map_err(Failure::io(&current))?;
    if old.exists() {
        fs::remove_dir_all(&old).map_err(Failure::io(&old))?;
    }
    Ok(())
}

/// Adds the files of a folder on disk to the catalogue; a folder that is not there adds none.
fn add(catalogue: &mut Catalogue, folder: &Path, name: &str) -> Result<(), Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(Failure::io(folder)(e)),
    };
    for entry in entries {
        let path = entry.map_err(Failure::io(folder))?.path();
        let Some(part) = path.file_name().and_then(|n| n.to_str()) else {
            continue;
        };
        if part.starts_with('.') {
            continue;
        }
        let name = format!("{name}/{part}");
        if path.is_dir() {
            add(catalogue, &path, &name)?;
        } else {
            let bytes = fs::read(&path).map_err(Failure::io(&path))?;
            catalogue.insert(name, bytes);
        }
    }
    Ok(())
}
