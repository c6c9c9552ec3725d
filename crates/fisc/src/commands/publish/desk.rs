//! What lies there to be confirmed, as the desk reads it: the same content over which `fisc publish
//! confirm` signs, the items of the standard, and the files one by one.

use super::confirm::{files, lies};
use super::gate;
use super::kept::Kept;
use crate::engagement::Folder;
use crate::error::Failure;
use fisc_publish::quality::Answer;
use fisc_web::release::{Item, Prepared, Reader};
use std::fs;
use std::path::{Component, Path};
use std::sync::Arc;

/// What the desk is given.
pub fn reader(folder: Arc<Folder>) -> Reader {
    let (of_lies, of_file) = (Arc::clone(&folder), folder);
    Reader {
        lies: Box::new(move || prepared(&of_lies).map_err(|e| e.to_string())),
        file: Box::new(move |path| file(&of_file, path).map_err(|e| e.to_string())),
    }
}

fn prepared(folder: &Folder) -> Result<Option<Prepared>, Failure> {
    let Some(content) = lies(folder)? else {
        return Ok(None);
    };
    let (standard, _) = gate::standard(folder)?;
    let asked = standard.items.into_iter().filter_map(|i| match i.answer {
        Answer::Program => None,
        Answer::Role(role) => Some(Item {
            code: i.code,
            words: i.words,
            role,
        }),
    });
    Ok(Some(Prepared {
        content,
        folder: files(&Kept::open(folder)).display().to_string(),
        items: asked.collect(),
    }))
}

/// A plain file below the folder; no name leads out of it, and no link is followed.
fn file(folder: &Folder, path: &str) -> Result<Option<Vec<u8>>, Failure> {
    let mut at = files(&Kept::open(folder));
    for part in Path::new(path).components() {
        let Component::Normal(name) = part else {
            return Ok(None);
        };
        at.push(name);
        let plain = fs::symlink_metadata(&at).is_ok_and(|m| !m.file_type().is_symlink());
        if !plain {
            return Ok(None);
        }
    }
    match at.is_file() {
        true => Ok(Some(fs::read(&at).map_err(Failure::io(&at))?)),
        false => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(root: &Path) -> Folder {
        let toml =
            "[engagement]\nid = \"t\"\ntitle = \"T\"\nfiscal_year = 2025\ncurrency = \"CNY\"\n";
        fs::write(root.join("fisc.toml"), toml).expect("written");
        Folder::find(root).expect("an engagement")
    }

    #[test]
    fn files_are_read_below_the_folder_and_nowhere_else() {
        let temp = tempfile::tempdir().expect("a folder");
        let folder = folder(temp.path());
        let release = temp.path().join("publish/release-1");
        fs::create_dir_all(release.join("files/en")).expect("made");
        fs::write(release.join("files/en/index.html"), "<p>").expect("written");
        fs::write(release.join("secret"), "s").expect("written");
        let read = |path: &str| file(&folder, path).expect("read");
        assert_eq!(read("en/index.html").as_deref(), Some(&b"<p>"[..]));
        for path in [
            "",
            "en",
            "../secret",
            "en/../../secret",
            "/etc/hostname",
            "nothing",
        ] {
            assert_eq!(read(path), None, "{path}");
        }
        #[cfg(unix)]
        {
            let link = release.join("files/link");
            std::os::unix::fs::symlink(release.join("secret"), link).expect("a link");
            assert_eq!(read("link"), None);
        }
    }

    #[test]
    fn what_lies_there_is_said_with_who_answers() {
        let temp = tempfile::tempdir().expect("a folder");
        let folder = folder(temp.path());
        assert_eq!(prepared(&folder).expect("read"), None);
        let release = temp.path().join("publish/release-1");
        fs::create_dir_all(release.join("files")).expect("made");
        fs::write(release.join("files/a.csv"), "a").expect("written");
        fs::write(release.join("files/quality.json"), "later").expect("written");
        assert_eq!(prepared(&folder).expect("half"), None, "without shown.json");
        let shown = include_str!("../../../../fisc-publish/tests/release/publication.json");
        fs::write(release.join("shown.json"), shown).expect("written");
        let lies = prepared(&folder).expect("read").expect("prepared");
        assert_eq!(lies.content.release, 1);
        assert!(lies.content.findings.contains_key("F-1"));
        let files: Vec<&str> = lies.content.files().map(|(path, _)| path).collect();
        assert_eq!(files, ["a.csv"]);
        let items: Vec<&str> = lies.items.iter().map(|i| i.code.as_str()).collect();
        assert_eq!(items, ["secrecy", "meaning", "facts"]);
    }
}
