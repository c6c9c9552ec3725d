//! What is confirmed: the files of a release as they will be published, named in a list. Left out is
//! only what tells of the confirmations themselves. Whoever has the package makes the list again with
//! `sha256sum` and compares its digest with what was signed.

use crate::Package;
use fisc_model::digest::sha256_hex;

/// The outcome of the gate, for programs.
pub const JSON: &str = "quality.json";
/// The page that says how the release was checked; in each language.
pub const PAGE: &str = "quality.html";
/// Files that come after the confirmations: they are not in the list.
pub const FILES: [&str; 5] = [
    JSON,
    PAGE,
    "en/quality.html",
    "zh/quality.html",
    "ro-crate-metadata.json",
];
/// What the list is called where it is kept.
pub const CONTENT: &str = fisc_review::confirmations::LIST;

/// The list, in the form of `sha256sum`, in the order of the paths.
#[must_use]
pub fn list(files: &Package) -> Vec<u8> {
    let digests: Vec<(&str, String)> = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), sha256_hex(bytes)))
        .collect();
    lines(
        digests
            .iter()
            .map(|(path, digest)| (*path, digest.as_str())),
    )
}

/// The same from paths, in their order, with the digests of what stands there.
pub(crate) fn lines<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let confirmed = files.filter(|(path, _)| !FILES.contains(path));
    let line = |(path, digest): (&str, &str)| format!("{digest}  {path}\n");
    confirmed.map(line).collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_other_content_is_another_list_and_what_tells_of_it_is_none(
            name in "[a-z]{1,6}\\.csv", bytes in proptest::collection::vec(any::<u8>(), 0..20),
            other in proptest::collection::vec(any::<u8>(), 0..20),
        ) {
            let mut files = Package::from([(name.clone(), bytes.clone()), (JSON.into(), vec![1])]);
            let before = list(&files);
            files.insert(JSON.into(), other.clone());
            files.insert("en/quality.html".into(), other.clone());
            prop_assert_eq!(&list(&files), &before);
            files.insert(name, other.clone());
            prop_assert_eq!(list(&files) == before, other == bytes);
        }
    }
}
