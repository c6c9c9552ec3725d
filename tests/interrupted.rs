//! A command killed at any moment leaves an engagement that works: the ledger before or the ledger
//! after, never half of one.

use crate::program::{command, ok};
use std::fs;
use std::process::Stdio;
use std::time::Duration;

#[test]
fn killed_at_twenty_moments() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path().join("p");
    let path = folder.to_str().expect("UTF-8");
    ok(&["demo", path, "--rows", "500", "--no-run"]);
    ok(&["-C", path, "load"]);
    ok(&["-C", path, "check"]);
    let count = [
        "-C",
        path,
        "sql",
        "SELECT COUNT(*) AS n FROM payment",
        "--format",
        "csv",
    ];
    let rows = ok(&count);
    let leads = fs::read(folder.join("leads/leads.jsonl")).expect("leads");
    for moment in 0..20u64 {
        let what = if moment % 2 == 0 { "load" } else { "check" };
        let mut child = command(&["-C", path, what])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(20 + moment * moment * 9));
        let _ = child.kill();
        child.wait().expect("it ends");
        assert_eq!(ok(&count), rows, "after a killed {what}");
        ok(&["-C", path, "leads"]);
    }
    ok(&["-C", path, "check"]);
    assert!(
        fs::read(folder.join("leads/leads.jsonl")).expect("leads") == leads,
        "the same leads"
    );
    let left: Vec<String> = fs::read_dir(&folder)
        .expect("the folder")
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter(|n| n.starts_with('.') && n != ".fisc.lock")
        .collect();
    assert!(left.is_empty(), "nothing is left behind: {left:?}");
}
