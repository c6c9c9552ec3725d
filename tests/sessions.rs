//! What a user sees, held word for word: the sessions in `tests/cli/*.md` and every command of the
//! README and of `docs/` are run in a scratch folder, and what they print is compared with what
//! stands below them. `FISC_UPDATE=1` rewrites it, to be reviewed in the diff.
//!
//! A block ```` ```console ```` holds `$ command` lines, each followed by `? CODE` if it ends with
//! another code than 0, and by what it prints on both streams. A block ```` ```sh ```` holds
//! commands that must end with 0. A block whose first line names a file, ```` ```csv a/b.csv ````,
//! is written there. What differs from run to run is put in brackets.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a record has that is new in every run.
const REDACTED: [(&str, &str); 4] = [
    (r"\b(ed25519|sm2):[A-Za-z0-9+/]{40,}=*", "$1:[KEY]"),
    (r"[A-Za-z0-9+/]{43}=", "[HASH]"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)", "[TIME]"),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", "[TIME]"),
];

/// Where a session runs: its scratch folder and where in it the shell stands.
struct Shell {
    root: PathBuf,
    at: PathBuf,
}

impl Shell {
    /// Runs a line and returns its exit code and what it printed.
    fn run(&mut self, line: &str) -> (i32, String) {
        if let Some(folder) = line.strip_prefix("cd ") {
            self.at = self.at.join(folder.trim());
            assert!(self.at.is_dir(), "{line}: there is no such folder");
            return (0, String::new());
        }
        let line = line.replace("cargo run -p fisc -- ", "fisc ");
        let program = Path::new(env!("CARGO_BIN_EXE_fisc"));
        let bin = program.parent().expect("a folder").display();
        let path = std::env::var("PATH").unwrap_or_default();
        let output = Command::new("sh")
            .args(["-c", &format!("{{ {line}\n}} 2>&1")])
            .current_dir(&self.at)
            .env("PATH", format!("{bin}:{path}"))
            .env("FISC_LANG", "en")
            // Sorting and the width of help do not depend on who runs the tests.
            .env("LC_ALL", "C")
            .env_remove("COLUMNS")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("FISC_KEY")
            .env_remove("FISC_PASSPHRASE_FILE")
            .output()
            .expect("a shell");
        let text = String::from_utf8_lossy(&output.stdout);
        (output.status.code().unwrap_or(-1), self.redact(&text))
    }

    /// Paths of the scratch folder, digests (which change with every edit of a method), keys and
    /// moments tell nothing; the shell's trailing spaces would be lost in an editor.
    fn redact(&self, text: &str) -> String {
        let text = text.replace(&self.root.display().to_string(), "[DIR]");
        let text = REDACTED.iter().fold(text, |text, (pattern, place)| {
            let pattern = regex::Regex::new(pattern).expect("a pattern");
            pattern.replace_all(&text, *place).into_owned()
        });
        let mut out = String::new();
        let mut hex = String::new();
        let end = |hex: &mut String, out: &mut String| {
            out.push_str(if hex.len() == 64 { "[DIGEST]" } else { hex });
            hex.clear();
        };
        for c in text.chars() {
            if c.is_ascii_digit() || ('a'..='f').contains(&c) {
                hex.push(c);
            } else {
                end(&mut hex, &mut out);
                out.push(c);
            }
        }
        end(&mut hex, &mut out);
        out.lines().map(|l| format!("{}\n", l.trim_end())).collect()
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.at.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(path, text).expect("a writable folder");
    }
}

