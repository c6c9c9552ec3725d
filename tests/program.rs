//! How the tests run the program and make small engagements.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs `fisc` with these arguments.
pub fn fisc(args: &[&str]) -> Output {
    command(args).output().expect("the program runs")
}

/// `fisc` with these arguments, not yet started.
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fisc"));
    command.args(args).env("FISC_LANG", "en");
    command
}

/// Runs `fisc`, which must succeed, and returns what it printed.
pub fn ok(args: &[&str]) -> String {
    let output = fisc(args);
    assert!(
        output.status.success(),
        "fisc {}: {}",
        args.join(" "),
        text(&output)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs `fisc`, which must end with this code, and returns what it said on both streams.
pub fn ends_with(code: i32, args: &[&str]) -> String {
    let output = fisc(args);
    assert_eq!(
        output.status.code(),
        Some(code),
        "fisc {}: {}",
        args.join(" "),
        text(&output)
    );
    text(&output)
}

fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// An engagement with one source of payments under canonical headers.
pub fn engagement(folder: &Path, payments: &str) {
    fs::create_dir_all(folder.join("sources")).expect("a writable folder");
    let toml = "[engagement]\nid = \"t\"\ntitle = \"T\"\nfiscal_year = 2025\ncurrency = \"CNY\"\n\n\
                [[source]]\ntable = \"payment\"\npath = \"sources/payments.csv\"\n";
    fs::write(folder.join("fisc.toml"), toml).expect("a writable folder");
    fs::write(folder.join("sources/payments.csv"), payments).expect("a writable folder");
}
