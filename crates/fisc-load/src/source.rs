//! From a path in fisc.toml to the files, members of archives and sheets it means, in sorted order.
//! A source's name is its path relative to the engagement: nothing outside its folder is read, so
//! that no name of the auditor's machine enters the ledger.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// What a file is read as, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Spreadsheet,
    Parquet,
    Ipc,
    JsonLines,
    Dbf,
    Xml,
}

/// Where the bytes are.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    File(PathBuf),
    Member { zip: PathBuf, index: usize },
    Memory(Arc<[u8]>),
}

/// What can be read from anywhere.
pub(crate) trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// One file, or one member of an archive.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub name: String,
    pub place: Place,
    pub format: Format,
}

impl Format {
    /// By the end of the name.
    pub fn of(name: &str) -> Result<Format, String> {
        let extension = name
            .rsplit_once('.')
            .map(|(_, e)| e.to_lowercase())
            .unwrap_or_default();
        match extension.as_str() {
            "csv" | "tsv" | "tab" | "txt" | "psv" => Ok(Format::Csv),
            "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Ok(Format::Spreadsheet),
            "parquet" => Ok(Format::Parquet),
            "arrow" | "ipc" | "feather" => Ok(Format::Ipc),
            "jsonl" | "ndjson" => Ok(Format::JsonLines),
            "dbf" => Ok(Format::Dbf),
            "xml" => Ok(Format::Xml),
            "zip" => Err(
                "an archive: name the member, as in archive.zip!payments.csv (globs are allowed)"
                    .to_string(),
            ),
            _ => Err(format!(
                "files named .{extension} are not read; csv, tsv, txt, xlsx, xls, ods, dbf, parquet, arrow, jsonl and xml are"
            )),
        }
    }
}

impl Place {
    /// Runs `f` on the bytes as a stream.
    pub fn stream<T>(
        &self,
        f: impl FnOnce(&mut dyn Read) -> Result<T, String>,
    ) -> Result<T, String> {
        match self {
            Place::File(path) => f(&mut File::open(path).map_err(|e| e.to_string())?),
            Place::Memory(bytes) => f(&mut bytes.as_ref()),
            Place::Member { zip, index } => {
                let mut archive = open_zip(zip)?;
                let mut member = archive.by_index(*index).map_err(|e| e.to_string())?;
                f(&mut member)
            }
        }
    }

    /// Something that can be sought in, for formats that are not read from beginning to end. Only
    /// what lies in an archive is held in memory.
    pub fn seekable(&self) -> Result<Box<dyn ReadSeek>, String> {
        match self {
            Place::File(path) => {
                let file = File::open(path).map_err(|e| e.to_string())?;
                Ok(Box::new(BufReader::new(file)))
            }
            _ => Ok(Box::new(self.cursor()?)),
        }
    }

    /// The file beside this one that has its name but one of these endings, in any case of letters.
    pub fn beside(&self, endings: &[&str]) -> Option<Place> {
        match self {
            Place::Memory(_) => None,
            Place::File(path) => {
                let own = path.file_name()?.to_str()?;
                let entries = std::fs::read_dir(path.parent()?).ok()?;
                let mut names: Vec<PathBuf> =
                    entries.filter_map(|e| Some(e.ok()?.path())).collect();
                names.sort();
                let beside = |p: &PathBuf| {
                    let name = p.file_name().and_then(|n| n.to_str());
                    p.is_file() && name.is_some_and(|n| is_beside(own, n, endings))
                };
                names.into_iter().find(beside).map(Place::File)
            }
            Place::Member { zip, index } => {
                let archive = open_zip(zip).ok()?;
                let names: Vec<String> = archive.file_names_raw().map(member_name).collect();
                let own = names.get(*index)?;
                let index = names.iter().position(|n| is_beside(own, n, endings))?;
                let zip = zip.clone();
                Some(Place::Member { zip, index })
            }
        }
    }

    /// All bytes, for formats that are read from their end.
    fn bytes(&self) -> Result<Arc<[u8]>, String> {
        if let Place::Memory(bytes) = self {
            return Ok(bytes.clone());
        }
        self.stream(|r| {
            let mut bytes = Vec::new();
            r.read_to_end(&mut bytes).map_err(|e| e.to_string())?;
            Ok(bytes.into())
        })
    }

    /// All bytes as something that can be sought in.
    pub fn cursor(&self) -> Result<Cursor<Arc<[u8]>>, String> {
        self.bytes().map(Cursor::new)
    }
}

/// Whether a file is named like another but for its ending.
fn is_beside(own: &str, name: &str, endings: &[&str]) -> bool {
    let split = |n: &str| {
        let (stem, ending) = n.rsplit_once('.')?;
        Some((stem.to_lowercase(), ending.to_lowercase()))
    };
    match (split(own), split(name)) {
        (Some((a, _)), Some((b, ending))) => a == b && endings.contains(&ending.as_str()),
        _ => false,
    }
}