/// Runs a page and returns it with what the commands really printed, and what went wrong.
fn play(page: &str) -> (String, Vec<String>) {
    let temp = tempfile::tempdir().expect("a folder");
    let root = fs::canonicalize(temp.path()).expect("a folder");
    let at = root.clone();
    let mut shell = Shell { root, at };
    let (mut out, mut problems) = (String::new(), Vec::new());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        let Some(info) = line.strip_prefix("```").filter(|i| !i.starts_with('`')) else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
        let text: String = block.iter().map(|l| format!("{l}\n")).collect();
        let mut shown = text.clone();
        match info.split_once(' ') {
            None if info == "console" => {
                shown.clear();
                for command in block.iter().filter_map(|l| l.strip_prefix("$ ")) {
                    let (code, printed) = shell.run(command);
                    let _ = writeln!(shown, "$ {command}");
                    if code != 0 {
                        let _ = writeln!(shown, "? {code}");
                    }
                    shown.push_str(&printed);
                }
            }
            None if info == "sh" => {
                for command in block.iter().filter(|l| !l.trim().is_empty()) {
                    let (code, printed) = shell.run(command);
                    if code != 0 {
                        problems.push(format!("$ {command}\n? {code}\n{printed}"));
                    }
                }
            }
            Some((_, file)) => shell.write(file, &text),
            None => {}
        }
        out.push_str(&shown);
        out.push_str("```\n");
    }
    (out, problems)
}

fn hold(file: &Path) {
    let page = fs::read_to_string(file).expect("a page");
    let (real, mut problems) = play(&page);
    if real != page {
        if std::env::var_os("FISC_UPDATE").is_some() {
            fs::write(file, &real).expect("a writable page");
        } else {
            problems.extend(first_difference(&page, &real));
        }
    }
    let problems = problems.join("\n");
    assert!(problems.is_empty(), "{}\n{problems}", file.display());
}

fn first_difference(page: &str, real: &str) -> Option<String> {
    let differs = |(a, b): (&str, &str)| a != b;
    let at = page.lines().zip(real.lines()).position(differs);
    let at = at.unwrap_or_else(|| page.lines().count().min(real.lines().count()));
    let lines = |text: &str| -> String {
        let some = text.lines().skip(at).take(12);
        some.map(|l| format!("  {l}\n")).collect()
    };
    Some(format!(
        "line {}: expected\n{}but it is (FISC_UPDATE=1 rewrites the page)\n{}",
        at + 1,
        lines(page),
        lines(real)
    ))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn pages(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder");
    let paths = entries.map(|e| e.expect("an entry").path());
    let mut pages: Vec<PathBuf> = paths
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect();
    pages.sort();
    pages
}

#[test]
fn sessions_print_what_stands_there() {
    let pages = pages("tests/cli");
    assert!(pages.len() > 5, "the sessions are gone: {pages:?}");
    std::thread::scope(|s| {
        for page in &pages {
            s.spawn(|| hold(page));
        }
    });
    every_exit_code_is_shown();
}

#[test]
fn the_docs_are_executed() {
    hold(&root().join("README.md"));
    hold(&root().join("CONTRIBUTING.md"));
    for page in pages("docs") {
        hold(&page);
    }
}

/// Each exit code that the README documents is shown in a session, and no other.
fn every_exit_code_is_shown() {
    let readme = fs::read_to_string(root().join("README.md")).expect("a page");
    let line = readme.lines().find_map(|l| l.strip_prefix("Exit codes: "));
    let documented: BTreeSet<String> = line
        .expect("a line about exit codes")
        .split(" · ")
        .map(|part| part.split(' ').next().unwrap_or_default().to_string())
        .collect();
    let mut shown = BTreeSet::from(["0".to_string()]);
    for page in pages("tests/cli") {
        let page = fs::read_to_string(page).expect("a page");
        shown.extend(
            page.lines()
                .filter_map(|l| l.strip_prefix("? "))
                .map(str::to_string),
        );
    }
    assert_eq!(documented, shown);
}

/// A command that the tests cannot run says why, right before its block.
#[test]
fn no_command_stands_in_the_docs_unrun() {
    let mut all = vec![root().join("README.md"), root().join("CONTRIBUTING.md")];
    all.extend(pages("docs"));
    let mut problems = Vec::new();
    for file in all {
        let page = fs::read_to_string(&file).expect("a page");
        let (mut before, mut lines) = ("", page.lines());
        while let Some(line) = lines.next() {
            if let Some(info) = line.strip_prefix("```") {
                let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
                let is_command =
                    |l: &&str| ["$ ", "fisc ", "cargo "].iter().any(|p| l.starts_with(p));
                let run = info == "sh" || info == "console";
                let excused = before.starts_with("<!-- not run: ");
                if !run && !excused && block.iter().any(is_command) {
                    problems.push(format!("{}: {block:?}", file.display()));
                }
            } else {
                before = line;
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
