//! The data folders of the product (methods, views, mappings, packs, policies) as (path, bytes). The built-in
//! ones are embedded; a folder on disk, read by the caller, gives the same type: built-in and user
//! methods take one path.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Files by path with `/` between its parts, in order of path.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Catalogue {
    /// The folders this program was built with.
    #[must_use]
    pub fn embedded() -> Catalogue {
        let files = FILES
            .iter()
            .map(|(p, b)| ((*p).to_string(), Cow::Borrowed(*b)))
            .collect();
        Catalogue { files }
    }

    /// Adds a file, replacing one of the same path.
    pub fn insert(&mut self, path: String, bytes: Vec<u8>) {
        self.files.insert(path, Cow::Owned(bytes));
    }

    /// Removes everything below a folder, so that a folder on disk replaces it whole.
    pub fn remove_folder(&mut self, folder: &str) {
        let prefix = format!("{folder}/");
        self.files.retain(|p, _| !p.starts_with(&prefix));
    }

    /// The bytes of a file.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// The text of a file; `None` if it is missing or not UTF-8.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.bytes(path)?).ok()
    }

    /// All files below a folder: (path below it, bytes), in order.
    pub fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        let prefix = format!("{folder}/");
        self.files
            .range(prefix.clone()..)
            .take_while({
                let prefix = prefix.clone();
                move |(p, _)| p.starts_with(&prefix)
            })
            .map(move |(p, b)| (&p[prefix.len()..], b.as_ref()))
    }

    /// The names of the folders directly below a folder, in order.
    #[must_use]
    pub fn folders(&self, folder: &str) -> BTreeSet<String> {
        self.below(folder)
            .filter_map(|(p, _)| p.split_once('/'))
            .map(|(f, _)| f.to_string())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_files() {
        let mut c = Catalogue::default();
        c.insert("methods/a/x.sql".into(), b"SELECT 1".to_vec());
        c.insert("methods/ab/y.sql".into(), Vec::new());
        c.insert("views/v.sql".into(), Vec::new());
        assert_eq!(
            c.folders("methods").into_iter().collect::<Vec<_>>(),
            ["a", "ab"]
        );
        assert_eq!(
            c.below("methods/a").map(|(p, _)| p).collect::<Vec<_>>(),
            ["x.sql"]
        );
        assert_eq!(c.text("methods/a/x.sql"), Some("SELECT 1"));
        c.remove_folder("methods/a");
        assert_eq!(c.folders("methods").into_iter().collect::<Vec<_>>(), ["ab"]);
    }

    #[test]
    fn the_catalogue_is_embedded() {
        assert!(Catalogue::embedded().folders("methods").len() > 1);
    }
}