fn open_zip(path: &Path) -> Result<zip::ZipArchive<BufReader<File>>, String> {
    let file = File::open(path).map_err(|e| e.to_string())?;
    zip::ZipArchive::new(BufReader::new(file))
        .map_err(|e| format!("not a readable zip archive: {e}"))
}

/// The name of a member: Chinese tools write GBK without saying so.
fn member_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_string(),
        Err(_) => encoding_rs::GB18030.decode(raw).0.into_owned(),
    }
}

/// A glob's wild cards do not cross folders, and hidden files are not meant.
const GLOB: glob::MatchOptions = glob::MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: true,
};

/// Everything a path in fisc.toml means. An empty answer is an error.
pub(crate) fn find(root: &Path, path: &str) -> Result<Vec<Found>, String> {
    let (outer, member) = match path.split_once('!') {
        Some((outer, member)) => (outer, Some(member)),
        None => (path, None),
    };
    let mut found = Vec::new();
    for (name, file) in files(root, outer)? {
        match member {
            None => found.push(Found {
                format: Format::of(&name)?,
                place: Place::File(file),
                name,
            }),
            Some(pattern) => found.extend(members(&name, &file, pattern)?),
        }
    }
    if found.is_empty() {
        return Err("no file has this name or matches this pattern".to_string());
    }
    Ok(found)
}

fn files(root: &Path, path: &str) -> Result<Vec<(String, PathBuf)>, String> {
    let relative = Path::new(path);
    if relative
        .components()
        .any(|c| !matches!(c, Component::Normal(_) | Component::CurDir))
    {
        return Err("a source lies in the engagement's folder: its path is relative, without ..; copy or link it there".to_string());
    }
    // A name that happens to hold [ or * means that file.
    let literal = root.join(relative);
    if literal.is_file() {
        return Ok(vec![(slashed(relative)?, literal)]);
    }
    let pattern = format!("{}/{path}", glob::Pattern::escape(&root.to_string_lossy()));
    let matches = glob::glob_with(&pattern, GLOB).map_err(|e| format!("not a pattern: {e}"))?;
    let mut all = Vec::new();
    for file in matches {
        let file = file.map_err(|e| e.to_string())?;
        if file.is_file() {
            let below = file.strip_prefix(root).unwrap_or(&file);
            all.push((slashed(below)?, file.clone()));
        }
    }
    all.sort();
    Ok(all)
}

/// A path as it is written in the ledger on every platform.
fn slashed(path: &Path) -> Result<String, String> {
    let parts: Option<Vec<&str>> = path
        .components()
        .filter(|c| *c != Component::CurDir)
        .map(|c| c.as_os_str().to_str())
        .collect();
    parts
        .map(|p| p.join("/"))
        .ok_or_else(|| "the file's name is not Unicode; rename it".to_string())
}

fn members(outer: &str, file: &Path, pattern: &str) -> Result<Vec<Found>, String> {
    let archive = open_zip(file).map_err(|e| format!("{outer}: {e}"))?;
    let glob = glob::Pattern::new(pattern).map_err(|e| format!("not a pattern: {e}"))?;
    let mut all = Vec::new();
    for (index, raw) in archive.file_names_raw().enumerate() {
        let name = member_name(raw);
        if !name.ends_with('/') && (name == pattern || glob.matches_with(&name, GLOB)) {
            let place = Place::Member {
                zip: file.to_path_buf(),
                index,
            };
            all.push(Found {
                format: Format::of(&name)?,
                place,
                name: format!("{outer}!{name}"),
            });
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_globs_and_refusals() {
        let dir = tempfile::tempdir().expect("a folder");
        for name in ["b.csv", "a.csv", "[1].csv", ".hidden.csv"] {
            std::fs::write(dir.path().join(name), "x").expect("written");
        }
        let names = |path: &str| -> Result<Vec<String>, String> {
            Ok(find(dir.path(), path)?
                .into_iter()
                .map(|f| f.name)
                .collect())
        };
        assert_eq!(
            names("*.csv").expect("matches"),
            ["[1].csv", "a.csv", "b.csv"]
        );
        assert_eq!(names("[1].csv").expect("the file"), ["[1].csv"]);
        assert_eq!(names("./a.csv").expect("the file"), ["a.csv"]);
        assert!(names("c*.csv").expect_err("nothing").contains("no file"));
        assert!(names("../x.csv").expect_err("outside").contains("relative"));
        assert!(
            names("/etc/x.csv")
                .expect_err("outside")
                .contains("relative")
        );
    }

    #[test]
    fn names_of_members_in_gbk() {
        let (raw, _, _) = encoding_rs::GBK.encode("支付.csv");
        assert_eq!(member_name(&raw), "支付.csv");
    }
}
