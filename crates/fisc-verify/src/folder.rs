//! Reads a package from a folder, for the programs at the edge; the checks themselves open nothing.

use crate::Files;
use std::fs;
use std::path::{Path, PathBuf};

/// Why a folder was not read.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The system said no.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Not a file and not a folder.
    #[error("{0}: is a link or a device; a package holds plain files, copy the file itself here")]
    NotAFile(PathBuf),
    /// A name that is no text.
    #[error("{0}: its name is not UTF-8 text; a package has no such file")]
    Name(PathBuf),
}

/// All files under the folder. Links are refused: what they lead to is not in the package.
///
/// # Errors
/// See [`FolderError`].
pub fn read(folder: &Path) -> Result<Files, FolderError> {
    let mut files = Files::new();
    add(folder, "", &mut files)?;
    Ok(files)
}

fn add(folder: &Path, prefix: &str, files: &mut Files) -> Result<(), FolderError> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| FolderError::Io { path, source }
    };
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let entry = entry.map_err(failed(folder))?;
        let path = entry.path();
        let Ok(name) = entry.file_name().into_string() else {
            return Err(FolderError::Name(path));
        };
        let inside = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(failed(&path))?;
        if kind.is_dir() {
            add(&path, &format!("{inside}/"), files)?;
        } else if kind.is_file() {
            files.insert(inside, fs::read(&path).map_err(failed(&path))?);
        } else {
            return Err(FolderError::NotAFile(path));
        }
    }
    Ok(())
}
