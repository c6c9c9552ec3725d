//! The engagement folder: found from where the user stands, as cargo finds a package; and the
//! catalogue of methods, mappings and packs, built in or its own.

use crate::error::Failure;
use crate::texts::t;
use fisc_catalogue::Catalogue;
use fisc_engine::{Engine, Settings};
use fisc_methods::{Method, Pack};
use fisc_model::engagement::Engagement;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

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

/// A replacement that was interrupted between its two renames leaves the old ledger beside: it is
/// put back, so that killing a command at any moment leaves a whole ledger.
fn settle(root: &Path) -> Result<(), Failure> {
    for name in ["ledger", "leads", "package"] {
        let (current, old) = (root.join(name), root.join(format!(".{name}.old")));
        if old.is_dir() {
            if current.exists() {
                fs::remove_dir_all(&old).map_err(Failure::io(&old))?;
            } else {
                fs::rename(&old, &current).map_err(Failure::io(&old))?;
            }
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
