//! One sense for each word: docs/glossary.md says which words are not used, and no Chinese text may
//! hold them.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files of these names under the folder.
fn files(folder: &Path, wanted: &dyn Fn(&str) -> bool, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, wanted, found);
        } else if path
            .file_name()
            .is_some_and(|n| wanted(&n.to_string_lossy()))
        {
            found.push(path);
        }
    }
}

#[test]
fn no_text_uses_a_word_that_the_glossary_rules_out() {
    let glossary = fs::read_to_string(root().join("docs/glossary.md")).expect("the glossary");
    let mut ruled_out = Vec::new();
    for row in glossary.lines().filter(|l| l.starts_with("| ")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 4, "{row}");
        if cells[0] != "word" && cells[0] != "---" {
            let words = cells[3].split('、').filter(|w| !w.is_empty());
            ruled_out.extend(words.map(|w| (w.to_string(), cells[1].to_string())));
        }
    }
    assert!(ruled_out.len() > 40, "the tables are gone");
    let mut texts = Vec::new();
    files(&root().join("crates"), &|n| n.ends_with(".ftl"), &mut texts);
    let of_method = |n: &str| n == "README.zh.md" || n == "method.toml";
    files(&root().join("methods"), &of_method, &mut texts);
    assert!(texts.len() > 50, "the texts are elsewhere");
    let mut problems = Vec::new();
    for path in &texts {
        let text = fs::read_to_string(path).expect("UTF-8");
        for (number, line) in (1..).zip(text.lines()) {
            for (word, instead) in &ruled_out {
                if line.contains(word.as_str()) {
                    let path = path.display();
                    problems.push(format!(
                        "{path}:{number}: {word}; the glossary has {instead}"
                    ));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
